//! Further vectors, worked in each test from the published tables as written here: every class of
//! both load tables, other hours, tiers, engines, loads, tracks, grids and fuels.
//!
//! Nothing is taken from the library's own tables: what stands here was copied by hand from the
//! sources that `emissions_vectors` names, so that a slip in either shows.

use sanpedro::emissions::call::{Method, Vessel, VesselHours};
use sanpedro::emissions::fuel::{FuelMix, MarineFuel};
use sanpedro::emissions::{
    EngineKind, FactorSet, GridBasis, GridFactor, GridKind, GwpSet, LoadSet, Mode, ModeLoads,
    Pollutant, Source, Stack, Utility, VesselPlant, ship,
};
use sanpedro::engine::SimDuration;
use sanpedro::units::{Kilowatts, Knots, Teu};

use crate::marine::{self, Area, Fix, Track};

use Pollutant::{Ch4, Co, Co2, Co2e, Dpm, Hc, N2o, Nox, Pm10, Pm25, Sox};

const EPA: FactorSet = FactorSet::Epa2022;
const FCF: FactorSet = FactorSet::StarcrestFcf;

/// TEU from, TEU below, then auxiliary and boiler loads in kW: transit, maneuvering, berth,
/// anchorage.
type Class = (f64, f64, [f64; 4], [f64; 4]);

/// Loads of the Port of Los Angeles' inventory of 2016.
#[rustfmt::skip]
const STARCREST: [Class; 16] = [
    (0.0, 2e3, [545.0, 1058.0, 429.0, 1000.0], [106.0, 213.0, 273.0, 270.0]),
    (2e3, 3e3, [981.0, 2180.0, 1035.0, 1008.0], [141.0, 282.0, 361.0, 358.0]),
    (3e3, 4e3, [602.0, 2063.0, 516.0, 559.0], [164.0, 328.0, 420.0, 416.0]),
    (4e3, 5e3, [1434.0, 2526.0, 1161.0, 1200.0], [195.0, 371.0, 477.0, 472.0]),
    (5e3, 6e3, [1811.0, 3293.0, 945.0, 967.0], [247.0, 473.0, 579.0, 572.0]),
    (6e3, 7e3, [1453.0, 2197.0, 990.0, 1645.0], [182.0, 567.0, 615.0, 611.0]),
    (7e3, 8e3, [1107.0, 3086.0, 2456.0, 1000.0], [259.0, 470.0, 623.0, 619.0]),
    (8e3, 9e3, [1494.0, 2753.0, 902.0, 986.0], [228.0, 506.0, 668.0, 673.0]),
    (9e3, 1e4, [1501.0, 2942.0, 1037.0, 968.0], [381.0, 613.0, 677.0, 675.0]),
    (1e4, 1.1e4, [2300.0, 2350.0, 1450.0, 1129.0], [384.0, 458.0, 581.0, 581.0]),
    (1.1e4, 1.2e4, [2500.0, 3500.0, 1500.0, 2000.0], [330.0, 575.0, 790.0, 790.0]),
    (1.2e4, 1.3e4, [2460.0, 3300.0, 1780.0, 2000.0], [330.0, 575.0, 790.0, 790.0]),
    (1.3e4, 1.4e4, [1865.0, 3085.0, 982.0, 1015.0], [203.0, 420.0, 612.0, 612.0]),
    (1.4e4, 1.5e4, [2500.0, 3500.0, 1500.0, 1015.0], [203.0, 420.0, 612.0, 612.0]),
    (1.5e4, 1.7e4, [1500.0, 1750.0, 1000.0, 1000.0], [216.0, 485.0, 647.0, 647.0]),
    (1.7e4, 2.5e4, [1500.0, 1750.0, 1000.0, 1250.0], [216.0, 485.0, 647.0, 647.0]),
];

/// EPA-420-B-22-011, tables E.1 and E.2: TEU above and up to.
#[rustfmt::skip]
const TABLE_E: [Class; 8] = [
    (0.0, 1e3, [300.0, 550.0, 340.0, 300.0], [0.0, 120.0, 120.0, 120.0]),
    (1e3, 2e3, [820.0, 1320.0, 600.0, 820.0], [0.0, 290.0, 290.0, 290.0]),
    (2e3, 3e3, [1230.0, 1800.0, 700.0, 1230.0], [0.0, 350.0, 350.0, 350.0]),
    (3e3, 5e3, [1390.0, 2470.0, 940.0, 1390.0], [0.0, 450.0, 450.0, 450.0]),
    (5e3, 8e3, [1420.0, 2600.0, 970.0, 1420.0], [0.0, 450.0, 450.0, 450.0]),
    (8e3, 1.2e4, [1630.0, 2780.0, 1000.0, 1630.0], [0.0, 520.0, 520.0, 520.0]),
    (1.2e4, 1.45e4, [1960.0, 3330.0, 1200.0, 1960.0], [0.0, 630.0, 630.0, 630.0]),
    (1.45e4, 2.5e4, [2160.0, 3670.0, 1320.0, 2160.0], [0.0, 700.0, 700.0, 700.0]),
];

/// EPA-420-B-22-011, table C.3: TEU up to, installed kW, greatest speed in knots.
const TABLE_C3: [(f64, f64, f64); 8] = [
    (1e3, 8_200.0, 18.6),
    (2e3, 14_700.0, 21.3),
    (3e3, 21_800.0, 22.9),
    (5e3, 37_000.0, 25.1),
    (8e3, 55_800.0, 26.5),
    (1.2e4, 61_000.0, 25.9),
    (1.45e4, 65_000.0, 25.6),
    (2.5e4, 49_000.0, 25.6),
];

/// Relative to what was worked by hand.
#[track_caller]
fn is(found: f64, worked: f64) {
    assert!(
        (found - worked).abs() <= 1e-9 * worked.abs().max(1e-9),
        "{found} against {worked} worked by hand"
    );
}

fn hours(hours: f64) -> SimDuration {
    SimDuration::from_hours(hours)
}

fn stack(hours: &VesselHours, plant: VesselPlant, tier: u8, set: FactorSet) -> Stack {
    let method = Method::new(set, GwpSet::Ar5);
    hours.stack(&Vessel { plant, tier }, method, None)
}

fn grams(stack: &Stack, source: Source, mode: Mode, pollutant: Pollutant) -> f64 {
    stack.cell(source, mode).masses[pollutant].value()
}

fn plant(capacity: f64, loads: LoadSet) -> VesselPlant {
    VesselPlant::default_for(Teu::new(capacity), loads)
}

/// Transit, maneuvering, berth, anchorage.
fn by_mode(loads: &ModeLoads) -> [Kilowatts; 4] {
    [
        loads.transit,
        loads.maneuvering,
        loads.berth,
        loads.anchorage,
    ]
}

/// Every class of both tables, at either end of its range: what each mode takes in 10 h.
#[test]
fn every_class_of_both_load_tables() {
    let check = |capacity: f64, loads, auxiliary: [f64; 4], boiler: [f64; 4]| {
        let plant = plant(capacity, loads);
        for (found, told) in [(&plant.auxiliary, auxiliary), (&plant.boiler, boiler)] {
            assert_eq!(by_mode(found), told.map(Kilowatts::new), "{capacity} TEU");
        }
    };
    for (from, below, auxiliary, boiler) in STARCREST {
        for capacity in [from, below - 1.0] {
            check(capacity, LoadSet::Starcrest2016, auxiliary, boiler);
        }
    }
    for (above, most, auxiliary, boiler) in TABLE_E {
        for capacity in [above + 1.0, most] {
            check(capacity, LoadSet::Epa2022, auxiliary, boiler);
        }
    }
    let mut above = 0.0;
    for (most, power, speed) in TABLE_C3 {
        for capacity in [above + 1.0, most] {
            for loads in [LoadSet::Starcrest2016, LoadSet::Epa2022] {
                let plant = plant(capacity, loads);
                assert_eq!(plant.main_power, Kilowatts::new(power), "{capacity} TEU");
                assert_eq!(plant.max_speed, Knots::new(speed), "{capacity} TEU");
                let small = plant.main_kind == EngineKind::MediumSpeedDiesel;
                assert_eq!(small, capacity <= 1_000.0, "{capacity} TEU");
            }
        }
        above = most;
    }
}

/// A stay of 37.5 h and a day and a half at anchor of every class, tier and factor set: NOx by tier,
/// CO2, particles and sulfur of auxiliaries and boilers.
#[test]
fn stays_of_every_class_tier_and_set() {
    // NOx by tier; CO2, PM10, PM2.5, SOx of auxiliaries; the same of boilers, NOx first.
    let sulfate = 2.247 * 7.0e-4 * 0.1;
    let epa = (
        [13.8, 12.2, 10.5, 2.6],
        [
            217.0 * 3.206,
            0.1545 + 217.0 * sulfate,
            0.92,
            217.0 * 2.0 * 0.97753 * 0.001,
        ],
        [
            2.0,
            300.0 * 3.206,
            0.1545 + 300.0 * sulfate,
            0.92,
            300.0 * 2.0 * 0.97753 * 0.001,
        ],
    );
    let fcf = (
        [14.7 * 0.94, 13.0 * 0.94, 11.2 * 0.94, 2.8 * 0.94],
        [683.0 * 0.95, 1.5 * 0.17, 0.80, 12.3 * 0.037],
        [2.1 * 0.94, 970.0 * 0.95, 0.8 * 0.17, 0.80, 16.5 * 0.037],
    );
    let starcrest = STARCREST
        .iter()
        .map(|class| (LoadSet::Starcrest2016, class.0, class));
    let table_e = TABLE_E
        .iter()
        .map(|class| (LoadSet::Epa2022, class.1, class));
    for (loads, capacity, (_, _, auxiliary, boiler)) in starcrest.chain(table_e) {
        for tier in 0..4 {
            for (set, (nox, [co2, pm10, fine, sox], of_boiler)) in [(EPA, epa), (FCF, fcf)] {
                let told = VesselHours {
                    berth: hours(37.5),
                    anchorage: hours(36.0),
                    ..VesselHours::default()
                };
                let found = stack(&told, plant(capacity, loads), tier, set);
                for (mode, span, column) in [(Mode::Hotelling, 37.5, 2), (Mode::Anchorage, 36.0, 3)]
                {
                    let energy = auxiliary[column] * span;
                    let of = |pollutant| grams(&found, Source::AuxiliaryEngine, mode, pollutant);
                    is(of(Nox), energy * nox[usize::from(tier)]);
                    is(of(Co2), energy * co2);
                    is(of(Pm10), energy * pm10);
                    is(of(Dpm), energy * pm10);
                    is(of(Pm25), energy * pm10 * fine);
                    is(of(Sox), energy * sox);
                    let [nox, co2, pm10, fine, sox] = of_boiler;
                    let energy = boiler[column] * span;
                    let of = |pollutant| grams(&found, Source::Boiler, mode, pollutant);
                    is(of(Nox), energy * nox);
                    is(of(Co2), energy * co2);
                    is(of(Pm10), energy * pm10);
                    is(of(Pm25), energy * pm10 * fine);
                    is(of(Sox), energy * sox);
                    is(of(Dpm), 0.0);
                }
            }
        }
    }
}

/// EPA's curves of the adjustment at low load, one after another: y(load) / y(0.2).
fn epa_adjustment(pollutant: Pollutant, load: f64) -> f64 {
    if load >= 0.2 {
        return 1.0;
    }
    let curve = |load: f64| match pollutant {
        Nox | N2o => 0.1255 * libm::pow(load, -1.5) + 10.4496,
        Hc | Ch4 => 0.0667 * libm::pow(load, -1.5) + 0.3859,
        Co => 0.8378 / load + 0.1548,
        Pm10 | Pm25 | Dpm => 0.0059 * libm::pow(load, -1.5) + 0.2551,
        Co2 => 44.1 / load + 648.6,
        Sox => 2.3735 * ((14.1205 / load + 205.7169) * 0.1) - 0.4792,
        Co2e => 1.0,
    };
    curve(load) / curve(0.2)
}

/// Main engines, slow and medium speed, at loads from the least to the greatest and of every tier:
/// below a quarter of its power Tier III is Tier II in NOx.
#[test]
fn main_engines_at_every_load_and_tier() {
    let slow = (
        EngineKind::SlowSpeedDiesel,
        185.0,
        [17.0, 16.0, 14.4, 3.4],
        [1.4, 0.6, 0.029, 0.012],
    );
    let medium = (
        EngineKind::MediumSpeedDiesel,
        205.0,
        [13.2, 12.2, 10.5, 2.6],
        [1.1, 0.5, 0.029, 0.010],
    );
    for (engine, fuel, nox, [co, hc, n2o, ch4]) in [slow, medium] {
        for load in [
            0.02, 0.035, 0.07, 0.11, 0.199, 0.2, 0.21, 0.2499, 0.25, 0.6, 1.0,
        ] {
            for tier in 0..4_u8 {
                let found = ship::main_factors(EPA, engine, tier, load, GwpSet::Ar5);
                let cold = tier == 3 && load < 0.25;
                let nox = if cold { nox[2] } else { nox[usize::from(tier)] };
                let pm10 = 0.1545 + 0.1 * fuel * 2.247 * 7.0e-4;
                for (pollutant, base) in [
                    (Nox, nox),
                    (Co2, fuel * 3.206),
                    (Sox, fuel * 2.0 * 0.97753 * 0.001),
                    (Pm10, pm10),
                    (Dpm, pm10),
                    (Pm25, pm10 * 0.92),
                    (Co, co),
                    (Hc, hc),
                    (N2o, n2o),
                    (Ch4, ch4),
                ] {
                    is(
                        found[pollutant].value(),
                        base * epa_adjustment(pollutant, load),
                    );
                }
                let co2e =
                    found[Co2].value() + 28.0 * found[Ch4].value() + 265.0 * found[N2o].value();
                is(found[Co2e].value(), co2e);
            }
        }
    }
    // The ports' table: between 7 % and 8 %, NOx 1.45 and 1.35, PM 1.79 and 1.61, HC 3.52 and 2.95.
    let found = ship::main_factors(FCF, EngineKind::SlowSpeedDiesel, 3, 0.075, GwpSet::Ar4);
    is(found[Nox].value(), 15.3 * 0.94 * 1.40);
    is(found[Pm10].value(), 1.5 * 0.17 * 1.70);
    is(found[Pm25].value(), 1.2 * 0.17 * 1.70);
    is(found[Ch4].value(), 0.012 * (3.52 + 2.95) / 2.0);
    is(found[N2o].value(), 0.031 * 0.94 * 1.40);
    is(found[Co2].value(), 620.0 * 0.95);
    is(found[Sox].value(), 10.5 * 0.037);
}

/// Legs at other speeds by both forms of the propeller law: EPA's coastal 10 % and 15 % at sea, the
/// ports' bare cube; a feeder's medium-speed engine; 2 % at least, all at most.
#[test]
fn legs_at_other_speeds() {
    for (capacity, power, greatest) in [
        (900.0, 8_200.0, 18.6),
        (6_600.0, 55_800.0, 26.5),
        (20_000.0, 49_000.0, 25.6),
    ] {
        for speed in [3.0_f64, 7.5, 12.0, 15.0, 22.0, 30.0] {
            for (set, margin) in [(EPA, 0.10), (EPA, 0.15), (FCF, 0.0)] {
                let load = ((speed / greatest).powi(3) * (1.0 + margin)).clamp(0.02, 1.0);
                let leg = VesselHours {
                    transit: vec![(Knots::new(speed), hours(1.75))],
                    ..VesselHours::default()
                };
                let vessel = Vessel {
                    plant: plant(capacity, LoadSet::Epa2022),
                    tier: 1,
                };
                let method = Method {
                    sea_margin: margin,
                    ..Method::new(set, GwpSet::Ar6)
                };
                let found = leg.stack(&vessel, method, None);
                let main = found.cell(Source::MainEngine, Mode::Transit);
                is(main.energy.value(), power * load * 1.75);
                if set == EPA {
                    let nox = if capacity < 1_000.0 { 12.2 } else { 16.0 };
                    let nox = nox * epa_adjustment(Nox, load);
                    is(main.masses[Nox].value(), power * load * 1.75 * nox);
                }
            }
        }
    }
}

/// The example that the `poeminv` library (Navisense, commit 28164eb) prints: a container vessel of
/// 4,000 TEU and Tier 0 at 24.5, 22 and 20 kn through the water, an hour apart, of 25 kn at most;
/// then 20 h at berth. It knows NOx and CO2 alone.
#[test]
fn a_track_and_a_mooring_as_another_library_prints_them() {
    let vessel = Vessel {
        plant: VesselPlant {
            max_speed: Knots::new(25.0),
            ..plant(4_000.0, LoadSet::Epa2022)
        },
        tier: 0,
    };
    let method = Method::new(EPA, GwpSet::Ar5);
    let fix = |at, speed| Fix::new(at, speed, Area::Water);
    let found = Track::new(
        &[fix(0.0, 24.5), fix(1.0, 22.0), fix(2.0, 20.0)],
        &vessel,
        method,
    );
    is(found.grams(Nox), 1_001_500.876_8);
    is(found.grams(Co2), 35_536_764.089_344);
    let moored = VesselHours {
        berth: hours(20.0),
        ..VesselHours::default()
    };
    let found = moored.stack(&vessel, method, None);
    is(found.grams(Nox, None).value(), 277_440.0);
    is(found.grams(Co2, None).value(), 21_735_397.6);
}

/// A track into port: fixes at 12 kn and 9 kn in the open (loads below a fifth: maneuvering by
/// EPA's rule), 5 kn, then alongside. Rates go straight from fix to fix, each adjusted at its own
/// load; a leg bears the mode of its earlier fix; alongside the main engine rests.
#[test]
fn a_track_into_port() {
    let vessel = Vessel {
        plant: plant(8_000.0, LoadSet::Starcrest2016),
        tier: 3,
    };
    let fix = Fix::new;
    let fixes = [
        fix(0.0, 12.0, Area::Water),
        fix(0.4, 9.0, Area::Water),
        fix(1.0, 5.0, Area::Water),
        fix(1.5, 0.0, Area::Berth),
        fix(9.5, 0.0, Area::Berth),
    ];
    let found = Track::new(&fixes, &vessel, Method::new(EPA, GwpSet::Ar5));
    let load = |speed: f64| ((speed / 26.5).powi(3) * 1.1).max(0.02);
    let rate = |speed: f64| 55_800.0 * load(speed) * 14.4 * epa_adjustment(Nox, load(speed));
    let main = 0.4 * (rate(12.0) + rate(9.0)) / 2.0
        + 0.6 * (rate(9.0) + rate(5.0)) / 2.0
        + 0.5 * rate(5.0) / 2.0;
    let of = |source, mode| found.cell(source, mode).masses[Nox].value();
    is(of(Source::MainEngine, Mode::Maneuvering), main);
    is(
        of(Source::AuxiliaryEngine, Mode::Maneuvering),
        2_753.0 * 1.5 * 2.6,
    );
    is(
        of(Source::AuxiliaryEngine, Mode::Hotelling),
        902.0 * 8.0 * 2.6,
    );
    is(of(Source::Boiler, Mode::Hotelling), 668.0 * 8.0 * 2.0);
    is(of(Source::MainEngine, Mode::Transit), 0.0);
    is(of(Source::MainEngine, Mode::Hotelling), 0.0);
}

/// Steam and gas turbines, high-speed generators, and natural gas with what slips through a
/// medium-speed engine: an hour of 1,000 kW.
#[test]
fn other_engines() {
    let kilo = |factor: f64| 1_000.0 * factor;
    for (engine, nox, pm10) in [
        ("main_steam_turbine", 2.0, 0.16),
        ("main_gas_turbine", 5.7, 0.01),
    ] {
        let found = marine::epa_factors(engine, "gas_oil", 2);
        is(kilo(found[Nox].value()), kilo(nox));
        is(kilo(found[Pm10].value()), kilo(pm10));
        is(kilo(found[Pm25].value()), kilo(pm10 * 0.92));
        is(kilo(found[Co2].value()), kilo(300.0 * 3.206));
    }
    let high = marine::epa_factors("auxiliary_high_speed", "gas_oil", 2);
    is(high[Nox].value(), 7.7);
    is(high[Co].value(), 0.9);
    let gas = marine::natural_gas(0.031).with_co2e(GwpSet::Ar4);
    is(gas[Ch4].value(), 166.0 * 0.031);
    is(
        gas[Co2e].value(),
        166.0 * (2.75 + 0.031 * 25.0 + 0.00011 * 298.0),
    );
    is(gas[Dpm].value(), 0.0);
}

/// Outside the Emission Control Area, residual oil with 0.5 % sulfur.
#[test]
fn on_the_high_seas() {
    for (engine, fuel, nox) in [
        ("main_slow_speed", 195.0, [18.1, 17.0, 15.3, 3.6]),
        ("auxiliary_medium_speed", 227.0, [14.7, 13.0, 11.2, 2.8]),
        ("boiler", 305.0, [2.1; 4]),
    ] {
        for (tier, nox) in (0..).zip(nox) {
            let found = marine::epa_factors(engine, "residual_oil", tier);
            is(found[Nox].value(), nox);
            is(found[Co2].value(), fuel * 3.114);
            is(found[Sox].value(), fuel * 2.0 * 0.97753 * 0.005);
            is(found[Pm10].value(), 0.5761 + 0.5 * fuel * 2.247 * 7.0e-4);
            is(
                found[Pm25].value(),
                0.92 * (0.5761 + 0.5 * fuel * 2.247 * 7.0e-4),
            );
        }
    }
}

/// Utilities in other years: straight between two published ones, level before the first.
#[test]
fn grids_of_other_years() {
    for (utility, kind, year, factor) in [
        (Utility::Ladwp, GridKind::Direct, 2019, 336.4),
        (Utility::Ladwp, GridKind::Direct, 2021, 360.7),
        (
            Utility::Ladwp,
            GridKind::Direct,
            2022,
            360.7 - (360.7 - 275.0) / 3.0,
        ),
        (Utility::Ladwp, GridKind::Direct, 2032, 133.7 * 3.0 / 9.0),
        (Utility::Ladwp, GridKind::Direct, 2040, 0.0),
        (Utility::Ladwp, GridKind::Lifecycle, 2023, 381.1),
        (Utility::Ladwp, GridKind::Lifecycle, 2030, 375.4),
        (Utility::Camx, GridKind::Direct, 2023, 195.04),
        (Utility::Sce, GridKind::Direct, 2036, 195.04 * 9.0 / 20.0),
    ] {
        let found = utility.path(kind, GridBasis::Average).unwrap().at(year);
        is(found.value(), factor);
        let stay = marine::stay(hours(61.25), hours(2.0), hours(1.0));
        let vessel = Vessel {
            plant: plant(13_500.0, LoadSet::Starcrest2016),
            tier: 2,
        };
        let grid = GridFactor::at_vessel(found, kind);
        let stack = stay.stack(&vessel, Method::new(EPA, GwpSet::Ar5), Some(grid));
        is(stack.grid_tonnes().unwrap(), 982.0 * 58.25 * factor / 1e6);
    }
}

/// Fuels by other potentials, and a blend of three.
#[test]
fn fuels_by_other_potentials() {
    let tank = |co2: f64, ch4: f64, n2o: f64, slip: f64, lcv: f64, [m, n]: [f64; 2]| {
        ((1.0 - slip) * (co2 + ch4 * m + n2o * n) + slip * m) / lcv
    };
    for (gwp, potentials) in [
        (GwpSet::Ar4, [25.0, 298.0]),
        (GwpSet::Ar5, [28.0, 265.0]),
        (GwpSet::Ar6, [27.0, 273.0]),
    ] {
        let gas_oil = tank(3.206, 5e-5, 1.8e-4, 0.0, 0.0427, potentials);
        let gas = tank(2.75, 0.0, 1.1e-4, 0.031, 0.0491, potentials);
        let methanol = tank(1.375, 5e-5, 1.8e-4, 0.0, 0.0199, potentials);
        let biodiesel = tank(2.834, 5e-5, 1.8e-4, 0.0, 0.0372, potentials);
        is(MarineFuel::GasOil.tank_to_wake(gwp), gas_oil);
        is(
            MarineFuel::NaturalGasOttoMedium.well_to_wake(gwp),
            gas + 18.5,
        );
        is(
            MarineFuel::FossilMethanol.well_to_wake(gwp),
            methanol + 31.3,
        );
        is(MarineFuel::EMethanol.well_to_wake(gwp), methanol - 67.1);
        let blend = FuelMix::new(vec![
            (MarineFuel::Biodiesel, 0.24),
            (MarineFuel::EMethanol, 0.36),
        ]);
        let [_, well_to_wake] = marine::intensities(&blend.unwrap(), MarineFuel::GasOil, gwp);
        is(
            well_to_wake,
            0.24 * (biodiesel - 26.1) + 0.36 * (methanol - 67.1) + 0.40 * (gas_oil + 14.4),
        );
    }
    // 100 GJ of methanol: 5.025 t.
    is(MarineFuel::EMethanol.tonnes(100_000.0), 0.1 / 0.0199);
}
