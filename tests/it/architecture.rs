//! The layers of the house: who may use whom, kept by reading the imports of every file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sanpedro::experiment::measure;

/// What each layer may use of the crate. `cli` may use everything and nobody may use `cli`.
/// `report` reads the places and instants inside the results it is made from.
const MAY_USE: &[(&str, &[&str])] = &[
    ("engine", &[]),
    ("statistics", &[]),
    ("disk", &[]),
    ("units", &["engine"]),
    // Mathematics of the quay, of use to any layer above: it has times and chance from the engine.
    ("planning", &["engine", "units"]),
    ("port", &["engine", "units"]),
    ("emissions", &["port", "engine", "units"]),
    (
        "scenario",
        &["port", "planning", "emissions", "units", "engine"],
    ),
    (
        "experiment",
        &[
            "disk",
            "scenario",
            "port",
            "emissions",
            "engine",
            "statistics",
            "units",
        ],
    ),
    (
        "report",
        &[
            "disk",
            "experiment",
            "scenario",
            "statistics",
            "units",
            "engine",
            "port",
            "planning",
        ],
    ),
    (
        "cli",
        &[
            "disk",
            "report",
            "experiment",
            "scenario",
            "statistics",
            "units",
            "engine",
            "port",
            "planning",
            "emissions",
        ],
    ),
];

/// The only parts of `port` that layers above it may use: the checked place with its demand,
/// records, and the run itself.
const OPEN_PARTS_OF_PORT: &[&str] = &["bay", "record", "simulate", "Balance", "Outcome"];

pub(crate) fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn the_disk_is_changed_in_one_place_alone() {
    const CHANGES: [&str; 9] = [
        "fs::write(",
        "fs::rename(",
        "fs::remove_",
        "fs::create_dir",
        "File::create",
        ".create_new(",
        ".set_len(",
        ".sync_all(",
        ".write_all(",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let is_exempt = file.ends_with("src/disk.rs") || file.ends_with("tests.rs");
        let found = CHANGES.iter().find(|change| {
            let own = code.replace("CallsFile::create", "");
            own.contains(**change)
        });
        assert!(
            is_exempt || found.is_none(),
            "{} has {found:?}: it belongs into src/disk.rs, where a test can have it fail",
            file.display()
        );
    }
}

/// Words that follow `crate::` in a file, with the path behind them.
fn uses(text: &str) -> Vec<Vec<String>> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: String = code.collect::<Vec<_>>().join("\n");
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    code.split("crate::")
        .skip(1)
        .map(|rest| {
            let first = word(rest);
            let second = rest[first.len()..].strip_prefix("::").map(word);
            std::iter::once(first).chain(second).collect()
        })
        .collect()
}

#[test]
fn every_layer_uses_only_the_layers_it_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let may: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut faults = Vec::new();
    let mut seen = 0;
    for file in &files {
        let relative = file.strip_prefix(&root).unwrap();
        let layer = relative
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs");
        // Fixtures are compiled for unit tests alone.
        let fixture = relative
            .iter()
            .any(|part| part.to_str().unwrap().starts_with("fixture"));
        if matches!(layer, "lib" | "main") || fixture {
            continue;
        }
        let allowed = may
            .get(layer)
            .unwrap_or_else(|| panic!("{layer} is no layer of the house"));
        for used in uses(&fs::read_to_string(file).unwrap()) {
            seen += 1;
            let target = used[0].as_str();
            if target == layer || target.is_empty() {
                continue;
            }
            let inside_port = target == "port" && layer != "cli";
            let closed = inside_port
                && used.get(1).is_some_and(|part| {
                    !part.is_empty() && !OPEN_PARTS_OF_PORT.contains(&part.as_str())
                });
            if !allowed.contains(&target) || closed {
                faults.push(format!(
                    "{} uses crate::{}",
                    relative.display(),
                    used.join("::")
                ));
            }
        }
    }
    assert!(seen > 100, "the test reads imports: it saw {seen}");
    assert!(
        faults.is_empty(),
        "layers reach where they may not:\n{}",
        faults.join("\n")
    );
}

#[test]
fn only_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files
        .iter()
        .filter(|file| !file.starts_with(root.join("cli")))
    {
        let text = fs::read_to_string(file).unwrap();
        for stream in [
            "println!",
            "eprintln!",
            "io::stdout",
            "io::stderr",
            "anstream::",
        ] {
            assert!(
                !text.contains(stream),
                "{} prints with {stream}",
                file.display()
            );
        }
    }
}

#[test]
fn files_stay_readable() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap().lines().count();
        assert!(
            code <= 450,
            "{} has {code} lines: a room to divide",
            file.display()
        );
    }
}

/// The file that has to declare this one: the `mod.rs` of its folder, or the root of the crate.
fn parent(file: &Path) -> PathBuf {
    let mut folder = file.parent().unwrap();
    if file.ends_with("mod.rs") {
        folder = folder.parent().unwrap();
    }
    let mut candidates = ["mod.rs", "lib.rs", "main.rs"]
        .map(|name| folder.join(name))
        .into_iter();
    candidates.find(|candidate| candidate.exists()).unwrap()
}

#[test]
fn no_file_is_left_out_of_the_build() {
    for root in ["src", "tests/it"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        let mut files = Vec::new();
        sources(&root, &mut files);
        for file in &files {
            let is_root = file.parent() == Some(root.as_path())
                && matches!(file.file_stem().unwrap().to_str(), Some("lib" | "main"));
            if is_root {
                continue;
            }
            let name = match file.file_stem().unwrap().to_str().unwrap() {
                "mod" => file.parent().unwrap().file_name().unwrap(),
                _ => file.file_stem().unwrap(),
            };
            let declaration = format!("mod {};", name.to_str().unwrap());
            let text = fs::read_to_string(parent(file)).unwrap();
            assert!(
                text.lines().any(|line| line.ends_with(&declaration)),
                "{} is compiled by nobody: {} has no `{declaration}`",
                file.display(),
                parent(file).display()
            );
        }
    }
}

/// Code of a file: without comments, and without what is compiled for tests alone.
fn code(text: &str) -> String {
    let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
    let lines = text[..tests].lines();
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// A measure that is renamed in its row alone must not compile elsewhere, and must not vanish.
#[test]
fn no_name_of_a_measure_stands_outside_its_row() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let (mut faults, mut read) = (Vec::new(), 0);
    for file in &files {
        let relative = file.strip_prefix(&root).unwrap().to_str().unwrap();
        let rows = relative.starts_with("experiment/measure/");
        let name = file.file_name().unwrap().to_str().unwrap();
        if rows || relative.contains("fixture") || name.starts_with("tests") {
            continue;
        }
        read += 1;
        let code = code(&fs::read_to_string(file).unwrap());
        let named = measure::all().filter(|of| code.contains(&format!("\"{}\"", of.name)));
        faults.extend(named.map(|of| format!("{relative}: {of}")));
    }
    assert!(read > 200, "{read} files were read");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
