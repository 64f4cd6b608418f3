//! `[at_berth_rule]` and `[capture_barges.*]`: the At-Berth rule, and what serves it.

use super::check::Check;
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{AtBerthRule, CaptureBarges};
use crate::scenario::kind::{duration, random_duration, share, whole};
use crate::scenario::reader::{Named, Reader};

/// 17 CCR 93130: controlled within 2 h of arrival at the berth ...
pub(super) const WITHIN_HOURS: f64 = 2.0;
/// ... and until no sooner than 1 h before the pilot boards.
pub(super) const BEFORE_PILOT_HOURS: f64 = 1.0;
/// Vessel incident events: share of a fleet's visits.
const VESSEL_INCIDENTS: f64 = 0.05;
/// Terminal incident events: share of a terminal's visits, until 2024 and from 2025 on.
const TERMINAL_INCIDENTS: (f64, f64) = (0.15, 0.05);
/// From setting out to capturing (assumption).
const CONNECT_MS: f64 = 1.5 * 3_600_000.0;
/// From letting go to ready for the next vessel (assumption).
const TRANSFER_HOURS: f64 = 1.0;

/// The rule, if visits are held against one.
pub(super) fn at_berth_rule(of: &Reader<'_>, check: &Check<'_>) -> Option<AtBerthRule> {
    let (earlier, later) = TERMINAL_INCIDENTS;
    let year = check.clock.date(check.clock.period.start).year();
    let granted = if year < 2025 { earlier } else { later };
    let hours = SimDuration::from_hours;
    let rule = of.table("at_berth_rule", |of| AtBerthRule {
        within: of.or("within", duration, hours(WITHIN_HOURS)),
        before_pilot: of.or("before_pilot", duration, hours(BEFORE_PILOT_HOURS)),
        vessel_incidents: of.or("vessel_incidents", share, VESSEL_INCIDENTS),
        terminal_incidents: of.or("terminal_incidents", share, granted),
    });
    rule.into_value()
}

/// Barges by port; those of a port that is not there are reported.
pub(super) fn capture_barges(of: &Reader<'_>, check: &Check<'_>) -> Vec<Named<CaptureBarges>> {
    let hours = SimDuration::from_hours;
    let kind = "capture barges of port";
    let mut barges = of.keyed("capture_barges", kind, |of| {
        check.name("port", of.id(), of.place());
        CaptureBarges {
            barges: of.required("barges", "2", whole(0..=1_000_u16)).value_or(0),
            connect: of.or(
                "connect",
                random_duration,
                Distribution::constant(CONNECT_MS),
            ),
            disconnect: of.or("disconnect", duration, hours(BEFORE_PILOT_HOURS)),
            transfer: of.or("transfer", duration, hours(TRANSFER_HOURS)),
        }
    });
    // No barge is as no table at all.
    barges.retain(|own| own.value.barges > 0);
    barges
}
