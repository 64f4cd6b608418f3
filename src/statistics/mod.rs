//! Numbers about numbers: tallies, levels over time, quantiles, intervals. Knows nothing of ports.
//!
//! Everything here is a pure function of its inputs in their order, with transcendental
//! functions from `libm`, so that an interval has the same bits on every CPU. What takes one
//! value after the other ([`Tally`], [`Level`], [`Sample`], [`Counts`], [`Bins`],
//! [`Series`], [`Pooled`], [`Paired`]) does so in memory that does not grow with their number.

mod counts;
mod crossing;
mod curves;
mod estimate;
mod histogram;
mod holm;
mod level;
mod mser;
mod paired;
mod pooled;
mod quantile;
pub mod queueing;
mod rank;
mod sample;
mod shape;
mod sketch;
mod student;
mod summary;
mod tally;

pub use counts::Counts;
pub use crossing::{Crossing, Search, Told, crossing, widened};
pub use estimate::Estimate;
pub use histogram::{Bins, round_bin_width};
pub use holm::holm;
pub use level::Level;
pub use mser::{MSER_BATCH, mser_5};
pub use paired::Paired;
pub use pooled::{Figure, Jackknife, Pooled};
pub use quantile::quantile;
pub use rank::rank_correlation;
pub use sample::Sample;
pub use student::{Intervals, student_t_95, two_sided_p};
pub use summary::{EXACT_REPLICATIONS, Series, Summary};
pub use tally::Tally;
