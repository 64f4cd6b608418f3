//! Ports and the water before them: pilots, channel, speed zone.

use super::at_berth::CaptureBarges;
use super::bunkering::BunkerBarges;
use super::demand::Demand;
use crate::engine::{Distribution, SimDuration};
use crate::units::{DollarsPerTeu, Knots, NauticalMiles};

/// A port: an authority with its own demand, pilots and channel.
#[derive(Clone, Debug)]
pub struct Port {
    /// Key in scenario and results, such as `los_angeles`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Pilots, tugs and channel.
    pub approach: Approach,
    /// Cargo of the port by month; `None` where every service says its own moves.
    pub demand: Option<Demand>,
    /// How one call's cargo divides; fractions that add up to 1.
    pub cargo_mix: CargoMix,
    /// Worth of a loaded TEU on average; `None` where it is not known.
    pub loaded_teu_value: Option<DollarsPerTeu>,
    /// Capture barges for calls without shore power; `None` where there are none.
    pub barges: Option<CaptureBarges>,
    /// Bunker barges; `None` where nobody takes fuel from a barge.
    pub bunkering: Option<BunkerBarges>,
}

/// Where vessels wait for a berth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum WaitingPlace {
    /// At anchor off the breakwater.
    #[default]
    Anchorage,
    /// Far out at sea, as under the queueing system of November 2021: a place in line goes by the
    /// calculated time of arrival, and vessels wait beyond 150 nm.
    Offshore {
        /// Speed kept while waiting; zero is adrift.
        speed: Knots,
    },
}

/// Fractions of moves by kind of cargo; they add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CargoMix {
    /// Loaded import containers.
    pub import_loaded: f64,
    /// Loaded export containers.
    pub export_loaded: f64,
    /// Empty containers, both ways.
    pub empty: f64,
}

/// The way between the pilot boarding place and the berth.
#[derive(Clone, Debug)]
pub struct Approach {
    /// Pilots on duty; `None` is as many as are asked for.
    pub pilots: Option<u32>,
    /// Tugs on duty; `None` is as many as are asked for.
    pub tugs: Option<u32>,
    /// Tugs that one transit binds.
    pub tugs_per_transit: u32,
    /// From pilot aboard to all fast, in milliseconds.
    pub inbound: Distribution,
    /// From last line let go to pilot off, in milliseconds.
    pub outbound: Distribution,
    /// Least span between the beginnings of two transits of the channel.
    pub headway: SimDuration,
}

/// Vessel Speed Reduction zone, as rings of distance from Point Fermin.
#[derive(Clone, Debug)]
pub struct SpeedZone {
    /// Outer ring's distance, 40 nm.
    pub outer: NauticalMiles,
    /// Inner ring's distance, 20 nm.
    pub inner: NauticalMiles,
    /// Speed of a vessel that takes part, 12 kn.
    pub limit: Knots,
    /// Share of calls that keep the limit inside the inner ring.
    pub inner_compliance: f64,
    /// Share of calls that keep the limit between the rings.
    pub outer_compliance: f64,
}

impl SpeedZone {
    /// Time in the outer and in the inner ring for a vessel of this speed that keeps the limit in
    /// either or not.
    pub(crate) fn passage(&self, keeps_limit: [bool; 2], speed: Knots) -> [SimDuration; 2] {
        let rings: [NauticalMiles; 2] = [self.outer - self.inner, self.inner];
        let at = |ring: usize| {
            rings[ring]
                / if keeps_limit[ring] {
                    self.limit.min(speed)
                } else {
                    speed
                }
        };
        [at(0), at(1)]
    }

    /// Longest time through the whole zone for vessels of this speed or more: ring by ring as in
    /// [`passage`](Self::passage), so that no call rounds to a millisecond more.
    pub(crate) fn longest_passage(&self, slowest: Knots) -> SimDuration {
        let [outer, inner] = self.passage([true; 2], slowest);
        outer + inner
    }
}
