//! Values that are no quantities: text, lists, words of a fixed set.

use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::given::{At, Named};
use super::shape::{Shape, join};
use super::suggest::{did_you_mean, list};
use super::tree::{Node, Table, Value};

/// The node as a table, or a report that it is none.
fn as_table<'a>(node: &'a Node, faults: &Faults) -> Option<&'a Table> {
    match &node.value {
        Value::Table(table) => Some(table),
        other => {
            let message = format!("expected a table, got {}", other.describe());
            faults.push(Diagnostic::error(&node.place, message));
            None
        }
    }
}

/// Text.
pub(super) fn text(node: &Node, faults: &Faults) -> Option<String> {
    faults.keys.accepts(|| Shape::Text);
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        other => {
            let message = format!("expected text in quotes, got {}", other.describe());
            faults.push(Diagnostic::error(&node.place, message));
            None
        }
    }
}

/// A list of which each item is of one kind; wrong if any item is.
pub(super) fn items<T>(
    kind: impl Fn(&Node, &Faults) -> Option<T>,
) -> impl Fn(&Node, &Faults) -> Option<Vec<At<T>>> {
    move |node, faults| {
        faults.keys.accepts(|| Shape::List);
        let Value::List(nodes) = &node.value else {
            let message = format!("expected a list in [ ], got {}", node.value.describe());
            faults.push(Diagnostic::error(&node.place, message));
            return None;
        };
        let read: Vec<At<T>> = nodes
            .iter()
            .filter_map(|item| {
                let place = item.place.clone();
                let path = || join(&faults.keys.path(), "*");
                let value = faults.keys.under(path, &item.key, || kind(item, faults));
                value.map(|value| At { value, place })
            })
            .collect();
        (read.len() == nodes.len()).then_some(read)
    }
}

/// Values of one kind under names of the user's own, such as shares by vessel class.
pub(super) fn entries<T>(
    kind: impl Fn(&Node, &Faults) -> Option<T>,
) -> impl Fn(&Node, &Faults) -> Option<Vec<Named<T>>> {
    move |node, faults| {
        faults.keys.accepts(|| Shape::Map);
        let table = as_table(node, faults)?;
        let read: Vec<Named<T>> = table
            .entries
            .iter()
            .filter_map(|(id, entry)| {
                let path = || join(&faults.keys.path(), "*");
                let value = faults.keys.under(path, &entry.key, || kind(entry, faults));
                value.map(|value| Named {
                    id: id.clone(),
                    place: entry.key.clone(),
                    value,
                })
            })
            .collect();
        (read.len() == table.entries.len()).then_some(read)
    }
}

/// One of a few words, with the value each stands for.
pub(super) fn word<const N: usize, T: Copy>(
    what: &'static str,
    words: [(&'static str, T); N],
) -> impl Fn(&Node, &Faults) -> Option<T> {
    move |node, faults| {
        let known = words.map(|(word, _)| word);
        let shape = || Shape::Words(known.map(str::to_owned).to_vec());
        faults.keys.accepts(shape);
        let written = text(node, faults)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == written) {
            return Some(*value);
        }
        let message = format!("{what} `{written}` is not one of {}", list(known));
        let label = did_you_mean(&written, known, "");
        faults.push(Diagnostic::error(&node.place, message).label(label));
        None
    }
}
