//! Counts in bins of equal width.

/// Counts of values by bins of `width` from zero; the last of at most `bins` takes all that is
/// larger, the first all that is smaller. Bins after the last one in use are left out.
///
/// # Panics
/// If the width is not above zero or there is no bin.
pub fn bin_counts(values: impl Iterator<Item = f64>, width: f64, bins: usize) -> Vec<u64> {
    assert!(
        width > 0.0 && bins > 0,
        "bins have a width and a number, got {width}, {bins}"
    );
    let mut counts = Vec::new();
    for value in values {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast to an unsigned integer saturates at both ends"
        )]
        let bin = ((value / width).floor() as usize).min(bins - 1);
        if bin >= counts.len() {
            counts.resize(bin + 1, 0);
        }
        counts[bin] += 1;
    }
    counts
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that covers `range` with at most `bins`
/// bins; 1 where there is no range.
pub fn round_bin_width(range: f64, bins: u32) -> f64 {
    let least = range / f64::from(bins);
    if least <= 0.0 || !least.is_finite() {
        return 1.0;
    }
    let decade = libm::pow(10.0, libm::floor(libm::log10(least)));
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * decade)
        .find(|width| *width >= least * (1.0 - 1e-12))
        .unwrap_or(10.0 * decade)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_belong_to_the_upper_bin_and_the_last_takes_the_rest() {
        let values = [0.0, 0.9, 1.0, 2.5, 2.9, 99.0];
        assert_eq!(bin_counts(values.into_iter(), 1.0, 5), [2, 1, 2, 0, 1]);
        assert_eq!(bin_counts([-0.5].into_iter(), 1.0, 5), [1]);
        assert!(bin_counts([].into_iter(), 1.0, 5).is_empty());
    }

    #[test]
    fn widths_are_round() {
        for (range, bins, expected) in [
            (100.0, 40, 2.5),
            (40.0, 40, 1.0),
            (41.0, 40, 2.0),
            (0.3, 40, 0.01),
            (190.0, 40, 5.0),
            (390.0, 40, 10.0),
            (0.0, 40, 1.0),
        ] {
            let width = round_bin_width(range, bins);
            assert!((width - expected).abs() < 1e-12, "{range}: {width}");
        }
    }
}
