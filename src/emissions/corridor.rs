//! Green corridors: sets of services, the fuels they take, and the ocean leg.
//!
//! Vessels take the fuel of the leg toward the bay at the origin, and that of the bay in the bay
//! (assumption); that of the leg back in the bay, too, or where bunker barges are simulated, from these
//! or at the origin, call by call. So fuel demand at either end is an outcome.

use crate::emissions::call::{Method, Vessel, VesselHours};
use crate::emissions::fuel::{self, FuelMix, MarineFuel};
use crate::emissions::plant::VesselPlant;
use crate::emissions::ship;
use crate::emissions::stack::Stack;
use crate::engine::SimDuration;
use crate::port::bay::ServiceId;
use crate::units::{Knots, NauticalMiles};

/// Sailing within this distance of the bay stands in the zone's records.
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
    /// Whether bunker barges are simulated: then the fuel of the way back is divided by where it was
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

/// What a line of a fuel balance is about.
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

/// Lines of every fuel balance, in order: those of each corridor, then gas oil of all other services. None
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
