//! When disruptions begin and end in a replication, and what holds while one is on.
//!
//! Occurrences are drawn when a replication begins, each disruption from a stream of its own, so
//! that one written or left out moves no draw of anything else. What holds at an instant is a
//! function of it: `[from, to)`, with whatever else falls due at `from` already under the
//! disruption and whatever falls due at `to` no longer.

use crate::engine::{SimTime, Stream};
use crate::port::bay::{Bay, Disruption, Occurrence, ServiceId, Struck, TerminalId};
use crate::port::event::OccurrenceId;

/// Occurrences of all disruptions in a replication.
#[derive(Debug)]
pub(crate) struct Disruptions<'a> {
    all: Vec<Span<'a>>,
    /// By terminal: how many disruptions close it now.
    closed: Vec<u32>,
}

/// One occurrence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'a> {
    /// What occurs.
    pub(crate) of: &'a Disruption,
    /// From this instant on.
    pub(crate) from: SimTime,
    /// Up to, and not at, this one.
    pub(crate) to: SimTime,
}

impl Span<'_> {
    fn holds(&self, at: SimTime) -> bool {
        self.from <= at && at < self.to
    }
}

impl<'a> Disruptions<'a> {
    /// All occurrences that begin before the end of the simulation, in the order of the scenario.
    pub(crate) fn new(bay: &'a Bay, root: Stream) -> Self {
        let mut all = Vec::new();
        for of in &bay.disruptions {
            let stream = root.named("disruption").named(&of.id);
            let (gaps, lengths) = (stream.named("gap"), stream.named("length"));
            let mut add = |from: SimTime, to: SimTime| {
                let from = from.max(SimTime::ZERO);
                if from < to && from < bay.period.end {
                    all.push(Span { of, from, to });
                }
            };
            match &of.when {
                Occurrence::Dated(from) => add(*from, *from + of.length.span(lengths, 0)),
                Occurrence::Random(gap) => {
                    let mut from = SimTime::ZERO;
                    for number in 0.. {
                        from = from + gap.span(gaps, number);
                        if from >= bay.period.end {
                            break;
                        }
                        let to = from + of.length.span(lengths, number);
                        add(from, to);
                        from = to;
                    }
                }
            }
        }
        Self {
            all,
            closed: vec![0; bay.terminals.len()],
        }
    }

    /// The occurrences, in the order of the scenario.
    pub(crate) fn all(&self) -> &[Span<'a>] {
        &self.all
    }

    /// An occurrence.
    pub(crate) fn get(&self, id: OccurrenceId) -> Span<'a> {
        self.all[id.index()]
    }

    /// Notes that one more disruption closes a terminal.
    pub(crate) fn close(&mut self, terminal: TerminalId) {
        self.closed[terminal.index()] += 1;
    }

    /// Notes that one disruption less closes a terminal.
    pub(crate) fn open(&mut self, terminal: TerminalId) {
        self.closed[terminal.index()] -= 1;
    }

    /// Whether a terminal gives no berth now.
    pub(crate) fn closes(&self, terminal: usize) -> bool {
        self.closed[terminal] > 0
    }

    /// Gangs of a pool of `gangs` that turn up for a shift that begins at `start`, rounded down.
    pub(crate) fn gangs(&self, start: SimTime, gangs: u32) -> u32 {
        let shares = self.on(start).filter_map(|of| match of.strikes {
            Struck::Gangs(share) => Some(share),
            _ => None,
        });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and no more than the pool"
        )]
        let came = (f64::from(gangs) * shares.product::<f64>() + 1e-9).floor() as u32;
        came.min(gangs)
    }

    /// Chance that the sailing of a window is blanked, given the chance without disruptions.
    pub(crate) fn blanked(&self, window: SimTime, chance: f64) -> f64 {
        let sails = self.on(window).fold(1.0, |sails, of| match of.strikes {
            Struck::Sailings { share } => sails * (1.0 - share),
            _ => sails,
        });
        // Without a disruption the chance keeps its bits.
        if sails < 1.0 {
            1.0 - (1.0 - chance) * sails
        } else {
            chance
        }
    }

    /// How many times its cargo a call that is worked about now exchanges.
    pub(crate) fn cargo(&self, at: SimTime) -> f64 {
        let factors = self.on(at).filter_map(|of| match of.strikes {
            Struck::Cargo(factor) => Some(factor),
            _ => None,
        });
        factors.product()
    }

    /// When a vessel that would leave its origin at `at` does; `call` is the stream of its draws.
    pub(crate) fn leaves(&self, service: ServiceId, at: SimTime, call: Stream) -> SimTime {
        let holding = |of: &Disruption| match &of.strikes {
            Struck::Origin { services, share } => {
                let held = || call.named("held at origin").named(&of.id).uniform(0);
                services.contains(&service) && held() < *share
            }
            _ => false,
        };
        let mut leaves = at;
        // The end of one may lie in the next.
        while let Some(span) = (self.all.iter()).find(|span| span.holds(leaves) && holding(span.of))
        {
            leaves = span.to;
        }
        leaves
    }

    /// Whether a terminal is closed at an instant.
    pub(crate) fn closes_at(&self, terminal: TerminalId, at: SimTime) -> bool {
        self.on(at)
            .any(|of| matches!(of.strikes, Struck::Terminal(closed) if closed == terminal))
    }

    /// Disruptions that hold at an instant.
    fn on(&self, at: SimTime) -> impl Iterator<Item = &'a Disruption> {
        let holding = self.all.iter().filter(move |span| span.holds(at));
        holding.map(|span| span.of)
    }
}

#[cfg(test)]
mod tests {
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
        let calm = queue(exponential(10.0), exponential(7.0), 1, 100, 0);
        let shaken = |from: f64, to: f64| {
            let mut bay = calm.clone();
            bay.disruptions = vec![dated(channel(true, true), from, to)];
            records(&bay)
        };
        let calm = records(&calm);
        assert_eq!(calm, shaken(1_000.0, 1_000.0), "no length");
        assert_eq!(calm, shaken(2_400.0, 2_500.0), "after the end");
        let shaken = shaken(1_000.0, 1_100.0);
        let same = (calm.iter().zip(&shaken))
            .take_while(|(a, b)| a == b)
            .count();
        assert_ne!(calm, shaken);
        assert!(
            same > calm.len() / 4,
            "{same} of {} records before",
            calm.len()
        );
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
        let (lambda, mu, closure, sampled) =
            (0.6, 1.0, (20.0, 28.0), [19.0, 24.0, 28.0, 34.0, 44.0]);
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
}
