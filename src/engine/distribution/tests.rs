//! Draws against exact moments, an oracle, and each other.

use pulp::Arch;

use super::*;
use crate::engine::random::Generator;

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
        worst = worst.max((i as f64 / ours.len() as f64 - j as f64 / theirs.len() as f64).abs());
    }
    worst
}

#[test]
fn draws_follow_the_distributions_of_rand_distr() {
    let n = 200_000;
    let stream = Stream::root(5, 0);
    let check = |name: &str, ours: &Distribution, oracle: &mut dyn FnMut(&mut Generator) -> f64| {
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
        for (first, length) in [
            (0, 1),
            (3, 7),
            (2, 8),
            (5, 15),
            (4, 16),
            (1, 64),
            (6, 150),
            (7, 1_000),
        ] {
            let mut block = vec![0.0; length];
            let mut spans = vec![SimDuration::ZERO; length];
            distribution.fill(stream, first, &mut block);
            distribution.fill_spans(stream, first, &mut spans);
            for (i, (drawn, span)) in (first..).zip(block.iter().zip(&spans)) {
                let single = distribution.draw(stream, i);
                assert_eq!(drawn.to_bits(), single.to_bits(), "{distribution:?}");
                assert_eq!(*span, distribution.span(stream, i), "{distribution:?}");
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn every_instruction_set_gives_the_same_bits() {
    let stream = Stream::root(4, 5).named("width");
    let sets = [
        pulp::x86::V3::try_new().map(Arch::V3),
        pulp::x86::V4::try_new().map(Arch::V4),
    ];
    for (distribution, _, _) in shapes() {
        let bits = |arch| {
            let mut draws = vec![0.0_f64; 10_000];
            distribution.fill_with(arch, stream, 0, &mut draws);
            draws.iter().map(|draw| draw.to_bits()).collect::<Vec<_>>()
        };
        let plain = bits(Arch::Scalar);
        for arch in sets.into_iter().flatten() {
            assert_eq!(bits(arch), plain, "{distribution:?} with {arch:?}");
        }
    }
}

#[test]
fn spans_are_whole_and_never_negative() {
    let stream = Stream::root(4, 6);
    let span = |value| Distribution::constant(value).span(stream, 0).millis();
    assert_eq!([span(-5.0), span(2.4), span(2.6)], [0, 2, 3]);
    assert_eq!(span(1e300), 1 << 50, "35,000 years are beyond any horizon");
}

#[test]
fn in_another_unit_every_draw_is_as_many_times_as_large() {
    let stream = Stream::root(11, 0).named("unit");
    for (distribution, mean, _) in shapes() {
        let scaled = distribution.scaled(1.7);
        assert!((scaled.mean() - 1.7 * mean).abs() < 1e-12, "{scaled:?}");
        for i in 0..1_000 {
            let (was, is) = (distribution.draw(stream, i), scaled.draw(stream, i));
            assert!(
                (is - 1.7 * was).abs() < 1e-12 * is.abs(),
                "{scaled:?}: {was}, {is}"
            );
        }
    }
}
