//! Identities of shore power, bit for bit: through the whole simulator, and over any split of a stay.

use std::fmt::Write as _;

use proptest::prelude::*;
use sanpedro::emissions::{HoursTally, Mode, Pollutant, Source, Stack, inventory};
use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::experiment::Results;
use sanpedro::port::bay::{ClassId, PortId, ServiceId, TerminalId};
use sanpedro::port::record::{CallTag, Phase, Record, Ring};
use sanpedro::port::simulate;
use sanpedro::scenario::Scenario;
use sanpedro::units::{Kilowatts, Knots};

use crate::handworked::week;
use crate::support::{load, measure, run, scenario_from};

const SHORT: [&str; 2] = ["horizon.end=2025-03-01", "experiment.replications=1"];

/// The inventory of each terminal in two months, straight from the records of a run.
fn two_months(path: &str, set: &[&str]) -> (Scenario, Vec<Stack>) {
    let (scenario, _) = load(path, &[&SHORT[..], set].concat());
    let mut hours = HoursTally::new(&scenario.bay);
    simulate(&scenario.bay, scenario.seed, 0, |record| {
        hours.record(record);
    })
    .unwrap();
    let stacks = hours.inventory(&scenario.bay, &scenario.emissions);
    (scenario, stacks)
}

fn bits(stack: &Stack, source: Source) -> u64 {
    stack.cell(source, Mode::Hotelling).energy.value().to_bits()
}

/// TV-15 (b) and (c) at every terminal of the bay: what auxiliary engines do without shore power is
/// what they and shore power do with it, boilers do not notice, and no other mode does.
#[test]
fn engines_without_shore_power_are_engines_and_shore_power_with_it() {
    let (scenario, with) = two_months("scenarios/san_pedro_bay_2025.toml", &[]);
    let (_, without) = two_months("scenarios/no_shore_power.toml", &[]);
    let mut connected = 0;
    for (terminal, (with, without)) in scenario.bay.terminals.iter().zip(with.iter().zip(&without))
    {
        let id = &terminal.id;
        let engines = with.cell(Source::AuxiliaryEngine, Mode::Hotelling).energy;
        assert_eq!(
            (engines + with.shore).value().to_bits(),
            bits(without, Source::AuxiliaryEngine),
            "{id}"
        );
        assert_eq!(without.shore.value().to_bits(), 0, "{id}");
        let boiler = |stack: &Stack| *stack.cell(Source::Boiler, Mode::Hotelling);
        assert_eq!(boiler(with), boiler(without), "{id}");
        for source in Source::ALL {
            for mode in [Mode::Transit, Mode::Maneuvering, Mode::Anchorage] {
                assert_eq!(with.cell(source, mode), without.cell(source, mode), "{id}");
            }
        }
        connected += usize::from(with.shore.value() > 0.0);
    }
    assert_eq!(
        connected,
        scenario.bay.terminals.len(),
        "shore power everywhere"
    );
}

/// TV-15 (g) through the simulator: where connecting takes longer than any stay, nothing is taken
/// from shore, and everything else is as without shore power, to the last bit.
#[test]
fn stays_shorter_than_connecting_take_no_shore_power() {
    let slow = "terminal_defaults.shore_power.plug_in=\"2000 h\"";
    let (scenario, slow) = two_months("scenarios/san_pedro_bay_2025.toml", &[slow]);
    let (_, without) = two_months("scenarios/no_shore_power.toml", &[]);
    for (terminal, (slow, without)) in scenario.bay.terminals.iter().zip(slow.iter().zip(&without))
    {
        assert_eq!(slow.shore.value().to_bits(), 0, "{}", terminal.id);
        for source in Source::ALL {
            for mode in Mode::ALL {
                assert_eq!(slow.cell(source, mode), without.cell(source, mode));
            }
        }
    }
    // By hand: 20 h at berth and 1 h to unplug, at 1,000 kW.
    for (plug_in, megawatt_hours) in [
        ("18 h", 1.0),
        ("18.75 h", 0.25),
        ("19 h", 0.0),
        ("19.5 h", 0.0),
        ("21 h", 0.0),
    ] {
        let plug = format!("plug_in = \"{plug_in}\"");
        let text = week(60, "3 min", 3).replace("plug_in = \"1 h\"", &plug);
        let found = measure(&run(&scenario_from(&text)).bay, "shore_power_mwh").mean;
        assert_eq!(found.to_bits(), f64::to_bits(megawatt_hours), "{plug_in}");
    }
}

/// TV-15 (d) and (f) in every row of an inventory of either set: boilers make no diesel particles,
/// and fine particles are 92 % or 80 % of all.
#[test]
fn particles_of_every_row_keep_their_shares() {
    for (factors, share) in [("epa2022", 0.92), ("starcrest_fcf", 0.80)] {
        let factors = format!("emissions.factors=\"{factors}\"");
        let (_, stacks) = two_months("scenarios/san_pedro_bay_2025.toml", &[&factors]);
        for stack in &stacks {
            for source in Source::ALL {
                for mode in Mode::ALL {
                    let masses = &stack.cell(source, mode).masses;
                    let [pm10, pm25, dpm] = [Pollutant::Pm10, Pollutant::Pm25, Pollutant::Dpm]
                        .map(|pollutant| masses[pollutant].value());
                    assert!(
                        (pm25 - share * pm10).abs() <= 1e-12 * pm10,
                        "{source:?} {mode:?}"
                    );
                    let diesel = if source == Source::Boiler { 0.0 } else { pm10 };
                    assert_eq!(dpm.to_bits(), diesel.to_bits(), "{source:?} {mode:?}");
                }
            }
        }
    }
}

fn at(millis: i64) -> SimTime {
    SimTime::ZERO + SimDuration::from_millis(millis)
}

fn tag() -> CallTag {
    CallTag {
        call: 0,
        service: ServiceId(0),
        class: ClassId(0),
        terminal: TerminalId(0),
        port: PortId(0),
        tier: 2,
    }
}

/// What a call did, each piece from one instant to the next.
#[derive(Clone, Copy, Debug)]
enum Doing {
    Phase(Phase),
    Connected,
}

fn record(doing: Doing, from: i64, to: i64) -> Record {
    let (tag, from, to) = (tag(), at(from), at(to));
    match doing {
        Doing::Phase(phase) => Record::PhaseEnded {
            tag,
            phase,
            from,
            to,
        },
        Doing::Connected => Record::Disconnected {
            tag,
            load: Kilowatts::new(1_000.0),
            from,
            to,
        },
    }
}

/// A call in pieces: each of its spans cut wherever a cut falls into it.
fn call(spans: &[(Doing, i64, i64)], cuts: &[i64]) -> Vec<Record> {
    let mut records = Vec::new();
    for (doing, from, to) in spans {
        let mut ends: Vec<i64> = cuts
            .iter()
            .copied()
            .filter(|cut| cut > from && cut < to)
            .collect();
        ends.extend([*from, *to]);
        ends.sort_unstable();
        records.extend(ends.windows(2).map(|pair| record(*doing, pair[0], pair[1])));
    }
    records
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// TV-15 (h), bit for bit: a call of any lengths emits the same however its spans are cut and in
    /// whatever order the pieces come in; and the connected part never exceeds the stay.
    #[test]
    fn a_call_emits_the_same_over_any_split(
        lengths in prop::array::uniform4(1_i64..300_000_000),
        connecting in 0_i64..10_000_000,
        disconnecting in 0_i64..10_000_000,
        cuts in prop::collection::vec(0_i64..900_000_000, 0..12),
        turn in 0_usize..100,
    ) {
        let scenario = scenario_from(&week(60, "3 min", 3).replace("boundary = \"berth\"", "boundary = \"40nm\""));
        let [transit, waiting, maneuvering, berth] = lengths;
        let speed = Knots::new(11.3);
        let phases = [
            (Phase::Transit { ring: Ring::Inner, inbound: true, speed }, transit),
            (Phase::Waiting, waiting),
            (Phase::Maneuvering { inbound: true }, maneuvering),
            (Phase::AtBerth, berth),
        ];
        let mut now = 0;
        let mut spans = Vec::new();
        for (phase, length) in phases {
            spans.push((Doing::Phase(phase), now, now + length));
            now += length;
        }
        let (plug, unplug) = (now - berth + connecting, now - disconnecting);
        if plug < unplug {
            spans.push((Doing::Connected, plug, unplug));
        }
        let stack = |records: &[Record]| {
            inventory(&scenario.bay, &scenario.emissions, records).remove(0)
        };
        let whole = stack(&call(&spans, &[]));
        let mut pieces = call(&spans, &cuts);
        let turn = turn % pieces.len();
        pieces.rotate_left(turn);
        prop_assert_eq!(&stack(&pieces), &whole);
        prop_assert!(whole.shore.value() >= 0.0);
        let without = stack(&call(&spans[..4], &cuts));
        let engines = whole.cell(Source::AuxiliaryEngine, Mode::Hotelling).energy;
        prop_assert_eq!(
            (engines + whole.shore).value().to_bits(),
            bits(&without, Source::AuxiliaryEngine)
        );
        prop_assert_eq!(bits(&whole, Source::Boiler), bits(&without, Source::Boiler));
    }
}

/// TV-15 (a) for whole results: with no vessel equipped, plugs and points change nothing.
#[test]
fn a_plug_share_of_nothing_is_no_shore_power() {
    let (scenario, _) = load("scenarios/san_pedro_bay_2025.toml", &SHORT);
    let none = scenario.bay.vessel_classes.iter().map(|class| {
        let mut set = String::new();
        write!(set, "vessel_class.{}.shore_power_ready=\"0 %\"", class.id).unwrap();
        set
    });
    let set: Vec<String> = none.chain(SHORT.map(str::to_owned)).collect();
    let set: Vec<&str> = set.iter().map(String::as_str).collect();
    let unequipped = run(&load("scenarios/san_pedro_bay_2025.toml", &set).0);
    let without = run(&load("scenarios/no_shore_power.toml", &SHORT).0);
    // Compared as text, since hours ashore are not a number.
    let rows = |results: &Results| -> Vec<String> {
        let rows = results.emissions.iter();
        rows.map(|row| format!("{row:?}")).collect()
    };
    let both = rows(&unequipped).into_iter().zip(rows(&without));
    for (one, other) in both {
        assert_eq!(one, other, "every row of emissions.csv");
    }
    assert_eq!(unequipped.emissions.len(), without.emissions.len());
    let scopes = unequipped.terminals.iter().zip(&without.terminals);
    for (one, other) in scopes.chain([(&unequipped.bay, &without.bay)]) {
        // Who answers for a miss of the At-Berth rule does change.
        let all = one.measures.iter();
        for (of, summary) in all.filter(|(of, _)| !of.name.starts_with("at_berth_")) {
            let other = other.get(of);
            assert_eq!(
                format!("{:?}", Some(summary)),
                format!("{other:?}"),
                "{of} of {}",
                one.id
            );
        }
    }
}
