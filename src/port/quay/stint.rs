//! A stint: a crane's moves over one hatch, from the first until the hatch is done, the work stops
//! or the crane breaks down.
//!
//! The crane's moves depend on nothing else meanwhile, so they may be made in one batch when the
//! stint begins, or one by one as time goes: the stint is the same when it ends. Moves are noted
//! by civil day, so that records of work never span a midnight.

use crate::engine::{Ahead, Distribution, Run, SimTime, Stream};
use crate::port::bay::Days;

/// How a crane's moves over a hatch are made. Both ways give the same records, bit by bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// All at once when the crane begins, up to what will interrupt it: nothing else in the bay
    /// depends on a single move. Many times faster.
    #[default]
    Batched,
    /// Each when it is due, as an event of its own, with one draw: the plain way, which the other
    /// is held against, and the way of whatever may couple single moves one day.
    OneByOne,
}

/// Blocks of moves drawn ahead, at most: of so many, each crane has one of its own; more would not
/// stay in the processor's second cache, and drawing costs less than fetching from beyond it.
const BLOCKS: usize = 256;

/// What is drawn ahead for the cranes of a bay.
#[derive(Clone, Debug)]
pub(crate) struct Blocks(Vec<Ahead>);

impl Blocks {
    /// Blocks for so many cranes.
    pub(crate) fn new(cranes: usize) -> Self {
        Self(vec![Ahead::new(Stream::root(0, 0)); cranes.min(BLOCKS)])
    }

    /// The block of a crane. In a large bay it shares it with others: whoever draws last has it.
    pub(crate) fn of(&mut self, crane: usize) -> &mut Ahead {
        let place = crane % self.0.len();
        &mut self.0[place]
    }
}

/// A crane's moves over one hatch.
#[derive(Clone, Debug)]
pub(crate) struct Stint {
    /// The moves that are left.
    run: Run,
    /// The moves that were left at the beginning.
    begun: Run,
    /// The first midnight after the beginning.
    first_midnight: SimTime,
    /// A move must be completed by this moment to count.
    limit: SimTime,
    /// Moves are drawn ahead up to about this moment, for the crane may go on after the limit.
    goal: SimTime,
    /// The first midnight that has not been noted.
    midnight: SimTime,
    /// Moves left at the last midnight noted, or at the beginning.
    left_at_midnight: u32,
    /// The crane works on to the limit, even if no move is completed by then: a breakdown or the
    /// horizon cuts it, while nobody begins a move that the bell will catch.
    up_to_limit: bool,
    /// It ends with the move under way, for the yard has been reviewed.
    is_reviewed: bool,
    /// When it began.
    from: SimTime,
    /// When the move under way will be completed, if moves are made one by one.
    under_way: Option<SimTime>,
    /// Midnights passed, with the moves completed since the one before.
    days: Vec<(SimTime, u32)>,
}

impl Stint {
    /// No work: what a new crane has behind it.
    pub(crate) fn none() -> Self {
        let run = Run::new(Stream::root(0, 0), 0, 0, SimTime::ZERO);
        Self {
            run,
            begun: run,
            first_midnight: SimTime::NEVER,
            limit: SimTime::ZERO,
            goal: SimTime::ZERO,
            midnight: SimTime::NEVER,
            left_at_midnight: 0,
            up_to_limit: false,
            is_reviewed: false,
            from: SimTime::ZERO,
            under_way: None,
            days: Vec::new(),
        }
    }

    /// Begins a stint in place of the one before; its list of midnights keeps its room.
    ///
    /// `midnight` is the first one after now.
    pub(crate) fn begin(&mut self, run: Run, limit: SimTime, up_to_limit: bool, midnight: SimTime) {
        self.begun = run;
        self.first_midnight = midnight;
        self.goal = limit;
        self.is_reviewed = false;
        self.from = run.clock();
        self.restart(limit, up_to_limit);
    }

    /// Stands at the beginning again, up to a limit.
    fn restart(&mut self, limit: SimTime, up_to_limit: bool) {
        self.run = self.begun;
        self.limit = limit;
        self.midnight = self.first_midnight;
        self.left_at_midnight = self.run.left();
        self.up_to_limit = up_to_limit;
        self.under_way = None;
        self.days.clear();
    }

    /// Lets moves be drawn ahead up to about `goal`: the crane may go on over this hatch after the
    /// limit.
    pub(crate) fn look_ahead(&mut self, goal: SimTime) {
        self.goal = goal;
    }

    /// When it began.
    pub(crate) fn from(&self) -> SimTime {
        self.from
    }

    /// Whether all moves are made.
    pub(crate) fn is_hatch_done(&self) -> bool {
        self.run.left() == 0
    }

    /// Moves made so far.
    pub(crate) fn moves(&self) -> u32 {
        self.begun.left() - self.run.left()
    }

    /// Makes all moves that are completed by the limit, in one batch.
    pub(crate) fn make_all(&mut self, ahead: &mut Ahead, cycle: &Distribution, days: &Days) {
        while self.midnight < self.limit && !self.is_hatch_done() {
            self.run.advance(cycle, self.midnight, self.goal, ahead);
            if !self.is_hatch_done() {
                self.note_midnight(days);
            }
        }
        self.run.advance(cycle, self.limit, self.goal, ahead);
    }

    /// The crane is taken away at a moment before the limit: what is not completed by then has not
    /// happened. `ahead` is the block of moves drawn ahead, if they are made in batches.
    pub(crate) fn cut(
        &mut self,
        now: SimTime,
        ahead: Option<&mut Ahead>,
        cycle: &Distribution,
        days: &Days,
    ) {
        self.restart(now, true);
        match ahead {
            Some(ahead) => self.make_all(ahead, cycle, days),
            None => {
                while !self.is_hatch_done() {
                    self.begin_move(cycle, days);
                    if !self.complete_move() {
                        break;
                    }
                }
            }
        }
    }

    /// Ends the stint with the move under way at a moment within it, if that move will be completed
    /// by the limit; whether it will. `ahead` is as for [`cut`](Self::cut).
    pub(crate) fn stop_after_move(
        &mut self,
        now: SimTime,
        ahead: Option<&mut Ahead>,
        cycle: &Distribution,
        days: &Days,
    ) -> Option<SimTime> {
        let end = match ahead {
            None => self.under_way?,
            Some(ahead) => {
                let mut run = self.begun;
                run.advance(cycle, now, self.goal, ahead);
                if run.left() == 0 || run.next_end(cycle) > self.limit {
                    return None;
                }
                let end = run.next_end(cycle);
                self.restart(end, true);
                self.make_all(ahead, cycle, days);
                end
            }
        };
        (self.limit, self.up_to_limit, self.is_reviewed) = (end, true, true);
        Some(end)
    }

    /// Whether it ended for a review of the yard, with moves left.
    pub(crate) fn is_reviewed(&self) -> bool {
        self.is_reviewed
    }

    /// When a stint whose moves are made needs its crane's attention: the hatch is done or the
    /// crane breaks down. `None` if the bell comes first.
    pub(crate) fn due(&self) -> Option<SimTime> {
        if self.is_hatch_done() {
            Some(self.run.clock())
        } else {
            self.up_to_limit.then_some(self.limit)
        }
    }

    /// Lets the next move begin, if moves are made one by one: when the crane needs attention
    /// next, because that move is completed or it breaks down before. `None` if the bell comes
    /// first.
    pub(crate) fn begin_move(&mut self, cycle: &Distribution, days: &Days) -> Option<SimTime> {
        let end = self.run.next_end(cycle);
        if end > self.limit {
            return self.up_to_limit.then_some(self.limit);
        }
        // A move that ends with the day belongs to it.
        while self.midnight < end {
            self.note_midnight(days);
        }
        self.under_way = Some(end);
        self.under_way
    }

    /// Completes the move under way, if there is one, and reports whether there was.
    pub(crate) fn complete_move(&mut self) -> bool {
        let end = self.under_way.take();
        end.is_some_and(|end| {
            self.run.complete(end);
            true
        })
    }

    /// Completes the moves that end at the limit itself, where the limit is no event.
    pub(crate) fn complete_at_limit(&mut self, cycle: &Distribution) {
        while !self.is_hatch_done() && self.run.next_end(cycle) <= self.limit {
            self.run.complete(self.run.next_end(cycle));
        }
    }

    /// The stint is over: notes the midnights that no move came after.
    pub(crate) fn close(&mut self, days: &Days) {
        self.under_way = None;
        while self.midnight < self.limit && !self.is_hatch_done() {
            self.note_midnight(days);
        }
    }

    /// When the crane last worked, once the stint is closed: at its last move or midnight, or up
    /// to the limit.
    pub(crate) fn to(&self) -> SimTime {
        if self.is_hatch_done() {
            self.run.clock()
        } else if self.up_to_limit {
            self.limit
        } else {
            let midnight = self
                .days
                .last()
                .map_or(self.from, |(midnight, _)| *midnight);
            self.run.clock().max(midnight)
        }
    }

    /// The stint by civil day, once it is closed: from, to, and moves completed.
    pub(crate) fn by_day(&self) -> impl Iterator<Item = (SimTime, SimTime, u32)> {
        let last = (self.to(), self.left_at_midnight - self.run.left());
        let mut from = self.from;
        let pieces = self.days.iter().copied().chain(std::iter::once(last));
        pieces
            .map(move |(to, moves)| (std::mem::replace(&mut from, to), to, moves))
            .filter(|(from, to, moves)| to > from || *moves > 0)
    }

    /// Notes the moves completed up to a midnight.
    #[cold]
    fn note_midnight(&mut self, days: &Days) {
        let moves = self.left_at_midnight - self.run.left();
        self.days.push((self.midnight, moves));
        self.left_at_midnight = self.run.left();
        self.midnight = days.next_midnight(self.midnight);
    }
}
