//! Dates with a time of the day, as spreadsheets, statistics programs and people write them.
//!
//! What can be read in one way only is read; the order of day and month is left open
//! ([`order`](super::order) settles it for the whole file), and everything else is refused.

mod clock;
mod date;
#[cfg(test)]
mod tests;
mod token;
mod zone;

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use clock::Clock;
use token::Tokens;

pub(in crate::scenario) use date::DateOrder;
pub(super) use date::{OpenDate, WrittenDate};
pub(super) use zone::{WrittenZone, zone_of_column};

/// When a vessel is expected at the pilot boarding place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::scenario) enum Eta {
    /// Local time of the scenario.
    Local(DateTime),
    /// With an offset from UTC.
    Instant(Timestamp),
}

/// Day zero of the serial numbers of spreadsheets.
const SERIAL_ZERO: Date = jiff::civil::date(1899, 12, 30);
/// Serial numbers that are days of 1954 to 2119.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;
/// Seconds since 1970 that lie in 2001 to 2099.
const UNIX_SECONDS: std::ops::Range<f64> = 1e9..4.1e9;

/// A date and time as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Written {
    /// A point in time, whatever the clock on the wall says.
    Stamp(Timestamp),
    /// On a clock on the wall.
    Civil {
        date: WrittenDate,
        /// `None` if the date stands alone.
        clock: Option<Clock>,
        zone: WrittenZone,
    },
    /// The serial number of a spreadsheet.
    Serial(DateTime),
}

impl Written {
    /// What a text says; `None` if it says no date, or none of our age.
    pub(super) fn read(text: &str) -> Option<Self> {
        iso(text).or_else(|| Self::read_with(text, false))
    }

    /// What a text may mean that is refused for saying too little, such as an hour alone.
    pub(super) fn guessed(text: &str) -> Option<Self> {
        let digits = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && text.starts_with("20") {
            return Self::read(&format!("{text}00"));
        }
        Self::read_with(text, true)
    }

    fn read_with(text: &str, bare_hour: bool) -> Option<Self> {
        let text = text.trim().trim_start_matches('\'').to_lowercase();
        let text = text.replace("a.m.", "am").replace("p.m.", "pm");
        let text = text.replace("a.m", "am").replace("p.m", "pm");
        if let Some(number) = all_digits(&text) {
            return number;
        }
        let original = text.as_str();
        let (text, zone) = zone::bracketed(original)?;
        let mut tokens = Tokens::new(text);
        let date = date::date(&mut tokens)?;
        tokens.mark(",/@");
        tokens.skip_word(&["t", "at", "um"]);
        let starts = matches!(tokens.peek(), Some(token::Token::Number(_)));
        let clock = if starts {
            Some(clock::clock(&mut tokens, bare_hour)?)
        } else {
            None
        };
        let zone = zone::zone(&mut tokens, zone)?;
        Some(Self::Civil { date, clock, zone })
    }

    /// The date whose order is open, if it is.
    pub(super) fn open_date(&self) -> Option<OpenDate> {
        match self {
            Self::Civil {
                date: WrittenDate::Open(open),
                ..
            } => Some(*open),
            _ => None,
        }
    }

    /// The day, the date read in this order.
    pub(super) fn day(&self, order: DateOrder) -> Option<Date> {
        match self {
            Self::Civil { date, .. } => date.in_order(order),
            Self::Stamp(_) | Self::Serial(_) => None,
        }
    }

    /// Whether it is one point in time in any order of day and month and any column.
    pub(super) fn is_plain(&self) -> bool {
        match self {
            Self::Civil { date, zone, .. } => {
                matches!(date, WrittenDate::Settled(_)) && *zone == WrittenZone::Unsaid
            }
            Self::Stamp(_) | Self::Serial(_) => true,
        }
    }

    /// The day that an open date is in this order, if it is none for the weekday written with it.
    pub(super) fn weekday_missed(&self, order: DateOrder) -> Option<Date> {
        self.open_date()?.weekday_missed(order)
    }

    /// Whether no time of the day is written.
    pub(super) fn is_date_alone(&self) -> bool {
        matches!(self, Self::Civil { clock: None, .. })
    }

    /// The instant or local time, the date read in this order, in the column's zone where the cell
    /// names none; `None` if it is no date in this order.
    pub(super) fn eta(&self, order: DateOrder, column: &WrittenZone) -> Option<Eta> {
        match self {
            Self::Stamp(at) => Some(Eta::Instant(*at)),
            Self::Serial(at) => column.at(*at),
            Self::Civil { date, clock, zone } => {
                let clock = clock.unwrap_or(Clock::MIDNIGHT);
                let civil = clock.on(date.in_order(order)?)?;
                match zone {
                    WrittenZone::Unsaid => column.at(civil),
                    said => said.at(civil),
                }
            }
        }
    }
}

impl Eta {
    /// As it is written in a call list: `2025-03-04 05:30`, or with offset in UTC.
    pub(super) fn spelled(self) -> String {
        match self {
            Self::Local(at) if at.second() == 0 => at.strftime("%Y-%m-%d %H:%M").to_string(),
            Self::Local(at) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            Self::Instant(at) => at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

/// `2025-03-04 05:30`, with seconds or without and a `T` or a space between: what most lists have,
/// read without dividing it into words. Anything else is left to [`Written::read_with`].
fn iso(text: &str) -> Option<Written> {
    let bytes = text.as_bytes();
    let marks = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
    let is_shaped = matches!(bytes.len(), 16 | 19)
        && matches!(bytes[10], b' ' | b'T')
        && bytes.iter().enumerate().all(|(at, byte)| {
            let mark = marks.iter().find(|(place, _)| *place == at);
            at == 10 || mark.map_or(byte.is_ascii_digit(), |(_, mark)| mark == byte)
        });
    if !is_shaped {
        return None;
    }
    let number = |at: usize| i8::try_from((bytes[at] - b'0') * 10 + (bytes[at + 1] - b'0')).ok();
    let year = i16::from(number(0)?) * 100 + i16::from(number(2)?);
    let second = if bytes.len() == 19 { number(17)? } else { 0 };
    Some(Written::Civil {
        date: WrittenDate::Settled(date::day(year, number(5)?, number(8)?)?),
        clock: Some(Clock::new(number(11)?, number(14)?, second)?),
        zone: WrittenZone::Unsaid,
    })
}

/// A time of the day without its date as programs and spreadsheets write it that know none: behind day
/// zero, or as a fraction of a day; any other text as it is. True if it was a fraction.
pub(super) fn time_of_day(text: &str) -> (Cow<'_, str>, bool) {
    if text.starts_with("1899-12-3") || text.starts_with("1900-01-0") {
        return (Cow::Borrowed(text.get(11..).unwrap_or(text)), false);
    }
    let point = text.replacen(',', ".", 1);
    let is_fraction = point == "0" || point.starts_with("0.") && point.len() > 2;
    match point.parse::<f64>().ok().filter(|_| is_fraction) {
        Some(fraction) => {
            let minutes = (fraction * 1_440.0).round();
            let (hours, minutes) = ((minutes / 60.0).floor(), minutes % 60.0);
            (Cow::Owned(format!("{hours:02}:{minutes:02}")), true)
        }
        None => (Cow::Borrowed(text), false),
    }
}

/// What stands behind a weekday in front of a date.
pub(super) fn behind_weekday(text: &str) -> Option<&str> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_alphabetic())?;
    let (word, rest) = text.split_at(end);
    date::is_weekday(&word.to_lowercase())
        .then(|| rest.trim_start_matches([',', '.', ' ', '\u{a0}']))
}

/// Whether a text is a time of the day without a date.
pub(super) fn is_clock_alone(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let mut tokens = Tokens::new(&text);
    let is_date = date::is_month(tokens.peek_second());
    !is_date && clock::clock(&mut tokens, false).is_some() && tokens.is_done()
}

/// A number that stands alone: digits of a date, a serial number, or seconds since 1970. The outer
/// `None` if the text is no number.
#[expect(
    clippy::option_option,
    reason = "no number, and a number that is no date, are two things"
)]
fn all_digits(text: &str) -> Option<Option<Written>> {
    let point = text.replacen(',', ".", 1);
    let is_number = point
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_number || point.matches('.').count() > 1 {
        return None;
    }
    let is_whole = point.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole && matches!(text.len(), 12 | 14) {
        let (day, clock) = text.split_at(8);
        let mut tokens = Tokens::new(day);
        return Some(date::date(&mut tokens).and_then(|date| {
            Some(Written::Civil {
                date,
                clock: Some(Clock::from_digits(clock)?),
                zone: WrittenZone::Unsaid,
            })
        }));
    }
    if is_whole && text.len() == 8 {
        return None;
    }
    let number: f64 = point.parse().ok()?;
    Some(if SERIALS.contains(&number) {
        serial(number)
    } else if UNIX_SECONDS.contains(&number) && !text.starts_with("20") {
        unix(number)
    } else if UNIX_SECONDS.contains(&(number / 1_000.0)) && is_whole {
        unix(number / 1_000.0)
    } else {
        None
    })
}

fn serial(number: f64) -> Option<Written> {
    let since = SignedDuration::try_from_secs_f64((number * 1_440.0).round() * 60.0).ok()?;
    let at = SERIAL_ZERO.at(0, 0, 0, 0).checked_add(since).ok()?;
    Some(Written::Serial(at))
}

fn unix(seconds: f64) -> Option<Written> {
    let since = SignedDuration::try_from_secs_f64((seconds * 1_000.0).round() / 1_000.0).ok()?;
    let at = Timestamp::UNIX_EPOCH.checked_add(since).ok()?;
    Some(Written::Stamp(at))
}
