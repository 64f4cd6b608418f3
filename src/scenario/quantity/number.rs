//! Bare numbers: those without a dimension.

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
    faults.accepts(&node.key, || Shape::Number);
    let number = match node.value {
        Value::Integer(number) => number as f64,
        Value::Float(number) => number,
        ref other => {
            let fault = format!("expected a bare number, got {}", other.describe());
            faults.push(Diagnostic::error(&node.place, fault).label("has no unit, such as 0.35"));
            return None;
        }
    };
    within(number, LARGEST, "number", node, faults)
}

/// A number without a dimension, above zero.
pub(in crate::scenario) fn positive_number(node: &Node, faults: &Faults) -> Option<f64> {
    let value = number(node, faults)?;
    above_zero(node, value, "number", faults)
}

/// A whole number from `least` to `most`.
pub(in crate::scenario) fn whole(
    node: &Node,
    least: u64,
    most: u64,
    faults: &Faults,
) -> Option<u64> {
    faults.accepts(&node.key, || Shape::Whole { least, most });
    let refuse = |got: String| {
        faults.push(
            Diagnostic::error(&node.place, format!("expected a whole number, got {got}"))
                .label(format!("from {least} to {most}")),
        );
        None
    };
    match node.value {
        Value::Integer(number) => match u64::try_from(number) {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => refuse(format!("`{number}`")),
        },
        ref other => refuse(other.describe()),
    }
}
