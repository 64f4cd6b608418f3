//! Why work stops.

use crate::engine::SimDuration;

/// Why work stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bell {
    /// For a meal, after which it goes on.
    Meal,
    /// The shift is over; its gangs may work on so long.
    EndOfShift(SimDuration),
}
