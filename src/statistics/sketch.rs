//! Counts of values by their leading bits: quantiles of any number of values in fixed memory.

/// Fraction bits that every value keeps at first: buckets of one part in a million.
const FINEST: u32 = 20;
/// Fraction bits that are never given up: see [`Sketch`].
const COARSEST: u32 = 7;
/// Buckets beyond which fraction bits are given up.
const BUCKETS: usize = 128;

/// Counts of values in buckets of equal leading bits: sign, exponent and some bits of the fraction.
///
/// Of a binary floating-point number the leading bits are its logarithm, so that a bucket is as
/// wide as a fixed share of its values, as in the logarithmic ones of Masson, Rim and Lee (2019),
/// "`DDSketch`", VLDB 12(12), and no logarithm is taken. Buckets begin one part in a million wide.
/// Whenever there are more than 128 of them, pairs are merged, as in the uniform collapse of
/// Epicoco et al. (2020), "`UDDSketch`", IEEE Access 8, but never beyond a width of 1/128.
///
/// So an order statistic is off by at most **1/256 (0.4 %) of its value**, whatever the values:
/// it lies in a bucket of that width or, of the widest, is taken as its middle. It is off by far
/// less where values lie close together; up to 128 different whole numbers are exact. Counts do
/// not depend on the order of the values. Memory is 1 KiB for values within an octave (a factor
/// of two), and at most 1 KiB for each octave that they span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Fraction bits given up so far.
    merged: u32,
    count: u64,
    /// Buckets that hold anything, from least to greatest.
    buckets: Vec<Bucket>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bucket {
    /// Leading bits of the magnitude, with the value's sign.
    key: i32,
    count: u32,
}

impl Sketch {
    /// Takes one more value in.
    ///
    /// # Panics
    /// If the value is infinite or NaN, or if four billion have the same leading bits.
    pub(super) fn add(&mut self, value: f64) {
        assert!(value.is_finite(), "a value is finite, got {value}");
        let key = leading_bits(value) / (1 << self.merged);
        self.count += 1;
        match self.buckets.binary_search_by_key(&key, |bucket| bucket.key) {
            Ok(place) => self.buckets[place].count += 1,
            Err(place) => {
                if self.buckets.len() == self.buckets.capacity() {
                    // Thousands of sketches live side by side: doubling would waste megabytes.
                    self.buckets.reserve_exact(self.buckets.len() / 8 + 8);
                }
                self.buckets.insert(place, Bucket { key, count: 1 });
            }
        }
        while self.buckets.len() > BUCKETS && self.merged < FINEST - COARSEST {
            self.merge_pairs();
        }
    }

    /// Gives up one bit of the fraction.
    fn merge_pairs(&mut self) {
        self.merged += 1;
        for bucket in &mut self.buckets {
            bucket.key /= 2;
        }
        self.buckets.dedup_by(|next, kept| {
            let same = next.key == kept.key;
            if same {
                kept.count += next.count;
            }
            same
        });
    }

    /// Values taken in.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// The value with this many smaller ones.
    ///
    /// # Panics
    /// If there are not so many values.
    pub(super) fn order_statistic(&self, rank: u64) -> f64 {
        let mut below = 0;
        for bucket in &self.buckets {
            let within = rank - below;
            if within < u64::from(bucket.count) {
                return self.value(*bucket, within);
            }
            below += u64::from(bucket.count);
        }
        panic!("a rank is below the number of values, got {rank} of {below}");
    }

    /// A bucket's values from least to greatest, taken as evenly spread, or as the middle of a
    /// widest bucket; where no bit was given up, the whole number at the bucket's end.
    fn value(&self, bucket: Bucket, within: u64) -> f64 {
        let key = bucket.key * (1 << self.merged);
        let (near, far) = if bucket.key < 0 {
            (magnitude(-key), magnitude(-key + (1 << self.merged)))
        } else {
            (magnitude(key), magnitude(key + (1 << self.merged)))
        };
        if self.merged == 0 {
            return if bucket.key < 0 { -near } else { near };
        }
        let share = if self.merged == FINEST - COARSEST {
            0.5
        } else {
            (within as f64 + 0.5) / f64::from(bucket.count)
        };
        if bucket.key < 0 {
            -(far + (near - far) * share)
        } else {
            near + (far - near) * share
        }
    }
}

/// Sign, exponent and the first bits of the fraction, in the order of the values.
fn leading_bits(value: f64) -> i32 {
    let bits = value.abs().to_bits() >> (f64::MANTISSA_DIGITS - 1 - FINEST);
    let magnitude = i32::try_from(bits).expect("without its sign, half a float fits 31 bits");
    if value < 0.0 { -magnitude } else { magnitude }
}

/// The least magnitude with these leading bits.
fn magnitude(bits: i32) -> f64 {
    let bits = u64::try_from(bits).expect("a magnitude has no sign");
    f64::from_bits(bits << (f64::MANTISSA_DIGITS - 1 - FINEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(values: impl IntoIterator<Item = f64>) -> Sketch {
        let mut sketch = Sketch::default();
        for value in values {
            sketch.add(value);
        }
        sketch
    }

    /// Evenly spread over 0..1 without ever repeating.
    fn golden(count: u32) -> impl Iterator<Item = f64> {
        (1..=count).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract())
    }

    /// Largest error of any order statistic, relative to its value.
    fn worst_error(values: impl IntoIterator<Item = f64>) -> f64 {
        let mut values: Vec<f64> = values.into_iter().collect();
        let sketch = sketch(values.iter().copied());
        values.sort_by(f64::total_cmp);
        let error = |(rank, exact): (u64, &f64)| {
            (sketch.order_statistic(rank) - exact).abs() / exact.abs().max(f64::MIN_POSITIVE)
        };
        (0..).zip(&values).map(error).fold(0.0, f64::max)
    }

    #[test]
    fn no_order_statistic_is_off_by_more_than_the_stated_error() {
        let bound = 1.0 / 256.0;
        let exponential = || golden(20_000).map(|u| -libm::log(u));
        assert!(worst_error(exponential()) < bound);
        // Tails over thirty octaves, and both signs.
        assert!(worst_error(exponential().map(|x| libm::pow(x, 8.0))) < bound);
        assert!(worst_error(golden(20_000).map(|u| libm::log(u / (1.0 - u)))) < bound);
        // At the far end of a bucket, where even spread is most wrong.
        assert!(worst_error((0..5_000).map(|i| 2.0_f64.powi(i % 60) * (1.0 - 1e-9))) < bound);
    }

    #[test]
    fn values_close_together_are_told_apart_far_better() {
        let around_a_million = golden(20_000).map(|u| 1e6 + 1e4 * u);
        // 1 % wide, at least 64 buckets.
        assert!(worst_error(around_a_million) < 0.01 / 64.0);
    }

    #[test]
    fn whole_numbers_and_nothing_are_exact() {
        let counts = (0..10_000).map(|i| f64::from(i % 120 - 40));
        assert!(worst_error(counts).abs() < f64::EPSILON);
        assert_eq!(sketch([0.0, -0.0]).order_statistic(1).to_bits(), 0);
    }

    #[test]
    fn the_order_of_values_does_not_show() {
        let values: Vec<f64> = golden(3_000).map(|u| libm::tan(3.0 * (u - 0.5))).collect();
        let backward = sketch(values.iter().rev().copied());
        assert_eq!(sketch(values.iter().copied()), backward);
        assert_eq!(backward.count(), 3_000);
    }

    #[test]
    fn memory_does_not_grow_with_the_number_of_values() {
        let buckets = |count| {
            sketch(golden(count).map(|u| 100.0 + 20.0 * u))
                .buckets
                .len()
        };
        assert!(buckets(200_000) <= BUCKETS, "{}", buckets(200_000));
        // Three octaves at 128 buckets each, whatever the number.
        let wide = |count| sketch(golden(count).map(|u| 1.0 + 7.0 * u)).buckets.len();
        assert_eq!((wide(50_000), wide(200_000)), (3 * 128, 3 * 128));
    }

    #[test]
    #[should_panic(expected = "a rank is below the number of values")]
    fn there_is_no_value_beyond_the_last() {
        sketch([1.0]).order_statistic(1);
    }
}
