//! What the calendar of the port model holds, and what goes first at one instant.

use crate::engine::Event;
use crate::port::bay::TerminalId;

/// Position of a call in the model's list of calls in the bay; used again once it has left.
pub(crate) type Slot = u32;

/// What will happen. Commands and things that fall due; what *has* happened is a
/// [`Record`](crate::port::record::Record).
///
/// IMPORTANT: the order of the variants is the order of events at one instant, and a modelling
/// decision. What gives back comes before what takes: a crane that finishes, a vessel that sails
/// and a pilot who steps off free what an arrival at the same instant may ask for; work ends
/// before work begins; outages begin before anybody plugs in. Timers of cranes (rank 0) go before
/// all of them, so that a move completed with the bell counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// The vessel must be off shore power.
    Unplug(Slot),
    /// The vessel may ask for its pilot: lashed, papers aboard.
    ReadyToSail(Slot),
    /// The outbound transit is over; pilot and tugs are free.
    PilotOff(Slot),
    /// A capture barge is ready for the next vessel.
    BargeFree {
        /// Its port.
        port: u16,
        /// Which one.
        barge: u16,
    },
    /// A bunker barge is ready for the next vessel.
    BunkerBargeFree {
        /// Its port.
        port: u16,
        /// Which one.
        barge: u16,
    },
    /// The inbound transit is over: last line made fast; pilot and tugs are free.
    AllFast(Slot),
    /// A ring of the speed zone is behind the vessel.
    RingPassed(Slot),
    /// Work of the shift ends, or pauses for the meal.
    WorkStops(u32),
    /// The channel of a port is clear for the next transit.
    ChannelClear(u32),
    /// The vessel enters the speed zone.
    EntersZone(Slot),
    /// The vessel is at the pilot boarding place.
    Arrives(Slot),
    /// The window of a call that waits for a berth, early, comes into grace: it has precedence.
    WindowOpens {
        /// Number of the call.
        call: u32,
        /// Where it waits.
        terminal: TerminalId,
    },
    /// The vessel is ready for its first move.
    ReadyForCargo(Slot),
    /// Gangs for a shift must be ordered.
    OrderGangs(u32),
    /// Work of the shift begins, or goes on after the meal.
    WorkStarts(u32),
    /// Shore power fails at a terminal, or at all of them.
    GridFails(u32),
    /// Shore power is back at a terminal, or at all of them.
    GridReturns(u32),
    /// The plug is in.
    PlugsIn(Slot),
    /// The capture barge is ready to capture.
    BargeConnects(Slot),
    /// The next sailing of a service is due to leave its origin.
    Sails(u32),
}

impl Due {
    /// Rank of the cranes' timers: before all events.
    pub(crate) const CRANE_RANK: u8 = 0;

    /// Rank, entity and name in one table.
    fn parts(self) -> (u8, u32, &'static str) {
        match self {
            Self::Unplug(slot) => (1, slot, "unplug"),
            Self::ReadyToSail(slot) => (2, slot, "ready to sail"),
            Self::PilotOff(slot) => (3, slot, "pilot off"),
            Self::BargeFree { port, barge } => {
                let entity = u32::from(port) << 16 | u32::from(barge);
                (4, entity, "barge free")
            }
            Self::BunkerBargeFree { port, barge } => {
                let entity = u32::from(port) << 16 | u32::from(barge);
                (5, entity, "bunker barge free")
            }
            Self::AllFast(slot) => (6, slot, "all fast"),
            Self::RingPassed(slot) => (7, slot, "ring passed"),
            Self::WorkStops(part) => (8, part, "work stops"),
            Self::ChannelClear(port) => (9, port, "channel clear"),
            Self::EntersZone(slot) => (10, slot, "enters zone"),
            Self::Arrives(slot) => (11, slot, "arrives"),
            Self::WindowOpens { call, .. } => (12, call, "window opens"),
            Self::ReadyForCargo(slot) => (13, slot, "ready for cargo"),
            Self::OrderGangs(shift) => (14, shift, "order gangs"),
            Self::WorkStarts(part) => (15, part, "work starts"),
            Self::GridFails(outage) => (16, outage, "grid fails"),
            Self::GridReturns(outage) => (17, outage, "grid returns"),
            Self::PlugsIn(slot) => (18, slot, "plugs in"),
            Self::BargeConnects(slot) => (19, slot, "barge connects"),
            Self::Sails(service) => (20, service, "sails"),
        }
    }
}

impl Event for Due {
    fn rank(&self) -> u8 {
        self.parts().0
    }
    fn entity(&self) -> u32 {
        self.parts().1
    }
    fn name(&self) -> &'static str {
        self.parts().2
    }
}
