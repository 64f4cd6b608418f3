//! How each shape is drawn, a group of draws at a time: loops without branches that depend on a
//! draw, for whatever instructions their caller is compiled for.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the instruction set of its caller"
)]

use std::hint::black_box;

use crate::engine::function::{cos_sin, exp, exp2, ln, whole};
use crate::engine::random::Stream;
use crate::engine::time::SimDuration;

/// Stands in a block of 32-bit spans for one that is no shorter, 74 hours: such a span is drawn
/// again when it is wanted. So the sum of 16 spans fits 32 bits.
pub(crate) const TOO_LONG: u32 = (1 << 28) - 1;

/// Draws worked side by side: two of the widest vectors, since normal draws come in pairs.
pub(super) const GROUP: usize = 16;
/// Groups worked at once.
pub(super) const GROUPS: usize = 8;

/// What a draw is given as.
pub(super) trait Drawn: Copy {
    /// Of a drawn number.
    fn of(draw: f64) -> Self;
}

impl Drawn for f64 {
    #[inline(always)]
    fn of(draw: f64) -> Self {
        draw
    }
}

/// A number of milliseconds, to the nearest whole one; not negative and below 35,000 years.
impl Drawn for SimDuration {
    #[inline(always)]
    fn of(draw: f64) -> Self {
        const LONGEST: f64 = 1_125_899_906_842_624.0;
        let draw = if draw < LONGEST { draw } else { LONGEST };
        let draw = if draw > 0.0 { draw } else { 0.0 };
        Self::from_millis(whole(draw))
    }
}

/// The same in 32 bits; longer spans are [`TOO_LONG`].
impl Drawn for u32 {
    #[inline(always)]
    fn of(draw: f64) -> Self {
        const LONGEST: f64 = TOO_LONG as f64;
        let draw = if draw < LONGEST { draw } else { LONGEST };
        let draw = if draw > 0.0 { draw } else { 0.0 };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the largest"
        )]
        let millis = whole(draw) as u32;
        millis
    }
}

/// Every draw of a block by itself.
#[inline(always)]
pub(super) fn each<T: Drawn>(first: u64, out: &mut [[T; GROUP]], draw: impl Fn(u64) -> f64) {
    for (i, group) in numbered(first, out) {
        for (place, slot) in group.iter_mut().enumerate() {
            *slot = T::of(draw(i.wrapping_add(place as u64)));
        }
    }
}

/// Groups with the number of their first draw.
#[inline(always)]
fn numbered<T>(first: u64, out: &mut [[T; GROUP]]) -> impl Iterator<Item = (u64, &mut [T; GROUP])> {
    let number = move |group: usize| first.wrapping_add((group * GROUP) as u64);
    out.iter_mut()
        .enumerate()
        .map(move |(place, group)| (number(place), group))
}

/// Inverse of the triangular distribution function.
#[inline(always)]
pub(super) fn triangular(low: f64, mode: f64, high: f64, u: f64) -> f64 {
    let (width, left) = (high - low, mode - low);
    let rising = low + (u * width * left).sqrt();
    let falling = high - ((1.0 - u) * width * (high - mode)).sqrt();
    if u * width < left { rising } else { falling }
}

/// The first value whose cumulative weight exceeds `u`.
pub(super) fn empirical(values: &[f64], cumulative: &[f64], u: f64) -> f64 {
    let at = cumulative.partition_point(|upto| *upto <= u);
    values[at.min(values.len() - 1)]
}

/// Inverse of the Weibull distribution function.
#[inline(always)]
pub(super) fn weibull(scale: f64, inverse_shape: f64, u: f64) -> f64 {
    scale * exp(inverse_shape * ln(-ln(u)))
}

/// Sums of `stages` exponentials.
#[inline(always)]
pub(super) fn erlang<T: Drawn>(
    stage_mean: f64,
    stages: u32,
    stream: Stream,
    first: u64,
    out: &mut [[T; GROUP]],
) {
    for (i, group) in numbered(first, out) {
        let mut sums = [0.0; GROUP];
        for stage in 0..u64::from(stages) {
            for (place, sum) in sums.iter_mut().enumerate() {
                let own = stream.child(i.wrapping_add(place as u64));
                *sum -= ln(own.uniform(stage));
            }
        }
        for (slot, sum) in group.iter_mut().zip(&sums) {
            *slot = T::of(stage_mean * sum);
        }
    }
}

/// Logarithms to base 2 of lognormal draws `even` and `even + 1`: a pair of independent normal
/// draws from a pair of uniforms (Box and Muller 1958), the first as a radius, the second as a
/// direction. Exact up to the grid of the uniforms, which ends the tails at 8.6 deviations.
#[inline(always)]
pub(super) fn lognormal_pair(median: f64, spread: f64, stream: Stream, even: u64) -> [f64; 2] {
    let radius = spread * (-ln(stream.uniform(even))).sqrt();
    let (cosine, sine) = cos_sin(stream.uniform(even.wrapping_add(1)));
    [median + radius * cosine, median + radius * sine]
}

/// Numbers of a group, on the boundary that the widest instructions like: even ones, odd ones.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Pairs {
    even: [f64; GROUP / 2],
    odd: [f64; GROUP / 2],
}

/// Lognormal draws of up to [`GROUPS`] groups. Each step is a loop of its own: the rounds of a
/// short loop depend on nothing but each other's clock, and the processor overlaps them. Where the
/// steps are parted was measured.
#[inline(always)]
pub(super) fn lognormal<T: Drawn>(
    median: f64,
    spread: f64,
    stream: Stream,
    first: u64,
    out: &mut [[T; GROUP]],
) {
    let mut pairs = [Pairs {
        even: [0.0; GROUP / 2],
        odd: [0.0; GROUP / 2],
    }; GROUPS];
    let pairs = &mut pairs[..out.len()];
    for (group, pairs) in pairs.iter_mut().enumerate() {
        // Opaque, or the compiler works the same place of eight groups side by side, whether or
        // not there are so many, and scatters the results: 160 ns a call.
        let first = black_box(first.wrapping_add((group * GROUP) as u64));
        for pair in 0..GROUP / 2 {
            pairs.even[pair] = stream.uniform(first.wrapping_add(2 * pair as u64));
        }
        for pair in 0..GROUP / 2 {
            pairs.odd[pair] = stream.uniform(first.wrapping_add(2 * pair as u64 + 1));
        }
    }
    for pairs in pairs.iter_mut() {
        for uniform in &mut pairs.even {
            *uniform = spread * (-ln(*uniform)).sqrt();
        }
        for pair in 0..GROUP / 2 {
            let radius = pairs.even[pair];
            let (cosine, sine) = cos_sin(pairs.odd[pair]);
            pairs.even[pair] = median + radius * cosine;
            pairs.odd[pair] = median + radius * sine;
        }
    }
    for (group, pairs) in out.iter_mut().zip(pairs.iter()) {
        let mut logarithms = [0.0; GROUP];
        for pair in 0..GROUP / 2 {
            logarithms[2 * pair] = pairs.even[pair];
            logarithms[2 * pair + 1] = pairs.odd[pair];
        }
        for (slot, logarithm) in group.iter_mut().zip(&logarithms) {
            *slot = T::of(exp2(*logarithm));
        }
    }
}

/// Gamma draws: the first attempts side by side, the rare others one by one.
#[inline(always)]
pub(super) fn gamma<T: Drawn>(
    shape: f64,
    scale: f64,
    stream: Stream,
    first: u64,
    out: &mut [[T; GROUP]],
) {
    for (i, group) in numbered(first, out) {
        let own = |place: usize| stream.child(i.wrapping_add(place as u64));
        let mut draws = [0.0; GROUP];
        for (place, draw) in draws.iter_mut().enumerate() {
            *draw = scale * gamma_attempt(shape, own(place), 0);
        }
        for (place, draw) in draws.iter_mut().enumerate() {
            if draw.is_nan() {
                *draw = gamma_from(shape, scale, own(place), 1);
            }
        }
        for (slot, draw) in group.iter_mut().zip(&draws) {
            *slot = T::of(*draw);
        }
    }
}

/// A gamma draw, from an attempt on.
#[inline(always)]
pub(super) fn gamma_from(shape: f64, scale: f64, stream: Stream, mut attempt: u64) -> f64 {
    loop {
        let draw = scale * gamma_attempt(shape, stream, attempt);
        if !draw.is_nan() {
            return draw;
        }
        attempt += 1;
    }
}

/// An attempt at a gamma draw of scale 1, NaN if it is rejected, by squeeze-free rejection
/// (Marsaglia and Tsang 2000, "A simple method for generating gamma variables", with the boost of
/// their section 6 for shapes below 1).
#[inline(always)]
fn gamma_attempt(shape: f64, stream: Stream, attempt: u64) -> f64 {
    let uniform = |n: u64| stream.uniform(4 * attempt + n);
    let boosted = if shape < 1.0 { shape + 1.0 } else { shape };
    let d = boosted - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    let (cosine, _) = cos_sin(uniform(1));
    let x = (-2.0 * ln(uniform(0))).sqrt() * cosine;
    let root = 1.0 + c * x;
    let v = root * root * root;
    let accepted = ln(uniform(2)) < 0.5 * x * x + d - d * v + d * ln(v);
    let boost = if shape < 1.0 {
        exp(ln(uniform(3)) / shape)
    } else {
        1.0
    };
    if root > 0.0 && accepted {
        boost * d * v
    } else {
        f64::NAN
    }
}
