//! The stripped port.

use std::collections::VecDeque;

use ixa::prelude::*;
use rand_distr::{Exp, LogNormal};
use sanpedro_peers::command::{Model, Report};
use sanpedro_peers::parameters::{
    BERTHS, CRANES, HATCHES, MOVES_PER_HATCH, SHIPS_PER_DAY, TERMINALS,
};
use sanpedro_peers::{HOURS_PER_DAY, Tally, move_hours};

define_rng!(ShipRng);
define_rng!(TerminalRng);
define_rng!(MoveRng);

struct Ship {
    arrived: f64,
    berthed: f64,
    hatches_left: usize,
}

struct Terminal {
    /// When each ship at anchor arrived.
    anchorage: VecDeque<f64>,
    berths: [Option<Ship>; BERTHS],
    free_cranes: usize,
    /// The berths of hatches that wait for a crane.
    waiting_hatches: VecDeque<usize>,
}

struct Port {
    terminals: [Terminal; TERMINALS],
    cycle: LogNormal<f64>,
    tally: Tally,
}

impl Port {
    fn new() -> Self {
        let terminal = |_| Terminal {
            anchorage: VecDeque::new(),
            berths: [const { None }; BERTHS],
            free_cranes: CRANES,
            waiting_hatches: VecDeque::new(),
        };
        Self {
            terminals: std::array::from_fn(terminal),
            cycle: move_hours(),
            tally: Tally::default(),
        }
    }
}

define_data_plugin!(PortPlugin, Port, Port::new());

fn schedule_arrival(context: &mut Context) {
    let gap = Exp::new(SHIPS_PER_DAY / HOURS_PER_DAY).expect("a fixed rate");
    let due = context.get_current_time() + context.sample_distr(ShipRng, gap);
    context.add_plan(due, arrive);
}

fn arrive(context: &mut Context) {
    let now = context.get_current_time();
    let terminal = context.sample_range(TerminalRng, 0..TERMINALS);
    let port = context.get_data_mut(PortPlugin);
    port.terminals[terminal].anchorage.push_back(now);
    try_to_berth(context, terminal);
    schedule_arrival(context);
}

/// Lets the first ship at anchor berth if it can, and its hatches ask for cranes.
fn try_to_berth(context: &mut Context, terminal: usize) {
    let now = context.get_current_time();
    let of = &mut context.get_data_mut(PortPlugin).terminals[terminal];
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
    allocate_cranes(context, terminal);
}

/// Gives free cranes to the hatches that wait for one, first come first served.
fn allocate_cranes(context: &mut Context, terminal: usize) {
    loop {
        let of = &mut context.get_data_mut(PortPlugin).terminals[terminal];
        if of.free_cranes == 0 {
            return;
        }
        let Some(berth) = of.waiting_hatches.pop_front() else {
            return;
        };
        of.free_cranes -= 1;
        begin_move(context, terminal, berth, MOVES_PER_HATCH);
    }
}

fn begin_move(context: &mut Context, terminal: usize, berth: usize, moves_left: u32) {
    let cycle = context.get_data(PortPlugin).cycle;
    let due = context.get_current_time() + context.sample_distr(MoveRng, cycle);
    context.add_plan(due, move |context| {
        end_move(context, terminal, berth, moves_left - 1);
    });
}

fn end_move(context: &mut Context, terminal: usize, berth: usize, moves_left: u32) {
    context.get_data_mut(PortPlugin).tally.moves += 1;
    if moves_left > 0 {
        begin_move(context, terminal, berth, moves_left);
    } else {
        finish_hatch(context, terminal, berth);
    }
}

fn finish_hatch(context: &mut Context, terminal: usize, berth: usize) {
    let now = context.get_current_time();
    let port = context.get_data_mut(PortPlugin);
    let of = &mut port.terminals[terminal];
    of.free_cranes += 1;
    let ship = of.berths[berth].as_mut().expect("a crane works a ship");
    ship.hatches_left -= 1;
    if ship.hatches_left == 0 {
        port.tally.serve(ship.arrived, ship.berthed, now);
        of.berths[berth] = None;
        try_to_berth(context, terminal);
    }
    allocate_cranes(context, terminal);
}

pub fn init(context: &mut Context) -> fn(&mut Context) -> Report {
    context.add_plan(0.0, schedule_arrival);
    |context| context.get_data(PortPlugin).tally.report(Model::Port)
}
