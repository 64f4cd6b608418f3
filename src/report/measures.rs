//! What measures are called in front of people, and the units they are shown in.

use super::words::{Precision, capitalized};
use crate::experiment::measure::unit_of;
use crate::statistics::Summary;

/// Measures that people know by other words than their name says.
const LABELS: [(&str, &str); 56] = [
    ("throughput_teu", "Throughput"),
    ("throughput_teu_import_loaded", "Loaded imports"),
    ("throughput_teu_export_loaded", "Loaded exports"),
    ("throughput_teu_empty", "Empties"),
    ("vessel_calls", "Vessel calls"),
    ("teu_per_call", "Cargo of a call"),
    ("vessels_at_berth_mean", "Vessels at berth"),
    ("vessels_at_berth_monday", "Vessels at berth, Mondays"),
    ("vessels_at_berth_tuesday", "Vessels at berth, Tuesdays"),
    ("vessels_at_berth_wednesday", "Vessels at berth, Wednesdays"),
    ("vessels_at_berth_thursday", "Vessels at berth, Thursdays"),
    ("vessels_at_berth_friday", "Vessels at berth, Fridays"),
    (
        "vessels_at_berth_weekday_mean",
        "Vessels at berth, weekdays",
    ),
    (
        "vessels_at_berth_weekday_p05",
        "Vessels at berth, 5 % of weekdays",
    ),
    (
        "vessels_at_berth_weekday_p10",
        "Vessels at berth, 10 % of weekdays",
    ),
    (
        "vessels_at_berth_weekday_p90",
        "Vessels at berth, 90 % of weekdays",
    ),
    (
        "vessels_at_berth_weekday_p95",
        "Vessels at berth, 95 % of weekdays",
    ),
    ("berthed_within_2h_share", "Calls berthed within 2 h"),
    ("vessels_waiting_mean", "Vessels waiting"),
    ("vessels_waiting_max", "Longest queue"),
    ("wait_hours_mean", "Wait for a berth"),
    ("wait_hours_p95", "Wait, 95 % quantile"),
    ("time_at_berth_hours_mean", "Time at berth"),
    ("turnaround_hours_mean", "Turnaround"),
    ("wait_to_service_ratio", "Wait ÷ time at berth"),
    ("berth_occupancy", "Berth occupancy"),
    ("wharf_occupancy", "Wharf occupancy"),
    ("berth_moves_per_hour", "Berth productivity"),
    ("gross_moves_per_crane_hour", "Gross crane rate"),
    ("teu_per_ship_day", "Cargo of a vessel-day"),
    ("shore_power_call_share", "Calls on shore power"),
    ("shore_power_hour_share", "Berth hours on shore power"),
    ("shore_power_energy_share", "Berth energy from shore"),
    ("at_berth_compliant_share", "Visits compliant at berth"),
    ("at_berth_controlled_share", "Visits controlled at berth"),
    ("at_berth_controlled_hour_share", "Berth hours controlled"),
    ("shore_power_mwh", "Shore power"),
    ("shore_power_peak_mw", "Shore power, peak"),
    ("co2e_tonnes", "CO₂e of vessels"),
    ("co2e_tonnes_grid", "CO₂e of the grid"),
    ("co2e_tonnes_net", "CO₂e, vessels and grid"),
    ("nox_tonnes", "NOx of vessels"),
    ("sox_tonnes", "SOx of vessels"),
    ("pm25_tonnes", "PM2.5 of vessels"),
    ("dpm_tonnes", "Diesel particulate"),
    ("co2e_kg_per_teu", "CO₂e a TEU"),
    ("at_berth_violations", "At-Berth violations"),
    (
        "at_berth_missed_vessel_not_equipped",
        "Missed: vessel not equipped",
    ),
    (
        "at_berth_missed_connection_failed",
        "Missed: connection failed",
    ),
    ("at_berth_missed_no_capacity", "Missed: no point or MW free"),
    ("at_berth_missed_late_connection", "Missed: plugged in late"),
    ("trade_value_usd", "Worth of cargo moved"),
    ("waiting_value_usd_days", "Worth of cargo × days it waited"),
    (
        "waiting_value_usd_mean",
        "Worth of cargo waiting at any time",
    ),
    ("social_cost_usd", "Social cost of vessels’ CO₂e"),
    ("social_cost_usd_grid", "Social cost of power plants’ CO₂e"),
];

/// The measure in words; its name with spaces where nobody has given it others.
pub(crate) fn label(measure: &str) -> String {
    LABELS
        .iter()
        .find(|(name, _)| *name == measure)
        .map_or_else(
            || capitalized(&measure.replace('_', " ")),
            |(_, label)| (*label).to_owned(),
        )
}

/// The unit shown to people: shares as percentages, dollars in millions, everything else as in
/// files.
pub(crate) fn shown_unit(measure: &str) -> &'static str {
    match unit_of(measure) {
        _ if is_share(measure) => "%",
        "USD" => "million USD",
        "USD d" => "million USD × days",
        unit => unit,
    }
}

/// What a measure's numbers are multiplied by to be shown in that unit.
pub(crate) fn shown_factor(measure: &str) -> f64 {
    match unit_of(measure) {
        _ if is_share(measure) => 100.0,
        "USD" | "USD d" => 1e-6,
        _ => 1.0,
    }
}

/// A measure's summary in the unit shown to people.
pub(crate) fn shown(measure: &str, summary: &Summary) -> Summary {
    summary.scaled(shown_factor(measure))
}

/// How finely a measure is told to people.
pub(crate) fn precision(measure: &str) -> Precision {
    match unit_of(measure) {
        "calls" | "visits" => Precision::Whole,
        "TEU" | "t" => Precision::Fine,
        _ => Precision::Coarse,
    }
}

/// Fractions of one that people read as percentages.
fn is_share(measure: &str) -> bool {
    measure.ends_with("_share")
        || measure.ends_with("_occupancy")
        || measure.ends_with("_utilization")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_shown_as_percentages_and_the_rest_as_they_are() {
        assert_eq!(shown_unit("berth_occupancy"), "%");
        assert!((shown_factor("shore_power_call_share") - 100.0).abs() < 1e-12);
        assert_eq!(shown_unit("wait_hours_mean"), "h");
        assert_eq!(shown_unit("nox_tonnes_transit"), "t");
        assert_eq!(shown_unit("trade_value_usd"), "million USD");
        assert_eq!(label("crane_moves"), "Crane moves");
    }
}
