//! Everything a person sees, from [`Results`](crate::experiment::Results) alone.
//!
//! ```text
//! Results ──► Study ──► page, charts, workbook ──┐
//!         ──► tables (CSV), JSON ────────────────┼──► files in memory ──► folder, at once
//!         ──► summary for the terminal           └──► manifest, last
//! ```
//!
//! Nothing is computed here that a measure should say; titles and sentences are put together
//! from measures. [`write()`] gathers every file in memory, but for tables of calls, which are written
//! row by row, and then writes the folder aside and renames it: a report is whole or not there. No clock of the machine is read, so the same
//! results give the same bytes. Nothing is printed: [`summary`] is a text for the command line.
//!
//! What can go wrong is in [`ReportError`]: the file system, a folder that holds something that
//! is not ours, or a calendar that does not exist.

mod aside;
mod calls;
mod capacity;
mod chart;
mod clock;
mod comparison;
mod csv;
mod draw;
mod error;
#[cfg(test)]
mod fixture;
mod folder;
mod json;
mod lines;
mod manifest;
mod plan;
mod precision;
mod run;
mod shock;
mod study;
mod sweep;
mod targets;
mod terminal;
mod warnings;
mod words;
mod workbook;

pub use calls::CallsFile;
pub use capacity::{capacity_summary, write_capacity};
pub use clock::CivilClock;
pub use comparison::Compared;
pub use csv::text as spreadsheet_text;
pub use draw::DrawError;
pub use error::ReportError;
pub use folder::{Finished, Recovered, Written, abandon, check, place, recover, tidy};
pub(crate) use lines::{aligned, wrapped};
pub use plan::{plan_summary, write_plan};
pub use precision::precision_in_words;
pub use run::{write, write_results, write_with};
pub use shock::{shock_summary, write_shock};
pub use sweep::{SweepShown, sweep_summary, write_sweep};
pub use terminal::summary;
pub(crate) use words::{counted, number};
