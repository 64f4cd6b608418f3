//! Things of a scenario by the names that lists of calls use: ids, names and aliases in any spelling.

use std::collections::BTreeMap;

use crate::scenario::call_list::{bare_name, rows_in_words};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::At;
use crate::scenario::suggest::{list, nearest};

/// Ways to name a thing, the strictest first; the first way that finds anything is taken.
const WAYS: usize = 4;

/// Everything of one kind by its names.
pub(super) struct KnownNames {
    /// Such as "terminal".
    kind: &'static str,
    ids: Vec<String>,
    /// What is there without being written: its id and position.
    built_in: Option<(String, usize)>,
    /// Positions by bare name: ids, names, aliases, parts of names.
    ways: [BTreeMap<String, Vec<usize>>; WAYS],
    /// What was looked up and not found, or found twice, with the rows that say so.
    wrong: BTreeMap<String, (At<Vec<usize>>, Vec<u32>)>,
}

impl KnownNames {
    pub(super) fn new(kind: &'static str) -> Self {
        Self {
            kind,
            ids: Vec::new(),
            built_in: None,
            ways: Default::default(),
            wrong: BTreeMap::new(),
        }
    }

    /// Adds the next thing.
    pub(super) fn add(&mut self, id: &str, name: Option<&str>, aliases: &[At<String>]) {
        let at = self.ids.len();
        self.ids.push(id.to_owned());
        let mut put = |way: usize, name: &str| {
            let found = self.ways[way].entry(bare_name(name)).or_default();
            if !found.contains(&at) {
                found.push(at);
            }
        };
        put(0, id);
        for alias in aliases {
            put(2, &alias.value);
        }
        if let Some(name) = name {
            put(1, name);
            let plain = name.split('(').next().unwrap_or(name);
            put(2, plain);
            plain.split(',').for_each(|part| put(3, part));
        }
    }

    /// Adds the next thing, known by its id alone and not listed among those that are known.
    pub(super) fn add_unnamed(&mut self, id: &str) {
        self.built_in = Some((id.to_owned(), self.ids.len()));
    }

    /// The position of what a row names; one that is not there is kept for [`finish`](Self::finish).
    pub(super) fn find(&mut self, row: u32, name: &At<String>) -> Option<usize> {
        if let Some((_, rows)) = self.wrong.get_mut(&name.value) {
            rows.push(row);
            return None;
        }
        if let Some((id, at)) = &self.built_in
            && *id == name.value
        {
            return Some(*at);
        }
        if let Some(at) = self.ids.iter().position(|id| *id == name.value) {
            return Some(at);
        }
        let plain = name.value.split('(').next().unwrap_or_default();
        let bare = [bare_name(&name.value), bare_name(plain)];
        let mut bare = bare.iter().filter(|bare| !bare.is_empty());
        let found = bare.find_map(|bare| self.ways.iter().find_map(|way| way.get(bare)));
        if let Some([at]) = found.map(Vec::as_slice) {
            return Some(*at);
        }
        let wrong = At {
            value: found.cloned().unwrap_or_default(),
            place: name.place.clone(),
        };
        self.wrong.insert(name.value.clone(), (wrong, vec![row]));
        None
    }

    /// One error for each name that was looked up in vain, wherever it stands.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let told = self.wrong.iter().map(|(name, (found, rows))| {
            let often = match rows.as_slice() {
                [_] => String::new(),
                several => format!(", in {}", rows_in_words(several)),
            };
            let (kind, place) = (self.kind, &found.place);
            if !found.value.is_empty() {
                let meant = found.value.iter().map(|at| self.ids[*at].as_str());
                let message = format!("`{name}` is the name of more than one {kind}{often}");
                let ids: Vec<String> = meant.map(|id| format!("`{id}`")).collect();
                let label = format!("write {}", ids.join(" or "));
                return Diagnostic::error(place, message).label(label);
            }
            let message = format!("there is no {kind} `{name}`{often}");
            let label = self.near(name).map_or_else(
                || "not in this scenario".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let known = list(self.ids.iter().map(String::as_str));
            let fault = Diagnostic::error(place, message).label(label);
            fault.help(format!("known: {known}"))
        });
        told.collect()
    }

    /// The id of what a misspelt name resembles.
    fn near(&self, name: &str) -> Option<&str> {
        let bare = bare_name(name);
        self.ways.iter().find_map(|way| {
            let near = nearest(&bare, way.keys().map(String::as_str))?;
            match way[near].as_slice() {
                [at] => Some(self.ids[*at].as_str()),
                _ => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::source::{Place, Source};

    fn place() -> Place {
        let source = Source {
            name: String::new(),
            text: "x".to_owned(),
            order: 0,
        };
        Place::new(&Arc::new(source), 0..1)
    }

    #[test]
    fn a_terminal_is_found_by_id_name_alias_or_part_of_its_name() {
        let mut names = KnownNames::new("terminal");
        let at = |value: &str| At {
            value: value.to_owned(),
            place: place(),
        };
        names.add(
            "pier_t",
            Some("Total Terminals International, Pier T"),
            &[at("TTI"), at("shared")],
        );
        names.add(
            "pier_400",
            Some("APM Terminals Pier 400 (Berths 401-406)"),
            &[at("shared")],
        );
        for (name, found) in [
            ("pier_t", Some(0)),
            ("PIER_400", Some(1)),
            ("Pier T", Some(0)),
            ("tti", Some(0)),
            ("APM Terminals Pier 400", Some(1)),
            ("Total Terminals International", Some(0)),
            ("Shared", None),
            ("pier_500", None),
            ("-", None),
        ] {
            assert_eq!(names.find(1, &at(name)), found, "{name}");
        }
        names.find(7, &at("pier_500"));
        let told: Vec<String> = names
            .finish()
            .iter()
            .map(|fault| format!("{}: {}", fault.message, fault.label))
            .collect();
        assert_eq!(
            told,
            [
                "there is no terminal `-`: not in this scenario",
                "`Shared` is the name of more than one terminal: write `pier_t` or `pier_400`",
                "there is no terminal `pier_500`, in rows 1 and 7: did you mean `pier_400`?",
            ]
        );
    }
}
