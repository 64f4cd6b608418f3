//! Pilots, tugs and channel of one port: who may begin a transit now.

use std::collections::VecDeque;

use crate::engine::SimTime;
use crate::port::bay::Approach;
use crate::port::event::CallId;
use crate::port::pool::Pool;

/// Pilots, tugs and channel of one port, and who waits for them.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pilots: Pool,
    tugs: Pool,
    /// The next transit may begin.
    clear_at: SimTime,
    /// Instants to come at which somebody was asked to come again.
    reminded: Vec<SimTime>,
    /// Who sails, and from when.
    outbound: VecDeque<(CallId, SimTime)>,
    /// Who comes in, and from when.
    inbound: VecDeque<(CallId, SimTime)>,
    /// Disruptions that close the way in now.
    closed_inbound: u32,
    /// Disruptions that close the way out now.
    closed_outbound: u32,
}

/// What the channel says to whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// This vessel begins its transit, outbound or inbound.
    Begins {
        /// Who.
        id: CallId,
        /// From the berth.
        outbound: bool,
    },
    /// Nobody before this instant.
    NotBefore(SimTime),
    /// Nobody until a pilot and tugs are back or the channel opens, or nobody waits.
    Nobody,
}

impl Channel {
    /// All pilots and tugs on hand.
    pub(crate) fn new(approach: &Approach) -> Self {
        Self {
            pilots: Pool::new(approach.pilots),
            tugs: Pool::new(approach.tugs),
            clear_at: SimTime::ZERO,
            reminded: Vec::with_capacity(4),
            outbound: VecDeque::with_capacity(8),
            inbound: VecDeque::with_capacity(8),
            closed_inbound: 0,
            closed_outbound: 0,
        }
    }

    /// A vessel asks for its transit, from a moment on. Nobody goes before whoever asked first.
    pub(crate) fn ask(&mut self, id: CallId, outbound: bool, from: SimTime) {
        if outbound {
            self.outbound.push_back((id, from));
        } else {
            self.inbound.push_back((id, from));
        }
    }

    /// Whose turn it is: departures first, since they free a berth, then arrivals, each in order
    /// of asking. Whoever begins takes a pilot and tugs.
    pub(crate) fn next(&mut self, approach: &Approach, now: SimTime) -> Turn {
        let enough = self.pilots.has(1) && self.tugs.has(approach.tugs_per_transit);
        let goes_out = self.closed_outbound == 0 && !self.outbound.is_empty();
        let comes_in = self.closed_inbound == 0 && !self.inbound.is_empty();
        if !enough || !(goes_out || comes_in) {
            return Turn::Nobody;
        }
        if now < self.clear_at {
            return Turn::NotBefore(self.clear_at);
        }
        let outbound = goes_out;
        let queue = if outbound {
            &mut self.outbound
        } else {
            &mut self.inbound
        };
        let (id, from) = *queue.front().expect("somebody waits");
        if now < from {
            return Turn::NotBefore(from);
        }
        queue.pop_front();
        self.pilots.take_any(1);
        self.tugs.take_any(approach.tugs_per_transit);
        self.clear_at = now + approach.headway;
        Turn::Begins { id, outbound }
    }

    /// Whether asking again at `clear` is news: once for every instant.
    pub(crate) fn remind(&mut self, clear: SimTime, now: SimTime) -> bool {
        self.reminded.retain(|instant| *instant > now);
        let is_news = !self.reminded.contains(&clear);
        if is_news {
            self.reminded.push(clear);
        }
        is_news
    }

    /// A disruption closes the way in, out, or both.
    pub(crate) fn close(&mut self, inbound: bool, outbound: bool) {
        self.closed_inbound += u32::from(inbound);
        self.closed_outbound += u32::from(outbound);
    }

    /// A disruption that closed the way in, out, or both is over.
    pub(crate) fn open(&mut self, inbound: bool, outbound: bool) {
        self.closed_inbound -= u32::from(inbound);
        self.closed_outbound -= u32::from(outbound);
    }

    /// A transit is over: its pilot and tugs are free.
    pub(crate) fn give_back(&mut self, approach: &Approach) {
        self.pilots.give_back_any(1);
        self.tugs.give_back_any(approach.tugs_per_transit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Distribution, SimDuration};
    use crate::port::fixture::{call_id, open_water};

    #[test]
    fn a_transit_waits_for_all_its_tugs() {
        let approach = Approach {
            pilots: None,
            tugs: Some(3),
            tugs_per_transit: 2,
            inbound: Distribution::constant(0.0),
            outbound: Distribution::constant(0.0),
            headway: SimDuration::ZERO,
        };
        let mut channel = Channel::new(&approach);
        let now = SimTime::ZERO;
        channel.ask(call_id(1), true, now);
        channel.ask(call_id(2), true, now);
        assert!(matches!(
            channel.next(&approach, now),
            Turn::Begins { id, .. } if id == call_id(1)
        ));
        assert_eq!(
            channel.next(&approach, now),
            Turn::Nobody,
            "one tug is left"
        );
        channel.give_back(&approach);
        assert!(matches!(
            channel.next(&approach, now),
            Turn::Begins { id, .. } if id == call_id(2)
        ));
        channel.give_back(&approach);
        assert_eq!(channel.next(&approach, now), Turn::Nobody, "nobody waits");
    }

    #[test]
    fn a_reminder_is_news_once_for_every_instant() {
        let approach = open_water();
        let mut channel = Channel::new(&approach);
        let at = SimTime::from_millis;
        assert!(channel.remind(at(5), at(1)));
        assert!(!channel.remind(at(5), at(2)));
        assert!(channel.remind(at(6), at(2)));
        assert!(!channel.remind(at(5), at(3)), "still to come");
    }

    #[test]
    fn departures_go_first_and_transits_keep_their_headway() {
        let approach = Approach {
            pilots: Some(2),
            tugs: Some(5),
            tugs_per_transit: 2,
            inbound: Distribution::constant(0.0),
            outbound: Distribution::constant(0.0),
            headway: SimDuration::from_hours(0.5),
        };
        let mut channel = Channel::new(&approach);
        let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
        for (number, outbound) in [(1, false), (2, true), (3, false)] {
            channel.ask(call_id(number), outbound, at(0.0));
        }
        assert_eq!(
            channel.next(&approach, at(1.0)),
            Turn::Begins {
                id: call_id(2),
                outbound: true
            }
        );
        assert_eq!(channel.next(&approach, at(1.0)), Turn::NotBefore(at(1.5)));
        assert_eq!(
            channel.next(&approach, at(1.5)),
            Turn::Begins {
                id: call_id(1),
                outbound: false
            }
        );
        assert_eq!(
            channel.next(&approach, at(2.0)),
            Turn::Nobody,
            "both pilots are out"
        );
        channel.give_back(&approach);
        assert_eq!(
            channel.next(&approach, at(2.0)),
            Turn::Begins {
                id: call_id(3),
                outbound: false
            }
        );
    }
}
