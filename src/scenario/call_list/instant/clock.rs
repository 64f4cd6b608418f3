//! Times of the day as people write them.

use jiff::civil::{Date, DateTime};

use super::token::{Token, Tokens};

/// Words behind a time of the day that only say what it is.
const HOURS: [&str; 5] = ["h", "hr", "hrs", "hours", "uhr"];

/// A time of the day, from 00:00 to 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario::call_list) struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
}

impl Clock {
    pub(super) const MIDNIGHT: Self = Self {
        hour: 0,
        minute: 0,
        second: 0,
    };

    pub(super) fn new(hour: i8, minute: i8, second: i8) -> Option<Self> {
        let is_end = hour == 24 && minute == 0 && second == 0;
        let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
        (is_end || (fits && (0..60).contains(&second))).then_some(Self {
            hour,
            minute,
            second,
        })
    }

    /// On a day; 24:00 is midnight at its end.
    pub(super) fn on(self, date: Date) -> Option<DateTime> {
        if self.hour == 24 {
            return Some(date.tomorrow().ok()?.at(0, 0, 0, 0));
        }
        Some(date.at(self.hour, self.minute, self.second, 0))
    }

    /// From digits alone: `hhmm` or `hhmmss`.
    pub(super) fn from_digits(digits: &str) -> Option<Self> {
        let part = |range: std::ops::Range<usize>| digits.get(range)?.parse().ok();
        match digits.len() {
            3 => Self::new(part(0..1)?, part(1..3)?, 0),
            4 => Self::new(part(0..2)?, part(2..4)?, 0),
            6 => Self::new(part(0..2)?, part(2..4)?, part(4..6)?),
            _ => None,
        }
    }
}

/// Reads the time at the beginning of what is left; `None` if it is none.
///
/// An hour alone is one only where `bare` allows it.
pub(super) fn clock(tokens: &mut Tokens<'_>, bare: bool) -> Option<Clock> {
    let first = tokens.number()?;
    let hour: Option<i8> = (first.len() <= 2).then(|| first.parse().ok()).flatten();
    let (mut minute, mut second) = (0, 0);
    let mut is_whole = true;
    if let Some(mark) = tokens.mark(":.") {
        minute = two(tokens.number()?)?;
        if tokens.mark(&mark.to_string()).is_some() {
            second = two(tokens.number()?)?;
            fraction(tokens);
        }
    } else if tokens.skip_word(&HOURS) {
        if hour.is_some()
            && let Some(Token::Number(digits)) = tokens.peek()
        {
            minute = two(digits)?;
            tokens.number();
            tokens.skip_word(&["m", "min"]);
        }
    } else if hour.is_some() {
        is_whole = bare;
    }
    let hour = if let Some(hour) = hour {
        hour
    } else {
        let clock = Clock::from_digits(first)?;
        (minute, second) = (clock.minute, clock.second);
        clock.hour
    };
    let noon = tokens.word(|word| match word {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    });
    let hour = match noon {
        Some(noon) if (1..=12).contains(&hour) => hour % 12 + noon,
        None if is_whole => hour,
        _ => return None,
    };
    tokens.skip_word(&HOURS);
    Clock::new(hour, minute, second)
}

/// Passes over parts of a second.
fn fraction(tokens: &mut Tokens<'_>) {
    if matches!(tokens.peek_second(), Some(Token::Number(_))) && tokens.mark(".,").is_some() {
        tokens.number();
    }
}

/// A number of exactly two digits.
fn two(digits: &str) -> Option<i8> {
    (digits.len() == 2).then(|| digits.parse().ok()).flatten()
}
