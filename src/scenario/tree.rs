//! The scenario as a tree of values, each with the place it was written at.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};
use toml::map::Map;
use toml::value::Datetime;

use super::duplicate::given_twice;
use super::faults::Faults;
use super::newer;
use super::source::{Place, Source};
use super::syntax::{no_toml, unquoted};

/// Most broken lines reported of one file.
const REPORTED_AT_MOST: usize = 20;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Where its key is written; of a list's items, the item itself.
    pub(super) key: Place,
    /// Where the value is written; of a `[table]`, its key in the header.
    pub(super) place: Place,
    pub(super) value: Value,
}

/// What TOML can say.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Integer(i128),
    Float(f64),
    Boolean(bool),
    Date(Datetime),
    List(Vec<Node>),
    Table(Table),
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) entries: Map<String, Node>,
    /// Written in braces: one value that replaces what it overrides as a whole, while
    /// `[table]` headers and dotted keys are merged key by key.
    pub(super) braces: bool,
}

impl Table {
    /// The table under a key.
    pub(super) fn table(&self, key: &str) -> Option<&Self> {
        match &self.entries.get(key)?.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }
}

impl Value {
    /// What it is, for messages.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Text(text) => format!("the text `{text}`"),
            Self::Integer(number) => format!("the bare number `{number}`"),
            Self::Float(number) => format!("the bare number `{number}`"),
            Self::Boolean(value) => format!("`{value}`"),
            Self::Date(date) => format!("the date or time `{date}`"),
            Self::List(_) => "a list".into(),
            Self::Table(_) => "a table".into(),
        }
    }
}

/// Reads a text into a tree; what is no TOML goes to `faults`.
///
/// The parser recovers at the next line, so the rest is read all the same. A duplicate key or a
/// text without quotes leaves it as it was meant; after anything else absence proves nothing.
pub(super) fn parse(source: &Arc<Source>, faults: &Faults) -> Table {
    let (tree, errors) = DeTable::parse_recoverable(&source.text);
    let mut broken: Vec<Place> = Vec::new();
    for error in errors.iter().take(REPORTED_AT_MOST) {
        let place = Place::new(source, error.span().unwrap_or(0..0));
        let fault = match error.message() {
            "duplicate key" => given_twice(&place, tree.get_ref()),
            message if message.starts_with("string values must be quoted") => unquoted(&place),
            message => {
                faults.mark_incomplete();
                no_toml(&place, message.trim())
            }
        };
        // What follows on the same line is seldom more than a consequence.
        if broken.iter().all(|told| told.line() != place.line()) {
            faults.push(fault);
            broken.push(place);
        }
    }
    for place in &broken {
        faults.line_is_broken(place);
    }
    if errors.is_empty() {
        newer::warn(source, faults);
    }
    table(source, tree.get_ref(), false)
}

fn table(source: &Arc<Source>, from: &DeTable<'_>, braces: bool) -> Table {
    let mut entries = Map::new();
    for (key, value) in from {
        // What the parser puts where it found no value.
        if value.span().is_empty() {
            continue;
        }
        let key_place = Place::new(source, key.span());
        let node = node(source, key_place, value);
        entries.insert(key.get_ref().to_string(), node);
    }
    Table { entries, braces }
}

fn node(source: &Arc<Source>, key: Place, from: &toml::Spanned<DeValue<'_>>) -> Node {
    let mut place = Place::new(source, from.span());
    let value = match from.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => match i128::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Float(f64::INFINITY),
        },
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Datetime(date) => Value::Date(*date),
        DeValue::Array(items) => {
            let item = |item| node(source, Place::new(source, toml::Spanned::span(item)), item);
            Value::List(items.iter().map(item).collect())
        }
        DeValue::Table(inner) => {
            let braces = place.text().starts_with('{');
            if !braces {
                place = key.clone();
            }
            Value::Table(table(source, inner, braces))
        }
    };
    Node { key, place, value }
}
