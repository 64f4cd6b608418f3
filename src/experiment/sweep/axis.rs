//! What is varied: a key with its values, or with a range of them.

/// A key that is varied over listed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Dotted path of the key.
    pub key: String,
    /// Values as written in the scenario.
    pub values: Vec<String>,
}

/// A key that is varied over a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// Dotted path of the key.
    pub key: String,
    /// Lowest value, in the unit.
    pub low: f64,
    /// Highest value, in the unit.
    pub high: f64,
    /// Unit as written in the scenario; empty for a bare number.
    pub unit: String,
    /// Whether only whole numbers make sense: both ends are written as such, without a unit.
    pub whole: bool,
}

impl Axis {
    /// A key and its values, such as `terminal.pier_400.wharf.main.cranes=16,18,20`.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, values) = text.split_once('=')?;
        let values: Vec<String> = values
            .split(',')
            .map(|value| value.trim().to_owned())
            .collect();
        let complete = !key.trim().is_empty() && values.iter().all(|value| !value.is_empty());
        complete.then(|| Self {
            key: key.trim().to_owned(),
            values,
        })
    }
}

impl Range {
    /// A key and its range, such as `demand.los_angeles.growth=1.5 %/yr..2.9 %/yr`; the unit may
    /// stand at the upper end alone.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, range) = text.split_once('=')?;
        let (low, high) = range.split_once("..")?;
        let ((low, low_unit), (high, unit)) = (quantity(low)?, quantity(high)?);
        let of_one_unit = low_unit.is_empty() || low_unit == unit;
        let is_whole = |value: f64| (value - value.round()).abs() < 1e-12;
        let written_whole = !range.replace("..", " ").contains('.');
        (low < high && of_one_unit && !key.trim().is_empty()).then(|| Self {
            key: key.trim().to_owned(),
            low,
            high,
            whole: unit.is_empty() && written_whole && is_whole(low) && is_whole(high),
            unit,
        })
    }

    /// The value a share of the way up the range.
    fn value(&self, share: f64) -> f64 {
        let value = self.low + (self.high - self.low) * share;
        if self.whole { value.round() } else { value }
    }

    /// How far up the range the value lies that stands for a share: the share itself, but for whole
    /// numbers.
    pub fn reached(&self, share: f64) -> f64 {
        (self.value(share) - self.low) / (self.high - self.low)
    }

    /// The value a share of the way up the range, as written in a scenario.
    pub fn at(&self, share: f64) -> String {
        let value = self.value(share);
        // Nine digits: enough for any input, and no tail of binary fractions.
        let shown: f64 = format!("{value:.9e}").parse().unwrap_or(value);
        if self.unit.is_empty() {
            shown.to_string()
        } else {
            format!("{shown} {}", self.unit)
        }
    }
}

/// A number and the unit behind it.
fn quantity(text: &str) -> Option<(f64, String)> {
    let text = text.trim();
    let is_number = |c: char| c.is_ascii_digit() || "+-.".contains(c);
    let end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    let number: f64 = text[..end].parse().ok()?;
    Some((number, text[end..].trim().to_owned()))
}

/// The number a value begins with, where it does: its place on an axis.
pub fn number_of(value: &str) -> Option<f64> {
    quantity(value).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_as_they_are_written() {
        let axis = Axis::parse("labor.order_lead = 2 h, 8 h").unwrap();
        assert_eq!(
            (axis.key.as_str(), axis.values),
            ("labor.order_lead", vec!["2 h".into(), "8 h".into()])
        );
        assert_eq!(Axis::parse("key=1,,2"), None);
        assert_eq!(Axis::parse("key"), None);
    }

    #[test]
    fn a_range_has_one_unit_and_whole_numbers_stay_whole() {
        let range = Range::parse("demand.la.growth=1.5..2.9 %/yr").unwrap();
        assert_eq!(
            [0.0, 0.5, 1.0].map(|share| range.at(share)),
            ["1.5 %/yr", "2.2 %/yr", "2.9 %/yr"]
        );
        let cranes = Range::parse("terminal.a.wharf.main.cranes=8..13").unwrap();
        assert_eq!(
            [0.0, 0.25, 0.5, 1.0].map(|share| cranes.at(share)),
            ["8", "9", "11", "13"]
        );
        let bare = Range::parse("cargo.teu_per_move=1.8..1.9").unwrap();
        assert_eq!(bare.at(0.3), "1.83");
        for wrong in ["a=2 h..1 h", "a=1 h..2 d", "a=1", "=1..2", "a=x..y"] {
            assert_eq!(Range::parse(wrong), None, "{wrong}");
        }
        assert_eq!(number_of("2.2 %/yr"), Some(2.2));
        assert_eq!(number_of("best_fit"), None);
    }
}
