//! Dates as spreadsheets and people write them, respelled as they are written here.

use jiff::civil::Date;

/// The dates that a text may mean, the likelier first: with slashes the month comes first, with
/// dots the day. Empty if it means none.
fn dates(text: &str) -> Vec<Date> {
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
}
