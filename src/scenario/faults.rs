//! The list that every check adds to, so that all mistakes are reported at once.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::diagnostic::{Diagnostic, ScenarioError, Severity};
use super::keys::Keys;
use super::source::Place;

/// Nobody reads more than this, and a file may hold a million wrong keys.
const KEPT_AT_MOST: usize = 1_000;

/// What is wrong or odd in a scenario.
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
    /// What is known about keys, for help with wrong ones.
    pub(super) keys: Keys,
}

impl Faults {
    /// An empty list, with what is known about keys.
    pub(super) fn with_keys(keys: Keys) -> Self {
        Self {
            keys,
            ..Self::default()
        }
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

    /// Drops what was found after there were so many: it has one cause, which is reported instead.
    pub(super) fn forget_after(&self, count: usize) {
        self.found.borrow_mut().truncate(count);
    }

    /// Remembers that this line is broken, so that its consequences are not reported.
    pub(super) fn line_is_broken(&self, place: &Place) {
        let line = (place.order().0, place.line());
        self.broken_lines.borrow_mut().insert(line);
    }

    /// Remembers that a file of the scenario could not be used.
    pub(super) fn mark_incomplete(&self) {
        self.incomplete.set(true);
    }

    /// Whether a file of the scenario could not be used, so that absence proves nothing.
    pub(super) fn is_incomplete(&self) -> bool {
        self.incomplete.get()
    }

    /// Whether anything was found that keeps the scenario from being run.
    pub(super) fn any_error(&self) -> bool {
        let found = self.found.borrow();
        found.iter().any(|one| one.severity == Severity::Error)
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
