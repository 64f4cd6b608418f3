//! The stripped port: ships come from the sea to terminals, which send hatches to their cranes.
//!
//! ```text
//! ┌─────┐ ship  ┌──────────┐ hatch     ┌───────┐
//! │ Sea ├──────►│ Terminal ├──────────►│ Crane │  six terminals, ten cranes each
//! └─────┘       │          │◄──────────┤       │
//!               └──────────┘ hatch done└───────┘
//! ```

use std::collections::VecDeque;

use nexosim::model::{Context, Model, schedulable};
use nexosim::ports::{Output, QuerySource, Requestor};
use nexosim::simulation::{Mailbox, SimInit, Simulation};
use nexosim::time::MonotonicTime;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Exp, LogNormal};
use sanpedro_peers::command::Command;
use sanpedro_peers::parameters::{
    BERTHS, CRANES, HATCHES, MOVES_PER_HATCH, SHIPS_PER_DAY, TERMINALS,
};
use sanpedro_peers::{Generator, HOURS_PER_DAY, Tally, move_hours};
use serde::{Deserialize, Serialize};

use crate::{Ask, hours, init, span};

#[derive(Serialize, Deserialize)]
struct Sea {
    /// Ships, to each terminal -- output ports.
    ships: Vec<Output<()>>,
    gap: Exp<f64>,
    rng: Generator,
}

#[Model]
impl Sea {
    #[nexosim(init)]
    async fn init(&mut self, cx: &Context<Self>) {
        self.schedule(cx);
    }

    #[nexosim(schedulable)]
    async fn arrive(&mut self, _: (), cx: &Context<Self>) {
        let terminal = self.rng.random_range(0..self.ships.len());
        self.ships[terminal].send(()).await;
        self.schedule(cx);
    }

    fn schedule(&mut self, cx: &Context<Self>) {
        let gap = span(self.gap.sample(&mut self.rng));
        cx.schedule_event(gap, schedulable!(Self::arrive), ())
            .expect("a gap is above zero");
    }
}

#[derive(Serialize, Deserialize)]
struct Ship {
    arrived: MonotonicTime,
    berthed: MonotonicTime,
    hatches_left: usize,
}

#[derive(Serialize, Deserialize)]
struct Terminal {
    /// The berth whose ship a crane is to work, to each crane -- output ports.
    hatches: Vec<Output<usize>>,
    anchorage: VecDeque<MonotonicTime>,
    berths: [Option<Ship>; BERTHS],
    free_cranes: Vec<usize>,
    /// The berths of hatches that wait for a crane.
    waiting_hatches: VecDeque<usize>,
    tally: Tally,
}

#[Model]
impl Terminal {
    /// Ships -- input port.
    async fn ship(&mut self, _: (), cx: &Context<Self>) {
        self.anchorage.push_back(cx.time());
        self.try_to_berth(cx.time());
        self.allocate_cranes().await;
    }

    /// A crane has finished a hatch of a berth's ship -- input port.
    async fn hatch_done(&mut self, (crane, berth): (usize, usize), cx: &Context<Self>) {
        self.free_cranes.push(crane);
        let ship = self.berths[berth].as_mut().expect("a crane works a ship");
        ship.hatches_left -= 1;
        if ship.hatches_left == 0 {
            let (arrived, berthed) = (hours(ship.arrived), hours(ship.berthed));
            self.tally.serve(arrived, berthed, hours(cx.time()));
            self.berths[berth] = None;
            self.try_to_berth(cx.time());
        }
        self.allocate_cranes().await;
    }

    /// Lets the first ship at anchor berth if it can, and its hatches ask for cranes.
    fn try_to_berth(&mut self, now: MonotonicTime) {
        let Some(berth) = self.berths.iter().position(Option::is_none) else {
            return;
        };
        let Some(arrived) = self.anchorage.pop_front() else {
            return;
        };
        self.berths[berth] = Some(Ship {
            arrived,
            berthed: now,
            hatches_left: HATCHES,
        });
        self.waiting_hatches.extend([berth; HATCHES]);
    }

    /// Gives free cranes to the hatches that wait for one, first come first served.
    async fn allocate_cranes(&mut self) {
        while !self.free_cranes.is_empty() && !self.waiting_hatches.is_empty() {
            let crane = self.free_cranes.pop().expect("one is free");
            let berth = self.waiting_hatches.pop_front().expect("one waits");
            self.hatches[crane].send(berth).await;
        }
    }

    /// Ships served so far -- replier port.
    async fn tally(&mut self) -> Tally {
        self.tally
    }
}

#[derive(Serialize, Deserialize)]
struct Crane {
    /// This crane and the berth whose hatch is done -- output port.
    hatch_done: Output<(usize, usize)>,
    number: usize,
    berth: usize,
    moves_left: u32,
    moves: u64,
    cycle: LogNormal<f64>,
    rng: Generator,
}

#[Model]
impl Crane {
    /// The berth whose ship's next hatch to work -- input port.
    fn hatch(&mut self, berth: usize, cx: &Context<Self>) {
        self.berth = berth;
        self.moves_left = MOVES_PER_HATCH;
        self.begin_move(cx);
    }

    fn begin_move(&mut self, cx: &Context<Self>) {
        let cycle = span(self.cycle.sample(&mut self.rng));
        cx.schedule_event(cycle, schedulable!(Self::end_move), ())
            .expect("a cycle is above zero");
    }

    #[nexosim(schedulable)]
    async fn end_move(&mut self, _: (), cx: &Context<Self>) {
        self.moves += 1;
        self.moves_left -= 1;
        if self.moves_left > 0 {
            self.begin_move(cx);
        } else {
            self.hatch_done.send((self.number, self.berth)).await;
        }
    }

    /// Moves so far -- replier port.
    async fn moves(&mut self) -> u64 {
        self.moves
    }
}

/// Adds up what terminals and cranes counted, at the end.
#[derive(Default, Serialize, Deserialize)]
struct Books {
    tallies: Requestor<(), Tally>,
    moves: Requestor<(), u64>,
}

#[Model]
impl Books {
    /// Everything so far -- replier port.
    async fn close(&mut self) -> Tally {
        let mut total = Tally::default();
        for tally in self.tallies.send(()).await {
            total.add(&tally);
        }
        total.moves = self.moves.send(()).await.sum();
        total
    }
}

/// A terminal with its cranes, wired to each other and to the books.
fn add_terminal(
    mut bench: SimInit,
    mailbox: Mailbox<Terminal>,
    books: &mut Books,
    rng: &mut Generator,
) -> SimInit {
    let mut terminal = Terminal {
        hatches: Vec::new(),
        anchorage: VecDeque::new(),
        berths: [const { None }; BERTHS],
        free_cranes: (0..CRANES).collect(),
        waiting_hatches: VecDeque::new(),
        tally: Tally::default(),
    };
    books.tallies.connect(Terminal::tally, &mailbox);
    for number in 0..CRANES {
        let mut crane = Crane {
            hatch_done: Output::default(),
            number,
            berth: 0,
            moves_left: 0,
            moves: 0,
            cycle: move_hours(),
            rng: Generator::from_rng(rng),
        };
        let crane_mailbox = Mailbox::new();
        let mut hatch = Output::default();
        hatch.connect(Crane::hatch, &crane_mailbox);
        terminal.hatches.push(hatch);
        crane.hatch_done.connect(Terminal::hatch_done, &mailbox);
        books.moves.connect(Crane::moves, &crane_mailbox);
        bench = bench.add_model(crane, crane_mailbox, "crane");
    }
    bench.add_model(terminal, mailbox, "terminal")
}

pub fn assemble(mut bench: SimInit, command: Command) -> (Simulation, Ask) {
    let mut rng = Generator::seed_from_u64(command.seed);
    let mut books = Books::default();
    let mut sea = Sea {
        ships: Vec::new(),
        gap: Exp::new(SHIPS_PER_DAY / HOURS_PER_DAY).expect("a fixed rate"),
        rng: Generator::from_rng(&mut rng),
    };
    for _ in 0..TERMINALS {
        let mailbox = Mailbox::new();
        let mut ships = Output::default();
        ships.connect(Terminal::ship, &mailbox);
        sea.ships.push(ships);
        bench = add_terminal(bench, mailbox, &mut books, &mut rng);
    }
    let books_mailbox = Mailbox::new();
    let close = QuerySource::new()
        .connect(Books::close, &books_mailbox)
        .register(&mut bench);
    let ask = move |simulation: &mut Simulation| {
        let total = simulation.process_query(&close, ()).expect("a reply");
        total.report(command.model)
    };
    let bench =
        bench
            .add_model(sea, Mailbox::new(), "sea")
            .add_model(books, books_mailbox, "books");
    (init(bench), Box::new(ask))
}
