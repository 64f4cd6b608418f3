//! What stands on the page.

use askama::Template;

use super::data;
use super::inventory::{Gaps, InventoryLine, inventory, left_out};
use super::sections::{Figures, figures};
use super::sentences::answer;
use super::tables::{
    EmissionTable, Grid, MeasureLine, TargetLine, at_berth, emission_table, measure_lines,
    target_lines, terminals, value,
};
use crate::experiment::{Results, RunIdentity};
use crate::report::chart::Chart;
use crate::report::measures::{label, precision, shown, shown_factor, shown_unit};
use crate::report::precision::told;
use crate::report::words::{capitalized, days, margin, mean, quantiles};
use crate::report::{ReportError, targets, warnings};
use crate::scenario::WarmUpBy;

/// Name of the file.
pub(crate) const PAGE: &str = "report.html";
/// Measures that may become key figures, most wanted first.
const KEY_FIGURES: [&str; 10] = [
    "throughput_teu",
    "vessels_at_berth_mean",
    "wait_hours_mean",
    "shore_power_call_share",
    "co2e_tonnes",
    "time_at_berth_hours_mean",
    "berth_occupancy",
    "vessels_waiting_mean",
    "wait_to_service_ratio",
    "turnaround_hours_mean",
];
/// How many of them are shown.
const CARDS: usize = 5;
/// From here on, TEU are told in millions.
const MILLIONS_FROM: f64 = 1e6;

#[derive(Template)]
#[template(path = "html/report.html", config = "src/report/askama.toml")]
struct Page<'a> {
    run: &'a RunIdentity,
    /// The scenario as a heading.
    name: String,
    version: &'static str,
    warm_up: String,
    /// Whether that many days were found rather than said.
    by_mser_5: bool,
    answer: String,
    warnings: Vec<String>,
    /// What became of a precision, if it was reached.
    precision: Option<String>,
    cards: Vec<Card>,
    targets: Vec<TargetLine>,
    /// How many of them were hit, in a sentence.
    hits: String,
    figures: Figures<'a>,
    /// What the script reads, as JSON that is inert in HTML.
    data: String,
    terminals: Grid,
    inventory: Vec<InventoryLine>,
    emissions: Option<EmissionTable>,
    left_out: Vec<Gaps>,
    at_berth: Option<Grid>,
    value: Option<Grid>,
    measures: Vec<MeasureLine>,
}

/// A key figure.
struct Card {
    /// Where the number stands in `results.json`, what it is there, and what it was multiplied by.
    of: String,
    exact: f64,
    scale: f64,
    label: String,
    value: String,
    unit: &'static str,
    margin: Option<String>,
    quantiles: String,
}

/// The page as a file's bytes.
///
/// # Errors
/// If a chart cannot be drawn or the page cannot be formatted.
pub(crate) fn page(results: &Results, charts: &[Chart]) -> Result<Vec<u8>, ReportError> {
    let page = Page {
        run: &results.run,
        name: heading(&results.run.scenario),
        version: env!("CARGO_PKG_VERSION"),
        warm_up: days(results.run.warm_up_days),
        by_mser_5: results.run.warm_up_by == WarmUpBy::Mser5,
        // A number keeps its unit on its line.
        answer: answer(results).replace(" %", "\u{a0}%"),
        warnings: warnings::of(results)
            .iter()
            .map(ToString::to_string)
            .collect(),
        precision: (results.precision.as_ref().filter(|found| found.reached))
            .map(|found| told(found, results.run.replications).replace(" %", "\u{a0}%")),
        cards: cards(results),
        targets: target_lines(results),
        hits: targets::told(&results.targets),
        figures: figures(charts)?,
        data: data::text(results)?,
        terminals: terminals(results),
        inventory: inventory(results),
        emissions: emission_table(results),
        left_out: left_out(results),
        at_berth: at_berth(results),
        value: value(results),
        measures: measure_lines(results),
    };
    Ok(page.render()?.into_bytes())
}

/// A scenario's name as a heading: `pier_500` is "Pier 500".
fn heading(scenario: &str) -> String {
    scenario
        .split('_')
        .map(capitalized)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first key figures that the results have and that are not zero throughout.
fn cards(results: &Results) -> Vec<Card> {
    KEY_FIGURES
        .into_iter()
        .filter_map(|measure| {
            let summary = results.bay.get(measure)?;
            let mut found = shown(measure, summary);
            let mut scale = shown_factor(measure);
            let mut unit = shown_unit(measure);
            if unit == "TEU" && found.mean >= MILLIONS_FROM {
                found = found.scaled(1e-6);
                unit = "million TEU";
                scale = 1e-6;
            }
            let told = found.mean != 0.0 || found.p95 != 0.0;
            told.then(|| Card {
                of: format!("measures.{measure}.mean"),
                exact: summary.mean,
                scale,
                label: label(measure),
                value: mean(&found, precision(measure)),
                unit,
                margin: margin(&found, precision(measure)),
                quantiles: quantiles(&found, precision(measure)),
            })
        })
        .take(CARDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{chart, fixture};

    fn html(results: &Results) -> String {
        let bytes = page(results, &chart::all(results)).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_page_needs_nothing_but_itself_and_escapes_names() {
        let mut results = fixture::year();
        results.run.question = "Is <b>1 & 2</b> enough?".to_owned();
        results.terminals[0].name = "<script>alert(1)</script>".to_owned();
        results.first.bay.terminals[0].name = "<script>alert(1)</script>".to_owned();
        let html = html(&results);
        assert_eq!(
            html.matches("<script").count(),
            2,
            "data, and what reads it"
        );
        assert!(!html.contains("<link"), "no style sheet");
        assert!(!html.contains("<b>1"), "names are escaped");
        let outside = html.replace("http://www.w3.org/2000/svg", "");
        assert!(
            !outside.contains("http://") && !outside.contains("https://"),
            "no address"
        );
        assert_eq!(html.matches(" role=\"img\"").count(), 18);
        assert!(
            html.contains("not estimated"),
            "absent measures are told, not zero"
        );
    }

    #[test]
    fn hits_and_misses_are_told_apart_in_words() {
        let html = html(&fixture::year());
        assert!(
            html.contains("0 of 1 independent of the input, 1 of 2 in all"),
            "{html}"
        );
        assert!(html.contains(">hit<") && html.contains(">miss<"));
    }

    #[test]
    fn a_textbook_queue_has_no_empty_sections() {
        let html = html(&fixture::textbook());
        for absent in [
            "id=\"emissions-table\"",
            "id=\"validation\"",
            "id=\"inventory\"",
            "id=\"rule\"",
            "id=\"value\"",
            "id=\"left-out\"",
            "id=\"assumptions\"",
        ] {
            assert!(!html.contains(absent), "{absent}");
        }
        assert!(html.contains("Wait for a berth"));
    }
}
