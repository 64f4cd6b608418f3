//! Laws that every replication of every scenario keeps, checked on its record stream.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::port::bay::{Bay, BerthPolicy, WharfSpace};
use sanpedro::port::record::{CallTag, Phase, Record, Visit};
use sanpedro::port::simulate;

use crate::support::scenario_from;

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
struct Story {
    asked: BTreeMap<u32, u32>,
    moved: BTreeMap<u32, u32>,
    arrived: BTreeMap<u32, SimTime>,
    visits: Vec<Visit>,
    phases: BTreeMap<u32, Vec<(Phase, SimTime, SimTime)>>,
    work: Vec<Work>,
    connections: Vec<(CallTag, f64, SimTime, SimTime)>,
    barges: Vec<(CallTag, u16, SimTime, SimTime)>,
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

fn run(bay: &Bay, seed: u64) -> Story {
    let mut story = Story::default();
    let mut last = SimTime::ZERO;
    let outcome = simulate(bay, seed, 0, |record| {
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
    })
    .unwrap();
    assert!(outcome.closes(), "the books close: {outcome:?}");
    story
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

/// Whoever lies at a berth is worked and sails, however long others wait.
fn check_progress(bay: &Bay, story: &Story) {
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

fn check_all(bay: &Bay, seed: u64) -> Story {
    let story = run(bay, seed);
    check_visits(bay, &story);
    check_cranes(bay, &story);
    check_power(bay, &story);
    check_barges(bay, &story);
    check_phases(&story);
    check_progress(bay, &story);
    check_order(bay, &story);
    story
}

/// A weekly service of the random port.
fn weekly(number: usize, cv: f64) -> String {
    let windows = [
        "Mon 08:00",
        "Tue 20:00",
        "Thu 08:00",
        "Fri 16:00",
        "Sun 01:00",
    ];
    format!(
        r#"
[service.weekly_{number}]
origin = "shanghai"
terminal = "quay"
window = "{}"
vessel_classes = {{ small = "60 %", large = "40 %" }}
moves = {{ gamma = {{ mean = 900, cv = {cv:.2} }} }}
"#,
        windows[number % windows.len()]
    )
}

/// Cycle times of every kind; the constant ones end moves with bells and at midnights.
fn cycle_time() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        r#"{ lognormal = { mean = "2.2 min", cv = 0.35 } }"#,
        r#"{ lognormal = { mean = "2.2 min", cv = 0.9 } }"#,
        r#"{ gamma = { mean = "2.2 min", cv = 0.8 } }"#,
        r#"{ exponential = { mean = "2 min" } }"#,
        r#"{ erlang = { mean = "2 min", shape = 3 } }"#,
        r#"{ triangular = { low = "1 min", mode = "2 min", high = "3 min" } }"#,
        r#"{ uniform = { low = "0 min", high = "4 min" } }"#,
        r#"{ weibull = { mean = "2 min", shape = 1.5 } }"#,
        r#"{ empirical = { values = ["1 min", "2 min", "3 min"], weights = [1, 2, 1] } }"#,
        r#""2 min""#,
        r#""90 s""#,
    ])
}

/// No breakdowns, random ones, and ones on the minute.
fn breakdowns() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        r#"time_between_breakdowns = { exponential = { mean = "9 h" } }
repair_time = { lognormal = { mean = "1 h", cv = 1.0 } }"#,
        r#"time_between_breakdowns = "10 h"
repair_time = "30 min""#,
    ])
}

prop_compose! {
    /// A small random port: one or two terminals, a few services, everything that can go wrong.
    pub(crate) fn small_port()(
        length in 420_u32..1_300, cranes in 1_u32..9, clearance in 0_u32..40,
        policy in prop::sample::select(vec!["first_come", "best_fit", "berth_windows"]),
        manning in prop::sample::select(vec!["shifts", "continuous"]),
        crane_clearance in 1_u32..4, pilots in prop::option::of(1_u32..4), headway in 0_u32..60,
        points in 0_u32..4, limit in 1_u32..6, breakdowns in breakdowns(), dips in 0_u32..200,
        gangs in 2_u32..20, cv in 0.1_f64..1.0, services in 1_usize..6, gap in 20_u32..60, slots in prop::option::of(1_u32..5), cycle in cycle_time(),
    ) -> String {
        let space = slots.map_or(format!("length = \"{length} m\"\nclearance = \"{clearance} m\"\nberths = 2"), |slots| format!("slots = {slots}"));
        let shore = if points > 0 { format!("shore_power = {{ points = {points}, point_limit = \"4 MW\", terminal_limit = \"{limit} MW\", plug_in = \"1 h\", plug_out = \"1 h\", failure = \"5 %\" }}") } else { String::new() };
        let pilots = pilots.map_or(String::new(), |pilots| format!("pilots = {pilots}"));
        // Derived, so that the ports are those that were drawn before shifts could bend.
        let (extension, ahead) = (gangs % 4, headway % 5);
        let ahead = if ahead < 4 { format!("all_fast_before = \"{ahead} h\"") } else { String::new() };
        let hoot = if extension > 1 { "[labor.shift.hoot]\nstart = \"03:00\"\nend = \"08:00\"\ngangs = 2" } else { "" };
        let weekly = (0..services).map(|i| weekly(i, cv)).collect::<Vec<_>>().concat();
        format!(r#"
name = "random"
[horizon]
start = 2025-02-20
days = "70 d"
warm_up = "7 d"
[experiment]
replications = 1
[port.harbor]
name = "Harbor"
{pilots}
tugs = 4
tugs_per_transit = 2
inbound = {{ uniform = {{ low = "1 h", high = "2 h" }} }}
outbound = "1 h"
headway = "{headway} min"
[speed_zone]
outer = "40 nm"
inner = "20 nm"
limit = "12 kn"
inner_compliance = "90 %"
outer_compliance = "80 %"
[origin.shanghai]
name = "Shanghai"
country = "China"
distance = "5750 nm"
[lateness]
delay = {{ exponential = {{ mean = "2 d" }} }}
early = "1 d"
[vessel_class.small]
name = "Small"
capacity = "4000 TEU"
loa = "260 m"
beam = "32 m"
draft = "12 m"
air_draft = "45 m"
rows = 13
hatches = 9
cranes = 2
shore_power_ready = "80 %"
[vessel_class.large]
name = "Large"
capacity = "14000 TEU"
loa = "366 m"
beam = "48 m"
draft = "15 m"
air_draft = "55 m"
rows = 19
hatches = 20
cranes = 5
shore_power_ready = "80 %"
idle_hatch_share = "20 %"
[terminal.quay]
name = "Quay"
port = "harbor"
policy = "{policy}"
cycle_time = {cycle}
before_first_move = {{ uniform = {{ low = "0 h", high = "3 h" }} }}
after_last_move = "2 h"
crane_clearance = {crane_clearance}
{shore}
{breakdowns}
[terminal.quay.wharf.main]
{space}
cranes = {cranes}
[labor]
manning = "{manning}"
holidays = ["5 Mar"]
extension = "{extension} h"
{ahead}
[labor.shift.day]
start = "08:00"
end = "17:00"
meal = "12:00-13:00"
gangs = {gangs}
[labor.shift.night]
start = "18:00"
end = "03:00"
meal = "22:00-23:00"
gangs = {gangs}
{hoot}
[grid]
emergencies = ["2025-03-20/2025-03-21"]
dips_per_year = {dips}.0
dip_recovery = {{ uniform = {{ low = "2 h", high = "4 h" }} }}
[service.tramp]
terminal = "quay"
arrivals = {{ exponential = {{ mean = "{gap} h" }} }}
moves = 300
vessel_class = "small"
{weekly}
"#)
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2025),
        ..ProptestConfig::default()
    })]

    #[test]
    fn laws_hold_in_random_ports(
        text in small_port(), seed in 0_u64..1_000, barges in 0_u32..3, offshore in any::<bool>(),
    ) {
        let place = if offshore { "offshore" } else { "anchorage" };
        let text = format!(
            "{text}[capture_barges.harbor]\nbarges = {barges}\nconnect = {{ uniform = {{ low = \"1 h\", \
             high = \"9 h\" }} }}\ntransfer = \"2 h\"\n[approach]\nwaiting = \"{place}\"\n"
        );
        check_all(&scenario_from(&text).bay, seed);
    }
}

#[test]
fn laws_hold_in_the_bay() {
    let (scenario, _) = crate::support::load(
        "scenarios/san_pedro_bay_2025.toml",
        &[
            "horizon.end=2025-03-01",
            "capture_barges.los_angeles.barges=2",
        ],
    );
    let story = check_all(&scenario.bay, 1);
    assert!(
        story.barges.len() > 5,
        "{} calls by barge",
        story.barges.len()
    );
    // In a bay without a lasting queue, whoever arrived forty days ago has sailed.
    let sailed: BTreeSet<u32> = story.visits.iter().map(|visit| visit.tag.call).collect();
    let early = SimDuration::from_days(40.0);
    for (call, arrival) in &story.arrived {
        let long_ago = scenario.bay.period.end - *arrival > early;
        assert!(
            !long_ago || sailed.contains(call),
            "call {call} of {arrival:?} never sailed"
        );
    }
}
