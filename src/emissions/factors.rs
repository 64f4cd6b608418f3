//! Published base emission factors of marine engines, and the formulas behind them.
//!
//! Two sets that are never mixed: adding the fuel correction of one to the base factors of the
//! other counts the fuel twice. Factors are for marine gas oil with 0.1 % sulfur, the fuel of the
//! North American Emission Control Area and of California's ocean-going vessel fuel rule, unless
//! a function says otherwise, and before the adjustment of main engines at low load. The figures,
//! each with its source, stand in [`provenance`].

use std::sync::LazyLock;

use crate::emissions::pollutant::{Factors, Pollutant};
use crate::emissions::provenance::{self, value};
use crate::emissions::{EngineKind, FactorSet};
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
    /// Medium-speed diesel generators that drive the propeller: as a medium-speed main engine, but
    /// run loaded one by one, and so not adjusted at low load.
    DieselElectricMain,
    /// Main steam turbine; in `epa2022` alone.
    SteamTurbineMain,
    /// Main gas turbine; in `epa2022` alone.
    GasTurbineMain,
    /// Auxiliary engine, medium-speed diesel, the kind of container vessels.
    Auxiliary,
    /// Auxiliary engine, high-speed diesel; in `epa2022` alone.
    HighSpeedAuxiliary,
    /// Auxiliary boiler: heats fuel and crew, runs on with shore power.
    Boiler,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::SlowSpeedMain,
        Self::MediumSpeedMain,
        Self::DieselElectricMain,
        Self::SteamTurbineMain,
        Self::GasTurbineMain,
        Self::Auxiliary,
        Self::HighSpeedAuxiliary,
        Self::Boiler,
    ];

    /// Name of its rows in [`provenance`].
    const fn rows(self) -> &'static str {
        match self {
            Self::SlowSpeedMain => "main_slow_speed",
            Self::MediumSpeedMain | Self::DieselElectricMain => "main_medium_speed",
            Self::SteamTurbineMain => "main_steam_turbine",
            Self::GasTurbineMain => "main_gas_turbine",
            Self::Auxiliary => "auxiliary_medium_speed",
            Self::HighSpeedAuxiliary => "auxiliary_high_speed",
            Self::Boiler => "boiler",
        }
    }

    /// Whether its particles are diesel particulate matter: those of boilers and turbines are not.
    pub const fn is_diesel(self) -> bool {
        !matches!(
            self,
            Self::Boiler | Self::SteamTurbineMain | Self::GasTurbineMain
        )
    }

    /// Whether its factors are adjusted at low load: those of main diesels that drive the
    /// propeller themselves.
    pub const fn is_adjusted(self) -> bool {
        matches!(self, Self::SlowSpeedMain | Self::MediumSpeedMain)
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

/// What is burned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fuel {
    /// Marine gas oil with 0.1 % sulfur, the fuel of the bay.
    GasOil,
    /// Residual oil with 0.5 % sulfur, the fuel of the high seas.
    ResidualOil,
    /// Liquefied natural gas.
    NaturalGas,
}

impl Fuel {
    const fn name(self) -> &'static str {
        match self {
            Self::GasOil => "gas_oil",
            Self::ResidualOil => "residual_oil",
            Self::NaturalGas => "natural_gas",
        }
    }

    /// CO2 per mass of fuel.
    pub fn carbon(self) -> f64 {
        value(EPA, &format!("carbon.{}", self.name()))
    }

    /// Sulfur in percent of the fuel's mass; natural gas has a ratio of SO2 instead.
    fn sulfur_percent(self) -> f64 {
        value(EPA, &format!("sulfur.{}", self.name()))
    }

    /// PM10 that does not come from sulfur, in g/kWh.
    pub fn pm_nominal(self) -> f64 {
        value(EPA, &format!("pm_nominal.{}", self.name()))
    }
}

/// Sulfur of the fuel burned in the bay, in percent of its mass.
pub fn sulfur_percent() -> f64 {
    static PERCENT: LazyLock<f64> = LazyLock::new(|| Fuel::GasOil.sulfur_percent());
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

/// SO2 of liquefied natural gas: BSFC · 2·10⁻⁴, in g/kWh (EPA-420-B-22-011).
pub fn so2_natural_gas(bsfc: f64) -> f64 {
    bsfc * value(EPA, "natural_gas.sulfur_ratio")
}

/// PM10: a nominal part, and sulfate with its water, nominal + S% · BSFC · 2.247 · 7 · 10⁻⁴,
/// in g/kWh (EPA-420-B-22-011: 2.247 % of the sulfur, seven times as heavy).
pub fn pm10(nominal: f64, bsfc: f64, sulfur_percent: f64) -> f64 {
    let sulfate = value(EPA, "sulfur_to_sulfate_percent");
    nominal + sulfur_percent * bsfc * sulfate * value(EPA, "sulfate_mass_ratio") * 1e-4
}

/// Fuel consumption of a main engine by load: base · (0.455 · LF² − 0.71 · LF + 1.28), in g/kWh.
///
/// An option of EPA's method (Jalkanen and others 2012; Third IMO GHG Study 2014) that neither
/// factor set uses here: with the low-load adjustment of CO2 and SO2 it would count twice.
pub fn bsfc_at_load(base: f64, load_factor: f64) -> f64 {
    base * (0.455 * load_factor * load_factor - 0.71 * load_factor + 1.28)
}

/// NOx by tier; one row for all where an engine knows no tiers. `None` if the set has no such engine.
fn nox(set: &str, engine: &str) -> Option<[f64; 4]> {
    if let Some(row) = provenance::find(set, &format!("{engine}.nox")) {
        return Some([row.value; 4]);
    }
    provenance::find(set, &format!("{engine}.nox.tier_0"))?;
    Some(std::array::from_fn(|tier| {
        value(set, &format!("{engine}.nox.tier_{tier}"))
    }))
}

/// Factors by engine and tier; `None` where a set has no such engine.
type Table = [Option<[Factors; 4]>; Engine::ALL.len()];

static EPA_TABLE: LazyLock<Table> =
    LazyLock::new(|| Engine::ALL.map(|engine| epa_factors(engine, Fuel::GasOil)));

static EPA_RESIDUAL_TABLE: LazyLock<Table> =
    LazyLock::new(|| Engine::ALL.map(|engine| epa_factors(engine, Fuel::ResidualOil)));

static STARCREST_TABLE: LazyLock<Table> = LazyLock::new(|| Engine::ALL.map(starcrest_factors));

/// Fuel and NOx by the fuel's rows, CO, HC, N2O and CH4 by the engine's; the rest by formula.
fn epa_factors(engine: Engine, fuel: Fuel) -> Option<[Factors; 4]> {
    let row = |name: &str| value(EPA, &format!("{}.{name}", engine.rows()));
    let of_fuel = match fuel {
        Fuel::ResidualOil => format!("{}.residual_oil", engine.rows()),
        _ => engine.rows().to_owned(),
    };
    let nox = nox(EPA, &of_fuel)?;
    let bsfc = value(EPA, &format!("{of_fuel}.fuel"));
    let sulfur = fuel.sulfur_percent();
    // Turbines have a row for particles; the formula is for diesel engines and boilers.
    let pm10 = provenance::find(EPA, &format!("{of_fuel}.pm10"))
        .map_or_else(|| pm10(fuel.pm_nominal(), bsfc, sulfur), |row| row.value);
    Some(nox.map(|nox| {
        table(&[
            (Pollutant::Co2, co2(bsfc, fuel.carbon())),
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
    }))
}

/// Base factor of residual oil with 2.7 % sulfur × correction to gas oil with 0.1 %.
fn starcrest_factors(engine: Engine) -> Option<[Factors; 4]> {
    let nox = nox(STARCREST, engine.rows())?;
    let row = |name: &str| value(STARCREST, &format!("{}.{name}", engine.rows()));
    let correction = |name: &str| value(STARCREST, &format!("fuel_correction.{name}"));
    let pm10 = row("pm10") * correction("pm");
    Some(nox.map(|nox| {
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
    }))
}

/// Base factors of the set `epa2022` for an engine of a NOx tier (0 to 3): EPA-420-B-22-011.
///
/// # Panics
/// If there is no such tier.
pub fn epa2022(engine: Engine, tier: u8) -> Factors {
    base(FactorSet::Epa2022, engine, tier)
}

/// The same for residual oil with 0.5 % sulfur, burned outside the Emission Control Area; `None`
/// for engines without such rows.
///
/// # Panics
/// If there is no such tier.
pub fn epa2022_residual_oil(engine: Engine, tier: u8) -> Option<Factors> {
    EPA_RESIDUAL_TABLE[engine as usize].map(|tiers| tiers[usize::from(tier)])
}

/// Factors of the set `epa2022` for an engine on liquefied natural gas, of which `slip`, as a
/// share of its mass, leaves unburned as methane: without it the warming would be told too low.
/// Its particles are not diesel particulate matter.
pub fn natural_gas(slip: f64) -> Factors {
    let row = |name: &str| value(EPA, &format!("natural_gas.{name}"));
    let (bsfc, pm10) = (row("fuel"), row("pm10"));
    table(&[
        (Pollutant::Co2, co2(bsfc, Fuel::NaturalGas.carbon())),
        (Pollutant::Nox, row("nox")),
        (Pollutant::Sox, so2_natural_gas(bsfc)),
        (Pollutant::Pm10, pm10),
        (Pollutant::Pm25, value(EPA, "pm25_share") * pm10),
        (Pollutant::Hc, row("hc")),
        (Pollutant::Co, row("co")),
        (
            Pollutant::N2o,
            bsfc * value("fuels", "lng_otto_slow_speed.n2o"),
        ),
        (Pollutant::Ch4, bsfc * slip),
    ])
}

/// Factors of the set `starcrest_fcf` for an engine of a NOx tier (0 to 3), the method of the San
/// Pedro Bay Ports' inventories of the 2010s: base × correction.
///
/// # Panics
/// If there is no such tier, or the set has no such engine.
pub fn starcrest_fcf(engine: Engine, tier: u8) -> Factors {
    base(FactorSet::StarcrestFcf, engine, tier)
}

/// Base factors of either set.
///
/// # Panics
/// If there is no such tier, or the set has no such engine.
pub fn base(set: FactorSet, engine: Engine, tier: u8) -> Factors {
    let table = match set {
        FactorSet::Epa2022 => &EPA_TABLE,
        FactorSet::StarcrestFcf => &STARCREST_TABLE,
    };
    let tiers = table[engine as usize].as_ref();
    tiers.unwrap_or_else(|| panic!("{set:?} has no {engine:?}"))[usize::from(tier)]
}

/// Diesel particulate matter is the PM10 of diesel engines.
fn dpm(engine: Engine, pm10: f64) -> f64 {
    if engine.is_diesel() { pm10 } else { 0.0 }
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
        for engine in [
            Engine::SlowSpeedMain,
            Engine::MediumSpeedMain,
            Engine::Auxiliary,
            Engine::Boiler,
        ] {
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
