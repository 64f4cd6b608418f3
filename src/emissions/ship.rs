//! Load and factors of a main engine under way: m = P · t · EF · LLAF.
//!
//! EPA-420-B-22-011, section 3: energy is power times time; each kilowatt-hour costs the base
//! factor of the engine's type and tier, adjusted at low load for main engines alone.

use std::sync::LazyLock;

use crate::emissions::choice::{FactorSet, GwpSet};
use crate::emissions::plant::EngineKind;
use crate::emissions::pollutant::{Factors, Pollutant};
use crate::emissions::provenance::value;
use crate::emissions::{factors, low_load};
use crate::units::Knots;

/// Rules of EPA's method, and an assumption of ours.
struct Rules {
    coastal_sea_margin: f64,
    sea_margin_at_sea: f64,
    catalyst_from: f64,
    maneuvering_speed: Knots,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    coastal_sea_margin: value("epa2022", "sea_margin_coastal"),
    sea_margin_at_sea: value("epa2022", "sea_margin_at_sea"),
    catalyst_from: value("epa2022", "catalyst_from_load"),
    maneuvering_speed: Knots::new(value("main_engines", "maneuvering_speed")),
});

/// Speed between pilot boarding place and berth, for the main engine's load: an assumption.
/// Whatever is assumed up to 6 kn, engines of container vessels are at their least load there.
pub fn maneuvering_speed() -> Knots {
    RULES.maneuvering_speed
}

/// Load factor by the propeller law: with a sea margin EPA's, without one the form of the San
/// Pedro Bay Ports' inventories, load = (v / v max)³, with the same floor.
pub fn propeller_load(speed: Knots, reference: Knots, sea_margin: f64) -> f64 {
    if speed <= Knots::ZERO {
        return 0.0;
    }
    let ratio = speed / reference;
    (ratio * ratio * ratio * (1.0 + sea_margin)).clamp(low_load::least_load(), 1.0)
}

/// Sea margin in a factor set's form of the propeller law: the share of power that wind and waves
/// take on top of still water, in EPA's 10 % in coastal waters.
pub fn sea_margin(set: FactorSet) -> f64 {
    match set {
        FactorSet::Epa2022 => RULES.coastal_sea_margin,
        FactorSet::StarcrestFcf => 0.0,
    }
}

/// Sea margin on the high seas: EPA's 15 %.
pub fn sea_margin_at_sea(set: FactorSet) -> f64 {
    match set {
        FactorSet::Epa2022 => RULES.sea_margin_at_sea,
        FactorSet::StarcrestFcf => 0.0,
    }
}

/// Factors of a main engine at a load, low-load adjustment and CO2e included, in g/kWh.
///
/// Below a quarter of its power the catalyst of a Tier III main engine is too cold to work, so that
/// its NOx is that of Tier II (EPA-420-B-22-011). Auxiliary engines run loaded one by one and keep it.
pub fn main_factors(
    set: FactorSet,
    engine: EngineKind,
    tier: u8,
    load: f64,
    gwp: GwpSet,
) -> Factors {
    let cold = tier == 3 && load < RULES.catalyst_from;
    let mut factors = factors::base(set, engine.into(), if cold { 2 } else { tier });
    for pollutant in Pollutant::ALL {
        factors[pollutant] = factors[pollutant] * low_load::adjustment(set, pollutant, load);
    }
    factors.with_co2e(gwp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::choice::LoadSet;
    use crate::emissions::factors::Engine;
    use crate::emissions::plant::VesselPlant;
    use crate::units::{GramsPerKilowattHour, Teu};

    const EPA: FactorSet = FactorSet::Epa2022;
    const AR5: GwpSet = GwpSet::Ar5;

    #[test]
    fn a_tier_3_main_engine_is_tier_2_in_nox_below_a_quarter_of_its_power() {
        let nox = |tier, load| {
            main_factors(EPA, EngineKind::SlowSpeedDiesel, tier, load, AR5)[Pollutant::Nox].value()
        };
        assert!((nox(3, 0.2499) - 14.4).abs() < 1e-12);
        assert!((nox(3, 0.25) - 3.4).abs() < 1e-12);
        assert!((nox(3, 0.1) - nox(2, 0.1)).abs() < 1e-12);
        let auxiliary = factors::base(EPA, Engine::Auxiliary, 3)[Pollutant::Nox];
        assert_eq!(auxiliary, GramsPerKilowattHour::new(2.6));
    }

    #[test]
    fn container_vessels_maneuver_at_their_least_load() {
        for capacity in [3_000.0, 8_000.0, 14_000.0, 20_000.0] {
            let plant = VesselPlant::default_for(Teu::new(capacity), LoadSet::Epa2022);
            let load = propeller_load(maneuvering_speed(), plant.max_speed, sea_margin(EPA));
            assert!(
                (load - low_load::least_load()).abs() < 1e-12,
                "{capacity} TEU: {load}"
            );
        }
    }
}
