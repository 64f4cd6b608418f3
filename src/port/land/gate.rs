//! A gate: appointments by the hour, and trucks one by one through lane in, yard and lane out.
//!
//! Of the appointments of an hour each truck that comes is one draw: when in the hour it arrives,
//! how long each lane and the yard take it, how long its trip is. Lanes serve whoever comes first.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::engine::{SimDuration, SimTime, Stream};
use crate::port::bay::{Gate, GateShift, GateShiftKind};
use crate::port::record::{GateHour, TURN_BIN, TURN_BINS};

/// An hour.
pub(crate) const HOUR: SimDuration = SimDuration::from_millis(3_600_000);
/// Hours over which appointments are spread.
const WINDOW: usize = 24;
/// Weight of an open minute by day.
const DAY_WEIGHT: f64 = 256.0;

/// Lanes that serve trucks in order of arrival.
#[derive(Clone, Debug)]
pub(crate) struct Lanes {
    /// When each lane is free, in order of time.
    free: VecDeque<SimTime>,
}

impl Lanes {
    /// So many free lanes.
    pub(crate) fn new(lanes: u16) -> Self {
        Self {
            free: std::iter::repeat_n(SimTime::ZERO, lanes.into()).collect(),
        }
    }

    /// When the first lane is free.
    fn first(&self) -> SimTime {
        *self.free.front().expect("a gate has a lane")
    }

    /// Serves a truck from an instant at which a lane is free; when it is through.
    fn serve(&mut self, start: SimTime, service: SimDuration) -> SimTime {
        let end = start + service;
        self.free.pop_front();
        let mut place = self.free.len();
        while place > 0 && self.free[place - 1] > end {
            place -= 1;
        }
        self.free.insert(place, end);
        end
    }
}

/// A truck in the yard, in order of reaching the lane out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Inside {
    at_lane_out: SimTime,
    arrived: SimTime,
    through: SimTime,
    draw: u64,
}

/// A gate at work.
#[derive(Clone, Debug)]
pub(crate) struct GateWork {
    stream: Stream,
    /// By hour: open minutes, and their weight.
    hours: Vec<(u8, u16)>,
    lanes_in: Lanes,
    lanes_out: Lanes,
    inside: BinaryHeap<Reverse<Inside>>,
    /// Draws of the hour's trucks.
    trucks: Vec<u64>,
}

/// What is to be fetched and brought, and what limits it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// Imports that are ready and may leave.
    pub(crate) imports: u32,
    /// Exports and empties that are ready to come.
    pub(crate) exports: u32,
    /// Of empties, those that are let in.
    pub(crate) empties: u32,
    /// Empties come with trucks that take an import, only.
    pub(crate) duals_only: bool,
    /// Trucks that can come.
    pub(crate) trucks: u32,
    /// Lifts that yard cranes have left in the hour.
    pub(crate) lifts: f64,
    /// Rehandles for one import.
    pub(crate) rehandles: f64,
}

/// Parts of a whole, rounded down.
fn part(of: u32, numerator: u32, denominator: u32) -> u32 {
    let part = u64::from(of) * u64::from(numerator) / u64::from(denominator.max(1));
    u32::try_from(part).unwrap_or(u32::MAX)
}

/// A count from a number that is not negative, rounded down.
fn count(number: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates"
    )]
    let count = number as u32;
    count
}

impl Gate {
    /// The shift in which the hour that begins now, or part of it, is open.
    pub(crate) fn shift_in(&self, now: SimTime) -> Option<GateShiftKind> {
        let after = self
            .shifts
            .partition_point(|shift| shift.start < now + HOUR);
        let shift = &self.shifts[after.checked_sub(1)?];
        (shift.end > now).then_some(shift.kind)
    }
}

impl GateShift {
    /// Minutes of an hour from `from` in which appointments are kept.
    fn minutes(&self, from: SimTime) -> u8 {
        let overlap = |start: SimTime, end: SimTime| {
            let span = end.min(from + HOUR) - start.max(from);
            span.millis().max(0) / 60_000
        };
        let meal = self.meal.map_or(0, |(start, end)| overlap(start, end));
        u8::try_from(overlap(self.start, self.end) - meal).expect("minutes of an hour")
    }
}

impl GateWork {
    /// A gate up to the end of the simulation, with a stream of its own.
    pub(crate) fn new(gate: &Gate, stream: Stream, end: SimTime) -> Self {
        let hours = usize::try_from(end.millis() / HOUR.millis() + 1).expect("hours");
        let mut work = Self {
            stream,
            hours: vec![(0, 0); hours + WINDOW],
            lanes_in: Lanes::new(gate.lanes_in),
            lanes_out: Lanes::new(gate.lanes_out),
            inside: BinaryHeap::new(),
            trucks: Vec::new(),
        };
        for shift in &gate.shifts {
            let preference = match shift.kind {
                GateShiftKind::Day => 1.0,
                GateShiftKind::Night => gate.night_preference,
            };
            let first = usize::try_from(shift.start.millis().max(0) / HOUR.millis());
            let mut hour = first.expect("hours");
            while hour < work.hours.len() && start_of(hour) < shift.end {
                let minutes = shift.minutes(start_of(hour));
                work.hours[hour].0 += minutes;
                let weight = count(f64::from(minutes) * preference * DAY_WEIGHT);
                work.hours[hour].1 += u16::try_from(weight).expect("an hour's weight fits");
                hour += 1;
            }
        }
        work
    }

    /// Appointments offered in an hour.
    fn slots(&self, gate: &Gate, hour: usize) -> u32 {
        let minutes = self.hours.get(hour).map_or(0, |(minutes, _)| *minutes);
        part(gate.slots_per_hour, minutes.into(), 60)
    }

    /// Whether the gate is open in an hour, or trucks are inside.
    pub(crate) fn is_busy(&self, hour: usize) -> bool {
        self.hours
            .get(hour)
            .is_some_and(|(minutes, _)| *minutes > 0)
            || !self.inside.is_empty()
    }

    /// Makes appointments for an hour that begins, and lets the trucks come that keep theirs;
    /// fills in how many, and what they fetch and bring.
    ///
    /// Appointments are spread over the open hours of a day: as many of those wanted as the hour
    /// has of the day's weight.
    pub(crate) fn book(&mut self, gate: &Gate, hour: usize, wanted: Wanted, record: &mut GateHour) {
        record.slots = self.slots(gate, hour);
        let weight: u32 = self
            .hours
            .get(hour)
            .map_or(0, |(_, weight)| (*weight).into());
        if record.slots == 0 || weight == 0 {
            return;
        }
        let day = &self.hours[hour..(hour + WINDOW).min(self.hours.len())];
        let all: u32 = day.iter().map(|(_, weight)| u32::from(*weight)).sum();
        let (imports, exports) = (wanted.imports, wanted.exports);
        let receivals = exports + wanted.empties;
        let share = gate.dual_share / (1.0 + gate.dual_share);
        let most = count(share * f64::from(imports + receivals));
        let duals = imports.min(receivals).min(most);
        let empties_alone = if wanted.duals_only {
            0
        } else {
            receivals - duals
        };
        let visits = imports
            + if wanted.duals_only {
                exports.saturating_sub(duals)
            } else {
                empties_alone
            };
        if visits == 0 {
            return;
        }
        let spread = part(visits, weight, all) + u32::from(weight < all);
        let asked = spread.min(visits).min(record.slots);
        let with_lifts = {
            let lifts = f64::from(imports) * (1.0 + wanted.rehandles) + f64::from(receivals);
            count(wanted.lifts.max(0.0) / (lifts / f64::from(visits)))
        };
        record.short_of_lifts = asked.saturating_sub(with_lifts);
        let asked = asked.min(with_lifts);
        record.short_of_trucks = asked.saturating_sub(wanted.trucks);
        record.booked = asked.min(wanted.trucks);
        record.trucks = self.come(gate, hour, record.booked);
        record.duals = part(record.trucks, duals, visits);
        let alone = part(record.trucks, imports - duals, visits);
        record.fetched = record.duals + alone;
        let brought = (record.trucks - alone).min(receivals);
        // Whoever is left over by rounding fetches.
        let spare = record.trucks - alone - brought;
        record.fetched = (record.fetched + spare).min(imports);
        record.exports = part(brought, exports, receivals);
        record.empties = (brought - record.exports).min(wanted.empties);
        record.exports = (brought - record.empties).min(exports);
    }

    /// The trucks of an hour that keep their appointment: their draws, in order of arrival.
    fn come(&mut self, gate: &Gate, hour: usize, booked: u32) -> u32 {
        let stream = self.stream.child(hour as u64);
        let no_show = count(gate.no_show * 4_096.0);
        self.trucks.clear();
        let draws = (0..u64::from(booked)).map(|truck| stream.bits(truck));
        self.trucks
            .extend(draws.filter(|draw| (draw & 0xfff) as u32 >= no_show));
        self.trucks.sort_unstable();
        u32::try_from(self.trucks.len()).expect("trucks of an hour")
    }

    /// Draws of the trucks that come in the hour, in order of arrival.
    pub(crate) fn draws(&self) -> &[u64] {
        &self.trucks
    }

    /// Lets the hour's trucks through the lane in and the yard, which takes them `slowdown` in
    /// 1/1,024 as long as it would.
    pub(crate) fn enter(&mut self, gate: &Gate, from: SimTime, slowdown: u16) {
        let after = gate
            .shifts
            .partition_point(|shift| shift.start < from + HOUR);
        let shift = after.checked_sub(1).map(|last| gate.shifts[last]);
        for draw in &self.trucks {
            let offset = ((draw >> 48).cast_signed() * HOUR.millis()) >> 16;
            let mut arrived = from + SimDuration::from_millis(offset);
            if let Some(shift) = shift {
                arrived = outside_meal(arrived.max(shift.start), &shift);
            }
            let mut start = arrived.max(self.lanes_in.first());
            if let Some(shift) = shift {
                start = outside_meal(start, &shift);
            }
            let service = i64::from(gate.in_service.pick(draw >> 12));
            let through = self
                .lanes_in
                .serve(start, SimDuration::from_millis(service));
            let drawn = i64::from(gate.inside.pick(draw >> 24));
            let inside = (drawn * i64::from(slowdown)) >> 10;
            self.inside.push(Reverse(Inside {
                at_lane_out: through + SimDuration::from_millis(inside),
                arrived,
                through: start,
                draw: *draw,
            }));
        }
        self.trucks.clear();
    }

    /// Lets trucks out that reach the lane out before an instant; fills in their turn times, and
    /// passes on when each is on the street, with its draw.
    pub(crate) fn leave(
        &mut self,
        gate: &Gate,
        before: SimTime,
        record: &mut GateHour,
        mut on_street: impl FnMut(SimTime, u64),
    ) {
        while let Some(Reverse(truck)) = self.inside.peek().copied() {
            if truck.at_lane_out >= before {
                break;
            }
            self.inside.pop();
            let start = truck.at_lane_out.max(self.lanes_out.first());
            let service = i64::from(gate.out_service.pick((truck.draw >> 36) << 6));
            let out = self
                .lanes_out
                .serve(start, SimDuration::from_millis(service));
            record.left += 1;
            record.queue += truck.through - truck.arrived;
            record.inside += out - truck.through;
            let bin = (out - truck.arrived).millis() / TURN_BIN.millis();
            let bin = usize::try_from(bin).map_or(TURN_BINS - 1, |bin| bin.min(TURN_BINS - 1));
            record.turns[bin] += 1;
            on_street(out, truck.draw);
        }
    }
}

/// When an hour begins.
pub(crate) fn start_of(hour: usize) -> SimTime {
    SimTime::ZERO + HOUR * i64::try_from(hour).expect("hours")
}

/// The instant, or the end of the meal that it falls into.
fn outside_meal(at: SimTime, shift: &GateShift) -> SimTime {
    match shift.meal {
        Some((from, to)) if from <= at && at < to => to,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Distribution;

    /// Mean wait of M/M/c in service times: Erlang C.
    fn erlang_c(load: f64, servers: u32) -> f64 {
        let c = f64::from(servers);
        let (mut term, mut sum) = (1.0, 0.0);
        for k in 0..servers {
            sum += term;
            term *= load / f64::from(k + 1);
        }
        let waiting = term * c / (c - load);
        waiting / (sum + waiting) / (c - load)
    }

    #[test]
    fn lanes_alone_are_m_m_c() {
        for (servers, use_of_all) in [(1_u16, 0.6), (3, 0.8), (8, 0.75)] {
            let load = use_of_all * f64::from(servers);
            let service = Distribution::exponential(180_000.0);
            let gap = Distribution::exponential(180_000.0 / load);
            let streams = Stream::root(7, 0);
            let (mut lanes, mut now, mut wait) = (Lanes::new(servers), SimTime::ZERO, 0.0);
            let trucks = 1_200_000_u64;
            for truck in 0..trucks {
                now = now + gap.span(streams.named("gap"), truck);
                let start = now.max(lanes.first());
                wait += (start - now).millis() as f64 / 180_000.0;
                lanes.serve(start, service.span(streams.named("service"), truck));
            }
            let (found, exact) = (wait / trucks as f64, erlang_c(load, servers.into()));
            assert!(
                (found / exact - 1.0).abs() < 0.06,
                "{found} against {exact}"
            );
        }
    }
}
