//! What a scenario file becomes once everything in it has been checked.

use crate::emissions;
use crate::engine::SimTime;
use crate::port::bay::{Bay, ClassId, TerminalId};
use crate::units::Meters;

/// A checked scenario: nothing downstream checks it again.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Name, also the folder of its output: lower-case letters, digits, `_` and `-`.
    pub name: String,
    /// The question it asks; empty if it asks none.
    pub question: String,
    /// The place and its rules.
    pub bay: Bay,
    /// What is decided about the inventory.
    pub emissions: emissions::Settings,
    /// Replications to run.
    pub replications: u32,
    /// Seed of the batch.
    pub seed: u64,
    /// Days of warm-up before the measured period.
    pub warm_up_days: f64,
    /// Where that length comes from.
    pub warm_up_by: WarmUpBy,
    /// IANA name of the zone of all civil times, such as `America/Los_Angeles`.
    pub time_zone: String,
    /// Published figures the result is held against.
    pub targets: Vec<Target>,
    /// Assumptions that no source covers, in words.
    pub assumptions: Vec<String>,
    /// The scenario as it was run, everything it extends and every `--set` merged in, as TOML.
    pub effective: String,
    /// Rows of the call list, in its order; empty without one.
    pub call_list: Vec<CallListRow>,
}

/// A row of a call list, for tables of what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CallListRow {
    /// Its number, the first below the header is 1.
    pub row: u32,
    /// Name of the vessel; empty if none is said.
    pub vessel: String,
    /// Name of the service; empty if none is said.
    pub service: String,
    /// Expected at the pilot boarding place.
    pub eta: SimTime,
    /// Where it goes.
    pub terminal: TerminalId,
    /// What comes.
    pub class: ClassId,
    /// Length over all, where the row says it.
    pub loa: Option<Meters>,
    /// Containers on and off.
    pub moves: u32,
    /// Whether it is equipped for shore power, where the row says so.
    pub shore_power: Option<bool>,
    /// NOx tier of its engines, where the row says it.
    pub tier: Option<u8>,
    /// Expected departure, actual arrival and actual departure, where the row says them.
    pub times: [Option<SimTime>; 3],
    /// Whether it comes while it is simulated.
    pub is_simulated: bool,
}

/// Where the length of a warm-up comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarmUpBy {
    /// The scenario says it.
    Scenario,
    /// The rule MSER-5 found it.
    Mser5,
}

impl WarmUpBy {
    /// As in results and scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Mser5 => "mser_5",
        }
    }
}

/// A published figure the result is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Key in the scenario.
    pub id: String,
    /// Name of the measure; see [`Scenario::load_for`].
    pub measure: String,
    /// `bay`, or the id of a port or terminal.
    pub of: String,
    /// Published figure, where there is a single one.
    pub published: Option<f64>,
    /// Least mean that hits.
    pub low: f64,
    /// Largest mean that hits.
    pub high: f64,
    /// Where the figure stands.
    pub source: String,
    /// What a hit is worth.
    pub basis: TargetBasis,
}

/// What a published figure has to do with what goes in: how much a hit shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetBasis {
    /// No input was chosen by looking at the figure, and it follows from none: a hit is evidence.
    Independent,
    /// Somebody who chose inputs within what sources leave open knew the figure and looked at it.
    LookedAt,
    /// It follows from others that are told already by arithmetic, such as Little's law.
    Consequence,
    /// It goes in: a hit shows only that nothing is lost on the way.
    Input,
}

impl TargetBasis {
    /// All of them, strongest first.
    pub const ALL: [Self; 4] = [
        Self::Independent,
        Self::LookedAt,
        Self::Consequence,
        Self::Input,
    ];

    /// As in results and scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Independent => "independent",
            Self::LookedAt => "looked_at",
            Self::Consequence => "consequence",
            Self::Input => "input",
        }
    }
}
