//! Laws that every replication of every scenario keeps, checked on its record stream: those of random
//! ports here, and those of `tests/simulate`.

use std::collections::{BTreeMap, BTreeSet};

use sanpedro::engine::{BudgetExceeded, SimDuration, SimTime};
use sanpedro::port::bay::{Bay, BerthPolicy, WharfSpace};
use sanpedro::port::record::{CallTag, Phase, Record, Visit};
use sanpedro::port::{Pace, simulate_while};

/// A crane's piece of work.
#[derive(Clone, Copy, Debug)]
struct Work {
    call: u32,
    terminal: usize,
    wharf: u16,
    crane: u16,
    hatch: u16,
    from: SimTime,
    to: SimTime,
}

/// Everything of one replication that the laws speak of.
#[derive(Default)]
pub(crate) struct Story {
    asked: BTreeMap<u32, u32>,
    moved: BTreeMap<u32, u32>,
    pub(crate) arrived: BTreeMap<u32, SimTime>,
    pub(crate) visits: Vec<Visit>,
    phases: BTreeMap<u32, Vec<(Phase, SimTime, SimTime)>>,
    work: Vec<Work>,
    connections: Vec<(CallTag, f64, SimTime, SimTime)>,
    pub(crate) barges: Vec<(CallTag, u16, SimTime, SimTime)>,
    /// Integral of the level of vessels waiting [vessel hours], by differences.
    waiting_level: (i64, SimTime, f64),
}

impl Story {
    fn read(&mut self, record: &Record) {
        match record {
            Record::CallMade { call } => {
                self.asked
                    .insert(call.tag.call, call.hatch_moves.iter().sum());
                self.arrived.insert(call.tag.call, call.arrival);
            }
            Record::CraneWorked {
                tag,
                wharf,
                crane,
                hatch,
                from,
                to,
                moves,
            } => {
                *self.moved.entry(tag.call).or_default() += moves;
                let terminal = tag.terminal.index();
                self.work.push(Work {
                    call: tag.call,
                    terminal,
                    wharf: *wharf,
                    crane: *crane,
                    hatch: *hatch,
                    from: *from,
                    to: *to,
                });
            }
            Record::PhaseBegan { phase, at, .. } if waits(*phase) => self.step(*at, 1),
            Record::PhaseEnded {
                tag,
                phase,
                from,
                to,
            } => {
                if waits(*phase) {
                    self.step(*to, -1);
                }
                self.phases
                    .entry(tag.call)
                    .or_default()
                    .push((*phase, *from, *to));
            }
            Record::Disconnected {
                tag,
                load,
                from,
                to,
            } => self.connections.push((*tag, load.value(), *from, *to)),
            Record::BargeDisconnected {
                tag,
                barge,
                from,
                to,
            } => self.barges.push((*tag, *barge, *from, *to)),
            Record::Departed { visit } => self.visits.push(visit.clone()),
            _ => {}
        }
    }

    fn step(&mut self, at: SimTime, by: i64) {
        let (level, since, integral) = self.waiting_level;
        self.waiting_level = (
            level + by,
            at,
            integral + level as f64 * (at - since).hours(),
        );
    }
}

/// Whether a phase is a wait, wherever it is spent.
fn waits(phase: Phase) -> bool {
    matches!(phase, Phase::Waiting | Phase::WaitingOffshore { .. })
}

/// The story of one replication; none where it was not to go on.
pub(crate) fn story(
    bay: &Bay,
    seed: u64,
    go_on: impl FnMut() -> bool,
) -> Result<Option<Story>, BudgetExceeded> {
    let mut story = Story::default();
    let mut last = SimTime::ZERO;
    let outcome = simulate_while(Pace::default(), bay, seed, 0, go_on, |record| {
        let at = match record {
            Record::PhaseBegan { at, .. }
            | Record::Connected { at, .. }
            | Record::BargeConnected { at, .. } => *at,
            Record::PhaseEnded { to, .. }
            | Record::Disconnected { to, .. }
            | Record::BargeDisconnected { to, .. } => *to,
            _ => last,
        };
        assert!(at >= last, "levels change in order of time");
        last = at;
        story.read(record);
    })?;
    let Some(outcome) = outcome else {
        return Ok(None);
    };
    assert!(outcome.closes(), "the books close: {outcome:?}");
    Ok(Some(story))
}

/// Panics unless two spans in order of beginning never overlap.
fn assert_disjoint<K: Ord + std::fmt::Debug>(
    spans: impl Iterator<Item = (K, SimTime, SimTime)>,
    what: &str,
) {
    let mut by_key: BTreeMap<K, Vec<(SimTime, SimTime)>> = BTreeMap::new();
    for (key, from, to) in spans.filter(|(_, from, to)| from < to) {
        by_key.entry(key).or_default().push((from, to));
    }
    for (key, mut spans) in by_key {
        spans.sort();
        for pair in spans.windows(2) {
            assert!(
                pair[0].1 <= pair[1].0,
                "{what} {key:?} twice at once: {pair:?}"
            );
        }
    }
}

fn check_visits(bay: &Bay, story: &Story) {
    for visit in &story.visits {
        let times = [
            visit.left_origin,
            visit.arrival,
            visit.inbound,
            visit.all_fast,
            visit.cargo_start,
            visit.cargo_end,
            visit.departure,
        ];
        assert!(times.is_sorted(), "timestamps in order: {visit:?}");
        assert_eq!(
            visit.moves, story.asked[&visit.tag.call],
            "moves done = moves asked"
        );
        assert_eq!(
            story.moved[&visit.tag.call], visit.moves,
            "every move is on record"
        );
        assert!(visit.connected <= visit.time_at_berth());
        assert_eq!(visit.miss.is_none(), visit.connected_at.is_some());
    }
    for (call, moved) in &story.moved {
        assert!(*moved <= story.asked[call]);
    }
    let berthed = |visit: &&Visit, terminal: usize, wharf: u16| {
        visit.tag.terminal.index() == terminal && visit.wharf == wharf
    };
    for (terminal, place) in bay.terminals.iter().enumerate() {
        for (wharf, of) in (0..).zip(&place.wharves) {
            let here: Vec<&Visit> = story
                .visits
                .iter()
                .filter(|visit| berthed(visit, terminal, wharf))
                .collect();
            for (i, a) in here.iter().enumerate() {
                for b in &here[i + 1..] {
                    let together = a.inbound < b.departure && b.inbound < a.departure;
                    let (low, high) = if a.position <= b.position {
                        (a, b)
                    } else {
                        (b, a)
                    };
                    let apart = match of.space {
                        WharfSpace::Length { clearance, .. } => {
                            high.position >= low.position + low.loa + clearance
                        }
                        WharfSpace::Slots(_) => high.position > low.position,
                    };
                    assert!(
                        !together || apart,
                        "two vessels on one meter of wharf: {a:?} {b:?}"
                    );
                    if let WharfSpace::Length { length, .. } = of.space {
                        assert!(
                            high.position + high.loa <= length,
                            "beyond the end of the wharf: {high:?}"
                        );
                    }
                }
            }
        }
    }
}

fn check_cranes(bay: &Bay, story: &Story) {
    assert_disjoint(
        story
            .work
            .iter()
            .map(|work| ((work.terminal, work.wharf, work.crane), work.from, work.to)),
        "crane",
    );
    assert_disjoint(
        story
            .work
            .iter()
            .map(|work| ((work.call, work.hatch), work.from, work.to)),
        "hatch",
    );
    let position: BTreeMap<u32, f64> = story
        .visits
        .iter()
        .map(|visit| (visit.tag.call, visit.position.value()))
        .collect();
    for (i, a) in story.work.iter().enumerate() {
        // Records come in order of the end of runs; a run lasts less than a day on these quays.
        for b in story.work[i + 1..].iter().take(200) {
            let together =
                a.from < b.to && b.from < a.to && (a.terminal, a.wharf) == (b.terminal, b.wharf);
            if !together {
                continue;
            }
            let (low, high) = if a.crane < b.crane { (a, b) } else { (b, a) };
            if low.call == high.call {
                let apart = bay.terminals[low.terminal].crane_clearance_hatches
                    * (high.crane - low.crane).min(1);
                assert!(
                    high.hatch >= low.hatch + apart,
                    "cranes cross or stand too near: {low:?} {high:?}"
                );
            } else if let (Some(low), Some(high)) =
                (position.get(&low.call), position.get(&high.call))
            {
                assert!(low < high, "cranes cross between vessels");
            }
        }
    }
}

fn check_power(bay: &Bay, story: &Story) {
    for (terminal, place) in bay.terminals.iter().enumerate() {
        let mut steps: Vec<(SimTime, i32, f64)> = Vec::new();
        for (_, load, from, to) in story
            .connections
            .iter()
            .filter(|(tag, ..)| tag.terminal.index() == terminal)
        {
            steps.push((*to, -1, -load));
            steps.push((*from, 1, *load));
        }
        steps.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        let Some(shore) = &place.shore_power else {
            assert!(steps.is_empty(), "no shore power, no connection");
            continue;
        };
        let (mut connected, mut load) = (0_i64, 0.0);
        for (_, vessels, kilowatts) in steps {
            connected += i64::from(vessels);
            load += kilowatts;
            assert!(
                connected <= i64::from(shore.points),
                "more vessels than points"
            );
            assert!(
                load <= shore.terminal_limit.value() + 1e-6,
                "more load than the terminal carries"
            );
        }
    }
}

/// A barge is in one place at a time and needs its time between two; no vessel has a barge and
/// shore power at once, and neither when it does not lie at its berth.
fn check_barges(bay: &Bay, story: &Story) {
    let places = story.barges.iter().map(|(tag, barge, from, to)| {
        let of_port = bay.ports[tag.port.index()].barges.as_ref();
        let of_port = of_port.expect("a port with barges");
        assert!(*barge < of_port.barges, "barge {barge} of {of_port:?}");
        let ends = if *to == bay.period.end {
            *to
        } else {
            *to + of_port.transfer
        };
        ((tag.port.index(), *barge), *from, ends)
    });
    assert_disjoint(places, "barge");
    let plugged = story
        .connections
        .iter()
        .map(|(tag, _, from, to)| (tag, from, to));
    let barged = story
        .barges
        .iter()
        .map(|(tag, _, from, to)| (tag, from, to));
    let controlled: Vec<_> = plugged.chain(barged).collect();
    for (tag, from, to) in &controlled {
        let phases = story.phases[&tag.call].iter();
        let stay = phases.filter(|phase| phase.0 == Phase::AtBerth);
        let mut stay = stay.filter(|(_, berthed, left)| berthed <= from && to <= &left);
        assert!(
            stay.next().is_some(),
            "{tag:?} is connected beyond its berth"
        );
    }
    let by_call = controlled
        .iter()
        .map(|(tag, from, to)| (tag.call, **from, **to));
    assert_disjoint(by_call, "connection of call");
}

fn check_phases(story: &Story) {
    let mut waited = 0.0;
    for (call, phases) in &story.phases {
        for pair in phases.windows(2) {
            assert!(
                pair[0].2 == pair[1].1,
                "call {call} does one thing at a time: {pair:?}"
            );
        }
        waited += phases
            .iter()
            .filter(|phase| waits(phase.0))
            .map(|phase| (phase.2 - phase.1).hours())
            .sum::<f64>();
    }
    // Little's law in its exact form: the level's integral is the sum of the stays.
    let (level, _, integral) = story.waiting_level;
    assert_eq!(
        level, 0,
        "every wait that began has ended, if only with the run"
    );
    assert!(
        (integral - waited).abs() < 1e-6 * (1.0 + waited),
        "integral {integral}, stays {waited}"
    );
}

/// Whoever lies at a berth is worked and sails, however long others wait, where there are gangs and no
/// call is of a month.
pub(crate) fn check_progress(bay: &Bay, story: &Story) {
    let sailed: BTreeSet<u32> = story.visits.iter().map(|visit| visit.tag.call).collect();
    for (call, phases) in &story.phases {
        for (_, from, _) in phases.iter().filter(|phase| phase.0 == Phase::AtBerth) {
            let long_ago = bay.period.end - *from > SimDuration::from_days(20.0);
            assert!(
                !long_ago || sailed.contains(call),
                "call {call} lies at berth since {from:?}"
            );
        }
    }
}

/// First come, first served: berths are given in order of arrival.
fn check_order(bay: &Bay, story: &Story) {
    for (terminal, place) in bay.terminals.iter().enumerate() {
        let strict = place.policy == BerthPolicy::FirstCome;
        let free_channel = bay.ports[place.port.index()].approach.pilots.is_none();
        if !strict || !free_channel {
            continue;
        }
        let here = story
            .visits
            .iter()
            .filter(|visit| visit.tag.terminal.index() == terminal);
        let mut visits: Vec<&Visit> = here.collect();
        // Of those that arrive at one instant, the call of the lower number goes first.
        visits.sort_by_key(|visit| (visit.arrival, visit.tag.call));
        let begun: Vec<SimTime> = visits.iter().map(|visit| visit.inbound).collect();
        assert!(begun.is_sorted(), "somebody overtook at {}", place.id);
    }
}

/// Panics if a story breaks a law of any scenario, however odd.
pub(crate) fn check(bay: &Bay, story: &Story) {
    check_visits(bay, story);
    check_cranes(bay, story);
    check_power(bay, story);
    check_barges(bay, story);
    check_phases(story);
    check_order(bay, story);
}
