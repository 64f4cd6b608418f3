//! Numbers, marks and lengths as they stand in the cells of a list.
//!
//! A text may be a number in more than one way (`3.200` is 3.2 or 3,200): each cell takes the one
//! reading that makes sense there, and where two do, or none does, the cure names what would.

use crate::units::Meters;

/// More containers than any vessel holds, twice.
const MOST_MOVES: u32 = 50_000;
/// Lengths of seagoing vessels in meters: from a barge to longer than any that was built.
const LENGTHS_M: std::ops::RangeInclusive<f64> = 30.0..=460.0;
/// One foot.
const METERS_PER_FOOT: f64 = 0.3048;
/// What spreadsheets, statistics programs and people write where they have nothing to say.
const NOTHING: [&str; 26] = [
    "", "na", "n/a", "n.a.", "nan", "nat", "null", "none", "nil", "-", "--", "\u{2013}",
    "\u{2014}", "?", ".", "tba", "tbd", "tbc", "tbn", "<na>", "(blank)", "#n/a", "#null!",
    "#name?", "unknown", "k.a.",
];
/// What a spreadsheet shows for a formula that fails.
const FAILED_FORMULAS: [&str; 6] = ["#ref!", "#value!", "#div/0!", "#num!", "#na", "#error!"];

/// What a cell gave that was not taken, and what would be taken in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Refused {
    /// Texts that the same cell would take, the likeliest first.
    pub(super) cures: Vec<String>,
    /// Why not, where that is not plain.
    pub(super) why: String,
}

/// Unit of a length that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum LengthUnit {
    Meters,
    Feet,
}

/// Whether a cell says nothing, whatever stands in it.
pub(super) fn is_absent(cell: &str) -> bool {
    let cell = cell.trim();
    let begins_as_number = cell.starts_with(|c: char| c.is_ascii_digit());
    let is = |nothing: &&str| cell.eq_ignore_ascii_case(nothing);
    !begins_as_number && (NOTHING.iter().any(is) || FAILED_FORMULAS.iter().any(is))
}

/// Yes or no, in the words of spreadsheets and programs.
pub(super) fn truth(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "1.0" | "wahr" | "ja" | "j" | "vrai" | "oui"
        | "verdadero" | "s\u{ed}" | "si" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "0.0" | "falsch" | "nein" | "faux" | "non" | "falso" => {
            Some(false)
        }
        _ => None,
    }
}

/// NOx tier of engines.
pub(super) fn tier(cell: &str) -> Option<u8> {
    let cell = cell.to_lowercase();
    let bare = cell.trim_start_matches("imo").trim_start();
    let bare = bare.trim_start_matches("tier").trim_start();
    match bare {
        "i" => return Some(1),
        "ii" => return Some(2),
        "iii" => return Some(3),
        _ => {}
    }
    let whole = bare.strip_suffix(".0").unwrap_or(bare);
    whole.parse().ok().filter(|tier| *tier <= 3)
}

/// Containers on and off together, at least `least`.
pub(super) fn moves(cell: &str, divider: char, least: u32) -> Result<u32, Refused> {
    // Plain digits, which may be many thousands, have one reading.
    let digits = cell.len() <= 6 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let plain = cell.parse().ok().filter(|_| digits);
    if let Some(moves) = plain.filter(|moves| (least..=MOST_MOVES).contains(moves)) {
        return Ok(moves);
    }
    let lower = cell.to_lowercase();
    let units = ["moves", "lifts", "containers", "boxes"];
    let bare = units.iter().find_map(|unit| lower.strip_suffix(unit));
    let bare = bare.unwrap_or(&lower).trim();
    let whole = |divider| {
        let found = readings(bare, divider).into_iter().filter_map(whole);
        let fits = |moves: &u32| (least..=MOST_MOVES).contains(moves);
        found.filter(fits).collect::<Vec<u32>>()
    };
    match whole(divider).as_slice() {
        [moves] => Ok(*moves),
        [] if bare.ends_with("teu") => Err(Refused {
            why: "TEU are no moves".to_owned(),
            ..Refused::default()
        }),
        [] => {
            let about = bare.trim_start_matches(['~', '\u{2248}', '<', '>']).trim();
            // As a desk writes it that uses the other mark for thousands.
            let mut meant: Vec<u32> = [',', ';']
                .iter()
                .flat_map(|other| {
                    let found = readings(about, *other).into_iter().filter_map(self::whole);
                    found.filter(|moves| (least..=MOST_MOVES).contains(moves))
                })
                .collect();
            meant.dedup();
            Err(Refused {
                cures: meant.iter().map(u32::to_string).collect(),
                why: String::new(),
            })
        }
        several => Err(Refused {
            cures: several.iter().map(u32::to_string).collect(),
            why: format!("`{cell}` is one of two numbers"),
        }),
    }
}

/// Length over all. Feet are read only where the cell or its column says feet.
pub(super) fn length(
    cell: &str,
    column: Option<LengthUnit>,
    divider: char,
) -> Result<Meters, Refused> {
    let end = cell
        .find(|c: char| c.is_alphabetic() || c == '\'' && cell.ends_with('\'') || c == '\u{2032}');
    let (number, unit) = cell.split_at(end.unwrap_or(cell.len()));
    let said = match unit.trim().trim_end_matches('.').to_lowercase().as_str() {
        "" => None,
        "m" | "mtr" | "mtrs" | "meter" | "meters" | "metre" | "metres" => Some(LengthUnit::Meters),
        "ft" | "feet" | "foot" | "'" | "\u{2032}" => Some(LengthUnit::Feet),
        _ => return Err(Refused::default()),
    };
    let readings = readings(number.trim(), divider);
    let plausible = |unit: LengthUnit| {
        let meters = readings.iter().map(|number| match unit {
            LengthUnit::Meters => *number,
            LengthUnit::Feet => number * METERS_PER_FOOT,
        });
        meters
            .filter(|meters| LENGTHS_M.contains(meters))
            .collect::<Vec<f64>>()
    };
    let unit = said.or(column).unwrap_or(LengthUnit::Meters);
    if let [meters] = plausible(unit).as_slice() {
        return Ok(Meters::new(*meters));
    }
    let other = match unit {
        LengthUnit::Meters => LengthUnit::Feet,
        LengthUnit::Feet => LengthUnit::Meters,
    };
    Err(match (plausible(other).as_slice(), other) {
        ([meters], LengthUnit::Feet) => {
            let feet = meters / METERS_PER_FOOT;
            Refused {
                cures: vec![format!("{meters:.0}"), format!("{feet:.0} ft")],
                why: format!("no vessel is {feet:.0} m long; {feet:.0} ft is {meters:.0} m"),
            }
        }
        ([meters], LengthUnit::Meters) => Refused {
            cures: vec![format!("{meters:.0} m")],
            why: format!("no vessel is {meters:.0} ft long"),
        },
        _ => Refused::default(),
    })
}

/// What a text is as a number, each way once.
///
/// In a list divided by commas a point stands before decimals and a comma between thousands;
/// elsewhere either may be either.
fn readings(text: &str, divider: char) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    let mut add = |number: Option<f64>| {
        let number = number.filter(|number| number.is_finite() && *number >= 0.0);
        if let Some(number) = number
            && !found.iter().any(|known| (known - number).abs() < 1e-9)
        {
            found.push(number);
        }
    };
    let begins = text.starts_with(|c: char| c.is_ascii_digit());
    if !begins {
        return found;
    }
    let is_grouped_by_comma = grouped(text, ',', '.');
    add(text.parse().ok());
    if divider != ',' || is_grouped_by_comma.is_none() {
        let comma = text.matches(',').count() == 1 && !text.contains('.');
        add(comma.then(|| text.replace(',', ".").parse().ok()).flatten());
    }
    add(is_grouped_by_comma);
    if divider != ',' {
        add(grouped(text, '.', ','));
    }
    for mark in ['\'', '\u{2019}', '_'] {
        add(grouped(text, mark, '.'));
    }
    let spaced: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    add(grouped(&spaced, ' ', '.'));
    add(grouped(&spaced, ' ', ','));
    found
}

/// A number with a mark between its thousands.
fn grouped(text: &str, mark: char, decimal: char) -> Option<f64> {
    let (whole, decimals) = text.split_once(decimal).unwrap_or((text, "0"));
    let groups: Vec<&str> = whole.split(mark).collect();
    let [first, rest @ ..] = groups.as_slice() else {
        return None;
    };
    let digits = |group: &&&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = !rest.is_empty()
        && (1..=3).contains(&first.len())
        && rest.iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| digits(&group));
    let fits = fits && !decimals.is_empty() && digits(&&decimals);
    fits.then(|| format!("{}.{decimals}", groups.concat()).parse().ok())?
}

/// A number that is whole.
fn whole(number: f64) -> Option<u32> {
    let is_whole = number.fract().abs() < 1e-9 && number <= f64::from(u32::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, not negative and in range"
    )]
    is_whole.then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_are_whole_however_they_are_written() {
        for (cell, divider, meant) in [
            ("3200", ',', Ok(3_200)),
            ("3200.0", ',', Ok(3_200)),
            ("30.0", ';', Ok(30)),
            ("3\u{a0}200", ';', Ok(3_200)),
            ("3\u{202f}200", ',', Ok(3_200)),
            ("3'200", ';', Ok(3_200)),
            ("1,450", ',', Ok(1_450)),
            ("1,450.0", ',', Ok(1_450)),
            ("1.450", ';', Ok(1_450)),
            ("3,200 moves", ',', Ok(3_200)),
            ("1.450", ',', Err(vec!["1450"])),
            ("3.000", ';', Err(vec!["3", "3000"])),
            ("~3200", ',', Err(vec!["3200"])),
            ("12.5", ',', Err(vec![])),
            ("-5", ',', Err(vec![])),
            ("0", ',', Err(vec![])),
            ("50001", ',', Err(vec![])),
            ("3200 TEU", ',', Err(vec![])),
        ] {
            let got = moves(cell, divider, 1).map_err(|refused| refused.cures);
            let meant = meant.map_err(|cures| cures.into_iter().map(str::to_owned).collect());
            assert_eq!(got, meant, "{cell}");
            for cure in got.err().into_iter().flatten() {
                assert!(moves(&cure, divider, 1).is_ok(), "{cure} for {cell}");
            }
        }
    }

    #[test]
    fn a_length_is_one_that_a_vessel_may_have() {
        let feet = Some(LengthUnit::Feet);
        for (cell, column, divider, meant) in [
            ("366", None, ',', Ok(366.0)),
            ("366,5", None, ';', Ok(366.5)),
            ("366 m", feet, ',', Ok(366.0)),
            ("1200 ft", None, ',', Ok(365.76)),
            ("1200'", None, ',', Ok(365.76)),
            ("1,200", feet, ',', Ok(365.76)),
            ("1200", feet, ',', Ok(365.76)),
            ("366.000", None, ';', Ok(366.0)),
            ("1200", None, ',', Err(vec!["366", "1200 ft"])),
            ("1,200", None, ',', Err(vec!["366", "1200 ft"])),
            ("-5", None, ',', Err(vec![])),
            ("0", None, ',', Err(vec![])),
            ("1.2", None, ',', Err(vec![])),
            ("long", None, ',', Err(vec![])),
        ] {
            let got = length(cell, column, divider).map_err(|refused| refused.cures);
            match (&got, meant) {
                (Ok(meters), Ok(meant)) => assert!((meters.value() - meant).abs() < 1e-9, "{cell}"),
                (Err(cures), Err(meant)) => assert_eq!(cures, &meant, "{cell}"),
                other => panic!("{cell}: {other:?}"),
            }
            for cure in got.err().into_iter().flatten() {
                assert!(length(&cure, column, divider).is_ok(), "{cure} for {cell}");
            }
        }
    }

    #[test]
    fn tiers_and_marks_are_read_in_the_words_of_programs() {
        for (cell, meant) in [
            ("3", Some(3)),
            ("3.0", Some(3)),
            ("Tier II", Some(2)),
            ("4", None),
        ] {
            assert_eq!(tier(cell), meant, "{cell}");
        }
        for yes in ["TRUE", "WAHR", "VRAI", "Y", "Yes", "1"] {
            assert_eq!(truth(yes), Some(true), "{yes}");
        }
        assert_eq!((truth("FALSCH"), truth("maybe")), (Some(false), None));
        for nothing in ["NA", "nan", "-", "#N/A", "#REF!", "NULL", "n/a"] {
            assert!(is_absent(nothing), "{nothing}");
        }
        assert!(!is_absent("no"));
    }
}
