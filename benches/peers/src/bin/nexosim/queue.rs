//! M/M/c: a source of customers and a station of servers.
//!
//! ```text
//! ┌────────┐ customer ┌─────────┐
//! │ Source ├─────────►│ Station │
//! └────────┘          └─────────┘
//! ```

use std::collections::VecDeque;

use nexosim::model::{Context, Model, schedulable};
use nexosim::ports::{Output, QuerySource};
use nexosim::simulation::{Mailbox, SimInit, Simulation};
use nexosim::time::MonotonicTime;
use rand::SeedableRng;
use rand_distr::{Distribution, Exp};
use sanpedro_peers::command::Command;
use sanpedro_peers::parameters::{SERVICE_HOURS, UTILIZATION};
use sanpedro_peers::{Generator, Tally};
use serde::{Deserialize, Serialize};

use crate::{Ask, hours, init, span};

#[derive(Serialize, Deserialize)]
struct Source {
    /// Customers -- output port.
    customer: Output<()>,
    gap: Exp<f64>,
    rng: Generator,
}

#[Model]
impl Source {
    #[nexosim(init)]
    async fn init(&mut self, cx: &Context<Self>) {
        self.schedule(cx);
    }

    #[nexosim(schedulable)]
    async fn arrive(&mut self, _: (), cx: &Context<Self>) {
        self.customer.send(()).await;
        self.schedule(cx);
    }

    fn schedule(&mut self, cx: &Context<Self>) {
        let gap = span(self.gap.sample(&mut self.rng));
        cx.schedule_event(gap, schedulable!(Self::arrive), ())
            .expect("a gap is above zero");
    }
}

/// A customer in service: when it arrived and when its service began.
type Customer = (MonotonicTime, MonotonicTime);

#[derive(Serialize, Deserialize)]
struct Station {
    idle_servers: usize,
    line: VecDeque<MonotonicTime>,
    service: Exp<f64>,
    rng: Generator,
    tally: Tally,
}

#[Model]
impl Station {
    /// Customers -- input port.
    fn customer(&mut self, _: (), cx: &Context<Self>) {
        if self.idle_servers > 0 {
            self.idle_servers -= 1;
            self.serve(cx.time(), cx);
        } else {
            self.line.push_back(cx.time());
        }
    }

    fn serve(&mut self, arrived: MonotonicTime, cx: &Context<Self>) {
        let service = span(self.service.sample(&mut self.rng));
        cx.schedule_event(service, schedulable!(Self::depart), (arrived, cx.time()))
            .expect("a service is above zero");
    }

    #[nexosim(schedulable)]
    fn depart(&mut self, (arrived, begun): Customer, cx: &Context<Self>) {
        self.tally
            .serve(hours(arrived), hours(begun), hours(cx.time()));
        match self.line.pop_front() {
            Some(arrived) => self.serve(arrived, cx),
            None => self.idle_servers += 1,
        }
    }

    /// Customers served so far -- replier port.
    async fn tally(&mut self) -> Tally {
        self.tally
    }
}

pub fn assemble(mut bench: SimInit, servers: usize, command: Command) -> (Simulation, Ask) {
    let mut rng = Generator::seed_from_u64(command.seed);
    let arrivals_per_hour = UTILIZATION * servers as f64 / SERVICE_HOURS;
    let mut source = Source {
        customer: Output::default(),
        gap: Exp::new(arrivals_per_hour).expect("a fixed rate"),
        rng: Generator::from_rng(&mut rng),
    };
    let station = Station {
        idle_servers: servers,
        line: VecDeque::new(),
        service: Exp::new(1.0 / SERVICE_HOURS).expect("a fixed rate"),
        rng: Generator::from_rng(&mut rng),
        tally: Tally::default(),
    };
    let (source_mailbox, station_mailbox) = (Mailbox::new(), Mailbox::new());
    source.customer.connect(Station::customer, &station_mailbox);
    let tally = QuerySource::new()
        .connect(Station::tally, &station_mailbox)
        .register(&mut bench);
    let ask = move |simulation: &mut Simulation| {
        let tally = simulation.process_query(&tally, ()).expect("a reply");
        tally.report(command.model)
    };
    let bench = bench.add_model(source, source_mailbox, "source").add_model(
        station,
        station_mailbox,
        "station",
    );
    (init(bench), Box::new(ask))
}
