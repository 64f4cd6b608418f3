//! The place and its rules, checked: ports, terminals, wharves, services, labor, calendar.
//!
//! A [`Bay`] is what a scenario becomes once everything in it has been checked. Nothing in
//! `port` checks it again: ids are indices that exist, every vessel class fits a wharf it is
//! sent to, shares add up, spans are not negative.

mod approach;
mod at_berth;
mod bunkering;
mod calendar;
mod complex;
mod demand;
mod disruption;
mod ids;
mod labor;
mod land;
mod terminal;
mod traffic;

pub use approach::{Approach, CargoMix, Port, SpeedZone, WaitingPlace};
pub use at_berth::{AtBerthRule, CaptureBarges};
pub use bunkering::{BunkerBarges, Stem};
pub use calendar::{ClockDay, Day, Days, Period};
pub use complex::Bay;
pub use demand::{Carriage, Demand, DemandMonth, MonthCargo, Scale};
pub(crate) use demand::{MOST_SECOND_LOOPS, SAILINGS_PER_WEEK};
pub use disruption::{Disruption, Occurrence, Struck};
pub use ids::{ClassId, PortId, ServiceId, TerminalId};
pub use labor::{Labor, Shift, ShiftKind};
pub use land::{
    ChassisPool, DwellFee, Gate, GateShift, GateShiftKind, Inland, Land, RailYard, SpanTable,
    Steps, TruckPool, Yard,
};
pub use terminal::{BerthPolicy, GridTrouble, ShorePower, Terminal, Wharf, WharfSpace};
pub use traffic::{
    BerthWindow, CallSize, Hull, ListedCall, MOST_MOVES, Service, Traffic, VesselClass,
};
