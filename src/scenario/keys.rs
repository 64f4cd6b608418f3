//! What is known about keys: which were asked for, what their values may look like, and which
//! others there are.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;

use super::shape::{Shape, Shapes};
use super::source::Place;

/// What readers learn about keys while they read.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Every key that was asked for, by pattern such as `terminal.*.area`, and whether any
    /// table gave it. The reference scenario must give them all.
    asked: RefCell<BTreeMap<String, bool>>,
    /// What each value may look like, while a schema is made.
    shapes: Option<RefCell<Shapes>>,
    /// How many keys were missing so far.
    missing: Cell<usize>,
    /// Every key there is, once a wrong one asks for them.
    patterns: OnceCell<Vec<String>>,
    /// Lists every key there is; none while they are being found.
    list: Option<fn() -> Vec<String>>,
}

impl Keys {
    /// Keys of which `list` knows all there are.
    pub(super) fn listed_by(list: fn() -> Vec<String>) -> Self {
        Self {
            list: Some(list),
            ..Self::default()
        }
    }

    /// Keys of which is also remembered what each value may look like.
    pub(super) fn with_shapes() -> Self {
        Self {
            shapes: Some(RefCell::default()),
            ..Self::default()
        }
    }

    /// Remembers that a key of the table at a path was asked for, and whether the table gave it.
    pub(super) fn asked(&self, pattern: String, path: &str, key: &'static str, given: bool) {
        *self.asked.borrow_mut().entry(pattern).or_default() |= given;
        if let Some(shapes) = &self.shapes {
            shapes.borrow_mut().ask(path, key);
        }
    }

    /// Remembers that only one of two keys of the table at a path may be given.
    pub(super) fn exclude(&self, path: &str, pair: [&'static str; 2]) {
        if let Some(shapes) = &self.shapes {
            shapes.borrow_mut().exclude(path, pair);
        }
    }

    /// Counts a key that is missing.
    pub(super) fn is_missing(&self) {
        self.missing.set(self.missing.get() + 1);
    }

    /// How many keys were missing so far.
    pub(super) fn missing(&self) -> usize {
        self.missing.get()
    }

    /// Reads the value of the key at `key` with `read`; what it accepts holds for `path`.
    pub(super) fn under<T>(
        &self,
        path: impl FnOnce() -> String,
        key: &Place,
        read: impl FnOnce() -> T,
    ) -> T {
        let Some(shapes) = &self.shapes else {
            return read();
        };
        let path = path();
        let before = shapes.borrow_mut().enter(path, key);
        let value = read();
        shapes.borrow_mut().open = before;
        value
    }

    /// Path of the value that is being read; empty unless a schema is made.
    pub(super) fn path(&self) -> String {
        let shapes = self.shapes.as_ref();
        shapes.map_or_else(String::new, |shapes| shapes.borrow().open.clone())
    }

    /// Remembers a way to write the value that is being read.
    pub(super) fn accepts(&self, shape: impl FnOnce() -> Shape) {
        if let Some(shapes) = &self.shapes {
            shapes.borrow_mut().accept(shape());
        }
    }

    /// Patterns of every key there is.
    pub(super) fn patterns(&self) -> &[String] {
        self.patterns
            .get_or_init(|| self.list.map_or_else(Vec::new, |list| list()))
    }

    /// Every pattern that was asked for.
    pub(super) fn into_asked(self) -> Vec<String> {
        self.asked.into_inner().into_keys().collect()
    }

    /// What values may look like.
    pub(super) fn into_shapes(self) -> Shapes {
        let shapes = self.shapes.map(RefCell::into_inner);
        shapes.unwrap_or_default()
    }

    /// Patterns of keys that were asked for and that no table gave.
    #[cfg(test)]
    pub(super) fn never_given(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let missing = asked.iter().filter(|(_, given)| !**given);
        missing.map(|(pattern, _)| pattern.clone()).collect()
    }
}
