//! One timer per server: a winner (tournament) tree over a fixed number of slots.
//!
//! A server that always has at most one next moment needs no calendar: setting, clearing and
//! finding the earliest of n timers cost log n comparisons and no memory. A node holds the winner
//! itself, time and slot in one number, so that a path to the root is one chain of minima.

use crate::engine::time::SimTime;

/// Bits of a key that hold the slot; the time stands above them.
const SLOT_BITS: u32 = 20;
/// First time that does not fit above the slot: 278 years.
const LIMIT: i64 = 1 << (63 - SLOT_BITS);
/// Key of a timer that is not set.
const UNSET: u64 = u64::MAX;

/// Timers of a fixed number of servers; at one instant the lower slot goes first.
#[derive(Clone, Debug)]
pub struct Timers {
    /// Keys: node 1 is the root, children of `n` are `2n` and `2n + 1`, leaves come last.
    nodes: Vec<u64>,
}

impl Timers {
    /// Timers for `slots` servers, none of them set.
    ///
    /// # Panics
    /// If there are more than a million slots.
    pub fn new(slots: usize) -> Self {
        assert!(
            slots < 1 << SLOT_BITS,
            "{slots} timers are more than their tree holds"
        );
        let leaves = slots.next_power_of_two().max(1);
        Self {
            nodes: vec![UNSET; 2 * leaves],
        }
    }

    /// Lets the timer of `slot` fire at `time`, whatever it was set to before.
    ///
    /// # Panics
    /// If `time` lies before time zero or 278 years after.
    #[inline]
    pub fn set(&mut self, slot: usize, time: SimTime) {
        let millis = time.millis();
        assert!(
            (0..LIMIT).contains(&millis),
            "timer {slot} was set to {time:?}, out of reach"
        );
        self.replace(slot, (millis.cast_unsigned() << SLOT_BITS) | slot as u64);
    }

    /// Stops the timer of `slot`.
    #[inline]
    pub fn clear(&mut self, slot: usize) {
        self.replace(slot, UNSET);
    }

    /// The earliest timer: when, and whose. `None` if none is set.
    #[inline]
    pub fn next(&self) -> Option<(SimTime, usize)> {
        let key = self.nodes[1];
        let slot = key & ((1 << SLOT_BITS) - 1);
        let slot = slot as usize;
        let time = SimTime::from_millis((key >> SLOT_BITS).cast_signed());
        (key != UNSET).then_some((time, slot))
    }

    /// Puts a key into the leaf of a slot, and the winners into the nodes above it.
    #[inline]
    fn replace(&mut self, slot: usize, key: u64) {
        let mut node = self.nodes.len() / 2 + slot;
        let mut winner = key;
        self.nodes[node] = key;
        while node > 1 {
            winner = winner.min(self.nodes[node ^ 1]);
            node /= 2;
            self.nodes[node] = winner;
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
                if time == SimTime::NEVER {
                    timers.clear(slot);
                } else {
                    timers.set(slot, time);
                }
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
