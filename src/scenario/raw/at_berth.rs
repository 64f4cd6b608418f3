//! The At-Berth rule, capture barges, and where vessels wait, as written.

use crate::engine::{Distribution, SimDuration};
use crate::scenario::distribution::random_duration;
use crate::scenario::plain::word;
use crate::scenario::quantity::{duration, share, speed, whole};
use crate::scenario::reader::{Given, Reader};
use crate::units::Knots;

/// `[at_berth_rule]`
pub(in crate::scenario) struct AtBerthRule {
    pub within: Given<SimDuration>,
    pub before_pilot: Given<SimDuration>,
    pub vessel_incidents: Given<f64>,
    pub terminal_incidents: Given<f64>,
}

/// `[capture_barges.*]`
pub(in crate::scenario) struct CaptureBarges {
    pub barges: Given<u64>,
    pub connect: Given<Distribution>,
    pub disconnect: Given<SimDuration>,
    pub transfer: Given<SimDuration>,
}

/// `[approach]`
#[derive(Default)]
pub(in crate::scenario) struct Approach {
    /// Whether vessels wait offshore.
    pub offshore: Given<bool>,
    pub offshore_speed: Given<Knots>,
}

impl AtBerthRule {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            within: of.optional("within", duration),
            before_pilot: of.optional("before_pilot", duration),
            vessel_incidents: of.optional("vessel_incidents", share),
            terminal_incidents: of.optional("terminal_incidents", share),
        }
    }
}

impl CaptureBarges {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            barges: of.required("barges", "2", |node, faults| whole(node, 0, 1_000, faults)),
            connect: of.optional("connect", random_duration),
            disconnect: of.optional("disconnect", duration),
            transfer: of.optional("transfer", duration),
        }
    }
}

impl Approach {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        let places = [("anchorage", false), ("offshore", true)];
        Self {
            offshore: of.optional("waiting", |node, faults| {
                word(node, "place to wait", &places, faults)
            }),
            offshore_speed: of.optional("offshore_speed", speed),
        }
    }
}
