//! `[arrivals]`: a list of calls, and how it is read and replayed.

use crate::engine::{Distribution, SimDuration};
use crate::scenario::call_list::{
    self, COLUMN_KEYS, CallRow, DateOrder, MappedColumn, ReadingOptions,
};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::kind::{duration, entries, random_duration, text, word};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::scenario::suggest::nearest;
use crate::scenario::tree::Node;

/// `[arrivals]`
#[derive(Default)]
pub(in crate::scenario) struct Arrivals {
    pub calls: Vec<CallRow>,
    /// Whether the order of day and month is not settled in the list.
    pub dates_are_open: bool,
    pub delay: Given<Distribution>,
    pub early: Given<SimDuration>,
}

impl Arrivals {
    pub(in crate::scenario) fn read(of: &Reader<'_>) -> Self {
        of.exclusive("file", "calls");
        // The loader has put the file's text in the place of `file`; left over is what is no path.
        of.optional("file", text);
        let mapping = of.optional("columns", columns);
        let orders = DateOrder::ALL.map(|order| (order.name(), order));
        let date_order = of.optional("date_order", word("order of dates", orders));
        let options = ReadingOptions {
            mapping: mapping.at().map_or(&[][..], |mapping| &mapping.value),
            date_order: date_order.value(),
            says_date_order: of.has("date_order"),
            any_lateness: of.has("delay") || of.has("early"),
        };
        let calls = of.optional("calls", |node, faults| {
            let text = text(node, faults)?;
            Some(call_list::read(node, &text, options, faults))
        });
        if !of.has("file") && !of.has("calls") {
            of.missing("file", "\"calls.csv\"");
        }
        let read = calls.into_value().unwrap_or_default();
        Self {
            calls: read.calls,
            dates_are_open: read.dates_are_open,
            delay: of.optional("delay", random_duration),
            early: of.optional("early", duration),
        }
    }
}

/// Columns of a list under names of its own.
fn columns(node: &Node, faults: &Faults) -> Option<Vec<MappedColumn>> {
    let named = entries(|node, faults| {
        let value = text(node, faults)?;
        Some(At {
            value,
            place: node.place.clone(),
        })
    })(node, faults)?;
    let known = |entry: Named<At<String>>| {
        let found = COLUMN_KEYS.iter().find(|(key, ..)| *key == entry.id);
        let Some((_, column, unit)) = found else {
            let message = format!("a call list has no column `{}`", entry.id);
            let keys = COLUMN_KEYS.iter().map(|(key, ..)| *key);
            let near = nearest(&call_list::bare_name(&entry.id), keys);
            let label = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
            let help = format!("known: {}", call_list::known_columns());
            let fault = Diagnostic::error(&entry.place, message).label(label);
            faults.push(fault.help(help));
            return None;
        };
        Some(MappedColumn {
            column: *column,
            unit: *unit,
            name: entry.value,
        })
    };
    Some(named.into_iter().filter_map(known).collect())
}
