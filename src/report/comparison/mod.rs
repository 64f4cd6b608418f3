//! The report of a comparison, and its summary for the terminal.
//!
//! Everything leads with what changed most among the measures chosen. Words, tables and charts
//! are made from [`Comparison`] alone; scenarios give only their names and keys.

mod charts;
mod emissions;
mod files;
mod page;
mod sections;
mod terminal;
mod words;

use std::path::{Path, PathBuf};

use super::study::{self, Origin, Source};
use super::words::heading;
use super::{ReportError, Written};
use crate::experiment::{Comparison, Difference, Finding, Versus};
use crate::scenario::{KeyDifference, Scenario, differences};

/// Characters of a folder's name beyond which the other scenarios are only counted.
const LONGEST_NAME: usize = 100;

/// A comparison with the scenarios it was made of.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    found: &'a Comparison,
    base: Named<'a>,
    sides: Vec<Side<'a>>,
    command: String,
}

/// A scenario under a name that no other of the comparison has.
#[derive(Clone, Debug)]
struct Named<'a> {
    name: String,
    /// The name as a heading.
    heading: String,
    scenario: &'a Scenario,
}

/// A scenario held against the base.
#[derive(Clone, Debug)]
struct Side<'a> {
    /// Its place among the others.
    index: usize,
    named: Named<'a>,
    keys: Vec<KeyDifference>,
    versus: &'a Versus,
    /// Chosen measures of the bay that say something, what changed most first.
    chosen: Vec<&'a Difference>,
}

impl<'a> Compared<'a> {
    /// The comparison of these scenarios, in the order in which they were compared.
    ///
    /// # Panics
    /// If there are not as many of them as were compared.
    pub fn new(found: &'a Comparison, base: &'a Scenario, others: &[&'a Scenario]) -> Self {
        assert!(
            others.len() == found.versus.len(),
            "a comparison is reported with the scenarios it was made of"
        );
        let scenarios: Vec<&Scenario> = [base].into_iter().chain(others.iter().copied()).collect();
        let mut named = names(&scenarios).into_iter().zip(&scenarios);
        let mut named = named.by_ref().map(|(name, scenario)| Named {
            heading: heading(&name),
            name,
            scenario,
        });
        let first = named.next().expect("a comparison has a base");
        let sides = named.zip(&found.versus).enumerate();
        let sides = sides.map(|(index, (named, versus))| Side {
            index,
            keys: differences(&base.effective, &named.scenario.effective),
            named,
            versus,
            chosen: by_change(found, versus),
        });
        let mut compared = Self {
            found,
            base: first,
            sides: sides.collect(),
            command: String::new(),
        };
        let files = compared.scenarios();
        let files = files.map(|named| format!(" scenarios/{}.toml", named.name));
        let chosen: Vec<&str> = found.chosen.iter().map(|measure| measure.name).collect();
        compared.command = format!(
            "sanpedro compare{} --seed {} --replications {} --measures {} --out ../again",
            files.collect::<String>(),
            found.seed,
            found.replications,
            chosen.join(",")
        );
        compared
    }

    /// Every scenario, the base first.
    fn scenarios(&self) -> impl Iterator<Item = &Named<'a>> {
        let others = self.sides.iter().map(|side| &side.named);
        std::iter::once(&self.base).chain(others)
    }

    /// Writes `results.json`, `differences.csv`, charts, the page, the scenarios and, last, the
    /// manifest to `out`.
    ///
    /// # Errors
    /// If `out` holds something else or the file system refuses; then `out` is as it was.
    pub fn write(&self, out: &Path) -> Result<Written, ReportError> {
        let source = |named: &Named| Source {
            name: named.name.clone(),
            effective: named.scenario.effective.clone(),
        };
        let origin = Origin {
            command: "compare",
            scenarios: self.scenarios().map(source).collect(),
            seed: self.found.seed,
            replications: self.found.replications,
        };
        study::write(&page::study(self), &origin, files::files(self)?, out)
    }

    /// A summary of at most 80 columns, for the command line to print.
    ///
    /// `page` is where the report lies. The last line is not ended.
    pub fn summary(&self, page: Option<&Path>) -> String {
        terminal::summary(self, page)
    }

    /// Name of the folder for a comparison of scenarios with these names.
    pub fn folder(scenarios: &[&Scenario]) -> PathBuf {
        let names = names(scenarios);
        let all = format!("compare_{}", names.join("_"));
        if all.len() <= LONGEST_NAME {
            return all.into();
        }
        let others = names.len() - 1;
        format!("compare_{}_and_{others}_others", names[0]).into()
    }
}

impl<'a> Side<'a> {
    /// An anchor or a file, unlike that of another scenario.
    fn id(&self, name: &str) -> String {
        match self.index {
            0 => name.to_owned(),
            index => format!("{name}_{}", index + 1),
        }
    }

    /// Where `results.json` holds its differences.
    fn path(&self) -> String {
        match self.index {
            0 => "differences".to_owned(),
            _ => format!("further_differences.{}", self.named.name),
        }
    }

    /// Chosen measures of the bay that are not the same in every replication.
    fn differing(&self) -> impl Iterator<Item = &'a Difference> {
        let differs = |found: &&Difference| found.verdict != Finding::Same;
        self.chosen.iter().copied().filter(differs)
    }
}

/// Names of scenarios, numbered from the second on where they are alike.
fn names(scenarios: &[&Scenario]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for scenario in scenarios {
        let mut name = scenario.name.clone();
        let mut number = 2;
        while names.contains(&name) {
            name = format!("{}_{number}", scenario.name);
            number += 1;
        }
        names.push(name);
    }
    names
}

/// Chosen measures of the bay that say something: those first that changed most against the base,
/// then those that only one scenario has, those not shown to differ, and those that are the same.
fn by_change<'a>(found: &Comparison, versus: &'a Versus) -> Vec<&'a Difference> {
    let chosen = found.chosen.iter();
    let chosen = chosen.filter_map(|measure| versus.bay().get(measure));
    // Not zero in both scenarios throughout (the emissions of a textbook queue).
    let says = |found: &&Difference| found.verdict != Finding::Same || found.base_mean != 0.0;
    let mut differences: Vec<&Difference> = chosen.filter(says).collect();
    // From nothing to something is larger than all other changes.
    let size = |found: &Difference| found.relative.map_or(f64::INFINITY, f64::abs);
    differences.sort_by(|a, b| rank(a).cmp(&rank(b)).then(size(b).total_cmp(&size(a))));
    differences
}

/// Shown first, the same last. What one scenario does not have at all, such as shore power that
/// was taken away, is what was changed rather than what came of it, and stands after it.
fn rank(difference: &Difference) -> u8 {
    let absent = difference.base_mean == 0.0 || difference.other_mean == 0.0;
    match difference.verdict {
        Finding::Less | Finding::More => u8::from(absent),
        Finding::NotShown { .. } | Finding::Unknown => 2,
        Finding::Same => 3,
    }
}

#[cfg(test)]
mod tests;
