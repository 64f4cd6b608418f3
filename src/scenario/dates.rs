//! Dates and times as spreadsheets and people write them, respelled as they are written here.

use jiff::SignedDuration;
use jiff::civil::{Date, Time};

/// Day zero of the serial numbers of spreadsheets.
const SERIAL_ZERO: Date = jiff::civil::date(1899, 12, 30);
/// Serial numbers that are days of 1954 to 2119.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// The dates that a text may mean, the likelier first: with slashes the month comes first, with
/// dots the day. Empty if it means none.
pub(super) fn dates(text: &str) -> Vec<Date> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let [first, second, third] = parts[..] else {
        return Vec::new();
    };
    let number = |part: &str| part.trim().parse::<i16>().ok();
    let (Some(a), Some(b), Some(c)) = (number(first), number(second), number(third)) else {
        return Vec::new();
    };
    let day = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok()
    };
    let full = |year: i16| if year < 100 { 2000 + year } else { year };
    let found = if first.trim().len() == 4 {
        [day(a, b, c), None]
    } else if text.contains('.') {
        [day(full(c), b, a), None]
    } else {
        [day(full(c), a, b), day(full(c), b, a)]
    };
    let mut found: Vec<Date> = found.into_iter().flatten().collect();
    found.dedup();
    found
}

/// What to write for a text that may mean a date.
pub(super) fn respelled_date(text: &str) -> Option<String> {
    either(dates(text).into_iter().map(|date| date.to_string()))
}

/// What to write for a text that may mean a date and a time of the day.
pub(super) fn respelled_time(text: &str) -> Option<String> {
    if let Ok(serial) = text.replace(',', ".").parse::<f64>()
        && SERIALS.contains(&serial)
    {
        let day = SERIAL_ZERO.at(0, 0, 0, 0);
        let since = SignedDuration::try_from_secs_f64((serial * 1_440.0).round() * 60.0);
        let at = day.checked_add(since.ok()?).ok()?;
        return Some(at.strftime("%Y-%m-%d %H:%M").to_string());
    }
    let (date, clock) = text.trim().split_once([' ', 'T'])?;
    let clock = clock_time(clock)?;
    either(dates(date).into_iter().map(|date| {
        date.to_datetime(clock)
            .strftime("%Y-%m-%d %H:%M")
            .to_string()
    }))
}

/// A time of the day such as `5:30`, `05:30:00` or `5:30 PM`.
fn clock_time(text: &str) -> Option<Time> {
    let upper = text.trim().to_uppercase();
    let (digits, noon) = match (upper.strip_suffix("PM"), upper.strip_suffix("AM")) {
        (Some(digits), _) => (digits.trim(), Some(12)),
        (None, Some(digits)) => (digits.trim(), Some(0)),
        (None, None) => (upper.as_str(), None),
    };
    let mut parts = digits.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let hour = match noon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(noon) => hour % 12 + noon,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// One spelling, or two to choose from.
fn either(spellings: impl Iterator<Item = String>) -> Option<String> {
    let found: Vec<String> = spellings.collect();
    (!found.is_empty()).then(|| found.join(", or if the day stands first "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_desk_are_understood() {
        for (typed, meant) in [
            ("31/12/2036", Some("2036-12-31")),
            ("12/31/2036", Some("2036-12-31")),
            ("31.12.2036", Some("2036-12-31")),
            ("31-12-36", Some("2036-12-31")),
            ("2036/12/31", Some("2036-12-31")),
            ("01/01/2036", Some("2036-01-01")),
            (
                "1/2/2036",
                Some("2036-01-02, or if the day stands first 2036-02-01"),
            ),
            ("2036-02-30", None),
            ("next Monday", None),
        ] {
            assert_eq!(respelled_date(typed).as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn times_of_every_desk_are_understood() {
        for (typed, meant) in [
            ("13/1/2025 5:30", Some("2025-01-13 05:30")),
            ("1/13/2025 5:30:00 PM", Some("2025-01-13 17:30")),
            ("1/13/2025 12:05 am", Some("2025-01-13 00:05")),
            ("13.01.2025 05:30", Some("2025-01-13 05:30")),
            // 1 April 2025, a quarter past the day; with the comma of some desks.
            ("45748.25", Some("2025-04-01 06:00")),
            ("45748,25", Some("2025-04-01 06:00")),
            ("2025-01-13", None),
            ("1/13/2025 25:00", None),
            ("9665", None),
        ] {
            assert_eq!(respelled_time(typed).as_deref(), meant, "{typed}");
        }
    }
}
