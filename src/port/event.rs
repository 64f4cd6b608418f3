//! What the calendar of the port model holds, and what goes first at one instant.

use crate::engine::Event;
use crate::port::bay::{PortId, ServiceId, TerminalId};

/// A call in the bay. Calls are in order of their number, which no other traffic changes; the
/// place where one is kept says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CallId {
    /// Number of the call in this replication.
    pub(crate) number: u32,
    /// Position in the model's list of calls; used again once the call has left.
    pub(crate) slot: u32,
}

/// What will happen. Commands and things that fall due; what *has* happened is a
/// [`Record`](crate::port::record::Record).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// A disruption is over.
    DisruptionEnds(OccurrenceId),
    /// A disruption is on.
    DisruptionBegins(OccurrenceId),
    /// The vessel must be off shore power.
    Unplug(CallId),
    /// The vessel may ask for its pilot: lashed, papers aboard.
    ReadyToSail(CallId),
    /// The outbound transit is over; pilot and tugs are free.
    PilotOff(CallId),
    /// A capture barge is ready for the next vessel.
    BargeFree(Barge),
    /// A bunker barge is ready for the next vessel.
    BunkerBargeFree(Barge),
    /// The inbound transit is over: last line made fast; pilot and tugs are free.
    AllFast(CallId),
    /// A ring of the speed zone is behind the vessel.
    RingPassed(CallId),
    /// Work of the shift ends, or pauses for the meal.
    WorkStops(WorkPart),
    /// A train leaves a terminal.
    TrainDeparts(TerminalId),
    /// A full hour, for all that stands and moves on land.
    LandHour,
    /// The channel of a port is clear for the next transit.
    ChannelClear(PortId),
    /// The vessel enters the speed zone.
    EntersZone(CallId),
    /// The vessel is at the pilot boarding place.
    Arrives(CallId),
    /// The window of a call that waits for a berth, early, comes into grace: it has precedence.
    WindowOpens {
        /// Which call.
        call: CallId,
        /// Where it waits.
        terminal: TerminalId,
    },
    /// Gangs of a shift that is over have worked on for as long as they may.
    ExtensionEnds(ShiftIndex),
    /// The vessel is ready for its first move.
    ReadyForCargo(CallId),
    /// The cranes of a wharf are shared anew by its vessels.
    ShareCranes(Rail),
    /// Gangs for a shift must be ordered.
    OrderGangs(ShiftIndex),
    /// Work of the shift begins, or goes on after the meal.
    WorkStarts(WorkPart),
    /// Shore power fails.
    GridFails(Outage),
    /// Shore power is back.
    GridReturns(Outage),
    /// The plug is in.
    PlugsIn(CallId),
    /// The capture barge is ready to capture.
    BargeConnects(CallId),
    /// The next sailing of a service is due to leave its origin.
    Sails(ServiceId),
}

/// A barge of a port's fleet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Barge {
    /// Whose.
    pub(crate) port: PortId,
    /// Which one, counted within the fleet.
    pub(crate) number: u16,
}

/// The cranes along a wharf of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rail {
    /// Terminal.
    pub(crate) terminal: TerminalId,
    /// Wharf of the terminal.
    pub(crate) wharf: u16,
}

/// Position of a shift in the list of all shifts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ShiftIndex(pub(crate) u32);

impl ShiftIndex {
    /// Position in the list.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    /// The next shift.
    pub(crate) fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Work of a shift up to its meal, or from there to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WorkPart {
    /// Which shift.
    pub(crate) shift: ShiftIndex,
    /// The part after the meal.
    pub(crate) after_meal: bool,
}

/// Position of a disruption's occurrence among those of the replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OccurrenceId(pub(crate) u32);

impl OccurrenceId {
    /// Position in the list.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Why shore power fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outage {
    /// A power dip of one terminal.
    Dip(TerminalId),
    /// A grid emergency, by its position among those known; it takes all terminals.
    Emergency(u32),
}

/// The order of events at one instant.
///
/// IMPORTANT: it is a modeling decision. What gives back comes before what takes: a crane that
/// finishes, a vessel that sails and a pilot who steps off free what an arrival at the same
/// instant may ask for; work ends before work begins; trains and trucks make room in a
/// yard before a vessel asks for it; cranes are shared by all who are ready; outages begin before anybody plugs in.
/// Timers of cranes go before all events, so that a move completed with the bell counts, and
/// disruptions end and begin before all others, so that one holds for whoever moves at its first
/// instant and for nobody at its last. Of one
/// kind, the call of the lower number goes first: see [`CallTag::call`](crate::port::record::CallTag).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Rank {
    CraneTimer,
    DisruptionEnds,
    DisruptionBegins,
    Unplug,
    ReadyToSail,
    PilotOff,
    BargeFree,
    BunkerBargeFree,
    AllFast,
    RingPassed,
    WorkStops,
    ExtensionEnds,
    TrainDeparts,
    LandHour,
    ChannelClear,
    EntersZone,
    Arrives,
    WindowOpens,
    ReadyForCargo,
    ShareCranes,
    OrderGangs,
    WorkStarts,
    GridFails,
    GridReturns,
    PlugsIn,
    BargeConnects,
    Sails,
}

impl Due {
    /// Rank, entity and name in one table.
    fn parts(self) -> (Rank, u32, &'static str) {
        match self {
            Self::DisruptionEnds(id) => (Rank::DisruptionEnds, id.0, "disruption ends"),
            Self::DisruptionBegins(id) => (Rank::DisruptionBegins, id.0, "disruption begins"),
            Self::Unplug(id) => (Rank::Unplug, id.number, "unplug"),
            Self::ReadyToSail(id) => (Rank::ReadyToSail, id.number, "ready to sail"),
            Self::PilotOff(id) => (Rank::PilotOff, id.number, "pilot off"),
            Self::BargeFree(barge) => (Rank::BargeFree, barge.entity(), "barge free"),
            Self::BunkerBargeFree(barge) => {
                (Rank::BunkerBargeFree, barge.entity(), "bunker barge free")
            }
            Self::AllFast(id) => (Rank::AllFast, id.number, "all fast"),
            Self::RingPassed(id) => (Rank::RingPassed, id.number, "ring passed"),
            Self::WorkStops(part) => (Rank::WorkStops, part.entity(), "work stops"),
            Self::TrainDeparts(terminal) => {
                (Rank::TrainDeparts, terminal.0.into(), "train departs")
            }
            Self::LandHour => (Rank::LandHour, 0, "land hour"),
            Self::ChannelClear(port) => (Rank::ChannelClear, port.0.into(), "channel clear"),
            Self::EntersZone(id) => (Rank::EntersZone, id.number, "enters zone"),
            Self::Arrives(id) => (Rank::Arrives, id.number, "arrives"),
            Self::WindowOpens { call, .. } => (Rank::WindowOpens, call.number, "window opens"),
            Self::ExtensionEnds(shift) => (Rank::ExtensionEnds, shift.0, "extension ends"),
            Self::ReadyForCargo(id) => (Rank::ReadyForCargo, id.number, "ready for cargo"),
            Self::ShareCranes(rail) => (Rank::ShareCranes, rail.entity(), "share cranes"),
            Self::OrderGangs(shift) => (Rank::OrderGangs, shift.0, "order gangs"),
            Self::WorkStarts(part) => (Rank::WorkStarts, part.entity(), "work starts"),
            Self::GridFails(outage) => (Rank::GridFails, outage.entity(), "grid fails"),
            Self::GridReturns(outage) => (Rank::GridReturns, outage.entity(), "grid returns"),
            Self::PlugsIn(id) => (Rank::PlugsIn, id.number, "plugs in"),
            Self::BargeConnects(id) => (Rank::BargeConnects, id.number, "barge connects"),
            Self::Sails(service) => (Rank::Sails, service.0.into(), "sails"),
        }
    }
}

impl Barge {
    /// Tells barges of all fleets of one kind apart.
    fn entity(self) -> u32 {
        u32::from(self.port.0) << 16 | u32::from(self.number)
    }
}

impl Rail {
    /// Tells the wharves of all terminals apart.
    fn entity(self) -> u32 {
        u32::from(self.terminal.0) << 16 | u32::from(self.wharf)
    }
}

impl WorkPart {
    /// Tells the parts of all shifts apart.
    fn entity(self) -> u32 {
        2 * self.shift.0 + u32::from(self.after_meal)
    }
}

impl Outage {
    /// Tells outages apart: dips by terminal, then emergencies.
    fn entity(self) -> u32 {
        match self {
            Self::Dip(terminal) => terminal.0.into(),
            Self::Emergency(index) => (1 << 16) + index,
        }
    }
}

impl Event for Due {
    fn rank(&self) -> u8 {
        self.parts().0 as u8
    }
    fn entity(&self) -> u32 {
        self.parts().1
    }
    fn name(&self) -> &'static str {
        self.parts().2
    }
}
