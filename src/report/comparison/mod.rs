//! The report of a comparison, and its summary for the terminal.
//!
//! Everything leads with what changed most among the measures chosen. Words, tables and charts
//! are made from [`Comparison`] alone; the scenarios tell only their names and keys.

mod charts;
mod emissions;
mod json;
mod page;
mod sections;
mod select;
mod terminal;
mod words;

pub(super) use json::{family, verdict};

use std::path::{Path, PathBuf};

use super::study::{self, File, Origin, Source};
use super::{ReportError, Written, csv};
use crate::experiment::Comparison;
use crate::scenario::{KeyDifference, Scenario, differences};

/// Characters of a folder's name beyond which the other scenarios are only counted.
const LONGEST_NAME: usize = 100;

/// A comparison with the scenarios it was made of.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    found: &'a Comparison,
    base: Named<'a>,
    others: Vec<Other<'a>>,
    command: String,
}

/// A scenario under a name that no other of the comparison has.
#[derive(Clone, Debug)]
struct Named<'a> {
    name: String,
    scenario: &'a Scenario,
}

/// A scenario held against the base.
#[derive(Clone, Debug)]
struct Other<'a> {
    named: Named<'a>,
    keys: Vec<KeyDifference>,
}

impl<'a> Compared<'a> {
    /// The comparison of these scenarios, in the order in which they were compared.
    ///
    /// # Panics
    /// If there are not as many of them as were compared.
    pub fn new(found: &'a Comparison, base: &'a Scenario, others: &[&'a Scenario]) -> Self {
        assert!(
            others.len() == found.versus.len(),
            "a comparison is told with the scenarios it was made of"
        );
        let scenarios: Vec<&Scenario> = [base].into_iter().chain(others.iter().copied()).collect();
        let mut named = names(&scenarios)
            .into_iter()
            .zip(&scenarios)
            .map(|(name, scenario)| Named { name, scenario });
        let first = named.next().expect("a comparison has a base");
        let others: Vec<Other> = named
            .map(|named| Other {
                keys: differences(&base.effective, &named.scenario.effective),
                named,
            })
            .collect();
        let files =
            scenarios_of(&first, &others).map(|named| format!(" scenarios/{}.toml", named.name));
        let command = format!(
            "sanpedro compare{} --seed {} --replications {} --measures {} --out ../again",
            files.collect::<String>(),
            found.seed,
            found.replications,
            found.chosen.join(",")
        );
        Self {
            found,
            base: first,
            others,
            command,
        }
    }

    /// What makes the same bytes again.
    fn origin(&self) -> Origin {
        let source = |named: &Named| Source {
            name: named.name.clone(),
            effective: named.scenario.effective.clone(),
        };
        Origin {
            command: "compare",
            scenarios: scenarios_of(&self.base, &self.others).map(source).collect(),
            seed: self.found.seed,
            replications: self.found.replications,
        }
    }

    /// Writes `results.json`, `differences.csv`, charts, the page, the scenarios and, last, the
    /// manifest to `out`.
    ///
    /// # Errors
    /// If `out` holds something else or the file system refuses; then `out` is as it was.
    pub fn write(&self, out: &Path) -> Result<Written, ReportError> {
        let sides = self.others.iter().zip(&self.found.versus);
        let sides = sides.map(|(other, versus)| (other.named.name.as_str(), versus));
        let files = vec![
            File::new("results.json", json::results(self)?),
            File::new("differences.csv", csv::differences(&self.base.name, sides)?),
        ];
        study::write(&page::study(self), &self.origin(), files, out)
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

fn scenarios_of<'a>(
    base: &'a Named<'a>,
    others: &'a [Other<'a>],
) -> impl Iterator<Item = &'a Named<'a>> {
    std::iter::once(base).chain(others.iter().map(|other| &other.named))
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

#[cfg(test)]
mod tests;
