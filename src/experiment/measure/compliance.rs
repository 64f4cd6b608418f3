//! California's At-Berth rule: who kept it, why others did not, and the barges that helped.

use crate::emissions::Pollutant;
use crate::experiment::{Compliance, Reason, Totals};

use super::definition::{Ratio, Reach, measure, over, quotient, ratio, table};
use super::unit::{CALLS, HOURS, SHARE, TONNES, VESSELS, VISITS};

/// A share of visits; nothing to say without a rule or a visit.
fn share(totals: &Totals, of: impl Fn(&Compliance) -> f64) -> Option<Ratio> {
    let compliance = totals.compliance?;
    over(of(&compliance), compliance.visits as f64)
}

/// A count of visits; nothing to say without a rule.
fn count(totals: &Totals, of: impl Fn(&Compliance) -> u64) -> Option<f64> {
    totals.compliance.map(|compliance| of(&compliance) as f64)
}

/// A count of visits that missed the rule for one reason.
fn missed(totals: &Totals, reason: Reason) -> Option<f64> {
    count(totals, |compliance| compliance.missed[reason as usize])
}

/// What is counted only where a port has barges.
fn barged(totals: &Totals, figure: f64) -> Option<f64> {
    (totals.barges > 0).then_some(figure)
}

table![
    AT_BERTH_RULE,
    AT_BERTH_COMPLIANT_SHARE = quotient(
        "at_berth_compliant_share",
        SHARE,
        "Visits compliant at berth",
        "Share of visits that kept the At-Berth rule (17 CCR 93130) or were excused, by \
         emergencies or incident events.",
        |t| share(t, |c| c.visits as f64 - c.violations()),
    ),
    AT_BERTH_CONTROLLED_SHARE = quotient(
        "at_berth_controlled_share",
        SHARE,
        "Visits controlled at berth",
        "Share of visits that kept the At-Berth rule without any excuse, by shore power or barge, \
         or were too short for it.",
        |t| share(t, |c| (c.controlled + c.no_duty) as f64),
    ),
    AT_BERTH_CONTROLLED_HOUR_SHARE = quotient(
        "at_berth_controlled_hour_share",
        SHARE,
        "Berth hours controlled",
        "Hours on shore power or with a capture barge alongside, over vessel hours at berth.",
        |t| {
            t.compliance?;
            let controlled = t.on_shore_power + t.stack.barged;
            over(controlled.hours(), t.at_berth.mean() * t.span.hours())
        },
    ),
    AT_BERTH_VISITS_CONTROLLED = measure(
        "at_berth_visits_controlled",
        VISITS,
        "Visits controlled",
        "Visits controlled as the At-Berth rule asks, by shore power or barge.",
        |t| count(t, |c| c.controlled),
    ),
    AT_BERTH_VISITS_WITHOUT_DUTY = measure(
        "at_berth_visits_without_duty",
        VISITS,
        "Visits too short for a duty",
        "Visits without control, too short for the At-Berth rule to ask for any.",
        |t| count(t, |c| c.no_duty),
    ),
    AT_BERTH_EMERGENCIES = measure(
        "at_berth_emergencies",
        VISITS,
        "Visits excused by emergencies",
        "Visits that power dips or grid emergencies kept from the At-Berth rule, which excuses.",
        |t| count(t, |c| c.emergencies),
    ),
    AT_BERTH_VESSEL_INCIDENTS_USED = measure(
        "at_berth_vessel_incidents_used",
        VISITS,
        "Vessel incident events used",
        "Misses of the At-Berth rule excused as vessel incident events, within the share granted \
         to each service.",
        |t| t.compliance.map(|c| c.vessel_incidents),
    ),
    AT_BERTH_TERMINAL_INCIDENTS_USED = measure(
        "at_berth_terminal_incidents_used",
        VISITS,
        "Terminal incident events used",
        "Misses of the At-Berth rule excused as terminal incident events, within the share \
         granted to each terminal.",
        |t| t.compliance.map(|c| c.terminal_incidents),
    ),
    AT_BERTH_VIOLATIONS = measure(
        "at_berth_violations",
        VISITS,
        "At-Berth violations",
        "Misses of the At-Berth rule that nothing excuses.",
        |t| t.compliance.as_ref().map(Compliance::violations),
    ),
];

// In the order of [`Reason::ALL`].
table![
    MISSED,
    AT_BERTH_MISSED_VESSEL_NOT_EQUIPPED = measure(
        "at_berth_missed_vessel_not_equipped",
        VISITS,
        "Missed: vessel not equipped",
        "Visits that missed the At-Berth rule because the vessel is not equipped and no \
         barge came in time.",
        |t| missed(t, Reason::VesselNotEquipped),
    ),
    AT_BERTH_MISSED_TERMINAL_NOT_EQUIPPED = measure(
        "at_berth_missed_terminal_not_equipped",
        VISITS,
        "Missed: terminal not equipped",
        "Visits that missed the At-Berth rule because the terminal has no shore power and no \
         barge came in time.",
        |t| missed(t, Reason::TerminalNotEquipped),
    ),
    AT_BERTH_MISSED_CONNECTION_FAILED = measure(
        "at_berth_missed_connection_failed",
        VISITS,
        "Missed: connection failed",
        "Visits that missed the At-Berth rule because the connection failed and no barge \
         came in time.",
        |t| missed(t, Reason::ConnectionFailed),
    ),
    AT_BERTH_MISSED_NO_CAPACITY = measure(
        "at_berth_missed_no_capacity",
        VISITS,
        "Missed: no point or MW free",
        "Visits that missed the At-Berth rule because no point or no megawatts were free in time.",
        |t| missed(t, Reason::NoCapacity),
    ),
    AT_BERTH_MISSED_STAY_TOO_SHORT = measure(
        "at_berth_missed_stay_too_short",
        VISITS,
        "Missed: stay too short",
        "Visits that missed the At-Berth rule because connecting would have taken longer \
         than the stay.",
        |t| missed(t, Reason::StayTooShort),
    ),
    AT_BERTH_MISSED_LATE_CONNECTION = measure(
        "at_berth_missed_late_connection",
        VISITS,
        "Missed: plugged in late",
        "Visits that missed the At-Berth rule because the plug went in later than the rule \
         has it.",
        |t| missed(t, Reason::LateConnection),
    ),
    AT_BERTH_MISSED_EARLY_DISCONNECTION = measure(
        "at_berth_missed_early_disconnection",
        VISITS,
        "Missed: unplugged early",
        "Visits that missed the At-Berth rule because the plug came out earlier than the \
         rule has it.",
        |t| missed(t, Reason::EarlyDisconnection),
    ),
];

table![
    CAPTURE_BARGES,
    BARGE_CALLS = measure(
        "barge_calls",
        CALLS,
        "Calls with a capture barge",
        "Calls served by a capture barge.",
        |t| barged(t, t.calls.barged as f64),
    ),
    BARGE_CALLS_UNSERVED = measure(
        "barge_calls_unserved",
        CALLS,
        "Calls without the capture barge asked for",
        "Calls that asked for a capture barge and sailed without one.",
        |t| barged(t, (t.calls.asked_for_barge - t.calls.barged) as f64),
    ),
    BARGE_WAIT_HOURS_MEAN = quotient(
        "barge_wait_hours_mean",
        HOURS,
        "Wait for a capture barge",
        "From all fast to a capture barge at work, averaged over calls served.",
        |t| over(t.calls.barge_wait.hours(), t.calls.barged as f64),
    ),
    BARGE_UTILIZATION = measure(
        "barge_utilization",
        SHARE,
        "Capture barge utilization",
        "Hours that capture barges took a vessel's exhaust, over barges times hours of \
                  the period.",
        |t| {
            let hours = t.stack.barged.hours();
            ratio(hours, f64::from(t.barges) * t.span.hours())
        }
    )
    .within(Reach::BayAndPorts),
    NOX_TONNES_CAPTURED = measure(
        "nox_tonnes_captured",
        TONNES,
        "NOx captured",
        "NOx that capture barges took; not part of what left the stacks.",
        |t| barged(t, t.stack.captured_tonnes(Pollutant::Nox)),
    ),
    PM25_TONNES_CAPTURED = measure(
        "pm25_tonnes_captured",
        TONNES,
        "PM2.5 captured",
        "PM2.5 that capture barges took; not part of what left the stacks.",
        |t| barged(t, t.stack.captured_tonnes(Pollutant::Pm25)),
    ),
    DPM_TONNES_CAPTURED = measure(
        "dpm_tonnes_captured",
        TONNES,
        "Diesel particulate captured",
        "Diesel particulate matter that capture barges took; not part of what left the stacks.",
        |t| barged(t, t.stack.captured_tonnes(Pollutant::Dpm)),
    ),
];

/// A figure that is reported only where vessels wait out at sea.
fn offshore(totals: &Totals, figure: f64) -> Option<f64> {
    totals.waits_offshore.then_some(figure)
}

table![
    OFFSHORE,
    VESSELS_AT_ANCHOR_MEAN = measure(
        "vessels_at_anchor_mean",
        VESSELS,
        "Vessels at anchor",
        "Vessels at anchor, averaged over time: those that wait less those that wait offshore.",
        |t| offshore(t, t.waiting.mean() - t.offshore.mean()),
    ),
    VESSELS_OFFSHORE_MEAN = measure(
        "vessels_offshore_mean",
        VESSELS,
        "Vessels waiting offshore",
        "Vessels waiting out at sea for a berth, averaged over time.",
        |t| offshore(t, t.offshore.mean()),
    ),
    VESSELS_OFFSHORE_MAX = measure(
        "vessels_offshore_max",
        VESSELS,
        "Most vessels waiting offshore",
        "Most vessels waiting out at sea at any time.",
        |t| offshore(t, t.offshore.max() as f64),
    ),
    CO2E_TONNES_OFFSHORE = measure(
        "co2e_tonnes_offshore",
        TONNES,
        "CO₂e of vessels offshore",
        "CO2e, tank to wake, of vessels waiting out at sea, outside the boundary and no part of \
         any total.",
        |t| offshore(t, t.stack.offshore_tonnes(Pollutant::Co2e)),
    ),
    NOX_TONNES_OFFSHORE = measure(
        "nox_tonnes_offshore",
        TONNES,
        "NOx of vessels offshore",
        "NOx of vessels waiting out at sea, outside the boundary and no part of any total.",
        |t| offshore(t, t.stack.offshore_tonnes(Pollutant::Nox)),
    ),
    PM25_TONNES_OFFSHORE = measure(
        "pm25_tonnes_offshore",
        TONNES,
        "PM2.5 of vessels offshore",
        "PM2.5 of vessels waiting out at sea, outside the boundary and no part of any total.",
        |t| offshore(t, t.stack.offshore_tonnes(Pollutant::Pm25)),
    ),
    DPM_TONNES_OFFSHORE = measure(
        "dpm_tonnes_offshore",
        TONNES,
        "Diesel particulate of vessels offshore",
        "Diesel particulate matter of vessels waiting out at sea, outside the boundary and no \
         part of any total.",
        |t| offshore(t, t.stack.offshore_tonnes(Pollutant::Dpm)),
    ),
];
