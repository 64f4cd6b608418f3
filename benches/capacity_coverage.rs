//! How often the interval of a capacity holds the exact answer, on queues that have one.
//!
//! For E2/E2/n the utilization at which vessels wait 0.10 of their time at berth is computed; for
//! each of a hundred seeds the capacity is searched for as `sanpedro capacity` does, and counted
//! if its interval holds that utilization. The 95 % interval is right if about 95 do.
//!
//! `cargo bench --bench capacity_coverage [-- SEEDS REPLICATIONS DAYS]`

use sanpedro::experiment::Means;
use sanpedro::experiment::capacity::{Question, Site, capacity};
use sanpedro::scenario::Scenario;
use sanpedro::statistics::queueing::Queue;

const LEVEL: f64 = 0.10;
const BERTHS: [u32; 4] = [1, 2, 3, 6];

fn scenario(berths: u32, days: u32, seed: u64) -> Scenario {
    let gap = 48.0 / f64::from(berths);
    let text = format!(
        r#"
name = "e2_e2_n"
[horizon]
start = 2001-01-01
days = "{days} d"
warm_up = "60 d"
[experiment]
seed = {seed}
[port.harbor]
name = "Harbor"
[terminal.quay]
name = "Quay"
port = "harbor"
policy = "first_come"
cycle_time = {{ erlang = {{ mean = "24 h", shape = 2 }} }}
[terminal.quay.wharf.main]
slots = {berths}
cranes = {berths}
[service.vessels]
terminal = "quay"
arrivals = {{ erlang = {{ mean = "{gap} h", shape = 2 }} }}
moves = 1
vessel_class = "any"
"#
    );
    let loaded = Scenario::parse(&text, "e2_e2_n.toml", &[]);
    loaded.unwrap_or_else(|error| panic!("{error}")).0
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn main() {
    let numbers = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse::<u32>().ok());
    let numbers: Vec<u32> = numbers.collect();
    let at = |index: usize, usual: u32| numbers.get(index).copied().unwrap_or(usual);
    let (seeds, replications, days) = (at(0, 100), at(1, 20), at(2, 1_500));
    println!("{seeds} seeds, {replications} replications of {days} days, 95 % intervals");
    for berths in BERTHS {
        let exact = Queue::e2_e2(berths).utilization_at(LEVEL);
        let (mut held, mut below, mut width, mut sum) = (0, 0, 0.0, 0.0);
        for seed in 1..=seeds {
            let scenario = scenario(berths, days, u64::from(seed));
            let question = Question {
                site: Site::Bay,
                level: LEVEL,
                replications,
            };
            let found =
                capacity(&scenario, &question, Means::simply(&|_| {})).expect("the queue fills up");
            let teu = found.teu_per_year;
            let busy = |teu: f64| teu / 1.88 / 365.0 / f64::from(berths);
            let (low, high) = (busy(teu.ci95_low), busy(teu.ci95_high));
            held += u32::from(low <= exact && exact <= high);
            below += u32::from(high < exact);
            width += (high - low) / f64::from(seeds);
            sum += busy(teu.mean) / f64::from(seeds);
        }
        println!(
            "E2/E2/{berths}: exact {exact:.4}, mean answer {sum:.4}, held {held} of {seeds} \
             ({below} below), mean width {:.1} % of the answer",
            100.0 * width / exact
        );
    }
}
