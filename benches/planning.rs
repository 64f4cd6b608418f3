//! How near plans are to known optima, and the processor time they take: berth allocation on the
//! stored instances of `tests/berths`, quay crane scheduling on the published ones of `tests/cranes`.
//!
//! Run with `cargo bench --bench planning`.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "peers/src/clock.rs"]
pub mod clock;

use std::path::Path;

use clock::cpu_seconds;
use sanpedro::planning::berths::{self, Effort};
use sanpedro::planning::cranes::{self, CraneInstance, Task};
use sanpedro::scenario::BerthInstance;

/// Instances as they are published.
mod published {
    use super::{CraneInstance, Task};

    include!("../tests/cranes/published.rs");
}

/// Partial schedules that a proof of crane plans may try.
const NODES: u64 = 2_000_000;

fn main() {
    berth_plans();
    crane_plans();
}

/// The mean and the largest of some shares, in percent.
fn summary(of: &str, over: &[f64]) {
    let mean = 100.0 * over.iter().sum::<f64>() / over.len() as f64;
    let worst = 100.0 * over.iter().copied().fold(0.0, f64::max);
    println!("{of}: {mean:.3} % over the optimum on the mean, {worst:.3} % at worst\n");
}

fn berth_plans() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/berths");
    let optima = std::fs::read_to_string(folder.join("optima.csv")).expect("the stored optima");
    println!(
        "{:<12} {:>9} {:>9} {:>9} {:>8}",
        "berths", "optimum", "plan", "bound", "s"
    );
    let mut over = Vec::new();
    for line in optima.lines().skip(1) {
        let (name, rest) = line.split_once(',').expect("a name");
        let (_, optimum) = rest.rsplit_once(',').expect("an optimum");
        let optimum: f64 = optimum.parse().expect("a number");
        let read = BerthInstance::load(&folder.join(name)).expect("a right instance");
        let begin = cpu_seconds();
        let found = berths::plan(&read.instance, Effort::PLAN);
        let seconds = cpu_seconds() - begin;
        println!(
            "{:<12} {optimum:>9} {:>9} {:>9.1} {seconds:>8.2}",
            read.name, found.objective, found.bound
        );
        over.push(found.objective / optimum - 1.0);
    }
    summary("berth allocation", &over);
}

fn crane_plans() {
    println!(
        "{:<12} {:>9} {:>9} {:>9} {:>8}",
        "cranes", "published", "beam", "proven", "s"
    );
    let mut over = Vec::new();
    for (name, (instance, best)) in published::published() {
        let begin = cpu_seconds();
        let beam = cranes::plan(&instance, 0).makespan;
        let proven = cranes::plan(&instance, NODES);
        let seconds = cpu_seconds() - begin;
        let proven_in_words = if proven.makespan == proven.bound {
            proven.bound.to_string()
        } else {
            format!(">= {}", proven.bound)
        };
        println!("{name:<12} {best:>9} {beam:>9} {proven_in_words:>9} {seconds:>8.2}");
        over.push(beam as f64 / best as f64 - 1.0);
    }
    summary("crane scheduling, by the beam alone", &over);
}
