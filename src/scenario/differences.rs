//! What two scenarios say differently, key by key.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// A key that two scenarios give different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDifference {
    /// Its path, such as `terminal.pier_400.wharf.main.cranes`.
    pub key: String,
    /// What the first scenario says, as TOML; `None` where it does not have the key.
    pub first: Option<String>,
    /// What the second scenario says.
    pub second: Option<String>,
}

/// Keys whose words change no result.
const WORDS: [&str; 3] = ["name", "question", "assumptions"];

/// Every key that two effective scenarios give different values, in alphabetical order of tables.
///
/// A table that only one of them has is one difference. Name, question and assumptions, which
/// change no result, are left out.
///
/// # Panics
/// If one of them is no TOML, which an effective scenario always is.
pub fn differences(first: &str, second: &str) -> Vec<KeyDifference> {
    let read = |text: &str| -> Table {
        let mut table: Table = text.parse().expect("an effective scenario is TOML");
        table.retain(|key, _| !WORDS.contains(&key));
        table
    };
    let mut found = Vec::new();
    compare("", &read(first), &read(second), &mut found);
    found
}

/// The files that the scenario file at `path` says it extends, in their order; none if it cannot be
/// read.
pub fn extended(path: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let table: Table = text.parse().unwrap_or_default();
    let named = match table.get("extends") {
        Some(Value::Array(files)) => files.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(file)) => vec![file.as_str()],
        _ => Vec::new(),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    named.into_iter().map(|file| folder.join(file)).collect()
}

fn compare(path: &str, first: &Table, second: &Table, found: &mut Vec<KeyDifference>) {
    let keys: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    for key in keys {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        match (first.get(key), second.get(key)) {
            (Some(Value::Table(a)), Some(Value::Table(b))) => compare(&path, a, b, found),
            (a, b) if a == b => {}
            (a, b) => found.push(KeyDifference {
                key: path,
                first: a.map(told),
                second: b.map(told),
            }),
        }
    }
}

/// A value in one line.
fn told(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let inner = |(key, value): (&String, &Value)| format!("{key} = {}", told(value));
            let inner: Vec<String> = table.iter().map(inner).collect();
            format!("{{ {} }}", inner.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(told).collect();
            format!("[{}]", items.join(", "))
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_are_told_and_tables_of_one_side_once() {
        let first = "name = \"a\"\nquestion = \"?\"\n[horizon]\ndays = \"9 d\"\nwarm_up = \"1 d\"\n\
                     [terminal.old]\ncranes = 2\nlist = [1, 2]\n";
        let second = "name = \"b\"\n[horizon]\ndays = \"9 d\"\nwarm_up = \"2 d\"\n\
                      [terminal.new.wharf]\ncranes = 3\n[terminal.old]\ncranes = 2\nlist = [1]\n";
        let told: Vec<String> = differences(first, second)
            .iter()
            .map(|found| format!("{}: {:?} {:?}", found.key, found.first, found.second))
            .collect();
        assert_eq!(
            told,
            [
                r#"horizon.warm_up: Some("\"1 d\"") Some("\"2 d\"")"#,
                r#"terminal.new: None Some("{ wharf = { cranes = 3 } }")"#,
                r#"terminal.old.list: Some("[1, 2]") Some("[1]")"#,
            ]
        );
        assert!(differences(first, first).is_empty());
    }
}
