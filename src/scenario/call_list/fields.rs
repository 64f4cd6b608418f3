//! The cells of one row, each read as what its column holds.

use std::ops::Range;

use super::EXPECTED_ETA;
use super::ListText;
use super::columns::Column;
use super::instant::{Written, is_clock_alone};
use super::number::{self, Refused};
use super::row::{Row, label};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::At;
use crate::units::Meters;

/// Longest name of a service or vessel, in characters.
const LONGEST_NAME: usize = 80;

impl Row<'_> {
    /// The text of the expected arrival, from one cell or from two.
    pub(super) fn eta_text(&self) -> Option<(String, Range<usize>)> {
        let [whole, date, time] =
            [Column::Eta, Column::EtaDate, Column::EtaTime].map(|column| self.cell(column));
        let joined = |date: (&str, Range<usize>), time: &str| {
            // Programs that know no dates alone write midnight, and day zero before a time alone.
            let day = date.0.split_once("00:00").map_or(date.0, |(day, _)| day);
            let day = day.trim_end_matches(['T', ' ']);
            let empty_day = time.starts_with("1899-12-3") || time.starts_with("1900-01-0");
            let clock = if empty_day {
                time.get(11..).unwrap_or(time)
            } else {
                time
            };
            (format!("{day} {clock}"), date.1)
        };
        Some(match (whole, date, time) {
            (Some((time, _)), Some(date), _) if is_clock_alone(time) => joined(date, time),
            (Some((text, span)), ..) => (text.to_owned(), span),
            (None, Some(date), Some((time, _))) => joined(date, time),
            (None, Some((text, span)), None) | (None, None, Some((text, span))) => {
                (text.to_owned(), span)
            }
            (None, None, None) => return None,
        })
    }

    pub(super) fn eta(&self) -> Option<At<(Written, String)>> {
        let columns = [Column::Eta, Column::EtaDate, Column::EtaTime];
        let column = columns.into_iter().find(|column| self.layout.has(*column));
        let column = column.unwrap_or(Column::Eta);
        let Some((text, span)) = self.eta_text() else {
            self.missing(column, EXPECTED_ETA);
            return None;
        };
        let Some(written) = Written::read(&text) else {
            let refused = ListText::cures_of_eta(&text);
            let message = format!("row {}: `{text}` is no `{}`", self.number, column.name());
            self.fault(column, &span, message, label(&refused, EXPECTED_ETA));
            return None;
        };
        Some(At {
            value: (written, text),
            place: self.of.place(&span),
        })
    }

    /// A time that the row is held against; one that cannot be read is warned of.
    pub(super) fn time(&self, column: Column) -> Option<At<Written>> {
        let (text, span) = self.cell(column)?;
        let place = self.of.place(&span);
        let Some(written) = Written::read(text) else {
            let message = format!("row {}: `{text}` is no `{}`", self.number, column.name());
            let fault = Diagnostic::warning(&place, message).label("not read");
            self.repeated.push(
                &format!("have an `{}` that is not read", column.name()),
                fault,
            );
            return None;
        };
        Some(At {
            value: written,
            place,
        })
    }

    pub(super) fn class_or_length(&self) -> (Option<At<String>>, Option<At<Meters>>) {
        let class = self.cell(Column::VesselClass).map(|(class, span)| At {
            value: class.to_owned(),
            place: self.of.place(&span),
        });
        let unit = self.layout.get(Column::Loa).and_then(|found| found.unit);
        let loa = self.cell(Column::Loa).and_then(|(text, span)| {
            match number::length(text, unit, self.of.divider.get()) {
                Ok(meters) => Some(At {
                    value: meters,
                    place: self.of.place(&span),
                }),
                Err(refused) => {
                    self.refuse(
                        Column::Loa,
                        text,
                        &refused,
                        "a length over all in meters, such as 366",
                    );
                    None
                }
            }
        });
        if class.is_none() && loa.is_none() && self.cell(Column::Loa).is_none() {
            let columns = [Column::VesselClass, Column::Loa];
            let column = columns.into_iter().find(|column| self.layout.has(*column));
            let column = column.unwrap_or(Column::VesselClass);
            self.missing(column, "a vessel class, or a length in `loa_m`");
        }
        (class, loa)
    }

    /// Containers on and off together, from one column or from two.
    pub(super) fn moves(&self) -> Option<At<u32>> {
        const EXPECTED: &str = "containers on and off together, from 1 to 50000";
        if self.cell(Column::Moves).is_some() {
            let moves = self.count(Column::Moves, 1, EXPECTED)?;
            return Some(moves);
        }
        let halves = [Column::Discharge, Column::Load];
        if !halves.iter().any(|column| self.cell(*column).is_some()) {
            let all = [Column::Moves, Column::Discharge];
            let column = all.into_iter().find(|column| self.layout.has(*column));
            self.missing(column.unwrap_or(Column::Moves), EXPECTED);
            return None;
        }
        let [off, on] = halves.map(|column| match self.cell(column) {
            Some(_) => self
                .count(column, 0, "containers, from 0 to 50000")
                .map(|count| count.value),
            None => Some(0),
        });
        let sum = off? + on?;
        let span = self.span(Column::Discharge);
        if sum == 0 || sum > 50_000 {
            let message = format!("row {}: a call of {sum} moves", self.number);
            self.fault(
                Column::Discharge,
                &span,
                message,
                "from 1 to 50000 together".to_owned(),
            );
            return None;
        }
        Some(At {
            value: sum,
            place: self.of.place(&span),
        })
    }

    fn count(&self, column: Column, least: u32, expected: &str) -> Option<At<u32>> {
        let (text, span) = self.cell(column)?;
        match number::moves(text, self.of.divider.get(), least) {
            Ok(count) => Some(At {
                value: count,
                place: self.of.place(&span),
            }),
            Err(refused) => {
                self.refuse(column, text, &refused, expected);
                None
            }
        }
    }

    /// A name that is one line of text; empty if there is none.
    pub(super) fn name(&self, column: Column) -> String {
        let Some((name, _)) = self.cell(column) else {
            return String::new();
        };
        // Our own tables keep spreadsheets from taking a name for a formula.
        let bare = name
            .strip_prefix('\'')
            .filter(|rest| rest.starts_with(['=', '+', '-', '@']));
        let name = bare.unwrap_or(name);
        let is_long = name.chars().count() > LONGEST_NAME;
        if is_long || name.chars().any(char::is_control) {
            let shown: String = name.escape_debug().take(20).collect();
            self.refuse(
                column,
                &shown,
                &Refused::default(),
                "one line of at most 80 characters",
            );
        }
        name.to_owned()
    }

    /// What an optional cell chooses.
    pub(super) fn choice<T>(
        &self,
        column: Column,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let (cell, _) = self.cell(column)?;
        let chosen = parse(cell);
        if chosen.is_none() {
            self.refuse(
                column,
                cell,
                &Refused::default(),
                &format!("{expected}, or nothing"),
            );
        }
        chosen
    }
}
