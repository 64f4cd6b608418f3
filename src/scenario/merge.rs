//! Two trees laid over each other, and paths taken out of one.

use super::tree::{Node, Table, Value};

/// Keys of one table that exclude each other: where it is, the leading key, and what goes with it.
const ALTERNATIVES: [(&[&str], [&[&str]; 2]); 4] = [
    (&["horizon"], [&["end"], &["days"]]),
    (
        &["service", "*"],
        [&["window", "delay", "early"], &["arrivals"]],
    ),
    (&["service", "*"], [&["vessel_class"], &["vessel_classes"]]),
    (
        &["terminal", "*", "wharf", "*"],
        [&["length", "clearance", "berths"], &["slots"]],
    ),
];

/// Lays `over` over `base`. Overridden keys keep their position, new ones follow.
pub(super) fn merge(base: &mut Table, over: Table) {
    merge_at(base, over, &mut Vec::new());
}

fn merge_at(base: &mut Table, over: Table, path: &mut Vec<String>) {
    for (where_, sets) in ALTERNATIVES {
        if matches(path, where_) {
            drop_replaced(base, &over, sets);
        }
    }
    for (key, node) in over.entries {
        let Some(under) = base.entries.get_mut(&key) else {
            base.entries.insert(key, node);
            continue;
        };
        match (&mut under.value, node.value) {
            (Value::Table(below), Value::Table(above)) if !above.braces => {
                path.push(key);
                merge_at(below, above, path);
                path.pop();
            }
            (_, value) => {
                *under = Node {
                    value,
                    key: node.key,
                    place: node.place,
                };
            }
        }
    }
}

/// Takes out of `base` what a key of `over` excludes.
fn drop_replaced(base: &mut Table, over: &Table, [one, other]: [&[&str]; 2]) {
    for (said, replaced) in [(one, other), (other, one)] {
        if over.entries.contains_key(said[0]) && !over.entries.contains_key(replaced[0]) {
            for key in replaced {
                base.entries.remove(*key);
            }
        }
    }
}

fn matches(path: &[String], pattern: &[&str]) -> bool {
    path.len() == pattern.len()
        && path
            .iter()
            .zip(pattern)
            .all(|(part, pattern)| *pattern == "*" || part == pattern)
}

/// Takes the value at a dotted path out; if there is none, the keys there are at its last table.
pub(super) fn take_out(table: &mut Table, path: &str) -> Result<(), Vec<String>> {
    let (first, rest) = match path.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    };
    let keys = |table: &Table| table.entries.keys().cloned().collect();
    match (rest, table.entries.contains_key(first)) {
        (_, false) => Err(keys(table)),
        (None, true) => {
            table.entries.remove(first);
            Ok(())
        }
        (Some(rest), true) => match &mut table.entries[first].value {
            Value::Table(inner) => take_out(inner, rest),
            _ => Err(Vec::new()),
        },
    }
}
