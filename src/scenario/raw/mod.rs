//! The scenario as written: every key with its type and its place, nothing resolved yet.
//!
//! Reading finds wrong types, units, and unknown or missing keys, all of them at once. What takes
//! two keys to be wrong is found by `validate`.

mod arrivals;
mod at_berth;
mod bay;
mod bunkering;
mod cells;
mod corridor;
mod emissions;
mod labor;
mod study;
mod terminal;
mod traffic;
mod vessel;

pub(super) use arrivals::{Arrivals, Call as RawCall, Eta, Vessel as ListedVessel};
pub(super) use at_berth::{Approach, AtBerthRule, CaptureBarges};
pub(super) use bay::{Demand, Port, SpeedZone};
pub(super) use bunkering::BunkerBarges;
pub(super) use corridor::{Corridor, Fuels};
pub(super) use emissions::{Emissions, Grid, GridFactor, GridOrigin};
pub(super) use labor::{ClockTime, Gangs, Holiday, Labor, Shift, Week};
pub(super) use study::{Horizon, Raw, Target, WarmUp};
pub(super) use terminal::{Policy, Rules, Terminal, Wharf};
pub(super) use traffic::{CallSizeRule, ExtraLoaders, Lateness, Origin, Service, WeekTime};
pub(super) use vessel::{Loads, VesselClass};
