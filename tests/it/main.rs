//! Integration tests, one binary: in the order they earn trust.
#![expect(clippy::unwrap_used, reason = "a failed test may panic")]

mod support;

mod queueing;

mod goodness_of_fit;

mod handworked;

mod at_berth;

mod invariants;
mod laws;

mod determinism;

mod only;
mod pace;

mod windows;

mod backtest;

mod diagnostics;

mod scenario_files;

mod scenarios;
mod schema;

mod marine;

mod emissions_factors;
mod emissions_fuels;
mod emissions_further;
mod emissions_grid;
mod emissions_identities;
mod emissions_landside;
mod emissions_published;
mod emissions_records;
mod emissions_rows;
mod emissions_vectors;

mod berth_planning;
mod bunkering;
mod call_list;
mod call_list_returns;
mod call_list_spellings;
mod capacity;
mod capacity_bounds;
mod cli;
mod command;
mod compare;
mod corners;
mod coverage;
mod crane_split;
mod disruptions;
mod edges;
mod hardening;
mod kept;
mod kept_studies;
mod kept_wrong;
mod measures;
mod new;
mod planner;
mod readme;
mod studies;
mod sweep;
mod warm_up;

mod architecture;
mod import_circles;
