//! At the quay: space along the wharf, berth allocation, cranes, gangs, shore power, capture barges, bunker barges.

pub(crate) mod allocation;
mod barge;
pub(crate) mod bell;
mod bunker;
pub(crate) mod crane;
pub(crate) mod crane_split;
mod crane_work;
pub(crate) mod extension;
pub(crate) mod labor;
mod plug;
#[cfg(test)]
mod published_splits;
mod sharing;
mod shifts;
pub(crate) mod shore_power;
mod stevedoring;
pub(crate) mod stint;
mod wharf;

pub use stint::Pace;
