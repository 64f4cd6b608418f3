//! Berths, wharf, cranes and gangs.

use crate::experiment::Totals;

use super::definition::{Measure, Reach, measure, ratio};

/// Feet in a meter, by the definition of the foot of 1959.
const FEET_PER_METER: f64 = 1.0 / 0.3048;

/// Hours that cranes were manned: gangs ordered times the hours of their shifts; under
/// continuous labor, the hours that cranes were allocated.
fn manned_hours(totals: &Totals) -> f64 {
    match totals.pool {
        Some(_) => totals.cranes.ordered.hours(),
        None => totals.cranes.allocated.hours(),
    }
}

/// Cargo over a stock of something, per year.
fn yearly(totals: &Totals, stock: f64) -> Option<f64> {
    ratio(totals.cargo.teu, stock * totals.years)
}

/// Berths, wharf, cranes and gangs.
pub(super) const TABLE: &[Measure] = &[
    measure(
        "crane_moves",
        "moves",
        "Containers that cranes moved on or off within the period.",
        |t| Some(t.cranes.moves as f64),
    ),
    measure(
        "berth_occupancy",
        "1",
        "Vessel hours at berth over nominal berths times hours of the period.",
        |t| ratio(t.at_berth.mean(), f64::from(t.quay.nominal_berths)),
    ),
    measure(
        "wharf_occupancy",
        "1",
        "LOA and clearance of vessels times their hours at berth, over wharf length times hours \
         of the period.",
        |t| {
            ratio(
                t.quay.occupied_meter_hours,
                t.quay.wharf_meters? * t.span.hours(),
            )
        },
    ),
    measure(
        "berth_moves_per_hour",
        "moves/h",
        "Moves over hours from first line to last line, averaged over calls.",
        |t| t.calls.productivity.mean(),
    ),
    measure(
        "berth_moves_per_hour_pooled",
        "moves/h",
        "Moves of all calls over their hours from first line to last line.",
        |t| ratio(t.calls.moves as f64, t.calls.stay.hours()),
    ),
    measure(
        "gross_moves_per_crane_hour",
        "moves/h",
        "Moves over hours that cranes were allocated to a vessel (gross crane rate).",
        |t| ratio(t.cranes.moves as f64, t.cranes.allocated.hours()),
    ),
    measure(
        "crane_utilization",
        "1",
        "Hours that cranes worked over hours that they were manned.",
        |t| ratio(t.cranes.worked.hours(), manned_hours(t)),
    ),
    measure(
        "cranes_per_vessel_allocated",
        "cranes",
        "Cranes allocated to a vessel while it had any, averaged over those hours.",
        |t| ratio(t.cranes.allocated.hours(), t.cranes.vessel_time.hours()),
    ),
    measure(
        "cranes_per_vessel_working",
        "cranes",
        "Cranes at work on a vessel while it had any allocated, averaged over those hours.",
        |t| ratio(t.cranes.worked.hours(), t.cranes.vessel_time.hours()),
    ),
    measure(
        "crane_down_share",
        "1",
        "Hours that allocated cranes were broken down, over hours that cranes were allocated.",
        |t| ratio(t.cranes.down.hours(), t.cranes.allocated.hours()),
    ),
    measure(
        "gangs_wanted_mean",
        "gangs",
        "Gangs that vessels asked for in a day or night shift, averaged over those shifts.",
        |t| ratio(t.cranes.gangs_wanted as f64, t.pool?.shifts as f64),
    ),
    measure(
        "gangs_ordered_mean",
        "gangs",
        "Gangs that vessels got in a day or night shift, averaged over those shifts.",
        |t| ratio(t.cranes.gangs_ordered as f64, t.pool?.shifts as f64),
    ),
    Measure {
        name: "gang_pool_mean",
        unit: "gangs",
        meaning: "Gangs in the bay's pool in a day or night shift, averaged over those shifts.",
        reach: Reach::Bay,
        sum: None,
        formula: |t| ratio(t.pool?.gangs as f64, t.pool?.shifts as f64),
    },
    measure(
        "teu_per_wharf_foot_year",
        "TEU/ft/yr",
        "Cargo moved per foot of wharf and year.",
        |t| yearly(t, t.quay.wharf_meters? * FEET_PER_METER),
    ),
    measure(
        "teu_per_acre_year",
        "TEU/acre/yr",
        "Cargo moved per acre of terminal and year.",
        |t| yearly(t, t.quay.acres?),
    ),
    measure(
        "teu_per_crane_year",
        "TEU/crane/yr",
        "Cargo moved per STS crane and year.",
        |t| yearly(t, f64::from(t.quay.cranes)),
    ),
    measure(
        "yard_static_share",
        "1",
        "Cargo moved over the static ceiling of the yard (acres times TEU per acre and year); \
         above 1 (100 %) the yard, which is not simulated, could not have taken it.",
        |t| yearly(t, t.quay.yard_teu_per_year?),
    ),
];
