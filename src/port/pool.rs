//! Units that are lent and come back: pilots, tugs, capture barges, bunker barges.

use std::collections::VecDeque;

use crate::engine::SimTime;
use crate::port::event::CallId;

/// Equal units, each with a number from 0.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    /// How many there are; `None` where there are always enough.
    size: Option<u32>,
    /// By number: whether the unit is out. Grows to the most that were out at once.
    out: Vec<bool>,
    /// How many are out.
    lent: u32,
}

impl Pool {
    /// A pool of so many units, none of them out; `None` never runs short.
    pub(crate) fn new(size: Option<u32>) -> Self {
        Self {
            size,
            out: Vec::new(),
            lent: 0,
        }
    }

    /// Whether so many units are on hand.
    pub(crate) fn has(&self, units: u32) -> bool {
        self.size.is_none_or(|size| size - self.lent >= units)
    }

    /// Lends the unit of the lowest number on hand, if there is one.
    pub(crate) fn take(&mut self) -> Option<u32> {
        if !self.has(1) {
            return None;
        }
        let free = self.out.iter().position(|out| !out);
        let number = free.unwrap_or_else(|| {
            self.out.push(false);
            self.out.len() - 1
        });
        self.out[number] = true;
        self.lent += 1;
        Some(u32::try_from(number).expect("units are counted in 32 bits"))
    }

    /// Takes a unit back.
    ///
    /// # Panics
    /// If it is not out: a bug.
    pub(crate) fn give_back(&mut self, number: u32) {
        let out = self.out.get_mut(number as usize).filter(|out| **out);
        *out.expect("a unit comes back from where it was lent") = false;
        self.lent -= 1;
    }

    /// Lends so many units that nobody tells apart.
    ///
    /// # Panics
    /// If there are not so many: a bug.
    pub(crate) fn take_any(&mut self, units: u32) {
        assert!(self.has(units), "{units} units lent of {self:?}");
        self.lent += units;
    }

    /// Takes so many units back that nobody tells apart.
    pub(crate) fn give_back_any(&mut self, units: u32) {
        self.lent -= units;
    }
}

/// Barges of one port, and the vessels that wait for one in order of asking.
#[derive(Clone, Debug)]
pub(crate) struct Fleet {
    barges: Pool,
    waiting: VecDeque<CallId>,
}

impl Fleet {
    /// A fleet of so many barges, all free.
    pub(crate) fn new(barges: u16) -> Self {
        Self {
            barges: Pool::new(Some(barges.into())),
            waiting: VecDeque::new(),
        }
    }

    /// A vessel asks for a barge.
    pub(crate) fn ask(&mut self, id: CallId) {
        self.waiting.push_back(id);
    }

    /// A vessel waits no longer.
    pub(crate) fn give_up(&mut self, id: CallId) {
        self.waiting.retain(|waiting| *waiting != id);
    }

    /// The vessel that has waited longest and the free barge of the lowest number, which sets out.
    pub(crate) fn set_out(&mut self) -> Option<(CallId, u16)> {
        let id = *self.waiting.front()?;
        let barge = self.barges.take()?;
        self.waiting.pop_front();
        Some((id, u16::try_from(barge).expect("counted in 16 bits")))
    }

    /// A barge is back.
    pub(crate) fn free(&mut self, barge: u16) {
        self.barges.give_back(barge.into());
    }
}

/// A level that goes up and down in whole units, and its integral over time: what barges capture,
/// what a terminal delivers. Held against the sum over vessels.
#[derive(Clone, Debug, Default)]
pub(crate) struct Level {
    value: i64,
    /// Units times milliseconds up to `changed`.
    integral: i128,
    changed: SimTime,
}

impl Level {
    /// The level now.
    pub(crate) fn value(&self) -> i64 {
        self.value
    }

    /// Changes the level.
    ///
    /// # Panics
    /// If it falls below zero: a bug.
    pub(crate) fn step(&mut self, by: i64, now: SimTime) {
        self.integral(now);
        self.value += by;
        assert!(self.value >= 0, "a level fell below zero");
    }

    /// Units times milliseconds until now.
    pub(crate) fn integral(&mut self, now: SimTime) -> i128 {
        self.integral += i128::from(self.value) * i128::from((now - self.changed).millis());
        self.changed = now;
        self.integral
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimDuration;
    use crate::port::fixture::call_id;

    #[test]
    fn barges_serve_in_order_of_asking_and_one_vessel_each() {
        let mut fleet = Fleet::new(2);
        for number in [7, 3, 9, 4] {
            fleet.ask(call_id(number));
        }
        assert_eq!(fleet.set_out(), Some((call_id(7), 0)));
        assert_eq!(fleet.set_out(), Some((call_id(3), 1)));
        assert_eq!(fleet.set_out(), None, "both are out");
        fleet.give_up(call_id(9));
        fleet.free(1);
        assert_eq!(fleet.set_out(), Some((call_id(4), 1)), "9 has sailed");
    }

    #[test]
    fn a_level_is_integrated_over_time() {
        let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
        let mut level = Level::default();
        level.step(1, at(1.0));
        level.step(1, at(2.0));
        level.step(-1, at(5.0));
        // One from 1 h to 8 h, one from 2 h to 5 h.
        assert_eq!(level.integral(at(8.0)), 10 * 3_600_000);
        assert_eq!(level.value(), 1);
    }

    #[test]
    fn a_pool_lends_what_it_has_and_one_without_limit_never_runs_short() {
        let mut tugs = Pool::new(Some(3));
        tugs.take_any(2);
        assert!(tugs.has(1) && !tugs.has(2));
        tugs.give_back_any(2);
        assert!(tugs.has(3));
        let mut pilots = Pool::new(None);
        pilots.take_any(1_000);
        assert!(pilots.has(u32::MAX));
    }
}
