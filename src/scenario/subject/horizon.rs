//! `[horizon]`: when the simulation begins, is measured, and ends.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::engine::{SimDuration, SimTime};
use crate::scenario::checked::WarmUpBy;
use crate::scenario::civil::{Clock, End};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::kind::{date, duration, text};
use crate::scenario::reader::{At, Given, Reader};
use crate::scenario::shape::Shape;
use crate::scenario::source::Place;
use crate::scenario::suggest::did_you_mean;
use crate::scenario::tree::{Node, Value};

/// Zone of San Pedro Bay.
const HOME_ZONE: &str = "America/Los_Angeles";
/// Longest measured period.
const LONGEST_DAYS: f64 = 366.0 * 250.0;
/// Longest warm-up.
const LONGEST_WARM_UP_DAYS: f64 = 366.0 * 100.0;
/// Longest warm-up and measured period together: timers count milliseconds up to 278 years.
const LONGEST_SIMULATED_DAYS: f64 = 100_000.0;
/// Measured days above which a report is large.
const MANY_DAYS: f64 = 366.0 * 20.0;
/// What finds a warm-up by rule.
pub(in crate::scenario) const AUTO: &str = "auto";

/// `[horizon]`
pub(super) struct Horizon {
    /// `None` if anything that it needs is wrong.
    pub(super) clock: Option<Clock>,
    pub(super) warm_up: WarmUp,
    pub(super) time_zone: String,
}

/// `warm_up`
#[derive(Clone, Copy)]
pub(super) struct WarmUp {
    /// None where a rule has yet to find it.
    pub(super) length: SimDuration,
    pub(super) by: WarmUpBy,
}

/// No warm-up, as the scenario says by saying nothing.
const NONE: WarmUp = WarmUp {
    length: SimDuration::ZERO,
    by: WarmUpBy::Scenario,
};

/// The horizon of a scenario, if it has one.
pub(super) fn horizon(of: &Reader<'_>) -> Horizon {
    let given = of.table("horizon", read).into_value();
    given.unwrap_or_else(|| Horizon {
        clock: None,
        warm_up: NONE,
        time_zone: HOME_ZONE.to_owned(),
    })
}

fn read(of: &Reader<'_>) -> Horizon {
    of.exclusive("end", "days");
    if !of.has("end") && !of.has("days") {
        of.missing("end", "2026-01-01");
    }
    let start = of.required("start", "2025-01-01", date);
    let last = of.optional("end", date);
    let days = of.optional("days", length);
    let warm_up = of.or("warm_up", warm_up, NONE);
    let zone = of.optional("time_zone", time_zone);
    let time_zone = zone.value_or(HOME_ZONE.to_owned());
    let clock = || {
        let start = start.at()?;
        let end = end(start, &last, &days, of.faults())?;
        let zone = TimeZone::get(&time_zone).ok()?;
        let clock = Clock::new(zone, start.value, warm_up.length, end);
        let place = last.at().map(|last| &last.place);
        let place = place.or(days.at().map(|days| &days.place))?;
        can_be_simulated(&clock, place, of.faults()).then_some(clock)
    };
    Horizon {
        clock: clock(),
        warm_up,
        time_zone,
    }
}

/// Whether timers reach the end of the simulation; a period whose report is large is warned of.
fn can_be_simulated(clock: &Clock, place: &Place, faults: &Faults) -> bool {
    let all = (clock.period.end - SimTime::ZERO).days();
    if all > LONGEST_SIMULATED_DAYS {
        let message = format!("warm-up and period are {all:.0} days");
        let label = format!("at most {LONGEST_SIMULATED_DAYS} can be simulated");
        faults.push(Diagnostic::error(place, message).label(label));
        return false;
    }
    let measured = (clock.period.end - clock.period.start).days();
    if measured > MANY_DAYS {
        let message = format!(
            "a period of {:.0} years has a large report",
            measured / 365.25
        );
        let label = "of a bay: about 20 MB of memory and 2 MB of files for each year";
        faults.push(Diagnostic::warning(place, message).label(label));
    }
    true
}

fn end(
    start: &At<Date>,
    end: &Given<Date>,
    days: &Given<SimDuration>,
    faults: &Faults,
) -> Option<End> {
    let Some(end) = end.at() else {
        return days.value().map(End::After);
    };
    if end.value <= start.value {
        faults.push(
            Diagnostic::error(&end.place, "the period ends before it begins")
                .label("the first day that is not simulated")
                .related(&start.place, "the first day that is measured"),
        );
        return None;
    }
    Some(End::On(end.value))
}

/// The length of a period.
fn length(node: &Node, faults: &Faults) -> Option<SimDuration> {
    let days = duration(node, faults)?;
    if days.millis() > 0 && days.days() <= LONGEST_DAYS {
        return Some(days);
    }
    let message = "the period has no length that can be simulated";
    faults.push(Diagnostic::error(&node.place, message).label("above zero, at most 250 years"));
    None
}

/// A length, what a rule found, or that a rule is to find it.
fn warm_up(node: &Node, faults: &Faults) -> Option<WarmUp> {
    let found = if let Value::Table(table) = &node.value {
        let body = |of: &Reader<'_>| of.required("mser_5", "\"15 d\"", duration);
        let what = "`warm_up` of [horizon]";
        let found = Reader::read(table, &node.key, what, "horizon.warm_up", faults, body);
        WarmUp {
            length: found.into_value()?,
            by: WarmUpBy::Mser5,
        }
    } else {
        let auto = || Shape::Words(vec![AUTO.to_owned()]);
        faults.keys.accepts(auto);
        match &node.value {
            Value::Text(text) if text == AUTO => NONE,
            _ => WarmUp {
                length: duration(node, faults)?,
                by: WarmUpBy::Scenario,
            },
        }
    };
    if found.length.days() <= LONGEST_WARM_UP_DAYS {
        return Some(found);
    }
    let message = "the warm-up is longer than 100 years";
    faults.push(Diagnostic::error(&node.place, message));
    None
}

/// The name of a time zone that there is.
fn time_zone(node: &Node, faults: &Faults) -> Option<String> {
    let name = text(node, faults)?;
    if TimeZone::get(&name).is_ok() {
        return Some(name);
    }
    let known: Vec<String> = jiff::tz::db()
        .available()
        .map(|zone| zone.to_string())
        .collect();
    let known = known.iter().map(String::as_str);
    let label = did_you_mean(&name, known, &format!("such as \"{HOME_ZONE}\""));
    let message = format!("there is no time zone `{name}`");
    faults.push(Diagnostic::error(&node.place, message).label(label));
    None
}
