//! One timer per server: a winner (tournament) tree over a fixed number of slots.
//!
//! A server that always has at most one next moment needs no calendar: setting, clearing and
//! finding the earliest of n timers cost log n comparisons and no memory.

use crate::engine::time::SimTime;

/// Timers of a fixed number of servers; at one instant the lower slot goes first.
#[derive(Clone, Debug)]
pub struct Timers {
    /// Leaves of the tree: when each slot fires, padded to a power of two with `NEVER`.
    times: Vec<SimTime>,
    /// Winning slot of each inner node; node 1 is the root, children of `n` are `2n`, `2n + 1`.
    winners: Vec<u32>,
}

impl Timers {
    /// Timers for `slots` servers, none of them set.
    ///
    /// # Panics
    /// If there are more than four billion slots.
    pub fn new(slots: usize) -> Self {
        let leaves = slots.next_power_of_two().max(2);
        let mut timers = Self {
            times: vec![SimTime::NEVER; leaves],
            winners: vec![0; leaves],
        };
        for node in (1..leaves).rev() {
            timers.winners[node] = timers.winner_of(node);
        }
        timers
    }

    /// Lets the timer of `slot` fire at `time`, whatever it was set to before.
    #[inline]
    pub fn set(&mut self, slot: usize, time: SimTime) {
        self.times[slot] = time;
        let mut node = usize::midpoint(slot, self.times.len());
        while node > 0 {
            self.winners[node] = self.winner_of(node);
            node /= 2;
        }
    }

    /// Stops the timer of `slot`.
    pub fn clear(&mut self, slot: usize) {
        self.set(slot, SimTime::NEVER);
    }

    /// The earliest timer: when, and whose. `None` if none is set.
    #[inline]
    pub fn next(&self) -> Option<(SimTime, usize)> {
        let slot = self.winners[1] as usize;
        (self.times[slot] != SimTime::NEVER).then_some((self.times[slot], slot))
    }

    /// Slot that wins at an inner node; ties go to the lower slot.
    #[inline]
    fn winner_of(&self, node: usize) -> u32 {
        let contender = |child: usize| {
            let leaves = self.times.len();
            if child >= leaves {
                u32::try_from(child - leaves).expect("slots fit u32")
            } else {
                self.winners[child]
            }
        };
        let (left, right) = (contender(2 * node), contender(2 * node + 1));
        if self.times[right as usize] < self.times[left as usize] {
            right
        } else {
            left
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Stream;

    #[test]
    fn the_earliest_timer_wins_and_ties_go_to_the_lower_slot() {
        let stream = Stream::root(8, 0);
        for slots in [1_usize, 2, 3, 7, 64, 65] {
            let mut timers = Timers::new(slots);
            let mut plain = vec![SimTime::NEVER; slots];
            assert_eq!(timers.next(), None);
            for step in 0..2_000_u64 {
                let slot = usize::try_from(stream.bits(2 * step)).unwrap() % slots;
                let bits = stream.bits(2 * step + 1);
                let time = if bits.is_multiple_of(5) {
                    SimTime::NEVER
                } else {
                    SimTime::from_millis(i64::try_from(bits % 50).unwrap())
                };
                timers.set(slot, time);
                plain[slot] = time;
                let least = plain
                    .iter()
                    .enumerate()
                    .min_by_key(|(slot, time)| (**time, *slot));
                let expected = least
                    .filter(|(_, time)| **time != SimTime::NEVER)
                    .map(|(slot, time)| (*time, slot));
                assert_eq!(timers.next(), expected);
            }
        }
    }
}
