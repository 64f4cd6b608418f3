//! Marine fuels by the energy they hold: greenhouse gases from tank to wake and from well to wake.
//!
//! `FuelEU` Maritime's defaults (Regulation (EU) 2023/1805, Annex II). These stand beside the
//! inventory of stacks, which goes by kilowatt-hours of work: the two are never mixed.

use std::sync::LazyLock;

use crate::emissions::GwpSet;
use crate::emissions::provenance::value;

/// A fuel, with the engine that burns it where unburned methane depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarineFuel {
    /// Heavy fuel oil.
    HeavyOil,
    /// Very-low-sulfur fuel oil.
    VeryLowSulfurOil,
    /// Marine gas oil.
    GasOil,
    /// Liquefied natural gas in a medium-speed engine of the Otto cycle.
    NaturalGasOttoMedium,
    /// Liquefied natural gas in a slow-speed engine of the Otto cycle.
    NaturalGasOttoSlow,
    /// Liquefied natural gas in a slow-speed engine of the Diesel cycle.
    NaturalGasDieselSlow,
    /// Methanol made of natural gas.
    FossilMethanol,
}

/// Figures of a fuel.
struct Row {
    calorific_value: f64,
    well_to_tank: f64,
    co2: f64,
    ch4: f64,
    n2o: f64,
    slip: f64,
}

static ROWS: LazyLock<[Row; MarineFuel::ALL.len()]> = LazyLock::new(|| {
    MarineFuel::ALL.map(|fuel| {
        let figure = |name| value("fuels", &format!("{}.{name}", fuel.name()));
        Row {
            calorific_value: figure("lower_calorific_value"),
            well_to_tank: figure("well_to_tank"),
            co2: figure("co2"),
            ch4: figure("ch4"),
            n2o: figure("n2o"),
            slip: figure("slip") / 100.0,
        }
    })
});

impl MarineFuel {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::HeavyOil,
        Self::VeryLowSulfurOil,
        Self::GasOil,
        Self::NaturalGasOttoMedium,
        Self::NaturalGasOttoSlow,
        Self::NaturalGasDieselSlow,
        Self::FossilMethanol,
    ];

    /// Name of its rows, such as `mgo`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HeavyOil => "hfo",
            Self::VeryLowSulfurOil => "vlsfo",
            Self::GasOil => "mgo",
            Self::NaturalGasOttoMedium => "lng_otto_medium_speed",
            Self::NaturalGasOttoSlow => "lng_otto_slow_speed",
            Self::NaturalGasDieselSlow => "lng_diesel_slow_speed",
            Self::FossilMethanol => "methanol_fossil",
        }
    }

    /// From tank to wake, in g CO2e/MJ: what is burned, and what slips through unburned as methane.
    pub fn tank_to_wake(self, gwp: GwpSet) -> f64 {
        let row = &ROWS[self as usize];
        let burned = row.co2 + row.ch4 * gwp.methane() + row.n2o * gwp.nitrous_oxide();
        ((1.0 - row.slip) * burned + row.slip * gwp.methane()) / row.calorific_value
    }

    /// From well to wake, in g CO2e/MJ; what comes before the tank is the default of `FuelEU`, whatever
    /// the potentials.
    pub fn well_to_wake(self, gwp: GwpSet) -> f64 {
        ROWS[self as usize].well_to_tank + self.tank_to_wake(gwp)
    }
}
