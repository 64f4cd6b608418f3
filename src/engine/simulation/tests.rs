//! Clocks and servers whose events are known by hand.

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

/// Servers that set timers to the instant they are called at.
struct Eager {
    calls: u32,
}

impl Model for Eager {
    type Event = Tick;
    type Record = (SimTime, usize);
    const TIMER_RANK: u8 = 0;

    fn begin(&mut self, at: &mut Context<Tick, Self::Record>) {
        at.set_timer(2, SimTime::from_millis(5));
    }
    fn handle(&mut self, _: Tick, _: &mut Context<Tick, Self::Record>) {}
    fn timer(&mut self, slot: usize, at: &mut Context<Tick, Self::Record>) {
        at.record((at.now(), slot));
        let later = at.now() + SimDuration::from_millis(1);
        self.calls += 1;
        match self.calls {
            // Itself at once, and later at once after all.
            1 => at.set_timer(2, at.now()),
            2 => {
                at.set_timer(2, later);
                at.set_timer(2, at.now());
            }
            // One that goes before it, and nothing for itself.
            3 => at.set_timer(1, at.now()),
            // One that goes after it, and itself later.
            4 => {
                at.set_timer(3, at.now());
                at.set_timer(1, later);
            }
            // Itself at once, and then not at all.
            5 => {
                at.set_timer(3, at.now());
                at.clear_timer(3);
            }
            _ => {}
        }
    }
    fn end(&mut self, _: &mut Context<Tick, Self::Record>) {}
}

#[test]
fn timers_may_be_set_to_the_instant_that_is_handled() {
    let mut seen = Vec::new();
    let horizon = SimTime::from_millis(100);
    run(&mut Eager { calls: 0 }, 4, horizon, 100, |(time, slot)| {
        seen.push((time.millis(), *slot));
    })
    .unwrap();
    assert_eq!(seen, [(5, 2), (5, 2), (5, 2), (5, 1), (5, 3), (6, 1)]);
}

#[test]
fn a_run_without_end_names_its_commonest_event() {
    let error = run(&mut Clock, 1, SimTime::NEVER, 100, |_| {}).unwrap_err();
    assert_eq!(error.commonest, "tick");
}
