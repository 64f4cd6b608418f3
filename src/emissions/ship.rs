//! Energy and emissions of one engine of a vessel: m = P · t · EF · LLAF.
//!
//! EPA-420-B-22-011, section 3: energy is power times time; each kilowatt-hour costs the base
//! factor of the engine's type and tier, adjusted at low load for main engines alone.

use crate::emissions::factors::{self, Engine};
use crate::emissions::low_load::{self, LEAST_LOAD};
use crate::emissions::pollutant::{Factors, Masses, Pollutant};
use crate::emissions::{FactorSet, GwpSet, VesselPlant};
use crate::engine::SimDuration;
use crate::units::{Kilowatts, Knots};

/// Sea margin of coastal waters: the share of power that wind and waves take on top of still
/// water, 10 % (EPA-420-B-22-011).
pub const COASTAL_SEA_MARGIN: f64 = 0.10;

/// Service speed as a share of the speed at installed power, 0.94 (EPA's
/// `Marine_Emissions_Tools`, where only the service speed is known).
pub const SERVICE_SPEED_RATIO: f64 = 0.94;

/// Load below which the catalyst of a Tier III main engine is too cold to work, so that its NOx
/// is that of Tier II (EPA-420-B-22-011). Auxiliary engines run loaded one by one and keep it.
pub const CATALYST_FROM: f64 = 0.25;

/// Speed between pilot boarding place and berth, for the main engine's load: an assumption.
/// Whatever is assumed up to 6 kn, engines of container vessels are at their least load there.
pub fn maneuvering_speed() -> Knots {
    Knots::new(6.0)
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
    (ratio * ratio * ratio * (1.0 + sea_margin)).clamp(LEAST_LOAD, 1.0)
}

/// Load factor by the admiralty formula of EPA's `Marine_Emissions_Tools`: the propeller law times
/// (draft / greatest draft)^(2/3), with the same floor and cap. `draft_ratio` is that quotient.
pub fn admiralty_load(speed: Knots, reference: Knots, sea_margin: f64, draft_ratio: f64) -> f64 {
    if speed <= Knots::ZERO {
        return 0.0;
    }
    let ratio = speed / reference;
    let hull = libm::cbrt(draft_ratio * draft_ratio);
    (ratio * ratio * ratio * (1.0 + sea_margin) * hull).clamp(LEAST_LOAD, 1.0)
}

/// Sea margin in a factor set's form of the propeller law.
pub const fn sea_margin(set: FactorSet) -> f64 {
    match set {
        FactorSet::Epa2022 => COASTAL_SEA_MARGIN,
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
    let tier = if tier == 3 && load < CATALYST_FROM {
        2
    } else {
        tier
    };
    let mut factors = factors::base(set, engine, tier);
    for pollutant in Pollutant::ALL {
        factors[pollutant] = factors[pollutant] * low_load::adjustment(set, pollutant, load);
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
    use crate::emissions::{LoadSet, loads};
    use crate::units::{Grams, Teu};

    const EPA: FactorSet = FactorSet::Epa2022;
    const AR5: GwpSet = GwpSet::Ar5;

    /// Outputs printed in the reference pages of EPA's `Marine_Emissions_Tools`.
    #[test]
    fn propeller_law_as_epa_prints_it() {
        let reference = Knots::new(15.0) / SERVICE_SPEED_RATIO;
        for (speed, printed) in [
            (10.0, 2_649.858),
            (11.0, 3_526.961),
            (12.0, 4_578.955),
            (13.0, 5_821.739),
            (14.0, 7_271.211),
        ] {
            let power =
                propeller_power(Kilowatts::new(9_363.0), Knots::new(speed), reference, 0.15);
            assert!(
                (power.value() - printed).abs() <= 5.1e-4,
                "{speed} kn: {power:?}"
            );
        }
    }

    #[test]
    fn propeller_law_between_rest_floor_and_cap() {
        let ten = Knots::new(10.0);
        let load = |speed, margin| propeller_load(Knots::new(speed), ten, margin);
        let service = load(9.4, 0.0);
        assert!((service - 0.94_f64 * 0.94 * 0.94).abs() < 1e-12);
        assert!((load(9.0, 0.15) - 0.838_35).abs() < 1e-12);
        for (speed, expected) in [(0.0, 0.0), (0.2, 0.02), (20.0, 1.0)] {
            assert!((load(speed, 0.15) - expected).abs() < 1e-12, "{speed} kn");
        }
    }

    /// Kilograms of auxiliary engines and boiler of an 8,000 TEU vessel at berth.
    fn call(aux_hours: f64, boiler_hours: f64) -> Masses {
        let mut masses = auxiliary_engine(
            EPA,
            2,
            Kilowatts::new(902.0),
            SimDuration::from_hours(aux_hours),
            AR5,
        );
        masses += boiler(
            EPA,
            Kilowatts::new(668.0),
            SimDuration::from_hours(boiler_hours),
            AR5,
        );
        masses
    }

    fn assert_kg(masses: &Masses, pollutant: Pollutant, printed: f64, digits: f64) {
        let found = masses[pollutant].value() / 1000.0;
        assert!(
            (found - printed).abs() <= 0.51 * digits,
            "{pollutant:?}: {found} kg against {printed}"
        );
    }

    /// Worked by hand: 48 h at berth, 45 of them on shore power.
    #[test]
    fn a_call_with_and_without_shore_power() {
        let (without, with) = (call(48.0, 48.0), call(3.0, 48.0));
        for (pollutant, engines, plugged, digits) in [
            (Pollutant::Nox, 518.7360, 92.5410, 1e-4),
            (Pollutant::Pm10, 14.6339, 6.9773, 1e-4),
            (Pollutant::Dpm, 8.1670, 0.5104, 1e-4),
            (Pollutant::Pm25, 13.4632, 6.4191, 1e-4),
            (Pollutant::Sox, 37.1744, 19.9541, 1e-4),
            (Pollutant::Co2, 60_960.269, 32_721.725, 1e-3),
            (Pollutant::Co, 54.0384, 9.3894, 1e-4),
            (Pollutant::Hc, 20.5248, 4.2888, 1e-4),
            (Pollutant::N2o, 3.6604, 2.4833, 1e-4),
            (Pollutant::Ch4, 0.4105, 0.0858, 1e-4),
        ] {
            assert_kg(&without, pollutant, engines, digits);
            assert_kg(&with, pollutant, plugged, digits);
        }
    }

    /// Worked by hand: 24 h at berth of two classes, 3 h of them off shore power.
    #[test]
    fn a_day_at_berth_by_class() {
        for (capacity, shore_kwh, nox, co2) in [
            (5_000.0, 19_845.0, (265.932, 57.5595), (29_143.7, 15_337.5)),
            (8_000.0, 18_942.0, (259.368, 60.477), (30_480.1, 17_302.1)),
        ] {
            let (auxiliary, boilers) = loads::starcrest_2016(Teu::new(capacity));
            let stay = |aux_hours| {
                let aux_span = SimDuration::from_hours(aux_hours);
                let mut masses = auxiliary_engine(EPA, 2, auxiliary.berth, aux_span, AR5);
                masses += boiler(EPA, boilers.berth, SimDuration::from_hours(24.0), AR5);
                masses
            };
            let shore = auxiliary.berth * SimDuration::from_hours(21.0);
            assert!((shore.value() - shore_kwh).abs() < 1e-9);
            assert_kg(&stay(24.0), Pollutant::Nox, nox.0, 1e-3);
            assert_kg(&stay(3.0), Pollutant::Nox, nox.1, 1e-3);
            assert_kg(&stay(24.0), Pollutant::Co2, co2.0, 1e-1);
            assert_kg(&stay(3.0), Pollutant::Co2, co2.1, 1e-1);
        }
    }

    /// Worked by hand: 24 h at anchor of an 8,000 TEU vessel.
    #[test]
    fn a_day_at_anchor() {
        let (auxiliary, boilers) = loads::starcrest_2016(Teu::new(8_000.0));
        let day = SimDuration::from_days(1.0);
        let mut masses = auxiliary_engine(EPA, 2, auxiliary.anchorage, day, AR5);
        masses += boiler(EPA, boilers.anchorage, day, AR5);
        assert_kg(&masses, Pollutant::Nox, 280.776, 1e-3);
        assert_kg(&masses, Pollutant::Co2, 31_998.1, 1e-1);
    }

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
            assert!((load - LEAST_LOAD).abs() < 1e-12, "{capacity} TEU: {load}");
        }
    }
}
