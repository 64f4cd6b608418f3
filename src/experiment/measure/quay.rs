//! Berths, wharf, cranes and gangs.

use crate::experiment::Totals;

use super::definition::{Reach, measure, over, quotient, ratio, table};
use super::unit::{CRANES, GANGS, MOVES_PER_HOUR, SHARE, Unit};

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

table![
    QUAY,
    CRANE_MOVES = measure(
        "crane_moves",
        Unit::of("moves"),
        "Crane moves",
        "Containers that cranes moved on or off within the period.",
        |t| Some(t.cranes.moves as f64),
    ),
    BERTH_OCCUPANCY = measure(
        "berth_occupancy",
        SHARE,
        "Berth occupancy",
        "Vessel hours at berth over nominal berths times hours of the period.",
        |t| ratio(t.at_berth.mean(), f64::from(t.quay.nominal_berths)),
    ),
    BERTH_RESERVED_OCCUPANCY = measure(
        "berth_reserved_occupancy",
        SHARE,
        "Berths taken or reserved",
        "Vessel hours at berth and under way to it, for which it is kept free, over nominal berths \
         times hours of the period.",
        |t| {
            let taken = t.in_port.mean() - t.waiting.mean();
            ratio(taken, f64::from(t.quay.nominal_berths))
        },
    ),
    WHARF_OCCUPANCY = measure(
        "wharf_occupancy",
        SHARE,
        "Wharf occupancy",
        "LOA and clearance of vessels times their hours at berth, over wharf length times hours \
         of the period.",
        |t| {
            ratio(
                t.quay.occupied_meter_hours,
                t.quay.wharf_meters? * t.span.hours(),
            )
        },
    ),
    BERTH_MOVES_PER_HOUR = quotient(
        "berth_moves_per_hour",
        MOVES_PER_HOUR,
        "Berth productivity",
        "Moves over hours from first line to last line, averaged over calls.",
        |t| {
            let (each, calls) = (&t.calls.productivity, t.calls.productivity.count() as f64);
            over(each.mean().unwrap_or(0.0) * calls, calls)
        },
    ),
    BERTH_MOVES_PER_HOUR_POOLED = quotient(
        "berth_moves_per_hour_pooled",
        MOVES_PER_HOUR,
        "Berth productivity, pooled",
        "Moves of all calls over their hours from first line to last line.",
        |t| over(t.calls.moves as f64, t.calls.stay.hours()),
    ),
    GROSS_MOVES_PER_CRANE_HOUR = quotient(
        "gross_moves_per_crane_hour",
        MOVES_PER_HOUR,
        "Gross crane rate",
        "Moves over hours that cranes were allocated to a vessel (gross crane rate).",
        |t| over(t.cranes.moves as f64, t.cranes.allocated.hours()),
    ),
    CRANE_UTILIZATION = quotient(
        "crane_utilization",
        SHARE,
        "Crane utilization",
        "Hours that cranes worked over hours that they were manned.",
        |t| over(t.cranes.worked.hours(), manned_hours(t)),
    ),
    CRANES_PER_VESSEL_ALLOCATED = quotient(
        "cranes_per_vessel_allocated",
        CRANES,
        "Cranes allocated to a vessel",
        "Cranes allocated to a vessel while it had any, averaged over those hours.",
        |t| over(t.cranes.allocated.hours(), t.cranes.vessel_time.hours()),
    ),
    CRANES_PER_VESSEL_WORKING = quotient(
        "cranes_per_vessel_working",
        CRANES,
        "Cranes at work on a vessel",
        "Cranes at work on a vessel while it had any allocated, averaged over those hours.",
        |t| over(t.cranes.worked.hours(), t.cranes.vessel_time.hours()),
    ),
    CRANE_DOWN_SHARE = quotient(
        "crane_down_share",
        SHARE,
        "Crane hours broken down",
        "Hours that allocated cranes were broken down, over hours that cranes were allocated.",
        |t| over(t.cranes.down.hours(), t.cranes.allocated.hours()),
    ),
    GANGS_WANTED_MEAN = measure(
        "gangs_wanted_mean",
        GANGS,
        "Gangs wanted a shift",
        "Gangs that vessels asked for in a day or night shift, averaged over those shifts.",
        |t| ratio(t.cranes.gangs_wanted as f64, t.pool?.shifts as f64),
    ),
    GANGS_ORDERED_MEAN = measure(
        "gangs_ordered_mean",
        GANGS,
        "Gangs ordered a shift",
        "Gangs that vessels got in a day or night shift, averaged over those shifts.",
        |t| ratio(t.cranes.gangs_ordered as f64, t.pool?.shifts as f64),
    ),
    GANG_HOURS_EXTENDED = measure(
        "gang_hours_extended",
        Unit::of("h"),
        "Gang hours after the shift",
        "Hours that gangs worked on after their shift to finish a vessel.",
        |t| t.pool.map(|_| t.cranes.extended.hours()),
    ),
    GANG_POOL_MEAN = measure(
        "gang_pool_mean",
        GANGS,
        "Gangs in the pool",
        "Gangs in the bay's pool in a day or night shift, averaged over those shifts.",
        |t| ratio(t.pool?.gangs as f64, t.pool?.shifts as f64)
    )
    .within(Reach::Bay),
    TEU_PER_WHARF_FOOT_YEAR = measure(
        "teu_per_wharf_foot_year",
        Unit::of("TEU/ft/yr"),
        "Cargo of a foot of wharf",
        "Cargo moved per foot of wharf and year.",
        |t| yearly(t, t.quay.wharf_meters? * FEET_PER_METER),
    ),
    TEU_PER_ACRE_YEAR = measure(
        "teu_per_acre_year",
        Unit::of("TEU/acre/yr"),
        "Cargo of an acre",
        "Cargo moved per acre of terminal and year.",
        |t| yearly(t, t.quay.acres?),
    ),
    TEU_PER_CRANE_YEAR = measure(
        "teu_per_crane_year",
        Unit::of("TEU/crane/yr"),
        "Cargo of a crane",
        "Cargo moved per STS crane and year.",
        |t| yearly(t, f64::from(t.quay.cranes)),
    ),
    YARD_STATIC_SHARE = measure(
        "yard_static_share",
        SHARE,
        "Cargo ÷ static ceiling of the yard",
        "Cargo moved over the static ceiling of the yard (acres times TEU per acre and year); \
         above 1 (100 %) the yard, which is not simulated, could not have taken it.",
        |t| yearly(t, t.quay.yard_teu_per_year?),
    ),
];
