//! The report of a sweep: tidy table, charts, page and the summary for the terminal.

mod charts;
mod heat;
mod names;
mod page;
mod summary;
mod tornado;

use crate::experiment::measure::Measure;
use std::path::Path;

use serde_json::{Value, json};

use super::csv::table::{Table, text};
use super::study::{File, Origin, Source, write};
use super::{ReportError, Written};
use crate::experiment::sensitivity::{Effects, Point, elementary_effects};
use crate::experiment::sweep::{Range, Sweep};
use crate::scenario::Scenario;
use crate::statistics::Summary;

pub use summary::sweep_summary;

/// What of a sweep is shown.
#[derive(Clone, Debug)]
pub struct SweepShown<'a> {
    /// Part of the complex: `bay`, a port or a terminal.
    pub of: &'a str,
    /// Measures that are charted.
    pub measures: Vec<&'static Measure>,
    /// Ranges of the keys, of a hypercube or of trajectories.
    pub ranges: &'a [Range],
    /// Points of the trajectories of Morris; empty of other designs.
    pub points: &'a [Point],
    /// The command that makes the folder again.
    pub again: String,
}

/// Writes the report of a sweep to `out`.
///
/// # Errors
/// As [`write`](super::write()).
pub fn write_sweep(
    found: &Sweep,
    shown: &SweepShown<'_>,
    scenario: &Scenario,
    out: &Path,
) -> Result<Written, ReportError> {
    let origin = Origin {
        command: "sweep",
        scenarios: vec![Source::of(scenario)],
        seed: found.seed,
        replications: found.replications,
    };
    let mut files = vec![
        File::new("results.json", results(found, shown)?),
        File::new("charted.csv", charted(found, shown)?),
        File::new("cells.csv", cells(found)?),
    ];
    if !shown.points.is_empty() {
        files.push(File::new("sensitivity.csv", sensitivity(found, shown)?));
    }
    write(&page::page(found, shown), &origin, files, out)
}

/// One row for each cell, part of the complex and measure.
fn cells(found: &Sweep) -> Result<Vec<u8>, ReportError> {
    let mut header = vec!["cell"];
    let keys: Vec<String> = found.keys.iter().map(|key| text(key)).collect();
    header.extend(keys.iter().map(String::as_str));
    header.extend(["of", "measure", "unit"]);
    let mut table = Table::of_summaries(&header)?;
    for (index, cell) in found.cells.iter().enumerate() {
        for scope in &cell.scopes {
            for (measure, summary) in &scope.measures {
                let mut row = vec![(index + 1).to_string()];
                row.extend(cell.values.iter().map(|value| text(value)));
                row.extend([
                    text(&scope.id),
                    measure.name.to_owned(),
                    measure.unit.name.to_owned(),
                ]);
                table.summary(&row, summary)?;
            }
        }
    }
    table.bytes()
}

/// One row for each cell with what is charted, for people rather than programs.
fn charted(found: &Sweep, shown: &SweepShown<'_>) -> Result<Vec<u8>, ReportError> {
    let mut header = vec!["cell".to_owned()];
    header.extend(found.keys.iter().map(|key| text(key)));
    header.push("of".to_owned());
    for measure in &shown.measures {
        let ends = ["", "_ci95_low", "_ci95_high"];
        header.extend(ends.map(|end| format!("{measure}{end}")));
    }
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&names)?;
    for (index, cell) in found.cells.iter().enumerate() {
        let mut row = vec![(index + 1).to_string()];
        row.extend(cell.values.iter().map(|value| text(value)));
        row.push(text(shown.of));
        for measure in &shown.measures {
            let summary = cell.get(shown.of, measure);
            let summary = summary.copied().unwrap_or(Summary::UNDEFINED);
            let numbers = [summary.mean, summary.ci95_low, summary.ci95_high];
            row.extend(numbers.map(super::csv::table::number));
        }
        table.row(&row)?;
    }
    table.bytes()
}

fn sensitivity(found: &Sweep, shown: &SweepShown<'_>) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&[
        "of",
        "measure",
        "unit",
        "key",
        "mu_star",
        "mu_star_ci95_low",
        "mu_star_ci95_high",
        "mu",
        "mu_ci95_low",
        "mu_ci95_high",
        "sigma",
    ])?;
    for measure in &shown.measures {
        for effects in effects(found, shown, measure).unwrap_or_default() {
            let Effects {
                key,
                mu,
                mu_star,
                sigma,
            } = effects;
            let mut row = vec![
                text(shown.of),
                measure.name.to_owned(),
                measure.unit.name.to_owned(),
                text(&key),
            ];
            let numbers = [
                mu_star.mean,
                mu_star.ci95_low,
                mu_star.ci95_high,
                mu.mean,
                mu.ci95_low,
                mu.ci95_high,
                sigma,
            ];
            row.extend(numbers.map(super::csv::table::number));
            table.row(&row)?;
        }
    }
    table.bytes()
}

/// Elementary effects of a measure; `None` if a cell has no value of it, or it is no such design.
fn effects(found: &Sweep, shown: &SweepShown<'_>, measure: &Measure) -> Option<Vec<Effects>> {
    let values = found.cells.iter().map(|cell| cell.get(shown.of, measure));
    let values: Option<Vec<f64>> = values.map(|value| Some(value?.mean)).collect();
    if shown.points.is_empty() {
        return None;
    }
    Some(elementary_effects(shown.ranges, shown.points, &values?))
}

fn results(found: &Sweep, shown: &SweepShown<'_>) -> Result<Vec<u8>, ReportError> {
    let number = |summary: &Summary| {
        json!({
            "mean": summary.mean,
            "ci95_low": summary.ci95_low,
            "ci95_high": summary.ci95_high,
            "p05": summary.p05,
            "p50": summary.p50,
            "p95": summary.p95,
        })
    };
    let cells = found.cells.iter().map(|cell| {
        let keys = found.keys.iter().zip(&cell.values);
        let settings: serde_json::Map<String, Value> = keys
            .map(|(key, value)| (key.clone(), json!(value)))
            .collect();
        let bay = &cell.scopes[0];
        let measures: serde_json::Map<String, Value> = (bay.measures.iter())
            .map(|(measure, summary)| (measure.name.to_owned(), number(summary)))
            .collect();
        let charted = shown.measures.iter();
        let charted: serde_json::Map<String, Value> = charted
            .filter_map(|measure| {
                let summary = cell.get(shown.of, measure)?;
                Some((measure.name.to_owned(), number(summary)))
            })
            .collect();
        json!({ "settings": settings, "measures": measures, "charted": charted })
    });
    let mut document = json!({
        "scenario": found.scenario,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": found.seed,
        "replications": found.replications,
        "keys": found.keys,
        "cells_asked": found.asked,
        "charted_of": shown.of,
        "cells": cells.collect::<Value>(),
    });
    if !shown.points.is_empty() {
        let of_measure = |measure: &&'static Measure| {
            let rows = effects(found, shown, measure).unwrap_or_default();
            let rows = rows.iter().map(|effects| {
                json!({
                    "key": effects.key,
                    "mu_star": number(&effects.mu_star),
                    "mu": number(&effects.mu),
                    "sigma": effects.sigma,
                })
            });
            (measure.name.to_owned(), rows.collect::<Value>())
        };
        let by_measure: serde_json::Map<String, Value> =
            shown.measures.iter().map(of_measure).collect();
        document["sensitivity"] = json!({ "of": shown.of, "measures": by_measure });
    }
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}
