//! Landside: cranes, yard equipment, trucks and on-dock trains, from the containers that a terminal
//! moves, diesel or electric.
//!
//! Every container over the quay is one crane move, one tractor trip, its lifts in the yard, and
//! then one gate trip or one rail lift: each leg counts once. Diesel equipment emits where it
//! stands; what electric equipment takes is reported as energy, and its power plants apart, as those
//! behind shore power. A pollutant without a factor is `None`, not nothing.
//!
//! ```
//! use sanpedro::emissions::landside::{Equipment, Landside};
//! use sanpedro::emissions::Pollutant;
//!
//! // 1,000 containers, a quarter of them by rail, half of the trucks electric.
//! let terminal = Landside { rail_share: 0.25, trucks_electric: 0.5, ..Landside::diesel() };
//! let land = terminal.inventory(1_000.0, None);
//! assert_eq!(land.use_of(Equipment::DrayageTruck).units, 750.0);
//! assert!(land.grams(Pollutant::Nox).unwrap().value() > 0.0);
//! assert_eq!(land.grams(Pollutant::N2o), None, "not estimated");
//! ```

use std::ops::AddAssign;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::emissions::grid::{GridFactor, GridUse};
use crate::emissions::pollutant::{ByPollutant, Pollutant};
use crate::emissions::provenance::{self, value};
use crate::units::{GRAMS_PER_TONNE, Grams, KilowattHours};

const SET: &str = "landside";

/// Equipment with figures of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Equipment {
    /// Ship-to-shore crane: electric at every terminal of the bay.
    StsCrane,
    /// Tractor between crane and yard, and what takes its place.
    YardTractor,
    /// Yard crane, top handler or the like.
    YardCrane,
    /// Truck at the gate, as far as the port's roads.
    DrayageTruck,
    /// Locomotive and lift of an on-dock rail yard.
    Locomotive,
}

impl Equipment {
    /// All of them, in the order of a container's way inland.
    pub const ALL: [Self; 5] = [
        Self::StsCrane,
        Self::YardTractor,
        Self::YardCrane,
        Self::DrayageTruck,
        Self::Locomotive,
    ];

    /// Name in tables, such as `yard_tractor`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StsCrane => "sts_crane",
            Self::YardTractor => "yard_tractor",
            Self::YardCrane => "yard_crane",
            Self::DrayageTruck => "drayage_truck",
            Self::Locomotive => "locomotive",
        }
    }

    /// Source category of the ports' inventories.
    pub const fn category(self) -> &'static str {
        match self {
            Self::StsCrane => "sts_cranes",
            Self::YardTractor | Self::YardCrane => "cargo_handling_equipment",
            Self::DrayageTruck => "drayage_trucks",
            Self::Locomotive => "on_dock_rail",
        }
    }

    /// Leg of the container: `quay`, `yard`, `gate` or `rail`.
    pub const fn leg(self) -> &'static str {
        match self {
            Self::StsCrane => "quay",
            Self::YardTractor | Self::YardCrane => "yard",
            Self::DrayageTruck => "gate",
            Self::Locomotive => "rail",
        }
    }
}

/// Figures of one kind of equipment, for one unit of its work: a move, a trip, a lift.
struct Figures {
    /// Diesel burned, in liters.
    liters: f64,
    /// What that emits, in grams; `None` where no factor is known.
    grams: ByPollutant<Option<f64>>,
    /// What an electric one takes, in kWh.
    kwh: f64,
}

static FIGURES: LazyLock<[Figures; Equipment::ALL.len()]> =
    LazyLock::new(|| Equipment::ALL.map(figures));

/// From the rows of the set: per liter, unless the equipment has a row per mile.
fn figures(equipment: Equipment) -> Figures {
    let name = equipment.name();
    let row =
        |factor: &str| provenance::find(SET, &format!("{name}.{factor}")).map(|row| row.value);
    let per_unit = row("units_per_container").unwrap_or(1.0);
    let miles = row("miles_per_trip").unwrap_or(1.0);
    let co2_per_liter = value(SET, "diesel.co2");
    let per_mile = row("co2_per_mile").is_some();
    let liters = match row("co2_per_mile") {
        Some(grams) => miles * grams / co2_per_liter,
        None => per_unit * row("diesel").unwrap_or(0.0),
    };
    let mut grams = ByPollutant::default();
    for pollutant in Pollutant::ALL {
        let known = match pollutant {
            Pollutant::Co2 | Pollutant::Co2e => Some(liters * co2_per_liter),
            Pollutant::Sox => Some(liters * value(SET, "diesel.sox")),
            // All of it is diesel exhaust.
            Pollutant::Dpm => of_exhaust(&row, per_mile, Pollutant::Pm10, miles, liters),
            _ => of_exhaust(&row, per_mile, pollutant, miles, liters),
        };
        grams[pollutant] = if liters > 0.0 { known } else { Some(0.0) };
    }
    let kwh = row("electric").unwrap_or(0.0) * if per_mile { miles } else { per_unit };
    Figures { liters, grams, kwh }
}

/// Grams of a pollutant that goes by miles or by liters.
fn of_exhaust(
    row: &impl Fn(&str) -> Option<f64>,
    per_mile: bool,
    pollutant: Pollutant,
    miles: f64,
    liters: f64,
) -> Option<f64> {
    if per_mile {
        return row(&format!("{}_per_mile", pollutant.name())).map(|grams| grams * miles);
    }
    row(&format!("{}_per_liter", pollutant.name())).map(|grams| grams * liters)
}

/// How a terminal moves its containers inland, and how much of that is electric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Landside {
    /// Share of containers that leave or come by on-dock rail; the rest goes by the gate.
    pub rail_share: f64,
    /// Share of yard tractors' trips and yard cranes' lifts that is electric.
    pub cargo_handling_electric: f64,
    /// Share of gate trips by electric trucks.
    pub trucks_electric: f64,
    /// Share of rail lifts with electric locomotives and lifts.
    pub rail_electric: f64,
}

impl Landside {
    /// All diesel but for the cranes at the quay, nothing by rail.
    pub const fn diesel() -> Self {
        Self {
            rail_share: 0.0,
            cargo_handling_electric: 0.0,
            trucks_electric: 0.0,
            rail_electric: 0.0,
        }
    }

    /// Energy and emissions of moving this many containers over the quay and inland.
    pub fn inventory(&self, containers: f64, grid: Option<GridFactor>) -> LandsideUse {
        let mut land = LandsideUse::none();
        for equipment in Equipment::ALL {
            let (units, electric) = match equipment {
                Equipment::StsCrane => (containers, 1.0),
                Equipment::YardTractor | Equipment::YardCrane => {
                    (containers, self.cargo_handling_electric)
                }
                Equipment::DrayageTruck => {
                    (containers * (1.0 - self.rail_share), self.trucks_electric)
                }
                Equipment::Locomotive => (containers * self.rail_share, self.rail_electric),
            };
            land.parts[equipment as usize] =
                EquipmentUse::working(equipment, units, electric, grid);
        }
        land
    }
}

/// What one kind of equipment did.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct EquipmentUse {
    /// Moves, trips or lifts, one for each container.
    pub units: f64,
    /// Diesel burned, in liters.
    pub diesel_liters: f64,
    /// Energy in that diesel.
    pub diesel_energy: KilowattHours,
    /// What left exhaust pipes; `None` where diesel was burned and no factor is known.
    pub masses: ByPollutant<Option<Grams>>,
    /// Electricity taken, at the equipment.
    pub electricity: KilowattHours,
    /// What the grid did for it; `None` where the grid is not known.
    pub grid: Option<GridUse>,
}

impl EquipmentUse {
    fn none() -> Self {
        let mut masses = ByPollutant::default();
        for pollutant in Pollutant::ALL {
            masses[pollutant] = Some(Grams::ZERO);
        }
        Self {
            units: 0.0,
            diesel_liters: 0.0,
            diesel_energy: KilowattHours::ZERO,
            masses,
            electricity: KilowattHours::ZERO,
            grid: Some(GridUse::NONE),
        }
    }

    fn working(equipment: Equipment, units: f64, electric: f64, grid: Option<GridFactor>) -> Self {
        let figures = &FIGURES[equipment as usize];
        let burning = units * (1.0 - electric);
        let mut found = Self::none();
        found.units = units;
        found.diesel_liters = burning * figures.liters;
        found.diesel_energy = KilowattHours::new(found.diesel_liters * value(SET, "diesel.energy"));
        for pollutant in Pollutant::ALL {
            found.masses[pollutant] = if burning > 0.0 {
                figures.grams[pollutant].map(|grams| Grams::new(grams * burning))
            } else {
                Some(Grams::ZERO)
            };
        }
        found.electricity = KilowattHours::new(units * electric * figures.kwh);
        found.grid = grid.map(|factor| factor.supply(found.electricity));
        found
    }
}

impl AddAssign<&Self> for EquipmentUse {
    fn add_assign(&mut self, other: &Self) {
        self.units += other.units;
        self.diesel_liters += other.diesel_liters;
        self.diesel_energy += other.diesel_energy;
        self.electricity += other.electricity;
        for pollutant in Pollutant::ALL {
            let both = self.masses[pollutant].zip(other.masses[pollutant]);
            self.masses[pollutant] = both.map(|(ours, theirs)| ours + theirs);
        }
        let both = self.grid.zip(other.grid);
        self.grid = both.map(|(ours, theirs)| ours.with(theirs));
    }
}

/// What all landside equipment of a terminal, a port or the bay did.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct LandsideUse {
    parts: [EquipmentUse; Equipment::ALL.len()],
}

impl LandsideUse {
    /// Nothing moved.
    pub fn none() -> Self {
        Self {
            parts: Equipment::ALL.map(|_| EquipmentUse::none()),
        }
    }

    /// One kind of equipment.
    pub fn use_of(&self, equipment: Equipment) -> &EquipmentUse {
        &self.parts[equipment as usize]
    }

    /// Mass of a pollutant from all exhaust pipes; `None` where a factor is missing.
    pub fn grams(&self, pollutant: Pollutant) -> Option<Grams> {
        self.parts.iter().map(|part| part.masses[pollutant]).sum()
    }

    /// Mass of a pollutant from all exhaust pipes in metric tonnes; `None` where a factor is missing.
    pub fn tonnes(&self, pollutant: Pollutant) -> Option<f64> {
        self.grams(pollutant)
            .map(|grams| grams.value() / GRAMS_PER_TONNE)
    }

    /// Electricity taken by all of it, at the equipment.
    pub fn electricity(&self) -> KilowattHours {
        self.parts.iter().map(|part| part.electricity).sum()
    }

    /// CO2e of that electricity on the grid, in metric tonnes.
    pub fn grid_tonnes(&self) -> Option<f64> {
        let grams: Option<Grams> = self.parts.iter().map(|part| Some(part.grid?.co2e)).sum();
        grams.map(|grams| grams.value() / GRAMS_PER_TONNE)
    }
}

impl AddAssign<&Self> for LandsideUse {
    fn add_assign(&mut self, other: &Self) {
        for (ours, theirs) in self.parts.iter_mut().zip(&other.parts) {
            *ours += theirs;
        }
    }
}
