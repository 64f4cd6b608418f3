//! What happened on land, hour by hour and train by train.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{GateShiftKind, TerminalId};

/// Turn times in bins of ten minutes; the last holds all from 5 h 10 min on.
pub const TURN_BINS: usize = 32;
/// Width of a bin of turn times.
pub const TURN_BIN: SimDuration = SimDuration::from_millis(600_000);
/// Dwell times in bins of half a day; the last holds all from 19.5 days on.
pub const DWELL_BINS: usize = 40;
/// Hours of a bin of dwell times.
pub const DWELL_BIN_HOURS: u32 = 12;

/// Containers in a yard by where they go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Imports that leave by truck.
    pub import_truck: u32,
    /// Imports that leave by train.
    pub import_rail: u32,
    /// Loaded exports.
    pub export: u32,
    /// Empties for a vessel.
    pub empty: u32,
}

impl Stock {
    /// All containers.
    pub fn total(&self) -> u32 {
        self.import_truck + self.import_rail + self.export + self.empty
    }

    /// Imports.
    pub fn imports(&self) -> u32 {
        self.import_truck + self.import_rail
    }
}

/// How long containers that left had stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dwell {
    /// How many left.
    pub containers: u32,
    /// Hours that they had stood in all, from the hour they landed in.
    pub hours: u64,
    /// How many by half days.
    pub bins: [u16; DWELL_BINS],
}

impl Default for Dwell {
    fn default() -> Self {
        Self {
            containers: 0,
            hours: 0,
            bins: [0; DWELL_BINS],
        }
    }
}

impl Dwell {
    /// Counts containers that stood so many hours in all, about so many each.
    pub(crate) fn add(&mut self, containers: u32, hours: u64, each: u32) {
        self.containers += containers;
        self.hours += hours;
        let bin = (each / DWELL_BIN_HOURS) as usize;
        let bin = &mut self.bins[bin.min(DWELL_BINS - 1)];
        *bin = bin.saturating_add(u16::try_from(containers).unwrap_or(u16::MAX));
    }
}

/// A yard over one hour; levels are those at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YardHour {
    /// Whose.
    pub terminal: TerminalId,
    /// Since when.
    pub from: SimTime,
    /// Until when (now).
    pub to: SimTime,
    /// Containers that stand there.
    pub stock: Stock,
    /// Imports that landed more than 5 days ago, to a few hours.
    pub older_than_5_days: u32,
    /// Imports that landed more than 9 days ago, to a few hours.
    pub older_than_9_days: u32,
    /// Imports by truck that are ready and have not been fetched.
    pub ready_for_truck: u32,
    /// Imports by rail that are ready and have no train.
    pub ready_for_rail: u32,
    /// Exports and empties that would come and have not been received.
    pub to_come: u32,
    /// Containers that cranes at the quay landed in the hour.
    pub landed: u32,
    /// Containers that cranes at the quay loaded in the hour.
    pub loaded: u32,
    /// Of those loaded, how many came to the vessel's side later than planned, past the yard.
    pub loaded_late: u32,
    /// Exports that came by train in the hour.
    pub received_by_rail: u32,
    /// Lifts of yard cranes in the hour, rehandles among them.
    pub lifts: u32,
    /// Rehandles among the lifts.
    pub rehandles: u32,
    /// Imports dug out for trucks and trains in the hour: rehandles are for these.
    pub retrievals: u32,
    /// Cranes' time at work in the hour, of all cranes at the quay.
    pub crane_time: SimDuration,
    /// Slowdown of cranes at the quay in 1/1,024: a move takes so much longer. 1,024 is none.
    pub slowdown: u16,
    /// Whether discharge is stopped from now on.
    pub is_blocked: bool,
}

impl YardHour {
    /// An hour in which nothing has happened yet.
    pub(crate) fn new(terminal: TerminalId) -> Self {
        Self {
            terminal,
            from: SimTime::ZERO,
            to: SimTime::ZERO,
            stock: Stock::default(),
            older_than_5_days: 0,
            older_than_9_days: 0,
            ready_for_truck: 0,
            ready_for_rail: 0,
            to_come: 0,
            landed: 0,
            loaded: 0,
            loaded_late: 0,
            received_by_rail: 0,
            lifts: 0,
            rehandles: 0,
            retrievals: 0,
            crane_time: SimDuration::ZERO,
            slowdown: 1_024,
            is_blocked: false,
        }
    }

    /// Crane time lost to the yard's slowdown in the hour.
    pub fn lost(&self) -> SimDuration {
        let slow = i64::from(self.slowdown);
        SimDuration::from_millis(self.crane_time.millis() * (slow - 1_024) / slow)
    }
}

/// A gate over one hour in which it is open, or trucks are still inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GateHour {
    /// Whose.
    pub terminal: TerminalId,
    /// Since when.
    pub from: SimTime,
    /// Until when (now).
    pub to: SimTime,
    /// The shift; `None` while the gate is closed and the last trucks leave.
    pub shift: Option<GateShiftKind>,
    /// Appointments offered.
    pub slots: u32,
    /// Appointments made.
    pub booked: u32,
    /// Trucks that came.
    pub trucks: u32,
    /// Trucks that brought a container and took one.
    pub duals: u32,
    /// Imports fetched.
    pub fetched: u32,
    /// Exports received.
    pub exports: u32,
    /// Empties received.
    pub empties: u32,
    /// Appointments that would have been made but for want of trucks.
    pub short_of_trucks: u32,
    /// Imports that would have been fetched but for want of chassis or warehouses.
    pub short_of_chassis: u32,
    /// Appointments that would have been made but for want of yard lifts.
    pub short_of_lifts: u32,
    /// Trucks that left; turn times are theirs.
    pub left: u32,
    /// From arrival to the lane in, of trucks that left.
    pub queue: SimDuration,
    /// From the lane in to the street, of trucks that left.
    pub inside: SimDuration,
    /// Turn times, queue and inside together, in bins of ten minutes.
    pub turns: [u16; TURN_BINS],
    /// Dwell of the imports fetched.
    pub dwell: Dwell,
}

impl GateHour {
    /// An hour in which nothing has happened yet.
    pub(crate) fn new(terminal: TerminalId) -> Self {
        Self {
            terminal,
            from: SimTime::ZERO,
            to: SimTime::ZERO,
            shift: None,
            slots: 0,
            booked: 0,
            trucks: 0,
            duals: 0,
            fetched: 0,
            exports: 0,
            empties: 0,
            short_of_trucks: 0,
            short_of_chassis: 0,
            short_of_lifts: 0,
            left: 0,
            queue: SimDuration::ZERO,
            inside: SimDuration::ZERO,
            turns: [0; TURN_BINS],
            dwell: Dwell::default(),
        }
    }
}

/// A train that left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Train {
    /// From which terminal.
    pub terminal: TerminalId,
    /// When (now).
    pub at: SimTime,
    /// Containers that it could take.
    pub room: u32,
    /// Containers aboard, and how long they had stood.
    pub dwell: Dwell,
    /// Ready containers that it left behind.
    pub left_behind: u32,
}

/// The bay's trucks and chassis over one hour; levels are those at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreetHour {
    /// Since when.
    pub from: SimTime,
    /// Until when (now).
    pub to: SimTime,
    /// Trucks at work; 0 where nobody counts them.
    pub trucks: u32,
    /// Of them, with nothing to do.
    pub trucks_idle: u32,
    /// Chassis in order; 0 where nobody counts them.
    pub chassis: u32,
    /// Of them, on the street with an import.
    pub chassis_out: u32,
}
