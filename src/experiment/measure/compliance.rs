//! California's At-Berth rule: who kept it, why others did not, and the barges that helped.

use crate::emissions::Pollutant;
use crate::experiment::{Compliance, Reason, Totals};

use super::definition::{Measure, Reach, measure, ratio};

/// A share of visits; nothing to say without a rule or a visit.
fn share(totals: &Totals, of: impl Fn(&Compliance) -> u64) -> Option<f64> {
    let compliance = totals.compliance?;
    ratio(of(&compliance) as f64, compliance.visits as f64)
}

/// A count of visits; nothing to say without a rule.
fn count(totals: &Totals, of: impl Fn(&Compliance) -> u64) -> Option<f64> {
    totals.compliance.map(|compliance| of(&compliance) as f64)
}

/// Visits that missed the rule for one reason.
macro_rules! missed {
    ($(($reason:ident, $name:literal, $text:literal)),* $(,)?) => {
        [$(measure(
            concat!("at_berth_missed_", $name),
            "visits",
            concat!("Visits that missed the At-Berth rule because ", $text, "."),
            |t| count(t, |c| c.missed[Reason::$reason as usize]),
        )),*]
    };
}

/// What is counted only where a port has barges.
fn barged(totals: &Totals, figure: f64) -> Option<f64> {
    (totals.barges > 0).then_some(figure)
}

/// The rule and its outcome.
pub(super) const TABLE: &[Measure] = &[
    measure(
        "at_berth_compliant_share",
        "1",
        "Share of visits that kept the At-Berth rule (17 CCR 93130) or were excused, by \
         emergencies or incident events.",
        |t| share(t, |c| c.visits - c.violations()),
    ),
    measure(
        "at_berth_controlled_share",
        "1",
        "Share of visits that kept the At-Berth rule without any excuse, by shore power or barge, \
         or were too short for it.",
        |t| share(t, |c| c.controlled + c.no_duty),
    ),
    measure(
        "at_berth_controlled_hour_share",
        "1",
        "Hours on shore power or with a capture barge alongside, over vessel hours at berth.",
        |t| {
            t.compliance?;
            let controlled = t.on_shore_power + t.stack.barged;
            ratio(controlled.hours(), t.at_berth.mean() * t.span.hours())
        },
    ),
    measure(
        "at_berth_visits_controlled",
        "visits",
        "Visits controlled as the At-Berth rule asks, by shore power or barge.",
        |t| count(t, |c| c.controlled),
    ),
    measure(
        "at_berth_visits_without_duty",
        "visits",
        "Visits without control, too short for the At-Berth rule to ask for any.",
        |t| count(t, |c| c.no_duty),
    ),
    measure(
        "at_berth_emergencies",
        "visits",
        "Visits that power dips or grid emergencies kept from the At-Berth rule, which excuses.",
        |t| count(t, |c| c.emergencies),
    ),
    measure(
        "at_berth_vessel_incidents_used",
        "visits",
        "Misses of the At-Berth rule excused as vessel incident events, within the share granted \
         to each service.",
        |t| count(t, |c| c.vessel_incidents),
    ),
    measure(
        "at_berth_terminal_incidents_used",
        "visits",
        "Misses of the At-Berth rule excused as terminal incident events, within the share \
         granted to each terminal.",
        |t| count(t, |c| c.terminal_incidents),
    ),
    measure(
        "at_berth_violations",
        "visits",
        "Misses of the At-Berth rule that nothing excuses.",
        |t| count(t, Compliance::violations),
    ),
];

/// Misses by reason, in the order of [`Reason::ALL`].
pub(super) const MISSED: &[Measure] = &missed![
    (
        VesselNotEquipped,
        "vessel_not_equipped",
        "the vessel is not equipped and no barge came in time"
    ),
    (
        TerminalNotEquipped,
        "terminal_not_equipped",
        "the terminal has no shore power and no barge came in time"
    ),
    (
        ConnectionFailed,
        "connection_failed",
        "the connection failed and no barge came in time"
    ),
    (
        NoCapacity,
        "no_capacity",
        "no point or no megawatts were free in time"
    ),
    (
        StayTooShort,
        "stay_too_short",
        "connecting would have taken longer than the stay"
    ),
    (
        LateConnection,
        "late_connection",
        "the plug went in later than the rule has it"
    ),
    (
        EarlyDisconnection,
        "early_disconnection",
        "the plug came out earlier than the rule has it"
    ),
];

/// Capture barges.
pub(super) const BARGES: &[Measure] = &[
    measure(
        "barge_calls",
        "calls",
        "Calls served by a capture barge.",
        |t| barged(t, t.calls.barged as f64),
    ),
    measure(
        "barge_calls_unserved",
        "calls",
        "Calls that asked for a capture barge and sailed without one.",
        |t| barged(t, (t.calls.asked_for_barge - t.calls.barged) as f64),
    ),
    measure(
        "barge_wait_hours_mean",
        "h",
        "From all fast to a capture barge at work, averaged over calls served.",
        |t| ratio(t.calls.barge_wait.hours(), t.calls.barged as f64),
    ),
    Measure {
        name: "barge_utilization",
        unit: "1",
        meaning: "Hours that capture barges took a vessel's exhaust, over barges times hours of \
                  the period.",
        reach: Reach::BayAndPorts,
        sum: None,
        formula: |t| {
            let hours = t.stack.barged.hours();
            ratio(hours, f64::from(t.barges) * t.span.hours())
        },
    },
    measure(
        "nox_tonnes_captured",
        "t",
        "NOx that capture barges took; not part of what left the stacks.",
        |t| barged(t, t.stack.captured_tonnes(Pollutant::Nox)),
    ),
    measure(
        "pm25_tonnes_captured",
        "t",
        "PM2.5 that capture barges took; not part of what left the stacks.",
        |t| barged(t, t.stack.captured_tonnes(Pollutant::Pm25)),
    ),
    measure(
        "dpm_tonnes_captured",
        "t",
        "Diesel particulate matter that capture barges took; not part of what left the stacks.",
        |t| barged(t, t.stack.captured_tonnes(Pollutant::Dpm)),
    ),
];

/// What is told only where vessels wait out at sea.
fn offshore(totals: &Totals, figure: f64) -> Option<f64> {
    totals.waits_offshore.then_some(figure)
}

/// Waiting out at sea, against waiting at anchor.
pub(super) const OFFSHORE: &[Measure] = &[
    measure(
        "vessels_at_anchor_mean",
        "vessels",
        "Vessels at anchor, averaged over time: those that wait less those that wait offshore.",
        |t| offshore(t, t.waiting.mean() - t.offshore.mean()),
    ),
    measure(
        "vessels_offshore_mean",
        "vessels",
        "Vessels waiting out at sea for a berth, averaged over time.",
        |t| offshore(t, t.offshore.mean()),
    ),
    measure(
        "vessels_offshore_max",
        "vessels",
        "Most vessels waiting out at sea at any time.",
        |t| offshore(t, t.offshore.max() as f64),
    ),
    measure(
        "co2e_tonnes_offshore",
        "t",
        "CO2e, tank to wake, of vessels waiting out at sea, outside the boundary and no part of \
         any total.",
        |t| offshore(t, t.stack.offshore_tonnes(Pollutant::Co2e)),
    ),
    measure(
        "nox_tonnes_offshore",
        "t",
        "NOx of vessels waiting out at sea, outside the boundary and no part of any total.",
        |t| offshore(t, t.stack.offshore_tonnes(Pollutant::Nox)),
    ),
    measure(
        "pm25_tonnes_offshore",
        "t",
        "PM2.5 of vessels waiting out at sea, outside the boundary and no part of any total.",
        |t| offshore(t, t.stack.offshore_tonnes(Pollutant::Pm25)),
    ),
    measure(
        "dpm_tonnes_offshore",
        "t",
        "Diesel particulate matter of vessels waiting out at sea, outside the boundary and no \
         part of any total.",
        |t| offshore(t, t.stack.offshore_tonnes(Pollutant::Dpm)),
    ),
];
