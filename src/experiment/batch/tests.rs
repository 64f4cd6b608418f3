//! Batches on a stand-in for the model, whose results are known by hand.

use std::sync::Mutex;

use super::*;
use crate::emissions::fixture::{at, bay, phase, settings, tag, visit};
use crate::experiment::measure::Measure;
use crate::port::record::Phase;
use crate::scenario::{Target, TargetBasis, WarmUpBy};
use crate::statistics::EXACT_REPLICATIONS;

fn target(measure: &Measure, of: &str, low: f64, high: f64) -> Target {
    Target {
        id: "id".to_owned(),
        measure: measure.name.to_owned(),
        of: of.to_owned(),
        published: None,
        low,
        high,
        source: "worked by hand".to_owned(),
        basis: TargetBasis::Independent,
    }
}

fn scenario() -> Scenario {
    Scenario {
        name: "literal".to_owned(),
        question: String::new(),
        bay: bay(31),
        emissions: settings(),
        replications: 3,
        seed: 7,
        warm_up_days: 1.0,
        warm_up_by: WarmUpBy::Scenario,
        targets: vec![
            target(
                &measure::TIME_AT_BERTH_HOURS_MEAN,
                "los_angeles",
                10.5,
                11.5,
            ),
            target(&measure::TIME_AT_BERTH_HOURS_MEAN, "pier_300", 0.0, 100.0),
        ],
        assumptions: Vec::new(),
        effective: String::new(),
        call_list: Vec::new(),
        time_zone: "America/Los_Angeles".to_owned(),
    }
}

/// A stand-in for the model: one call of 10 h and one more for each replication.
fn simulate(_: &Bay, seed: u64, replication: u64, sink: &mut dyn FnMut(&Record)) -> u64 {
    let stay = 10.0 + u32::try_from(replication).map(f64::from).unwrap();
    let tag = tag(0, 0);
    let [began, ended] = phase(tag, Phase::AtBerth, 30.0, 30.0 + stay);
    sink(&began);
    sink(&Record::CraneWorked {
        tag,
        wharf: 0,
        crane: 0,
        hatch: 0,
        from: at(30.0),
        to: at(40.0),
        moves: 100,
    });
    sink(&ended);
    let visit = visit(tag, [30.0, 30.0, 30.0, 30.0 + stay], 100);
    sink(&Record::Departed { visit });
    seed + replication
}

/// Runs a batch on the stand-in, with what each replication ended with.
fn run(batch: &Batch, progress: &(dyn Fn(u32) + Sync)) -> (Results, Vec<u64>) {
    let mut endings = Vec::new();
    let mut fold = Fold::new(batch.scenario, batch.seed);
    let find = |number| batch.replicate(number, &simulate);
    let numbers = 0..batch.replications;
    let told = batch.each_with(numbers, find, progress, |number, (found, ending)| {
        assert_eq!(number as usize, endings.len());
        endings.push(ending);
        fold.add(found);
        Ok::<(), BatchError>(())
    });
    told.unwrap();
    (fold.finish(), endings)
}

fn on_threads<Found: Send>(threads: usize, run: impl FnOnce() -> Found + Send) -> Found {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    pool.build().unwrap().install(run)
}

#[test]
fn replications_keep_their_order_whatever_the_threads() {
    let scenario = scenario();
    // More than have exact quantiles: rounded ones do not show threads either.
    let many = u32::try_from(EXACT_REPLICATIONS).unwrap() + 70;
    let results = |threads| {
        let heard = Mutex::new(Vec::new());
        let progress = |done| heard.lock().unwrap().push(done);
        let batch = Batch::new(&scenario).replications(many);
        let (results, endings) = on_threads(threads, || run(&batch, &progress));
        let mut heard = heard.into_inner().unwrap();
        heard.sort_unstable();
        assert_eq!(heard, (1..=many).collect::<Vec<_>>());
        assert_eq!(endings, (7..7 + u64::from(many)).collect::<Vec<_>>());
        // NaN of the missing target differs from itself; its text does not.
        format!("{results:?}")
    };
    let alone = results(1);
    assert_eq!(alone, results(2));
    assert_eq!(alone, results(3));
}

#[test]
fn the_lowest_replication_that_fails_is_told() {
    let scenario = scenario();
    let batch = Batch::new(&scenario).replications(50);
    let fault = on_threads(3, || {
        let judge = |number, _| match number % 9 {
            8 => Err(BudgetExceeded {
                budget: u64::from(number),
                commonest: "none",
            }),
            _ => Ok(()),
        };
        let find = |number| batch.replicate(number, &simulate);
        batch.each_with(0..50, find, &|_| {}, |number, found| {
            Ok::<(), BatchError>(judge(number, found)?)
        })
    });
    let Err(BatchError::Budget(fault)) = fault else {
        panic!("{fault:?}");
    };
    assert_eq!(fault.budget, 8);
}

#[test]
fn a_target_that_names_no_measure_is_an_error() {
    let mut scenario = scenario();
    scenario.targets[1].measure = "no_such_measure".to_owned();
    let fault = Batch::new(&scenario).run(&|_| ()).unwrap_err();
    let expected = "target `id`: there is no measure `no_such_measure`";
    assert_eq!(fault.to_string(), expected);
}

#[test]
fn results_summarize_replications_and_hold_them_against_targets() {
    let scenario = scenario();
    let (results, _) = run(&Batch::new(&scenario), &|_| {});
    let stay = results.ports[0]
        .get(&measure::TIME_AT_BERTH_HOURS_MEAN)
        .unwrap();
    // Stays of 10, 11, 12 h: s = 1, t(0.975, 2) = 4.302653, half width 4.302653 / √3.
    assert!((stay.mean - 11.0).abs() < 1e-12);
    assert!((stay.ci95_high - 11.0 - 4.302_652_7 / 3.0_f64.sqrt()).abs() < 1e-6);
    assert!(results.targets[0].hit());
    assert!(!results.targets[1].hit(), "nobody called at Pier 300");
    assert_eq!(
        results.terminals[1].get(&measure::TIME_AT_BERTH_HOURS_MEAN),
        None
    );
    assert_eq!(results.terminals[2].port.as_deref(), Some("long_beach"));
    assert_eq!(results.first.visits.len(), 1);
    assert_eq!((results.run.replications, results.run.seed), (3, 7));
    assert_eq!(results.run.first_day, "2025-03-01");
    assert_eq!(results.stay_hours.counts.iter().sum::<u64>(), 3);
    assert_eq!((results.days.len(), results.months.len()), (31, 1));
    assert!((results.months[0].teu.mean - 200.0).abs() < 1e-12);
    assert_eq!(results.months[0].port_teu.len(), 2);
    assert_eq!(results.load.hour_of_day_mw.len(), 24);
}

#[test]
fn without_shore_power_there_is_no_load_to_tell() {
    let mut scenario = scenario();
    for terminal in &mut scenario.bay.terminals {
        terminal.shore_power = None;
    }
    let (results, _) = run(&Batch::new(&scenario), &|_| {});
    assert!(results.load.daily_mean_mw.is_empty() && results.load.duration_mw.is_empty());
    assert_eq!(results.months[0].shore_power_mwh.p95.to_bits(), 0);
}

#[test]
fn quantiles_of_many_replications_are_off_by_less_than_is_stated() {
    // Stays of 10 h, 11 h, … 709 h, all within the period.
    let scenario = scenario();
    let (results, _) = run(&Batch::new(&scenario).replications(700), &|_| {});
    let stay = results.ports[0]
        .get(&measure::TIME_AT_BERTH_HOURS_MEAN)
        .unwrap();
    assert!((stay.mean - 359.5).abs() < 1e-9, "the mean is exact");
    for (found, p) in [(stay.p05, 0.05), (stay.p50, 0.5), (stay.p95, 0.95)] {
        let exact = 10.0 + 699.0 * p;
        assert!(
            (found / exact - 1.0).abs() < 1.0 / 256.0,
            "{p}: {found} against {exact}"
        );
    }
}

#[test]
fn a_replication_does_not_depend_on_the_range_it_is_asked_for_in() {
    let scenario = scenario();
    let told = |numbers: Range<u32>| {
        let mut told = Vec::new();
        let batch = Batch::new(&scenario);
        let take = |number, found: (Replication, u64)| {
            told.push((number, format!("{found:?}")));
            Ok::<(), BatchError>(())
        };
        let find = |number| batch.replicate(number, &simulate);
        on_threads(2, || {
            batch.each_with(numbers, find, &|_| {}, take).unwrap();
        });
        told
    };
    let (mut parts, whole) = (told(0..3), told(0..9));
    parts.extend(told(3..9));
    assert_eq!(parts, whole);
    assert!(told(4..4).is_empty());
}

#[test]
fn another_seed_and_number_reach_the_model() {
    let scenario = scenario();
    let batch = Batch::new(&scenario).replications(2).seed(100);
    let (results, outcomes) = run(&batch, &|_| {});
    assert_eq!((results.run.replications, outcomes), (2, vec![100, 101]));
}
