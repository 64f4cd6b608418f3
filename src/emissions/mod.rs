//! Emissions of vessels, as a pure function of records and published factors.
//!
//! The way through: [`HoursTally`] reads records and counts hours by terminal, class, tier and
//! mode; [`HoursTally::inventory`] turns them into a [`Stack`] of energies and masses for each
//! terminal, by `m = P · t · EF · LLAF` of [`ship`] with the tables of [`factors`], [`plant`] and
//! [`low_load`]. [`inventory`](fn@inventory) does it in one step for records made by hand, [`call`] for
//! hours without records. Unsuffixed emissions are vessels' stacks within the [`Boundary`]; the grid
//! behind shore power stands apart. What no total holds stands in [`left_out`].
//!
//! # A call by hand
//!
//! The entry point is [`inventory`](fn@inventory): records in, a [`Stack`] for each terminal out. A
//! scenario lends the place, its vessel classes and its settings; nothing is run.
//!
//! ```
//! use sanpedro::emissions::{Mode, Pollutant, Source, inventory};
//! use sanpedro::engine::{SimDuration, SimTime};
//! use sanpedro::port::bay::{ClassId, PortId, ServiceId, TerminalId};
//! use sanpedro::port::record::{CallTag, Phase, Record};
//! use sanpedro::scenario::Scenario;
//! use sanpedro::units::Kilowatts;
//!
//! let place = r#"
//!     [horizon]
//!     start = 2025-01-01
//!     days = "7 d"
//!     [port.bay]
//!     [terminal.pier]
//!     port = "bay"
//!     cycle_time = "2 min"
//!     [terminal.pier.wharf.main]
//!     slots = 2
//!     cranes = 4
//!     [vessel_class.large]
//!     capacity = "8500 TEU"
//!     loa = "330 m"
//!     beam = "46 m"
//!     draft = "14 m"
//!     air_draft = "52 m"
//!     rows = 17
//!     hatches = 18
//!     cranes = 4
//!     [service.weekly]
//!     terminal = "pier"
//!     arrivals = { exponential = { mean = "100 h" } }
//!     vessel_class = "large"
//!     moves = 100
//!     [emissions]
//!     factors = "epa2022"
//!     loads = "starcrest_2016"
//!     [emissions.grid]
//!     bay = "195.04 g/kWh"
//! "#;
//! let (scenario, _) = Scenario::parse(place, "place.toml", &[])?;
//!
//! // Two days at berth of a Tier II vessel, on shore power but for 2 h at first and 1 h at last.
//! let tag = CallTag {
//!     call: 0,
//!     service: ServiceId(0),
//!     class: ClassId(0),
//!     terminal: TerminalId(0),
//!     port: PortId(0),
//!     tier: 2,
//! };
//! let at = |hours| SimTime::ZERO + SimDuration::from_hours(hours);
//! let records = [
//!     Record::PhaseEnded { tag, phase: Phase::AtBerth, from: at(1.0), to: at(49.0) },
//!     Record::Disconnected { tag, load: Kilowatts::new(902.0), from: at(3.0), to: at(48.0) },
//! ];
//! let stack = inventory(&scenario.bay, &scenario.emissions, &records).remove(0);
//!
//! // 902 kW for 3 h at 10.5 g/kWh, and the boiler's 668 kW for 48 h at 2 g/kWh.
//! let nox = stack.grams(Pollutant::Nox, None).value();
//! assert!((nox - (902.0 * 3.0 * 10.5 + 668.0 * 48.0 * 2.0)).abs() < 1e-6);
//! assert_eq!(stack.shore.value(), 902.0 * 45.0);
//! assert_eq!(stack.cell(Source::Boiler, Mode::Hotelling).energy.value(), 668.0 * 48.0);
//! // The grid stands apart: 195.04 g/kWh at the vessel.
//! assert!((stack.grid_tonnes().unwrap() - 902.0 * 45.0 * 195.04 / 1e6).abs() < 1e-9);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod balance;
pub mod call;
pub mod capture;
mod choice;
pub mod corridor;
pub mod factors;
#[cfg(test)]
pub(crate) mod fixture;
pub mod fuel;
pub mod grid;
mod inventory;
pub mod landside;
pub mod left_out;
pub mod low_load;
pub mod money;
mod path;
pub mod plant;
mod pollutant;
pub mod provenance;
mod settings;
pub mod ship;
mod stack;

pub use choice::{Boundary, FactorSet, GwpSet, LoadSet};
pub use grid::{
    EnergyByHour, GridBasis, GridFactor, GridKind, GridPath, GridUse, HourlyShape, Utility,
};
pub use inventory::{HoursTally, inventory};
pub use path::YearPath;
pub use plant::{EngineKind, ModeLoads, VesselPlant};
pub use pollutant::{ByPollutant, Factors, Masses, Pollutant};
pub use settings::Settings;
pub use stack::{Mode, Source, SourceUse, Stack};
