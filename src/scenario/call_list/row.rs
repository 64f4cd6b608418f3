//! One row of a list, its dates still open.

use std::cell::Cell as Flag;
use std::ops::Range;

use super::columns::Column;
use super::instant::Written;
use super::layout::Layout;
use super::number::{self, Refused, is_absent};
use super::repeated::RepeatedFaults;
use super::table::Record;
use super::{ListText, UNNAMED_SERVICE};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::At;
use crate::units::Meters;

/// What a row of sums or means begins with.
const TOTALS: [&str; 14] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub total",
    "sub-total",
    "sum",
    "summe",
    "gesamt",
    "average",
    "mean",
    "count",
    "total general",
    "somme",
];

/// A row as read, but for the order of its dates.
pub(super) struct DraftCall {
    pub(super) row: u32,
    pub(super) eta: At<WrittenEta>,
    pub(super) terminal: At<String>,
    pub(super) vessel: String,
    pub(super) vessel_class: Option<At<String>>,
    pub(super) loa: Option<At<Meters>>,
    pub(super) moves: At<u32>,
    pub(super) service: String,
    pub(super) shore_power: Option<bool>,
    pub(super) tier: Option<u8>,
    /// ETD, ATA and ATD; most lists have none.
    pub(super) times: Option<Box<[Option<At<Written>>; 3]>>,
}

/// An expected arrival as it is written.
pub(super) struct WrittenEta {
    pub(super) written: Written,
    /// The column of the cell, or of its date if the time of the day stands apart.
    pub(super) column: Column,
    /// What stands in the cell; nothing where it can be read in one way only.
    pub(super) text: Option<Box<str>>,
}

/// A record by column.
pub(super) struct Row<'a> {
    pub(super) of: &'a ListText<'a>,
    pub(super) layout: &'a Layout,
    pub(super) record: &'a Record<'a>,
    pub(super) number: u32,
    pub(super) repeated: &'a RepeatedFaults<'a>,
    /// Whether anything about it was reported as an error.
    pub(super) is_wrong: Flag<bool>,
}

impl<'a> Row<'a> {
    /// Whether the row holds sums, means or the header again, and no call.
    pub(super) fn is_no_call(&self) -> Option<&'static str> {
        let cells = &self.record.cells;
        let repeats = cells.len() == self.layout.names.len()
            && cells
                .iter()
                .zip(&self.layout.names)
                .all(|(cell, name)| cell.text == name.as_str());
        if repeats {
            return Some("repeats the header");
        }
        let is_total = |text: &str| {
            let text = text.trim_end_matches(':');
            let begins = |word: &str| {
                let begin = text.get(..word.len());
                begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word))
            };
            let is = |total: &&str| text.eq_ignore_ascii_case(total);
            TOTALS.iter().any(is) || begins("total ")
        };
        let says_total = cells.iter().any(|cell| is_total(&cell.text));
        (says_total && !self.has_eta()).then_some("is a total")
    }

    /// Whether the row has as many cells as the header, but for empty ones at the end; reported if
    /// not.
    pub(super) fn has_its_cells(&self) -> bool {
        let cells = &self.record.cells;
        let width = self.layout.width;
        let needed = [
            Column::Eta,
            Column::EtaDate,
            Column::Terminal,
            Column::Moves,
            Column::Discharge,
            Column::Load,
        ];
        let needed = needed.iter().filter_map(|column| self.layout.get(*column));
        let least = needed.map(|found| found.index + 1).max().unwrap_or(width);
        let is_longer = cells.iter().skip(width).any(|cell| !cell.text.is_empty());
        if !is_longer && cells.len() >= least {
            return true;
        }
        let message = format!(
            "row {} has {} cells, the header has {width}",
            self.number,
            cells.len()
        );
        let label = format!("a text with a `{}` stands in quotes", self.of.divider.get());
        let fault = Diagnostic::error(&self.of.place(&self.record.span()), message).label(label);
        self.repeated
            .push("have another number of cells than the header", fault);
        false
    }

    /// The call; `None` if anything in the row is wrong, all of which is reported.
    pub(super) fn call(&self) -> Option<DraftCall> {
        let eta = self.eta();
        let terminal = self.required(
            Column::Terminal,
            "the name or id of a terminal, such as pier_400",
        );
        let (vessel_class, loa) = self.class_or_length();
        let moves = self.moves();
        let service = self.name(Column::Service);
        // A run's own table gives the rows without a service a name.
        let is_named = service != UNNAMED_SERVICE;
        let service = if is_named { service } else { String::new() };
        let vessel = self.name(Column::Vessel);
        let shore_power = self.choice(Column::ShorePower, "yes or no", number::truth);
        let tier = self.choice(Column::Tier, "0, 1, 2 or 3", number::tier);
        let times = [Column::Etd, Column::Ata, Column::Atd].map(|column| self.time(column));
        let any_time = times.iter().any(Option::is_some);
        if self.is_wrong.get() {
            let written = eta.map(|eta| (eta.value.written.open_date(), eta.place));
            if let Some((Some(date), place)) = written {
                self.of.dates_of_wrong_rows.borrow_mut().push((date, place));
            }
            return None;
        }
        Some(DraftCall {
            row: self.number,
            eta: eta?,
            terminal: terminal?,
            vessel,
            vessel_class,
            loa,
            moves: moves?,
            service,
            shore_power,
            tier,
            times: any_time.then(|| Box::new(times)),
        })
    }

    /// The cell of a column; `None` if the column or its content is not there.
    pub(super) fn cell(&self, column: Column) -> Option<(&'a str, Range<usize>)> {
        let cell = self.record.cells.get(self.layout.get(column)?.index)?;
        (!is_absent(&cell.text)).then(|| (cell.text.as_ref(), cell.span.clone()))
    }

    /// Where a cell stands, or the row if it has none.
    pub(super) fn span(&self, column: Column) -> Range<usize> {
        let found = self.layout.get(column);
        let cell = found.and_then(|found| self.record.cells.get(found.index));
        cell.map_or_else(|| self.record.span(), |cell| cell.span.clone())
    }

    pub(super) fn fault(
        &self,
        column: Column,
        span: &Range<usize>,
        message: String,
        label: String,
    ) {
        self.is_wrong.set(true);
        let fault = Diagnostic::error(&self.of.place(span), message).label(label);
        self.repeated
            .push(&format!("are wrong in `{}`", column.name()), fault);
    }

    /// Reports a cell that is not taken, with the cures that were found, or else what is expected.
    pub(super) fn refuse(&self, column: Column, got: &str, refused: &Refused, expected: &str) {
        let message = format!("row {}: `{got}` is no `{}`", self.number, column.name());
        self.fault(
            column,
            &self.span(column),
            message,
            label(refused, expected),
        );
    }

    pub(super) fn missing(&self, column: Column, expected: &str) {
        let span = self.span(column);
        let message = format!("row {} has no `{}`", self.number, column.name());
        self.fault(column, &span, message, format!("write {expected}"));
    }

    pub(super) fn required(&self, column: Column, expected: &str) -> Option<At<String>> {
        let Some((text, span)) = self.cell(column) else {
            self.missing(column, expected);
            return None;
        };
        Some(At {
            value: text.to_owned(),
            place: self.of.place(&span),
        })
    }
}

/// What to write, in few words.
pub(super) fn label(refused: &Refused, expected: &str) -> String {
    let cures: Vec<String> = refused
        .cures
        .iter()
        .map(|cure| format!("`{cure}`"))
        .collect();
    let write = if cures.is_empty() {
        format!("write {expected}")
    } else {
        format!("write {}", cures.join(" or "))
    };
    if refused.why.is_empty() {
        write
    } else {
        format!("{}: {write}", refused.why)
    }
}
