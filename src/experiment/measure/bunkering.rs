//! Fuel from bunker barges: calls, tonnes, and what vessels wait for it.

use crate::experiment::Totals;

use super::definition::{Measure, Reach, measure, ratio};

/// What is counted only where a port has bunker barges.
fn bunkered(totals: &Totals, figure: f64) -> Option<f64> {
    (totals.bunker_barges > 0).then_some(figure)
}

/// Bunker barges.
pub(super) const TABLE: &[Measure] = &[
    measure(
        "bunker_calls",
        "calls",
        "Calls that took fuel from a bunker barge.",
        |t| bunkered(t, t.calls.bunkered as f64),
    ),
    measure(
        "bunker_tonnes",
        "t",
        "Fuel that calls took from bunker barges, for the way back.",
        |t| bunkered(t, t.calls.bunker_tonnes),
    ),
    measure(
        "bunker_wait_hours_mean",
        "h",
        "From all fast to the first fuel, averaged over calls that took any.",
        |t| ratio(t.calls.bunker_wait.hours(), t.calls.bunkered as f64),
    ),
    measure(
        "bunker_held_hours_mean",
        "h",
        "Time that calls lay at berth for their fuel alone, lashed and ready but for it, averaged \
         over calls that took any.",
        |t| ratio(t.calls.bunker_held.hours(), t.calls.bunkered as f64),
    ),
    Measure {
        name: "bunker_barge_utilization",
        unit: "1",
        meaning: "Hours that bunker barges pumped for calls departed in the period, over barges \
                  times hours of the period.",
        reach: Reach::BayAndPorts,
        sum: None,
        formula: |t| {
            let hours = t.calls.bunker_hours.hours();
            ratio(hours, f64::from(t.bunker_barges) * t.span.hours())
        },
    },
];
