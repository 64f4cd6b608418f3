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

use crate::engine::ahead::{Ahead, GRID, fitting};
use crate::engine::distribution::{Distribution, TOO_LONG};
use crate::engine::random::Stream;
use crate::engine::time::{SimDuration, SimTime};

/// Pace of a run whose repeats take what is drawn for them, in 1/1,024.
const AS_DRAWN: u16 = 1_024;

/// A run of repeats under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    stream: Stream,
    /// Index of the next repeat in its stream.
    next: u64,
    /// Repeats not yet done.
    left: u32,
    /// How long each takes, in 1/1,024 of its draw.
    slow: u16,
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
            slow: AS_DRAWN,
            clock: start,
        }
    }

    /// The run with every repeat slowed: it takes `slow` in 1/1,024 of what is drawn for it,
    /// rounded down to whole milliseconds.
    #[must_use]
    pub fn slowed(self, slow: u16) -> Self {
        Self { slow, ..self }
    }

    /// Repeats not yet done.
    pub fn left(&self) -> u32 {
        self.left
    }

    /// When the last completed repeat ended, or the run began.
    pub fn clock(&self) -> SimTime {
        self.clock
    }

    /// Does all repeats that are completed at or before `limit`; how many they are. Uses what is
    /// drawn `ahead` of its stream, and leaves there what it draws and does not use; it draws
    /// about as many as are completed by `goal`, the limit it will be advanced to in the end.
    ///
    /// Advancing to one limit and then to a later one gives the same as advancing to the later
    /// one at once: looking does not interrupt.
    pub fn advance(
        &mut self,
        cycle: &Distribution,
        limit: SimTime,
        goal: SimTime,
        ahead: &mut Ahead,
    ) -> u32 {
        if self.slow != AS_DRAWN {
            return self.advance_slowed(cycle, limit, goal, ahead);
        }
        let before = self.left;
        let mut place = ahead.turn_to(self.stream, self.next);
        while self.left > 0 {
            if place >= ahead.kept().len() {
                let wanted = fitting(cycle.mean(), goal - self.clock).min(self.left as usize);
                place = ahead.draw(cycle, self.next, wanted);
            }
            let spans = &ahead.kept()[place..];
            let spans = &spans[..spans.len().min(self.left as usize)];
            let (done, clock) = self.completed(cycle, spans, limit);
            self.clock = clock;
            self.next += done as u64;
            #[expect(clippy::cast_possible_truncation, reason = "at most a block")]
            let repeats = done as u32;
            self.left -= repeats;
            if done < spans.len() {
                break;
            }
            place += done;
        }
        before - self.left
    }

    /// [`advance`](Self::advance) where repeats are slowed.
    #[cold]
    #[inline(never)]
    fn advance_slowed(
        &mut self,
        cycle: &Distribution,
        limit: SimTime,
        goal: SimTime,
        ahead: &mut Ahead,
    ) -> u32 {
        let before = self.left;
        let mut place = ahead.turn_to(self.stream, self.next);
        while self.left > 0 {
            if place >= ahead.kept().len() {
                let mean = cycle.mean() * f64::from(self.slow) / f64::from(AS_DRAWN);
                let wanted = fitting(mean, goal - self.clock).min(self.left as usize);
                place = ahead.draw(cycle, self.next, wanted);
            }
            let span = match ahead.kept()[place] {
                TOO_LONG => cycle.span(self.stream, self.next),
                millis => SimDuration::from_millis(i64::from(millis)),
            };
            let end = self.clock + self.stretched(span);
            if end > limit {
                break;
            }
            self.complete(end);
            place += 1;
        }
        before - self.left
    }

    /// A span at the run's pace.
    #[inline]
    fn stretched(&self, span: SimDuration) -> SimDuration {
        SimDuration::from_millis((span.millis() * i64::from(self.slow)) >> 10)
    }

    /// How many of the next repeats, which take these `spans`, are completed at or before `limit`,
    /// and when the last of them is: whole groups by their sums, then one by one from the group
    /// that the limit cuts.
    fn completed(&self, cycle: &Distribution, spans: &[u32], limit: SimTime) -> (usize, SimTime) {
        let (mut done, mut clock) = (0, self.clock);
        for group in spans.as_chunks::<GRID>().0 {
            // No check of each sum, which would keep them apart: 16 spans fit.
            let sum = (group.iter()).fold(0_u32, |sum, span| sum.wrapping_add(*span));
            let end = clock + SimDuration::from_millis(i64::from(sum));
            if end > limit || sum >= TOO_LONG {
                break;
            }
            (done, clock) = (done + GRID, end);
        }
        for span in &spans[done..] {
            let end = clock
                + match *span {
                    TOO_LONG => cycle.span(self.stream, self.next + done as u64),
                    millis => SimDuration::from_millis(i64::from(millis)),
                };
            if end > limit {
                break;
            }
            (done, clock) = (done + 1, end);
        }
        (done, clock)
    }

    /// When the next repeat is completed, if it begins when the last one ended. With
    /// [`complete`](Self::complete) it is the plain way, repeat by repeat, that
    /// [`advance`](Self::advance) is held against.
    pub fn next_end(&self, cycle: &Distribution) -> SimTime {
        self.clock + self.stretched(cycle.span(self.stream, self.next))
    }

    /// Completes the next repeat at `end`, which [`next_end`](Self::next_end) computed.
    ///
    /// # Panics
    /// If no repeat is left.
    pub fn complete(&mut self, end: SimTime) {
        assert!(self.left > 0, "a run has a repeat left");
        self.clock = end;
        self.next += 1;
        self.left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycles() -> [Distribution; 4] {
        [
            Distribution::lognormal(120_000.0, 0.35),
            Distribution::constant(90_000.0),
            Distribution::gamma(100_000.0, 0.8),
            // Some spans are too long to be kept.
            Distribution::exponential(100_000_000.0),
        ]
    }

    #[test]
    fn blocks_give_what_single_repeats_give_wherever_they_are_cut() {
        let stream = Stream::root(1, 2).named("hatch");
        for cycle in cycles() {
            #[expect(clippy::cast_possible_truncation, reason = "a few months")]
            let unit = cycle.mean() as i64 / 10;
            for cut in (0..4_000).step_by(17) {
                let limit = SimTime::from_millis(cut * unit + cut);
                let mut block = Run::new(stream, 5, 301, SimTime::ZERO);
                let mut single = block;
                block.advance(&cycle, limit, limit, &mut Ahead::new(stream));
                while single.left() > 0 && single.next_end(&cycle) <= limit {
                    single.complete(single.next_end(&cycle));
                }
                assert_eq!(block, single, "cut at {limit:?}");
            }
        }
    }

    #[test]
    fn a_slowed_run_takes_so_much_longer_repeat_by_repeat_or_in_blocks() {
        let stream = Stream::root(1, 2).named("hatch");
        for cycle in cycles() {
            let slow = 1_536;
            let begun = Run::new(stream, 3, 200, SimTime::ZERO);
            let mut single = begun.slowed(slow);
            for i in 3..103 {
                let end = single.next_end(&cycle);
                let span = cycle.span(stream, i).millis() * 3 / 2;
                assert_eq!((end - single.clock()).millis(), span);
                single.complete(end);
            }
            let mut block = begun.slowed(slow);
            let limit = single.clock();
            block.advance(&cycle, limit, limit, &mut Ahead::new(stream));
            assert_eq!(block, single);
            assert_eq!(begun.slowed(AS_DRAWN), begun);
        }
    }

    #[test]
    fn looking_does_not_interrupt() {
        let cycle = Distribution::lognormal(120_000.0, 0.35);
        let mut ahead = Ahead::new(Stream::root(1, 0));
        let end = SimTime::from_millis(36_000_000);
        let mut looked = Run::new(Stream::root(1, 0), 0, 500, SimTime::ZERO);
        let mut straight = looked;
        for hour in 1..=10 {
            looked.advance(
                &cycle,
                SimTime::from_millis(hour * 3_600_000),
                end,
                &mut ahead,
            );
        }
        straight.advance(&cycle, end, end, &mut ahead);
        assert_eq!(looked, straight);
    }

    #[test]
    fn an_interrupted_repeat_is_made_anew_and_takes_the_same_time() {
        let cycle = Distribution::constant(60_000.0);
        let mut ahead = Ahead::new(Stream::root(1, 0));
        let mut run = Run::new(Stream::root(1, 0), 0, 10, SimTime::ZERO);
        let limit = SimTime::from_millis(179_999);
        assert_eq!(run.advance(&cycle, limit, limit, &mut ahead), 2);
        assert_eq!(run.clock(), SimTime::from_millis(120_000));
        // Two hours later the third repeat starts from its beginning.
        let mut later = Run::new(
            Stream::root(1, 0),
            2,
            run.left(),
            SimTime::from_millis(7_200_000),
        );
        let limit = SimTime::from_millis(7_260_000);
        assert_eq!(later.advance(&cycle, limit, limit, &mut ahead), 1);
    }
}
