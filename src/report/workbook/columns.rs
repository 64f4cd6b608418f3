//! What the columns of tables hold: kinds of cells, and words for the sheet that says so.
//!
//! Columns of calls are defined with the calls, measures with the measures; here stand the others.

use crate::experiment::measure;
use crate::report::calls;
use crate::report::csv::Kind;

/// A column that is named alike in every table which has it, its kind, and what it holds.
const COLUMNS: [(&str, Kind, &str); 93] = [
    ("scenario", Kind::Text, "Scenario that the row is of"),
    (
        "of",
        Kind::Text,
        "Part of the complex: `bay`, a port or a terminal",
    ),
    ("level", Kind::Text, "`bay`, `port` or `terminal`"),
    ("id", Kind::Text, "Name of the part in the scenario"),
    ("name", Kind::Text, "Name of the part for people"),
    (
        "measure",
        Kind::Text,
        "Measure; sheet `measures` says what it means",
    ),
    (
        "unit",
        Kind::Text,
        "Unit of the numbers; 1 of shares and ratios",
    ),
    (
        "mean",
        Kind::Number,
        "Mean over replications; of ratios and quantiles, that of all replications together",
    ),
    (
        "ci95_low",
        Kind::Number,
        "Lower end of the 95 % interval of the mean",
    ),
    (
        "ci95_high",
        Kind::Number,
        "Upper end of the 95 % interval of the mean",
    ),
    ("p05", Kind::Number, "5 % quantile over replications"),
    ("p50", Kind::Number, "Median over replications"),
    ("p95", Kind::Number, "95 % quantile over replications"),
    ("n", Kind::Number, "Replications that have a value"),
    (
        "replications",
        Kind::Number,
        "Replications, or pairs of them, that the row is from",
    ),
    ("base", Kind::Text, "Scenario that others are compared with"),
    ("other", Kind::Text, "Scenario that is compared"),
    (
        "base_mean",
        Kind::Number,
        "Mean of the base over replications",
    ),
    (
        "other_mean",
        Kind::Number,
        "Mean of the other scenario over replications",
    ),
    (
        "difference_mean",
        Kind::Number,
        "Mean of the other less the base, pair by pair",
    ),
    (
        "relative",
        Kind::Number,
        "Mean difference over the size of the base's mean",
    ),
    (
        "relative_half_width",
        Kind::Number,
        "Half the width of its 95 % interval, in which the base varies, too",
    ),
    ("p", Kind::Number, "p-value of the paired t test, two-sided"),
    (
        "p_holm",
        Kind::Number,
        "The same after Holm's correction for the tests of its family",
    ),
    ("family", Kind::Text, "Tests that are corrected together"),
    (
        "verdict",
        Kind::Text,
        "What is shown at a corrected p-value below 0.05",
    ),
    (
        "variance_reduction",
        Kind::Number,
        "Variance of the difference with independent seeds over that of the pairs",
    ),
    ("site", Kind::Text, "What is filled: `bay` or a terminal"),
    (
        "load",
        Kind::Number,
        "Traffic against the scenario's: 1 is the scenario as it is",
    ),
    (
        "teu_per_year",
        Kind::Number,
        "Cargo, or capacity, in TEU a year",
    ),
    (
        "teu_per_year_ci95_low",
        Kind::Number,
        "Lower end of its 95 % interval",
    ),
    (
        "teu_per_year_ci95_high",
        Kind::Number,
        "Upper end of its 95 % interval",
    ),
    (
        "wait_to_service_ratio_ci95_low",
        Kind::Number,
        "Lower end of its 95 % interval",
    ),
    (
        "wait_to_service_ratio_ci95_high",
        Kind::Number,
        "Upper end of its 95 % interval",
    ),
    (
        "unserved_teu_per_year",
        Kind::Number,
        "Cargo of vessels that still wait at its end, in TEU a year",
    ),
    (
        "stationary",
        Kind::Text,
        "Whether the queue settles; if not, waits grow with the period",
    ),
    (
        "terminal",
        Kind::Text,
        "Name of the terminal in the scenario",
    ),
    (
        "berth_side_teu_per_year",
        Kind::Number,
        "Most TEU a year by waiting for a berth, filled to its own service level",
    ),
    (
        "berth_side_teu_per_year_ci95_low",
        Kind::Number,
        "Lower end of its 95 % interval",
    ),
    (
        "berth_side_teu_per_year_ci95_high",
        Kind::Number,
        "Upper end of its 95 % interval",
    ),
    (
        "yard_static_teu_per_year",
        Kind::Number,
        "Most TEU a year of its land, by a static ceiling",
    ),
    ("rule", Kind::Text, "Planning rule or exact queue"),
    (
        "error",
        Kind::Number,
        "Capacity by the rule over the simulated one, less 1",
    ),
    ("rank", Kind::Number, "1 adds most"),
    (
        "change",
        Kind::Text,
        "What there is a little more of; the mean is what that adds",
    ),
    ("variant", Kind::Text, "Other version of the site"),
    ("note", Kind::Text, "Why no capacity was found"),
    ("year", Kind::Number, "Calendar year"),
    (
        "what",
        Kind::Text,
        "Demand of a case of growth, or capacity of a scenario, both named in `of`",
    ),
    ("growth", Kind::Text, "Case of growth of demand"),
    ("rate", Kind::Number, "Growth a year, a fraction"),
    (
        "capacity",
        Kind::Text,
        "Capacity that demand is held against; `_as_cargo_is_spread`: cargo stays with its \
         terminals; `_gangs_in_step`: the bay's gangs grow as its cargo does",
    ),
    (
        "passes",
        Kind::Text,
        "Whether demand passes it: `already`, `in_year`, `after_2200` or `never`",
    ),
    (
        "first_year_above",
        Kind::Number,
        "First year in which demand is above it; of `already`, the year growth is counted from",
    ),
    (
        "first_year_above_ci95_low",
        Kind::Number,
        "The same by the lower end of the capacity's 95 % interval",
    ),
    (
        "first_year_above_ci95_high",
        Kind::Number,
        "The same by the upper end of the capacity's 95 % interval",
    ),
    (
        "cell",
        Kind::Number,
        "Number of the combination of settings",
    ),
    ("key", Kind::Text, "Key of the scenario that was varied"),
    (
        "mu_star",
        Kind::Number,
        "Mean size of elementary effects over the whole range of the key",
    ),
    (
        "mu_star_ci95_low",
        Kind::Number,
        "Lower end of its 95 % interval over trajectories",
    ),
    (
        "mu_star_ci95_high",
        Kind::Number,
        "Upper end of its 95 % interval over trajectories",
    ),
    (
        "mu",
        Kind::Number,
        "Mean elementary effect: above zero, the measure rises with the key",
    ),
    (
        "mu_ci95_low",
        Kind::Number,
        "Lower end of its 95 % interval over trajectories",
    ),
    (
        "mu_ci95_high",
        Kind::Number,
        "Upper end of its 95 % interval over trajectories",
    ),
    (
        "sigma",
        Kind::Number,
        "Spread of elementary effects: large where the key works with others, or bends",
    ),
    ("port", Kind::Text, "Port of the row"),
    ("month", Kind::Text, "Month of the calendar"),
    ("date", Kind::Date, "Day of the calendar"),
    ("quantity", Kind::Text, "What the row counts or measures"),
    ("from_h", Kind::Number, "From so many hours"),
    (
        "to_h",
        Kind::Number,
        "To fewer than so many hours; empty where there is no end",
    ),
    ("calls", Kind::Number, "Calls of all replications"),
    (
        "curve",
        Kind::Text,
        "Which mean, or the load-duration curve",
    ),
    (
        "at",
        Kind::Text,
        "Day, hour of the day, both, or share of the time",
    ),
    ("kind", Kind::Text, "What the reason divides"),
    ("reason", Kind::Text, "Outcome of a visit, or why it missed"),
    ("category", Kind::Text, "What emits"),
    ("charged_to", Kind::Text, "Whose electricity it is for"),
    ("mode", Kind::Text, "What vessels do meanwhile"),
    ("engine", Kind::Text, "Engine, boiler or plant"),
    ("pollutant", Kind::Text, "What is emitted"),
    ("grams", Kind::Number, "Mean over replications"),
    (
        "grams_ci95_low",
        Kind::Number,
        "Lower end of its 95 % interval",
    ),
    (
        "grams_ci95_high",
        Kind::Number,
        "Upper end of its 95 % interval",
    ),
    ("kwh", Kind::Number, "Energy behind it"),
    ("kwh_of", Kind::Text, "What the energy is of"),
    ("hours", Kind::Number, "Hours behind it"),
    ("settings", Kind::Text, "Factors, loads and boundary"),
    ("origin", Kind::Text, "Port left last"),
    ("corridor", Kind::Text, "Corridor, or the bay"),
    ("leg", Kind::Text, "Leg of the voyage"),
    ("taken_at", Kind::Text, "Where the fuel is taken"),
    ("fuel", Kind::Text, "Fuel, or electricity"),
];

/// The kind of a column of a table; what is no column of ours is a key of a sweep, whose values are
/// numbers where they can be.
pub(super) fn kind(table: &str, column: &str) -> Kind {
    let of_calls = (table == "calls").then(|| calls::kind(column)).flatten();
    let ours = COLUMNS.iter().find(|(name, ..)| *name == column);
    let kind = of_calls.or(ours.map(|(_, kind, _)| *kind));
    kind.unwrap_or(Kind::Number)
}

/// What a column holds: one of ours, a measure or an end of its interval, or a key of the scenario
/// that was varied.
pub(super) fn meaning(column: &str) -> String {
    let mut known = COLUMNS.iter();
    if let Some((.., words)) = known.find(|(name, ..)| *name == column) {
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
