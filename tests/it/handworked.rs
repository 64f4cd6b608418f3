//! One call worked by hand: every timestamp, hour, move, kilowatt-hour and gram is a literal.

use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::port::record::{Record, Visit};
use sanpedro::port::simulate;

use crate::support::{measure, run, scenario_from};

/// A week of one weekly call: Monday 08:00 proforma, six hours late, two cranes, three hatches of
/// equal work, a day shift alone.
const WEEK: &str = r#"
name = "one_call"
[horizon]
start = 2025-01-06
days = "5 d"
warm_up = "0 d"
[experiment]
replications = 1
[port.harbor]
name = "Harbor"
inbound = "2 h"
outbound = "1 h"
[speed_zone]
outer = "40 nm"
inner = "20 nm"
limit = "12 kn"
inner_compliance = "100 %"
outer_compliance = "100 %"
[origin.shanghai]
name = "Shanghai"
country = "China"
distance = "180 nm"
[vessel_class.plain]
name = "Plain"
capacity = "8000 TEU"
loa = "300 m"
beam = "43 m"
draft = "14 m"
air_draft = "50 m"
rows = 17
hatches = HATCHES
cranes = 2
service_speed = "18 kn"
shore_power_ready = "100 %"
engine_tiers = { tier_0 = "0 %", tier_1 = "0 %", tier_2 = "100 %", tier_3 = "0 %" }
idle_hatch_share = "0 %"
hatch_cv = 0.0
auxiliary_load = { transit = "1400 kW", maneuvering = "2600 kW", berth = "1000 kW", anchorage = "970 kW" }
boiler_load = { transit = "0 kW", maneuvering = "450 kW", berth = "500 kW", anchorage = "450 kW" }
[terminal.quay]
name = "Quay"
port = "harbor"
cycle_time = "CYCLE"
before_first_move = "1 h"
after_last_move = "2 h"
crane_clearance = 1
shore_power = { points = 1, point_limit = "4 MW", terminal_limit = "4 MW", plug_in = "1 h", plug_out = "1 h", failure = "0 %" }
[terminal.quay.wharf.main]
slots = 1
cranes = 2
[labor]
manning = "shifts"
order_lead = "2 h"
[labor.shift.day]
start = "08:00"
end = "17:00"
meal = "12:00-13:00"
gangs = 9
[service.weekly]
origin = "shanghai"
terminal = "quay"
window = "Mon 08:00"
vessel_class = "plain"
moves = MOVES
delay = "6 h"
early = "0 h"
[emissions]
factors = "epa2022"
boundary = "berth"
"#;

/// That week with so many moves, of such a time, in so many hatches.
pub(crate) fn week(moves: u32, cycle: &str, hatches: u32) -> String {
    WEEK.replace("MOVES", &moves.to_string())
        .replace("CYCLE", cycle)
        .replace("HATCHES", &hatches.to_string())
}

/// Crane, hatch, from, to, moves.
type Work = (u16, u16, SimTime, SimTime, u32);

/// Hours since Monday 00:00.
fn at(hours: f64) -> SimTime {
    SimTime::ZERO + SimDuration::from_hours(hours)
}

fn visit(text: &str) -> (Visit, Vec<Work>) {
    let scenario = scenario_from(text);
    let (mut visits, mut work) = (Vec::new(), Vec::new());
    let outcome = simulate(&scenario.bay, 1, 0, |record| match record {
        Record::Departed { visit } => visits.push(visit.clone()),
        Record::CraneWorked {
            crane,
            hatch,
            from,
            to,
            moves,
            ..
        } => work.push((*crane, *hatch, *from, *to, *moves)),
        _ => {}
    });
    assert!(outcome.unwrap().closes());
    assert_eq!(visits.len(), 1, "one call a week");
    (visits.remove(0), work)
}

#[test]
fn every_timestamp_of_a_call_is_as_worked_by_hand() {
    // 60 moves in three hatches of 20, three minutes each: an hour a hatch.
    let (visit, work) = visit(&week(60, "3 min", 3));
    assert_eq!(visit.left_origin, at(4.0), "180 nm at 18 kn before arrival");
    assert_eq!(visit.proforma, at(8.0));
    assert_eq!(visit.arrival, at(14.0), "six hours late");
    assert_eq!(visit.inbound, at(14.0), "no wait");
    assert_eq!(visit.all_fast, at(16.0));
    // Ready at 17:00, when the only shift ends; gangs are there on Tuesday at 08:00.
    assert_eq!(visit.cargo_start, at(32.0));
    // Hatch 1 is the middle of the work and falls to the second crane's zone, with hatch 2: it
    // takes that crane another hour.
    assert_eq!(visit.cargo_end, at(34.0));
    assert_eq!(visit.departure, at(36.0));
    assert_eq!(visit.connected_at, Some(at(17.0)));
    assert_eq!(
        visit.disconnected_at,
        Some(at(35.0)),
        "an hour before departure"
    );
    assert_eq!(visit.connected, SimDuration::from_hours(18.0));
    assert_eq!(
        visit.crane_hours,
        SimDuration::from_hours(4.0),
        "two cranes for two hours"
    );
    assert_eq!((visit.moves, visit.cranes_max), (60, 2));
    let expected = [
        (0, 0, at(32.0), at(33.0), 20),
        (1, 1, at(32.0), at(33.0), 20),
        (1, 2, at(33.0), at(34.0), 20),
    ];
    assert_eq!(work, expected);
}

#[test]
fn a_move_the_bell_catches_is_made_anew_after_the_meal() {
    // One hatch of 40 moves of 7 minutes. By noon 34 are done, the last at 11:58; the 35th would
    // end at 12:05, so it begins again at 13:00, and the 40th ends at 13:42.
    let (visit, work) = visit(&week(40, "7 min", 1));
    assert_eq!(visit.cargo_start, at(32.0));
    assert_eq!(visit.cargo_end, at(37.7));
    let minutes = |m: f64| at(32.0) + SimDuration::from_hours(m / 60.0);
    // One gang, and of the two cranes the second.
    assert_eq!(
        work,
        [
            (1, 0, at(32.0), minutes(238.0), 34),
            (1, 0, at(37.0), at(37.7), 6)
        ]
    );
    assert_eq!(
        visit.crane_hours,
        SimDuration::from_hours(4.7),
        "the meal is not allocated"
    );
}

#[test]
fn measures_of_a_call_are_as_worked_by_hand() {
    let results = run(&scenario_from(&week(60, "3 min", 3)));
    let found = |name: &str| measure(&results.bay, name).mean;
    for (name, expected) in [
        ("vessel_calls", 1.0),
        ("crane_moves", 60.0),
        ("throughput_teu", 60.0 * 1.88),
        ("wait_hours_mean", 0.0),
        ("time_at_berth_hours_mean", 20.0),
        ("turnaround_hours_mean", 22.0),
        ("berth_moves_per_hour", 3.0),
        ("gross_moves_per_crane_hour", 15.0),
        // 20 berth hours of one berth in 120 hours.
        ("berth_occupancy", 20.0 / 120.0),
        ("vessels_at_berth_mean", 20.0 / 120.0),
        // Three crane hours worked of two gangs' eight hours.
        ("crane_utilization", 3.0 / 16.0),
        ("shore_power_mwh", 18.0),
        ("shore_power_peak_mw", 1.0),
        ("shore_power_call_share", 1.0),
        ("shore_power_hour_share", 18.0 / 20.0),
        // Auxiliaries 2 h unplugged at 10.5 g/kWh, boiler 20 h at 2.0 g/kWh.
        (
            "nox_tonnes_hotelling",
            (2.0 * 1_000.0 * 10.5 + 20.0 * 500.0 * 2.0) / 1e6,
        ),
        (
            "nox_tonnes",
            (2.0 * 1_000.0 * 10.5 + 20.0 * 500.0 * 2.0) / 1e6,
        ),
    ] {
        assert!(
            (found(name) - expected).abs() < 1e-9,
            "{name} is {}, by hand {expected}",
            found(name)
        );
    }
}

#[test]
fn gangs_work_on_to_finish_a_vessel_that_takes_no_longer_than_they_may() {
    // 170 moves in one hatch, three minutes each: 160 by Tuesday's bell at 17:00, and 30 min left.
    let extended = |extension: &str| {
        let shift = format!("[labor]\nextension = \"{extension}\"");
        let text = week(170, "3 min", 1).replace("[labor]", &shift);
        let results = run(&scenario_from(&text));
        let hours = measure(&results.bay, "gang_hours_extended").mean;
        let idle = measure(&results.bay, "idle_at_berth_hours_mean").mean;
        let (visit, _) = visit(&text);
        assert_eq!(visit.cargo_start, at(32.0));
        let worked = visit.worked;
        let stay = visit.departure - visit.all_fast;
        assert!((idle - (stay - worked).hours()).abs() < 1e-9);
        assert_eq!(worked, SimDuration::from_hours(8.5), "{extension}");
        (visit.cargo_end, hours)
    };
    // One crane works: its gang alone stays.
    assert_eq!(extended("2 h"), (at(41.5), 0.5));
    assert_eq!(extended("30 min"), (at(41.5), 0.5));
    assert_eq!(extended("29 min"), (at(56.5), 0.0), "Wednesday 08:30");
    assert_eq!(extended("0 h"), (at(56.5), 0.0));
}

#[test]
fn vessels_are_all_fast_for_a_shift_and_wait_for_their_pilot_behind_another() {
    let ahead = "[labor]\nall_fast_before = \"1 h\"";
    let text = week(60, "3 min", 3).replace("[labor]", ahead);
    // It could be all fast on Monday at 16:00, and comes for Tuesday's shift at 08:00.
    let (first, _) = visit(&text);
    assert_eq!((first.arrival, first.inbound), (at(29.0), at(29.0)));
    assert_eq!(first.all_fast, at(31.0));
    assert_eq!(first.left_origin, at(19.0), "it sails no faster");
    assert_eq!((first.cargo_start, first.departure), (at(32.0), at(36.0)));
    // A second one comes for the same shift, finds the berth taken until Tuesday noon, and is
    // brought in for Wednesday.
    let (head, tail) = text.split_at(text.find("[service.weekly]").unwrap());
    let (service, rest) = tail.split_at(tail.find("[emissions]").unwrap());
    let second = service.replace("[service.weekly]", "[service.weekly_2]");
    let scenario = scenario_from(&format!("{head}{service}{second}{rest}"));
    let mut visits = Vec::new();
    let outcome = simulate(&scenario.bay, 1, 0, |record| {
        if let Record::Departed { visit } = record {
            visits.push(visit.clone());
        }
    });
    assert!(outcome.unwrap().closes());
    let [_, second] = &visits[..] else {
        panic!("two calls: {visits:?}");
    };
    assert_eq!((second.arrival, second.inbound), (at(29.0), at(53.0)));
    assert_eq!((second.all_fast, second.cargo_start), (at(55.0), at(56.0)));
}
