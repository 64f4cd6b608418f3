//! Runs of repeats that go one by one: each repeat ends by a timer, and the next begins.
//!
//! The repeats' times are drawn ahead in blocks, and the end of the repeat *after* the one under
//! way is made ready when that begins. Whoever is called by a timer then needs one load to know
//! when to be called again: the chain from one event of a simulation to the next is as short as it
//! can be, and the rest is done beside it.

use crate::engine::ahead::{AHEAD, Ahead, TOO_LONG, fitting};
use crate::engine::distribution::Distribution;
use crate::engine::random::Stream;
use crate::engine::runs::Run;
use crate::engine::time::{SimDuration, SimTime};

/// A run that goes one by one. Everything an event touches is in the first cache line, but for one
/// span.
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
    /// Place in the block of the repeat under way, or of the next one.
    place: u32,
    /// Repeats at places below it are followed by one that is drawn and belongs to the run.
    followed: u32,
    /// The place after the run's last repeat, if the block were so long.
    end: u32,
    is_under_way: bool,
    ahead: Ahead,
}

impl Default for OneByOne {
    fn default() -> Self {
        Self {
            following: SimTime::NEVER,
            stop: SimTime::ZERO,
            clock: SimTime::ZERO,
            place: 0,
            followed: 0,
            end: 0,
            is_under_way: false,
            ahead: Ahead::new(Stream::root(0, 0)),
        }
    }
}

impl OneByOne {
    /// Takes a run over, with no repeat under way. What was drawn ahead of its stream is used.
    pub fn take(&mut self, run: Run) {
        let place = self.ahead.turn_to(run.stream(), run.next());
        self.stand(place, run.left());
        self.following = SimTime::NEVER;
        self.is_under_way = false;
        self.clock = run.clock();
    }

    /// Notes where in the block the run stands.
    fn stand(&mut self, place: usize, left: u32) {
        self.place = u32::try_from(place).expect("a place in the block");
        self.end = self.place + left;
        let drawn = u32::try_from(self.ahead.kept().len()).expect("the length of a block");
        self.followed = self.end.min(drawn).saturating_sub(1);
    }

    /// The run as it stands.
    pub fn run(&self) -> Run {
        Run::new(self.ahead.stream(), self.next(), self.left(), self.clock)
    }

    /// What is drawn ahead of the run.
    ///
    /// The run must be [taken](Self::take) anew after its block was turned to anything else.
    pub fn ahead(&mut self) -> &mut Ahead {
        &mut self.ahead
    }

    /// Index of the repeat under way, or of the next one.
    fn next(&self) -> u64 {
        self.ahead.first() + u64::from(self.place)
    }

    /// Repeats not yet completed.
    #[inline]
    pub fn left(&self) -> u32 {
        self.end - self.place
    }

    /// Whether a repeat has begun and is not yet completed.
    pub fn is_under_way(&self) -> bool {
        self.is_under_way
    }

    /// When the next repeat will be completed, if it begins when the last one ended. No more than
    /// about what can be completed by `limit` is drawn ahead.
    pub fn next_end(&mut self, cycle: &Distribution, limit: SimTime) -> SimTime {
        if self.place as usize >= self.ahead.kept().len() {
            let (next, left) = (self.next(), self.left());
            let wanted = fitting(cycle.mean(), limit - self.clock).min(left as usize);
            let place = self.ahead.draw(cycle, next, wanted);
            self.stand(place, left);
        }
        let span = self.ahead.at(self.place as usize);
        self.clock + span.unwrap_or_else(|| cycle.span(self.ahead.stream(), self.next()))
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
        self.place += 1;
        self.clock = now;
        self.following = self.after(end);
        Some(end)
    }

    /// The repeat under way is completed now, and none begins.
    ///
    /// # Panics
    /// If no repeat is left.
    pub fn complete(&mut self, now: SimTime) {
        assert!(self.place < self.end, "a run has a repeat left");
        self.place += 1;
        self.clock = now;
        self.following = SimTime::NEVER;
        self.is_under_way = false;
    }

    /// When the repeat after the one that ends at `end` is completed, if that is known.
    #[inline]
    fn after(&self, end: SimTime) -> SimTime {
        if self.place < self.followed {
            // The remainder changes nothing; it tells the compiler that the span is there.
            let span = self.ahead.block()[(self.place + 1) as usize % AHEAD];
            if span < TOO_LONG {
                return end + SimDuration::from_millis(i64::from(span));
            }
        }
        SimTime::NEVER
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
            Distribution::exponential(2.0 * day),
        ] {
            let stream = Stream::root(1, 2).named("hatch");
            let mut plain = Run::new(stream, 7, 400, SimTime::ZERO);
            let mut single = OneByOne::default();
            single.take(plain);
            let never = SimTime::from_millis(i64::MAX - 1);
            let mut end = single.next_end(&cycle, never);
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
                    end = single.next_end(&cycle, never);
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
        assert_eq!(single.next_end(&cycle, at(30)), at(10));
        single.begin(at(10), at(30));
        assert_eq!(single.go_on(at(10)), Some(at(20)));
        assert_eq!(single.go_on(at(20)), Some(at(30)));
        assert_eq!(single.go_on(at(30)), None);
        single.complete(at(30));
        assert_eq!((single.left(), single.run().clock()), (97, at(30)));
    }
}
