//! Traffic on the water: demand, liner services from the origin ports, pilots and channel.

pub(crate) mod approach;
mod demand;
pub(crate) mod hatches;
mod passage;
pub(crate) mod service;
pub(crate) mod traffic;

pub use demand::{Carriage, Demand, DemandMonth, MonthCargo, Scale};
