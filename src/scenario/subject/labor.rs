//! `[labor]` and `[labor.shift.*]`: shifts as instants, who works the cranes, and when.

use jiff::ToSpan;
use jiff::civil::Date;

use super::check::{Check, all};
use super::terminal::WrittenTerminal;
use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Labor, Shift, ShiftKind};
use crate::scenario::civil::{is_holiday, weekday};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::kind::{
    ClockTime, Holiday, clock_time, duration, holiday, items, meal, percentage, whole, word,
};
use crate::scenario::reader::{At, Named, Reader};
use crate::scenario::source::Place;
use crate::scenario::tree::{Node, Value};

/// Order of gangs before a shift (assumption: the afternoon and evening dispatch).
const USUAL_LEAD_HOURS: f64 = 2.0;

/// Longest that gangs can be extended: a shift of eight hours once more is another shift.
const MOST_EXTENSION_HOURS: f64 = 8.0;
/// Farthest ahead of a shift that vessels can be brought in for it: each shift comes once a day.
const MOST_AHEAD_HOURS: f64 = 24.0;

/// Gangs in the pool by weekday of the shift's beginning, Monday first.
type Gangs = [u32; 7];

/// A shift of every day.
struct Pattern {
    kind: ShiftKind,
    place: Place,
    start: ClockTime,
    end: ClockTime,
    meal: Option<(ClockTime, ClockTime)>,
    gangs: Gangs,
    gangs_per_vessel: u32,
    /// Dates on which it does not begin, besides those of all shifts.
    holidays: Vec<At<Holiday>>,
}

/// What holds for all shifts.
struct Calendar<'a> {
    holidays: Vec<At<Holiday>>,
    order_lead: SimDuration,
    /// How long gangs work on after their shift to finish a vessel.
    extension: SimDuration,
    /// How long before a shift vessels that come for it are all fast.
    all_fast_before: Option<SimDuration>,
    check: &'a Check<'a>,
}

/// Who works the cranes; every crane is always manned if a scenario says nothing.
pub(super) fn labor(of: &Reader<'_>, check: &Check<'_>) -> Labor {
    let given = of.table("labor", |of| read(of, check)).flatten();
    given.into_value().unwrap_or(Labor::Continuous)
}

fn read(of: &Reader<'_>, check: &Check<'_>) -> Option<Labor> {
    let words = [("continuous", false), ("shifts", true)];
    let manning = of.optional("manning", word("manning", words));
    let holidays = of.optional("holidays", items(holiday));
    let usual_lead = SimDuration::from_hours(USUAL_LEAD_HOURS);
    let order_lead = of.or("order_lead", duration, usual_lead);
    let extension = of.or("extension", up_to(MOST_EXTENSION_HOURS), SimDuration::ZERO);
    let all_fast_before = of
        .optional("all_fast_before", up_to(MOST_AHEAD_HOURS))
        .value();
    let pool = of.or("pool", percentage, 1.0);
    let patterns = of.keyed("shift", "shift", |of| pattern(of, pool, check));
    let patterns = all(patterns.into_iter().map(|pattern| pattern.value));
    let manning = manning.into_at().filter(|manning| manning.value)?;
    let mut patterns = patterns?;
    if patterns.is_empty() {
        let help = "add `[labor.shift.day]` with `start`, `end` and `gangs`";
        let fault = Diagnostic::error(&manning.place, "there are no shifts to work in");
        check.push(fault.help(help));
        return None;
    }
    patterns.sort_by_key(|pattern| pattern.start);
    if !are_apart(&patterns, check) {
        return None;
    }
    let calendar = Calendar {
        holidays: holidays.into_value().unwrap_or_default(),
        order_lead,
        extension,
        all_fast_before,
        check,
    };
    let shifts = calendar.shifts(&patterns);
    if shifts.is_empty() {
        let message = "no shift of the whole simulation has a gang";
        check.error(&manning.place, message, "nobody ever works");
    }
    Some(Labor::Shifts(shifts))
}

/// Reports every terminal whose moves take longer than anybody works at a stretch.
pub(super) fn moves_fit_shifts(
    labor: &Labor,
    terminals: &[Named<WrittenTerminal>],
    check: &Check<'_>,
) {
    let Labor::Shifts(shifts) = labor else {
        return;
    };
    let Some(longest) = shifts.iter().map(longest_stretch).max() else {
        return;
    };
    for terminal in terminals {
        let Some(cycle) = terminal.value.cycle_time.at() else {
            continue;
        };
        let mean = cycle.value.mean();
        if mean <= longest.millis() as f64 {
            continue;
        }
        let id = &terminal.id;
        let message =
            format!("a move of terminal `{id}` takes longer than anybody works at a stretch");
        let label = format!(
            "{:.1} h on average, while the longest stretch is {:.1} h",
            mean / 3_600_000.0,
            longest.hours()
        );
        let help = "a move that the bell catches is made anew, so this one would never end";
        let fault = Diagnostic::error(&cycle.place, message);
        check.push(fault.label(label).help(help));
    }
}

/// A span of so many hours at most.
fn up_to(hours: f64) -> impl Fn(&Node, &Faults) -> Option<SimDuration> {
    move |node, faults| {
        let span = duration(node, faults)?;
        if span.hours() <= hours {
            return Some(span);
        }
        let message = format!("`{}` is longer than a working day bends", node.place.text());
        let fault = Diagnostic::error(&node.place, message);
        faults.push(fault.label(format!("write \"{hours} h\" or less")));
        None
    }
}

/// `[labor.shift.*]`, with so many times the gangs that it lists.
fn pattern(of: &Reader<'_>, times: f64, check: &Check<'_>) -> Option<Pattern> {
    let id = of.id();
    let start = of.required("start", "\"08:00\"", clock_time);
    let end = of.required("end", "\"17:00\"", clock_time);
    let meal = of.optional("meal", meal);
    let gangs = of.required("gangs", "70", gangs);
    let most = of.optional("gangs_per_vessel", whole(1..=1_000_u32));
    let holidays = of.optional("holidays", items(holiday));
    let kind = match id {
        "day" => ShiftKind::Day,
        "night" => ShiftKind::Night,
        "hoot" => ShiftKind::Hoot,
        _ => {
            let message = format!("there is no shift `{id}`");
            check.error(of.place(), message, "one of `day`, `night`, `hoot`");
            return None;
        }
    };
    let (start, end) = (start.at()?, end.at()?);
    if start.value == end.value {
        let message = format!("shift `{id}` has no length");
        check.error(&end.place, message, "the same as its start");
        return None;
    }
    let gangs = gangs.value()?.map(|gangs| scaled(gangs, times));
    let all = gangs.into_iter().max().unwrap_or(0).max(1);
    let pattern = Pattern {
        kind,
        place: of.place().clone(),
        start: start.value,
        end: end.value,
        meal: meal.value(),
        gangs,
        gangs_per_vessel: most.value_or(all),
        holidays: holidays.into_value().unwrap_or_default(),
    };
    if let Some(meal) = meal.at() {
        let from = pattern.minutes_after_start(meal.value.0);
        let to = pattern.minutes_after_start(meal.value.1);
        if from >= to || to > pattern.minutes_after_start(end.value) {
            let message = format!("the meal of shift `{id}` is not inside it");
            check.error(&meal.place, message, "must lie between start and end");
            return None;
        }
    }
    Some(pattern)
}

/// One number for all days, or one for each weekday.
fn gangs(node: &Node, faults: &Faults) -> Option<Gangs> {
    let count = || whole(0..=10_000_u32);
    let Value::Table(table) = &node.value else {
        return count()(node, faults).map(|gangs| [gangs; 7]);
    };
    let (what, pattern) = ("the gangs of a shift", "labor.shift.*.gangs");
    let days = Reader::read(table, &node.key, what, pattern, faults, |of| {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        days.map(|day| of.required(day, "70", count()).into_value())
    });
    all(days)?.try_into().ok()
}

/// Whether a gang is in one shift at a time. Patterns come sorted by their start.
fn are_apart(patterns: &[Pattern], check: &Check<'_>) -> bool {
    let mut apart = true;
    for (at, pattern) in patterns.iter().enumerate() {
        let next = &patterns[(at + 1) % patterns.len()];
        let until_next = match pattern.minutes_after_start(next.start) {
            0 if patterns.len() == 1 => 24 * 60,
            minutes => minutes,
        };
        if pattern.minutes_after_start(pattern.end) > until_next {
            check.push(
                Diagnostic::error(&next.place, "two shifts overlap")
                    .label("begins before the other ends")
                    .related(&pattern.place, "the other"),
            );
            apart = false;
        }
    }
    apart
}

impl Calendar<'_> {
    /// Every shift that has gangs, from the one that is on when the simulation begins.
    fn shifts(&self, patterns: &[Pattern]) -> Vec<Shift> {
        let clock = &self.check.clock;
        let before = SimTime::ZERO - SimDuration::from_days(2.0);
        let mut shifts: Vec<Shift> = clock
            .dates(before, clock.period.end)
            .filter(|date| !is_one_of(&self.holidays, *date))
            .flat_map(|date| patterns.iter().map(move |pattern| (date, pattern)))
            .filter_map(|(date, pattern)| self.shift(date, pattern))
            .filter(|shift| shift.end > SimTime::ZERO && shift.start < clock.period.end)
            .collect();
        shifts.sort_by_key(|shift| shift.start);
        let starts: Vec<SimTime> = shifts.iter().skip(1).map(|shift| shift.start).collect();
        let next = starts.into_iter().chain([SimTime::NEVER]);
        let cut = shifts
            .into_iter()
            .zip(next)
            .filter_map(|(shift, next)| cut_short(shift, next));
        let mut shifts: Vec<Shift> = cut.collect();
        if let Some(before) = self.all_fast_before {
            let most = shifts.iter().map(|shift| shift.gangs).max().unwrap_or(0);
            // Nobody comes for a shift that hardly anybody works.
            for shift in shifts.iter_mut().filter(|shift| 2 * shift.gangs >= most) {
                shift.all_fast = Some(shift.start - before);
            }
        }
        shifts
    }

    /// The shift that begins on a date; none without gangs.
    fn shift(&self, date: Date, pattern: &Pattern) -> Option<Shift> {
        let gangs = pattern.gangs[usize::from(weekday(date))];
        if gangs == 0 || is_one_of(&pattern.holidays, date) {
            return None;
        }
        let on = |time: ClockTime| {
            let next_day = time <= pattern.start;
            let date = date.saturating_add(i64::from(next_day).days());
            self.check.clock.time_of(date, time)
        };
        let start = self.check.clock.time_of(date, pattern.start);
        let end = on(pattern.end);
        let whole = Shift {
            kind: pattern.kind,
            order_by: start - self.order_lead,
            start,
            meal: pattern
                .meal
                .map(|(from, to)| (self.meal_start(date, pattern, from), on(to))),
            end,
            gangs,
            gangs_per_vessel: pattern.gangs_per_vessel,
            extension: self.extension,
            all_fast: None,
        };
        cut_short(whole, end)
    }

    /// A meal may begin with the shift itself.
    fn meal_start(&self, date: Date, pattern: &Pattern, from: ClockTime) -> SimTime {
        let next_day = from < pattern.start;
        let date = date.saturating_add(i64::from(next_day).days());
        self.check.clock.time_of(date, from)
    }
}

fn is_one_of(holidays: &[At<Holiday>], date: Date) -> bool {
    let mut holidays = holidays.iter();
    holidays.any(|day| is_holiday(date, day.value))
}

/// So many times the gangs of a shift, to the nearest whole one; of some, one at least.
fn scaled(gangs: u32, times: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 10,000 gangs ten times over, not negative"
    )]
    let scaled = (f64::from(gangs) * times).round() as u32;
    scaled.max(gangs.min(1))
}

/// The longest time that a shift is worked without a break.
fn longest_stretch(shift: &Shift) -> SimDuration {
    match shift.meal {
        Some((from, to)) => (from - shift.start).max(shift.end - to),
        None => shift.end - shift.start,
    }
}

/// A shift and its meal that end by `end`; none if nothing is left. Times of the hour that
/// spring skips move behind those after it: a meal may then end after its shift, and a shift after
/// the next one begins.
fn cut_short(mut shift: Shift, end: SimTime) -> Option<Shift> {
    shift.end = shift.end.min(end);
    let within = shift.end;
    shift.meal = shift
        .meal
        .map(|(from, to)| (from, to.min(within)))
        .filter(|(from, to)| from < to);
    (shift.start < within).then_some(shift)
}

impl Pattern {
    /// Minutes from the shift's start to the next time the clock shows `time`; 0 at the start.
    fn minutes_after_start(&self, time: ClockTime) -> u16 {
        (time.minutes + 24 * 60 - self.start.minutes) % (24 * 60)
    }
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn a_pool_is_scaled_to_whole_gangs_and_never_to_none() {
        let scaled = |times: f64| [0, 1, 4, 120].map(|gangs| scaled(gangs, times));
        assert_eq!(scaled(1.0), [0, 1, 4, 120]);
        assert_eq!(scaled(1.18), [0, 1, 5, 142]);
        assert_eq!(scaled(0.01), [0, 1, 1, 1]);
    }
}
