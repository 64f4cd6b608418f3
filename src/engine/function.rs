//! The exponential function and the normal quantile, the same bits on every CPU.
//!
//! Written without branches and without fused operations, so that a compiler may run several
//! arguments side by side: a block of results has the bits of the same results one by one.

/// `exp(x)` to within 2 ulp for arguments from −700 to 700, which others are clamped to.
///
/// Cody–Waite reduction to |r| ≤ ln 2 / 2, then the Taylor polynomial of degree 13, whose
/// remainder is below 5e-18 there.
#[inline]
pub(crate) fn exp(x: f64) -> f64 {
    /// Adding it rounds a small number to a whole one, which then stands in the low bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let x = x.clamp(-700.0, 700.0);
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    let mut sum = TAYLOR[0];
    for coefficient in &TAYLOR[1..] {
        sum = sum * r + coefficient;
    }
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1_023) << 52);
    sum * scale
}

/// 1/13!, 1/12!, … 1/1!, 1/0!.
const TAYLOR: [f64; 14] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];

/// Half-width of the central region of [`normal_quantile`] around one half.
const CENTRAL: f64 = 0.425;

/// Quantile of the standard normal distribution: algorithm AS 241, routine PPND16
/// (Wichura 1988), relative error about 1e-16 on the whole open interval (0, 1).
#[inline]
pub(crate) fn normal_quantile(p: f64) -> f64 {
    if (p - 0.5).abs() <= CENTRAL {
        central_quantile(p)
    } else {
        tail_quantile(p)
    }
}

/// [`normal_quantile`] of every entry, in place.
#[inline]
pub(crate) fn normal_quantiles<const N: usize>(values: &mut [f64; N]) {
    let p = *values;
    for value in values.iter_mut() {
        *value = central_quantile(*value);
    }
    for (value, p) in values.iter_mut().zip(p) {
        if (p - 0.5).abs() > CENTRAL {
            *value = tail_quantile(p);
        }
    }
}

/// The central region; meaningless outside.
#[inline]
fn central_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    q * ratio(
        CENTRAL * CENTRAL - q * q,
        &CENTRAL_NUMERATOR,
        &CENTRAL_DENOMINATOR,
    )
}

/// Both tails.
#[inline]
fn tail_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    let tail = (-libm::log(if q < 0.0 { p } else { 1.0 - p })).sqrt();
    let z = if tail <= 5.0 {
        ratio(tail - 1.6, &MIDDLE_NUMERATOR, &MIDDLE_DENOMINATOR)
    } else {
        ratio(tail - 5.0, &FAR_NUMERATOR, &FAR_DENOMINATOR)
    };
    z.copysign(q)
}

/// Ratio of two polynomials of degree 7, constant term first.
#[inline]
fn ratio(x: f64, numerator: &[f64; 8], denominator: &[f64; 8]) -> f64 {
    let horner = |c: &[f64; 8]| {
        ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x
            + c[0]
    };
    horner(numerator) / horner(denominator)
}

const CENTRAL_NUMERATOR: [f64; 8] = [
    3.387_132_872_796_366_5,
    1.331_416_678_917_843_8e2,
    1.971_590_950_306_551_3e3,
    1.373_169_376_550_946e4,
    4.592_195_393_154_987e4,
    6.726_577_092_700_87e4,
    3.343_057_558_358_813e4,
    2.509_080_928_730_122_7e3,
];
const CENTRAL_DENOMINATOR: [f64; 8] = [
    1.0,
    4.231_333_070_160_091e1,
    6.871_870_074_920_579e2,
    5.394_196_021_424_751e3,
    2.121_379_430_158_659_7e4,
    3.930_789_580_009_271e4,
    2.872_908_573_572_194_3e4,
    5.226_495_278_852_854e3,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    2.417_807_251_774_506e-1,
    2.272_384_498_926_918_4e-2,
    7.745_450_142_783_414e-4,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    6.897_673_349_851e-1,
    1.481_039_764_274_800_8e-1,
    1.519_866_656_361_645_7e-2,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const FAR_NUMERATOR: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    2.965_605_718_285_048_7e-1,
    2.653_218_952_657_612_4e-2,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_DENOMINATOR: [f64; 8] = [
    1.0,
    5.998_322_065_558_88e-1,
    1.369_298_809_227_358e-1,
    1.487_536_129_085_061_5e-2,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, Normal};

    use super::*;
    use crate::engine::random::Stream;

    #[test]
    fn the_exponential_is_within_two_ulp() {
        let stream = Stream::root(2, 0).named("exp");
        let mut worst = 0;
        for i in 0..1_000_000 {
            let x = (stream.uniform(i) - 0.5) * if i % 2 == 0 { 1_400.0 } else { 4.0 };
            let (ours, theirs) = (exp(x), libm::exp(x));
            worst = worst.max(ours.to_bits().abs_diff(theirs.to_bits()));
        }
        assert!(
            worst <= 2,
            "{worst} ulp from libm, which is itself within one"
        );
        assert_eq!(exp(0.0).to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn the_normal_quantile_agrees_with_an_oracle() {
        let normal = Normal::standard();
        for p in [
            1e-15,
            1e-9,
            1e-4,
            0.02,
            0.074,
            0.076,
            0.3,
            0.5,
            0.6,
            0.92,
            0.99,
            1.0 - 1e-9,
        ] {
            let (ours, theirs) = (normal_quantile(p), normal.inverse_cdf(p));
            assert!(
                (ours - theirs).abs() < 1e-9 * (1.0 + theirs.abs()),
                "quantile of {p}: {ours} against {theirs}"
            );
        }
        // Printed by Wichura 1988.
        assert!((normal_quantile(0.25) - -0.674_489_750_196_081_7).abs() < 1e-15);
        assert!((normal_quantile(0.001) - -3.090_232_306_167_813).abs() < 1e-14);
        assert!((normal_quantile(1e-20) - -9.262_340_089_798_408).abs() < 1e-13);
    }
}
