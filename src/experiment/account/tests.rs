//! The account on streams worked by hand.

use crate::emissions::fixture::{at, bay, inner_transit, phase, settings, tag, visit};
use crate::engine::{Distribution, SimDuration};
use crate::experiment::{Account, Replication, measure};
use crate::port::bay::{
    Bay, CallSize, ClassId, Labor, Service, Shift, ShiftKind, TerminalId, Traffic,
};
use crate::port::record::{CallDraws, CallTag, Phase, Record, Visit};
use crate::units::{DollarsPerTeu, Kilowatts, Meters, NauticalMiles};

/// The bay, its two ports, then Pier 400, Pier 300 (Los Angeles) and Pier T (Long Beach).
const BAY: usize = 0;
const LOS_ANGELES: usize = 1;
const LONG_BEACH: usize = 2;
const PIER_400: usize = 3;
const PIER_T: usize = 5;

fn account(bay: &Bay, records: &[Record]) -> Replication {
    let settings = settings();
    let mut bay = bay.clone();
    bay.services.push(service());
    let mut account = Account::new(&bay, &settings).with_trace();
    for record in records {
        account.record(record);
    }
    account.finish()
}

/// The service whose calls the records are of.
fn service() -> Service {
    Service {
        id: "extra_loaders".to_owned(),
        name: "Extra loaders".to_owned(),
        origin: "Shanghai".to_owned(),
        origin_in_china: true,
        distance: NauticalMiles::ZERO,
        terminals: vec![(TerminalId(0), 1.0)],
        traffic: Traffic::ExtraLoaders,
        vessel_classes: vec![(ClassId(0), 1.0)],
        cargo: CallSize::Moves(Distribution::constant(1.0)),
        delay: Distribution::constant(0.0),
        early: SimDuration::ZERO,
        demand: None,
    }
}

fn value(found: &Replication, scope: usize, name: &str) -> Option<f64> {
    found.figures[scope][measure::find(name).expect(name).place()].value()
}

fn assert_value(found: &Replication, scope: usize, name: &str, expected: f64) {
    let value = value(found, scope, name).expect(name);
    assert!(
        (value - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        "{name} of {scope}: {value} against {expected}"
    );
}

/// Puts records in the order in which a model tells them: by the instant they are about.
fn in_order(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_key(|record| match record {
        Record::PhaseBegan { at, .. }
        | Record::Connected { at, .. }
        | Record::BargeConnected { at, .. } => *at,
        Record::PhaseEnded { to, .. }
        | Record::BargeDisconnected { to, .. }
        | Record::Disconnected { to, .. }
        | Record::CraneWorked { to, .. }
        | Record::CraneAllocated { to, .. }
        | Record::CraneDown { to, .. }
        | Record::CraneHeld { to, .. }
        | Record::GangsExtended { to, .. } => *to,
        Record::YardStood { hour } => hour.to,
        Record::GateWorked { hour } => hour.to,
        Record::TrainLeft { train } => train.at,
        Record::StreetsStood { hour } => hour.to,
        Record::Departed { visit } => visit.departure,
        Record::GangsOrdered { start, .. } | Record::GangsWithheld { start, .. } => *start,
        Record::CallMade { .. } | Record::SailingBlanked { .. } => at(0.0),
    });
    records
}

fn worked(tag: CallTag, crane: u16, from: f64, to: f64, moves: u32) -> Record {
    Record::CraneWorked {
        tag,
        wharf: 0,
        crane,
        hatch: crane,
        from: at(from),
        to: at(to),
        moves,
    }
}

fn allocated(tag: CallTag, crane: u16, from: f64, to: f64) -> Record {
    Record::CraneAllocated {
        tag,
        wharf: 0,
        crane,
        from: at(from),
        to: at(to),
    }
}

fn made(tag: CallTag, moves: u32) -> Record {
    Record::CallMade {
        call: CallDraws {
            tag,
            sailing: 0,
            left_origin: at(0.0),
            proforma: at(0.0),
            arrival: at(0.0),
            loa: Meters::new(300.0),
            hatch_moves: vec![moves / 2, moves - moves / 2].into(),
            readiness_draw: 0.0,
            connection_draw: 1.0,
        },
    }
}

/// A call from the inner ring to sea: 6 h of waiting, 2 h inbound, 48 h at berth.
fn whole_call(tag: CallTag) -> Vec<Record> {
    let load = Kilowatts::new(902.0);
    let mut records = vec![made(tag, 280)];
    for (what, from, to) in [
        (inner_transit(12.0), 28.0, 30.0),
        (Phase::Waiting, 30.0, 36.0),
        (Phase::Maneuvering { inbound: true }, 36.0, 38.0),
        (Phase::AtBerth, 38.0, 86.0),
        (Phase::Maneuvering { inbound: false }, 86.0, 87.0),
    ] {
        records.extend(phase(tag, what, from, to));
    }
    records.extend([
        worked(tag, 0, 40.0, 48.0, 80),
        worked(tag, 1, 40.0, 48.0, 80),
        worked(tag, 1, 48.0, 60.0, 120),
        allocated(tag, 0, 40.0, 50.0),
        allocated(tag, 1, 40.0, 60.0),
        Record::CraneDown {
            terminal: tag.terminal,
            wharf: 0,
            crane: 0,
            from: at(48.0),
            to: at(49.5),
        },
        Record::Connected {
            tag,
            load,
            at: at(40.0),
        },
        Record::Disconnected {
            tag,
            load,
            from: at(40.0),
            to: at(85.0),
        },
        Record::Departed {
            visit: Visit {
                connected: SimDuration::from_hours(45.0),
                ..visit(tag, [30.0, 36.0, 38.0, 86.0], 280)
            },
        },
    ]);
    in_order(records)
}

#[test]
fn a_whole_call_by_hand() {
    let bay = bay(7); // measured: hours 24 to 192
    let found = account(&bay, &whole_call(tag(0, 0)));
    let hours = 168.0;
    for (name, expected) in [
        ("throughput_teu", 560.0),
        ("throughput_teu_import_loaded", 280.0),
        ("throughput_teu_export_loaded", 140.0),
        ("throughput_teu_empty", 140.0),
        ("vessel_calls", 1.0),
        ("crane_moves", 280.0),
        ("teu_per_call", 560.0),
        ("vessels_waiting_mean", 6.0 / hours),
        ("vessels_waiting_max", 1.0),
        ("vessels_at_berth_mean", 48.0 / hours),
        ("vessels_in_port_mean", 56.0 / hours),
        ("vessels_in_port_max", 1.0),
        ("wait_hours_mean", 6.0),
        ("wait_hours_p95", 6.0),
        ("berthed_within_2h_share", 0.0),
        ("time_at_berth_hours_mean", 48.0),
        ("turnaround_hours_mean", 56.0),
        ("wait_to_service_ratio", 0.125),
        ("berth_moves_per_hour", 280.0 / 48.0),
        ("berth_moves_per_hour_pooled", 280.0 / 48.0),
        ("gross_moves_per_crane_hour", 280.0 / 30.0),
        ("crane_utilization", 28.0 / 30.0),
        ("cranes_per_vessel_allocated", 1.5),
        ("cranes_per_vessel_working", 1.4),
        ("crane_down_share", 0.05),
        ("teu_per_ship_day", 280.0),
        ("backlog_start", 0.0),
        ("backlog_end", 0.0),
        ("unserved_teu", 0.0),
        ("shore_power_call_share", 1.0),
        ("shore_power_hour_share", 45.0 / 48.0),
        ("shore_power_energy_share", 45.0 / 48.0),
        ("shore_power_mwh", 40.59),
        ("shore_power_peak_mw", 0.902),
        ("nox_tonnes_hotelling", 0.092_541),
        ("dpm_tonnes_hotelling", 902.0 * 3.0 * 0.188_631_865 / 1e6),
        ("co2e_tonnes_grid", 15.237_486),
    ] {
        assert_value(&found, PIER_400, name, expected);
    }
    // Two nominal berths and 1,000 m at each of three terminals; the vessel takes 300 + 20 m.
    assert_value(&found, PIER_400, "berth_occupancy", 48.0 / (2.0 * hours));
    let taken = 50.0 / (2.0 * hours);
    assert_value(&found, PIER_400, "berth_reserved_occupancy", taken);
    assert_value(&found, PIER_400, "wharf_occupancy", 0.32 * 48.0 / hours);
    assert_value(&found, BAY, "berth_occupancy", 48.0 / (6.0 * hours));
    assert_value(&found, BAY, "wharf_occupancy", 0.32 * 48.0 / (3.0 * hours));
    let year = 7.0 / 365.0;
    assert_value(&found, PIER_400, "teu_per_acre_year", 5.6 / year);
    assert_value(&found, PIER_400, "teu_per_crane_year", 70.0 / year);
    assert_value(
        &found,
        PIER_400,
        "teu_per_wharf_foot_year",
        0.56 * 0.3048 / year,
    );
    // Parts of the inventory add up to its total.
    let part = |mode: &str| value(&found, BAY, &format!("nox_tonnes{mode}")).unwrap();
    let sum = part("_transit") + part("_maneuvering") + part("_anchorage") + part("_hotelling");
    assert!((sum / part("") - 1.0).abs() < 1e-12 && part("_transit") > 0.0);
    assert_value(&found, BAY, "nox_kg_per_teu", part("") * 1000.0 / 560.0);
    assert_value(&found, BAY, "nox_short_tons", part("") / 0.907_184_74);
}

#[test]
fn what_cannot_be_said_is_not_said() {
    let found = account(&bay(7), &whole_call(tag(0, 0)));
    for name in [
        "teu_per_call",
        "wait_hours_mean",
        "wait_to_service_ratio",
        "berth_moves_per_hour",
        "gross_moves_per_crane_hour",
        "co2e_kg_per_teu",
        "co2e_tonnes_grid",
    ] {
        assert_eq!(value(&found, PIER_T, name), None, "{name}");
    }
    assert_value(&found, PIER_T, "vessel_calls", 0.0);
    assert_value(&found, PIER_T, "nox_tonnes", 0.0);
    assert_eq!(
        value(&found, PIER_400, "gangs_wanted_mean"),
        None,
        "labor is continuous"
    );
    assert_eq!(
        value(&found, PIER_400, "yard_static_share"),
        None,
        "no ceiling is known"
    );
    assert_eq!(
        value(&found, BAY, "co2e_tonnes_grid"),
        None,
        "one port has no factor"
    );
    assert_eq!(
        value(&found, PIER_400, "vessels_at_berth_monday"),
        None,
        "bay and ports alone"
    );
}

#[test]
fn days_and_mornings_by_hand() {
    let found = account(&bay(7), &whole_call(tag(0, 0)));
    assert_eq!(found.days.len(), 7);
    let teu = |day: usize, port: usize| found.days[day].port_teu[port].to_bits();
    assert_eq!([teu(0, 0), teu(1, 0)], [320.0, 240.0].map(f64::to_bits));
    assert_eq!(teu(0, 1), 0);
    // 08:00 is hour 32, 56, 80 and 104 of the simulation.
    let mornings: Vec<_> = found.days.iter().map(|day| day.mornings[1]).collect();
    assert_eq!(
        mornings[..4],
        [(0.0, 1.0), (1.0, 0.0), (1.0, 0.0), (0.0, 0.0)]
    );
    assert_eq!(
        found.days[2].calls, 1,
        "the call departed in hour 86, on the third day"
    );
    let energy: f64 = found.days.iter().map(|day| day.shore_power_mwh).sum();
    assert!((energy - 40.59).abs() < 1e-9);
    // Monday 3 March saw the vessel at berth; of five weekdays it was the only one.
    assert_value(&found, LOS_ANGELES, "vessels_at_berth_monday", 1.0);
    assert_value(&found, LOS_ANGELES, "vessels_at_berth_weekday_mean", 0.2);
    let trace = found.trace.unwrap();
    assert_eq!(
        (
            trace.visits.len(),
            trace.crane_work.len(),
            trace.connections.len()
        ),
        (1, 3, 1)
    );
}

#[test]
fn amounts_are_clipped_at_both_ends_and_calls_count_by_departure() {
    let (early, late, stuck, old) = (tag(0, 0), tag(1, 0), tag(2, 0), tag(3, 0));
    let mut records = vec![
        made(early, 80),
        made(late, 900),
        made(stuck, 500),
        made(old, 40),
    ];
    // At berth from the warm-up on; 50 moves before the period, 30 within.
    records.extend(phase(early, Phase::AtBerth, 10.0, 40.0));
    records.extend([
        worked(early, 0, 10.0, 24.0, 50),
        allocated(early, 0, 10.0, 24.0),
        worked(early, 0, 24.0, 40.0, 30),
        allocated(early, 0, 24.0, 40.0),
    ]);
    let visit = visit(early, [5.0, 9.0, 10.0, 40.0], 80);
    records.push(Record::Departed { visit });
    // At berth when the simulation ends: no call yet, its 20 moves count.
    records.extend(phase(late, Phase::AtBerth, 180.0, 192.0));
    records.push(worked(late, 1, 180.0, 192.0, 20));
    // Two wait at the end; one of them arrived in the warm-up.
    records.extend(phase(stuck, Phase::Waiting, 150.0, 192.0));
    records.extend(phase(old, Phase::Waiting, 20.0, 192.0));
    let mut bay = bay(7);
    bay.ports[0].loaded_teu_value = Some(DollarsPerTeu::new(40_000.0));
    let found = account(&bay, &in_order(records));
    for (name, expected) in [
        ("vessel_calls", 1.0),
        ("crane_moves", 50.0),
        ("throughput_teu", 100.0),
        ("teu_per_call", 160.0),
        // Of those that arrived in the period, one waits, and one lay at berth at once.
        ("wait_hours_mean", 42.0 / 2.0),
        ("wait_hours_departed_mean", 4.0),
        ("berthed_within_2h_share", 0.5),
        ("time_at_berth_hours_mean", 30.0),
        ("vessels_at_berth_mean", (16.0 + 12.0) / 168.0),
        ("vessels_waiting_mean", (42.0 + 168.0) / 168.0),
        ("vessels_waiting_max", 2.0),
        ("gross_moves_per_crane_hour", 50.0 / 16.0),
        ("backlog_start", 1.0),
        ("backlog_end", 2.0),
        ("unserved_teu", 2.0 * (500.0 + 40.0)),
        // 80 containers of 2 TEU, a quarter of them empty, waited for 4 h before they departed.
        ("waiting_value_usd_days", 80.0 * 60_000.0 * 4.0 / 24.0),
        // The 500 and the 40 of those that never did.
        (
            "waiting_value_usd_mean",
            (500.0 * 42.0 + 40.0 * 168.0) / 168.0 * 60_000.0,
        ),
    ] {
        assert_value(&found, PIER_400, name, expected);
    }
    let longest = found.still_waiting.unwrap();
    assert_eq!((longest.tag.call, longest.waited.hours()), (3, 172.0));
    let unfinished = found.trace.unwrap().unfinished;
    let mut here: Vec<u32> = unfinished.iter().map(|stage| stage.tag.call).collect();
    here.sort_unstable();
    assert_eq!(here, [1, 2, 3], "all but the call that departed");
}

#[test]
fn two_ports_add_up_in_amounts_but_not_in_peaks() {
    let mut records = Vec::new();
    for (call, terminal, from) in [(0, 0, 30.0), (1, 2, 100.0), (2, 2, 101.0)] {
        let tag = tag(call, terminal);
        let load = Kilowatts::new(902.0);
        let (since, to) = (at(from), at(from + 20.0));
        records.extend(phase(tag, Phase::AtBerth, from, from + 20.0));
        records.push(worked(tag, 0, from, from + 10.0, 100));
        let visit = visit(tag, [from, from, from, from + 20.0], 100);
        records.push(Record::Departed { visit });
        records.push(Record::Connected {
            tag,
            load,
            at: since,
        });
        records.push(Record::Disconnected {
            tag,
            load,
            from: since,
            to,
        });
    }
    let found = account(&bay(7), &in_order(records));
    for (name, parts) in [
        ("throughput_teu", [600.0, 200.0, 400.0]),
        ("vessel_calls", [3.0, 1.0, 2.0]),
        (
            "vessels_at_berth_mean",
            [60.0 / 168.0, 20.0 / 168.0, 40.0 / 168.0],
        ),
        ("shore_power_mwh", [54.12, 18.04, 36.08]),
        ("vessels_in_port_max", [2.0, 1.0, 2.0]),
        ("shore_power_peak_mw", [1.804, 0.902, 1.804]),
    ] {
        for (scope, expected) in [BAY, LOS_ANGELES, LONG_BEACH].into_iter().zip(parts) {
            assert_value(&found, scope, name, expected);
        }
    }
}

#[test]
fn littles_law_on_literal_calls() {
    let mut records = Vec::new();
    // Arrival, wait and stay of calls that are all over within the period.
    let calls = [
        (25.0, 0.0, 7.5),
        (26.0, 3.25, 11.0),
        (26.5, 9.0, 30.0),
        (60.0, 1.0, 4.0),
    ];
    for (call, (arrival, wait, stay)) in (0..).zip(calls) {
        let tag = tag(call, 0);
        let berth = arrival + wait;
        records.extend(phase(tag, Phase::Waiting, arrival, berth));
        records.extend(phase(tag, Phase::AtBerth, berth, berth + stay));
        let visit = visit(tag, [arrival, berth, berth, berth + stay], 1);
        records.push(Record::Departed { visit });
    }
    let found = account(&bay(7), &in_order(records));
    let get = |name| value(&found, BAY, name).unwrap();
    let rate = get("vessel_calls") / 168.0;
    for (level, time) in [
        ("vessels_waiting_mean", "wait_hours_mean"),
        ("vessels_at_berth_mean", "time_at_berth_hours_mean"),
        ("vessels_in_port_mean", "turnaround_hours_mean"),
    ] {
        assert!((get(level) - rate * get(time)).abs() < 1e-12, "{level}");
    }
}

#[test]
fn a_vessel_that_berths_after_eight_on_a_short_day_is_not_counted_at_eight() {
    // 9 March has 23 hours: seven hours after midnight the clock says 08:00.
    let midnight = 9.0 * 24.0;
    let before = phase(tag(0, 0), Phase::AtBerth, midnight + 6.9, midnight + 20.0);
    let after = phase(tag(1, 0), Phase::AtBerth, midnight + 7.1, midnight + 20.0);
    let records: Vec<Record> = before.into_iter().chain(after).collect();
    let found = account(&bay(10), &in_order(records));
    assert_eq!(found.days[8].date.day, 9);
    assert_eq!(found.days[8].mornings[0], (1.0, 0.0));
}

#[test]
fn manned_hours_are_those_of_gangs_ordered() {
    let mut bay = bay(7);
    let shift = |start: f64| Shift {
        kind: ShiftKind::Day,
        order_by: at(start - 2.0),
        start: at(start),
        meal: None,
        end: at(start + 9.0),
        gangs: 70,
        gangs_per_vessel: 8,
        extension: SimDuration::ZERO,
        all_fast: None,
    };
    let hoot = Shift {
        kind: ShiftKind::Hoot,
        end: at(51.0 + 5.0),
        gangs: 4,
        ..shift(51.0)
    };
    bay.labor = Labor::Shifts(vec![
        shift(8.0),
        shift(32.0),
        hoot,
        shift(56.0),
        shift(200.0),
    ]);
    let ordered_for = |kind, start: f64, wanted, ordered| Record::GangsOrdered {
        terminal: TerminalId(0),
        kind,
        start: at(start),
        hours: SimDuration::from_hours(8.0),
        wanted,
        ordered,
        pool: 70,
    };
    let ordered = |start, wanted, given| ordered_for(ShiftKind::Day, start, wanted, given);
    let records = [
        ordered(20.0, 9, 2), // begins before the period, half of it within
        ordered(32.0, 5, 3),
        worked(tag(0, 0), 0, 32.0, 40.0, 100),
        ordered_for(ShiftKind::Hoot, 51.0, 2, 2),
        ordered(56.0, 4, 4),
    ];
    let found = account(&bay, &records);
    assert_value(
        &found,
        PIER_400,
        "crane_utilization",
        8.0 / (8.0 + 24.0 + 16.0 + 32.0),
    );
    // The hoot shift is no shift to be averaged with these.
    assert_value(&found, PIER_400, "gangs_wanted_mean", 9.0 / 2.0);
    assert_value(&found, PIER_400, "gangs_ordered_mean", 7.0 / 2.0);
    assert_value(&found, BAY, "gang_pool_mean", 70.0);
}

#[test]
#[should_panic(expected = "cut at the period's start")]
fn crane_work_across_the_periods_start_is_refused() {
    account(&bay(7), &[worked(tag(0, 0), 0, 20.0, 30.0, 100)]);
}
