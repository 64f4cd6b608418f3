//! Instances of the discrete berth allocation problem as a table: one vessel a row, one column of
//! handling hours a berth.
//!
//! ```text
//! vessel, arrival_h, departure_limit_h, weight, handling_h_NORTH, handling_h_SOUTH
//! open,           ,                  ,       ,                0,                6
//! Maren,         2,                30,      1,               14,
//! close,          ,                  ,       ,               96,               96
//! ```

mod columns;
mod rows;

use std::path::Path;
use std::sync::Arc;

use crate::planning::berths::Instance;
use crate::scenario::call_list::table;
use crate::scenario::diagnostic::{Diagnostic, ScenarioError};
use crate::scenario::faults::Faults;
use crate::scenario::file;
use crate::scenario::source::{Place, Source};

use columns::Columns;

/// An instance, and the text it was read from.
#[derive(Debug)]
pub struct BerthInstance {
    /// Name of the file without its ending.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// What it says.
    pub instance: Instance,
}

impl BerthInstance {
    /// Reads an instance from a file.
    ///
    /// # Errors
    /// Everything that is wrong with it, by line and column.
    pub fn load(path: &Path) -> Result<Self, ScenarioError> {
        let shown = path.display().to_string();
        let decoded = file::call_list(path).map_err(|what| {
            let message = format!("instance `{shown}`: {what}");
            ScenarioError::Faulty(vec![Diagnostic::without_place(message)])
        })?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Self::parse(&decoded.text, &shown, &name)
    }

    /// Reads an instance from a text; `shown` names its file in faults.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn parse(text: &str, shown: &str, name: &str) -> Result<Self, ScenarioError> {
        let faults = Faults::default();
        let source = Arc::new(Source {
            name: shown.to_owned(),
            text: text.to_owned(),
            order: 0,
        });
        let whole = Place::new(&source, 0..text.len());
        let reading = Reading {
            faults: &faults,
            whole: &whole,
        };
        match reading.instance(text) {
            Some(instance) if !faults.any_error() => Ok(Self {
                name: name.to_owned(),
                text: text.to_owned(),
                instance,
            }),
            _ => Err(faults.into_error()),
        }
    }
}

/// Where faults go, and where the text stands.
#[derive(Clone, Copy)]
struct Reading<'a> {
    faults: &'a Faults,
    whole: &'a Place,
}

impl Reading<'_> {
    fn instance(self, text: &str) -> Option<Instance> {
        let Some(header) = table::header(text, columns::is_known) else {
            let first = table::first(text).map_or(0..0, |record| record.span());
            let fault = self.error(&first, "no row names the columns of an instance");
            self.faults.push(fault.help(columns::HELP));
            return None;
        };
        let columns = Columns::read(self, &header.record)?;
        rows::read(self, &columns, header.rows)
    }

    /// A fault at a stretch of the text.
    fn error(self, span: &std::ops::Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(&self.whole.elsewhere(span.clone()), message)
    }
}
