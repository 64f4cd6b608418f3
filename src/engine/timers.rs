//! One timer per server: a tournament over a fixed number of slots.
//!
//! A server that always has at most one next moment needs no calendar: setting, clearing and
//! finding the earliest of n timers cost log n comparisons and no memory. It is a tree of losers
//! (Knuth, The Art of Computer Programming 3, 5.4.1): a node keeps who lost there, time and slot
//! in one number, and the winner stands on top. Nearly always it is the winner whose timer is set
//! anew, since it has just fired; its way up is then one load, one minimum and one maximum a
//! level, with nothing to branch on.

use crate::engine::time::SimTime;

/// Bits of a key that hold the slot; the time stands above them.
const SLOT_BITS: u32 = 20;
/// The slot in a key.
const SLOT: u64 = (1 << SLOT_BITS) - 1;
/// First time that does not fit above the slot: 278 years. It stands in keys of timers not set.
const LIMIT: i64 = 1 << (63 - SLOT_BITS);
/// Nodes of the top of a tree that is no smaller, through which the way is laid out level by level.
const TOP: usize = 64;
/// Key of a timer that is not set, but for its slot.
const UNSET: u64 = LIMIT.cast_unsigned() << SLOT_BITS;

/// A moment as keys are compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Before(u64);

impl Before {
    /// Keys of timers that fire before `time` are below it.
    #[inline]
    pub(crate) fn of(time: SimTime) -> Self {
        Self(time.millis().clamp(0, LIMIT).cast_unsigned() << SLOT_BITS)
    }
}

/// Timers of a fixed number of servers; at one instant the lower slot goes first.
#[derive(Clone, Debug)]
pub struct Timers {
    /// Least key of all: the winner.
    first: u64,
    /// Keys of who lost at each node: the root is node 1, the children of `n` are `2n` and
    /// `2n + 1`, and where nodes would go on stand the leaves, which keep nothing. Node 0 is none.
    losers: Vec<u64>,
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
        let width = slots.next_power_of_two();
        // Where all are alike the lower slot wins: the loser is the first below the right child.
        let loser = |node: usize| {
            let right = 2 * node + 1;
            UNSET | ((right << (width.ilog2() - right.ilog2())) - width) as u64
        };
        let losers = std::iter::once(UNSET).chain((1..width).map(loser));
        Self {
            first: UNSET,
            losers: losers.collect(),
        }
    }

    /// Lets the timer of `slot` fire at `time`, whatever it was set to before.
    ///
    /// # Panics
    /// If `time` lies before time zero or 278 years after, or there is no such slot.
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
        self.replace(slot, UNSET | slot as u64);
    }

    /// Whether the earliest timer is still the one that [`next_before`](Self::next_before) returned.
    #[inline]
    pub(crate) fn is_first(&self, time: SimTime, slot: usize) -> bool {
        self.first == (time.millis().cast_unsigned() << SLOT_BITS) | slot as u64
    }

    /// The earliest timer: when, and whose. `None` if none is set.
    #[inline]
    pub fn next(&self) -> Option<(SimTime, usize)> {
        self.next_before(Before::of(SimTime::NEVER))
    }

    /// The earliest timer, if it fires before a moment.
    #[inline]
    pub(crate) fn next_before(&self, moment: Before) -> Option<(SimTime, usize)> {
        let millis = (self.first >> SLOT_BITS).cast_signed();
        let slot = (self.first & SLOT) as usize;
        (self.first < moment.0).then_some((SimTime::from_millis(millis), slot))
    }

    /// Gives a slot another key.
    #[inline]
    fn replace(&mut self, slot: usize, key: u64) {
        if self.first & SLOT != slot as u64 {
            self.replace_loser(slot, key);
            return;
        }
        let width = self.losers.len();
        let (mut winner, mut node) = (key, (width + slot) >> 1);
        while node >= TOP {
            // The mask changes nothing; it tells the compiler that the node is there.
            meet(&mut winner, &mut self.losers[node & (width - 1)]);
            node /= 2;
        }
        if let Some(top) = self.losers.first_chunk_mut::<TOP>() {
            node &= TOP - 1;
            // A number of rounds that is known: no loop is left of it.
            for _ in 0..TOP.ilog2() {
                meet(&mut winner, &mut top[node]);
                node /= 2;
            }
        } else {
            while node > 0 {
                meet(&mut winner, &mut self.losers[node & (width - 1)]);
                node /= 2;
            }
        }
        self.first = winner;
    }

    /// Gives a slot that is not the winner another key.
    ///
    /// # Panics
    /// If there is no such slot.
    #[inline(never)]
    fn replace_loser(&mut self, slot: usize, mut key: u64) {
        assert!(slot < self.losers.len(), "there is no timer {slot}");
        // Up to where it lost it used to win: whoever wins there now has lost in its place.
        let mut node = (self.losers.len() + slot) >> 1;
        while self.losers[node] & SLOT != slot as u64 {
            meet(&mut key, &mut self.losers[node]);
            node /= 2;
        }
        self.losers[node] = key;
        // If it should have won there, it changes places with who did, and so on further up.
        while node > 0 {
            let above = self.winner_of(node);
            let won = if above == 0 {
                self.first
            } else {
                self.losers[above]
            };
            if won < key {
                break;
            }
            self.losers[node] = won;
            if above == 0 {
                self.first = key;
            } else {
                self.losers[above] = key;
            }
            node = above;
        }
    }

    /// The node above where the winner of `node` lost in the end; 0 if it won everything.
    fn winner_of(&self, node: usize) -> usize {
        let width = self.losers.len();
        let levels = width.ilog2() - node.ilog2();
        let is_below = |key: u64| (width + (key & SLOT) as usize) >> levels == node;
        let mut above = node / 2;
        while above > 0 && !is_below(self.losers[above]) {
            above /= 2;
        }
        above
    }
}

/// Two meet at a node: the lesser goes on, the other stays.
#[inline]
fn meet(winner: &mut u64, loser: &mut u64) {
    (*winner, *loser) = ((*winner).min(*loser), (*winner).max(*loser));
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
