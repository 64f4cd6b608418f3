//! Published years: the model is held against what the ports printed, with stated inputs.

use crate::support::{load, run};

/// Holds every target that a study declares, which must be so many or more.
fn meets_its_targets(study: &str, set: &[&str], least: usize) {
    let (scenario, _) = load(&format!("scenarios/{study}.toml"), set);
    let results = run(&scenario);
    let declared = results.targets.len();
    assert!(declared >= least, "{study} declares {declared} targets");
    let missed: Vec<String> = results
        .targets
        .iter()
        .filter(|target| !target.hit())
        .map(|target| {
            format!(
                "{}: {:.4} is outside {} to {}",
                target.id, target.found.mean, target.low, target.high
            )
        })
        .collect();
    assert!(missed.is_empty(), "missed:\n{}", missed.join("\n"));
}

#[test]
fn the_year_2024_meets_its_published_figures() {
    meets_its_targets("san_pedro_bay_2024", &["experiment.replications=20"], 8);
}

#[test]
fn the_first_half_of_2020_meets_its_published_figures() {
    meets_its_targets("backtest_2020_h1", &[], 2);
}
