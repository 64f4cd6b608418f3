//! The inventory: a reader of the record stream that counts hours, then turns them into grams.
//!
//! Hours are whole milliseconds by terminal, class, NOx tier and mode, clipped to the measured
//! period; a factor is applied once to each sum. So energies are exact, the inventory does not
//! depend on how a phase was cut, and auxiliary energy with shore power plus shore energy is
//! auxiliary energy without, to the last bit of the hours.

use crate::emissions::call::{Vessel, VesselHours};
use crate::emissions::choice::Boundary;
use crate::emissions::grid::{EnergyByHour, GridFactor, GridUse};
use crate::emissions::settings::Settings;
use crate::emissions::stack::{Mode, Stack, berth_energy};
use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Bay, ClassId, Days, Period, TerminalId};
use crate::port::record::{CallTag, Phase, Record, Ring};
use crate::units::{KilowattHours, Kilowatts, Knots};

/// Hours of vessels of one terminal, class and tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hours {
    /// Whether such a vessel was seen at all.
    seen: bool,
    maneuvering: SimDuration,
    anchorage: SimDuration,
    berth: SimDuration,
    connected: SimDuration,
    captured: SimDuration,
}

/// What groups hours, beside class and tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Terminal,
    Service,
}

/// Group of vessels alike: position in the tally of terminal (or service), class and tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Group(usize);

/// Reader of one replication's records: hours by terminal, class, tier and mode.
#[derive(Clone, Debug)]
pub struct HoursTally {
    by: By,
    period: Period,
    classes: usize,
    groups: Vec<Hours>,
    /// Time under way by group; within it by ring (whether it is the inner one) and speed (as
    /// bits, so that it sorts).
    speeds: Vec<Spans<(bool, u64)>>,
    /// Time waiting out at sea by group; within it by speed (as bits).
    offshore: Vec<Spans<u64>>,
    /// Time connected by group; within it by load (as bits).
    shore: Vec<Spans<u64>>,
    /// Where a grid's factor goes by the hour: civil days, and by place shore energy by hour of the
    /// local clock, in mW·ms.
    by_hour: Option<(Days, Vec<EnergyByHour>)>,
}

/// Time by a few values of something, in their order.
#[derive(Clone, Debug, Default)]
struct Spans<Key>(Vec<(Key, SimDuration)>);

impl<Key: Ord + Copy> Spans<Key> {
    fn add(&mut self, key: Key, span: SimDuration) {
        match self.0.binary_search_by_key(&key, |(known, _)| *known) {
            Ok(place) => self.0[place].1 += span,
            Err(place) => self.0.insert(place, (key, span)),
        }
    }
}

/// NOx tiers, 0 to 3.
const TIERS: usize = 4;

impl HoursTally {
    /// A tally of nothing yet, by terminal.
    pub fn new(bay: &Bay) -> Self {
        Self::grouped(By::Terminal, bay.terminals.len(), bay)
    }

    /// A tally of nothing yet, by service: for [`by_service`](Self::by_service).
    pub fn of_services(bay: &Bay) -> Self {
        Self::grouped(By::Service, bay.services.len(), bay)
    }

    fn grouped(by: By, places: usize, bay: &Bay) -> Self {
        let classes = bay.vessel_classes.len();
        let groups = places * classes * TIERS;
        Self {
            by,
            period: bay.period,
            classes,
            groups: vec![Hours::default(); groups],
            speeds: vec![Spans::default(); groups],
            offshore: vec![Spans::default(); groups],
            shore: vec![Spans::default(); groups],
            by_hour: None,
        }
    }

    /// This tally, counting shore energy by hour of the local clock as well where these settings have
    /// a grid whose factor goes by the hour.
    #[must_use]
    pub fn for_settings(mut self, bay: &Bay, settings: &Settings) -> Self {
        let mut factors = settings.grid.iter().flatten();
        if factors.any(|factor| factor.hours.is_some()) {
            let places = self.groups.len() / (self.classes * TIERS);
            self.by_hour = Some((bay.days.clone(), vec![[0; 24]; places]));
        }
        self
    }

    /// Takes a record in; those that carry no engine hours pass by.
    #[inline]
    pub fn record(&mut self, record: &Record) {
        match *record {
            Record::PhaseEnded {
                tag,
                phase,
                from,
                to,
            } => self.phase(tag, phase, self.clip(from, to)),
            Record::Disconnected {
                tag,
                load,
                from,
                to,
            } => self.connected(tag, load, (from, to)),
            Record::BargeDisconnected { tag, from, to, .. } => {
                let (group, span) = (self.group(tag), self.clip(from, to));
                self.groups[group.0].seen = true;
                self.groups[group.0].captured += span;
            }
            _ => {}
        }
    }

    /// The part of a span within the measured period.
    fn clip(&self, from: SimTime, to: SimTime) -> SimDuration {
        let span = to.min(self.period.end) - from.max(self.period.start);
        span.max(SimDuration::ZERO)
    }

    fn group(&self, tag: CallTag) -> Group {
        let tier = usize::from(tag.tier);
        assert!(tier < TIERS, "a NOx tier is 0 to 3, got {tier}");
        let place = match self.by {
            By::Terminal => tag.terminal.index(),
            By::Service => tag.service.index(),
        };
        Group((place * self.classes + tag.class.index()) * TIERS + tier)
    }

    fn phase(&mut self, tag: CallTag, phase: Phase, span: SimDuration) {
        if span == SimDuration::ZERO {
            return;
        }
        let group = self.group(tag);
        let hours = &mut self.groups[group.0];
        hours.seen = true;
        match phase {
            Phase::Transit { ring, speed, .. } => {
                let inner = ring == Ring::Inner;
                self.speeds[group.0].add((inner, speed.value().to_bits()), span);
            }
            Phase::Waiting => hours.anchorage += span,
            Phase::WaitingOffshore { speed } => {
                self.offshore[group.0].add(speed.value().to_bits(), span);
            }
            Phase::Maneuvering { .. } => hours.maneuvering += span,
            Phase::AtBerth => hours.berth += span,
        }
    }

    fn connected(&mut self, tag: CallTag, load: Kilowatts, (from, to): (SimTime, SimTime)) {
        let (group, span) = (self.group(tag), self.clip(from, to));
        self.spread(group, load, from, to);
        let hours = &mut self.groups[group.0];
        hours.seen = true;
        hours.connected += span;
        self.shore[group.0].add(load.value().to_bits(), span);
    }

    /// Adds shore energy to the hours that it falls into, where they are counted.
    fn spread(&mut self, group: Group, load: Kilowatts, from: SimTime, to: SimTime) {
        let Period { start, end } = self.period;
        if let Some((days, hours)) = &mut self.by_hour {
            let hours = &mut hours[group.0 / (self.classes * TIERS)];
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a vessel's load in mW is far below 2^63"
            )]
            let milliwatts = (load.value() * 1e6).round() as i64;
            days.by_hour(from.max(start), to.min(end), |hour, span| {
                hours[hour] += i128::from(milliwatts) * i128::from(span.millis());
            });
        }
    }

    /// What the grid did for a place's shore energy.
    fn grid_of(&self, place: usize, shore: KilowattHours, factor: &GridFactor) -> GridUse {
        match &self.by_hour {
            Some((_, hours)) => factor.supply_by_hour(shore, &hours[place]),
            None => factor.supply(shore),
        }
    }

    /// Time at berth of vessels of one class at one terminal, all tiers.
    pub fn at_berth(&self, terminal: TerminalId, class: ClassId) -> SimDuration {
        let first = (terminal.index() * self.classes + class.index()) * TIERS;
        self.groups[first..first + TIERS]
            .iter()
            .map(|hours| hours.berth)
            .sum()
    }

    /// Time on shore power at one terminal.
    pub fn on_shore_power(&self, terminal: TerminalId) -> SimDuration {
        let first = terminal.index() * self.classes * TIERS;
        self.groups[first..first + self.classes * TIERS]
            .iter()
            .map(|hours| hours.connected)
            .sum()
    }

    /// Stacks and shore power of each terminal, in the bay's order.
    ///
    /// # Panics
    /// If a vessel was connected for longer than it lay at berth.
    pub fn inventory(&self, bay: &Bay, settings: &Settings) -> Vec<Stack> {
        assert_eq!(self.by, By::Terminal, "hours are grouped by terminal");
        let mut stacks = self.stacks(bay.terminals.len(), settings);
        for (place, (stack, terminal)) in stacks.iter_mut().zip(&bay.terminals).enumerate() {
            let grid = settings.grid[terminal.port.index()];
            stack.grid = grid.map(|factor| self.grid_of(place, stack.shore, &factor));
        }
        stacks
    }

    /// Stacks and shore power of each service, in the bay's order; shore power by the grid of its
    /// home terminal.
    ///
    /// # Panics
    /// If hours are grouped by terminal, or a vessel was connected for longer than it lay at berth.
    pub fn by_service(&self, bay: &Bay, settings: &Settings) -> Vec<Stack> {
        assert_eq!(self.by, By::Service, "hours are grouped by service");
        let mut stacks = self.stacks(bay.services.len(), settings);
        for (place, (stack, service)) in stacks.iter_mut().zip(&bay.services).enumerate() {
            let home = service.terminals.first();
            let grid = home.and_then(|(home, _)| settings.grid[bay.terminal(*home).port.index()]);
            stack.grid = grid.map(|factor| self.grid_of(place, stack.shore, &factor));
        }
        stacks
    }

    /// Engines and shore power by place, the grid apart.
    fn stacks(&self, places: usize, settings: &Settings) -> Vec<Stack> {
        let mut stacks = vec![Stack::empty(); places];
        for (index, hours) in self.groups.iter().enumerate() {
            if hours.seen {
                let group = Group(index);
                let vessel = Vessel {
                    plant: settings.plants[index / TIERS % self.classes],
                    tier: tier_of(group),
                };
                let stack = &mut stacks[index / TIERS / self.classes];
                stack.barged += hours.captured;
                self.counted(group, hours, settings.boundary).burn(
                    &vessel,
                    settings.method(),
                    stack,
                );
            }
        }
        for (index, loads) in self.shore.iter().enumerate() {
            let stack = &mut stacks[index / TIERS / self.classes];
            for (load, span) in &loads.0 {
                stack.connected += *span;
                stack.shore += berth_energy(Kilowatts::new(f64::from_bits(*load)), *span);
            }
        }
        stacks
    }

    /// The hours of a group that the boundary covers.
    fn counted(&self, group: Group, hours: &Hours, boundary: Boundary) -> VesselHours {
        let mut counted = VesselHours {
            berth: hours.berth,
            connected: hours.connected,
            captured: hours.captured,
            offshore: (self.offshore[group.0].0.iter())
                .map(|(speed, span)| (Knots::new(f64::from_bits(*speed)), *span))
                .collect(),
            ..VesselHours::default()
        };
        if boundary.covers(Mode::Maneuvering) {
            counted.maneuvering = hours.maneuvering;
        }
        if boundary.covers(Mode::Anchorage) {
            counted.anchorage = hours.anchorage;
        }
        for ((inner, speed), span) in &self.speeds[group.0].0 {
            let ring = if *inner { Ring::Inner } else { Ring::Outer };
            if boundary.covers_ring(ring) {
                let speed = Knots::new(f64::from_bits(*speed));
                counted.transit.push((speed, *span));
            }
        }
        counted
    }
}

/// Stacks and shore power of each terminal from records, in the bay's order.
///
/// # Panics
/// If a vessel was connected for longer than it lay at berth.
pub fn inventory<'a>(
    bay: &Bay,
    settings: &Settings,
    records: impl IntoIterator<Item = &'a Record>,
) -> Vec<Stack> {
    let mut hours = HoursTally::new(bay).for_settings(bay, settings);
    for record in records {
        hours.record(record);
    }
    hours.inventory(bay, settings)
}

/// NOx tier of a group.
fn tier_of(group: Group) -> u8 {
    u8::try_from(group.0 % TIERS).expect("a NOx tier is 0 to 3")
}

#[cfg(test)]
mod tests;
