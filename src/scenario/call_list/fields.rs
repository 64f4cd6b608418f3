//! The cells of one row, each read as what its column holds.

use std::ops::Range;

use super::EXPECTED_ETA;
use super::ListText;
use super::columns::Column;
use super::instant::{Written, is_clock_alone, time_of_day};
use super::number::{self, Refused};
use super::row::{Row, WrittenEta};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::At;
use crate::units::Meters;

/// What a date apart from its time looks like.
const EXPECTED_DATE: &str = "a date such as 2025-03-04";
/// What a time apart from its date looks like.
const EXPECTED_TIME: &str = "a time of the day such as 08:00";
/// Longest name of a service or vessel, in characters.
const LONGEST_NAME: usize = 80;

/// A cell that says something.
struct Said<'a> {
    column: Column,
    text: &'a str,
    span: Range<usize>,
}

/// The cells that say when something happens.
enum When<'a> {
    Whole(Said<'a>),
    /// Date and time of the day in cells of their own.
    Apart {
        date: Said<'a>,
        time: Said<'a>,
    },
    /// A time of the day, and nothing in the column of its date.
    NoDate(Column),
}

/// Why cells say no time: the cell that is to be changed, and what to write.
enum NoTime<'a> {
    Cell(Said<'a>, Refused, &'static str),
    NoDate(Column),
}

impl<'a> Row<'a> {
    fn said(&self, column: Column) -> Option<Said<'a>> {
        let (text, span) = self.cell(column)?;
        Some(Said { column, text, span })
    }

    /// The cells of a time, one or two of them.
    fn when(&self, column: Column) -> Option<When<'a>> {
        let whole = self.said(column);
        let parts = column.parts().unwrap_or([column; 2]);
        let has_parts = parts.iter().any(|part| self.layout.has(*part));
        if let Some(whole) = whole {
            if has_parts && is_clock_alone(whole.text) {
                return Some(match self.said(parts[0]) {
                    Some(date) => When::Apart { date, time: whole },
                    None => When::NoDate(parts[0]),
                });
            }
            return Some(When::Whole(whole));
        }
        if !has_parts {
            return None;
        }
        Some(match parts.map(|part| self.said(part)) {
            [Some(date), Some(time)] => When::Apart { date, time },
            [Some(date), None] => When::Whole(date),
            [None, Some(time)] if Written::read(time.text).is_some() => When::Whole(time),
            [None, Some(_)] => When::NoDate(parts[0]),
            [None, None] => return None,
        })
    }

    /// What cells say, and the cell that names it.
    fn written(&self, when: When<'a>) -> Result<(Written, Said<'a>), NoTime<'a>> {
        match when {
            When::NoDate(column) => Err(NoTime::NoDate(column)),
            When::Whole(said) => {
                let written = Written::read(said.text);
                let written = written.ok_or_else(|| ListText::cures_of_time(said.text));
                match written {
                    Ok(written) => Ok((written, said)),
                    Err(refused) => Err(NoTime::Cell(said, refused, EXPECTED_ETA)),
                }
            }
            When::Apart { date, time } => self.joined(date, time),
        }
    }

    /// A date and a time of the day, each in its cell.
    fn joined(&self, date: Said<'a>, time: Said<'a>) -> Result<(Written, Said<'a>), NoTime<'a>> {
        // Programs that know no dates alone write midnight.
        let day = date.text.split_once("00:00");
        let day = day.map_or(date.text, |(day, _)| day);
        let day = match Written::read(day.trim_end_matches(['T', ' '])) {
            Some(Written::Serial(at)) => at.date().to_string(),
            Some(_) => day.trim_end_matches(['T', ' ']).to_owned(),
            None => {
                let refused = ListText::cures_of_date(date.text);
                return Err(NoTime::Cell(date, refused, EXPECTED_DATE));
            }
        };
        let (clock, is_fraction) = time_of_day(time.text);
        let Some(written) = Written::read(&format!("{day} {clock}")) else {
            let refused = ListText::cures_of_clock(&day, &clock);
            return Err(NoTime::Cell(time, refused, EXPECTED_TIME));
        };
        if is_fraction {
            let place = self.of.place(&time.span);
            let mut fractions = self.of.times_as_fractions.borrow_mut();
            fractions.push((self.number, place, clock.into_owned()));
        }
        Ok((written, date))
    }

    /// Whether the row says when its vessel is expected.
    pub(super) fn has_eta(&self) -> bool {
        let when = self.when(Column::Eta);
        when.is_some_and(|when| self.written(when).is_ok())
    }

    pub(super) fn eta(&self) -> Option<At<WrittenEta>> {
        let Some(when) = self.when(Column::Eta) else {
            let columns = [Column::Eta, Column::EtaDate, Column::EtaTime];
            let column = columns.into_iter().find(|column| self.layout.has(*column));
            self.missing(column.unwrap_or(Column::Eta), EXPECTED_ETA);
            return None;
        };
        match self.written(when) {
            Ok((written, said)) => Some(At {
                value: WrittenEta {
                    text: (!written.is_plain()).then(|| said.text.into()),
                    written,
                    column: said.column,
                },
                place: self.of.place(&said.span),
            }),
            Err(NoTime::Cell(said, refused, expected)) => {
                self.refuse(said.column, said.text, &refused, expected);
                None
            }
            Err(NoTime::NoDate(column)) => {
                self.missing(column, EXPECTED_DATE);
                None
            }
        }
    }

    /// A time that the row is held against; one that cannot be read is warned of.
    pub(super) fn time(&self, column: Column) -> Option<At<Written>> {
        let (column, place, message) = match self.written(self.when(column)?) {
            Ok((written, said)) => {
                return Some(At {
                    value: written,
                    place: self.of.place(&said.span),
                });
            }
            Err(NoTime::Cell(Said { column, text, span }, ..)) => {
                let message = format!("row {}: `{text}` is no `{}`", self.number, column.name());
                (column, self.of.place(&span), message)
            }
            Err(NoTime::NoDate(column)) => {
                let message = format!("row {} has no `{}`", self.number, column.name());
                (column, self.of.place(&self.span(column)), message)
            }
        };
        let fault = Diagnostic::warning(&place, message).label("not read");
        let kind = format!("have an `{}` that is not read", column.name());
        self.repeated.push(&kind, fault);
        None
    }
}

impl Row<'_> {
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
            self.hold_against_halves(&moves);
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

    /// Warns where `discharge` and `load` are not `moves` together.
    fn hold_against_halves(&self, moves: &At<u32>) {
        let half = |column| {
            let (text, _) = self.cell(column)?;
            number::moves(text, self.of.divider.get(), 0).ok()
        };
        let (Some(off), Some(on)) = (half(Column::Discharge), half(Column::Load)) else {
            return;
        };
        if off + on != moves.value {
            let message = format!(
                "row {}: `discharge` and `load` are {} together, `moves` is {}",
                self.number,
                off + on,
                moves.value
            );
            let fault = Diagnostic::warning(&moves.place, message).label("this is taken");
            let kind = "have `moves` that are not `discharge` and `load` together";
            self.repeated.push(kind, fault);
        }
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
