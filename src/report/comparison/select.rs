//! What of a comparison is shown, in which order.

use crate::experiment::{Comparison, Difference, Finding, PartDifferences};

/// Chosen measures of a part that say something: those first that changed most against the base,
/// then those that only one scenario has, those not shown to differ, and those that are the same.
pub(super) fn by_change<'a>(found: &Comparison, part: &'a PartDifferences) -> Vec<&'a Difference> {
    let chosen = found.chosen.iter();
    let mut differences: Vec<&Difference> = chosen
        .filter_map(|measure| part.get(measure))
        .filter(|difference| says_something(difference))
        .collect();
    differences.sort_by(|a, b| {
        let (one, another) = (rank(a), rank(b));
        one.cmp(&another).then(size(b).total_cmp(&size(a)))
    });
    differences
}

/// Not zero in both scenarios throughout (the emissions of a textbook queue).
fn says_something(difference: &Difference) -> bool {
    difference.verdict != Finding::Same || difference.base_mean != 0.0
}

/// Shown first, the same last. What one scenario does not have at all, such as shore power that
/// was taken away, is what was changed rather than what came of it, and stands after it.
fn rank(difference: &Difference) -> u8 {
    let absent = difference.base_mean == 0.0 || difference.other_mean == 0.0;
    match difference.verdict {
        Finding::Less | Finding::More => u8::from(absent),
        Finding::NotShown { .. } | Finding::Unknown => 2,
        Finding::Same => 3,
    }
}

/// How large a change is against the base; from nothing to something is larger than all others.
fn size(difference: &Difference) -> f64 {
    difference.relative.map_or(f64::INFINITY, f64::abs)
}
