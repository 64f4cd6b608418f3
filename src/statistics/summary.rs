//! One measure over replications: mean, interval, quantiles.

use serde::Serialize;

use super::pooled::{Figure, Pooled};
use super::sample::Sample;
use super::student::Intervals;
use super::tally::Tally;

/// Replications up to which quantiles are exact.
pub const EXACT_REPLICATIONS: usize = 128;

/// A measure over replications.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Mean over replications; of a ratio or a quantile, that of all replications together.
    pub mean: f64,
    /// Lower end of the 95 % Student-t interval of the mean; the mean where fewer than two
    /// replications have a value.
    pub ci95_low: f64,
    /// Upper end of the same interval.
    pub ci95_high: f64,
    /// 5 % quantile over replications; of more than [`EXACT_REPLICATIONS`], each quantile is off
    /// by less than 1/256 of its value.
    pub p05: f64,
    /// Median over replications.
    pub p50: f64,
    /// 95 % quantile over replications.
    pub p95: f64,
    /// Replications that have a value.
    pub n: u64,
}

impl Summary {
    /// Of nothing: every number is NaN, no comparison with it holds. Where a published figure is
    /// held against something that could not be estimated.
    pub const UNDEFINED: Self = Self {
        mean: f64::NAN,
        ci95_low: f64::NAN,
        ci95_high: f64::NAN,
        p05: f64::NAN,
        p50: f64::NAN,
        p95: f64::NAN,
        n: 0,
    };

    /// The summary of one value per replication; `None` of nothing.
    ///
    /// # Panics
    /// If a value is infinite or NaN.
    pub fn from_sample(sample: &[f64]) -> Option<Self> {
        let mut series = Series::default();
        for value in sample {
            series.add(*value);
        }
        series.summary(&mut Intervals::default())
    }

    /// A summary of this shape about another mean, which rounding alone may set apart from this one.
    #[must_use]
    pub fn about(self, mean: f64) -> Self {
        let step = mean - self.mean;
        Self {
            mean,
            ci95_low: self.ci95_low + step,
            ci95_high: self.ci95_high + step,
            p05: self.p05 + step,
            p50: self.p50 + step,
            p95: self.p95 + step,
            n: self.n,
        }
    }

    /// The summary in another unit: every number times a positive factor.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        self.map(|value| value * factor)
    }

    /// Every number put through a function that never falls: quantiles and ends of intervals stay
    /// what they are.
    #[must_use]
    pub fn map(self, of: impl Fn(f64) -> f64) -> Self {
        Self {
            mean: of(self.mean),
            ci95_low: of(self.ci95_low),
            ci95_high: of(self.ci95_high),
            p05: of(self.p05),
            p50: of(self.p50),
            p95: of(self.p95),
            n: self.n,
        }
    }

    /// The ends of the interval; `None` where fewer than two replications have a value, which say
    /// nothing of the error.
    pub fn interval(&self) -> Option<[f64; 2]> {
        let ends = [self.ci95_low, self.ci95_high];
        (self.n > 1 && ends.iter().all(|end| end.is_finite())).then_some(ends)
    }

    /// Whether there is anything to show.
    pub fn is_defined(&self) -> bool {
        !self.mean.is_nan()
    }
}

/// One number over replications, taken in their order.
///
/// Mean and interval are exact in any number of replications; quantiles are exact up to
/// [`EXACT_REPLICATIONS`] and off by less than 1/256 of their value beyond, in the same memory.
#[derive(Clone, Debug, Default)]
pub struct Series {
    tally: Tally,
    sample: Sample<EXACT_REPLICATIONS>,
    pooled: Pooled,
}

impl Series {
    /// Takes the value of one more replication in.
    ///
    /// # Panics
    /// If the value is infinite or NaN.
    #[inline]
    pub fn add(&mut self, value: f64) {
        self.tally.add(value);
        self.sample.add(value);
    }

    /// Takes what one more replication found in: ratios and quantiles are pooled.
    ///
    /// # Panics
    /// If a value is infinite or NaN.
    pub fn take(&mut self, figure: &Figure) {
        if let Some(value) = figure.value() {
            self.add(value);
        }
        self.pooled.add(figure);
    }

    /// The summary of the values so far; `None` of nothing.
    ///
    /// Interval: mean ± t(0.975, n − 1) · s / √n; of a ratio or a quantile, the pooled value with the
    /// spread that a [jackknife](Pooled) finds. One replication says nothing of the spread;
    /// its interval is the value itself, and whoever shows it says that it was one.
    pub fn summary(&mut self, intervals: &mut Intervals) -> Option<Summary> {
        let (mean, half) = self.mean_and_half_width(intervals)?;
        Some(Summary {
            mean,
            ci95_low: mean - half,
            ci95_high: mean + half,
            p05: self.sample.quantile(0.05)?,
            p50: self.sample.quantile(0.5)?,
            p95: self.sample.quantile(0.95)?,
            n: self.tally.count(),
        })
    }

    /// Values so far.
    pub const fn count(&self) -> u64 {
        self.tally.count()
    }

    /// The mean and half the width of its interval, zero of one value; `None` of nothing.
    pub fn mean_and_half_width(&self, intervals: &mut Intervals) -> Option<(f64, f64)> {
        let half = |tally: &Tally, count: u64, intervals: &mut Intervals| {
            let variance = tally.variance().filter(|_| count > 1);
            variance.map_or(0.0, |variance| {
                // By as many degrees of freedom as there are values, whatever their number.
                let shrink = (count as f64 / tally.count() as f64).sqrt();
                shrink * intervals.half_width(variance, count)
            })
        };
        match self.pooled.jackknife() {
            Some(found) => {
                let spread = Tally::from_sample(&found.pseudo_values);
                Some((found.value, half(&spread, found.known, intervals)))
            }
            None => Some((
                self.tally.mean()?,
                half(&self.tally, self.tally.count(), intervals),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_and_quantiles_of_a_literal_sample() {
        // s² = 2.5, t(0.975, 4) = 2.776445: half width 2.776445 · √(2.5 / 5) = 1.963243.
        let summary = Summary::from_sample(&[5.0, 1.0, 4.0, 2.0, 3.0]).unwrap();
        assert!((summary.mean - 3.0).abs() < 1e-15);
        assert!((summary.ci95_low - (3.0 - 1.963_243_2)).abs() < 1e-6);
        assert!((summary.ci95_high - (3.0 + 1.963_243_2)).abs() < 1e-6);
        assert!((summary.p05 - 1.2).abs() < 1e-12 && (summary.p95 - 4.8).abs() < 1e-12);
        assert!((summary.p50 - 3.0).abs() < 1e-15);
    }

    #[test]
    fn one_replication_has_itself_for_an_interval() {
        let summary = Summary::from_sample(&[7.5]).unwrap();
        assert_eq!(
            summary,
            Summary {
                mean: 7.5,
                ci95_low: 7.5,
                ci95_high: 7.5,
                p05: 7.5,
                p50: 7.5,
                p95: 7.5,
                n: 1
            }
        );
    }

    #[test]
    fn nothing_has_no_summary() {
        assert_eq!(Summary::from_sample(&[]), None);
        assert!(!Summary::UNDEFINED.is_defined());
        assert!(!(0.0..=1.0).contains(&Summary::UNDEFINED.mean));
    }
}
