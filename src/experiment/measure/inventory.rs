//! Emissions of vessels' stacks within the boundary, and of the grid behind shore power.

use crate::emissions::{Mode, Pollutant};
use crate::experiment::Totals;

use super::definition::{Amount, Measure, measure};
use crate::units::{GRAMS_PER_SHORT_TON, GRAMS_PER_TONNE};

/// Tonnes in one mode; nothing to say of a mode outside the boundary.
fn in_mode(totals: &Totals, pollutant: Pollutant, mode: Mode) -> Option<f64> {
    let covered = totals.boundary.covers(mode);
    covered.then(|| totals.stack.tonnes(pollutant, Some(mode)))
}

/// Total of a pollutant and its parts by mode.
macro_rules! tonnes {
    ($(($id:ident, $name:literal, $text:literal)),* $(,)?) => {
        [$(
            measure(
                concat!($name, "_tonnes"),
                "t",
                concat!($text, " from vessels' stacks within the boundary."),
                |t| Some(t.stack.tonnes(Pollutant::$id, None)),
            ).adds(Amount::Stacks(Pollutant::$id), GRAMS_PER_TONNE),
            measure(
                concat!($name, "_tonnes_transit"),
                "t",
                concat!($text, " of vessels under way in the speed reduction zone."),
                |t| in_mode(t, Pollutant::$id, Mode::Transit),
            ).adds(Amount::StacksIn(Pollutant::$id, Mode::Transit), GRAMS_PER_TONNE),
            measure(
                concat!($name, "_tonnes_maneuvering"),
                "t",
                concat!($text, " of vessels between pilot boarding place and berth."),
                |t| in_mode(t, Pollutant::$id, Mode::Maneuvering),
            ).adds(Amount::StacksIn(Pollutant::$id, Mode::Maneuvering), GRAMS_PER_TONNE),
            measure(
                concat!($name, "_tonnes_anchorage"),
                "t",
                concat!($text, " of vessels at anchor."),
                |t| in_mode(t, Pollutant::$id, Mode::Anchorage),
            ).adds(Amount::StacksIn(Pollutant::$id, Mode::Anchorage), GRAMS_PER_TONNE),
            measure(
                concat!($name, "_tonnes_hotelling"),
                "t",
                concat!($text, " of vessels at berth."),
                |t| in_mode(t, Pollutant::$id, Mode::Hotelling),
            ).adds(Amount::StacksIn(Pollutant::$id, Mode::Hotelling), GRAMS_PER_TONNE),
        )*]
    };
}

/// Short tons, as the ports' inventories print them.
macro_rules! short_tons {
    ($(($id:ident, $name:literal, $text:literal)),* $(,)?) => {
        [$(measure(
            concat!($name, "_short_tons"),
            "short tons",
            concat!($text, " from vessels' stacks within the boundary, in tons of 2,000 lb."),
            |t| Some(t.stack.short_tons(Pollutant::$id)),
        ).adds(Amount::Stacks(Pollutant::$id), GRAMS_PER_SHORT_TON)),*]
    };
}

/// Totals by pollutant and mode.
pub(super) const STACKS: &[Measure] = &tonnes![
    (Co2, "co2", "CO2"),
    (Co2e, "co2e", "CO2e, tank to wake,"),
    (Nox, "nox", "NOx"),
    (Sox, "sox", "SOx"),
    (Pm10, "pm10", "PM10"),
    (Pm25, "pm25", "PM2.5"),
    (Dpm, "dpm", "Diesel particulate matter"),
    (Hc, "hc", "Hydrocarbons"),
    (Co, "co", "CO"),
    (N2o, "n2o", "N2O"),
    (Ch4, "ch4", "CH4"),
];

/// Totals in the ports' tons.
pub(super) const SHORT_TONS: &[Measure] = &short_tons![
    (Nox, "nox", "NOx"),
    (Sox, "sox", "SOx"),
    (Pm10, "pm10", "PM10"),
    (Pm25, "pm25", "PM2.5"),
    (Dpm, "dpm", "Diesel particulate matter"),
];

/// Grid, and emissions per cargo.
pub(super) const OTHERS: &[Measure] = &[
    measure(
        "co2e_tonnes_grid",
        "t",
        "CO2e of the energy from shore power on the grid, by the port's factor; not part of the \
         stacks.",
        |t| t.stack.grid_tonnes(),
    )
    .adds(Amount::ShorePowerGrid, GRAMS_PER_TONNE),
    measure(
        "co2e_tonnes_net",
        "t",
        "CO2e from vessels' stacks within the boundary and from the grid behind shore power \
         together; by direct grid factors alone.",
        |t| t.stack.net_tonnes(),
    )
    .adds(Amount::Net, GRAMS_PER_TONNE),
    measure(
        "co2e_kg_per_teu",
        "kg/TEU",
        "CO2e from vessels' stacks within the boundary for each TEU moved.",
        |t| t.kg_per_teu(Pollutant::Co2e),
    ),
    measure(
        "nox_kg_per_teu",
        "kg/TEU",
        "NOx from vessels' stacks within the boundary for each TEU moved.",
        |t| t.kg_per_teu(Pollutant::Nox),
    ),
];
