//! Differences in words.

use crate::experiment::measure::Measure;
use crate::experiment::{Difference, Finding};
use crate::report::words::{Precision, alike, margin, mean, number, plus_minus, uncapitalized};
use crate::statistics::Summary;

/// How finely a difference is shown.
const PRECISION: Precision = Precision::Fine;

/// A mean with its interval, in the unit shown to people.
fn shown(measure: &Measure, mean: f64, half: Option<f64>) -> Summary {
    let half = half.unwrap_or(0.0);
    let summary = Summary {
        mean,
        ci95_low: mean - half,
        ci95_high: mean + half,
        ..Summary::UNDEFINED
    };
    summary.scaled(measure.unit.factor)
}

/// A mean of one scenario, as finely as the difference, so that one can be taken from the other;
/// where no replication differs, as its own interval allows.
fn side(difference: &Difference, value: f64, half: Option<f64>) -> String {
    let measure = difference.measure;
    let alone = shown(measure, value, half);
    let differs = difference.half_width.is_some_and(|half| half > 0.0);
    match value == 0.0 {
        true => "0".to_owned(),
        false if differs => alike(alone.mean, &interval(difference), PRECISION),
        false => mean(&alone, measure.unit.precision),
    }
}

/// The base's mean.
pub(super) fn base(difference: &Difference) -> String {
    side(difference, difference.base_mean, difference.base_half_width)
}

/// The other's mean.
pub(super) fn other(difference: &Difference) -> String {
    let half = difference.other_half_width;
    side(difference, difference.other_mean, half)
}

/// The mean difference with its interval.
fn interval(difference: &Difference) -> Summary {
    shown(difference.measure, difference.mean, difference.half_width)
}

/// What a difference is of, as it stands within a sentence.
pub(super) fn name(difference: &Difference) -> String {
    uncapitalized(difference.measure.label)
}

/// The unit of a difference: of shares, which are shown in percent, points, since percent would
/// be taken for those of the base.
pub(super) fn unit(measure: &Measure) -> &'static str {
    match measure.unit.shown {
        "%" => "points",
        "1" => "",
        unit => unit,
    }
}

/// The mean difference with its sign, and half the width of its interval.
pub(super) fn signed(difference: &Difference) -> (String, Option<String>) {
    let summary = interval(difference);
    if difference.verdict == Finding::Same {
        return ("0".to_owned(), None);
    }
    let value = with_sign(&mean(&summary, PRECISION), summary.mean);
    (value, margin(&summary, PRECISION))
}

/// The mean difference with sign and interval: "−45,300 ± 300".
pub(super) fn signed_with_margin(difference: &Difference) -> String {
    let summary = interval(difference);
    with_sign(&plus_minus(&summary, PRECISION), summary.mean)
}

/// The mean difference with sign, interval and unit: "−45,300 ± 300 t".
pub(super) fn signed_with_unit(difference: &Difference) -> String {
    let unit = unit(difference.measure);
    let text = format!("{} {unit}", signed_with_margin(difference));
    text.trim_end().to_owned()
}

/// `text` of this value with a plus where there is more; nothing has no sign, nor has what is
/// rounded to it.
pub(super) fn with_sign(text: &str, value: f64) -> String {
    let mean = text.split(" ±").next().unwrap_or(text);
    if value > 0.0 && mean.chars().any(|digit| ('1'..='9').contains(&digit)) {
        format!("+{text}")
    } else {
        text.to_owned()
    }
}

/// A measure with a unit: `Time at berth [h]`.
pub(super) fn label_in(measure: &Measure, unit: &str) -> String {
    match unit {
        "" | "1" => measure.label.to_owned(),
        unit => format!("{} [{unit}]", measure.label),
    }
}

/// A difference against the base without its sign: "12 %"; `None` from nothing.
pub(super) fn share(difference: &Difference) -> Option<String> {
    let percent = 100.0 * difference.relative?.abs();
    let decimals = match percent {
        small if small < 0.995 => 2,
        small if small < 9.95 => 1,
        _ => 0,
    };
    Some(format!("{} %", number(percent, decimals)))
}

/// A difference against the base with its sign: "−12 %"; empty from nothing.
pub(super) fn signed_share(difference: &Difference) -> String {
    let sign = match difference.relative {
        Some(relative) if relative < 0.0 => "−",
        Some(relative) if relative > 0.0 => "+",
        _ => "",
    };
    match share(difference) {
        Some(share) if difference.verdict == Finding::Same || share == "0.00 %" => "0 %".to_owned(),
        Some(share) => format!("{sign}{share}"),
        None => String::new(),
    }
}

/// "12 % more"; "more" from nothing.
pub(super) fn change(difference: &Difference) -> String {
    let word = match difference.verdict {
        Finding::Same => return "the same".to_owned(),
        Finding::NotShown { .. } => return "not shown".to_owned(),
        Finding::Unknown => return "–".to_owned(),
        Finding::Less => "less",
        Finding::More => "more",
    };
    share(difference).map_or_else(|| word.to_owned(), |share| format!("{share} {word}"))
}

/// The whole verdict: "no difference shown at 20 replications; 35 more would show 2 %".
pub(super) fn verdict(difference: &Difference) -> String {
    match difference.verdict {
        Finding::Same => "the same in every replication".to_owned(),
        Finding::Less => "less".to_owned(),
        Finding::More => "more".to_owned(),
        Finding::Unknown => "one replication cannot tell".to_owned(),
        Finding::NotShown { .. } => {
            let times = number(difference.pairs as f64, 0);
            let shown = format!("no difference shown at {times} replications");
            match further(difference) {
                Some(further) => format!("{shown}; {further}"),
                None => shown,
            }
        }
    }
}

/// What it would take to show a difference of 2 %: "35 more would show 2 %".
pub(super) fn further(difference: &Difference) -> Option<String> {
    match difference.verdict {
        Finding::NotShown { further: Some(0) } => Some("one of 2 % would have shown".to_owned()),
        Finding::NotShown {
            further: Some(further),
        } => Some(format!("{} more would show 2 %", number(further as f64, 0))),
        Finding::NotShown { further: None } if difference.base_mean != 0.0 => {
            Some("2 % would take more than a million".to_owned())
        }
        _ => None,
    }
}

/// How many times the variance fell: "24", "3,100"; two digits.
pub(super) fn fold(reduction: f64) -> String {
    if reduction >= 1e6 {
        return "over a million".to_owned();
    }
    crate::report::words::significant(reduction, 2)
}

/// A p-value: "0.031", "< 0.0001".
pub(super) fn p_value(p: f64) -> String {
    if p < 1e-4 {
        "< 0.0001".to_owned()
    } else {
        number(p, if p < 0.0995 { 4 } else { 2 })
    }
}
