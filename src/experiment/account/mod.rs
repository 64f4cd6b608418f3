//! The account of one replication: reads its records, counts, and says every measure.
//!
//! Life of an [`Account`]: it takes every record in the order of the stream, from the warm-up on,
//! and makes a [`Replication`] of them at the end.
//!
//! - **Levels** (vessels waiting, at berth, megawatts) change with the records that begin and end
//!   something, in order of time; what is there when the period begins counts from then.
//! - **Amounts** (hours, moves) are clipped to the period, at both ends.
//! - **Calls** count by departure within the period, each with its whole wait and stay; waits are
//!   those of vessels that arrived within it, so far of those that still wait.
//! - **Memory** follows the vessels there are and the days there will be rows for: nothing is
//!   kept of a call that has departed, or of what is already counted.
//! - Everything is whole milliseconds, moves and milliwatts until the last division.

mod arrivals;
mod calendar;
mod calls;
mod compliance;
mod open_calls;
mod power;
mod presence;
mod reader;
mod replication;
mod scopes;
mod services;
#[cfg(test)]
mod tests;
mod totals;
mod trade;
mod work;

pub use arrivals::{Arrivals, StillWaiting};
pub use calls::Calls;
pub(super) use calls::TIME_BIN;
pub use compliance::{Compliance, Reason, Verdict};
pub use power::LoadFigures;
pub use reader::Account;
pub use replication::{DayFigures, Replication};
pub use services::Balance;
pub use totals::{Cargo, Quay, Totals};
pub use trade::{Lane, LaneFigures, lanes};
pub use work::{CraneTotals, Pool};
