//! Bare numbers: those without a dimension.

use std::ops::RangeInclusive;

use super::kind::{above_zero, within, written};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::shape::Shape;
use crate::scenario::tree::{Node, Value};

/// Largest value in the base unit that can be meant; keeps sums and products finite.
const LARGEST: f64 = 1e12;

/// A number without a dimension, such as a coefficient of variation; not below zero.
pub(in crate::scenario) fn number(node: &Node, faults: &Faults) -> Option<f64> {
    let value = signed_number(node, faults)?;
    if value < 0.0 {
        let fault = format!("the number {} is below zero", written(node));
        faults.push(Diagnostic::error(&node.place, fault).label("must not be negative"));
        return None;
    }
    Some(value)
}

/// A number without a dimension that may be below zero, such as a target.
pub(in crate::scenario) fn signed_number(node: &Node, faults: &Faults) -> Option<f64> {
    faults.keys.accepts(|| Shape::Number);
    let number = match node.value {
        Value::Integer(number) => number as f64,
        Value::Float(number) => number,
        ref other => {
            let fault = format!("expected a bare number, got {}", other.describe());
            let label = bare(node).map_or_else(
                || "has no unit, such as 0.35".to_owned(),
                |number| format!("write {number}, without quotes or unit"),
            );
            faults.push(Diagnostic::error(&node.place, fault).label(label));
            return None;
        }
    };
    within(number, LARGEST, "number", node, faults)
}

/// The number that a text begins with, such as `14 cranes`; a percentage is no number of these.
fn bare(node: &Node) -> Option<f64> {
    let Value::Text(text) = &node.value else {
        return None;
    };
    let (first, unit) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let number = first.parse().ok().filter(|number: &f64| number.is_finite());
    number.filter(|_| !unit.starts_with('%'))
}

/// A number without a dimension, above zero.
pub(in crate::scenario) fn positive_number(node: &Node, faults: &Faults) -> Option<f64> {
    let value = number(node, faults)?;
    above_zero(node, value, "number", faults)
}

/// A whole number in a range.
pub(in crate::scenario) fn whole<N: Copy + Into<u64> + TryFrom<u64>>(
    range: RangeInclusive<N>,
) -> impl Fn(&Node, &Faults) -> Option<N> {
    let (least, most): (u64, u64) = ((*range.start()).into(), (*range.end()).into());
    move |node, faults| {
        faults.keys.accepts(|| Shape::Whole { least, most });
        let got = match node.value {
            Value::Integer(number) => match u64::try_from(number) {
                Ok(number) if (least..=most).contains(&number) => return N::try_from(number).ok(),
                _ => format!("`{number}`"),
            },
            ref other => other.describe(),
        };
        let within = |number: &f64| (least as f64..=most as f64).contains(number);
        let label = match bare(node).filter(within) {
            Some(number) if number % 1.0 == 0.0 => format!("write {number}, without quotes"),
            _ => format!("from {least} to {most}"),
        };
        let message = format!("expected a whole number, got {got}");
        faults.push(Diagnostic::error(&node.place, message).label(label));
        None
    }
}
