//! What happened, in the past tense: the one stream that statistics, emissions and tables read.
//!
//! The model emits records and counts nothing. Every record carries the [`CallTag`] its readers
//! group by, so that a reader needs no table of calls. Levels (vessels waiting, at berth,
//! kilowatts connected) change by [`Record::PhaseBegan`] and its like, in order of time;
//! amounts (hours, moves, kilowatt-hours) come with the span they fall into.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{ClassId, PortId, ServiceId, ShiftKind, TerminalId};
pub use crate::port::land::record::{
    DWELL_BIN_HOURS, DWELL_BINS, Dwell, GateHour, Stock, StreetHour, TURN_BIN, TURN_BINS, Train,
    YardHour,
};
use crate::units::{Kilowatts, Knots, Meters};

/// Who a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct CallTag {
    /// Number of the call in this replication, by which calls are in order at one instant. The
    /// calls of a list come first, in order of expected arrival, vessel, service, terminal and row;
    /// then all others, in order of leaving the origin port.
    pub call: u32,
    /// Service that deployed it.
    pub service: ServiceId,
    /// Its class.
    pub class: ClassId,
    /// Its terminal.
    pub terminal: TerminalId,
    /// The terminal's port.
    pub port: PortId,
    /// NOx tier of its engines, 0 to 3.
    pub tier: u8,
}

/// What a vessel is doing; exactly one at a time between the zone's edge and leaving it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    /// Under way in a ring of the speed reduction zone, inbound or outbound.
    Transit {
        /// Which ring.
        ring: Ring,
        /// Toward the bay.
        inbound: bool,
        /// Speed kept.
        speed: Knots,
    },
    /// At anchor, for want of a berth, a pilot or the channel.
    Waiting,
    /// Far out at sea for want of a berth, where that is the rule.
    WaitingOffshore {
        /// Speed kept; zero is adrift.
        speed: Knots,
    },
    /// Between pilot boarding place and berth, with pilot and tugs.
    Maneuvering {
        /// Toward the berth.
        inbound: bool,
    },
    /// Between all fast and last line let go.
    AtBerth,
}

/// Ring of the speed reduction zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    /// Between the outer (40 nm) and the inner (20 nm) distance.
    Outer,
    /// Inside the inner distance.
    Inner,
}

/// Why an at-berth visit, or part of it, went without shore power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Miss {
    /// The vessel is not equipped.
    VesselNotEquipped,
    /// The terminal has no shore power.
    TerminalNotEquipped,
    /// The connection failed for the whole stay.
    ConnectionFailed,
    /// No point or no megawatts were free before the vessel had to unplug.
    NoCapacity,
    /// The stay was shorter than plug-in and plug-out take.
    StayTooShort,
    /// A grid emergency or power dip kept it off for the whole stay.
    GridTrouble,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A call left its origin port: all its chance is drawn now.
    CallMade {
        /// The call, with everything drawn for it.
        call: CallDraws,
    },
    /// A sailing was blanked; nobody comes.
    SailingBlanked {
        /// The service.
        service: ServiceId,
        /// Weeks since 1970-01-05.
        week: i32,
    },
    /// A vessel began to do something.
    PhaseBegan {
        /// Who.
        tag: CallTag,
        /// What.
        phase: Phase,
        /// Since when (now).
        at: SimTime,
    },
    /// A vessel has done something, for `from..to`. At the end of the simulation the phases
    /// still open are closed at that instant.
    PhaseEnded {
        /// Who.
        tag: CallTag,
        /// What.
        phase: Phase,
        /// Since when.
        from: SimTime,
        /// Until when (now).
        to: SimTime,
    },
    /// A vessel was connected to shore power.
    Connected {
        /// Who.
        tag: CallTag,
        /// Load on the point.
        load: Kilowatts,
        /// Since when (now).
        at: SimTime,
    },
    /// A vessel was on shore power for `from..to`.
    Disconnected {
        /// Who.
        tag: CallTag,
        /// Load on the point.
        load: Kilowatts,
        /// Since when.
        from: SimTime,
        /// Until when (now).
        to: SimTime,
    },
    /// A capture barge began to take a vessel's exhaust at berth.
    BargeConnected {
        /// Whose.
        tag: CallTag,
        /// Barge, counted within the port.
        barge: u16,
        /// Since when (now).
        at: SimTime,
    },
    /// A capture barge took a vessel's exhaust for `from..to`.
    BargeDisconnected {
        /// Whose.
        tag: CallTag,
        /// Barge, counted within the port.
        barge: u16,
        /// Since when.
        from: SimTime,
        /// Until when (now).
        to: SimTime,
    },
    /// A crane made moves; the span lies within one civil day and one side of the measured
    /// period's start. Moves completed in `from..=to`.
    CraneWorked {
        /// For whom.
        tag: CallTag,
        /// Wharf of the terminal.
        wharf: u16,
        /// Crane of the wharf, counted along the rail.
        crane: u16,
        /// Hatch of the vessel, counted from the lower wharf position.
        hatch: u16,
        /// Since when.
        from: SimTime,
        /// Until when.
        to: SimTime,
        /// Containers on or off.
        moves: u32,
    },
    /// A crane with its gang stood allocated to a vessel for `from..to` (meal breaks apart);
    /// gross crane rate divides by these hours. The span lies on one side of the period's start.
    CraneAllocated {
        /// To whom.
        tag: CallTag,
        /// Wharf of the terminal.
        wharf: u16,
        /// Crane of the wharf.
        crane: u16,
        /// Since when.
        from: SimTime,
        /// Until when.
        to: SimTime,
    },
    /// A crane was broken down for `from..to` while allocated.
    CraneDown {
        /// Of which terminal.
        terminal: TerminalId,
        /// Wharf of the terminal.
        wharf: u16,
        /// Crane of the wharf.
        crane: u16,
        /// Since when.
        from: SimTime,
        /// Until when.
        to: SimTime,
    },
    /// Gangs of one terminal for a shift were ordered.
    GangsOrdered {
        /// For which terminal.
        terminal: TerminalId,
        /// Which shift of the day.
        kind: ShiftKind,
        /// When the shift begins.
        start: SimTime,
        /// Hours of work in the shift, meal apart.
        hours: SimDuration,
        /// Gangs that its vessels asked for.
        wanted: u32,
        /// Gangs that they got.
        ordered: u32,
        /// Gangs in the whole bay's pool.
        pool: u32,
    },
    /// A yard stood for an hour; only terminals with land say so.
    YardStood {
        /// The hour.
        hour: YardHour,
    },
    /// A gate worked for an hour; only terminals with land say so.
    GateWorked {
        /// The hour.
        hour: GateHour,
    },
    /// A train left a terminal.
    TrainLeft {
        /// The train.
        train: Train,
    },
    /// The bay's trucks and chassis stood for an hour; only where a terminal has land.
    StreetsStood {
        /// The hour.
        hour: StreetHour,
    },
    /// A crane stood over a hatch for `from..to` because the yard had no room.
    CraneHeld {
        /// Of which terminal.
        terminal: TerminalId,
        /// Wharf of the terminal.
        wharf: u16,
        /// Crane of the wharf.
        crane: u16,
        /// Since when.
        from: SimTime,
        /// Until when.
        to: SimTime,
    },
    /// A terminal ordered fewer gangs for a shift than its vessels could use, for want of room.
    GangsWithheld {
        /// Which terminal.
        terminal: TerminalId,
        /// Which shift of the day.
        kind: ShiftKind,
        /// When the shift begins.
        start: SimTime,
        /// Hours of work in the shift, meal apart.
        hours: SimDuration,
        /// How many fewer.
        gangs: u32,
    },
    /// Gangs of a shift that was over, who worked on to finish a vessel, went home.
    GangsExtended {
        /// For whom.
        tag: CallTag,
        /// How many.
        gangs: u16,
        /// The shift ended.
        from: SimTime,
        /// They went.
        to: SimTime,
    },
    /// A vessel let go its last line: its visit is complete. Calls count by this.
    Departed {
        /// The visit in full.
        visit: Visit,
    },
}

/// What chance decided for a call when it was made: the same in every scenario that has the
/// same service, seed and replication.
#[derive(Clone, Debug, PartialEq)]
pub struct CallDraws {
    /// Who.
    pub tag: CallTag,
    /// Weeks since 1970-01-05 for a weekly sailing, the row of a call list, else the running number
    /// in its stream.
    pub sailing: i64,
    /// Left the origin port.
    pub left_origin: SimTime,
    /// Proforma arrival at the pilot boarding place; for traffic without windows the arrival.
    pub proforma: SimTime,
    /// Arrival at the pilot boarding place.
    pub arrival: SimTime,
    /// Length over all.
    pub loa: Meters,
    /// Containers to move, by hatch. Shared with the model, so that a record copies no list.
    pub hatch_moves: Arc<Vec<u32>>,
    /// Uniform draw: the vessel is equipped for shore power if it lies below its class's share.
    /// Where a call list says whether it is, below or above all shares.
    pub readiness_draw: f64,
    /// Uniform draw: its connection fails if it lies below the terminal's chance.
    pub connection_draw: f64,
}

/// One visit from arrival to last line, with the times planners ask for.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Visit {
    /// Who.
    pub tag: CallTag,
    /// Left the origin port.
    pub left_origin: SimTime,
    /// Proforma arrival; equals `arrival` for traffic without windows.
    pub proforma: SimTime,
    /// At the pilot boarding place.
    pub arrival: SimTime,
    /// Pilot aboard, bound for the berth: the wait is over.
    pub inbound: SimTime,
    /// Last line made fast.
    pub all_fast: SimTime,
    /// First move begun.
    pub cargo_start: SimTime,
    /// Last move done.
    pub cargo_end: SimTime,
    /// Ready to sail: the pilot is ordered for this time.
    pub pilot_ordered: SimTime,
    /// Last line let go.
    pub departure: SimTime,
    /// Containers moved (equal to containers asked).
    pub moves: u32,
    /// Wharf of the terminal.
    pub wharf: u16,
    /// Position of the lower end along the wharf (slot number times 1 m for slots).
    pub position: Meters,
    /// Length over all.
    pub loa: Meters,
    /// Most cranes that worked it at once.
    pub cranes_max: u16,
    /// Allocated crane hours.
    pub crane_hours: SimDuration,
    /// Hours with a crane at work.
    pub worked: SimDuration,
    /// Hours on shore power.
    pub connected: SimDuration,
    /// First connection, if any.
    pub connected_at: Option<SimTime>,
    /// Last disconnection, if any.
    pub disconnected_at: Option<SimTime>,
    /// Load on shore power; zero if never connected.
    pub shore_load: Kilowatts,
    /// Why it was never connected; `None` if it was.
    pub miss: Option<Miss>,
    /// What it waited for once its plug was ready, if for anything.
    pub held_up_by: Option<Miss>,
    /// The grid took it off shore power, for whatever time.
    pub cut_off: bool,
    /// It asked for a capture barge.
    pub asked_for_barge: bool,
    /// The barge that served it, if any did.
    pub barge: Option<BargeStay>,
    /// Fuel that it took from a bunker barge, if any.
    pub bunkered: Option<BunkerStay>,
    /// Of its wait, how long a berth was free for it while the yard had no room for its imports.
    #[serde(default)]
    pub held_by_yard: SimDuration,
}

/// Fuel from a bunker barge.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct BunkerStay {
    /// Barge, counted within the port.
    pub barge: u16,
    /// First fuel.
    pub from: SimTime,
    /// Last fuel.
    pub to: SimTime,
    /// Fuel in metric tonnes.
    pub tonnes: f64,
    /// How long the vessel lay at berth for its fuel alone, lashed and ready but for it.
    pub held: SimDuration,
}

/// A capture barge alongside a vessel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct BargeStay {
    /// Barge, counted within the port.
    pub barge: u16,
    /// It began to capture.
    pub from: SimTime,
    /// It let go.
    pub to: SimTime,
}

impl Visit {
    /// From arrival at the pilot boarding place to under way for the berth.
    pub fn wait(&self) -> SimDuration {
        self.inbound - self.arrival
    }

    /// From first line ashore to last line let go.
    pub fn time_at_berth(&self) -> SimDuration {
        self.departure - self.all_fast
    }

    /// From arrival to last line let go.
    pub fn turnaround(&self) -> SimDuration {
        self.departure - self.arrival
    }
}
