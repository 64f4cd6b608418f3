//! The report of a shock: its page, its tables, and the summary for the terminal.

mod chart;
mod page;

use std::path::Path;

use serde_json::{Map, Value, json};

use super::csv::table::{Table, number};
use super::json::summary;
use super::study::{File, Origin, Source, write};
use super::{ReportError, Written, aligned, wrapped};
use crate::experiment::Shock;
use crate::experiment::measure::Precision;
use crate::report::words::plus_minus;
use crate::scenario::Scenario;
use crate::statistics::Summary;

/// A number that a shock comes to.
struct Figure<'a> {
    /// Key in `results.json` and row of `shock.csv`.
    key: String,
    /// Label for people.
    label: String,
    /// Unit in files.
    unit: &'a str,
    /// What it is times for people, and its unit there.
    shown: (f64, &'a str),
    precision: Precision,
    value: Summary,
    /// Meaning, for the page.
    meaning: String,
}

impl Figure<'_> {
    fn scaled(&self) -> Summary {
        self.value.scaled(self.shown.0)
    }
}

/// Every number, in the order of the report.
fn figures(found: &Shock) -> Vec<Figure<'_>> {
    let own = |key: &str, label: &str, unit, value: &Summary, meaning: String| Figure {
        key: key.to_owned(),
        label: label.to_owned(),
        unit,
        shown: (1.0, unit),
        precision: Precision::Coarse,
        value: *value,
        meaning,
    };
    let mut figures = Vec::new();
    if let Some(after) = &found.recovered_after {
        let meaning = format!(
            "From the shock's first day to the first of {} in a row on which fewer than {} \
             vessels more wait at 08:00 than without it; over the {} of {} replications that \
             recover within the horizon.",
            found.rule.days,
            found.rule.level,
            found.replications - found.unrecovered,
            found.replications
        );
        figures.push(own(
            "recovered_after_days",
            "Days until recovered",
            "d",
            after,
            meaning,
        ));
    }
    figures.push(own(
        "peak_more_waiting",
        "Most extra vessels waiting",
        "vessels",
        &found.peak,
        "Largest difference at 08:00 of any day from the shock's first on.".to_owned(),
    ));
    figures.push(own(
        "peak_after_days",
        "Days until that peak",
        "d",
        &found.peak_after,
        "From the shock's first day.".to_owned(),
    ));
    figures.push(own(
        "vessel_hours_lost",
        "Extra vessel hours waited",
        "h",
        &found.vessel_hours,
        "Differences at 08:00, each for its day, over the measured period.".to_owned(),
    ));
    figures.push(own(
        "teu_days_lost",
        "TEU-days lost",
        "TEU d",
        &found.teu_days,
        "Every TEU handled later than without the shock, times the days by which it is later, \
         up to the end of the measured period."
            .to_owned(),
    ));
    figures.extend(found.costs.iter().map(|(measure, value)| Figure {
        key: format!("more.{measure}"),
        label: format!("{}, difference", measure.label),
        unit: measure.unit.name,
        shown: (measure.unit.factor, measure.unit.shown),
        precision: measure.unit.precision,
        value: *value,
        meaning: format!("With the shock less without it. {}", measure.meaning),
    }));
    figures
}

/// Writes the report of a shock to `out`.
///
/// # Errors
/// If `out` holds something else or the file system refuses; then `out` is as it was.
pub fn write_shock(
    found: &Shock,
    calm: &Scenario,
    shaken: &Scenario,
    out: &Path,
) -> Result<Written, ReportError> {
    let source = |name: String, of: &Scenario| Source {
        name,
        effective: of.effective.clone(),
    };
    let undisturbed = format!("{}_undisturbed", shaken.name);
    let origin = Origin {
        command: "shock",
        scenarios: vec![
            source(shaken.name.clone(), shaken),
            source(undisturbed, calm),
        ],
        seed: found.seed,
        replications: found.replications,
    };
    let figures = figures(found);
    let study = page::study(found, &figures, shaken);
    write(&study, &origin, files(found, &figures, shaken)?, out)
}

/// `results.json`, `shock.csv` and `shock_days.csv`.
fn files(
    found: &Shock,
    figures: &[Figure<'_>],
    shaken: &Scenario,
) -> Result<Vec<File>, ReportError> {
    let entry = |figure: &Figure<'_>| {
        let value = summary(&figure.value, figure.unit);
        (figure.key.clone(), value)
    };
    let numbers: Map<String, Value> = figures.iter().map(entry).collect();
    let document = json!({
        "scenario": shaken.name,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": found.seed,
        "replications": found.replications,
        "shock": {
            "begins": found.days.get(found.begins).map(|day| &day.date),
            "recovery_level_vessels": found.rule.level,
            "recovery_days_in_a_row": found.rule.days,
            "unrecovered_replications": found.unrecovered,
            "measures": numbers,
        },
    });
    let mut results = serde_json::to_vec_pretty(&document)?;
    results.push(b'\n');
    let mut table = Table::of_summaries(&["measure", "unit"])?;
    for figure in figures {
        table.summary(&[figure.key.as_str(), figure.unit], &figure.value)?;
    }
    let header = [
        "date",
        "waiting",
        "waiting_p05",
        "waiting_p95",
        "waiting_without_shock",
        "waiting_without_shock_p05",
        "waiting_without_shock_p95",
        "more",
        "more_ci95_low",
        "more_ci95_high",
    ];
    let mut days = Table::new(&header)?;
    for day in &found.days {
        let values = [
            day.shaken.mean,
            day.shaken.p05,
            day.shaken.p95,
            day.calm.mean,
            day.calm.p05,
            day.calm.p95,
            day.more.mean,
            day.more.ci95_low,
            day.more.ci95_high,
        ];
        days.row([day.date.clone()].into_iter().chain(values.map(number)))?;
    }
    Ok(vec![
        File::new("results.json", results),
        File::new("shock.csv", table.bytes()?),
        File::new("shock_days.csv", days.bytes()?),
    ])
}

/// What is said of replications that do not recover; nothing where all do.
fn unrecovered(found: &Shock) -> Option<String> {
    let (lost, all) = (found.unrecovered, found.replications);
    (lost > 0).then(|| {
        format!(
            "{lost} of {all} replications do not recover by the end of the horizon: days until \
             recovered are those of the others alone, and too few."
        )
    })
}

/// A summary of at most 80 columns, for the command line to print. The last line is not ended.
pub fn shock_summary(found: &Shock, shaken: &Scenario, page: &Path) -> String {
    let figures = figures(found);
    let rows = figures.iter().map(|figure| {
        let number = plus_minus(&figure.scaled(), figure.precision);
        [figure.label.clone(), number, figure.shown.1.to_owned()]
    });
    let mut text = wrapped(
        &format!(
            "{} with its shock and without it: {} replications, seed {}",
            shaken.name, found.replications, found.seed
        ),
        "",
        "",
    );
    text += "\n\n";
    text += &aligned([""; 0], rows, 1..=1, 2);
    if let Some(words) = unrecovered(found) {
        text += "\n\n";
        text += &wrapped(&words, "", "");
    }
    text + &format!("\n\nReport: {}", page.display())
}
