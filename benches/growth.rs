//! What a crane move costs as the place and the horizon grow: the bay's ports, terminals, services
//! and gangs 1, 4, 16 and 64 times over, and 1, 10 and 100 years of the bay. Nothing in the port
//! model looks at all of the bay to move one container, so the cost should stay about the same.
//!
//! Run with `cargo bench --bench growth`; with `-- "× 16"` only the rows with that in their name.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "peers/src/clock.rs"]
pub mod clock;

use std::path::Path;

use clock::cpu_seconds;
use sanpedro::port::bay::{Bay, Labor, PortId, Service, Terminal, TerminalId};
use sanpedro::port::record::Record;
use sanpedro::port::{Pace, simulate_at};
use sanpedro::scenario::Scenario;

fn main() {
    println!(
        "{:<24} {:>14} {:>22} {:>22}",
        "", "moves", "batched", "one by one"
    );
    let year = bay_until("2026-01-01");
    let mut table = Table::new();
    for times in [1_u16, 4, 16, 64] {
        table.row(&format!("the bay × {times}"), || grown(&year, times));
    }
    let mut table = Table::new();
    for (years, end) in [(1, "2026-01-01"), (10, "2035-01-01"), (100, "2125-01-01")] {
        table.row(&format!("{years} years of the bay"), || bay_until(end));
    }
}

/// Costs of a growing thing, told as multiples of the first.
struct Table {
    only: String,
    first: Option<[f64; 2]>,
}

impl Table {
    /// A table of the rows that are asked for.
    fn new() -> Self {
        // `cargo bench` adds an argument of its own.
        let mut asked = std::env::args().skip(1).filter(|arg| arg != "--bench");
        Self {
            only: asked.next().unwrap_or_default(),
            first: None,
        }
    }

    fn row(&mut self, name: &str, bay: impl FnOnce() -> Bay) {
        if !name.contains(&self.only) {
            return;
        }
        let bay = &bay();
        let (moves, batched) = cost(bay, Pace::Batched);
        let (_, one_by_one) = cost(bay, Pace::OneByOne);
        let [first, first_single] = *self.first.get_or_insert([batched, one_by_one]);
        println!(
            "{name:<24} {moves:>14} {batched:>10.2} ns, × {:<6.2} {one_by_one:>10.2} ns, × {:<6.2}",
            batched / first,
            one_by_one / first_single
        );
    }
}

/// Moves of one replication, and nanoseconds of processor time a move: the least of a few runs.
fn cost(bay: &Bay, pace: Pace) -> (u64, f64) {
    let mut least = f64::INFINITY;
    let (mut moves, mut simulated) = (0, 0);
    while simulated < 30_000_000 {
        moves = 0;
        let start = cpu_seconds();
        let outcome = simulate_at(pace, bay, 1, 0, |record| {
            if let Record::CraneWorked { moves: done, .. } = record {
                moves += u64::from(*done);
            }
        });
        let seconds = cpu_seconds() - start;
        assert!(outcome.expect("a finite scenario").closes());
        least = least.min(seconds * 1e9 / moves as f64);
        simulated += moves;
    }
    (moves, least)
}

/// San Pedro Bay of 2025 until a date.
fn bay_until(end: &str) -> Bay {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/san_pedro_bay_2025.toml");
    let set = [format!("horizon.end={end}")];
    let (scenario, _) = Scenario::load(&path, &set).expect("the project's own scenario");
    scenario.bay
}

/// A bay several times over: bays that share nothing but the pool of gangs, which grows with them.
fn grown(bay: &Bay, times: u16) -> Bay {
    let mut grown = bay.clone();
    let ports = u16::try_from(bay.ports.len()).expect("ports fit u16");
    let terminals = u16::try_from(bay.terminals.len()).expect("terminals fit u16");
    for copy in 1..times {
        grown.ports.extend(bay.ports.iter().cloned());
        grown
            .terminals
            .extend(bay.terminals.iter().map(|of| Terminal {
                id: format!("{}_{copy}", of.id),
                port: PortId(of.port.0 + copy * ports),
                ..of.clone()
            }));
        grown.services.extend(bay.services.iter().map(|of| {
            let moved = |(terminal, share): &(TerminalId, f64)| {
                (TerminalId(terminal.0 + copy * terminals), *share)
            };
            Service {
                id: format!("{}_{copy}", of.id),
                terminals: of.terminals.iter().map(moved).collect(),
                ..of.clone()
            }
        }));
    }
    if let Labor::Shifts(shifts) = &mut grown.labor {
        for shift in shifts {
            shift.gangs *= u32::from(times);
        }
    }
    grown
}
