//! Civil time at the edge: local dates and times of day become instants of the simulation.
//!
//! The simulation's clock runs in milliseconds without daylight saving. Each local time is
//! converted on its own, so a shift in the night of a change is an hour shorter or longer, and a
//! weekly window keeps its local time all year. A local time that a change skips counts
//! as if the clock had not been changed yet; one that occurs twice is the first of the two.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::calendar::{ClockTime, Holiday, Week, WeekTime};
use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{BerthWindow, Day, Days, Period};

/// How far before the simulation services and demand begin: longer than any passage.
pub(super) const LEAD_DAYS: i64 = 60;

const MS_PER_DAY: i64 = 86_400_000;

/// The zone, and the instant at which the simulation begins.
pub(super) struct Clock {
    zone: TimeZone,
    /// Milliseconds from the epoch to [`SimTime::ZERO`].
    zero: i64,
    pub(super) period: Period,
}

impl Clock {
    /// A clock that starts to measure on `start` at local midnight, `warm_up` after it begins.
    pub(super) fn new(zone: TimeZone, start: Date, warm_up: SimDuration, end: End) -> Self {
        let mut clock = Self {
            zone,
            zero: 0,
            period: Period {
                start: SimTime::ZERO,
                end: SimTime::ZERO,
            },
        };
        clock.zero = clock.midnight(start).millis() - warm_up.millis();
        clock.period = Period {
            start: SimTime::ZERO + warm_up,
            end: match end {
                End::On(date) => clock.midnight(date),
                End::After(span) if span.millis() % MS_PER_DAY == 0 => {
                    let days = span.millis() / MS_PER_DAY;
                    clock.midnight(start.saturating_add(days.days()))
                }
                End::After(span) => SimTime::ZERO + warm_up + span,
            },
        };
        clock
    }

    /// The instant of a local time.
    pub(super) fn at(&self, local: DateTime) -> SimTime {
        let instant = local
            .to_zoned(self.zone.clone())
            .expect("validated: years 1900 to 2999 and 1,000 years more are inside the calendar")
            .timestamp();
        SimTime::from_millis(instant.as_millisecond() - self.zero)
    }

    /// The change of clocks that a local time falls into, if it falls into one.
    pub(super) fn change_at(&self, local: DateTime) -> Option<ClockChange> {
        let (is_skipped, before, after) = match self.zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { .. } => return None,
            AmbiguousOffset::Gap { before, after } => (true, before, after),
            AmbiguousOffset::Fold { before, after } => (false, before, after),
        };
        let spelled = |offset: Offset| {
            let at = offset.to_timestamp(local).ok()?.to_zoned(self.zone.clone());
            Some(at.strftime("%Y-%m-%d %H:%M%:z").to_string())
        };
        Some(ClockChange {
            is_skipped,
            read_as: spelled(before)?,
            other: spelled(after)?,
        })
    }

    /// The instant of a time with its offset from UTC.
    pub(super) fn instant(&self, at: Timestamp) -> SimTime {
        SimTime::from_millis(at.as_millisecond() - self.zero)
    }

    /// Milliseconds of an instant since 1970: the same whatever the horizon.
    pub(super) fn unix_millis(&self, at: SimTime) -> i64 {
        at.millis() + self.zero
    }

    /// Local midnight at the beginning of a date.
    pub(super) fn midnight(&self, date: Date) -> SimTime {
        self.at(date.at(0, 0, 0, 0))
    }

    /// A time of the day of a date.
    pub(super) fn time_of(&self, date: Date, clock: ClockTime) -> SimTime {
        let part = |number: u16| i8::try_from(number).expect("an hour or minute is below 60");
        self.at(date.at(part(clock.minutes / 60), part(clock.minutes % 60), 0, 0))
    }

    /// The local date of an instant.
    pub(super) fn date(&self, at: SimTime) -> Date {
        Timestamp::from_millisecond(at.millis() + self.zero)
            .expect("validated: the horizon is inside the calendar")
            .to_zoned(self.zone.clone())
            .date()
    }

    /// Every local date from the one that holds `from` to the one that holds `to`.
    pub(super) fn dates(&self, from: SimTime, to: SimTime) -> impl Iterator<Item = Date> {
        let last = self.date(to);
        let first = self.date(from);
        std::iter::successors(Some(first), |date| date.tomorrow().ok())
            .take_while(move |date| *date <= last)
    }

    /// All civil days of the simulation; none begins at its end or later.
    pub(super) fn days(&self) -> Days {
        let dates = self.dates(SimTime::ZERO, self.period.end);
        let dates = dates.filter(|date| self.midnight(*date) < self.period.end);
        let days = dates.map(|date| Day {
            from: self.midnight(date),
            year: date.year(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
            weekday: weekday(date),
        });
        let last = self.date(self.period.end - SimDuration::from_millis(1));
        Days {
            days: days.collect(),
            end: self.midnight(last.saturating_add(1.days())),
        }
    }

    /// A service's windows, from [`LEAD_DAYS`] before the simulation to `tail` after it.
    ///
    /// Weeks are counted from Monday 1970-01-05, so a sailing keeps its number, and with it its
    /// draws, whatever the warm-up.
    pub(super) fn windows(&self, time: WeekTime, tail: SimDuration) -> Vec<BerthWindow> {
        let lead = SimDuration::from_millis(LEAD_DAYS * MS_PER_DAY);
        let (from, to) = (SimTime::ZERO - lead, self.period.end + tail);
        let first = self.date(from);
        let monday = first.saturating_sub(i64::from(weekday(first)).days());
        let first_week = days_between(Date::constant(1970, 1, 5), monday) / 7;
        let mondays = std::iter::successors(Some(monday), |date| date.checked_add(7.days()).ok());
        (first_week..)
            .zip(mondays)
            .map(|(week, monday)| BerthWindow {
                week,
                opens: self.time_of(
                    monday.saturating_add(i64::from(time.weekday).days()),
                    time.clock,
                ),
            })
            .skip_while(|window| window.opens < from)
            .take_while(|window| window.opens <= to)
            .collect()
    }
}

/// A local time that there is not, or twice.
pub(super) struct ClockChange {
    /// Whether clocks go forward over it; else they go back through it.
    pub(super) is_skipped: bool,
    /// What [`Clock::at`] reads it as, with its offset.
    pub(super) read_as: String,
    /// What else may be meant.
    pub(super) other: String,
}

/// When the measured period ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    /// At local midnight at the beginning of this date.
    On(Date),
    /// This long after it began; whole days are civil days.
    After(SimDuration),
}

/// Day of the week, 0 is Monday.
pub(super) fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_zero_offset().unsigned_abs()
}

/// Whole days from one date to another.
fn days_between(from: Date, to: Date) -> i32 {
    let hours = to.duration_since(from).as_hours();
    i32::try_from(hours / 24).expect("validated: dates lie within thousands of years")
}

/// Whether nobody works on `date`.
pub(super) fn is_holiday(date: Date, holiday: Holiday) -> bool {
    let of = |date: Date| (date.month().unsigned_abs(), date.day().unsigned_abs());
    let (month, day) = of(date);
    match holiday {
        Holiday::Once(once) => date == once,
        Holiday::Every {
            month: in_month,
            day: on_day,
            moves,
        } => {
            let is_monday_after = moves && weekday(date) == 0;
            let sunday = date.yesterday().ok().filter(|_| is_monday_after);
            let mut kept = [Some(date), sunday].into_iter().flatten();
            kept.any(|date| of(date) == (in_month, on_day))
        }
        Holiday::Nth {
            week,
            weekday: on,
            month: in_month,
        } => {
            let is_the_week = match week {
                Week::FromStart(nth) => day.div_ceil(7) == nth,
                Week::Last => day + 7 > date.days_in_month().unsigned_abs(),
            };
            in_month.is_none_or(|of| month == of) && weekday(date) == on && is_the_week
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn clock(start: Date, warm_up_days: f64, end: Date) -> Clock {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        Clock::new(
            zone,
            start,
            SimDuration::from_days(warm_up_days),
            End::On(end),
        )
    }

    #[test]
    fn a_year_has_its_days_and_two_of_another_length() {
        let clock = clock(date(2025, 1, 1), 28.0, date(2026, 1, 1));
        let days = clock.days().days;
        assert_eq!(clock.period.start, SimTime::from_millis(28 * MS_PER_DAY));
        assert_eq!(
            clock.period.end - clock.period.start,
            SimDuration::from_days(365.0)
        );
        let first = days[0];
        assert_eq!(
            (first.year, first.month, first.day, first.weekday),
            (2024, 12, 4, 2)
        );
        assert_eq!(first.from, SimTime::ZERO);
        let lengths: Vec<(u8, u8, i64)> = days
            .windows(2)
            .map(|pair| {
                (
                    pair[0].month,
                    pair[0].day,
                    (pair[1].from - pair[0].from).millis(),
                )
            })
            .filter(|(.., millis)| *millis != MS_PER_DAY)
            .collect();
        let hour = 3_600_000;
        assert_eq!(lengths, [(3, 9, 23 * hour), (11, 2, 25 * hour)]);
        let last = days.last().unwrap();
        assert_eq!((last.month, last.day), (12, 31));
        assert!(last.from < clock.period.end);
    }

    #[test]
    fn the_last_day_ends_at_its_own_midnight() {
        let span = |days: &Days| {
            let last = days.clock_day(days.days.len() - 1);
            last.to - last.from
        };
        for (end, length) in [
            (date(2025, 3, 10), 23),
            (date(2025, 11, 3), 25),
            (date(2025, 11, 4), 24),
        ] {
            let clock = clock(end.saturating_sub(2.days()), 28.0, end);
            let days = clock.days();
            assert_eq!(days.end, clock.period.end, "{end}");
            assert_eq!(span(&days).millis(), length * 3_600_000, "{end}");
            assert!(
                (days.years(clock.period) - 2.0 / 365.0).abs() < 1e-15,
                "{end}"
            );
        }
        // A period that ends within a day still knows where that day ends.
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let end = End::After(SimDuration::from_hours(30.0));
        let clock = Clock::new(zone, date(2025, 11, 1), SimDuration::ZERO, end);
        let days = clock.days();
        assert_eq!(days.days.len(), 2);
        assert_eq!(span(&days), SimDuration::from_hours(25.0));
        assert!((days.years(clock.period) - (1.0 + 6.0 / 25.0) / 365.0).abs() < 1e-15);
    }

    #[test]
    fn a_window_keeps_its_local_time_and_its_number() {
        let time = WeekTime {
            weekday: 1,
            clock: ClockTime { minutes: 8 * 60 },
        };
        let windows = |warm_up| {
            let clock = clock(date(2025, 1, 1), warm_up, date(2026, 1, 1));
            let windows = clock.windows(time, SimDuration::ZERO);
            let zero = clock.zero;
            let absolute = windows
                .into_iter()
                .map(move |window| (window.week, window.opens.millis() + zero));
            absolute.collect::<Vec<_>>()
        };
        let (short, long) = (windows(28.0), windows(56.0));
        assert_eq!(long.len(), short.len() + 4);
        assert_eq!(long[4..], short);
        // Tuesday 2024-10-08 08:00 PDT is the first at most 60 days before 2024-12-04.
        assert_eq!(short[0], (2857, 1_728_399_600_000));
        let gaps = short
            .windows(2)
            .map(|pair| (pair[1].1 - pair[0].1) / 3_600_000);
        let odd: Vec<i64> = gaps.filter(|hours| *hours != 168).collect();
        assert_eq!(
            odd,
            [169, 167, 169],
            "clocks change in Nov 2024, Mar and Nov 2025"
        );
    }

    #[test]
    fn holidays_fall_where_the_calendar_says() {
        let labor_day = Holiday::Nth {
            week: Week::FromStart(1),
            weekday: 0,
            month: Some(9),
        };
        assert!(is_holiday(date(2025, 9, 1), labor_day));
        assert!(!is_holiday(date(2025, 9, 8), labor_day));
        let memorial_day = Holiday::Nth {
            week: Week::Last,
            weekday: 0,
            month: Some(5),
        };
        assert!(is_holiday(date(2025, 5, 26), memorial_day));
        assert!(!is_holiday(date(2025, 5, 19), memorial_day));
        let christmas = |moves| Holiday::Every {
            month: 12,
            day: 25,
            moves,
        };
        assert!(is_holiday(date(2031, 12, 25), christmas(false)));
        // A Sunday in 2022; a Saturday in 2027, which nobody moves.
        assert!(!is_holiday(date(2022, 12, 26), christmas(false)));
        for (day, is) in [
            (date(2022, 12, 25), true),
            (date(2022, 12, 26), true),
            (date(2022, 12, 24), false),
            (date(2027, 12, 27), false),
            (date(2028, 12, 26), false),
        ] {
            assert_eq!(is_holiday(day, christmas(true)), is, "{day}");
        }
        let meeting = Holiday::Nth {
            week: Week::FromStart(1),
            weekday: 3,
            month: None,
        };
        // Local 13 met on the first and on the sixth: bulletin 31-18, and news of April 2023.
        for (day, is) in [
            (date(2018, 11, 1), true),
            (date(2023, 4, 6), true),
            (date(2023, 4, 13), false),
        ] {
            assert_eq!(is_holiday(day, meeting), is, "{day}");
        }
        assert!(is_holiday(
            date(2025, 7, 5),
            Holiday::Once(date(2025, 7, 5))
        ));
    }

    #[test]
    fn a_period_in_days_ends_at_midnight_and_in_hours_does_not() {
        let zone = || TimeZone::get("America/Los_Angeles").unwrap();
        let start = date(2025, 3, 1);
        let period = |span| Clock::new(zone(), start, SimDuration::ZERO, End::After(span)).period;
        let month = period(SimDuration::from_days(31.0));
        assert!(
            (month.end.hours() - (31.0 * 24.0 - 1.0)).abs() < 1e-9,
            "an hour is lost in March"
        );
        let hours = period(SimDuration::from_hours(745.0));
        assert!((hours.end.hours() - 745.0).abs() < 1e-9);
    }
}
