//! What the columns of a study's tables hold, for the sheet that says so.

use crate::experiment::measure;

/// A column that is named alike in every table which has it, and what it holds.
const COLUMNS: [(&str, &str); 64] = [
    // Of every kind of study.
    ("scenario", "Scenario that the row is of"),
    ("of", "Part of the complex: `bay`, a port or a terminal"),
    ("level", "`bay`, `port` or `terminal`"),
    ("id", "Name of the part in the scenario"),
    ("name", "Name of the part for people"),
    ("measure", "Measure; sheet `measures` says what it means"),
    ("unit", "Unit of the numbers; 1 of shares and ratios"),
    ("mean", "Mean over replications"),
    ("ci95_low", "Lower end of the 95 % interval of the mean"),
    ("ci95_high", "Upper end of the 95 % interval of the mean"),
    ("p05", "5 % quantile over replications"),
    ("p50", "Median over replications"),
    ("p95", "95 % quantile over replications"),
    (
        "replications",
        "Replications, or pairs of them, that the row is from",
    ),
    // Of a comparison.
    ("base", "Scenario that others are compared with"),
    ("other", "Scenario that is compared"),
    ("base_mean", "Mean of the base over replications"),
    ("other_mean", "Mean of the other scenario over replications"),
    (
        "difference_mean",
        "Mean of the other less the base, pair by pair",
    ),
    (
        "relative",
        "Mean difference over the size of the base's mean",
    ),
    (
        "relative_half_width",
        "Half the width of its 95 % interval, in which the base varies, too",
    ),
    ("p", "p-value of the paired t test, two-sided"),
    (
        "p_holm",
        "The same after Holm's correction for the tests of its family",
    ),
    ("family", "Tests that are corrected together"),
    ("verdict", "What is shown at a corrected p-value below 0.05"),
    (
        "variance_reduction",
        "Variance of the difference with independent seeds over that of the pairs",
    ),
    // Of a capacity.
    ("site", "What is filled: `bay` or a terminal"),
    (
        "load",
        "Traffic against the scenario's: 1 is the scenario as it is",
    ),
    ("teu_per_year", "Cargo, or capacity, in TEU a year"),
    ("teu_per_year_ci95_low", "Lower end of its 95 % interval"),
    ("teu_per_year_ci95_high", "Upper end of its 95 % interval"),
    (
        "wait_to_service_ratio_ci95_low",
        "Lower end of its 95 % interval",
    ),
    (
        "wait_to_service_ratio_ci95_high",
        "Upper end of its 95 % interval",
    ),
    (
        "unserved_teu_per_year",
        "Cargo of vessels that still wait at its end, in TEU a year",
    ),
    (
        "stationary",
        "Whether the queue settles; if not, waits grow with the period",
    ),
    ("terminal", "Name of the terminal in the scenario"),
    (
        "berth_side_teu_per_year",
        "Most TEU a year by waiting for a berth, filled to its own service level",
    ),
    (
        "berth_side_teu_per_year_ci95_low",
        "Lower end of its 95 % interval",
    ),
    (
        "berth_side_teu_per_year_ci95_high",
        "Upper end of its 95 % interval",
    ),
    (
        "yard_static_teu_per_year",
        "Most TEU a year of its land, by a static ceiling",
    ),
    ("rule", "Planning rule or exact queue"),
    (
        "error",
        "Capacity by the rule over the simulated one, less 1",
    ),
    ("rank", "1 adds most"),
    (
        "change",
        "What there is a little more of; the mean is what that adds",
    ),
    ("variant", "Other version of the site"),
    ("note", "Why no capacity was found"),
    ("year", "Calendar year"),
    (
        "what",
        "Demand of a case of growth, or capacity of a scenario, both named in `of`",
    ),
    ("growth", "Case of growth of demand"),
    ("rate", "Growth a year, a fraction"),
    (
        "capacity",
        "Capacity that demand is held against; `_as_cargo_is_spread`: cargo stays with its \
         terminals; `_gangs_in_step`: the bay's gangs grow as its cargo does",
    ),
    (
        "passes",
        "Whether demand passes it: `already`, `in_year`, `after_2200` or `never`",
    ),
    (
        "first_year_above",
        "First year in which demand is above it; of `already`, the year growth is counted from",
    ),
    (
        "first_year_above_ci95_low",
        "The same by the lower end of the capacity's 95 % interval",
    ),
    (
        "first_year_above_ci95_high",
        "The same by the upper end of the capacity's 95 % interval",
    ),
    // Of a sweep.
    ("cell", "Number of the combination of settings"),
    ("key", "Key of the scenario that was varied"),
    (
        "mu_star",
        "Mean size of elementary effects over the whole range of the key",
    ),
    (
        "mu_star_ci95_low",
        "Lower end of its 95 % interval over trajectories",
    ),
    (
        "mu_star_ci95_high",
        "Upper end of its 95 % interval over trajectories",
    ),
    (
        "mu",
        "Mean elementary effect: above zero, the measure rises with the key",
    ),
    (
        "mu_ci95_low",
        "Lower end of its 95 % interval over trajectories",
    ),
    (
        "mu_ci95_high",
        "Upper end of its 95 % interval over trajectories",
    ),
    (
        "sigma",
        "Spread of elementary effects: large where the key works with others, or bends",
    ),
];

/// What a column holds: one of ours, a measure or an end of its interval, or a key of the scenario
/// that was varied.
pub(super) fn meaning(column: &str) -> String {
    let mut known = COLUMNS.iter();
    if let Some((_, words)) = known.find(|(name, _)| *name == column) {
        return (*words).to_owned();
    }
    let ends = [
        ("_ci95_low", "Lower end of the 95 % interval of the mean"),
        ("_ci95_high", "Upper end of the 95 % interval of the mean"),
        ("", "Mean over replications"),
    ];
    let of_measure = ends.into_iter().find_map(|(end, words)| {
        let measure = measure::find(column.strip_suffix(end)?)?;
        Some(format!(
            "{words} [{}]: {}",
            measure.unit.name, measure.meaning
        ))
    });
    of_measure.unwrap_or_else(|| "Value of this key of the scenario".to_owned())
}
