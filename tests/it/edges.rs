//! Right values at the edges: each of these was wrong once, with the smallest input that shows it.

use sanpedro::engine::SimTime;
use sanpedro::experiment::offered_load;
use sanpedro::port::record::{Phase, Record, Ring, Visit};
use sanpedro::port::simulate;
use sanpedro::scenario::Scenario;

use crate::support::{load, measure, run, scenario_from};

/// One port `p`, terminal `t` with one wharf `main` of 310 m and one crane that makes a move in
/// two minutes, a class `v` of 300 m, a week from Monday 6 January 2025, and a list of calls.
struct Base {
    wharf: String,
    terminal: String,
    class: String,
    rest: String,
    rows: String,
}

impl Base {
    fn new() -> Self {
        Self {
            wharf: "length = \"310 m\"\nberths = 1\ncranes = 1".into(),
            terminal: "cycle_time = { constant = \"2 min\" }".into(),
            class: "loa = \"300 m\"\ncranes = 1".into(),
            rest: String::new(),
            rows: String::new(),
        }
    }

    fn wharf(mut self, keys: &str) -> Self {
        self.wharf = keys.into();
        self
    }

    fn terminal(mut self, keys: &str) -> Self {
        self.terminal = keys.into();
        self
    }

    fn class(mut self, keys: &str) -> Self {
        self.class = keys.into();
        self
    }

    /// Tables besides those of every scenario here.
    fn with(mut self, tables: &str) -> Self {
        self.rest.push_str(tables);
        self
    }

    /// Rows of the list, below `eta,terminal,vessel_class,loa_m,moves,service,shore_power`.
    fn calls(mut self, rows: &str) -> Self {
        self.rows = rows.into();
        self
    }

    fn text(&self) -> String {
        let Self {
            wharf,
            terminal,
            class,
            rest,
            rows,
        } = self;
        format!(
            r#"
[horizon]
start = 2025-01-06
days = "7 d"
[port.p]
[terminal.t]
{terminal}
[terminal.t.wharf.main]
{wharf}
[vessel_class.v]
capacity = "8000 TEU"
beam = "40 m"
draft = "12 m"
air_draft = "45 m"
rows = 16
hatches = 10
{class}
{rest}
[arrivals]
calls = """
eta,terminal,vessel_class,loa_m,moves,service,shore_power
{rows}
"""
"#
        )
    }

    fn scenario(&self) -> Scenario {
        scenario_from(&self.text())
    }

    /// Visits of the first replication in order of their numbers.
    fn visits(&self) -> Vec<Visit> {
        visits(&self.scenario())
    }
}

/// Visits of a scenario's first replication that depart, in order of their numbers.
fn visits(scenario: &Scenario) -> Vec<Visit> {
    let mut visits = Vec::new();
    let outcome = simulate(&scenario.bay, scenario.seed, 0, |record| {
        if let Record::Departed { visit } = record {
            visits.push(visit.clone());
        }
    });
    assert!(outcome.unwrap().closes());
    visits.sort_by_key(|visit| visit.tag.call);
    visits
}

fn hours(at: SimTime) -> f64 {
    (at - SimTime::ZERO).hours()
}

fn near(found: f64, right: f64) {
    assert!((found - right).abs() < 1e-6, "{found} is not {right}");
}

/// Another terminal `u`, like `t`.
const ANOTHER_TERMINAL: &str = r#"
[terminal.u]
cycle_time = { constant = "1 h" }
[terminal.u.wharf.main]
slots = 1
cranes = 1
"#;

#[test]
fn calls_of_one_instant_come_in_the_order_of_the_list_whatever_comes_elsewhere() {
    let two = "2025-01-06 12:00,t,any,,10,,\n2025-01-06 12:00,t,any,,1,,";
    let elsewhere = "2025-01-06 06:00,u,any,,1,,\n2025-01-06 06:30,u,any,,1,,";
    for rows in [two.to_owned(), format!("{elsewhere}\n{two}")] {
        let base = Base::new()
            .wharf("slots = 1\ncranes = 1")
            .terminal("cycle_time = { constant = \"1 h\" }");
        let visits = base.with(ANOTHER_TERMINAL).calls(&rows).visits();
        let mut here = visits.iter().filter(|visit| visit.tag.terminal.0 == 0);
        let (first, second) = (here.next().unwrap(), here.next().unwrap());
        assert_eq!((first.moves, second.moves), (10, 1));
        near(first.wait().hours(), 0.0);
        near(second.wait().hours(), 10.0);
    }
}

#[test]
fn calls_of_one_instant_are_in_order_of_vessel_service_and_terminal_however_rows_are_shuffled() {
    let base = |rows: &[&str]| {
        let rows = rows.join("\n");
        let base = Base::new().wharf("slots = 1\ncranes = 1");
        base.with("[terminal.u]\ncycle_time = \"2 min\"\n[terminal.u.wharf.main]\nslots = 1\ncranes = 1\n")
            .calls(&rows)
    };
    let rows = [
        "2025-01-06 12:00,t,v,,30,Late,",
        "2025-01-06 12:00,t,v,,40,Early,",
        "2025-01-06 12:00,u,v,,50,Early,",
        "2025-01-06 12:00,t,any,,60,Late,",
    ];
    let said = |rows: &[&str]| -> Vec<(u32, u32, f64)> {
        let visits = base(rows).visits();
        let said = visits.iter();
        said.map(|visit| (visit.tag.call, visit.moves, visit.wait().hours()))
            .collect()
    };
    let in_order = said(&rows);
    // `any` before `v`, then by service, then by terminal.
    let moves: Vec<u32> = in_order.iter().map(|(_, moves, _)| *moves).collect();
    assert_eq!(moves, [60, 40, 50, 30]);
    assert_eq!(said(&[rows[3], rows[2], rows[1], rows[0]]), in_order);
    assert_eq!(said(&[rows[1], rows[3], rows[0], rows[2]]), in_order);
}

/// A speed zone that everybody keeps, 20 nm in each ring: 100 min at 12 kn.
const ZONE: &str = "[speed_zone]\ninner_compliance = \"100 %\"\nouter_compliance = \"100 %\"\n";

#[test]
fn a_listed_call_that_would_have_entered_the_zone_before_the_start_begins_inside_it() {
    for (eta, ring) in [("00:14", Ring::Inner), ("02:00", Ring::Outer)] {
        let base = Base::new().with(ZONE);
        let scenario = base
            .calls(&format!("2025-01-06 {eta},t,v,,30,,"))
            .scenario();
        let mut first = None;
        let mut arrived = None;
        let outcome = simulate(&scenario.bay, scenario.seed, 0, |record| match record {
            Record::PhaseBegan {
                phase: Phase::Transit { ring, .. },
                at,
                ..
            } => {
                first.get_or_insert((*ring, *at));
            }
            Record::Departed { visit } => arrived = Some(visit.arrival),
            _ => {}
        });
        assert!(outcome.unwrap().closes());
        assert_eq!(first, Some((ring, SimTime::ZERO)), "{eta}");
        let expected = if eta == "00:14" { 14.0 / 60.0 } else { 2.0 };
        near(hours(arrived.unwrap()), expected);
    }
}

#[test]
fn a_listed_call_that_comes_early_before_the_start_is_there_when_it_begins() {
    let early = Base::new().calls("2025-01-06 05:00,t,v,,30,,");
    let text = early
        .text()
        .replace("[arrivals]", "[arrivals]\nearly = \"6 h\"");
    let visits = visits(&scenario_from(&text));
    assert_eq!(visits.len(), 1);
    assert_eq!(visits[0].arrival, SimTime::ZERO);
    near(visits[0].wait().hours(), 0.0);
}

/// What chance decides for a list: the arrivals by service and moves.
fn draws_of(rows: &[&str]) -> Vec<(String, u32, i64, Vec<u32>)> {
    let text = Base::new()
        .wharf("slots = 9\ncranes = 9")
        .class("loa = \"300 m\"\ncranes = 1\nhatch_cv = 0.4")
        .calls(&rows.join("\n"))
        .text();
    let late = "[arrivals]\ndelay = { exponential = { mean = \"9 h\" } }";
    let scenario = scenario_from(&text.replace("[arrivals]", late));
    let mut draws = Vec::new();
    simulate(&scenario.bay, scenario.seed, 0, |record| {
        if let Record::CallMade { call } = record {
            let service = scenario.bay.service(call.tag.service).name.clone();
            let moves = call.hatch_moves.iter().sum();
            let hatches = call.hatch_moves.to_vec();
            draws.push((service, moves, call.arrival.millis(), hatches));
        }
    })
    .unwrap();
    draws.sort_unstable();
    draws
}

#[test]
fn a_row_has_its_draws_wherever_it_stands_and_a_repeat_has_its_own() {
    let rows = [
        "2025-01-06 08:00,t,v,,300,A,",
        "2025-01-07 08:00,t,v,,301,B,",
        "2025-01-08 08:00,t,v,,302,C,",
    ];
    let three = draws_of(&rows);
    assert_eq!(draws_of(&[rows[2], rows[0], rows[1]]), three, "shuffled");
    let sorted_in = "2025-01-06 20:00,t,v,,999,D,";
    let mut four = draws_of(&[rows[0], sorted_in, rows[1], rows[2]]);
    four.retain(|(service, ..)| service != "D");
    assert_eq!(four, three, "one more call");
    let twice = draws_of(&[rows[0], rows[0]]);
    assert!(twice.contains(&three[0]));
    assert_ne!(twice[0].2, twice[1].2, "a repeat is late by itself");
}

#[test]
fn a_listed_vessel_lies_at_the_wharf_with_its_own_length() {
    let long = Base::new()
        .wharf("length = \"300 m\"\nberths = 1\ncranes = 1")
        .calls("2025-01-06 00:00,t,,306,30,,");
    let error = Scenario::parse(&long.text(), "test.toml", &[]).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("fits no wharf"), "{error}");
    assert!(error.contains("306.0 m"), "{error}");
    let short = "2025-01-06 00:00,t,,100,300,,";
    let scenario = Base::new()
        .wharf("length = \"620 m\"\nberths = 2\ncranes = 3")
        .calls(&[short; 3].join("\n"))
        .scenario();
    let visits = visits(&scenario);
    assert_eq!(visits.len(), 3);
    for visit in &visits {
        near(visit.wait().hours(), 0.0);
        near(visit.loa.value(), 100.0);
    }
    let occupied = measure(&run(&scenario).bay, "wharf_occupancy").mean;
    near(occupied, 3.0 * 100.0 * 10.0 / (620.0 * 168.0));
    let offered = offered_load(&scenario)[0].wharf_occupancy.unwrap();
    near(offered, occupied);
}

#[test]
fn a_vessel_lies_until_it_is_off_shore_power() {
    for (work, after, stay, connected) in [(9.0, "0 h", 10.0, 8.0), (9.0, "2 h", 11.0, 9.0)] {
        let power = "shore_power = { points = 1, point_limit = \"7.5 MW\", plug_in = { constant = \"1 h\" }, plug_out = \"1 h\" }";
        let keys = format!(
            "cycle_time = {{ constant = \"2 min\" }}\nafter_last_move = \"{after}\"\n{power}"
        );
        let moves = work * 30.0;
        let visits = Base::new()
            .terminal(&keys)
            .calls(&format!("2025-01-06 00:00,t,v,,{moves},,yes"))
            .visits();
        near(visits[0].time_at_berth().hours(), stay);
        near(visits[0].connected.hours(), connected);
    }
}

#[test]
fn a_vessel_that_becomes_ready_gets_its_share_of_the_cranes_at_once() {
    let visits = Base::new()
        .wharf("slots = 2\ncranes = 2")
        .terminal("cycle_time = { constant = \"1 min\" }")
        .class("loa = \"300 m\"\ncranes = 2\nhatch_cv = 0\nidle_hatch_share = \"0 %\"")
        .calls("2025-01-06 00:00,t,v,,2880,,\n2025-01-06 01:00,t,v,,60,,")
        .visits();
    let (first, second) = (&visits[0], &visits[1]);
    near(hours(second.cargo_start), 1.0);
    // One crane works its hatches one after another; the other stays with the first vessel.
    near(hours(second.cargo_end), 2.0);
    // 2,880 moves less 60 by one crane, by two: no more than half a hatch lost by the split.
    let even = 2.0 + (2_880.0 - 180.0) / 120.0;
    let end = hours(first.cargo_end);
    assert!(end >= even && end < even + 2.5, "{end} against {even}");
    // At the end both work it again.
    assert_eq!(first.cranes_max, 2);
}

#[test]
fn check_says_what_the_cap_of_call_sizes_leaves() {
    let warnings = |cap: &str| {
        let cap = format!("cargo.call_size_cap={cap}");
        let (_, warnings) = load("scenarios/san_pedro_bay_2025.toml", &[&cap]);
        let warnings: Vec<String> = warnings.iter().map(|one| one.render(false)).collect();
        warnings.join("\n")
    };
    assert!(!warnings("2.0").contains("is not carried"));
    // Calls are filled to about 1.15 on average: below the cap, and a part of them above it.
    let said = warnings("1.3");
    assert!(
        said.contains("% of the fullest month's cargo, is not carried"),
        "{said}"
    );
}

/// Two berths with a crane each and both for a vessel that is alone (Law and Kelton, Simulation
/// Modeling and Analysis): gaps are exponential, 1.25 d on average; work takes 0.5 to 1.5 d by
/// one crane, half of that by two.
const TWO_CRANES: &str = r#"
[horizon]
start = 2001-01-01
days = "1500 d"
warm_up = "30 d"
[experiment]
replications = 40
seed = 1
[port.p]
[terminal.t]
cycle_time = { constant = "2 min" }
crane_clearance = 1
[terminal.t.wharf.main]
slots = 2
cranes = 2
[vessel_class.v]
capacity = "8000 TEU"
loa = "300 m"
beam = "40 m"
draft = "12 m"
air_draft = "45 m"
rows = 16
hatches = 100
cranes = 2
hatch_cv = 0
idle_hatch_share = "0 %"
[service.s]
terminal = "t"
arrivals = { exponential = { mean = "1.25 d" } }
moves = { uniform = { low = 360, high = 1080 } }
vessel_class = "v"
"#;

#[test]
fn the_two_crane_berth_of_the_textbooks_comes_out() {
    let results = run(&scenario_from(TWO_CRANES));
    let days = measure(&results.bay, "turnaround_hours_mean");
    let (mean, half) = (days.mean / 24.0, (days.ci95_high - days.ci95_low) / 48.0);
    assert!(half < 0.012, "{mean} ± {half}");
    // Hatches are not split: a crane is idle for 4 minutes at the end, or 0.003 d.
    assert!((mean - 0.7697).abs() < half + 0.004, "{mean} ± {half}");
}

#[test]
fn a_berth_more_than_there_are_cranes_makes_nobody_wait_longer() {
    // A call is one move of an hour: a crane called away would begin it over and over.
    let waiting = |slots: u32| {
        let slots = format!("terminal.quay.wharf.main.slots={slots}");
        let settings = [slots.as_str(), "horizon.days=400 d"];
        let results = run(&load("scenarios/textbook/m_m_4.toml", &settings).0);
        measure(&results.bay, "wait_hours_mean").mean
    };
    let (as_many, one_more) = (waiting(4), waiting(5));
    assert!(
        one_more <= as_many,
        "{one_more} h with 5 slots, {as_many} h with 4"
    );
}

#[test]
fn a_number_that_is_none_is_told_once_and_a_move_of_a_millisecond_is_odd() {
    let text = |cycle: &str, teu: &str| {
        format!(
            "name = \"edge\"\n[horizon]\nstart = 2025-01-06\ndays = \"7 d\"\n[cargo]\n\
             teu_per_move = {teu}\n[port.p]\n[terminal.t]\ncycle_time = \"{cycle}\"\n\
             [terminal.t.wharf.main]\nslots = 1\ncranes = 1\n[service.s]\nterminal = \"t\"\n\
             arrivals = \"12 h\"\nmoves = 100\nvessel_class = \"any\"\n"
        )
    };
    let error = Scenario::parse(&text("2 min", "nan"), "edge.toml", &[]).unwrap_err();
    assert_eq!(error.diagnostics().len(), 1, "{error}");
    let (_, found) = Scenario::parse(&text("1 ms", "1.88"), "edge.toml", &[]).unwrap();
    let odd = found
        .iter()
        .find(|one| one.message.contains("`1 ms` is legal, and like no port"));
    assert!(odd.is_some(), "{found:?}");
    let (_, found) = Scenario::parse(&text("2 min", "1.88"), "edge.toml", &[]).unwrap();
    assert!(found.is_empty(), "{found:?}");
}
