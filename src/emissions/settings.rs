//! What a scenario decides about its inventory: factors, loads, boundary, grid.

use std::sync::LazyLock;

use crate::emissions::ByPollutant;
use crate::emissions::call::Method;
use crate::emissions::corridor::Corridor;
use crate::emissions::grid::{GridFactor, GridKind};
use crate::emissions::landside::Landside;
use crate::emissions::provenance;
use crate::units::{Kilowatts, Knots};

/// What a scenario decides about its inventory.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Published emission factors.
    pub factors: FactorSet,
    /// Published auxiliary and boiler loads; printed beside every total.
    pub loads: LoadSet,
    /// What is counted of a call.
    pub boundary: Boundary,
    /// Global warming potentials behind CO2e.
    pub gwp: GwpSet,
    /// The year of the inventory, whose social cost its greenhouse gases have.
    pub year: i16,
    /// Grid factor of each port, in the order of `Bay::ports`; `None` prints "not estimated".
    pub grid: Vec<Option<GridFactor>>,
    /// Share of each pollutant that capture barges take.
    pub capture: ByPollutant<f64>,
    /// Landside of each terminal, in the order of `Bay::terminals`; `None` prints "not estimated".
    pub landside: Vec<Option<Landside>>,
    /// Sets of services with their own balance of fuels.
    pub corridors: Vec<Corridor>,
    /// Engines and loads of each vessel class, in the order of `Bay::vessel_classes`.
    pub plants: Vec<VesselPlant>,
}

/// Published emission factors; two sets that are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorSet {
    /// EPA-420-B-22-011, April 2022.
    Epa2022,
    /// San Pedro Bay Ports method: factors at 2.7 % S with fuel correction factors.
    StarcrestFcf,
}

/// Published auxiliary and boiler loads of container vessels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadSet {
    /// Vessel boarding program of the Port of Los Angeles inventory 2016.
    Starcrest2016,
    /// EPA-420-B-22-011, tables E.1 and E.2.
    Epa2022,
}

/// What is counted of a call: the boundary every total carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// Hotelling alone.
    Berth,
    /// Hotelling, anchorage, maneuvering, and transit inside the inner ring.
    Inner20Nm,
    /// As the 20 nm boundary, and transit between the rings.
    Outer40Nm,
    /// The ports' inventory domain; modelled as the 40 nm boundary and named so.
    InventoryDomain,
}

/// Global warming potentials over 100 years of CH4 and N2O.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GwpSet {
    /// IPCC fourth assessment: 25 and 298.
    Ar4,
    /// IPCC fifth assessment: 28 and 265.
    Ar5,
    /// IPCC sixth assessment: 27 (non-fossil) and 273.
    Ar6,
}

/// Main engine types with their own factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// Slow-speed diesel.
    SlowSpeedDiesel,
    /// Medium-speed diesel.
    MediumSpeedDiesel,
}

/// Engines and loads of a vessel class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VesselPlant {
    /// Main engine type.
    pub main_kind: EngineKind,
    /// Installed main engine power.
    pub main_power: Kilowatts,
    /// Speed at that power.
    pub max_speed: Knots,
    /// Auxiliary engines.
    pub auxiliary: ModeLoads,
    /// Boilers.
    pub boiler: ModeLoads,
}

impl VesselPlant {
    /// No engine and no load: a textbook's customer, which emits nothing.
    pub fn none() -> Self {
        let nothing = ModeLoads {
            transit: Kilowatts::ZERO,
            maneuvering: Kilowatts::ZERO,
            berth: Kilowatts::ZERO,
            anchorage: Kilowatts::ZERO,
        };
        Self {
            main_kind: EngineKind::SlowSpeedDiesel,
            main_power: Kilowatts::ZERO,
            max_speed: Knots::new(20.0),
            auxiliary: nothing,
            boiler: nothing,
        }
    }
}

/// Load by mode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModeLoads {
    /// Under way outside the breakwater.
    pub transit: Kilowatts,
    /// Between breakwater and berth.
    pub maneuvering: Kilowatts,
    /// At berth (hotelling).
    pub berth: Kilowatts,
    /// At anchor.
    pub anchorage: Kilowatts,
}

impl FactorSet {
    /// Name in scenarios, such as `epa2022`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Epa2022 => "epa2022",
            Self::StarcrestFcf => "starcrest_fcf",
        }
    }

    /// Name in front of people.
    const fn title(self) -> &'static str {
        match self {
            Self::Epa2022 => "EPA 2022",
            Self::StarcrestFcf => "Starcrest",
        }
    }
}

impl LoadSet {
    /// Name in front of people.
    const fn title(self) -> &'static str {
        match self {
            Self::Starcrest2016 => "Starcrest 2016",
            Self::Epa2022 => "EPA 2022",
        }
    }
}

impl Boundary {
    /// Where vessels are counted, behind what they emit: "vessels emit 3 t within 40 nm".
    pub const fn reach(self) -> &'static str {
        match self {
            Self::Berth => "at berth alone",
            Self::Inner20Nm => "within 20 nm",
            Self::Outer40Nm => "within 40 nm",
            Self::InventoryDomain => "within the inventory domain (40 nm)",
        }
    }
}

impl GwpSet {
    const ALL: [Self; 3] = [Self::Ar4, Self::Ar5, Self::Ar6];

    /// Name in scenarios, such as `ar5`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ar4 => "ar4",
            Self::Ar5 => "ar5",
            Self::Ar6 => "ar6",
        }
    }

    /// CO2e of a mass of methane.
    pub fn methane(self) -> f64 {
        self.potentials()[0]
    }

    /// CO2e of a mass of nitrous oxide.
    pub fn nitrous_oxide(self) -> f64 {
        self.potentials()[1]
    }

    /// Of methane and of nitrous oxide.
    fn potentials(self) -> [f64; 2] {
        static POTENTIALS: LazyLock<[[f64; 2]; GwpSet::ALL.len()]> = LazyLock::new(|| {
            GwpSet::ALL.map(|set| {
                ["ch4", "n2o"].map(|gas| provenance::value("gwp", &format!("{}.{gas}", set.name())))
            })
        });
        POTENTIALS[self as usize]
    }
}

impl Settings {
    /// How hours become grams.
    pub fn method(&self) -> Method {
        Method {
            capture: self.capture,
            ..Method::new(self.factors, self.gwp)
        }
    }

    /// What no source says of this inventory and is assumed, in words, for the report.
    pub fn assumptions(&self) -> Vec<String> {
        let land = self
            .landside
            .iter()
            .any(Option::is_some)
            .then_some("landside");
        let sets = [self.factors.name(), "main_engines"];
        let tables = sets.into_iter().chain(land).flat_map(provenance::set);
        let grids = self.grid.iter().flatten().flat_map(GridFactor::rows);
        let mut assumed = Vec::new();
        for row in tables.chain(grids) {
            if let Some(what) = row.source.title.strip_prefix("Assumption: ") {
                let sentence = format!("Emissions: {what}.");
                if !assumed.contains(&sentence) {
                    assumed.push(sentence);
                }
            }
        }
        assumed
    }

    /// Boundary, factors, loads and global warming potentials in words, to stand beside every
    /// total.
    pub fn describe(&self) -> String {
        let boundary = match self.boundary {
            Boundary::Berth => "vessels at berth alone",
            Boundary::Inner20Nm => "vessels within 20 nm",
            Boundary::Outer40Nm => "vessels within 40 nm",
            Boundary::InventoryDomain => "inventory domain, modeled as vessels within 40 nm",
        };
        let report = match self.factors {
            FactorSet::Epa2022 => "EPA-420-B-22-011",
            FactorSet::StarcrestFcf => "San Pedro Bay Ports method",
        };
        let gwp = match self.gwp {
            GwpSet::Ar4 => "AR4",
            GwpSet::Ar5 => "AR5",
            GwpSet::Ar6 => "AR6",
        };
        let grid = self.describe_grid();
        format!(
            "{boundary}; emission factors of {factors} ({report}) for marine gas oil of 0.1 % \
             sulfur; auxiliary and boiler loads of {loads}; CO₂e tank to wake by {gwp} over 100 \
             years; {grid}",
            factors = self.factors.title(),
            loads = self.loads.title(),
        )
    }

    /// The same in a line: what must not be missing where a total stands alone.
    pub fn describe_briefly(&self) -> String {
        format!(
            "vessels {}; factors of {}, loads of {}",
            self.boundary.reach(),
            self.factors.title(),
            self.loads.title()
        )
    }

    /// What stands behind the grid's CO2e: life-cycle factors must not be added to stacks.
    fn describe_grid(&self) -> String {
        let factors: Vec<&GridFactor> = self.grid.iter().flatten().collect();
        let any = |kind| factors.iter().any(|factor| factor.kind == kind);
        let kinds = match (any(GridKind::Direct), any(GridKind::Lifecycle)) {
            (false, false) => return "power plants not estimated".to_owned(),
            (true, false) => "power plants by direct grid factors",
            (_, true) => "power plants by life-cycle grid factors, not to be added to stacks",
        };
        let mut named: Vec<String> = factors.iter().map(|factor| factor.describe()).collect();
        named.dedup();
        format!("{kinds} ({})", named.join("; "))
    }
}
