//! Landside, all sources together, and both per 10,000 TEU, as the ports' inventories print them.
//!
//! All sources are vessels' stacks and what landside equipment burns; power plants stand apart.

use crate::emissions::Pollutant;
use crate::experiment::Totals;
use crate::units::{GRAMS_PER_SHORT_TON, GRAMS_PER_TONNE};

use super::definition::{Amount, Measure, measure};

/// TEU that the ports' inventories divide by.
const CARGO_UNIT: f64 = 10_000.0;
/// Kilowatt-hours in a megawatt-hour.
const KWH_PER_MWH: f64 = 1000.0;

/// Tonnes ashore and of all sources.
macro_rules! tonnes {
    ($(($id:ident, $name:literal, $text:literal)),* $(,)?) => {
        [$(
            measure(
                concat!($name, "_tonnes_landside"),
                "t",
                concat!($text, " from cargo-handling equipment, trucks at the gate and on-dock rail."),
                |t| t.landside.as_ref()?.tonnes(Pollutant::$id),
            ).adds(Amount::Landside(Pollutant::$id), GRAMS_PER_TONNE),
            measure(
                concat!($name, "_tonnes_all_sources"),
                "t",
                concat!($text, " from vessels' stacks within the boundary and from landside together."),
                |t| Some(t.all_sources(Pollutant::$id)? / GRAMS_PER_TONNE),
            ).adds(Amount::AllSources(Pollutant::$id), GRAMS_PER_TONNE),
        )*]
    };
}

/// Short tons of all sources.
macro_rules! short_tons {
    ($(($id:ident, $name:literal, $text:literal)),* $(,)?) => {
        [$(measure(
            concat!($name, "_short_tons_all_sources"),
            "short tons",
            concat!($text, " from vessels' stacks within the boundary and from landside together, in tons of 2,000 lb."),
            |t| Some(t.all_sources(Pollutant::$id)? / GRAMS_PER_SHORT_TON),
        ).adds(Amount::AllSources(Pollutant::$id), GRAMS_PER_SHORT_TON)),*]
    };
}

/// Mass per 10,000 TEU, of vessels and of all sources.
macro_rules! per_cargo {
    ($(($id:ident, $name:literal, $unit:literal, $grams:expr, $text:literal)),* $(,)?) => {
        [$(
            measure(
                concat!($name, "_per_10000_teu"),
                concat!($unit, " per 10,000 TEU"),
                concat!($text, " from vessels' stacks within the boundary for each 10,000 TEU moved."),
                |t| Some(t.grams_per_teu(Pollutant::$id)? * CARGO_UNIT / $grams),
            ),
            measure(
                concat!($name, "_per_10000_teu_all_sources"),
                concat!($unit, " per 10,000 TEU"),
                concat!($text, " from vessels' stacks within the boundary and from landside for each 10,000 TEU moved."),
                |t| per_cargo(t, t.all_sources(Pollutant::$id)?, $grams),
            ),
        )*]
    };
}

/// Grams per 10,000 TEU in a larger unit.
fn per_cargo(totals: &Totals, grams: f64, unit: f64) -> Option<f64> {
    let teu = totals.cargo.teu;
    (teu > 0.0).then(|| grams / teu * CARGO_UNIT / unit)
}

/// Pollutants with a factor for every landside source.
pub(super) const TONNES: &[Measure] = &tonnes![
    (Co2, "co2", "CO2"),
    (Co2e, "co2e", "CO2e, tank to wake,"),
    (Nox, "nox", "NOx"),
    (Sox, "sox", "SOx"),
    (Pm10, "pm10", "PM10"),
    (Dpm, "dpm", "Diesel particulate matter"),
];

/// All sources in the ports' tons.
pub(super) const SHORT_TONS: &[Measure] = &short_tons![
    (Nox, "nox", "NOx"),
    (Sox, "sox", "SOx"),
    (Pm10, "pm10", "PM10"),
    (Dpm, "dpm", "Diesel particulate matter"),
];

/// Per 10,000 TEU.
pub(super) const PER_CARGO: &[Measure] = &per_cargo![
    (
        Nox,
        "nox_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "NOx"
    ),
    (
        Sox,
        "sox_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "SOx"
    ),
    (
        Pm10,
        "pm10_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "PM10"
    ),
    (
        Pm25,
        "pm25_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "PM2.5"
    ),
    (
        Dpm,
        "dpm_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "Diesel particulate matter"
    ),
    (
        Co2e,
        "co2e_tonnes",
        "t",
        GRAMS_PER_TONNE,
        "CO2e, tank to wake,"
    ),
];

/// Energy ashore, and its grid.
pub(super) const OTHERS: &[Measure] = &[
    measure(
        "co2e_tonnes_grid_landside",
        "t",
        "CO2e of landside electricity on the grid, by the port's factor; not part of all sources.",
        |t| t.landside.as_ref()?.grid_tonnes(),
    )
    .adds(Amount::LandsideGrid, GRAMS_PER_TONNE),
    measure(
        "landside_mwh",
        "MWh",
        "Electricity that cranes, yard equipment, trucks and on-dock rail took.",
        |t| Some(t.landside.as_ref()?.electricity().value() / KWH_PER_MWH),
    ),
];
