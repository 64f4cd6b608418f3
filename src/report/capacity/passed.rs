//! When demand passes the capacities of a scenario: as cargo is spread or where there is room, with
//! the pool of gangs as it is or in step with cargo.

use super::sentences::{is_shown, teu};
use crate::experiment::capacity::{
    CapacityStudy, Growth, LAST_YEAR, Limit, Limits, Passing, Site, When, Years,
};
use crate::report::study::{Cell, Column, Level, Row, Table};
use crate::report::words::{counted, heading, percent};
use crate::statistics::Summary;

/// When demand passes a scenario's capacities, a line for each case of growth.
pub(super) fn lines(limits: &Limits, years: &Years) -> Vec<String> {
    let (now, in_step): (Vec<&Limit>, Vec<&Limit>) = limits.all.iter().partition(|of| !of.in_step);
    let line = |(case, growth): (usize, &Growth)| {
        let passed = now.iter().map(|of| &of.passed[case]).collect::<Vec<_>>();
        let in_step = in_step.iter().map(|of| cell(&of.passed[case]));
        let in_step = in_step.collect::<Vec<_>>().join(" and ");
        let in_step = if in_step.is_empty() {
            in_step
        } else {
            format!("; with gangs in step with cargo: {in_step}")
        };
        format!(
            "{}, {} growth of {} a year: demand {}{in_step}",
            limits.scenario,
            growth.name,
            percent(growth.rate),
            now_passed(&passed)
        )
    };
    years.growth.iter().enumerate().map(line).collect()
}

/// When demand passes the level with gangs as they are: as cargo is spread, if that is asked for,
/// and where there is room.
fn now_passed(passed: &[&Passing]) -> String {
    let [spread, filled] = passed else {
        return passed.iter().map(|of| when(of)).collect();
    };
    let then = match (spread.when, filled.when) {
        (When::In(_), When::In(_)) => format!("in {}", cell(filled)),
        _ => when(filled),
    };
    format!(
        "{} as cargo is spread over the terminals now, and {then} if it goes where there is room",
        when(spread)
    )
}

/// How much of it is a matter of gangs, of the scenario that demand is that of.
pub(super) fn cause(found: &CapacityStudy, years: &Years) -> Option<String> {
    let limits = years.scenarios.last()?;
    let (name, added) = (&limits.scenario, &limits.ways.in_step?.added);
    let where_room = if found.question.site == Site::EachTerminal {
        " where each terminal is filled"
    } else {
        ""
    };
    if !is_shown(added) {
        return Some(format!(
            "Gangs are not what {name} is short of{where_room}: that their pool grows in step with \
             cargo is not shown to add anything, so that berths, cranes and land decide when the \
             level is passed."
        ));
    }
    if added.mean < 0.0 {
        return Some(format!(
            "The pool of {name} is one for more cargo than it can handle{where_room}: in step with \
             cargo it would be smaller, and so would the capacity, by {} TEU a year.",
            teu(&negative(added))
        ));
    }
    let [now, then] = [limits.of_site(false)?, limits.of_site(true)?];
    let pairs = now.passed.iter().zip(&then.passed);
    let put_off = pairs.filter_map(|(now, then)| match (now.when, then.when) {
        (When::In(from), When::In(to)) => Some(format!(
            "{} at {} growth",
            counted_years(to - from),
            now.growth.name
        )),
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
        teu(added)
    ))
}

/// The summary of numbers with the other sign.
fn negative(of: &Summary) -> Summary {
    Summary {
        mean: -of.mean,
        ci95_low: -of.ci95_high,
        ci95_high: -of.ci95_low,
        p05: -of.p95,
        p50: -of.p50,
        p95: -of.p05,
        n: of.n,
    }
}

fn counted_years(years: i64) -> String {
    match years {
        0 => "less than a year".to_owned(),
        _ => counted(years as f64, "year"),
    }
}

/// The years as a table, a scenario and case of growth a row.
pub(super) fn table(years: &Years) -> Table {
    let mut columns = vec![Column::words("Demand passes the level of")];
    let first = years.scenarios.first().map_or(&[][..], |of| &of.all);
    let several = first.iter().any(|of| of.as_spread);
    columns.extend(first.iter().map(|of| {
        let cargo = match (several, of.as_spread) {
            (false, _) => "Gangs",
            (true, true) => "As cargo is spread, gangs",
            (true, false) => "Where there is room, gangs",
        };
        let gangs = if of.in_step { "in step" } else { "as they are" };
        Column::numbers(format!("{cargo} {gangs}"), "")
    }));
    let mut rows = Vec::new();
    for limits in &years.scenarios {
        for (case, growth) in years.growth.iter().enumerate() {
            let cells = limits
                .all
                .iter()
                .map(|of| Cell::text(cell(&of.passed[case])));
            let mut cells: Vec<Cell> = cells.collect();
            cells.resize(columns.len() - 1, Cell::default());
            let (name, rate) = (heading(&limits.scenario), percent(growth.rate));
            rows.push(Row {
                head: format!("{name}, {} ({rate}/yr)", growth.name),
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
fn cell(passed: &Passing) -> String {
    format!("{}{}", end(passed.when), range(passed))
}

/// When demand passes the level, as what is said of it.
fn when(passed: &Passing) -> String {
    let range = range(passed);
    match passed.when {
        When::Already(_) => format!("is above the level already{range}"),
        When::In(year) => format!("passes the level in {year}{range}"),
        When::Later => format!("passes the level after {LAST_YEAR}{range}"),
        When::Never => format!("never passes the level{range}"),
    }
}

/// By the ends of the interval, where they are two.
fn range(passed: &Passing) -> String {
    let (from, to) = (passed.ci95_low, passed.ci95_high);
    if from == to {
        return String::new();
    }
    format!(" ({} to {})", end(from), end(to))
}

fn end(when: When) -> String {
    match when {
        When::Already(year) => format!("before {}", year + 1),
        When::In(year) => year.to_string(),
        When::Later => format!("after {LAST_YEAR}"),
        When::Never => "never".to_owned(),
    }
}
