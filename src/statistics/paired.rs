//! Two things measured together again and again: how much they differ.

use super::student::{Intervals, two_sided_p};
use super::tally::Tally;

/// The 90 % quantile of the standard normal distribution.
const Z_90: f64 = 1.281_551_565_544_600_4;
/// Pairs beyond which nobody would go to show a difference.
const MOST_PAIRS: u32 = 1_000_000;
/// A mean is known where its standard error is less than this part of it.
const KNOWN: f64 = 0.1;
/// A spread narrower than this part of the values is that of their rounding.
const ROUNDING: f64 = 1e-12;

/// Pairs of values, taken in one after the other, and their differences, the other less the base.
///
/// Where both values of a pair meet the same chance, the differences spread less than the values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paired {
    base: Tally,
    other: Tally,
    difference: Tally,
    unlike: bool,
}

impl Paired {
    /// Takes one more pair in.
    pub fn add(&mut self, base: f64, other: f64) {
        self.base.add(base);
        self.other.add(other);
        self.difference.add(other - base);
        self.unlike |= other - base != 0.0;
    }

    /// Pairs taken in.
    pub const fn count(&self) -> u64 {
        self.difference.count()
    }

    /// The base's values.
    pub const fn base(&self) -> &Tally {
        &self.base
    }

    /// The other's values.
    pub const fn other(&self) -> &Tally {
        &self.other
    }

    /// The differences.
    pub const fn difference(&self) -> &Tally {
        &self.difference
    }

    /// Whether there were pairs, and both values of each were equal.
    pub fn is_same(&self) -> bool {
        self.count() > 0 && !self.unlike
    }

    /// Half the width of the 95 % paired-t interval of the mean difference; `None` below two
    /// pairs.
    ///
    /// t(0.975, n − 1) · s / √n with the spread `s` of the differences.
    pub fn half_width(&self, intervals: &mut Intervals) -> Option<f64> {
        let variance = self.difference.variance()?;
        Some(intervals.half_width(variance, self.count()))
    }

    /// Two-sided p-value of no difference by the paired t test; `None` below two pairs.
    pub fn p_value(&self) -> Option<f64> {
        let (mean, variance) = (self.difference.mean()?, self.difference.variance()?);
        if self.is_same() {
            return Some(1.0);
        }
        if variance <= 0.0 {
            return Some(0.0);
        }
        let t = mean / (variance / self.count() as f64).sqrt();
        Some(two_sided_p(t, freedom(self.count())))
    }

    /// How many times larger the variance of the mean difference would be with independent seeds:
    /// (var base + var other) ÷ var difference. `None` where the difference does not spread.
    ///
    /// It has a bound that no synchronization can pass. Where the other lacks a share r of the base
    /// in every pair, the difference is r · base and varies with it, and what is gained is
    /// (1 + (1 − r)²) ÷ r²: 181 for a tenth, 41 for a fifth, 13 for a third. A large effect is seen
    /// less sharply than a small one, and more than a 28 % less never 20 times as sharply.
    /// `benches/pairing.rs` measures it.
    pub fn variance_reduction(&self) -> Option<f64> {
        let paired = self.difference.variance()?;
        let size = self.base.mean()?.abs().max(self.other.mean()?.abs());
        let spreads = paired.sqrt() > ROUNDING * size;
        let independent = self.base.variance()? + self.other.variance()?;
        spreads.then(|| independent / paired)
    }

    /// Half the width of the 95 % interval of the difference relative to the base: of
    /// (mean other − mean base) ÷ |mean base|. `None` below two pairs, and where the base is not
    /// surely known to 10 % (one standard error), so that the interval would not hold.
    ///
    /// Part of what makes differences vary is that some pairs are larger than others, and is in
    /// base and other alike: this interval knows, which the absolute difference over a fixed base
    /// does not. With the ratio q of the means, t(0.975, n − 1) · s / (√n |mean base|), where s is the
    /// spread of other − q · base.
    ///
    /// Source: Cochran (1977), Sampling Techniques, 3rd edition, section 6.4 (the ratio estimator and
    /// its large-sample variance) and 6.3 (where it can be trusted).
    pub fn relative_half_width(&self, intervals: &mut Intervals) -> Option<f64> {
        let mean = self.base.mean()?.abs();
        let error = (self.base.variance()? / self.count() as f64).sqrt();
        let known = error < KNOWN * mean;
        let residual = self.residual_variance()?;
        known.then(|| intervals.half_width(residual, self.count()) / mean)
    }

    /// How many times larger the variance of the relative difference would be with independent
    /// seeds. `None` where it does not spread.
    pub fn relative_variance_reduction(&self) -> Option<f64> {
        let ratio = self.other.mean()? / self.base.mean()?;
        let residual = self.residual_variance()?;
        let independent = self.other.variance()? + ratio * ratio * self.base.variance()?;
        let spreads = residual.sqrt() > ROUNDING.sqrt() * independent.sqrt();
        spreads.then(|| independent / residual)
    }

    /// Variance of other − q · base, with the ratio q of their means.
    fn residual_variance(&self) -> Option<f64> {
        let ratio = self.other.mean()? / self.base.mean()?;
        let (base, other) = (self.base.variance()?, self.other.variance()?);
        let covariance = (base + other - self.difference.variance()?) / 2.0;
        let residual = other + ratio * ratio * base - 2.0 * ratio * covariance;
        residual.is_finite().then(|| residual.max(0.0))
    }

    /// Pairs after which a true difference of this size would be shown at this level nine times in
    /// ten, by the spread of the differences so far; `None` below two pairs, for no difference,
    /// and beyond a million.
    ///
    /// The smallest n with d √n / s ≥ t(1 − level / 2, n − 1) + z(0.9): the usual size of a sample
    /// for a paired t test, the noncentral t taken for a shifted normal.
    pub fn pairs_to_show(&self, difference: f64, level: f64) -> Option<u32> {
        let spread = self.difference.variance()?.sqrt();
        let shows = |pairs: u32| {
            let sizes = difference.abs() * f64::from(pairs).sqrt();
            let t = sizes / spread - Z_90;
            t > 0.0 && two_sided_p(t, pairs - 1) <= level
        };
        if difference.abs() <= 0.0 {
            return None;
        }
        if spread <= 0.0 {
            return Some(2);
        }
        let mut enough = 2;
        while !shows(enough) {
            if enough >= MOST_PAIRS {
                return None;
            }
            enough = (2 * enough).min(MOST_PAIRS);
        }
        let mut too_few = enough / 2;
        while enough - too_few > 1 {
            let middle = u32::midpoint(too_few, enough);
            if shows(middle.max(2)) {
                enough = middle;
            } else {
                too_few = middle;
            }
        }
        Some(enough.max(2))
    }
}

fn freedom(count: u64) -> u32 {
    u32::try_from(count - 1).expect("pairs are counted in 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(pairs: &[(f64, f64)]) -> Paired {
        let mut paired = Paired::default();
        for (base, other) in pairs {
            paired.add(*base, *other);
        }
        paired
    }

    /// Differences 1, 2, 3, 4, 5 between values that spread far more.
    fn example() -> Paired {
        paired(&[
            (10.0, 11.0),
            (20.0, 22.0),
            (30.0, 33.0),
            (40.0, 44.0),
            (50.0, 55.0),
        ])
    }

    #[test]
    fn an_interval_worked_by_hand() {
        // d̄ = 3, s² = 2.5, t(0.975, 4) = 2.776445: 2.776445 · √(2.5 / 5) = 1.963243.
        let found = example();
        assert_eq!(found.difference().mean(), Some(3.0));
        let half = found.half_width(&mut Intervals::default()).unwrap();
        assert!((half - 1.963_243_2).abs() < 1e-6, "{half}");
        // t = 3 / √0.5 = 4.242641 at 4 degrees of freedom: by 26.7.4 of Abramowitz and Stegun,
        // sin θ (1 + cos² θ / 2) with cos² θ = 4 / 22, so p = 1 − √(9/11) · (1 + 1/11).
        let p = 1.0 - (9.0_f64 / 11.0).sqrt() * (12.0 / 11.0);
        assert!((found.p_value().unwrap() - p).abs() < 1e-14);
    }

    #[test]
    fn what_pairing_gains_is_the_ratio_of_variances() {
        // Base: s² = 250; other: 11, 22, … 55: s² = 302.5; differences: s² = 2.5.
        let gain = example().variance_reduction().unwrap();
        assert!((gain - (250.0 + 302.5) / 2.5).abs() < 1e-9, "{gain}");
    }

    #[test]
    fn a_relative_difference_knows_that_the_base_varies() {
        // Always a tenth more: certain, however much the base varies. A base of 30 with a standard
        // error of 7.07 is not known; one of 1,020 with the same is.
        let tenth = |bases: [f64; 5]| paired(&bases.map(|base| (base, 1.1 * base)));
        let mut intervals = Intervals::default();
        let wide = tenth([10.0, 20.0, 30.0, 40.0, 50.0]);
        assert_eq!(wide.relative_half_width(&mut intervals), None);
        let narrow = tenth([1000.0, 1010.0, 1020.0, 1030.0, 1040.0]);
        let half = narrow.relative_half_width(&mut intervals).unwrap();
        assert!(half < 1e-6, "{half}");
        assert!(narrow.half_width(&mut intervals).unwrap() > 1.0);
        assert_eq!(narrow.relative_variance_reduction(), None);
    }

    #[test]
    fn a_relative_interval_worked_by_hand() {
        // Base 99, 100, 101, other 198, 201, 201: q = 2, residuals 0, 1, −1 of s² = 1;
        // t(0.975, 2) = 4.302653, so 4.302653 / √3 / 100. Independent: s² of other 3, of base 1:
        // 3 + 4 · 1 over 1.
        let found = paired(&[(99.0, 198.0), (100.0, 201.0), (101.0, 201.0)]);
        let half = found
            .relative_half_width(&mut Intervals::default())
            .unwrap();
        assert!((half - 0.024_841_4).abs() < 1e-7, "{half}");
        let gain = found.relative_variance_reduction().unwrap();
        assert!((gain - 7.0).abs() < 1e-9, "{gain}");
        // The difference by itself: 99, 101, 100, s² = 1 by chance the same; (1 + 3) / 1.
        assert!((found.variance_reduction().unwrap() - 4.0).abs() < 1e-9);
    }

    #[test]
    fn equal_values_are_the_same_and_a_constant_difference_is_certain() {
        let same = paired(&[(1.5, 1.5), (2.5, 2.5), (7.0, 7.0)]);
        assert!(same.is_same());
        assert_eq!(same.p_value(), Some(1.0));
        assert_eq!(same.half_width(&mut Intervals::default()), Some(0.0));
        assert_eq!(same.variance_reduction(), None);
        let shifted = paired(&[(1.0, 2.0), (2.0, 3.0), (4.0, 5.0)]);
        assert!(!shifted.is_same());
        assert_eq!(shifted.p_value(), Some(0.0));
        assert_eq!(shifted.variance_reduction(), None);
        assert_eq!(shifted.pairs_to_show(0.1, 0.05), Some(2));
    }

    #[test]
    fn one_pair_and_none_tell_nothing_of_the_spread() {
        assert_eq!(paired(&[(1.0, 2.0)]).p_value(), None);
        assert_eq!(paired(&[(1.0, 2.0)]).pairs_to_show(1.0, 0.05), None);
        assert!(!paired(&[]).is_same());
        assert_eq!(paired(&[]).variance_reduction(), None);
    }

    #[test]
    fn pairs_to_show_a_difference_are_those_of_the_textbook() {
        // Differences of spread 1: for one of 0.5 at 5 % with 90 % power, the normal
        // approximation asks for (1.96 + 1.2816)² / 0.25 = 42.03, Student's t for two or three
        // more.
        let unit = paired(&[(0.0, -1.0), (0.0, 0.0), (0.0, 1.0)]);
        let pairs = unit.pairs_to_show(0.5, 0.05).unwrap();
        assert!((44..=45).contains(&pairs), "{pairs}");
        assert!(unit.pairs_to_show(0.5, 0.005).unwrap() > pairs);
        assert_eq!(unit.pairs_to_show(1e-6, 0.05), None);
        assert_eq!(unit.pairs_to_show(0.0, 0.05), None);
    }
}
