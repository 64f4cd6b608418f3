//! Landside, all sources together, and both per 10,000 TEU, as the ports' inventories print them.
//!
//! All sources are vessels' stacks and what landside equipment burns; power plants stand apart.

use crate::emissions::Pollutant;
use crate::experiment::Totals;
use crate::units::{GRAMS_PER_SHORT_TON, GRAMS_PER_TONNE};

use super::definition::{Ratio, Where, measure, over, quotient, table};
use super::unit::{MEGAWATT_HOURS, SHORT_TONS, TONNES, Unit};

/// TEU that the ports' inventories divide by.
const CARGO_UNIT: f64 = 10_000.0;
/// Kilowatt-hours in a megawatt-hour.
const KWH_PER_MWH: f64 = 1000.0;

/// Grams per 10,000 TEU in a larger unit.
fn per_cargo(totals: &Totals, grams: f64, unit: f64) -> Option<Ratio> {
    over(grams / unit, totals.cargo.teu / CARGO_UNIT)
}

/// Tonnes ashore and of all sources, of pollutants with a factor for every landside source.
macro_rules! tonnes {
    ($(($ashore:ident, $all:ident, $id:ident, $name:literal, $text:literal, $label:literal)),* $(,)?) => {
        table![TONNES_ASHORE, $(
            $ashore = measure(
                concat!($name, "_tonnes_landside"),
                TONNES,
                concat!($label, " ashore"),
                concat!($text, " from cargo-handling equipment, trucks at the gate and on-dock rail."),
                |t| t.landside.as_ref()?.tonnes(Pollutant::$id),
            ).adds(Pollutant::$id, Where::Landside, GRAMS_PER_TONNE),
            $all = measure(
                concat!($name, "_tonnes_all_sources"),
                TONNES,
                concat!($label, " of all sources"),
                concat!($text, " from vessels' stacks within the boundary and from landside together."),
                |t| Some(t.all_sources(Pollutant::$id)? / GRAMS_PER_TONNE),
            ).adds(Pollutant::$id, Where::AllSources, GRAMS_PER_TONNE)
        ),*];
    };
}

tonnes![
    (
        CO2_TONNES_LANDSIDE,
        CO2_TONNES_ALL_SOURCES,
        Co2,
        "co2",
        "CO2",
        "CO₂"
    ),
    (
        CO2E_TONNES_LANDSIDE,
        CO2E_TONNES_ALL_SOURCES,
        Co2e,
        "co2e",
        "CO2e, tank to wake,",
        "CO₂e"
    ),
    (
        NOX_TONNES_LANDSIDE,
        NOX_TONNES_ALL_SOURCES,
        Nox,
        "nox",
        "NOx",
        "NOx"
    ),
    (
        SOX_TONNES_LANDSIDE,
        SOX_TONNES_ALL_SOURCES,
        Sox,
        "sox",
        "SOx",
        "SOx"
    ),
    (
        PM10_TONNES_LANDSIDE,
        PM10_TONNES_ALL_SOURCES,
        Pm10,
        "pm10",
        "PM10",
        "PM10"
    ),
    (
        DPM_TONNES_LANDSIDE,
        DPM_TONNES_ALL_SOURCES,
        Dpm,
        "dpm",
        "Diesel particulate matter",
        "Diesel particulate"
    ),
];

/// Short tons of all sources, as the ports' inventories print them.
macro_rules! short_tons {
    ($(($all:ident, $id:ident, $name:literal, $text:literal, $label:literal)),* $(,)?) => {
        table![SHORT_TONS_ASHORE, $(
            $all = measure(
                concat!($name, "_short_tons_all_sources"),
                SHORT_TONS,
                concat!($label, " of all sources"),
                concat!($text, " from vessels' stacks within the boundary and from landside together, in tons of 2,000 lb."),
                |t| Some(t.all_sources(Pollutant::$id)? / GRAMS_PER_SHORT_TON),
            ).adds(Pollutant::$id, Where::AllSources, GRAMS_PER_SHORT_TON)
        ),*];
    };
}

short_tons![
    (NOX_SHORT_TONS_ALL_SOURCES, Nox, "nox", "NOx", "NOx"),
    (SOX_SHORT_TONS_ALL_SOURCES, Sox, "sox", "SOx", "SOx"),
    (PM10_SHORT_TONS_ALL_SOURCES, Pm10, "pm10", "PM10", "PM10"),
    (
        DPM_SHORT_TONS_ALL_SOURCES,
        Dpm,
        "dpm",
        "Diesel particulate matter",
        "Diesel particulate"
    ),
];

/// Mass per 10,000 TEU, of vessels and of all sources.
macro_rules! per_cargo {
    ($(($of_vessels:ident, $of_all:ident, $id:ident, $name:literal, $unit:literal, $grams:expr, $text:literal, $label:literal)),* $(,)?) => {
        table![PER_CARGO, $(
            $of_vessels = quotient(
                concat!($name, "_per_10000_teu"),
                Unit::of(concat!($unit, " per 10,000 TEU")),
                concat!($label, " of vessels for cargo"),
                concat!($text, " from vessels' stacks within the boundary for each 10,000 TEU moved."),
                |t| per_cargo(t, t.stack.grams(Pollutant::$id, None).value(), $grams),
            ).per_cargo(Pollutant::$id, Where::Stacks, $grams),
            $of_all = quotient(
                concat!($name, "_per_10000_teu_all_sources"),
                Unit::of(concat!($unit, " per 10,000 TEU")),
                concat!($label, " of all sources for cargo"),
                concat!($text, " from vessels' stacks within the boundary and from landside for each 10,000 TEU moved."),
                |t| per_cargo(t, t.all_sources(Pollutant::$id)?, $grams),
            ).per_cargo(Pollutant::$id, Where::AllSources, $grams)
        ),*];
    };
}

per_cargo![
    (
        NOX_SHORT_TONS_PER_10000_TEU,
        NOX_SHORT_TONS_PER_10000_TEU_ALL_SOURCES,
        Nox,
        "nox_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "NOx",
        "NOx"
    ),
    (
        SOX_SHORT_TONS_PER_10000_TEU,
        SOX_SHORT_TONS_PER_10000_TEU_ALL_SOURCES,
        Sox,
        "sox_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "SOx",
        "SOx"
    ),
    (
        PM10_SHORT_TONS_PER_10000_TEU,
        PM10_SHORT_TONS_PER_10000_TEU_ALL_SOURCES,
        Pm10,
        "pm10_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "PM10",
        "PM10"
    ),
    (
        PM25_SHORT_TONS_PER_10000_TEU,
        PM25_SHORT_TONS_PER_10000_TEU_ALL_SOURCES,
        Pm25,
        "pm25_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "PM2.5",
        "PM2.5"
    ),
    (
        DPM_SHORT_TONS_PER_10000_TEU,
        DPM_SHORT_TONS_PER_10000_TEU_ALL_SOURCES,
        Dpm,
        "dpm_short_tons",
        "short tons",
        GRAMS_PER_SHORT_TON,
        "Diesel particulate matter",
        "Diesel particulate"
    ),
    (
        CO2E_TONNES_PER_10000_TEU,
        CO2E_TONNES_PER_10000_TEU_ALL_SOURCES,
        Co2e,
        "co2e_tonnes",
        "t",
        GRAMS_PER_TONNE,
        "CO2e, tank to wake,",
        "CO₂e"
    ),
];

table![
    ELECTRICITY,
    CO2E_TONNES_GRID_LANDSIDE = measure(
        "co2e_tonnes_grid_landside",
        TONNES,
        "CO₂e of the grid, ashore",
        "CO2e of landside electricity on the grid, by the port's factor; not part of all sources.",
        |t| t.landside.as_ref()?.grid_tonnes(),
    )
    .adds(Pollutant::Co2e, Where::LandsideGrid, GRAMS_PER_TONNE),
    LANDSIDE_MWH = measure(
        "landside_mwh",
        MEGAWATT_HOURS,
        "Electricity ashore",
        "Electricity that cranes, yard equipment, trucks and on-dock rail took.",
        |t| Some(t.landside.as_ref()?.electricity().value() / KWH_PER_MWH),
    ),
];
