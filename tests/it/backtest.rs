//! Published years: the model is held against what the ports printed, with stated inputs.

use crate::support::{load, run};

#[test]
fn the_year_2024_meets_its_published_figures() {
    let (scenario, _) = load(
        "scenarios/san_pedro_bay_2024.toml",
        &["experiment.replications=20"],
    );
    let results = run(&scenario);
    assert!(
        results.targets.len() >= 8,
        "the backtest declares its targets"
    );
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
fn the_first_half_of_2020_meets_its_published_figures() {
    let (scenario, _) = load("scenarios/backtest_2020_h1.toml", &[]);
    for target in run(&scenario).targets {
        assert!(
            target.hit(),
            "{}: {} is outside {} to {}",
            target.id,
            target.found.mean,
            target.low,
            target.high
        );
    }
}
