//! One vessel's inventory from its hours, counted from records or written down by hand.
//!
//! Hours are whole milliseconds, and a factor is applied once to each sum of them: what a stay
//! was cut into does not show, and no hour can be both on engines and on shore power.

use crate::emissions::choice::{FactorSet, GwpSet};
use crate::emissions::factors::{self, Engine};
use crate::emissions::grid::GridFactor;
use crate::emissions::plant::VesselPlant;
use crate::emissions::pollutant::{ByPollutant, Factors};
use crate::emissions::stack::{Mode, Source, SourceUse, Stack, berth_energy};
use crate::emissions::{capture, ship};
use crate::engine::SimDuration;
use crate::units::{Kilowatts, Knots};

/// How hours become grams.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Method {
    /// Published emission factors.
    pub factors: FactorSet,
    /// Global warming potentials behind CO2e.
    pub gwp: GwpSet,
    /// Share of power that wind and waves take on top of still water.
    pub sea_margin: f64,
    /// Share of each pollutant that a capture barge takes from the stacks it is connected to.
    pub capture: ByPollutant<f64>,
}

impl Method {
    /// A factor set with its own sea margin.
    pub fn new(factors: FactorSet, gwp: GwpSet) -> Self {
        Self {
            factors,
            gwp,
            sea_margin: ship::sea_margin(factors),
            capture: capture::usual(),
        }
    }
}

/// A vessel as its inventory sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vessel {
    /// Engines and loads.
    pub plant: VesselPlant,
    /// NOx tier of its engines, 0 to 3.
    pub tier: u8,
}

/// What a vessel did, in hours: of one call, or of many of vessels alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VesselHours {
    /// Legs under way outside the pilot boarding place, each at a speed.
    pub transit: Vec<(Knots, SimDuration)>,
    /// Between pilot boarding place and berth.
    pub maneuvering: SimDuration,
    /// At anchor.
    pub anchorage: SimDuration,
    /// At berth, on shore power or not.
    pub berth: SimDuration,
    /// On shore power; a part of `berth`.
    pub connected: SimDuration,
    /// With a capture barge alongside; a part of `berth`, never while on shore power.
    pub captured: SimDuration,
    /// Waiting out at sea, outside every boundary, each span at a speed; zero is adrift.
    pub offshore: Vec<(Knots, SimDuration)>,
}

impl VesselHours {
    /// Energies and masses of these hours, shore power and its grid included.
    ///
    /// # Panics
    /// If the vessel was connected for longer than it lay at berth, or has no such tier.
    pub fn stack(&self, vessel: &Vessel, method: Method, grid: Option<GridFactor>) -> Stack {
        let mut stack = Stack::empty();
        self.burn(vessel, method, &mut stack);
        stack.connected = self.connected;
        stack.barged = self.captured;
        stack.shore = berth_energy(vessel.plant.auxiliary.berth, self.connected);
        stack.grid = grid.map(|factor| factor.supply(stack.shore));
        stack
    }

    /// Adds what the engines aboard did in these hours.
    ///
    /// # Panics
    /// As [`stack`](Self::stack).
    pub(super) fn burn(&self, vessel: &Vessel, method: Method, stack: &mut Stack) {
        assert!(
            self.connected + self.captured <= self.berth,
            "vessels are connected only at berth: {self:?}"
        );
        let transit = self.transit.iter().map(|(_, span)| *span).sum();
        for (mode, span) in [
            (Mode::Transit, transit),
            (Mode::Maneuvering, self.maneuvering),
            (Mode::Anchorage, self.anchorage),
        ] {
            for (source, power, factors) in aboard(vessel, method, mode) {
                stack.add(source, mode, &SourceUse::running(power, span, factors));
            }
        }
        self.hotel(vessel, method, stack);
        let maneuvering = (ship::maneuvering_speed(), self.maneuvering);
        propulsion(vessel, method, Mode::Maneuvering, maneuvering, stack);
        for leg in &self.transit {
            propulsion(vessel, method, Mode::Transit, *leg, stack);
        }
        self.loiter(vessel, method, stack);
    }

    /// Adds what auxiliary engines and boiler did at berth: what shore power supplies is no work of
    /// the engines, and a capture barge takes its share of what both emit while alongside.
    fn hotel(&self, vessel: &Vessel, method: Method, stack: &mut Stack) {
        for (source, power, factors) in aboard(vessel, method, Mode::Hotelling) {
            let mut part = if source == Source::AuxiliaryEngine {
                let energy = berth_energy(power, self.berth) - berth_energy(power, self.connected);
                SourceUse::working(energy, self.berth - self.connected, factors)
            } else {
                SourceUse::running(power, self.berth, factors)
            };
            if self.captured > SimDuration::ZERO {
                let piped = SourceUse::running(power, self.captured, factors).masses;
                let captured = piped.captured(&method.capture);
                part.masses -= captured;
                stack.captured += captured;
            }
            stack.add(source, Mode::Hotelling, &part);
        }
    }

    /// Adds what was burnt while waiting out at sea: the main engine at its load for the speed;
    /// auxiliaries as in transit, adrift as at anchor; boilers as at anchor, since a main engine
    /// at such loads heats no economizer (assumptions).
    fn loiter(&self, vessel: &Vessel, method: Method, stack: &mut Stack) {
        for (speed, span) in &self.offshore {
            let adrift = *speed <= Knots::ZERO;
            for (source, at_anchor, factors) in aboard(vessel, method, Mode::Anchorage) {
                let power = if source == Source::AuxiliaryEngine && !adrift {
                    vessel.plant.auxiliary.transit
                } else {
                    at_anchor
                };
                stack.add_offshore(source, &SourceUse::running(power, *span, factors));
            }
            if !adrift {
                let (power, factors) = under_way(vessel, method, *speed);
                let part = SourceUse::running(power, *span, factors);
                stack.add_offshore(Source::MainEngine, &part);
            }
        }
    }
}

/// Auxiliary engines and boiler of a vessel: the load of each in a mode, and its factors.
fn aboard(vessel: &Vessel, method: Method, mode: Mode) -> [(Source, Kilowatts, Factors); 2] {
    let of = |engine| factors::base(method.factors, engine, vessel.tier).with_co2e(method.gwp);
    let (auxiliary, boiler) = (&vessel.plant.auxiliary, &vessel.plant.boiler);
    [
        (
            Source::AuxiliaryEngine,
            auxiliary.in_mode(mode),
            of(Engine::Auxiliary),
        ),
        (Source::Boiler, boiler.in_mode(mode), of(Engine::Boiler)),
    ]
}

/// Adds the main engine's part of a leg: a speed, and how long it was kept.
fn propulsion(
    vessel: &Vessel,
    method: Method,
    mode: Mode,
    (speed, span): (Knots, SimDuration),
    stack: &mut Stack,
) {
    let (power, factors) = under_way(vessel, method, speed);
    stack.add(
        Source::MainEngine,
        mode,
        &SourceUse::running(power, span, factors),
    );
}

/// Main engine power at a speed, and its factors there.
fn under_way(vessel: &Vessel, method: Method, speed: Knots) -> (Kilowatts, Factors) {
    let plant = &vessel.plant;
    let load = ship::propeller_load(speed, plant.max_speed, method.sea_margin);
    let (set, engine) = (method.factors, plant.main_kind);
    let factors = ship::main_factors(set, engine, vessel.tier, load, method.gwp);
    (plant.main_power * load, factors)
}
