//! Every scenario of the project is right, short, and runs.

use std::fs;

use sanpedro::experiment::measure::THROUGHPUT_TEU;
use sanpedro::experiment::{Batch, offered_load};
use sanpedro::port::bay::Labor;

use crate::support::{load, project};

/// Studies that come with the project; a reader's own in the same folder are none of ours.
const STUDIES: &[&str] = &[
    "backtest_2020_h1",
    "backtest_2021",
    "backtest_2023",
    "full_shore_power",
    "green_corridor_2030",
    "no_shore_power",
    "partial_compliance",
    "pier_500",
    "pier_500_induced",
    "pier_500_recaptured",
    "pier_500_zero_emission",
    "queue_offshore",
    "reference",
    "san_pedro_bay_2024",
    "san_pedro_bay_2025",
    "services_exchanged",
    "textbook/m_d_2",
    "textbook/m_m_1",
    "textbook/m_m_4",
    "without_pier_500",
    "zero_emission_ashore",
];

#[test]
fn every_study_says_its_question_first_and_runs_for_a_fortnight() {
    for study in STUDIES {
        let name = &format!("scenarios/{study}.toml");
        let text = fs::read_to_string(project(name)).unwrap();
        if *study != "reference" {
            assert!(text.lines().count() <= 80, "{name} is longer than 80 lines");
            let first = text.lines().next().unwrap();
            assert!(
                first.starts_with("# ") && first.ends_with('?'),
                "{name} begins with its question"
            );
        }
        let (scenario, warnings) = load(name, &["horizon.days=14 d"]);
        assert!(warnings.is_empty(), "{name} has warnings: {warnings:?}");
        let results = Batch::new(&scenario).replications(1).run(&|_| ()).unwrap();
        assert!(
            results.bay.get(&THROUGHPUT_TEU).unwrap().mean > 0.0,
            "{name} moves something"
        );
    }
}

#[test]
fn in_studies_of_later_years_the_pool_of_gangs_grows_with_the_cargo() {
    let told = |study: &str| {
        let (scenario, _) = load(&format!("scenarios/{study}.toml"), &[]);
        let Labor::Shifts(shifts) = &scenario.bay.labor else {
            panic!("{study} is worked in shifts");
        };
        let gangs: f64 = shifts.iter().map(|shift| f64::from(shift.gangs)).sum();
        let cargo: f64 = offered_load(&scenario)
            .iter()
            .map(|at| at.teu_per_week)
            .sum();
        (cargo, gangs / shifts.len() as f64)
    };
    let (cargo, gangs) = told("san_pedro_bay_2024");
    for study in [
        "san_pedro_bay_2025",
        "green_corridor_2030",
        "without_pier_500",
        "pier_500",
        "pier_500_recaptured",
        "pier_500_induced",
    ] {
        let (later, pool) = told(study);
        let (cargo, gangs) = (later / cargo, pool / gangs);
        assert!(
            (gangs / cargo - 1.0).abs() < 0.02,
            "{study}: cargo {cargo}, gangs {gangs}"
        );
    }
}
