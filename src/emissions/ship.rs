//! Energy and emissions of one engine of a vessel: m = P · t · EF · LLAF.
//!
//! EPA-420-B-22-011, section 3: energy is power times time; each kilowatt-hour costs the base
//! factor of the engine's type and tier, adjusted at low load for main engines alone.

use std::sync::LazyLock;

use crate::emissions::factors::{self, Engine};
use crate::emissions::low_load;
use crate::emissions::pollutant::{Factors, Masses, Pollutant};
use crate::emissions::provenance::value;
use crate::emissions::{FactorSet, GwpSet, VesselPlant};
use crate::engine::SimDuration;
use crate::units::{Kilowatts, Knots};

/// Rules of EPA's method, and an assumption of ours.
struct Rules {
    coastal_sea_margin: f64,
    sea_margin_at_sea: f64,
    service_speed_ratio: f64,
    catalyst_from: f64,
    maneuvering_speed: Knots,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    coastal_sea_margin: value("epa2022", "sea_margin_coastal"),
    sea_margin_at_sea: value("epa2022", "sea_margin_at_sea"),
    service_speed_ratio: value("epa2022", "service_speed_ratio"),
    catalyst_from: value("epa2022", "catalyst_from_load"),
    maneuvering_speed: Knots::new(value("main_engines", "maneuvering_speed")),
});

/// Service speed as a share of the speed at installed power, 0.94 (EPA's
/// `Marine_Emissions_Tools`, where only the service speed is known).
pub fn service_speed_ratio() -> f64 {
    RULES.service_speed_ratio
}

/// Load below which the catalyst of a Tier III main engine is too cold to work, so that its NOx
/// is that of Tier II (EPA-420-B-22-011). Auxiliary engines run loaded one by one and keep it.
pub fn catalyst_from() -> f64 {
    RULES.catalyst_from
}

/// Speed between pilot boarding place and berth, for the main engine's load: an assumption.
/// Whatever is assumed up to 6 kn, engines of container vessels are at their least load there.
pub fn maneuvering_speed() -> Knots {
    RULES.maneuvering_speed
}

/// Main engine power by the propeller law of EPA's `Marine_Emissions_Tools`:
/// P = MCR · min(1, max(0.02, (v / reference)³ · (1 + sea margin))), nothing at rest.
///
/// `reference` is the speed at installed power `mcr`.
pub fn propeller_power(
    mcr: Kilowatts,
    speed: Knots,
    reference: Knots,
    sea_margin: f64,
) -> Kilowatts {
    mcr * propeller_load(speed, reference, sea_margin)
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

/// Load factor by the admiralty formula of EPA's `Marine_Emissions_Tools`: the propeller law times
/// (draft / greatest draft)^(2/3), with the same floor and cap. `draft_ratio` is that quotient.
pub fn admiralty_load(speed: Knots, reference: Knots, sea_margin: f64, draft_ratio: f64) -> f64 {
    if speed <= Knots::ZERO {
        return 0.0;
    }
    let ratio = speed / reference;
    let hull = libm::cbrt(draft_ratio * draft_ratio);
    (ratio * ratio * ratio * (1.0 + sea_margin) * hull).clamp(low_load::least_load(), 1.0)
}

/// Sea margin in a factor set's form of the propeller law: the share of power that wind and waves
/// take on top of still water, in EPA's 10 % in coastal waters.
pub fn sea_margin(set: FactorSet) -> f64 {
    match set {
        FactorSet::Epa2022 => RULES.coastal_sea_margin,
        FactorSet::StarcrestFcf => 0.0,
    }
}

/// The same on the high seas: EPA's 15 %.
pub fn sea_margin_at_sea(set: FactorSet) -> f64 {
    match set {
        FactorSet::Epa2022 => RULES.sea_margin_at_sea,
        FactorSet::StarcrestFcf => 0.0,
    }
}

/// Load factor of a vessel's main engine under way, in the form of its factor set.
pub fn main_load(set: FactorSet, plant: &VesselPlant, speed: Knots) -> f64 {
    propeller_load(speed, plant.max_speed, sea_margin(set))
}

/// NOx tier of the engines of a vessel by the year its keel was laid (EPA's
/// `Marine_Emissions_Tools`): Tier I from 2000, Tier II from 2011, Tier III from 2016 on.
pub const fn tier_of_keel(year: i16) -> u8 {
    match year {
        ..2000 => 0,
        2000..=2010 => 1,
        2011..=2015 => 2,
        2016.. => 3,
    }
}

/// Factors of a main engine at a load, low-load adjustment and CO2e included, in g/kWh.
pub fn main_factors(set: FactorSet, engine: Engine, tier: u8, load: f64, gwp: GwpSet) -> Factors {
    let tier = if tier == 3 && load < catalyst_from() {
        2
    } else {
        tier
    };
    let mut factors = factors::base(set, engine, tier);
    for pollutant in Pollutant::ALL {
        if engine.is_adjusted() {
            factors[pollutant] = factors[pollutant] * low_load::adjustment(set, pollutant, load);
        }
    }
    factors.with_co2e(gwp)
}

/// Emissions of a main engine at a speed for a span.
pub fn main_engine(
    set: FactorSet,
    plant: &VesselPlant,
    tier: u8,
    speed: Knots,
    span: SimDuration,
    gwp: GwpSet,
) -> Masses {
    let load = main_load(set, plant, speed);
    (plant.main_power * load * span) * main_factors(set, plant.main_kind.into(), tier, load, gwp)
}

/// Emissions of auxiliary engines at a load for a span. Take the span off shore power: what is
/// connected burns nothing.
pub fn auxiliary_engine(
    set: FactorSet,
    tier: u8,
    power: Kilowatts,
    span: SimDuration,
    gwp: GwpSet,
) -> Masses {
    (power * span) * factors::base(set, Engine::Auxiliary, tier).with_co2e(gwp)
}

/// Emissions of a boiler at a load for a span; it runs on with shore power.
pub fn boiler(set: FactorSet, power: Kilowatts, span: SimDuration, gwp: GwpSet) -> Masses {
    (power * span) * factors::base(set, Engine::Boiler, 0).with_co2e(gwp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::LoadSet;
    use crate::units::{Grams, Teu};

    const EPA: FactorSet = FactorSet::Epa2022;
    const AR5: GwpSet = GwpSet::Ar5;

    #[test]
    fn emissions_add_up_over_any_split_of_the_span() {
        let plant = VesselPlant::default_for(Teu::new(8_000.0), LoadSet::Starcrest2016);
        let main = |hours| {
            let span = SimDuration::from_hours(hours);
            main_engine(EPA, &plant, 3, Knots::new(12.0), span, AR5)
        };
        let whole = main(5.0);
        let mut parts = main(1.25);
        parts += main(3.75);
        for pollutant in Pollutant::ALL {
            assert!((parts[pollutant] / whole[pollutant] - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_tier_3_main_engine_is_tier_2_in_nox_below_a_quarter_of_its_power() {
        let nox = |tier, load| {
            main_factors(EPA, Engine::SlowSpeedMain, tier, load, AR5)[Pollutant::Nox].value()
        };
        assert!((nox(3, 0.2499) - 14.4).abs() < 1e-12);
        assert!((nox(3, 0.25) - 3.4).abs() < 1e-12);
        assert!((nox(3, 0.1) - nox(2, 0.1)).abs() < 1e-12);
        let auxiliary = auxiliary_engine(
            EPA,
            3,
            Kilowatts::new(1.0),
            SimDuration::from_hours(1.0),
            AR5,
        );
        assert_eq!(auxiliary[Pollutant::Nox], Grams::new(2.6));
    }

    #[test]
    fn container_vessels_maneuver_at_their_least_load() {
        for capacity in [3_000.0, 8_000.0, 14_000.0, 20_000.0] {
            let plant = VesselPlant::default_for(Teu::new(capacity), LoadSet::Epa2022);
            let load = main_load(EPA, &plant, maneuvering_speed());
            assert!(
                (load - low_load::least_load()).abs() < 1e-12,
                "{capacity} TEU: {load}"
            );
        }
    }
}
