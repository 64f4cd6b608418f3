//! The order of vessels at each berth, with the departures that follow from it.

use crate::engine::SimTime;

use super::{Berthing, Instance};

/// Orders of vessels at the berths; each vessel is handled as early as its order allows.
#[derive(Clone, Debug)]
pub(super) struct Timetable<'a> {
    pub(super) instance: &'a Instance,
    /// Vessels of each berth in order.
    pub(super) orders: Vec<Vec<usize>>,
    /// Their departures.
    departures: Vec<Vec<SimTime>>,
    /// What an hour after a limit counts.
    penalty: f64,
}

impl<'a> Timetable<'a> {
    /// Berths without vessels.
    pub(super) fn empty(instance: &'a Instance, penalty: f64) -> Self {
        Self {
            instance,
            orders: vec![Vec::new(); instance.berths.len()],
            departures: vec![Vec::new(); instance.berths.len()],
            penalty,
        }
    }

    /// The timetable of given orders.
    pub(super) fn of(instance: &'a Instance, orders: Vec<Vec<usize>>, penalty: f64) -> Self {
        let mut made = Self {
            departures: orders
                .iter()
                .map(|order| vec![SimTime::ZERO; order.len()])
                .collect(),
            orders,
            instance,
            penalty,
        };
        for berth in 0..made.orders.len() {
            made.update(berth, 0);
        }
        made
    }

    /// When the berth is free for the vessel at a position of its order.
    fn free(&self, berth: usize, at: usize) -> SimTime {
        match at.checked_sub(1) {
            Some(before) => self.departures[berth][before],
            None => self.instance.berths[berth].open,
        }
    }

    /// Computes the departures of a berth anew from a position on.
    fn update(&mut self, berth: usize, from: usize) {
        let mut free = self.free(berth, from);
        let orders = self.orders[berth].iter().zip(&mut self.departures[berth]);
        for (vessel, departure) in orders.skip(from) {
            let next = self.instance.departure(*vessel, berth, free);
            free = next.expect("vessels are put where they can berth");
            *departure = free;
        }
    }

    /// What a departure of a vessel from a berth counts.
    fn cost(&self, vessel: usize, berth: usize, departure: SimTime) -> f64 {
        let late = departure - self.instance.due(vessel, berth);
        let late = if late.is_negative() {
            0.0
        } else {
            late.hours()
        };
        self.instance.vessels[vessel].cost(departure) + self.penalty * late
    }

    /// How much the cost grows if a vessel is put at a position; `None` where it cannot berth, or if
    /// that is `limit` or more.
    pub(super) fn insertion(
        &self,
        vessel: usize,
        berth: usize,
        at: usize,
        limit: f64,
    ) -> Option<f64> {
        let free = self.free(berth, at);
        let mut free = self.instance.departure(vessel, berth, free)?;
        let mut grows = self.cost(vessel, berth, free);
        let behind = self.orders[berth].iter().zip(&self.departures[berth]);
        for (other, was) in behind.skip(at) {
            let next = self.instance.departure(*other, berth, free);
            free = next.expect("vessels are put where they can berth");
            if free == *was || grows >= limit {
                break;
            }
            grows += self.cost(*other, berth, free) - self.cost(*other, berth, *was);
        }
        (grows < limit).then_some(grows)
    }

    /// The position at a berth at which a vessel costs least, with that cost; `None` where it cannot
    /// berth.
    pub(super) fn best_position(&self, vessel: usize, berth: usize) -> Option<(f64, usize)> {
        let mut best: Option<(f64, usize)> = None;
        for at in 0..=self.orders[berth].len() {
            let limit = best.map_or(f64::INFINITY, |(cost, _)| cost);
            if let Some(cost) = self.insertion(vessel, berth, at, limit) {
                best = Some((cost, at));
            }
        }
        best
    }

    /// The berth and position at which a vessel costs least.
    pub(super) fn cheapest(&self, vessel: usize) -> (usize, usize) {
        let berths = 0..self.orders.len();
        let places = berths.filter_map(|berth| {
            let (cost, at) = self.best_position(vessel, berth)?;
            Some((cost, (berth, at)))
        });
        let cheapest = places.min_by(|a, b| a.0.total_cmp(&b.0));
        cheapest.expect("a vessel can berth somewhere").1
    }

    /// What an hour after a limit counts.
    pub(super) fn penalty(&self) -> f64 {
        self.penalty
    }

    /// Puts a vessel at a position.
    pub(super) fn insert(&mut self, vessel: usize, berth: usize, at: usize) {
        self.orders[berth].insert(at, vessel);
        self.departures[berth].insert(at, SimTime::ZERO);
        self.update(berth, at);
    }

    /// Takes the vessel at a position out.
    pub(super) fn remove(&mut self, berth: usize, at: usize) -> usize {
        let vessel = self.orders[berth].remove(at);
        self.departures[berth].remove(at);
        self.update(berth, at);
        vessel
    }

    /// Where a vessel stands: berth and position.
    pub(super) fn position(&self, vessel: usize) -> Option<(usize, usize)> {
        let mut orders = self.orders.iter().enumerate();
        orders.find_map(|(berth, order)| {
            let at = order.iter().position(|other| *other == vessel)?;
            Some((berth, at))
        })
    }

    /// What the vessel at a position counts.
    pub(super) fn cost_at(&self, berth: usize, at: usize) -> f64 {
        self.cost(self.orders[berth][at], berth, self.departures[berth][at])
    }

    /// The whole cost, limits with their penalty.
    pub(super) fn total(&self) -> f64 {
        let berths = 0..self.orders.len();
        let costs = berths
            .flat_map(|berth| (0..self.orders[berth].len()).map(move |at| self.cost_at(berth, at)));
        costs.sum()
    }

    /// Every vessel with its berth and times.
    pub(super) fn berthings(&self) -> impl Iterator<Item = Berthing> {
        let berths = self.orders.iter().zip(&self.departures).enumerate();
        berths.flat_map(move |(berth, (order, departures))| {
            order
                .iter()
                .zip(departures)
                .map(move |(vessel, departure)| {
                    let handling = self.instance.vessels[*vessel].handling[berth];
                    Berthing {
                        vessel: *vessel,
                        berth,
                        start: *departure - handling.expect("vessels are put where they can berth"),
                        departure: *departure,
                    }
                })
        })
    }

    /// Weighted hours from arrival to departure, and hours after limits.
    pub(super) fn objective(&self) -> (f64, f64) {
        let (mut hours, mut late) = (0.0, 0.0);
        for one in self.berthings() {
            hours += self.instance.vessels[one.vessel].cost(one.departure);
            let over = one.departure - self.instance.due(one.vessel, one.berth);
            late += over.hours().max(0.0);
        }
        (hours, late)
    }
}
