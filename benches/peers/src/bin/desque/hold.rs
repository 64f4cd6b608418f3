//! The hold model.

use desque::SimState;
use desque::serial::{OkEvent, Simulation};
use rand::SeedableRng;
use rand_distr::{Distribution, Exp};
use sanpedro_peers::Generator;
use sanpedro_peers::command::Command;
use sanpedro_peers::parameters::HOLD_HOURS;

use crate::{Time, horizon, millis};

pub struct Holds {
    horizon: Time,
    gap: Exp<f64>,
    rng: Generator,
    pub holds: u64,
}

impl SimState<Time> for Holds {
    fn is_complete(&self, now: &Time) -> bool {
        *now >= self.horizon
    }
}

#[derive(Debug)]
struct Hold;

impl Hold {
    fn schedule(simulation: &mut Simulation<Holds, Time>) {
        let state = simulation.state_mut();
        let gap = millis(state.gap.sample(&mut state.rng));
        simulation
            .schedule_with_delay(Self, gap)
            .expect("a gap is not negative");
    }
}

impl OkEvent<Holds, Time> for Hold {
    fn execute(&mut self, simulation: &mut Simulation<Holds, Time>) {
        simulation.state_mut().holds += 1;
        Self::schedule(simulation);
    }
}

pub fn new(pending: u32, command: Command) -> Simulation<Holds, Time> {
    let state = Holds {
        horizon: horizon(command),
        gap: Exp::new(1.0 / HOLD_HOURS).expect("a fixed rate"),
        rng: Generator::seed_from_u64(command.seed),
        holds: 0,
    };
    let mut simulation = Simulation::new(state, 0);
    for _ in 0..pending {
        Hold::schedule(&mut simulation);
    }
    simulation
}
