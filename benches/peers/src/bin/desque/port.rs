//! The stripped port.

use std::collections::VecDeque;

use desque::SimState;
use desque::serial::{OkEvent, Simulation};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Exp, LogNormal};
use sanpedro_peers::command::Command;
use sanpedro_peers::parameters::{
    BERTHS, CRANES, HATCHES, MOVES_PER_HATCH, SHIPS_PER_DAY, TERMINALS,
};
use sanpedro_peers::{Generator, HOURS_PER_DAY, Tally, move_hours};

use crate::{Time, horizon, hours, millis};

struct Ship {
    arrived: Time,
    berthed: Time,
    hatches_left: usize,
}

#[derive(Default)]
struct Terminal {
    /// When each ship at anchor arrived.
    anchorage: VecDeque<Time>,
    berths: [Option<Ship>; BERTHS],
    free_cranes: usize,
    /// The berths of hatches that wait for a crane.
    waiting_hatches: VecDeque<usize>,
}

pub struct Port {
    horizon: Time,
    terminals: [Terminal; TERMINALS],
    gap: Exp<f64>,
    cycle: LogNormal<f64>,
    rng: Generator,
    pub tally: Tally,
}

impl SimState<Time> for Port {
    fn is_complete(&self, now: &Time) -> bool {
        *now >= self.horizon
    }
}

#[derive(Debug)]
struct Arrival;

impl Arrival {
    fn schedule(simulation: &mut Simulation<Port, Time>) {
        let port = simulation.state_mut();
        let gap = millis(port.gap.sample(&mut port.rng));
        simulation
            .schedule_with_delay(Self, gap)
            .expect("a gap is not negative");
    }
}

impl OkEvent<Port, Time> for Arrival {
    fn execute(&mut self, simulation: &mut Simulation<Port, Time>) {
        let now = *simulation.current_time();
        let port = simulation.state_mut();
        let terminal = port.rng.random_range(0..TERMINALS);
        port.terminals[terminal].anchorage.push_back(now);
        try_to_berth(terminal, simulation);
        Self::schedule(simulation);
    }
}

/// A crane completes a move of a hatch.
#[derive(Debug)]
struct MoveDone {
    terminal: usize,
    berth: usize,
    moves_left: u32,
}

impl MoveDone {
    fn schedule(self, simulation: &mut Simulation<Port, Time>) {
        let port = simulation.state_mut();
        let cycle = millis(port.cycle.sample(&mut port.rng));
        simulation
            .schedule_with_delay(self, cycle)
            .expect("a cycle is not negative");
    }
}

impl OkEvent<Port, Time> for MoveDone {
    fn execute(&mut self, simulation: &mut Simulation<Port, Time>) {
        let Self {
            terminal,
            berth,
            moves_left,
        } = *self;
        simulation.state_mut().tally.moves += 1;
        if moves_left > 1 {
            let next = Self {
                terminal,
                berth,
                moves_left: moves_left - 1,
            };
            next.schedule(simulation);
        } else {
            finish_hatch(terminal, berth, simulation);
        }
    }
}

/// Lets the first ship at anchor berth if it can, and its hatches ask for cranes.
fn try_to_berth(terminal: usize, simulation: &mut Simulation<Port, Time>) {
    let now = *simulation.current_time();
    let of = &mut simulation.state_mut().terminals[terminal];
    let Some(berth) = of.berths.iter().position(Option::is_none) else {
        return;
    };
    let Some(arrived) = of.anchorage.pop_front() else {
        return;
    };
    of.berths[berth] = Some(Ship {
        arrived,
        berthed: now,
        hatches_left: HATCHES,
    });
    of.waiting_hatches.extend([berth; HATCHES]);
    allocate_cranes(terminal, simulation);
}

/// Gives free cranes to the hatches that wait for one, first come first served.
fn allocate_cranes(terminal: usize, simulation: &mut Simulation<Port, Time>) {
    loop {
        let of = &mut simulation.state_mut().terminals[terminal];
        if of.free_cranes == 0 {
            return;
        }
        let Some(berth) = of.waiting_hatches.pop_front() else {
            return;
        };
        of.free_cranes -= 1;
        let first = MoveDone {
            terminal,
            berth,
            moves_left: MOVES_PER_HATCH,
        };
        first.schedule(simulation);
    }
}

fn finish_hatch(terminal: usize, berth: usize, simulation: &mut Simulation<Port, Time>) {
    let now = *simulation.current_time();
    let port = simulation.state_mut();
    let of = &mut port.terminals[terminal];
    of.free_cranes += 1;
    let ship = of.berths[berth].as_mut().expect("a crane works a ship");
    ship.hatches_left -= 1;
    if ship.hatches_left == 0 {
        port.tally
            .serve(hours(ship.arrived), hours(ship.berthed), hours(now));
        of.berths[berth] = None;
        try_to_berth(terminal, simulation);
    }
    allocate_cranes(terminal, simulation);
}

pub fn new(command: Command) -> Simulation<Port, Time> {
    let terminal = |_| Terminal {
        free_cranes: CRANES,
        ..Terminal::default()
    };
    let port = Port {
        horizon: horizon(command),
        terminals: std::array::from_fn(terminal),
        gap: Exp::new(SHIPS_PER_DAY / HOURS_PER_DAY).expect("a fixed rate"),
        cycle: move_hours(),
        rng: Generator::seed_from_u64(command.seed),
        tally: Tally::default(),
    };
    let mut simulation = Simulation::new(port, 0);
    Arrival::schedule(&mut simulation);
    simulation
}
