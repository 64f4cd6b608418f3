//! The At-Berth rule, capture barges, and where vessels wait.

use super::{Check, all};
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{AtBerthRule, CaptureBarges, WaitingPlace};
use crate::scenario::raw;
use crate::scenario::reader::{Named, OrDefault as _};
use crate::units::Knots;

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

impl Check<'_> {
    /// The rule, if visits are held against one.
    pub(super) fn at_berth_rule(&self) -> Option<AtBerthRule> {
        let raw = &self.raw.at_berth_rule.as_ref()?.value;
        let (earlier, later) = TERMINAL_INCIDENTS;
        let year = self.clock.date(self.clock.period.start).year();
        let granted = if year < 2025 { earlier } else { later };
        let hours = SimDuration::from_hours;
        Some(AtBerthRule {
            within: raw.within.value_or(hours(WITHIN_HOURS)),
            before_pilot: raw.before_pilot.value_or(hours(BEFORE_PILOT_HOURS)),
            vessel_incidents: raw.vessel_incidents.value_or(VESSEL_INCIDENTS),
            terminal_incidents: raw.terminal_incidents.value_or(granted),
        })
    }

    /// Barges of each port, in the order of ports; those of a port that is not there are
    /// reported.
    pub(super) fn capture_barges(&self) -> Option<Vec<Option<CaptureBarges>>> {
        let written = &self.raw.capture_barges;
        let ports = &self.raw.ports;
        let known = all(written
            .iter()
            .map(|barges| self.position("port", &barges.id, &barges.place, ports)));
        known?;
        all(ports.iter().map(|port| {
            let own = written.iter().find(|barges| barges.id == port.id);
            own.map_or(Some(None), barges_of)
        }))
    }

    /// Where vessels wait for a berth.
    pub(super) fn waiting_place(&self) -> Option<WaitingPlace> {
        let raw = &self.raw.approach;
        let offshore = raw.offshore.value_or(false);
        if let Some(speed) = raw.offshore_speed.as_ref().filter(|_| !offshore) {
            let message = "vessels at anchor have no speed";
            let label = "needs `waiting = \"offshore\"`";
            self.error(&speed.place, message, label);
            return None;
        }
        let speed = raw.offshore_speed.value_or(Knots::ZERO);
        Some(if offshore {
            WaitingPlace::Offshore { speed }
        } else {
            WaitingPlace::Anchorage
        })
    }
}

/// The barges of a port; none is no table at all.
#[expect(
    clippy::option_option,
    reason = "no barges and barges that are wrong are two things"
)]
fn barges_of(barges: &Named<raw::CaptureBarges>) -> Option<Option<CaptureBarges>> {
    let raw = &barges.value;
    let count = u16::try_from(raw.barges.as_ref()?.value).expect("read as at most 1,000");
    let hours = SimDuration::from_hours;
    Some((count > 0).then(|| CaptureBarges {
        barges: count,
        connect: raw.connect.value_or(Distribution::constant(CONNECT_MS)),
        disconnect: raw.disconnect.value_or(hours(BEFORE_PILOT_HOURS)),
        transfer: raw.transfer.value_or(hours(TRANSFER_HOURS)),
    }))
}
