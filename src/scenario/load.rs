//! From a path, or a text, to a checked scenario.

use std::path::Path;

use super::checked::Scenario;
use super::diagnostic::{Diagnostic, ScenarioError};
use super::effective::to_toml;
use super::extend::Loader;
use super::faults::Faults;
use super::raw::Raw;
use super::source::Place;
use super::suggest::nearest;
use super::tree::{Node, Table, Value};
use super::validate;
use super::warm_up::{self, FindWarmUp};

/// What later layers know, and say here while a scenario is loaded.
#[derive(Clone, Copy, Default)]
pub struct Later<'a> {
    /// Names of all measures: every target must name one of them.
    pub measures: Option<&'a [&'a str]>,
    /// How a warm-up is found that the scenario leaves open; without it that is an error.
    pub warm_up: Option<FindWarmUp<'a>>,
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
        let faults = Faults::default();
        let mut loader = Loader::new(&faults);
        let tree = loader.file(path)?;
        let scenario = check(tree, &mut loader, path, overrides, later, &faults);
        finish(scenario, faults)
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
        let faults = Faults::default();
        let mut loader = Loader::new(&faults);
        let tree = loader.text(path, text.to_owned());
        let scenario = check(tree, &mut loader, path, overrides, later, &faults);
        finish(scenario, faults)
    }
}

fn finish(
    scenario: Option<Scenario>,
    faults: Faults,
) -> Result<(Scenario, Vec<Diagnostic>), ScenarioError> {
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
    tree: Option<(Table, Place)>,
    loader: &mut Loader<'_>,
    path: &Path,
    overrides: &[String],
    later: Later<'_>,
    faults: &Faults,
) -> Option<Scenario> {
    let (mut table, start) = tree?;
    for assignment in overrides {
        loader.set(&mut table, assignment);
    }
    let stem = validate::study::stem(path);
    let mut raw = Raw::read(&table, &start, faults);
    if faults.is_incomplete() {
        return None;
    }
    if let Some(measures) = later.measures {
        check_targets(&raw, measures, faults);
    }
    warm_up::settle(&mut raw, &mut table, &stem, later.warm_up, faults);
    let effective = to_toml(&named(table, &raw, &stem, &start));
    validate::scenario(&raw, &stem, effective, faults)
}

/// Reports targets that name none of the measures.
fn check_targets(raw: &Raw, measures: &[&str], faults: &Faults) {
    let named = raw
        .targets
        .iter()
        .filter_map(|target| target.value.measure.as_ref());
    for measure in named.filter(|measure| !measures.contains(&measure.value.as_str())) {
        let fault = format!("there is no measure `{}`", measure.value);
        let label = nearest(&measure.value, measures.iter().copied())
            .map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        let help = "results.json of any run lists all measures";
        faults.push(
            Diagnostic::error(&measure.place, fault)
                .label(label)
                .help(help),
        );
    }
}

/// The tree with its name in it, so that it is the same scenario under any file name.
fn named(mut table: Table, raw: &Raw, stem: &str, start: &Place) -> Table {
    if raw.name.is_none() {
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
        let raw = Raw::read(&table, &start, &faults);
        let scenario = validate::scenario(&raw, "reference", String::new(), &faults);
        assert!(scenario.is_some(), "{}", faults.into_error());
        // Their place is taken by a key that excludes them; they stand in a comment.
        let spoken_of = [
            "arrivals.file",
            "emissions.grid.*.path",
            "extra_loaders.*.vessel_classes",
            "horizon.days",
        ];
        assert_eq!(faults.never_given(), spoken_of);
        for comment in ["# days = ", "# file = ", "# extends = ", "# remove = "] {
            assert!(REFERENCE.contains(comment), "{comment} is explained");
        }
    }
}
