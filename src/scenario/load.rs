//! From a path, or a text, to a checked scenario.

use std::ffi::OsStr;
use std::path::Path;

use super::checked::Scenario;
use super::diagnostic::{Diagnostic, ScenarioError};
use super::effective::to_toml;
use super::extend::Loader;
use super::faults::Faults;
use super::keys::Keys;
use super::limits;
use super::ranges;
use super::schema::known_patterns;
use super::source::Place;
use super::subject::{self, Written};
use super::tree::{Node, Table, Value};
use super::warm_up::{self, FindWarmUp};

/// What later layers know, and say here while a scenario is loaded.
#[derive(Clone, Copy, Default)]
pub struct Later<'a> {
    /// Names of all measures: every target must name one of them.
    pub measures: Option<&'a [&'a str]>,
    /// How a warm-up is found that the scenario leaves open; without it that is an error.
    pub warm_up: Option<FindWarmUp<'a>>,
    /// Whether every disruption is left out.
    pub undisturbed: bool,
}

impl Scenario {
    /// Loads the scenario file at `path`, everything it extends, and each `key.path=value` of
    /// `overrides` last; returns it with what is legal and odd about it.
    ///
    /// # Errors
    /// [`ScenarioError::Read`] if the file cannot be read, [`ScenarioError::Faulty`] with
    /// everything that is wrong with the scenario.
    pub fn load(
        path: impl AsRef<Path>,
        overrides: &[String],
    ) -> Result<(Self, Vec<Diagnostic>), ScenarioError> {
        Self::load_for(path, overrides, Later::default())
    }

    /// As [`load`](Self::load), with what later layers know.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn load_for(
        path: impl AsRef<Path>,
        overrides: &[String],
        later: Later<'_>,
    ) -> Result<(Self, Vec<Diagnostic>), ScenarioError> {
        let path = path.as_ref();
        load(path, overrides, later, |loader| loader.file(path))
    }

    /// As [`load`](Self::load), for a text that stands, or could stand, in a file at `path`;
    /// what it extends is read relative to there.
    ///
    /// # Errors
    /// [`ScenarioError::Faulty`] with everything that is wrong with the scenario.
    pub fn parse(
        text: &str,
        path: impl AsRef<Path>,
        overrides: &[String],
    ) -> Result<(Self, Vec<Diagnostic>), ScenarioError> {
        Self::parse_for(text, path, overrides, Later::default())
    }

    /// As [`parse`](Self::parse), with what later layers know.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_for(
        text: &str,
        path: impl AsRef<Path>,
        overrides: &[String],
        later: Later<'_>,
    ) -> Result<(Self, Vec<Diagnostic>), ScenarioError> {
        let path = path.as_ref();
        load(path, overrides, later, |loader| {
            Ok(loader.text(path, text.to_owned()))
        })
    }
}

fn load(
    path: &Path,
    overrides: &[String],
    later: Later<'_>,
    open: impl FnOnce(&mut Loader<'_>) -> Result<Option<(Table, Place)>, ScenarioError>,
) -> Result<(Scenario, Vec<Diagnostic>), ScenarioError> {
    let faults = Faults::with_keys(Keys::listed_by(known_patterns));
    let mut loader = Loader::new(&faults);
    let scenario = open(&mut loader)?.and_then(|(mut tree, start)| {
        for assignment in overrides {
            loader.set(&mut tree, assignment);
        }
        check(tree, &start, path, later, &faults)
    });
    if let Some(scenario) = scenario {
        return Ok((scenario, faults.into_sorted()));
    }
    assert!(
        faults.any_error(),
        "a scenario that is not handed over has a fault that says why"
    );
    Err(faults.into_error())
}

fn check(
    mut tree: Table,
    start: &Place,
    path: &Path,
    later: Later<'_>,
    faults: &Faults,
) -> Option<Scenario> {
    if !limits::counts_fit(&tree, faults) {
        return None;
    }
    ranges::check_ranges(&tree, faults);
    limits::check_texts(&tree, faults);
    let stem = path.file_stem().map(OsStr::to_string_lossy);
    let stem = stem.unwrap_or_default();
    if later.undisturbed {
        tree.entries.remove("disruption");
    }
    let read = |tree: &Table, faults: &Faults| {
        let written = Written {
            tree,
            start,
            stem: &stem,
            measures: later.measures,
        };
        subject::scenario(written, faults)
    };
    warm_up::settle(&mut tree, later.warm_up, &read, faults);
    let scenario = read(&tree, faults)?;
    Some(Scenario {
        effective: to_toml(&named(tree, &stem, start)),
        ..scenario
    })
}

/// The tree with its name in it, so that it is the same scenario under any file name.
fn named(mut table: Table, stem: &str, start: &Place) -> Table {
    if !table.entries.contains_key("name") {
        let name = Node {
            key: start.clone(),
            place: start.clone(),
            value: Value::Text(stem.to_owned()),
        };
        let mut entries = toml::map::Map::new();
        entries.insert("name".to_owned(), name);
        entries.extend(table.entries);
        table.entries = entries;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = include_str!("../../scenarios/reference.toml");

    #[test]
    fn the_reference_scenario_names_every_key() {
        let faults = Faults::default();
        let mut loader = Loader::new(&faults);
        let path = Path::new("scenarios/reference.toml");
        let (table, start) = loader.text(path, REFERENCE.to_owned()).unwrap();
        let written = Written {
            tree: &table,
            start: &start,
            stem: "reference",
            measures: None,
        };
        let scenario = subject::scenario(written, &faults);
        assert!(scenario.is_some(), "{}", faults.into_error());
        // Their place is taken by a key that excludes them; they stand in a comment.
        let spoken_of = [
            "arrivals.file",
            "emissions.grid.*.path",
            "extra_loaders.*.vessel_classes",
            "horizon.days",
        ];
        assert_eq!(faults.keys.never_given(), spoken_of);
        for comment in ["# days = ", "# file = ", "# extends = ", "# remove = "] {
            assert!(REFERENCE.contains(comment), "{comment} is explained");
        }
    }
}
