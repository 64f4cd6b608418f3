//! Every scenario of the project is right, short, and runs.

use std::fs;

use sanpedro::experiment::Batch;

use crate::support::{load, project};

/// Studies that come with the project; a reader's own in the same folder are none of ours.
const STUDIES: &[&str] = &[
    "backtest_2020_h1",
    "backtest_2021",
    "full_shore_power",
    "green_corridor_2030",
    "no_shore_power",
    "partial_compliance",
    "pier_500",
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
            results.bay.get("throughput_teu").unwrap().mean > 0.0,
            "{name} moves something"
        );
    }
}
