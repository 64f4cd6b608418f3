//! The same bytes: on any number of threads, in any order, for the same scenario and seed; and
//! the same chance in two scenarios that differ elsewhere.

use std::collections::BTreeMap;

use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::experiment::Batch;
use sanpedro::port::bay::Traffic;
use sanpedro::port::record::{CallDraws, Record, Visit};
use sanpedro::port::simulate;
use sanpedro::scenario::Scenario;

use crate::support::{load, measure, run};

const TWO_MONTHS: &str = "horizon.end=2025-03-01";

fn draws(scenario: &Scenario) -> BTreeMap<(u16, i64), CallDraws> {
    let mut calls = BTreeMap::new();
    simulate(&scenario.bay, scenario.seed, 0, |record| {
        if let Record::CallMade { call } = record {
            calls.insert((call.tag.service.0, call.sailing), call.clone());
        }
    })
    .unwrap();
    calls
}

#[test]
fn shore_power_changes_no_draw_of_any_call() {
    let with = draws(&load("scenarios/san_pedro_bay_2025.toml", &[TWO_MONTHS]).0);
    let without = draws(&load("scenarios/no_shore_power.toml", &[TWO_MONTHS]).0);
    assert!(with.len() > 300, "{} calls", with.len());
    assert_eq!(with, without);
}

#[test]
fn barges_and_the_place_to_wait_change_no_draw_and_no_visit() {
    let visits = |set: &[&str]| {
        let set = [&[TWO_MONTHS], set].concat();
        let (scenario, _) = load("scenarios/san_pedro_bay_2025.toml", &set);
        let mut visits = Vec::new();
        simulate(&scenario.bay, scenario.seed, 0, |record| {
            if let Record::Departed { visit } = record {
                visits.push(Visit {
                    asked_for_barge: false,
                    barge: None,
                    ..visit.clone()
                });
            }
        })
        .unwrap();
        (draws(&scenario), visits)
    };
    let plain = visits(&[]);
    assert!(plain.1.len() > 300, "{} visits", plain.1.len());
    assert!(plain == visits(&["capture_barges.long_beach.barges=2"]));
    assert!(plain == visits(&["approach.waiting=offshore"]));
}

/// What chance decided for the calls of two months of 2036, by the names of their services.
fn chance(path: &str) -> BTreeMap<String, Vec<Fate>> {
    let (scenario, _) = load(path, &["horizon.end=2036-03-01"]);
    let mut calls = BTreeMap::<String, Vec<Fate>>::new();
    for call in draws(&scenario).into_values() {
        let service = scenario.bay.service(call.tag.service);
        calls.entry(service.id.clone()).or_default().push(Fate {
            sailing: call.sailing,
            arrival: call.arrival,
            hatch_moves: call.hatch_moves,
            readiness: call.readiness_draw.to_bits(),
            connection: call.connection_draw.to_bits(),
            tier: call.tag.tier,
        });
    }
    calls
}

/// One call's draws, without the place that its terminal and service have in a list.
#[derive(Debug, PartialEq)]
struct Fate {
    sailing: i64,
    arrival: SimTime,
    hatch_moves: std::sync::Arc<Vec<u32>>,
    readiness: u64,
    connection: u64,
    tier: u8,
}

#[test]
fn pier_500_moves_services_and_changes_nothing_else_of_their_calls() {
    let without = chance("scenarios/without_pier_500.toml");
    let calls: usize = without.values().map(Vec::len).sum();
    assert!(calls > 300, "{calls} calls");
    // Extra loaders are dealt over the terminals there are, and keep their draws too.
    assert_eq!(without, chance("scenarios/pier_500.toml"));
}

#[test]
fn cargo_that_pier_500_adds_changes_no_draw_of_any_other_call() {
    let without = chance("scenarios/without_pier_500.toml");
    for (study, added) in [
        (
            "recaptured",
            &["recaptured_shanghai", "recaptured_singapore"][..],
        ),
        ("induced", &["induced_haiphong"]),
    ] {
        let mut with = chance(&format!("scenarios/pier_500_{study}.toml"));
        for service in added {
            let calls = with.remove(*service).expect(service);
            assert!(calls.len() > 6, "{} calls of {service}", calls.len());
        }
        assert_eq!(without, with, "{study}");
    }
}

#[test]
fn a_replication_is_a_function_of_its_number_alone() {
    let (scenario, _) = load(
        "scenarios/san_pedro_bay_2025.toml",
        &["horizon.end=2025-02-01"],
    );
    let mean = |replications: u32| {
        let results = Batch::new(&scenario)
            .replications(replications)
            .run(&|_| ())
            .unwrap();
        (
            measure(&results.bay, "throughput_teu").p50.to_bits(),
            results.first.visits,
        )
    };
    let alone = mean(1);
    let among_others = mean(3);
    assert_eq!(
        alone.1, among_others.1,
        "replication 0 does not know of the others"
    );
}

/// What chance decided for a call, with its times from the beginning of the measured period on.
type Drawn = (
    SimDuration,
    SimDuration,
    std::sync::Arc<Vec<u32>>,
    [u64; 2],
    u8,
);

#[test]
fn the_warm_up_only_warms_up() {
    let measured = |warm_up: &str| -> BTreeMap<(u16, i64), Drawn> {
        let set = ["horizon.end=2025-04-01", warm_up];
        let (scenario, _) = load("scenarios/san_pedro_bay_2025.toml", &set);
        let start = scenario.bay.period.start;
        let is_weekly = |call: &CallDraws| {
            let service = scenario.bay.service(call.tag.service);
            matches!(service.traffic, Traffic::Weekly { .. }) && call.arrival >= start
        };
        let calls = draws(&scenario).into_iter();
        let drawn = |call: CallDraws| {
            let chances = [call.readiness_draw, call.connection_draw].map(f64::to_bits);
            let (proforma, arrival) = (call.proforma - start, call.arrival - start);
            (proforma, arrival, call.hatch_moves, chances, call.tag.tier)
        };
        calls
            .filter(|(_, call)| is_weekly(call))
            .map(|(sailing, call)| (sailing, drawn(call)))
            .collect()
    };
    let short = measured("horizon.warm_up=28 d");
    assert!(short.len() > 300, "{} calls", short.len());
    // The same calls at the same instants, to the bit, whatever came before them.
    assert!(short == measured("horizon.warm_up=56 d"));
    assert!(short == measured("horizon.warm_up=31 d"));
}

#[test]
fn hours_and_moves_outside_the_measured_period_do_not_count() {
    let (scenario, _) = load(
        "scenarios/san_pedro_bay_2025.toml",
        &["horizon.end=2025-02-01", "experiment.replications=1"],
    );
    let period = scenario.bay.period;
    let (mut inside, mut outside) = (0_u64, 0_u64);
    simulate(&scenario.bay, scenario.seed, 0, |record| {
        if let Record::CraneWorked {
            from, to, moves, ..
        } = record
        {
            assert!(
                *to <= period.start || *from >= period.start,
                "no piece of work straddles the period's start"
            );
            let counts = *from >= period.start && *to <= period.end;
            *(if counts { &mut inside } else { &mut outside }) += u64::from(*moves);
        }
    })
    .unwrap();
    let results = run(&scenario);
    assert!(outside > 0, "the warm-up is worked");
    assert!((measure(&results.bay, "crane_moves").mean - inside as f64).abs() < 1e-9);
    assert!(period.start > SimTime::ZERO);
}
