//! What the peers' programs share: the models' parameters, the command line, the tally, chance.

pub mod clock;
pub mod command;
#[path = "../../models/parameters.rs"]
pub mod parameters;

use clock::cpu_seconds;
use command::{Command, Model, Report};
use parameters::{MOVE_CV, MOVE_MINUTES};
use rand_distr::LogNormal;
use serde::{Deserialize, Serialize};

/// The generator of every Rust peer that leaves the choice to the modeler: the fastest in `rand`.
pub type Generator = rand::rngs::Xoshiro256PlusPlus;

/// Hours of a day.
pub const HOURS_PER_DAY: f64 = 24.0;

/// Time of a crane move, in hours.
pub fn move_hours() -> LogNormal<f64> {
    LogNormal::from_mean_cv(MOVE_MINUTES / 60.0, MOVE_CV).expect("fixed parameters")
}

/// Waits and stays of whoever was served, and moves, counted as they happen.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    pub served: u64,
    pub moves: u64,
    wait_hours: f64,
    stay_hours: f64,
}

impl Tally {
    /// Someone leaves now, having arrived and begun its service then; all in hours.
    pub fn serve(&mut self, arrived: f64, begun: f64, now: f64) {
        self.served += 1;
        self.wait_hours += begun - arrived;
        self.stay_hours += now - begun;
    }

    /// Adds what another place has counted.
    pub fn add(&mut self, other: &Self) {
        self.served += other.served;
        self.moves += other.moves;
        self.wait_hours += other.wait_hours;
        self.stay_hours += other.stay_hours;
    }

    /// The report of a queue or, with its moves, of the port.
    pub fn report(&self, model: Model) -> Report {
        let each = self.served.max(1) as f64;
        Report {
            served: self.served,
            moves: (model == Model::Port).then_some(self.moves),
            mean_wait_hours: Some(self.wait_hours / each),
            mean_stay_hours: Some(self.stay_hours / each),
        }
    }
}

/// Runs a peer's program: `prepare` sets a simulation up and hands back how to run it, which
/// alone is timed.
pub fn main<Run: FnOnce() -> Report>(prepare: impl FnOnce(Command) -> Run) -> Result<(), String> {
    let command = Command::parse(std::env::args().skip(1))?;
    let run = prepare(command);
    let start = cpu_seconds();
    let report = run();
    println!("{}", report.line(cpu_seconds() - start));
    Ok(())
}
