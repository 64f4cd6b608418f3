//! Shifts as instants: who works the cranes, and when.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Check, all};
use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Labor, Shift, ShiftKind};
use crate::scenario::civil::{is_holiday, weekday};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw::{self, ClockTime, Gangs};
use crate::scenario::reader::{Named, OrDefault as _};
use crate::scenario::source::Place;

/// Order of gangs before a shift (assumption: the afternoon and evening dispatch).
const USUAL_LEAD_HOURS: f64 = 2.0;

/// A shift of every day, complete.
struct Pattern<'a> {
    kind: ShiftKind,
    place: &'a Place,
    start: ClockTime,
    end: ClockTime,
    meal: Option<(ClockTime, ClockTime)>,
    gangs: Gangs,
    gangs_per_vessel: u32,
}

impl Check<'_> {
    pub(super) fn labor(&self) -> Option<Labor> {
        let raw = &self.raw.labor;
        let patterns = all(raw.shifts.iter().map(|shift| self.pattern(shift)));
        if !raw.in_shifts.value_or(false) {
            return patterns.map(|_| Labor::Continuous);
        }
        let mut patterns = patterns?;
        let place = raw
            .in_shifts
            .as_ref()
            .map_or(&self.raw.start, |given| &given.place);
        if patterns.is_empty() {
            let help = "add `[labor.shift.day]` with `start`, `end` and `gangs`";
            let fault = Diagnostic::error(place, "there are no shifts to work in");
            self.push(fault.help(help));
            return None;
        }
        patterns.sort_by_key(|pattern| pattern.start);
        self.patterns_do_not_overlap(&patterns)?;
        let shifts = self.shifts(&patterns);
        if shifts.is_empty() {
            let message = "no shift of the whole simulation has a gang";
            self.error(place, message, "nobody ever works");
            return None;
        }
        Some(Labor::Shifts(shifts))
    }

    /// Reports every terminal whose moves take longer than anybody works at a stretch.
    pub(super) fn moves_fit_shifts(&self, labor: Option<&Labor>) {
        let Some(Labor::Shifts(shifts)) = labor else {
            return;
        };
        let longest = shifts.iter().map(longest_stretch).max();
        let longest = longest.unwrap_or(SimDuration::ZERO);
        for terminal in &self.raw.terminals {
            let rules = terminal.value.rules.laid_over(&self.raw.terminal_defaults);
            let Some(cycle) = &rules.cycle_time else {
                continue;
            };
            let mean = cycle.value.mean();
            if mean <= longest.millis() as f64 {
                continue;
            }
            let message = format!(
                "a move of terminal `{}` takes longer than anybody works at a stretch",
                terminal.id
            );
            let label = format!(
                "{:.1} h on average, while the longest stretch is {:.1} h",
                mean / 3_600_000.0,
                longest.hours()
            );
            let help = "a move that the bell catches is made anew, so this one would never end";
            let fault = Diagnostic::error(&cycle.place, message);
            self.push(fault.label(label).help(help));
        }
    }

    fn pattern<'a>(&self, shift: &'a Named<raw::Shift>) -> Option<Pattern<'a>> {
        let raw = &shift.value;
        let kind = match shift.id.as_str() {
            "day" => ShiftKind::Day,
            "night" => ShiftKind::Night,
            "hoot" => ShiftKind::Hoot,
            other => {
                let message = format!("there is no shift `{other}`");
                self.error(&shift.place, message, "one of `day`, `night`, `hoot`");
                return None;
            }
        };
        let (start, end) = (raw.start.as_ref()?, raw.end.as_ref()?);
        if start.value == end.value {
            let message = format!("shift `{}` has no length", shift.id);
            self.error(&end.place, message, "the same as its start");
            return None;
        }
        let times = self.raw.labor.pool.value_or(1.0);
        let pool = raw.gangs.as_ref()?.value.map(|gangs| scaled(gangs, times));
        let pattern = Pattern {
            kind,
            place: &shift.place,
            start: start.value,
            end: end.value,
            meal: raw.meal.as_ref().map(|meal| meal.value),
            gangs: pool,
            gangs_per_vessel: raw.gangs_per_vessel.as_ref().map_or_else(
                || pool.into_iter().max().unwrap_or(0).max(1),
                |most| u32::try_from(most.value).expect("read as at most 1,000"),
            ),
        };
        if let Some(meal) = &raw.meal {
            let from = pattern.minutes_after_start(meal.value.0);
            let to = pattern.minutes_after_start(meal.value.1);
            if from >= to || to > pattern.minutes_after_start(end.value) {
                let message = format!("the meal of shift `{}` is not inside it", shift.id);
                self.error(&meal.place, message, "must lie between start and end");
                return None;
            }
        }
        Some(pattern)
    }

    /// A gang is in one shift at a time. Patterns come sorted by their start.
    fn patterns_do_not_overlap(&self, patterns: &[Pattern<'_>]) -> Option<()> {
        let mut right = Some(());
        for (at, pattern) in patterns.iter().enumerate() {
            let next = &patterns[(at + 1) % patterns.len()];
            let until_next = match pattern.minutes_after_start(next.start) {
                0 if patterns.len() == 1 => 24 * 60,
                minutes => minutes,
            };
            if pattern.minutes_after_start(pattern.end) > until_next {
                self.push(
                    Diagnostic::error(next.place, "two shifts overlap")
                        .label("begins before the other ends")
                        .related(pattern.place, "the other"),
                );
                right = None;
            }
        }
        right
    }

    /// Every shift that has gangs, from the one that is on when the simulation begins.
    fn shifts(&self, patterns: &[Pattern<'_>]) -> Vec<Shift> {
        let clock = &self.clock;
        let before = SimTime::ZERO - SimDuration::from_days(2.0);
        let mut shifts: Vec<Shift> = clock
            .dates(before, clock.period.end)
            .filter(|date| !self.is_holiday(*date))
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
        cut.collect()
    }

    fn is_holiday(&self, date: Date) -> bool {
        let holidays = self.raw.labor.holidays.iter().flat_map(|list| &list.value);
        holidays.into_iter().any(|day| is_holiday(date, day.value))
    }

    /// The shift that begins on a date; none without gangs.
    fn shift(&self, date: Date, pattern: &Pattern<'_>) -> Option<Shift> {
        let gangs = pattern.gangs[usize::from(weekday(date))];
        if gangs == 0 {
            return None;
        }
        let on = |time: ClockTime| {
            let next_day = time <= pattern.start;
            let date = date.saturating_add(i64::from(next_day).days());
            self.clock.time_of(date, time)
        };
        let start = self.clock.time_of(date, pattern.start);
        let lead = SimDuration::from_hours(USUAL_LEAD_HOURS);
        let end = on(pattern.end);
        let whole = Shift {
            kind: pattern.kind,
            order_by: start - self.raw.labor.order_lead.value_or(lead),
            start,
            meal: pattern
                .meal
                .map(|(from, to)| (self.meal_start(date, pattern, from), on(to))),
            end,
            gangs,
            gangs_per_vessel: pattern.gangs_per_vessel,
        };
        cut_short(whole, end)
    }

    /// A meal may begin with the shift itself.
    fn meal_start(&self, date: Date, pattern: &Pattern<'_>, from: ClockTime) -> SimTime {
        let next_day = from < pattern.start;
        let date = date.saturating_add(i64::from(next_day).days());
        self.clock.time_of(date, from)
    }
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

impl Pattern<'_> {
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
