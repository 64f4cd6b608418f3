//! Draws against the exact distribution functions, far into the tails.

use sanpedro::engine::{Distribution, Stream};
use statrs::distribution::{
    Continuous, ContinuousCDF, Exp, Gamma, LogNormal, Triangular, Uniform, Weibull,
};

/// Draws of each distribution.
const DRAWS: usize = 4_000_000;

/// What a distribution must be: its name, its distribution function, its mean and its coefficient
/// of variation, by an oracle that shares no code with ours.
struct Exact<'a> {
    name: &'a str,
    cdf: &'a dyn Fn(f64) -> f64,
    quantile: &'a dyn Fn(f64) -> f64,
    mean: f64,
    cv: f64,
}

/// Sorted draws, made in blocks.
fn draws(distribution: &Distribution, name: &str) -> Vec<f64> {
    let mut sample = vec![0.0; DRAWS];
    distribution.fill(Stream::root(20, 0).named(name), 0, &mut sample);
    sample.sort_unstable_by(f64::total_cmp);
    sample
}

fn holds(distribution: &Distribution, exact: &Exact<'_>) {
    let Exact { name, mean, cv, .. } = *exact;
    let sample = draws(distribution, name);
    let n = DRAWS as f64;

    // Kolmogorov and Smirnov, one sample, at the level of 0.001: 1.949 / √n.
    let distance = |(place, x): (usize, &f64)| {
        let expected = (exact.cdf)(*x);
        let (below, upto) = (place as f64 / n, (place + 1) as f64 / n);
        (expected - below).abs().max((expected - upto).abs())
    };
    let worst = sample.iter().enumerate().map(distance).fold(0.0, f64::max);
    assert!(worst < 1.949 / n.sqrt(), "{name}: distance {worst}");

    // Mean and spread, within five standard errors of their own.
    let average = sample.iter().sum::<f64>() / n;
    let central = |power: i32| {
        sample
            .iter()
            .map(|x| (x - average).powi(power))
            .sum::<f64>()
            / n
    };
    let (variance, fourth) = (central(2), central(4));
    let sd = variance.sqrt();
    assert!(
        (average - mean).abs() < 5.0 * sd / n.sqrt(),
        "{name}: mean {average}"
    );
    let error = (fourth / (variance * variance) - 1.0).sqrt() / (2.0 * n.sqrt());
    assert!(
        ((sd / mean) / cv - 1.0).abs() < 5.0 * error + 5.0 * cv / n.sqrt(),
        "{name}: coefficient of variation {}",
        sd / mean
    );

    // As many beyond the 99.9 % and 99.999 % quantiles as there should be: 4,000 and 40.
    for (p, expected) in [(0.999, 4_000.0_f64), (0.999_99, 40.0)] {
        let limit = (exact.quantile)(p);
        let beyond = DRAWS - sample.partition_point(|x| *x <= limit);
        assert!(
            (beyond as f64 - expected).abs() < 5.0 * expected.sqrt(),
            "{name}: {beyond} beyond the quantile of {p}"
        );
    }
}

fn of<D: ContinuousCDF<f64, f64> + Continuous<f64, f64>>(
    name: &str,
    ours: &Distribution,
    oracle: &D,
    (mean, cv): (f64, f64),
) {
    let exact = Exact {
        name,
        cdf: &|x| oracle.cdf(x),
        quantile: &|p| oracle.inverse_cdf(p),
        mean,
        cv,
    };
    holds(ours, &exact);
}

#[test]
fn lognormal() {
    let variance = libm::log1p(0.35 * 0.35);
    let oracle = LogNormal::new(libm::log(2.1) - variance / 2.0, variance.sqrt());
    of(
        "lognormal",
        &Distribution::lognormal(2.1, 0.35),
        &oracle.expect("an oracle"),
        (2.1, 0.35),
    );
}

#[test]
fn gamma_of_either_kind() {
    for (name, cv) in [("gamma", 0.5_f64), ("thin gamma", 1.6)] {
        let shape = 1.0 / (cv * cv);
        let oracle = Gamma::new(shape, shape / 2.0).expect("an oracle");
        of(name, &Distribution::gamma(2.0, cv), &oracle, (2.0, cv));
    }
}

#[test]
fn erlang() {
    let oracle = Gamma::new(3.0, 1.5).expect("an oracle");
    let cv = 1.0 / 3.0_f64.sqrt();
    of("erlang", &Distribution::erlang(2.0, 3), &oracle, (2.0, cv));
}

#[test]
fn exponential() {
    let oracle = Exp::new(0.5).expect("an oracle");
    of(
        "exponential",
        &Distribution::exponential(2.0),
        &oracle,
        (2.0, 1.0),
    );
}

#[test]
fn weibull() {
    // Shape 2: Γ(1.5) = √π / 2, so the coefficient of variation is √(4/π − 1).
    let scale = 2.0 / (std::f64::consts::PI.sqrt() / 2.0);
    let oracle = Weibull::new(2.0, scale).expect("an oracle");
    let cv = (4.0 / std::f64::consts::PI - 1.0).sqrt();
    of(
        "weibull",
        &Distribution::weibull(2.0, 2.0),
        &oracle,
        (2.0, cv),
    );
}

#[test]
fn triangular() {
    let oracle = Triangular::new(1.0, 6.0, 2.0).expect("an oracle");
    let (mean, sd) = (3.0, (21.0_f64 / 18.0).sqrt());
    of(
        "triangular",
        &Distribution::triangular(1.0, 2.0, 6.0),
        &oracle,
        (mean, sd / mean),
    );
}

#[test]
fn uniform() {
    let oracle = Uniform::new(1.0, 5.0).expect("an oracle");
    let cv = (16.0_f64 / 12.0).sqrt() / 3.0;
    of(
        "uniform",
        &Distribution::uniform(1.0, 5.0),
        &oracle,
        (3.0, cv),
    );
}

#[test]
fn constant() {
    let mut sample = vec![0.0; 1_000];
    Distribution::constant(2.0).fill(Stream::root(20, 0), 0, &mut sample);
    assert!(sample.iter().all(|x| x.to_bits() == 2.0_f64.to_bits()));
}
