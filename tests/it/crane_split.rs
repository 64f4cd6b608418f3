//! The crane split: cranes work without crossing and with clearance, and neither more labor nor
//! more even work makes a vessel slower.

use sanpedro::experiment::Results;

use crate::support::{measure, run, scenario_from};

/// Cranes that are always manned.
const CONTINUOUS: &str = r#"[labor]
manning = "continuous"
"#;

/// Full shifts back to back: cranes leave at each bell, and gangs are ordered in advance.
const FULL_SHIFTS: &str = r#"[labor]
manning = "shifts"
[labor.shift.day]
start = "08:00"
end = "16:00"
gangs = 4
[labor.shift.night]
start = "16:00"
end = "00:00"
gangs = 4
[labor.shift.hoot]
start = "00:00"
end = "08:00"
gangs = 4
"#;

/// A cycle time of the usual spread.
const RANDOM_CYCLE: &str = r#"{ gamma = { mean = "2 min", cv = 0.3 } }"#;

/// A hundred days of calls that come every 30 hours to one berth with four cranes.
fn port(cv: f64, cycle: &str, labor: &str) -> Results {
    let text = format!(
        r#"
name = "split"
[horizon]
start = 2025-01-06
days = "100 d"
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
hatches = 20
cranes = 4
service_speed = "18 kn"
shore_power_ready = "100 %"
idle_hatch_share = "0 %"
hatch_cv = {cv:?}
[terminal.quay]
name = "Quay"
port = "harbor"
cycle_time = {cycle}
crane_clearance = 2
[terminal.quay.wharf.main]
slots = 1
cranes = 4
[service.tramp]
terminal = "quay"
arrivals = "30 h"
moves = 2000
vessel_class = "plain"
{labor}"#
    );
    run(&scenario_from(&text))
}

fn hours_at_berth(results: &Results) -> f64 {
    measure(&results.bay, "time_at_berth_hours_mean").mean
}

#[test]
fn even_work_and_even_cycles_keep_all_cranes_busy_to_the_end() {
    // 20 hatches of 100 moves over four cranes: 500 moves each, of 2 minutes.
    let results = port(0.0, "\"2 min\"", CONTINUOUS);
    assert!((hours_at_berth(&results) - 500.0 * 2.0 / 60.0).abs() < 1e-9);
    let rate = measure(&results.bay, "gross_moves_per_crane_hour").mean;
    assert!((rate - 30.0).abs() < 1e-9, "{rate} moves/h");
}

#[test]
fn more_labor_never_makes_a_vessel_slower() {
    for cv in [0.0, 0.5, 1.0] {
        let always = hours_at_berth(&port(cv, RANDOM_CYCLE, CONTINUOUS));
        let by_shift = hours_at_berth(&port(cv, RANDOM_CYCLE, FULL_SHIFTS));
        assert!(always < by_shift, "cv {cv}: {always} h, {by_shift} h");
    }
}

#[test]
fn the_less_even_the_work_the_longer_the_stay() {
    for labor in [CONTINUOUS, FULL_SHIFTS] {
        let stay = |cv| hours_at_berth(&port(cv, RANDOM_CYCLE, labor));
        let stays = [0.0, 0.3, 0.6, 1.0].map(stay);
        assert!(stays.is_sorted(), "{stays:?}");
    }
}
