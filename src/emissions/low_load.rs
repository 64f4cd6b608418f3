//! Adjustment of main engine factors at low load: below a fifth of its power an engine burns
//! worse, and every kilowatt-hour costs more. Auxiliary engines are many and loaded one by one,
//! boilers have burners: neither is adjusted.

use std::sync::LazyLock;

use crate::emissions::choice::FactorSet;
use crate::emissions::factors;
use crate::emissions::pollutant::Pollutant;
use crate::emissions::provenance::value;

const EPA: &str = "epa2022";

/// Least load of an engine that turns: 2 % of its power (EPA-420-B-22-011).
pub fn least_load() -> f64 {
    CURVES.least_load
}

/// EPA's curves.
struct Curves {
    /// Load from which on nothing is adjusted.
    full_from: f64,
    least_load: f64,
    nox: [f64; 3],
    hc: [f64; 3],
    co: [f64; 3],
    pm: [f64; 3],
    co2: [f64; 3],
    so2: [f64; 4],
}

static CURVES: LazyLock<Curves> = LazyLock::new(|| {
    let curve = |of: &str| ["a", "x", "b"].map(|part| value(EPA, &format!("low_load.{of}.{part}")));
    Curves {
        full_from: value(EPA, "low_load.ends_at"),
        least_load: value(EPA, "least_load"),
        nox: curve("nox"),
        hc: curve("hc"),
        co: curve("co"),
        pm: curve("pm"),
        co2: curve("co2"),
        so2: ["scale", "a", "b", "offset"].map(|part| value(EPA, &format!("low_load.so2.{part}"))),
    }
});

/// The adjustment of either factor set at `load` (fraction of installed power).
pub fn adjustment(set: FactorSet, pollutant: Pollutant, load: f64) -> f64 {
    match set {
        FactorSet::Epa2022 if pollutant == Pollutant::Sox => {
            epa_so2(load, factors::sulfur_percent())
        }
        FactorSet::Epa2022 => epa(pollutant, load),
        FactorSet::StarcrestFcf => starcrest(pollutant, load),
    }
}

/// EPA's adjustment of all but SO2: y(LF) / y(0.20) with y = a · LF^(−x) + b for loads up to
/// 20 %, else 1 (`LLAFCoeff` of EPA's `Marine_Emissions_Tools`; EPA-420-B-22-011).
///
/// CH4 follows HC, as EPA's methane factor is 2 % of that of HC; N2O follows NOx as in the
/// ports' inventories (assumption). CO2e has no adjustment of its own: its parts have.
fn epa(pollutant: Pollutant, load: f64) -> f64 {
    let [a, x, b] = match pollutant {
        Pollutant::Nox | Pollutant::N2o => CURVES.nox,
        Pollutant::Hc | Pollutant::Ch4 => CURVES.hc,
        Pollutant::Co => CURVES.co,
        Pollutant::Pm10 | Pollutant::Pm25 | Pollutant::Dpm => CURVES.pm,
        Pollutant::Co2 => CURVES.co2,
        Pollutant::Sox | Pollutant::Co2e => return 1.0,
    };
    relative(load, |load| a * libm::pow(load, -x) + b)
}

/// EPA's adjustment of SO2, which knows the fuel's sulfur:
/// y = 2.3735 · ((14.1205 / LF + 205.7169) · S%) − 0.4792 (`Marine_Emissions_Tools`).
pub fn epa_so2(load: f64, sulfur_percent: f64) -> f64 {
    let [scale, a, b, offset] = CURVES.so2;
    relative(load, |load| {
        scale * ((a / load + b) * sulfur_percent) - offset
    })
}

/// A curve relative to its value where the adjustment ends.
fn relative(load: f64, curve: impl Fn(f64) -> f64) -> f64 {
    if load <= 0.0 || load >= CURVES.full_from {
        return 1.0;
    }
    curve(load) / curve(CURVES.full_from)
}

/// PM, NOx, CO, HC by whole percent of load from 2 to 20: the San Pedro Bay Ports' inventories.
static STARCREST: LazyLock<[[f64; 4]; 19]> = LazyLock::new(|| {
    std::array::from_fn(|row| {
        ["pm", "nox", "co", "hc"].map(|pollutant| {
            let factor = format!("low_load.{:02}_percent.{pollutant}", row + 2);
            value("starcrest_fcf", &factor)
        })
    })
});

/// The ports' table, linear between its rows; 1 from 20 % on, the first row below 2 %.
///
/// CO2 and SOx are not adjusted; N2O takes the row of NOx, CH4 that of HC, DPM that of PM.
fn starcrest(pollutant: Pollutant, load: f64) -> f64 {
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
