//! What one crane move of a bay year costs, as a ratio that holds on any machine: time of a whole
//! replication with all records, measures and emissions, divided by its moves, divided by the cost
//! of one stock `rand_distr` lognormal draw measured in the same run.
//!
//! Run with `cargo bench`.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use rand_distr::{Distribution as _, LogNormal};
use sanpedro::engine::Stream;
use sanpedro::experiment::Batch;
use sanpedro::scenario::Scenario;

/// Nanoseconds of one lognormal draw with the crates as they come.
fn yardstick() -> f64 {
    let draws = 20_000_000_u32;
    let lognormal = LogNormal::new(0.1, 0.34).expect("a fixed distribution");
    let mut generator = Stream::root(1, 0).generator();
    let start = Instant::now();
    let sum: f64 = (0..draws).map(|_| lognormal.sample(&mut generator)).sum();
    black_box(sum);
    start.elapsed().as_secs_f64() * 1e9 / f64::from(draws)
}

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/san_pedro_bay_2025.toml");
    let (scenario, _) = Scenario::load(&path, &[]).expect("the project's own scenario");
    let batch = Batch::new(&scenario).replications(1);
    black_box(batch.run(&|_| ()).expect("a finite scenario"));
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let draw = yardstick();
        let start = Instant::now();
        let results = batch.run(&|_| ()).expect("a finite scenario");
        let seconds = start.elapsed().as_secs_f64();
        let moves = results
            .bay
            .get("crane_moves")
            .expect("moves were made")
            .mean;
        let cost = seconds * 1e9 / moves;
        println!(
            "{seconds:.3} s a replication, {moves:.0} moves, {cost:.1} ns a move, draw {draw:.1} ns, ratio {:.2}",
            cost / draw
        );
        ratios.push(cost / draw);
    }
    ratios.sort_by(f64::total_cmp);
    println!("move_cost: median ratio {:.2}", ratios[2]);
}
