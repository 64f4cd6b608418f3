//! When demand passes the capacities of a scenario: as cargo is spread or where there is room, with
//! the pool of gangs as it is or in step with cargo.

use super::csv::sides;
use super::sentences::{is_shown, teu};
use crate::experiment::capacity::{
    CapacityStudy, InStep, LAST_YEAR, Passing, Side, Site, When, Years,
};
use crate::report::study::{Cell, Column, Level, Row, Table};
use crate::report::words::{heading, percent};
use crate::statistics::Summary;

/// One capacity of a scenario, and when each case of growth passes it.
pub(super) struct Passed {
    /// Whether cargo stays with its terminals, though a bay is filled terminal by terminal.
    pub(super) as_spread: bool,
    /// Whether gangs grow in step with cargo.
    pub(super) in_step: bool,
    /// TEU a year.
    pub(super) teu_per_year: Summary,
    /// Case by case.
    pub(super) cases: Vec<Passing>,
}

/// Every capacity of a scenario that demand is held against.
pub(super) fn passed(side: &Side, years: &Years) -> Vec<Passed> {
    let spread = side.as_spread.as_ref().map(|found| found.teu_per_year);
    let in_step = |found: Option<InStep>| found.map(|found| found.teu_per_year);
    let all = [
        (true, false, spread),
        (false, false, Some(side.capacity.teu_per_year)),
        (true, true, in_step(side.in_step.as_spread)),
        (false, true, in_step(side.in_step.capacity)),
    ];
    let known = all.into_iter().filter_map(|(as_spread, in_step, teu)| {
        let teu_per_year = teu?;
        Some(Passed {
            as_spread,
            in_step,
            teu_per_year,
            cases: years.passing(&teu_per_year),
        })
    });
    known.collect()
}

/// When demand passes a scenario's capacities, a line for each case of growth.
pub(super) fn lines(side: &Side, years: &Years) -> Vec<String> {
    let all = passed(side, years);
    let (now, in_step): (Vec<&Passed>, Vec<&Passed>) = all.iter().partition(|of| !of.in_step);
    (years.growth.iter().enumerate())
        .map(|(case, growth)| {
            let rate = percent(growth.rate);
            let passed: Vec<&Passing> = now.iter().map(|of| &of.cases[case]).collect();
            let passed = now_passed(&passed, years);
            let line = format!(
                "{}, {} growth of {rate} a year: demand {passed}",
                side.scenario, growth.name
            );
            let in_step = in_step.iter().map(|of| cell(&of.cases[case], years));
            let in_step = in_step.collect::<Vec<_>>().join(" and ");
            if in_step.is_empty() {
                return line;
            }
            format!("{line}; with gangs in step with cargo: {in_step}")
        })
        .collect()
}

/// When demand passes the level with gangs as they are: as cargo is spread, if that is asked for,
/// and where there is room.
fn now_passed(passed: &[&Passing], years: &Years) -> String {
    let [spread, filled] = passed else {
        return passed.iter().map(|of| when(of, years)).collect();
    };
    let then = match (spread.when, filled.when) {
        (When::In(_), When::In(_)) => format!("in {}", cell(filled, years)),
        _ => when(filled, years),
    };
    format!(
        "{} as cargo is spread over the terminals now, and {then} if it goes where there is room",
        when(spread, years)
    )
}

/// How much of it is a matter of gangs, of the scenario that demand is that of.
pub(super) fn cause(found: &CapacityStudy, years: &Years) -> Option<String> {
    let side = sides(found).last()?;
    let worth = side.in_step.capacity?;
    let name = &side.scenario;
    let where_room = if found.question.site == Site::EachTerminal {
        " where each terminal is filled"
    } else {
        ""
    };
    if !is_shown(&worth.added) {
        return Some(format!(
            "Gangs are not what {name} is short of{where_room}: that their pool grows in step with \
             cargo is not shown to add anything, so that berths, cranes and land decide when the \
             level is passed."
        ));
    }
    if worth.added.mean < 0.0 {
        return Some(format!(
            "The pool of {name} is one for more cargo than it can handle{where_room}: in step with \
             cargo it would be smaller, and so would the capacity, by {} TEU a year.",
            teu(&negative(&worth.added))
        ));
    }
    let in_step = years.passing(&worth.teu_per_year);
    let put_off = years.passing(&side.capacity.teu_per_year).into_iter();
    let put_off = put_off.zip(in_step).filter_map(|pair| match pair {
        (
            Passing {
                when: When::In(now),
                growth,
                ..
            },
            Passing {
                when: When::In(then),
                ..
            },
        ) => Some(format!("{} at {} growth", count(then - now), growth.name)),
        _ => None,
    });
    let put_off = put_off.collect::<Vec<_>>().join(" and ");
    let by = if put_off.is_empty() {
        String::new()
    } else {
        format!(" and puts the year off by {put_off}")
    };
    Some(format!(
        "A pool of gangs that grows in step with cargo adds {} TEU a year to {name}{where_room}{by}; \
         the rest is up to berths, cranes and land.",
        teu(&worth.added)
    ))
}

/// The same with the other sign.
fn negative(of: &Summary) -> Summary {
    Summary {
        mean: -of.mean,
        ci95_low: -of.ci95_high,
        ci95_high: -of.ci95_low,
        p05: -of.p95,
        p50: -of.p50,
        p95: -of.p05,
    }
}

fn count(years: i64) -> String {
    match years {
        0 => "less than a year".to_owned(),
        1 => "1 year".to_owned(),
        _ => format!("{years} years"),
    }
}

/// The same years as a table, a scenario and case of growth a row.
pub(super) fn table(found: &CapacityStudy, years: &Years) -> Table {
    let mut columns = vec![Column::words("Demand passes the level of")];
    let ways = passed(&found.base, years);
    let several = ways.iter().any(|of| of.as_spread);
    columns.extend(ways.iter().map(|of| {
        let cargo = match (several, of.as_spread) {
            (false, _) => "Gangs",
            (true, true) => "As cargo is spread, gangs",
            (true, false) => "Where there is room, gangs",
        };
        let gangs = if of.in_step { "in step" } else { "as they are" };
        Column::numbers(format!("{cargo} {gangs}"), "")
    }));
    let mut rows = Vec::new();
    for side in sides(found) {
        let ways = passed(side, years);
        for (case, growth) in years.growth.iter().enumerate() {
            let cells = ways
                .iter()
                .map(|of| Cell::text(cell(&of.cases[case], years)));
            let mut cells: Vec<Cell> = cells.collect();
            cells.resize(columns.len() - 1, Cell::default());
            rows.push(Row {
                head: format!(
                    "{}, {} ({}/yr)",
                    heading(&side.scenario),
                    growth.name,
                    percent(growth.rate)
                ),
                level: Level::Plain,
                cells,
            });
        }
    }
    Table {
        label: "First year in which demand is above the level".to_owned(),
        columns,
        rows,
        csv: Some("passing.csv".to_owned()),
    }
}

/// The year with its range, in a cell.
fn cell(passed: &Passing, years: &Years) -> String {
    format!("{}{}", end(passed.when, years), range(passed, years))
}

/// When demand passes the level, as what is said of it.
fn when(passed: &Passing, years: &Years) -> String {
    let range = range(passed, years);
    match passed.when {
        When::Already => format!("is above the level already{range}"),
        When::In(year) => format!("passes the level in {year}{range}"),
        When::Later => format!("passes the level after {LAST_YEAR}{range}"),
        When::Never => format!("never passes the level{range}"),
    }
}

/// By the ends of the interval, where they are two.
fn range(passed: &Passing, years: &Years) -> String {
    let (from, to) = passed.range;
    if from == to {
        return String::new();
    }
    format!(" ({} to {})", end(from, years), end(to, years))
}

fn end(when: When, years: &Years) -> String {
    match when {
        When::Already => format!("before {}", years.base_year + 1),
        When::In(year) => year.to_string(),
        When::Later => format!("after {LAST_YEAR}"),
        When::Never => "never".to_owned(),
    }
}
