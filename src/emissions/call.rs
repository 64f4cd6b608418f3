//! One vessel's inventory from its hours, counted from records or written down by hand.
//!
//! Hours are whole milliseconds, and a factor is applied once to each sum of them: what a stay
//! was cut into does not show, and no hour can be both on engines and on shore power.

use crate::emissions::factors::{self, Engine};
use crate::emissions::stack::berth_energy;
use crate::emissions::{
    ByPollutant, Cell, FactorSet, GridFactor, GwpSet, Mode, Source, Stack, VesselPlant, capture,
    ship,
};
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
    /// A stay at berth, on shore power but for `connecting` at its beginning and
    /// `disconnecting` at its end. A shorter stay has no time left to connect for.
    ///
    /// California's at-berth rule allows 2 h after arrival at berth and 1 h before departure
    /// (17 CCR 93130).
    pub fn at_berth(
        berth: SimDuration,
        connecting: SimDuration,
        disconnecting: SimDuration,
    ) -> Self {
        let connected = (berth - connecting - disconnecting).max(SimDuration::ZERO);
        Self {
            berth,
            connected,
            ..Self::default()
        }
    }

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
        let plant = &vessel.plant;
        let (aux, boiler) = (&plant.auxiliary, &plant.boiler);
        for (mode, aux_power, boiler_power, span) in [
            (Mode::Transit, aux.transit, boiler.transit, transit),
            (
                Mode::Maneuvering,
                aux.maneuvering,
                boiler.maneuvering,
                self.maneuvering,
            ),
            (
                Mode::Anchorage,
                aux.anchorage,
                boiler.anchorage,
                self.anchorage,
            ),
            (Mode::Hotelling, aux.berth, boiler.berth, self.berth),
        ] {
            // What shore power supplies is no work of the engines.
            let (engines, engine_energy) = match mode {
                Mode::Hotelling => {
                    let supplied = berth_energy(aux_power, self.connected);
                    let on_engines = span - self.connected;
                    (on_engines, berth_energy(aux_power, span) - supplied)
                }
                _ => (span, aux_power * span),
            };
            for (source, engine, (power, energy), span) in [
                (
                    Source::AuxiliaryEngine,
                    Engine::Auxiliary,
                    (aux_power, engine_energy),
                    engines,
                ),
                (
                    Source::Boiler,
                    Engine::Boiler,
                    (boiler_power, boiler_power * span),
                    span,
                ),
            ] {
                let factors = factors::base(method.factors, engine, vessel.tier);
                let factors = factors.with_co2e(method.gwp);
                let mut part = Cell::with(energy, span, factors);
                if mode == Mode::Hotelling && self.captured > SimDuration::ZERO {
                    let piped = Cell::of(power, self.captured, factors).masses;
                    let captured = piped.captured(&method.capture);
                    part.masses -= captured;
                    stack.captured += captured;
                }
                stack.add(source, mode, &part);
            }
        }
        propulsion(
            vessel,
            method,
            Mode::Maneuvering,
            (ship::maneuvering_speed(), self.maneuvering),
            stack,
        );
        for leg in &self.transit {
            propulsion(vessel, method, Mode::Transit, *leg, stack);
        }
        self.loiter(vessel, method, stack);
    }

    /// Adds what was burnt while waiting out at sea: the main engine at its load for the speed;
    /// auxiliaries as in transit, adrift as at anchor; boilers as at anchor, since a main engine
    /// at such loads heats no economizer (assumptions).
    fn loiter(&self, vessel: &Vessel, method: Method, stack: &mut Stack) {
        for (speed, span) in &self.offshore {
            let (aux, boiler) = (&vessel.plant.auxiliary, &vessel.plant.boiler);
            let adrift = *speed <= Knots::ZERO;
            let aux = if adrift { aux.anchorage } else { aux.transit };
            for (source, engine, power) in [
                (Source::AuxiliaryEngine, Engine::Auxiliary, aux),
                (Source::Boiler, Engine::Boiler, boiler.anchorage),
            ] {
                let factors = factors::base(method.factors, engine, vessel.tier);
                let part = Cell::of(power, *span, factors.with_co2e(method.gwp));
                stack.add_offshore(source, &part);
            }
            if !adrift {
                let (power, factors) = under_way(vessel, method, *speed);
                stack.add_offshore(Source::MainEngine, &Cell::of(power, *span, factors));
            }
        }
    }
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
    stack.add(Source::MainEngine, mode, &Cell::of(power, span, factors));
}

/// Main engine power at a speed, and its factors there.
pub(super) fn under_way(
    vessel: &Vessel,
    method: Method,
    speed: Knots,
) -> (Kilowatts, crate::emissions::Factors) {
    let plant = &vessel.plant;
    let load = ship::propeller_load(speed, plant.max_speed, method.sea_margin);
    let engine = plant.main_kind.into();
    let factors = ship::main_factors(method.factors, engine, vessel.tier, load, method.gwp);
    (plant.main_power * load, factors)
}
