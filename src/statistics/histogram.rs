//! Counts in bins of equal width.

use serde::{Deserialize, Serialize};

use super::quantile::place;

/// Bins at most; memory is bounded by it.
const MOST_BINS: usize = 16_384;
/// Values at most: as many as may be merged a million times over.
const MOST_VALUES: u64 = 1 << 40;
/// Bins that become one where values outgrow them, so that a width stays a round number.
const COARSER: usize = 10;

/// Counts of whole ticks in bins of equal width from zero, for any number of values in bounded
/// memory.
///
/// Bins begin as narrow as is asked for; where a value lies beyond the last of 16,384, ten become
/// one, as often as it takes. Counts are exact whatever the order of values and of merging.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Bins {
    width: u64,
    counts: Vec<u64>,
}

impl Bins {
    /// No values yet, in bins of this many ticks.
    ///
    /// # Panics
    /// If bins have no width.
    pub fn new(width: u64) -> Self {
        assert!(width > 0, "bins have a width");
        Self {
            width,
            counts: Vec::new(),
        }
    }

    /// Ticks of a bin.
    pub fn width(&self) -> u64 {
        self.width
    }

    /// Whether these bins can have grown from others without values, and merge with such.
    pub fn grew_from(&self, empty: &Self) -> bool {
        let step = |width: &u64| width.checked_mul(COARSER as u64);
        let widths = std::iter::successors(Some(empty.width), step);
        let count = self
            .counts
            .iter()
            .try_fold(0, |sum: u64, count| sum.checked_add(*count));
        widths
            .take_while(|width| *width <= self.width)
            .any(|width| width == self.width)
            && self.counts.len() <= MOST_BINS
            && count.is_some_and(|count| count <= MOST_VALUES)
    }

    /// Counts one value; below zero it counts as zero.
    #[inline]
    pub fn add(&mut self, ticks: i64) {
        let ticks = u64::try_from(ticks).unwrap_or(0);
        while ticks / self.width >= MOST_BINS as u64 {
            self.coarsen();
        }
        self.add_to(index(ticks / self.width), 1);
    }

    /// Takes all values of another in.
    ///
    /// # Panics
    /// If their widths were not equal at first.
    pub fn merge(&mut self, other: &Self) {
        while self.width < other.width {
            self.coarsen();
        }
        let ratio = self.width / other.width;
        assert!(
            ratio * other.width == self.width,
            "bins are merged that began with one width, got {} and {}",
            self.width,
            other.width
        );
        let ratio = index(ratio);
        for (bin, count) in other.counts.iter().enumerate() {
            self.add_to(bin / ratio, *count);
        }
    }

    /// Quantile `p` of the values in ticks, to a bin; `None` of nothing.
    ///
    /// # Panics
    /// If `p` is not within 0..=1.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let (rank, _) = place(index(self.counts.iter().sum()), p)?;
        let mut below = 0;
        let inside = self.counts.iter().position(|count| {
            below += *count;
            below > rank as u64
        });
        inside.map(|bin| bin as f64 * self.width as f64)
    }

    /// Counts in wider bins, each of this many; the last of at most `bins` takes all that is
    /// larger. Bins after the last one in use are left out.
    ///
    /// # Panics
    /// If there is no bin, or nothing in it.
    pub fn grouped(&self, each: usize, bins: usize) -> Vec<u64> {
        assert!(
            each > 0 && bins > 0,
            "bins have a width and a number, got {each}, {bins}"
        );
        let mut groups = Vec::new();
        for (bin, count) in self.counts.iter().enumerate() {
            let group = (bin / each).min(bins - 1);
            if group >= groups.len() {
                groups.resize(group + 1, 0);
            }
            groups[group] += count;
        }
        groups
    }

    fn add_to(&mut self, bin: usize, count: u64) {
        if bin >= self.counts.len() {
            self.counts.resize(bin + 1, 0);
        }
        self.counts[bin] += count;
    }

    fn coarsen(&mut self) {
        self.counts = self.grouped(COARSER, MOST_BINS);
        self.width *= COARSER as u64;
    }
}

/// A number of bins or of what is in memory.
fn index(number: u64) -> usize {
    usize::try_from(number).expect("what is in memory is counted in its words")
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

    fn bins(values: &[i64]) -> Bins {
        let mut bins = Bins::new(10);
        for value in values {
            bins.add(*value);
        }
        bins
    }

    #[test]
    fn edges_belong_to_the_upper_bin_and_the_last_takes_the_rest() {
        let values = bins(&[0, 9, 10, 25, 29, 990]);
        assert_eq!(values.grouped(1, 5), [2, 1, 2, 0, 1]);
        assert_eq!(values.grouped(3, 5), [5, 0, 0, 0, 1]);
        assert_eq!(bins(&[-5]).grouped(1, 5), [1]);
        assert!(bins(&[]).grouped(1, 5).is_empty());
    }

    #[test]
    fn a_quantile_is_known_to_a_bin() {
        let values = bins(&[3, 14, 15, 92, 65]);
        assert_eq!(values.quantile(0.5), Some(10.0));
        assert_eq!(values.quantile(1.0), Some(90.0));
        assert_eq!(bins(&[]).quantile(0.5), None);
    }

    #[test]
    fn large_values_make_bins_wider_and_lose_no_count() {
        let mut values = bins(&[5, 1_000, 163_839]);
        assert_eq!((values.width(), values.counts.len()), (10, 16_384));
        values.add(163_840);
        assert_eq!((values.width(), values.counts.len()), (100, 1_639));
        values.add(i64::MAX);
        assert_eq!(values.counts.iter().sum::<u64>(), 5);
        assert!(values.counts.len() <= MOST_BINS);
    }

    #[test]
    fn merging_in_any_order_counts_as_if_all_values_were_told_to_one() {
        let (near, far) = ([1, 2, 30, 4_000], [7, 50_000, 2_000_000]);
        let all: Vec<i64> = near.into_iter().chain(far).collect();
        for (first, second) in [(&near[..], &far[..]), (&far[..], &near[..])] {
            let mut merged = bins(first);
            merged.merge(&bins(second));
            assert_eq!(merged, bins(&all));
        }
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
