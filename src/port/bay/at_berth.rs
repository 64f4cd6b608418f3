//! California's rule for vessels at berth, and capture barges.

use crate::engine::{Distribution, SimDuration};

/// California's At-Berth rule of 2020 (17 CCR 93130): what a visit must do, and how many may not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtBerthRule {
    /// Emissions are controlled this long after arrival at the berth at the latest, 2 h ...
    pub within: SimDuration,
    /// ... until no sooner than this long before the pilot boards, 1 h.
    pub before_pilot: SimDuration,
    /// Share of a fleet's visits that vessel incident events excuse, 5 % of the year before.
    pub vessel_incidents: f64,
    /// Share of a terminal's visits that terminal incident events excuse: 15 % in 2023 and 2024,
    /// 5 % from 2025 on.
    pub terminal_incidents: f64,
}

/// Capture barges of a port: they take what auxiliaries and boilers of a vessel without shore
/// power send up its stacks.
#[derive(Clone, Debug)]
pub struct CaptureBarges {
    /// How many there are; each serves one vessel at a time.
    pub barges: u16,
    /// From setting out for a vessel to capturing, in milliseconds.
    pub connect: Distribution,
    /// How long before the pilot boards the barge lets go; where that is longer than what comes
    /// after the last move, the vessel lies so much longer.
    pub disconnect: SimDuration,
    /// From letting go to ready for the next vessel.
    pub transfer: SimDuration,
}
