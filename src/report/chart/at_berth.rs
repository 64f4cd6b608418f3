//! How visits stand to the At-Berth rule, and why some missed it.

use super::Figure;
use super::bars::{self, Bar, Bars, Name};
use crate::experiment::{Results, Scope};
use crate::report::draw::{GREEN, Ink, Key, ORANGE, PURPLE, Sheet, VERMILION};
use crate::report::words::{Precision, amount, number, percent, plus_minus};
use crate::statistics::Summary;

/// Measures, what they are called, and their colors.
type Lines = &'static [(&'static str, &'static str, Ink)];

/// How a visit may stand; the last three are misses.
const OUTCOMES: Lines = &[
    ("at_berth_visits_controlled", "Controlled", GREEN),
    (
        "at_berth_visits_without_duty",
        "Too short for a duty",
        GREEN,
    ),
    ("at_berth_emergencies", "Emergency", ORANGE),
    (
        "at_berth_vessel_incidents_used",
        "Vessel incident event",
        ORANGE,
    ),
    (
        "at_berth_terminal_incidents_used",
        "Terminal incident event",
        ORANGE,
    ),
    ("at_berth_violations", "Violation", VERMILION),
];

/// Why a visit may miss.
const REASONS: Lines = &[
    (
        "at_berth_missed_vessel_not_equipped",
        "Vessel not equipped",
        PURPLE,
    ),
    (
        "at_berth_missed_terminal_not_equipped",
        "Terminal not equipped",
        PURPLE,
    ),
    (
        "at_berth_missed_connection_failed",
        "Connection failed",
        PURPLE,
    ),
    (
        "at_berth_missed_no_capacity",
        "No point or megawatts free",
        PURPLE,
    ),
    (
        "at_berth_missed_stay_too_short",
        "Stay shorter than connecting",
        PURPLE,
    ),
    ("at_berth_missed_late_connection", "Plugged in late", PURPLE),
    (
        "at_berth_missed_early_disconnection",
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
        bay.get("at_berth_compliant_share")?,
        bay.get("at_berth_violations")?,
    );
    let visits = bay.get("vessel_calls")?;
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
    use crate::experiment::measure;
    use crate::report::fixture;

    #[test]
    fn every_bar_has_a_measure_and_none_is_drawn_without_a_rule() {
        for (name, ..) in OUTCOMES.iter().chain(REASONS) {
            assert!(measure::find(name).is_some(), "{name}");
        }
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
            .retain(|(name, _)| !name.starts_with("at_berth"));
        assert!(chart(&results).is_none());
    }
}
