//! Reading a table key by key: what is asked for is known, what is left over is misspelt.

use std::cell::RefCell;

use super::diagnostic::Diagnostic;
use super::elsewhere::{elsewhere, nameless, no_table, not_named, stray};
use super::faults::Faults;
use super::plain::as_table;
use super::shape::Shape;
use super::source::Place;
use super::suggest::{list, nearest};
use super::tree::{Node, Table, Value};

/// A value that was read, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

/// What a key gave: `None` if it is absent or was refused (and reported).
pub(super) type Given<T> = Option<At<T>>;

/// Defaults of what may be left out.
pub(super) trait OrDefault<T> {
    /// The value given, or `default`.
    fn value_or(&self, default: T) -> T;
}

impl<T: Clone> OrDefault<T> for Given<T> {
    fn value_or(&self, default: T) -> T {
        self.as_ref().map_or(default, |given| given.value.clone())
    }
}

/// One entry of a keyed table, such as `[terminal.pier_400]`.
#[derive(Clone, Debug)]
pub(super) struct Named<T> {
    /// Key of the entry.
    pub(super) id: String,
    /// Where the key stands.
    pub(super) place: Place,
    pub(super) value: T,
}

/// A table while it is read.
///
/// Every key that is asked for becomes a known key; [`read`](Self::read) reports the rest.
pub(super) struct Reader<'a> {
    table: &'a Table,
    place: &'a Place,
    /// The table in words, such as "terminal `pier_400`".
    what: String,
    /// The table as a pattern, such as `terminal.*`.
    pattern: String,
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
        what: impl Into<String>,
        pattern: impl Into<String>,
        faults: &'a Faults,
        body: impl FnOnce(&Self) -> T,
    ) -> T {
        let pattern = pattern.into();
        faults.accepts(place, || Shape::Record(pattern.clone()));
        let reader = Self {
            table,
            place,
            what: what.into(),
            pattern,
            known: RefCell::new(Vec::new()),
            missing: RefCell::new(Vec::new()),
            faults,
        };
        let value = body(&reader);
        let misspelt = reader.report_unknown_keys();
        reader.report_missing_keys(&misspelt);
        value
    }

    /// The value of `key`, if given and right.
    pub(super) fn optional<T>(
        &self,
        key: &'static str,
        parse: impl FnOnce(&Node, &'a Faults) -> Option<T>,
    ) -> Given<T> {
        let node = self.node(key)?;
        let value = parse(node, self.faults)?;
        Some(At {
            value,
            place: node.place.clone(),
        })
    }

    /// The value of `key`; reported if absent, with an example of what to write.
    pub(super) fn required<T>(
        &self,
        key: &'static str,
        example: &str,
        parse: impl FnOnce(&Node, &'a Faults) -> Option<T>,
    ) -> Given<T> {
        if self.node(key).is_none() {
            self.missing(key, example);
        }
        self.optional(key, parse)
    }

    /// Reports that `key` is absent, with an example of what to write.
    pub(super) fn missing(&self, key: &'static str, example: &str) {
        let example = example.to_owned();
        self.missing.borrow_mut().push((key, example));
    }

    /// The table under `key`, if given, read with `body`.
    pub(super) fn table<T>(
        &self,
        key: &'static str,
        body: impl FnOnce(&Reader<'_>) -> T,
    ) -> Given<T> {
        let what = format!("`{key}` of {}", self.what);
        let what = if self.pattern.is_empty() {
            format!("[{key}]")
        } else {
            what
        };
        let pattern = self.sub_pattern(key);
        self.optional(key, |node, faults| {
            let Value::Table(table) = &node.value else {
                faults.push(no_table(node, key, &pattern, faults));
                return None;
            };
            Some(Reader::read(table, &node.key, what, pattern, faults, body))
        })
    }

    /// The entries of the keyed table under `key`, in the order of the file.
    pub(super) fn keyed<T>(
        &self,
        key: &'static str,
        kind: &str,
        mut body: impl FnMut(&Reader<'_>) -> T,
    ) -> Vec<Named<T>> {
        let pattern = format!("{}.*", self.sub_pattern(key));
        let mut named = Vec::new();
        let Some(node) = self.node(key) else {
            return named;
        };
        self.faults.accepts(&node.key, || Shape::Named);
        let Value::Table(table) = &node.value else {
            self.faults.push(not_named(node, key));
            return named;
        };
        for (id, entry) in &table.entries {
            let before = self.faults.count();
            self.check_id(id, kind, &entry.key);
            let Value::Table(inner) = &entry.value else {
                self.faults.push(nameless(id, entry, key, table));
                continue;
            };
            let what = format!("{kind} `{id}`");
            let value = Reader::read(inner, &entry.key, what, &pattern, self.faults, &mut body);
            if self.faults.count() > before
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

    /// Entries under the user's own names, such as shares by vessel class.
    pub(super) fn map<T>(
        node: &Node,
        faults: &'a Faults,
        mut parse: impl FnMut(&Node, &'a Faults) -> Option<T>,
    ) -> Option<Vec<Named<T>>> {
        faults.accepts(&node.key, || Shape::Map);
        let table = as_table(node, faults)?;
        let mut named = Vec::new();
        for (id, entry) in &table.entries {
            if let Some(value) = parse(entry, faults) {
                named.push(Named {
                    id: id.clone(),
                    place: entry.key.clone(),
                    value,
                });
            }
        }
        (named.len() == table.entries.len()).then_some(named)
    }

    /// Reports both keys if two that exclude each other are given. True if exactly one is.
    pub(super) fn exclusive(&self, one: &'static str, other: &'static str) {
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

    /// Whether `key` is given at all, right or wrong.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.node(key).is_some()
    }

    pub(super) fn faults(&self) -> &'a Faults {
        self.faults
    }

    fn node(&self, key: &'static str) -> Option<&'a Node> {
        let node = self.table.entries.get(key);
        let mut known = self.known.borrow_mut();
        if !known.contains(&key) {
            known.push(key);
            self.faults.asked(self.sub_pattern(key), node.is_some());
        }
        node
    }

    fn sub_pattern(&self, key: &str) -> String {
        if self.pattern.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.pattern)
        }
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
