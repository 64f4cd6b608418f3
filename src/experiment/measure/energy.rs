//! Shore power: calls, hours, energy and load.

use super::definition::{measure, over, quotient, table};
use super::unit::{MEGAWATT_HOURS, SHARE, Unit};

/// Kilowatt-hours in a megawatt-hour.
const KWH_PER_MWH: f64 = 1000.0;

table![
    SHORE_POWER,
    SHORE_POWER_CALL_SHARE = quotient(
        "shore_power_call_share",
        SHARE,
        "Calls on shore power",
        "Share of calls that were on shore power for any time.",
        |t| over(t.calls.connected as f64, t.calls.count as f64),
    ),
    SHORE_POWER_HOUR_SHARE = quotient(
        "shore_power_hour_share",
        SHARE,
        "Berth hours on shore power",
        "Hours on shore power over vessel hours at berth.",
        |t| {
            let at_berth = t.at_berth.mean() * t.span.hours();
            over(t.on_shore_power.hours(), at_berth)
        },
    ),
    SHORE_POWER_ENERGY_SHARE = quotient(
        "shore_power_energy_share",
        SHARE,
        "Berth energy from shore",
        "Shore energy over what auxiliary engines and shore power supplied at berth together.",
        |t| {
            let shore = t.stack.shore.value();
            over(shore, shore + t.hotelling_engine_kwh())
        },
    ),
    SHORE_POWER_MWH = measure(
        "shore_power_mwh",
        MEGAWATT_HOURS,
        "Shore power",
        "Energy that vessels took from shore power, at the vessel.",
        |t| Some(t.stack.shore.value() / KWH_PER_MWH),
    ),
    SHORE_POWER_MWH_GRID = measure(
        "shore_power_mwh_grid",
        MEGAWATT_HOURS,
        "Shore power at the power plant",
        "Energy that power plants sent out for shore power, losses on the way included.",
        |t| t.stack.grid.map(|grid| grid.energy.value() / KWH_PER_MWH),
    ),
    SHORE_POWER_PEAK_MW = measure(
        "shore_power_peak_mw",
        Unit::of("MW"),
        "Shore power, peak",
        "Highest 15-minute mean of shore power load.",
        |t| Some(t.peak_mw),
    ),
];
