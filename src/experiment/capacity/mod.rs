//! Capacity: the most TEU a year at which vessels wait no longer than a service level allows.
//!
//! ```text
//! Question ──► Search (loads on common random numbers) ──► Estimate ──► Capacity ─┐
//!              Change (berths, cranes, gangs, pace …) ──► Effect, Variant, ForTeu ┼──► CapacityStudy
//!              Growth ──► Years (demand against every capacity) ──────────────────┘
//! ```
//!
//! The traffic of a terminal, of the bay, or of each terminal of the bay, is scaled by a *load*; at
//! each load the same replications run on the same random numbers, so that the curve of waiting
//! against throughput is smooth and its crossing with the level has an interval (see
//! [`Crossing`](crate::statistics::Crossing)). What a [`Change`] of the site adds is measured the
//! same way, replication by replication, and so is what two scenarios differ by.
//!
//! The berth side is simulated; the yard is a ceiling of the land, and the smaller of the two
//! binds.

mod answer;
mod change;
mod classical;
mod effect;
mod error;
mod fill;
mod find;
mod for_teu;
mod refine;
mod sample;
mod search;
mod site;
mod study;
mod traffic;
mod wharves;
mod years;

pub use answer::{Binding, Capacity, Classical, CurvePoint, Estimate, Interval, TerminalShare};
pub use change::Change;
pub use effect::{Effect, Found, InStep, Variant};
pub use error::CapacityError;
pub use find::{berth_side, capacity};
pub use for_teu::{ForTeu, can_bring};
pub use site::{Question, SERVICE_LEVEL, Site};
pub use study::{CapacityStudy, Difference, Inquiry, Side};
pub use wharves::fewest;
pub use years::{Growth, LAST_YEAR, Limit, Limits, Passing, Ways, When, Years};

#[cfg(test)]
mod tests;
