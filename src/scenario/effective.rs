//! The merged scenario as TOML that loads again to the same scenario.

use std::fmt::Write as _;

use super::tree::{Node, Table, Value};

/// The whole tree as TOML text: plain keys first, then `[tables]` in their order.
pub(super) fn to_toml(table: &Table) -> String {
    let mut text = String::new();
    write_table(&mut text, table, "");
    text
}

fn write_table(text: &mut String, table: &Table, path: &str) {
    let only_tables = table.entries.values().all(is_table);
    let as_header = |node: &Node| match &node.value {
        // Entries of a keyed table keep their order only if all of them are headers.
        Value::Table(inner) => !inner.braces || only_tables,
        _ => false,
    };
    let (headers, plain): (Vec<_>, Vec<_>) =
        table.entries.iter().partition(|(_, node)| as_header(node));
    if !path.is_empty() && (!plain.is_empty() || headers.is_empty()) {
        line(text, format_args!("\n[{path}]"));
    }
    for (name, node) in plain {
        line(text, format_args!("{} = {}", key(name), value(&node.value)));
    }
    for (name, node) in headers {
        if let Value::Table(inner) = &node.value {
            let path = if path.is_empty() {
                key(name)
            } else {
                format!("{path}.{}", key(name))
            };
            write_table(text, inner, &path);
        }
    }
}

fn is_table(node: &Node) -> bool {
    matches!(node.value, Value::Table(_))
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    writeln!(text, "{content}").expect("text grows without fail");
}

fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn value(of: &Value) -> String {
    match of {
        Value::Text(text) => quoted(text),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Boolean(value) => value.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| value(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let entries: Vec<String> = table
                .entries
                .iter()
                .map(|(name, node)| format!("{} = {}", key(name), value(&node.value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}
