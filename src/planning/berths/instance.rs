//! What is to be planned: vessels with their times, berths with their hours.

use crate::engine::{SimDuration, SimTime};

/// A berth and the hours at which vessels may lie there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Berth {
    /// Name.
    pub name: String,
    /// No vessel is handled before.
    pub open: SimTime,
    /// Every vessel has departed by then.
    pub close: SimTime,
}

/// A vessel to be planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Vessel {
    /// Name.
    pub name: String,
    /// Handling starts no earlier.
    pub arrival: SimTime,
    /// It departs no later; [`SimTime::NEVER`] where it has no limit.
    pub limit: SimTime,
    /// What an hour of its stay counts, zero or more.
    pub weight: f64,
    /// Handling time at each berth, above zero; `None` where it cannot berth.
    pub handling: Vec<Option<SimDuration>>,
}

impl Vessel {
    /// Weighted hours from its arrival to a departure.
    pub(super) fn cost(&self, departure: SimTime) -> f64 {
        self.weight * (departure - self.arrival).hours()
    }
}

/// An instance of the discrete berth allocation problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Berths, at least one.
    pub berths: Vec<Berth>,
    /// Vessels; each has one handling time, or none, a berth.
    pub vessels: Vec<Vessel>,
}

impl Instance {
    /// The instant by which a vessel has to depart from a berth.
    pub(super) fn due(&self, vessel: usize, berth: usize) -> SimTime {
        self.vessels[vessel].limit.min(self.berths[berth].close)
    }

    /// When a vessel that follows a departure at a berth departs itself; `None` where it cannot
    /// berth.
    pub(super) fn departure(&self, vessel: usize, berth: usize, free: SimTime) -> Option<SimTime> {
        let vessel = &self.vessels[vessel];
        Some(free.max(vessel.arrival) + vessel.handling[berth]?)
    }

    /// The step that divides every objective of a feasible plan, where times and weights have one:
    /// a bound may be rounded up to its next multiple.
    pub(super) fn step(&self) -> Option<f64> {
        /// Weights with more than three decimals have no step.
        const PARTS: f64 = 1_000.0;
        let mut time = 0;
        let mut weight = 0;
        for berth in &self.berths {
            time = divisor(time, berth.open.millis());
        }
        for vessel in &self.vessels {
            let parts = vessel.weight * PARTS;
            if (parts - parts.round()).abs() > 1e-9 || parts > 1e12 {
                return None;
            }
            #[expect(clippy::cast_possible_truncation, reason = "a whole number below 1e12")]
            let parts = parts.round() as i64;
            weight = divisor(weight, parts);
            time = divisor(time, vessel.arrival.millis());
            for handling in vessel.handling.iter().flatten() {
                time = divisor(time, handling.millis());
            }
        }
        let step = weight as f64 / PARTS * SimDuration::from_millis(time).hours();
        (step > 0.0).then_some(step)
    }
}

/// Greatest common divisor.
fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { divisor(b, a % b) }
}
