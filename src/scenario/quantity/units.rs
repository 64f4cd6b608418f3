//! The kinds of quantity of a scenario, their units, and a reader for each.

use super::kind::Kind;
use crate::engine::SimDuration;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::tree::Node;
use crate::units::{
    Acres, DollarsPerTeu, GramsPerKilowattHour, Kilowatts, Knots, METERS_PER_FOOT, Meters,
    NauticalMiles, Teu,
};

/// Milliseconds of the longest span that can be meant: 1,000 years.
const LONGEST_MS: f64 = 1_000.0 * 366.0 * 86_400_000.0;

const LENGTH: Kind = Kind::new(
    "length",
    "366 m",
    1e6,
    &[("m", 1.0), ("ft", METERS_PER_FOOT)],
);
const DISTANCE: Kind = Kind::new("distance at sea", "5750 nm", 1e5, &[("nm", 1.0)]);
const SPEED: Kind = Kind::new("speed", "18 kn", 100.0, &[("kn", 1.0)]);
const POWER: Kind = Kind::new("power", "7.5 MW", 1e9, &[("kW", 1.0), ("MW", 1_000.0)]);
const DURATION: Kind = Kind::new("duration", "90 min", LONGEST_MS, &SPANS);
const SPANS: [(&str, f64); 6] = [
    ("ms", 1.0),
    ("s", 1_000.0),
    ("min", 60_000.0),
    ("h", 3_600_000.0),
    ("d", 86_400_000.0),
    ("weeks", 604_800_000.0),
];
const SHARE: Kind = Kind::new("share", "95 %", 1.0, &[("%", 0.01)]);
const PERCENTAGE: Kind = Kind::new("percentage", "118 %", 10.0, &[("%", 0.01)]);
const GROWTH: Kind = Kind::new("growth", "1.5 %/yr", 1.0, &[("%/yr", 0.01)]);
const AREA: Kind = Kind::new("area", "484 acres", 1e6, &[("acres", 1.0)]);
const CARGO: Kind = Kind::new("amount of cargo", "14000 TEU", 1e9, &[("TEU", 1.0)]);
const DENSITY: Kind = Kind::new(
    "yard density",
    "6000 TEU/acre/yr",
    1e6,
    &[("TEU/acre/yr", 1.0)],
);
const VALUE: Kind = Kind::new("cargo value", "48600 USD/TEU", 1e9, &[("USD/TEU", 1.0)]);
const FACTOR: Kind = Kind::new("emission factor", "195 g/kWh", 1e6, &[("g/kWh", 1.0)]);
const PUMPING: Kind = Kind::new("pumping rate", "400 t/h", 1e6, &[("t/h", 1.0)]);

/// Length in meters or feet.
pub(in crate::scenario) fn length(node: &Node, faults: &Faults) -> Option<Meters> {
    LENGTH.read(node, faults).map(Meters::new)
}

/// Distance at sea.
pub(in crate::scenario) fn distance(node: &Node, faults: &Faults) -> Option<NauticalMiles> {
    DISTANCE.read(node, faults).map(NauticalMiles::new)
}

/// Speed through the water, above zero.
pub(in crate::scenario) fn speed(node: &Node, faults: &Faults) -> Option<Knots> {
    SPEED.read_positive(node, faults).map(Knots::new)
}

/// Worth of cargo.
pub(in crate::scenario) fn cargo_value(node: &Node, faults: &Faults) -> Option<DollarsPerTeu> {
    VALUE.read(node, faults).map(DollarsPerTeu::new)
}

/// Power.
pub(in crate::scenario) fn power(node: &Node, faults: &Faults) -> Option<Kilowatts> {
    POWER.read(node, faults).map(Kilowatts::new)
}

/// Span of time in milliseconds, not rounded.
pub(in crate::scenario) fn milliseconds(node: &Node, faults: &Faults) -> Option<f64> {
    DURATION.read(node, faults)
}

/// Span of time.
pub(in crate::scenario) fn duration(node: &Node, faults: &Faults) -> Option<SimDuration> {
    let hours = DURATION.read(node, faults)? / 3_600_000.0;
    Some(SimDuration::from_hours(hours))
}

/// Share from 0 % to 100 %, as a fraction.
pub(in crate::scenario) fn share(node: &Node, faults: &Faults) -> Option<f64> {
    SHARE.read(node, faults)
}

/// So much of something, above 0 % and maybe above 100 %, as a factor.
pub(in crate::scenario) fn percentage(node: &Node, faults: &Faults) -> Option<f64> {
    PERCENTAGE.read_positive(node, faults)
}

/// Share of which something is left, as a fraction below 1; what nothing left means says `message`.
pub(in crate::scenario) fn share_below_all(
    message: &'static str,
) -> impl Fn(&Node, &Faults) -> Option<f64> {
    move |node, faults| {
        let share = SHARE.read(node, faults)?;
        if share < 1.0 {
            return Some(share);
        }
        faults.push(Diagnostic::error(&node.place, message).label("must be below 100 %"));
        None
    }
}

/// The sum in percent, rounded for people, of shares that should add up to 1 and do not.
pub(in crate::scenario) fn missed_sum(sum: f64) -> Option<f64> {
    /// How far written shares may miss 100 %: three thirds of 33.3 % do.
    const TOLERANCE: f64 = 0.002;
    ((sum - 1.0).abs() > TOLERANCE).then(|| (sum * 1_000.0).round() / 10.0)
}

/// Growth a year as a fraction; the one quantity that may be below zero.
pub(in crate::scenario) fn growth(node: &Node, faults: &Faults) -> Option<f64> {
    let value = GROWTH.read_signed(node, faults)?;
    if value <= -1.0 {
        faults.push(
            Diagnostic::error(&node.place, "a port cannot lose all its cargo every year")
                .help("write a growth above -100 %/yr"),
        );
        return None;
    }
    Some(value)
}

/// Area of land.
pub(in crate::scenario) fn area(node: &Node, faults: &Faults) -> Option<Acres> {
    AREA.read_positive(node, faults).map(Acres::new)
}

/// Cargo or capacity, above zero.
pub(in crate::scenario) fn cargo(node: &Node, faults: &Faults) -> Option<Teu> {
    CARGO.read_positive(node, faults).map(Teu::new)
}

/// TEU an acre of yard handles in a year.
pub(in crate::scenario) fn density(node: &Node, faults: &Faults) -> Option<f64> {
    DENSITY.read(node, faults)
}

/// Fuel pumped in metric tonnes an hour, above zero.
pub(in crate::scenario) fn pumping_rate(node: &Node, faults: &Faults) -> Option<f64> {
    PUMPING.read_positive(node, faults)
}

/// Emissions of a kilowatt-hour.
pub(in crate::scenario) fn emission_factor(
    node: &Node,
    faults: &Faults,
) -> Option<GramsPerKilowattHour> {
    FACTOR.read(node, faults).map(GramsPerKilowattHour::new)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::quantity::{number, whole};
    use crate::scenario::source::{Place, Source};
    use crate::scenario::tree::Value;

    fn node(value: Value) -> Node {
        let text = match &value {
            Value::Text(text) => format!("\"{text}\""),
            Value::Float(number) => number.to_string(),
            Value::Integer(number) => number.to_string(),
            _ => "other".to_owned(),
        };
        let span = 0..text.len();
        let name = "test.toml".into();
        let source = Arc::new(Source {
            name,
            text,
            order: 0,
        });
        let place = Place::new(&source, span);
        Node {
            key: place.clone(),
            place,
            value,
        }
    }

    fn text(text: &str) -> Node {
        node(Value::Text(text.into()))
    }

    /// The value, or the message and label of the only fault.
    fn read<T>(node: &Node, parse: impl Fn(&Node, &Faults) -> Option<T>) -> Result<T, String> {
        let faults = Faults::default();
        parse(node, &faults).ok_or_else(|| {
            let mut found = faults.into_sorted();
            assert_eq!(found.len(), 1, "one fault, one message: {found:?}");
            let fault = found.remove(0);
            format!("{} / {}", fault.message, fault.label)
        })
    }

    #[test]
    fn feet_and_meters_and_every_unit_of_time_are_understood() {
        let meters = read(&text("1250 ft"), length).unwrap().value();
        assert!((meters - 381.0).abs() < 1e-9, "{meters}");
        for (written, hours) in [
            ("3600000 ms", 1.0),
            ("90 s", 0.025),
            ("30min", 0.5),
            ("1.5e1 h", 15.0),
            ("2 d", 48.0),
            ("1 weeks", 168.0),
        ] {
            let span = read(&text(written), duration).unwrap();
            assert!((span.hours() - hours).abs() < 1e-9, "{written}: {span:?}");
        }
        assert!((read(&text("95 %"), share).unwrap() - 0.95).abs() < 1e-12);
        assert!((read(&text("7.5 MW"), power).unwrap().value() - 7_500.0).abs() < 1e-9);
        assert!((read(&text("-1.5 %/yr"), growth).unwrap() + 0.015).abs() < 1e-12);
    }

    #[test]
    fn each_way_to_be_wrong_says_what_to_write() {
        let wrong = |node: &Node| read(node, length).unwrap_err();
        for (node, expected) in [
            (
                node(Value::Integer(300)),
                "expected a length with its unit, got the bare number `300` / write \"300 m\" or \"300 ft\"",
            ),
            (
                text("300"),
                "the length `300` has no unit / write \"300 m\" or \"300 ft\"",
            ),
            (
                text("300 fathoms"),
                "length unit `fathoms` is not one of `m`, `ft` / such as \"366 m\"",
            ),
            (
                text("1,250 ft"),
                "the length `1,250 ft` has a thousands separator / write \"1250 ft\"",
            ),
            (
                text("-5 m"),
                "the length `-5 m` is below zero / must not be negative",
            ),
            (
                text("nan m"),
                "the length `nan m` is not finite / no such value",
            ),
            (
                text("inf m"),
                "the length `inf m` is not finite / no such value",
            ),
            (
                text("long"),
                "expected a length with its unit, got the text `long` / such as \"366 m\"",
            ),
            (
                text("1e300 m"),
                "the length `1e300 m` is larger than can be meant / no such value",
            ),
            (
                text("1e-300 m"),
                "the length `1e-300 m` is too small to tell from zero / no such value",
            ),
        ] {
            assert_eq!(wrong(&node), expected);
        }
        assert_eq!(
            read(&text("18 m/s"), speed).unwrap_err(),
            "speed unit `m/s` is not `kn` / such as \"18 kn\""
        );
        assert_eq!(
            read(&text("101 %"), share).unwrap_err(),
            "the share `101 %` is more than 100 % / write \"100 %\" or less"
        );
    }

    #[test]
    fn bare_numbers_are_refused_their_unit() {
        let wrong = read(&text("0.35 %"), number).unwrap_err();
        assert_eq!(
            wrong,
            "expected a bare number, got the text `0.35 %` / has no unit, such as 0.35"
        );
        let wrong = read(&node(Value::Float(-0.5)), number).unwrap_err();
        assert_eq!(
            wrong,
            "the number `-0.5` is below zero / must not be negative"
        );
        let wrong = read(&node(Value::Float(2.5)), whole(1..=9_u64));
        assert_eq!(
            wrong.unwrap_err(),
            "expected a whole number, got the bare number `2.5` / from 1 to 9"
        );
    }
}
