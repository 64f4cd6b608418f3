//! The tables of a run's page, formatted.

use crate::experiment::measure::meaning_of;
use crate::experiment::{Results, Scope, TargetRow};
use crate::report::measures::{label, precision, shown, shown_factor, shown_unit};
use crate::report::study::{Cell, Column, Level, Row, Table};
use crate::report::targets::{basis, standing};
use crate::report::words::{bound, found, margin, mean, plus_minus, quantiles};
use crate::statistics::Summary;

/// Columns of the terminals' table, as far as any terminal has them.
const TERMINALS: [&str; 8] = [
    "throughput_teu",
    "vessel_calls",
    "wait_hours_mean",
    "time_at_berth_hours_mean",
    "berth_occupancy",
    "gross_moves_per_crane_hour",
    "shore_power_call_share",
    "co2e_tonnes",
];

/// Columns of the At-Berth rule's table.
const AT_BERTH: [&str; 6] = [
    "at_berth_compliant_share",
    "at_berth_controlled_hour_share",
    "at_berth_violations",
    "at_berth_missed_vessel_not_equipped",
    "at_berth_missed_connection_failed",
    "at_berth_missed_no_capacity",
];

/// Columns of the table of dollars.
const VALUE: [&str; 5] = [
    "trade_value_usd",
    "waiting_value_usd_days",
    "waiting_value_usd_mean",
    "social_cost_usd",
    "social_cost_usd_grid",
];

/// Key figures of the bay, its ports and its terminals.
pub(super) fn terminals(results: &Results) -> Table {
    by_place(results, "Terminals", &TERMINALS, "terminals.csv")
}

/// How visits of each place stand to the At-Berth rule; `None` where nobody looks at it.
pub(super) fn at_berth(results: &Results) -> Option<Table> {
    let judged = results.bay.get("at_berth_violations").is_some();
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
fn by_place(results: &Results, label_of: &str, measures: &[&str], csv: &str) -> Table {
    let says = |measure: &&&str| {
        let found = |scope: &Scope| scope.get(measure).is_some_and(|found| found.p95 > 0.0);
        results.terminals.iter().any(found)
    };
    let measures: Vec<&str> = measures.iter().filter(says).copied().collect();
    let columns = measures
        .iter()
        .map(|measure| Column::numbers(label(measure), shown_unit(measure)));
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
pub(super) fn cell(path: &str, measure: &str, summary: Option<&Summary>) -> Cell {
    let Some(summary) = summary else {
        return Cell::default();
    };
    let found = shown(measure, summary);
    let (mean, margin) = (
        mean(&found, precision(measure)),
        margin(&found, precision(measure)),
    );
    let path = format!("{path}.{measure}.mean");
    Cell::number(mean, margin).of(path, summary.mean, shown_factor(measure))
}

/// Every measure of the bay, in the units shown to people.
pub(super) fn measures(results: &Results) -> Table {
    let row = |(name, summary): &(&'static str, Summary)| {
        let (found, precision) = (shown(name, summary), precision(name));
        let path = format!("measures.{name}.mean");
        let unit = match shown_unit(name) {
            "1" => "ratio",
            unit => unit,
        };
        Row {
            head: (*name).to_owned(),
            level: Level::Plain,
            cells: vec![
                Cell::text(plus_minus(&found, precision)).of(
                    path,
                    summary.mean,
                    shown_factor(name),
                ),
                Cell::text(quantiles(&found, precision)),
                Cell::text(unit),
                Cell::text(meaning_of(name)),
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
    let measure = target.measure.as_str();
    let factor = shown_factor(measure);
    let (low, high) = (target.low * factor, target.high * factor);
    let found = found(
        &shown(measure, &target.found),
        precision(measure),
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
    let label = label(&target.measure);
    match shown_unit(&target.measure) {
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
