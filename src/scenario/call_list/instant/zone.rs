//! Offsets from UTC and names of zones behind a time.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::Eta;
use super::token::Tokens;

/// Abbreviations with one meaning at a port of the Pacific, in hours from UTC.
const ABBREVIATIONS: [(&str, i8); 17] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("zulu", 0),
    ("pst", -8),
    ("pdt", -7),
    ("mst", -7),
    ("mdt", -6),
    ("est", -5),
    ("edt", -4),
    ("akst", -9),
    ("akdt", -8),
    ("hst", -10),
    ("jst", 9),
    ("kst", 9),
    ("hkt", 8),
    ("sgt", 8),
];
/// Words for the clock of the port.
const LOCAL: [&str; 5] = ["lt", "local", "loc", "l", "ltc"];
/// Zone of "PT".
const PACIFIC: &str = "America/Los_Angeles";

/// Which clock a time is of.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scenario::call_list) enum WrittenZone {
    /// Nothing is said.
    Unsaid,
    /// The clock of the scenario, said so.
    Local,
    /// So far from UTC.
    Offset(Offset),
    /// By name, with the offset that may stand before it.
    Named(TimeZone, Option<Offset>),
}

impl WrittenZone {
    /// The instant of a civil time; `None` if offset and zone contradict each other.
    pub(super) fn at(&self, civil: DateTime) -> Option<Eta> {
        match self {
            Self::Unsaid | Self::Local => Some(Eta::Local(civil)),
            Self::Offset(offset) => offset.to_timestamp(civil).ok().map(Eta::Instant),
            Self::Named(zone, offset) => {
                let at = match offset {
                    Some(offset) => offset.to_timestamp(civil).ok()?,
                    None => civil.to_zoned(zone.clone()).ok()?.timestamp(),
                };
                let agrees = offset.is_none_or(|offset| zone.to_offset(at) == offset);
                agrees.then_some(Eta::Instant(at))
            }
        }
    }
}

/// Takes a name in brackets off the end of a text, `[Asia/Tokyo]`; `None` if there is no such zone.
pub(super) fn bracketed(text: &str) -> Option<(&str, Option<TimeZone>)> {
    let Some((before, name)) = text.split_once('[') else {
        return Some((text, None));
    };
    let name = name.trim().strip_suffix(']')?.trim();
    Some((before, Some(TimeZone::get(name).ok()?)))
}

/// Reads what is left behind a time.
pub(super) fn zone(tokens: &mut Tokens<'_>, bracketed: Option<TimeZone>) -> Option<WrittenZone> {
    let written = offset(tokens)?;
    if !tokens.is_done() {
        return None;
    }
    Some(match (bracketed, written) {
        (None, written) => written,
        (Some(zone), WrittenZone::Offset(offset)) => WrittenZone::Named(zone, Some(offset)),
        (Some(zone), WrittenZone::Unsaid) => WrittenZone::Named(zone, None),
        (Some(_), WrittenZone::Local | WrittenZone::Named(..)) => return None,
    })
}

/// The zone that a word of a column's name says, such as `eta_utc`.
pub(in crate::scenario::call_list) fn zone_of_column(word: &str) -> Option<WrittenZone> {
    let mut tokens = Tokens::new(word);
    let zone = offset(&mut tokens)?;
    (tokens.is_done() && zone != WrittenZone::Unsaid).then_some(zone)
}

fn offset(tokens: &mut Tokens<'_>) -> Option<WrittenZone> {
    if tokens.skip_word(&LOCAL) {
        tokens.skip_word(&["time"]);
        return Some(WrittenZone::Local);
    }
    if tokens.skip_word(&["pt", "pacific"]) {
        tokens.skip_word(&["time"]);
        return Some(WrittenZone::Named(TimeZone::get(PACIFIC).ok()?, None));
    }
    let named = tokens.word(|word| {
        let known = ABBREVIATIONS.iter().find(|(name, _)| *name == word);
        known.map(|(_, hours)| *hours)
    });
    if tokens.is_done() {
        let hours = named.map(Offset::constant);
        return Some(hours.map_or(WrittenZone::Unsaid, WrittenZone::Offset));
    }
    if named.is_some_and(|hours| hours != 0) {
        return None;
    }
    let sign = match tokens.mark("+-\u{2212}")? {
        '+' => 1,
        _ => -1,
    };
    let digits = tokens.number()?;
    let (hours, minutes) = match digits.len() {
        1 | 2 if tokens.mark(":").is_some() => (digits, tokens.number()?),
        1 | 2 => (digits, "0"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 15 || minutes > 59 {
        return None;
    }
    let seconds = sign * (hours * 3_600 + minutes * 60);
    Offset::from_seconds(seconds).ok().map(WrittenZone::Offset)
}
