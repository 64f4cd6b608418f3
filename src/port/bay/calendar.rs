//! What is simulated and measured, and civil days as instants.

use serde::{Deserialize, Serialize};

use crate::engine::{SimDuration, SimTime};

/// What is simulated and what of it is measured.
///
/// The simulation runs from [`SimTime::ZERO`], the warm-up's first instant, to `end`;
/// only what falls into `start..end` is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First instant of the measured period.
    pub start: SimTime,
    /// First instant after it, where the simulation ends.
    pub end: SimTime,
}

impl Period {
    /// Whether an instant lies in the period.
    pub fn has(&self, at: SimTime) -> bool {
        self.start <= at && at < self.end
    }
}

/// Civil days of the whole simulation in local time (23, 24 or 25 hours long).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// One per day, in order, without a gap; the first begins at or before `SimTime::ZERO`.
    pub days: Vec<Day>,
    /// Local midnight after the last of them, at or after `Period::end`.
    pub end: SimTime,
}

/// One civil day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Day {
    /// Local midnight at its beginning.
    pub from: SimTime,
    /// Civil year, such as 2025.
    pub year: i16,
    /// Civil month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Day of the week, 0 is Monday.
    pub weekday: u8,
}

/// A civil day from midnight to midnight, and what its clock shows in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockDay {
    /// Local midnight at its beginning.
    pub from: SimTime,
    /// Local midnight at its end.
    pub to: SimTime,
}

/// Milliseconds in an hour.
const HOUR: i64 = 3_600_000;
/// Clocks change at 02:00 in the United States; hours of the day before that are ordinary.
const CLOCK_CHANGE: SimDuration = SimDuration::from_millis(2 * HOUR);

impl Day {
    /// Whether its year, Gregorian, has 366 days.
    pub const fn is_in_leap_year(&self) -> bool {
        self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0)
    }
}

impl Days {
    /// Index of the day that holds `at`.
    ///
    /// # Panics
    /// If `at` lies before the first day.
    pub fn index_at(&self, at: SimTime) -> usize {
        let after = self.days.partition_point(|day| day.from <= at);
        assert!(
            after > 0,
            "{at:?} lies before the first civil day of the simulation"
        );
        after - 1
    }

    /// The day at an index, with its end.
    pub fn clock_day(&self, index: usize) -> ClockDay {
        let next = self.days.get(index + 1);
        ClockDay {
            from: self.days[index].from,
            to: next.map_or(self.end, |next| next.from),
        }
    }

    /// First local midnight after `at`, or [`SimTime::NEVER`] on the last day.
    pub fn next_midnight(&self, at: SimTime) -> SimTime {
        let after = self.days.partition_point(|day| day.from <= at);
        self.days.get(after).map_or(SimTime::NEVER, |day| day.from)
    }

    /// Years that a period is worth: each day counts 1/365, in leap years 1/366, and a day that
    /// lies in it in part, that part.
    pub fn years(&self, period: Period) -> f64 {
        let (mut ordinary, mut leap) = (0.0, 0.0);
        for (index, day) in self.days.iter().enumerate() {
            let part = self.clock_day(index).share_in(period);
            *(if day.is_in_leap_year() {
                &mut leap
            } else {
                &mut ordinary
            }) += part;
        }
        leap / 366.0 + ordinary / 365.0
    }

    /// Cuts a span into pieces of single hours of the local clock and takes each in, with its hour.
    ///
    /// # Panics
    /// If the span begins before the first day or ends after the last.
    pub fn by_hour(
        &self,
        mut from: SimTime,
        to: SimTime,
        mut take: impl FnMut(usize, SimDuration),
    ) {
        assert!(
            from >= to || to <= self.end,
            "{to:?} lies after the last civil day"
        );
        while from < to {
            let day = self.clock_day(self.index_at(from));
            for (hour, span) in day.hours(from, to) {
                take(hour, span);
            }
            from = day.to;
        }
    }
}

impl ClockDay {
    /// Hour of the local clock, 0 to 23, at an instant of the day.
    pub fn hour_at(self, at: SimTime) -> usize {
        let elapsed = at - self.from;
        let local = if elapsed < CLOCK_CHANGE {
            elapsed
        } else {
            elapsed + self.skipped()
        };
        usize::try_from(local.millis().max(0) / HOUR).map_or(23, |hour| hour.min(23))
    }

    /// The instant at which the local clock shows a full hour after any change of clocks.
    pub fn at_hour(self, hour: u8) -> SimTime {
        self.from + SimDuration::from_hours(f64::from(hour)) - self.skipped()
    }

    /// Pieces of single hours of the local clock, with their hour, of the part of a span that
    /// lies within the day.
    pub fn hours(self, from: SimTime, to: SimTime) -> impl Iterator<Item = (usize, SimDuration)> {
        // Where clocks change by less than an hour, hours do not begin an even time after midnight.
        let even = self.skipped().millis() % HOUR == 0;
        let step = if even { HOUR } else { HOUR / 4 };
        let until = to.min(self.to);
        let mut at = from.max(self.from);
        std::iter::from_fn(move || {
            let begun = at;
            let next = (begun - self.from).millis() / step + 1;
            at = (self.from + SimDuration::from_millis(next * step)).min(until);
            (begun < until).then(|| (self.hour_at(begun), at - begun))
        })
    }

    /// Part of the day that lies in a period, from 0 to 1.
    fn share_in(self, period: Period) -> f64 {
        let inside = self.to.min(period.end) - self.from.max(period.start);
        inside.hours().max(0.0) / (self.to - self.from).hours()
    }

    /// Time that its clock skips (negative: repeats): a day of 23 hours skips one.
    fn skipped(self) -> SimDuration {
        SimDuration::from_millis(24 * HOUR) - (self.to - self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Distribution;
    use crate::port::fixture;

    #[test]
    fn a_day_holds_its_midnight_and_the_last_has_none_after_it() {
        let none = Distribution::constant(1.0);
        let days = fixture::queue(none.clone(), none, 1, 2, 1).days;
        let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
        assert_eq!(days.next_midnight(SimTime::ZERO), at(24.0));
        assert_eq!(days.next_midnight(at(24.0)), at(48.0), "after its day");
        assert_eq!(days.next_midnight(at(60.0)), SimTime::NEVER);
        assert_eq!(days.index_at(at(47.9)), 1);
        assert_eq!(days.index_at(at(48.0)), 2);
    }

    #[test]
    fn a_span_falls_into_hours_of_the_local_clock() {
        // From 8 March 2025, 22:30, to 9 March, 04:15 by the clock, which skips 02:00 to 03:00.
        let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
        let day = |hours: f64, day| Day {
            from: at(hours),
            year: 2025,
            month: 3,
            day,
            weekday: day % 7,
        };
        let days = Days {
            days: vec![day(0.0, 8), day(24.0, 9)],
            end: at(47.0),
        };
        let (from, to) = (at(22.5), at(24.0 + 3.25));
        let mut hours = Vec::new();
        days.by_hour(from, to, |hour, span| hours.push((hour, span.hours())));
        assert_eq!(
            hours,
            [
                (22, 0.5),
                (23, 1.0),
                (0, 1.0),
                (1, 1.0),
                (3, 1.0),
                (4, 0.25)
            ]
        );
    }

    #[test]
    fn the_last_day_may_have_another_length() {
        let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
        for (length, eight, hour) in [(23.0, 7.0, 23), (24.0, 8.0, 22), (25.0, 9.0, 21)] {
            let day = ClockDay {
                from: at(24.0),
                to: at(24.0 + length),
            };
            assert_eq!(day.at_hour(8), at(24.0 + eight), "{length} hours");
            assert_eq!(day.hour_at(at(24.0 + 22.0)), hour, "{length} hours");
            let all: Vec<usize> = day.hours(at(0.0), at(99.0)).map(|(hour, _)| hour).collect();
            assert_eq!((all.len() as f64, all.last()), (length, Some(&23)));
        }
    }

    #[test]
    fn days_of_leap_years_count_less_and_parts_of_days_in_part() {
        let at = |days: f64| SimTime::ZERO + SimDuration::from_days(days);
        let day = |index: i16, year| Day {
            from: at(f64::from(index)),
            year,
            month: 1,
            day: 1,
            weekday: 0,
        };
        let years = [2023, 2024, 1900, 2000, 2100];
        let days = Days {
            days: (0..)
                .zip(years)
                .map(|(index, year)| day(index, year))
                .collect(),
            end: at(5.0),
        };
        let near = |found: f64, by_hand: f64| assert!((found - by_hand).abs() < 1e-15, "{found}");
        let worth = |start: f64, end: f64| {
            days.years(Period {
                start: at(start),
                end: at(end),
            })
        };
        for (index, of_year) in [
            (0.0, 365.0),
            (1.0, 366.0),
            (2.0, 365.0),
            (3.0, 366.0),
            (4.0, 365.0),
        ] {
            near(worth(index, index + 1.0), 1.0 / of_year);
        }
        near(worth(0.0, 5.0), 2.0 / 366.0 + 3.0 / 365.0);
        near(worth(0.75, 1.5), 0.5 / 366.0 + 0.25 / 365.0);
    }
}
