//! Disruptions: what does not work as it does otherwise, and when.

use super::ids::{PortId, ServiceId, TerminalId};
use crate::engine::{Distribution, SimTime};

/// A disruption of the bay or of what comes to it.
#[derive(Clone, Debug)]
pub struct Disruption {
    /// Its key in the scenario, which names its streams.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it strikes.
    pub strikes: Struck,
    /// When it begins.
    pub when: Occurrence,
    /// From its beginning to its end.
    pub length: Distribution,
}

/// What a disruption strikes.
#[derive(Clone, Debug)]
pub enum Struck {
    /// No transit of a port begins in these directions; those under way end.
    Channel {
        /// Whose channel.
        port: PortId,
        /// Nobody comes in.
        inbound: bool,
        /// Nobody goes out.
        outbound: bool,
    },
    /// A terminal gives no berth and its cranes stand still. A move on the hook is made anew, as
    /// at the bell; a vessel whose cargo is done may sail.
    Terminal(TerminalId),
    /// So large a share of the gangs of every shift that begins in it turn up, from 0 to 1.
    Gangs(f64),
    /// A share of the vessels that would leave their origin in it leave at its end.
    Origin {
        /// Services from there.
        services: Vec<ServiceId>,
        /// Share of vessels that it holds, from 0 to 1.
        share: f64,
    },
    /// A share of the weekly sailings whose windows open in it are blanked, beside those that are
    /// blanked anyway.
    Sailings {
        /// Share blanked, from 0 to 1.
        share: f64,
    },
    /// Shore power of all terminals is off: a grid emergency, whose span [`GridTrouble`](super::GridTrouble) holds.
    ShorePower,
    /// Calls due to be worked in it exchange so many times the cargo, 1 is as ever. Their class
    /// and [cap](super::CallSize::Demand) still limit it.
    Cargo(f64),
}

/// When a disruption begins. It holds from its first instant up to, and not at, its last.
#[derive(Clone, Debug)]
pub enum Occurrence {
    /// Once, at an instant.
    Dated(SimTime),
    /// At random: the time from the end of one, or time zero, to the beginning of the next.
    Random(Distribution),
}
