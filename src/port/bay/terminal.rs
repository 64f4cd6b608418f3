//! Terminals, wharves, berth policies and shore power.

use super::ids::PortId;
use super::land::Land;
use super::traffic::{Hull, VesselClass};
use crate::engine::{Distribution, SimDuration, SimTime};
use crate::units::{Acres, Kilowatts, Meters, Teu};

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
    /// Cranes that a call asks for here beyond those of its class.
    pub extra_cranes: u16,
    /// Shore power; `None` where there is none.
    pub shore_power: Option<ShorePower>,
    /// Land of the terminal, where known.
    pub area: Option<Acres>,
    /// Most TEU an acre of yard handles in a year, where known or assumed.
    pub yard_ceiling_teu_per_acre: Option<f64>,
    /// Yard, gate and rail; `None` has room without end.
    pub land: Option<Land>,
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
    /// How long before departure (pilot ordered) the vessel is taken off; where that is longer than
    /// what comes after the last move, the vessel lies so much longer.
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

impl Terminal {
    /// Berths of all wharves for `berth_occupancy`, see [`Wharf::nominal_berths`].
    pub fn nominal_berths(&self) -> u32 {
        self.wharves.iter().map(|wharf| wharf.nominal_berths).sum()
    }

    /// STS cranes on the rails of all wharves.
    pub fn cranes(&self) -> u32 {
        let wharves = self.wharves.iter();
        wharves.map(|wharf| u32::from(wharf.cranes)).sum()
    }

    /// Length of all wharves, along which vessels lie; `None` if one of them is a number of slots.
    pub fn wharf_length(&self) -> Option<Meters> {
        let lengths = self.wharves.iter().map(|wharf| match wharf.space {
            WharfSpace::Length { length, .. } => Some(length.value()),
            WharfSpace::Slots(_) => None,
        });
        lengths.sum::<Option<f64>>().map(Meters::new)
    }

    /// Clearance that a vessel takes of the wharf beside its own length: the mean of the wharves
    /// by their length, as if vessels lay along all of it alike; none along slots.
    ///
    /// What is known of a terminal rather than of a wharf, its offered load and its hours at
    /// berth by class, knows no better.
    pub fn clearance(&self) -> Meters {
        let (mut meters, mut weighted) = (0.0, 0.0);
        for wharf in &self.wharves {
            if let WharfSpace::Length { length, clearance } = wharf.space {
                meters += length.value();
                weighted += length.value() * clearance.value();
            }
        }
        Meters::new(if meters > 0.0 { weighted / meters } else { 0.0 })
    }

    /// Most TEU that its land handles in a year, the static ceiling of its yard: acres times
    /// their ceiling in TEU per acre and year; `None` where either is not known.
    ///
    /// A density that ports of today reach, given by the scenario with its source or as an
    /// assumption: the yard itself is not simulated.
    pub fn yard_ceiling(&self) -> Option<Teu> {
        let density = self.yard_ceiling_teu_per_acre?;
        Some(Teu::new(self.area?.value() * density))
    }
}

impl Wharf {
    /// Whether a vessel of this class can lie here at all.
    pub fn fits(&self, class: &VesselClass) -> bool {
        self.takes(&class.hull())
    }

    /// Whether a hull can lie here at all: length, draft, air draft, outreach.
    pub fn takes(&self, hull: &Hull) -> bool {
        let long_enough = match self.space {
            WharfSpace::Length { length, .. } => hull.loa <= length,
            WharfSpace::Slots(_) => true,
        };
        long_enough
            && self.max_draft.is_none_or(|limit| hull.draft <= limit)
            && self
                .max_air_draft
                .is_none_or(|limit| hull.air_draft <= limit)
            && self.outreach_rows.is_none_or(|limit| hull.rows <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::fixture;

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

    #[test]
    fn a_terminal_is_what_its_wharves_are_together() {
        let mut short = fixture::wharf_of_length(300.0, 10.0);
        (short.nominal_berths, short.cranes) = (1, 3);
        let long = fixture::wharf_of_length(900.0, 30.0);
        let mut terminal = fixture::terminal_with(vec![short, long]);
        assert_eq!((terminal.nominal_berths(), terminal.cranes()), (3, 11));
        assert_eq!(terminal.wharf_length(), Some(Meters::new(1_200.0)));
        // (300 · 10 + 900 · 30) / 1,200: neither the largest nor the mean of two.
        assert_eq!(terminal.clearance(), Meters::new(25.0));
        terminal.wharves.push(fixture::wharf_of_slots(2));
        assert_eq!(terminal.wharf_length(), None);
        assert_eq!(
            terminal.clearance(),
            Meters::new(25.0),
            "of those that have any"
        );
    }

    #[test]
    fn land_bounds_a_terminal_whose_acres_and_ceiling_are_known() {
        let mut terminal = fixture::terminal_with(Vec::new());
        terminal.area = Some(Acres::new(200.0));
        assert_eq!(terminal.yard_ceiling(), None);
        terminal.yard_ceiling_teu_per_acre = Some(5_930.0);
        assert_eq!(terminal.yard_ceiling(), Some(Teu::new(1_186_000.0)));
        terminal.area = None;
        assert_eq!(terminal.yard_ceiling(), None);
    }
}
