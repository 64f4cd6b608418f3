//! What keys and their values are called in front of people.

use crate::experiment::sweep::SweepCell;
use crate::report::words::{capitalized, heading};

/// Digits of a value that are shown; a drawn one has nine.
const DIGITS: usize = 4;
/// Parts of a path that a short name leaves out.
const SILENT: [&str; 3] = ["wharf", "main", "shift"];

/// Short names of keys: `terminal.pier_500.wharf.main.cranes` is "Pier 500 cranes". Those that
/// would be called alike keep their paths.
pub(super) fn names(keys: &[String]) -> Vec<String> {
    let names: Vec<String> = keys.iter().map(|key| short(key)).collect();
    let alike = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let each = keys.iter().zip(&names);
    each.map(|(key, name)| if alike(name) { key } else { name }.clone())
        .collect()
}

fn short(key: &str) -> String {
    let parts: Vec<&str> = key.split('.').collect();
    let plain = |part: &&str| {
        let mut letters = part.chars();
        letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if !parts.iter().all(plain) {
        return key.to_owned();
    }
    let spaced = |part: &&str| part.replace('_', " ");
    match parts.as_slice() {
        [_, name, rest @ ..] if !rest.is_empty() => {
            let rest: Vec<&str> = match rest {
                [.., last] if SILENT.contains(last) => rest.to_vec(),
                _ => rest
                    .iter()
                    .copied()
                    .filter(|part| !SILENT.contains(part))
                    .collect(),
            };
            let rest: Vec<String> = rest.iter().map(spaced).collect();
            if SILENT.contains(name) {
                capitalized(&rest.join(" "))
            } else {
                format!("{} {}", heading(name), rest.join(" "))
            }
        }
        _ => {
            let words: Vec<String> = parts.iter().map(spaced).collect();
            capitalized(&words.join(" "))
        }
    }
}

/// A value with no more digits than are read: "1.782711886 %/yr" is "1.783 %/yr".
pub(super) fn value(words: &str) -> String {
    let (number, unit) = parts(words);
    if number.bytes().filter(u8::is_ascii_digit).count() <= DIGITS {
        return words.to_owned();
    }
    let rounded = number.parse().ok().and_then(|value: f64| {
        let text = format!("{value:.*e}", DIGITS - 1);
        text.parse::<f64>().ok()
    });
    match rounded {
        // Whole numbers stay as they were written.
        Some(rounded) if number.contains('.') => format!("{rounded} {unit}").trim_end().to_owned(),
        _ => words.to_owned(),
    }
}

/// The unit that all values of a key have, if they are numbers of one.
pub(super) fn unit(cells: &[SweepCell], column: usize) -> Option<&str> {
    let mut units = cells.iter().map(|cell| parts(&cell.values[column]).1);
    let first = units.next().filter(|unit| !unit.is_empty())?;
    let numbers = cells
        .iter()
        .all(|cell| !parts(&cell.values[column]).0.is_empty());
    (numbers && units.all(|unit| unit == first)).then_some(first)
}

/// A value without its unit.
pub(super) fn bare(words: &str) -> String {
    parts(&value(words)).0.to_owned()
}

/// The number that words begin with, and the unit behind it; all is unit where there is none.
fn parts(words: &str) -> (&str, &str) {
    let is_number = |c: char| c.is_ascii_digit() || "+-.".contains(c);
    let end = words.find(|c| !is_number(c)).unwrap_or(words.len());
    let number = words[..end].parse::<f64>();
    match number {
        Ok(_) => (&words[..end], words[end..].trim()),
        Err(_) => ("", words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_short_names_unless_they_would_be_alike() {
        let named = |keys: &[&str]| {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            names(&keys)
        };
        assert_eq!(
            named(&[
                "terminal.pier_500.wharf.main.cranes",
                "demand.los_angeles.growth",
                "labor.shift.night.gangs_per_vessel",
                "cargo.teu_per_move",
                "service.vessels.arrivals.exponential.mean",
                "terminal.\"<b>\".policy",
            ]),
            [
                "Pier 500 cranes",
                "Los Angeles growth",
                "Night gangs per vessel",
                "Cargo teu per move",
                "Vessels arrivals exponential mean",
                "terminal.\"<b>\".policy",
            ]
        );
        let alike = ["terminal.a.wharf.main.cranes", "terminal.a.cranes"];
        assert_eq!(named(&alike), alike);
    }

    #[test]
    fn drawn_values_are_shown_with_four_digits() {
        for (words, shown) in [
            ("1.782711886 %/yr", "1.783 %/yr"),
            ("2433.333333", "2433"),
            ("12", "12"),
            ("123456", "123456"),
            ("2400 ft", "2400 ft"),
            ("first_come", "first_come"),
            ("2025-01-01", "2025-01-01"),
        ] {
            assert_eq!(value(words), shown);
        }
        assert_eq!(
            (bare("2.433333333 %/yr"), bare("x")),
            ("2.433".into(), String::new())
        );
    }
}
