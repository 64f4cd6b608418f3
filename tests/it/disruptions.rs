//! Disruptions from the outside: laws on random ports, errors with a cure, and `sanpedro shock`.

use std::fs;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sanpedro::port::{Pace, simulate_at};

use crate::invariants::{check_all, small_port};
use crate::support::{project, sanpedro, scenario_from};

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 120,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    })]

    #[test]
    fn laws_hold_and_paces_agree_in_random_ports_with_random_disruptions(
        text in small_port(), seed in 0_u64..1_000, every in 5_u32..30, hours in 1_u32..90,
        share in 0_u32..100, direction in prop::sample::select(vec!["inbound", "outbound", "both"]),
    ) {
        let when = format!(
            "every = {{ exponential = {{ mean = \"{every} d\" }} }}\nlength = {{ exponential = {{ mean = \"{hours} h\" }} }}\n"
        );
        let text = format!(
            "{text}[disruption.fog]\nport = \"harbor\"\ndirection = \"{direction}\"\n{when}\
             [disruption.closed]\nterminal = \"quay\"\n{when}\
             [disruption.strike]\ngangs = \"{share} %\"\n{when}\
             [disruption.origin]\norigin = \"shanghai\"\nshare = \"{share} %\"\n{when}\
             [disruption.blanked]\nsailings = \"{share} %\"\n{when}\
             [disruption.rush]\ncargo = \"1{share:02} %\"\n{when}"
        );
        let bay = scenario_from(&text).bay;
        check_all(&bay, seed);
        let records = |pace| {
            let mut records = Vec::new();
            let books = simulate_at(pace, &bay, seed, 0, |record| records.push(record.clone()));
            assert!(books.expect("a small port ends").closes());
            records
        };
        prop_assert!(records(Pace::Batched) == records(Pace::OneByOne), "paces differ");
    }
}

/// A clockwork port with more lines at its end.
fn clockwork(more: &str) -> String {
    format!(
        "name = \"clockwork\"\n[horizon]\nstart = 2025-01-06\ndays = \"60 d\"\n\
         [experiment]\nreplications = 3\n[port.p]\n[terminal.t]\nport = \"p\"\n\
         cycle_time = \"8 h\"\n[terminal.t.wharf.main]\nslots = 1\ncranes = 1\n\
         [vessel_class.v]\ncapacity = \"100 TEU\"\nloa = \"100 m\"\nbeam = \"20 m\"\ndraft = \"8 m\"\n\
         air_draft = \"20 m\"\nrows = 8\nhatches = 1\ncranes = 1\n\
         [service.s]\nterminal = \"t\"\narrivals = \"10 h\"\nmoves = 1\nvessel_class = \"v\"\n{more}"
    )
}

const CLOSED: &str = "[disruption.closed]\nport = \"p\"\ndirection = \"inbound\"\nfrom = 2025-01-16\nlength = \"3 d\"\n";

#[test]
fn shock_tells_when_the_queue_of_a_clockwork_port_is_gone() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("study.toml"), clockwork(CLOSED)).unwrap();
    let shock = |out: &str, threads: &str| {
        let args = ["shock", "study.toml", "--out", out, "--threads", threads];
        let (code, printed, error) = sanpedro(place.path(), &args);
        assert_eq!(code, 0, "{error}");
        let read = |name: &str| fs::read(place.path().join(out).join(name)).unwrap();
        (
            printed.replace(out, ""),
            read("results.json"),
            read("shock_days.csv"),
        )
    };
    let (printed, json, days) = shock("one", "1");
    assert_eq!((printed, json.clone(), days), shock("two", "2"));
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let mean = |name: &str| json["shock"]["measures"][name]["mean"].as_f64().unwrap();
    // Closed 3 d at a utilization of 0.8: the queue is gone 3 + 3 · 0.8 / 0.2 = 15 d after it began;
    // below one vessel it is a gap and a service earlier at most, and mornings are counted.
    let after = mean("recovered_after_days");
    assert!((13.0..=16.0).contains(&after), "{after} d");
    // In 72 h come 7.2 vessels, one of which would lie at berth.
    let peak = mean("peak_more_waiting");
    assert!((6.0..=8.0).contains(&peak), "{peak} vessels");
    assert_eq!(json["shock"]["unrecovered_replications"], 0);
    assert_eq!(json["shock"]["begins"], "2025-01-16");
}

#[test]
fn a_queue_that_outlives_the_horizon_is_counted_and_not_dropped() {
    let place = tempfile::tempdir().unwrap();
    let text = clockwork(&CLOSED.replace("3 d", "30 d"));
    fs::write(place.path().join("study.toml"), text).unwrap();
    let (code, printed, error) = sanpedro(place.path(), &["shock", "study.toml"]);
    assert_eq!(code, 0, "{error}");
    assert!(
        printed.contains("3 of 3 replications do not recover"),
        "{printed}"
    );
}

#[test]
fn a_study_without_a_dated_disruption_is_refused_before_anything_is_written() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("study.toml"), clockwork("")).unwrap();
    let (code, _, error) = sanpedro(place.path(), &["shock", "study.toml"]);
    assert_eq!(code, 2);
    assert!(
        error.contains("no disruption of study.toml begins on a date"),
        "{error}"
    );
    assert!(!place.path().join("output").exists());
}

#[test]
fn everything_wrong_with_disruptions_is_said_at_once() {
    let wrong = "[disruption.backward]\nport = \"p\"\nfrom = 2025-01-20\nto = 2025-01-10\n\
         [disruption.nowhere]\nterminal = \"tt\"\nfrom = 2025-01-20\nlength = \"1 d\"\n\
         [disruption.nothing]\nfrom = 2025-01-20\nlength = \"1 d\"\n\
         [disruption.both]\nport = \"p\"\ngangs = \"50 %\"\nfrom = 2025-01-20\nlength = \"1 d\"\n\
         [disruption.too_many]\ngangs = \"150 %\"\nfrom = 2025-01-20\nlength = \"1 d\"\n\
         [disruption.timeless]\nport = \"p\"\ndirection = \"sideways\"\n\
         [disruption.stray]\ncargo = \"90 %\"\nshare = \"10 %\"\nfrom = \"2025-01-20 25:00\"\nlength = \"1 d\"\n\
         [disruption.dark]\nshore_power = \"off\"\nevery = \"20 d\"\nlength = \"1 h\"\n\
         [disruption.endless]\nport = \"p\"\nevery = \"1 min\"\nlength = \"1 min\"\n";
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("study.toml"), clockwork(wrong)).unwrap();
    let (code, _, error) = sanpedro(place.path(), &["run", "study.toml"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!(error);
    assert!(!place.path().join("output").exists());
}

#[test]
fn a_disruption_of_no_length_or_outside_the_horizon_changes_no_byte_of_results() {
    let place = tempfile::tempdir().unwrap();
    let results = |name: &str, more: &str| {
        fs::write(place.path().join("study.toml"), clockwork(more)).unwrap();
        let (code, _, error) = sanpedro(place.path(), &["run", "study.toml", "--out", name]);
        assert_eq!(code, 0, "{error}");
        let results = fs::read(place.path().join(name).join("results.json")).unwrap();
        (results, error)
    };
    let (calm, _) = results("calm", "");
    let none = CLOSED.replace("3 d", "0 d");
    assert_eq!(results("none", &none).0, calm);
    let (later, warning) = results("later", &CLOSED.replace("2025-01-16", "2026-01-16"));
    assert_eq!(later, calm);
    assert!(warning.contains("lies outside the horizon"), "{warning}");
}

#[test]
fn shipped_shocks_are_right_and_dated() {
    for name in [
        "angels_gate_closed",
        "lockout_2002",
        "yantian_2021",
        "heat_wave_grid",
    ] {
        let path = project(&format!("scenarios/{name}.toml"));
        let (scenario, warnings) = sanpedro::scenario::Scenario::load(path, &[]).unwrap();
        assert!(warnings.is_empty(), "{name}");
        assert!(
            sanpedro::experiment::Shock::first_day(&scenario).is_some(),
            "{name}"
        );
    }
}
