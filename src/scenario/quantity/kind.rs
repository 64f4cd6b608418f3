//! How text becomes a number in a base unit, for any kind of quantity.

use super::hint::{respelled, without_separators};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::shape::Shape;
use crate::scenario::suggest::list;
use crate::scenario::tree::{Node, Value};

/// Smallest value above zero that can be meant; keeps quotients finite.
const SMALLEST: f64 = 1e-9;

/// A kind of quantity: its name, its units with their size in the base unit, an example.
pub(super) struct Kind {
    what: &'static str,
    units: &'static [(&'static str, f64)],
    example: &'static str,
    largest: f64,
}

impl Kind {
    pub(super) const fn new(
        what: &'static str,
        example: &'static str,
        largest: f64,
        units: &'static [(&'static str, f64)],
    ) -> Self {
        Self {
            what,
            units,
            example,
            largest,
        }
    }

    /// A value in the base unit, above zero.
    pub(super) fn read_positive(&self, node: &Node, faults: &Faults) -> Option<f64> {
        above_zero(node, self.read(node, faults)?, self.what, faults)
    }

    /// A value in the base unit, not below zero.
    pub(super) fn read(&self, node: &Node, faults: &Faults) -> Option<f64> {
        let value = self.read_signed(node, faults)?;
        if value < 0.0 {
            let fault = format!("the {} {} is below zero", self.what, written(node));
            faults.push(Diagnostic::error(&node.place, fault).label("must not be negative"));
            return None;
        }
        Some(value)
    }

    pub(super) fn read_signed(&self, node: &Node, faults: &Faults) -> Option<f64> {
        faults.keys.accepts(|| Shape::Quantity {
            what: self.what,
            units: self.units.iter().map(|(unit, _)| *unit).collect(),
            example: self.example,
        });
        let Value::Text(text) = &node.value else {
            faults.push(self.no_text(node));
            return None;
        };
        match self.split(text) {
            Ok((number, size)) => within(number * size, self.largest, self.what, node, faults),
            Err(message) => {
                let fault = Diagnostic::error(&node.place, message.0).label(message.1);
                faults.push(fault);
                None
            }
        }
    }

    fn is_percent(&self) -> bool {
        matches!(self.units, [("%", _)])
    }

    /// Number and size of the unit, or message and label.
    fn split(&self, text: &str) -> Result<(f64, f64), (String, String)> {
        let what = self.what;
        let units = list(self.units.iter().map(|(unit, _)| *unit));
        let trimmed = text.trim();
        let (number, unit) = trimmed.split_at(end_of_number(trimmed));
        let Ok(value) = number.parse::<f64>() else {
            let message = format!("expected a {what} with its unit, got the text `{text}`");
            return Err((message, format!("such as \"{}\"", self.example)));
        };
        let unit = unit.trim();
        let divided = unit.starts_with([',', '_']) || unit.starts_with('\'') && unit.len() > 1;
        if divided || unit.starts_with(|c: char| c.is_ascii_digit()) {
            let (wrong, plain) = without_separators(trimmed);
            let message = format!("the {what} `{text}` {wrong}");
            return Err((message, format!("write \"{}\"", plain.trim_end())));
        }
        if unit.is_empty() {
            let message = format!("the {what} `{text}` has no unit");
            return Err((message, self.with_each_unit(number)));
        }
        if let Some((_, size)) = self.units.iter().find(|(known, _)| *known == unit) {
            return Ok((value, *size));
        }
        let one_of = if self.units.len() == 1 { "" } else { "one of " };
        let label = match respelled(value, number, unit, self.units) {
            Some(meant) => format!("write \"{meant}\""),
            None => format!("such as \"{}\"", self.example),
        };
        Err((
            format!("{what} unit `{unit}` is not {one_of}{units}"),
            label,
        ))
    }

    /// A number with each unit that it may have been meant in.
    fn with_each_unit(&self, number: &str) -> String {
        let units = self.units.iter().map(|(unit, _)| *unit);
        let spellings: Vec<String> = units.map(|unit| format!("\"{number} {unit}\"")).collect();
        format!("write {}", spellings.join(" or "))
    }

    /// A value that is not even text; a bare number is told what it might mean.
    fn no_text(&self, node: &Node) -> Diagnostic {
        let what = self.what;
        let got = node.value.describe();
        let article = if what.starts_with(['a', 'e']) {
            "an"
        } else {
            "a"
        };
        let message = format!("expected {article} {what} with its unit, got {got}");
        let fault = Diagnostic::error(&node.place, message);
        let number = node.place.text();
        match node.value {
            // Percent as a fraction are meant a hundred times as many.
            Value::Float(fraction) if self.is_percent() && fraction <= self.largest => {
                let percent = (fraction * 1e5).round() / 1e3;
                fault.label(format!("write \"{percent} %\""))
            }
            Value::Integer(_) | Value::Float(_) => fault.label(self.with_each_unit(number)),
            _ => fault.label(format!("such as \"{}\"", self.example)),
        }
    }
}

/// Where the number at the beginning of `text` ends.
fn end_of_number(text: &str) -> usize {
    if let Some(word) = ["nan", "inf", "+inf", "-inf"]
        .into_iter()
        .find(|word| text.starts_with(word))
    {
        return word.len();
    }
    let bytes = text.as_bytes();
    let part = |at: usize| match bytes[at] {
        b'0'..=b'9' | b'.' => true,
        b'+' | b'-' => at == 0 || matches!(bytes[at - 1], b'e' | b'E'),
        b'e' | b'E' => {
            let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            let sign = bytes.get(at + 1).is_some_and(|next| b"+-".contains(next));
            at > 0 && (digit(at + 1) || sign && digit(at + 2))
        }
        _ => false,
    };
    (0..bytes.len())
        .find(|at| !part(*at))
        .unwrap_or(bytes.len())
}

/// Refuses what is not finite or out of all proportion.
pub(super) fn within(
    value: f64,
    largest: f64,
    what: &str,
    node: &Node,
    faults: &Faults,
) -> Option<f64> {
    let refuse = |why: &str| {
        let fault = format!("the {what} {} {why}", written(node));
        let label = if what == "share" && value.is_finite() {
            "write \"100 %\" or less"
        } else {
            "no such value"
        };
        faults.push(Diagnostic::error(&node.place, fault).label(label));
        None
    };
    if !value.is_finite() {
        return refuse("is not finite");
    }
    if value.abs() > largest * (1.0 + 1e-12) {
        return match what {
            "share" => refuse("is more than 100 %"),
            _ => refuse("is larger than can be meant"),
        };
    }
    if value.abs() < SMALLEST && value.abs() > 0.0 {
        return refuse("is too small to tell from zero");
    }
    Some(value.clamp(-largest, largest))
}

/// The user's own words, in backticks and without quotes.
pub(super) fn written(node: &Node) -> String {
    format!("`{}`", node.place.text().trim_matches(['"', '\'']))
}

/// Refuses zero where nothing would be left.
pub(super) fn above_zero(node: &Node, value: f64, what: &str, faults: &Faults) -> Option<f64> {
    if value > 0.0 {
        return Some(value);
    }
    let fault = format!("the {what} {} is not above zero", written(node));
    faults.push(Diagnostic::error(&node.place, fault).label("must be above zero"));
    None
}
