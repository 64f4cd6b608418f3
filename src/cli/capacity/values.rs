//! What may be typed as a value of `capacity`'s options.

use crate::experiment::capacity::{Change, Growth, LAST_YEAR};

pub(super) fn above_zero(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    let number = number.filter(|number| *number > 0.0 && number.is_finite());
    number.ok_or_else(|| "expected a number above zero".to_owned())
}

/// Gangs: a share such as "90%" or "0.9", or "in-step".
pub(super) fn gangs(text: &str) -> Result<Change, String> {
    if text == "in-step" {
        return Ok(Change::GangsInStep);
    }
    let (digits, unit) = text
        .strip_suffix('%')
        .map_or((text, 1.0), |digits| (digits, 100.0));
    let share = digits.trim().parse().ok().map(|share: f64| share / unit);
    let share = share.filter(|share| *share > 0.0 && *share <= 10.0);
    share
        .map(Change::Gangs)
        .ok_or_else(|| "expected a share above zero, such as `90%`, or `in-step`".to_owned())
}

/// Two years such as "2026..2050".
pub(super) fn years(text: &str) -> Result<(i64, i64), String> {
    let parsed = text.split_once("..").and_then(|(from, to)| {
        let (from, to): (i64, i64) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        (from < to && from >= 1900 && to <= LAST_YEAR).then_some((from, to))
    });
    parsed.ok_or_else(|| "expected two years from 1900 to 2200, such as `2026..2050`".to_owned())
}

/// A case such as "low=1.5%".
pub(super) fn growth(text: &str) -> Result<Growth, String> {
    let parsed = text.split_once('=').and_then(|(name, rate)| {
        let digits = rate.trim().strip_suffix('%')?;
        let percent: f64 = digits.trim().parse().ok()?;
        let named = !name.trim().is_empty() && (-20.0..=50.0).contains(&percent);
        named.then(|| Growth {
            name: name.trim().to_owned(),
            rate: percent / 100.0,
        })
    });
    parsed.ok_or_else(|| "expected a name and a rate a year, such as `low=1.5%`".to_owned())
}
