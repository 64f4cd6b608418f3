//! Fuels, corridors and money: worked by hand, and in a year of the bay.

use sanpedro::emissions::call::{Method, Vessel};
use sanpedro::emissions::fuel::{self, FuelMix, MarineFuel};
use sanpedro::emissions::money::{self, Gas};
use sanpedro::emissions::{
    FactorSet, GwpSet, LoadSet, Pollutant, Source, VesselPlant, corridor, ship,
};
use sanpedro::experiment::{FuelRow, Results};
use sanpedro::scenario::Scenario;
use sanpedro::units::{Grams, Knots, NauticalMiles, Teu};

use crate::marine;
use crate::support::{load, measure, project, run};

#[track_caller]
fn near(found: f64, expected: f64, error: f64) {
    assert!(
        (found - expected).abs() <= error,
        "{found} against {expected}"
    );
}

/// As FEEMS prints them by the potentials of the sixth assessment.
#[test]
fn renewable_fuels_as_their_source_prints_them() {
    for (fuel, tank, well) in [
        (MarineFuel::EMethanol, 71.6, 4.5),
        (MarineFuel::Biodiesel, 77.5, 51.4),
        (MarineFuel::FossilAmmonia, 0.0, 121.0),
        (MarineFuel::EAmmonia, 0.0, 0.0),
        (MarineFuel::FossilHydrogen, 0.0, 132.0),
        (MarineFuel::EHydrogen, 0.0, 3.6),
        (MarineFuel::GasOil, 76.26, 90.66),
    ] {
        near(fuel.tank_to_wake(GwpSet::Ar6), tank, 0.05);
        near(fuel.well_to_wake(GwpSet::Ar6), well, 0.05);
    }
    // Their last digit differs: 71.63 − 58.4 and 71.94 − 20.7.
    near(
        MarineFuel::BioMethanol.well_to_wake(GwpSet::Ar6),
        13.3,
        0.08,
    );
    near(
        MarineFuel::RenewableDiesel.well_to_wake(GwpSet::Ar6),
        51.2,
        0.06,
    );
}

/// Gas oil behind an hour of 1 kW: 217 g in an auxiliary engine, 300 g in a boiler; from well to wake
/// 841.0 and 1,162.7 g CO2e.
#[test]
fn a_kilowatt_hour_from_well_to_wake() {
    for (co2, grams) in [(695.702, 841.0), (961.8, 1_162.7)] {
        let energy = fuel::energy_behind(Grams::new(co2));
        near(
            energy * MarineFuel::GasOil.well_to_wake(GwpSet::Ar4),
            grams,
            0.05,
        );
    }
    near(fuel::energy_behind(Grams::new(695.702)), 0.217 * 42.7, 1e-9);
    near(MarineFuel::GasOil.tonnes(42_700.0), 1.0, 1e-12);
}

/// B30: 30 % of the energy from biodiesel, the rest gas oil.
#[test]
fn a_blend_goes_by_its_shares_of_energy() {
    let b30 = FuelMix::new(vec![(MarineFuel::Biodiesel, 0.3)]).unwrap();
    let gas_oil = MarineFuel::GasOil;
    near(b30.share(gas_oil, gas_oil), 0.7, 1e-15);
    for gwp in [GwpSet::Ar4, GwpSet::Ar5, GwpSet::Ar6] {
        let whole = 0.7 * gas_oil.well_to_wake(gwp) + 0.3 * MarineFuel::Biodiesel.well_to_wake(gwp);
        let tank = 0.7 * gas_oil.tank_to_wake(gwp) + 0.3 * MarineFuel::Biodiesel.tank_to_wake(gwp);
        let [found_tank, found_whole] = marine::intensities(&b30, gas_oil, gwp);
        near(found_tank, tank, 1e-9);
        near(found_whole, whole, 1e-9);
    }
    assert_eq!(FuelMix::new(vec![(gas_oil, -0.1)]), None);
    let twice = vec![(gas_oil, 0.1), (gas_oil, 0.1)];
    assert_eq!(FuelMix::new(twice), None);
}

/// 5,750 miles but for the zone's 40 at 18 knots, with EPA's 15 % of sea margin.
#[test]
fn an_ocean_leg_by_hand() {
    let plant = VesselPlant::default_for(Teu::new(8_000.0), LoadSet::Starcrest2016);
    let vessel = Vessel { plant, tier: 2 };
    let method = Method::new(FactorSet::Epa2022, GwpSet::Ar5);
    let speed = Knots::new(18.0);
    let leg = corridor::ocean_leg(&vessel, method, NauticalMiles::new(5_750.0), speed);
    let hours = 5_710.0 / 18.0;
    let load = ship::propeller_load(speed, plant.max_speed, 0.15);
    let co2 = hours
        * (plant.main_power.value() * load * 593.11
            + plant.auxiliary.transit.value() * 695.702
            + plant.boiler.transit.value() * 961.8);
    let found = leg.grams(Pollutant::Co2, None).value();
    near(found / co2, 1.0, 1e-6);
    assert!(
        leg.cell(Source::MainEngine, sanpedro::emissions::Mode::Transit)
            .time
            .hours()
            > 317.0
    );
}

/// TV-16: EPA's social cost of carbon, 210 dollars in 2025; straight between the years.
#[test]
fn damage_by_year() {
    for (gas, year, dollars) in [
        (Gas::Co2, 2020, 190.0),
        (Gas::Co2, 2025, 210.0),
        (Gas::Co2, 2030, 230.0),
        (Gas::Co2, 2035, 250.0),
        (Gas::Co2, 2050, 310.0),
        (Gas::Ch4, 2025, 2_000.0),
        (Gas::Ch4, 2028, 2_240.0),
        (Gas::N2o, 2020, 54_000.0),
    ] {
        near(money::social_cost(gas, year), dollars, 1e-9);
    }
    near(
        28.238_544 * money::social_cost(Gas::Co2, 2025),
        5_930.0,
        0.2,
    );
    // EPA's benefit of a short ton less from ocean-going vessels 2005, in dollars of 2010.
    let benefit = marine::published("damage", "vessels_2005.nox");
    near(benefit * 0.469_80, 610.7, 0.05);
}

fn corridor_year(set: &[&str]) -> Results {
    let set = [&["experiment.replications=1"], set].concat();
    run(&load("scenarios/green_corridor_2030.toml", &set).0)
}

fn rows<'a>(results: &'a Results, leg: &'a str) -> impl Iterator<Item = &'a FuelRow> {
    let fuels = results.fuels.iter();
    fuels.filter(move |row| row.leg == leg && row.fuel != "electricity")
}

/// The bay's fuel of corridor and other services is the fuel behind all stacks; the ocean leg back takes
/// what the leg out took; renewable fuel lowers well to wake and no unsuffixed total.
#[test]
fn fuel_of_a_corridor_closes_with_the_stacks() {
    let green = corridor_year(&[]);
    let grams = measure(&green.bay, "co2_tonnes").mean * 1e6;
    let energy: f64 = rows(&green, "bay")
        .map(|row| row.energy_gj.mean * 1e3)
        .sum();
    near(energy / fuel::energy_behind(Grams::new(grams)), 1.0, 1e-9);
    let ocean = |leg: &str| rows(&green, leg).map(|row| row.energy_gj.mean).sum::<f64>();
    assert!(ocean("ocean_inbound") > 5.0 * energy / 1e3 / 38.0);
    assert_eq!(
        ocean("ocean_inbound").to_bits(),
        ocean("ocean_outbound").to_bits()
    );
    let conventional = corridor_year(&["emissions.corridor.shanghai.fuel={}"]);
    let well = |results: &Results| -> f64 {
        let told = results
            .fuels
            .iter()
            .filter(|row| row.corridor == "shanghai");
        told.filter_map(|row| row.well_to_wake_tonnes)
            .map(|found| found.mean)
            .sum()
    };
    assert!(well(&green) < 0.9 * well(&conventional));
    let stacks = |results: &Results| measure(&results.bay, "co2e_tonnes").mean.to_bits();
    assert_eq!(stacks(&green), stacks(&conventional));
}

/// Natural gas without its engine, a service twice, and shares above 100 %: each is told.
#[test]
fn wrong_fuels_are_told() {
    let wrong = |set: &str| {
        let path = project("scenarios/green_corridor_2030.toml");
        let error = Scenario::load(path, &[set.to_owned()]).unwrap_err();
        error.to_string()
    };
    let told = wrong("emissions.corridor.shanghai.fuel={ lng = \"10 %\" }");
    assert!(
        told.contains("`lng` does not say how much methane slips through its engine"),
        "{told}"
    );
    assert!(told.contains("lng_otto_slow_speed"), "{told}");
    let told =
        wrong("emissions.corridor.shanghai.fuel={ methanol_e = \"60 %\", biodiesel = \"50 %\" }");
    assert!(
        told.contains("the fuels of 2030 add up to 110.0 %"),
        "{told}"
    );
    let told = wrong(
        "emissions.corridor.shanghai.services=[\"la_shanghai\", \"la_shanghai\", \"lb_shanghai_1\"]",
    );
    assert!(told.contains("stands in corridors twice"), "{told}");
    let told = wrong("emissions.corridor.shanghai.services=[\"la_shanghay\", \"lb_shanghai_1\"]");
    assert!(told.contains("did you mean `la_shanghai`?"), "{told}");
}
