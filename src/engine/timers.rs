//! One timer per server: a winner (tournament) tree over a fixed number of slots.
//!
//! A server that always has at most one next moment needs no calendar: setting, clearing and
//! finding the earliest of n timers cost log n comparisons and no memory. A node holds the winner
//! itself, time and slot in one number, so that a path to the root is one chain of minima; four
//! children stand side by side, which halves the chain and the cache lines of a large tree.

use crate::engine::time::SimTime;

/// Bits of a key that hold the slot; the time stands above them.
const SLOT_BITS: u32 = 20;
/// First time that does not fit above the slot: 278 years.
const LIMIT: i64 = 1 << (63 - SLOT_BITS);
/// Key of a timer that is not set; its time is beyond the limit.
const UNSET: u64 = u64::MAX;

/// Four keys side by side.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Four([u64; 4]);

/// Timers of a fixed number of servers; at one instant the lower slot goes first.
#[derive(Clone, Debug)]
pub struct Timers {
    /// Least key of all.
    first: u64,
    /// Keys, level by level: the root's four children come first, those of key `j` of four `n`
    /// are four `4n + j + 1`, and the last level holds the timers.
    fours: Vec<Four>,
    /// Where the last level begins.
    leaves: usize,
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
        let (mut leaves, mut width) = (0, 1);
        while 4 * width < slots {
            leaves += width;
            width *= 4;
        }
        Self {
            first: UNSET,
            fours: vec![Four([UNSET; 4]); leaves + slots.div_ceil(4).max(1)],
            leaves,
        }
    }

    /// Lets the timer of `slot` fire at `time`, whatever it was set to before.
    ///
    /// # Panics
    /// If `time` lies before time zero or 278 years after.
    #[inline]
    pub fn set(&mut self, slot: usize, time: SimTime) {
        let millis = time.millis();
        if !(0..LIMIT).contains(&millis) {
            out_of_reach(slot, time);
        }
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
        self.next_before(SimTime::NEVER)
    }

    /// The earliest timer, if it fires before `time`.
    #[inline]
    pub(crate) fn next_before(&self, time: SimTime) -> Option<(SimTime, usize)> {
        let slot = self.first & ((1 << SLOT_BITS) - 1);
        let millis = (self.first >> SLOT_BITS).cast_signed();
        let before = millis < time.millis().min(LIMIT);
        before.then_some((SimTime::from_millis(millis), slot as usize))
    }

    /// Puts a key into the leaf of a slot, and the winners into the nodes above it.
    #[inline]
    fn replace(&mut self, slot: usize, key: u64) {
        let (mut four, mut place) = (self.leaves + slot / 4, slot % 4);
        let mut winner = key;
        loop {
            let Four(keys) = &mut self.fours[four];
            keys[place] = winner;
            let others = keys[place ^ 1].min(keys[place ^ 2]).min(keys[place ^ 3]);
            winner = winner.min(others);
            if four == 0 {
                break;
            }
            (four, place) = ((four - 1) / 4, (four - 1) % 4);
        }
        self.first = winner;
    }
}

/// Beside the path of timers that fit.
#[cold]
#[inline(never)]
fn out_of_reach(slot: usize, time: SimTime) -> ! {
    panic!("timer {slot} was set to {time:?}, out of reach");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Stream;

    #[test]
    fn the_earliest_timer_wins_and_ties_go_to_the_lower_slot() {
        let stream = Stream::root(8, 0);
        for slots in [1_usize, 2, 3, 4, 5, 16, 17, 64, 65, 108] {
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
