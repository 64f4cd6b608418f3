//! The models on NeXosim: components with ports, wired on a bench, that schedule their own
//! events. One thread: the bench compares single cores.

mod hold;
mod port;
mod queue;

use std::time::Duration;

use nexosim::simulation::{SimInit, Simulation};
use nexosim::time::MonotonicTime;
use sanpedro_peers::HOURS_PER_DAY;
use sanpedro_peers::command::{Command, Model, Report};

/// A span of this many hours, to the nanosecond.
fn span(hours: f64) -> Duration {
    Duration::from_secs_f64(hours * 3600.0)
}

/// Hours since the beginning.
fn hours(time: MonotonicTime) -> f64 {
    time.duration_since(MonotonicTime::EPOCH).as_secs_f64() / 3600.0
}

/// The models of a bench, set up.
fn init(bench: SimInit) -> Simulation {
    bench
        .init(MonotonicTime::EPOCH)
        .expect("a bench without faults")
}

fn prepare(command: Command) -> Box<dyn FnOnce() -> Report> {
    let horizon = span(command.days * HOURS_PER_DAY);
    let bench = SimInit::with_num_threads(1);
    let (mut simulation, report) = match command.model {
        Model::Hold(pending) => hold::assemble(bench, pending, command),
        Model::Queue(servers) => queue::assemble(bench, servers, command),
        Model::Port => port::assemble(bench, command),
    };
    Box::new(move || {
        simulation.step_until(horizon).expect("no event fails");
        report(&mut simulation)
    })
}

/// Asks the models of a simulation that has ended what they counted.
type Ask = Box<dyn FnOnce(&mut Simulation) -> Report>;

fn main() -> Result<(), String> {
    sanpedro_peers::main(prepare)
}
