//! Published base emission factors of marine engines, and the formulas behind them.
//!
//! Two sets that are never mixed: adding the fuel correction of one to the base factors of the
//! other counts the fuel twice. All factors are for marine gas oil with 0.1 % sulfur, the fuel
//! of the North American Emission Control Area and of California's ocean-going vessel fuel
//! rule, before the adjustment of main engines at low load.

use crate::emissions::pollutant::{Factors, Pollutant};
use crate::emissions::{EngineKind, FactorSet};
use crate::units::GramsPerKilowattHour;

/// Sulfur of the fuel burned in the bay, in percent of its mass.
pub const SULFUR_PERCENT: f64 = 0.1;
/// CO2 per mass of marine gas oil (EPA-420-B-22-011; IMO MEPC.281(70)).
pub const CARBON_GAS_OIL: f64 = 3.206;
/// CO2 per mass of residual fuel oil (same source).
pub const CARBON_RESIDUAL_OIL: f64 = 3.114;
/// CO2 per mass of liquefied natural gas (same source).
pub const CARBON_NATURAL_GAS: f64 = 2.750;
/// PM10 that does not come from sulfur, gas oil, in g/kWh (EPA-420-B-22-011).
pub const PM_NOMINAL_GAS_OIL: f64 = 0.1545;
/// PM10 that does not come from sulfur, residual oil, in g/kWh (EPA-420-B-22-011).
pub const PM_NOMINAL_RESIDUAL_OIL: f64 = 0.5761;

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

impl From<EngineKind> for Engine {
    fn from(kind: EngineKind) -> Self {
        match kind {
            EngineKind::SlowSpeedDiesel => Self::SlowSpeedMain,
            EngineKind::MediumSpeedDiesel => Self::MediumSpeedMain,
        }
    }
}

/// CO2 from fuel burned: BSFC · Cf, in g/kWh (EPA-420-B-22-011).
pub fn co2(bsfc: f64, carbon: f64) -> f64 {
    bsfc * carbon
}

/// SO2 from the fuel's sulfur: BSFC · 2 · 0.97753 · S, S as a fraction, in g/kWh
/// (EPA-420-B-22-011: 97.753 % of the sulfur leaves as SO2, twice as heavy).
pub fn so2(bsfc: f64, sulfur_percent: f64) -> f64 {
    bsfc * 2.0 * 0.977_53 * sulfur_percent / 100.0
}

/// SO2 of liquefied natural gas: BSFC · 2·10⁻⁴, in g/kWh (EPA-420-B-22-011).
pub fn so2_natural_gas(bsfc: f64) -> f64 {
    bsfc * 2e-4
}

/// PM10: a nominal part, and sulfate with its water, nominal + S% · BSFC · 2.247 · 7 · 10⁻⁴
///, in g/kWh (EPA-420-B-22-011: 2.247 % of the sulfur, seven times as heavy).
pub fn pm10(nominal: f64, bsfc: f64, sulfur_percent: f64) -> f64 {
    nominal + sulfur_percent * bsfc * 2.247 * 7.0 * 1e-4
}

/// Fuel consumption of a main engine by load: base · (0.455 · LF² − 0.71 · LF + 1.28), in g/kWh.
///
/// An option of EPA's method (Jalkanen and others 2012; Third IMO GHG Study 2014) that neither
/// factor set uses here: with the low-load adjustment of CO2 and SO2 it would count twice.
pub fn bsfc_at_load(base: f64, load_factor: f64) -> f64 {
    base * (0.455 * load_factor * load_factor - 0.71 * load_factor + 1.28)
}

/// A row of the table of `epa2022`: fuel in g/kWh, gases in g/kWh; the rest follows by formula.
struct EpaRow {
    bsfc: f64,
    nox: [f64; 4],
    co: f64,
    hc: f64,
    n2o: f64,
    ch4: f64,
}

/// EPA-420-B-22-011 (April 2022) as in EPA's own `Marine_Emissions_Tools` (commit 752696e): fuel
/// consumption, NOx (San Pedro Bay Ports Emissions Inventory Methodology Report, version 2,
/// 2021; Tier 0 of main engines ENTEC 2002), CO and HC; N2O and CH4 from its tables of 2020,
/// marine diesel oil rows.
const fn epa_row(engine: Engine) -> EpaRow {
    let (bsfc, nox, co, hc, n2o, ch4) = match engine {
        Engine::SlowSpeedMain => (185.0, [17.0, 16.0, 14.4, 3.4], 1.4, 0.6, 0.029, 0.012),
        Engine::MediumSpeedMain => (205.0, [13.2, 12.2, 10.5, 2.6], 1.1, 0.5, 0.029, 0.010),
        Engine::Auxiliary => (217.0, [13.8, 12.2, 10.5, 2.6], 1.1, 0.4, 0.029, 0.008),
        Engine::Boiler => (300.0, [2.0; 4], 0.2, 0.1, 0.075, 0.002),
    };
    EpaRow {
        bsfc,
        nox,
        co,
        hc,
        n2o,
        ch4,
    }
}

/// Base factors of the set `epa2022` for an engine of a NOx tier (0 to 3).
///
/// # Panics
/// If there is no such tier.
pub fn epa2022(engine: Engine, tier: u8) -> Factors {
    let row = epa_row(engine);
    let pm10 = pm10(PM_NOMINAL_GAS_OIL, row.bsfc, SULFUR_PERCENT);
    table(&[
        (Pollutant::Co2, co2(row.bsfc, CARBON_GAS_OIL)),
        (Pollutant::Nox, row.nox[usize::from(tier)]),
        (Pollutant::Sox, so2(row.bsfc, SULFUR_PERCENT)),
        (Pollutant::Pm10, pm10),
        (Pollutant::Pm25, 0.92 * pm10),
        (Pollutant::Dpm, dpm(engine, pm10)),
        (Pollutant::Hc, row.hc),
        (Pollutant::Co, row.co),
        (Pollutant::N2o, row.n2o),
        (Pollutant::Ch4, row.ch4),
    ])
}

/// A row of the table of `starcrest_fcf`: factors for residual oil with 2.7 % sulfur, in g/kWh.
struct StarcrestRow {
    nox: [f64; 4],
    pm10: f64,
    pm25: f64,
    sox: f64,
    co2: f64,
    co: f64,
    hc: f64,
    n2o: f64,
    ch4: f64,
}

/// Fuel corrections of `starcrest_fcf`, residual oil with 2.7 % sulfur → gas oil with 0.1 %.
mod fuel_correction {
    pub(super) const PM: f64 = 0.17;
    pub(super) const NOX: f64 = 0.94;
    pub(super) const SOX: f64 = 0.037;
    pub(super) const CO2: f64 = 0.95;
    pub(super) const N2O: f64 = 0.94;
}

/// Base factors of the San Pedro Bay Ports' inventories of the 2010s (Starcrest Consulting), as
/// transcribed in the public data tables of `cynsky/ECA` (commit 711f67e).
///
/// Assumptions where that table has no row: NOx of Tier III is the residual-oil row of EPA's
/// set (3.6 and 2.8), CO and HC are EPA's (both sets go back to ENTEC 2002), N2O of auxiliary
/// engines is that of main engines.
const fn starcrest_row(engine: Engine) -> StarcrestRow {
    let (nox, [pm10, pm25, sox, co2], [co, hc, n2o, ch4]) = match engine {
        Engine::SlowSpeedMain => (
            [18.1, 17.0, 15.3, 3.6],
            [1.5, 1.2, 10.5, 620.0],
            [1.4, 0.6, 0.031, 0.012],
        ),
        Engine::MediumSpeedMain => (
            [14.0, 13.0, 11.2, 2.8],
            [1.5, 1.2, 11.5, 683.0],
            [1.1, 0.5, 0.031, 0.010],
        ),
        Engine::Auxiliary => (
            [14.7, 13.0, 11.2, 2.8],
            [1.5, 1.2, 12.3, 683.0],
            [1.1, 0.4, 0.031, 0.008],
        ),
        Engine::Boiler => ([2.1; 4], [0.8, 0.64, 16.5, 970.0], [0.2, 0.1, 0.080, 0.002]),
    };
    StarcrestRow {
        nox,
        pm10,
        pm25,
        sox,
        co2,
        co,
        hc,
        n2o,
        ch4,
    }
}

/// Factors of the set `starcrest_fcf` for an engine of a NOx tier (0 to 3): base × correction.
///
/// # Panics
/// If there is no such tier.
pub fn starcrest_fcf(engine: Engine, tier: u8) -> Factors {
    let row = starcrest_row(engine);
    let pm10 = row.pm10 * fuel_correction::PM;
    table(&[
        (Pollutant::Co2, row.co2 * fuel_correction::CO2),
        (
            Pollutant::Nox,
            row.nox[usize::from(tier)] * fuel_correction::NOX,
        ),
        (Pollutant::Sox, row.sox * fuel_correction::SOX),
        (Pollutant::Pm10, pm10),
        (Pollutant::Pm25, row.pm25 * fuel_correction::PM),
        (Pollutant::Dpm, dpm(engine, pm10)),
        (Pollutant::Hc, row.hc),
        (Pollutant::Co, row.co),
        (Pollutant::N2o, row.n2o * fuel_correction::N2O),
        (Pollutant::Ch4, row.ch4),
    ])
}

/// Base factors of either set.
///
/// # Panics
/// If there is no such tier.
pub fn base(set: FactorSet, engine: Engine, tier: u8) -> Factors {
    match set {
        FactorSet::Epa2022 => epa2022(engine, tier),
        FactorSet::StarcrestFcf => starcrest_fcf(engine, tier),
    }
}

/// Diesel particulate matter is the PM10 of diesel engines; a boiler is none.
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
    use crate::emissions::GwpSet;

    fn near(found: f64, printed: f64, digits: f64) {
        assert!(
            (found - printed).abs() <= 0.5001 * digits,
            "{found} against {printed} as printed"
        );
    }

    /// Outputs printed in the reference pages of EPA's `Marine_Emissions_Tools`.
    #[test]
    fn base_factors_as_epa_prints_them() {
        let main = epa2022(Engine::SlowSpeedMain, 2);
        near(main[Pollutant::Pm10].value(), 0.183_598_7, 1e-7);
        near(main[Pollutant::Pm25].value(), 0.168_910_8, 1e-7);
        near(main[Pollutant::Sox].value(), 0.361_686_1, 1e-7);
        near(main[Pollutant::Co2].value(), 593.11, 1e-2);
        let medium = epa2022(Engine::MediumSpeedMain, 2);
        near(medium[Pollutant::Pm25].value(), 0.171_804_9, 2e-7);
        let auxiliary = epa2022(Engine::Auxiliary, 2);
        near(auxiliary[Pollutant::Pm10].value(), 0.188_631_9, 1e-7);
        near(auxiliary[Pollutant::Sox].value(), 0.424_248, 1e-6);
        near(auxiliary[Pollutant::Co2].value(), 695.702, 1e-3);
        near(auxiliary[Pollutant::Pm25].value(), 0.173_541_4, 1e-7);
        let boiler = epa2022(Engine::Boiler, 2);
        near(boiler[Pollutant::Pm10].value(), 0.201_687_0, 1e-7);
        near(boiler[Pollutant::Sox].value(), 0.586_518, 1e-6);
        near(boiler[Pollutant::Co2].value(), 961.80, 1e-2);
    }

    #[test]
    fn formulas_serve_other_fuels_as_epa_prints_them() {
        near(co2(166.0, CARBON_NATURAL_GAS), 456.5, 1e-1);
        near(so2_natural_gas(166.0), 0.0332, 1e-4);
        near(co2(227.0, CARBON_RESIDUAL_OIL), 706.878, 1e-3);
        near(co2(305.0, CARBON_RESIDUAL_OIL), 949.77, 1e-2);
        near(so2(305.0, 0.5), 2.981_467, 1e-6);
        near(pm10(PM_NOMINAL_RESIDUAL_OIL, 305.0, 0.5), 0.815_967_2, 1e-7);
    }

    #[test]
    fn fuel_consumption_by_load_as_epa_prints_it() {
        near(bsfc_at_load(195.0, 0.5), 202.556_25, 1e-5);
        near(bsfc_at_load(300.0, 0.7), 301.785, 1e-3);
        near(
            co2(bsfc_at_load(185.0, 0.8), CARBON_GAS_OIL),
            595.007_952,
            1e-6,
        );
    }

    #[test]
    fn starcrest_factors_are_base_times_fuel_correction() {
        let auxiliary = starcrest_fcf(Engine::Auxiliary, 0);
        near(auxiliary[Pollutant::Nox].value(), 13.818, 1e-3);
        near(auxiliary[Pollutant::Sox].value(), 0.4551, 1e-4);
        near(auxiliary[Pollutant::Co2].value(), 648.85, 1e-2);
        near(auxiliary[Pollutant::Pm10].value(), 0.255, 1e-3);
        let main = starcrest_fcf(Engine::SlowSpeedMain, 1);
        near(main[Pollutant::Nox].value(), 15.98, 1e-2);
        near(main[Pollutant::N2o].value(), 0.0291, 1e-4);
        let boiler = starcrest_fcf(Engine::Boiler, 1);
        near(boiler[Pollutant::Nox].value(), 1.97, 1e-2);
        near(boiler[Pollutant::Pm25].value(), 0.109, 1e-3);
        near(boiler[Pollutant::Co2].value(), 921.5, 1e-1);
    }

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

    #[test]
    fn co2e_of_auxiliary_engine_and_boiler() {
        let auxiliary = epa2022(Engine::Auxiliary, 2);
        let co2e = |factors: Factors, gwp| factors.with_co2e(gwp)[Pollutant::Co2e].value();
        near(co2e(auxiliary, GwpSet::Ar5), 703.61, 1e-2);
        near(co2e(auxiliary, GwpSet::Ar4), 704.54, 1e-2);
        near(co2e(epa2022(Engine::Boiler, 2), GwpSet::Ar5), 981.73, 1e-2);
    }
}
