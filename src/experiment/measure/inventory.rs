//! Emissions of vessels' stacks within the boundary, and of the grid behind shore power.

use crate::emissions::{Mode, Pollutant};
use crate::experiment::Totals;

use super::definition::{Measure, Ratio, Where, measure, over, quotient, table};
use super::unit::{self, KG_PER_TEU, TONNES};
use crate::units::{GRAMS_PER_SHORT_TON, GRAMS_PER_TONNE};

/// Tonnes in one mode; nothing to say of a mode outside the boundary.
fn in_mode(totals: &Totals, pollutant: Pollutant, mode: Mode) -> Option<f64> {
    let covered = totals.boundary.covers(mode);
    covered.then(|| totals.stack.tonnes(pollutant, Some(mode)))
}

/// Kilograms from vessels' stacks over TEU moved.
fn per_teu(totals: &Totals, pollutant: Pollutant) -> Option<Ratio> {
    let kilograms = totals.stack.tonnes(pollutant, None) * 1000.0;
    over(kilograms, totals.cargo.teu)
}

/// Total of a pollutant and its parts by mode.
macro_rules! stacks {
    ($(($total:ident, $id:ident, $name:literal, $text:literal, $label:literal, $of_vessels:literal)),* $(,)?) => {
        $(
            #[doc = concat!($text, " from vessels' stacks within the boundary.")]
            pub const $total: Measure = measure(
                concat!($name, "_tonnes"),
                TONNES,
                $of_vessels,
                concat!($text, " from vessels' stacks within the boundary."),
                |t| Some(t.stack.tonnes(Pollutant::$id, None)),
            ).adds(Pollutant::$id, Where::Stacks, GRAMS_PER_TONNE);
        )*
        /// Totals by pollutant and mode.
        pub(super) const STACKS: &[Measure] = &[$(
            $total,
            measure(
                concat!($name, "_tonnes_transit"),
                TONNES,
                concat!($label, " in transit"),
                concat!($text, " of vessels under way in the speed reduction zone."),
                |t| in_mode(t, Pollutant::$id, Mode::Transit),
            ).adds(Pollutant::$id, Where::StacksIn(Mode::Transit), GRAMS_PER_TONNE),
            measure(
                concat!($name, "_tonnes_maneuvering"),
                TONNES,
                concat!($label, " in maneuvering"),
                concat!($text, " of vessels between pilot boarding place and berth."),
                |t| in_mode(t, Pollutant::$id, Mode::Maneuvering),
            ).adds(Pollutant::$id, Where::StacksIn(Mode::Maneuvering), GRAMS_PER_TONNE),
            measure(
                concat!($name, "_tonnes_anchorage"),
                TONNES,
                concat!($label, " at anchor"),
                concat!($text, " of vessels at anchor."),
                |t| in_mode(t, Pollutant::$id, Mode::Anchorage),
            ).adds(Pollutant::$id, Where::StacksIn(Mode::Anchorage), GRAMS_PER_TONNE),
            measure(
                concat!($name, "_tonnes_hotelling"),
                TONNES,
                concat!($label, " at berth"),
                concat!($text, " of vessels at berth."),
                |t| in_mode(t, Pollutant::$id, Mode::Hotelling),
            ).adds(Pollutant::$id, Where::StacksIn(Mode::Hotelling), GRAMS_PER_TONNE),
        )*];
    };
}

stacks![
    (CO2_TONNES, Co2, "co2", "CO2", "CO₂", "CO₂ of vessels"),
    (
        CO2E_TONNES,
        Co2e,
        "co2e",
        "CO2e, tank to wake,",
        "CO₂e",
        "CO₂e of vessels"
    ),
    (NOX_TONNES, Nox, "nox", "NOx", "NOx", "NOx of vessels"),
    (SOX_TONNES, Sox, "sox", "SOx", "SOx", "SOx of vessels"),
    (PM10_TONNES, Pm10, "pm10", "PM10", "PM10", "PM10 of vessels"),
    (
        PM25_TONNES,
        Pm25,
        "pm25",
        "PM2.5",
        "PM2.5",
        "PM2.5 of vessels"
    ),
    (
        DPM_TONNES,
        Dpm,
        "dpm",
        "Diesel particulate matter",
        "Diesel particulate",
        "Diesel particulate"
    ),
    (
        HC_TONNES,
        Hc,
        "hc",
        "Hydrocarbons",
        "Hydrocarbons",
        "Hydrocarbons of vessels"
    ),
    (CO_TONNES, Co, "co", "CO", "CO", "CO of vessels"),
    (N2O_TONNES, N2o, "n2o", "N2O", "N₂O", "N₂O of vessels"),
    (CH4_TONNES, Ch4, "ch4", "CH4", "CH₄", "CH₄ of vessels"),
];

/// Short tons, as the ports' inventories print them.
macro_rules! short_tons {
    ($(($total:ident, $id:ident, $name:literal, $text:literal, $label:literal)),* $(,)?) => {
        table![SHORT_TONS, $(
            $total = measure(
                concat!($name, "_short_tons"),
                unit::SHORT_TONS,
                concat!($label, " of vessels"),
                concat!($text, " from vessels' stacks within the boundary, in tons of 2,000 lb."),
                |t| Some(t.stack.short_tons(Pollutant::$id)),
            ).adds(Pollutant::$id, Where::Stacks, GRAMS_PER_SHORT_TON)
        ),*];
    };
}

short_tons![
    (NOX_SHORT_TONS, Nox, "nox", "NOx", "NOx"),
    (SOX_SHORT_TONS, Sox, "sox", "SOx", "SOx"),
    (PM10_SHORT_TONS, Pm10, "pm10", "PM10", "PM10"),
    (PM25_SHORT_TONS, Pm25, "pm25", "PM2.5", "PM2.5"),
    (
        DPM_SHORT_TONS,
        Dpm,
        "dpm",
        "Diesel particulate matter",
        "Diesel particulate"
    ),
];

table![
    PER_TEU,
    CO2E_TONNES_GRID = measure(
        "co2e_tonnes_grid",
        TONNES,
        "CO₂e of the grid",
        "CO2e of the energy from shore power on the grid, by the port's factor; not part of the \
         stacks.",
        |t| t.stack.grid_tonnes(),
    )
    .adds(Pollutant::Co2e, Where::ShorePowerGrid, GRAMS_PER_TONNE),
    CO2E_TONNES_NET = measure(
        "co2e_tonnes_net",
        TONNES,
        "CO₂e, vessels and grid",
        "CO2e from vessels' stacks within the boundary and from the grid behind shore power \
         together; by direct grid factors alone.",
        |t| t.stack.net_tonnes(),
    )
    .adds(Pollutant::Co2e, Where::Net, GRAMS_PER_TONNE),
    CO2E_KG_PER_TEU = quotient(
        "co2e_kg_per_teu",
        KG_PER_TEU,
        "CO₂e a TEU",
        "CO2e from vessels' stacks within the boundary for each TEU moved.",
        |t| per_teu(t, Pollutant::Co2e),
    ),
    NOX_KG_PER_TEU = quotient(
        "nox_kg_per_teu",
        KG_PER_TEU,
        "NOx a TEU",
        "NOx from vessels' stacks within the boundary for each TEU moved.",
        |t| per_teu(t, Pollutant::Nox),
    ),
];
