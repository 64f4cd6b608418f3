//! Every output measure: its name, unit, label, meaning, where it makes sense, and its formula.
//!
//! A measure is a constant, such as [`BERTH_OCCUPANCY`], and one row of a table, cut by subject:
//! to add one, add its row. Results are indexed by these constants. A measure is a function of
//! [`Totals`](crate::experiment::Totals), so that a name without a value, or a value without a
//! name, cannot be written. Results, CSV and reports follow the tables' order.

mod bunkering;
mod compliance;
mod damage;
mod definition;
mod energy;
mod inventory;
mod landside;
mod quay;
mod trade;
mod traffic;
mod unit;

pub use bunkering::*;
pub use compliance::*;
pub use damage::*;
pub use definition::{Mass, Measure, Part, Reach, Where, all, find, of_mass, tonnes};
pub use energy::*;
pub use inventory::*;
pub use landside::*;
pub use quay::*;
pub use trade::*;
pub use traffic::*;
pub use unit::{Precision, Unit};
