//! Monte Carlo: replications in parallel, every output measure, and what a report is made of.

mod account;
mod advance;
mod batch;
pub mod capacity;
mod comparison;
mod fold;
mod in_order;
pub mod measure;
mod numbers;
mod offered;
mod precision;
mod results;
mod rows;
mod runner;
pub mod sensitivity;
mod shape;
mod shard;
mod shock;
mod store;
pub mod sweep;
mod tabulate;
mod target;
pub mod warm_up;

pub use crate::emissions::{Mode, Pollutant};
pub use account::{
    Account, Arrivals, Balance, Calls, Cargo, Compliance, CraneTotals, DayFigures, Lane,
    LaneFigures, LoadFigures, Pool, Quay, Reason, Replication, StillWaiting, Totals, Verdict,
    lanes,
};
pub use advance::Advance;
pub use batch::{Batch, BatchError};
pub use comparison::{Comparison, Difference, Family, Finding, PartDifferences, PartId, Versus};
pub use fold::Fold;
pub use offered::{CallFill, OfferedLoad, USUAL_FILL, call_fill, offered_load};
pub use precision::{Precision, PrecisionFound, Sequence, Widest};
pub use results::*;
pub use runner::Runner;
pub use shard::{Shard, ShardError};
pub use shock::{Recovery, Shock, ShockDay};
pub(crate) use store::way_out;
pub use store::{BatchKey, KeptBatch, Purpose, Store, StoreError};
pub use target::{Hits, Standing, TargetRow};
