//! Tables of a capacity: one fact a row.

use super::json::{first_year, passes};
use super::passed::{Passed, passed};
use crate::experiment::capacity::{CapacityStudy, Side, Years};
use crate::experiment::measure;
use crate::report::ReportError;
use crate::report::csv::table::{Table, number, text};
use crate::statistics::Summary;

/// Every load of every scenario.
pub(super) fn curve(found: &CapacityStudy) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&[
        "scenario",
        "site",
        "load",
        "teu_per_year",
        "teu_per_year_ci95_low",
        "teu_per_year_ci95_high",
        measure::WAIT_TO_SERVICE_RATIO.name,
        "wait_to_service_ratio_ci95_low",
        "wait_to_service_ratio_ci95_high",
        measure::BERTH_OCCUPANCY.name,
        "stationary",
        measure::BACKLOG_START.name,
        measure::BACKLOG_END.name,
        "unserved_teu_per_year",
    ])?;
    for side in sides(found) {
        for point in &side.capacity.curve {
            let teu = &point.teu_per_year;
            let numbers = [
                point.load,
                teu.mean,
                teu.ci95_low,
                teu.ci95_high,
                point.ratio.0,
                point.ratio.1,
                point.ratio.2,
                point.berth_occupancy,
            ];
            let mut row = vec![text(&side.scenario), text(&side.capacity.site)];
            row.extend(numbers.map(number));
            row.push(point.stationary.to_string());
            row.extend([point.backlog.0, point.backlog.1, point.unserved_teu].map(number));
            table.row(&row)?;
        }
    }
    table.bytes()
}

/// Terminals when the site is at its berth side's capacity.
pub(super) fn terminals(found: &CapacityStudy) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&[
        "scenario",
        "terminal",
        "name",
        "load",
        "teu_per_year",
        measure::WAIT_TO_SERVICE_RATIO.name,
        measure::BERTH_OCCUPANCY.name,
        "berth_side_teu_per_year",
        "berth_side_teu_per_year_ci95_low",
        "berth_side_teu_per_year_ci95_high",
        "yard_static_teu_per_year",
    ])?;
    for side in sides(found) {
        for terminal in &side.capacity.terminals {
            let own = terminal.own.unwrap_or(Summary::UNDEFINED);
            table.row(&[
                text(&side.scenario),
                text(&terminal.id),
                text(&terminal.name),
                number(terminal.load),
                number(terminal.teu_per_year),
                number(terminal.ratio),
                number(terminal.berth_occupancy),
                number(own.mean),
                number(own.ci95_low),
                number(own.ci95_high),
                number(terminal.yard_static.unwrap_or(f64::NAN)),
            ])?;
        }
    }
    table.bytes()
}

/// What textbooks say.
pub(super) fn textbook(found: &CapacityStudy) -> Result<Vec<u8>, ReportError> {
    let header = [
        "scenario",
        "rule",
        "teu_per_year",
        measure::BERTH_OCCUPANCY.name,
        "error",
    ];
    let mut table = Table::new(&header)?;
    for side in sides(found) {
        for rule in &side.capacity.classical {
            table.row(&[
                text(&side.scenario),
                rule.rule.to_owned(),
                number(rule.teu_per_year),
                number(rule.occupancy),
                number(rule.error),
            ])?;
        }
    }
    table.bytes()
}

/// What a little more of each resource adds.
pub(super) fn bottleneck(found: &CapacityStudy) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["rank", "change", "unit"])?;
    for (rank, effect) in found.effects.iter().enumerate() {
        let cells = [
            (rank + 1).to_string(),
            text(&effect.words),
            "TEU/yr".to_owned(),
        ];
        table.summary(&cells, &effect.added)?;
    }
    table.bytes()
}

/// Other versions of the site.
pub(super) fn variants(found: &CapacityStudy) -> Result<Vec<u8>, ReportError> {
    let header = [
        "variant",
        "berth_side_teu_per_year",
        "ci95_low",
        "ci95_high",
        "note",
    ];
    let mut table = Table::new(&header)?;
    for variant in &found.variants {
        let mut row = vec![text(&variant.words)];
        match &variant.found {
            Ok(estimate) => {
                let teu = &estimate.teu_per_year;
                row.extend([teu.mean, teu.ci95_low, teu.ci95_high].map(number));
                row.push(String::new());
            }
            Err(why) => row.extend([String::new(), String::new(), String::new(), text(why)]),
        }
        table.row(&row)?;
    }
    table.bytes()
}

/// Demand of each case of growth by year, and every capacity beside it.
pub(super) fn years(found: &CapacityStudy, years: &Years) -> Result<Vec<u8>, ReportError> {
    let header = [
        "year",
        "of",
        "what",
        "teu_per_year",
        "ci95_low",
        "ci95_high",
    ];
    let mut table = Table::new(&header)?;
    for growth in &years.growth {
        for (year, demand) in years.demand(growth) {
            let none = String::new;
            let name = text(&growth.name);
            let what = "demand".to_owned();
            table.row(&[year.to_string(), name, what, number(demand), none(), none()])?;
        }
    }
    let capacities = sides(found).flat_map(|side| {
        let each = passed(side, years).into_iter();
        each.map(|of| (&side.scenario, what(&of), of.teu_per_year))
    });
    for (scenario, what, teu) in capacities {
        for year in years.span.0..=years.span.1 {
            table.row(&[
                year.to_string(),
                text(scenario),
                what.clone(),
                number(teu.mean),
                number(teu.ci95_low),
                number(teu.ci95_high),
            ])?;
        }
    }
    table.bytes()
}

/// Which capacity it is, as a word of `years.csv`.
fn what(of: &Passed) -> String {
    let spread = if of.as_spread {
        "_as_cargo_is_spread"
    } else {
        ""
    };
    let gangs = if of.in_step { "_gangs_in_step" } else { "" };
    format!("capacity{spread}{gangs}")
}

/// When each case of growth passes each capacity.
pub(super) fn passing(found: &CapacityStudy, years: &Years) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&[
        "scenario",
        "growth",
        "rate",
        "capacity",
        "teu_per_year",
        "teu_per_year_ci95_low",
        "teu_per_year_ci95_high",
        "passes",
        "first_year_above",
        "first_year_above_ci95_low",
        "first_year_above_ci95_high",
    ])?;
    let year = |when| first_year(when, years).map_or(String::new(), |year| year.to_string());
    for side in sides(found) {
        for of in passed(side, years) {
            let teu = of.teu_per_year;
            for case in &of.cases {
                table.row(&[
                    text(&side.scenario),
                    text(&case.growth.name),
                    number(case.growth.rate),
                    what(&of),
                    number(teu.mean),
                    number(teu.ci95_low),
                    number(teu.ci95_high),
                    passes(case.when),
                    year(case.when),
                    year(case.range.0),
                    year(case.range.1),
                ])?;
            }
        }
    }
    table.bytes()
}

/// The scenario that was asked about, then the one beside it.
pub(super) fn sides(found: &CapacityStudy) -> impl Iterator<Item = &Side> {
    std::iter::once(&found.base).chain(&found.against)
}
