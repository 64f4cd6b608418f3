//! Recorded tracks: fixes of position and speed, with EPA's rule for the mode by load.
//!
//! The simulator knows its legs and needs no rule; a track from a receiver ashore does. Power is
//! reckoned at every fix, capped at what is installed, and taken as linear between two fixes.

use crate::emissions::call::{Method, Vessel, under_way};
use crate::emissions::factors::{self, Engine};
use crate::emissions::{Cell, Factors, Mode, ModeLoads, Source, Stack, ship};
use crate::engine::{SimDuration, SimTime};
use crate::units::{Kilowatts, Knots};

/// Where a fix lies, for its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Neither of the others.
    Water,
    /// In an anchorage.
    Anchorage,
    /// At a berth.
    Berth,
}

/// A fix of a track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fix {
    /// When.
    pub at: SimTime,
    /// Speed over the ground.
    pub speed: Knots,
    /// Where.
    pub area: Area,
}

/// Load of the main engine from which on a vessel is in transit (EPA-420-B-22-011).
pub const TRANSIT_ABOVE: f64 = 0.20;

/// Mode of a fix by area, speed and load of the main engine (EPA-420-B-22-011, table 3.11, as in
/// `calcOperatingMode` of EPA's `Marine_Emissions_Tools`): at anchor up to 3 kn, at berth up to
/// 1 kn, maneuvering at loads up to a fifth; what barely moves elsewhere counts as at anchor.
pub fn mode(speed: Knots, load: f64, area: Area) -> Mode {
    match area {
        Area::Anchorage if speed <= Knots::new(3.0) => Mode::Anchorage,
        Area::Berth if speed <= Knots::new(1.0) => Mode::Hotelling,
        _ if load > TRANSIT_ABOVE => Mode::Transit,
        _ if speed > Knots::new(1.0) => Mode::Maneuvering,
        _ => Mode::Anchorage,
    }
}

/// Inventory of a track by the trapezoidal rule: between two fixes, power and emission rate of
/// the main engine go linearly from one to the other; auxiliary engines and boilers keep the
/// load of the mode of the earlier fix, whose mode the whole leg bears. The main engine rests at
/// anchor and at berth.
///
/// # Panics
/// If fixes are not in the order of time.
pub fn stack(fixes: &[Fix], vessel: &Vessel, method: Method) -> Stack {
    let mut stack = Stack::empty();
    for pair in fixes.windows(2) {
        let span = pair[1].at - pair[0].at;
        assert!(!span.is_negative(), "fixes are in the order of time");
        let ends = [
            Rate::at(&pair[0], vessel, method),
            Rate::at(&pair[1], vessel, method),
        ];
        let leg = ends[0].mode;
        if Source::MainEngine.runs_in(leg) {
            // Half of the leg's work at the rate of either end, in the time of the leg.
            for rate in &ends {
                let mut part = Cell::of(rate.power * 0.5, span, rate.factors);
                part.time = SimDuration::ZERO;
                stack.add(Source::MainEngine, leg, &part);
            }
            let time = Cell {
                time: span,
                ..Cell::default()
            };
            stack.add(Source::MainEngine, leg, &time);
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
            let part = Cell::of(load_in(loads, leg), span, factors.with_co2e(method.gwp));
            stack.add(source, leg, &part);
        }
    }
    stack
}

/// The main engine at a fix.
struct Rate {
    mode: Mode,
    power: Kilowatts,
    factors: Factors,
}

impl Rate {
    fn at(fix: &Fix, vessel: &Vessel, method: Method) -> Self {
        let load = ship::propeller_load(fix.speed, vessel.plant.max_speed, method.sea_margin);
        let mode = mode(fix.speed, load, fix.area);
        let (power, factors) = under_way(vessel, method, fix.speed);
        let running = Source::MainEngine.runs_in(mode);
        Self {
            mode,
            power: if running { power } else { Kilowatts::ZERO },
            factors,
        }
    }
}

fn load_in(loads: &ModeLoads, mode: Mode) -> Kilowatts {
    match mode {
        Mode::Transit => loads.transit,
        Mode::Maneuvering => loads.maneuvering,
        Mode::Anchorage => loads.anchorage,
        Mode::Hotelling => loads.berth,
    }
}
