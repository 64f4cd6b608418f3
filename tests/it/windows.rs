//! Berth windows: an early call waits until its window comes into grace, and no longer.

use sanpedro::engine::SimDuration;
use sanpedro::port::record::{Record, Visit};
use sanpedro::port::simulate;

use crate::support::scenario_from;

/// A wharf that a long vessel holds from Monday to Friday. Another long one, three days late,
/// waits in front of a short one, two days early, that would fit beside the first.
const WHARF: &str = r#"
name = "windows"
[horizon]
start = 2025-01-06
days = "28 d"
[port.harbor]
name = "Harbor"
[origin.near]
country = "Mexico"
distance = "100 nm"
[vessel_class.long]
capacity = "14000 TEU"
loa = "366 m"
beam = "48 m"
draft = "15 m"
air_draft = "55 m"
rows = 19
hatches = 20
cranes = 1
[vessel_class.short]
capacity = "4000 TEU"
loa = "260 m"
beam = "32 m"
draft = "12 m"
air_draft = "45 m"
rows = 13
hatches = 9
cranes = 1
[terminal.quay]
name = "Quay"
port = "harbor"
policy = "berth_windows"
grace = "12 h"
cycle_time = "2 min"
[terminal.quay.wharf.main]
length = "700 m"
clearance = "25 m"
berths = 2
cranes = 2
[service.holds]
origin = "near"
terminal = "quay"
window = "Mon 08:00"
vessel_class = "long"
moves = 3000
[service.late]
origin = "near"
terminal = "quay"
window = "Sat 08:00"
delay = "3 d"
vessel_class = "long"
moves = 100
[service.early]
origin = "near"
terminal = "quay"
window = "Thu 20:00"
early = "2 d"
vessel_class = "short"
moves = 100
"#;

#[test]
fn an_early_call_goes_in_when_its_window_comes_into_grace() {
    let bay = scenario_from(WHARF).bay;
    let mut visits: Vec<Visit> = Vec::new();
    let outcome = simulate(&bay, 1, 0, |record| {
        if let Record::Departed { visit } = record {
            visits.push(visit.clone());
        }
    });
    assert!(outcome.unwrap().closes());
    let of = |service: &'static str| {
        let bay = &bay;
        let is = move |visit: &&Visit| bay.service(visit.tag.service).id == service;
        visits.iter().filter(is)
    };
    let half_a_day = SimDuration::from_hours(12.0);
    for early in of("early") {
        assert_eq!(early.arrival, early.proforma - half_a_day * 4);
        assert_eq!(early.inbound, early.proforma - half_a_day);
    }
    for late in of("late") {
        let holder = of("holds").find(|holder| holder.departure >= late.inbound);
        let left = holder.expect("somebody held the wharf").departure;
        assert_eq!(late.inbound, left, "the late one waits for its length");
    }
    assert!(of("early").count() >= 3 && of("late").count() >= 3);
}
