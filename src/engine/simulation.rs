//! The run loop: takes the next event or timer, hands it to the model, passes its records on.
//!
//! Lifecycle of a run: the model schedules its first events through a [`Context`]; the loop then
//! takes whatever is next in `(time, rank, entity)` until the horizon, where the model closes
//! what is still open. Events at the horizon itself no longer happen. A run also ends, with an
//! error, when it has handled more events than its budget: a model that schedules without end.

use crate::engine::calendar::{Calendar, Event, Key};
use crate::engine::time::SimTime;
use crate::engine::timers::Timers;

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
        }
    }

    /// Lets the timer of a server fire at `time`, instead of whatever it was set to.
    ///
    /// # Panics
    /// If `time` has passed.
    pub fn set_timer(&mut self, slot: usize, time: SimTime) {
        assert!(
            time >= self.now,
            "timer {slot} was set to {time:?}, before {:?}",
            self.now
        );
        self.timers.set(slot, time);
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
    mut sink: impl FnMut(&M::Record),
) -> Result<(), BudgetExceeded> {
    let mut context = Context {
        now: SimTime::ZERO,
        horizon,
        calendar: Calendar::default(),
        timers: Timers::new(timers),
        records: Vec::new(),
    };
    let mut census = Census::default();
    let mut handled = 0_u64;
    model.begin(&mut context);
    loop {
        for record in context.records.drain(..) {
            sink(&record);
        }
        handled += 1;
        if handled > budget {
            return Err(BudgetExceeded {
                budget,
                commonest: census.commonest(),
            });
        }
        let event = context.calendar.next_key();
        let timer = context.timers.next();
        let timer_key = timer.map(|(time, slot)| {
            Key::new(
                time,
                M::TIMER_RANK,
                u32::try_from(slot).expect("slots fit u32"),
            )
        });
        let take_timer = match (event, timer_key) {
            (None, None) => break,
            (Some(event), Some(timer)) => timer < event,
            (event, _) => event.is_none(),
        };
        if let (true, Some((time, slot))) = (take_timer, timer) {
            if time >= horizon {
                break;
            }
            context.now = advance(context.now, time);
            context.timers.clear(slot);
            census.count(M::TIMER_RANK, "timer");
            model.timer(slot, &mut context);
        } else if let Some((time, event)) = context.calendar.pop() {
            context.now = advance(context.now, time);
            census.count(event.rank(), event.name());
            model.handle(event, &mut context);
        }
    }
    context.now = horizon;
    model.end(&mut context);
    context.records.iter().for_each(&mut sink);
    Ok(())
}

/// The clock at `next`.
fn advance(now: SimTime, next: SimTime) -> SimTime {
    assert!(next >= now, "time ran backward, from {now:?} to {next:?}");
    next
}

/// Events handled by rank, for the error that names the commonest.
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

    fn commonest(&self) -> &'static str {
        self.counts
            .iter()
            .max_by_key(|(count, _)| *count)
            .map_or("none", |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::SimDuration;

    /// A clock that ticks every hour, and a server whose timer fires every two.
    struct Clock;

    #[derive(Clone, Copy, Debug)]
    struct Tick;

    impl Event for Tick {
        fn rank(&self) -> u8 {
            1
        }
        fn entity(&self) -> u32 {
            0
        }
        fn name(&self) -> &'static str {
            "tick"
        }
    }

    impl Model for Clock {
        type Event = Tick;
        type Record = (SimTime, &'static str);
        const TIMER_RANK: u8 = 0;

        fn begin(&mut self, at: &mut Context<Tick, Self::Record>) {
            at.schedule(SimTime::from_millis(1), Tick);
            at.set_timer(0, SimTime::from_millis(2));
        }
        fn handle(&mut self, _: Tick, at: &mut Context<Tick, Self::Record>) {
            at.record((at.now(), "tick"));
            at.schedule(at.now() + SimDuration::from_millis(1), Tick);
        }
        fn timer(&mut self, slot: usize, at: &mut Context<Tick, Self::Record>) {
            at.record((at.now(), "timer"));
            at.set_timer(slot, at.now() + SimDuration::from_millis(2));
        }
        fn end(&mut self, at: &mut Context<Tick, Self::Record>) {
            at.record((at.now(), "end"));
        }
    }

    #[test]
    fn events_and_timers_share_one_order_and_the_horizon_is_excluded() {
        let mut seen = Vec::new();
        run(
            &mut Clock,
            1,
            SimTime::from_millis(4),
            100,
            |(time, what)| {
                seen.push((time.millis(), *what));
            },
        )
        .unwrap();
        let expected = [
            (1, "tick"),
            (2, "timer"),
            (2, "tick"),
            (3, "tick"),
            (4, "end"),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_run_without_end_names_its_commonest_event() {
        let error = run(&mut Clock, 1, SimTime::NEVER, 100, |_| {}).unwrap_err();
        assert_eq!(error.commonest, "tick");
    }
}
