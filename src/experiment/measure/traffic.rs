//! Cargo, calls, and vessels waiting and at berth.

use crate::experiment::Totals;
use crate::statistics::quantile;

use super::definition::{Measure, Reach, measure, ratio};

/// A measure of daily counts, which are kept for the bay and its ports.
const fn daily(
    name: &'static str,
    meaning: &'static str,
    formula: fn(&Totals) -> Option<f64>,
) -> Measure {
    Measure {
        name,
        unit: "vessels",
        meaning,
        reach: Reach::BayAndPorts,
        sum: None,
        formula,
    }
}

/// Counts at 08:00, Monday to Friday, from least to most.
fn on_weekdays(mornings: &[(u8, f64)]) -> Vec<f64> {
    let weekdays = mornings.iter().filter(|(day, _)| *day < 5);
    let mut counts: Vec<f64> = weekdays.map(|(_, count)| *count).collect();
    counts.sort_by(f64::total_cmp);
    counts
}

/// Vessels at berth at 08:00, Monday to Friday, from least to most.
fn weekday_mornings(totals: &Totals) -> Vec<f64> {
    on_weekdays(&totals.mornings_at_berth)
}

/// Mean count at 08:00 on one day of the week, 0 is Monday.
fn mornings_of(totals: &Totals, weekday: u8) -> Option<f64> {
    let days = totals.mornings_at_berth.iter();
    let counts: Vec<f64> = days
        .filter(|(day, _)| *day == weekday)
        .map(|(_, n)| *n)
        .collect();
    mean(&counts)
}

fn mean(values: &[f64]) -> Option<f64> {
    ratio(values.iter().sum(), values.len() as f64)
}

/// Mean of the last quarter of days less mean of the first.
fn growth(mornings: &[(u8, f64)]) -> Option<f64> {
    let counts: Vec<f64> = mornings.iter().map(|(_, count)| *count).collect();
    let quarter = counts.len() / 4;
    let last = mean(&counts[counts.len() - quarter..])?;
    Some(last - mean(&counts[..quarter])?)
}

/// Cargo, calls and vessels.
pub(super) const TABLE: &[Measure] = &[
    measure(
        "throughput_teu",
        "TEU",
        "Cargo moved over the quay within the period, loaded and empty, both ways.",
        |t| Some(t.cargo.teu),
    ),
    measure(
        "throughput_teu_import_loaded",
        "TEU",
        "Loaded import containers moved within the period.",
        |t| Some(t.cargo.import_loaded),
    ),
    measure(
        "throughput_teu_export_loaded",
        "TEU",
        "Loaded export containers moved within the period.",
        |t| Some(t.cargo.export_loaded),
    ),
    measure(
        "throughput_teu_empty",
        "TEU",
        "Empty containers moved within the period, both ways.",
        |t| Some(t.cargo.empty),
    ),
    measure(
        "vessel_calls",
        "calls",
        "Calls that let go their last line within the period.",
        |t| Some(t.calls.count as f64),
    ),
    measure(
        "teu_per_call",
        "TEU/call",
        "Cargo exchanged by a call, averaged over calls departed within the period.",
        |t| ratio(t.calls.moves as f64 * t.teu_per_move, t.calls.count as f64),
    ),
    measure(
        "vessels_at_berth_mean",
        "vessels",
        "Vessels between all fast and last line let go, averaged over time.",
        |t| Some(t.at_berth.mean()),
    ),
    measure(
        "vessels_waiting_mean",
        "vessels",
        "Vessels waiting for a berth, a pilot or the channel, at anchor unless the scenario has them \
         wait offshore, averaged over time.",
        |t| Some(t.waiting.mean()),
    ),
    measure(
        "vessels_waiting_max",
        "vessels",
        "Most vessels waiting at any time.",
        |t| Some(t.waiting.max() as f64),
    ),
    measure(
        "vessels_in_port_mean",
        "vessels",
        "Vessels between arrival and last line let go, averaged over time.",
        |t| Some(t.in_port.mean()),
    ),
    measure(
        "vessels_in_port_max",
        "vessels",
        "Most vessels between arrival and last line let go at any time.",
        |t| Some(t.in_port.max() as f64),
    ),
    daily(
        "vessels_at_berth_weekday_mean",
        "Vessels at berth at 08:00 local time, averaged over Mondays to Fridays.",
        |t| mean(&weekday_mornings(t)),
    ),
    daily(
        "vessels_at_berth_weekday_p05",
        "Vessels at berth at 08:00 that 5 % of Mondays to Fridays do not exceed.",
        |t| quantile(&weekday_mornings(t), 0.05),
    ),
    daily(
        "vessels_at_berth_weekday_p10",
        "Vessels at berth at 08:00 that 10 % of Mondays to Fridays do not exceed.",
        |t| quantile(&weekday_mornings(t), 0.10),
    ),
    daily(
        "vessels_at_berth_weekday_p90",
        "Vessels at berth at 08:00 that 90 % of Mondays to Fridays do not exceed.",
        |t| quantile(&weekday_mornings(t), 0.90),
    ),
    daily(
        "vessels_at_berth_weekday_p95",
        "Vessels at berth at 08:00 that 95 % of Mondays to Fridays do not exceed.",
        |t| quantile(&weekday_mornings(t), 0.95),
    ),
    daily(
        "vessels_waiting_weekday_mean",
        "Vessels waiting at 08:00 local time, averaged over Mondays to Fridays.",
        |t| mean(&on_weekdays(&t.mornings_waiting)),
    ),
    daily(
        "vessels_at_berth_monday",
        "Vessels at berth at 08:00 local time on Mondays, on average.",
        |t| mornings_of(t, 0),
    ),
    daily(
        "vessels_at_berth_tuesday",
        "Vessels at berth at 08:00 local time on Tuesdays, on average.",
        |t| mornings_of(t, 1),
    ),
    daily(
        "vessels_at_berth_wednesday",
        "Vessels at berth at 08:00 local time on Wednesdays, on average.",
        |t| mornings_of(t, 2),
    ),
    daily(
        "vessels_at_berth_thursday",
        "Vessels at berth at 08:00 local time on Thursdays, on average.",
        |t| mornings_of(t, 3),
    ),
    daily(
        "vessels_at_berth_friday",
        "Vessels at berth at 08:00 local time on Fridays, on average.",
        |t| mornings_of(t, 4),
    ),
    measure(
        "wait_hours_mean",
        "h",
        "From arrival to under way for the berth, averaged over calls.",
        |t| ratio(t.calls.wait.hours(), t.calls.count as f64),
    ),
    measure(
        "wait_hours_p95",
        "h",
        "Wait that 95 % of calls do not exceed.",
        |t| t.wait_p95,
    ),
    measure(
        "berthed_within_2h_share",
        "1",
        "Share of calls that waited two hours at most.",
        |t| ratio(t.calls.prompt as f64, t.calls.count as f64),
    ),
    measure(
        "time_at_berth_hours_mean",
        "h",
        "From first line ashore (all fast) to last line let go, averaged over calls.",
        |t| ratio(t.calls.stay.hours(), t.calls.count as f64),
    ),
    measure(
        "time_at_berth_hours_p95",
        "h",
        "Time at berth that 95 % of calls do not exceed.",
        |t| t.stay_p95,
    ),
    measure(
        "turnaround_hours_mean",
        "h",
        "From arrival to last line let go, averaged over calls.",
        |t| ratio(t.calls.turnaround.hours(), t.calls.count as f64),
    ),
    measure(
        "wait_to_service_ratio",
        "1",
        "Mean wait over mean time at berth, of the same calls.",
        |t| ratio(t.calls.wait.hours(), t.calls.stay.hours()),
    ),
    measure(
        "teu_per_ship_day",
        "TEU/day",
        "Cargo moved for each day that a vessel lay at berth.",
        |t| ratio(t.cargo.teu, t.at_berth.mean() * t.span.days()),
    ),
    measure(
        "backlog_start",
        "vessels",
        "Vessels waiting when the period begins.",
        |t| Some(t.waiting.first() as f64),
    ),
    measure(
        "backlog_end",
        "vessels",
        "Vessels waiting when the period ends.",
        |t| Some(t.waiting.last() as f64),
    ),
    daily(
        "backlog_growth",
        "Vessels waiting at 08:00 in the last quarter of days less those in the first quarter, \
         on average: far above zero, the queue does not settle.",
        |t| growth(&t.mornings_waiting),
    ),
    measure(
        "unserved_teu",
        "TEU",
        "Cargo of calls that arrived within the period and still wait at its end.",
        |t| Some(t.unserved_moves as f64 * t.teu_per_move),
    ),
];
