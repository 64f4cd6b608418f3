//! What is simulated and measured, and civil days as instants.

use serde::{Deserialize, Serialize};

use crate::engine::SimTime;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Distribution, SimDuration};
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
}
