//! Lists of vessel calls as spreadsheets, programs and desks write them, one call a row.
//!
//! ```text
//! bytes ─► encoding ─► table ─► layout ─► row ─► order ─► calls
//!            text      records  columns  cells  day or     instants,
//!                                               month      still unnamed
//! ```
//!
//! What can be read in one way only is read, and said once for the whole list where it is unusual.
//! What cannot is refused with its place and with what to write, which has itself been read before
//! it is shown. Each fault of many rows is told a few times and then counted.

mod column_names;
mod columns;
mod dates;
mod encoding;
mod fields;
mod instant;
mod layout;
mod notes;
mod number;
mod order;
mod repeated;
mod row;
pub(super) mod table;

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::reader::At;
use crate::scenario::source::Place;
use crate::scenario::suggest::list;
use crate::scenario::tree::Node;
use crate::units::Meters;

use columns::meaning;
use instant::OpenDate;
use layout::Layout;
use row::{DraftCall, Row};

pub(super) use column_names::KEYS as COLUMN_KEYS;
pub(super) use columns::bare as bare_name;
pub(super) use encoding::{Decoded, decode};
pub(super) use instant::{DateOrder, Eta};
pub(super) use layout::MappedColumn;
pub(super) use repeated::{RepeatedFaults, rows as rows_in_words};

/// What an expected arrival looks like.
const EXPECTED_ETA: &str = "a local time such as 2025-03-04 05:30, or one with its offset such as \
                            2025-03-04T05:30-08:00";

/// Name of the service of rows that name none.
pub(super) const UNNAMED_SERVICE: &str = "Call list";

/// How a scenario wants its list read.
#[derive(Clone, Copy)]
pub(super) struct ReadingOptions<'a> {
    /// Columns under names of the list's own.
    pub mapping: &'a [MappedColumn],
    pub date_order: Option<DateOrder>,
    /// Whether an order is written at all, right or wrong.
    pub says_date_order: bool,
    /// Whether vessels come late, or early, against the list.
    pub any_lateness: bool,
}

/// One call of a list, nothing in it resolved yet.
pub(super) struct CallRow {
    /// Number of the row, the first below the header is 1.
    pub row: u32,
    pub eta: At<Eta>,
    pub terminal: At<String>,
    /// Name of the vessel; empty if none is said.
    pub vessel: String,
    pub vessel_class: Option<At<String>>,
    pub loa: Option<At<Meters>>,
    pub moves: At<u32>,
    /// Empty if none is said.
    pub service: String,
    pub shore_power: Option<bool>,
    pub tier: Option<u8>,
    /// Expected departure, actual arrival and actual departure, where the list says them.
    pub times: [Option<Eta>; 3],
}

/// The text of a list, where it stands, and how it is to be read.
struct ListText<'a> {
    text: &'a str,
    whole: &'a Place,
    /// Where the text begins in its file; unknown if it was written with escapes.
    begins: Option<usize>,
    /// What stands between cells.
    divider: Cell<char>,
    faults: &'a Faults,
    mapping: &'a [MappedColumn],
    any_lateness: bool,
    /// Open dates of rows in which something else is wrong: they may settle the order, too.
    dates_of_wrong_rows: RefCell<Vec<(OpenDate, Place)>>,
    /// Rows whose time of the day is a fraction of a day, and how each is read.
    times_as_fractions: RefCell<Vec<(u32, Place, String)>>,
}

/// Rows of a list that are right.
#[derive(Default)]
pub(super) struct ReadRows {
    pub calls: Vec<CallRow>,
    /// Whether the order of day and month is not settled, so that no ETA is to be relied on.
    pub dates_are_open: bool,
}

/// Reads all rows of a list that are right; the others are reported.
pub(super) fn read(
    node: &Node,
    text: &str,
    options: ReadingOptions<'_>,
    faults: &Faults,
) -> ReadRows {
    let within = node.place.text().find(text);
    let of = ListText {
        text,
        whole: &node.place,
        begins: within.map(|at| node.place.span().start + at),
        divider: Cell::new(','),
        faults,
        mapping: options.mapping,
        any_lateness: options.any_lateness,
        dates_of_wrong_rows: RefCell::default(),
        times_as_fractions: RefCell::default(),
    };
    let Some((layout, drafts)) = of.drafts() else {
        return ReadRows::default();
    };
    let said = options.date_order.or(layout.order_said());
    let read = of.with_dates(&layout, drafts, said, !options.says_date_order);
    of.note_repeats(&read.calls);
    read
}

impl ListText<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        self.begins.map_or_else(
            || self.whole.clone(),
            |begins| self.whole.elsewhere(begins + span.start..begins + span.end),
        )
    }

    fn error(&self, span: &Range<usize>, message: impl Into<String>, label: &str) {
        let fault = Diagnostic::error(&self.place(span), message);
        self.faults.push(fault.label(label));
    }

    fn note(&self, place: &Place, message: impl Into<String>, label: impl Into<String>) {
        self.faults
            .push(Diagnostic::note(place, message).label(label));
    }

    /// Where columns stand, and every row but for the order of its dates.
    fn drafts(&self) -> Option<(Layout, Vec<DraftCall>)> {
        let Some(header) = table::header(self.text, |name| self.is_column(name)) else {
            self.no_header();
            return None;
        };
        self.divider.set(header.rows.divider);
        self.note_title(&header);
        let layout = Layout::read(self, &header)?;
        let repeated = RepeatedFaults::new(self.faults);
        let mut rows = header.rows;
        let mut drafts = Vec::new();
        let (mut number, mut passed_over) = (0, Vec::new());
        for record in rows.by_ref() {
            number += 1;
            let row = Row {
                of: self,
                layout: &layout,
                record: &record,
                number,
                repeated: &repeated,
                is_wrong: Cell::new(false),
            };
            if let Some(what) = row.is_no_call() {
                passed_over.push((number, what, self.place(&record.span())));
            } else if row.has_its_cells() {
                drafts.extend(row.call());
            }
        }
        repeated.finish();
        self.note_passed_over(&passed_over);
        self.report_end(number, rows.unclosed);
        Some((layout, drafts))
    }

    /// Reports a list without rows, and one whose last cell never ends.
    fn report_end(&self, rows: u32, unclosed: Option<usize>) {
        if let Some(open) = unclosed {
            let message = "a quote is opened here and never closed";
            let label = "all that follows is taken as one cell";
            self.error(&(open..open + 1), message, label);
        }
        if rows == 0 {
            let whole = 0..self.text.len();
            let message = "the call list has no row";
            self.error(&whole, message, "one call a row below the header");
        }
    }

    fn is_column(&self, name: &str) -> bool {
        let is_mapped = |mapped: &MappedColumn| {
            mapped.name.value == name || bare_name(&mapped.name.value) == bare_name(name)
        };
        !name.is_empty() && (meaning(name).is_some() || self.mapping.iter().any(is_mapped))
    }
}

/// Keys of `[arrivals] columns`, for messages.
pub(super) fn known_columns() -> String {
    list(COLUMN_KEYS.iter().map(|(key, ..)| *key))
}
