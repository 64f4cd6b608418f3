//! Time as integers: an instant and a span, in milliseconds.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// Milliseconds in an hour.
const MS_PER_HOUR: f64 = 3_600_000.0;

/// An instant of simulated time: milliseconds since the simulation began.
///
/// Instants differ by a [`SimDuration`]; adding two of them does not compile.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub struct SimTime(i64);

/// A span of simulated time, in milliseconds; may be negative.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub struct SimDuration(i64);

impl SimTime {
    /// The beginning of the simulation (the warm-up's first instant).
    pub const ZERO: Self = Self(0);
    /// Later than anything that happens; "never" for timers.
    pub const NEVER: Self = Self(i64::MAX);

    /// The instant this many milliseconds after the beginning.
    #[inline]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the beginning.
    #[inline]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Hours since the beginning.
    #[inline]
    pub fn hours(self) -> f64 {
        self.0 as f64 / MS_PER_HOUR
    }
}

impl SimDuration {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of this many milliseconds.
    #[inline]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// The span nearest to this many hours.
    ///
    /// # Panics
    /// If `hours` is not finite or does not fit into 292 million years.
    #[inline]
    pub fn from_hours(hours: f64) -> Self {
        let millis = hours * MS_PER_HOUR;
        assert!(
            millis.abs() < 9.0e18,
            "a span of {hours} h does not fit the clock"
        );
        #[expect(
            clippy::cast_possible_truncation,
            reason = "range asserted above, rounded to the nearest ms"
        )]
        Self(millis.round() as i64)
    }

    /// The span of this many days of 24 hours.
    ///
    /// # Panics
    /// As [`from_hours`](Self::from_hours).
    pub fn from_days(days: f64) -> Self {
        Self::from_hours(days * 24.0)
    }

    /// Milliseconds of the span.
    #[inline]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Hours of the span.
    #[inline]
    pub fn hours(self) -> f64 {
        self.0 as f64 / MS_PER_HOUR
    }

    /// Days of 24 hours of the span.
    #[inline]
    pub fn days(self) -> f64 {
        self.hours() / 24.0
    }

    /// Whether the span goes backward.
    #[inline]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl Add<SimDuration> for SimTime {
    type Output = Self;
    #[inline]
    fn add(self, span: SimDuration) -> Self {
        Self(self.0 + span.0)
    }
}
impl Sub<SimDuration> for SimTime {
    type Output = Self;
    #[inline]
    fn sub(self, span: SimDuration) -> Self {
        Self(self.0 - span.0)
    }
}
impl Sub for SimTime {
    type Output = SimDuration;
    #[inline]
    fn sub(self, earlier: Self) -> SimDuration {
        SimDuration(self.0 - earlier.0)
    }
}
impl Add for SimDuration {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl AddAssign for SimDuration {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl Sub for SimDuration {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl SubAssign for SimDuration {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}
impl Mul<i64> for SimDuration {
    type Output = Self;
    #[inline]
    fn mul(self, times: i64) -> Self {
        Self(self.0 * times)
    }
}
impl Sum for SimDuration {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_and_a_span_make_an_instant() {
        let noon = SimTime::ZERO + SimDuration::from_hours(12.0);
        assert_eq!(noon.millis(), 43_200_000);
        assert_eq!(noon - SimTime::ZERO, SimDuration::from_days(0.5));
        assert_eq!(
            noon - SimDuration::from_hours(13.0),
            SimTime::from_millis(-3_600_000)
        );
    }
}
