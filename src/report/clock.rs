//! Simulated instants as civil time of the place.

use jiff::civil::Date;
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::ReportError;
use crate::engine::SimTime;

/// Prints times in ISO 8601.
const PRINTER: DateTimePrinter = DateTimePrinter::new();

/// Turns simulated instants into local civil time.
#[derive(Clone, Debug)]
pub struct CivilClock {
    zone: TimeZone,
    /// Instant of [`SimTime::ZERO`].
    origin: Timestamp,
}

impl CivilClock {
    /// A clock on which `start` is local midnight at the beginning of `first_day` (ISO 8601) in
    /// `zone` (IANA name).
    ///
    /// # Errors
    /// If there is no such zone or day.
    pub fn new(zone: &str, first_day: &str, start: SimTime) -> Result<Self, ReportError> {
        let clock = || -> Result<Self, jiff::Error> {
            let place = TimeZone::get(zone)?;
            let midnight = first_day.parse::<Date>()?.to_zoned(place.clone())?;
            let origin = midnight
                .timestamp()
                .checked_sub(SignedDuration::from_millis(start.millis()))?;
            Ok(Self {
                zone: place,
                origin,
            })
        };
        clock().map_err(|source| ReportError::Clock {
            zone: zone.to_owned(),
            first_day: first_day.to_owned(),
            source,
        })
    }

    /// Milliseconds since 1970 in UTC.
    ///
    /// # Panics
    /// If `at` lies outside the years -9999 to 9999.
    pub fn unix_millis(&self, at: SimTime) -> i64 {
        self.instant(at).as_millisecond()
    }

    fn instant(&self, at: SimTime) -> Timestamp {
        self.origin
            .checked_add(SignedDuration::from_millis(at.millis()))
            .expect("a simulated instant lies within the calendar")
    }

    /// Local time in ISO 8601 with its offset, to the second: `2025-03-09T03:00:00-07:00`.
    ///
    /// # Panics
    /// If `at` lies outside the years -9999 to 9999.
    pub fn local(&self, at: SimTime) -> String {
        let at = self.instant(at);
        let second = Timestamp::from_second(at.as_second()).unwrap_or(at);
        PRINTER.timestamp_with_offset_to_string(&second, self.zone.to_offset(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimDuration;

    #[test]
    fn daylight_saving_moves_the_clock_and_not_the_instants() {
        let start = SimTime::ZERO + SimDuration::from_days(28.0);
        let clock = CivilClock::new("America/Los_Angeles", "2025-03-01", start).unwrap();
        assert_eq!(clock.local(start), "2025-03-01T00:00:00-08:00");
        let spring = start + SimDuration::from_hours(8.0 * 24.0 + 1.5);
        assert_eq!(clock.local(spring), "2025-03-09T01:30:00-08:00");
        let later = spring + SimDuration::from_hours(1.0);
        assert_eq!(clock.local(later), "2025-03-09T03:30:00-07:00");
        assert_eq!(clock.local(SimTime::ZERO), "2025-02-01T00:00:00-08:00");
        // Eight hours after 2025-02-01 began in Greenwich.
        assert_eq!(clock.unix_millis(SimTime::ZERO), 1_738_396_800_000);
    }

    #[test]
    fn a_zone_that_does_not_exist_is_named() {
        let error = CivilClock::new("America/San_Pedro", "2025-01-01", SimTime::ZERO).unwrap_err();
        assert!(error.to_string().contains("America/San_Pedro"), "{error}");
    }
}
