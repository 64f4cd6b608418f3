//! One scenario out of several files: `extends`, `remove`, and `--set`, merged into one tree.
//!
//! What a file extends is read first, in the order listed; what `remove` names is taken out; then
//! the file's own keys are laid over it, and each `--set` last of all. `[tables]` and dotted keys
//! are merged key by key; anything else, a table in braces too, replaces what was there. Where two
//! keys exclude each other (a service's `window` and `arrivals`), the later layer's key
//! takes the other one's place. `name` and `question` are a file's own and not inherited.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::call_list::Decoded;
use super::diagnostic::{Diagnostic, ScenarioError};
use super::faults::Faults;
use super::file::{call_list, read_limited, scenario_text, unreadable};
use super::limits::MOST_EXTENDED_IN_A_CHAIN;
use super::merge::{merge, take_out};
use super::plain::{items, text};
use super::reader::At;
use super::source::{Place, Source};
use super::suggest::{did_you_mean, nearest_file};
use super::tree::{self, Node, Table, Value};

/// Reads scenario files and what they extend.
pub(super) struct Loader<'a> {
    faults: &'a Faults,
    /// Files read so far.
    read: usize,
    /// Files being read, each extended by the one before it.
    open: Vec<PathBuf>,
    /// Files read to the end: a file that two others extend is read once.
    done: BTreeMap<PathBuf, Option<Table>>,
}

impl<'a> Loader<'a> {
    pub(super) fn new(faults: &'a Faults) -> Self {
        Self {
            faults,
            read: 0,
            open: Vec::new(),
            done: BTreeMap::new(),
        }
    }

    /// The scenario file at `path` and everything it extends.
    ///
    /// `None` if it cannot be taken apart; the reasons are in the faults.
    ///
    /// # Errors
    /// If the file itself cannot be read.
    pub(super) fn file(&mut self, path: &Path) -> Result<Option<(Table, Place)>, ScenarioError> {
        let bytes = read_limited(path).map_err(|source| ScenarioError::Read {
            path: path.to_owned(),
            source,
        })?;
        Ok(self.bytes(path, bytes))
    }

    /// A scenario as text, as if it stood at `path`.
    pub(super) fn text(&mut self, path: &Path, text: String) -> Option<(Table, Place)> {
        self.bytes(path, text.into_bytes())
    }

    fn bytes(&mut self, path: &Path, bytes: Vec<u8>) -> Option<(Table, Place)> {
        let source = self.source(path, bytes)?;
        let start = Place::new(&source, 0..0);
        self.open.push(identity(path));
        let table = self.resolve(path, &source);
        self.open.pop();
        Some((table, start))
    }

    /// The text of a file, if it is one that can be a scenario.
    fn source(&mut self, path: &Path, bytes: Vec<u8>) -> Option<Arc<Source>> {
        let order = self.read;
        self.read += 1;
        scenario_text(path, bytes, order, self.faults)
    }

    /// A file's own keys laid over what it extends.
    fn resolve(&mut self, path: &Path, source: &Arc<Source>) -> Table {
        let mut own = tree::parse(source, self.faults);
        self.call_list(&mut own, path.parent().unwrap_or(Path::new("")));
        let extends = self.extends(&mut own);
        let removed = own.entries.remove("remove");
        let mut base = Table::default();
        for file in &extends {
            match self.extended(path, file) {
                Some(layer) => merge(&mut base, layer),
                None => self.faults.mark_incomplete(),
            }
        }
        base.entries.remove("name");
        base.entries.remove("question");
        if let Some(removed) = removed
            && !self.faults.is_incomplete()
        {
            self.remove(&mut base, &removed, extends.is_empty());
        }
        merge(&mut base, own);
        base
    }

    /// The files that a table extends; takes the key out.
    fn extends(&self, own: &mut Table) -> Vec<At<String>> {
        let Some(node) = own.entries.remove("extends") else {
            return Vec::new();
        };
        if let Value::Text(file) = &node.value {
            return vec![At {
                value: file.clone(),
                place: node.place,
            }];
        }
        items(text)(&node, self.faults).unwrap_or_default()
    }

    /// One extended file, complete.
    fn extended(&mut self, from: &Path, file: &At<String>) -> Option<Table> {
        let path = from.parent().unwrap_or(Path::new("")).join(&file.value);
        let identity = identity(&path);
        if let Some(start) = self.open.iter().position(|open| *open == identity) {
            self.faults.push(self.extends_loop(start, file));
            return None;
        }
        if let Some(done) = self.done.get(&identity) {
            return done.clone();
        }
        if self.open.len() > MOST_EXTENDED_IN_A_CHAIN {
            let message = "too many files extend each other in one chain";
            let label = format!("at most {MOST_EXTENDED_IN_A_CHAIN} can");
            self.faults
                .push(Diagnostic::error(&file.place, message).label(label));
            return None;
        }
        let table = match read_limited(&path) {
            Ok(bytes) => {
                let source = self.source(&path, bytes);
                self.open.push(identity.clone());
                let table = source.map(|source| self.resolve(&path, &source));
                self.open.pop();
                table
            }
            Err(error) => {
                let message = format!("cannot read the extended file `{}`", path.display());
                let folder = path.parent().unwrap_or(Path::new(""));
                let label = match nearest_file(&path, folder) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => unreadable(&error),
                };
                self.faults.push(
                    Diagnostic::error(&file.place, message)
                        .label(label)
                        .help("paths are relative to the file that extends"),
                );
                None
            }
        };
        self.done.insert(identity, table.clone());
        table
    }

    fn extends_loop(&self, start: usize, file: &At<String>) -> Diagnostic {
        let names = self.open[start..].iter().chain([&self.open[start]]);
        let chain: Vec<String> = names
            .map(|path| {
                let name = path.file_name().unwrap_or(path.as_os_str());
                format!("`{}`", name.display())
            })
            .collect();
        let message = format!("the files extend each other: {}", chain.join(" extends "));
        Diagnostic::error(&file.place, message)
            .label("closes the loop")
            .help("take out one of these `extends`")
    }

    /// Takes the listed paths out of what is extended.
    fn remove(&self, base: &mut Table, list: &Node, extends_nothing: bool) {
        if extends_nothing {
            self.faults.push(
                Diagnostic::error(&list.key, "`remove` without `extends`")
                    .help("leave the keys out instead"),
            );
            return;
        }
        for path in items(text)(list, self.faults).unwrap_or_default() {
            if let Err(known) = take_out(base, &path.value) {
                let message = format!("there is no `{}` to remove", path.value);
                let last = path.value.rsplit('.').next().unwrap_or_default();
                let known = known.iter().map(String::as_str);
                let label = did_you_mean(last, known, "not in what is extended");
                self.faults
                    .push(Diagnostic::error(&path.place, message).label(label));
            }
        }
    }

    /// Lays a `--set key.path=value` over the scenario.
    ///
    /// The value is TOML, or, if it is none, text as it stands.
    pub(super) fn set(&mut self, table: &mut Table, assignment: &str) {
        let order = self.read;
        self.read += 1;
        let name = "--set".to_owned();
        let source = |text: String| {
            let name = name.clone();
            Arc::new(Source { name, text, order })
        };
        let Some((key, value)) = assignment.split_once('=') else {
            let source = source(assignment.to_owned());
            let place = Place::new(&source, 0..assignment.len());
            self.faults.push(
                Diagnostic::error(&place, format!("`--set {assignment}` has no `=`"))
                    .help("write --set key.path=value, such as --set experiment.replications=5"),
            );
            return;
        };
        let (key, value) = (key.trim(), value.trim());
        let as_toml = source(format!("{key} = {value}"));
        let quiet = Faults::default();
        let mut own = tree::parse(&as_toml, &quiet);
        if value.contains('\n') || quiet.any_error() {
            let quoted = toml::Value::String(value.to_owned());
            own = tree::parse(&source(format!("{key} = {quoted}")), self.faults);
        }
        if let Some(node) = ["extends", "remove"]
            .iter()
            .find_map(|key| own.entries.get(*key))
        {
            let message = format!("`{}` cannot be set, only written", node.key.text());
            self.faults
                .push(Diagnostic::error(&node.key, message).help("write it into a scenario file"));
            return;
        }
        self.call_list(&mut own, Path::new(""));
        merge(table, own);
    }

    /// Puts the text of a call list in the place of its file's name, so that the scenario as it
    /// was run carries the calls.
    fn call_list(&mut self, own: &mut Table, folder: &Path) {
        let Some(Value::Table(arrivals)) =
            own.entries.get_mut("arrivals").map(|node| &mut node.value)
        else {
            return;
        };
        let Some(Value::Text(file)) = arrivals.entries.get("file").map(|node| &node.value) else {
            return;
        };
        if arrivals.entries.contains_key("calls") {
            return;
        }
        let path = folder.join(file);
        let Some(named) = arrivals.entries.remove("file") else {
            return;
        };
        match call_list(&path) {
            Ok(Decoded { text, encoding }) => {
                if let Some(encoding) = encoding {
                    let message = format!("the call list `{}` is {encoding}", path.display());
                    let fault = Diagnostic::note(&named.place, message).label("read as such");
                    let help = "look at the names in it; \"CSV UTF-8\" leaves no doubt";
                    self.faults.push(fault.help(help));
                }
                let source = Arc::new(Source {
                    name: path.display().to_string(),
                    text: text.clone(),
                    order: self.read,
                });
                self.read += 1;
                let node = Node {
                    key: named.key,
                    place: Place::new(&source, 0..text.len()),
                    value: Value::Text(text),
                };
                arrivals.entries.insert("calls".to_owned(), node);
            }
            Err(why) => {
                let message = format!("cannot read the call list `{}`", path.display());
                self.faults.push(
                    Diagnostic::error(&named.place, message)
                        .label(why)
                        .help("paths are relative to the file that names them"),
                );
                self.faults.mark_incomplete();
            }
        }
    }
}

/// The same for all spellings of one path.
fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
