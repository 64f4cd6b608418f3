//! This project's side of the comparison with its peers: `ours MODEL --seed N [--days D]
//! [--one-by-one]` prints one line of JSON. `benches/peers/run` and `benches/guard` build it and
//! call it. Under `cargo bench`, without a model, it checks that both paces of the stripped port
//! give the same ships at the same milliseconds.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "peers/src/clock.rs"]
pub mod clock;
#[path = "peers/src/command.rs"]
pub mod command;
pub mod models;

use clock::cpu_seconds;
use command::{Command, Model, Report};
use models::stripped_port::Pace;
use models::{hold, queue, stripped_port};

fn simulate(command: Command) -> Report {
    let Command { seed, days, .. } = command;
    match command.model {
        Model::Hold(pending) => Report {
            served: hold::simulate(pending, seed, days),
            ..Report::default()
        },
        Model::Queue(servers) => {
            let outcome = queue::simulate(servers, seed, days);
            Report {
                served: outcome.served,
                moves: None,
                mean_wait_hours: Some(outcome.mean_wait_hours),
                mean_stay_hours: Some(outcome.mean_service_hours),
            }
        }
        Model::Port => {
            let pace = if command.one_by_one {
                Pace::OneByOne
            } else {
                Pace::Batched
            };
            let outcome = stripped_port::simulate(pace, seed, days);
            Report {
                served: outcome.ships.len() as u64,
                moves: Some(outcome.moves),
                mean_wait_hours: Some(outcome.mean_wait_hours()),
                mean_stay_hours: Some(outcome.mean_stay_hours()),
            }
        }
    }
}

/// Both paces, on horizons that cut work at many places.
fn check_paces() {
    for seed in 1..=20 {
        let days = 20.0 + seed as f64 * 1.37;
        let batched = stripped_port::simulate(Pace::Batched, seed, days);
        let one_by_one = stripped_port::simulate(Pace::OneByOne, seed, days);
        assert!(!batched.ships.is_empty(), "no ship sailed with seed {seed}");
        assert!(
            batched == one_by_one,
            "the paces differ with seed {seed}, {days} days"
        );
    }
    println!("stripped port: 20 seeds, both paces give the same ships to the millisecond");
}

fn main() -> Result<(), String> {
    // `cargo bench` passes `--bench`.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|text| text != "--bench")
        .collect();
    if arguments.is_empty() {
        check_paces();
        return Ok(());
    }
    let command = Command::parse(arguments.into_iter())?;
    let start = cpu_seconds();
    let report = simulate(command);
    println!("{}", report.line(cpu_seconds() - start));
    Ok(())
}
