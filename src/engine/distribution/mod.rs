//! Random quantities with random access: draw `i` of a stream under a named distribution.
//!
//! A distribution is a shape and a number without unit; whoever parses it decides what the
//! number means (durations are in milliseconds). Draw `i` depends on the stream and `i` alone,
//! and takes uniforms that no other draw takes (but for normal draws, which come in pairs of
//! draws and uniforms), so that draws stay in step between scenarios.

mod draw;
mod kernel;

use std::f64::consts::LN_2;

use rand::RngExt;
use rand_distr::Distribution as Sample;

use crate::engine::function::ln;
use crate::engine::random::Stream;
use crate::engine::time::SimDuration;

pub(crate) use kernel::TOO_LONG;

/// Longest gap of a Poisson stream, beyond any horizon: about 270,000 years.
const LONGEST_GAP_DAYS: f64 = 1e8;

/// Gap `i` of a Poisson stream of `per_day` events a day, above zero. A rate next to nothing gives
/// a gap beyond any horizon, whatever the draw.
pub fn poisson_gap(stream: Stream, i: u64, per_day: f64) -> SimDuration {
    let days = -ln(stream.uniform(i)) / per_day;
    SimDuration::from_days(days.min(LONGEST_GAP_DAYS))
}

/// A named distribution of a random quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    shape: Shape,
    mean: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Constant(f64),
    Uniform {
        low: f64,
        high: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    Exponential {
        mean: f64,
    },
    Erlang {
        stage_mean: f64,
        stages: u32,
    },
    Gamma {
        shape: f64,
        scale: f64,
    },
    /// As powers of 2, for the exponential it is drawn by.
    Lognormal {
        /// Logarithm to base 2 of the median.
        median: f64,
        /// Standard deviation of that logarithm, times √2.
        spread: f64,
    },
    Weibull {
        scale: f64,
        inverse_shape: f64,
    },
    Empirical {
        values: Vec<f64>,
        cumulative: Vec<f64>,
    },
}

impl Distribution {
    /// Always `value`.
    ///
    /// # Panics
    /// If it is infinite or NaN.
    pub fn constant(value: f64) -> Self {
        assert!(value.is_finite(), "a constant is finite, got {value}");
        Self::of(Shape::Constant(value), value)
    }

    /// The only value it draws, if it is a constant.
    pub fn as_constant(&self) -> Option<f64> {
        match self.shape {
            Shape::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// Even between `low` and `high`.
    ///
    /// # Panics
    /// If `low > high`.
    pub fn uniform(low: f64, high: f64) -> Self {
        assert!(low <= high, "uniform from {low} to {high} runs backward");
        Self::of(Shape::Uniform { low, high }, f64::midpoint(low, high))
    }

    /// Triangular with its peak at `mode`.
    ///
    /// # Panics
    /// Unless `low <= mode <= high` and `low < high`.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Self {
        assert!(
            low <= mode && mode <= high && low < high,
            "triangular {low}, {mode}, {high} is out of order"
        );
        Self::of(
            Shape::Triangular { low, mode, high },
            (low + mode + high) / 3.0,
        )
    }

    /// Exponential with this mean.
    ///
    /// # Panics
    /// If the mean is not above zero.
    pub fn exponential(mean: f64) -> Self {
        assert!(mean > 0.0, "an exponential mean is above zero, got {mean}");
        Self::of(Shape::Exponential { mean }, mean)
    }

    /// Erlang: the sum of `stages` exponentials, with this mean in all.
    ///
    /// # Panics
    /// If the mean is not above zero or there is no stage.
    pub fn erlang(mean: f64, stages: u32) -> Self {
        assert!(
            mean > 0.0 && stages > 0,
            "an Erlang has a mean above zero and stages, got {mean}, {stages}"
        );
        let stage_mean = mean / f64::from(stages);
        Self::of(Shape::Erlang { stage_mean, stages }, mean)
    }

    /// Gamma with this mean and coefficient of variation.
    ///
    /// # Panics
    /// If either is not above zero.
    pub fn gamma(mean: f64, cv: f64) -> Self {
        assert!(
            mean > 0.0 && cv > 0.0,
            "a gamma has mean and cv above zero, got {mean}, {cv}"
        );
        let shape = 1.0 / (cv * cv);
        let scale = mean / shape;
        Self::of(Shape::Gamma { shape, scale }, mean)
    }

    /// Lognormal with this mean and coefficient of variation of the quantity itself.
    ///
    /// # Panics
    /// If either is not above zero.
    pub fn lognormal(mean: f64, cv: f64) -> Self {
        assert!(
            mean > 0.0 && cv > 0.0,
            "a lognormal has mean and cv above zero, got {mean}, {cv}"
        );
        let variance = libm::log1p(cv * cv);
        let median = (libm::log(mean) - variance / 2.0) / LN_2;
        let spread = (2.0 * variance).sqrt() / LN_2;
        // Within these bounds, far beyond any use, no draw leaves the range of the exponential.
        let shape = Shape::Lognormal {
            median: median.clamp(-400.0, 400.0),
            spread: spread.min(90.0),
        };
        Self::of(shape, mean)
    }

    /// Weibull with this mean and shape (1 is exponential, below 1 has a long tail).
    ///
    /// # Panics
    /// If either is not above zero.
    pub fn weibull(mean: f64, shape: f64) -> Self {
        assert!(
            mean > 0.0 && shape > 0.0,
            "a Weibull has mean and shape above zero, got {mean}, {shape}"
        );
        let inverse_shape = 1.0 / shape;
        let scale = mean / libm::tgamma(1.0 + inverse_shape);
        Self::of(
            Shape::Weibull {
                scale,
                inverse_shape,
            },
            mean,
        )
    }

    /// These values, each as likely as its weight.
    ///
    /// # Panics
    /// If there is none, the lists differ in length, or the weights are negative or all zero.
    pub fn empirical(values: &[f64], weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        assert!(
            !values.is_empty() && values.len() == weights.len() && total > 0.0,
            "an empirical distribution has one weight a value"
        );
        assert!(
            weights.iter().all(|weight| *weight >= 0.0),
            "weights are not negative: {weights:?}"
        );
        let mut sum = 0.0;
        let cumulative = weights.iter().map(|weight| {
            sum += weight / total;
            sum
        });
        let cumulative = cumulative.collect();
        let weighted = values.iter().zip(weights);
        let mean = weighted.map(|(value, weight)| value * weight).sum::<f64>() / total;
        let values = values.to_vec();
        Self::of(Shape::Empirical { values, cumulative }, mean)
    }

    const fn of(shape: Shape, mean: f64) -> Self {
        Self { shape, mean }
    }

    /// The same quantity in another unit: every draw is `factor` times what it was.
    ///
    /// # Panics
    /// If the factor is not above zero.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        assert!(factor > 0.0, "a unit is above zero, got {factor}");
        let shape = match self.shape.clone() {
            Shape::Constant(value) => Shape::Constant(value * factor),
            Shape::Uniform { low, high } => Shape::Uniform {
                low: low * factor,
                high: high * factor,
            },
            Shape::Triangular { low, mode, high } => Shape::Triangular {
                low: low * factor,
                mode: mode * factor,
                high: high * factor,
            },
            Shape::Exponential { mean } => Shape::Exponential {
                mean: mean * factor,
            },
            Shape::Erlang { stage_mean, stages } => Shape::Erlang {
                stage_mean: stage_mean * factor,
                stages,
            },
            Shape::Gamma { shape, scale } => Shape::Gamma {
                shape,
                scale: scale * factor,
            },
            Shape::Lognormal { median, spread } => Shape::Lognormal {
                median: median + libm::log2(factor),
                spread,
            },
            Shape::Weibull {
                scale,
                inverse_shape,
            } => Shape::Weibull {
                scale: scale * factor,
                inverse_shape,
            },
            Shape::Empirical { values, cumulative } => Shape::Empirical {
                values: values.iter().map(|value| value * factor).collect(),
                cumulative,
            },
        };
        Self::of(shape, self.mean * factor)
    }

    /// The exact mean.
    #[inline]
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// The least value it can give, or minus infinity.
    pub fn minimum(&self) -> f64 {
        match &self.shape {
            Shape::Constant(value) => *value,
            Shape::Uniform { low, .. } | Shape::Triangular { low, .. } => *low,
            Shape::Empirical { values, .. } => values.iter().copied().fold(f64::INFINITY, f64::min),
            _ => 0.0,
        }
    }
}

/// For use with the samplers of `rand_distr`: one draw from wherever the generator stands.
impl Sample<f64> for Distribution {
    fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let stream = Stream::root(rng.random(), rng.random());
        self.draw(stream, 0)
    }
}

#[cfg(test)]
mod tests;
