//! Exponential, logarithm, sine and cosine: the same bits on every CPU, fit to run side by side.
//!
//! Written without branches, tables, calls and fused operations, so that a compiler may work four
//! or eight arguments at once; whatever the width, each result has the bits it has alone. Errors
//! are measured against `libm`, which is itself within one unit in the last place (ulp).
//!
//! Coefficients not named otherwise are minimax (Remez) approximations of the relative error.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the instruction set of its caller"
)]

/// Adding it rounds a number below 2^51 to a whole one, ties to even, which then stands in the
/// low bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// ln 2 in two parts: products of the first with whole numbers below 2^11 are exact.
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// `value` to the nearest whole number, ties to even.
///
/// `value` must lie within ±2^51.
#[inline(always)]
pub(super) fn whole(value: f64) -> i64 {
    (value + ROUND)
        .to_bits()
        .wrapping_sub(ROUND.to_bits())
        .cast_signed()
}

/// 2^`y` to within 2 ulp, for `y` from −1,000 to 1,000.
#[inline(always)]
pub(super) fn exp2(y: f64) -> f64 {
    let shifted = y + ROUND;
    scaled_exp((y - (shifted - ROUND)) * std::f64::consts::LN_2, shifted)
}

/// e^`x` to within 2 ulp for `x` from −700 to 700, which others are clamped to.
///
/// The argument is reduced in two steps (Cody and Waite 1980) to |r| ≤ ln 2 / 2.
#[inline(always)]
pub(super) fn exp(x: f64) -> f64 {
    let x = if x < 700.0 { x } else { 700.0 };
    let x = if x > -700.0 { x } else { -700.0 };
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let k = shifted - ROUND;
    scaled_exp((x - k * LN2_HIGH) - k * LN2_LOW, shifted)
}

/// e^`r` · 2^k for |r| ≤ ln 2 / 2, with k in the low bits of `shifted`.
#[inline(always)]
fn scaled_exp(r: f64, shifted: f64) -> f64 {
    let sum = 1.0 + (r + r * r * estrin(&EXP, r));
    f64::from_bits(sum.to_bits().wrapping_add(shifted.to_bits() << 52))
}

/// (e^r − 1 − r) / r²; remainder 4e-18.
const EXP: [f64; 10] = [
    0.500_000_000_000_001_1,
    0.166_666_666_666_664_13,
    0.041_666_666_666_530_267,
    0.008_333_333_333_494_343,
    0.001_388_888_894_359_85,
    0.000_198_412_695_067_591_3,
    2.480_149_313_524_595e-5,
    2.755_758_628_414_972e-6,
    2.763_023_428_895_787e-7,
    2.500_006_696_634_809_3e-8,
];

/// A polynomial of degree 9, constant term first, in pairs (Estrin 1960): as many operations as
/// Horner's rule but one, and fewer that wait for each other.
#[inline(always)]
fn estrin(c: &[f64; 10], x: f64) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let low = (c[0] + c[1] * x) + (c[2] + c[3] * x) * x2;
    let middle = (c[4] + c[5] * x) + (c[6] + c[7] * x) * x2;
    let high = c[8] + c[9] * x;
    low + x4 * (middle + x4 * high)
}

/// ln `x` to within 1 ulp, for finite `x` that is not subnormal and above zero.
///
/// Source: `__ieee754_log` of FreeBSD's msun (Sun Microsystems 1993), without its branches:
/// x = 2^k · (1 + f), s = f / (2 + f), ln(1 + f) = f − s · (f − R(s²)).
#[inline(always)]
pub(super) fn ln(x: f64) -> f64 {
    /// √½ in its high word: mantissas lie between it and √2.
    const HALF_ROOT: u64 = 0x3fe6_a09e_0000_0000;
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    /// 2^52: a whole number below it, put into its low bits, is added to it.
    const TWO_52: u64 = 0x4330_0000_0000_0000;
    let bits = x.to_bits().wrapping_add(ONE - HALF_ROOT);
    let k = f64::from_bits((bits >> 52) | TWO_52) - (f64::from_bits(TWO_52) + 1_023.0);
    let mantissa = (bits & 0x000f_ffff_ffff_ffff).wrapping_add(HALF_ROOT);
    let f = f64::from_bits(mantissa) - 1.0;
    let s = f / (2.0 + f);
    let square = s * s;
    let fourth = square * square;
    let odd = fourth * (LN[1] + fourth * (LN[3] + fourth * LN[5]));
    let even = square * (LN[0] + fourth * (LN[2] + fourth * (LN[4] + fourth * LN[6])));
    let half_square = 0.5 * f * f;
    let rest = s * (half_square + (odd + even)) + k * LN2_LOW;
    k * LN2_HIGH - ((half_square - rest) - f)
}

/// R(s²) of [`ln`].
const LN: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// Cosine and sine of `turn` whole turns, to within 2e-16, for `turn` from 0 to 1.
///
/// The turn is reduced to the nearest quarter, which is exact.
#[inline(always)]
pub(super) fn cos_sin(turn: f64) -> (f64, f64) {
    let quarters = turn * 4.0;
    let shifted = quarters + ROUND;
    let f = quarters - (shifted - ROUND);
    let quadrant = shifted.to_bits();
    let square = f * f;
    let sine = f * degree_7(&SIN, square);
    let cosine = degree_7(&COS, square);
    let (cosine, sine) = if quadrant & 1 == 0 {
        (cosine, sine)
    } else {
        (sine, cosine)
    };
    let flip = |value: f64, quadrant: u64| f64::from_bits(value.to_bits() ^ ((quadrant & 2) << 62));
    (flip(cosine, quadrant.wrapping_add(1)), flip(sine, quadrant))
}

/// A polynomial of degree 7, constant term first, in pairs.
#[inline(always)]
fn degree_7(c: &[f64; 8], x: f64) -> f64 {
    let x2 = x * x;
    let low = (c[0] + c[1] * x) + (c[2] + c[3] * x) * x2;
    let high = (c[4] + c[5] * x) + (c[6] + c[7] * x) * x2;
    low + x2 * x2 * high
}

/// sin(π/2 · f) / f in f², |f| ≤ 1/2; remainder 2e-21.
const SIN: [f64; 8] = [
    std::f64::consts::FRAC_PI_2,
    -0.645_964_097_506_246_3,
    0.079_692_626_246_166_92,
    -0.004_681_754_135_314_739,
    0.000_160_441_184_725_671_92,
    -3.598_842_711_288_431_4e-6,
    5.691_926_149_799_193_4e-8,
    -6.627_430_863_630_293e-10,
];

/// cos(π/2 · f) in f², |f| ≤ 1/2; remainder 4e-20.
const COS: [f64; 8] = [
    1.0,
    -1.233_700_550_136_169_7,
    0.253_669_507_901_046_6,
    -0.020_863_480_763_308_004,
    0.000_919_260_274_146_77,
    -2.520_203_655_820_464e-5,
    4.710_603_581_194_001e-7,
    -6.320_557_328_821_89e-9,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Stream;

    /// Largest distance in ulp of a function from its oracle over a million arguments.
    fn worst_ulp(
        argument: impl Fn(f64) -> f64,
        own: impl Fn(f64) -> f64,
        oracle: impl Fn(f64) -> f64,
    ) -> u64 {
        let stream = Stream::root(2, 0).named("function");
        let ulp = |i| {
            let x = argument(stream.uniform(i));
            own(x).to_bits().abs_diff(oracle(x).to_bits())
        };
        (0..1_000_000).map(ulp).max().expect("a million")
    }

    #[test]
    fn exponentials_are_within_two_ulp() {
        assert!(worst_ulp(|u| (u - 0.5) * 1_400.0, exp, libm::exp) <= 2);
        assert!(worst_ulp(|u| (u - 0.5) * 4.0, exp, libm::exp) <= 2);
        assert!(worst_ulp(|u| (u - 0.5) * 2_000.0, exp2, libm::exp2) <= 2);
        assert!(worst_ulp(|u| u * 50.0, exp2, libm::exp2) <= 2);
        assert_eq!(exp(0.0).to_bits(), 1.0_f64.to_bits());
        assert_eq!(exp2(10.0).to_bits(), 1_024.0_f64.to_bits());
    }

    #[test]
    fn the_logarithm_is_within_one_ulp() {
        assert!(worst_ulp(|u| u, ln, libm::log) <= 1);
        assert!(worst_ulp(|u| 0.9 + 0.2 * u, ln, libm::log) <= 1);
        assert!(worst_ulp(|u| libm::exp(1_400.0 * (u - 0.5)), ln, libm::log) <= 1);
        assert_eq!(ln(1.0).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn cosine_and_sine_keep_to_the_circle() {
        let stream = Stream::root(3, 0).named("turn");
        // The oracle's argument is itself rounded: by up to 7e-16 in a whole turn, by next to
        // nothing in a small one.
        for (largest, tolerance) in [(1.0, 1.2e-15), (0.125, 2.5e-16)] {
            for i in 0..500_000 {
                let turn = largest * stream.uniform(i);
                let (cosine, sine) = cos_sin(turn);
                let angle = turn * std::f64::consts::TAU;
                assert!((cosine - libm::cos(angle)).abs() < tolerance, "{turn}");
                assert!((sine - libm::sin(angle)).abs() < tolerance, "{turn}");
                assert!((cosine * cosine + sine * sine - 1.0).abs() < 7e-16);
            }
        }
        for (turn, expected) in [(0.25, (0.0, 1.0)), (0.5, (-1.0, 0.0)), (0.75, (0.0, -1.0))] {
            let (cosine, sine) = cos_sin(turn);
            assert!((cosine - expected.0).abs() < 2e-16 && (sine - expected.1).abs() < 2e-16);
        }
    }

    #[test]
    fn whole_rounds_to_the_nearest_and_ties_to_even() {
        for (value, expected) in [
            (0.0, 0),
            (0.5, 0),
            (1.5, 2),
            (2.4, 2),
            (-3.6, -4),
            (1e15, 1_000_000_000_000_000),
        ] {
            assert_eq!(whole(value), expected, "{value}");
        }
    }
}
