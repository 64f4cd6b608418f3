//! Laws of random ports and of the bay.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sanpedro::engine::SimDuration;
use sanpedro::port::bay::Bay;

use crate::laws::{Story, check, check_progress, story};
use crate::support::scenario_from;

pub(crate) fn check_all(bay: &Bay, seed: u64) -> Story {
    let story = story(bay, seed, || true).unwrap().unwrap();
    check(bay, &story);
    check_progress(bay, &story);
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
