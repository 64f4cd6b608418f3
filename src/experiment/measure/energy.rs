//! Shore power: calls, hours, energy and load.

use super::definition::{Measure, measure, ratio};

/// Kilowatt-hours in a megawatt-hour.
const KWH_PER_MWH: f64 = 1000.0;

/// Shore power.
pub(super) const TABLE: &[Measure] = &[
    measure(
        "shore_power_call_share",
        "1",
        "Share of calls that were on shore power for any time.",
        |t| ratio(t.calls.connected as f64, t.calls.count as f64),
    ),
    measure(
        "shore_power_hour_share",
        "1",
        "Hours on shore power over vessel hours at berth.",
        |t| {
            let at_berth = t.at_berth.mean() * t.span.hours();
            ratio(t.on_shore_power.hours(), at_berth)
        },
    ),
    measure(
        "shore_power_energy_share",
        "1",
        "Shore energy over what auxiliary engines and shore power supplied at berth together.",
        |t| {
            let shore = t.stack.shore.value();
            ratio(shore, shore + t.hotelling_engine_kwh())
        },
    ),
    measure(
        "shore_power_mwh",
        "MWh",
        "Energy that vessels took from shore power, at the vessel.",
        |t| Some(t.stack.shore.value() / KWH_PER_MWH),
    ),
    measure(
        "shore_power_mwh_grid",
        "MWh",
        "Energy that power plants sent out for shore power, losses on the way included.",
        |t| t.stack.grid.map(|grid| grid.energy.value() / KWH_PER_MWH),
    ),
    measure(
        "shore_power_peak_mw",
        "MW",
        "Highest 15-minute mean of shore power load.",
        |t| Some(t.peak_mw),
    ),
];
