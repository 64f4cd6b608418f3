//! The summary in the terminal, at most 80 columns.

use std::path::Path;

use super::{Charted, SweepShown};
use crate::experiment::sweep::Sweep;
use crate::report::words::{Precision, plus_minus};
use crate::report::{aligned, wrapped};

/// Cells listed; the table holds all.
const MOST_CELLS: usize = 24;
/// Measures listed beside the settings.
const MOST_MEASURES: usize = 2;

/// A summary of at most 80 columns, for the command line to print; the last line is not ended.
pub fn sweep_summary(found: &Sweep, shown: &SweepShown<'_>, page: Option<&Path>) -> String {
    let charted = Charted::all(found, shown);
    let mut parts = vec![format!(
        "{}: {} cells of {} replications, seed {}",
        found.scenario,
        found.cells.len(),
        found.replications,
        found.seed
    )];
    if shown.points.is_empty() {
        let keys = found.keys.iter().map(|key| format!("  {key}"));
        parts.push(format!("Varied:\n{}", keys.collect::<Vec<_>>().join("\n")));
        parts.push(cells(found, shown, &charted));
    } else {
        let ranked = charted.iter().filter(|charted| !charted.effects.is_empty());
        parts.extend(ranked.map(|charted| ranking(charted, shown)));
    }
    parts.extend(page.map(|page| format!("Report: {}", page.display())));
    parts.join("\n\n")
}

fn cells(found: &Sweep, shown: &SweepShown<'_>, charted: &[Charted<'_>]) -> String {
    let measures = &charted[..charted.len().min(MOST_MEASURES)];
    let heads = measures.iter().map(Charted::name);
    let header: Vec<String> = [shown.of.to_owned()].into_iter().chain(heads).collect();
    let cells = found.cells.iter().enumerate().take(MOST_CELLS);
    let rows = cells.map(|(index, cell)| {
        let values = measures.iter().map(|charted| {
            let (measure, value) = (charted.measure, &charted.values[index]);
            value.as_ref().map_or("-".to_owned(), |value| {
                plus_minus(&measure.shown(value), measure.unit.precision)
            })
        });
        let settings = [cell.values.join(" · ")].into_iter();
        settings.chain(values).collect::<Vec<String>>()
    });
    let table = aligned(header, rows, 1.., 2);
    match found.cells.len().saturating_sub(MOST_CELLS) {
        0 => table,
        more => format!("{table}\n… and {more} more in cells.csv"),
    }
}

fn ranking(charted: &Charted<'_>, shown: &SweepShown<'_>) -> String {
    let head = format!(
        "What moves {} of {} most: mean change over the whole range of each key",
        charted.name(),
        shown.of
    );
    let rows = charted.effects.iter().map(|effects| {
        let change = charted.measure.shown(&effects.mu_star);
        let falls = effects.mu.mean < 0.0;
        [
            format!("  {}", effects.key),
            plus_minus(&change, Precision::Coarse),
            if falls { "falls" } else { "rises" }.to_owned(),
        ]
    });
    let table = aligned(Vec::<String>::new(), rows, 1.., 2);
    format!("{}\n{table}", wrapped(&head, "", "  "))
}
