//! Monte Carlo: replications in parallel, every output measure, and what a report is made of.

mod account;
mod batch;
pub mod measure;
mod offered;
mod results;
mod tabulate;

pub use account::{
    Account, Calls, Cargo, CraneTotals, DayFigures, LoadFigures, Pool, Quay, Replication, Totals,
};
pub use batch::Batch;
pub use offered::{OfferedLoad, offered_load};
pub use results::*;
