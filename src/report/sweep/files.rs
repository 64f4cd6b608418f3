//! `results.json` and the tables of a sweep: the contract with scripts.

use serde_json::{Map, Value, json};

use super::{Charted, SweepShown};
use crate::experiment::sweep::{Sweep, SweepCell};
use crate::report::ReportError;
use crate::report::csv::table::{Table, number, text};
use crate::report::study::File;
use crate::statistics::Summary;

/// Every file but those that each study has.
pub(super) fn files(
    found: &Sweep,
    shown: &SweepShown<'_>,
    charted: &[Charted<'_>],
) -> Result<Vec<File>, ReportError> {
    let mut files = vec![
        File::new("results.json", results(found, shown, charted)?),
        File::new("charted.csv", table_of_charted(found, shown, charted)?),
        File::new("cells.csv", cells(found)?),
    ];
    if !shown.points.is_empty() {
        files.push(File::new("sensitivity.csv", sensitivity(shown, charted)?));
    }
    Ok(files)
}

/// A mean and the ends of its interval.
fn interval(summary: &Summary) -> [String; 3] {
    [summary.mean, summary.ci95_low, summary.ci95_high].map(number)
}

/// Columns that say which cell a row is of.
fn cell_header(found: &Sweep) -> Vec<String> {
    let keys = found.keys.iter().map(|key| text(key));
    ["cell".to_owned()].into_iter().chain(keys).collect()
}

/// Which cell a row is of.
fn cell_head(index: usize, cell: &SweepCell) -> Vec<String> {
    let values = cell.values.iter().map(|value| text(value));
    [(index + 1).to_string()]
        .into_iter()
        .chain(values)
        .collect()
}

/// One row for each cell, part of the complex and measure.
fn cells(found: &Sweep) -> Result<Vec<u8>, ReportError> {
    let mut header = cell_header(found);
    header.extend(["of", "measure", "unit"].map(str::to_owned));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::of_summaries(&header)?;
    for (index, cell) in found.cells.iter().enumerate() {
        let head = cell_head(index, cell);
        for scope in &cell.scopes {
            for (measure, summary) in &scope.measures {
                let of = [
                    text(&scope.id),
                    measure.name.to_owned(),
                    measure.unit.name.to_owned(),
                ];
                table.summary(&[&head[..], &of].concat(), summary)?;
            }
        }
    }
    table.bytes()
}

/// One row for each cell with what is charted, for people rather than programs.
fn table_of_charted(
    found: &Sweep,
    shown: &SweepShown<'_>,
    charted: &[Charted<'_>],
) -> Result<Vec<u8>, ReportError> {
    let mut header = cell_header(found);
    header.push("of".to_owned());
    for measure in &shown.measures {
        header.extend(["", "_ci95_low", "_ci95_high"].map(|end| format!("{measure}{end}")));
    }
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header)?;
    for (index, cell) in found.cells.iter().enumerate() {
        let mut row = cell_head(index, cell);
        row.push(text(shown.of));
        for charted in charted {
            row.extend(interval(
                &charted.values[index].unwrap_or(Summary::UNDEFINED),
            ));
        }
        table.row(&row)?;
    }
    table.bytes()
}

/// One row for each measure and key.
fn sensitivity(shown: &SweepShown<'_>, charted: &[Charted<'_>]) -> Result<Vec<u8>, ReportError> {
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
    for charted in charted {
        for effects in &charted.effects {
            let mut row = vec![
                text(shown.of),
                charted.measure.name.to_owned(),
                charted.measure.unit.name.to_owned(),
                text(&effects.key),
            ];
            row.extend(interval(&effects.mu_star));
            row.extend(interval(&effects.mu));
            row.push(number(effects.sigma));
            table.row(&row)?;
        }
    }
    table.bytes()
}

fn results(
    found: &Sweep,
    shown: &SweepShown<'_>,
    charted: &[Charted<'_>],
) -> Result<Vec<u8>, ReportError> {
    let cells = found.cells.iter().enumerate().map(|(index, cell)| {
        let settings = found.keys.iter().zip(&cell.values);
        let settings = settings.map(|(key, value)| (key.clone(), json!(value)));
        let measures = cell.scopes[0].measures.iter();
        let measures = measures.map(|(measure, summary)| (measure.name.to_owned(), json!(summary)));
        let charted = charted.iter().filter_map(|charted| {
            let summary = charted.values[index]?;
            Some((charted.measure.name.to_owned(), json!(summary)))
        });
        json!({
            "settings": settings.collect::<Map<_, _>>(),
            "measures": measures.collect::<Map<_, _>>(),
            "charted": charted.collect::<Map<_, _>>(),
        })
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
        let of_measure = |charted: &Charted<'_>| {
            let effects = charted.effects.iter().map(|effects| {
                json!({
                    "key": effects.key,
                    "mu_star": effects.mu_star,
                    "mu": effects.mu,
                    "sigma": effects.sigma,
                })
            });
            (charted.measure.name.to_owned(), effects.collect::<Value>())
        };
        let measures: Map<_, _> = charted.iter().map(of_measure).collect();
        document["sensitivity"] = json!({ "of": shown.of, "measures": measures });
    }
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}
