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
    /// One per day, in order, without a gap; the first begins at or before `SimTime::ZERO`,
    /// the last ends at or after `Period::end`.
    pub days: Vec<Day>,
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

    /// First local midnight after `at`, or [`SimTime::NEVER`] on the last day.
    pub fn next_midnight(&self, at: SimTime) -> SimTime {
        let after = self.days.partition_point(|day| day.from <= at);
        self.days.get(after).map_or(SimTime::NEVER, |day| day.from)
    }
}

/// Milliseconds in an hour.
const HOUR: i64 = 3_600_000;
/// Clocks change at 02:00 in the United States; hours of the day before that are ordinary.
const CLOCK_CHANGE: SimDuration = SimDuration::from_millis(2 * HOUR);

/// Hour of the local clock, 0 to 23, so long after the midnight of a day whose clock skips
/// `skipped` (negative: repeats).
pub fn clock_hour(elapsed: SimDuration, skipped: SimDuration) -> usize {
    let local = if elapsed < CLOCK_CHANGE {
        elapsed
    } else {
        elapsed + skipped
    };
    usize::try_from(local.millis().max(0) / HOUR).map_or(23, |hour| hour.min(23))
}

impl Days {
    /// Cuts a span into pieces of single hours of the local clock and takes each in, with its hour.
    ///
    /// # Panics
    /// If the span begins before the first day.
    pub fn by_hour(
        &self,
        mut from: SimTime,
        to: SimTime,
        mut take: impl FnMut(usize, SimDuration),
    ) {
        let full = SimDuration::from_millis(24 * HOUR);
        while from < to {
            let index = self.index_at(from);
            let midnight = self.days[index].from;
            let after = self
                .days
                .get(index + 1)
                .map_or(to, |next| next.from)
                .min(to);
            let length = self
                .days
                .get(index + 1)
                .map_or(full, |next| next.from - midnight);
            // Where clocks change by less than an hour, hours do not begin an even time after
            // midnight.
            let skipped = full - length;
            let step = if skipped.millis() % HOUR == 0 {
                HOUR
            } else {
                HOUR / 4
            };
            while from < after {
                let elapsed = from - midnight;
                let end = midnight + SimDuration::from_millis((elapsed.millis() / step + 1) * step);
                let end = end.min(after);
                take(clock_hour(elapsed, skipped), end - from);
                from = end;
            }
        }
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
            days: vec![day(0.0, 8), day(24.0, 9), day(47.0, 10)],
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
}
