//! The page's tables, as formatted strings.

use crate::experiment::measure::meaning_of;
use crate::experiment::{EmissionRow, Results, Scope, TargetRow};
use crate::report::chart::MODES;
use crate::report::measures::{label, precision, shown, shown_factor, shown_unit};
use crate::report::targets;
use crate::report::words::{
    Precision, bound, found, margin, mean, plus_minus, quantiles, significant,
};
use crate::statistics::Summary;

/// Columns of the terminals' table, as far as any terminal has them.
const COLUMNS: [&str; 8] = [
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

/// Pollutants in the order of the table, and what they are called.
const POLLUTANTS: [(&str, &str); 11] = [
    ("co2e", "CO₂e"),
    ("co2", "CO₂"),
    ("nox", "NOx"),
    ("sox", "SOx"),
    ("pm10", "PM10"),
    ("pm25", "PM2.5"),
    ("dpm", "Diesel particulate matter"),
    ("hc", "Hydrocarbons"),
    ("co", "CO"),
    ("n2o", "N₂O"),
    ("ch4", "CH₄"),
];

/// What stands where nothing was estimated; never a zero.
const NOT_ESTIMATED: &str = "not estimated";

/// A number and the half-width of its interval.
pub(super) struct Cell {
    /// Where the number stands in `results.json`, and what it is there.
    pub(super) of: String,
    pub(super) exact: f64,
    /// What it was multiplied by to be shown.
    pub(super) scale: f64,
    pub(super) value: String,
    pub(super) margin: Option<String>,
}

/// Measures by place.
pub(super) struct Grid {
    /// Label and unit of each column.
    pub(super) columns: Vec<(String, &'static str)>,
    pub(super) rows: Vec<GridRow>,
}

/// One place.
pub(super) struct GridRow {
    pub(super) name: String,
    /// `bay`, `port` or `terminal`.
    pub(super) level: &'static str,
    pub(super) cells: Vec<Option<Cell>>,
}

/// The terminals' table.
pub(super) fn terminals(results: &Results) -> Grid {
    grid(results, &COLUMNS)
}

/// How visits of each place stand to the At-Berth rule; `None` where nobody looks at it.
pub(super) fn at_berth(results: &Results) -> Option<Grid> {
    let judged = results.bay.get("at_berth_violations").is_some();
    let grid = grid(results, &AT_BERTH);
    (judged && !grid.columns.is_empty()).then_some(grid)
}

/// What the cargo of each place is worth; `None` where no port says so.
pub(super) fn value(results: &Results) -> Option<Grid> {
    let grid = grid(results, &VALUE);
    (!grid.columns.is_empty()).then_some(grid)
}

/// Measures of the bay, and of each port followed by its terminals; columns that say nothing of
/// any terminal are left out.
fn grid(results: &Results, columns: &[&'static str]) -> Grid {
    let columns: Vec<&str> = (columns.iter().copied())
        .filter(|measure| {
            let found = |scope: &Scope| scope.get(measure).is_some_and(|found| found.p95 > 0.0);
            results.terminals.iter().any(found)
        })
        .collect();
    let row = |level, scope: &Scope| GridRow {
        name: scope.name.clone(),
        level,
        cells: columns
            .iter()
            .map(|measure| Some(cell(&place(level, &scope.id), measure, scope.get(measure)?)))
            .collect(),
    };
    let mut rows = vec![row("bay", &results.bay)];
    for port in &results.ports {
        rows.push(row("port", port));
        let inside = |terminal: &&Scope| terminal.port.as_ref() == Some(&port.id);
        let terminals = results.terminals.iter().filter(inside);
        rows.extend(terminals.map(|terminal| row("terminal", terminal)));
    }
    let known = |terminal: &&Scope| {
        let port = |port: &Scope| terminal.port.as_ref() == Some(&port.id);
        results.ports.iter().any(port)
    };
    let strays = results.terminals.iter().filter(|terminal| !known(terminal));
    rows.extend(strays.map(|terminal| row("terminal", terminal)));
    Grid {
        columns: columns
            .iter()
            .map(|measure| (label(measure), shown_unit(measure)))
            .collect(),
        rows,
    }
}

/// Where a part of the complex stands in `results.json`.
fn place(level: &str, id: &str) -> String {
    match level {
        "bay" => "measures".to_owned(),
        "port" => format!("ports.{id}"),
        _ => format!("terminals.{id}"),
    }
}

/// A measure of the part of the complex that stands at `place` in `results.json`.
pub(super) fn cell(place: &str, measure: &str, summary: &Summary) -> Cell {
    let found = shown(measure, summary);
    Cell {
        of: format!("{place}.{measure}.mean"),
        exact: summary.mean,
        scale: shown_factor(measure),
        value: mean(&found, precision(measure)),
        margin: margin(&found, precision(measure)),
    }
}

/// A measure of the bay.
pub(super) struct MeasureLine {
    pub(super) name: &'static str,
    pub(super) exact: f64,
    pub(super) scale: f64,
    pub(super) found: String,
    pub(super) quantiles: String,
    pub(super) unit: &'static str,
    pub(super) meaning: &'static str,
}

/// Every measure of the bay, in the units shown to people.
pub(super) fn measure_lines(results: &Results) -> Vec<MeasureLine> {
    let line = |(name, summary): &(&'static str, Summary)| {
        let found = shown(name, summary);
        MeasureLine {
            name,
            exact: summary.mean,
            scale: shown_factor(name),
            found: plus_minus(&found, precision(name)),
            quantiles: quantiles(&found, precision(name)),
            unit: match shown_unit(name) {
                "1" => "ratio",
                unit => unit,
            },
            meaning: meaning_of(name),
        }
    };
    results.bay.measures.iter().map(line).collect()
}

/// A published figure and what was found.
pub(super) struct TargetLine {
    pub(super) exact: f64,
    pub(super) scale: f64,
    pub(super) what: String,
    pub(super) published: String,
    pub(super) range: String,
    pub(super) found: String,
    pub(super) unit: &'static str,
    pub(super) hit: bool,
    /// How mean and interval stand to the figure, in words.
    pub(super) standing: &'static str,
    /// What a hit is worth, in a word.
    pub(super) basis: &'static str,
    pub(super) source: String,
}

/// Every target of the results.
pub(super) fn target_lines(results: &Results) -> Vec<TargetLine> {
    results
        .targets
        .iter()
        .map(|target| target_line(results, target))
        .collect()
}

fn target_line(results: &Results, target: &TargetRow) -> TargetLine {
    let factor = shown_factor(&target.measure);
    let place = results
        .ports
        .iter()
        .chain(&results.terminals)
        .find(|scope| scope.id == target.of)
        .map_or(results.bay.name.as_str(), |scope| scope.name.as_str());
    let unit = shown_unit(&target.measure);
    TargetLine {
        exact: target.found.mean,
        scale: factor,
        what: format!("{}, {place}", label(&target.measure)),
        published: target
            .published
            .map_or_else(|| "–".to_owned(), |value| bound(value * factor)),
        range: format!(
            "{} to {}",
            bound(target.low * factor),
            bound(target.high * factor)
        ),
        found: found(
            &shown(&target.measure, &target.found),
            precision(&target.measure),
            target.low * factor,
            target.high * factor,
        ),
        unit: if unit == "1" { "" } else { unit },
        hit: target.hit(),
        standing: targets::standing(target.standing()),
        basis: targets::basis(target.basis),
        source: target.source.clone(),
    }
}

/// Tonnes by pollutant and mode.
pub(super) struct EmissionTable {
    /// Names of the modes.
    pub(super) modes: Vec<&'static str>,
    pub(super) rows: Vec<EmissionLine>,
    /// Whether power plants' share of some pollutant is not estimated.
    pub(super) grid_gaps: bool,
}

/// One pollutant.
pub(super) struct EmissionLine {
    pub(super) pollutant: &'static str,
    pub(super) modes: Vec<Tonnes>,
    pub(super) vessels: Tonnes,
    pub(super) grid: String,
    /// Whether that is no number.
    pub(super) grid_gap: bool,
}

/// Tonnes as printed, and where they stand in `results.json`, if there.
pub(super) struct Tonnes {
    pub(super) told: String,
    pub(super) exact: Option<(String, f64)>,
}

/// Tonnes of a measure of the bay; where it is none, what was added up for it.
fn tonnes_of(results: &Results, measure: &str, told: String) -> Tonnes {
    let exact = results.bay.get(measure).map(|found| found.mean);
    Tonnes {
        told,
        exact: exact.map(|mean| (format!("measures.{measure}.mean"), mean)),
    }
}

/// The emissions' table; `None` where nothing was emitted.
pub(super) fn emission_table(results: &Results) -> Option<EmissionTable> {
    let rows: Vec<_> = POLLUTANTS
        .into_iter()
        .filter(|(key, _)| results.emissions.iter().any(|row| row.pollutant == *key))
        .map(|(key, name)| emission_line(results, key, name))
        .collect();
    let emitted = results.emissions.iter().any(|row| row.grams.mean > 0.0);
    (emitted && !rows.is_empty()).then(|| EmissionTable {
        modes: MODES.into_iter().map(|(_, name)| name).collect(),
        grid_gaps: rows.iter().any(|row| row.grid_gap),
        rows,
    })
}

fn emission_line(results: &Results, pollutant: &str, name: &'static str) -> EmissionLine {
    let in_mode = |mode: &str| {
        let mut found = results
            .emissions
            .iter()
            .filter(|row| row.pollutant == pollutant && row.mode == mode && row.source != "grid")
            .map(EmissionRow::tonnes)
            .peekable();
        found.peek()?;
        Some(found.sum::<f64>())
    };
    let told = |tonnes: Option<f64>| {
        tonnes.map_or(NOT_ESTIMATED.to_owned(), |tonnes| significant(tonnes, 3))
    };
    let by_mode: Vec<Option<f64>> = MODES.iter().map(|(mode, _)| in_mode(mode)).collect();
    let total = results.bay.get(&format!("{pollutant}_tonnes"));
    let sum = by_mode.iter().flatten().sum();
    let grid = results.bay.get(&format!("{pollutant}_tonnes_grid"));
    let tonnes = |found: &Summary| plus_minus(found, Precision::Fine);
    EmissionLine {
        pollutant: name,
        modes: (MODES.iter().zip(by_mode))
            .map(|((mode, _), tonnes)| {
                let measure = format!("{pollutant}_tonnes_{mode}");
                tonnes_of(results, &measure, told(tonnes))
            })
            .collect(),
        vessels: tonnes_of(
            results,
            &format!("{pollutant}_tonnes"),
            total.map_or_else(|| significant(sum, 3), tonnes),
        ),
        grid_gap: grid.is_none(),
        grid: grid.map_or_else(|| NOT_ESTIMATED.to_owned(), tonnes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn what_was_not_estimated_is_never_zero() {
        let table = emission_table(&fixture::year()).unwrap();
        let line = |name: &str| table.rows.iter().find(|row| row.pollutant == name).unwrap();
        assert_eq!(line("NOx").grid, "not estimated");
        assert!(
            line("CO₂e").grid.starts_with("44,440 ± "),
            "{}",
            line("CO₂e").grid
        );
        assert_eq!(line("SOx").modes[2].told, "2.88");
    }

    #[test]
    fn terminals_stand_under_their_port() {
        let grid = terminals(&fixture::year());
        let levels: Vec<_> = grid.rows.iter().map(|row| row.level).collect();
        assert_eq!(levels.len(), 1 + 2 + 13);
        assert_eq!(&levels[..3], ["bay", "port", "terminal"]);
        assert_eq!(grid.rows[9].name, "Port of Long Beach");
    }
}
