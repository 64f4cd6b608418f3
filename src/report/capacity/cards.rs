//! Key figures of a capacity, and cells of its tables.

use super::csv::sides;
use super::sentences;
use crate::experiment::capacity::{Binding, CapacityStudy, CurvePoint, ForTeu};
use crate::report::study::{Card, Cell, Traced};
use crate::report::words::{
    Precision, ends, half_width, heading, is_lopsided, margin, mean, number, percent, significant,
};
use crate::statistics::Summary;

/// TEU a year with their interval, as a cell, and where `results.json` has it.
pub(super) fn teu_cell(summary: &Summary, path: &str) -> Cell {
    let cell = if summary.mean == 0.0 && half_width(summary) == 0.0 {
        Cell::text("0")
    } else {
        Cell::number(
            mean(summary, Precision::Fine),
            margin(summary, Precision::Fine).filter(|_| !is_lopsided(summary)),
        )
    };
    cell.of(format!("{path}.mean"), summary.mean, 1.0)
}

/// The ends of an interval that half its width would not tell.
pub(super) fn lopsided_ends(summary: &Summary) -> Option<String> {
    is_lopsided(summary).then(|| ends(summary, Precision::Fine))
}

/// Where `results.json` tells of each scenario, in the order of [`sides`].
pub(super) const DOCUMENTS: [&str; 2] = ["capacity", "against"];

/// TEU a year as a key figure.
fn teu_card(label: String, summary: &Summary, path: &str, note: impl Into<String>) -> Card {
    let cell = teu_cell(summary, path);
    let note: String = note.into();
    let note = match lopsided_ends(summary) {
        Some(ends) => format!("{ends} (95 %); {note}"),
        None => note,
    };
    Card {
        label,
        value: cell.text,
        unit: "TEU/yr".to_owned(),
        margin: cell.margin,
        note,
        of: cell.of,
    }
}

/// What is told at a glance.
pub(super) fn cards(found: &CapacityStudy) -> Vec<Card> {
    let several = found.against.is_some();
    let mut cards: Vec<Card> = sides(found)
        .zip(DOCUMENTS)
        .map(|(side, document)| {
            let capacity = &side.capacity;
            let label = if several {
                format!("Capacity of {}, {}", capacity.name, heading(&side.scenario))
            } else {
                format!("Capacity of {}", capacity.name)
            };
            let note = match capacity.binding {
                Binding::BerthSide => "the berth side binds",
                Binding::YardStatic => "the yard binds",
            };
            teu_card(
                label,
                &capacity.teu_per_year,
                &format!("{document}.teu_per_year"),
                note,
            )
        })
        .collect();
    if let Some(difference) = &found.difference {
        let label = "Difference".to_owned();
        cards.push(teu_card(
            label,
            difference,
            "difference.teu_per_year",
            "on the same random numbers",
        ));
    }
    if let Some(first) = found.effects.first() {
        let label = format!("{} first", sentences::gives_out(first.change));
        let note = format!("added by {}", sentences::words(first));
        cards.push(teu_card(
            label,
            &first.added,
            "bottleneck.0.added_teu_per_year",
            note,
        ));
    }
    let base = &found.base.capacity;
    if let Some(yard) = base.yard_static.filter(|_| !several) {
        cards.push(Card {
            label: "Static ceiling of the yard".to_owned(),
            value: significant(yard, 4),
            unit: "TEU/yr".to_owned(),
            margin: None,
            note: "acres times TEU an acre".to_owned(),
            of: Some(Traced {
                path: "capacity.yard_static".to_owned(),
                value: yard,
                scale: 1.0,
            }),
        });
    }
    let waits = format!(
        "vessels wait {} of time at berth",
        percent(base.today.ratio.0)
    );
    let label = "The scenario as it is".to_owned();
    cards.push(teu_card(
        label,
        &base.today.teu_per_year,
        "capacity.today.teu_per_year",
        waits,
    ));
    cards.extend(found.for_teu.as_ref().map(for_teu));
    cards
}

/// What waiting a cargo asked for would bring.
fn for_teu(asked: &ForTeu) -> Card {
    Card {
        label: format!("Waiting at {} TEU a year", number(asked.teu, 0)),
        value: percent(asked.as_it_is.ratio.0),
        unit: "of time at berth".to_owned(),
        margin: None,
        note: match asked.berths {
            Some(1) => "the level holds from 1 berth on".to_owned(),
            Some(berths) => format!("the level holds from {berths} berths on"),
            None => String::new(),
        },
        of: Some(Traced {
            path: "for_teu.as_it_is.wait_to_service_ratio.mean".to_owned(),
            value: asked.as_it_is.ratio.0,
            scale: 100.0,
        }),
    }
}

/// Mean wait over mean time at berth, in percent.
pub(super) fn ratio_cell(point: &CurvePoint, path: &str) -> Cell {
    let (mean_ratio, low, high) = point.ratio;
    let percent = Summary {
        mean: 100.0 * mean_ratio,
        ci95_low: 100.0 * low,
        ci95_high: 100.0 * high,
        ..Summary::UNDEFINED
    };
    let told = margin(&percent, Precision::Coarse);
    let path = format!("{path}.wait_to_service_ratio.mean");
    Cell::number(mean(&percent, Precision::Coarse), told).of(path, mean_ratio, 100.0)
}

/// A share in percent.
pub(super) fn percent_cell(share: f64, decimals: usize, path: String) -> Cell {
    Cell::text(number(100.0 * share, decimals)).of(path, share, 100.0)
}
