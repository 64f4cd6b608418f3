//! A study made by hand: years, with gangs as they are and in step with cargo.

use super::{passed, results, tables};
use crate::experiment::capacity::{
    Binding, Capacity, CapacityStudy, CurvePoint, Estimate, Growth, InStep, Interval, Question,
    Side, Site, Ways, Years,
};
use crate::statistics::Summary;

fn summary(mean: f64, low: f64, high: f64) -> Summary {
    Summary {
        mean,
        ci95_low: low,
        ci95_high: high,
        p05: low,
        p50: mean,
        p95: high,
        n: 20,
    }
}

fn capacity(teu_per_year: Summary) -> Capacity {
    Capacity {
        site: "bay".to_owned(),
        name: "the bay".to_owned(),
        level: 0.1,
        filled: "each_terminal",
        teu_per_year,
        by_replication: vec![teu_per_year.mean; 2],
        berth_side: Estimate::only(teu_per_year),
        yard_static: None,
        binding: Binding::BerthSide,
        today: CurvePoint {
            load: 1.0,
            teu_per_year: summary(100.0, 99.0, 101.0),
            wait_to_service_ratio: Interval {
                mean: 0.05,
                ci95_low: 0.04,
                ci95_high: 0.06,
            },
            berth_occupancy: 0.5,
            stationary: true,
            backlog_start: 0.0,
            backlog_end: 0.0,
            unserved_teu_per_year: 0.0,
        },
        curve: Vec::new(),
        terminals: Vec::new(),
        classical: Vec::new(),
        open_balances: Vec::new(),
    }
}

/// Demand of 100 TEU in 2036 that grows by a tenth: 110, 121, 133, 146, 161 from 2037 on.
fn study(in_step: Option<InStep>, as_spread_in_step: Option<InStep>) -> CapacityStudy {
    let growth = Growth {
        name: "low".to_owned(),
        rate: 0.1,
    };
    let mut years = Years {
        span: (2036, 2041),
        base_year: 2036,
        base_teu: 100.0,
        growth: vec![growth],
        scenarios: Vec::new(),
    };
    let ways = Ways {
        as_spread: Some(Estimate::only(summary(115.0, 112.0, 118.0))),
        in_step,
        as_spread_in_step,
    };
    let capacity = capacity(summary(125.0, 105.0, 140.0));
    years.hold("today", &capacity.teu_per_year, ways);
    CapacityStudy {
        question: Question {
            site: Site::EachTerminal,
            level: 0.1,
            replications: 2,
        },
        seed: 1,
        base: Side {
            capacity,
            scenario: "today".to_owned(),
            question: String::new(),
        },
        against: None,
        difference: None,
        effects: Vec::new(),
        variants: Vec::new(),
        for_teu: None,
        years: Some(years),
        interrupted: false,
    }
}

/// The study with gangs in step that add so much.
fn with_gangs(added: Summary) -> CapacityStudy {
    let worth = |teu_per_year, added| {
        Some(InStep {
            teu_per_year,
            added,
        })
    };
    study(
        worth(summary(145.0, 135.0, 150.0), added),
        worth(summary(121.5, 121.2, 122.0), summary(6.5, 6.0, 7.0)),
    )
}

#[test]
fn years_are_told_with_gangs_as_they_are_and_in_step() {
    let found = with_gangs(summary(20.0, 15.0, 25.0));
    let years = found.years.as_ref().unwrap();
    assert_eq!(
        passed::lines(&years.scenarios[0], years),
        [
            "today, low growth of 10 % a year: demand passes the level in 2038 as cargo is spread \
             over the terminals now, and in 2039 (2037 to 2040) if it goes where there is room; \
             with gangs in step with cargo: 2039 and 2040 (2040 to 2041)"
        ]
    );
    assert_eq!(
        passed::cause(&found, years).unwrap(),
        "A pool of gangs that grows in step with cargo adds 20.0 ± 5.0 TEU a year to today where each \
         terminal is filled and puts the year off by 1 year at low growth; the rest is up to \
         berths, cranes and land."
    );
    let table = passed::table(years);
    let cells: Vec<&str> = (table.rows[0].cells.iter())
        .map(|cell| cell.text.as_str())
        .collect();
    assert_eq!(
        cells,
        ["2038", "2039 (2037 to 2040)", "2039", "2040 (2040 to 2041)"]
    );
    assert_eq!(table.columns.len(), 1 + cells.len());
    assert_eq!(table.rows[0].head, "Today, low (10 %/yr)");
}

#[test]
fn gangs_that_add_nothing_are_not_what_a_bay_is_short_of() {
    let cause = |added: Summary| {
        let found = with_gangs(added);
        passed::cause(&found, found.years.as_ref().unwrap()).unwrap()
    };
    let told = cause(summary(1.0, -1.0, 3.0));
    assert!(
        told.starts_with("Gangs are not what today is short of"),
        "{told}"
    );
    let told = cause(summary(-30.0, -35.0, -25.0));
    assert!(
        told.ends_with("so would the capacity, by 30.0 ± 5.0 TEU a year."),
        "{told}"
    );
    // Where no shifts are manned, there are no gangs to speak of.
    let found = study(None, None);
    let years = found.years.as_ref().unwrap();
    assert_eq!(passed::cause(&found, years), None);
    let lines = passed::lines(&years.scenarios[0], years);
    assert!(!lines[0].contains("gangs"), "{lines:?}");
    assert_eq!(passed::table(years).columns.len(), 3);
}

#[test]
fn files_tell_the_same_years() {
    let found = with_gangs(summary(20.0, 15.0, 25.0));
    let text = |file: &str| {
        let files = tables::files(&found, &results(&found)).unwrap();
        let found = files.into_iter().find(|of| of.path == file).unwrap();
        String::from_utf8(found.bytes).unwrap()
    };
    let rows = text("passing.csv");
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "today,low,0.1,capacity_as_cargo_is_spread,115,112,118,in_year,2038,2038,2038",
            "today,low,0.1,capacity,125,105,140,in_year,2039,2037,2040",
            "today,low,0.1,capacity_as_cargo_is_spread_gangs_in_step,121.5,121.2,122,in_year,2039,2039,2039",
            "today,low,0.1,capacity_gangs_in_step,145,135,150,in_year,2040,2040,2041",
        ]
    );
    let by_year = text("years.csv");
    let of = |what: &str| by_year.lines().filter(|line| line.contains(what)).count();
    assert_eq!(of(",capacity_gangs_in_step,145,"), 6);
    assert_eq!(of(",capacity_as_cargo_is_spread_gangs_in_step,"), 6);
    let told = results(&found);
    let side = &told["years"]["scenarios"][0];
    let in_step = &side["gangs_in_step"];
    assert_eq!(side["passed"][0]["first_year_above"], 2039);
    assert_eq!(in_step["passed"][0]["first_year_above"], 2040);
    assert_eq!(in_step["added_teu_per_year"]["mean"], 20.0);
    let spread = &side["gangs_in_step_as_cargo_is_spread"];
    assert_eq!(spread["passed"][0]["ci95_high"], 2039);
}
