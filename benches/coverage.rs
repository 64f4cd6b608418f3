//! How often the 95 % intervals of `run`, `run --precision` and `compare` hold the exact value, on
//! queues that have one. They are right if about 95 % do.
//!
//! `cargo bench --bench coverage [-- EXPERIMENTS [FIRST_SEED] [--only-precision]]`

use std::ops::Range;

use sanpedro::experiment::measure::{THROUGHPUT_TEU, WAIT_HOURS_MEAN};
use sanpedro::experiment::{Batch, BatchError, Comparison, Precision, Runner};
use sanpedro::scenario::Scenario;
use sanpedro::statistics::Summary;
use sanpedro::statistics::queueing::Queue;

const REPLICATIONS: u32 = 20;
/// TEU of a call of one move.
const TEU: f64 = 1.88;
/// A queue with exponential gaps and services of `hours`.
struct Port {
    berths: u32,
    utilization: f64,
    hours: f64,
    days: u32,
}

impl Port {
    fn calls_per_hour(&self) -> f64 {
        self.utilization * f64::from(self.berths) / self.hours
    }

    fn wait_hours(&self) -> f64 {
        self.hours * Queue::m_m(self.berths).wait_to_service(self.utilization)
    }

    fn teu(&self) -> f64 {
        self.calls_per_hour() * 24.0 * f64::from(self.days) * TEU
    }

    fn scenario(&self, seed: u32) -> Scenario {
        let (
            Self {
                berths,
                hours,
                days,
                ..
            },
            gap,
        ) = (self, 1.0 / self.calls_per_hour());
        let minutes = (60.0 * hours).round();
        let text = format!(
            r#"
name = "m_m_{berths}_{minutes}"
[horizon]
start = 2001-01-01
days = "{days} d"
warm_up = "10 d"
[experiment]
seed = {seed}
replications = {REPLICATIONS}
[port.harbor]
name = "Harbor"
[terminal.quay]
name = "Quay"
port = "harbor"
policy = "first_come"
cycle_time = {{ exponential = {{ mean = "{hours} h" }} }}
[terminal.quay.wharf.main]
slots = {berths}
cranes = {berths}
[service.vessels]
terminal = "quay"
arrivals = {{ exponential = {{ mean = "{gap} h" }} }}
moves = 1
vessel_class = "any"
"#
        );
        let loaded = Scenario::parse(&text, "m_m_n.toml", &[]);
        loaded.unwrap_or_else(|error| panic!("{error}")).0
    }
}

/// How often an interval held.
#[derive(Default)]
struct Tally {
    count: u32,
    held: u32,
    below: u32,
}

impl Tally {
    fn add(&mut self, low: f64, high: f64, exact: f64) {
        self.count += 1;
        self.held += u32::from(low <= exact && exact <= high);
        self.below += u32::from(high < exact);
    }

    fn of(&mut self, found: &Summary, exact: f64) {
        self.add(found.ci95_low, found.ci95_high, exact);
    }

    #[expect(clippy::print_stdout, reason = "a bench tells its figures")]
    fn tell(&self, what: &str) {
        println!(
            "{what:<46} {:.1} % of {} ({} below, {} above)",
            100.0 * f64::from(self.held) / f64::from(self.count),
            self.count,
            self.below,
            self.count - self.held - self.below
        );
    }
}

fn runs(name: &str, port: &Port, seeds: Range<u32>) {
    let (mut waits, mut cargo) = (Tally::default(), Tally::default());
    for seed in seeds {
        let scenario = port.scenario(seed);
        let found = Batch::new(&scenario).run(&|_| ()).expect("it ends");
        let get = |measure| found.bay.get(measure).expect("vessels called");
        waits.of(get(&WAIT_HOURS_MEAN), port.wait_hours());
        cargo.of(get(&THROUGHPUT_TEU), port.teu());
    }
    waits.tell(&format!("run, {name}: mean wait"));
    cargo.tell(&format!("run, {name}: throughput"));
}

fn comparisons(base: &Port, other: &Port, seeds: Range<u32>) {
    let mut waits = Tally::default();
    for seed in seeds {
        let scenarios = [base, other].map(|port| port.scenario(seed));
        let runner = Runner::new(&|_| ());
        let chosen = [&WAIT_HOURS_MEAN];
        let found = Comparison::run(runner, &scenarios[0], &[&scenarios[1]], &chosen);
        let found = found.expect("it ends");
        let difference = found.versus[0].bay().get(&WAIT_HOURS_MEAN);
        let difference = difference.expect("vessels called in both");
        let ends = difference.ci95_low().zip(difference.ci95_high());
        let (low, high) = ends.expect("there are replications");
        waits.add(low, high, other.wait_hours() - base.wait_hours());
    }
    waits.tell("compare, service 1.0 h and 0.9 h: mean wait");
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn stopped(port: &Port, precision: f64, seeds: Range<u32>) {
    let rule = Precision::new(precision, &[&WAIT_HOURS_MEAN], 1_000);
    let (mut waits, mut within, mut total) = (Tally::default(), 0, 0);
    for seed in seeds {
        let scenario = port.scenario(seed);
        let batch = Batch::new(&scenario);
        let mut sequence = rule.begin();
        let mut values = Vec::new();
        let place = WAIT_HOURS_MEAN.place();
        let (mut done, mut next) = (0, Some(rule.first_look()));
        while let Some(look) = next {
            let told = batch.each(done..look, &|_| (), |_, found, _| {
                sequence.add(&found);
                values.extend(found.values()[0][place]);
                Ok::<(), BatchError>(())
            });
            told.expect("it ends");
            done = look;
            next = sequence.next_look();
        }
        let found = Summary::from_sample(&values).expect("there are replications");
        let exact = port.wait_hours();
        waits.of(&found, exact);
        within += u32::from((found.mean / exact - 1.0).abs() <= precision);
        total += done;
    }
    let percent = 100.0 * precision;
    waits.tell(&format!("run --precision {percent}%, M/M/1: mean wait"));
    println!(
        "  within {percent} % of the exact wait: {:.1} %, after {:.0} replications on average",
        100.0 * f64::from(within) / f64::from(waits.count),
        f64::from(total) / f64::from(waits.count)
    );
}

fn main() {
    let mut numbers = std::env::args().filter_map(|word| word.parse().ok());
    let experiments = numbers.next().unwrap_or(1_000);
    let first = numbers.next().unwrap_or(1);
    let seeds = || first..first + experiments;
    let port = |berths, utilization, hours, days| Port {
        berths,
        utilization,
        hours,
        days,
    };
    let one = port(1, 0.5, 1.0, 150);
    if !std::env::args().any(|word| word == "--only-precision") {
        runs("M/M/1 at 0.5", &one, seeds());
        runs("M/M/4 at 0.8", &port(4, 0.8, 1.0, 60), seeds());
        comparisons(&one, &port(1, 0.45, 0.9, 150), seeds());
    }
    for precision in [0.02, 0.05] {
        stopped(&one, precision, seeds());
    }
}
