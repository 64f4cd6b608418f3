//! The hold model: one component with so many events of its own pending.

use nexosim::model::{Context, Model, schedulable};
use nexosim::ports::QuerySource;
use nexosim::simulation::{Mailbox, SimInit, Simulation};
use rand::SeedableRng;
use rand_distr::{Distribution, Exp};
use sanpedro_peers::Generator;
use sanpedro_peers::command::{Command, Report};
use sanpedro_peers::parameters::HOLD_HOURS;
use serde::{Deserialize, Serialize};

use crate::{Ask, init, span};

#[derive(Serialize, Deserialize)]
struct Holder {
    pending: u32,
    gap: Exp<f64>,
    rng: Generator,
    holds: u64,
}

#[Model]
impl Holder {
    #[nexosim(init)]
    async fn init(&mut self, cx: &Context<Self>) {
        for _ in 0..self.pending {
            self.schedule(cx);
        }
    }

    #[nexosim(schedulable)]
    fn hold(&mut self, _: (), cx: &Context<Self>) {
        self.holds += 1;
        self.schedule(cx);
    }

    fn schedule(&mut self, cx: &Context<Self>) {
        let gap = span(self.gap.sample(&mut self.rng));
        cx.schedule_event(gap, schedulable!(Self::hold), ())
            .expect("a gap is above zero");
    }

    /// Holds so far -- replier port.
    async fn holds(&mut self) -> u64 {
        self.holds
    }
}

pub fn assemble(mut bench: SimInit, pending: u32, command: Command) -> (Simulation, Ask) {
    let holder = Holder {
        pending,
        gap: Exp::new(1.0 / HOLD_HOURS).expect("a fixed rate"),
        rng: Generator::seed_from_u64(command.seed),
        holds: 0,
    };
    let mailbox = Mailbox::new();
    let holds = QuerySource::new()
        .connect(Holder::holds, &mailbox)
        .register(&mut bench);
    let ask = move |simulation: &mut Simulation| Report {
        served: simulation.process_query(&holds, ()).expect("a reply"),
        ..Report::default()
    };
    let simulation = init(bench.add_model(holder, mailbox, "holder"));
    (simulation, Box::new(ask))
}
