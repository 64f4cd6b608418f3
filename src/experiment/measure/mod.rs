//! Every output measure: its name, unit, meaning, where it makes sense, and its formula.
//!
//! One table, cut by subject. A measure is a function of [`Totals`](crate::experiment::Totals),
//! so that a name without a value, or a value without a name, cannot be written. Results, CSV
//! and reports follow the table's order.

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

pub use definition::{Amount, Measure, Part, Reach, all, find, meaning_of, unit_of};
