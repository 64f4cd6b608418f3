//! The report of a capacity: page, tables, charts and the summary for the terminal.

mod cards;
mod charts;
mod csv;
mod json;
mod method;
mod page;
mod passed;
mod sentences;
mod summary;
mod years;

use std::path::Path;

use super::study::{File, Origin, Source, write};
use super::{ReportError, Written};
use crate::experiment::capacity::CapacityStudy;
use crate::scenario::Scenario;

pub use summary::capacity_summary;

/// Writes the report of a capacity to `out`; `again` is the command that makes it again.
///
/// # Errors
/// As [`write`](super::write()).
pub fn write_capacity(
    found: &CapacityStudy,
    scenarios: &[&Scenario],
    again: &str,
    out: &Path,
) -> Result<Written, ReportError> {
    let origin = Origin {
        command: "capacity",
        scenarios: scenarios
            .iter()
            .map(|scenario| Source::of(scenario))
            .collect(),
        seed: found.seed,
        replications: found.question.replications,
    };
    let mut files = vec![
        File::new("results.json", json::results(found)?),
        File::new("curve.csv", csv::curve(found)?),
        File::new("terminals.csv", csv::terminals(found)?),
        File::new("textbook.csv", csv::textbook(found)?),
    ];
    if !found.effects.is_empty() {
        files.push(File::new("bottleneck.csv", csv::bottleneck(found)?));
    }
    if !found.variants.is_empty() {
        files.push(File::new("variants.csv", csv::variants(found)?));
    }
    if let Some(years) = &found.years {
        files.push(File::new("years.csv", csv::years(found, years)?));
        files.push(File::new("passing.csv", csv::passing(found, years)?));
    }
    write(&page::page(found, again), &origin, files, out)
}

#[cfg(test)]
mod tests;
