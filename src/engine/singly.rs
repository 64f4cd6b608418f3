//! Runs of repeats that go one by one: each repeat ends by a timer, and the next begins.
//!
//! The repeats' times are drawn ahead in blocks and kept as whole milliseconds in 32 bits, and the
//! end of the repeat *after* the one under way is made ready when that begins. Whoever is called
//! by a timer then needs one load to know when to be called again: the chain from one event of a
//! simulation to the next is as short as it can be, and the rest is done beside it.

use crate::engine::distribution::Distribution;
use crate::engine::random::Stream;
use crate::engine::runs::Run;
use crate::engine::time::{SimDuration, SimTime};

/// Spans drawn ahead at once: three cache lines.
const AHEAD: usize = 48;

/// Spans of one stream, drawn ahead: they come cheaper in blocks.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Ahead {
    stream: Stream,
    first: u64,
    spans: [u32; AHEAD],
}

impl Ahead {
    /// Nothing drawn yet of a stream.
    pub fn new(stream: Stream) -> Self {
        Self {
            stream,
            first: u64::MAX - AHEAD as u64,
            spans: [u32::MAX; AHEAD],
        }
    }

    /// Span `i` of the stream.
    #[inline]
    pub fn span(&mut self, cycle: &Distribution, i: u64) -> SimDuration {
        self.known(i).unwrap_or_else(|| self.draw(cycle, i))
    }

    /// Span `i`, if it was drawn and is below 49 days.
    #[inline]
    fn known(&self, i: u64) -> Option<SimDuration> {
        let place = usize::try_from(i.wrapping_sub(self.first)).ok()?;
        let span = *self.spans.get(place)?;
        (span != u32::MAX).then(|| SimDuration::from_millis(i64::from(span)))
    }

    /// Draws a block that begins with span `i`.
    #[cold]
    #[inline(never)]
    fn draw(&mut self, cycle: &Distribution, i: u64) -> SimDuration {
        let first = i & !1;
        if self.first != first {
            self.first = first;
            cycle.fill_short_spans(self.stream, first, &mut self.spans);
        }
        self.known(i).unwrap_or_else(|| cycle.span(self.stream, i))
    }

    /// Turns to another stream; what was drawn of this one is forgotten if it is another.
    fn turn_to(&mut self, stream: Stream) {
        if self.stream != stream {
            *self = Self::new(stream);
        }
    }
}

/// A run that goes one by one, in four cache lines: everything an event touches is in the first,
/// but for one span.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub struct OneByOne {
    /// When the repeat after the one under way will be completed; [`SimTime::NEVER`] if none is
    /// under way, if it is the last one, or if nobody has looked yet.
    following: SimTime,
    /// The following repeat may begin without further ado if it is completed by this moment.
    stop: SimTime,
    /// When the last completed repeat ended, or the run began.
    clock: SimTime,
    /// Index of the repeat under way, or of the next one.
    next: u64,
    /// Repeats not yet completed.
    left: u32,
    is_under_way: bool,
    ahead: Ahead,
}

impl Default for OneByOne {
    fn default() -> Self {
        Self {
            following: SimTime::NEVER,
            stop: SimTime::ZERO,
            clock: SimTime::ZERO,
            next: 0,
            left: 0,
            is_under_way: false,
            ahead: Ahead::new(Stream::root(0, 0)),
        }
    }
}

impl OneByOne {
    /// Takes a run over, with no repeat under way. What was drawn ahead of its stream is used.
    pub fn take(&mut self, run: Run) {
        self.ahead.turn_to(run.stream());
        self.following = SimTime::NEVER;
        self.is_under_way = false;
        (self.next, self.left, self.clock) = (run.next(), run.left(), run.clock());
    }

    /// The run as it stands.
    pub fn run(&self) -> Run {
        Run::new(self.ahead.stream, self.next, self.left, self.clock)
    }

    /// Repeats not yet completed.
    #[inline]
    pub fn left(&self) -> u32 {
        self.left
    }

    /// Whether a repeat has begun and is not yet completed.
    pub fn is_under_way(&self) -> bool {
        self.is_under_way
    }

    /// When the next repeat will be completed, if it begins when the last one ended.
    pub fn next_end(&mut self, cycle: &Distribution) -> SimTime {
        self.clock + self.ahead.span(cycle, self.next)
    }

    /// The next repeat begins; it will be completed at `end`, as [`next_end`](Self::next_end)
    /// said. Those after it may [go on](Self::go_on) by themselves as long as they are completed
    /// by `stop`.
    #[inline]
    pub fn begin(&mut self, end: SimTime, stop: SimTime) {
        self.stop = stop;
        self.is_under_way = true;
        self.following = self.after(end);
    }

    /// The repeat under way is completed now and the next one begins: when that will be
    /// completed. `None`, and nothing has changed, if someone must look first: it is the last one,
    /// the next would be completed after the stop, or its time is not drawn yet.
    #[inline]
    pub fn go_on(&mut self, now: SimTime) -> Option<SimTime> {
        let end = self.following;
        if end > self.stop {
            return None;
        }
        self.count(now);
        self.following = self.after(end);
        Some(end)
    }

    /// The repeat under way is completed now, and none begins.
    ///
    /// # Panics
    /// If no repeat is left.
    pub fn complete(&mut self, now: SimTime) {
        self.count(now);
        self.following = SimTime::NEVER;
        self.is_under_way = false;
    }

    /// One repeat less.
    #[inline]
    fn count(&mut self, now: SimTime) {
        self.left = self.left.checked_sub(1).expect("a run has a repeat left");
        self.next += 1;
        self.clock = now;
    }

    /// When the repeat after the one that ends at `end` is completed, if that is known.
    #[inline]
    fn after(&self, end: SimTime) -> SimTime {
        match self.ahead.known(self.next + 1) {
            Some(span) if self.left > 1 => end + span,
            _ => SimTime::NEVER,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_on_gives_what_single_steps_give() {
        let day = 86_400_000.0;
        for cycle in [
            Distribution::lognormal(120_000.0, 0.35),
            Distribution::constant(60_000.0),
            // Some spans are too long to be kept.
            Distribution::exponential(30.0 * day),
        ] {
            let stream = Stream::root(1, 2).named("hatch");
            let mut plain = Run::new(stream, 7, 400, SimTime::ZERO);
            let mut single = OneByOne::default();
            single.take(plain);
            let never = SimTime::from_millis(i64::MAX - 1);
            let mut end = single.next_end(&cycle);
            single.begin(end, never);
            loop {
                assert!(plain.step(&cycle, never));
                assert_eq!(plain.clock(), end);
                if let Some(next) = single.go_on(end) {
                    end = next;
                } else {
                    single.complete(end);
                    assert_eq!(single.run(), plain);
                    if single.left() == 0 {
                        break;
                    }
                    end = single.next_end(&cycle);
                    single.begin(end, never);
                }
            }
            assert_eq!(plain.left(), 0);
        }
    }

    #[test]
    fn nothing_goes_on_past_its_stop() {
        let cycle = Distribution::constant(10.0);
        let mut single = OneByOne::default();
        single.take(Run::new(Stream::root(1, 0), 0, 100, SimTime::ZERO));
        let at = SimTime::from_millis;
        assert_eq!(single.next_end(&cycle), at(10));
        single.begin(at(10), at(30));
        assert_eq!(single.go_on(at(10)), Some(at(20)));
        assert_eq!(single.go_on(at(20)), Some(at(30)));
        assert_eq!(single.go_on(at(30)), None);
        single.complete(at(30));
        assert_eq!((single.left(), single.run().clock()), (97, at(30)));
    }
}
