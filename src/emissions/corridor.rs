//! Green corridors: a set of services with its own balance of fuel and electricity, ocean leg included.
//!
//! Vessels take the fuel of the leg toward the bay at the origin, and that of the bay in the bay
//! (assumption); that of the leg back in the bay, too, or where bunker barges are simulated, from these
//! or at the origin, call by call. So fuel demand at either end is an outcome. Tank-to-wake and well-to-wake
//! by [`super::fuel`]; electricity at berth beside it, direct factors against tank-to-wake and
//! life-cycle factors against well-to-wake, never crossed.

use crate::emissions::call::{Method, Vessel, VesselHours};
use crate::emissions::fuel::{self, FuelMix, FuelUse, MarineFuel, Megajoules};
use crate::emissions::{GridFactor, GwpSet, Settings, Stack, VesselPlant, ship};
use crate::engine::SimDuration;
use crate::port::bay::{Bay, ClassId, ServiceId};
use crate::units::{GRAMS_PER_TONNE, Knots, NauticalMiles};

/// Megajoules in a kilowatt-hour.
const MJ_PER_KWH: f64 = 3.6;
/// Sailing within this distance of the bay is told by the zone's records.
const ZONE: f64 = 40.0;

/// A set of services and its fuels in the year of the inventory.
#[derive(Clone, Debug, PartialEq)]
pub struct Corridor {
    /// Key in the scenario, such as `shanghai`.
    pub id: String,
    /// Its services, each with its fuels.
    pub services: Vec<(ServiceId, FuelMix)>,
    /// Whether the ocean leg is counted, there and back.
    pub ocean_leg: bool,
    /// Whether bunker barges are simulated: then the fuel of the way back is told by where it was
    /// taken.
    pub bunkering: bool,
}

/// Where energy is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    /// Within the boundary of the inventory.
    Bay,
    /// From the origin to the zone.
    Inbound,
    /// From the zone back to the origin.
    Outbound,
}

impl Leg {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bay, Self::Inbound, Self::Outbound];

    /// Name in tables, such as `bay`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bay => "bay",
            Self::Inbound => "ocean_inbound",
            Self::Outbound => "ocean_outbound",
        }
    }

    /// Where its fuel is taken: that of the way back in the bay where no bunker barges are
    /// simulated, else by calls that took it from one, and at the origin by the others.
    const fn taken(self, bunkering: bool) -> &'static [Taken] {
        match self {
            Self::Outbound if bunkering => &[Taken::Bay, Taken::Origin],
            Self::Bay | Self::Outbound => &[Taken::Bay],
            Self::Inbound => &[Taken::Origin],
        }
    }

    /// What mixes leave to a conventional fuel: gas oil in the control area, very-low-sulfur oil at
    /// sea.
    pub const fn conventional(self) -> MarineFuel {
        match self {
            Self::Bay => MarineFuel::GasOil,
            Self::Inbound | Self::Outbound => MarineFuel::VeryLowSulfurOil,
        }
    }
}

/// Where fuel is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// In the bay.
    Bay,
    /// At the origin.
    Origin,
}

impl Taken {
    /// Name in tables: `bay` or `origin`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bay => "bay",
            Self::Origin => "origin",
        }
    }
}

/// What a line of a balance is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Id of the corridor; `other_services` for the rest of the bay.
    pub corridor: String,
    /// Where the energy is used.
    pub leg: Leg,
    /// Where it is taken.
    pub taken: Taken,
    /// The fuel; `None` for electricity at berth.
    pub fuel: Option<MarineFuel>,
}

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

/// Lines of every balance, in order: those of each corridor, then gas oil of all other services. None
/// without a corridor.
pub fn lines(corridors: &[Corridor]) -> Vec<Line> {
    let mut lines = Vec::new();
    for corridor in corridors {
        for leg in Leg::ALL {
            if leg != Leg::Bay && !corridor.ocean_leg {
                continue;
            }
            let line = |taken, fuel| Line {
                corridor: corridor.id.clone(),
                leg,
                taken,
                fuel,
            };
            let named = |fuel: &MarineFuel| {
                let mut mixes = corridor.services.iter().map(|(_, mix)| mix);
                *fuel == leg.conventional() || mixes.any(|mix| mix.fuels().any(|own| own == *fuel))
            };
            for taken in leg.taken(corridor.bunkering) {
                let fuels = MarineFuel::ALL.into_iter().filter(named);
                lines.extend(fuels.map(|fuel| line(*taken, Some(fuel))));
            }
            if leg == Leg::Bay {
                lines.push(line(Taken::Bay, None));
            }
        }
    }
    if !corridors.is_empty() {
        lines.push(Line {
            corridor: "other_services".to_owned(),
            leg: Leg::Bay,
            taken: Taken::Bay,
            fuel: Some(MarineFuel::GasOil),
        });
    }
    lines
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

fn of_fuel(line: Line, fuel: MarineFuel, energy: Megajoules, gwp: GwpSet) -> Balance {
    let used = FuelUse::of(fuel, energy, gwp);
    Balance {
        line,
        energy,
        tonnes: used.tonnes,
        tank_to_wake: Some(used.tank_to_wake),
        well_to_wake: Some(used.well_to_wake),
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

/// Stack of one vessel on one ocean leg at a steady speed, from the origin to the speed reduction
/// zone, with EPA's sea margin of the high seas; its energy counts, its factors are those of gas oil.
pub fn ocean_leg(vessel: &Vessel, method: Method, distance: NauticalMiles, speed: Knots) -> Stack {
    let miles = (distance.value() - ZONE).max(0.0);
    let span = SimDuration::from_hours(miles / speed.value());
    let hours = VesselHours {
        transit: vec![(speed, span)],
        ..VesselHours::default()
    };
    let at_sea = Method {
        sea_margin: ship::sea_margin_at_sea(method.factors),
        ..method
    };
    hours.stack(vessel, at_sea, None)
}

/// Fuel in metric tonnes of the ocean leg back, by a mix of fuels beside very-low-sulfur oil: what a
/// vessel takes from a bunker barge.
pub fn way_back_tonnes(
    plant: &VesselPlant,
    method: Method,
    distance: NauticalMiles,
    speed: Knots,
    mix: &FuelMix,
) -> f64 {
    // No tier shows in CO2.
    let vessel = Vessel {
        plant: *plant,
        tier: 2,
    };
    let energy = fuel::energy_of(&ocean_leg(&vessel, method, distance, speed));
    let conventional = Leg::Outbound.conventional();
    let tonnes = |fuel: MarineFuel| fuel.tonnes(energy * mix.share(fuel, conventional));
    MarineFuel::ALL.into_iter().map(tonnes).sum()
}
