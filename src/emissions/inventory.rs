//! The inventory: a reader of the record stream that counts hours, then turns them into grams.
//!
//! Hours are whole milliseconds by terminal, class, NOx tier and mode, clipped to the measured
//! period; a factor is applied once to each sum. So energies are exact, the inventory does not
//! depend on how a phase was cut, and auxiliary energy with shore power plus shore energy is
//! auxiliary energy without, to the last bit of the hours.

use crate::emissions::call::{Vessel, VesselHours};
use crate::emissions::stack::berth_energy;
use crate::emissions::{Boundary, EnergyByHour, GridFactor, GridUse, Mode, Settings, Stack};
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

/// What hours are told apart by, beside class and tier.
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
        Self::told_by(By::Terminal, bay.terminals.len(), bay)
    }

    /// A tally of nothing yet, by service: for [`by_service`](Self::by_service).
    pub fn of_services(bay: &Bay) -> Self {
        Self::told_by(By::Service, bay.services.len(), bay)
    }

    fn told_by(by: By, places: usize, bay: &Bay) -> Self {
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

    /// The same, counting shore energy by hour of the local clock, too, where these settings have a
    /// grid whose factor goes by the hour.
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
        assert_eq!(self.by, By::Terminal, "hours are told by terminal");
        let mut stacks = self.stacks(bay.terminals.len(), settings);
        for (place, (stack, terminal)) in stacks.iter_mut().zip(&bay.terminals).enumerate() {
            let grid = settings.grid[terminal.port.index()];
            stack.grid = grid.map(|factor| self.grid_of(place, stack.shore, &factor));
        }
        stacks
    }

    /// The same of each service, in the bay's order; shore power by the grid of its home terminal.
    ///
    /// # Panics
    /// If hours were told by terminal, or a vessel was connected for longer than it lay at berth.
    pub fn by_service(&self, bay: &Bay, settings: &Settings) -> Vec<Stack> {
        assert_eq!(self.by, By::Service, "hours are told by service");
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
mod tests {
    use super::*;
    use crate::emissions::fixture::{at, bay, inner_transit, phase, settings, tag};
    use crate::emissions::{Pollutant, Source};
    use crate::units::Grams;

    /// One call at Pier 400 of two days at berth, connected for `connected` hours of it.
    fn tally(connected: f64) -> HoursTally {
        let mut tally = HoursTally::new(&bay(7));
        let call = tag(0, 0);
        for (what, from, to) in [
            (inner_transit(12.0), 24.0, 25.0),
            (Phase::Waiting, 25.0, 49.0),
            (Phase::Maneuvering { inbound: true }, 49.0, 51.0),
            (Phase::AtBerth, 51.0, 99.0),
        ] {
            for record in phase(call, what, from, to) {
                tally.record(&record);
            }
        }
        if connected > 0.0 {
            tally.record(&Record::Disconnected {
                tag: call,
                load: Kilowatts::new(902.0),
                from: at(53.0),
                to: at(53.0 + connected),
            });
        }
        tally
    }

    fn kwh(stack: &Stack, source: Source, mode: Mode) -> f64 {
        stack.cell(source, mode).energy.value()
    }

    #[test]
    fn energy_moves_from_engine_to_shore_and_the_boiler_stays() {
        let (bay, settings) = (bay(7), settings());
        let without = &tally(0.0).inventory(&bay, &settings)[0];
        let with = &tally(45.0).inventory(&bay, &settings)[0];
        let berth = |stack, source| kwh(stack, source, Mode::Hotelling).to_bits();
        assert_eq!(
            berth(without, Source::AuxiliaryEngine),
            f64::to_bits(902.0 * 48.0)
        );
        assert_eq!(
            berth(with, Source::AuxiliaryEngine),
            f64::to_bits(902.0 * 3.0)
        );
        assert_eq!(with.shore.value().to_bits(), f64::to_bits(902.0 * 45.0));
        assert_eq!(berth(with, Source::Boiler), berth(without, Source::Boiler));
        // The call worked by hand in `ship`, through the record stream.
        let nox = |stack: &Stack| stack.grams(Pollutant::Nox, Some(Mode::Hotelling)).value();
        assert!((nox(without) - 518_736.0).abs() < 1e-6);
        assert!((nox(with) - 92_541.0).abs() < 1e-6);
        let grid = with.grid.unwrap().co2e.value();
        assert!((grid - 15_237_486.0).abs() < 1e-3, "{grid} g on the grid");
        for mode in [Mode::Transit, Mode::Maneuvering, Mode::Anchorage] {
            assert_eq!(
                with.grams(Pollutant::Co2e, Some(mode)),
                without.grams(Pollutant::Co2e, Some(mode))
            );
        }
    }

    #[test]
    fn anchorage_and_maneuvering_by_hand() {
        let stack = &tally(0.0).inventory(&bay(7), &settings())[0];
        let nox = stack.grams(Pollutant::Nox, Some(Mode::Anchorage)).value();
        assert!(
            (nox - 280_776.0).abs() < 1e-6,
            "TV of a day at anchor: {nox} g"
        );
        // Two hours at 2 % of 55,800 kW, NOx 14.4 g/kWh times 4.625140 at that load.
        let main = stack.cell(Source::MainEngine, Mode::Maneuvering);
        assert!((main.energy.value() - 2_232.0).abs() < 1e-9);
        let nox = main.masses[Pollutant::Nox].value();
        assert!(
            (nox / (2_232.0 * 14.4 * 4.625_140) - 1.0).abs() < 1e-6,
            "{nox}"
        );
        assert_eq!(kwh(stack, Source::MainEngine, Mode::Hotelling).to_bits(), 0);
        assert_eq!(kwh(stack, Source::MainEngine, Mode::Anchorage).to_bits(), 0);
    }

    #[test]
    fn the_boundary_decides_what_is_counted() {
        let bay = bay(7);
        let at_berth_alone = Settings {
            boundary: Boundary::Berth,
            ..settings()
        };
        let wide = &tally(0.0).inventory(&bay, &settings())[0];
        let narrow = &tally(0.0).inventory(&bay, &at_berth_alone)[0];
        for pollutant in Pollutant::ALL {
            assert_eq!(
                narrow.grams(pollutant, None),
                wide.grams(pollutant, Some(Mode::Hotelling))
            );
        }
        assert!(wide.grams(Pollutant::Nox, Some(Mode::Transit)) > Grams::ZERO);
        assert!(!Boundary::Inner20Nm.covers_ring(Ring::Outer));
        assert!(Boundary::Inner20Nm.covers_ring(Ring::Inner));
    }

    #[test]
    fn hours_outside_the_period_are_not_counted() {
        let bay = bay(1); // measured: hours 24 to 48
        let mut tally = HoursTally::new(&bay);
        let call = tag(0, 2);
        for record in phase(call, Phase::AtBerth, 20.0, 50.0) {
            tally.record(&record);
        }
        for record in phase(call, Phase::Waiting, 10.0, 20.0) {
            tally.record(&record);
        }
        tally.record(&Record::Disconnected {
            tag: call,
            load: Kilowatts::new(902.0),
            from: at(22.0),
            to: at(49.0),
        });
        let day = SimDuration::from_days(1.0);
        assert_eq!(tally.at_berth(TerminalId(2), ClassId(0)), day);
        assert_eq!(tally.on_shore_power(TerminalId(2)), day);
        let stack = &tally.inventory(&bay, &settings())[2];
        assert_eq!(
            kwh(stack, Source::AuxiliaryEngine, Mode::Hotelling).to_bits(),
            0
        );
        assert_eq!(
            stack.grams(Pollutant::Nox, Some(Mode::Anchorage)),
            Grams::ZERO
        );
        assert_eq!(stack.grid, None, "Long Beach has no grid factor");
    }

    #[test]
    fn an_inventory_does_not_depend_on_how_a_phase_was_cut() {
        let (bay, settings) = (bay(7), settings());
        let inventory = |cuts: &[f64]| {
            let mut tally = HoursTally::new(&bay);
            for pair in cuts.windows(2) {
                for record in phase(tag(0, 1), Phase::AtBerth, pair[0], pair[1]) {
                    tally.record(&record);
                }
            }
            tally.inventory(&bay, &settings)
        };
        assert_eq!(
            inventory(&[30.0, 90.0]),
            inventory(&[30.0, 30.1, 47.3, 90.0])
        );
    }

    #[test]
    fn a_sum_with_an_unknown_grid_is_unknown() {
        let stacks = tally(45.0).inventory(&bay(7), &settings());
        let mut los_angeles = Stack::empty();
        los_angeles += &stacks[0];
        los_angeles += &stacks[1];
        assert!(los_angeles.grid.is_some());
        los_angeles += &stacks[2];
        assert_eq!(los_angeles.grid, None);
        assert_eq!(los_angeles.shore, stacks[0].shore);
    }
}
