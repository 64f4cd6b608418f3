//! Shore power of one terminal: points, megawatts, outages, and who waits for a plug.
//!
//! Power is kept in whole watts and energy in watt-milliseconds, so that the books close exactly.

use crate::engine::SimTime;
use crate::port::bay::ShorePower;
use crate::port::event::CallId;
use crate::port::pool::Level;
use crate::units::Kilowatts;

/// Points of one terminal in use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Points {
    in_use: u32,
    watts: Level,
    /// Vessels that would connect if they could, in order of asking.
    waiting: Vec<CallId>,
    /// Outages under way.
    outages: u32,
    /// Power dips so far.
    dips: u64,
}

/// A load in whole watts.
pub(crate) fn watts(load: Kilowatts) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a vessel's load fits")]
    let watts = (load.value() * 1_000.0).round() as i64;
    watts
}

impl Points {
    /// Whether a vessel with this load can be connected now.
    pub(crate) fn can_connect(&self, shore: &ShorePower, load: Kilowatts) -> bool {
        self.outages == 0
            && self.in_use < shore.points
            && load <= shore.point_limit
            && self.watts.value() + watts(load) <= watts(shore.terminal_limit)
    }

    /// Whether the power is out.
    pub(crate) fn is_out(&self) -> bool {
        self.outages > 0
    }

    /// Connects a load.
    ///
    /// # Panics
    /// If that would exceed points or megawatts: a bug.
    pub(crate) fn connect(&mut self, shore: &ShorePower, load: Kilowatts, now: SimTime) {
        assert!(
            self.can_connect(shore, load),
            "more on shore power than the terminal carries"
        );
        self.in_use += 1;
        self.watts.step(watts(load), now);
    }

    /// Takes a load off.
    pub(crate) fn disconnect(&mut self, load: Kilowatts, now: SimTime) {
        self.in_use -= 1;
        self.watts.step(-watts(load), now);
    }

    /// A vessel waits for a plug.
    pub(crate) fn wait(&mut self, id: CallId) {
        self.waiting.push(id);
    }

    /// A vessel waits no longer.
    pub(crate) fn give_up(&mut self, id: CallId) {
        self.waiting.retain(|waiting| *waiting != id);
    }

    /// Whoever waits behind `before` others, in order of asking.
    pub(crate) fn waiting(&self, before: usize) -> Option<CallId> {
        self.waiting.get(before).copied()
    }

    /// Power dips so far.
    pub(crate) fn dips(&self) -> u64 {
        self.dips
    }

    /// Counts a power dip and returns its number, from 0.
    pub(crate) fn count_dip(&mut self) -> u64 {
        self.dips += 1;
        self.dips - 1
    }

    /// An outage begins.
    pub(crate) fn fail(&mut self) {
        self.outages += 1;
    }

    /// An outage ends; whether the power is back.
    pub(crate) fn restore(&mut self) -> bool {
        self.outages -= 1;
        self.outages == 0
    }

    /// Energy delivered until now, in watt-milliseconds: the level's own integral, held against
    /// the sum over connections.
    pub(crate) fn delivered(&mut self, now: SimTime) -> i128 {
        self.watts.integral(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Distribution, SimDuration};

    #[test]
    fn points_and_megawatts_limit_what_is_connected() {
        let kw = Kilowatts::new;
        let shore = ShorePower {
            points: 3,
            point_limit: kw(7_500.0),
            terminal_limit: kw(4_000.0),
            plug_in: Distribution::constant(0.0),
            plug_out: SimDuration::ZERO,
            failure_probability: 0.0,
        };
        let mut points = Points::default();
        points.connect(&shore, kw(2_500.0), SimTime::ZERO);
        assert!(!points.can_connect(&shore, kw(1_501.0)), "terminal limit");
        assert!(points.can_connect(&shore, kw(1_500.0)));
        points.connect(
            &shore,
            kw(500.0),
            SimTime::ZERO + SimDuration::from_hours(1.0),
        );
        points.connect(
            &shore,
            kw(500.0),
            SimTime::ZERO + SimDuration::from_hours(1.0),
        );
        assert!(!points.can_connect(&shore, kw(1.0)), "points");
        points.disconnect(kw(500.0), SimTime::ZERO + SimDuration::from_hours(2.0));
        points.fail();
        assert!(
            points.is_out() && !points.can_connect(&shore, kw(1.0)),
            "outage"
        );
        assert!(points.restore());
        // 2.5 MW for 3 h, 0.5 MW for 1 h, 0.5 MW for 2 h: 9 MWh.
        let energy = points.delivered(SimTime::ZERO + SimDuration::from_hours(3.0));
        assert_eq!(energy, 9_000_000 * 3_600_000);
    }
}
