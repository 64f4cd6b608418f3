//! Quantiles of a sample.

/// Quantile `p` of a sample in ascending order; `None` of nothing.
///
/// Linear interpolation between order statistics at `(n − 1)·p`, type 7 of Hyndman and Fan
/// (1996), "Sample quantiles in statistical packages", The American Statistician 50(4).
///
/// # Panics
/// If `p` is not within 0..=1.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    debug_assert!(
        sorted.is_sorted(),
        "a quantile is taken of a sample in order"
    );
    let (below, weight) = place(sorted.len(), p)?;
    let above = (below + 1).min(sorted.len() - 1);
    Some(between(sorted[below], sorted[above], weight))
}

/// Where quantile `p` of `count` values lies: the order statistic below it, and the share of the
/// way to the next one. `None` of nothing.
pub(super) fn place(count: usize, p: f64) -> Option<(usize, f64)> {
    assert!((0.0..=1.0).contains(&p), "a quantile is of 0 to 1, got {p}");
    let place = count.checked_sub(1)? as f64 * p;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between zero and the number of values"
    )]
    let below = place.floor() as usize;
    Some((below, place - below as f64))
}

/// The value this share of the way from one order statistic to the next.
pub(super) fn between(low: f64, high: f64, weight: f64) -> f64 {
    low + (high - low) * weight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_7_on_a_literal_sample() {
        // R: quantile(c(1, 2, 4, 8, 16), c(0, .05, .5, .9, 1), type = 7) is 1.0 1.2 4.0 12.8 16.0.
        let sample = [1.0, 2.0, 4.0, 8.0, 16.0];
        for (p, expected) in [
            (0.0, 1.0),
            (0.05, 1.2),
            (0.5, 4.0),
            (0.9, 12.8),
            (1.0, 16.0),
        ] {
            let found = quantile(&sample, p).unwrap();
            assert!((found - expected).abs() < 1e-12, "{p}: {found}");
        }
    }

    #[test]
    fn one_value_is_every_quantile_and_nothing_has_none() {
        assert_eq!(quantile(&[7.0], 0.95), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
