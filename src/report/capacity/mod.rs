//! The report of a capacity: page, tables, charts and the summary for the terminal.

mod charts;
mod method;
mod page;
mod passed;
mod sentences;
mod summary;
mod tables;
mod years;

use std::path::Path;

use serde_json::{Value, json};

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
    let sources = scenarios.iter().map(|scenario| Source::of(scenario));
    let origin = Origin {
        command: "capacity",
        scenarios: sources.collect(),
        seed: found.seed,
        replications: found.question.replications,
    };
    let document = results(found);
    let mut json = serde_json::to_vec_pretty(&document)?;
    json.push(b'\n');
    let mut files = vec![File::new("results.json", json)];
    files.extend(tables::files(found, &document)?);
    write(&page::page(found, &document, again), &origin, files, out)
}

/// `results.json`: what was asked for, and nothing else.
fn results(found: &CapacityStudy) -> Value {
    let mut document = json!({
        "scenario": found.base.scenario,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": found.seed,
        "replications": found.question.replications,
        "capacity": found.base.capacity,
        "against": found.against,
        "difference": found.difference,
        "bottleneck": found.effects,
        "variants": found.variants,
        "for_teu": found.for_teu,
        "years": found.years,
    });
    if let Some(document) = document.as_object_mut() {
        document.retain(|_, value| !value.is_null() && *value != json!([]));
    }
    document
}

#[cfg(test)]
mod tests;
