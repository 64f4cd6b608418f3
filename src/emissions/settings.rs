//! What a scenario decides about its inventory: factors, loads, boundary, grid.

use crate::emissions::call::Method;
use crate::emissions::choice::{Boundary, FactorSet, GwpSet, LoadSet};
use crate::emissions::corridor::Corridor;
use crate::emissions::grid::{GridFactor, GridKind};
use crate::emissions::landside::Landside;
use crate::emissions::plant::VesselPlant;
use crate::emissions::pollutant::ByPollutant;
use crate::emissions::provenance;

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

    /// Boundary, factors and loads in one line: what must not be missing where a total stands alone.
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
