//! Corners of legal scenarios: zero spans, clock changes, early orders, odd speeds.

use std::collections::BTreeMap;

use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::port::bay::{Service, Traffic};
use sanpedro::port::record::{Record, Visit};
use sanpedro::port::simulate;
use sanpedro::scenario::Scenario;

use crate::support::scenario_from;

/// A port of one quay with two slots and four cranes, and what a test adds to it.
fn port(days: &str, start: &str, terminal: &str, more: &str) -> String {
    format!(
        r#"
name = "corner"
[horizon]
start = {start}
days = "{days}"
warm_up = "0 d"
[experiment]
replications = 1
[port.harbor]
name = "Harbor"
[vessel_class.plain]
name = "Plain"
capacity = "8000 TEU"
loa = "300 m"
beam = "43 m"
draft = "14 m"
air_draft = "50 m"
rows = 17
hatches = 6
cranes = 2
service_speed = "18 kn"
shore_power_ready = "100 %"
idle_hatch_share = "0 %"
hatch_cv = 0.0
[terminal.quay]
name = "Quay"
port = "harbor"
cycle_time = "2 min"
crane_clearance = 1
{terminal}
[terminal.quay.wharf.main]
slots = 2
cranes = 4
{more}
"#
    )
}

/// Records of a scenario whose books close.
fn records(text: &str) -> Vec<Record> {
    let scenario = scenario_from(text);
    let mut records = Vec::new();
    let outcome = simulate(&scenario.bay, 1, 0, |record| records.push(record.clone()));
    assert!(outcome.unwrap().closes());
    records
}

fn visits(records: &[Record]) -> Vec<Visit> {
    let visits = records.iter().filter_map(|record| match record {
        Record::Departed { visit } => Some(visit.clone()),
        _ => None,
    });
    visits.collect()
}

fn at(hours: f64) -> SimTime {
    SimTime::ZERO + SimDuration::from_hours(hours)
}

const TRAMP: &str = r#"
[service.tramp]
terminal = "quay"
arrivals = "10 h"
moves = 60
vessel_class = "plain"
"#;

#[test]
fn a_plug_that_takes_longer_than_the_stay_never_goes_in() {
    let shore = r#"shore_power = { points = 1, point_limit = "4 MW", terminal_limit = "4 MW", plug_in = "15 h", plug_out = "1 h", failure = "0 %" }"#;
    let records = records(&port("20 d", "2025-01-06", shore, TRAMP));
    assert!(visits(&records).len() > 40);
    let connected = |record: &Record| matches!(record, Record::Connected { .. });
    assert!(!records.iter().any(connected), "nobody stays so long");
}

#[test]
fn every_call_of_a_stream_comes_whatever_the_speed_in_the_zone() {
    for limit in ["12 kn", "13 kn", "11.3 kn", "9.7 kn"] {
        let zone = format!(
            "[speed_zone]\nouter = \"40 nm\"\ninner = \"20 nm\"\nlimit = \"{limit}\"\n\
             inner_compliance = \"100 %\"\nouter_compliance = \"100 %\"\n{TRAMP}"
        );
        let records = records(&port("20 d", "2025-01-06", "", &zone));
        assert_eq!(visits(&records).len(), 47, "limit {limit}");
    }
}

const ROUND_THE_CLOCK: &str = r#"
[labor.shift.day]
start = "08:00"
end = "17:00"
gangs = 2
[labor.shift.night]
start = "18:00"
end = "03:00"
gangs = 2
[labor.shift.hoot]
start = "03:00"
end = "08:00"
gangs = 2
"#;

#[test]
fn gangs_of_a_shift_are_those_ordered_for_it_however_early() {
    for lead in ["0 h", "2 h", "5 h", "9 h", "24 h"] {
        let text = port(
            "10 d",
            "2025-01-06",
            "",
            &format!(
                "[labor]\nmanning = \"shifts\"\norder_lead = \"{lead}\"\n{ROUND_THE_CLOCK}\n{}",
                TRAMP.replace("10 h", "36 h").replace("60", "9000")
            ),
        );
        let records = records(&text);
        // The first call comes after 36 h and has work for more than a week: every shift that
        // begins two days later or more has gangs ordered, and they all work.
        let (mut ordered, mut worked) = (0.0, 0.0);
        let span = (at(96.0), at(216.0));
        for record in &records {
            match record {
                Record::GangsOrdered {
                    start,
                    hours,
                    ordered: gangs,
                    ..
                } if *start >= span.0 && *start < span.1 => {
                    ordered += hours.hours() * f64::from(*gangs);
                }
                Record::CraneAllocated { from, to, .. } => {
                    worked += ((*to).min(span.1) - (*from).max(span.0)).hours().max(0.0);
                }
                _ => {}
            }
        }
        assert!(ordered > 100.0, "gangs are ordered, lead {lead}");
        assert!(
            (worked - ordered).abs() < 1e-6,
            "lead {lead}: {worked} crane hours manned of {ordered} ordered"
        );
    }
}

#[test]
fn a_meal_or_a_shift_in_the_hour_that_spring_skips_does_no_harm() {
    for shifts in [
        "[labor.shift.night]\nstart = \"18:00\"\nend = \"03:00\"\nmeal = \"02:00-02:30\"\ngangs = 4\n",
        "[labor.shift.night]\nstart = \"18:00\"\nend = \"03:00\"\nmeal = \"02:15-02:45\"\ngangs = 4\n",
        "[labor.shift.night]\nstart = \"18:00\"\nend = \"02:45\"\ngangs = 4\n\
         [labor.shift.hoot]\nstart = \"03:00\"\nend = \"08:00\"\ngangs = 4\n",
        "[labor.shift.hoot]\nstart = \"02:15\"\nend = \"03:05\"\ngangs = 4\n",
    ] {
        for start in ["2025-03-06", "2025-10-30"] {
            let more = format!("[labor]\nmanning = \"shifts\"\n{shifts}\n{TRAMP}");
            let records = records(&port("6 d", start, "", &more));
            assert!(visits(&records).len() > 3, "work goes on");
        }
    }
}

#[test]
fn a_meal_at_the_end_of_the_simulation_is_not_allocated() {
    let more = format!(
        "[labor]\nmanning = \"shifts\"\n[labor.shift.day]\nstart = \"08:00\"\nend = \"17:00\"\nmeal = \"12:00-13:00\"\ngangs = 2\n{}",
        TRAMP.replace("60", "9000").replace("10 h", "5 d")
    );
    for days in ["6.5 d", "6.525 d", "6.55 d"] {
        let records = records(&port(days, "2025-01-06", "", &more));
        let hours: f64 = records
            .iter()
            .map(|record| match record {
                Record::CraneAllocated { from, to, .. } => (*to - *from).hours(),
                _ => 0.0,
            })
            .sum();
        let tail = if days == "6.55 d" { 0.2 } else { 0.0 };
        assert!(
            (hours % 4.0 - 2.0 * tail).abs() < 1e-6,
            "{days}: {hours} crane hours"
        );
    }
}

#[test]
fn spans_of_zero_and_of_a_thousand_years_are_lived_through() {
    for (before, after) in [("0 h", "0 h"), ("300000 d", "0 h"), ("0 h", "300000 d")] {
        let terminal = format!(
            "before_first_move = \"{before}\"\nafter_last_move = \"{after}\"\n\
             shore_power = {{ points = 1, point_limit = \"4 MW\", terminal_limit = \"4 MW\", plug_in = \"0 h\", plug_out = \"0 h\", failure = \"0 %\" }}"
        );
        records(&port("20 d", "2025-01-06", &terminal, TRAMP));
    }
    let tail = TRAMP.replace("\"10 h\"", "{ weibull = { mean = \"10 h\", shape = 0.1 } }");
    records(&port("20 d", "2025-01-06", "", &tail));
}

#[test]
fn a_century_is_simulated() {
    let more = format!(
        "[labor]\nmanning = \"shifts\"\n{ROUND_THE_CLOCK}{}",
        TRAMP.replace("10 h", "50 h")
    );
    let visits = visits(&records(&port("36525 d", "2025-01-06", "", &more)));
    assert!(visits.len() > 17_000);
}

/// Number of the sailing within its week: 0 is the weekly one, 1 its first second loop.
const LOOPS: i64 = 16;

#[test]
fn second_loops_of_a_port_do_not_all_come_in_one_week() {
    let (scenario, _) = crate::support::load("scenarios/without_pier_500.toml", &[]);
    let bay = &scenario.bay;
    let is_weekly = |service: &Service| matches!(service.traffic, Traffic::Weekly { .. });
    let mut by_week: BTreeMap<i64, u32> = BTreeMap::new();
    let outcome = simulate(bay, 1, 0, |record| {
        if let Record::CallMade { call } = record
            && is_weekly(bay.service(call.tag.service))
            && call.sailing % LOOPS == 1
        {
            *by_week.entry(call.sailing / LOOPS).or_default() += 1;
        }
    });
    assert!(outcome.unwrap().closes());
    let services = bay
        .services
        .iter()
        .filter(|service| is_weekly(service))
        .count();
    let (total, most) = (by_week.values().sum::<u32>(), by_week.values().max());
    assert!(total > 100, "growth comes with second loops: {total}");
    assert!(
        f64::from(*most.unwrap()) < 0.4 * services as f64,
        "of {services} services: {by_week:?}"
    );
}

/// A weekly service, and extra loaders, that carry the demand of the port.
fn liner(demand: &str) -> String {
    format!(
        r#"
[demand.harbor]
year = 2025
import_loaded = "52 %"
export_loaded = "15 %"
empty = "33 %"
{demand}
[origin.shanghai]
name = "Shanghai"
country = "China"
distance = "5750 nm"
[service.weekly]
origin = "shanghai"
terminal = "quay"
window = "Mon 08:00"
vessel_class = "plain"
[extra_loaders.harbor]
origin = "shanghai"
vessel_class = "plain"
"#
    )
}

#[test]
fn chances_next_to_nothing_come_to_nothing() {
    let dips = format!("{TRAMP}[grid]\ndips_per_year = 1e-9\ndip_recovery = \"1 h\"\n");
    let shore = "shore_power = { points = 1, point_limit = \"4 MW\" }";
    let bay = scenario_from(&port("20 d", "2025-01-06", shore, &dips)).bay;
    for seed in 0..8 {
        assert!(simulate(&bay, seed, 0, |_| ()).unwrap().closes());
    }
}

#[test]
fn more_second_loops_than_a_week_holds_are_refused() {
    let demand = |annual: &str| {
        format!(
            "annual = \"{annual}\"\nreference_annual = \"400000 TEU\"\n\
             growth_by_call_size = \"0 %\""
        )
    };
    let most = port("60 d", "2025-01-06", "", &liner(&demand("6400000 TEU")));
    assert!(!records(&most).is_empty());
    let more = port("60 d", "2025-01-06", "", &liner(&demand("6500000 TEU")));
    let error = Scenario::parse(&more, "test.toml", &[]).unwrap_err();
    assert!(
        error.to_string().contains("too few for its demand"),
        "{error}"
    );
}

#[test]
fn gangs_whose_call_berths_at_another_wharf_work_as_soon_as_a_neighbor_is_done() {
    let stream = |id: &str, gap: &str| TRAMP.replace("tramp", id).replace("10 h", gap);
    let more = format!(
        "[terminal.quay.wharf.other]\nslots = 1\ncranes = 2\n\
         [speed_zone]\ninner_compliance = \"100 %\"\nouter_compliance = \"100 %\"\n\
         [labor]\nmanning = \"shifts\"\n[labor.shift.day]\nstart = \"08:00\"\nend = \"17:00\"\ngangs = 9\n{}{}",
        stream("first", "40 h"),
        stream("second", "53 h")
    );
    let text = port("4 d", "2025-01-06", "", &more).replace("cranes = 4", "cranes = 2");
    let visits = visits(&records(&text));
    // At 06:00 on Wednesday gangs are ordered for the first call, which lies at one wharf, and for
    // the second, for which the other has its cranes. It arrives at 08:20, berths behind the first,
    // and goes on with its cranes when that is done: an hour's work each, by two cranes.
    assert_eq!(visits[0].cargo_start, at(56.0));
    assert_eq!((visits[0].wharf, visits[1].wharf), (0, 0));
    assert_eq!(visits[0].cargo_end, at(57.0));
    assert_eq!(visits[1].cargo_start, at(57.0));
}
