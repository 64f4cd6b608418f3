//! The place and its rules, checked: ports, terminals, wharves, services, labor, calendar.
//!
//! A [`Bay`] is what a scenario becomes once everything in it has been checked. Nothing in
//! `port` checks it again: ids are indices that exist, every vessel class fits a wharf it is
//! sent to, shares add up, spans are not negative.

use crate::engine::{Distribution, SimDuration, SimTime};
use crate::port::sea::Demand;
use crate::units::{Acres, Kilowatts, Knots, Meters, NauticalMiles, Teu};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);

        impl $name {
            /// Position in the bay's list.
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(/// A port of the complex: position in [`Bay::ports`].
    PortId);
index!(/// A container terminal: position in [`Bay::terminals`].
    TerminalId);
index!(/// A vessel class: position in [`Bay::vessel_classes`].
    ClassId);
index!(/// A liner service, or a port's extra loaders: position in [`Bay::services`].
    ServiceId);

/// Everything the model needs to know of a scenario.
#[derive(Clone, Debug)]
pub struct Bay {
    /// Ports of the complex, at least one.
    pub ports: Vec<Port>,
    /// Terminals of all ports, at least one.
    pub terminals: Vec<Terminal>,
    /// Vessel classes that services deploy.
    pub vessel_classes: Vec<VesselClass>,
    /// Liner services, random traffic, and each port's extra loaders.
    pub services: Vec<Service>,
    /// Who works the cranes, and when.
    pub labor: Labor,
    /// Speed reduction zone around the bay; `None` where a scenario has no approach at all.
    pub zone: Option<SpeedZone>,
    /// Ways in which shore power fails for everybody.
    pub grid: GridTrouble,
    /// Civil days as instants.
    pub days: Days,
    /// What is simulated and what of it is measured.
    pub period: Period,
    /// TEU in one crane move (one container on or off), 1.88 in San Pedro Bay.
    pub teu_per_move: f64,
}

/// What is simulated and what of it is measured.
///
/// The simulation runs from [`SimTime::ZERO`], the warm-up's first instant, to `end`;
/// only what falls into `start..end` is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First instant of the measured period.
    pub start: SimTime,
    /// First instant after it, where the simulation ends.
    pub end: SimTime,
}

/// Civil days of the whole simulation in local time (23, 24 or 25 hours long).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// One per day, in order, without a gap; the first begins at or before `SimTime::ZERO`,
    /// the last ends at or after `Period::end`.
    pub days: Vec<Day>,
}

/// One civil day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Local midnight at its beginning.
    pub from: SimTime,
    /// Civil year, such as 2025.
    pub year: i16,
    /// Civil month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Day of the week, 0 is Monday.
    pub weekday: u8,
}

/// A port: an authority with its own demand, pilots and channel.
#[derive(Clone, Debug)]
pub struct Port {
    /// Key in scenario and results, such as `los_angeles`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Pilots, tugs and channel.
    pub approach: Approach,
    /// Cargo of the port by month; `None` where every service says its own moves.
    pub demand: Option<Demand>,
    /// How one call's cargo divides; fractions that add up to 1.
    pub cargo_mix: CargoMix,
}

/// Fractions of moves by kind of cargo; they add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CargoMix {
    /// Loaded import containers.
    pub import_loaded: f64,
    /// Loaded export containers.
    pub export_loaded: f64,
    /// Empty containers, both ways.
    pub empty: f64,
}

/// The way between the pilot boarding place and the berth.
#[derive(Clone, Debug)]
pub struct Approach {
    /// Pilots on duty; `None` is as many as are asked for.
    pub pilots: Option<u32>,
    /// Tugs on duty; `None` is as many as are asked for.
    pub tugs: Option<u32>,
    /// Tugs that one transit binds.
    pub tugs_per_transit: u32,
    /// From pilot aboard to all fast, in milliseconds.
    pub inbound: Distribution,
    /// From last line let go to pilot off, in milliseconds.
    pub outbound: Distribution,
    /// Least span between the beginnings of two transits of the channel.
    pub headway: SimDuration,
}

/// Vessel Speed Reduction zone, as rings of distance from Point Fermin.
#[derive(Clone, Debug)]
pub struct SpeedZone {
    /// Outer ring's distance, 40 nm.
    pub outer: NauticalMiles,
    /// Inner ring's distance, 20 nm.
    pub inner: NauticalMiles,
    /// Speed of a vessel that takes part, 12 kn.
    pub limit: Knots,
    /// Share of calls that keep the limit inside the inner ring.
    pub inner_compliance: f64,
    /// Share of calls that keep the limit between the rings.
    pub outer_compliance: f64,
}

/// A container terminal.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// Key in scenario and results, such as `pier_400`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Its port.
    pub port: PortId,
    /// Wharves, at least one; cranes stay on theirs.
    pub wharves: Vec<Wharf>,
    /// Who berths first, and where.
    pub policy: BerthPolicy,
    /// Time of one crane move, hook to hook, in milliseconds.
    pub cycle_time: Distribution,
    /// Crane working time between breakdowns, in milliseconds; `None` never breaks down.
    pub time_between_breakdowns: Option<Distribution>,
    /// Time to repair, in milliseconds.
    pub repair_time: Distribution,
    /// From all fast to ready for the first move (gangway, lashing), in milliseconds.
    pub before_first_move: Distribution,
    /// From the last move to ready to sail (lashing, papers), in milliseconds.
    pub after_last_move: Distribution,
    /// Least distance between two cranes on one vessel, in hatches; 1 is adjacent hatches.
    pub crane_clearance_hatches: u16,
    /// Shore power; `None` where there is none.
    pub shore_power: Option<ShorePower>,
    /// Land of the terminal, where known.
    pub area: Option<Acres>,
    /// Most TEU an acre of yard handles in a year, where known or assumed.
    pub yard_ceiling_teu_per_acre: Option<f64>,
}

/// A straight length of quay with its own crane rail.
#[derive(Clone, Debug)]
pub struct Wharf {
    /// Key in the scenario.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Where vessels may lie.
    pub space: WharfSpace,
    /// Berths for `berth_occupancy`: with slots their number, else the number given.
    pub nominal_berths: u32,
    /// Water along the wharf less under-keel clearance; `None` is deep enough for all.
    pub max_draft: Option<Meters>,
    /// Lowest bridge or wire on the way; `None` is none.
    pub max_air_draft: Option<Meters>,
    /// Rows of containers the cranes reach across; `None` is enough for all.
    pub outreach_rows: Option<u16>,
    /// STS cranes on the rail, in order along the wharf, at least one.
    pub cranes: u16,
}

/// Where vessels may lie along a wharf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WharfSpace {
    /// Anywhere along a length, with clearance between vessels.
    Length {
        /// Length of the wharf.
        length: Meters,
        /// Least distance between two vessels.
        clearance: Meters,
    },
    /// A number of slots, each for one vessel of any length (the textbook's servers).
    Slots(u32),
}

/// Who berths first, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BerthPolicy {
    /// Strict order of arrival; nobody overtakes; lowest position that fits.
    FirstCome,
    /// In order of arrival, but whoever fits may overtake whoever does not; tightest gap.
    BestFit,
    /// Calls within `grace` of their window first, then the others, each in order of arrival.
    BerthWindows {
        /// How late a call may be and still keep its window's precedence.
        grace: SimDuration,
    },
}

/// Shore power of one terminal.
#[derive(Clone, Debug)]
pub struct ShorePower {
    /// Vessels that can be connected at once.
    pub points: u32,
    /// Most power through one point.
    pub point_limit: Kilowatts,
    /// Most power of all points together.
    pub terminal_limit: Kilowatts,
    /// From all fast to connected, in milliseconds.
    pub plug_in: Distribution,
    /// How long before departure (pilot ordered) the vessel is taken off.
    pub plug_out: SimDuration,
    /// Chance that a connection of an equipped call fails for the whole stay.
    pub failure_probability: f64,
}

/// Ways in which shore power fails for everybody.
#[derive(Clone, Debug, Default)]
pub struct GridTrouble {
    /// Grid emergencies on known dates: spans in which no vessel is connected, ordered, disjoint.
    pub emergencies: Vec<(SimTime, SimTime)>,
    /// Power dips of each terminal: how many a year, and how long until all are connected again, in milliseconds.
    pub dips: Option<(f64, Distribution)>,
}

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
    /// A renewal stream: independent gaps, in milliseconds. The textbook's arrivals.
    Renewal(Distribution),
}

/// One week's window of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BerthWindow {
    /// Weeks since Monday 1970-01-05, so that a sailing keeps its number whatever the warm-up.
    pub week: i32,
    /// Proforma arrival at the berth.
    pub opens: SimTime,
}

/// How much a call exchanges.
#[derive(Clone, Debug)]
pub enum CallSize {
    /// The port's demand spread over deployed capacity, times this weight, times a drawn factor
    /// of mean 1; never more than `cap` times the vessel's capacity.
    Demand {
        /// Relative fill of this service.
        weight: f64,
        /// Drawn factor, mean 1.
        factor: Distribution,
        /// Most TEU exchanged per TEU of capacity, 2.0: everything off and everything on.
        cap: f64,
    },
    /// A number of moves, rounded to the nearest whole one, at least 1.
    Moves(Distribution),
}

/// Who works the cranes, and when.
#[derive(Clone, Debug)]
pub enum Labor {
    /// Every crane is always manned.
    Continuous,
    /// Shifts with gangs ordered from one pool.
    Shifts(Vec<Shift>),
}

/// One shift of the whole bay, as instants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Which of the day.
    pub kind: ShiftKind,
    /// Gangs must be ordered by now.
    pub order_by: SimTime,
    /// Work begins.
    pub start: SimTime,
    /// Meal break inside the shift, if any.
    pub meal: Option<(SimTime, SimTime)>,
    /// Work ends.
    pub end: SimTime,
    /// Gangs in the bay's pool for this shift.
    pub gangs: u32,
    /// Gangs that one vessel can get at most in this shift.
    pub gangs_per_vessel: u32,
}

/// The three shifts of the West Coast longshore day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShiftKind {
    /// 08:00 to 17:00.
    Day,
    /// 18:00 to 03:00.
    Night,
    /// 03:00 to 08:00.
    Hoot,
}

impl Bay {
    /// The terminal with this index.
    #[inline]
    pub fn terminal(&self, id: TerminalId) -> &Terminal {
        &self.terminals[id.index()]
    }

    /// The vessel class with this index.
    #[inline]
    pub fn class(&self, id: ClassId) -> &VesselClass {
        &self.vessel_classes[id.index()]
    }

    /// The service with this index.
    #[inline]
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.index()]
    }

    /// The port a terminal belongs to.
    #[inline]
    pub fn port_of(&self, id: TerminalId) -> &Port {
        &self.ports[self.terminal(id).port.index()]
    }
}

impl Bay {
    /// First local midnight or end of the simulation after `at`; [`SimTime::NEVER`] after both.
    /// Crane work is recorded in pieces between these marks.
    pub(crate) fn next_mark(&self, at: SimTime) -> SimTime {
        let midnight = self.days.next_midnight(at);
        if at < self.period.end {
            midnight.min(self.period.end)
        } else {
            midnight
        }
    }
}

impl Wharf {
    /// Whether a vessel of this class can lie here at all: length, draft, air draft, outreach.
    pub fn fits(&self, class: &VesselClass) -> bool {
        let long_enough = match self.space {
            WharfSpace::Length { length, .. } => class.loa <= length,
            WharfSpace::Slots(_) => true,
        };
        long_enough
            && self.max_draft.is_none_or(|limit| class.draft <= limit)
            && self
                .max_air_draft
                .is_none_or(|limit| class.air_draft <= limit)
            && self.outreach_rows.is_none_or(|limit| class.rows <= limit)
    }
}

impl Days {
    /// Index of the day that holds `at`.
    ///
    /// # Panics
    /// If `at` lies before the first day.
    pub fn index_at(&self, at: SimTime) -> usize {
        let after = self.days.partition_point(|day| day.from <= at);
        assert!(
            after > 0,
            "{at:?} lies before the first civil day of the simulation"
        );
        after - 1
    }

    /// First local midnight after `at`, or [`SimTime::NEVER`] on the last day.
    pub fn next_midnight(&self, at: SimTime) -> SimTime {
        let after = self.days.partition_point(|day| day.from <= at);
        self.days.get(after).map_or(SimTime::NEVER, |day| day.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::fixture;

    #[test]
    fn work_is_cut_at_every_midnight_and_at_the_end() {
        let none = Distribution::constant(1.0);
        let mut bay = fixture::queue(none.clone(), none, 1, 2, 1);
        let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
        bay.period.end = at(60.0);
        assert_eq!(bay.next_mark(SimTime::ZERO), at(24.0));
        assert_eq!(bay.next_mark(at(24.0)), at(48.0), "a mark is after its day");
        assert_eq!(bay.next_mark(at(50.0)), at(60.0), "the end");
        assert_eq!(bay.next_mark(at(60.0)), SimTime::NEVER);
        assert_eq!(bay.days.index_at(at(47.9)), 1);
        assert_eq!(bay.days.index_at(at(48.0)), 2);
    }

    #[test]
    fn a_vessel_fits_a_wharf_whose_every_limit_it_keeps() {
        let class = fixture::class_of_loa(300.0);
        let fits = |change: fn(&mut Wharf)| {
            let mut wharf = fixture::wharf_of_length(300.0, 25.0);
            change(&mut wharf);
            wharf.fits(&class)
        };
        assert!(fits(|_| ()), "as long as the wharf");
        assert!(fits(|wharf| wharf.max_draft = Some(Meters::new(14.0))));
        assert!(!fits(|wharf| wharf.max_draft = Some(Meters::new(13.9))));
        assert!(!fits(|wharf| wharf.max_air_draft = Some(Meters::new(49.0))));
        assert!(!fits(|wharf| wharf.outreach_rows = Some(17)));
        assert!(!fits(|wharf| wharf.space = WharfSpace::Length {
            length: Meters::new(299.0),
            clearance: Meters::ZERO,
        }));
    }
}
