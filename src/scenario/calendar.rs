//! Dates, times of the day and of the week, and holidays, as written in a scenario.

use jiff::civil::{Date, DateTime};
use toml::value::Datetime;

use super::dates::respelled_date;
use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::plain::text;
use super::shape::Shape;
use super::tree::{Node, Value};

/// Years that dates of a scenario lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";
const MONTHS: &str = "january february march april may june july august september october \
                      november december";

/// A time of the day in minutes from midnight, up to 23:59.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ClockTime {
    pub(super) minutes: u16,
}

/// A time of the week, such as "Mon 08:00".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WeekTime {
    /// 0 is Monday.
    pub(super) weekday: u8,
    pub(super) clock: ClockTime,
}

/// A day without work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// One day of one year.
    Once(Date),
    /// The same day every year; where it `moves`, also the Monday after it in a year in which it is a
    /// Sunday.
    Every { month: u8, day: u8, moves: bool },
    /// A weekday counted in a month every year; in every month without one.
    Nth {
        week: Week,
        weekday: u8,
        month: Option<u8>,
    },
}

/// Which of a month's weekdays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Week {
    /// Counted from the beginning, 1 is the first.
    FromStart(u8),
    Last,
}

impl ClockTime {
    /// Reads a text such as "08:00".
    fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        if minutes.len() != 2 || hours.is_empty() || hours.len() > 2 {
            return None;
        }
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(hours) || !digits(minutes) {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 24 && minutes < 60).then_some(Self {
            minutes: hours * 60 + minutes,
        })
    }
}

/// Text that `parse` understands; what it is and how it looks is said where it does not.
fn understood<T>(
    node: &Node,
    faults: &Faults,
    (what, label): (&str, &str),
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let written = text(node, faults)?;
    let parsed = parse(&written);
    if parsed.is_none() {
        let message = format!("`{written}` is not {what}");
        faults.push(Diagnostic::error(&node.place, message).label(label));
    }
    parsed
}

/// A civil date without time and offset.
pub(super) fn date(node: &Node, faults: &Faults) -> Option<Date> {
    faults.keys.accepts(|| Shape::Date);
    let Value::Date(Datetime {
        date: Some(date),
        time: None,
        offset: None,
    }) = node.value
    else {
        let message = format!("expected a date, got {}", node.value.describe());
        let meant = match &node.value {
            Value::Text(text) => respelled_date(text),
            _ => None,
        };
        let label = meant.map_or_else(
            || "such as 2025-01-01, without quotes".to_owned(),
            |date| format!("write {date}, without quotes"),
        );
        faults.push(Diagnostic::error(&node.place, message).label(label));
        return None;
    };
    let civil = date.to_string().parse::<Date>().ok();
    let civil = civil.filter(|civil| YEARS.contains(&civil.year()));
    if civil.is_none() {
        let message = format!("`{date}` is not a day between 1900 and 2999");
        faults.push(Diagnostic::error(&node.place, message));
    }
    civil
}

/// A local time of a date, such as "2025-03-03 06:00", or a date, which is its midnight.
pub(super) fn moment(node: &Node, faults: &Faults) -> Option<DateTime> {
    match &node.value {
        Value::Text(_) => {
            let what = ("a time of a date", "such as \"2025-03-03 06:00\"");
            understood(node, faults, what, |text| {
                let time: DateTime = text.parse().ok()?;
                YEARS.contains(&time.year()).then_some(time)
            })
        }
        Value::Date(Datetime {
            date: Some(date),
            time: Some(time),
            offset: None,
        }) => format!("{date}T{time}").parse().ok(),
        _ => date(node, faults).map(|date| date.at(0, 0, 0, 0)),
    }
}

/// Two dates, the second included, such as "2025-08-17/2025-08-20".
pub(super) fn dates(node: &Node, faults: &Faults) -> Option<(Date, Date)> {
    let written = text(node, faults)?;
    let day = |text: &str| {
        let date: Date = text.trim().parse().ok()?;
        YEARS.contains(&date.year()).then_some(date)
    };
    let parsed = written
        .split_once('/')
        .and_then(|(from, to)| Some((day(from)?, day(to)?)));
    let message = match parsed {
        Some((from, to)) if from <= to => return parsed,
        Some(_) => format!("the dates of `{written}` run backward"),
        None => format!("`{written}` is not a span of dates"),
    };
    let label = "such as \"2025-08-17/2025-08-20\", both days included";
    faults.push(Diagnostic::error(&node.place, message).label(label));
    None
}

/// A time of the day, such as "08:00".
pub(super) fn clock_time(node: &Node, faults: &Faults) -> Option<ClockTime> {
    // `--set labor.shift.day.start=08:00` arrives as a TOML time of day.
    if let Value::Date(Datetime {
        date: None,
        time: Some(time),
        offset: None,
    }) = node.value
    {
        let minutes = u16::from(time.hour) * 60 + u16::from(time.minute);
        return Some(ClockTime { minutes });
    }
    let expected = ("a time of the day", "such as \"08:00\"");
    understood(node, faults, expected, ClockTime::parse)
}

/// A span of the day, such as "12:00-13:00".
pub(super) fn meal(node: &Node, faults: &Faults) -> Option<(ClockTime, ClockTime)> {
    let expected = ("a span of the day", "such as \"12:00-13:00\"");
    understood(node, faults, expected, |written| {
        let (from, to) = written.split_once('-')?;
        let (from, to) = (ClockTime::parse(from.trim())?, ClockTime::parse(to.trim())?);
        (from != to).then_some((from, to))
    })
}

/// A time of the week, such as "Mon 08:00".
pub(super) fn week_time(node: &Node, faults: &Faults) -> Option<WeekTime> {
    let expected = ("a time of the week", "such as \"Mon 08:00\"");
    understood(node, faults, expected, |written| {
        let (day, clock) = written.split_once(' ')?;
        Some(WeekTime {
            weekday: position(WEEKDAYS, day)?,
            clock: ClockTime::parse(clock.trim())?,
        })
    })
}

/// How a day is written that is also kept on the Monday after it where it is a Sunday.
const MOVES: &str = ", Monday if Sunday";

/// A day without work: "25 Dec", "25 Dec, Monday if Sunday", "first Monday of September", "first
/// Thursday of every month", or a date.
pub(super) fn holiday(node: &Node, faults: &Faults) -> Option<Holiday> {
    if let Value::Date(_) = node.value {
        return date(node, faults).map(Holiday::Once);
    }
    let label = "such as \"25 Dec\", \"25 Dec, Monday if Sunday\", \"first Monday of September\" or \
                 \"first Thursday of every month\"";
    let expected = ("a holiday that can be dated", label);
    understood(node, faults, expected, |written| {
        every_year(written)
            .or_else(|| nth_weekday(written))
            .or_else(|| written.parse().ok().map(Holiday::Once))
    })
}

fn every_year(text: &str) -> Option<Holiday> {
    let (text, moves) = match text.strip_suffix(MOVES) {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (day, name) = text.split_once(' ')?;
    let (day, month) = (day.parse::<u8>().ok()?, month(name)?);
    let leap = Date::new(2024, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    leap.is_ok().then_some(Holiday::Every { month, day, moves })
}

fn nth_weekday(text: &str) -> Option<Holiday> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (which, day, month) = match words[..] {
        [which, day, "of", "every", "month"] => (which, day, None),
        [which, day, "of", name] => (which, day, Some(month(name)?)),
        _ => return None,
    };
    let week = match which {
        "first" => Week::FromStart(1),
        "second" => Week::FromStart(2),
        "third" => Week::FromStart(3),
        "fourth" => Week::FromStart(4),
        "last" => Week::Last,
        _ => return None,
    };
    Some(Holiday::Nth {
        week,
        weekday: position(WEEKDAYS, day)?,
        month,
    })
}

/// A month by its name; 1 is January.
fn month(name: &str) -> Option<u8> {
    Some(position(MONTHS, name.trim())? + 1)
}

/// Which of these English names it is, written in full or with its first three letters.
fn position(names: &str, written: &str) -> Option<u8> {
    let written = written.to_ascii_lowercase();
    let mut names = names.split(' ');
    let at = names.position(|full| written == full || written == full[..3])?;
    u8::try_from(at).ok()
}
