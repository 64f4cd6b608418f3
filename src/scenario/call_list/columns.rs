//! Names of the columns of a list, in any case and spelling, with the unit or zone they say.

use strsim::levenshtein;

use super::column_names::{ASIDES, KEYS, NAMES, UNITS};
use super::instant::{DateOrder, WrittenZone, zone_of_column};
use super::number::LengthUnit;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::scenario) enum Column {
    Eta,
    EtaDate,
    EtaTime,
    Terminal,
    Vessel,
    VesselClass,
    Loa,
    Moves,
    Discharge,
    Load,
    Service,
    ShorePower,
    Tier,
    Etd,
    EtdDate,
    EtdTime,
    Ata,
    AtaDate,
    AtaTime,
    Atd,
    AtdDate,
    AtdTime,
    /// Expected arrival in `calls.csv` of a run.
    Proforma,
    /// Arrival in `calls.csv` of a run.
    Arrival,
}

/// What the name of a column says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meaning {
    pub(super) column: Column,
    pub(super) unit: Option<LengthUnit>,
    pub(super) zone: WrittenZone,
    /// The order of dates, where the name spells it, such as "ETA (DD/MM/YYYY)".
    pub(super) order: Option<DateOrder>,
}

impl Column {
    /// The key of `[arrivals] columns` and the name in a header.
    pub(in crate::scenario) fn name(self) -> &'static str {
        match self {
            Self::Proforma => "proforma",
            Self::Arrival => "arrival",
            _ => KEYS
                .iter()
                .find(|(_, column, _)| *column == self)
                .map_or("", |(key, ..)| key),
        }
    }

    /// The columns of the date and of the time of the day that may stand in its place, if its cells
    /// are times.
    pub(super) fn parts(self) -> Option<[Self; 2]> {
        Some(match self {
            Self::Eta => [Self::EtaDate, Self::EtaTime],
            Self::Etd => [Self::EtdDate, Self::EtdTime],
            Self::Ata => [Self::AtaDate, Self::AtaTime],
            Self::Atd => [Self::AtdDate, Self::AtdTime],
            _ => return None,
        })
    }

    /// Whether its cells are dates, or times of the day beside them.
    pub(super) fn is_instant(self) -> bool {
        const WHOLE: [Column; 4] = [Column::Eta, Column::Etd, Column::Ata, Column::Atd];
        matches!(self, Self::Proforma | Self::Arrival)
            || WHOLE.iter().any(|whole| {
                *whole == self || whole.parts().is_some_and(|parts| parts.contains(&self))
            })
    }
}

/// A name without case, spaces and marks.
pub(in crate::scenario) fn bare(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a column of this name holds, if its name is a known one.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let plain = |column| Meaning {
        column,
        unit: None,
        zone: WrittenZone::Unsaid,
        order: None,
    };
    let whole = bare(name);
    if let Some(column) = named(&whole) {
        return Some(plain(column));
    }
    let (before, aside) = in_parentheses(name).unwrap_or((name, ""));
    let (zone, order) = (zone_said(name), order_said(aside));
    let with_unit = UNITS.iter().find_map(|(word, unit)| {
        let base = whole.strip_suffix(word)?;
        let base = base.strip_suffix("in").unwrap_or(base);
        (named(base)? == Column::Loa).then_some(*unit)
    });
    if with_unit.is_some() {
        return Some(Meaning {
            unit: with_unit,
            ..plain(Column::Loa)
        });
    }
    if let Some((base, zone)) = zone
        && let Some(column) = named(&bare(base)).filter(|column| column.is_instant())
    {
        return Some(Meaning {
            zone,
            ..plain(column)
        });
    }
    let column = named(&bare(before))?;
    let is_aside = ASIDES.contains(&bare(aside).as_str());
    (is_aside || (order.is_some() && column.is_instant())).then_some(Meaning {
        order,
        ..plain(column)
    })
}

/// The zone that a name ends with, and what stands before it.
pub(super) fn zone_said(name: &str) -> Option<(&str, WrittenZone)> {
    if let Some((before, aside)) = in_parentheses(name) {
        return Some((before, zone_of_column(&aside.trim().to_lowercase())?));
    }
    let name = name.trim();
    let divides = |c: char| !c.is_alphanumeric();
    let ends = name.rmatch_indices(divides).take(2);
    let mut found = ends.filter_map(|(at, mark)| {
        let word = name[at + mark.len()..].replace('_', " ").to_lowercase();
        Some((&name[..at], zone_of_column(word.trim())?))
    });
    found.next()
}

/// The order that a pattern such as `DD/MM/YYYY hh:mm` spells.
fn order_said(pattern: &str) -> Option<DateOrder> {
    let letters = bare(pattern);
    let is_pattern = letters.len() >= 6 && letters.chars().all(|c| "dmyhs24".contains(c));
    let first = letters.chars().next().filter(|_| is_pattern)?;
    Some(match first {
        'd' => DateOrder::DayFirst,
        'm' => DateOrder::MonthFirst,
        _ => DateOrder::YearFirst,
    })
}

/// What stands before parentheses at the end of a name, and in them.
fn in_parentheses(name: &str) -> Option<(&str, &str)> {
    let inner = name.trim().strip_suffix([')', ']'])?;
    inner.split_once(['(', '['])
}

fn named(bare: &str) -> Option<Column> {
    let found = NAMES.iter().find(|(_, names)| names.contains(&bare));
    found.map(|(column, _)| *column)
}

/// The documented name that a name resembles, if it is misspelt.
pub(super) fn resembled(name: &str) -> Option<Column> {
    let bare = bare(name);
    if bare.len() < 4 {
        return None;
    }
    let known = NAMES.iter().flat_map(|(_, names)| names.iter().copied());
    // One slip in a short name, two in a long one.
    let slips = if bare.len() < 8 { 1 } else { 2 };
    let close = known.filter(|known| levenshtein(&bare, known) <= slips);
    let closest = close.min_by_key(|known| levenshtein(&bare, known))?;
    named(closest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_any_spelling() {
        for (name, column) in [
            ("ETA", Column::Eta),
            ("Eta (LT)", Column::Eta),
            ("ETA_UTC", Column::Eta),
            ("ETA local time", Column::Eta),
            ("ETA (DD/MM/YYYY HH:MM)", Column::Eta),
            ("Expected Arrival", Column::Eta),
            ("ETA Date", Column::EtaDate),
            ("Vessel Class", Column::VesselClass),
            ("VesselClass", Column::VesselClass),
            ("loa", Column::Loa),
            ("loa_m", Column::Loa),
            ("LOA (ft)", Column::Loa),
            ("length_ft", Column::Loa),
            ("Length Over All (m)", Column::Loa),
            ("Total Moves", Column::Moves),
            ("Moves (total)", Column::Moves),
            ("Shore Power", Column::ShorePower),
            ("engine_tier", Column::Tier),
        ] {
            assert_eq!(
                meaning(name).map(|meaning| meaning.column),
                Some(column),
                "{name}"
            );
        }
        for (name, unit) in [
            ("loa", None),
            ("loa (m)", Some(LengthUnit::Meters)),
            ("length_ft", Some(LengthUnit::Feet)),
            ("LOA in feet", Some(LengthUnit::Feet)),
        ] {
            assert_eq!(
                meaning(name).and_then(|meaning| meaning.unit),
                unit,
                "{name}"
            );
        }
        assert_eq!(
            meaning("ETA (DD/MM/YY)").and_then(|meaning| meaning.order),
            Some(DateOrder::DayFirst)
        );
        assert_ne!(
            meaning("eta_utc").map(|meaning| meaning.zone),
            Some(WrittenZone::Unsaid)
        );
        for name in ["moves (TEU)", "Voyage", "ETB", "teu", "berth"] {
            assert_eq!(meaning(name), None, "{name}");
        }
        assert_eq!(resembled("Terminl"), Some(Column::Terminal));
        assert_eq!((resembled("Voyage"), resembled("ETB")), (None, None));
    }
}
