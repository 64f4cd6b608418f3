//! Phases of a call whose masses are known by hand.

use super::*;
use crate::emissions::fixture::{at, bay, inner_transit, phase, settings, tag};
use crate::emissions::{Pollutant, Source};
use crate::units::Grams;

/// One call at Pier 400 of two days at berth, connected for `connected` hours of it.
fn tally(connected: f64) -> HoursTally {
    let mut tally = HoursTally::new(&bay(7));
    let call = tag(0, 0);
    for (what, from, to) in [
        (inner_transit(12.0), 24.0, 25.0),
        (Phase::Waiting, 25.0, 49.0),
        (Phase::Maneuvering { inbound: true }, 49.0, 51.0),
        (Phase::AtBerth, 51.0, 99.0),
    ] {
        for record in phase(call, what, from, to) {
            tally.record(&record);
        }
    }
    if connected > 0.0 {
        tally.record(&Record::Disconnected {
            tag: call,
            load: Kilowatts::new(902.0),
            from: at(53.0),
            to: at(53.0 + connected),
        });
    }
    tally
}

fn kwh(stack: &Stack, source: Source, mode: Mode) -> f64 {
    stack.cell(source, mode).energy.value()
}

#[test]
fn energy_moves_from_engine_to_shore_and_the_boiler_stays() {
    let (bay, settings) = (bay(7), settings());
    let without = &tally(0.0).inventory(&bay, &settings)[0];
    let with = &tally(45.0).inventory(&bay, &settings)[0];
    let berth = |stack, source| kwh(stack, source, Mode::Hotelling).to_bits();
    assert_eq!(
        berth(without, Source::AuxiliaryEngine),
        f64::to_bits(902.0 * 48.0)
    );
    assert_eq!(
        berth(with, Source::AuxiliaryEngine),
        f64::to_bits(902.0 * 3.0)
    );
    assert_eq!(with.shore.value().to_bits(), f64::to_bits(902.0 * 45.0));
    assert_eq!(berth(with, Source::Boiler), berth(without, Source::Boiler));
    // The call worked by hand in `ship`, through the record stream.
    let nox = |stack: &Stack| stack.grams(Pollutant::Nox, Some(Mode::Hotelling)).value();
    assert!((nox(without) - 518_736.0).abs() < 1e-6);
    assert!((nox(with) - 92_541.0).abs() < 1e-6);
    let grid = with.grid.unwrap().co2e.value();
    assert!((grid - 15_237_486.0).abs() < 1e-3, "{grid} g on the grid");
    for mode in [Mode::Transit, Mode::Maneuvering, Mode::Anchorage] {
        assert_eq!(
            with.grams(Pollutant::Co2e, Some(mode)),
            without.grams(Pollutant::Co2e, Some(mode))
        );
    }
}

#[test]
fn anchorage_and_maneuvering_by_hand() {
    let stack = &tally(0.0).inventory(&bay(7), &settings())[0];
    let nox = stack.grams(Pollutant::Nox, Some(Mode::Anchorage)).value();
    assert!(
        (nox - 280_776.0).abs() < 1e-6,
        "TV of a day at anchor: {nox} g"
    );
    // Two hours at 2 % of 55,800 kW, NOx 14.4 g/kWh times 4.625140 at that load.
    let main = stack.cell(Source::MainEngine, Mode::Maneuvering);
    assert!((main.energy.value() - 2_232.0).abs() < 1e-9);
    let nox = main.masses[Pollutant::Nox].value();
    assert!(
        (nox / (2_232.0 * 14.4 * 4.625_140) - 1.0).abs() < 1e-6,
        "{nox}"
    );
    assert_eq!(kwh(stack, Source::MainEngine, Mode::Hotelling).to_bits(), 0);
    assert_eq!(kwh(stack, Source::MainEngine, Mode::Anchorage).to_bits(), 0);
}

#[test]
fn the_boundary_decides_what_is_counted() {
    let bay = bay(7);
    let at_berth_alone = Settings {
        boundary: Boundary::Berth,
        ..settings()
    };
    let wide = &tally(0.0).inventory(&bay, &settings())[0];
    let narrow = &tally(0.0).inventory(&bay, &at_berth_alone)[0];
    for pollutant in Pollutant::ALL {
        assert_eq!(
            narrow.grams(pollutant, None),
            wide.grams(pollutant, Some(Mode::Hotelling))
        );
    }
    assert!(wide.grams(Pollutant::Nox, Some(Mode::Transit)) > Grams::ZERO);
    assert!(!Boundary::Inner20Nm.covers_ring(Ring::Outer));
    assert!(Boundary::Inner20Nm.covers_ring(Ring::Inner));
}

#[test]
fn hours_outside_the_period_are_not_counted() {
    let bay = bay(1); // measured: hours 24 to 48
    let mut tally = HoursTally::new(&bay);
    let call = tag(0, 2);
    for record in phase(call, Phase::AtBerth, 20.0, 50.0) {
        tally.record(&record);
    }
    for record in phase(call, Phase::Waiting, 10.0, 20.0) {
        tally.record(&record);
    }
    tally.record(&Record::Disconnected {
        tag: call,
        load: Kilowatts::new(902.0),
        from: at(22.0),
        to: at(49.0),
    });
    let day = SimDuration::from_days(1.0);
    assert_eq!(tally.at_berth(TerminalId(2), ClassId(0)), day);
    assert_eq!(tally.on_shore_power(TerminalId(2)), day);
    let stack = &tally.inventory(&bay, &settings())[2];
    assert_eq!(
        kwh(stack, Source::AuxiliaryEngine, Mode::Hotelling).to_bits(),
        0
    );
    assert_eq!(
        stack.grams(Pollutant::Nox, Some(Mode::Anchorage)),
        Grams::ZERO
    );
    assert_eq!(stack.grid, None, "Long Beach has no grid factor");
}

#[test]
fn an_inventory_does_not_depend_on_how_a_phase_was_cut() {
    let (bay, settings) = (bay(7), settings());
    let inventory = |cuts: &[f64]| {
        let mut tally = HoursTally::new(&bay);
        for pair in cuts.windows(2) {
            for record in phase(tag(0, 1), Phase::AtBerth, pair[0], pair[1]) {
                tally.record(&record);
            }
        }
        tally.inventory(&bay, &settings)
    };
    assert_eq!(
        inventory(&[30.0, 90.0]),
        inventory(&[30.0, 30.1, 47.3, 90.0])
    );
}

#[test]
fn a_sum_with_an_unknown_grid_is_unknown() {
    let stacks = tally(45.0).inventory(&bay(7), &settings());
    let mut los_angeles = Stack::empty();
    los_angeles += &stacks[0];
    los_angeles += &stacks[1];
    assert!(los_angeles.grid.is_some());
    los_angeles += &stacks[2];
    assert_eq!(los_angeles.grid, None);
    assert_eq!(los_angeles.shore, stacks[0].shore);
}
