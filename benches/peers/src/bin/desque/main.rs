//! The models on desque: each kind of event a type, the state owned by the simulation, time in
//! whole milliseconds (a built-in time of desque).

mod hold;
mod port;
mod queue;

use desque::serial::Simulation;
use sanpedro_peers::HOURS_PER_DAY;
use sanpedro_peers::command::{Command, Model, Report};

/// Milliseconds since the beginning.
type Time = u64;

/// Milliseconds of this many hours.
fn millis(hours: f64) -> Time {
    (hours * 3_600_000.0 + 0.5) as Time
}

/// Hours of these milliseconds.
fn hours(time: Time) -> f64 {
    time as f64 / 3_600_000.0
}

/// The end of the run.
fn horizon(command: Command) -> Time {
    millis(command.days * HOURS_PER_DAY)
}

/// Runs a simulation until its state says that it is complete.
fn run<State: desque::SimState<Time>>(simulation: &mut Simulation<State, Time>) {
    simulation.run().expect("no event fails");
}

fn prepare(command: Command) -> Box<dyn FnOnce() -> Report> {
    match command.model {
        Model::Hold(pending) => {
            let mut simulation = hold::new(pending, command);
            Box::new(move || {
                run(&mut simulation);
                Report {
                    served: simulation.state().holds,
                    ..Report::default()
                }
            })
        }
        Model::Queue(servers) => {
            let mut simulation = queue::new(servers, command);
            Box::new(move || {
                run(&mut simulation);
                simulation.state().tally.report(command.model)
            })
        }
        Model::Port => {
            let mut simulation = port::new(command);
            Box::new(move || {
                run(&mut simulation);
                simulation.state().tally.report(command.model)
            })
        }
    }
}

fn main() -> Result<(), String> {
    sanpedro_peers::main(prepare)
}
