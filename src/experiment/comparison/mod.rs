//! Scenarios against a base on common random numbers: how much each measure differs, with what
//! certainty.
//!
//! ```text
//! base  ──► replication i ──┐
//!                           ├──► pairs by part and measure ──► differences ──► Holm ──► verdicts
//! other ──► replication i ──┘    (what both have)
//! ```
//!
//! Replication `i` of every scenario meets the same vessels, delays, cargo and crane cycles, as
//! far as the scenarios leave them alike, so that most of the chance cancels in a difference.
//!
//! Tests are many, and some would come out by chance. P-values are therefore corrected by Holm's
//! procedure within three families, each over all of the other scenarios together: the measures
//! chosen, for the bay; the same by port and terminal; and everything else. Intervals are each
//! at 95 % and are not corrected.

mod collect;
mod difference;

pub use collect::{Comparison, PartDifferences, PartId, Versus};
pub use difference::{Difference, Family, Finding};
