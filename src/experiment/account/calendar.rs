//! Civil days of the measured period: where they begin, how long they are, when it is 08:00.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Bay, ClockDay, Day, Period};

/// One measured civil day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MeasuredDay {
    /// Its date.
    pub(super) date: Day,
    /// Its first instant within the period.
    pub(super) from: SimTime,
    /// First instant after it, or the period's end.
    pub(super) to: SimTime,
    /// The whole of it, from midnight to midnight.
    whole: ClockDay,
}

/// Civil days of the measured period, in order.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    days: Vec<MeasuredDay>,
    years: f64,
}

impl Calendar {
    pub(super) fn new(bay: &Bay) -> Self {
        let Period { start, end } = bay.period;
        let measured = bay.days.days.iter().enumerate().filter_map(|(index, day)| {
            let whole = bay.days.clock_day(index);
            (whole.to > start && whole.from < end).then(|| MeasuredDay {
                date: *day,
                from: whole.from.max(start),
                to: whole.to.min(end),
                whole,
            })
        });
        Self {
            days: measured.collect(),
            years: bay.years(),
        }
    }

    pub(super) fn days(&self) -> &[MeasuredDay] {
        &self.days
    }

    /// Years that the period is worth.
    pub(super) fn years(&self) -> f64 {
        self.years
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
}

impl MeasuredDay {
    /// 08:00 local time, when the Port of Los Angeles counts its vessels.
    pub(super) fn morning(&self) -> SimTime {
        self.whole.at_hour(8)
    }

    /// Pieces of single hours of the local clock, with their hour, of the part of a span that
    /// is measured of this day.
    pub(super) fn hours(
        &self,
        from: SimTime,
        to: SimTime,
    ) -> impl Iterator<Item = (usize, SimDuration)> {
        self.whole.hours(from.max(self.from), to.min(self.to))
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
        let hours: Vec<usize> = days[8]
            .hours(days[0].from, days[9].to)
            .map(|(hour, _)| hour)
            .collect();
        assert_eq!(hours.len(), 23);
        assert_eq!([hours[1], hours[2], hours[22]], [1, 3, 23]);
    }

    #[test]
    fn days_outside_the_period_are_not_measured() {
        let calendar = Calendar::new(&bay(3));
        assert_eq!(calendar.days().first().unwrap().date.day, 1);
        assert_eq!(calendar.days().last().unwrap().date.day, 3);
        assert_eq!(calendar.index_near(2, at(24.0)), 0);
        assert_eq!(calendar.index_near(0, at(96.0)), 2);
    }
}
