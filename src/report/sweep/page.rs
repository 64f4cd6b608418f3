//! The page of a sweep.

use super::summary::{name, part};
use super::{SweepShown, charts, effects, heat, tornado};
use crate::experiment::sweep::{Design, Sweep};
use crate::report::measures::{precision, shown as in_unit, shown_unit};
use crate::report::study::{Cell, Column, Level, Part, Row, Section, Study, Table};
use crate::report::words::{Precision, margin, mean, plus_minus};

/// Cells listed on the page; the table holds all.
const MOST_CELLS: usize = 200;

/// Everything found, as a page.
pub(super) fn page(found: &Sweep, shown: &SweepShown<'_>) -> Study {
    let mut sections = Vec::new();
    for measure in &shown.measures {
        let parts: Vec<Part> = [
            tornado::tornado(found, shown, measure).map(Part::Figure),
            ranking(found, shown, measure).map(Part::Table),
            heat::map(found, shown, measure).map(Part::Figure),
            charts::by_key(found, shown, measure).map(Part::Figure),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !parts.is_empty() {
            let id = format!("of-{measure}");
            sections.push(Section::new(&id, name(measure), parts));
        }
    }
    sections.push(Section::new(
        "cells",
        "Cells",
        vec![Part::Table(cells(found, shown))],
    ));
    Study {
        title: format!("Sweep: {}", found.scenario),
        question: (!found.question.is_empty()).then(|| found.question.clone()),
        answer: answer(found, shown),
        warnings: warnings(found),
        cards: Vec::new(),
        sections,
        method: method(found),
        again: shown.again.clone(),
    }
}

/// The widest spread, or what matters most, of the first measure.
fn answer(found: &Sweep, shown: &SweepShown<'_>) -> String {
    let Some(measure) = shown.measures.first() else {
        return String::new();
    };
    if let Some(first) = effects(found, shown, measure).and_then(|all| all.into_iter().next()) {
        return format!(
            "{} moves {} of {} most: by {} over its range.",
            first.key,
            name(measure),
            part(found, shown),
            plus_minus(&in_unit(measure, &first.mu_star), Precision::Coarse)
        );
    }
    let cells = found.cells.iter();
    let mut known: Vec<_> = cells
        .filter_map(|cell| Some((cell, in_unit(measure, cell.get(shown.of, measure)?))))
        .collect();
    known.sort_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
    match (known.first(), known.last()) {
        (Some((low, least)), Some((high, most))) => format!(
            "{} of {} goes from {} ({}) to {} ({}) over {} cells.",
            name(measure),
            part(found, shown),
            plus_minus(least, precision(measure)),
            setting(found, low),
            plus_minus(most, precision(measure)),
            setting(found, high),
            found.cells.len()
        ),
        _ => format!(
            "Nothing is known of {} of {}.",
            name(measure),
            part(found, shown)
        ),
    }
}

/// The settings of a cell in words: `main.cranes 12, night.gangs_per_vessel 4`.
fn setting(found: &Sweep, cell: &crate::experiment::sweep::Cell) -> String {
    let pairs = found.keys.iter().zip(&cell.values);
    let words = pairs.map(|(key, value)| format!("{} {value}", charts::tail(key)));
    words.collect::<Vec<_>>().join(", ")
}

fn warnings(found: &Sweep) -> Vec<String> {
    let (done, asked) = (found.cells.len(), found.asked);
    let interrupted = (done < asked).then(|| {
        format!(
            "Interrupted: {done} of {asked} cells. The same command with --resume does the rest."
        )
    });
    let open = found.cells.iter().flat_map(|cell| &cell.open_balances);
    let open = open.map(|fault| format!("{fault}; this is a bug of ours, please report it"));
    interrupted.into_iter().chain(open).collect()
}

fn method(found: &Sweep) -> Vec<String> {
    let design = match found.design {
        Design::Grid => "every combination of the listed values".to_owned(),
        Design::LatinHypercube => {
            "a Latin hypercube over the ranges (McKay, Beckman and Conover 1979)".to_owned()
        }
        Design::Morris(count) => format!(
            "{count} trajectories of Morris (1991) on four levels of each range; μ* is the mean \
             magnitude of elementary effects (Campolongo and others 2007), σ their spread: large \
             beside μ*, the effect bends or depends on other keys. Intervals are over trajectories"
        ),
    };
    vec![format!(
        "The design is {design}. Every cell is the scenario with these settings, run with the \
         same {} replications on common random numbers: what differs between cells is the work \
         of the keys.",
        found.replications
    )]
}

fn ranking(found: &Sweep, shown: &SweepShown<'_>, measure: &str) -> Option<Table> {
    let rows = effects(found, shown, measure)?.into_iter().map(|effect| {
        let (star, mu) = (
            in_unit(measure, &effect.mu_star),
            in_unit(measure, &effect.mu),
        );
        let number = |summary| {
            Cell::number(
                mean(summary, Precision::Coarse),
                margin(summary, Precision::Coarse),
            )
        };
        let factor = if effect.mu_star.mean > 0.0 {
            star.mean / effect.mu_star.mean
        } else {
            1.0
        };
        Row {
            head: effect.key,
            level: Level::Plain,
            cells: vec![
                number(&star),
                number(&mu),
                Cell::text(crate::report::words::significant(effect.sigma * factor, 3)),
            ],
        }
    });
    let unit = shown_unit(measure);
    Some(Table {
        label: format!("Elementary effects on {measure}"),
        columns: vec![
            Column::numbers("Key", ""),
            Column::numbers("μ*", unit),
            Column::numbers("μ", unit),
            Column::numbers("σ", unit),
        ],
        rows: rows.collect(),
        csv: Some("sensitivity.csv".to_owned()),
    })
}

fn cells(found: &Sweep, shown: &SweepShown<'_>) -> Table {
    let mut columns = vec![Column::numbers("Cell", "")];
    columns.extend(found.keys.iter().map(Column::words));
    let measures = shown.measures.iter();
    columns.extend(measures.map(|measure| {
        Column::numbers(crate::report::measures::label(measure), shown_unit(measure))
    }));
    let row = |(index, cell): (usize, &crate::experiment::sweep::Cell)| {
        let mut cells: Vec<Cell> = cell.values.iter().map(Cell::text).collect();
        cells.extend(shown.measures.iter().map(|measure| {
            cell.get(shown.of, measure)
                .map_or_else(Cell::default, |summary| {
                    let summary = in_unit(measure, summary);
                    Cell::number(
                        mean(&summary, precision(measure)),
                        margin(&summary, precision(measure)),
                    )
                })
        }));
        Row {
            head: (index + 1).to_string(),
            level: Level::Plain,
            cells,
        }
    };
    Table {
        label: format!("Cells, {}", part(found, shown)),
        columns,
        rows: found
            .cells
            .iter()
            .enumerate()
            .take(MOST_CELLS)
            .map(row)
            .collect(),
        csv: Some("cells.csv".to_owned()),
    }
}
