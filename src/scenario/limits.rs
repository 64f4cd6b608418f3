//! Limits of what can be simulated, and ranges in which values can be meant, key by key.
//!
//! Both are looked at on the tree, before anything is read from it: however long a list of names is,
//! it costs no more than one that is not too long, and nothing behind has to expect more.

use std::ops::RangeInclusive;

use super::diagnostic::Diagnostic;
use super::distribution::random_duration;
use super::faults::Faults;
use super::quantity::{length, power, pumping_rate, speed};
use super::tree::{Node, Table, Value};

/// Most ports of a scenario.
const MOST_PORTS: usize = 1_000;
/// Most terminals of a scenario.
const MOST_TERMINALS: usize = 10_000;
/// Most services of a scenario.
const MOST_SERVICES: usize = 20_000;
/// Most vessel classes of a scenario.
const MOST_VESSEL_CLASSES: usize = 1_000;
/// Most cranes of a scenario: each has a timer, and timers are counted in 20 bits.
const MOST_CRANES: i128 = 1_000_000;
/// Most files that extend each other in one chain.
pub(super) const MOST_EXTENDED_IN_A_CHAIN: usize = 100;
/// Largest seed: scenarios are written as TOML, whose integers end there.
pub const LARGEST_SEED: u64 = i64::MAX.unsigned_abs();

/// Tables by name, with the most that they may hold.
const COUNTS: [(&str, usize); 4] = [
    ("port", MOST_PORTS),
    ("terminal", MOST_TERMINALS),
    ("service", MOST_SERVICES),
    ("vessel_class", MOST_VESSEL_CLASSES),
];

/// A range of values of a key.
struct Range {
    /// Path of the key; `*` stands for any name.
    path: &'static [&'static str],
    /// The value in its unit, if it is one of the right kind.
    read: fn(&Node) -> Option<f64>,
    unit: &'static str,
    /// Outside of it a value is legal but odd.
    plausible: RangeInclusive<f64>,
    /// Outside of it a value cannot be meant.
    possible: RangeInclusive<f64>,
}

/// Of a crane's move, here in minutes on average; textbooks have customers in its place.
const CYCLE_TIME: Range = Range {
    path: &["terminal", "*", "cycle_time"],
    read: |node| Some(random_duration(node, &Faults::default())?.mean() / 60_000.0),
    unit: "min",
    plausible: 0.1..=1e6,
    possible: 0.0..=f64::MAX,
};

/// Ranges of keys, wide enough for any port and vessel that there is.
const RANGES: [Range; 13] = [
    CYCLE_TIME,
    Range {
        path: &["terminal_defaults", "cycle_time"],
        ..CYCLE_TIME
    },
    Range {
        path: &["cargo", "teu_per_move"],
        read: number,
        unit: "TEU",
        plausible: 1.0..=2.2,
        possible: 0.1..=10.0,
    },
    Range {
        path: &["service", "*", "moves"],
        read: number,
        unit: "moves",
        plausible: 1.0..=50_000.0,
        possible: 0.0..=1_000_000.0,
    },
    Range {
        path: &["service", "*", "moves", "*", "mean"],
        read: number,
        unit: "moves",
        plausible: 1.0..=50_000.0,
        possible: 0.0..=1_000_000.0,
    },
    Range {
        path: &["vessel_class", "*", "loa"],
        read: |node| Some(length(node, &Faults::default())?.value()),
        unit: "m",
        plausible: 20.0..=500.0,
        possible: 1.0..=2_000.0,
    },
    Range {
        path: &["vessel_class", "*", "beam"],
        read: |node| Some(length(node, &Faults::default())?.value()),
        unit: "m",
        plausible: 5.0..=100.0,
        possible: 0.5..=500.0,
    },
    Range {
        path: &["vessel_class", "*", "service_speed"],
        read: knots,
        unit: "kn",
        plausible: 5.0..=35.0,
        possible: 0.1..=100.0,
    },
    Range {
        path: &["vessel_class", "*", "max_speed"],
        read: knots,
        unit: "kn",
        plausible: 5.0..=40.0,
        possible: 0.1..=100.0,
    },
    Range {
        path: &["speed_zone", "limit"],
        read: knots,
        unit: "kn",
        plausible: 3.0..=30.0,
        possible: 0.1..=100.0,
    },
    Range {
        path: &["vessel_class", "*", "auxiliary_load", "*"],
        read: kilowatts,
        unit: "kW",
        plausible: 0.0..=20_000.0,
        possible: 0.0..=100_000.0,
    },
    Range {
        path: &["vessel_class", "*", "boiler_load", "*"],
        read: kilowatts,
        unit: "kW",
        plausible: 0.0..=20_000.0,
        possible: 0.0..=100_000.0,
    },
    Range {
        path: &["bunker_barges", "*", "rate"],
        read: |node| pumping_rate(node, &Faults::default()),
        unit: "t/h",
        plausible: 20.0..=10_000.0,
        possible: 1.0..=100_000.0,
    },
];

fn number(node: &Node) -> Option<f64> {
    match node.value {
        Value::Integer(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        _ => None,
    }
}

fn knots(node: &Node) -> Option<f64> {
    Some(speed(node, &Faults::default())?.value())
}

fn kilowatts(node: &Node) -> Option<f64> {
    Some(power(node, &Faults::default())?.value())
}

/// Reports what a scenario has too many of; whether all of it can be read.
pub(super) fn counts_fit(scenario: &Table, faults: &Faults) -> bool {
    let mut fit = true;
    for (name, most) in COUNTS {
        let Some(node) = scenario.entries.get(name) else {
            continue;
        };
        if let Value::Table(table) = &node.value
            && table.entries.len() > most
        {
            let message = format!("{} of `{name}` are too many", table.entries.len());
            let label = format!("at most {most} can be simulated");
            faults.push(Diagnostic::error(&node.key, message).label(label));
            fit = false;
        }
    }
    cranes_fit(scenario, faults) && fit
}

/// Reports the wharf whose cranes are the ones too many.
fn cranes_fit(scenario: &Table, faults: &Faults) -> bool {
    let (mut fit, mut cranes) = (true, 0_i128);
    each(
        scenario,
        &["terminal", "*", "wharf", "*", "cranes"],
        &mut |node| {
            if let Value::Integer(here) = node.value {
                let before = cranes;
                cranes = cranes.saturating_add(here.max(0));
                if before <= MOST_CRANES && cranes > MOST_CRANES {
                    let message = format!("with these there are {cranes} cranes");
                    let label = format!("at most {MOST_CRANES} can be simulated");
                    faults.push(Diagnostic::error(&node.place, message).label(label));
                    fit = false;
                }
            }
        },
    );
    fit
}

/// Reports values that are odd, as warnings, and those that cannot be meant, as errors.
pub(super) fn check_ranges(scenario: &Table, faults: &Faults) {
    for range in &RANGES {
        each(scenario, range.path, &mut |node| {
            // What is no number is told where it is read.
            let Some(value) = (range.read)(node).filter(|value| !value.is_nan()) else {
                return;
            };
            let outside = |of: &RangeInclusive<f64>| {
                let (low, high) = (of.start(), of.end());
                format!("expected {low} to {high} {}", range.unit)
            };
            let written = node.place.text().trim_matches(['"', '\'']);
            if !range.possible.contains(&value) {
                let message = format!("`{written}` cannot be meant");
                faults
                    .push(Diagnostic::error(&node.place, message).label(outside(&range.possible)));
            } else if !range.plausible.contains(&value) {
                let message = format!("`{written}` is legal, and like no port or vessel there is");
                let label = outside(&range.plausible);
                faults.push(Diagnostic::warning(&node.place, message).label(label));
            }
        });
    }
}

/// Hands every node at a path to `found`.
fn each(table: &Table, path: &[&str], found: &mut dyn FnMut(&Node)) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    for (name, node) in &table.entries {
        if *first != "*" && *first != name {
            continue;
        }
        match &node.value {
            _ if rest.is_empty() => found(node),
            Value::Table(inner) => each(inner, rest, found),
            _ => {}
        }
    }
}
