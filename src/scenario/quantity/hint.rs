//! What to write instead of a text that is no quantity: commas, spelled-out units, big words.

/// Units as people spell them, and as they are written here.
const SPELLED: [(&str, &str); 30] = [
    ("meter", "m"),
    ("meters", "m"),
    ("metre", "m"),
    ("metres", "m"),
    ("foot", "ft"),
    ("feet", "ft"),
    ("'", "ft"),
    ("nmi", "nm"),
    ("knot", "kn"),
    ("knots", "kn"),
    ("kt", "kn"),
    ("kts", "kn"),
    ("second", "s"),
    ("seconds", "s"),
    ("mins", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("hr", "h"),
    ("hrs", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("day", "d"),
    ("days", "d"),
    ("week", "weeks"),
    ("percent", "%"),
    ("acre", "acres"),
    ("%", "%/yr"),
    ("%/year", "%/yr"),
    ("% per year", "%/yr"),
    ("% a year", "%/yr"),
];

/// Words for many.
const MANY: [(&str, f64); 3] = [("million", 1e6), ("mio", 1e6), ("thousand", 1e3)];

/// A text with commas, dots or spaces in its number: what is wrong with it, and the text without.
///
/// Groups of three digits are thousands, anything else after a comma is a fraction.
pub(super) fn without_separators(text: &str) -> (&'static str, String) {
    let number_ends = text
        .find(|c: char| !(c.is_ascii_digit() || ",._' +-".contains(c)))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(number_ends);
    let (number, unit) = (number.trim(), unit.trim());
    let groups: Vec<&str> = number.split([',', '_', '\'', ' ']).collect();
    let thousands = groups[1..].iter().all(|group| {
        let whole = group.split('.').next().unwrap_or_default();
        whole.len() == 3
    });
    if thousands {
        return (
            "has a thousands separator",
            format!("{} {unit}", groups.concat()),
        );
    }
    let plain = number.replace(['.', ' ', '\''], "").replace(',', ".");
    ("has a decimal comma", format!("{plain} {unit}"))
}

/// How a number with a unit that is none of `units` was probably meant.
pub(super) fn respelled(
    value: f64,
    number: &str,
    unit: &str,
    units: &[(&str, f64)],
) -> Option<String> {
    let known = |meant: &str| units.iter().find(|(known, _)| *known == meant);
    for (word, many) in MANY {
        if let Some(rest) = unit.strip_prefix(word)
            && let Some((unit, _)) = known(rest.trim())
        {
            return Some(format!("{} {unit}", value * many));
        }
    }
    let same = units
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(unit));
    let spelled = || {
        let lower = unit.to_ascii_lowercase();
        let mut meant = SPELLED.iter().filter(|(typed, _)| *typed == lower);
        meant.find_map(|(_, meant)| known(meant))
    };
    let (unit, _) = same.or_else(spelled)?;
    Some(format!("{number} {unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_are_thousands_in_groups_of_three_and_fractions_otherwise() {
        for (typed, meant) in [
            ("1,250 ft", "1250 ft"),
            ("10,239,327 TEU", "10239327 TEU"),
            ("10 239 327 TEU", "10239327 TEU"),
            ("1,250.5 ft", "1250.5 ft"),
            ("1,5 %/yr", "1.5 %/yr"),
            ("7,25 MW", "7.25 MW"),
            ("1.250,5 m", "1250.5 m"),
        ] {
            assert_eq!(without_separators(typed).1, meant, "{typed}");
        }
    }

    #[test]
    fn units_are_known_by_their_words() {
        let cargo = [("TEU", 1.0)];
        let meant = |number: f64, unit, units| respelled(number, &number.to_string(), unit, units);
        assert_eq!(
            meant(10.2, "million TEU", &cargo),
            Some("10200000 TEU".into())
        );
        assert_eq!(meant(5.0, "teu", &cargo), Some("5 TEU".into()));
        assert_eq!(meant(5.0, "boxes", &cargo), None);
        let growth = [("%/yr", 0.01)];
        assert_eq!(meant(2.9, "%", &growth), Some("2.9 %/yr".into()));
        assert_eq!(meant(2.9, "%/year", &growth), Some("2.9 %/yr".into()));
        // A unit of something else is not turned into one of this kind.
        assert_eq!(meant(2.0, "hours", &[("m", 1.0)]), None);
    }
}
