//! Shifts, gangs and holidays, as written.

use jiff::civil::Date;
use toml::value::Datetime;

use super::study::date;
use super::traffic::weekday;
use crate::engine::SimDuration;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::plain::{items, text, word};
use crate::scenario::quantity::{duration, percentage, whole};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::scenario::tree::{Node, Value};

/// `[labor]`
#[derive(Default)]
pub(in crate::scenario) struct Labor {
    /// Whether cranes wait for shifts.
    pub in_shifts: Given<bool>,
    pub holidays: Given<Vec<At<Holiday>>>,
    pub order_lead: Given<SimDuration>,
    /// Gangs of every shift against those listed.
    pub pool: Given<f64>,
    pub shifts: Vec<Named<Shift>>,
}

/// `[labor.shift.*]`
pub(in crate::scenario) struct Shift {
    pub start: Given<ClockTime>,
    pub end: Given<ClockTime>,
    pub meal: Given<(ClockTime, ClockTime)>,
    pub gangs: Given<Gangs>,
    pub gangs_per_vessel: Given<u64>,
}

/// Gangs in the pool by weekday of the shift's beginning, Monday first.
pub(in crate::scenario) type Gangs = [u32; 7];

/// A time of the day in minutes from midnight, up to 23:59.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::scenario) struct ClockTime {
    pub minutes: u16,
}

/// A day without work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Holiday {
    /// One day of one year.
    Once(Date),
    /// The same day every year.
    Every { month: u8, day: u8 },
    /// A weekday counted in a month every year.
    Nth { week: Week, weekday: u8, month: u8 },
}

/// Which of a month's weekdays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Week {
    /// Counted from the beginning, 1 is the first.
    FromStart(u8),
    Last,
}

impl Labor {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        let manning = [("continuous", false), ("shifts", true)];
        Self {
            in_shifts: of.optional("manning", |node, faults| {
                word(node, "manning", &manning, faults)
            }),
            holidays: of.optional("holidays", |node, faults| items(node, faults, holiday)),
            order_lead: of.optional("order_lead", duration),
            pool: of.optional("pool", percentage),
            shifts: of.keyed("shift", "shift", Shift::read),
        }
    }
}

impl Shift {
    fn read(of: &Reader<'_>) -> Self {
        Self {
            start: of.required("start", "\"08:00\"", clock_time),
            end: of.required("end", "\"17:00\"", clock_time),
            meal: of.optional("meal", meal),
            gangs: of.required("gangs", "70", gangs),
            gangs_per_vessel: of.optional("gangs_per_vessel", |node, faults| {
                whole(node, 1, 1_000, faults)
            }),
        }
    }
}

impl ClockTime {
    /// "08:00" and the like.
    pub(super) fn parse(text: &str) -> Option<Self> {
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

fn clock_time(node: &Node, faults: &Faults) -> Option<ClockTime> {
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
    let written = text(node, faults)?;
    let clock = ClockTime::parse(&written);
    if clock.is_none() {
        let message = format!("`{written}` is not a time of the day");
        faults.push(Diagnostic::error(&node.place, message).label("such as \"08:00\""));
    }
    clock
}

/// A span of the day, such as "12:00-13:00".
fn meal(node: &Node, faults: &Faults) -> Option<(ClockTime, ClockTime)> {
    let written = text(node, faults)?;
    let parsed = written.split_once('-').and_then(|(from, to)| {
        let (from, to) = (ClockTime::parse(from.trim())?, ClockTime::parse(to.trim())?);
        (from != to).then_some((from, to))
    });
    if parsed.is_none() {
        let message = format!("`{written}` is not a span of the day");
        faults.push(Diagnostic::error(&node.place, message).label("such as \"12:00-13:00\""));
    }
    parsed
}

/// One number for all days, or one for each weekday.
fn gangs(node: &Node, faults: &Faults) -> Option<Gangs> {
    let count = |node: &Node, faults: &Faults| {
        let gangs = whole(node, 0, 10_000, faults)?;
        u32::try_from(gangs).ok()
    };
    let Value::Table(table) = &node.value else {
        return count(node, faults).map(|gangs| [gangs; 7]);
    };
    let what = "the gangs of a shift";
    let days = Reader::read(
        table,
        &node.key,
        what,
        "labor.shift.*.gangs",
        faults,
        |of| {
            ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
                .map(|day| of.required(day, "70", count))
        },
    );
    let gangs: Option<Vec<u32>> = days
        .into_iter()
        .map(|day| day.map(|day| day.value))
        .collect();
    gangs?.try_into().ok()
}

/// A day without work: "25 Dec", "first Monday of September", or a date.
fn holiday(node: &Node, faults: &Faults) -> Option<Holiday> {
    if let Value::Date(_) = node.value {
        return date(node, faults).map(Holiday::Once);
    }
    let written = text(node, faults)?;
    let parsed = every_year(&written)
        .or_else(|| nth_weekday(&written))
        .or_else(|| written.parse().ok().map(Holiday::Once));
    if parsed.is_none() {
        let message = format!("`{written}` is not a holiday that can be dated");
        let label = "such as \"25 Dec\" or \"first Monday of September\"";
        faults.push(Diagnostic::error(&node.place, message).label(label));
    }
    parsed
}

fn every_year(text: &str) -> Option<Holiday> {
    let (day, name) = text.split_once(' ')?;
    let (day, month) = (day.parse::<u8>().ok()?, month(name)?);
    let leap = Date::new(2024, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    leap.is_ok().then_some(Holiday::Every { month, day })
}

fn nth_weekday(text: &str) -> Option<Holiday> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [which, day, "of", name] = words[..] else {
        return None;
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
        weekday: weekday(day)?,
        month: month(name)?,
    })
}

/// A month by its English name or the first three letters of it; 1 is January.
fn month(name: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.trim().to_ascii_lowercase();
    let at = NAMES
        .iter()
        .position(|full| name == *full || name == full[..3])?;
    u8::try_from(at + 1).ok()
}
