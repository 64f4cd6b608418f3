//! The inventory as a pure function of records: a list made by hand, no run behind it.

use sanpedro::emissions::{Mode, Pollutant, Source, Stack, inventory};
use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::port::bay::{ClassId, PortId, ServiceId, TerminalId};
use sanpedro::port::record::{CallTag, Phase, Record};
use sanpedro::scenario::Scenario;
use sanpedro::units::Kilowatts;

use crate::support::scenario_from;

/// One terminal, one class of 8,500 TEU, a week measured after no warm-up.
const PLACE: &str = r#"
[horizon]
start = 2025-01-01
days = "7 d"
[port.bay]
[terminal.pier]
port = "bay"
cycle_time = "2 min"
[terminal.pier.wharf.main]
slots = 2
cranes = 4
[vessel_class.large]
capacity = "8500 TEU"
loa = "330 m"
beam = "46 m"
draft = "14 m"
air_draft = "52 m"
rows = 17
hatches = 18
cranes = 4
[service.weekly]
terminal = "pier"
arrivals = { exponential = { mean = "100 h" } }
vessel_class = "large"
moves = 100
[emissions.grid]
bay = "195.04 g/kWh"
"#;

fn at(millis: i64) -> SimTime {
    SimTime::ZERO + SimDuration::from_millis(millis)
}

const HOUR: i64 = 3_600_000;

fn tag(call: u32) -> CallTag {
    CallTag {
        call,
        service: ServiceId(0),
        class: ClassId(0),
        terminal: TerminalId(0),
        port: PortId(0),
        tier: 2,
    }
}

/// A stay at berth in pieces, each from one instant to the next.
fn stay(cuts: &[i64]) -> Vec<Record> {
    let pieces = cuts.windows(2).map(|ends| Record::PhaseEnded {
        tag: tag(0),
        phase: Phase::AtBerth,
        from: at(ends[0]),
        to: at(ends[1]),
    });
    pieces.collect()
}

fn connected(from: i64, to: i64) -> Record {
    Record::Disconnected {
        tag: tag(0),
        load: Kilowatts::new(902.0),
        from: at(from),
        to: at(to),
    }
}

fn stack(scenario: &Scenario, records: &[Record]) -> Stack {
    inventory(&scenario.bay, &scenario.emissions, records).remove(0)
}

fn kwh(stack: &Stack, source: Source) -> f64 {
    stack.cell(source, Mode::Hotelling).energy.value()
}

/// The call of two days worked by hand, as records.
#[test]
fn a_call_from_records_made_by_hand() {
    let scenario = scenario_from(PLACE);
    let mut records = stay(&[HOUR, 49 * HOUR]);
    let without = stack(&scenario, &records);
    records.push(connected(3 * HOUR, 48 * HOUR));
    let with = stack(&scenario, &records);
    let nox = |stack: &Stack| stack.grams(Pollutant::Nox, None).value();
    assert!((nox(&without) - 518_736.0).abs() < 1e-6);
    assert!((nox(&with) - 92_541.0).abs() < 1e-6);
    assert_eq!(with.shore.value().to_bits(), f64::to_bits(40_590.0));
    let sum = kwh(&with, Source::AuxiliaryEngine) + with.shore.value();
    assert_eq!(
        sum.to_bits(),
        kwh(&without, Source::AuxiliaryEngine).to_bits()
    );
    assert_eq!(
        kwh(&with, Source::Boiler).to_bits(),
        kwh(&without, Source::Boiler).to_bits()
    );
}

/// TV-15 (h), bit for bit: cut at any millisecond, a stay emits the same; so does a connection.
#[test]
fn a_stay_emits_the_same_however_it_was_cut() {
    let scenario = scenario_from(PLACE);
    let mut whole = stay(&[HOUR, 49 * HOUR]);
    whole.push(connected(3 * HOUR, 48 * HOUR));
    let expected = stack(&scenario, &whole);
    for cut in [HOUR + 1, 7_654_321, 48 * HOUR + 59, 49 * HOUR - 1] {
        let mut pieces = stay(&[HOUR, cut, 49 * HOUR]);
        let middle = 3 * HOUR + cut / 2;
        pieces.extend([connected(3 * HOUR, middle), connected(middle, 48 * HOUR)]);
        assert_eq!(stack(&scenario, &pieces), expected, "cut at {cut} ms");
    }
}

/// The order in which records come in does not show.
#[test]
fn records_in_any_order_make_the_same_inventory() {
    let scenario = scenario_from(PLACE);
    let mut records = stay(&[0, 5_000_001, 11 * HOUR, 77 * HOUR]);
    records.push(connected(12 * HOUR, 76 * HOUR));
    let forward = stack(&scenario, &records);
    records.reverse();
    assert_eq!(stack(&scenario, &records), forward);
}
