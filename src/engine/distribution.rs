//! Random quantities with random access: draw `i` of a stream under a named distribution.
//!
//! A distribution is a shape and a number without unit; whoever parses it decides what the
//! number means (durations are in milliseconds). One uniform per variate by the inverse of the
//! distribution function wherever that is practical, so that draws stay in step between
//! scenarios; gamma and Erlang take as many as they need from a stream of their own.
//! All functions come from `libm`, so that every CPU gives the same bits.

use rand::RngExt;
use rand_distr::Distribution as Sample;

use crate::engine::function::{exp, normal_quantile, normal_quantiles};
use crate::engine::random::{Generator, Stream};
use crate::engine::time::SimDuration;

/// Longest gap of a Poisson stream, beyond any horizon: about 270,000 years.
const LONGEST_GAP_DAYS: f64 = 1e8;

/// Gap `i` of a Poisson stream of `per_day` events a day, above zero. A rate next to nothing gives
/// a gap beyond any horizon, whatever the draw.
pub fn poisson_gap(stream: Stream, i: u64, per_day: f64) -> SimDuration {
    let days = -libm::log(stream.uniform(i)) / per_day;
    SimDuration::from_days(days.min(LONGEST_GAP_DAYS))
}

/// A named distribution of a random quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    shape: Shape,
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
    Lognormal {
        mu: f64,
        sigma: f64,
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
        Self {
            shape: Shape::Constant(value),
        }
    }

    /// Even between `low` and `high`.
    ///
    /// # Panics
    /// If `low > high`.
    pub fn uniform(low: f64, high: f64) -> Self {
        assert!(low <= high, "uniform from {low} to {high} runs backward");
        Self {
            shape: Shape::Uniform { low, high },
        }
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
        Self {
            shape: Shape::Triangular { low, mode, high },
        }
    }

    /// Exponential with this mean.
    ///
    /// # Panics
    /// If the mean is not above zero.
    pub fn exponential(mean: f64) -> Self {
        assert!(mean > 0.0, "an exponential mean is above zero, got {mean}");
        Self {
            shape: Shape::Exponential { mean },
        }
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
        Self {
            shape: Shape::Erlang {
                stage_mean: mean / f64::from(stages),
                stages,
            },
        }
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
        Self {
            shape: Shape::Gamma {
                shape,
                scale: mean / shape,
            },
        }
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
        Self {
            shape: Shape::Lognormal {
                mu: libm::log(mean) - variance / 2.0,
                sigma: variance.sqrt(),
            },
        }
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
        Self {
            shape: Shape::Weibull {
                scale: mean / libm::tgamma(1.0 + 1.0 / shape),
                inverse_shape: 1.0 / shape,
            },
        }
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
        Self {
            shape: Shape::Empirical {
                values: values.to_vec(),
                cumulative: cumulative.collect(),
            },
        }
    }

    /// The exact mean.
    pub fn mean(&self) -> f64 {
        match &self.shape {
            Shape::Constant(value) => *value,
            Shape::Uniform { low, high } => f64::midpoint(*low, *high),
            Shape::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Shape::Exponential { mean } => *mean,
            Shape::Erlang { stage_mean, stages } => stage_mean * f64::from(*stages),
            Shape::Gamma { shape, scale } => shape * scale,
            Shape::Lognormal { mu, sigma } => libm::exp(mu + sigma * sigma / 2.0),
            Shape::Weibull {
                scale,
                inverse_shape,
            } => scale * libm::tgamma(1.0 + inverse_shape),
            Shape::Empirical { values, cumulative } => {
                let mut before = 0.0;
                values
                    .iter()
                    .zip(cumulative)
                    .fold(0.0, |sum, (value, upto)| {
                        let weight = upto - before;
                        before = *upto;
                        sum + value * weight
                    })
            }
        }
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

    /// Draw `i` of `stream`.
    #[inline]
    pub fn draw(&self, stream: Stream, i: u64) -> f64 {
        match &self.shape {
            Shape::Constant(value) => *value,
            Shape::Lognormal { mu, sigma } => exp(mu + sigma * normal_quantile(stream.uniform(i))),
            Shape::Erlang { stage_mean, stages } => erlang(*stage_mean, *stages, stream.child(i)),
            Shape::Gamma { shape, scale } => {
                scale * standard_gamma(*shape, &mut stream.child(i).generator())
            }
            _ => self.quantile(stream.uniform(i)),
        }
    }

    /// Draw `i` of `stream` as a span: the number is milliseconds, rounded to the nearest whole
    /// one and never negative.
    #[inline]
    pub fn span(&self, stream: Stream, i: u64) -> SimDuration {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates; 292 million years are out of reach"
        )]
        SimDuration::from_millis(self.draw(stream, i).max(0.0).round() as i64)
    }

    /// Draws `first..first + out.len()` of `stream`, the same bits as [`draw`](Self::draw).
    #[inline]
    pub fn fill(&self, stream: Stream, first: u64, out: &mut [f64]) {
        if let Shape::Lognormal { mu, sigma } = self.shape {
            return fill_lognormal(mu, sigma, stream, first, out);
        }
        for (i, slot) in (first..).zip(out) {
            *slot = self.draw(stream, i);
        }
    }

    /// Inverse of the distribution function, for shapes that have a practical one.
    fn quantile(&self, u: f64) -> f64 {
        match &self.shape {
            Shape::Constant(value) => *value,
            Shape::Uniform { low, high } => low + (high - low) * u,
            Shape::Triangular { low, mode, high } => {
                let (width, left) = (high - low, mode - low);
                if u * width < left {
                    low + (u * width * left).sqrt()
                } else {
                    high - ((1.0 - u) * width * (high - mode)).sqrt()
                }
            }
            Shape::Exponential { mean } => -mean * libm::log(u),
            Shape::Lognormal { mu, sigma } => exp(mu + sigma * normal_quantile(u)),
            Shape::Weibull {
                scale,
                inverse_shape,
            } => scale * libm::pow(-libm::log(u), *inverse_shape),
            Shape::Empirical { values, cumulative } => {
                let at = cumulative.partition_point(|upto| *upto <= u);
                values[at.min(values.len() - 1)]
            }
            Shape::Erlang { .. } | Shape::Gamma { .. } => {
                unreachable!("drawn from a stream of their own")
            }
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

/// Arguments that a compiler may work side by side.
const LANES: usize = 8;

/// A block of lognormal draws, in lanes.
fn fill_lognormal(mu: f64, sigma: f64, stream: Stream, mut first: u64, out: &mut [f64]) {
    for chunk in out.chunks_mut(LANES) {
        let mut lanes = [0.5; LANES];
        for (i, lane) in (first..).zip(&mut lanes[..chunk.len()]) {
            *lane = stream.uniform(i);
        }
        normal_quantiles(&mut lanes);
        for lane in &mut lanes {
            *lane = exp(mu + sigma * *lane);
        }
        chunk.copy_from_slice(&lanes[..chunk.len()]);
        first += chunk.len() as u64;
    }
}

/// Sum of `stages` exponentials, as the logarithm of a product of uniforms.
fn erlang(stage_mean: f64, stages: u32, stream: Stream) -> f64 {
    let mut sum = 0.0;
    let mut generator = stream.generator();
    for _ in 0..stages {
        sum -= libm::log(generator.uniform());
    }
    stage_mean * sum
}

/// Gamma of scale 1 by squeeze-free rejection (Marsaglia and Tsang 2000, "A simple method for
/// generating gamma variables", with the boost of their section 6 for shapes below 1).
fn standard_gamma(shape: f64, generator: &mut Generator) -> f64 {
    if shape < 1.0 {
        let boost = libm::pow(generator.uniform(), 1.0 / shape);
        return boost * standard_gamma(shape + 1.0, generator);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal_quantile(generator.uniform());
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        if libm::log(generator.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes() -> Vec<(Distribution, f64, f64)> {
        vec![
            (Distribution::constant(3.0), 3.0, 0.0),
            (Distribution::uniform(1.0, 5.0), 3.0, 4.0 / 12.0_f64.sqrt()),
            (
                Distribution::triangular(1.0, 2.0, 6.0),
                3.0,
                (21.0_f64 / 18.0).sqrt(),
            ),
            (Distribution::exponential(3.0), 3.0, 3.0),
            (Distribution::erlang(3.0, 4), 3.0, 1.5),
            (Distribution::gamma(3.0, 0.5), 3.0, 1.5),
            (Distribution::gamma(3.0, 1.5), 3.0, 4.5),
            (Distribution::lognormal(3.0, 0.35), 3.0, 1.05),
            (Distribution::weibull(3.0, 1.0), 3.0, 3.0),
            (
                Distribution::empirical(&[1.0, 2.0, 6.0], &[1.0, 1.0, 2.0]),
                3.75,
                2.277_608_394_786_075,
            ),
        ]
    }

    #[test]
    fn means_and_spreads_are_as_named() {
        for (distribution, mean, sd) in shapes() {
            assert!(
                (distribution.mean() - mean).abs() < 1e-12,
                "{distribution:?}"
            );
            let n = 400_000;
            let stream = Stream::root(9, 0).named("moments");
            let mut draws = vec![0.0; n];
            distribution.fill(stream, 0, &mut draws);
            let average = draws.iter().sum::<f64>() / n as f64;
            let spread = (draws
                .iter()
                .map(|x| (x - average) * (x - average))
                .sum::<f64>()
                / n as f64)
                .sqrt();
            assert!(
                (average - mean).abs() <= 5.0 * sd / (n as f64).sqrt() + 1e-12,
                "mean {average} of {distribution:?}"
            );
            assert!(
                (spread - sd).abs() <= 0.02 * sd + 1e-12,
                "sd {spread} against {sd} of {distribution:?}"
            );
        }
    }

    /// Two-sample Kolmogorov–Smirnov distance between our draws and an oracle's.
    fn distance(ours: &mut [f64], theirs: &mut [f64]) -> f64 {
        ours.sort_by(f64::total_cmp);
        theirs.sort_by(f64::total_cmp);
        let (mut i, mut j, mut worst) = (0, 0, 0.0_f64);
        while i < ours.len() && j < theirs.len() {
            if ours[i] <= theirs[j] {
                i += 1;
            } else {
                j += 1;
            }
            worst =
                worst.max((i as f64 / ours.len() as f64 - j as f64 / theirs.len() as f64).abs());
        }
        worst
    }

    #[test]
    fn draws_follow_the_distributions_of_rand_distr() {
        let n = 200_000;
        let stream = Stream::root(5, 0);
        let check =
            |name: &str, ours: &Distribution, oracle: &mut dyn FnMut(&mut Generator) -> f64| {
                let mut own = vec![0.0; n];
                ours.fill(stream.named(name), 0, &mut own);
                let mut generator = stream.named("oracle").named(name).generator();
                let mut other: Vec<f64> = (0..n).map(|_| oracle(&mut generator)).collect();
                let d = distance(&mut own, &mut other);
                // Two-sample KS at the level 0.001: 1.95 · sqrt(2/n).
                assert!(d < 1.95 * (2.0 / n as f64).sqrt(), "{name}: distance {d}");
            };
        let variance = libm::log1p(0.35_f64 * 0.35);
        let lognormal =
            rand_distr::LogNormal::new(libm::log(2.1) - variance / 2.0, variance.sqrt()).unwrap();
        check("lognormal", &Distribution::lognormal(2.1, 0.35), &mut |g| {
            lognormal.sample(g)
        });
        let gamma = rand_distr::Gamma::new(4.0, 0.5).unwrap();
        check("gamma", &Distribution::gamma(2.0, 0.5), &mut |g| {
            gamma.sample(g)
        });
        check("erlang", &Distribution::erlang(2.0, 4), &mut |g| {
            gamma.sample(g)
        });
        let thin = rand_distr::Gamma::new(0.5, 4.0).unwrap();
        check(
            "thin gamma",
            &Distribution::gamma(2.0, 2.0_f64.sqrt()),
            &mut |g| thin.sample(g),
        );
        let weibull = rand_distr::Weibull::new(2.0 / libm::tgamma(1.5), 2.0).unwrap();
        check("weibull", &Distribution::weibull(2.0, 2.0), &mut |g| {
            weibull.sample(g)
        });
        let triangular = rand_distr::Triangular::new(1.0, 6.0, 2.0).unwrap();
        check(
            "triangular",
            &Distribution::triangular(1.0, 2.0, 6.0),
            &mut |g| triangular.sample(g),
        );
        let exponential = rand_distr::Exp::new(0.5).unwrap();
        check("exponential", &Distribution::exponential(2.0), &mut |g| {
            exponential.sample(g)
        });
    }

    #[test]
    fn a_rate_next_to_nothing_gives_a_long_gap_and_a_rate_its_mean() {
        let stream = Stream::root(6, 0).named("gap");
        let n = 100_000_u64;
        let total: SimDuration = (0..n).map(|i| poisson_gap(stream, i, 4.0)).sum();
        let mean = total.days() / n as f64;
        assert!(
            (mean / 0.25 - 1.0).abs() < 5.0 / (n as f64).sqrt(),
            "{mean}"
        );
        for per_day in [1e-9, 1e-17, 1e-300] {
            let gap = poisson_gap(stream, 1, per_day).days();
            assert!(gap > 1e7 && gap <= LONGEST_GAP_DAYS, "{gap} d");
        }
    }

    #[test]
    fn a_block_has_the_bits_of_single_draws() {
        let stream = Stream::root(4, 4).named("block");
        for (distribution, _, _) in shapes() {
            for length in [1, 7, 8, 9, 64, 1_000] {
                let mut block = vec![0.0; length];
                distribution.fill(stream, 3, &mut block);
                for (i, drawn) in (3..).zip(&block) {
                    assert_eq!(
                        drawn.to_bits(),
                        distribution.draw(stream, i).to_bits(),
                        "{distribution:?}"
                    );
                }
            }
        }
    }
}
