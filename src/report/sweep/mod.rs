//! The report of a sweep: tidy table, charts, page and the summary for the terminal.

mod charts;
mod files;
mod heat;
mod names;
mod page;
mod terminal;
mod tornado;

use std::path::Path;

use super::study::{Origin, Source, write};
use super::words::short;
use super::{ReportError, Written};
use crate::experiment::measure::Measure;
use crate::experiment::sensitivity::{Effects, Point, elementary_effects};
use crate::experiment::sweep::{Range, Sweep};
use crate::scenario::Scenario;
use crate::statistics::Summary;

pub use terminal::sweep_summary;

/// What of a sweep is shown.
#[derive(Clone, Debug)]
pub struct SweepShown<'a> {
    /// Part of the complex: `bay`, a port or a terminal.
    pub of: &'a str,
    /// Measures that are charted.
    pub measures: Vec<&'static Measure>,
    /// Ranges of the keys, of a hypercube or of trajectories.
    pub ranges: &'a [Range],
    /// Points of the trajectories of Morris; empty of other designs.
    pub points: &'a [Point],
    /// The command that makes the folder again.
    pub again: String,
}

/// Writes the report of a sweep to `out`.
///
/// # Errors
/// If `out` holds something else or the file system refuses; then `out` is as it was.
pub fn write_sweep(
    found: &Sweep,
    shown: &SweepShown<'_>,
    scenario: &Scenario,
    out: &Path,
) -> Result<Written, ReportError> {
    let origin = Origin {
        command: "sweep",
        scenarios: vec![Source::of(scenario)],
        seed: found.seed,
        replications: found.replications,
    };
    let charted = Charted::all(found, shown);
    let files = files::files(found, shown, &charted)?;
    let study = page::study(found, shown, &charted);
    write(&study, &origin, files, out)
}

/// One measure of the part that is charted, over all cells.
struct Charted<'a> {
    found: &'a Sweep,
    measure: &'static Measure,
    /// Short names of the keys.
    names: Vec<String>,
    /// Name of the part: "the bay" for all of it.
    part: String,
    /// Summaries of the cells; `None` where a cell has none.
    values: Vec<Option<Summary>>,
    /// What each key does to it by Morris' trajectories, largest first; empty of other designs.
    effects: Vec<Effects>,
}

impl<'a> Charted<'a> {
    /// Every measure to be charted.
    fn all(found: &'a Sweep, shown: &SweepShown<'_>) -> Vec<Self> {
        let part = part(found, shown.of);
        let charted = |measure: &&'static Measure| {
            let cells = found.cells.iter();
            let values: Vec<Option<Summary>> = cells
                .map(|cell| cell.get(shown.of, measure).copied())
                .collect();
            let means = values.iter().map(|value| Some(value.as_ref()?.mean));
            let means: Option<Vec<f64>> = means.collect();
            let means = means.filter(|_| !shown.points.is_empty());
            let effects = means.map(|means| elementary_effects(shown.ranges, shown.points, &means));
            Self {
                found,
                measure,
                names: names::names(&found.keys),
                part: part.clone(),
                effects: effects.unwrap_or_default(),
                values,
            }
        };
        shown.measures.iter().map(charted).collect()
    }

    /// Summaries of the cells in the unit shown to people; `None` unless every cell has one.
    fn shown(&self) -> Option<Vec<Summary>> {
        let values = self.values.iter();
        values
            .map(|value| Some(self.measure.shown(value.as_ref()?)))
            .collect()
    }

    /// The measure and the part: "Throughput of the bay".
    fn what(&self) -> String {
        format!("{} of {}", self.measure.label, self.part)
    }

    /// The measure with its unit.
    fn name(&self) -> String {
        let label = self.measure.label;
        match self.measure.unit.shown {
            "" | "1" => label.to_owned(),
            unit => format!("{} [{unit}]", short(label)),
        }
    }

    /// The unit as it stands behind a number in a sentence.
    fn behind(&self) -> String {
        match self.measure.unit.shown {
            "" | "1" => String::new(),
            unit => format!(" {unit}"),
        }
    }

    /// The short name of a key.
    fn called(&self, key: &str) -> &str {
        let place = self.found.keys.iter().position(|known| known == key);
        place.map_or("", |place| &self.names[place])
    }
}

/// A part of the complex by its name; "the bay" for all of it.
fn part(found: &Sweep, of: &str) -> String {
    let mut scopes = found.cells.iter().take(1).flat_map(|cell| &cell.scopes);
    match scopes.find(|scope| scope.id == of) {
        Some(scope) if of != "bay" => scope.name.clone(),
        _ => "the bay".to_owned(),
    }
}
