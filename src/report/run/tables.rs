//! The tables of a run's page, formatted.

use crate::experiment::measure::{self, Measure};
use crate::experiment::{Results, Scope, TargetRow};
use crate::report::study::{Cell, Column, Level, Row, Table};
use crate::report::targets::{basis, standing};
use crate::report::words::{bound, found, margin, mean, plus_minus, quantiles};
use crate::statistics::Summary;

/// Columns of the terminals' table, as far as any terminal has them.
const TERMINALS: [&Measure; 8] = [
    &measure::THROUGHPUT_TEU,
    &measure::VESSEL_CALLS,
    &measure::WAIT_HOURS_MEAN,
    &measure::TIME_AT_BERTH_HOURS_MEAN,
    &measure::BERTH_OCCUPANCY,
    &measure::GROSS_MOVES_PER_CRANE_HOUR,
    &measure::SHORE_POWER_CALL_SHARE,
    &measure::CO2E_TONNES,
];

/// Columns of the At-Berth rule's table.
const AT_BERTH: [&Measure; 6] = [
    &measure::AT_BERTH_COMPLIANT_SHARE,
    &measure::AT_BERTH_CONTROLLED_HOUR_SHARE,
    &measure::AT_BERTH_VIOLATIONS,
    &measure::AT_BERTH_MISSED_VESSEL_NOT_EQUIPPED,
    &measure::AT_BERTH_MISSED_CONNECTION_FAILED,
    &measure::AT_BERTH_MISSED_NO_CAPACITY,
];

/// Columns of the table of dollars.
const VALUE: [&Measure; 5] = [
    &measure::TRADE_VALUE_USD,
    &measure::WAITING_VALUE_USD_DAYS,
    &measure::WAITING_VALUE_USD_MEAN,
    &measure::SOCIAL_COST_USD,
    &measure::SOCIAL_COST_USD_GRID,
];

/// Key figures of the bay, its ports and its terminals.
pub(super) fn terminals(results: &Results) -> Table {
    by_place(results, "Terminals", &TERMINALS, "terminals.csv")
}

/// How visits of each place stand to the At-Berth rule; `None` where nobody looks at it.
pub(super) fn at_berth(results: &Results) -> Option<Table> {
    let judged = results.bay.get(&measure::AT_BERTH_VIOLATIONS).is_some();
    let table = by_place(results, "Visits by place", &AT_BERTH, "compliance.csv");
    (judged && table.columns.len() > 1).then_some(table)
}

/// What the cargo of each place is worth; `None` where no port says so.
pub(super) fn value(results: &Results) -> Option<Table> {
    let table = by_place(results, "Dollars by place", &VALUE, "terminals.csv");
    (table.columns.len() > 1).then_some(table)
}

/// Measures of the bay, and of each port followed by its terminals; columns that say nothing of
/// any terminal are left out.
fn by_place(results: &Results, label_of: &str, measures: &[&Measure], csv: &str) -> Table {
    let says = |measure: &&&Measure| {
        let found = |scope: &Scope| scope.get(measure).is_some_and(|found| found.p95 > 0.0);
        results.terminals.iter().any(found)
    };
    let measures: Vec<&Measure> = measures.iter().filter(says).copied().collect();
    let columns = measures
        .iter()
        .map(|measure| Column::numbers(measure.label, measure.unit.shown));
    let rows = places(results).into_iter().map(|(level, path, scope)| Row {
        head: scope.name.clone(),
        level,
        cells: (measures.iter())
            .map(|measure| cell(&path, measure, scope.get(measure)))
            .collect(),
    });
    Table {
        label: label_of.to_owned(),
        columns: [Column::words("Place")]
            .into_iter()
            .chain(columns)
            .collect(),
        rows: rows.collect(),
        csv: Some(csv.to_owned()),
    }
}

/// The bay, and each port followed by its terminals, with where they stand in `results.json`.
fn places(results: &Results) -> Vec<(Level, String, &Scope)> {
    let mut places = vec![(Level::Strong, "measures".to_owned(), &results.bay)];
    for port in &results.ports {
        places.push((Level::Strong, format!("ports.{}", port.id), port));
        let inside = |terminal: &&Scope| terminal.port.as_ref() == Some(&port.id);
        places.extend(results.terminals.iter().filter(inside).map(terminal));
    }
    let stray = |terminal: &&Scope| {
        let port = |port: &Scope| terminal.port.as_ref() == Some(&port.id);
        !results.ports.iter().any(port)
    };
    places.extend(results.terminals.iter().filter(stray).map(terminal));
    places
}

fn terminal(scope: &Scope) -> (Level, String, &Scope) {
    (Level::Inner, format!("terminals.{}", scope.id), scope)
}

/// A measure of the part of the complex that stands at `path` in `results.json`; empty where it
/// says nothing.
pub(super) fn cell(path: &str, measure: &Measure, summary: Option<&Summary>) -> Cell {
    let Some(summary) = summary else {
        return Cell::default();
    };
    let found = measure.shown(summary);
    let (mean, margin) = (
        mean(&found, measure.unit.precision),
        margin(&found, measure.unit.precision),
    );
    let path = format!("{path}.{measure}.mean");
    Cell::number(mean, margin).of(path, summary.mean, measure.unit.factor)
}

/// Every measure of the bay, in the units shown to people.
pub(super) fn measures(results: &Results) -> Table {
    let row = |(measure, summary): &(&'static Measure, Summary)| {
        let (found, precision) = (measure.shown(summary), measure.unit.precision);
        let path = format!("measures.{measure}.mean");
        let unit = match measure.unit.shown {
            "1" => "ratio",
            unit => unit,
        };
        Row {
            head: measure.name.to_owned(),
            level: Level::Plain,
            cells: vec![
                Cell::text(plus_minus(&found, precision)).of(
                    path,
                    summary.mean,
                    measure.unit.factor,
                ),
                Cell::text(quantiles(&found, precision)),
                Cell::text(unit),
                Cell::text(measure.meaning),
            ],
        }
    };
    Table {
        label: "All measures".to_owned(),
        columns: vec![
            Column::words("Measure"),
            Column::numbers("Mean", ""),
            Column::numbers("5 % to 95 %", ""),
            Column::numbers("Unit", ""),
            Column::words("What it says"),
        ],
        rows: results.bay.measures.iter().map(row).collect(),
        csv: None,
    }
}

/// Published figures beside what was found.
pub(super) fn targets(results: &Results) -> Table {
    let heads = ["Published", "Counts as hit", "Found", "Verdict", "Basis"];
    let columns = heads.map(|head| Column::numbers(head, ""));
    let rows = results.targets.iter().enumerate();
    Table {
        label: "Published figures".to_owned(),
        columns: [Column::words("Figure")]
            .into_iter()
            .chain(columns)
            .collect(),
        rows: rows
            .map(|(index, row)| target(results, index, row))
            .collect(),
        csv: None,
    }
}

fn target(results: &Results, index: usize, target: &TargetRow) -> Row {
    let measure = target.measure;
    let factor = measure.unit.factor;
    let (low, high) = (target.low * factor, target.high * factor);
    let found = found(
        &measure.shown(&target.found),
        measure.unit.precision,
        low,
        high,
    );
    let path = format!("targets.{index}.found");
    Row {
        head: format!("{}\n{}", what(results, target), target.source),
        level: Level::Plain,
        cells: vec![
            Cell::text(
                target
                    .published
                    .map_or_else(String::new, |value| bound(value * factor)),
            ),
            Cell::text(format!("{} to {}", bound(low), bound(high))),
            Cell::text(found).of(path, target.found.mean, factor),
            Cell::verdict(standing(target.standing()), target.hit()),
            Cell::text(basis(target.basis)),
        ],
    }
}

/// What a published figure is about: measure, place and unit.
fn what(results: &Results, target: &TargetRow) -> String {
    let mut parts = results.ports.iter().chain(&results.terminals);
    let place = parts.find(|scope| scope.id == target.of);
    let place = place.unwrap_or(&results.bay);
    let label = target.measure.label;
    match target.measure.unit.shown {
        "1" | "" => format!("{label}, {}", place.name),
        unit => format!("{label}, {} [{unit}]", place.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn terminals_stand_under_their_port() {
        let table = terminals(&fixture::year());
        let levels: Vec<_> = table.rows.iter().map(|row| row.level).collect();
        assert_eq!(levels.len(), 1 + 2 + 13);
        assert_eq!(levels[..3], [Level::Strong, Level::Strong, Level::Inner]);
        assert_eq!(table.rows[9].head, "Port of Long Beach");
    }
}
