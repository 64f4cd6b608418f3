//! What a value may look like, as whoever reads it says, for a schema that cannot drift.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Place;

/// What a value may look like.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Any text.
    Text,
    /// One of these words.
    Words(Vec<String>),
    /// Text with a unit.
    Quantity {
        /// Such as "length".
        what: &'static str,
        /// Units that are understood.
        units: Vec<&'static str>,
        /// Such as "366 m".
        example: &'static str,
    },
    /// A bare number.
    Number,
    /// A bare whole number.
    Whole {
        /// Smallest.
        least: u64,
        /// Largest.
        most: u64,
    },
    /// A date without quotes.
    Date,
    /// A list.
    List,
    /// A table with known keys.
    Record,
    /// Tables under ids of the user's own.
    Named,
    /// Values under names of the user's own.
    Map,
    /// A plain value or a distribution, as in the definition of this name.
    Random(&'static str),
}

/// What was learned of a value by reading samples of it.
#[derive(Debug, Default)]
pub(super) struct Sampled {
    pub(super) shapes: Vec<Shape>,
    /// Keys that were asked for, if it is a table.
    pub(super) keys: BTreeSet<&'static str>,
    /// Pairs of them of which only one may be given.
    pub(super) exclusive: BTreeSet<[&'static str; 2]>,
    /// The comment behind its key.
    pub(super) description: Option<String>,
}

/// What was learned of values, by paths such as `terminal.*.area`; items of a list are `list.*`.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    by_path: BTreeMap<String, Sampled>,
    /// Path of the value that is being read.
    pub(super) open: String,
}

impl Shapes {
    /// What was learned of the value at a path.
    pub(super) fn at(&self, path: &str) -> Option<&Sampled> {
        self.by_path.get(path)
    }

    /// Begins to read the value at a path, whose key stands at `key`; returns the path before.
    pub(super) fn enter(&mut self, path: String, key: &Place) -> String {
        let sampled = self.by_path.entry(path.clone()).or_default();
        if sampled.description.is_none() {
            sampled.description = description(key);
        }
        std::mem::replace(&mut self.open, path)
    }

    /// Adds a way to write the value that is being read.
    pub(super) fn accept(&mut self, shape: Shape) {
        let sampled = self.by_path.entry(self.open.clone()).or_default();
        if !sampled.shapes.contains(&shape) {
            sampled.shapes.push(shape);
        }
    }

    /// Adds two keys of the table at a path of which only one may be given.
    pub(super) fn exclude(&mut self, path: &str, pair: [&'static str; 2]) {
        let sampled = self.by_path.entry(path.to_owned()).or_default();
        sampled.exclusive.insert(pair);
    }

    /// Adds a key of the table at a path.
    pub(super) fn ask(&mut self, path: &str, key: &'static str) {
        let sampled = self.by_path.entry(path.to_owned()).or_default();
        sampled.keys.insert(key);
    }
}

/// A key at the end of a path or a pattern.
pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

/// The comment behind a key that begins its line, or ends a header.
fn description(key: &Place) -> Option<String> {
    let text = &key.source().text;
    let span = key.span();
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    let first = text[start..span.start].trim().is_empty();
    let ends_header = line.starts_with('[') && text[span.end..].starts_with(']');
    if span.is_empty() || !(first || ends_header) {
        return None;
    }
    let mut quoted = false;
    let hash = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '#' && !quoted
    })?;
    let comment = line[hash.0 + 1..].trim();
    (!comment.is_empty()).then(|| comment.to_owned())
}
