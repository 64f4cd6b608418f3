//! Published base emission factors of marine engines, and the formulas behind them.
//!
//! Two sets that are never mixed: adding the fuel correction of one to the base factors of the
//! other counts the fuel twice. Factors are for marine gas oil with 0.1 % sulfur, the fuel of the
//! North American Emission Control Area and of California's ocean-going vessel fuel rule, before the
//! adjustment of main engines at low load. The figures,
//! each with its source, stand in [`provenance`].

use std::sync::LazyLock;

use crate::emissions::choice::FactorSet;
use crate::emissions::plant::EngineKind;
use crate::emissions::pollutant::{Factors, Pollutant};
use crate::emissions::provenance::{self, value};
use crate::units::GramsPerKilowattHour;

const EPA: &str = "epa2022";
const STARCREST: &str = "starcrest_fcf";

/// An engine with factors of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// Main engine, slow-speed diesel.
    SlowSpeedMain,
    /// Main engine, medium-speed diesel.
    MediumSpeedMain,
    /// Auxiliary engine, medium-speed diesel, the kind of container vessels.
    Auxiliary,
    /// Auxiliary boiler: heats fuel and crew, runs on with shore power.
    Boiler,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::SlowSpeedMain,
        Self::MediumSpeedMain,
        Self::Auxiliary,
        Self::Boiler,
    ];

    /// Name of its rows in [`provenance`].
    const fn rows(self) -> &'static str {
        match self {
            Self::SlowSpeedMain => "main_slow_speed",
            Self::MediumSpeedMain => "main_medium_speed",
            Self::Auxiliary => "auxiliary_medium_speed",
            Self::Boiler => "boiler",
        }
    }
}

impl From<EngineKind> for Engine {
    fn from(kind: EngineKind) -> Self {
        match kind {
            EngineKind::SlowSpeedDiesel => Self::SlowSpeedMain,
            EngineKind::MediumSpeedDiesel => Self::MediumSpeedMain,
        }
    }
}

/// CO2 per mass of the marine gas oil burned in the bay.
pub fn carbon() -> f64 {
    value(EPA, "carbon.gas_oil")
}

/// Sulfur of the fuel burned in the bay, in percent of its mass.
pub fn sulfur_percent() -> f64 {
    static PERCENT: LazyLock<f64> = LazyLock::new(|| value(EPA, "sulfur.gas_oil"));
    *PERCENT
}

/// CO2 from fuel burned: BSFC · Cf, in g/kWh (EPA-420-B-22-011).
pub fn co2(bsfc: f64, carbon: f64) -> f64 {
    bsfc * carbon
}

/// SO2 from the fuel's sulfur: BSFC · 2 · 0.97753 · S, S as a fraction, in g/kWh
/// (EPA-420-B-22-011: 97.753 % of the sulfur leaves as SO2, twice as heavy).
pub fn so2(bsfc: f64, sulfur_percent: f64) -> f64 {
    bsfc * 2.0 * value(EPA, "sulfur_to_so2") * sulfur_percent / 100.0
}

/// PM10: a nominal part, and sulfate with its water, nominal + S% · BSFC · 2.247 · 7 · 10⁻⁴,
/// in g/kWh (EPA-420-B-22-011: 2.247 % of the sulfur, seven times as heavy).
pub fn pm10(nominal: f64, bsfc: f64, sulfur_percent: f64) -> f64 {
    let sulfate = value(EPA, "sulfur_to_sulfate_percent");
    nominal + sulfur_percent * bsfc * sulfate * value(EPA, "sulfate_mass_ratio") * 1e-4
}

/// NOx of an engine by tier; one row serves every tier of an engine that knows none.
fn nox(set: &str, engine: &str) -> [f64; 4] {
    let of_all_tiers = provenance::find(set, &format!("{engine}.nox"));
    std::array::from_fn(|tier| match of_all_tiers {
        Some(row) => row.value,
        None => value(set, &format!("{engine}.nox.tier_{tier}")),
    })
}

/// Factors by engine and tier.
type Table = [[Factors; 4]; Engine::ALL.len()];

static EPA_TABLE: LazyLock<Table> = LazyLock::new(|| Engine::ALL.map(epa_factors));

static STARCREST_TABLE: LazyLock<Table> = LazyLock::new(|| Engine::ALL.map(starcrest_factors));

/// NOx, CO, HC, N2O and CH4 by the engine's rows; the rest by formula from the fuel burned.
fn epa_factors(engine: Engine) -> [Factors; 4] {
    let row = |name: &str| value(EPA, &format!("{}.{name}", engine.rows()));
    let (bsfc, sulfur) = (row("fuel"), sulfur_percent());
    let pm10 = pm10(value(EPA, "pm_nominal.gas_oil"), bsfc, sulfur);
    nox(EPA, engine.rows()).map(|nox| {
        table(&[
            (Pollutant::Co2, co2(bsfc, carbon())),
            (Pollutant::Nox, nox),
            (Pollutant::Sox, so2(bsfc, sulfur)),
            (Pollutant::Pm10, pm10),
            (Pollutant::Pm25, value(EPA, "pm25_share") * pm10),
            (Pollutant::Dpm, dpm(engine, pm10)),
            (Pollutant::Hc, row("hc")),
            (Pollutant::Co, row("co")),
            (Pollutant::N2o, row("n2o")),
            (Pollutant::Ch4, row("ch4")),
        ])
    })
}

/// Base factor of residual oil with 2.7 % sulfur × correction to gas oil with 0.1 %.
fn starcrest_factors(engine: Engine) -> [Factors; 4] {
    let row = |name: &str| value(STARCREST, &format!("{}.{name}", engine.rows()));
    let correction = |name: &str| value(STARCREST, &format!("fuel_correction.{name}"));
    let pm10 = row("pm10") * correction("pm");
    nox(STARCREST, engine.rows()).map(|nox| {
        table(&[
            (Pollutant::Co2, row("co2") * correction("co2")),
            (Pollutant::Nox, nox * correction("nox")),
            (Pollutant::Sox, row("sox") * correction("sox")),
            (Pollutant::Pm10, pm10),
            (Pollutant::Pm25, row("pm25") * correction("pm")),
            (Pollutant::Dpm, dpm(engine, pm10)),
            (Pollutant::Hc, row("hc")),
            (Pollutant::Co, row("co")),
            (Pollutant::N2o, row("n2o") * correction("n2o")),
            (Pollutant::Ch4, row("ch4")),
        ])
    })
}

/// Base factors of a set for an engine of a NOx tier (0 to 3): those of EPA-420-B-22-011, or the
/// method of the San Pedro Bay Ports' inventories of the 2010s.
///
/// # Panics
/// If there is no such tier.
pub fn base(set: FactorSet, engine: Engine, tier: u8) -> Factors {
    let table = match set {
        FactorSet::Epa2022 => &EPA_TABLE,
        FactorSet::StarcrestFcf => &STARCREST_TABLE,
    };
    table[engine as usize][usize::from(tier)]
}

/// Diesel particulate matter is the PM10 of diesel engines; a boiler has none.
fn dpm(engine: Engine, pm10: f64) -> f64 {
    if engine == Engine::Boiler { 0.0 } else { pm10 }
}

fn table(rows: &[(Pollutant, f64)]) -> Factors {
    let mut factors = Factors::default();
    for (pollutant, value) in rows {
        factors[*pollutant] = GramsPerKilowattHour::new(*value);
    }
    factors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_keep_their_ratios_and_boilers_make_no_diesel_particles() {
        for engine in Engine::ALL {
            for (set, ratio) in [(FactorSet::Epa2022, 0.92), (FactorSet::StarcrestFcf, 0.80)] {
                let factors = base(set, engine, 1);
                let found = factors[Pollutant::Pm25] / factors[Pollutant::Pm10];
                assert!((found - ratio).abs() < 1e-12, "{set:?} {engine:?}: {found}");
                let diesel = factors[Pollutant::Dpm];
                if engine == Engine::Boiler {
                    assert_eq!(diesel, GramsPerKilowattHour::ZERO);
                } else {
                    assert_eq!(diesel, factors[Pollutant::Pm10]);
                }
            }
        }
    }
}
