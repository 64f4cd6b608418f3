//! Differences in words.

use crate::experiment::{Difference, Finding};
use crate::report::measures::{label, precision, shown_factor, shown_unit};
use crate::report::words::{Precision, margin, mean, number, plus_minus};
use crate::statistics::Summary;

/// A mean with its interval, in the unit shown to people.
fn told(measure: &str, mean: f64, half: Option<f64>) -> Summary {
    let factor = shown_factor(measure);
    let (mean, half) = (mean * factor, half.unwrap_or(0.0) * factor);
    Summary {
        mean,
        ci95_low: mean - half,
        ci95_high: mean + half,
        ..Summary::UNDEFINED
    }
}

/// What a difference is told in.
fn precise(difference: &Difference) -> Precision {
    precision(difference.measure.name)
}

/// The base's mean, rounded to what its interval allows.
pub(super) fn base(difference: &Difference) -> String {
    let name = difference.measure.name;
    let half = difference.base_half_width;
    mean(&told(name, difference.base_mean, half), precise(difference))
}

/// The other's mean, rounded to what its interval allows.
pub(super) fn other(difference: &Difference) -> String {
    let name = difference.measure.name;
    let half = difference.other_half_width;
    mean(
        &told(name, difference.other_mean, half),
        precise(difference),
    )
}

/// A difference of a measure told in whole numbers may be a part of one.
fn interval(difference: &Difference) -> (Summary, Precision) {
    let name = difference.measure.name;
    let precision = match precise(difference) {
        Precision::Whole => Precision::Coarse,
        other => other,
    };
    (
        told(name, difference.mean, difference.half_width),
        precision,
    )
}

/// The mean difference with its sign, and half the width of its interval.
pub(super) fn signed(difference: &Difference) -> (String, Option<String>) {
    let (summary, precision) = interval(difference);
    let value = with_sign(&mean(&summary, precision), summary.mean);
    (value, margin(&summary, precision))
}

/// The mean difference with sign and interval: "−45,300 ± 300".
pub(super) fn signed_with_margin(difference: &Difference) -> String {
    let (summary, precision) = interval(difference);
    with_sign(&plus_minus(&summary, precision), summary.mean)
}

/// `text` of this value with a plus where there is more.
pub(super) fn with_sign(text: &str, value: f64) -> String {
    if value > 0.0 {
        format!("+{text}")
    } else {
        text.to_owned()
    }
}

/// A measure with its unit: `Time at berth [h]`.
pub(super) fn label_with_unit(measure: &str) -> String {
    let unit = shown_unit(measure);
    if unit == "1" {
        label(measure)
    } else {
        format!("{} [{unit}]", label(measure))
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
        Finding::NotShown { further: Some(0) } => Some("they would show 2 %".to_owned()),
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
