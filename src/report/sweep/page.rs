//! The page of a sweep.

use super::names::value;
use super::{Charted, SweepShown, charts, heat, tornado};
use crate::experiment::sensitivity::Effects;
use crate::experiment::sweep::{Design, Sweep, SweepCell};
use crate::report::study::{Card, Cell, Column, Level, Part, Row, Section, Study, Table};
use crate::report::words::{
    Precision, counted, heading, list, margin, mean, plus_minus, range, significant, uncapitalized,
};
use crate::statistics::Summary;

/// Cells listed on the page; the table holds all.
const MOST_CELLS: usize = 60;
/// Key figures at most.
const CARDS: usize = 5;

/// Everything found, as a page.
pub(super) fn study(found: &Sweep, shown: &SweepShown<'_>, charted: &[Charted<'_>]) -> Study {
    let mut sections: Vec<Section> = charted.iter().filter_map(section).collect();
    sections.push(cells(found, charted));
    let first = charted.first();
    Study {
        title: format!("Sweep of {}", heading(&found.scenario)),
        question: first.map(|first| {
            format!(
                "What do {} do to {}?",
                list(&first.names),
                uncapitalized(&first.what())
            )
        }),
        answer: first.map_or_else(String::new, answer),
        warnings: warnings(found),
        cards: charted.iter().filter_map(card).take(CARDS).collect(),
        sections,
        method: method(found, first.map_or(&[], |first| &first.names)),
        again: shown.again.clone(),
        ..Study::default()
    }
}

/// What the keys do to one measure.
fn section(charted: &Charted<'_>) -> Option<Section> {
    let ranking = (!charted.effects.is_empty()).then(|| ranking(charted));
    let parts = [
        tornado::tornado(charted).map(Part::Figure),
        ranking.map(Part::Table),
        heat::map(charted).map(Part::Figure),
        charts::by_key(charted).map(Part::Figure),
    ];
    let parts: Vec<Part> = parts.into_iter().flatten().collect();
    let id = format!("of-{}", charted.measure);
    (!parts.is_empty()).then(|| Section::new(&id, charted.name(), parts))
}

/// The cells one by one.
fn cells(found: &Sweep, charted: &[Charted<'_>]) -> Section {
    let mut parts = Vec::new();
    let more = found.cells.len().saturating_sub(MOST_CELLS);
    if more > 0 {
        parts.push(Part::Text(format!(
            "The first {MOST_CELLS} cells; {more} more are in the files."
        )));
    }
    parts.push(Part::Table(cell_table(found, charted)));
    parts.push(Part::Text(
        "charted.csv has a row for each cell; cells.csv has one for each cell, part of the complex \
         and measure."
            .to_owned(),
    ));
    Section::new("cells", "Cells", parts)
}

/// The widest spread, or what matters most, of a measure.
fn answer(charted: &Charted<'_>) -> String {
    let Charted { found, measure, .. } = charted;
    let (what, unit) = (charted.what(), charted.behind());
    if let Some(first) = charted.effects.first() {
        return format!(
            "{} moves {} most: by {}{unit} on average over its range.",
            charted.called(&first.key),
            uncapitalized(&what),
            plus_minus(&measure.shown(&first.mu_star), Precision::Fine),
        );
    }
    let known = found.cells.iter().zip(&charted.values);
    let known = known.filter_map(|(cell, value)| Some((cell, measure.shown(value.as_ref()?))));
    let mut known: Vec<_> = known.collect();
    known.sort_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
    let (Some((low, least)), Some((high, most))) = (known.first(), known.last()) else {
        return format!("Nothing is known of {what}.");
    };
    let setting = |cell: &SweepCell| {
        let pairs = charted.names.iter().zip(&cell.values);
        let words = pairs.map(|(name, words)| format!("{name} {}", value(words)));
        words.collect::<Vec<_>>().join(", ")
    };
    format!(
        "{what} goes from {}{unit} ({}) to {}{unit} ({}) over {} cells.",
        plus_minus(least, Precision::Fine),
        setting(low),
        plus_minus(most, Precision::Fine),
        setting(high),
        found.cells.len()
    )
}

/// Least and most of a measure.
fn card(charted: &Charted<'_>) -> Option<Card> {
    let measure = charted.measure;
    let known = charted.values.iter().flatten();
    let means: Vec<f64> = known.map(|value| measure.shown(value).mean).collect();
    let least = means.iter().copied().reduce(f64::min)?;
    let most = means.iter().copied().reduce(f64::max)?;
    Some(Card {
        label: measure.label.to_owned(),
        value: range(least, most),
        unit: charted.behind().trim_start().to_owned(),
        margin: None,
        note: format!("means of {}", counted(means.len() as f64, "cell")),
        of: None,
    })
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

fn method(found: &Sweep, names: &[String]) -> Vec<String> {
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
    let keys = found.keys.iter().zip(names);
    let keys: Vec<String> = keys.map(|(key, name)| format!("{name} is {key}")).collect();
    let design = format!(
        "The design is {design}. Every cell is the scenario with these settings, run with the \
         same {} replications on common random numbers: what differs between cells is the work \
         of the keys.",
        found.replications
    );
    vec![design, format!("Keys: {}.", keys.join("; "))]
}

fn ranking(charted: &Charted<'_>) -> Table {
    let measure = charted.measure;
    let (unit, factor) = (measure.unit.shown, measure.unit.factor);
    let row = |(index, effects): (usize, &Effects)| {
        let path = |what: &str| format!("sensitivity.measures.{measure}.{index}.{what}");
        let number = |summary, what: &str| {
            let cell = number(&measure.shown(summary), Precision::Fine);
            cell.of(path(&format!("{what}.mean")), summary.mean, factor)
        };
        let sigma = Cell::text(significant(effects.sigma * factor, 2));
        Row {
            head: charted.called(&effects.key).to_owned(),
            level: Level::Plain,
            cells: vec![
                number(&effects.mu_star, "mu_star"),
                number(&effects.mu, "mu"),
                sigma.of(path("sigma"), effects.sigma, factor),
            ],
        }
    };
    Table {
        label: format!("Elementary effects on {measure}"),
        columns: vec![
            Column::numbers("Key", ""),
            Column::numbers("Mean size of effects (μ*)", unit),
            Column::numbers("Mean effect (μ)", unit),
            Column::numbers("Spread (σ)", unit),
        ],
        rows: charted.effects.iter().enumerate().map(row).collect(),
        csv: Some("sensitivity.csv".to_owned()),
    }
}

fn number(summary: &Summary, precision: Precision) -> Cell {
    Cell::number(mean(summary, precision), margin(summary, precision))
}

fn cell_table(found: &Sweep, charted: &[Charted<'_>]) -> Table {
    let names = charted.iter().take(1).flat_map(|charted| &charted.names);
    let mut columns = vec![Column::numbers("Cell", "")];
    columns.extend(names.map(|name| Column::numbers(name, "")));
    columns.extend(
        charted
            .iter()
            .map(|charted| Column::numbers(charted.measure.label, charted.measure.unit.shown)),
    );
    let row = |(index, cell): (usize, &SweepCell)| {
        let settings = cell.values.iter().map(|words| Cell::text(value(words)));
        let values = charted.iter().map(|charted| {
            let measure = charted.measure;
            let Some(summary) = &charted.values[index] else {
                return Cell::default();
            };
            let path = format!("cells.{index}.charted.{measure}.mean");
            let cell = number(&measure.shown(summary), measure.unit.precision);
            cell.of(path, summary.mean, measure.unit.factor)
        });
        Row {
            head: (index + 1).to_string(),
            level: Level::Plain,
            cells: settings.chain(values).collect(),
        }
    };
    let cells = found.cells.iter().enumerate().take(MOST_CELLS);
    Table {
        label: match charted.first() {
            Some(first) => format!("Cells, {}", first.part),
            None => "Cells".to_owned(),
        },
        columns,
        rows: cells.map(row).collect(),
        csv: Some("charted.csv".to_owned()),
    }
}
