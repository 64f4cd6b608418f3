//! What common random numbers do for a comparison, and what bounds it: shore power on and off in
//! the bay of 2025.
//!
//! `cargo bench --bench pairing [-- REPLICATIONS]`

use sanpedro::experiment::{Batch, BatchError, measure};
use sanpedro::scenario::Scenario;
use sanpedro::statistics::{Intervals, Paired, Tally};

/// Measures that shore power changes.
const CHANGED: [&str; 6] = [
    "co2e_tonnes_net",
    "n2o_tonnes",
    "co2e_tonnes",
    "nox_tonnes",
    "dpm_tonnes",
    "sox_tonnes",
];
/// What happens in either, and could explain how much a difference varies.
const COMMON: [&str; 3] = ["throughput_teu", "vessel_calls", "vessels_at_berth_mean"];
/// What happens with shore power alone.
const MEGAWATT_HOURS: &str = "shore_power_mwh";

/// Bay-wide values of every measure, replication by replication.
fn values(scenario: &str, replications: u32) -> Vec<Vec<Option<f64>>> {
    let path = format!("{}/scenarios/{scenario}.toml", env!("CARGO_MANIFEST_DIR"));
    let (scenario, _) = Scenario::load(&path, &[]).unwrap_or_else(|error| panic!("{error}"));
    let mut values = Vec::new();
    let batch = Batch::new(&scenario);
    let told = batch.each(0..replications, &|_| (), |_, found, _| {
        values.push(found.values().swap_remove(0));
        Ok::<(), BatchError>(())
    });
    told.expect("it ends");
    values
}

/// One measure, replication by replication; none where it says nothing.
fn column(values: &[Vec<Option<f64>>], name: &str) -> Vec<f64> {
    let measure = measure::find(name).unwrap_or_else(|| panic!("{name} is no measure"));
    let place = measure.place();
    let column = values.iter().filter_map(|found| found[place]);
    column.collect()
}

/// Share of the variance of `y` that a line through `x` explains.
fn explained(y: &[f64], x: &[f64]) -> f64 {
    let both: Vec<f64> = y.iter().zip(x).map(|(y, x)| y + x).collect();
    let variance = |of: &[f64]| Tally::from_sample(of).variance().expect("two values");
    let (of_x, of_y) = (variance(x), variance(y));
    let covariance = (variance(&both) - of_x - of_y) / 2.0;
    covariance * covariance / (of_x * of_y)
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn main() {
    let mut words = std::env::args().skip(1);
    let replications = words.find_map(|word| word.parse().ok()).unwrap_or(200);
    let [with, without] =
        ["san_pedro_bay_2025", "no_shore_power"].map(|name| values(name, replications));
    let same = COMMON
        .iter()
        .all(|name| column(&with, name) == column(&without, name));
    println!("{replications} years; traffic the same to the last bit: {same}");
    println!(
        "variance with independent seeds ÷ in pairs, and what explains that of the difference:"
    );
    println!(
        "{:<18} {:>10} {:>10}  {:>8} {:>8} {:>8} {:>8}",
        "", "difference", "relative", "TEU", "calls", "at berth", "MWh"
    );
    let mut intervals = Intervals::default();
    for name in CHANGED {
        let (on, off) = (column(&with, name), column(&without, name));
        let mut paired = Paired::default();
        for (on, off) in on.iter().zip(&off) {
            paired.add(*on, *off);
        }
        let difference: Vec<f64> = on.iter().zip(&off).map(|(on, off)| off - on).collect();
        let shares = COMMON.iter().chain([&MEGAWATT_HOURS]);
        let shares: Vec<String> = shares
            .map(|cause| {
                format!(
                    "{:>7.1} %",
                    100.0 * explained(&difference, &column(&with, cause))
                )
            })
            .collect();
        let mean = paired.base().mean().expect("replications");
        let half = paired.half_width(&mut intervals).expect("two") / mean.abs();
        println!(
            "{name:<18} {:>10.1} {:>10.1} {}  {:+.3} % ± {:.3} absolute, ± {:.3} relative",
            paired.variance_reduction().unwrap_or(f64::NAN),
            paired.relative_variance_reduction().unwrap_or(f64::NAN),
            shares.join(""),
            100.0 * paired.difference().mean().expect("replications") / mean,
            100.0 * half,
            100.0
                * paired
                    .relative_half_width(&mut intervals)
                    .unwrap_or(f64::NAN),
        );
    }
}
