//! Reading a table key by key: what is asked for is known, what is left over is misspelt.

use std::cell::RefCell;

use super::diagnostic::Diagnostic;
use super::elsewhere::{elsewhere, nameless, no_table, not_named, stray};
use super::faults::Faults;
pub(super) use super::given::{At, Given, Named};
use super::plain::text;
use super::shape::{Shape, join};
use super::source::Place;
use super::suggest::{list, nearest};
use super::tree::{Node, Table, Value};

/// A table while it is read.
///
/// Every key that is asked for becomes a known key; [`read`](Self::read) reports the rest.
pub(super) struct Reader<'a> {
    table: &'a Table,
    /// Where a key is looked up that the table does not have.
    defaults: Option<&'a Table>,
    place: &'a Place,
    /// The table's own key.
    id: &'a str,
    /// The table in words, such as "terminal `pier_400`".
    what: String,
    /// The table as a pattern, such as `terminal.*`.
    pattern: String,
    /// The path to it in a schema that is being made.
    path: String,
    known: RefCell<Vec<&'static str>>,
    /// Keys that must be there and are not, with what to write.
    missing: RefCell<Vec<(&'static str, String)>>,
    faults: &'a Faults,
}

impl<'a> Reader<'a> {
    /// Reads a table with `body` and reports the keys that it did not ask for.
    pub(super) fn read<T>(
        table: &'a Table,
        place: &'a Place,
        what: &str,
        pattern: &str,
        faults: &'a Faults,
        body: impl FnOnce(&Self) -> T,
    ) -> T {
        let (what, pattern) = (what.to_owned(), pattern.to_owned());
        Self::new(table, place, what, pattern, faults).finish(body)
    }

    /// A reader of the value that is being read, a table.
    fn new(
        table: &'a Table,
        place: &'a Place,
        what: String,
        pattern: String,
        faults: &'a Faults,
    ) -> Self {
        Self {
            table,
            defaults: None,
            place,
            id: "",
            what,
            pattern,
            path: faults.keys.path(),
            known: RefCell::new(Vec::new()),
            missing: RefCell::new(Vec::new()),
            faults,
        }
    }

    fn finish<T>(&self, body: impl FnOnce(&Self) -> T) -> T {
        self.faults.keys.accepts(|| Shape::Record);
        let value = body(self);
        let misspelt = self.report_unknown_keys();
        self.report_missing_keys(&misspelt);
        value
    }

    /// The value of `key`, here or in the defaults.
    pub(super) fn optional<T>(
        &self,
        key: &'static str,
        kind: impl FnOnce(&Node, &Faults) -> Option<T>,
    ) -> Given<T> {
        let own = self.node(key);
        let default = || self.defaults?.entries.get(key);
        match own.or_else(default) {
            Some(node) => self.value(key, node, kind),
            None => Given::Absent,
        }
    }

    /// The value of `key`, or `default`.
    pub(super) fn or<T: Clone>(
        &self,
        key: &'static str,
        kind: impl FnOnce(&Node, &Faults) -> Option<T>,
        default: T,
    ) -> T {
        self.optional(key, kind).value_or(default)
    }

    /// The value of `key`; reported if absent, with an example of what to write.
    pub(super) fn required<T>(
        &self,
        key: &'static str,
        example: &str,
        kind: impl FnOnce(&Node, &Faults) -> Option<T>,
    ) -> Given<T> {
        let given = self.optional(key, kind);
        if given.is_absent() {
            self.missing(key, example);
        }
        given
    }

    /// Reports that `key` is absent, with an example of what to write.
    pub(super) fn missing(&self, key: &'static str, example: &str) {
        let example = example.to_owned();
        self.missing.borrow_mut().push((key, example));
    }

    /// The name for people; the table's own key where none is given.
    pub(super) fn name(&self) -> String {
        self.or("name", text, self.id.to_owned())
    }

    /// The table under `key`, if this table has it, read with `body`; keys that it does not have
    /// are looked up in the table under `key` of the defaults.
    pub(super) fn table<T>(
        &self,
        key: &'static str,
        body: impl FnOnce(&Reader<'_>) -> T,
    ) -> Given<T> {
        let Some(node) = self.node(key) else {
            return Given::Absent;
        };
        let pattern = join(&self.pattern, key);
        self.value(key, node, |node, faults| {
            let Value::Table(table) = &node.value else {
                faults.push(no_table(node, key, &pattern, faults));
                return None;
            };
            let what = if self.pattern.is_empty() {
                format!("[{key}]")
            } else {
                format!("`{key}` of {}", self.what)
            };
            let inside = Reader {
                defaults: self.defaults.and_then(|defaults| defaults.table(key)),
                ..Reader::new(table, &node.key, what, pattern, self.faults)
            };
            Some(inside.finish(body))
        })
    }

    /// The entries of the keyed table under `key`, in the order of the file.
    pub(super) fn keyed<T>(
        &self,
        key: &'static str,
        kind: &str,
        body: impl FnMut(&Reader<'_>) -> T,
    ) -> Vec<Named<T>> {
        self.keyed_over(None, key, kind, body)
    }

    /// The entries of the keyed table under `key`, each laid over the same defaults.
    pub(super) fn keyed_over<T>(
        &self,
        defaults: Option<&'a Table>,
        key: &'static str,
        kind: &str,
        mut body: impl FnMut(&Reader<'_>) -> T,
    ) -> Vec<Named<T>> {
        let pattern = format!("{}.*", join(&self.pattern, key));
        let mut named = Vec::new();
        let Some(node) = self.node(key) else {
            return named;
        };
        let Value::Table(table) = &node.value else {
            self.faults.push(not_named(node, key));
            return named;
        };
        let keys = &self.faults.keys;
        let path = || join(&self.path, key);
        keys.under(path, &node.key, || keys.accepts(|| Shape::Named));
        for (id, entry) in &table.entries {
            let (before, missing) = (self.faults.count(), keys.missing());
            self.check_id(id, kind, &entry.key);
            let Value::Table(inner) = &entry.value else {
                self.faults.push(nameless(id, entry, key, table));
                continue;
            };
            let read = || {
                let what = format!("{kind} `{id}`");
                let inside = Reader {
                    defaults,
                    id,
                    ..Reader::new(inner, &entry.key, what, pattern.clone(), self.faults)
                };
                inside.finish(&mut body)
            };
            let value = keys.under(|| join(&path(), "*"), &entry.key, read);
            if keys.missing() > missing
                && let Some(fault) = stray(id, entry, kind, table)
            {
                self.faults.forget_after(before);
                self.faults.push(fault);
                continue;
            }
            named.push(Named {
                id: id.clone(),
                place: entry.key.clone(),
                value,
            });
        }
        named
    }

    fn value<T>(
        &self,
        key: &str,
        node: &Node,
        kind: impl FnOnce(&Node, &Faults) -> Option<T>,
    ) -> Given<T> {
        let path = || join(&self.path, key);
        let keys = &self.faults.keys;
        let place = node.place.clone();
        match keys.under(path, &node.key, || kind(node, self.faults)) {
            Some(value) => Given::Right(At { value, place }),
            None => Given::Wrong,
        }
    }

    /// Reports both keys if two that exclude each other are given.
    pub(super) fn exclusive(&self, one: &'static str, other: &'static str) {
        self.faults.keys.exclude(&self.path, [one, other]);
        if let (Some(first), Some(second)) = (self.node(one), self.node(other)) {
            let message = format!("{} has both `{one}` and `{other}`", self.what);
            self.faults.push(
                Diagnostic::error(&second.key, message)
                    .label(format!("excludes `{one}`"))
                    .related(&first.key, format!("excludes `{other}`"))
                    .help("keep one of the two"),
            );
        }
    }

    /// Whether this table gives `key`, right or wrong.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.node(key).is_some()
    }

    /// The table itself, for entries that are laid over it.
    pub(super) fn entries(&self) -> &'a Table {
        self.table
    }

    /// The table's own key, such as `pier_400`.
    pub(super) fn id(&self) -> &str {
        self.id
    }

    /// Where the table's own key stands.
    pub(super) fn place(&self) -> &Place {
        self.place
    }

    pub(super) fn faults(&self) -> &'a Faults {
        self.faults
    }

    fn node(&self, key: &'static str) -> Option<&'a Node> {
        let node = self.table.entries.get(key);
        let mut known = self.known.borrow_mut();
        if !known.contains(&key) {
            known.push(key);
            let pattern = join(&self.pattern, key);
            let given = node.is_some();
            self.faults.keys.asked(pattern, &self.path, key, given);
        }
        node
    }

    /// Reports the keys that nobody asked for; those that were probably meant.
    fn report_unknown_keys(&self) -> Vec<&'static str> {
        let known = self.known.borrow();
        let help = format!("known keys: {}", list(known.iter().copied()));
        let mut meant = Vec::new();
        for (key, node) in &self.table.entries {
            if known.contains(&key.as_str()) {
                continue;
            }
            let near = nearest(&key.to_lowercase(), known.iter().copied());
            // One that is given in the same file is not meant a second time.
            let is_given = |near: &&str| {
                let given = self.table.entries.get(*near);
                given.is_some_and(|given| given.key.shares_file_with(&node.key))
            };
            let near = near.filter(|near| !is_given(near));
            let label = near.map_or_else(
                || "no such key here".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("unknown key `{key}` in {}", self.what);
            let fault = Diagnostic::error(&node.key, message).label(label);
            let there = match near {
                None => elsewhere(key, &self.pattern, self.table, self.faults),
                Some(_) => None,
            };
            let help = match there {
                Some(there) => format!("{there}; {help}"),
                None => help.clone(),
            };
            self.faults.push(fault.help(help));
            meant.extend(known.iter().copied().filter(|key| Some(*key) == near));
        }
        meant
    }

    /// Reports the keys that are missing, but for those that are only misspelt.
    fn report_missing_keys(&self, misspelt: &[&'static str]) {
        if self.faults.is_incomplete() {
            return;
        }
        for (key, example) in self.missing.borrow().iter() {
            if misspelt.contains(key) {
                continue;
            }
            let help = if self.pattern.is_empty() {
                format!("add {example}")
            } else {
                format!("add `{key} = {example}`")
            };
            self.faults.keys.is_missing();
            let message = format!("{} has no `{key}`", self.what);
            self.faults
                .push(Diagnostic::error(self.place, message).help(help));
        }
    }

    /// Ids become folder names, CSV cells and parts of `--set` paths.
    fn check_id(&self, id: &str, kind: &str, place: &Place) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if id.is_empty() || !id.chars().all(fits) {
            let message = format!("{kind} `{id}` is not named in lower-case letters, digits, `_`");
            let fault = Diagnostic::error(place, message);
            let plain: String = id
                .to_lowercase()
                .chars()
                .map(|c| if fits(c) { c } else { '_' })
                .collect();
            self.faults.push(fault.help(format!(
                "call it `{plain}`, and say its name for people in `name`"
            )));
        }
    }
}
