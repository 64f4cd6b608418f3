//! Capacity: the most TEU a year at which vessels wait no longer than a service level allows.
//!
//! The traffic of a terminal, of the bay, or of each terminal of the bay, is scaled by a *load*; at each load the same
//! replications run on the same random numbers, so that the curve of waiting against throughput
//! is smooth and its crossing with the level has an interval (see
//! [`Crossing`](crate::statistics::Crossing)). What a little more of each resource would add is
//! measured the same way, replication by replication, and so is what two scenarios differ by.
//!
//! The berth side is simulated; the yard is a ceiling of the land, and the smaller of the two
//! binds.

mod answer;
mod change;
mod classical;
mod effect;
mod fill;
mod find;
mod follow;
mod growth;
mod in_step;
mod inverse;
mod land;
mod reach;
mod refine;
mod sample;
mod search;
mod site;
mod study;
mod wharves;

use crate::experiment::batch::BatchError;
use crate::experiment::capacity::reach::LOADS;
use crate::port::bay::MOST_SECOND_LOOPS;

pub use answer::{Binding, Capacity, CurvePoint, Estimate, TerminalShare};
pub use change::Change;
pub use classical::Classical;
pub use effect::{Effect, Variant, effects, variants};
pub use find::{berth_side, capacity};
pub use growth::{Growth, LAST_YEAR, Passing, When, passing};
pub use in_step::{InStep, berth_side_in_step, in_step};
pub use inverse::{ForTeu, for_teu};
pub use reach::can_bring;
pub use site::Site;
pub use study::{CapacityStudy, GangsInStep, Side, Years, difference};
pub use wharves::fewest;

/// Service level unless another is asked for: most mean wait for a berth over mean time at berth.
pub const SERVICE_LEVEL: f64 = 0.10;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Whose capacity.
    pub site: Site,
    /// Service level: most mean wait over mean time at berth.
    pub level: f64,
    /// Replications at every load, at least two.
    pub replications: u32,
}

/// Why there is no capacity to tell.
#[derive(Debug, thiserror::Error)]
pub enum CapacityError {
    /// A batch did not end.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// Nobody calls.
    #[error("no service calls at {name}: there is no traffic to scale")]
    NoTraffic {
        /// Name of the site.
        name: String,
    },
    /// Vessels wait too long however few they are.
    #[error(
        "vessels of {name} wait more than {level} of their time at berth at any load tried: \
         something else than berths makes them wait"
    )]
    AlwaysAbove {
        /// Name of the site.
        name: String,
        /// The level.
        level: f64,
    },
    /// Vessels never wait so long.
    #[error(
        "vessels of {name} wait less than {level} of their time at berth at any load tried: \
         its services cannot bring enough traffic"
    )]
    NeverAbove {
        /// Name of the site.
        name: String,
        /// The level.
        level: f64,
    },
    /// More or less is asked for than services can be made to bring.
    #[error(
        "{name} carries {now:.0} TEU a year as it is, and its services cannot be made to bring \
         {teu:.0}: from {} to {} times as much is tried, as far as a weekly service sails at most \
         {} times a week", LOADS.0, LOADS.1, MOST_SECOND_LOOPS + 1.0
    )]
    TooFar {
        /// Name of the site.
        name: String,
        /// Asked for, in TEU a year.
        teu: f64,
        /// What it carries as it is, in TEU a year.
        now: f64,
    },
}

#[cfg(test)]
mod tests;
