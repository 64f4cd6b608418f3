//! How visits stand to the At-Berth rule, and why some missed it.

use super::Figure;
use super::bars::{self, Bar, Bars, Name};
use crate::experiment::measure::{self, Measure};
use crate::experiment::{Results, Scope};
use crate::report::draw::{GREEN, Ink, Key, ORANGE, PURPLE, Sheet, VERMILION};
use crate::report::words::{Precision, amount, number, percent, plus_minus};
use crate::statistics::Summary;

/// Measures, what they are called, and their colors.
type Lines = &'static [(&'static Measure, &'static str, Ink)];

/// How a visit may stand; the last three are misses.
const OUTCOMES: Lines = &[
    (&measure::AT_BERTH_VISITS_CONTROLLED, "Controlled", GREEN),
    (
        &measure::AT_BERTH_VISITS_WITHOUT_DUTY,
        "Too short for a duty",
        GREEN,
    ),
    (&measure::AT_BERTH_EMERGENCIES, "Emergency", ORANGE),
    (
        &measure::AT_BERTH_VESSEL_INCIDENTS_USED,
        "Vessel incident event",
        ORANGE,
    ),
    (
        &measure::AT_BERTH_TERMINAL_INCIDENTS_USED,
        "Terminal incident event",
        ORANGE,
    ),
    (&measure::AT_BERTH_VIOLATIONS, "Violation", VERMILION),
];

/// Why a visit may miss.
const REASONS: Lines = &[
    (
        &measure::AT_BERTH_MISSED_VESSEL_NOT_EQUIPPED,
        "Vessel not equipped",
        PURPLE,
    ),
    (
        &measure::AT_BERTH_MISSED_TERMINAL_NOT_EQUIPPED,
        "Terminal not equipped",
        PURPLE,
    ),
    (
        &measure::AT_BERTH_MISSED_CONNECTION_FAILED,
        "Connection failed",
        PURPLE,
    ),
    (
        &measure::AT_BERTH_MISSED_NO_CAPACITY,
        "No point or megawatts free",
        PURPLE,
    ),
    (
        &measure::AT_BERTH_MISSED_STAY_TOO_SHORT,
        "Stay shorter than connecting",
        PURPLE,
    ),
    (
        &measure::AT_BERTH_MISSED_LATE_CONNECTION,
        "Plugged in late",
        PURPLE,
    ),
    (
        &measure::AT_BERTH_MISSED_EARLY_DISCONNECTION,
        "Unplugged early",
        PURPLE,
    ),
];

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let bay = &results.bay;
    let title = title(bay)?;
    let keys = [
        ("Keeps the rule", Key::Box(GREEN)),
        ("Excused", Key::Box(ORANGE)),
        ("Violates it", Key::Box(VERMILION)),
        ("Reason for a miss, excused or not", Key::Box(PURPLE)),
    ];
    let (outcomes, reasons) = (found(bay, OUTCOMES), found(bay, REASONS));
    let rows = outcomes.len().max(reasons.len());
    let sheet = Sheet::fitted(
        &title,
        "Visits of the whole bay by how they stand to California’s At-Berth rule (17 CCR 93130): means with 95 % intervals",
        &keys,
        bars::height(rows),
    );
    let mut picture = sheet.picture;
    let halves = sheet.body.columns(&[1.0, 1.0], 26.0);
    for (half, (heading, lines)) in halves.into_iter().zip([
        ("How visits stand", &outcomes),
        ("Why visits missed", &reasons),
    ]) {
        let names: Vec<_> = (lines.iter())
            .map(|line| Name::Row(line.0.to_owned()))
            .collect();
        let panel = Bars {
            heading: heading.to_owned(),
            axis: "Visits".to_owned(),
            rows: lines.iter().map(|line| Some(bar(line))).collect(),
        };
        bars::draw(&mut picture, half, &names, &[panel]);
    }
    let told: Vec<_> = (outcomes.iter().chain(&reasons))
        .map(|(name, visits, _)| format!("{name} {}", amount(visits.mean)))
        .collect();
    Some(Figure {
        id: "at_berth".to_owned(),
        alt: format!("Bars of visits. {title}. {}.", told.join(", ")),
        title,
        reading: "The bars on the left add up to all visits. Misses are the incident events and the violations; on the right they are divided by their reason.".to_owned(),
        csv: "compliance.csv".to_owned(),
        picture,
    })
}

/// What a bay says of these measures, but for what never happens.
fn found(bay: &Scope, lines: Lines) -> Vec<(&'static str, Summary, Ink)> {
    (lines.iter())
        .filter_map(|(measure, name, ink)| Some((*name, *bay.get(measure)?, *ink)))
        .filter(|(_, visits, _)| visits.mean > 0.0)
        .collect()
}

fn title(bay: &Scope) -> Option<String> {
    let (share, violations) = (
        bay.get(&measure::AT_BERTH_COMPLIANT_SHARE)?,
        bay.get(&measure::AT_BERTH_VIOLATIONS)?,
    );
    let visits = bay.get(&measure::VESSEL_CALLS)?;
    Some(format!(
        "{} of visits keep the At-Berth rule or are excused; {} of {} are violations",
        percent(share.mean),
        number(violations.mean, 0),
        number(visits.mean, 0)
    ))
}

fn bar((_, visits, ink): &(&str, Summary, Ink)) -> Bar {
    Bar {
        parts: vec![(visits.mean, *ink)],
        interval: Some((visits.ci95_low.max(0.0), visits.ci95_high)),
        note: plus_minus(visits, Precision::Whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn no_bar_is_drawn_without_a_rule() {
        let mut results = fixture::year();
        let found = chart(&results).unwrap();
        assert!(
            found
                .title
                .starts_with("96 % of visits keep the At-Berth rule or are excused; 81 of"),
            "{}",
            found.title
        );
        assert!(
            !found.alt.contains("Unplugged"),
            "never happens: {}",
            found.alt
        );
        results
            .bay
            .measures
            .retain(|(measure, _)| !measure.name.starts_with("at_berth"));
        assert!(chart(&results).is_none());
    }
}
