//! Values that are no quantities: text, lists, words of a fixed set.

use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::reader::At;
use super::shape::Shape;
use super::suggest::{list, nearest};
use super::tree::{Node, Table, Value};

/// The node as a table, or a report that it is none.
pub(super) fn as_table<'a>(node: &'a Node, faults: &Faults) -> Option<&'a Table> {
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
    faults.accepts(&node.key, || Shape::Text);
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        other => {
            let message = format!("expected text in quotes, got {}", other.describe());
            faults.push(Diagnostic::error(&node.place, message));
            None
        }
    }
}

/// A list, each item read with `parse`; `None` if any is wrong.
pub(super) fn items<T>(
    node: &Node,
    faults: &Faults,
    mut parse: impl FnMut(&Node, &Faults) -> Option<T>,
) -> Option<Vec<At<T>>> {
    faults.accepts(&node.key, || Shape::List);
    let Value::List(nodes) = &node.value else {
        let message = format!("expected a list in [ ], got {}", node.value.describe());
        faults.push(Diagnostic::error(&node.place, message));
        return None;
    };
    let read: Vec<At<T>> = nodes
        .iter()
        .filter_map(|item| {
            parse(item, faults).map(|value| At {
                value,
                place: item.place.clone(),
            })
        })
        .collect();
    (read.len() == nodes.len()).then_some(read)
}

/// One of a few words, with the value each stands for.
pub(super) fn word<T: Copy>(
    node: &Node,
    what: &str,
    words: &[(&str, T)],
    faults: &Faults,
) -> Option<T> {
    faults.accepts(&node.key, || {
        Shape::Words(words.iter().map(|(word, _)| (*word).to_owned()).collect())
    });
    let written = text(node, faults)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == written) {
        return Some(*value);
    }
    let known = words.iter().map(|(word, _)| *word);
    let message = format!("{what} `{written}` is not one of {}", list(known.clone()));
    let fault = Diagnostic::error(&node.place, message);
    faults.push(match nearest(&written, known) {
        Some(near) => fault.label(format!("did you mean `{near}`?")),
        None => fault,
    });
    None
}
