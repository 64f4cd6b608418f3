//! The run loop: takes the next event or timer, hands it to the model, passes its records on.
//!
//! Lifecycle of a run: the model schedules its first events through a [`Context`]; the loop then
//! takes whatever is next in `(time, rank, entity)` until the horizon, where the model closes
//! what is still open. Events at the horizon itself no longer happen. A run also ends, with an
//! error, when it has handled more events than its budget: a model that schedules without end.

use crate::engine::calendar::{Calendar, Event, Key};
use crate::engine::time::SimTime;
use crate::engine::timers::{Before, Timers};

/// No slot of a timer.
const NONE: usize = usize::MAX;

/// A model: what happens when its events are due.
pub trait Model {
    /// What its calendar holds.
    type Event: Event;
    /// What it says has happened.
    type Record;
    /// Rank of its timers among events of the same instant.
    const TIMER_RANK: u8;

    /// Schedules the first events.
    fn begin(&mut self, at: &mut Context<Self::Event, Self::Record>);
    /// An event is due.
    fn handle(&mut self, event: Self::Event, at: &mut Context<Self::Event, Self::Record>);
    /// The timer of a server fires.
    fn timer(&mut self, slot: usize, at: &mut Context<Self::Event, Self::Record>);
    /// The horizon is reached: close what is open.
    fn end(&mut self, at: &mut Context<Self::Event, Self::Record>);
}

/// The present: what a model may ask and do while it handles an event.
#[derive(Debug)]
pub struct Context<E, R> {
    now: SimTime,
    horizon: SimTime,
    calendar: Calendar<E>,
    timers: Timers,
    /// A timer before this instant goes first, whatever else there is: the calendar's next event
    /// or the horizon.
    soonest: Before,
    /// Slot of the timer that is being handled, which is still in unless it was set anew; [`NONE`]
    /// once it was taken out.
    firing: usize,
    records: Vec<R>,
}

impl<E: Event, R> Context<E, R> {
    /// This instant.
    #[inline]
    pub fn now(&self) -> SimTime {
        self.now
    }

    /// Lets an event happen at `time`; events at or after the horizon are forgotten at once.
    ///
    /// # Panics
    /// If `time` has passed.
    pub fn schedule(&mut self, time: SimTime, event: E) {
        assert!(
            time >= self.now,
            "`{}` was scheduled for {time:?}, which has passed at {:?}",
            event.name(),
            self.now
        );
        if time < self.horizon {
            self.calendar.schedule(time, event);
            self.soonest = self.soonest.min(Before::of(time));
        }
    }

    /// Lets the timer of a server fire at `time`, instead of whatever it was set to.
    ///
    /// # Panics
    /// If `time` has passed.
    #[inline]
    pub fn set_timer(&mut self, slot: usize, time: SimTime) {
        if time <= self.now {
            self.set_to_now(slot, time);
        }
        self.timers.set(slot, time);
    }

    /// What [`set_timer`](Self::set_timer) does first for this very instant: the timer that is
    /// being handled would be taken for the one set, or fire again beside it.
    #[cold]
    #[inline(never)]
    fn set_to_now(&mut self, slot: usize, time: SimTime) {
        assert!(
            time == self.now,
            "timer {slot} was set to {time:?}, before {:?}",
            self.now
        );
        let firing = std::mem::replace(&mut self.firing, NONE);
        if firing != NONE && self.timers.is_first(self.now, firing) {
            self.timers.clear(firing);
        }
    }

    /// Stops the timer of a server.
    pub fn clear_timer(&mut self, slot: usize) {
        self.timers.clear(slot);
    }

    /// Says that something has happened.
    #[inline]
    pub fn record(&mut self, record: R) {
        self.records.push(record);
    }
}

/// A run handled more events than it may.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "more than {budget} events before the end of the run, most of them `{commonest}`; shorten the horizon or thin the traffic"
)]
pub struct BudgetExceeded {
    /// Events allowed.
    pub budget: u64,
    /// Name of the commonest event.
    pub commonest: &'static str,
}

/// Runs a model from time zero to `horizon`, passing every record to `sink` in order.
///
/// `timers` is how many servers of the model have a timer.
///
/// # Errors
/// [`BudgetExceeded`] when the run handles more than `budget` events.
///
/// # Panics
/// If time runs backward: a bug of the engine.
pub fn run<M: Model>(
    model: &mut M,
    timers: usize,
    horizon: SimTime,
    budget: u64,
    sink: impl FnMut(&M::Record),
) -> Result<(), BudgetExceeded> {
    run_while(model, timers, horizon, budget, || true, sink).map(|_| ())
}

/// Events between two questions whether a run is to go on: well below a tenth of a second.
const EVENTS_AT_A_TIME: u64 = 4_096;

/// [`run`] as long as `go_on` says so, between events; whether the horizon was reached.
///
/// # Errors
/// [`BudgetExceeded`] when the run handles more than `budget` events.
///
/// # Panics
/// If time runs backward: a bug of the engine.
pub fn run_while<M: Model>(
    model: &mut M,
    timers: usize,
    horizon: SimTime,
    budget: u64,
    mut go_on: impl FnMut() -> bool,
    mut sink: impl FnMut(&M::Record),
) -> Result<bool, BudgetExceeded> {
    let mut context = Context {
        now: SimTime::ZERO,
        horizon,
        calendar: Calendar::default(),
        timers: Timers::new(timers),
        soonest: Before::of(horizon),
        firing: NONE,
        records: Vec::new(),
    };
    let mut census = Census::default();
    model.begin(&mut context);
    let mut handled = 0_u64;
    while handled < budget {
        let pause = budget.min(handled + EVENTS_AT_A_TIME);
        while handled < pause {
            pass_on(&mut context.records, &mut sink);
            if !step(model, &mut context, &mut census) {
                context.now = horizon;
                model.end(&mut context);
                pass_on(&mut context.records, &mut sink);
                return Ok(true);
            }
            handled += 1;
        }
        if !go_on() {
            return Ok(false);
        }
    }
    Err(BudgetExceeded {
        budget,
        commonest: census.commonest(handled),
    })
}

/// Lets the next event or timer happen, if there is one before the horizon; whether there was.
#[inline]
fn step<M: Model>(
    model: &mut M,
    context: &mut Context<M::Event, M::Record>,
    census: &mut Census,
) -> bool {
    if let Some((time, slot)) = context.timers.next_before(context.soonest) {
        fire(model, context, time, slot);
        return true;
    }
    step_in_order(model, context, census)
}

/// [`step`] where an event may go first.
fn step_in_order<M: Model>(
    model: &mut M,
    context: &mut Context<M::Event, M::Record>,
    census: &mut Census,
) -> bool {
    let event = context.calendar.next_key();
    match context.timers.next() {
        Some((time, slot)) if timer_key::<M>(time, slot) < event => {
            if time >= context.horizon {
                return false;
            }
            fire(model, context, time, slot);
        }
        _ => {
            let Some((time, event)) = context.calendar.pop() else {
                return false;
            };
            let next = context.calendar.next_key().time();
            context.soonest = Before::of(context.horizon.min(next));
            context.now = advance(context.now, time);
            census.count(event.rank(), event.name());
            model.handle(event, context);
        }
    }
    true
}

/// Where a timer stands in the total order.
#[inline]
fn timer_key<M: Model>(time: SimTime, slot: usize) -> Key {
    #[expect(clippy::cast_possible_truncation, reason = "at most a million slots")]
    Key::new(time, M::TIMER_RANK, slot as u32)
}

/// A timer fires.
#[inline]
fn fire<M: Model>(
    model: &mut M,
    context: &mut Context<M::Event, M::Record>,
    time: SimTime,
    slot: usize,
) {
    context.now = advance(context.now, time);
    context.firing = slot;
    model.timer(slot, context);
    // It is taken out only if its server did not set it anew, which most do: one way up the tree
    // instead of two.
    if context.timers.is_first(time, slot) && context.firing == slot {
        context.timers.clear(slot);
    }
    context.firing = NONE;
}

/// Tells what has happened since the last time.
#[inline]
fn pass_on<R>(records: &mut Vec<R>, sink: &mut impl FnMut(&R)) {
    if !records.is_empty() {
        for record in records.iter() {
            sink(record);
        }
        records.clear();
    }
}

/// The clock at `next`.
#[inline]
fn advance(now: SimTime, next: SimTime) -> SimTime {
    if next < now {
        ran_backward(now, next);
    }
    next
}

/// Beside the path of time.
#[cold]
#[inline(never)]
fn ran_backward(now: SimTime, next: SimTime) -> ! {
    panic!("time ran backward, from {now:?} to {next:?}");
}

/// Events handled by rank, for the error that names the commonest; the rest were timers.
struct Census {
    counts: [(u64, &'static str); 256],
}

impl Default for Census {
    fn default() -> Self {
        Self {
            counts: [(0, "none"); 256],
        }
    }
}

impl Census {
    fn count(&mut self, rank: u8, name: &'static str) {
        let (count, of) = &mut self.counts[usize::from(rank)];
        *count += 1;
        *of = name;
    }

    fn commonest(&self, handled: u64) -> &'static str {
        let events: u64 = self.counts.iter().map(|(count, _)| count).sum();
        let timers = (handled - events, "timer");
        let all = self.counts.iter().copied().chain([timers]);
        all.max_by_key(|(count, _)| *count)
            .map_or("none", |(_, name)| name)
    }
}

#[cfg(test)]
mod tests;
