//! What is told of the capacity of a site: berth side, yard, and the curve they are read from.

use crate::experiment::capacity::classical::Classical;
use crate::statistics::Summary;

/// What limits a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Waiting for a berth.
    BerthSide,
    /// The static ceiling of the land.
    YardStatic,
}

/// Most TEU a year by simulation, and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// TEU a year: mean, interval, and how far single replications lie.
    pub teu_per_year: Summary,
    /// Load at which it is reached: traffic against the scenario's. Where each terminal has a
    /// load of its own: that of all of them against the traffic that nearly fills them.
    pub load: f64,
    /// Whether the interval ends where it was looked for; if not, it is wider than told.
    pub closed: (bool, bool),
    /// What each replication says, on common random numbers.
    pub by_replication: Vec<f64>,
    /// Loads of all groups there.
    pub(super) loads: Vec<f64>,
    /// Hours of waiting beyond the level that come with one TEU a year more, of each group.
    pub(super) rises: Vec<f64>,
}

#[cfg(test)]
impl Estimate {
    /// An estimate of which only this was found, for tests of what is told of it.
    pub(crate) fn told(teu_per_year: Summary) -> Self {
        Self {
            teu_per_year,
            load: 1.0,
            closed: (true, true),
            by_replication: vec![teu_per_year.mean; 2],
            loads: vec![1.0],
            rises: vec![1.0],
        }
    }
}

/// A load that was simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct CurvePoint {
    /// Traffic against the scenario's.
    pub load: f64,
    /// Cargo a year, in TEU.
    pub teu_per_year: Summary,
    /// Mean wait over mean time at berth, and the ends of its 95 % interval.
    pub ratio: (f64, f64, f64),
    /// Vessel hours at berth over nominal berths and hours.
    pub berth_occupancy: f64,
    /// Whether the queue settles; if not, the wait grows with the length of the period.
    pub stationary: bool,
    /// Vessels that wait at the beginning and at the end of the period.
    pub backlog: (f64, f64),
    /// Cargo of vessels that still wait at its end, in TEU a year.
    pub unserved_teu: f64,
}

/// A terminal when the site is at its capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct TerminalShare {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its traffic against the scenario's.
    pub load: f64,
    /// Cargo a year, in TEU.
    pub teu_per_year: f64,
    /// Mean wait over mean time at berth.
    pub ratio: f64,
    /// Vessel hours at berth over nominal berths and hours.
    pub berth_occupancy: f64,
    /// Where each terminal is filled to its own level: its berth side, of the same replications.
    pub own: Option<Summary>,
    /// Most TEU a year of its land; `None` where it is not known.
    pub yard_static: Option<f64>,
}

impl TerminalShare {
    /// Whether its land, rather than waiting, bounds a terminal that is filled by itself.
    pub fn yard_binds(&self) -> bool {
        let own = self.own.map(|own| own.mean);
        own.zip(self.yard_static)
            .is_some_and(|(own, yard)| yard < own)
    }
}

/// The capacity of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Capacity {
    /// Id of the site: `bay` or a terminal.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Service level: most mean wait over mean time at berth.
    pub level: f64,
    /// Most TEU a year: the smaller of berth side and yard; where each terminal is filled to its
    /// own level, the sum of what is smaller at each.
    pub teu_per_year: Summary,
    /// What each replication says of it, on common random numbers: their mean is that of
    /// [`teu_per_year`](Self::teu_per_year).
    pub by_replication: Vec<f64>,
    /// By waiting for a berth, simulated.
    pub berth_side: Estimate,
    /// By the land's static ceiling; `None` where it is not known of a terminal.
    pub yard_static: Option<f64>,
    /// Which of the two is smaller.
    pub binding: Binding,
    /// The scenario as it is: load 1.
    pub today: CurvePoint,
    /// Every load with all replications, in order.
    pub curve: Vec<CurvePoint>,
    /// Terminals at the berth side's capacity.
    pub terminals: Vec<TerminalShare>,
    /// What textbooks say.
    pub classical: Vec<Classical>,
    /// Balances that did not close, in words; empty unless we have a bug.
    pub open_balances: Vec<String>,
}
