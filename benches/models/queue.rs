//! M/M/c: arrivals in the calendar, one timer a server.

use std::collections::VecDeque;

use sanpedro::engine::{Context, Distribution, Event, Model, SimDuration, SimTime, Stream};

use super::draws::Draws;
use super::parameters::{SERVICE_HOURS, UTILIZATION};
use super::{HOUR_MS, run};

/// The next customer arrives.
#[derive(Clone, Copy, Debug)]
pub struct Arrival;

impl Event for Arrival {
    fn rank(&self) -> u8 {
        1
    }
    fn entity(&self) -> u32 {
        0
    }
    fn name(&self) -> &'static str {
        "arrival"
    }
}

/// A customer was served.
#[derive(Clone, Copy, Debug)]
pub struct Served {
    wait: SimDuration,
    service: SimDuration,
}

/// A customer with a server.
#[derive(Clone, Copy, Debug)]
struct InService {
    arrived: SimTime,
    begun: SimTime,
}

struct Queue {
    arrivals: Draws,
    services: Draws,
    waiting: VecDeque<SimTime>,
    /// Idle servers, any of which will do.
    idle: Vec<usize>,
    in_service: Vec<InService>,
}

impl Queue {
    fn begin_service(
        &mut self,
        server: usize,
        arrived: SimTime,
        at: &mut Context<Arrival, Served>,
    ) {
        let begun = at.now();
        self.in_service[server] = InService { arrived, begun };
        at.set_timer(server, self.services.after(begun));
    }
}

impl Model for Queue {
    type Event = Arrival;
    type Record = Served;
    /// A server is free for whoever arrives at the instant its service ends.
    const TIMER_RANK: u8 = 0;

    fn begin(&mut self, at: &mut Context<Arrival, Served>) {
        at.schedule(self.arrivals.after(at.now()), Arrival);
    }

    fn handle(&mut self, _: Arrival, at: &mut Context<Arrival, Served>) {
        match self.idle.pop() {
            Some(server) => self.begin_service(server, at.now(), at),
            None => self.waiting.push_back(at.now()),
        }
        at.schedule(self.arrivals.after(at.now()), Arrival);
    }

    fn timer(&mut self, server: usize, at: &mut Context<Arrival, Served>) {
        let InService { arrived, begun } = self.in_service[server];
        at.record(Served {
            wait: begun - arrived,
            service: at.now() - begun,
        });
        match self.waiting.pop_front() {
            Some(arrived) => self.begin_service(server, arrived, at),
            None => self.idle.push(server),
        }
    }

    fn end(&mut self, _: &mut Context<Arrival, Served>) {}
}

/// What a run of the queue gave.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Customers served.
    pub served: u64,
    /// Mean wait, in hours.
    pub mean_wait_hours: f64,
    /// Mean time with the server, in hours.
    pub mean_service_hours: f64,
}

/// A run over `days` with so many `servers`.
pub fn simulate(servers: usize, seed: u64, days: f64) -> Outcome {
    let root = Stream::root(seed, 0);
    let service = Distribution::exponential(SERVICE_HOURS * HOUR_MS);
    let gap = SERVICE_HOURS * HOUR_MS / (UTILIZATION * servers as f64);
    let idle_server = InService {
        arrived: SimTime::ZERO,
        begun: SimTime::ZERO,
    };
    let mut model = Queue {
        arrivals: Draws::new(root.named("arrival"), Distribution::exponential(gap)),
        services: Draws::new(root.named("service"), service),
        waiting: VecDeque::new(),
        idle: (0..servers).collect(),
        in_service: vec![idle_server; servers],
    };
    let (mut served, mut wait, mut service) = (0_u64, SimDuration::ZERO, SimDuration::ZERO);
    run(&mut model, servers, days, |customer| {
        served += 1;
        wait += customer.wait;
        service += customer.service;
    });
    let each = served.max(1) as f64;
    Outcome {
        served,
        mean_wait_hours: wait.hours() / each,
        mean_service_hours: service.hours() / each,
    }
}
