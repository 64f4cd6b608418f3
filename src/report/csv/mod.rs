//! Tables for analysts: one header row in snake case with units, plain numbers, one fact a row.
//!
//! Summaries are tidy (one row for each place and measure), so that a filter picks what a
//! spreadsheet or a data frame needs. Names given by users are kept from acting as formulas.

mod compliance;
mod curves;
mod fuels;
mod summaries;
pub(super) mod table;

pub(crate) use compliance::compliance;
pub(crate) use curves::{distributions, shore_power};
pub(crate) use fuels::fuels;
pub(crate) use summaries::{daily, emissions, monthly, terminals, trade};
pub use table::text;
pub(super) use table::{Kind, Table, number};
