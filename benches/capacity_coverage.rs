//! How often the interval of a capacity holds the exact answer, on queues that have one.
//!
//! For E2/E2/n the utilization at which vessels wait 0.10 of their time at berth is computed; for
//! each of a hundred seeds the capacity is searched for as `sanpedro capacity` does, and counted
//! if its interval holds that utilization. The same of a bay of two such queues, each filled to
//! its own level, against the sum of both. The 95 % interval is right if about 95 do.
//!
//! `cargo bench --bench capacity_coverage [-- FIRST_SEED SEEDS REPLICATIONS DAYS]`

#[path = "models/e2_e2.rs"]
mod e2_e2;

use e2_e2::{TEU, days_per_year, scenario};
use sanpedro::experiment::Runner;
use sanpedro::experiment::capacity::{Question, Site, berth_side};
use sanpedro::statistics::queueing::Queue;

const LEVEL: f64 = 0.10;
/// Berths of each terminal.
const BAYS: [&[u32]; 5] = [&[1], &[2], &[3], &[6], &[2, 3]];

/// What became of one seed after the other.
#[derive(Default)]
struct Tally {
    held: u32,
    below: u32,
    width: f64,
    sum: f64,
    /// Errors in standard errors.
    errors: Vec<f64>,
}

impl Tally {
    /// Takes in what was found of a bay whose exact answer is 1, in units of it.
    fn add(&mut self, (low, mean, high): (f64, f64, f64), each: &[f64]) {
        self.held += u32::from(low <= 1.0 && 1.0 <= high);
        self.below += u32::from(high < 1.0);
        self.width += high - low;
        self.sum += mean;
        let count = each.len() as f64;
        let of = each.iter().sum::<f64>() / count;
        let squares: f64 = each.iter().map(|x| (x - of) * (x - of)).sum();
        let error = (squares / (count - 1.0) / count).sqrt();
        self.errors.push((mean - 1.0) / error);
    }
}

fn measure(bay: &[u32], seeds: std::ops::Range<u32>, replications: u32, days: u32) -> Tally {
    let of = |berths: &u32| f64::from(*berths) * Queue::e2_e2(*berths).utilization_at(LEVEL);
    let exact = bay.iter().map(of).sum::<f64>() * TEU * days_per_year(days);
    let mut tally = Tally::default();
    for seed in seeds {
        let scenario = scenario(bay, days, u64::from(seed));
        let question = Question {
            site: if bay.len() > 1 {
                Site::EachTerminal
            } else {
                Site::Bay
            },
            level: LEVEL,
            replications,
        };
        let found = berth_side(&scenario, &question, Runner::new(&|_| {}));
        let found = found.expect("the queues fill up");
        let teu = found.teu_per_year.scaled(1.0 / exact);
        let each: Vec<f64> = found.by_replication.iter().map(|x| x / exact).collect();
        tally.add((teu.ci95_low, teu.mean, teu.ci95_high), &each);
    }
    tally
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn main() {
    let numbers = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse::<u32>().ok());
    let numbers: Vec<u32> = numbers.collect();
    let at = |index: usize, usual: u32| numbers.get(index).copied().unwrap_or(usual);
    let (first, seeds) = (at(0, 1), at(1, 100));
    let (replications, days) = (at(2, 20), at(3, 1_500));
    println!(
        "seeds {first} to {}, {replications} replications of {days} days, 95 % intervals",
        first + seeds - 1
    );
    for bay in BAYS {
        let tally = measure(bay, first..first + seeds, replications, days);
        let count = f64::from(seeds);
        let mean = tally.errors.iter().sum::<f64>() / count;
        let queues: Vec<String> = bay.iter().map(|n| format!("E2/E2/{n}")).collect();
        println!(
            "{:<15} held {} of {seeds} ({} below), mean answer {:+.2} %, mean width {:.1} %, mean \
             error {mean:+.2} standard errors",
            queues.join(" + "),
            tally.held,
            tally.below,
            100.0 * (tally.sum / count - 1.0),
            100.0 * tally.width / count,
        );
    }
}
