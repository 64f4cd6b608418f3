//! The hold model: what the calendar costs when nothing else happens.

use sanpedro::engine::{Context, Distribution, Event, Model, Stream};

use super::draws::Draws;
use super::parameters::HOLD_HOURS;
use super::{HOUR_MS, run};

/// One of the pending events, by its number.
#[derive(Clone, Copy, Debug)]
pub struct Due(u32);

impl Event for Due {
    fn rank(&self) -> u8 {
        0
    }
    fn entity(&self) -> u32 {
        self.0
    }
    fn name(&self) -> &'static str {
        "hold"
    }
}

struct Hold {
    pending: u32,
    gaps: Draws,
    holds: u64,
}

impl Model for Hold {
    type Event = Due;
    type Record = ();
    const TIMER_RANK: u8 = 1;

    fn begin(&mut self, at: &mut Context<Due, ()>) {
        for number in 0..self.pending {
            at.schedule(self.gaps.after(at.now()), Due(number));
        }
    }

    fn handle(&mut self, due: Due, at: &mut Context<Due, ()>) {
        self.holds += 1;
        at.schedule(self.gaps.after(at.now()), due);
    }

    fn timer(&mut self, _: usize, _: &mut Context<Due, ()>) {
        unreachable!("nobody sets a timer");
    }

    fn end(&mut self, _: &mut Context<Due, ()>) {}
}

/// Holds of a run over `days` with so many `pending` events.
pub fn simulate(pending: u32, seed: u64, days: f64) -> u64 {
    let gap = Distribution::exponential(HOLD_HOURS * HOUR_MS);
    let mut model = Hold {
        pending,
        gaps: Draws::new(Stream::root(seed, 0).named("gap"), gap),
        holds: 0,
    };
    run(&mut model, 0, days, |()| ());
    model.holds
}
