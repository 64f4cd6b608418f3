//! Ranges in which values can be meant, key by key, looked at on the tree before anything is read from it.

use std::ops::RangeInclusive;

use super::diagnostic::Diagnostic;
use super::distribution::random_duration;
use super::faults::Faults;
use super::limits::{MOST_ANNUAL_TEU, each};
use super::quantity::{area, cargo, distance, length, power, pumping_rate, speed};
use super::tree::{Node, Table, Value};
use crate::port::bay::MOST_MOVES;

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

/// Ranges of keys, wide enough for any port and vessel that there is.
const RANGES: [Range; 40] = [
    range(
        &["cargo", "teu_per_move"],
        (number, "TEU"),
        1.0..=2.2,
        0.1..=10.0,
    ),
    range(
        &["service", "*", "moves"],
        (number, "moves"),
        1.0..=50_000.0,
        0.0..=MOST_MOVES,
    ),
    range(
        &["service", "*", "moves", "*", "mean"],
        (number, "moves"),
        1.0..=50_000.0,
        0.0..=MOST_MOVES,
    ),
    range(
        &["demand", "*", "annual"],
        (teu, "TEU"),
        100.0..=100e6,
        0.001..=MOST_ANNUAL_TEU,
    ),
    range(
        &["origin", "*", "distance"],
        (nautical_miles, "nm"),
        1.0..=25_000.0,
        0.0..=100_000.0,
    ),
    range(
        &["speed_zone", "outer"],
        (nautical_miles, "nm"),
        1.0..=300.0,
        0.0..=25_000.0,
    ),
    range(
        &["speed_zone", "limit"],
        (knots, "kn"),
        3.0..=30.0,
        0.1..=100.0,
    ),
    range(
        &["approach", "offshore_speed"],
        (knots, "kn"),
        0.0..=15.0,
        0.0..=100.0,
    ),
    range(
        &["vessel_class", "*", "loa"],
        (meters, "m"),
        20.0..=500.0,
        1.0..=2_000.0,
    ),
    range(
        &["vessel_class", "*", "beam"],
        (meters, "m"),
        5.0..=100.0,
        0.5..=500.0,
    ),
    range(
        &["vessel_class", "*", "draft"],
        (meters, "m"),
        1.0..=30.0,
        0.1..=200.0,
    ),
    range(
        &["vessel_class", "*", "air_draft"],
        (meters, "m"),
        1.0..=100.0,
        0.1..=500.0,
    ),
    range(
        &["vessel_class", "*", "capacity"],
        (teu, "TEU"),
        50.0..=40_000.0,
        1.0..=1e6,
    ),
    range(
        &["vessel_class", "*", "rows"],
        (count, "rows"),
        1.0..=40.0,
        1.0..=1_000.0,
    ),
    range(
        &["vessel_class", "*", "hatches"],
        (count, "hatches"),
        1.0..=60.0,
        1.0..=1_000.0,
    ),
    range(
        &["vessel_class", "*", "cranes"],
        (count, "cranes"),
        1.0..=20.0,
        1.0..=1_000.0,
    ),
    range(
        &["vessel_class", "*", "service_speed"],
        (knots, "kn"),
        5.0..=35.0,
        0.1..=100.0,
    ),
    range(
        &["vessel_class", "*", "max_speed"],
        (knots, "kn"),
        5.0..=40.0,
        0.1..=100.0,
    ),
    range(
        &["vessel_class", "*", "main_engine"],
        (kilowatts, "kW"),
        100.0..=120_000.0,
        1.0..=1e6,
    ),
    range(
        &["vessel_class", "*", "auxiliary_load", "*"],
        (kilowatts, "kW"),
        0.0..=20_000.0,
        0.0..=100_000.0,
    ),
    range(
        &["vessel_class", "*", "boiler_load", "*"],
        (kilowatts, "kW"),
        0.0..=20_000.0,
        0.0..=100_000.0,
    ),
    range(
        &["terminal", "*", "shore_power", "point_limit"],
        (kilowatts, "kW"),
        0.0..=50_000.0,
        0.0..=1e6,
    ),
    range(
        &["terminal", "*", "shore_power", "terminal_limit"],
        (kilowatts, "kW"),
        0.0..=500_000.0,
        0.0..=1e7,
    ),
    range(
        &["terminal", "*", "shore_power", "points"],
        (count, "points"),
        0.0..=50.0,
        0.0..=10_000.0,
    ),
    range(
        &["terminal", "*", "wharf", "*", "length"],
        (meters, "m"),
        50.0..=10_000.0,
        1.0..=1e6,
    ),
    range(
        &["terminal", "*", "wharf", "*", "clearance"],
        (meters, "m"),
        0.0..=200.0,
        0.0..=10_000.0,
    ),
    range(
        &["terminal", "*", "wharf", "*", "depth"],
        (meters, "m"),
        3.0..=40.0,
        0.1..=1_000.0,
    ),
    range(
        &["terminal", "*", "area"],
        (acres, "acres"),
        1.0..=5_000.0,
        0.001..=1e6,
    ),
    // On average; textbooks have customers in the place of moves.
    range(
        &["terminal", "*", "cycle_time"],
        (minutes, "min"),
        0.1..=1e6,
        0.0..=f64::MAX,
    ),
    range(
        &["terminal_defaults", "cycle_time"],
        (minutes, "min"),
        0.1..=1e6,
        0.0..=f64::MAX,
    ),
    range(
        &["terminal", "*", "repair_time"],
        (hours, "h"),
        0.0..=720.0,
        0.0..=8_784_000.0,
    ),
    range(
        &["terminal_defaults", "repair_time"],
        (hours, "h"),
        0.0..=720.0,
        0.0..=8_784_000.0,
    ),
    range(
        &["terminal", "*", "before_first_move"],
        (hours, "h"),
        0.0..=720.0,
        0.0..=8_784_000.0,
    ),
    range(
        &["terminal_defaults", "before_first_move"],
        (hours, "h"),
        0.0..=720.0,
        0.0..=8_784_000.0,
    ),
    range(
        &["terminal", "*", "after_last_move"],
        (hours, "h"),
        0.0..=720.0,
        0.0..=8_784_000.0,
    ),
    range(
        &["terminal_defaults", "after_last_move"],
        (hours, "h"),
        0.0..=720.0,
        0.0..=8_784_000.0,
    ),
    range(
        &["port", "*", "headway"],
        (hours, "h"),
        0.0..=24.0,
        0.0..=8_784.0,
    ),
    range(
        &["port", "*", "inbound"],
        (hours, "h"),
        0.0..=72.0,
        0.0..=8_784.0,
    ),
    range(
        &["port", "*", "outbound"],
        (hours, "h"),
        0.0..=72.0,
        0.0..=8_784.0,
    ),
    range(
        &["bunker_barges", "*", "rate"],
        (tonnes_an_hour, "t/h"),
        20.0..=10_000.0,
        1.0..=100_000.0,
    ),
];

const fn range(
    path: &'static [&'static str],
    (read, unit): (fn(&Node) -> Option<f64>, &'static str),
    plausible: RangeInclusive<f64>,
    possible: RangeInclusive<f64>,
) -> Range {
    Range {
        path,
        read,
        unit,
        plausible,
        possible,
    }
}

fn count(node: &Node) -> Option<f64> {
    match node.value {
        Value::Integer(number) => Some(number as f64),
        _ => None,
    }
}

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

fn meters(node: &Node) -> Option<f64> {
    Some(length(node, &Faults::default())?.value())
}

fn nautical_miles(node: &Node) -> Option<f64> {
    Some(distance(node, &Faults::default())?.value())
}

fn teu(node: &Node) -> Option<f64> {
    Some(cargo(node, &Faults::default())?.value())
}

fn acres(node: &Node) -> Option<f64> {
    Some(area(node, &Faults::default())?.value())
}

/// Of a time that is random, on average.
fn minutes(node: &Node) -> Option<f64> {
    Some(random_duration(node, &Faults::default())?.mean() / 60_000.0)
}

fn hours(node: &Node) -> Option<f64> {
    Some(minutes(node)? / 60.0)
}

fn tonnes_an_hour(node: &Node) -> Option<f64> {
    pumping_rate(node, &Faults::default())
}

fn kilowatts(node: &Node) -> Option<f64> {
    Some(power(node, &Faults::default())?.value())
}

/// Reports values that are odd, as warnings, and those that cannot be meant, as errors.
pub(super) fn check_ranges(scenario: &Table, faults: &Faults) {
    for range in &RANGES {
        each(scenario, range.path, &mut |node| {
            // Zero and less, and no numbers, where they cannot be, are reported where the key is read.
            let Some(value) = (range.read)(node).filter(|value| *value > 0.0) else {
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
