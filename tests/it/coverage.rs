//! Intervals hold the exact value about as often as they say; `benches/coverage.rs` and
//! `benches/capacity_coverage.rs` measure how often.

use sanpedro::experiment::measure::WAIT_HOURS_MEAN;
use sanpedro::experiment::{Batch, Comparison, Runner};
use sanpedro::scenario::Scenario;

use crate::support::scenario_from;

const EXPERIMENTS: u32 = 60;

/// M/M/1 with a service of so many hours and a call every 2 h.
fn queue(hours: f64, seed: u32) -> Scenario {
    let minutes = (60.0 * hours).round();
    scenario_from(&format!(
        r#"
name = "m_m_1_{minutes}"
[horizon]
start = 2001-01-01
days = "45 d"
warm_up = "5 d"
[experiment]
seed = {seed}
replications = 10
[port.harbor]
name = "Harbor"
[terminal.quay]
port = "harbor"
cycle_time = {{ exponential = {{ mean = "{hours} h" }} }}
[terminal.quay.wharf.main]
slots = 1
cranes = 1
[service.vessels]
terminal = "quay"
arrivals = {{ exponential = {{ mean = "2 h" }} }}
moves = 1
vessel_class = "any"
"#
    ))
}

/// Mean wait in hours: ρ / (μ − λ).
fn wait(hours: f64) -> f64 {
    let (calls, services) = (0.5, 1.0 / hours);
    calls / services / (services - calls)
}

#[test]
fn intervals_of_runs_and_of_comparisons_hold_the_exact_value() {
    let (mut of_run, mut of_difference) = (0, 0);
    for seed in 1..=EXPERIMENTS {
        let (base, other) = (queue(1.0, seed), queue(0.9, seed));
        let runner = Runner::new(&|_| ());
        let compared = Comparison::run(runner, &base, &[&other], &[&WAIT_HOURS_MEAN]).unwrap();
        let found = compared.versus[0].bay().get(&WAIT_HOURS_MEAN).unwrap();
        // The base's replications are those of a run, and so is its interval.
        let (mean, half) = (found.base_mean, found.base_half_width.unwrap());
        if seed == 1 {
            let run = Batch::new(&base).run(&|_| ()).unwrap();
            let run = run.bay.get(&WAIT_HOURS_MEAN).unwrap();
            assert!((run.ci95_low - (mean - half)).abs() < 1e-12);
            assert!((run.ci95_high - (mean + half)).abs() < 1e-12);
        }
        of_run += u32::from((mean - wait(1.0)).abs() <= half);
        let exact = wait(0.9) - wait(1.0);
        let (low, high) = (found.ci95_low().unwrap(), found.ci95_high().unwrap());
        of_difference += u32::from(low <= exact && exact <= high);
    }
    // Of 60 at 95 %, 57 are expected; fewer than 50 come once in 6,000 such tests.
    for held in [of_run, of_difference] {
        assert!(held >= 50, "{held} of {EXPERIMENTS}");
    }
    // An interval that held always would be one too wide.
    assert!(of_run + of_difference < 2 * EXPERIMENTS);
}
