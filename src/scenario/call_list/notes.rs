//! What is said once of a whole list: how it was understood where that is unusual, and what is odd.

use super::instant::{Eta, Written};
use super::repeated::rows as rows_in_words;
use super::row::DraftCall;
use super::table::Header;
use super::{CallRow, ListText, table};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::source::Place;

/// Which times are of a kind, what it is, and how it is read.
type Kind = (fn(&Written) -> bool, &'static str, &'static str);

/// What a row says of its call.
fn said(call: &CallRow) -> (Eta, [&str; 3], Option<&str>, Option<u64>, u32) {
    (
        call.eta.value,
        [&call.terminal.value, &call.vessel, &call.service],
        call.vessel_class.as_ref().map(|class| class.value.as_str()),
        call.loa.as_ref().map(|loa| loa.value.value().to_bits()),
        call.moves.value,
    )
}

impl ListText<'_> {
    pub(super) fn no_header(&self) {
        let Some(first) = table::first(self.text) else {
            let label = "`sanpedro new NAME --calls` writes one to begin with";
            let whole = 0..self.text.len();
            return self.error(&whole, "the call list is empty", label);
        };
        let message = "no line of the call list names its columns";
        let label = "write eta,terminal,vessel_class,moves above the rows";
        self.error(&first.span(), message, label);
    }

    /// Says that lines stand above the header.
    pub(super) fn note_title(&self, header: &Header<'_>) {
        let Some(title) = header.above.first() else {
            return;
        };
        let lines = match header.above.len() {
            1 => "a line stands".to_owned(),
            count => format!("{count} lines stand"),
        };
        let message = format!("{lines} above the header of the call list");
        self.note(&self.place(&title.span()), message, "not read");
    }

    /// Warns of rows that are no calls.
    pub(super) fn note_passed_over(&self, rows: &[(u32, &str, Place)]) {
        for what in ["is a total", "repeats the header"] {
            let of_kind: Vec<_> = rows.iter().filter(|(_, kind, _)| *kind == what).collect();
            if let Some((_, _, place)) = of_kind.first() {
                let numbers: Vec<u32> = of_kind.iter().map(|(number, ..)| *number).collect();
                let message = match numbers.as_slice() {
                    [_] => format!("{} {what} and no call", rows_in_words(&numbers)),
                    _ if what == "is a total" => {
                        format!("{} are totals and no calls", rows_in_words(&numbers))
                    }
                    _ => format!("{} repeat the header", rows_in_words(&numbers)),
                };
                let fault = Diagnostic::warning(place, message);
                self.faults.push(fault.label("left out"));
            }
        }
    }

    /// Says once how dates without a time, and numbers that are dates, are read.
    pub(super) fn note_unusual(&self, drafts: &[DraftCall]) {
        let kinds: [Kind; 3] = [
            (Written::is_date_alone, "a date alone", "read as midnight"),
            (
                |written| matches!(written, Written::Serial(_)),
                "a number of days",
                "read as a spreadsheet counts days",
            ),
            (
                |written| matches!(written, Written::Stamp(_)),
                "a number of seconds",
                "read as seconds since 1970 in UTC",
            ),
        ];
        for (is_of_kind, what, label) in kinds {
            let of_kind: Vec<&DraftCall> = drafts
                .iter()
                .filter(|draft| is_of_kind(&draft.eta.value.written))
                .collect();
            let Some(first) = of_kind.first() else {
                continue;
            };
            let rows: Vec<u32> = of_kind.iter().map(|draft| draft.row).collect();
            let message = format!("the eta of {} is {what}", rows_in_words(&rows));
            self.note(&first.eta.place, message, label);
        }
        let fractions = self.times_as_fractions.borrow();
        if let Some((_, place, clock)) = fractions.first() {
            let rows: Vec<u32> = fractions.iter().map(|(row, ..)| *row).collect();
            let message = format!("the time of {} is a part of a day", rows_in_words(&rows));
            self.note(place, message, format!("read as `{clock}`"));
        }
    }

    /// Warns of rows that say the same as an earlier one.
    pub(super) fn note_repeats(&self, calls: &[CallRow]) {
        let mut sorted: Vec<&CallRow> = calls.iter().collect();
        sorted.sort_by(|a, b| said(a).cmp(&said(b)).then(a.row.cmp(&b.row)));
        let alike = sorted.chunk_by(|a, b| said(a) == said(b));
        let repeats = alike.flat_map(|alike| alike[1..].iter().map(|call| (*call, alike[0].row)));
        let mut repeats: Vec<(&CallRow, u32)> = repeats.collect();
        repeats.sort_by_key(|(call, _)| call.row);
        let Some((call, of)) = repeats.first() else {
            return;
        };
        let message = match repeats.as_slice() {
            [(call, of)] => format!("row {} says the same as row {of}", call.row),
            several => {
                let numbers: Vec<u32> = several.iter().map(|(call, _)| call.row).collect();
                format!("{} say the same as earlier rows", rows_in_words(&numbers))
            }
        };
        let label = format!("as row {of} says; both are simulated");
        self.faults
            .push(Diagnostic::warning(&call.eta.place, message).label(label));
    }
}
