//! What one crane move of a bay year costs, as a ratio that holds on any machine: processor time
//! of a batch of replications with all records, measures and emissions, divided by its moves,
//! divided by the cost of one stock `rand_distr` lognormal draw measured in the same run. The year
//! has no warm-up here, so that every move simulated is a move counted.
//!
//! `cargo bench --bench move_cost` prints the medians beside the goals. With `-- --once DATE` it
//! simulates one replication up to that date and measures nothing, for `benches/guard`; with
//! `--only batched` or `--only "one by one"` it leaves the other way out, for a profile.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "peers/src/clock.rs"]
pub mod clock;

use std::hint::black_box;
use std::path::Path;

use clock::cpu_seconds;
use rand_distr::{Distribution as _, LogNormal};
use sanpedro::engine::{Distribution, SimDuration, Stream};
use sanpedro::experiment::{Batch, measure};
use sanpedro::port;
use sanpedro::scenario::Scenario;

/// Rounds of draws and a batch in turn.
const ROUNDS: usize = 5;
/// Replications of a batch: the first is kept in full, call by call, which costs extra.
const REPLICATIONS: u32 = 10;

/// Moves drawn at once where a crane begins: the bay's stints have about 74 moves, and draws come
/// in multiples of 16.
const STINT: usize = 80;

/// A way to simulate the moves of the bay, with the ratio it is to reach, if it has to.
struct Row {
    name: &'static str,
    goal: Option<f64>,
    pace: port::Pace,
}

/// The ways there are.
const ROWS: [Row; 2] = [
    Row {
        name: "batched",
        goal: Some(0.5),
        pace: port::Pace::Batched,
    },
    Row {
        name: "one by one",
        goal: None,
        pace: port::Pace::OneByOne,
    },
];

/// Nanoseconds of one lognormal draw with the crates as they come.
fn stock_draw() -> f64 {
    let draws = 20_000_000_u32;
    let lognormal = LogNormal::new(0.1, 0.34).expect("a fixed distribution");
    let mut generator = Stream::root(1, 0).generator();
    let start = cpu_seconds();
    let sum: f64 = (0..draws).map(|_| lognormal.sample(&mut generator)).sum();
    black_box(sum);
    (cpu_seconds() - start) * 1e9 / f64::from(draws)
}

/// Nanoseconds of one draw of the bay's cycle time alone, drawn as a stint draws it: the floor of
/// moves in batches, since each move is drawn.
fn own_draw(cycle: &Distribution) -> f64 {
    let stints = 100_000;
    let mut spans = [SimDuration::ZERO; STINT];
    let hatches = Stream::root(1, 0).named("floor");
    let start = cpu_seconds();
    for stint in 0..stints {
        cycle.fill_spans(hatches.child(stint), 0, black_box(&mut spans));
    }
    (cpu_seconds() - start) * 1e9 / (stints as f64 * STINT as f64)
}

/// Simulates so many replications; their crane moves.
fn replicate(scenario: &Scenario, replications: u32, pace: port::Pace) -> f64 {
    let batch = Batch::new(scenario).replications(replications).pace(pace);
    let results = batch.run(&|_| ()).expect("a finite scenario");
    let moves = results
        .bay
        .get(&measure::CRANE_MOVES)
        .expect("moves were made");
    moves.mean * f64::from(replications)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Measures one way in rounds and prints its medians beside the goal, and what no way can be below.
fn measure(row: &Row, scenario: &Scenario) {
    black_box(replicate(scenario, 1, row.pace));
    let cycle = &scenario.bay.terminals[0].cycle_time;
    let round = |_| {
        let draw = stock_draw();
        let floor = own_draw(cycle);
        let start = cpu_seconds();
        let moves = replicate(scenario, REPLICATIONS, row.pace);
        ((cpu_seconds() - start) * 1e9 / moves, draw, floor)
    };
    let rounds: Vec<(f64, f64, f64)> = (0..ROUNDS).map(round).collect();
    let ratio = median(rounds.iter().map(|(cost, draw, _)| cost / draw));
    let floor = median(rounds.iter().map(|(_, draw, floor)| floor / draw));
    let goal = row.goal.map_or(String::new(), |goal| {
        let reached = if ratio <= goal { "reached" } else { "missed" };
        format!(", goal {goal:.1}: {reached}")
    });
    println!(
        "move_cost, {}: {:.2} ns a move, stock draw {:.2} ns, ratio {ratio:.2}{goal}; \
         its draws alone in blocks {floor:.2}",
        row.name,
        median(rounds.iter().map(|(cost, ..)| *cost)),
        median(rounds.iter().map(|(_, draw, _)| *draw)),
    );
}

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/san_pedro_bay_2025.toml");
    let arguments: Vec<String> = std::env::args().collect();
    let value_of = |option: &str| {
        let at = arguments.iter().position(|argument| argument == option)?;
        arguments.get(at + 1)
    };
    let (end, only) = (value_of("--once"), value_of("--only"));
    let mut settings = vec!["horizon.warm_up=0 d".to_owned()];
    settings.extend(end.map(|date| format!("horizon.end={date}")));
    let (scenario, _) = Scenario::load(&path, &settings).expect("the project's own scenario");
    for row in ROWS
        .iter()
        .filter(|row| only.is_none_or(|only| only == row.name))
    {
        if end.is_some() {
            let moves = replicate(&scenario, 1, row.pace);
            println!("{}: {moves:.0} moves", row.name);
        } else {
            measure(row, &scenario);
        }
    }
}
