//! `compliance.csv`: visits by how they stand to the At-Berth rule, part by part.

use super::table::{Table, text};
use crate::experiment::measure::{self, Measure};
use crate::experiment::{Results, Scope};
use crate::report::ReportError;
use crate::statistics::Summary;

/// What a row is about, the measure behind it, and whether it is among the visits that its rank
/// divides: `visits` are divided by outcome, misses by what excuses them.
const ROWS: [(&str, &str, &Measure); 14] = [
    ("all", "visits", &measure::VESSEL_CALLS),
    (
        "outcome",
        "controlled",
        &measure::AT_BERTH_VISITS_CONTROLLED,
    ),
    (
        "outcome",
        "without_duty",
        &measure::AT_BERTH_VISITS_WITHOUT_DUTY,
    ),
    ("outcome", "emergency", &measure::AT_BERTH_EMERGENCIES),
    (
        "missed",
        "vessel_not_equipped",
        &measure::AT_BERTH_MISSED_VESSEL_NOT_EQUIPPED,
    ),
    (
        "missed",
        "terminal_not_equipped",
        &measure::AT_BERTH_MISSED_TERMINAL_NOT_EQUIPPED,
    ),
    (
        "missed",
        "connection_failed",
        &measure::AT_BERTH_MISSED_CONNECTION_FAILED,
    ),
    (
        "missed",
        "no_capacity",
        &measure::AT_BERTH_MISSED_NO_CAPACITY,
    ),
    (
        "missed",
        "stay_too_short",
        &measure::AT_BERTH_MISSED_STAY_TOO_SHORT,
    ),
    (
        "missed",
        "late_connection",
        &measure::AT_BERTH_MISSED_LATE_CONNECTION,
    ),
    (
        "missed",
        "early_disconnection",
        &measure::AT_BERTH_MISSED_EARLY_DISCONNECTION,
    ),
    (
        "miss_excused",
        "vessel_incident",
        &measure::AT_BERTH_VESSEL_INCIDENTS_USED,
    ),
    (
        "miss_excused",
        "terminal_incident",
        &measure::AT_BERTH_TERMINAL_INCIDENTS_USED,
    ),
    (
        "miss_not_excused",
        "violation",
        &measure::AT_BERTH_VIOLATIONS,
    ),
];

/// Visits of the bay, each port and each terminal by outcome and reason; no row where no rule is
/// looked at. Rows of `outcome` and `missed` add up to `all`, those of `missed` to `miss_excused`
/// and `miss_not_excused`.
pub(crate) fn compliance(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["level", "id", "kind", "reason", "unit"])?;
    for (level, scope) in results.parts() {
        for (kind, reason, summary) in rows(scope) {
            table.summary(&[level, &text(&scope.id), kind, reason, "visits"], summary)?;
        }
    }
    table.bytes()
}

/// Rows of one part; none unless it says how visits stand to the rule.
fn rows(scope: &Scope) -> impl Iterator<Item = (&'static str, &'static str, &Summary)> {
    let judged = scope.get(&measure::AT_BERTH_VIOLATIONS).is_some();
    ROWS.into_iter()
        .filter(move |_| judged)
        .filter_map(|(kind, reason, measure)| Some((kind, reason, scope.get(measure)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn only_what_is_judged_has_rows() {
        let mut results = fixture::year();
        for scope in std::iter::once(&mut results.bay)
            .chain(&mut results.ports)
            .chain(&mut results.terminals)
        {
            scope
                .measures
                .retain(|(measure, _)| !measure.name.starts_with("at_berth"));
        }
        let lines = |results: &Results| {
            let text = String::from_utf8(compliance(results).unwrap()).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(&results).len(), 1, "no rule, no row");
        let count = |n: f64| Summary::from_sample(&[n]).unwrap();
        let terminal = &mut results.terminals[0];
        terminal
            .measures
            .push((&measure::AT_BERTH_MISSED_NO_CAPACITY, count(3.0)));
        terminal
            .measures
            .push((&measure::AT_BERTH_VIOLATIONS, count(2.0)));
        let found = lines(&results);
        assert_eq!(
            found[0].split(',').take(5).collect::<Vec<_>>().join(","),
            "level,id,kind,reason,unit"
        );
        let rows: Vec<_> = found
            .iter()
            .filter(|row| row.starts_with("terminal,wbct,"))
            .collect();
        assert_eq!(rows.len(), 3, "visits, misses, violations: {rows:?}");
        assert!(
            rows[1].starts_with("terminal,wbct,missed,no_capacity,visits,3,"),
            "{rows:?}"
        );
    }
}
