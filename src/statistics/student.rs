//! Student's t for confidence intervals, on `libm` so that every CPU gives the same bits.

use std::collections::BTreeMap;

/// The `t` with P(|T| ≤ t) = 0.95 for this many degrees of freedom: half the width of a 95 %
/// interval in standard errors.
///
/// # Panics
/// If there is no degree of freedom.
pub fn student_t_95(freedom: u32) -> f64 {
    assert!(freedom > 0, "an interval needs two values at least");
    // Widest at one degree of freedom, 12.706; halved until neighboring floats remain.
    let (mut low, mut high) = (1.9_f64, 12.8_f64);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if central_probability(middle, freedom) < 0.95 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// P(|T| ≥ |t|) for this many degrees of freedom; below 1e-15 it may be returned as zero.
///
/// # Panics
/// If there is no degree of freedom.
pub fn two_sided_p(t: f64, freedom: u32) -> f64 {
    assert!(freedom > 0, "a t test needs two values at least");
    (1.0 - central_probability(t.abs(), freedom)).clamp(0.0, 1.0)
}

/// Half widths of 95 % intervals; remembers `t`, which takes long for many degrees of freedom.
#[derive(Clone, Debug, Default)]
pub struct Intervals(BTreeMap<u32, f64>);

impl Intervals {
    /// Half the width of the 95 % interval of a mean of `count` values with this variance.
    ///
    /// # Panics
    /// If there are fewer than two values, or more than 2^32.
    pub fn half_width(&mut self, variance: f64, count: u64) -> f64 {
        let freedom = u32::try_from(count - 1).expect("replications are counted in 32 bits");
        let t = *self
            .0
            .entry(freedom)
            .or_insert_with(|| student_t_95(freedom));
        t * (variance / count as f64).sqrt()
    }
}

/// P(|T| ≤ t) for whole degrees of freedom.
///
/// Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3 (odd) and
/// 26.7.4 (even): finite series in the angle θ = arctan(t / √ν).
fn central_probability(t: f64, freedom: u32) -> f64 {
    let nu = f64::from(freedom);
    let sine = t / (nu + t * t).sqrt();
    let cosine_squared = nu / (nu + t * t);
    if freedom.is_multiple_of(2) {
        return sine * series(1.0, 1, freedom, cosine_squared);
    }
    let theta = libm::atan(t / nu.sqrt());
    let tail = if freedom == 1 {
        0.0
    } else {
        sine * series(cosine_squared.sqrt(), 2, freedom, cosine_squared)
    };
    (theta + tail) / std::f64::consts::FRAC_PI_2
}

/// Sum of `first`, `first·c²·k/(k+1)`, …, up to the power ν − 2 of the cosine.
fn series(first: f64, k: u32, freedom: u32, cosine_squared: f64) -> f64 {
    let (mut term, mut sum, mut k) = (first, first, k);
    while k + 1 < freedom {
        term *= cosine_squared * f64::from(k) / f64::from(k + 1);
        sum += term;
        k += 2;
    }
    sum
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, StudentsT};

    use super::*;

    #[test]
    fn printed_tables() {
        for (freedom, expected) in [
            (1, 12.706_204_736),
            (2, 4.302_652_730),
            (3, 3.182_446_305),
            (4, 2.776_445_105),
            (19, 2.093_024_054),
            (99, 1.984_216_952),
        ] {
            let found = student_t_95(freedom);
            assert!((found - expected).abs() < 1e-8, "ν = {freedom}: {found}");
        }
    }

    #[test]
    fn tails_agree_with_an_independent_library() {
        for (t, freedom) in [
            (0.0_f64, 1),
            (0.5, 3),
            (-2.0, 8),
            (4.0, 19),
            (6.0, 99),
            (1e9, 5),
        ] {
            let oracle = StudentsT::new(0.0, 1.0, f64::from(freedom)).unwrap();
            let expected = 2.0 * oracle.cdf(-t.abs());
            let found = two_sided_p(t, freedom);
            assert!((found - expected).abs() < 1e-9, "{t}, {freedom}: {found}");
        }
    }

    #[test]
    fn agrees_with_an_independent_library() {
        for freedom in 1..200 {
            let oracle = StudentsT::new(0.0, 1.0, f64::from(freedom)).unwrap();
            let found = student_t_95(freedom);
            assert!(
                (found - oracle.inverse_cdf(0.975)).abs() < 1e-6,
                "ν = {freedom}: {found}"
            );
        }
    }
}
