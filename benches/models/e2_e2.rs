//! Terminals whose capacity has an exact answer: E2/E2/n queues, one each. The coverage of a capacity
//! is measured on them, and a test holds one capacity against theory.

use sanpedro::scenario::Scenario;

/// TEU of a call of one move, which takes a day on average.
pub(crate) const TEU: f64 = 1.88;

/// Terminals `quay_0`, `quay_1`, … with these numbers of berths, each half busy: gaps and services of
/// two stages, mean service 24 h; `days` are measured from 2001 on.
pub(crate) fn scenario(bay: &[u32], days: u32, seed: u64) -> Scenario {
    let mut text = format!(
        r#"
name = "e2_e2_n"
[horizon]
start = 2001-01-01
days = "{days} d"
warm_up = "60 d"
[experiment]
seed = {seed}
[port.harbor]
name = "Harbor"
"#
    );
    for (index, berths) in bay.iter().enumerate() {
        let gap = 48.0 / f64::from(*berths);
        let terminal = format!(
            r#"
[terminal.quay_{index}]
name = "Quay {index}"
port = "harbor"
policy = "first_come"
cycle_time = {{ erlang = {{ mean = "24 h", shape = 2 }} }}
[terminal.quay_{index}.wharf.main]
slots = {berths}
cranes = {berths}
[service.vessels_{index}]
terminal = "quay_{index}"
arrivals = {{ erlang = {{ mean = "{gap} h", shape = 2 }} }}
moves = 1
vessel_class = "any"
"#
        );
        text.push_str(&terminal);
    }
    let loaded = Scenario::parse(&text, "e2_e2_n.toml", &[]);
    loaded.unwrap_or_else(|error| panic!("{error}")).0
}

/// Mean days of a year in a period from 2001 on: a day of a leap year is a smaller part of it.
pub(crate) fn days_per_year(days: u32) -> f64 {
    let (mut left, mut years, mut year) = (f64::from(days), 0.0, 2001);
    while left > 0.0 {
        let length = if year % 4 == 0 { 366.0 } else { 365.0 };
        years += left.min(length) / length;
        left -= length;
        year += 1;
    }
    f64::from(days) / years
}
