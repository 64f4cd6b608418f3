//! At the quay: space along the wharf, berth allocation, cranes, gangs, shore power, capture barges, bunker barges.

pub(crate) mod allocation;
pub(crate) mod barge;
pub(crate) mod bunker;
pub(crate) mod crane;
pub(crate) mod crane_work;
pub(crate) mod labor;
mod plug;
mod shifts;
pub(crate) mod shore_power;
pub(crate) mod stevedoring;
pub(crate) mod stint;
pub(crate) mod wharf;
