//! Terminals, wharves, berth policies and shore power.

use super::ids::PortId;
use super::traffic::VesselClass;
use crate::engine::{Distribution, SimDuration, SimTime};
use crate::units::{Acres, Kilowatts, Meters};

/// A container terminal.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// Key in scenario and results, such as `pier_400`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Its port.
    pub port: PortId,
    /// Wharves, at least one; cranes stay on theirs.
    pub wharves: Vec<Wharf>,
    /// Who berths first, and where.
    pub policy: BerthPolicy,
    /// Time of one crane move, hook to hook, in milliseconds.
    pub cycle_time: Distribution,
    /// Crane working time between breakdowns, in milliseconds; `None` never breaks down.
    pub time_between_breakdowns: Option<Distribution>,
    /// Time to repair, in milliseconds.
    pub repair_time: Distribution,
    /// From all fast to ready for the first move (gangway, lashing), in milliseconds.
    pub before_first_move: Distribution,
    /// From the last move to ready to sail (lashing, papers), in milliseconds.
    pub after_last_move: Distribution,
    /// Least distance between two cranes on one vessel, in hatches; 1 is adjacent hatches.
    pub crane_clearance_hatches: u16,
    /// Shore power; `None` where there is none.
    pub shore_power: Option<ShorePower>,
    /// Land of the terminal, where known.
    pub area: Option<Acres>,
    /// Most TEU an acre of yard handles in a year, where known or assumed.
    pub yard_ceiling_teu_per_acre: Option<f64>,
}

/// A straight length of quay with its own crane rail.
#[derive(Clone, Debug)]
pub struct Wharf {
    /// Key in the scenario.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Where vessels may lie.
    pub space: WharfSpace,
    /// Berths for `berth_occupancy`: with slots their number, else the number given.
    pub nominal_berths: u32,
    /// Water along the wharf less under-keel clearance; `None` is deep enough for all.
    pub max_draft: Option<Meters>,
    /// Lowest bridge or wire on the way; `None` is none.
    pub max_air_draft: Option<Meters>,
    /// Rows of containers the cranes reach across; `None` is enough for all.
    pub outreach_rows: Option<u16>,
    /// STS cranes on the rail, in order along the wharf, at least one.
    pub cranes: u16,
}

/// Where vessels may lie along a wharf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WharfSpace {
    /// Anywhere along a length, with clearance between vessels.
    Length {
        /// Length of the wharf.
        length: Meters,
        /// Least distance between two vessels.
        clearance: Meters,
    },
    /// A number of slots, each for one vessel of any length (the textbook's servers).
    Slots(u32),
}

/// Who berths first, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BerthPolicy {
    /// Strict order of arrival; nobody overtakes; lowest position that fits.
    FirstCome,
    /// In order of arrival, but whoever fits may overtake whoever does not; tightest gap.
    BestFit,
    /// Calls within `grace` of their window first, then the others, each in order of arrival.
    BerthWindows {
        /// How late a call may be and still keep its window's precedence.
        grace: SimDuration,
    },
}

/// Shore power of one terminal.
#[derive(Clone, Debug)]
pub struct ShorePower {
    /// Vessels that can be connected at once.
    pub points: u32,
    /// Most power through one point.
    pub point_limit: Kilowatts,
    /// Most power of all points together.
    pub terminal_limit: Kilowatts,
    /// From all fast to connected, in milliseconds.
    pub plug_in: Distribution,
    /// How long before departure (pilot ordered) the vessel is taken off.
    pub plug_out: SimDuration,
    /// Chance that a connection of an equipped call fails for the whole stay.
    pub failure_probability: f64,
}

/// Ways in which shore power fails for everybody.
#[derive(Clone, Debug, Default)]
pub struct GridTrouble {
    /// Grid emergencies on known dates: spans in which no vessel is connected, ordered, disjoint.
    pub emergencies: Vec<(SimTime, SimTime)>,
    /// Power dips of each terminal: how many a year, and how long until all are connected again, in milliseconds.
    pub dips: Option<(f64, Distribution)>,
}

impl Wharf {
    /// Whether a vessel of this class can lie here at all: length, draft, air draft, outreach.
    pub fn fits(&self, class: &VesselClass) -> bool {
        let long_enough = match self.space {
            WharfSpace::Length { length, .. } => class.loa <= length,
            WharfSpace::Slots(_) => true,
        };
        long_enough
            && self.max_draft.is_none_or(|limit| class.draft <= limit)
            && self
                .max_air_draft
                .is_none_or(|limit| class.air_draft <= limit)
            && self.outreach_rows.is_none_or(|limit| class.rows <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::fixture;

    #[test]
    fn a_vessel_fits_a_wharf_whose_every_limit_it_keeps() {
        let class = fixture::class_of_loa(300.0);
        let fits = |change: fn(&mut Wharf)| {
            let mut wharf = fixture::wharf_of_length(300.0, 25.0);
            change(&mut wharf);
            wharf.fits(&class)
        };
        assert!(fits(|_| ()), "as long as the wharf");
        assert!(fits(|wharf| wharf.max_draft = Some(Meters::new(14.0))));
        assert!(!fits(|wharf| wharf.max_draft = Some(Meters::new(13.9))));
        assert!(!fits(|wharf| wharf.max_air_draft = Some(Meters::new(49.0))));
        assert!(!fits(|wharf| wharf.outreach_rows = Some(17)));
        assert!(!fits(|wharf| wharf.space = WharfSpace::Length {
            length: Meters::new(299.0),
            clearance: Meters::ZERO,
        }));
    }
}
