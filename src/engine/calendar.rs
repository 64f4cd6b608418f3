//! The future event list: what will happen, in one total order.
//!
//! Order is `(time, rank, entity)` and nothing else: never the order of insertion. Rank says what
//! goes first at one instant and is a modeling decision of whoever defines the events; entity
//! tells two events of one rank apart. Two pending events with the same key are a bug.

use crate::engine::time::SimTime;

/// Something that can be put into a calendar.
pub trait Event: Copy {
    /// What goes first at one instant: lower first.
    fn rank(&self) -> u8;
    /// Tells events of one rank apart: lower first.
    fn entity(&self) -> u32;
    /// Name of the kind of event, for errors.
    fn name(&self) -> &'static str;
}

/// Position of an event in the total order, as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(u128);

impl Key {
    /// The key of an event at `time`.
    #[inline]
    pub(crate) fn new(time: SimTime, rank: u8, entity: u32) -> Self {
        let millis = u64::try_from(time.millis()).expect("events lie at or after time zero");
        Self((u128::from(millis) << 40) | (u128::from(rank) << 32) | u128::from(entity))
    }

    /// After everything that happens.
    pub(crate) const NEVER: Self = Self(u128::MAX);

    /// When.
    pub(crate) fn time(self) -> SimTime {
        i64::try_from(self.0 >> 40).map_or(SimTime::NEVER, SimTime::from_millis)
    }
}

/// Children of a node: a flat heap of four-way nodes touches fewer cache lines than a binary one.
const ARITY: usize = 4;

/// Pending events as a heap.
#[derive(Clone, Debug)]
pub struct Calendar<E> {
    heap: Vec<(Key, E)>,
}

impl<E: Event> Default for Calendar<E> {
    fn default() -> Self {
        Self { heap: Vec::new() }
    }
}

impl<E: Event> Calendar<E> {
    /// Events pending.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// Puts an event in.
    pub fn schedule(&mut self, time: SimTime, event: E) {
        let entry = (Key::new(time, event.rank(), event.entity()), event);
        let mut at = self.heap.len();
        self.heap.push(entry);
        while at > 0 {
            let parent = (at - 1) / ARITY;
            if self.heap[parent].0 <= entry.0 {
                break;
            }
            self.heap[at] = self.heap[parent];
            at = parent;
        }
        self.heap[at] = entry;
    }

    /// Key of the next event; [`Key::NEVER`] if nothing is pending.
    #[inline]
    pub(crate) fn next_key(&self) -> Key {
        self.heap.first().map_or(Key::NEVER, |(key, _)| *key)
    }

    /// Takes the next event out.
    ///
    /// # Panics
    /// If another pending event has the same key: their order would be an accident.
    pub fn pop(&mut self) -> Option<(SimTime, E)> {
        let last = self.heap.pop()?;
        let Some(&(key, event)) = self.heap.first() else {
            return Some((last.0.time(), last.1));
        };
        self.sift_down(last);
        assert!(
            self.heap[0].0 != key,
            "two `{}` events of one entity at {:?} have no order",
            event.name(),
            key.time()
        );
        Some((key.time(), event))
    }

    /// Puts `entry` in place of the first one.
    fn sift_down(&mut self, entry: (Key, E)) {
        let (mut at, len) = (0, self.heap.len());
        loop {
            let first = at * ARITY + 1;
            if first >= len {
                break;
            }
            let mut least = first;
            for child in first + 1..(first + ARITY).min(len) {
                if self.heap[child].0 < self.heap[least].0 {
                    least = child;
                }
            }
            if entry.0 <= self.heap[least].0 {
                break;
            }
            self.heap[at] = self.heap[least];
            at = least;
        }
        self.heap[at] = entry;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Stream;

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Plain(u8, u32);

    impl Event for Plain {
        fn rank(&self) -> u8 {
            self.0
        }
        fn entity(&self) -> u32 {
            self.1
        }
        fn name(&self) -> &'static str {
            "plain"
        }
    }

    #[test]
    fn events_come_out_by_time_then_rank_then_entity_whatever_the_order_of_insertion() {
        let stream = Stream::root(3, 0);
        let mut expected = Vec::new();
        for i in 0..5_000_u32 {
            let time = i64::try_from(stream.bits(u64::from(i)) % 97).unwrap();
            expected.push((SimTime::from_millis(time), Plain((i % 5) as u8, i)));
        }
        let mut calendar = Calendar::default();
        for (time, event) in &expected {
            calendar.schedule(*time, *event);
        }
        expected.sort_by_key(|(time, event)| (*time, event.0, event.1));
        let popped: Vec<_> = std::iter::from_fn(|| calendar.pop()).collect();
        assert_eq!(popped, expected);
        assert!(calendar.is_empty());
    }

    #[test]
    #[should_panic(expected = "have no order")]
    fn two_events_with_one_key_are_a_bug() {
        let mut calendar = Calendar::default();
        calendar.schedule(SimTime::ZERO, Plain(1, 1));
        calendar.schedule(SimTime::ZERO, Plain(1, 1));
        calendar.pop();
    }
}
