//! Files that import each other in a circle, kept by reading the imports of every file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::architecture::sources;

/// Circles that stay, by one of their files each, and why. A new one needs a reason here.
const KNOWN: &[(&str, &str)] = &[
    (
        "experiment/measure/definition.rs",
        "the table of measures is put together of its parts",
    ),
    (
        "report/folder.rs",
        "the manifest is written last, of the files that the folder holds",
    ),
    (
        "scenario/call_list/columns.rs",
        "columns and their names are one table",
    ),
    (
        "statistics/crossing.rs",
        "a curve knows where it crosses a level",
    ),
];

/// A module by its names from the root of the crate.
type Module = Vec<String>;

/// Every module of `src` but tests and fixtures, with its file and its text.
fn modules() -> BTreeMap<Module, (String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut found = BTreeMap::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        let name = relative.to_str().unwrap().replace('\\', "/");
        let is_test = |part: &str| part.starts_with("tests") || part.starts_with("fixture");
        if name.split('/').any(is_test) || name == "main.rs" {
            continue;
        }
        let path = name.trim_end_matches(".rs").trim_end_matches("/mod");
        let module = match path {
            "lib" => Module::new(),
            path => path.split('/').map(str::to_owned).collect(),
        };
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        found.insert(module, (name, code.to_owned()));
    }
    found
}

/// Paths that the `use` items of a text name, each in full.
fn imports(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut item = String::new();
    for line in code.lines().map(str::trim) {
        let begins =
            line.starts_with("use ") || (line.starts_with("pub") && line.contains(" use "));
        if item.is_empty() && !begins {
            continue;
        }
        item.push_str(line);
        if line.ends_with(';') {
            let path = item.split_once("use ").unwrap().1.trim_end_matches(';');
            spread(path, &mut paths);
            item.clear();
        }
    }
    paths
}

/// A path with braces as paths without.
fn spread(path: &str, into: &mut Vec<String>) {
    let Some((before, rest)) = path.split_once('{') else {
        let name = path.split(" as ").next().unwrap().trim();
        into.push(name.to_owned());
        return;
    };
    let inner = rest.rsplit_once('}').unwrap().0;
    let mut depth = 0;
    let parts = inner.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        spread(&format!("{before}{part}"), into);
    }
}

/// The names of an import from the root of the crate; `None` of one from outside.
fn from_root(module: &Module, path: &str) -> Option<Module> {
    let mut base = module.clone();
    let mut names = path.split("::").peekable();
    match *names.peek()? {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            while names.next_if_eq(&"super").is_some() {
                base.pop();
            }
            return Some(base.into_iter().chain(names.map(str::to_owned)).collect());
        }
        _ => return None,
    }
    names.next();
    Some(base.into_iter().chain(names.map(str::to_owned)).collect())
}

/// The module that holds what an import names, through re-exports.
fn home(path: &Module, exports: &BTreeMap<Module, Vec<Module>>) -> Module {
    let mut module = path.clone();
    while !exports.contains_key(&module) {
        module.pop();
    }
    let Some(name) = path.get(module.len()) else {
        return module;
    };
    let passed_on = exports[&module]
        .iter()
        .find(|export| export.last() == Some(name));
    match passed_on {
        Some(export) if *export != *path => home(export, exports),
        _ => module,
    }
}

/// Files in a circle with each other, as sets of two or more.
fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    let reach = |from: &String| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&String> = arrows[from].iter().collect();
        while let Some(file) = next.pop() {
            if seen.insert(file.clone()) {
                next.extend(&arrows[file]);
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        arrows.keys().map(|file| (file, reach(file))).collect();
    let circle = |file: &String| -> BTreeSet<String> {
        let back = |other: &&String| reached[*other].contains(file);
        reached[file].iter().filter(back).cloned().collect()
    };
    arrows
        .keys()
        .map(circle)
        .filter(|circle| circle.len() > 1)
        .collect()
}

#[test]
fn no_files_import_each_other_in_a_circle_but_those_with_a_reason() {
    let modules = modules();
    let exports: BTreeMap<Module, Vec<Module>> = modules
        .iter()
        .map(|(module, (_, code))| {
            let paths = imports(code);
            let own = paths.iter().filter_map(|path| {
                let named = from_root(module, path);
                // A folder names its files without `self`.
                let local: Module = module
                    .iter()
                    .cloned()
                    .chain(path.split("::").map(str::to_owned))
                    .collect();
                named.or_else(|| {
                    modules
                        .contains_key(&local[..=module.len()])
                        .then_some(local)
                })
            });
            (module.clone(), own.collect())
        })
        .collect();
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, (file, _)) in &modules {
        let targets = exports[module].iter().map(|path| home(path, &exports));
        // A file and the folder it lies in are one room: what is between them is no circle of files.
        let others =
            targets.filter(|target| !module.starts_with(target) && !target.starts_with(module));
        let others = others.map(|target| modules[&target].0.clone()).collect();
        arrows.insert(file.clone(), others);
    }
    let count: usize = arrows.values().map(BTreeSet::len).sum();
    assert!(
        count > 1_000,
        "the imports of {} files are read: {count}",
        arrows.len()
    );
    let found = circles(&arrows);
    let is_known = |circle: &BTreeSet<String>| KNOWN.iter().any(|(file, _)| circle.contains(*file));
    let new: Vec<_> = found.iter().filter(|circle| !is_known(circle)).collect();
    assert!(
        new.is_empty(),
        "files import each other in a circle: {new:#?}"
    );
    for (file, why) in KNOWN {
        let still = found.iter().any(|circle| circle.contains(*file));
        assert!(
            still,
            "{file} is in no circle any more ({why}): take it off the list"
        );
    }
}
