//! Comparisons on common random numbers, from the library and from outside.

use std::fs;

use sanpedro::experiment::measure::{
    CO2E_TONNES_NET, Measure, NOX_TONNES, THROUGHPUT_TEU, WAIT_HOURS_MEAN,
};
use sanpedro::experiment::{Comparison, Finding, Runner};
use sanpedro::scenario::Scenario;

use crate::cli::{bytes, sanpedro};
use crate::support::load;

const CHOSEN: [&Measure; 3] = [&THROUGHPUT_TEU, &WAIT_HOURS_MEAN, &NOX_TONNES];
const MONTH: &str = "horizon.end=2025-02-01";

fn compare(base: &Scenario, other: &Scenario) -> Comparison {
    Comparison::run(Runner::new(&|_| ()), base, &[other], &CHOSEN).unwrap()
}

#[test]
fn a_scenario_differs_from_itself_by_exactly_nothing() {
    let (scenario, _) = load(
        "scenarios/san_pedro_bay_2025.toml",
        &[MONTH, "experiment.replications=3"],
    );
    let found = compare(&scenario, &scenario);
    let versus = &found.versus[0];
    assert!(versus.only_in_base.is_empty() && versus.only_in_other.is_empty());
    assert_eq!(versus.parts.len(), 1 + 2 + scenario.bay.terminals.len());
    let mut seen = 0;
    for part in &versus.parts {
        for difference in &part.differences {
            let name = difference.measure.name;
            assert_eq!(difference.mean.to_bits(), 0, "{} {name}", part.part.id);
            assert_eq!(difference.half_width, Some(0.0), "{} {name}", part.part.id);
            assert_eq!(difference.verdict, Finding::Same, "{} {name}", part.part.id);
            assert_eq!(difference.p_holm, Some(1.0), "{} {name}", part.part.id);
            seen += 1;
        }
    }
    assert!(seen > 1_000, "{seen} measures were compared");
}

#[test]
fn shore_power_is_seen_more_sharply_in_pairs() {
    let at = |path: &str| load(path, &[MONTH, "experiment.replications=10"]).0;
    let base = at("scenarios/san_pedro_bay_2025.toml");
    let other = at("scenarios/no_shore_power.toml");
    let found = compare(&base, &other);
    let bay = found.versus[0].bay();
    // What shore power does to NOx is itself as uncertain as the hours at berth; what it does to
    // vessels and grid together is not.
    for (measure, least) in [(&CO2E_TONNES_NET, 20.0), (&NOX_TONNES, 3.0)] {
        let difference = bay.get(measure).unwrap();
        let gain = difference.variance_reduction.unwrap();
        assert!(gain > least, "{measure}: variance fell {gain} times");
    }
    assert_eq!(bay.get(&NOX_TONNES).unwrap().verdict, Finding::More);
    assert_eq!(bay.get(&WAIT_HOURS_MEAN).unwrap().verdict, Finding::Same);
}

#[test]
fn a_comparison_writes_the_same_bytes_on_any_number_of_threads() {
    let place = tempfile::tempdir().unwrap();
    let run = |threads: &str| {
        let out = place.path().join(threads);
        let output = sanpedro()
            .args([
                "compare",
                "scenarios/without_pier_500.toml",
                "scenarios/pier_500.toml",
                "--set",
                "horizon.end=2036-02-01",
                "--replications",
                "3",
                "--threads",
                threads,
                "--out",
            ])
            .arg(&out)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(told.contains("Only in pier_500: pier_500"), "{told}");
        for line in told.lines().filter(|line| !line.starts_with("Report: ")) {
            assert!(line.chars().count() <= 80, "{line}");
        }
        bytes(&out)
    };
    let alone = run("1");
    assert!(alone.len() > 8, "{}", alone.len());
    assert_eq!(alone, run("2"));
}

#[test]
fn what_is_typed_wrong_is_told_and_nothing_is_run() {
    let place = tempfile::tempdir().unwrap();
    let told = |args: &[&str]| {
        let out = place.path().join("out");
        let output = sanpedro()
            .args(["compare", "scenarios/textbook/m_m_1.toml"])
            .args(args)
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        assert!(!out.exists(), "nothing is written");
        let code = output.status.code().unwrap();
        format!("{code}\n{}", String::from_utf8(output.stderr).unwrap())
    };
    let other = "scenarios/textbook/m_d_2.toml";
    insta::assert_snapshot!(
        [
            told(&[]),
            told(&[other, "--measures", "wait_hour_mean"]),
            told(&[other, "--measures", "xyzzy"]),
        ]
        .join("\n")
    );
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("thesis.tex"), "years of work").unwrap();
    let output = sanpedro()
        .args(["compare", "scenarios/textbook/m_m_1.toml"])
        .args(["scenarios/textbook/m_m_4.toml", "--out"])
        .arg(place.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
}
