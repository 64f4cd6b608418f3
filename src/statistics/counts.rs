//! Counts of whole values, some of them cut off: quantiles of any number of values in bounded memory.

use serde::{Deserialize, Serialize};

use super::quantile::{between, place};

/// Different values beyond which leading bits alone are kept.
const MOST: usize = 4096;
/// Leading bits that are never given up.
const COARSEST: u32 = 8;
/// What sums of weights may be off by, for each value.
const ROUNDING: f64 = 1e-9;

/// Counts of whole values, each of which is over or cut off: then it is at least so large.
///
/// Up to 4,096 different values are exact. Of more, leading bits are kept, as many as keep within
/// that number of different values but never fewer than eight: a quantile is then off by at most
/// **1/256 (0.4 %) of its value**. What is kept depends on the values alone, neither on their order
/// nor on what was merged with what. Memory is at most 96 KiB
/// once they are settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counts {
    /// Leading bits given up of the 64 that values have.
    given_up: u32,
    entries: Vec<Entry>,
}

/// A value, and how often it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Entry {
    value: u64,
    /// Values that are over.
    over: u64,
    /// Values that are cut off: at least so large.
    cut: u64,
}

impl Counts {
    /// Counts one value.
    #[inline]
    pub fn add(&mut self, value: u64, is_cut: bool) {
        if self.entries.len() >= 2 * MOST {
            self.settle();
        }
        self.entries.push(Entry {
            value: leading(value, self.given_up),
            over: u64::from(!is_cut),
            cut: u64::from(is_cut),
        });
    }

    /// Puts values in order, each once; what reads them asks for it.
    pub fn settle(&mut self) {
        self.entries.sort_unstable_by_key(|entry| entry.value);
        self.join();
        let longest = self.entries.last().map_or(0, |last| length(last.value));
        if self.entries.len() > MOST {
            self.given_up = self.given_up.max(u64::BITS - longest);
        }
        while self.entries.len() > MOST && u64::BITS - self.given_up > COARSEST {
            self.round(self.given_up + 1);
        }
    }

    /// The same values, in order.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.settle();
        self
    }

    /// Counts all values of another.
    pub fn merge(&mut self, other: &Self) {
        if self.given_up < other.given_up {
            self.round(other.given_up);
        }
        let given_up = self.given_up;
        self.entries.extend(other.entries.iter().map(|entry| Entry {
            value: leading(entry.value, given_up),
            ..*entry
        }));
        self.settle();
    }

    /// Whether they are in order, each once, and few enough to be merged a million times over.
    pub fn is_sound(&self) -> bool {
        const MOST_SEEN: u64 = 1 << 40;
        let sorted = self.entries.is_sorted_by(|a, b| a.value < b.value);
        let few = |entry: &Entry| entry.over <= MOST_SEEN && entry.cut <= MOST_SEEN;
        self.given_up <= u64::BITS - COARSEST
            && self.entries.len() <= 2 * MOST
            && sorted
            && self.entries.iter().all(few)
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Quantile `p`, interpolated between order statistics; `None` of nothing.
    ///
    /// A value that is cut off counts in equal parts for all that are larger, and the largest for
    /// itself: the product-limit estimate of Kaplan and Meier (1958), "Nonparametric estimation from
    /// incomplete observations", JASA 53(282), as Efron (1967), "The two sample problem with censored
    /// data", puts it. Where nothing is cut off it is type 7 of Hyndman and Fan (1996).
    ///
    /// # Panics
    /// If `p` is not within 0..=1.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        self.quantile_without(&Self::default(), p)
    }

    /// The quantile of these values without some of them.
    pub(super) fn quantile_without(&self, some: &Self, p: f64) -> Option<f64> {
        let mut without = some.clone();
        without.round(self.given_up.max(some.given_up));
        let mut without = without.entries.into_iter().peekable();
        let mut rest: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            let mut entry = *entry;
            while let Some(gone) = without.next_if(|gone| gone.value <= entry.value) {
                entry.over -= gone.over;
                entry.cut -= gone.cut;
            }
            if entry.over + entry.cut > 0 {
                rest.push(entry);
            }
        }
        let count: u64 = rest.iter().map(|entry| entry.over + entry.cut).sum();
        let (rank, weight) = place(usize::try_from(count).unwrap_or(usize::MAX), p)?;
        let next = (rank as u64 + 1).min(count - 1);
        let low = self.order_statistic(&rest, count, rank as u64);
        let high = self.order_statistic(&rest, count, next);
        Some(between(low, high, weight))
    }

    /// The value with this many smaller ones, of so many in all.
    fn order_statistic(&self, entries: &[Entry], count: u64, rank: u64) -> f64 {
        let enough = rank as f64 + ROUNDING * count as f64;
        let (mut left, mut weight, mut below) = (count, 1.0, 0.0);
        for entry in entries {
            let (over, cut) = (entry.over as f64, entry.cut as f64);
            left -= entry.over + entry.cut;
            below += weight * over;
            if left > 0 {
                weight *= 1.0 + cut / left as f64;
            }
            if below > enough || left == 0 {
                return self.middle(entry.value);
            }
        }
        panic!("a rank is below the number of values, got {rank} of {count}");
    }

    /// The middle of the values that have these leading bits.
    fn middle(&self, value: u64) -> f64 {
        let dropped = length(value).saturating_sub(u64::BITS - self.given_up);
        value as f64 + ((1_u64 << dropped) - 1) as f64 / 2.0
    }

    /// Gives leading bits up.
    fn round(&mut self, given_up: u32) {
        self.given_up = given_up;
        for entry in &mut self.entries {
            entry.value = leading(entry.value, given_up);
        }
        self.join();
    }

    /// Makes equal neighbors one.
    fn join(&mut self) {
        self.entries.dedup_by(|next, kept| {
            let same = next.value == kept.value;
            if same {
                kept.over += next.over;
                kept.cut += next.cut;
            }
            same
        });
    }
}

/// Bits of a number without its leading zeros.
fn length(value: u64) -> u32 {
    u64::BITS - value.leading_zeros()
}

/// A number with so many fewer leading bits than 64, zeros behind them.
fn leading(value: u64, given_up: u32) -> u64 {
    let dropped = length(value).saturating_sub(u64::BITS - given_up);
    value >> dropped << dropped
}

#[cfg(test)]
mod tests {
    use super::super::quantile;
    use super::*;

    fn counts(over: impl IntoIterator<Item = u64>, cut: impl IntoIterator<Item = u64>) -> Counts {
        let mut counts = Counts::default();
        over.into_iter().for_each(|value| counts.add(value, false));
        cut.into_iter().for_each(|value| counts.add(value, true));
        counts.settled()
    }

    /// A skewed sample without repeats: squares of 0 to one less than the count, shuffled.
    fn squares(count: u64) -> impl Iterator<Item = u64> + Clone {
        (0..count).map(move |i| (i * 7 % count) * (i * 7 % count))
    }

    #[test]
    fn values_that_are_over_have_the_quantiles_of_their_sorted_sample() {
        let found = counts(squares(101), []);
        let mut sorted: Vec<f64> = squares(101).map(|value| value as f64).collect();
        sorted.sort_by(f64::total_cmp);
        for p in [0.0, 0.05, 0.5, 0.99, 0.999, 1.0] {
            assert_eq!(found.quantile(p), quantile(&sorted, p), "{p}");
        }
        assert_eq!(Counts::default().quantile(0.5), None);
        assert_eq!(counts([7], []).quantile(0.95), Some(7.0));
    }

    #[test]
    fn values_that_are_cut_off_count_for_those_that_are_larger() {
        // Kaplan and Meier's own example (1958, section 1.1): losses at 1.0, 2.7, 7.0 and 12.1,
        // deaths at 0.8, 3.1, 5.4 and 9.2: P̂ = 7/8, 7/8 · 4/5, 7/8 · 3/5, 7/8 · 3/10.
        let found = counts([8, 31, 54, 92], [10, 27, 70, 121]);
        // Mass below each value in eighths: 1, 2.4, 3.8, 5.9; the rest lies at the last.
        let masses = [
            (0, 8.0),
            (1, 31.0),
            (2, 31.0),
            (3, 54.0),
            (4, 92.0),
            (5, 92.0),
            (6, 121.0),
        ];
        for (rank, expected) in masses {
            let at = found.quantile(f64::from(rank) / 7.0).unwrap();
            assert!((at - expected).abs() < 1e-6, "{rank}: {at}");
        }
        // All that is known of two: one waits 3 at least, the other is over at 1.
        assert_eq!(counts([1], [3]).quantile(1.0), Some(3.0));
        assert_eq!(counts([], [3, 5]).quantile(0.0), Some(5.0));
    }

    #[test]
    fn neither_order_nor_merging_shows() {
        let values: Vec<u64> = squares(30_011).map(|value| value * 97).collect();
        let whole = counts(values.iter().copied(), [5, 1 << 40]);
        assert!(whole.given_up > 0 && whole.entries.len() <= MOST);
        let backward = counts(values.iter().rev().copied(), [1 << 40, 5]);
        assert_eq!(whole, backward);
        let (few, many) = values.split_at(3_000);
        let mut merged = counts(few.iter().copied(), [5]);
        merged.merge(&counts(many.iter().copied(), [1 << 40]));
        assert_eq!(whole, merged);
        let mut other = counts(many.iter().copied(), [1 << 40]);
        other.merge(&counts(few.iter().copied(), [5]));
        assert_eq!(whole, other);
    }

    #[test]
    fn no_quantile_of_many_is_off_by_more_than_is_stated() {
        // Nine octaves and more of 60,013 different values.
        let values: Vec<u64> = squares(60_013).map(|value| 1_000 + value).collect();
        let found = counts(values.iter().copied(), []);
        let mut sorted: Vec<f64> = values.iter().map(|value| *value as f64).collect();
        sorted.sort_by(f64::total_cmp);
        for p in [0.0, 0.01, 0.05, 0.3, 0.5, 0.9, 0.95, 0.999, 1.0] {
            let (exact, at) = (quantile(&sorted, p).unwrap(), found.quantile(p).unwrap());
            assert!(
                (at / exact - 1.0).abs() <= 1.0 / 256.0,
                "{p}: {at}, {exact}"
            );
        }
    }

    #[test]
    fn values_that_are_left_out_leave_the_rest() {
        let (some, others): (Vec<u64>, Vec<u64>) = squares(500).partition(|value| value % 3 == 0);
        let all = counts(squares(500), [77]);
        let left = all.quantile_without(&counts(some, [77]), 0.9);
        assert_eq!(left, counts(others, []).quantile(0.9));
        assert_eq!(all.quantile_without(&all, 0.9), None);
    }
}
