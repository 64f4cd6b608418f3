//! What a value may look like, told by whoever reads it, for a schema that cannot drift.

use std::collections::BTreeMap;

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
    /// A table with known keys, by its pattern such as `terminal.*`.
    Record(String),
    /// Tables under ids of the user's own.
    Named,
    /// Values under names of the user's own.
    Map,
    /// A plain value or a distribution, as in the definition of this name.
    Random(&'static str),
}

/// Shapes by the place of the key of what was read.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    by_key: BTreeMap<(usize, usize), Vec<Shape>>,
}

impl Shapes {
    pub(super) fn insert(&mut self, key: &Place, shape: Shape) {
        let shapes = self.by_key.entry(key.order()).or_default();
        if !shapes.contains(&shape) {
            shapes.push(shape);
        }
    }

    /// What the value under a key may look like.
    pub(super) fn of(&self, key: &Place) -> &[Shape] {
        self.by_key.get(&key.order()).map_or(&[], Vec::as_slice)
    }
}
