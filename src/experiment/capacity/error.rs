//! Why there is no capacity.

use crate::experiment::batch::BatchError;
use crate::port::bay::MOST_SECOND_LOOPS;

/// Loads tried, against the scenario's.
pub(super) const LOADS: (f64, f64) = (0.01, 100.0);

/// Why there is no capacity.
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

impl CapacityError {
    /// That vessels wait too long, or never so long, at any load.
    pub(super) fn out_of_reach(name: String, level: f64, above: bool) -> Self {
        if above {
            Self::AlwaysAbove { name, level }
        } else {
            Self::NeverAbove { name, level }
        }
    }
}
