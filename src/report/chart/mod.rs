//! The charts of a report, one file per chart.
//!
//! Every chart states its finding in the title, computed from the data; says below what is drawn;
//! takes its ranges from the data, so that nothing is clamped to the frame; and is left out where
//! the results have nothing to show (a textbook queue has no shore power).

mod at_berth;
pub(crate) mod bars;
mod berth_plan;
mod berthed;
mod calendar;
mod corridor;
mod cranes;
mod demand;
mod distributions;
mod emissions;
mod gallery;
mod gangs;
mod label;
mod land;
mod load_duration;
mod net;
mod occupancy;
mod per_teu;
mod plan;
mod ranking;
mod ships;
mod shore_power;
mod throughput;
mod trade;

pub(crate) use emissions::MODES;
#[cfg(test)]
pub(crate) use gallery::lies_on_its_sheet;
pub(crate) use gallery::{Chart, all, described};
