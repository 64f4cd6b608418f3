//! Numbers about numbers: tallies, levels over time, quantiles, intervals. Knows nothing of ports.
//!
//! Everything here is a pure function of its inputs in their order, with transcendental
//! functions from `libm`, so that an interval has the same bits on every CPU.

mod histogram;
mod level;
mod quantile;
mod student;
mod summary;
mod tally;

pub use histogram::{bin_counts, round_bin_width};
pub use level::Level;
pub use quantile::quantile;
pub use student::student_t_95;
pub use summary::Summary;
pub use tally::Tally;
