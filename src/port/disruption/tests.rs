//! Disruptions against exact theory, by hand, and against the same port without them.

use super::*;
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{PortId, Traffic};
use crate::port::fixture::queue;
use crate::port::quay::Pace;
use crate::port::record::{Record, Visit};
use crate::port::simulate::simulate_at;

const HOUR: f64 = 3_600_000.0;

fn hours(at: SimTime) -> f64 {
    (at - SimTime::ZERO).hours()
}

fn dated(strikes: Struck, from: f64, to: f64) -> Disruption {
    Disruption {
        id: "shock".into(),
        name: "Shock".into(),
        strikes,
        when: Occurrence::Dated(SimTime::ZERO + SimDuration::from_hours(from)),
        length: Distribution::constant((to - from) * HOUR),
    }
}

fn channel(inbound: bool, outbound: bool) -> Struck {
    Struck::Channel {
        port: PortId(0),
        inbound,
        outbound,
    }
}

/// A vessel every `gap` hours to one berth, where it lies `work` hours.
fn clockwork(gap: f64, work: f64, days: u32) -> Bay {
    let constant = |hours: f64| Distribution::constant(hours * HOUR);
    queue(constant(gap), constant(work), 1, days, 0)
}

/// Visits in order of departure, at both paces alike.
fn visits(bay: &Bay) -> Vec<Visit> {
    let at = |pace| {
        let (mut visits, mut records) = (Vec::new(), Vec::new());
        let books = simulate_at(pace, bay, 1, 0, |record| {
            records.push(format!("{record:?}"));
            if let Record::Departed { visit } = record {
                visits.push(visit.clone());
            }
        });
        assert!(books.expect("a finite queue").closes());
        (visits, records)
    };
    let (batched, one_by_one) = (at(Pace::Batched), at(Pace::OneByOne));
    assert_eq!(batched.1, one_by_one.1, "both paces leave the same records");
    batched.0
}

#[test]
fn a_closure_of_a_clockwork_terminal_is_gone_after_t_rho_over_one_minus_rho() {
    for (gap, work, closed) in [(10.0, 8.0, 72.0), (10.0, 5.0, 48.0), (8.0, 6.0, 24.0)] {
        let rho = work / gap;
        for strikes in [
            channel(true, false),
            Struck::Terminal(crate::port::bay::TerminalId(0)),
        ] {
            let mut bay = clockwork(gap, work, 60);
            bay.disruptions = vec![dated(strikes, 200.0, 200.0 + closed)];
            let late: Vec<Visit> = (visits(&bay).into_iter())
                .filter(|visit| visit.wait() > SimDuration::ZERO)
                .collect();
            let last = late.last().expect("vessels wait");
            let recovered = hours(last.all_fast) - 200.0 - closed;
            let exact = closed * rho / (1.0 - rho);
            assert!(
                (recovered - exact).abs() <= gap + work,
                "{recovered} h to recover, exact {exact} h at {rho}"
            );
        }
    }
}

#[test]
fn a_channel_that_closes_as_a_vessel_arrives_or_sails_holds_it() {
    // Arrivals at 10, 20, 30 h; 5 h of work, so departures at 15, 25, 35 h.
    let mut bay = clockwork(10.0, 5.0, 3);
    bay.disruptions = vec![dated(channel(true, false), 20.0, 22.0)];
    let visit = &visits(&bay)[1];
    assert!((hours(visit.arrival) - 20.0).abs() < 1e-9);
    assert!(
        (hours(visit.all_fast) - 22.0).abs() < 1e-9,
        "held at its first instant"
    );
    bay.disruptions = vec![dated(channel(false, true), 25.0, 26.0)];
    let visit = &visits(&bay)[1];
    assert!(
        (hours(visit.departure) - 26.0).abs() < 1e-9,
        "held at the berth"
    );
    bay.disruptions = vec![dated(channel(true, true), 16.0, 20.0)];
    let visit = &visits(&bay)[1];
    assert!(
        (hours(visit.all_fast) - 20.0).abs() < 1e-9,
        "free at its last instant"
    );
}

#[test]
fn a_move_on_the_hook_of_a_terminal_that_closes_is_made_anew() {
    // One move of 5 h from 10 h on; closed from 12 to 13 h: begun again at 13, done at 18.
    let mut bay = clockwork(10.0, 5.0, 2);
    let closed = Struck::Terminal(crate::port::bay::TerminalId(0));
    bay.disruptions = vec![dated(closed, 12.0, 13.0)];
    assert!((hours(visits(&bay)[0].departure) - 18.0).abs() < 1e-9);
}

#[test]
fn nothing_moves_before_a_shock_and_one_of_no_length_changes_nothing() {
    let records = |bay: &Bay| {
        let mut records = Vec::new();
        let books = simulate_at(Pace::Batched, bay, 7, 3, |record| {
            records.push(format!("{record:?}"));
        });
        assert!(books.expect("a finite queue").closes());
        records
    };
    let exponential = |hours: f64| Distribution::exponential(hours * HOUR);
    let mut port = queue(exponential(10.0), exponential(7.0), 1, 100, 0);
    let shaken = |from: f64, to: f64| {
        let mut bay = port.clone();
        bay.disruptions = vec![dated(channel(true, true), from, to)];
        records(&bay)
    };
    let calm = records(&port);
    assert_eq!(calm, shaken(1_000.0, 1_000.0), "no length");
    assert_eq!(calm, shaken(2_400.0, 2_500.0), "after the end");
    assert_ne!(calm, shaken(1_000.0, 1_100.0));
    // Whoever sailed by its first instant did so all the same.
    let shock = SimTime::ZERO + SimDuration::from_hours(1_000.0);
    let sailed_before = |bay: &Bay| {
        let mut visits = visits(bay);
        visits.retain(|visit| visit.departure < shock);
        visits
    };
    let before = sailed_before(&port);
    assert!(before.len() > 50, "{} vessels sailed before", before.len());
    port.disruptions = vec![dated(channel(true, true), 1_000.0, 1_100.0)];
    assert_eq!(format!("{before:?}"), format!("{:?}", sailed_before(&port)));
}

#[test]
fn disjoint_shocks_commute_and_random_ones_come_as_often_as_they_say() {
    let mut bay = clockwork(10.0, 6.0, 60);
    let two = [
        dated(channel(true, false), 100.0, 130.0),
        dated(channel(true, true), 700.0, 750.0),
    ];
    bay.disruptions = two.to_vec();
    let forth = visits(&bay);
    bay.disruptions.reverse();
    assert_eq!(format!("{forth:?}"), format!("{:?}", visits(&bay)));
    let mut bay = clockwork(10.0, 6.0, 20_000);
    bay.disruptions = vec![Disruption {
        when: Occurrence::Random(Distribution::exponential(90.0 * HOUR)),
        length: Distribution::exponential(10.0 * HOUR),
        ..dated(channel(true, true), 0.0, 1.0)
    }];
    let drawn = Disruptions::new(&bay, Stream::root(1, 0)).all;
    let share: f64 = (drawn.iter())
        .map(|span| (span.to - span.from).hours())
        .sum();
    let share = share / (20_000.0 * 24.0);
    assert!(
        (share - 0.1).abs() < 0.006,
        "closed {share} of the time, exact 0.1"
    );
}

#[test]
fn gangs_cargo_and_sailings_follow_their_shares() {
    let mut bay = clockwork(10.0, 5.0, 10);
    bay.disruptions = vec![
        dated(Struck::Gangs(0.5), 10.0, 20.0),
        dated(Struck::Cargo(1.5), 10.0, 20.0),
        dated(Struck::Sailings { share: 0.25 }, 10.0, 20.0),
        dated(
            Struck::Origin {
                services: vec![ServiceId(0)],
                share: 1.0,
            },
            10.0,
            20.0,
        ),
    ];
    assert!(matches!(bay.services[0].traffic, Traffic::Renewal(_)));
    let on = Disruptions::new(&bay, Stream::root(1, 0));
    let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
    assert_eq!(
        [9.0, 10.0, 20.0].map(|hour| on.gangs(at(hour), 71)),
        [71, 35, 71]
    );
    assert!((on.cargo(at(15.0)) - 1.5).abs() < 1e-12);
    assert!((on.blanked(at(15.0), 0.2) - 0.4).abs() < 1e-12);
    assert!((on.blanked(at(25.0), 0.2) - 0.2).abs() < f64::EPSILON);
    let leaves = |hour: f64| on.leaves(ServiceId(0), at(hour), Stream::root(1, 0));
    assert_eq!([9.0, 15.0, 20.0].map(leaves), [at(9.0), at(20.0), at(20.0)]);
}

/// Mean number of vessels in port at hours of an M/M/1 berth whose way in is closed for a
/// while: whoever lies at berth is served to the end, and nobody follows until it opens.
/// Solved by Euler steps of a hundredth of an hour over up to `MOST` vessels.
fn transient(lambda: f64, mu: f64, (from, to): (f64, f64), at: &[f64]) -> Vec<f64> {
    const MOST: usize = 120;
    let step = 0.01;
    // By vessels in port: with one of them served, and with none.
    let mut served = vec![0.0; MOST];
    let mut idle = vec![0.0; MOST];
    idle[0] = 1.0;
    let mut means = Vec::new();
    let mut closed_before = false;
    let last = at.last().expect("sampled at some time");
    for now in (0..)
        .map(|tick| f64::from(tick) * step)
        .take_while(|now| *now < last + step)
    {
        if at.iter().any(|hour| (hour - now).abs() < step / 2.0) {
            let mean = |of: &[f64]| (0..MOST).map(|n| n as f64 * of[n]).sum::<f64>();
            means.push(mean(&served) + mean(&idle));
        }
        let closed = from - step / 2.0 <= now && now < to - step / 2.0;
        if closed_before && !closed {
            for n in 1..MOST {
                served[n] += std::mem::take(&mut idle[n]);
            }
        }
        closed_before = closed;
        let (old_served, old_idle) = (served.clone(), idle.clone());
        for n in 0..MOST {
            let comes = lambda * step;
            if n + 1 < MOST {
                served[n] -= comes * old_served[n];
                served[n + 1] += comes * old_served[n];
                idle[n] -= comes * old_idle[n];
                let next = if closed { &mut idle } else { &mut served };
                next[n + 1] += comes * old_idle[n];
            }
            if n > 0 {
                let done = mu * step * old_served[n];
                served[n] -= done;
                let next = if closed || n == 1 {
                    &mut idle
                } else {
                    &mut served
                };
                next[n - 1] += done;
            }
        }
    }
    means
}

#[test]
fn an_m_m_1_berth_with_a_closure_follows_its_transient() {
    let (lambda, mu, closure, sampled) = (0.6, 1.0, (20.0, 28.0), [19.0, 24.0, 28.0, 34.0, 44.0]);
    let exact = transient(lambda, mu, closure, &sampled);
    let exponential = |rate: f64| Distribution::exponential(HOUR / rate);
    let mut bay = queue(exponential(lambda), exponential(mu), 1, 5, 0);
    bay.disruptions = vec![dated(channel(true, false), closure.0, closure.1)];
    let replications = 4_000;
    let mut found = [(0.0, 0.0); 5];
    for replication in 0..replications {
        let mut in_port = [0.0; 5];
        let mut count = |from: SimTime, to: f64| {
            for (count, at) in in_port.iter_mut().zip(sampled) {
                if hours(from) <= at && at < to {
                    *count += 1.0;
                }
            }
        };
        let mut here = std::collections::BTreeMap::new();
        let books = simulate_at(Pace::Batched, &bay, 1, replication, |record| match record {
            Record::CallMade { call } => {
                here.insert(call.tag.call, call.arrival);
            }
            Record::Departed { visit } => {
                here.remove(&visit.tag.call);
                count(visit.arrival, hours(visit.departure));
            }
            _ => {}
        });
        assert!(books.expect("a finite queue").closes());
        for arrival in here.values() {
            count(*arrival, f64::INFINITY);
        }
        for ((sum, squares), count) in found.iter_mut().zip(in_port) {
            *sum += count;
            *squares += count * count;
        }
    }
    let n = replications as f64;
    for (((sum, squares), exact), at) in found.into_iter().zip(exact).zip(sampled) {
        let mean = sum / n;
        let error = ((squares / n - mean * mean) / n).sqrt();
        assert!(
            (mean - exact).abs() < 3.5 * error + 0.01,
            "{mean} ± {error} vessels in port after {at} h, exact {exact}"
        );
    }
}
