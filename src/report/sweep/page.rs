//! The page of a sweep.

use super::names::{called, names, value};
use super::summary::{behind, name, part};
use super::{SweepShown, charts, effects, heat, tornado};
use crate::experiment::measure::Measure;
use crate::experiment::sweep::{Design, Sweep};
use crate::report::study::{Card, Cell, Column, Level, Part, Row, Section, Study, Table};
use crate::report::words::{
    Precision, counted, heading, list, margin, mean, plus_minus, range, significant, uncapitalized,
};

/// Cells listed on the page; the table holds all.
const MOST_CELLS: usize = 60;
/// Key figures at most.
const CARDS: usize = 5;

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
    let mut of_cells = Vec::new();
    let more = found.cells.len().saturating_sub(MOST_CELLS);
    if more > 0 {
        of_cells.push(Part::Text(format!(
            "The first {MOST_CELLS} cells; {more} more are in the files."
        )));
    }
    of_cells.push(Part::Table(cells(found, shown)));
    of_cells.push(Part::Text(
        "charted.csv has a row for each cell; cells.csv has one for each cell, part of the complex \
         and measure."
            .to_owned(),
    ));
    sections.push(Section::new("cells", "Cells", of_cells));
    let names = names(&found.keys);
    let first = shown.measures.first().map_or("", |measure| measure.label);
    Study {
        title: format!("Sweep of {}", heading(&found.scenario)),
        question: Some(format!(
            "What do {} do to {} of {}?",
            list(&names),
            uncapitalized(first),
            part(found, shown)
        )),
        answer: answer(found, shown),
        warnings: warnings(found),
        cards: cards(found, shown),
        sections,
        method: method(found),
        again: shown.again.clone(),
        ..Study::default()
    }
}

/// The widest spread, or what matters most, of the first measure.
fn answer(found: &Sweep, shown: &SweepShown<'_>) -> String {
    let Some(measure) = shown.measures.first() else {
        return String::new();
    };
    if let Some(first) = effects(found, shown, measure).and_then(|all| all.into_iter().next()) {
        return format!(
            "{} moves {} of {} most: by {}{} on average over its range.",
            called(&found.keys, &first.key),
            uncapitalized(measure.label),
            part(found, shown),
            plus_minus(&measure.shown(&first.mu_star), Precision::Fine),
            behind(measure)
        );
    }
    let cells = found.cells.iter();
    let mut known: Vec<_> = cells
        .filter_map(|cell| Some((cell, measure.shown(cell.get(shown.of, measure)?))))
        .collect();
    known.sort_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
    let unit = behind(measure);
    match (known.first(), known.last()) {
        (Some((low, least)), Some((high, most))) => format!(
            "{} of {} goes from {}{unit} ({}) to {}{unit} ({}) over {} cells.",
            measure.label,
            part(found, shown),
            plus_minus(least, Precision::Fine),
            setting(found, low),
            plus_minus(most, Precision::Fine),
            setting(found, high),
            found.cells.len()
        ),
        _ => format!(
            "Nothing is known of {} of {}.",
            measure.label,
            part(found, shown)
        ),
    }
}

/// Least and most of every measure that is charted.
fn cards(found: &Sweep, shown: &SweepShown<'_>) -> Vec<Card> {
    let card = |measure: &&'static Measure| {
        let cells = found.cells.iter();
        let means: Vec<f64> = cells
            .filter_map(|cell| Some(measure.shown(cell.get(shown.of, measure)?).mean))
            .collect();
        let least = means.iter().copied().reduce(f64::min)?;
        let most = means.iter().copied().reduce(f64::max)?;
        let unit = measure.unit.shown;
        Some(Card {
            label: measure.label.to_owned(),
            value: range(least, most),
            unit: if unit == "1" { "" } else { unit }.to_owned(),
            margin: None,
            note: format!("means of {}", counted(means.len() as f64, "cell")),
            of: None,
        })
    };
    shown.measures.iter().filter_map(card).take(CARDS).collect()
}

/// The settings of a cell in words: `Pier 500 cranes 12, Night gangs per vessel 4`.
fn setting(found: &Sweep, cell: &crate::experiment::sweep::Cell) -> String {
    let names = names(&found.keys);
    let pairs = names.iter().zip(&cell.values);
    let words = pairs.map(|(name, words)| format!("{name} {}", value(words)));
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
    let keys = found.keys.iter().zip(names(&found.keys));
    let keys: Vec<String> = keys.map(|(key, name)| format!("{name} is {key}")).collect();
    let design = format!(
        "The design is {design}. Every cell is the scenario with these settings, run with the \
         same {} replications on common random numbers: what differs between cells is the work \
         of the keys.",
        found.replications
    );
    vec![design, format!("Keys: {}.", keys.join("; "))]
}

fn ranking(found: &Sweep, shown: &SweepShown<'_>, measure: &Measure) -> Option<Table> {
    let effects = effects(found, shown, measure)?.into_iter().enumerate();
    let rows = effects.map(|(index, effect)| {
        let path = |what: &str| format!("sensitivity.measures.{measure}.{index}.{what}");
        let (star, mu) = (measure.shown(&effect.mu_star), measure.shown(&effect.mu));
        let number = |summary| {
            Cell::number(
                mean(summary, Precision::Fine),
                margin(summary, Precision::Fine),
            )
        };
        let factor = measure.unit.factor;
        Row {
            head: called(&found.keys, &effect.key),
            level: Level::Plain,
            cells: vec![
                number(&star).of(path("mu_star.mean"), effect.mu_star.mean, factor),
                number(&mu).of(path("mu.mean"), effect.mu.mean, factor),
                Cell::text(significant(effect.sigma * factor, 2)).of(
                    path("sigma"),
                    effect.sigma,
                    factor,
                ),
            ],
        }
    });
    let unit = measure.unit.shown;
    Some(Table {
        label: format!("Elementary effects on {measure}"),
        columns: vec![
            Column::numbers("Key", ""),
            Column::numbers("Mean size of effects (μ*)", unit),
            Column::numbers("Mean effect (μ)", unit),
            Column::numbers("Spread (σ)", unit),
        ],
        rows: rows.collect(),
        csv: Some("sensitivity.csv".to_owned()),
    })
}

fn cells(found: &Sweep, shown: &SweepShown<'_>) -> Table {
    let mut columns = vec![Column::numbers("Cell", "")];
    columns.extend(
        names(&found.keys)
            .into_iter()
            .map(|name| Column::numbers(name, "")),
    );
    let measures = shown.measures.iter();
    columns.extend(measures.map(|measure| Column::numbers(measure.label, measure.unit.shown)));
    let row = |(index, cell): (usize, &crate::experiment::sweep::Cell)| {
        let values = cell.values.iter().map(|words| Cell::text(value(words)));
        let mut cells: Vec<Cell> = values.collect();
        cells.extend(shown.measures.iter().map(|measure| {
            cell.get(shown.of, measure)
                .map_or_else(Cell::default, |summary| {
                    let path = format!("cells.{index}.charted.{measure}.mean");
                    let (value, factor) = (summary.mean, measure.unit.factor);
                    let summary = measure.shown(summary);
                    let cell = Cell::number(
                        mean(&summary, measure.unit.precision),
                        margin(&summary, measure.unit.precision),
                    );
                    cell.of(path, value, factor)
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
        csv: Some("charted.csv".to_owned()),
    }
}
