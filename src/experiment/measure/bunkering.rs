//! Fuel from bunker barges: calls, tonnes, and what vessels wait for it.

use crate::experiment::Totals;

use super::definition::{Reach, measure, over, quotient, ratio, table};
use super::unit::{CALLS, HOURS, SHARE, TONNES};

/// What is counted only where a port has bunker barges.
fn bunkered(totals: &Totals, figure: f64) -> Option<f64> {
    (totals.bunker_barges > 0).then_some(figure)
}

table![
    BUNKERING,
    BUNKER_CALLS = measure(
        "bunker_calls",
        CALLS,
        "Calls that bunkered",
        "Calls that took fuel from a bunker barge.",
        |t| bunkered(t, t.calls.bunkered as f64),
    ),
    BUNKER_TONNES = measure(
        "bunker_tonnes",
        TONNES,
        "Fuel from bunker barges",
        "Fuel that calls took from bunker barges, for the way back.",
        |t| bunkered(t, t.calls.bunker_tonnes),
    ),
    BUNKER_WAIT_HOURS_MEAN = quotient(
        "bunker_wait_hours_mean",
        HOURS,
        "Wait for fuel",
        "From all fast to the first fuel, averaged over calls that took any.",
        |t| over(t.calls.bunker_wait.hours(), t.calls.bunkered as f64),
    ),
    BUNKER_HELD_HOURS_MEAN = quotient(
        "bunker_held_hours_mean",
        HOURS,
        "Held at berth for fuel",
        "Time that calls lay at berth for their fuel alone, lashed and ready but for it, averaged \
         over calls that took any.",
        |t| over(t.calls.bunker_held.hours(), t.calls.bunkered as f64),
    ),
    BUNKER_BARGE_UTILIZATION = measure(
        "bunker_barge_utilization",
        SHARE,
        "Bunker barge utilization",
        "Hours that bunker barges pumped for calls departed in the period, over barges \
                  times hours of the period.",
        |t| {
            let hours = t.calls.bunker_hours.hours();
            ratio(hours, f64::from(t.bunker_barges) * t.span.hours())
        }
    )
    .within(Reach::BayAndPorts),
];
