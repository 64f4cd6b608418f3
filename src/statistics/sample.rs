//! A sample whose quantiles are wanted: in full while it is small, rounded when it is large.

use super::quantile::{between, place};
use super::sketch::Sketch;

/// Values taken in one after the other, for quantiles.
///
/// Up to `EXACT` values are kept and their quantiles are exact; of more, quantiles are off by
/// less than 1/256 of their value, in memory that does not grow with their number.
#[derive(Clone, Debug)]
pub struct Sample<const EXACT: usize> {
    values: Values,
}

#[derive(Clone, Debug)]
enum Values {
    Kept(Vec<f64>),
    Rounded(Sketch),
}

impl<const EXACT: usize> Default for Sample<EXACT> {
    fn default() -> Self {
        Self {
            values: Values::Kept(Vec::new()),
        }
    }
}

impl<const EXACT: usize> Sample<EXACT> {
    /// Takes one more value in.
    ///
    /// # Panics
    /// If the value is infinite or NaN.
    #[inline]
    pub fn add(&mut self, value: f64) {
        assert!(value.is_finite(), "a value is finite, got {value}");
        match &mut self.values {
            Values::Kept(kept) if kept.len() < EXACT => kept.push(value),
            Values::Kept(kept) => {
                let mut sketch = Sketch::default();
                for kept in kept.drain(..) {
                    sketch.add(kept);
                }
                sketch.add(value);
                self.values = Values::Rounded(sketch);
            }
            Values::Rounded(sketch) => sketch.add(value),
        }
    }

    /// Quantile `p`, interpolated between order statistics; `None` of nothing. It puts what is
    /// kept in another order.
    ///
    /// # Panics
    /// If `p` is not within 0..=1.
    pub fn quantile(&mut self, p: f64) -> Option<f64> {
        match &mut self.values {
            Values::Kept(kept) => {
                let (rank, weight) = place(kept.len(), p)?;
                let (_, low, above) = kept.select_nth_unstable_by(rank, f64::total_cmp);
                let high = above.iter().copied().min_by(f64::total_cmp);
                Some(between(*low, high.unwrap_or(*low), weight))
            }
            Values::Rounded(sketch) => {
                let count = usize::try_from(sketch.count()).expect("values are counted in 64 bits");
                let (rank, weight) = place(count, p)?;
                let next = (rank + 1).min(count - 1);
                let [low, high] = [rank, next].map(|rank| sketch.order_statistic(rank as u64));
                Some(between(low, high, weight))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantile;
    use super::*;

    fn sample<const EXACT: usize>(values: &[f64]) -> Sample<EXACT> {
        let mut sample = Sample::default();
        for value in values {
            sample.add(*value);
        }
        sample
    }

    /// A skewed sample: squares of 0, 7, 14, … modulo 101.
    fn squares() -> Vec<f64> {
        (0..101)
            .map(|i| f64::from(i * 7 % 101))
            .map(|i| i * i)
            .collect()
    }

    #[test]
    fn a_small_sample_has_the_quantiles_of_its_sorted_values() {
        let mut sorted = squares();
        sorted.sort_by(f64::total_cmp);
        let mut kept = sample::<101>(&squares());
        for p in [0.0, 0.05, 0.5, 0.99, 0.999, 1.0] {
            assert_eq!(kept.quantile(p), quantile(&sorted, p), "{p}");
        }
        assert_eq!(Sample::<4>::default().quantile(0.5), None);
        assert_eq!(sample::<4>(&[7.0]).quantile(0.95), Some(7.0));
    }

    #[test]
    fn one_value_more_rounds_all_of_them_by_as_much_as_is_stated() {
        let mut kept = sample::<101>(&squares());
        let mut rounded = sample::<100>(&squares());
        assert!(matches!(rounded.values, Values::Rounded(_)));
        for p in [0.0, 0.05, 0.5, 0.95, 1.0] {
            let (exact, found) = (kept.quantile(p).unwrap(), rounded.quantile(p).unwrap());
            assert!((found - exact).abs() <= exact / 256.0, "{p}: {found}");
        }
    }
}
