//! The list that every check adds to, so that all mistakes are told at once.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::{Diagnostic, ScenarioError, Severity};
use super::schema::known_patterns;
use super::shape::{Shape, Shapes};
use super::source::Place;

/// Nobody reads more than this, and a file may hold a million wrong keys.
const KEPT_AT_MOST: usize = 1_000;

/// What was found while a scenario was read.
///
/// Readers of different tables are alive at once and all report here, hence the inner
/// mutability; nothing is borrowed for longer than one call.
#[derive(Debug, Default)]
pub(super) struct Faults {
    found: RefCell<Vec<Diagnostic>>,
    /// Lines that are no TOML: what follows from them is not reported again.
    broken_lines: RefCell<BTreeSet<(usize, usize)>>,
    /// Whether a file of the scenario is missing or broken: what else seems to be missing may
    /// stand in it.
    incomplete: Cell<bool>,
    /// Every key that was asked for, by pattern such as `terminal.*.area`, and whether any
    /// table gave it. The reference scenario must give them all.
    asked: RefCell<BTreeMap<String, bool>>,
    /// What each value may look like, while a schema is made.
    shapes: Option<RefCell<Shapes>>,
    /// Every key there is, once a wrong one asks for them.
    patterns: OnceCell<Vec<String>>,
}

impl Faults {
    /// A list that also remembers what each value may look like.
    pub(super) fn with_shapes() -> Self {
        Self {
            shapes: Some(RefCell::default()),
            ..Self::default()
        }
    }

    /// Tells what the value whose key stands at `key` may look like.
    pub(super) fn accepts(&self, key: &Place, shape: impl FnOnce() -> Shape) {
        if let Some(shapes) = &self.shapes {
            shapes.borrow_mut().insert(key, shape());
        }
    }

    /// Every pattern that was asked for, and what values may look like.
    pub(super) fn into_shapes(self) -> (Vec<String>, Shapes) {
        let asked = self.asked.into_inner().into_keys().collect();
        let shapes = self.shapes.map(RefCell::into_inner);
        (asked, shapes.unwrap_or_default())
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        let broken = self.broken_lines.borrow();
        let follows = !broken.is_empty()
            && diagnostic
                .place
                .as_ref()
                .is_some_and(|place| broken.contains(&(place.order().0, place.line())));
        let mut found = self.found.borrow_mut();
        if !follows && found.len() < KEPT_AT_MOST && !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }

    /// How many there are, for [`forget_after`](Self::forget_after).
    pub(super) fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// Drops what was found after there were so many: it has one cause, which is told instead.
    pub(super) fn forget_after(&self, count: usize) {
        self.found.borrow_mut().truncate(count);
    }

    /// Patterns of every key there is; none while they are being found.
    pub(super) fn patterns(&self) -> &[String] {
        if self.shapes.is_some() {
            return &[];
        }
        self.patterns.get_or_init(known_patterns)
    }

    /// Remembers that this line is broken, so that its consequences stay untold.
    pub(super) fn line_is_broken(&self, place: &Place) {
        let line = (place.order().0, place.line());
        self.broken_lines.borrow_mut().insert(line);
    }

    /// Tells that a file of the scenario could not be used.
    pub(super) fn mark_incomplete(&self) {
        self.incomplete.set(true);
    }

    /// Whether a file of the scenario could not be used, so that absence proves nothing.
    pub(super) fn is_incomplete(&self) -> bool {
        self.incomplete.get()
    }

    pub(super) fn asked(&self, pattern: String, given: bool) {
        *self.asked.borrow_mut().entry(pattern).or_default() |= given;
    }

    /// Whether anything was found that keeps the scenario from being run.
    pub(super) fn any_error(&self) -> bool {
        let found = self.found.borrow();
        found.iter().any(|one| one.severity == Severity::Error)
    }

    /// Patterns of keys that were asked for and that no table gave.
    #[cfg(test)]
    pub(super) fn never_given(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let missing = asked.iter().filter(|(_, given)| !**given);
        missing.map(|(pattern, _)| pattern.clone()).collect()
    }

    /// Everything found, by file and position; those without a place first.
    pub(super) fn into_sorted(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|one| one.place.as_ref().map(Place::order));
        found
    }

    /// The error that everything found amounts to.
    pub(super) fn into_error(self) -> ScenarioError {
        ScenarioError::Faulty(self.into_sorted())
    }
}
