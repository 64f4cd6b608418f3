//! Draws, one at a time or in blocks: the same bits either way, on every CPU.
//!
//! A block is worked with the widest instructions the machine has, chosen at run time: the loops
//! of [`kernel`](super::kernel) are plain, and compiled once for each set. They have no branches
//! that depend on a draw and use no fused operations, so that width does not show in the bits.
//! What cannot be had without branches (the rare second attempt of a gamma) is mended afterwards,
//! one by one.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the instruction set of its caller"
)]

use std::sync::LazyLock;

use pulp::{Arch, Simd, WithSimd};

use super::kernel::{
    Drawn, GROUP, GROUPS, each, empirical, erlang, gamma, gamma_from, lognormal, lognormal_pair,
    triangular, weibull,
};
use super::{Distribution, Shape};
use crate::engine::function::{exp2, ln};
use crate::engine::random::Stream;
use crate::engine::time::SimDuration;

/// The widest instructions of this machine.
static WIDEST: LazyLock<Arch> = LazyLock::new(Arch::new);

impl Distribution {
    /// Draw `i` of `stream`.
    pub fn draw(&self, stream: Stream, i: u64) -> f64 {
        match &self.shape {
            Shape::Lognormal { median, spread } => {
                let [even, odd] = lognormal_pair(*median, *spread, stream, i & !1);
                exp2(if i & 1 == 0 { even } else { odd })
            }
            shape => shape.single(stream, i),
        }
    }

    /// Draw `i` of `stream` as a span: the number is milliseconds, rounded to the nearest whole
    /// one, ties to even, and never negative.
    pub fn span(&self, stream: Stream, i: u64) -> SimDuration {
        SimDuration::of(self.draw(stream, i))
    }

    /// Draws `first..first + out.len()` of `stream`, the same bits as [`draw`](Self::draw).
    pub fn fill(&self, stream: Stream, first: u64, out: &mut [f64]) {
        self.fill_with(*WIDEST, stream, first, out);
    }

    /// Spans `first..first + out.len()` of `stream`, the same as [`span`](Self::span). Fastest
    /// where `first` is even and the length a multiple of 16.
    pub fn fill_spans(&self, stream: Stream, first: u64, out: &mut [SimDuration]) {
        self.fill_with(*WIDEST, stream, first, out);
    }

    /// Spans in 32 bits: [`TOO_LONG`](super::TOO_LONG) stands for all that are no
    /// shorter, which [`span`](Self::span) can tell apart.
    pub(crate) fn fill_short_spans(&self, stream: Stream, first: u64, out: &mut [u32]) {
        self.fill_with(*WIDEST, stream, first, out);
    }

    /// Draws with one set of instructions.
    pub(super) fn fill_with<T: Drawn>(
        &self,
        arch: Arch,
        stream: Stream,
        first: u64,
        out: &mut [T],
    ) {
        let odd = usize::from(first & 1 == 1).min(out.len());
        let (alone, out) = out.split_at_mut(odd);
        for slot in alone {
            *slot = T::of(self.draw(stream, first));
        }
        let first = first + odd as u64;
        match &self.shape {
            Shape::Lognormal { median, spread } => arch.dispatch(Fill {
                blocks: &Lognormal {
                    median: *median,
                    spread: *spread,
                },
                stream,
                first,
                out,
            }),
            shape => arch.dispatch(Fill {
                blocks: shape,
                stream,
                first,
                out,
            }),
        }
    }
}

/// What draws come from, block by block.
trait Blocks {
    /// Draws from `first`, which is even, in order; up to [`GROUPS`] groups.
    fn block<T: Drawn>(&self, stream: Stream, first: u64, out: &mut [[T; GROUP]]);
}

/// The commonest shape by itself: what the others prepare before their first draw would cost it as
/// much as a dozen draws.
struct Lognormal {
    median: f64,
    spread: f64,
}

impl Blocks for Lognormal {
    #[inline(always)]
    fn block<T: Drawn>(&self, stream: Stream, first: u64, out: &mut [[T; GROUP]]) {
        lognormal(self.median, self.spread, stream, first, out);
    }
}

/// The work of [`Distribution::fill`], with `first` even.
struct Fill<'a, B, T> {
    blocks: &'a B,
    stream: Stream,
    first: u64,
    out: &'a mut [T],
}

impl<B: Blocks, T: Drawn> WithSimd for Fill<'_, B, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self {
            blocks,
            stream,
            mut first,
            out,
        } = self;
        let (groups, rest) = out.as_chunks_mut::<GROUP>();
        for groups in groups.chunks_mut(GROUPS) {
            blocks.block(stream, first, groups);
            first += (GROUP * groups.len()) as u64;
        }
        if !rest.is_empty() {
            let mut last = [[T::of(0.0); GROUP]];
            blocks.block(stream, first, &mut last);
            rest.copy_from_slice(&last[0][..rest.len()]);
        }
    }
}

impl Blocks for Shape {
    #[inline(always)]
    fn block<T: Drawn>(&self, stream: Stream, first: u64, out: &mut [[T; GROUP]]) {
        match self {
            Self::Lognormal { .. } => unreachable!("has a fill of its own"),
            Self::Gamma { shape, scale } => gamma(*shape, *scale, stream, first, out),
            Self::Triangular { low, mode, high } => {
                each(first, out, |i| {
                    triangular(*low, *mode, *high, stream.uniform(i))
                });
            }
            Self::Exponential { mean } => each(first, out, |i| -mean * ln(stream.uniform(i))),
            Self::Erlang { stage_mean, stages } => {
                erlang(*stage_mean, *stages, stream, first, out);
            }
            Self::Weibull {
                scale,
                inverse_shape,
            } => each(first, out, |i| {
                weibull(*scale, *inverse_shape, stream.uniform(i))
            }),
            Self::Constant(value) => out.fill([T::of(*value); GROUP]),
            Self::Uniform { low, high } => {
                each(first, out, |i| low + (high - low) * stream.uniform(i));
            }
            Self::Empirical { values, cumulative } => {
                each(first, out, |i| {
                    empirical(values, cumulative, stream.uniform(i))
                });
            }
        }
    }
}

impl Shape {
    /// Draw `i` of a shape whose draws do not come in pairs.
    #[inline(always)]
    fn single(&self, stream: Stream, i: u64) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform { low, high } => low + (high - low) * stream.uniform(i),
            Self::Triangular { low, mode, high } => {
                triangular(*low, *mode, *high, stream.uniform(i))
            }
            Self::Exponential { mean } => -mean * ln(stream.uniform(i)),
            Self::Erlang { stage_mean, stages } => {
                let mut draws = [[0.0; GROUP]];
                erlang(*stage_mean, *stages, stream, i, &mut draws);
                draws[0][0]
            }
            Self::Gamma { shape, scale } => gamma_from(*shape, *scale, stream.child(i), 0),
            Self::Weibull {
                scale,
                inverse_shape,
            } => weibull(*scale, *inverse_shape, stream.uniform(i)),
            Self::Empirical { values, cumulative } => {
                empirical(values, cumulative, stream.uniform(i))
            }
            Self::Lognormal { .. } => unreachable!("drawn in pairs"),
        }
    }
}
