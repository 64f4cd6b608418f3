//! Spans of one stream drawn ahead in a block, kept until they are used.
//!
//! Draws come cheaper in blocks, and a block outlives what it was drawn for: work that stops for
//! the meal goes on with the rest of it. Which spans are kept shows in no result, since the i-th
//! span of a stream is the same whenever it is drawn.

use crate::engine::distribution::{Distribution, TOO_LONG};
use crate::engine::random::Stream;
use crate::engine::time::SimDuration;

/// Spans kept at most.
const AHEAD: usize = 128;
/// Draws come cheapest in multiples of this.
pub(crate) const GRID: usize = 16;

/// Spans of one stream, drawn ahead.
#[derive(Clone, Debug)]
pub struct Ahead {
    stream: Stream,
    /// Index in the stream of the first span kept.
    first: u64,
    /// Spans kept.
    len: usize,
    /// In whole milliseconds; apart, so that the blocks of many servers do not crowd what else is
    /// known of them out of the cache.
    spans: Box<[u32; AHEAD]>,
}

impl Ahead {
    /// Nothing drawn yet of a stream.
    pub fn new(stream: Stream) -> Self {
        Self {
            stream,
            first: 0,
            len: 0,
            spans: Box::new([TOO_LONG; AHEAD]),
        }
    }

    /// Span `i` of the stream.
    #[inline]
    pub fn span(&mut self, cycle: &Distribution, i: u64) -> SimDuration {
        let place = i.wrapping_sub(self.first);
        if place >= self.len as u64 {
            self.draw(cycle, i, AHEAD);
        }
        let place = i.wrapping_sub(self.first);
        let kept = usize::try_from(place).ok().and_then(|at| self.at(at));
        kept.unwrap_or_else(|| cycle.span(self.stream, i))
    }

    /// The spans kept, from place 0 on; see [`TOO_LONG`].
    #[inline]
    pub(crate) fn kept(&self) -> &[u32] {
        &self.spans[..self.len]
    }

    /// The span at a place, if it is kept.
    #[inline]
    fn at(&self, place: usize) -> Option<SimDuration> {
        let span = *self.kept().get(place)?;
        (span < TOO_LONG).then(|| SimDuration::from_millis(i64::from(span)))
    }

    /// Turns to span `i` of a stream; if it is not kept, nothing is. The place where it stands.
    #[inline]
    pub(crate) fn turn_to(&mut self, stream: Stream, i: u64) -> usize {
        let place = i.wrapping_sub(self.first);
        if self.stream == stream && place < self.len as u64 {
            return usize::try_from(place).expect("a place in the block");
        }
        (self.stream, self.first, self.len) = (stream, i, 0);
        0
    }

    /// Draws about so many spans as are `wanted` from span `i` on, on the grid on which that is
    /// cheapest. The place where `i` stands then, 0 or 1.
    #[inline(never)]
    pub(crate) fn draw(&mut self, cycle: &Distribution, i: u64, wanted: usize) -> usize {
        let begin = usize::from(i & 1 == 1);
        self.first = i - begin as u64;
        self.len = (begin + wanted).next_multiple_of(GRID).min(AHEAD);
        cycle.fill_short_spans(self.stream, self.first, &mut self.spans[..self.len]);
        begin
    }
}

/// About how many spans of `mean` ms fit into `room`, and two more: what a block should hold, so
/// that few are drawn in vain.
#[inline]
pub(crate) fn fitting(mean: f64, room: SimDuration) -> usize {
    let room = room.millis().max(0) as f64;
    if mean * AHEAD as f64 <= room {
        return AHEAD;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative and below a block"
    )]
    let fitting = (room / mean) as usize;
    fitting + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_spans_are_those_of_the_stream_wherever_one_looks() {
        let day = 86_400_000.0;
        for cycle in [
            Distribution::lognormal(120_000.0, 0.35),
            // Some spans are too long to be kept.
            Distribution::exponential(2.0 * day),
        ] {
            let stream = Stream::root(1, 2).named("hatch");
            let mut ahead = Ahead::new(stream);
            for i in (0..300).chain([7, 8, 300, 5, 1_000, 1_127, 1_128, 999, 0]) {
                assert_eq!(ahead.span(&cycle, i), cycle.span(stream, i), "span {i}");
            }
        }
    }

    #[test]
    fn a_block_is_kept_while_one_turns_within_it() {
        let cycle = Distribution::lognormal(120_000.0, 0.35);
        let (hatch, other) = (Stream::root(1, 0).child(1), Stream::root(1, 0).child(2));
        let mut ahead = Ahead::new(hatch);
        assert_eq!(ahead.turn_to(hatch, 5), 0);
        assert_eq!(ahead.draw(&cycle, 5, 20), 1);
        assert_eq!((ahead.first, ahead.kept().len()), (4, 32));
        assert_eq!(ahead.turn_to(hatch, 30), 26);
        assert_eq!(ahead.at(26), Some(cycle.span(hatch, 30)));
        assert_eq!(ahead.turn_to(other, 30), 0);
        assert!(ahead.kept().is_empty());
    }
}
