//! Two ways, one result: moves made in batches and moves made one by one give the same records,
//! bit by bit and in the same order.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::experiment::Batch;
use sanpedro::port::bay::{Bay, Labor};
use sanpedro::port::record::Record;
use sanpedro::port::{Outcome, Pace, simulate_at};

use crate::invariants::small_port;
use crate::support::{load, scenario_from};

fn records(bay: &Bay, pace: Pace, seed: u64) -> (Vec<Record>, Outcome) {
    let mut records = Vec::new();
    let outcome = simulate_at(pace, bay, seed, 0, |record| records.push(record.clone()));
    (records, outcome.unwrap())
}

/// Panics unless both ways say the same; the records that they say.
fn check_both_ways(bay: &Bay, seed: u64) -> Vec<Record> {
    let (batched, books) = records(bay, Pace::Batched, seed);
    let (single, single_books) = records(bay, Pace::OneByOne, seed);
    for (number, (batched, single)) in batched.iter().zip(&single).enumerate() {
        assert_eq!(batched, single, "record {number}");
    }
    assert_eq!(batched.len(), single.len());
    assert_eq!(books, single_books);
    batched
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(42),
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_ways_give_the_same_records_in_random_ports(text in small_port(), seed in 0_u64..1_000) {
        check_both_ways(&scenario_from(&text).bay, seed);
    }
}

#[test]
fn both_ways_give_the_same_records_of_the_bay() {
    let (scenario, _) = load(
        "scenarios/san_pedro_bay_2025.toml",
        &["horizon.end=2025-03-01"],
    );
    check_both_ways(&scenario.bay, 1);
}

#[test]
fn both_ways_give_the_same_results_of_a_year_of_the_bay() {
    let (scenario, _) = load("scenarios/san_pedro_bay_2025.toml", &[]);
    let results = |pace| {
        let batch = Batch::new(&scenario).replications(1).pace(pace);
        format!("{:?}", batch.run(&|_| ()).unwrap())
    };
    assert!(
        results(Pace::Batched) == results(Pace::OneByOne),
        "results of a year differ"
    );
}

/// A wharf on which everything happens on the minute.
const ON_THE_MINUTE: &str = r#"
name = "on_the_minute"
[horizon]
start = 2025-01-01
days = "60 d"
[port.harbor]
name = "Harbor"
[terminal.quay]
name = "Quay"
port = "harbor"
cycle_time = "2 min"
time_between_breakdowns = "7 h"
repair_time = "30 min"
[terminal.quay.wharf.main]
slots = 3
cranes = 3
[labor]
manning = "shifts"
[labor.shift.day]
start = "08:00"
end = "17:00"
meal = "12:00-13:00"
gangs = 3
[labor.shift.night]
start = "18:00"
end = "03:00"
meal = "22:00-23:00"
gangs = 3
[service.hourly]
terminal = "quay"
arrivals = "7 h"
moves = 290
vessel_class = "any"
"#;

#[test]
fn both_ways_agree_where_moves_end_with_the_bell_at_midnight_or_with_a_breakdown() {
    let bay = scenario_from(ON_THE_MINUTE).bay;
    let records = check_both_ways(&bay, 1);
    let two_minutes = SimDuration::from_millis(120_000);
    let Labor::Shifts(shifts) = &bay.labor else {
        panic!("the wharf has shifts");
    };
    let is_bell = |at: SimTime| shifts.iter().any(|shift| shift.end == at);
    let is_midnight = |at: SimTime| bay.days.days.iter().any(|day| day.from == at);
    let broken: Vec<(u16, SimTime)> = records
        .iter()
        .filter_map(|record| match record {
            Record::CraneDown { crane, from, .. } => Some((*crane, *from)),
            _ => None,
        })
        .collect();
    let [mut bells, mut midnights, mut breakdowns] = [0; 3];
    for record in &records {
        if let Record::CraneWorked {
            crane,
            from,
            to,
            moves,
            ..
        } = record
            && *to - *from == two_minutes * i64::from(*moves)
        {
            bells += u32::from(is_bell(*to));
            midnights += u32::from(is_midnight(*to));
            breakdowns += u32::from(broken.contains(&(*crane, *to)));
        }
    }
    assert!(
        bells > 10 && midnights > 10 && breakdowns > 10,
        "moves that end with the bell {bells}, at midnight {midnights}, with a breakdown {breakdowns}"
    );
}
