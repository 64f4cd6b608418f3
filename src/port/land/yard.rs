//! A yard: imports as cohorts by the hour they landed and the hour they are ready, exports and
//! empties as counts.

use std::collections::VecDeque;

use crate::port::record::{Dwell, Stock};

/// Hours after which an import counts as old, and as very old.
const OLD: [u32; 2] = [5 * 24, 9 * 24];
/// Hours ahead that a container may be wanted or ready at most; later ones are so then.
const AHEAD: u32 = 4_096;

/// Imports of one flow: first not ready, then ready, then gone.
#[derive(Clone, Debug)]
pub(crate) struct Imports {
    /// By hour of readiness, round and round: hour landed, and how many.
    ripening: Vec<Vec<(u32, u32)>>,
    /// Ready ones in order of readiness: hour landed, and how many.
    ready: VecDeque<(u32, u32)>,
    ready_count: u32,
    stock: u32,
    /// By hour landed, round and round: how many stand that are not very old.
    young: Vec<u32>,
    /// How many are old, and very old.
    older: [u32; 2],
    /// The hour that has begun.
    hour: u32,
}

impl Imports {
    /// None, with at most so many hours from landing to ready.
    pub(crate) fn new(longest: u32) -> Self {
        let hours = (longest.min(AHEAD) + 2) as usize;
        Self {
            ripening: vec![Vec::new(); hours],
            ready: VecDeque::new(),
            ready_count: 0,
            stock: 0,
            young: vec![0; OLD[1] as usize + 1],
            older: [0; 2],
            hour: 0,
        }
    }

    /// A container lands in the hour that has begun and is ready so many hours later.
    pub(crate) fn land(&mut self, ready_after: u32) {
        self.stock += 1;
        let (landed, young) = (self.hour, self.young.len());
        self.young[landed as usize % young] += 1;
        if ready_after == 0 {
            self.ready_count += 1;
            push(&mut self.ready, landed, 1);
            return;
        }
        let hours = self.ripening.len();
        let after = (ready_after as usize).min(hours - 1);
        let cohort = &mut self.ripening[(landed as usize + after) % hours];
        match cohort.last_mut() {
            Some((hour, count)) if *hour == landed => *count += 1,
            _ => cohort.push((landed, 1)),
        }
    }

    /// The next hour begins: who is ready now, and who is old now.
    pub(crate) fn turn(&mut self) {
        self.hour += 1;
        let slots = self.young.len();
        let landed = |age: u32| self.hour.checked_sub(age + 1);
        if let Some(hour) = landed(OLD[0]) {
            self.older[0] += self.young[hour as usize % slots];
        }
        if let Some(hour) = landed(OLD[1]) {
            let young = std::mem::take(&mut self.young[hour as usize % slots]);
            self.older[1] += young;
        }
        let hours = self.ripening.len();
        let cohort = &mut self.ripening[self.hour as usize % hours];
        for (landed, count) in cohort.drain(..) {
            self.ready_count += count;
            push(&mut self.ready, landed, count);
        }
    }

    /// Takes ready containers, whoever has been ready longest first, and notes how long they stood.
    ///
    /// # Panics
    /// If fewer are ready: a bug.
    pub(crate) fn fetch(&mut self, wanted: u32, dwell: &mut Dwell) {
        assert!(wanted <= self.ready_count, "nobody leaves before ready");
        let mut left = wanted;
        while left > 0 {
            let (landed, count) = self.ready.front_mut().expect("ready ones are listed");
            let (landed, taken) = (*landed, left.min(*count));
            *count -= taken;
            if *count == 0 {
                self.ready.pop_front();
            }
            left -= taken;
            let age = self.hour - landed;
            dwell.add(taken, u64::from(age) * u64::from(taken), age);
            if age > OLD[0] {
                self.older[0] -= taken;
            }
            if age > OLD[1] {
                self.older[1] -= taken;
            } else {
                let slots = self.young.len();
                self.young[landed as usize % slots] -= taken;
            }
        }
        self.ready_count -= wanted;
        self.stock -= wanted;
    }

    /// How many stand.
    pub(crate) fn stock(&self) -> u32 {
        self.stock
    }

    /// How many are ready.
    pub(crate) fn ready(&self) -> u32 {
        self.ready_count
    }

    /// How many are old, and very old.
    pub(crate) fn older(&self) -> [u32; 2] {
        self.older
    }
}

/// Appends containers to a list, with those of the same hour at its end.
fn push(list: &mut VecDeque<(u32, u32)>, landed: u32, count: u32) {
    match list.back_mut() {
        Some((hour, there)) if *hour == landed => *there += count,
        _ => list.push_back((landed, count)),
    }
}

/// Exports, or empties: first to come, then in the yard, then loaded.
#[derive(Clone, Debug)]
pub(crate) struct Outbound {
    /// By hour, round and round: how many will be ready to come to the gate then, and how many
    /// come by train.
    ahead: Vec<[u32; 2]>,
    ahead_count: u32,
    /// Ready to come.
    to_come: u32,
    stock: u32,
    hour: u32,
}

impl Outbound {
    /// None.
    pub(crate) fn new() -> Self {
        Self {
            ahead: vec![[0; 2]; AHEAD as usize],
            ahead_count: 0,
            to_come: 0,
            stock: 0,
            hour: 0,
        }
    }

    /// A container will be ready to come at an hour, or is now if that has passed; by train it
    /// comes in the next hour at the earliest.
    pub(crate) fn announce(&mut self, hour: u32, by_train: bool) {
        if hour <= self.hour && !by_train {
            self.to_come += 1;
        } else {
            let hour = hour.clamp(self.hour + 1, self.hour + AHEAD - 1);
            self.ahead[(hour % AHEAD) as usize][usize::from(by_train)] += 1;
            self.ahead_count += 1;
        }
    }

    /// The next hour begins; how many have come by train.
    pub(crate) fn turn(&mut self) -> u32 {
        self.hour += 1;
        let there = &mut self.ahead[(self.hour % AHEAD) as usize];
        let [ready, by_train] = std::mem::take(there);
        self.to_come += ready;
        self.stock += by_train;
        self.ahead_count -= ready + by_train;
        by_train
    }

    /// So many come.
    ///
    /// # Panics
    /// If fewer are ready to: a bug.
    pub(crate) fn receive(&mut self, containers: u32) {
        assert!(containers <= self.to_come, "nobody comes before ready");
        self.to_come -= containers;
        self.stock += containers;
    }

    /// So many are loaded; how many of them were not in the yard and came to the vessel's side,
    /// before they were to.
    ///
    /// # Panics
    /// If fewer were announced: a bug.
    pub(crate) fn load(&mut self, containers: u32) -> u32 {
        let late = containers.saturating_sub(self.stock);
        self.stock -= containers - late;
        let ready = late.min(self.to_come);
        self.to_come -= ready;
        let mut hour = self.hour;
        let mut missing = late - ready;
        assert!(missing <= self.ahead_count, "what is loaded was announced");
        self.ahead_count -= missing;
        while missing > 0 {
            hour += 1;
            for there in &mut self.ahead[(hour % AHEAD) as usize] {
                let taken = missing.min(*there);
                *there -= taken;
                missing -= taken;
            }
        }
        late
    }

    /// How many are ready to come.
    pub(crate) fn to_come(&self) -> u32 {
        self.to_come
    }

    /// How many stand.
    pub(crate) fn stock(&self) -> u32 {
        self.stock
    }
}

/// Containers in one yard.
#[derive(Clone, Debug)]
pub(crate) struct Containers {
    pub(crate) truck: Imports,
    pub(crate) rail: Imports,
    pub(crate) export: Outbound,
    pub(crate) empty: Outbound,
}

impl Containers {
    /// An empty yard, with the longest times to ready by truck and by rail.
    pub(crate) fn new(truck: u32, rail: u32) -> Self {
        Self {
            truck: Imports::new(truck),
            rail: Imports::new(rail),
            export: Outbound::new(),
            empty: Outbound::new(),
        }
    }

    /// The next hour begins; how many exports have come by train.
    pub(crate) fn turn(&mut self) -> u32 {
        self.truck.turn();
        self.rail.turn();
        self.empty.turn();
        self.export.turn()
    }

    /// What stands there.
    pub(crate) fn stock(&self) -> Stock {
        Stock {
            import_truck: self.truck.stock(),
            import_rail: self.rail.stock(),
            export: self.export.stock(),
            empty: self.empty.stock(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_container_is_followed_from_landing_to_its_truck() {
        let mut imports = Imports::new(48);
        imports.turn();
        imports.land(30);
        let mut dwell = Dwell::default();
        for _ in 0..29 {
            imports.turn();
            assert_eq!((imports.stock(), imports.ready()), (1, 0));
        }
        imports.turn();
        assert_eq!((imports.stock(), imports.ready()), (1, 1));
        for _ in 0..100 {
            imports.turn();
        }
        assert_eq!(imports.older(), [1, 0], "130 hours old");
        imports.fetch(1, &mut dwell);
        assert_eq!((dwell.containers, dwell.hours), (1, 130));
        assert_eq!(dwell.bins[10], 1, "from 5 to 5.5 days");
        assert_eq!((imports.stock(), imports.older()), (0, [0, 0]));
    }

    #[test]
    fn stock_over_time_is_dwell_over_containers_to_the_container() {
        let mut imports = Imports::new(60);
        let mut dwell = Dwell::default();
        let mut stock_hours = 0_u64;
        for hour in 0_u32..2_000 {
            if hour < 1_500 {
                for i in 0..hour % 7 {
                    imports.land((hour * 13 + i * 29) % 61);
                }
            }
            stock_hours += u64::from(imports.stock());
            imports.turn();
            // Sometimes nobody comes for twelve days.
            if hour % 600 > 290 {
                imports.fetch(imports.ready(), &mut dwell);
            }
            let [old, very_old] = imports.older();
            assert!(very_old <= old && old <= imports.stock());
        }
        assert_eq!(imports.stock(), 0);
        assert_eq!(dwell.hours, stock_hours, "Little's law");
        assert_eq!(imports.older(), [0, 0]);
    }

    #[test]
    fn exports_come_when_announced_and_late_ones_to_the_vessels_side() {
        let mut exports = Outbound::new();
        for hour in [0, 3, 3, 9] {
            exports.announce(hour, false);
        }
        assert_eq!(exports.to_come(), 1);
        for _ in 0..3 {
            exports.turn();
        }
        assert_eq!(exports.to_come(), 3);
        exports.receive(2);
        assert_eq!(exports.load(4), 2, "one ready, one of hour 9");
        assert_eq!((exports.stock(), exports.to_come()), (0, 0));
    }
}
