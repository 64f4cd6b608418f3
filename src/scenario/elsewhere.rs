//! Where a key belongs that stands in the wrong table, and entries that were meant to be others.

use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::suggest::{did_you_mean, list};
use super::tree::{Node, Table, Value};

/// Most places of a key that are told.
const TOLD_AT_MOST: usize = 3;

/// What to write for a key that is unknown in `table`, whose pattern is `here`, and known in
/// others; `None` if no table knows it.
pub(super) fn elsewhere(key: &str, here: &str, table: &Table, faults: &Faults) -> Option<String> {
    let within = if here.is_empty() {
        String::new()
    } else {
        format!("{here}.")
    };
    // A distribution is written in a value, so its keys are no path to write.
    let named = |pattern: &&String| {
        pattern.rsplit('.').next() == Some(key) && !pattern.starts_with("distribution.")
    };
    let places: Vec<&String> = faults.keys.patterns().iter().filter(named).collect();
    if let Some(below) = places
        .iter()
        .find_map(|pattern| pattern.strip_prefix(&within))
    {
        return Some(format!("write, for example, `{}`", in_table(below, table)));
    }
    let told: Vec<String> = places
        .iter()
        .take(TOLD_AT_MOST)
        .map(|pattern| format!("`{}`", pattern.replace('*', "NAME")))
        .collect();
    (!told.is_empty()).then(|| format!("it is a key elsewhere: {}", told.join(", ")))
}

/// A pattern with the first names that are there.
fn in_table(pattern: &str, table: &Table) -> String {
    let mut at = Some(table);
    let mut path = Vec::new();
    for part in pattern.split('.') {
        let first = at.and_then(|table| table.entries.keys().next());
        let name = match (part, first) {
            ("*", Some(first)) => first.as_str(),
            ("*", None) => "NAME",
            (part, _) => part,
        };
        path.push(name.to_owned());
        at = at
            .and_then(|table| table.entries.get(name))
            .and_then(|node| match &node.value {
                Value::Table(table) => Some(table),
                _ => None,
            });
    }
    path.join(".")
}

/// The fault of an entry that is not there in what is extended and is too little for a new one,
/// such as `terminal.pier500.wharf.main.cranes = 14`; `None` if it may be a new one.
pub(super) fn stray(id: &str, entry: &Node, kind: &str, among: &Table) -> Option<Diagnostic> {
    let Value::Table(own) = &entry.value else {
        return None;
    };
    let others: Vec<(&String, &Table)> = among
        .entries
        .iter()
        .filter(|(_, node)| !node.key.shares_file_with(&entry.key))
        .filter_map(|(id, node)| match &node.value {
            Value::Table(table) => Some((id, table)),
            _ => None,
        })
        .collect();
    let (_, first) = others.first()?;
    let all_have = |key: &&String| {
        others
            .iter()
            .all(|(_, table)| table.entries.contains_key(*key))
    };
    let usual = first.entries.keys().filter(all_have).count();
    if own.braces || 2 * own.entries.len() > usual {
        return None;
    }
    let known: Vec<&str> = others.iter().map(|(id, _)| id.as_str()).collect();
    let message = format!("there is no {kind} `{id}`, and a new one needs more keys");
    let plain = id.to_lowercase().replace([' ', '-'], "_");
    let label = did_you_mean(&plain, known.iter().copied(), "not in what is extended");
    let fault = Diagnostic::error(&entry.key, message).label(label);
    Some(fault.help(format!("known: {}", list(known))))
}

/// The fault of a plain value where a table with a name belongs, such as `wharf.cranes = 14`.
pub(super) fn nameless(id: &str, entry: &Node, key: &str, among: &Table) -> Diagnostic {
    let message = format!("expected a table, got {}", entry.value.describe());
    let fault = Diagnostic::error(&entry.place, message);
    let is_table = |node: &&Node| matches!(node.value, Value::Table(_));
    let named = among.entries.iter().find(|(_, node)| is_table(node));
    let name = named.map_or("NAME", |(name, _)| name.as_str());
    fault.help(format!(
        "`{key}` holds tables with a name: write `{key}.{name}.{id} = {}`",
        entry.place.text()
    ))
}

/// A plain value where a table belongs, with the keys of that table.
pub(super) fn no_table(node: &Node, key: &str, pattern: &str, faults: &Faults) -> Diagnostic {
    let message = format!("expected a table, got {}", node.value.describe());
    let fault = Diagnostic::error(&node.place, message);
    let within = format!("{pattern}.");
    let below = faults.keys.patterns().iter();
    let below = below.filter_map(|pattern| pattern.strip_prefix(&within));
    let keys: Vec<&str> = below.filter(|rest| !rest.contains('.')).collect();
    match keys.first() {
        Some(first) => fault.help(format!(
            "write its keys, such as `{key}.{first} = …`; known keys: {}",
            list(keys.iter().copied())
        )),
        None => fault,
    }
}

/// A plain value where tables with names belong.
pub(super) fn not_named(node: &Node, key: &str) -> Diagnostic {
    let message = format!("expected tables with a name, got {}", node.value.describe());
    Diagnostic::error(&node.key, message)
        .help(format!("write a header such as `[{key}.some_name]`"))
}
