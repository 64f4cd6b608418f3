//! The scenario files that come with the program, inside the binary.

use std::collections::BTreeSet;

use include_dir::{Dir, include_dir};

/// The folder `scenarios/`.
static SCENARIOS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// Path under `scenarios/` and text of every scenario file and call list, by path.
fn files() -> Vec<(&'static str, &'static str)> {
    let mut open = vec![&SCENARIOS];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs());
        let texts = folder.files().filter_map(|file| {
            let ending = file.path().extension()?;
            let ours = ending == "toml" || ending == "csv";
            ours.then_some((file.path().to_str()?, file.contents_utf8()?))
        });
        found.extend(texts);
    }
    found.sort_unstable();
    found
}

/// Studies that one can begin from: those that are no part of others.
pub(crate) fn studies() -> impl Iterator<Item = &'static str> {
    let names = files()
        .into_iter()
        .filter_map(|(path, _)| path.strip_suffix(".toml"));
    names.filter(|name| !name.starts_with("ports/"))
}

/// The file at a path under `scenarios/`, and every file that it is laid over.
pub(crate) fn with_what_it_extends(path: &str) -> Vec<(&'static str, &'static str)> {
    let files = files();
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        let Some(file) = files.iter().find(|(known, _)| *known == path) else {
            continue;
        };
        if !seen.insert(file.0) {
            continue;
        }
        found.push(*file);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for extended in extends(file.1) {
            open.push(if folder.is_empty() {
                extended
            } else {
                format!("{folder}/{extended}")
            });
        }
    }
    found
}

/// What a file is laid over.
fn extends(text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().expect("shipped scenarios are TOML");
    match table.get("extends") {
        Some(toml::Value::String(one)) => vec![one.clone()],
        Some(toml::Value::Array(all)) => {
            let texts = all.iter().filter_map(toml::Value::as_str);
            texts.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_comes_with_all_it_is_laid_over() {
        assert!(studies().any(|name| name == "pier_500"));
        let paths: Vec<&str> = with_what_it_extends("pier_500.toml")
            .into_iter()
            .map(|(path, _)| path)
            .collect();
        for path in [
            "pier_500.toml",
            "ports/pier_500.toml",
            "ports/los_angeles.toml",
        ] {
            assert!(paths.contains(&path), "{path} is missing in {paths:?}");
        }
    }
}
