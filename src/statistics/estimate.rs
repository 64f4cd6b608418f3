//! The mean of a number over replications, with its interval alone.

use super::student::Intervals;
use super::tally::Tally;

/// A mean over replications and its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Mean over replications.
    pub mean: f64,
    /// Lower end of the 95 % Student-t interval of the mean; the mean of one replication.
    pub ci95_low: f64,
    /// Upper end of the same interval.
    pub ci95_high: f64,
}

impl Estimate {
    /// Nothing, in every replication.
    pub const NOTHING: Self = Self {
        mean: 0.0,
        ci95_low: 0.0,
        ci95_high: 0.0,
    };

    /// The estimate of what a tally took in; `None` of nothing.
    pub fn from_tally(tally: &Tally, intervals: &mut Intervals) -> Option<Self> {
        let mean = tally.mean()?;
        let half = tally.variance().map_or(0.0, |variance| {
            intervals.half_width(variance, tally.count())
        });
        Some(Self {
            mean,
            ci95_low: mean - half,
            ci95_high: mean + half,
        })
    }

    /// The estimate with its mean rounded to a whole number of 64ths.
    ///
    /// Sums of such means are exact in any order while they stay below 2^47, about 1.4 × 10¹⁴:
    /// whoever adds the rows of a table up finds its total to the last bit.
    #[must_use]
    pub fn in_64ths(self) -> Self {
        Self {
            mean: (self.mean * 64.0).round() / 64.0,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_in_64ths_add_up_in_any_order() {
        let mut intervals = Intervals::default();
        let mean = |values: &[f64], intervals: &mut Intervals| {
            let estimate = Estimate::from_tally(&Tally::from_sample(values), intervals).unwrap();
            estimate.in_64ths().mean
        };
        let parts: Vec<f64> = (1..200)
            .map(|k| f64::from(k) * 1e9 / 7.0)
            .map(|value| mean(&[value, value * 1.1, value * 0.7], &mut intervals))
            .collect();
        let forward: f64 = parts.iter().sum();
        let backward: f64 = parts.iter().rev().sum();
        assert_eq!(forward.to_bits(), backward.to_bits());
        let estimate =
            Estimate::from_tally(&Tally::from_sample(&[1.0, 2.0, 3.0]), &mut intervals).unwrap();
        assert!((estimate.ci95_high - (2.0 + 4.302_652_7 / 3.0_f64.sqrt())).abs() < 1e-6);
        assert_eq!(
            Estimate::from_tally(&Tally::default(), &mut intervals),
            None
        );
    }
}
