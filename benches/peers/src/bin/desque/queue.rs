//! M/M/c, after desque's own `crn_queues` example.

use std::collections::VecDeque;

use desque::SimState;
use desque::serial::{OkEvent, Simulation};
use rand::SeedableRng;
use rand_distr::{Distribution, Exp};
use sanpedro_peers::command::Command;
use sanpedro_peers::parameters::{SERVICE_HOURS, UTILIZATION};
use sanpedro_peers::{Generator, Tally};

use crate::{Time, horizon, hours, millis};

pub struct Store {
    horizon: Time,
    idle_servers: usize,
    /// When each customer in line arrived.
    line: VecDeque<Time>,
    gap: Exp<f64>,
    service: Exp<f64>,
    rng: Generator,
    pub tally: Tally,
}

impl SimState<Time> for Store {
    fn is_complete(&self, now: &Time) -> bool {
        *now >= self.horizon
    }
}

#[derive(Debug)]
struct Arrival;

impl Arrival {
    fn schedule(simulation: &mut Simulation<Store, Time>) {
        let store = simulation.state_mut();
        let gap = millis(store.gap.sample(&mut store.rng));
        simulation
            .schedule_with_delay(Self, gap)
            .expect("a gap is not negative");
    }
}

impl OkEvent<Store, Time> for Arrival {
    fn execute(&mut self, simulation: &mut Simulation<Store, Time>) {
        let now = *simulation.current_time();
        let store = simulation.state_mut();
        if store.idle_servers > 0 {
            store.idle_servers -= 1;
            Departure::schedule(now, simulation);
        } else {
            store.line.push_back(now);
        }
        Self::schedule(simulation);
    }
}

#[derive(Debug)]
struct Departure {
    arrived: Time,
    begun: Time,
}

impl Departure {
    fn schedule(arrived: Time, simulation: &mut Simulation<Store, Time>) {
        let begun = *simulation.current_time();
        let store = simulation.state_mut();
        let service = millis(store.service.sample(&mut store.rng));
        simulation
            .schedule_with_delay(Self { arrived, begun }, service)
            .expect("a service is not negative");
    }
}

impl OkEvent<Store, Time> for Departure {
    fn execute(&mut self, simulation: &mut Simulation<Store, Time>) {
        let now = *simulation.current_time();
        let store = simulation.state_mut();
        store
            .tally
            .serve(hours(self.arrived), hours(self.begun), hours(now));
        match store.line.pop_front() {
            Some(arrived) => Self::schedule(arrived, simulation),
            None => store.idle_servers += 1,
        }
    }
}

pub fn new(servers: usize, command: Command) -> Simulation<Store, Time> {
    let arrivals_per_hour = UTILIZATION * servers as f64 / SERVICE_HOURS;
    let store = Store {
        horizon: horizon(command),
        idle_servers: servers,
        line: VecDeque::new(),
        gap: Exp::new(arrivals_per_hour).expect("a fixed rate"),
        service: Exp::new(1.0 / SERVICE_HOURS).expect("a fixed rate"),
        rng: Generator::seed_from_u64(command.seed),
        tally: Tally::default(),
    };
    let mut simulation = Simulation::new(store, 0);
    Arrival::schedule(&mut simulation);
    simulation
}
