//! Emissions of vessels, as a pure function of records and published factors.
//!
//! The way through: [`HoursTally`] reads records and counts hours by terminal, class, tier and
//! mode; [`HoursTally::inventory`] turns them into a [`Stack`] of energies and masses for each
//! terminal, by `m = P · t · EF · LLAF` of [`ship`] with the tables of [`factors`], [`loads`] and
//! [`low_load`]. [`inventory`](fn@inventory) does it in one step for records made by hand, [`call`] for
//! hours without records, [`track`] for fixes of a receiver ashore. Unsuffixed emissions are vessels' stacks within the [`Boundary`]; the grid
//! behind shore power stands apart.

pub mod call;
pub mod capture;
pub mod corridor;
pub mod factors;
#[cfg(test)]
pub(crate) mod fixture;
pub mod fuel;
pub mod grid;
mod inventory;
pub mod landside;
pub mod left_out;
pub mod loads;
pub mod low_load;
pub mod money;
mod path;
mod pollutant;
pub mod provenance;
mod settings;
pub mod ship;
mod stack;
pub mod track;

pub use grid::{GridFactor, GridKind, GridPath, GridUse, Utility};
pub use inventory::{HoursTally, inventory};
pub use path::YearPath;
pub use pollutant::{ByPollutant, Factors, Masses, Pollutant};
pub use settings::{
    Boundary, EngineKind, FactorSet, GwpSet, LoadSet, ModeLoads, Settings, VesselPlant,
};
pub use stack::{Cell, Mode, Source, Stack};
