//! What must be remembered of a call until it has departed: nothing of it stays afterwards, so
//! that memory follows the vessels there are, not those there have been.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::TerminalId;
use crate::port::record::CallTag;

/// Calls made and not yet departed.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenCalls {
    /// In order of their numbers: a few hundred at most unless vessels pile up.
    calls: Vec<OpenCall>,
    /// Where the call stood that was asked for last: the cranes of a vessel speak one by one.
    latest: usize,
}

/// One call under way.
#[derive(Clone, Debug)]
struct OpenCall {
    tag: CallTag,
    /// Moves asked for.
    asked: u32,
    /// Sailing, of a call list the row.
    sailing: i64,
    /// At the pilot boarding place, once it is there, ...
    arrival: Option<SimTime>,
    /// ... and whether it is bound for its berth since.
    is_bound: bool,
    /// Length over all less that of the class, in m.
    longer: f64,
    /// Times with a crane allocated, disjoint and in order.
    craned: Vec<(SimTime, SimTime)>,
}

impl OpenCalls {
    /// A call was made, for so many moves, by a vessel so many meters longer than its class.
    pub(super) fn made(&mut self, tag: CallTag, sailing: i64, asked: u32, longer: f64) {
        let open = self.entry(tag);
        (open.sailing, open.asked, open.longer) = (sailing, asked, longer);
    }

    /// A vessel waits for its berth, or is bound for it: the instant of its arrival where that is news
    /// of the end of its wait.
    pub(super) fn came(&mut self, tag: CallTag, is_bound: bool, at: SimTime) -> Option<SimTime> {
        let open = self.entry(tag);
        let arrival = *open.arrival.get_or_insert(at);
        let is_news = is_bound && !open.is_bound;
        open.is_bound |= is_bound;
        is_news.then_some(arrival)
    }

    /// Calls that have arrived and are not bound for their berths: tag, sailing, arrival and moves.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (CallTag, i64, SimTime, u32)> {
        let waiting = self.calls.iter().filter(|open| !open.is_bound);
        waiting.filter_map(|open| Some((open.tag, open.sailing, open.arrival?, open.asked)))
    }

    /// By how many meters the vessel of a call is longer than its class.
    pub(super) fn longer(&self, call: u32) -> f64 {
        let place = self.calls.binary_search_by_key(&call, |open| open.tag.call);
        place.map_or(0.0, |place| self.calls[place].longer)
    }

    /// Moves a call asked for.
    pub(super) fn asked(&self, call: u32) -> u32 {
        let place = self.calls.binary_search_by_key(&call, |open| open.tag.call);
        place.map_or(0, |place| self.calls[place].asked)
    }

    /// A crane was allocated to a call for `from..to`.
    ///
    /// # Panics
    /// If a call's spans do not come in order of their ends.
    #[inline]
    pub(super) fn allocated(&mut self, tag: CallTag, mut from: SimTime, to: SimTime) {
        let open = self.entry(tag);
        while let Some(&(begin, end)) = open.craned.last() {
            assert!(
                end <= to,
                "allocations of a call are told in order of their ends: {to:?} after {end:?}"
            );
            if end < from {
                break;
            }
            from = from.min(begin);
            open.craned.pop();
        }
        open.craned.push((from, to));
    }

    /// A call has departed: the time it had a crane, for its terminal.
    pub(super) fn departed(&mut self, call: u32) -> SimDuration {
        let place = self.calls.binary_search_by_key(&call, |open| open.tag.call);
        place.map_or(SimDuration::ZERO, |place| {
            self.calls.remove(place).time_craned()
        })
    }

    /// The time that calls not departed had a crane, with their terminals.
    pub(super) fn still_here(&self) -> impl Iterator<Item = (TerminalId, SimDuration)> {
        let calls = self.calls.iter();
        calls.map(|open| (open.tag.terminal, open.time_craned()))
    }

    /// The call of this tag, new if it is not known.
    #[inline]
    fn entry(&mut self, tag: CallTag) -> &mut OpenCall {
        let latest = self.calls.get(self.latest);
        if latest.is_none_or(|latest| latest.tag.call != tag.call) {
            self.latest = self.find(tag);
        }
        &mut self.calls[self.latest]
    }

    fn find(&mut self, tag: CallTag) -> usize {
        let place = self
            .calls
            .binary_search_by_key(&tag.call, |open| open.tag.call);
        place.unwrap_or_else(|place| {
            let open = OpenCall {
                tag,
                sailing: 0,
                arrival: None,
                is_bound: false,
                asked: 0,
                longer: 0.0,
                craned: Vec::new(),
            };
            self.calls.insert(place, open);
            place
        })
    }
}

impl OpenCall {
    fn time_craned(&self) -> SimDuration {
        self.craned.iter().map(|(from, to)| *to - *from).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::fixture::{at, tag};

    fn allocate(open: &mut OpenCalls, call: u32, from: f64, to: f64) {
        open.allocated(tag(call, 0), at(from), at(to));
    }

    #[test]
    fn a_call_has_a_crane_while_it_has_any() {
        let mut open = OpenCalls::default();
        open.made(tag(7, 0), 0, 900, 0.0);
        allocate(&mut open, 7, 1.0, 2.0);
        allocate(&mut open, 7, 3.0, 4.0);
        allocate(&mut open, 7, 5.0, 6.0);
        allocate(&mut open, 9, 0.0, 7.0);
        // Over the last two and the gap between them, then within itself and touching it.
        allocate(&mut open, 7, 3.5, 8.0);
        allocate(&mut open, 7, 4.0, 8.0);
        allocate(&mut open, 7, 8.0, 8.5);
        assert_eq!(open.asked(7), 900);
        assert_eq!(open.departed(7), SimDuration::from_hours(1.0 + 5.5));
        assert_eq!((open.asked(7), open.departed(7)), (0, SimDuration::ZERO));
        let here: Vec<_> = open.still_here().collect();
        assert_eq!(here, [(TerminalId(0), SimDuration::from_hours(7.0))]);
    }

    #[test]
    fn nothing_stays_of_a_call_that_has_departed() {
        let mut open = OpenCalls::default();
        for call in 0..10_000 {
            open.made(tag(call, 0), 0, 1, 0.0);
            allocate(&mut open, call, f64::from(call), f64::from(call) + 1.0);
            if let Some(gone) = call.checked_sub(30) {
                open.departed(gone);
            }
        }
        assert!(open.calls.len() <= 30 && open.calls.capacity() <= 64);
    }

    #[test]
    #[should_panic(expected = "in order of their ends")]
    fn an_allocation_that_ended_earlier_comes_too_late() {
        let mut open = OpenCalls::default();
        allocate(&mut open, 1, 1.0, 5.0);
        allocate(&mut open, 1, 2.0, 4.0);
    }
}
