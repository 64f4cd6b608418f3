//! Land: the yard, gate and rail of a terminal, and the trucks and chassis of the bay.
//!
//! All of it is optional. A terminal without [`Land`] has room without end and no gate, and its
//! records are those of a bay that knows no land. [`Inland`] is always there; by default it sets
//! no limit.

use std::sync::Arc;

use crate::engine::{Distribution, SimDuration, SimTime, Stream};

/// Equally likely spans in a [`SpanTable`].
const SPANS: usize = 4_096;
/// Draws behind each span of a table.
const DRAWS_A_SPAN: usize = 8;

/// A random span by table: equally likely spans in order of length, in whole units, of which a
/// draw picks one. One pick costs a load, and the table keeps the mean of its distribution but
/// for rounding to whole units.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanTable {
    unit: SimDuration,
    spans: Arc<[u32]>,
}

impl SpanTable {
    /// Bits of chance that pick a span.
    pub const BITS: u32 = SPANS.ilog2();

    /// The table of a distribution of milliseconds, in whole units. A negative span counts as
    /// none.
    ///
    /// # Panics
    /// If the unit is not above zero.
    pub fn new(distribution: &Distribution, unit: SimDuration) -> Self {
        assert!(unit > SimDuration::ZERO, "a unit is above zero");
        let stream = Stream::root(0, 0).named("span table");
        let mut drawn = vec![0.0; SPANS * DRAWS_A_SPAN];
        distribution.fill(stream, 0, &mut drawn);
        drawn.sort_unstable_by(f64::total_cmp);
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        let exact = if mean > 0.0 {
            distribution.mean() / mean
        } else {
            1.0
        };
        let of = |group: &[f64]| {
            let millis = group.iter().sum::<f64>() / group.len() as f64 * exact;
            let units = (millis / unit.millis() as f64).round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "saturates at 0 and at four billion units"
            )]
            let units = units as u32;
            units
        };
        Self {
            unit,
            spans: drawn.chunks(DRAWS_A_SPAN).map(of).collect(),
        }
    }

    /// The same span always.
    ///
    /// # Panics
    /// If the unit is not above zero or the span is negative.
    pub fn constant(span: SimDuration, unit: SimDuration) -> Self {
        assert!(unit > SimDuration::ZERO && !span.is_negative());
        let units = u32::try_from((span.millis() + unit.millis() / 2) / unit.millis());
        Self {
            unit,
            spans: vec![units.unwrap_or(u32::MAX); SPANS].into(),
        }
    }

    /// The span that a draw picks by its lowest [`BITS`](Self::BITS) bits, in units.
    #[inline]
    pub fn pick(&self, draw: u64) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "a place in the table")]
        let place = draw as usize % SPANS;
        self.spans[place]
    }

    /// What a whole one is.
    pub fn unit(&self) -> SimDuration {
        self.unit
    }

    /// The longest span, in units.
    pub fn longest(&self) -> u32 {
        self.spans.last().copied().unwrap_or(0)
    }

    /// The mean span, in units.
    pub fn mean(&self) -> f64 {
        self.spans.iter().map(|span| f64::from(*span)).sum::<f64>() / SPANS as f64
    }

    /// The table with every span changed by a rule that keeps their order, such as a fee that
    /// shortens those above an age.
    #[must_use]
    pub fn map(&self, rule: impl Fn(u32) -> u32) -> Self {
        Self {
            unit: self.unit,
            spans: self.spans.iter().map(|span| rule(*span)).collect(),
        }
    }
}

/// A value that changes at known instants.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps<T> {
    first: T,
    later: Vec<(SimTime, T)>,
}

impl<T> Steps<T> {
    /// A value that never changes.
    pub const fn always(value: T) -> Self {
        Self {
            first: value,
            later: Vec::new(),
        }
    }

    /// A value that changes at instants in order.
    ///
    /// # Panics
    /// If the instants are out of order.
    pub fn new(first: T, later: Vec<(SimTime, T)>) -> Self {
        assert!(
            later.is_sorted_by(|a, b| a.0 < b.0),
            "a value changes at instants in order"
        );
        Self { first, later }
    }

    /// The value at an instant.
    #[inline]
    pub fn at(&self, now: SimTime) -> &T {
        let after = self.later.partition_point(|(from, _)| *from <= now);
        match after.checked_sub(1) {
            Some(last) => &self.later[last].1,
            None => &self.first,
        }
    }

    /// All values, in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(self.later.iter().map(|(_, value)| value))
    }
}

/// Land of one terminal.
#[derive(Clone, Debug)]
pub struct Land {
    /// Where containers stand.
    pub yard: Yard,
    /// Where trucks pass.
    pub gate: Gate,
    /// Where trains are loaded; `None` sends every import by truck.
    pub rail: Option<RailYard>,
}

/// A container yard. Levels are shares of its capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct Yard {
    /// Containers that stand in it at 100 % utilization.
    pub capacity: u32,
    /// Stacking height in containers; 1 is wheeled or never stacked.
    pub height: u16,
    /// Stacks of a bay, side by side.
    pub width: u16,
    /// Lifts that its cranes make an hour in all: cranes times their rate.
    pub lifts_per_hour: u32,
    /// Share of the lifts that gate and rail keep while cranes at the quay want all.
    pub landside_share: f64,
    /// Utilization from which cranes' slowdown is reviewed every hour, else with the shifts.
    pub knee: f64,
    /// Hysteresis: hourly reviews end at this much below the knee.
    pub knee_band: f64,
    /// Utilization from which discharge stops until a review finds it lower.
    pub block: f64,
    /// Utilization from which fewer gangs are ordered, down to half of them at `block`.
    pub gang_limit: f64,
    /// Share of a vessel's imports that must find room below `block` when it gets its berth: the
    /// rest finds what leaves while it is worked.
    pub room_at_berthing: f64,
}

/// A truck gate.
#[derive(Clone, Debug)]
pub struct Gate {
    /// When it is open, in order, disjoint.
    pub shifts: Vec<GateShift>,
    /// Lanes in, at least one.
    pub lanes_in: u16,
    /// Lanes out, at least one.
    pub lanes_out: u16,
    /// Time of one truck in a lane in, in milliseconds.
    pub in_service: SpanTable,
    /// Time of one truck in a lane out, in milliseconds.
    pub out_service: SpanTable,
    /// From the lane in to the lane out, in milliseconds, where the yard is not short of lifts.
    pub inside: SpanTable,
    /// Appointments offered in a whole open hour; each is for one truck.
    pub slots_per_hour: u32,
    /// Share of appointments that nobody keeps.
    pub no_show: f64,
    /// How much less likely an appointment is made by night than by day, from 0 to 1.
    pub night_preference: f64,
    /// Share of trucks that bring a container and take one, where there are both.
    pub dual_share: f64,
    /// Whether empties are refused but from trucks that take an import, where the yard is above
    /// its limit for gangs.
    pub refuses_empties: bool,
}

/// An open shift of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateShift {
    /// By day or by night.
    pub kind: GateShiftKind,
    /// It opens.
    pub start: SimTime,
    /// Meal break in which no lane begins a truck, if any.
    pub meal: Option<(SimTime, SimTime)>,
    /// It closes: no appointment after that, while trucks in line are served.
    pub end: SimTime,
}

/// Which shift of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GateShiftKind {
    /// By day, on weekdays or Saturday.
    Day,
    /// By night.
    Night,
}

/// On-dock rail of a terminal.
#[derive(Clone, Debug)]
pub struct RailYard {
    /// Share of imports that leave by train.
    pub import_share: f64,
    /// Share of loaded exports that come by train, past the gate.
    pub export_share: f64,
    /// Departures that the timetable knows, in order.
    pub departures: Vec<SimTime>,
    /// Containers that a train takes at most.
    pub train: u32,
    /// Containers below which a train does not leave; what is there waits for the next.
    pub least: u32,
    /// Share of the departures' cars that come, by date: 0 is an embargo.
    pub cars: Steps<f64>,
    /// Import containers for rail on the ground from which fewer gangs are ordered; `None` never.
    pub gang_limit: Option<u32>,
}

/// What terminals' land shares: how soon containers go and come, and the bay's trucks, chassis and
/// warehouses.
#[derive(Clone, Debug)]
pub struct Inland {
    /// From landing to ready for a truck (free, customs, consignee), in hours.
    pub truck_ready: Steps<SpanTable>,
    /// From landing to ready for a train, in hours.
    pub rail_ready: Steps<SpanTable>,
    /// How long before its vessel's expected berthing an export is ready to come, in hours.
    pub export_ahead: SpanTable,
    /// How long before its vessel's expected berthing an empty is ready to come, in hours.
    pub empty_ahead: SpanTable,
    /// Trucks; `None` never runs short.
    pub trucks: Option<TruckPool>,
    /// Chassis; `None` never runs short.
    pub chassis: Option<ChassisPool>,
    /// Imports that warehouses take in a day; `None` takes all.
    pub warehouse_intake: Option<Steps<u32>>,
    /// A fee on imports that stand too long; `None` where there is none.
    pub dwell_fee: Option<DwellFee>,
}

impl Default for Inland {
    /// Nothing takes time or runs short.
    fn default() -> Self {
        let none = SpanTable {
            unit: SimDuration::from_millis(3_600_000),
            spans: vec![0; SPANS].into(),
        };
        Self {
            truck_ready: Steps::always(none.clone()),
            rail_ready: Steps::always(none.clone()),
            export_ahead: none.clone(),
            empty_ahead: none,
            trucks: None,
            chassis: None,
            warehouse_intake: None,
            dwell_fee: None,
        }
    }
}

/// Trucks that call at the terminals.
#[derive(Clone, Debug)]
pub struct TruckPool {
    /// At work by day, by date.
    pub day: Steps<u32>,
    /// At work by night, by date.
    pub night: Steps<u32>,
    /// From the lane out until the truck can come again, in hours.
    pub trip: SpanTable,
}

/// Chassis for imports by truck.
#[derive(Clone, Debug)]
pub struct ChassisPool {
    /// All of them.
    pub size: u32,
    /// Share out of order.
    pub out_of_order: f64,
    /// How long a chassis stays on the street with an import, in hours, by date.
    pub street: Steps<SpanTable>,
}

/// A fee that makes consignees come sooner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DwellFee {
    /// Containers landed from this instant on know of it.
    pub from: SimTime,
    /// Age from which it is charged.
    pub age: SimDuration,
    /// Share of the time above that age that is left.
    pub remaining: f64,
}

impl DwellFee {
    /// Hours to ready where they would be so many without the fee.
    pub(crate) fn hours(&self, ready: u32) -> u32 {
        let age = u32::try_from(self.age.millis() / 3_600_000).unwrap_or(u32::MAX);
        if ready <= age {
            return ready;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of hours"
        )]
        let above = (f64::from(ready - age) * self.remaining).round() as u32;
        age + above
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: SimDuration = SimDuration::from_millis(3_600_000);

    #[test]
    fn a_table_keeps_the_mean_and_the_spread_of_its_distribution() {
        let gamma = Distribution::gamma(48.0 * 3_600_000.0, 0.5);
        let table = SpanTable::new(&gamma, HOUR);
        assert!((table.mean() - 48.0).abs() < 0.05, "{}", table.mean());
        let square = |place: u64| {
            let span = f64::from(table.pick(place)) - 48.0;
            span * span
        };
        let variance = (0..4_096).map(square).sum::<f64>() / 4_096.0;
        assert!((variance.sqrt() / 24.0 - 1.0).abs() < 0.02, "{variance}");
        assert!(table.longest() > 150);
        let shorter = table.map(|hours| hours.min(96));
        assert_eq!(shorter.longest(), 96);
        let fixed = SpanTable::constant(HOUR * 5, HOUR);
        assert!((0..4_096).all(|draw| fixed.pick(draw) == 5));
    }

    #[test]
    fn a_step_holds_from_its_instant_on() {
        let at = SimTime::from_millis;
        let steps = Steps::new(1, vec![(at(5), 2), (at(9), 3)]);
        let found: Vec<i32> = [0, 4, 5, 8, 9, 100].map(|t| *steps.at(at(t))).into();
        assert_eq!(found, [1, 1, 2, 2, 3, 3]);
        assert_eq!(steps.values().count(), 3);
    }
}
