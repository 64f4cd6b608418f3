//! The stripped port: twelve berths, sixty cranes, five ships a day, every move drawn.
//!
//! A hatch is one [`Run`] of moves, and each crane has a timer. In batches the run is advanced
//! to its end at once and the timer fires there; one by one it fires after every move. Both ways
//! give the same ships at the same milliseconds.

use std::collections::VecDeque;

use sanpedro::engine::{
    Ahead, Context, Distribution, Event, Model, Run, SimDuration, SimTime, Stream,
};

use super::draws::Draws;
use super::parameters::{
    BERTHS, CRANES, HATCHES, MOVE_CV, MOVE_MINUTES, MOVES_PER_HATCH, SHIPS_PER_DAY, TERMINALS,
};
use super::{HOUR_MS, horizon, run};

/// How the moves of a hatch are simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// All moves of a hatch at once.
    Batched,
    /// Every move an event of its own.
    OneByOne,
}

/// A ship arrives.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    ship: u32,
}

impl Event for Arrival {
    fn rank(&self) -> u8 {
        1
    }
    fn entity(&self) -> u32 {
        self.ship
    }
    fn name(&self) -> &'static str {
        "arrival"
    }
}

/// A ship has left its berth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sailed {
    ship: u32,
    arrived: SimTime,
    berthed: SimTime,
    departed: SimTime,
}

type At = Context<Arrival, Sailed>;

/// A ship at anchor or at its berth.
#[derive(Clone, Copy, Debug)]
struct Ship {
    number: u32,
    arrived: SimTime,
    berthed: SimTime,
    hatches_left: usize,
}

/// A crane over the hatch of a berth's ship.
#[derive(Debug)]
struct Crane {
    berth: usize,
    /// Its moves that are left.
    run: Run,
    /// What is drawn ahead of them in batches.
    ahead: Ahead,
}

#[derive(Debug)]
struct Terminal {
    anchorage: VecDeque<Ship>,
    berths: [Option<Ship>; BERTHS],
    /// Free cranes, any of which will do.
    free_cranes: Vec<usize>,
    /// Hatches that wait for a crane, as (berth, hatch).
    waiting_hatches: VecDeque<(usize, usize)>,
}

struct Port {
    pace: Pace,
    /// The last instant before the horizon.
    last: SimTime,
    ships: Stream,
    cycle: Distribution,
    gaps: Draws,
    terminals: Vec<Terminal>,
    /// Cranes of all terminals, and the slots of their timers.
    cranes: Vec<Crane>,
    moves: u64,
}

impl Port {
    fn new(pace: Pace, seed: u64, days: f64) -> Self {
        let root = Stream::root(seed, 0);
        let gap = Distribution::exponential(24.0 * HOUR_MS / SHIPS_PER_DAY);
        let terminal = |t: usize| Terminal {
            anchorage: VecDeque::new(),
            berths: [None; BERTHS],
            free_cranes: (t * CRANES..(t + 1) * CRANES).collect(),
            waiting_hatches: VecDeque::new(),
        };
        let crane = |_| Crane {
            berth: 0,
            run: Run::new(root, 0, 0, SimTime::ZERO),
            ahead: Ahead::new(root),
        };
        Self {
            pace,
            last: horizon(days) - SimDuration::from_millis(1),
            ships: root.named("ship"),
            cycle: Distribution::lognormal(MOVE_MINUTES * 60_000.0, MOVE_CV),
            gaps: Draws::new(root.named("arrival"), gap),
            terminals: (0..TERMINALS).map(terminal).collect(),
            cranes: (0..TERMINALS * CRANES).map(crane).collect(),
            moves: 0,
        }
    }

    /// Lets the first ship at anchor berth if it can, and its hatches ask for cranes.
    fn try_to_berth(&mut self, terminal: usize, at: &mut At) {
        let of = &mut self.terminals[terminal];
        let Some(berth) = of.berths.iter().position(Option::is_none) else {
            return;
        };
        let Some(mut ship) = of.anchorage.pop_front() else {
            return;
        };
        ship.berthed = at.now();
        of.berths[berth] = Some(ship);
        of.waiting_hatches
            .extend((0..HATCHES).map(|hatch| (berth, hatch)));
        self.allocate_cranes(terminal, at);
    }

    /// Gives free cranes to the hatches that wait for one, first come first served.
    fn allocate_cranes(&mut self, terminal: usize, at: &mut At) {
        let of = &mut self.terminals[terminal];
        while !of.free_cranes.is_empty() {
            let Some((berth, hatch)) = of.waiting_hatches.pop_front() else {
                return;
            };
            let ship = of.berths[berth].expect("a hatch waits at a berth with its ship");
            let slot = of.free_cranes.pop().expect("one is free");
            let moves = self.ships.child(u64::from(ship.number)).child(hatch as u64);
            let crane = &mut self.cranes[slot];
            crane.berth = berth;
            crane.run = Run::new(moves, 0, MOVES_PER_HATCH, at.now());
            match self.pace {
                Pace::OneByOne => {
                    at.set_timer(slot, crane.run.next_end(&self.cycle));
                }
                Pace::Batched => {
                    let Crane { run, ahead, .. } = crane;
                    self.moves += u64::from(run.advance(&self.cycle, self.last, self.last, ahead));
                    if crane.run.left() == 0 {
                        at.set_timer(slot, crane.run.clock());
                    }
                }
            }
        }
    }

    /// A crane has made the last move of its hatch.
    fn finish_hatch(&mut self, slot: usize, at: &mut At) {
        let terminal = slot / CRANES;
        let of = &mut self.terminals[terminal];
        of.free_cranes.push(slot);
        let berth = &mut of.berths[self.cranes[slot].berth];
        let ship = berth.as_mut().expect("a crane works a ship");
        ship.hatches_left -= 1;
        if ship.hatches_left == 0 {
            at.record(Sailed {
                ship: ship.number,
                arrived: ship.arrived,
                berthed: ship.berthed,
                departed: at.now(),
            });
            *berth = None;
            self.try_to_berth(terminal, at);
        }
        self.allocate_cranes(terminal, at);
    }
}

impl Model for Port {
    type Event = Arrival;
    type Record = Sailed;
    /// A berth is free for the ship that arrives at the instant another sails.
    const TIMER_RANK: u8 = 0;

    fn begin(&mut self, at: &mut At) {
        at.schedule(self.gaps.after(at.now()), Arrival { ship: 0 });
    }

    fn handle(&mut self, Arrival { ship }: Arrival, at: &mut At) {
        let even = self.ships.child(u64::from(ship)).bits(0);
        let terminal = usize::try_from(even % TERMINALS as u64).expect("a few terminals");
        self.terminals[terminal].anchorage.push_back(Ship {
            number: ship,
            arrived: at.now(),
            berthed: SimTime::NEVER,
            hatches_left: HATCHES,
        });
        self.try_to_berth(terminal, at);
        at.schedule(self.gaps.after(at.now()), Arrival { ship: ship + 1 });
    }

    #[inline]
    fn timer(&mut self, slot: usize, at: &mut At) {
        if self.pace == Pace::OneByOne {
            let run = &mut self.cranes[slot].run;
            self.moves += 1;
            run.complete(at.now());
            if run.left() > 0 {
                at.set_timer(slot, run.next_end(&self.cycle));
                return;
            }
        }
        self.finish_hatch(slot, at);
    }

    fn end(&mut self, _: &mut At) {}
}

/// What a run of the stripped port gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Ships that sailed, in order.
    pub ships: Vec<Sailed>,
    /// Moves completed.
    pub moves: u64,
}

impl Outcome {
    /// Mean time from arrival to berthing, in hours.
    pub fn mean_wait_hours(&self) -> f64 {
        self.mean(|ship| ship.berthed - ship.arrived)
    }

    /// Mean time from berthing to sailing, in hours.
    pub fn mean_stay_hours(&self) -> f64 {
        self.mean(|ship| ship.departed - ship.berthed)
    }

    fn mean(&self, span: impl Fn(&Sailed) -> SimDuration) -> f64 {
        let total: SimDuration = self.ships.iter().map(span).sum();
        total.hours() / self.ships.len().max(1) as f64
    }
}

/// A run over `days`.
pub fn simulate(pace: Pace, seed: u64, days: f64) -> Outcome {
    let mut port = Port::new(pace, seed, days);
    let mut ships = Vec::new();
    run(&mut port, TERMINALS * CRANES, days, |sailed| {
        ships.push(*sailed);
    });
    Outcome {
        ships,
        moves: port.moves,
    }
}
