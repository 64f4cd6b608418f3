//! The summary for the terminal, at most 80 columns.

use crate::experiment::measure::Measure;
use std::path::Path;

use super::{SweepShown, effects};
use crate::experiment::sweep::Sweep;
use crate::report::terminal::wrapped;
use crate::report::words::{Precision, plus_minus, short};

/// Cells listed in the terminal; the table holds all.
const MOST_CELLS: usize = 24;
/// Room for the settings of a cell.
const SETTINGS: usize = 32;

/// Room for a key.
const KEY: usize = 48;

/// A summary of at most 80 columns, for the command line to print; the last line is not ended.
pub fn sweep_summary(found: &Sweep, shown: &SweepShown<'_>, page: Option<&Path>) -> String {
    let heading = format!(
        "{}: {} cells of {} replications, seed {}",
        found.scenario,
        found.cells.len(),
        found.replications,
        found.seed
    );
    let mut parts = vec![heading];
    if shown.points.is_empty() {
        let keys = found.keys.iter().map(|key| format!("  {key}"));
        parts.push(format!("Varied:\n{}", keys.collect::<Vec<_>>().join("\n")));
        parts.push(cells(found, shown));
    } else {
        parts.extend(
            shown
                .measures
                .iter()
                .filter_map(|measure| ranking(found, shown, measure)),
        );
    }
    parts.extend(page.map(|page| format!("Report: {}", page.display())));
    parts.join("\n\n")
}

fn cells(found: &Sweep, shown: &SweepShown<'_>) -> String {
    let measures = &shown.measures[..shown.measures.len().min(2)];
    let head = measures
        .iter()
        .map(|measure| format!("{:>23}", cut(&name(measure), 23)));
    let mut lines = vec![format!(
        "{:<SETTINGS$}{}",
        shown.of,
        head.collect::<String>()
    )];
    for cell in found.cells.iter().take(MOST_CELLS) {
        let settings = cell.values.join(" · ");
        let value = |measure: &&'static Measure| {
            let found = cell.get(shown.of, measure);
            let words = found.map_or("-".to_owned(), |summary| {
                plus_minus(&measure.shown(summary), measure.unit.precision)
            });
            format!("{words:>23}")
        };
        let values: String = measures.iter().map(value).collect();
        lines.push(beside(&settings, SETTINGS, &values));
    }
    let more = found.cells.len().saturating_sub(MOST_CELLS);
    if more > 0 {
        lines.push(format!("… and {more} more in cells.csv"));
    }
    lines.join("\n")
}

fn ranking(found: &Sweep, shown: &SweepShown<'_>, measure: &Measure) -> Option<String> {
    let effects = effects(found, shown, measure)?;
    let head = format!(
        "What moves {} of {} most: mean change over the whole range of each key",
        name(measure),
        shown.of
    );
    let mut lines = vec![wrapped(&head).trim_end().to_owned()];
    for effect in effects {
        let words = plus_minus(&measure.shown(&effect.mu_star), Precision::Coarse);
        let sign = if effect.mu.mean < 0.0 {
            "falls"
        } else {
            "rises"
        };
        let values = format!("{words:>23}{sign:>9}");
        lines.push(beside(&format!("  {}", effect.key), KEY, &values));
    }
    Some(lines.join("\n"))
}

/// A measure with its unit.
pub(super) fn name(measure: &Measure) -> String {
    let unit = measure.unit.shown;
    let label = measure.label;
    if unit.is_empty() || unit == "1" {
        label.to_owned()
    } else {
        format!("{} [{unit}]", short(label))
    }
}

/// The unit as it stands behind a number in a sentence.
pub(super) fn behind(measure: &Measure) -> String {
    match measure.unit.shown {
        "" | "1" => String::new(),
        unit => format!(" {unit}"),
    }
}

/// The part that is charted, by its name; "the bay" for all of it.
pub(super) fn part(found: &Sweep, shown: &SweepShown<'_>) -> String {
    let scopes = found.cells.first().map(|cell| &cell.scopes);
    let mut scopes = scopes.into_iter().flatten();
    match scopes.find(|scope| scope.id == shown.of) {
        Some(scope) if shown.of != "bay" => scope.name.clone(),
        _ => "the bay".to_owned(),
    }
}

/// Words with values beside them; words too long for their room have lines of their own above
/// the values, as nothing of a setting may be missing.
fn beside(words: &str, room: usize, values: &str) -> String {
    if words.chars().count() < room {
        return format!("{words:<room$}{values}");
    }
    format!("{}\n{:room$}{values}", wrapped(words).trim_end(), "")
}

/// The beginning of a heading that has no room.
fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let kept: String = text.chars().take(room - 1).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_settings_are_told_whole_above_their_values() {
        assert_eq!(beside("14 · 6", 10, "0.1"), "14 · 6    0.1");
        assert_eq!(
            beside("first_come · 2400 ft", 10, "0.1"),
            "first_come · 2400 ft\n          0.1"
        );
    }
}
