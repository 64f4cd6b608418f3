//! What published vectors need beyond what vessels of the bay do: recorded tracks, other engines and
//! fuels, other formulas of EPA's method.

use std::collections::BTreeMap;

use sanpedro::emissions::call::{Method, Vessel, VesselHours};
use sanpedro::emissions::factors::{self, Engine};
use sanpedro::emissions::fuel::{FuelMix, MarineFuel};
use sanpedro::emissions::{
    Factors, GwpSet, Mode, ModeLoads, Pollutant, Source, SourceUse, provenance, ship,
};
use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::units::{GramsPerKilowattHour, Kilowatts, Knots};

use Pollutant::{Ch4, Co, Co2, Dpm, Hc, N2o, Nox, Pm10, Pm25, Sox};

/// A published figure of a set, by name.
pub(crate) fn published(set: &str, factor: &str) -> f64 {
    let row = provenance::find(set, factor);
    row.unwrap_or_else(|| panic!("{set} has no {factor}")).value
}

fn epa(factor: &str) -> f64 {
    published("epa2022", factor)
}

/// A stay at berth, on shore power but for `connecting` at its beginning and `disconnecting` at its
/// end; a shorter stay has no time left to connect for.
///
/// California's at-berth rule allows 2 h after arrival at berth and 1 h before departure
/// (17 CCR 93130).
pub(crate) fn stay(
    berth: SimDuration,
    connecting: SimDuration,
    disconnecting: SimDuration,
) -> VesselHours {
    VesselHours {
        berth,
        connected: (berth - connecting - disconnecting).max(SimDuration::ZERO),
        ..VesselHours::default()
    }
}

/// NOx tier of the engines of a vessel by the year its keel was laid (EPA's
/// `Marine_Emissions_Tools`): Tier I from 2000, Tier II from 2011, Tier III from 2016 on.
pub(crate) fn tier_of_keel(year: i16) -> u8 {
    match year {
        ..2000 => 0,
        2000..=2010 => 1,
        2011..=2015 => 2,
        2016.. => 3,
    }
}

/// Main engine power by the propeller law, at most what is installed.
pub(crate) fn propeller_power(
    installed: Kilowatts,
    speed: Knots,
    reference: Knots,
    sea_margin: f64,
) -> Kilowatts {
    installed * ship::propeller_load(speed, reference, sea_margin)
}

/// Load by the admiralty formula: the propeller law times (draft / greatest draft)^(2/3), with the
/// floor and cap of the propeller law.
pub(crate) fn admiralty_load(
    speed: Knots,
    reference: Knots,
    sea_margin: f64,
    draft_ratio: f64,
) -> f64 {
    let hull = libm::cbrt(draft_ratio * draft_ratio);
    let ratio = speed / reference;
    (ratio.powi(3) * (1.0 + sea_margin) * hull).clamp(epa("least_load"), 1.0)
}

/// Service speed as a share of the speed at installed power, where only the service speed is known.
pub(crate) fn service_speed_ratio() -> f64 {
    epa("service_speed_ratio")
}

/// CO2 per mass of a fuel, such as `residual_oil`.
pub(crate) fn carbon(fuel: &str) -> f64 {
    epa(&format!("carbon.{fuel}"))
}

/// SO2 of liquefied natural gas: BSFC · 2·10⁻⁴, in g/kWh.
pub(crate) fn so2_natural_gas(bsfc: f64) -> f64 {
    bsfc * epa("natural_gas.sulfur_ratio")
}

/// Fuel consumption of a main engine by load: base · (0.455 · LF² − 0.71 · LF + 1.28), in g/kWh: an
/// option of EPA's method (Jalkanen and others 2012; Third IMO GHG Study 2014), which would count low
/// load twice beside the adjustment of CO2 and SO2.
pub(crate) fn bsfc_at_load(base: f64, load: f64) -> f64 {
    base * (0.455 * load * load - 0.71 * load + 1.28)
}

fn table(rows: &[(Pollutant, f64)]) -> Factors {
    let mut factors = Factors::default();
    for (pollutant, value) in rows {
        factors[*pollutant] = GramsPerKilowattHour::new(*value);
    }
    factors
}

/// EPA's base factors from the published rows of an engine, such as `main_steam_turbine`, on
/// `gas_oil` or `residual_oil`; particles of boilers and turbines are not diesel's.
pub(crate) fn epa_factors(engine: &str, fuel: &str, tier: u8) -> Factors {
    let of_fuel = match fuel {
        "gas_oil" => engine.to_owned(),
        _ => format!("{engine}.{fuel}"),
    };
    let find = |name: &str| {
        let row = provenance::find("epa2022", &format!("{of_fuel}.{name}"));
        row.map(|row| row.value)
    };
    let of_engine = |name: &str| epa(&format!("{engine}.{name}"));
    let (bsfc, sulfur) = (find("fuel").unwrap(), epa(&format!("sulfur.{fuel}")));
    let nox = find("nox").or_else(|| find(&format!("nox.tier_{tier}")));
    let pm10 = find("pm10").unwrap_or_else(|| {
        let nominal = epa(&format!("pm_nominal.{fuel}"));
        factors::pm10(nominal, bsfc, sulfur)
    });
    let is_diesel = engine != "boiler" && !engine.ends_with("turbine");
    table(&[
        (Co2, factors::co2(bsfc, carbon(fuel))),
        (Nox, nox.unwrap()),
        (Sox, factors::so2(bsfc, sulfur)),
        (Pm10, pm10),
        (Pm25, epa("pm25_share") * pm10),
        (Dpm, if is_diesel { pm10 } else { 0.0 }),
        (Hc, of_engine("hc")),
        (Co, of_engine("co")),
        (N2o, of_engine("n2o")),
        (Ch4, of_engine("ch4")),
    ])
}

/// EPA's factors of an engine on liquefied natural gas, of which `slip`, as a share of its mass,
/// leaves unburned as methane; its particles are not diesel's.
pub(crate) fn natural_gas(slip: f64) -> Factors {
    let row = |name: &str| epa(&format!("natural_gas.{name}"));
    let (bsfc, pm10) = (row("fuel"), row("pm10"));
    table(&[
        (Co2, factors::co2(bsfc, carbon("natural_gas"))),
        (Nox, row("nox")),
        (Sox, so2_natural_gas(bsfc)),
        (Pm10, pm10),
        (Pm25, epa("pm25_share") * pm10),
        (Hc, row("hc")),
        (Co, row("co")),
        (N2o, bsfc * published("fuels", "lng_otto_slow_speed.n2o")),
        (Ch4, bsfc * slip),
    ])
}

/// Intensities of a mix beside a conventional fuel that takes the rest, in g CO2e/MJ: from tank to
/// wake and from well to wake.
pub(crate) fn intensities(mix: &FuelMix, conventional: MarineFuel, gwp: GwpSet) -> [f64; 2] {
    let sum = |of: &dyn Fn(MarineFuel) -> f64| -> f64 {
        let fuels = MarineFuel::ALL.into_iter();
        fuels
            .map(|fuel| mix.share(fuel, conventional) * of(fuel))
            .sum()
    };
    [
        sum(&|fuel| fuel.tank_to_wake(gwp)),
        sum(&|fuel| fuel.well_to_wake(gwp)),
    ]
}

/// Where a fix of a track lies, for its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// Neither of the others.
    Water,
    /// In an anchorage.
    Anchorage,
    /// At a berth.
    Berth,
}

/// A fix of a track from a receiver ashore.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fix {
    pub(crate) at: SimTime,
    pub(crate) speed: Knots,
    pub(crate) area: Area,
}

impl Fix {
    /// A fix this many hours after the beginning.
    pub(crate) fn new(hours: f64, speed: f64, area: Area) -> Self {
        Self {
            at: SimTime::ZERO + SimDuration::from_hours(hours),
            speed: Knots::new(speed),
            area,
        }
    }
}

/// Mode of a fix by area, speed and load of the main engine (EPA-420-B-22-011, table 3.11, as in
/// `calcOperatingMode` of EPA's `Marine_Emissions_Tools`): at anchor up to 3 kn, at berth up to
/// 1 kn, maneuvering at loads up to a fifth; what barely moves elsewhere counts as at anchor.
pub(crate) fn mode(speed: Knots, load: f64, area: Area) -> Mode {
    match area {
        Area::Anchorage if speed <= Knots::new(3.0) => Mode::Anchorage,
        Area::Berth if speed <= Knots::new(1.0) => Mode::Hotelling,
        _ if load > 0.20 => Mode::Transit,
        _ if speed > Knots::new(1.0) => Mode::Maneuvering,
        _ => Mode::Anchorage,
    }
}

/// Inventory of a track by the trapezoidal rule: between two fixes, power and emission rate of the
/// main engine go linearly from one to the other; auxiliary engines and boilers keep the load of the
/// mode of the earlier fix, whose mode the whole leg bears. The main engine rests at anchor and at
/// berth.
pub(crate) struct Track(BTreeMap<(Source, Mode), SourceUse>);

impl Track {
    /// The inventory of these fixes, in the order of time.
    pub(crate) fn new(fixes: &[Fix], vessel: &Vessel, method: Method) -> Self {
        let mut track = Self(BTreeMap::new());
        for pair in fixes.windows(2) {
            let span = pair[1].at - pair[0].at;
            let rates = [&pair[0], &pair[1]].map(|fix| main_engine(fix, vessel, method));
            let leg = rates[0].0;
            if Source::MainEngine.runs_in(leg) {
                for (_, power, factors) in rates {
                    track.add(Source::MainEngine, leg, power * 0.5, span, factors);
                }
            }
            for (source, engine, loads) in [
                (
                    Source::AuxiliaryEngine,
                    Engine::Auxiliary,
                    &vessel.plant.auxiliary,
                ),
                (Source::Boiler, Engine::Boiler, &vessel.plant.boiler),
            ] {
                let factors = factors::base(method.factors, engine, vessel.tier);
                let factors = factors.with_co2e(method.gwp);
                track.add(source, leg, load_in(loads, leg), span, factors);
            }
        }
        track
    }

    fn add(
        &mut self,
        source: Source,
        mode: Mode,
        power: Kilowatts,
        span: SimDuration,
        of: Factors,
    ) {
        let energy = power * span;
        let part = self.0.entry((source, mode)).or_default();
        part.energy += energy;
        part.masses += energy * of;
    }

    /// One source in one mode.
    pub(crate) fn cell(&self, source: Source, mode: Mode) -> SourceUse {
        self.0.get(&(source, mode)).copied().unwrap_or_default()
    }

    /// Mass of a pollutant from all sources, in grams.
    pub(crate) fn grams(&self, pollutant: Pollutant) -> f64 {
        let parts = self.0.values();
        parts.map(|part| part.masses[pollutant].value()).sum()
    }
}

/// Mode of a fix, and power and factors of the main engine there.
fn main_engine(fix: &Fix, vessel: &Vessel, method: Method) -> (Mode, Kilowatts, Factors) {
    let plant = &vessel.plant;
    let load = ship::propeller_load(fix.speed, plant.max_speed, method.sea_margin);
    let mode = mode(fix.speed, load, fix.area);
    let running = Source::MainEngine.runs_in(mode);
    let power = plant.main_power * if running { load } else { 0.0 };
    let (set, kind) = (method.factors, plant.main_kind);
    let factors = ship::main_factors(set, kind, vessel.tier, load, method.gwp);
    (mode, power, factors)
}

fn load_in(loads: &ModeLoads, mode: Mode) -> Kilowatts {
    match mode {
        Mode::Transit => loads.transit,
        Mode::Maneuvering => loads.maneuvering,
        Mode::Anchorage => loads.anchorage,
        Mode::Hotelling => loads.berth,
    }
}
