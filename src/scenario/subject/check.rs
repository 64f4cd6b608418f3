//! What every subject is checked against: names of all things, civil time, the list of faults.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::engine::SimDuration;
use crate::scenario::civil::{Clock, End};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::given::Named;
use crate::scenario::source::Place;
use crate::scenario::suggest::{did_you_mean, list};
use crate::scenario::tree::{Node, Table, Value};

/// What every check needs.
///
/// Every check goes on after a fault: a part that cannot be built is left out or gets any value
/// (its fault has been reported), and the scenario is put together only if there was no fault.
pub(in crate::scenario) struct Check<'a> {
    tree: &'a Table,
    pub(super) clock: Clock,
    /// Whether the clock is the one of the scenario.
    pub(super) clock_is_known: bool,
    pub(super) faults: &'a Faults,
}

impl<'a> Check<'a> {
    /// Checks against this tree and, if it is known, this clock.
    pub(super) fn new(tree: &'a Table, clock: Option<Clock>, faults: &'a Faults) -> Self {
        Self {
            tree,
            clock_is_known: clock.is_some(),
            // The rest is checked all the same, on a month that is beyond doubt.
            clock: clock.unwrap_or_else(|| {
                let start = Date::constant(2025, 1, 1);
                let month = End::On(Date::constant(2025, 2, 1));
                Clock::new(TimeZone::UTC, start, SimDuration::ZERO, month)
            }),
            faults,
        }
    }

    /// Reports a fault.
    pub(super) fn error(
        &self,
        place: &Place,
        message: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.push(Diagnostic::error(place, message).label(label));
    }

    /// Reports what takes the whole scenario to be wrong; not if a part of it is missing.
    pub(super) fn push(&self, diagnostic: Diagnostic) {
        if !self.faults.is_incomplete() {
            self.faults.push(diagnostic);
        }
    }

    /// Keys of the entries of a keyed table, such as `port`, in the order of the file.
    pub(super) fn names(&self, table: &str) -> Vec<&'a str> {
        let entries = self.tree.table(table).into_iter();
        let entries = entries.flat_map(|table| &table.entries);
        entries
            .filter(|(_, node)| matches!(node.value, Value::Table(_)))
            .map(|(id, _)| id.as_str())
            .collect()
    }

    /// Whether a keyed table has an entry.
    pub(super) fn has(&self, table: &str, id: &str) -> bool {
        self.names(table).contains(&id)
    }

    /// Whether an entry of a keyed table gives a key, right or wrong.
    pub(super) fn gives(&self, table: &str, id: &str, key: &str) -> bool {
        let entry = self.tree.table(table).and_then(|table| table.table(id));
        entry.is_some_and(|entry| entry.entries.contains_key(key))
    }

    /// Whether a list of calls is written, right or wrong.
    pub(super) fn has_list_of_calls(&self) -> bool {
        let arrivals = self.tree.table("arrivals");
        arrivals.is_some_and(|given| {
            let mut keys = ["file", "calls"].iter();
            keys.any(|key| given.entries.contains_key(*key))
        })
    }

    /// The value of a key of a table that is read later, if it is right; reports nothing.
    pub(super) fn peek<T>(
        &self,
        table: &str,
        key: &str,
        kind: impl FnOnce(&Node, &Faults) -> Option<T>,
    ) -> Option<T> {
        kind(
            self.tree.table(table)?.entries.get(key)?,
            &Faults::default(),
        )
    }

    /// Position of a name among the entries of a keyed table; reported if it is not there.
    pub(super) fn name(&self, table: &str, id: &str, place: &Place) -> Option<usize> {
        let known = self.names(table);
        let found = known.iter().position(|name| *name == id);
        if found.is_none() {
            let kind = table.replace('_', " ");
            let label = did_you_mean(id, known.iter().copied(), "not in this scenario");
            let fault = Diagnostic::error(place, format!("there is no {kind} `{id}`"));
            self.push(fault.label(label).help(format!("known: {}", list(known))));
        }
        found
    }

    /// Position among entries that were read; reported if the scenario has no such entry.
    pub(super) fn position<T>(
        &self,
        table: &str,
        id: &str,
        place: &Place,
        among: &[Named<T>],
    ) -> Option<usize> {
        self.name(table, id, place)?;
        among.iter().position(|entry| entry.id == id)
    }

    /// The year in the middle of the measured period.
    pub(super) fn inventory_year(&self) -> i16 {
        let period = self.clock.period;
        let half = SimDuration::from_millis((period.end - period.start).millis() / 2);
        self.clock.date(period.start + half).year()
    }
}

/// All parts, if every one could be built.
pub(super) fn all<T>(parts: impl IntoIterator<Item = Option<T>>) -> Option<Vec<T>> {
    // Not `collect`: that would stop at the first that is missing, and leave the others unchecked.
    let parts: Vec<Option<T>> = parts.into_iter().collect();
    parts.into_iter().collect()
}
