//! Berth plans against every order there is, cases by hand, and the same plan again.

use super::*;
use crate::engine::{SimDuration, SimTime, Stream};

fn hours(hours: f64) -> SimTime {
    SimTime::ZERO + SimDuration::from_hours(hours)
}

fn berth(open: f64, close: f64) -> Berth {
    Berth {
        name: "berth".to_owned(),
        open: hours(open),
        close: hours(close),
    }
}

fn vessel(arrival: f64, limit: f64, weight: f64, handling: &[f64]) -> Vessel {
    let handling = handling.iter();
    Vessel {
        name: "vessel".to_owned(),
        arrival: hours(arrival),
        limit: hours(limit),
        weight,
        handling: handling
            .map(|time| (*time > 0.0).then(|| SimDuration::from_hours(*time)))
            .collect(),
    }
}

/// A few vessels at two berths, some of them tight.
fn small(seed: u64, vessels: usize) -> Instance {
    let mut chance = Stream::root(seed, 0).named("small").generator();
    let mut between = |low: f64, high: f64| (low + (high - low) * chance.uniform()).floor();
    let berths = vec![
        berth(between(0.0, 8.0), 70.0),
        berth(between(0.0, 8.0), 60.0),
    ];
    let vessels = (0..vessels).map(|_| {
        let arrival = between(0.0, 14.0);
        let size = between(3.0, 12.0);
        let other = if between(0.0, 4.0) < 1.0 {
            0.0
        } else {
            between(3.0, 14.0)
        };
        let limit = arrival + between(8.0, 24.0).max(size + 2.0);
        vessel(arrival, limit, between(0.0, 5.0), &[size, other])
    });
    Instance {
        vessels: vessels.collect(),
        berths,
    }
}

/// The least cost of all orders of the vessels from `next` on over the berths.
fn least_of_all(instance: &Instance, orders: &mut Vec<Vec<usize>>, next: usize) -> f64 {
    if next == instance.vessels.len() {
        let plan = Timetable::of(instance, orders.clone(), 0.0);
        let (cost, late) = plan.objective();
        return if late > 0.0 { f64::INFINITY } else { cost };
    }
    let mut least = f64::INFINITY;
    for berth in 0..orders.len() {
        if instance.vessels[next].handling[berth].is_none() {
            continue;
        }
        for at in 0..=orders[berth].len() {
            orders[berth].insert(at, next);
            least = least.min(least_of_all(instance, orders, next + 1));
            orders[berth].remove(at);
        }
    }
    least
}

#[test]
fn proofs_agree_with_every_order_there_is() {
    let (mut possible, mut impossible) = (0, 0);
    for seed in 0..24 {
        let instance = small(seed, 6);
        let least = least_of_all(&instance, &mut vec![Vec::new(); 2], 0);
        let found = plan(&instance, Effort::PROOF);
        if least.is_finite() {
            possible += 1;
            assert!(
                (found.objective - least).abs() < 1e-6,
                "seed {seed}: {found:?}, {least}"
            );
            assert!(found.is_optimal(), "seed {seed}: {found:?}");
        } else {
            impossible += 1;
            assert!(found.bound.is_infinite(), "seed {seed}: {found:?}");
            assert!(!found.is_feasible());
        }
    }
    assert!(
        possible > 5 && impossible > 5,
        "{possible} and {impossible}"
    );
}

#[test]
fn a_bound_is_a_bound_however_little_work_it_had() {
    for seed in 0..10 {
        let instance = small(seed, 6);
        let least = least_of_all(&instance, &mut vec![Vec::new(); 2], 0);
        for steps in [0, 100, 2_000, 20_000] {
            let found = plan(&instance, Effort { trials: 3, steps });
            assert!(
                found.bound <= least + 1e-6,
                "seed {seed}: {found:?}, {least}"
            );
            assert!(!found.is_feasible() || found.objective >= least - 1e-6);
        }
    }
}

#[test]
fn the_shorter_or_heavier_vessel_goes_first() {
    // Smith's rule at one berth: 2 h at weight 1 before 6 h at weight 2, before 4 h at weight 1.
    let instance = Instance {
        berths: vec![berth(10.0, 100.0)],
        vessels: vec![
            vessel(0.0, 100.0, 1.0, &[4.0]),
            vessel(0.0, 100.0, 2.0, &[6.0]),
            vessel(0.0, 100.0, 1.0, &[2.0]),
        ],
    };
    let found = plan(&instance, Effort::PROOF);
    let departures = found.berthings.iter().map(|one| one.departure.hours());
    assert_eq!(departures.collect::<Vec<_>>(), [22.0, 18.0, 12.0]);
    assert!((found.objective - (22.0 + 36.0 + 12.0)).abs() < 1e-9);
    assert!(found.is_optimal());
}

#[test]
fn the_same_instance_gives_the_same_plan() {
    let instance = small(7, 12);
    let effort = Effort {
        trials: 200,
        steps: 100_000,
    };
    assert_eq!(plan(&instance, effort), plan(&instance, effort));
}
