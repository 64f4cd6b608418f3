//! `calls.csv`: every call of the first replication that departed in the measured period.

use super::table::{Table, number, text};
use crate::experiment::measure;
use crate::experiment::{Trace, Verdict};
use crate::port::record::{Miss, Visit};
use crate::report::ReportError;
use crate::report::clock::CivilClock;

const HEADER: [&str; 37] = [
    "call",
    "port",
    "terminal",
    "wharf",
    "position_m",
    "service",
    "origin",
    "vessel_class",
    "capacity_teu",
    "loa_m",
    "engine_tier",
    "left_origin",
    "proforma",
    "arrival",
    "inbound",
    "all_fast",
    "cargo_start",
    "cargo_end",
    "departure",
    "wait_h",
    "time_at_berth_h",
    "turnaround_h",
    "moves",
    "cargo_teu",
    "cranes_max",
    "crane_h",
    "berth_moves_per_h",
    "shore_power_connected",
    "shore_power_disconnected",
    "shore_power_h",
    "shore_power_kw",
    measure::SHORE_POWER_MWH.name,
    "no_shore_power_because",
    "capture_barge",
    "capture_from",
    "capture_to",
    "at_berth_rule",
];

/// The table of calls, in order of departure.
pub(crate) fn calls(trace: &Trace, clock: &CivilClock) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&HEADER)?;
    for visit in &trace.visits {
        let mut row = who(trace, visit).to_vec();
        row.extend(when(clock, visit));
        row.extend(work(trace, visit));
        row.extend(power(clock, visit));
        row.extend(control(trace, clock, visit));
        table.row(&row)?;
    }
    table.bytes()
}

fn who(trace: &Trace, visit: &Visit) -> [String; 11] {
    let bay = &trace.bay;
    let terminal = bay.terminal(visit.tag.terminal);
    let service = bay.service(visit.tag.service);
    let class = bay.class(visit.tag.class);
    let wharf = terminal.wharves.get(usize::from(visit.wharf));
    [
        visit.tag.call.to_string(),
        text(&bay.port_of(visit.tag.terminal).id),
        text(&terminal.id),
        wharf.map(|wharf| text(&wharf.id)).unwrap_or_default(),
        number(rounded(visit.position.value())),
        text(&service.name),
        text(&service.origin),
        text(&class.name),
        number(class.capacity.value()),
        number(visit.loa.value()),
        visit.tag.tier.to_string(),
    ]
}

fn when(clock: &CivilClock, visit: &Visit) -> [String; 8] {
    [
        visit.left_origin,
        visit.proforma,
        visit.arrival,
        visit.inbound,
        visit.all_fast,
        visit.cargo_start,
        visit.cargo_end,
        visit.departure,
    ]
    .map(|at| clock.local(at))
}

fn work(trace: &Trace, visit: &Visit) -> [String; 8] {
    let at_berth = visit.time_at_berth().hours();
    let moves = f64::from(visit.moves);
    [
        number(rounded(visit.wait().hours())),
        number(rounded(at_berth)),
        number(rounded(visit.turnaround().hours())),
        visit.moves.to_string(),
        number(rounded(moves * trace.bay.teu_per_move)),
        visit.cranes_max.to_string(),
        number(rounded(visit.crane_hours.hours())),
        number(rounded(moves / at_berth)),
    ]
}

fn power(clock: &CivilClock, visit: &Visit) -> [String; 6] {
    let local = |at: Option<_>| at.map(|at| clock.local(at)).unwrap_or_default();
    let energy = visit.shore_load * visit.connected;
    [
        local(visit.connected_at),
        local(visit.disconnected_at),
        number(rounded(visit.connected.hours())),
        number(visit.shore_load.value()),
        number(rounded(energy.value() / 1000.0)),
        visit.miss.map(reason).unwrap_or_default().to_owned(),
    ]
}

fn control(trace: &Trace, clock: &CivilClock, visit: &Visit) -> [String; 4] {
    let rule = trace.bay.at_berth_rule.as_ref();
    let verdict = rule.map_or("", |rule| Verdict::of(visit, rule).name());
    let barge = visit.barge.map_or_else(Default::default, |stay| {
        [
            (stay.barge + 1).to_string(),
            clock.local(stay.from),
            clock.local(stay.to),
        ]
    });
    let [number, from, to] = barge;
    [number, from, to, verdict.to_owned()]
}

/// Name of a reason in tables.
pub(crate) fn reason(miss: Miss) -> &'static str {
    match miss {
        Miss::VesselNotEquipped => "vessel_not_equipped",
        Miss::TerminalNotEquipped => "terminal_not_equipped",
        Miss::ConnectionFailed => "connection_failed",
        Miss::NoCapacity => "no_capacity",
        Miss::StayTooShort => "stay_too_short",
        Miss::GridTrouble => "grid_trouble",
    }
}

/// Four decimals: a third of a second in hours, which is what the times beside it are good for.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_row_tells_a_call_in_local_time_and_plain_numbers() {
        let mut results = fixture::year();
        results.first.bay.services[0].name = "=cmd|' /C calc'!A0".to_owned();
        results
            .first
            .visits
            .retain(|visit| visit.tag.service.0 == 0);
        let start = results.first.period.start;
        let clock = CivilClock::new("America/Los_Angeles", "2025-01-01", start).unwrap();
        let bytes = calls(&results.first, &clock).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header = reader.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|cell| cell == name).unwrap();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), results.first.visits.len());
        let (row, visit) = (&rows[0], &results.first.visits[0]);
        assert!(row[column("service")].starts_with("'="), "{row:?}");
        assert!(row[column("departure")].starts_with("2025-01-"), "{row:?}");
        let stay: f64 = row[column("time_at_berth_h")].parse().unwrap();
        assert!((stay - visit.time_at_berth().hours()).abs() < 1e-4);
        assert_eq!(row[column("moves")], *"5270");
        assert_eq!(row[column("cargo_teu")], *"9907.6");
    }
}
