//! The page of a shock.

use super::{Figure, chart, unrecovered};
use crate::experiment::Shock;
use crate::experiment::measure::Precision;
use crate::port::bay::Disruption;
use crate::report::study::{Card, Cell, Column, Level, Part, Row, Section, Study, Table, Traced};
use crate::report::words::{heading, list, margin, mean, plus_minus};
use crate::scenario::Scenario;

/// Key figures.
const CARDS: usize = 5;

/// The page, put together.
pub(super) fn study(found: &Shock, figures: &[Figure<'_>], shaken: &Scenario) -> Study {
    let question = (!shaken.question.is_empty()).then(|| shaken.question.clone());
    let numbers = vec![Part::Table(table(figures))];
    let mut queue = Vec::new();
    queue.extend(chart::queue(found, shaken).map(Part::Figure));
    queue.push(Part::Note(
        "Every day with its intervals is in `shock_days.csv`.".to_owned(),
    ));
    Study {
        title: format!("{}: the shock and its end", heading(&shaken.name)),
        question,
        answer: answer(found, shaken),
        warnings: warnings(found),
        cards: figures.iter().take(CARDS).map(card).collect(),
        sections: vec![
            Section::new("queue", "The queue, day by day", queue).linked("Queue"),
            Section::new("numbers", "What it costs", numbers).linked("Costs"),
            Section::new(
                "meanings",
                "What the numbers mean",
                vec![Part::List(meanings(figures))],
            ),
        ],
        method: method(found),
        again: format!(
            "sanpedro shock scenarios/{}.toml --seed {} --replications {} --level {} --days {} \
             --out ../again",
            shaken.name, found.seed, found.replications, found.rule.level, found.rule.days
        ),
        ..Study::default()
    }
}

/// How long, and how bad.
fn answer(found: &Shock, shaken: &Scenario) -> String {
    let names = |of: &Disruption| of.name.clone();
    let names: Vec<String> = shaken.bay.disruptions.iter().map(names).collect();
    let peak = plus_minus(&found.peak, Precision::Coarse);
    let after = match &found.recovered_after {
        Some(days) => format!(
            "the queue is gone {} days after it began, 5 % to 95 % of replications: {:.0} to {:.0}",
            plus_minus(days, Precision::Coarse),
            days.p05,
            days.p95
        ),
        None => "the queue is not gone by the end of the horizon in any replication".to_owned(),
    };
    format!(
        "{}: {after}. At its worst {peak} vessels more wait than without.",
        list(&names)
    )
}

fn warnings(found: &Shock) -> Vec<String> {
    let mut warnings: Vec<String> = unrecovered(found).into_iter().collect();
    if found.replications < found.asked {
        warnings.push(format!(
            "Interrupted: {} of {} replications were done. The same command with --resume does \
             the rest.",
            found.replications, found.asked
        ));
    }
    if found.replications == 1 {
        warnings.push("One replication has no intervals.".to_owned());
    }
    warnings.extend(found.open_balances.iter().cloned());
    warnings
}

fn card(figure: &Figure<'_>) -> Card {
    let shown = figure.scaled();
    Card {
        label: figure.label.clone(),
        value: mean(&shown, figure.precision),
        unit: figure.shown.1.to_owned(),
        margin: margin(&shown, figure.precision),
        note: String::new(),
        of: Some(traced(figure)),
    }
}

fn traced(figure: &Figure<'_>) -> Traced {
    Traced {
        path: format!("shock.measures.{}.mean", figure.key),
        value: figure.value.mean,
        scale: figure.shown.0,
    }
}

fn table(figures: &[Figure<'_>]) -> Table {
    let row = |figure: &Figure<'_>| {
        let shown = figure.scaled();
        let number =
            |value: f64| Cell::text(crate::report::words::alike(value, &shown, figure.precision));
        let of = traced(figure);
        let value = Cell::number(
            mean(&shown, figure.precision),
            margin(&shown, figure.precision),
        );
        Row {
            head: figure.label.clone(),
            level: Level::Plain,
            cells: vec![
                value.of(of.path, of.value, of.scale),
                number(shown.p05),
                number(shown.p50),
                number(shown.p95),
                Cell::text(figure.shown.1),
            ],
        }
    };
    Table {
        label: "What the shock costs".to_owned(),
        columns: vec![
            Column::words(""),
            Column::numbers("Mean", ""),
            Column::numbers("5 % of replications below", ""),
            Column::numbers("Half of them below", ""),
            Column::numbers("95 % of them below", ""),
            Column::words("Unit"),
        ],
        rows: figures.iter().map(row).collect(),
        csv: Some("shock.csv".to_owned()),
    }
}

fn meanings(figures: &[Figure<'_>]) -> Vec<String> {
    let words = |figure: &Figure<'_>| format!("{}: {}", figure.label, figure.meaning);
    figures.iter().map(words).collect()
}

fn method(found: &Shock) -> Vec<String> {
    vec![
        format!(
            "The study ran {} times with seed {}, and {} times without its disruptions. \
             Replications of the same number meet the same random numbers: nothing differs before \
             the shock begins, and after it only what the shock changes.",
            found.replications, found.seed, found.replications
        ),
        "Recovery is judged replication by replication. The queue of a replication in which it \
         never rises to the level has recovered on the first day. One that has not recovered by \
         the end of the horizon is counted and shown; a later `horizon.end` tells when it does."
            .to_owned(),
    ]
}
