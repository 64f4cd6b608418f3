//! Runs of repeats: the moves of one hatch by one crane, advanced in blocks.
//!
//! The i-th repeat of a run takes a time that is a pure function of (stream, i). Repeats that
//! depend on nothing else can therefore be advanced as a running sum of a block of draws and cut
//! at the right one by binary search, with exactly the result of going one by one.
//!
//! **What happens to a repeat in progress when time runs out** (a shift ends, a meal begins, a
//! crane breaks down or is taken away) is decided here, once: a repeat counts when it is
//! completed at or before the limit. One that would not be completed by then has not happened;
//! whoever goes on later makes it from its beginning and it takes the same time as it would have.

use crate::engine::distribution::Distribution;
use crate::engine::random::Stream;
use crate::engine::time::{SimDuration, SimTime};

/// Draws made at once, at most.
const BLOCK: usize = 128;
/// Draws come cheapest in multiples of this.
const GRID: usize = 16;

/// A run of repeats under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    stream: Stream,
    /// Index of the next repeat in its stream.
    next: u64,
    /// Repeats not yet done.
    left: u32,
    /// When the last completed repeat ended, or the run began.
    clock: SimTime,
}

impl Run {
    /// A run that begins repeat `next` of `stream` at `start`, with `left` repeats to do.
    pub fn new(stream: Stream, next: u64, left: u32, start: SimTime) -> Self {
        Self {
            stream,
            next,
            left,
            clock: start,
        }
    }

    /// Its stream.
    pub(crate) fn stream(&self) -> Stream {
        self.stream
    }

    /// Index of the next repeat in its stream.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// Repeats not yet done.
    pub fn left(&self) -> u32 {
        self.left
    }

    /// When the last completed repeat ended, or the run began.
    pub fn clock(&self) -> SimTime {
        self.clock
    }

    /// Does all repeats that are completed at or before `limit`; how many they are.
    ///
    /// Advancing to one limit and then to a later one gives the same as advancing to the later
    /// one at once: looking does not interrupt.
    pub fn advance(&mut self, cycle: &Distribution, limit: SimTime) -> u32 {
        let before = self.left;
        while self.left > 0 {
            let mut spans = [SimDuration::ZERO; BLOCK];
            let (begin, end) = self.block(cycle.mean(), limit);
            cycle.fill_spans(self.stream, self.next - begin as u64, &mut spans[..end]);
            let most = (end - begin).min(self.left as usize);
            let (done, clock) = completed(&spans[begin..begin + most], self.clock, limit);
            self.clock = clock;
            self.next += done as u64;
            #[expect(clippy::cast_possible_truncation, reason = "at most a block")]
            let repeats = done as u32;
            self.left -= repeats;
            if done < most {
                break;
            }
        }
        before - self.left
    }

    /// Does one repeat if it is completed at or before `limit`; whether it was. The plain way
    /// that [`advance`](Self::advance) is tested against.
    pub fn step(&mut self, cycle: &Distribution, limit: SimTime) -> bool {
        if self.left == 0 {
            return false;
        }
        let end = self.clock + cycle.span(self.stream, self.next);
        if end > limit {
            return false;
        }
        self.clock = end;
        self.next += 1;
        self.left -= 1;
        true
    }

    /// Where in the next block of draws its first repeat stands, and how long the block is: about
    /// as many as fit before the limit, so that few are made in vain, on the grid on which draws
    /// are cheapest.
    fn block(&self, mean: f64, limit: SimTime) -> (usize, usize) {
        let begin = usize::from(self.next & 1 == 1);
        let most = begin + (self.left as usize).min(BLOCK);
        let room = (limit.millis() - self.clock.millis()).max(0) as f64;
        let fitting = if mean * BLOCK as f64 <= room {
            BLOCK
        } else {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "below a block"
            )]
            let fitting = (room / mean) as usize;
            begin + fitting + 2
        };
        (begin, fitting.min(most).next_multiple_of(GRID).min(BLOCK))
    }
}

/// How many of the repeats are completed at or before `limit`, and when the last of them is:
/// whole groups by their sums, then one by one in the group that the limit cuts.
fn completed(spans: &[SimDuration], start: SimTime, limit: SimTime) -> (usize, SimTime) {
    let (mut done, mut clock) = (0, start);
    for group in spans.chunks(GRID) {
        // At most 16 spans of at most 2^50 ms: no check of each sum, which would keep them apart.
        let sum = group
            .iter()
            .fold(0_i64, |sum, span| sum.wrapping_add(span.millis()));
        let end = clock + SimDuration::from_millis(sum);
        if end > limit {
            for span in group {
                let end = clock + *span;
                if end > limit {
                    return (done, clock);
                }
                (done, clock) = (done + 1, end);
            }
        }
        (done, clock) = (done + group.len(), end);
    }
    (done, clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycles() -> [Distribution; 3] {
        [
            Distribution::lognormal(120_000.0, 0.35),
            Distribution::constant(90_000.0),
            Distribution::gamma(100_000.0, 0.8),
        ]
    }

    #[test]
    fn blocks_give_what_single_repeats_give_wherever_they_are_cut() {
        let stream = Stream::root(1, 2).named("hatch");
        for cycle in cycles() {
            for cut in (0_i64..40_000_000).step_by(173_219) {
                let limit = SimTime::from_millis(cut);
                let mut block = Run::new(stream, 5, 301, SimTime::ZERO);
                let mut single = block;
                block.advance(&cycle, limit);
                while single.step(&cycle, limit) {}
                assert_eq!(block, single, "cut at {cut} ms");
            }
        }
    }

    #[test]
    fn looking_does_not_interrupt() {
        let cycle = Distribution::lognormal(120_000.0, 0.35);
        let mut looked = Run::new(Stream::root(1, 0), 0, 500, SimTime::ZERO);
        let mut straight = looked;
        for hour in 1..=10 {
            looked.advance(&cycle, SimTime::from_millis(hour * 3_600_000));
        }
        straight.advance(&cycle, SimTime::from_millis(36_000_000));
        assert_eq!(looked, straight);
    }

    #[test]
    fn an_interrupted_repeat_is_made_anew_and_takes_the_same_time() {
        let cycle = Distribution::constant(60_000.0);
        let mut run = Run::new(Stream::root(1, 0), 0, 10, SimTime::ZERO);
        assert_eq!(run.advance(&cycle, SimTime::from_millis(179_999)), 2);
        assert_eq!(run.clock(), SimTime::from_millis(120_000));
        // Two hours later the third repeat starts from its beginning.
        let mut later = Run::new(
            Stream::root(1, 0),
            2,
            run.left(),
            SimTime::from_millis(7_200_000),
        );
        assert_eq!(later.advance(&cycle, SimTime::from_millis(7_260_000)), 1);
    }
}
