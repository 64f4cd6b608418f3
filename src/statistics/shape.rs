//! Is a mean zero? Student's test, with what the shape of the values says of it.
//!
//! Means of a few skewed values with heavy tails are missed by Student's interval more often on
//! one side, and a little more often than it says. Two remedies, both from the values themselves:
//!
//! - The variance of a sample variance is σ⁴ (2 / (n − 1) + κ / n), with κ the kurtosis above that
//!   of normal values: degrees of freedom are those of the chi-square with that variance
//!   (Satterthwaite 1946, "An approximate distribution of estimates of variance components",
//!   Biometrics Bulletin 2).
//! - Hall (1992), "On the removal of skewness by transformation", J. R. Statist. Soc. B 54: with
//!   skewness γ and W = x̄ / s, √n (W + γ W² / 3 + γ² W³ / 27 + γ / (6 n)) is nearer to normal than
//!   Student's √n W.

/// Values from which on their shape is looked at.
const SHAPED: usize = 8;

/// Moments of values, one a replication.
pub(super) struct Shape {
    count: usize,
    mean: f64,
    /// Standard deviation of the values.
    deviation: f64,
    skewness: f64,
    /// Above that of normal values; not below zero.
    kurtosis: f64,
}

impl Shape {
    pub(super) fn from_sample(values: &[f64]) -> Self {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let moment = |of: fn(f64) -> f64| -> f64 {
            let powers = values.iter().map(|value| of(value - mean));
            powers.sum::<f64>() / count
        };
        let (second, less) = (moment(|d| d * d), count - 1.0);
        let deviation = (second * count / less).sqrt();
        let mut shape = Self {
            count: values.len(),
            mean,
            deviation,
            skewness: 0.0,
            kurtosis: 0.0,
        };
        if values.len() >= SHAPED && deviation > 0.0 {
            // Fisher's k-statistics, without bias for normal values.
            let (two, three) = (count - 2.0, count - 3.0);
            let cubed = deviation * deviation * deviation;
            shape.skewness = moment(|d| d * d * d) * count * count / (less * two) / cubed;
            let plain = moment(|d| d * d * d * d) / (second * second);
            let kurtosis = less / (two * three) * ((count + 1.0) * plain - 3.0 * less);
            shape.kurtosis = kurtosis.max(0.0);
        }
        shape
    }

    /// Degrees of freedom of the variance: those of a chi-square whose variance is
    /// σ⁴ (2 / (n − 1) + κ / n), rounded down.
    pub(super) fn freedom(&self) -> u32 {
        let count = self.count as f64;
        let freedom = 2.0 / (2.0 / (count - 1.0) + self.kurtosis / count);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least 1, and fewer than there are replications"
        )]
        let freedom = (freedom + 1e-9).floor().max(1.0) as u32;
        freedom
    }

    /// The mean in standard errors by Student and by Hall, the smaller and the larger.
    pub(super) fn tests(&self) -> (f64, f64) {
        if self.deviation <= 0.0 {
            // Known exactly.
            let sure = if self.mean == 0.0 {
                0.0
            } else {
                f64::INFINITY.copysign(self.mean)
            };
            return (sure, sure);
        }
        let (root, skew) = ((self.count as f64).sqrt(), self.skewness);
        let plain = self.mean / self.deviation;
        let unskewed = plain
            + skew * plain * plain / 3.0
            + skew * skew * plain * plain * plain / 27.0
            + skew / (6.0 * self.count as f64);
        let (student, hall) = (root * plain, root * unskewed);
        (student.min(hall), student.max(hall))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_worked_by_hand() {
        // Mean 6, deviations −5 −4 −3 −2 −1 0 1 14: squares 252, cubes 2520, fourth powers 39396.
        let shape = Shape::from_sample(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 20.0]);
        assert!((shape.mean - 6.0).abs() < 1e-12 && (shape.deviation - 6.0).abs() < 1e-12);
        // 8 · 2520 / (7 · 6 · 216).
        assert!((shape.skewness - 20_160.0 / 9_072.0).abs() < 1e-12);
        // 7 / 30 · (9 · (39396 / 8) / 31.5² − 21).
        let kurtosis = 7.0 / 30.0 * (9.0 * 4_924.5 / 992.25 - 21.0);
        assert!((shape.kurtosis - kurtosis).abs() < 1e-12);
        // 2 / (2 / 7 + 5.5222 / 8) = 2.049.
        assert_eq!(shape.freedom(), 2);
        // √8 · 1, and √8 (1 + 0.740741 + 0.182899 + 0.046296).
        let (student, hall) = shape.tests();
        assert!((student - 8.0_f64.sqrt()).abs() < 1e-12);
        assert!((hall - 8.0_f64.sqrt() * 1.969_936).abs() < 1e-5, "{hall}");
    }

    #[test]
    fn even_values_and_few_values_are_left_to_student() {
        let even: Vec<f64> = (0..20).map(f64::from).collect();
        let shape = Shape::from_sample(&even);
        assert_eq!((shape.kurtosis, shape.freedom()), (0.0, 19));
        let (student, hall) = shape.tests();
        assert!((student - hall).abs() < 1e-9);
        let few = Shape::from_sample(&[0.0, 0.0, 9.0]);
        assert_eq!((few.skewness, few.freedom()), (0.0, 2));
    }

    #[test]
    fn values_all_alike_are_sure() {
        assert_eq!(Shape::from_sample(&[0.0, 0.0]).tests(), (0.0, 0.0));
        let below = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        assert_eq!(Shape::from_sample(&[-1.0, -1.0]).tests(), below);
    }
}
