//! Balances of fuel and electricity of green corridors and of all other services, ocean leg included.
//!
//! Tank-to-wake and well-to-wake by [`super::fuel`]; electricity at berth beside it, direct factors
//! against tank-to-wake and life-cycle factors against well-to-wake, never crossed.

use crate::emissions::call::Vessel;
use crate::emissions::choice::GwpSet;
use crate::emissions::corridor::{Corridor, Leg, Line, Taken, lines, ocean_leg};
use crate::emissions::fuel::{self, MarineFuel, Megajoules};
use crate::emissions::grid::GridFactor;
use crate::emissions::settings::Settings;
use crate::emissions::stack::Stack;
use crate::port::bay::{Bay, ClassId, ServiceId};
use crate::units::GRAMS_PER_TONNE;

/// Megajoules in a kilowatt-hour.
const MJ_PER_KWH: f64 = 3.6;

/// A line with its amounts.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// What it is about.
    pub line: Line,
    /// Energy of the fuel, or electricity at the vessel.
    pub energy: Megajoules,
    /// Fuel in metric tonnes; zero for electricity.
    pub tonnes: f64,
    /// CO2e in metric tonnes from tank to wake, or direct from the grid; `None` where not estimated.
    pub tank_to_wake: Option<f64>,
    /// CO2e in metric tonnes from well to wake, or over the grid's life cycle; `None` where not
    /// estimated.
    pub well_to_wake: Option<f64>,
}

/// What each service of the bay did: stacks within the boundary, and its voyages by class.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceUse {
    /// Engines and shore power within the boundary.
    pub stack: Stack,
    /// By vessel class: calls, and those of them that took the fuel of the way back from a bunker
    /// barge.
    pub calls: Vec<(ClassId, u64, u64)>,
}

/// The balance of each of [`lines`], from what every service of the bay did, in the bay's order.
pub fn balances(bay: &Bay, settings: &Settings, uses: &[ServiceUse]) -> Vec<Balance> {
    let corridors = &settings.corridors;
    let of = |line: Line| {
        let corridor = corridors
            .iter()
            .find(|corridor| corridor.id == line.corridor);
        match (corridor, line.fuel) {
            (Some(corridor), Some(fuel)) => corridor.burned(bay, settings, uses, line, fuel),
            (Some(corridor), None) => corridor.electricity(settings, uses, line),
            (None, _) => others(settings, uses, line),
        }
    };
    lines(corridors).into_iter().map(of).collect()
}

impl Corridor {
    fn burned(
        &self,
        bay: &Bay,
        settings: &Settings,
        uses: &[ServiceUse],
        line: Line,
        fuel: MarineFuel,
    ) -> Balance {
        let leg = line.leg;
        let energy = self.services.iter().map(|(service, mix)| {
            let used = &uses[service.index()];
            let energy = match leg {
                Leg::Bay => fuel::energy_of(&used.stack),
                Leg::Inbound => ocean_energy(bay, settings, *service, used, |calls, _| calls),
                Leg::Outbound => ocean_energy(bay, settings, *service, used, |calls, bunkered| {
                    match (self.bunkering, line.taken) {
                        (false, _) => calls,
                        (true, Taken::Bay) => bunkered,
                        (true, Taken::Origin) => calls - bunkered,
                    }
                }),
            };
            energy * mix.share(fuel, leg.conventional())
        });
        let energy = energy.sum();
        of_fuel(line, fuel, energy, settings.gwp)
    }

    fn electricity(&self, settings: &Settings, uses: &[ServiceUse], line: Line) -> Balance {
        let stacks = || {
            self.services
                .iter()
                .map(|(service, _)| &uses[service.index()].stack)
        };
        let kwh: f64 = stacks().map(|stack| stack.shore.value()).sum();
        let direct = settings.grid.iter().flatten().all(GridFactor::is_direct);
        let grams: Option<f64> = stacks().map(|stack| Some(stack.grid?.co2e.value())).sum();
        let tonnes = grams.map(|grams| grams / GRAMS_PER_TONNE);
        Balance {
            line,
            energy: kwh * MJ_PER_KWH,
            tonnes: 0.0,
            tank_to_wake: tonnes.filter(|_| direct),
            well_to_wake: tonnes.filter(|_| !direct),
        }
    }
}

/// Gas oil of all services outside corridors, in the bay.
fn others(settings: &Settings, uses: &[ServiceUse], line: Line) -> Balance {
    let inside = |index: usize| {
        let mut corridors = settings
            .corridors
            .iter()
            .flat_map(|corridor| &corridor.services);
        corridors.any(|(service, _)| service.index() == index)
    };
    let outside = uses.iter().enumerate().filter(|(index, _)| !inside(*index));
    let energy = outside.map(|(_, used)| fuel::energy_of(&used.stack)).sum();
    of_fuel(line, MarineFuel::GasOil, energy, settings.gwp)
}

/// The balance of this much energy from a fuel.
fn of_fuel(line: Line, fuel: MarineFuel, energy: Megajoules, gwp: GwpSet) -> Balance {
    Balance {
        line,
        energy,
        tonnes: fuel.tonnes(energy),
        tank_to_wake: Some(energy * fuel.tank_to_wake(gwp) / GRAMS_PER_TONNE),
        well_to_wake: Some(energy * fuel.well_to_wake(gwp) / GRAMS_PER_TONNE),
    }
}

/// Energy of one ocean leg of voyages of a service: `of` says how many from all calls and those that
/// bunkered.
fn ocean_energy(
    bay: &Bay,
    settings: &Settings,
    service: ServiceId,
    used: &ServiceUse,
    of: impl Fn(u64, u64) -> u64,
) -> Megajoules {
    let distance = bay.services[service.index()].distance;
    let voyages = used.calls.iter().map(|(class, calls, bunkered)| {
        let vessel = Vessel {
            plant: settings.plants[class.index()],
            // No tier shows in CO2.
            tier: 2,
        };
        let speed = bay.vessel_classes[class.index()].service_speed;
        let leg = ocean_leg(&vessel, settings.method(), distance, speed);
        of(*calls, *bunkered) as f64 * fuel::energy_of(&leg)
    });
    voyages.sum()
}
