//! Civil days of the measured period: where they begin, how long they are, when it is 08:00.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Bay, Day, Period, clock_hour};

/// One measured civil day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MeasuredDay {
    /// Its date.
    pub(super) date: Day,
    /// Its first instant within the period.
    pub(super) from: SimTime,
    /// First instant after it, or the period's end.
    pub(super) to: SimTime,
    /// Hours that its clock skips (negative: repeats): a day of 23 hours skips one.
    skipped: SimDuration,
}

/// Civil days of the measured period, in order.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    days: Vec<MeasuredDay>,
}

/// Milliseconds in an hour.
const HOUR: i64 = 3_600_000;

impl Calendar {
    pub(super) fn new(bay: &Bay) -> Self {
        let Period { start, end } = bay.period;
        let days = &bay.days.days;
        let full = SimDuration::from_hours(24.0);
        let measured = days.iter().enumerate().filter_map(|(index, day)| {
            let next = days.get(index + 1).map(|next| next.from);
            let after = next.unwrap_or(day.from + full);
            (after > start && day.from < end).then(|| MeasuredDay {
                date: *day,
                from: day.from.max(start),
                to: after.min(end),
                skipped: full - (after - day.from),
            })
        });
        Self {
            days: measured.collect(),
        }
    }

    pub(super) fn days(&self) -> &[MeasuredDay] {
        &self.days
    }

    /// Measured day that holds an instant of the period, looked for from the day `near` on; the
    /// period's end belongs to the last day.
    #[inline]
    pub(super) fn index_near(&self, mut near: usize, at: SimTime) -> usize {
        while at < self.days[near].from {
            near = near
                .checked_sub(1)
                .expect("an instant of the measured period lies on one of its days");
        }
        while at >= self.days[near].to && near + 1 < self.days.len() {
            near += 1;
        }
        near
    }

    /// Years that the period is worth: each day is one 365th or 366th of its own year.
    pub(super) fn years(&self) -> f64 {
        let leap = |day: &&MeasuredDay| {
            let year = day.date.year;
            year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        };
        let leap_days = self.days.iter().filter(leap).count();
        leap_days as f64 / 366.0 + (self.days.len() - leap_days) as f64 / 365.0
    }
}

impl MeasuredDay {
    /// 08:00 local time, when the Port of Los Angeles counts its vessels.
    pub(super) fn morning(&self) -> SimTime {
        self.date.from + SimDuration::from_hours(8.0) - self.skipped
    }

    /// Hour of the local clock, 0 to 23.
    pub(super) fn hour_at(&self, at: SimTime) -> usize {
        clock_hour(at - self.date.from, self.skipped)
    }

    /// Hour of the local clock at an instant, and when it ends (or the day does).
    pub(super) fn hour_from(&self, at: SimTime) -> (usize, SimTime) {
        // Where clocks change by less than an hour, hours do not begin an even time after midnight.
        let even = self.skipped.millis() % HOUR == 0;
        let step = if even { HOUR } else { HOUR / 4 };
        let elapsed = (at - self.from).millis();
        let end = self.from + SimDuration::from_millis((elapsed / step + 1) * step);
        (self.hour_at(at), end.min(self.to))
    }

    pub(super) fn length(&self) -> SimDuration {
        self.to - self.from
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::fixture::{at, bay};

    #[test]
    fn a_day_of_23_hours_has_its_morning_an_hour_earlier() {
        let calendar = Calendar::new(&bay(10));
        let days = calendar.days();
        assert_eq!(days.len(), 10);
        // 8 March is ordinary, 9 March skips the hour from 02:00 to 03:00.
        assert_eq!(
            days[7].morning() - days[7].from,
            SimDuration::from_hours(8.0)
        );
        assert_eq!(days[8].length(), SimDuration::from_hours(23.0));
        assert_eq!(
            days[8].morning() - days[8].from,
            SimDuration::from_hours(7.0)
        );
        let elapsed = |hours| days[8].hour_at(days[8].from + SimDuration::from_hours(hours));
        assert_eq!(
            [elapsed(1.5), elapsed(2.0), elapsed(7.0), elapsed(22.9)],
            [1, 3, 8, 23]
        );
        assert_eq!(days[9].hour_at(days[9].from), 0);
    }

    #[test]
    fn days_outside_the_period_are_not_measured() {
        let calendar = Calendar::new(&bay(3));
        assert_eq!(calendar.days().first().unwrap().date.day, 1);
        assert_eq!(calendar.days().last().unwrap().date.day, 3);
        assert_eq!(calendar.index_near(2, at(24.0)), 0);
        assert_eq!(calendar.index_near(0, at(96.0)), 2);
        assert!((calendar.years() - 3.0 / 365.0).abs() < 1e-15);
    }
}
