//! Count, mean and variance of a sample in one pass.

/// Running count, mean and variance of a sample.
///
/// Source: Welford (1962), "Note on a method for calculating corrected sums of squares and
/// products", Technometrics 4(3): no cancellation where the spread is small against the mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Tally {
    /// The tally of a sample.
    pub fn from_sample(sample: &[f64]) -> Self {
        let mut tally = Self::default();
        for value in sample {
            tally.add(*value);
        }
        tally
    }

    /// Takes one more value in.
    #[inline]
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        let from_old = value - self.mean;
        self.mean += from_old / self.count as f64;
        self.squares += from_old * (value - self.mean);
    }

    /// Values taken in.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Mean; `None` of nothing.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// Unbiased sample variance; `None` below two values.
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / (self.count - 1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_a_literal_sample() {
        let tally = Tally::from_sample(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(tally.count(), 8);
        assert!((tally.mean().unwrap() - 5.0).abs() < 1e-15);
        assert!((tally.variance().unwrap() - 32.0 / 7.0).abs() < 1e-14);
    }

    #[test]
    fn a_small_spread_on_a_large_mean_is_not_lost() {
        let tally = Tally::from_sample(&[1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]);
        assert!((tally.variance().unwrap() - 30.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_has_no_mean_and_one_value_no_variance() {
        assert_eq!(Tally::default().mean(), None);
        assert_eq!(Tally::from_sample(&[3.0]).mean(), Some(3.0));
        assert_eq!(Tally::from_sample(&[3.0]).variance(), None);
    }
}
