//! Vessel classes, and the services that deploy them.

use super::demand::Demand;
use super::ids::{ClassId, TerminalId};
use crate::engine::{Distribution, SimDuration, SimTime};
use crate::units::{Kilowatts, Knots, Meters, NauticalMiles, Teu};

/// A class of container vessels.
#[derive(Clone, Debug)]
pub struct VesselClass {
    /// Key in the scenario.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Nominal capacity.
    pub capacity: Teu,
    /// Length over all.
    pub loa: Meters,
    /// Beam.
    pub beam: Meters,
    /// Draft on arrival, at most.
    pub draft: Meters,
    /// Height above water.
    pub air_draft: Meters,
    /// Container rows across the deck.
    pub rows: u16,
    /// Hatches that cranes can work, at least one.
    pub hatches: u16,
    /// Cranes a call asks for.
    pub cranes: u16,
    /// Speed on passage outside the speed reduction zone.
    pub service_speed: Knots,
    /// Auxiliary load at berth: what shore power carries.
    pub hotelling_load: Kilowatts,
    /// Share of calls equipped for shore power.
    pub shore_power_ready: f64,
    /// Shares of calls by NOx tier of the engines, Tier 0 to Tier III; they add up to 1.
    pub engine_tiers: [f64; 4],
    /// Chance that a hatch has no work in a call.
    pub idle_hatch_share: f64,
    /// Coefficient of variation of work between the hatches of a call.
    pub hatch_cv: f64,
}

/// What of a vessel decides whether it fits a wharf, and how much of it it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hull {
    /// Length over all.
    pub loa: Meters,
    /// Draft on arrival, at most.
    pub draft: Meters,
    /// Height above water.
    pub air_draft: Meters,
    /// Container rows across the deck.
    pub rows: u16,
}

impl VesselClass {
    /// The hull of a vessel of this class of which nothing else is known.
    pub fn hull(&self) -> Hull {
        Hull {
            loa: self.loa,
            draft: self.draft,
            air_draft: self.air_draft,
            rows: self.rows,
        }
    }
}

/// A weekly liner service, random traffic, or a port's extra loaders.
#[derive(Clone, Debug)]
pub struct Service {
    /// Key in the scenario; its hash names the streams of its calls.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Port left last, such as "Shanghai", for records and charts.
    pub origin: String,
    /// Whether the origin lies in China.
    pub origin_in_china: bool,
    /// Distance from the origin to the pilot boarding place; zero for random traffic.
    pub distance: NauticalMiles,
    /// Where its calls may go, with the share of each; shares add up to 1.
    /// A liner service has one entry, its home terminal.
    pub terminals: Vec<(TerminalId, f64)>,
    /// When it comes.
    pub traffic: Traffic,
    /// What it deploys: class and share of sailings; shares add up to 1.
    pub vessel_classes: Vec<(ClassId, f64)>,
    /// How much a call exchanges.
    pub cargo: CallSize,
    /// Arrival against proforma, in milliseconds, before `early` is taken off; not negative.
    pub delay: Distribution,
    /// How far ahead of the proforma arrival an undelayed call comes.
    pub early: SimDuration,
    /// A demand of its own that it follows instead of its port's: where traffic is scaled for
    /// some services alone.
    pub demand: Option<Demand>,
}

/// When a service's vessels come.
#[derive(Clone, Debug)]
pub enum Traffic {
    /// Proforma windows, one a week; blank sailings and second loops follow the port's demand.
    Weekly {
        /// Windows of the whole simulation and of the passages before it, in order.
        windows: Vec<BerthWindow>,
    },
    /// Extra loaders outside the services: a Poisson stream whose rate follows demand.
    ExtraLoaders,
    /// Calls of a schedule, in order of their numbers, which is that of their expected arrival.
    Listed {
        /// Calls.
        calls: Vec<ListedCall>,
    },
    /// A renewal stream: independent gaps, in milliseconds. The textbook's arrivals.
    Renewal(Distribution),
}

/// One call of a schedule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListedCall {
    /// Row of the list, from 1.
    pub row: u32,
    /// Position among all listed calls in order of expected arrival, vessel, service and terminal,
    /// then of row; it numbers the call in every replication, see
    /// [`CallTag::call`](crate::port::record::CallTag).
    pub number: u32,
    /// Names the streams of the call: what the row says of vessel, service, terminal and expected
    /// arrival, and how many rows before it say the same.
    pub name: u64,
    /// Expected at the pilot boarding place.
    pub eta: SimTime,
    /// Where it goes.
    pub terminal: TerminalId,
    /// What comes.
    pub class: ClassId,
    /// Length over all of the vessel itself; `None` leaves it to its class.
    pub loa: Option<Meters>,
    /// Containers on and off, at least 1.
    pub moves: u32,
    /// Whether it is equipped for shore power; `None` leaves it to the share of its class.
    pub shore_power: Option<bool>,
    /// NOx tier of its engines; `None` leaves it to the shares of its class.
    pub tier: Option<u8>,
}

/// One week's window of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BerthWindow {
    /// Weeks since Monday 1970-01-05, so that a sailing keeps its number whatever the warm-up.
    pub week: i32,
    /// Proforma arrival at the berth.
    pub opens: SimTime,
}

/// Most moves of a call.
pub const MOST_MOVES: f64 = 1e6;

/// How much a call exchanges.
#[derive(Clone, Debug)]
pub enum CallSize {
    /// The port's demand spread over deployed capacity, times this weight, times a drawn factor
    /// of mean 1; never more than `cap` times the vessel's capacity.
    Demand {
        /// Fill of this service against the port's mean.
        weight: f64,
        /// Drawn factor, mean 1.
        factor: Distribution,
        /// Most TEU exchanged per TEU of capacity, 2.0: everything off and everything on.
        cap: f64,
    },
    /// A number of moves, rounded to the nearest whole one, at least 1.
    Moves(Distribution),
}
