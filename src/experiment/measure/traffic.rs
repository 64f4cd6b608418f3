//! Cargo, calls, and vessels waiting and at berth.

use crate::experiment::Totals;
use crate::statistics::{Counts, quantile};

use super::definition::{Quantile, Reach, measure, over, percentile, quotient, ratio, table};
use super::unit::{CALLS, HOURS, RATIO, SHARE, TEU, Unit, VESSELS};

/// Milliseconds in an hour.
const MILLIS_PER_HOUR: f64 = 3_600_000.0;

/// Counts at 08:00, Monday to Friday, from least to most.
fn on_weekdays(mornings: &[(u8, f64)]) -> Vec<f64> {
    let weekdays = mornings.iter().filter(|(day, _)| *day < 5);
    let mut counts: Vec<f64> = weekdays.map(|(_, count)| *count).collect();
    counts.sort_by(f64::total_cmp);
    counts
}

/// Vessels at berth at 08:00, Monday to Friday, that a share of days does not exceed. Of a replication
/// by itself: whole numbers of vessels pool to a whole number, of whose error a jackknife says nothing.
fn weekday_mornings(totals: &Totals, p: f64) -> Option<f64> {
    quantile(&on_weekdays(&totals.mornings_at_berth), p)
}

/// Hours that a share of calls does not exceed.
fn long(times: &Counts, p: f64) -> Quantile {
    let (per_unit, of) = (MILLIS_PER_HOUR, times.clone());
    Quantile { p, per_unit, of }
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

table![
    TRAFFIC,
    THROUGHPUT_TEU = measure(
        "throughput_teu",
        TEU,
        "Throughput",
        "Cargo moved over the quay within the period, loaded and empty, both ways.",
        |t| Some(t.cargo.teu),
    ),
    THROUGHPUT_TEU_IMPORT_LOADED = measure(
        "throughput_teu_import_loaded",
        TEU,
        "Loaded imports",
        "Loaded import containers moved within the period.",
        |t| Some(t.cargo.import_loaded),
    ),
    THROUGHPUT_TEU_EXPORT_LOADED = measure(
        "throughput_teu_export_loaded",
        TEU,
        "Loaded exports",
        "Loaded export containers moved within the period.",
        |t| Some(t.cargo.export_loaded),
    ),
    THROUGHPUT_TEU_EMPTY = measure(
        "throughput_teu_empty",
        TEU,
        "Empties",
        "Empty containers moved within the period, both ways.",
        |t| Some(t.cargo.empty),
    ),
    VESSEL_CALLS = measure(
        "vessel_calls",
        CALLS,
        "Vessel calls",
        "Calls that let go their last line within the period.",
        |t| Some(t.calls.count as f64),
    ),
    TEU_PER_CALL = quotient(
        "teu_per_call",
        Unit::of("TEU/call"),
        "Cargo of a call",
        "Cargo exchanged by a call, averaged over calls departed within the period.",
        |t| over(t.calls.moves as f64 * t.teu_per_move, t.calls.count as f64),
    ),
    VESSELS_AT_BERTH_MEAN = measure(
        "vessels_at_berth_mean",
        VESSELS,
        "Vessels at berth",
        "Vessels between all fast and last line let go, averaged over time.",
        |t| Some(t.at_berth.mean()),
    ),
    VESSELS_WAITING_MEAN = measure(
        "vessels_waiting_mean",
        VESSELS,
        "Vessels waiting",
        "Vessels waiting for a berth, a pilot or the channel, at anchor unless the scenario has them \
         wait offshore, averaged over time.",
        |t| Some(t.waiting.mean()),
    ),
    VESSELS_WAITING_MAX = measure(
        "vessels_waiting_max",
        VESSELS,
        "Longest queue",
        "Most vessels waiting at any time.",
        |t| Some(t.waiting.max() as f64),
    ),
    VESSELS_IN_PORT_MEAN = measure(
        "vessels_in_port_mean",
        VESSELS,
        "Vessels in port",
        "Vessels between arrival and last line let go, averaged over time.",
        |t| Some(t.in_port.mean()),
    ),
    VESSELS_IN_PORT_MAX = measure(
        "vessels_in_port_max",
        VESSELS,
        "Most vessels in port",
        "Most vessels between arrival and last line let go at any time.",
        |t| Some(t.in_port.max() as f64),
    ),
    VESSELS_AT_BERTH_WEEKDAY_MEAN = measure(
        "vessels_at_berth_weekday_mean",
        VESSELS,
        "Vessels at berth, weekdays",
        "Vessels at berth at 08:00 local time, averaged over Mondays to Fridays.",
        |t| mean(&on_weekdays(&t.mornings_at_berth)),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_WEEKDAY_P05 = measure(
        "vessels_at_berth_weekday_p05",
        VESSELS,
        "Vessels at berth, 5 % of weekdays",
        "Vessels at berth at 08:00 that 5 % of Mondays to Fridays do not exceed.",
        |t| weekday_mornings(t, 0.05),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_WEEKDAY_P10 = measure(
        "vessels_at_berth_weekday_p10",
        VESSELS,
        "Vessels at berth, 10 % of weekdays",
        "Vessels at berth at 08:00 that 10 % of Mondays to Fridays do not exceed.",
        |t| weekday_mornings(t, 0.10),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_WEEKDAY_P90 = measure(
        "vessels_at_berth_weekday_p90",
        VESSELS,
        "Vessels at berth, 90 % of weekdays",
        "Vessels at berth at 08:00 that 90 % of Mondays to Fridays do not exceed.",
        |t| weekday_mornings(t, 0.90),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_WEEKDAY_P95 = measure(
        "vessels_at_berth_weekday_p95",
        VESSELS,
        "Vessels at berth, 95 % of weekdays",
        "Vessels at berth at 08:00 that 95 % of Mondays to Fridays do not exceed.",
        |t| weekday_mornings(t, 0.95),
    )
    .within(Reach::BayAndPorts),
    VESSELS_WAITING_WEEKDAY_MEAN = measure(
        "vessels_waiting_weekday_mean",
        VESSELS,
        "Vessels waiting, weekdays",
        "Vessels waiting at 08:00 local time, averaged over Mondays to Fridays.",
        |t| mean(&on_weekdays(&t.mornings_waiting)),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_MONDAY = measure(
        "vessels_at_berth_monday",
        VESSELS,
        "Vessels at berth, Mondays",
        "Vessels at berth at 08:00 local time on Mondays, on average.",
        |t| mornings_of(t, 0),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_TUESDAY = measure(
        "vessels_at_berth_tuesday",
        VESSELS,
        "Vessels at berth, Tuesdays",
        "Vessels at berth at 08:00 local time on Tuesdays, on average.",
        |t| mornings_of(t, 1),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_WEDNESDAY = measure(
        "vessels_at_berth_wednesday",
        VESSELS,
        "Vessels at berth, Wednesdays",
        "Vessels at berth at 08:00 local time on Wednesdays, on average.",
        |t| mornings_of(t, 2),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_THURSDAY = measure(
        "vessels_at_berth_thursday",
        VESSELS,
        "Vessels at berth, Thursdays",
        "Vessels at berth at 08:00 local time on Thursdays, on average.",
        |t| mornings_of(t, 3),
    )
    .within(Reach::BayAndPorts),
    VESSELS_AT_BERTH_FRIDAY = measure(
        "vessels_at_berth_friday",
        VESSELS,
        "Vessels at berth, Fridays",
        "Vessels at berth at 08:00 local time on Fridays, on average.",
        |t| mornings_of(t, 4),
    )
    .within(Reach::BayAndPorts),
    WAIT_HOURS_MEAN = quotient(
        "wait_hours_mean",
        HOURS,
        "Wait for a berth",
        "From arrival to under way for the berth, averaged over vessels that arrived within the \
         period, those that still wait at its end with their wait so far.",
        |t| over(t.arrivals.wait.hours(), t.arrivals.count as f64),
    ),
    WAIT_HOURS_DEPARTED_MEAN = quotient(
        "wait_hours_departed_mean",
        HOURS,
        "Wait of calls departed",
        "From arrival to under way for the berth, averaged over calls departed within the period: \
         whoever still waits is in none of them.",
        |t| over(t.calls.wait.hours(), t.calls.count as f64),
    ),
    WAIT_HOURS_P95 = percentile(
        "wait_hours_p95",
        HOURS,
        "Wait, 95 % quantile",
        "Wait that 95 % of vessels that arrived within the period do not exceed; of those that \
         still wait at its end it is known that they wait at least so long (Kaplan and Meier).",
        |t| Some(long(&t.arrivals.waits, 0.95)),
    ),
    BERTHED_WITHIN_2H_SHARE = quotient(
        "berthed_within_2h_share",
        SHARE,
        "Calls berthed within 2 h",
        "Share of vessels that waited two hours at most, of those that arrived within the period and \
         at least two hours before its end.",
        |t| over(t.arrivals.prompt as f64, t.arrivals.decided as f64),
    ),
    TIME_AT_BERTH_HOURS_MEAN = quotient(
        "time_at_berth_hours_mean",
        HOURS,
        "Time at berth",
        "From first line ashore (all fast) to last line let go, averaged over calls.",
        |t| over(t.calls.stay.hours(), t.calls.count as f64),
    ),
    FIRST_MOVE_HOURS_MEAN = quotient(
        "first_move_hours_mean",
        HOURS,
        "First move after all fast",
        "From first line ashore (all fast) to the first move, averaged over calls.",
        |t| over(t.calls.first_move.hours(), t.calls.count as f64),
    ),
    IDLE_AT_BERTH_HOURS_MEAN = quotient(
        "idle_at_berth_hours_mean",
        HOURS,
        "Idle at berth",
        "Hours at berth without a crane at work, averaged over calls.",
        |t| over(t.calls.idle.hours(), t.calls.count as f64),
    ),
    TIME_AT_BERTH_HOURS_P95 = percentile(
        "time_at_berth_hours_p95",
        HOURS,
        "Time at berth, 95 % quantile",
        "Time at berth that 95 % of calls do not exceed.",
        |t| Some(long(&t.stays, 0.95)),
    ),
    TURNAROUND_HOURS_MEAN = quotient(
        "turnaround_hours_mean",
        HOURS,
        "Turnaround",
        "From arrival to last line let go, averaged over calls.",
        |t| over(t.calls.turnaround.hours(), t.calls.count as f64),
    ),
    WAIT_TO_SERVICE_RATIO = quotient(
        "wait_to_service_ratio",
        RATIO,
        "Wait ÷ time at berth",
        "Mean wait over mean time at berth, of the same calls departed within the period.",
        |t| over(t.calls.wait.hours(), t.calls.stay.hours()),
    ),
    TEU_PER_SHIP_DAY = quotient(
        "teu_per_ship_day",
        Unit::of("TEU/day"),
        "Cargo of a vessel-day",
        "Cargo moved for each day that a vessel lay at berth.",
        |t| over(t.cargo.teu, t.at_berth.mean() * t.span.days()),
    ),
    BACKLOG_START = measure(
        "backlog_start",
        VESSELS,
        "Vessels waiting at the start",
        "Vessels waiting when the period begins.",
        |t| Some(t.waiting.first() as f64),
    ),
    BACKLOG_END = measure(
        "backlog_end",
        VESSELS,
        "Vessels waiting at the end",
        "Vessels waiting when the period ends, unserved.",
        |t| Some(t.waiting.last() as f64),
    ),
    BACKLOG_GROWTH = measure(
        "backlog_growth",
        VESSELS,
        "Growth of the queue",
        "Vessels waiting at 08:00 in the last quarter of days less those in the first quarter, \
         on average: far above zero, the queue does not settle.",
        |t| growth(&t.mornings_waiting),
    )
    .within(Reach::BayAndPorts),
    UNSERVED_TEU = measure(
        "unserved_teu",
        TEU,
        "Cargo still waiting at the end",
        "Cargo of vessels that still wait at the end of the period, also of those that came before it.",
        |t| Some(t.unserved_moves as f64 * t.teu_per_move),
    ),
];
