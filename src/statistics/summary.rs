//! One measure over replications: mean, interval, quantiles.

use crate::statistics::{Tally, quantile, student_t_95};

/// A measure over replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Mean over replications.
    pub mean: f64,
    /// Lower end of the 95 % Student-t interval of the mean.
    pub ci95_low: f64,
    /// Upper end of the 95 % Student-t interval of the mean.
    pub ci95_high: f64,
    /// 5 % quantile over replications.
    pub p05: f64,
    /// Median over replications.
    pub p50: f64,
    /// 95 % quantile over replications.
    pub p95: f64,
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
    };

    /// The summary of one value per replication; `None` of nothing.
    ///
    /// Interval: mean ± t(0.975, n − 1) · s / √n. One replication tells nothing of the spread;
    /// its interval is the value itself, and whoever shows it says that it was one.
    ///
    /// # Panics
    /// If a value is infinite or NaN.
    pub fn of(sample: &[f64]) -> Option<Self> {
        assert!(
            sample.iter().all(|value| value.is_finite()),
            "a measure is finite: {sample:?}"
        );
        let tally = Tally::of(sample);
        let mean = tally.mean()?;
        let half = tally
            .variance()
            .map_or(0.0, |variance| half_width(variance, sample.len()));
        let mut sorted = sample.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            mean,
            ci95_low: mean - half,
            ci95_high: mean + half,
            p05: quantile(&sorted, 0.05)?,
            p50: quantile(&sorted, 0.5)?,
            p95: quantile(&sorted, 0.95)?,
        })
    }

    /// Whether there is anything to show.
    pub fn is_defined(&self) -> bool {
        !self.mean.is_nan()
    }
}

/// Half the width of the 95 % interval of a mean of `n` values.
fn half_width(variance: f64, n: usize) -> f64 {
    let freedom = u32::try_from(n - 1).expect("replications are counted in 32 bits");
    student_t_95(freedom) * (variance / n as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_and_quantiles_of_a_literal_sample() {
        // s² = 2.5, t(0.975, 4) = 2.776445: half width 2.776445 · √(2.5 / 5) = 1.963243.
        let summary = Summary::of(&[5.0, 1.0, 4.0, 2.0, 3.0]).unwrap();
        assert!((summary.mean - 3.0).abs() < 1e-15);
        assert!((summary.ci95_low - (3.0 - 1.963_243_2)).abs() < 1e-6);
        assert!((summary.ci95_high - (3.0 + 1.963_243_2)).abs() < 1e-6);
        assert!((summary.p05 - 1.2).abs() < 1e-12 && (summary.p95 - 4.8).abs() < 1e-12);
        assert!((summary.p50 - 3.0).abs() < 1e-15);
    }

    #[test]
    fn one_replication_has_itself_for_an_interval() {
        let summary = Summary::of(&[7.5]).unwrap();
        assert_eq!(
            summary,
            Summary {
                mean: 7.5,
                ci95_low: 7.5,
                ci95_high: 7.5,
                p05: 7.5,
                p50: 7.5,
                p95: 7.5
            }
        );
    }

    #[test]
    fn nothing_has_no_summary() {
        assert_eq!(Summary::of(&[]), None);
        assert!(!Summary::UNDEFINED.is_defined());
        assert!(!(0.0..=1.0).contains(&Summary::UNDEFINED.mean));
    }
}
