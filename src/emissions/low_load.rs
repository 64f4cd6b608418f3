//! Adjustment of main engine factors at low load: below a fifth of its power an engine burns
//! worse, and every kilowatt-hour costs more. Auxiliary engines are many and loaded one by one,
//! boilers have burners: neither is adjusted.

use crate::emissions::{FactorSet, Pollutant};

/// Load from which on nothing is adjusted.
pub const FULL_FROM: f64 = 0.20;

/// Least load of an engine that turns: 2 % of its power (EPA-420-B-22-011).
pub const LEAST_LOAD: f64 = 0.02;

/// The adjustment of either factor set at `load` (fraction of installed power).
pub fn adjustment(set: FactorSet, pollutant: Pollutant, load: f64) -> f64 {
    match set {
        FactorSet::Epa2022 => {
            if pollutant == Pollutant::Sox {
                epa_so2(load, crate::emissions::factors::SULFUR_PERCENT)
            } else {
                epa(pollutant, load)
            }
        }
        FactorSet::StarcrestFcf => starcrest(pollutant, load),
    }
}

/// EPA's adjustment of all but SO2: y(LF) / y(0.20) with y = a · LF^(−x) + b for loads up to
/// 20 %, else 1 (`LLAFCoeff` of EPA's `Marine_Emissions_Tools`; EPA-420-B-22-011).
///
/// CH4 follows HC, as EPA's methane factor is 2 % of that of HC; N2O follows NOx as in the
/// ports' inventories (assumption). CO2e has no adjustment of its own: its parts have.
pub fn epa(pollutant: Pollutant, load: f64) -> f64 {
    let (a, x, b) = match pollutant {
        Pollutant::Nox | Pollutant::N2o => (0.1255, 1.5, 10.4496),
        Pollutant::Hc | Pollutant::Ch4 => (0.0667, 1.5, 0.3859),
        Pollutant::Co => (0.8378, 1.0, 0.1548),
        Pollutant::Pm10 | Pollutant::Pm25 | Pollutant::Dpm => (0.0059, 1.5, 0.2551),
        Pollutant::Co2 => (44.1, 1.0, 648.6),
        Pollutant::Sox | Pollutant::Co2e => return 1.0,
    };
    relative(load, |load| a * libm::pow(load, -x) + b)
}

/// EPA's adjustment of SO2, which knows the fuel's sulfur:
/// y = 2.3735 · ((14.1205 / LF + 205.7169) · S%) − 0.4792 (same source).
pub fn epa_so2(load: f64, sulfur_percent: f64) -> f64 {
    relative(load, |load| {
        2.3735 * ((14.1205 / load + 205.7169) * sulfur_percent) - 0.4792
    })
}

/// A curve relative to its value where the adjustment ends.
fn relative(load: f64, curve: impl Fn(f64) -> f64) -> f64 {
    if load <= 0.0 || load >= FULL_FROM {
        return 1.0;
    }
    curve(load) / curve(FULL_FROM)
}

/// PM, NOx, CO, HC by whole percent of load from 2 to 20 (San Pedro Bay Ports' inventories, as
/// transcribed in the public data tables of `cynsky/ECA`, commit 711f67e).
const STARCREST: [[f64; 4]; 19] = [
    [7.29, 4.63, 9.70, 21.18],
    [4.33, 2.92, 6.49, 11.68],
    [3.09, 2.21, 4.86, 7.71],
    [2.44, 1.83, 3.90, 5.61],
    [2.04, 1.60, 3.26, 4.35],
    [1.79, 1.45, 2.80, 3.52],
    [1.61, 1.35, 2.45, 2.95],
    [1.48, 1.27, 2.18, 2.52],
    [1.38, 1.22, 1.97, 2.18],
    [1.30, 1.17, 1.79, 1.96],
    [1.24, 1.14, 1.64, 1.76],
    [1.19, 1.11, 1.52, 1.60],
    [1.15, 1.08, 1.41, 1.47],
    [1.11, 1.06, 1.32, 1.36],
    [1.08, 1.05, 1.24, 1.26],
    [1.06, 1.03, 1.17, 1.18],
    [1.04, 1.02, 1.11, 1.11],
    [1.02, 1.01, 1.05, 1.05],
    [1.00, 1.00, 1.00, 1.00],
];

/// The ports' table, linear between its rows; 1 from 20 % on, the first row below 2 %.
///
/// CO2 and SOx are not adjusted; N2O takes the row of NOx, CH4 that of HC, DPM that of PM.
pub fn starcrest(pollutant: Pollutant, load: f64) -> f64 {
    let column = match pollutant {
        Pollutant::Pm10 | Pollutant::Pm25 | Pollutant::Dpm => 0,
        Pollutant::Nox | Pollutant::N2o => 1,
        Pollutant::Co => 2,
        Pollutant::Hc | Pollutant::Ch4 => 3,
        Pollutant::Co2 | Pollutant::Co2e | Pollutant::Sox => return 1.0,
    };
    let place = (load * 100.0 - 2.0).clamp(0.0, 18.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the table's rows"
    )]
    let row = (place as usize).min(17);
    let weight = place - row as f64;
    STARCREST[row][column] + (STARCREST[row + 1][column] - STARCREST[row][column]) * weight
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Outputs printed in the reference pages of EPA's `Marine_Emissions_Tools`.
    #[test]
    fn epa_adjustments_as_epa_prints_them() {
        for (pollutant, load, printed) in [
            (Pollutant::Hc, 0.03, 11.684_33),
            (Pollutant::Co2, 0.03, 2.437_694),
            (Pollutant::Co, 0.03, 6.464_724),
            (Pollutant::Nox, 0.03, 2.919_334),
            (Pollutant::Pm10, 0.03, 4.331_085),
            (Pollutant::Hc, 0.14, 1.466_213),
            (Pollutant::Co2, 0.14, 1.108_733),
            (Pollutant::Co, 0.14, 1.413_298),
            (Pollutant::Nox, 0.14, 1.083_751),
            (Pollutant::Pm25, 0.14, 1.145_353),
            (Pollutant::Nox, 0.02, 4.625_140),
            (Pollutant::Dpm, 0.02, 7.291_584),
            (Pollutant::Hc, 0.02, 21.180_014),
            (Pollutant::Co, 0.02, 9.679_267),
            (Pollutant::Co2, 0.02, 3.283_397),
        ] {
            let found = epa(pollutant, load);
            assert!(
                (found - printed).abs() <= 5.1e-6,
                "{pollutant:?} at {load}: {found} against {printed}"
            );
        }
        for (load, sulfur, printed) in [
            (0.03, 0.5, 2.450_012),
            (0.03, 0.1, 2.458_550),
            (0.14, 0.1, 1.110_310_5),
        ] {
            let found = epa_so2(load, sulfur);
            assert!((found - printed).abs() <= 1e-6, "{load}, {sulfur}: {found}");
        }
    }

    #[test]
    fn both_sets_end_at_a_fifth_of_the_power_without_a_step() {
        for set in [FactorSet::Epa2022, FactorSet::StarcrestFcf] {
            for pollutant in Pollutant::ALL {
                for load in [0.2, 0.5, 0.8] {
                    assert!((adjustment(set, pollutant, load) - 1.0).abs() < 1e-12);
                }
                let below = adjustment(set, pollutant, 0.2 - 1e-9);
                assert!((below - 1.0).abs() < 1e-6, "{set:?} {pollutant:?}: {below}");
            }
        }
    }

    #[test]
    fn the_ports_table_at_its_rows_and_between() {
        for (pollutant, load, printed) in [
            (Pollutant::Nox, 0.05, 1.83),
            (Pollutant::Co2, 0.05, 1.00),
            (Pollutant::Sox, 0.02, 1.00),
            (Pollutant::Dpm, 0.02, 7.29),
            (Pollutant::Ch4, 0.12, 1.76),
            (Pollutant::N2o, 0.19, 1.01),
            (Pollutant::Nox, 0.001, 4.63),
            (Pollutant::Hc, 0.025, 16.43),
        ] {
            let found = starcrest(pollutant, load);
            assert!(
                (found - printed).abs() < 1e-9,
                "{pollutant:?} {load}: {found}"
            );
        }
    }
}
