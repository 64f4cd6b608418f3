//! The short summary in the terminal: the figures a planner asks for first.

use crate::experiment::measure::{self, Measure};
use std::path::Path;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};

use super::lines::COLUMNS;
use super::precision::precision_in_words;
use super::words::{bound, days, found, plus_minus};
use super::{lines, targets, warnings};
use crate::experiment::{Results, Scope, TargetRow};
use crate::scenario::WarmUpBy;

/// Most ports that have room beside the bay in 80 columns.
const MOST_PORTS: usize = 2;
/// From here on, TEU are told in millions.
const MILLIONS_FROM: f64 = 1e6;
/// From here on, tonnes are told in thousands.
const THOUSANDS_FROM: f64 = 1e5;
/// What textbooks tell of a queue; beside ports, hours say more.
const RATIO: &Measure = &measure::WAIT_TO_SERVICE_RATIO;

/// Measure, and what its unit is called in the first column.
const ROWS: [(&Measure, &str); 16] = [
    (&measure::THROUGHPUT_TEU, "TEU"),
    (&measure::VESSEL_CALLS, ""),
    (&measure::VESSELS_AT_BERTH_MEAN, ""),
    (&measure::VESSELS_WAITING_MEAN, ""),
    (&measure::WAIT_HOURS_MEAN, "h"),
    (&measure::BACKLOG_END, ""),
    (&measure::TIME_AT_BERTH_HOURS_MEAN, "h"),
    (RATIO, ""),
    (&measure::BERTH_OCCUPANCY, "%"),
    (&measure::GROSS_MOVES_PER_CRANE_HOUR, "moves/h"),
    (&measure::SHORE_POWER_CALL_SHARE, "%"),
    (&measure::AT_BERTH_COMPLIANT_SHARE, "%"),
    (&measure::SHORE_POWER_PEAK_MW, "MW"),
    (&measure::CO2E_TONNES, "t"),
    (&measure::NOX_TONNES, "t"),
    (&measure::DPM_TONNES, "t"),
];

/// A summary of at most 80 columns, for the command line to print.
///
/// `page` is where the report lies; `None` where none was written. The last line is not ended.
pub fn summary(results: &Results, page: Option<&Path>) -> String {
    let mut parts = vec![format!("{}\n", heading(results)), figures(results) + "\n"];
    if !results.targets.is_empty() {
        parts.push(published(&results.targets));
    }
    let reached = results.precision.iter().filter(|found| found.reached);
    parts.extend(reached.map(|found| precision_in_words(found, results.run.replications) + "\n"));
    let warnings = warnings::all(results);
    parts.extend(
        warnings
            .iter()
            .map(|warning| wrapped(&format!("warning: {warning}"))),
    );
    parts.extend(page.map(|page| format!("Report: {}\n", page.display())));
    parts.join("\n").trim_end().to_owned()
}

fn heading(results: &Results) -> String {
    let run = &results.run;
    let times = if run.replications == 1 {
        "replication"
    } else {
        "replications"
    };
    let heading = format!(
        "{}: {} to {}, {} {times}, seed {}",
        run.scenario, run.first_day, run.last_day, run.replications, run.seed
    );
    match run.warm_up_by {
        WarmUpBy::Scenario => heading,
        WarmUpBy::Mser5 => format!(
            "{heading}\nafter {} days of warm-up, found by MSER-5",
            days(run.warm_up_days)
        ),
    }
}

/// The table of the bay and its ports; of the bay alone where they have no room.
fn figures(results: &Results) -> String {
    let bay = [&results.bay];
    if (2..=MOST_PORTS).contains(&results.ports.len()) {
        let scopes: Vec<_> = bay.into_iter().chain(&results.ports).collect();
        let text = table(&scopes);
        if text
            .lines()
            .all(|line| line.chars().count() <= usize::from(COLUMNS))
        {
            return text;
        }
    }
    table(&bay)
}

fn table(scopes: &[&Scope]) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    let names = scopes.iter().map(|scope| short(&scope.name).to_owned());
    table.set_header([String::new()].into_iter().chain(names));
    for (measure, unit) in ROWS {
        let told = !scopes.iter().all(|scope| nothing(scope, measure));
        if told && (scopes.len() == 1 || measure != RATIO) {
            table.add_row(row(measure, unit, scopes));
        }
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

/// Whether a measure is absent, or nothing but zero (the emissions of a textbook queue).
fn nothing(scope: &Scope, measure: &Measure) -> bool {
    scope
        .get(measure)
        .is_none_or(|summary| summary.mean.abs() < f64::MIN_POSITIVE && summary.p95 <= 0.0)
}

fn row(measure: &Measure, unit: &str, scopes: &[&Scope]) -> Vec<String> {
    let most = scopes
        .iter()
        .filter_map(|scope| scope.get(measure))
        .fold(0.0_f64, |most, summary| most.max(summary.mean));
    let (factor, unit) = match unit {
        "TEU" if most >= MILLIONS_FROM => (1e-6, "million TEU"),
        "t" if most >= THOUSANDS_FROM => (1e-3, "thousand t"),
        unit => (1.0, unit),
    };
    let mut name = measure.label.to_owned();
    if !unit.is_empty() {
        name = format!("{name} [{unit}]");
    }
    let cells = scopes.iter().map(|scope| {
        let summary = scope.get(measure);
        summary.map_or_else(
            || "–".to_owned(),
            |summary| {
                plus_minus(
                    &measure.shown(summary).scaled(factor),
                    measure.unit.precision,
                )
            },
        )
    });
    [name].into_iter().chain(cells).collect()
}

/// A port's name as it fits a column.
fn short(name: &str) -> &str {
    name.strip_prefix("Port of ").unwrap_or(name)
}

/// How many published figures were hit, and each one that was missed.
fn published(rows: &[TargetRow]) -> String {
    let missed = rows.iter().filter(|row| !row.hit()).map(|row| {
        let factor = row.measure.unit.factor;
        wrapped(&format!(
            "  missed {} ({}): {} found, a hit is {} to {}",
            row.id,
            targets::basis(row.basis),
            found(
                &row.measure.shown(&row.found),
                row.measure.unit.precision,
                row.low * factor,
                row.high * factor
            ),
            bound(row.low * factor),
            bound(row.high * factor)
        ))
    });
    let head = wrapped(&targets::hits_in_words(rows));
    [head].into_iter().chain(missed).collect()
}

/// A paragraph in lines of at most 80 columns, each ended.
pub(super) fn wrapped(text: &str) -> String {
    lines::wrapped(text, "", "  ") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_summary_fits_eighty_columns_and_says_where_the_report_lies() {
        let page = Path::new("output/san_pedro_bay_2025/report.html");
        let text = summary(&fixture::year(), Some(page));
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        assert!(text.contains("Throughput [million TEU]"), "{text}");
        assert!(text.contains("Los Angeles"), "ports have room: {text}");
        assert!(
            text.contains("Published figures hit: 0 of 1 independent"),
            "{text}"
        );
        assert!(
            text.contains("missed los_angeles_at_berth (independent)"),
            "{text}"
        );
        assert!(
            text.ends_with("Report: output/san_pedro_bay_2025/report.html"),
            "{text}"
        );
    }

    #[test]
    fn a_textbook_queue_shows_only_what_it_has() {
        let text = summary(&fixture::textbook(), None);
        assert!(text.contains("Wait ÷ time at berth"), "{text}");
        assert!(
            !text.contains("CO₂e") && !text.contains("Throughput"),
            "{text}"
        );
    }
}
