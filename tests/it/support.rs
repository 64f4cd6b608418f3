//! What the tests share: loading scenarios and running batches through the public interface.

use std::path::{Path, PathBuf};

use sanpedro::experiment::measure::find;
use sanpedro::experiment::{Batch, Results, Scope};
use sanpedro::scenario::{Diagnostic, Scenario};
use sanpedro::statistics::Summary;

/// A file of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A scenario of the project, with changes.
pub(crate) fn load(path: &str, set: &[&str]) -> (Scenario, Vec<Diagnostic>) {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    Scenario::load(project(path), &set).unwrap_or_else(|error| panic!("{path} is wrong:\n{error}"))
}

/// A scenario from text that must be right.
pub(crate) fn scenario_from(text: &str) -> Scenario {
    Scenario::parse(text, "test.toml", &[])
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
        .0
}

/// The command from outside, in a folder: its exit code, and what it prints on both outputs.
pub(crate) fn sanpedro(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = assert_cmd::Command::cargo_bin("sanpedro")
        .unwrap()
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// A batch of a scenario.
pub(crate) fn run(scenario: &Scenario) -> Results {
    Batch::new(scenario)
        .run(&|_| ())
        .expect("a finite scenario")
}

/// A measure that must exist.
pub(crate) fn measure<'a>(scope: &'a Scope, name: &str) -> &'a Summary {
    find(name)
        .and_then(|measure| scope.get(measure))
        .unwrap_or_else(|| panic!("{} has no measure {name}", scope.id))
}
