//! Calls of a schedule, one a row of a CSV file, as written.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::cells::{Line, divider, lines};
use crate::engine::{Distribution, SimDuration};
use crate::scenario::dates::respelled_time;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::distribution::random_duration;
use crate::scenario::faults::Faults;
use crate::scenario::plain::text;
use crate::scenario::quantity::duration;
use crate::scenario::reader::{At, Given, Reader};
use crate::scenario::source::Place;
use crate::scenario::suggest::{list, nearest};
use crate::scenario::tree::Node;
use crate::units::Meters;

/// Columns of a call list.
const COLUMNS: [&str; 8] = [
    "eta",
    "terminal",
    "vessel_class",
    "loa_m",
    "moves",
    "service",
    "shore_power",
    "tier",
];

/// More containers than any vessel holds, twice.
const MOST_MOVES: u32 = 50_000;
/// Longest vessel that can be meant, in meters.
const LONGEST_M: f64 = 1_000.0;
/// Longest name of a service, in characters.
const LONGEST_NAME: usize = 80;

/// `[arrivals]`
#[derive(Default)]
pub(in crate::scenario) struct Arrivals {
    pub calls: Vec<Call>,
    pub delay: Given<Distribution>,
    pub early: Given<SimDuration>,
}

/// One row.
pub(in crate::scenario) struct Call {
    /// Number of the row, the first below the header is 1.
    pub row: u32,
    pub eta: At<Eta>,
    pub terminal: At<String>,
    pub vessel: Vessel,
    pub moves: u32,
    /// Empty if none is said.
    pub service: String,
    pub shore_power: Option<bool>,
    pub tier: Option<u8>,
}

/// When a vessel is expected at the pilot boarding place.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) enum Eta {
    /// Local time of the scenario.
    Local(DateTime),
    /// With an offset from UTC.
    Instant(Timestamp),
}

/// Which vessel comes.
pub(in crate::scenario) enum Vessel {
    Class(At<String>),
    Loa(At<Meters>),
}

impl Arrivals {
    pub(in crate::scenario) fn read(of: &Reader<'_>) -> Self {
        of.exclusive("file", "calls");
        // The loader has put the file's text in the place of `file`; left over is what is no path.
        of.optional("file", text);
        let calls = of.optional("calls", |node, faults| {
            let text = text(node, faults)?;
            Some(Rows::new(node, &text, faults).read())
        });
        if !of.has("file") && !of.has("calls") {
            of.missing("file", "\"calls.csv\"");
        }
        Self {
            calls: calls.into_value().unwrap_or_default(),
            delay: of.optional("delay", random_duration),
            early: of.optional("early", duration),
        }
    }
}

/// The text of a call list, and where it stands.
struct Rows<'a> {
    text: &'a str,
    whole: &'a Place,
    /// Where the text begins in its file; unknown if it was written with escapes.
    begins: Option<usize>,
    /// What stands between cells.
    divider: char,
    faults: &'a Faults,
}

/// The cells of one row by column.
struct Row<'a> {
    rows: &'a Rows<'a>,
    columns: &'a [&'static str],
    line: &'a Line,
    number: u32,
}

impl<'a> Rows<'a> {
    fn new(node: &'a Node, text: &'a str, faults: &'a Faults) -> Self {
        let within = node.place.text().find(text);
        Self {
            text,
            whole: &node.place,
            begins: within.map(|at| node.place.span().start + at),
            divider: divider(text),
            faults,
        }
    }

    fn place(&self, span: &Range<usize>) -> Place {
        self.begins.map_or_else(
            || self.whole.clone(),
            |begins| self.whole.elsewhere(begins + span.start..begins + span.end),
        )
    }

    fn fault(&self, span: &Range<usize>, message: String, label: &str) {
        let fault = Diagnostic::error(&self.place(span), message);
        self.faults.push(fault.label(label));
    }

    /// All rows that are right; the others are reported.
    fn read(&self) -> Vec<Call> {
        let mut lines = lines(self.text, self.divider).into_iter();
        let Some(header) = lines.next() else {
            let message = "the call list is empty".to_owned();
            let label = "`sanpedro new NAME --calls` writes one to begin with";
            self.fault(&(0..self.text.len()), message, label);
            return Vec::new();
        };
        let Some(columns) = self.columns(&header) else {
            return Vec::new();
        };
        let mut calls = Vec::new();
        let mut any = false;
        for (number, line) in (1..).zip(lines) {
            any = true;
            if line.cells.len() != columns.len() {
                let span = line.span();
                let message = format!(
                    "row {number} has {} cells, the header has {}",
                    line.cells.len(),
                    columns.len()
                );
                let label = format!("a text with a `{}` stands in quotes", self.divider);
                self.fault(&span, message, &label);
                continue;
            }
            let row = Row {
                rows: self,
                columns: &columns,
                line: &line,
                number,
            };
            calls.extend(row.call());
        }
        if !any {
            let message = "the call list has no row".to_owned();
            self.fault(
                &(0..self.text.len()),
                message,
                "one call a row below the header",
            );
        }
        calls
    }

    /// The columns of the header, in its order.
    fn columns(&self, header: &Line) -> Option<Vec<&'static str>> {
        let mut columns = Vec::new();
        let mut right = true;
        let is_column = |name: &str| COLUMNS.contains(&name.trim().to_lowercase().as_str());
        if !header.cells.iter().any(|(name, _)| is_column(name)) {
            let message = "the first line of a call list names its columns".to_owned();
            let label = "write eta,terminal,vessel_class,moves above the rows, and no title";
            self.fault(&header.span(), message, label);
            return None;
        }
        for (name, span) in &header.cells {
            let known = COLUMNS.iter().find(|column| **column == name.trim());
            let (message, label) = match known {
                Some(column) if columns.contains(column) => {
                    (format!("the column `{column}` stands twice"), String::new())
                }
                Some(column) => {
                    columns.push(*column);
                    continue;
                }
                None => (
                    format!("a call list has no column `{}`", name.trim()),
                    nearest(&name.trim().to_lowercase(), COLUMNS).map_or_else(
                        || format!("known: {}", list(COLUMNS)),
                        |near| format!("did you mean `{near}`?"),
                    ),
                ),
            };
            self.fault(span, message, &label);
            right = false;
        }
        for wanted in ["eta", "terminal", "moves"] {
            right &= self.has(&columns, header, &[wanted], right);
        }
        right &= self.has(&columns, header, &["vessel_class", "loa_m"], right);
        right.then_some(columns)
    }

    /// Whether one of these columns is there; reported if nothing else is wrong.
    fn has(&self, columns: &[&str], header: &Line, any: &[&str], report: bool) -> bool {
        let there = any.iter().any(|wanted| columns.contains(wanted));
        if !there && report {
            let message = format!("the call list has no column {}", list(any.iter().copied()));
            self.fault(
                &header.span(),
                message,
                "add it to the header and to every row",
            );
        }
        there
    }
}

impl Row<'_> {
    fn call(&self) -> Option<Call> {
        let eta = self.eta();
        let terminal = self.required("terminal", "the id of a terminal, such as pier_400");
        let vessel = self.vessel();
        let moves = self.moves();
        let service = self.service();
        let shore_power = self.choice("shore_power", "yes or no", |cell| match cell {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        let tier = self.choice("tier", "0, 1, 2 or 3", |cell| {
            cell.parse().ok().filter(|tier| *tier <= 3)
        });
        Some(Call {
            row: self.number,
            eta: eta?,
            terminal: terminal?,
            vessel: vessel?,
            moves: moves?,
            service: service?,
            shore_power: shore_power?,
            tier: tier?,
        })
    }

    /// The cell of a column; `None` if the column or its content is not there.
    fn cell(&self, column: &str) -> Option<(&str, &Range<usize>)> {
        let at = self.columns.iter().position(|known| *known == column)?;
        let (text, span) = &self.line.cells[at];
        let text = text.trim();
        (!text.is_empty()).then_some((text, span))
    }

    /// Where an empty cell, or else the row, stands.
    fn span(&self, column: &str) -> Range<usize> {
        let at = self.columns.iter().position(|known| *known == column);
        self.line.cells[at.unwrap_or(0)].1.clone()
    }

    fn wrong(&self, column: &str, got: &str, expected: &str) {
        let message = if got.is_empty() {
            format!("row {} has no `{column}`", self.number)
        } else {
            format!("row {}: `{got}` is no `{column}`", self.number)
        };
        let label = format!("write {expected}");
        self.rows.fault(&self.span(column), message, &label);
    }

    fn required(&self, column: &str, expected: &str) -> Option<At<String>> {
        let Some((text, span)) = self.cell(column) else {
            self.wrong(column, "", expected);
            return None;
        };
        Some(At {
            value: text.to_owned(),
            place: self.rows.place(span),
        })
    }

    fn eta(&self) -> Option<At<Eta>> {
        const EXPECTED: &str = "a local time such as 2025-03-04 05:30, or one with its offset \
                                such as 2025-03-04T05:30-08:00";
        let given = self.required("eta", EXPECTED)?;
        let instant = given.value.parse::<Timestamp>().ok().map(Eta::Instant);
        let local = || given.value.parse::<DateTime>().ok().map(Eta::Local);
        let has_time = given.value.contains(':');
        let eta = instant.or_else(local);
        let right = eta.filter(|eta| has_time && eta.is_of_our_age());
        if right.is_none() {
            let meant = respelled_time(&given.value);
            self.wrong("eta", &given.value, meant.as_deref().unwrap_or(EXPECTED));
        }
        Some(At {
            value: right?,
            place: given.place,
        })
    }

    fn vessel(&self) -> Option<Vessel> {
        match (self.cell("vessel_class"), self.cell("loa_m")) {
            (Some((class, span)), None) => Some(Vessel::Class(At {
                value: class.to_owned(),
                place: self.rows.place(span),
            })),
            (None, Some((loa, span))) => {
                let meters = loa.parse::<f64>().ok();
                let meters = meters.filter(|loa| *loa > 0.0 && *loa <= LONGEST_M);
                if meters.is_none() {
                    let plain = loa.replace(',', ".");
                    let meant = plain.parse::<f64>().ok().map(|_| plain);
                    let expected = "a length over all in meters, such as 366";
                    self.wrong("loa_m", loa, meant.as_deref().unwrap_or(expected));
                }
                Some(Vessel::Loa(At {
                    value: Meters::new(meters?),
                    place: self.rows.place(span),
                }))
            }
            (Some(_), Some((_, span))) => {
                let message = format!("row {} has a vessel class and a length", self.number);
                self.rows.fault(span, message, "leave one of the two empty");
                None
            }
            (None, None) => {
                let column = ["vessel_class", "loa_m"];
                let column = column.iter().find(|column| self.columns.contains(column));
                let column = column.expect("checked with the header");
                self.wrong(column, "", "a vessel class, or a length in `loa_m`");
                None
            }
        }
    }

    fn moves(&self) -> Option<u32> {
        let expected = "containers on and off together, from 1 to 50000";
        let given = self.required("moves", expected)?;
        let moves = given.value.parse::<u32>().ok();
        let moves = moves.filter(|moves| (1..=MOST_MOVES).contains(moves));
        if moves.is_none() {
            let plain: String = given
                .value
                .chars()
                .filter(|c| !", '".contains(*c))
                .collect();
            let meant = plain
                .parse::<u32>()
                .ok()
                .filter(|moves| *moves <= MOST_MOVES);
            let meant = meant.filter(|_| plain != given.value).map(|_| plain);
            self.wrong("moves", &given.value, meant.as_deref().unwrap_or(expected));
        }
        moves
    }

    /// A name that is one line of text.
    fn service(&self) -> Option<String> {
        let Some((name, _)) = self.cell("service") else {
            return Some(String::new());
        };
        let is_long = name.chars().count() > LONGEST_NAME;
        if is_long || name.chars().any(char::is_control) {
            let shown: String = name.escape_debug().take(20).collect();
            self.wrong("service", &shown, "one line of at most 80 characters");
            return None;
        }
        Some(name.to_owned())
    }

    /// What an optional cell chooses; the outer `None` if it is wrong.
    #[expect(
        clippy::option_option,
        reason = "nothing chosen and a wrong choice are two things"
    )]
    fn choice<T>(
        &self,
        column: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        let Some((cell, _)) = self.cell(column) else {
            return Some(None);
        };
        let chosen = parse(cell);
        if chosen.is_none() {
            self.wrong(column, cell, &format!("{expected}, or nothing"));
        }
        chosen.map(Some)
    }
}

impl Eta {
    fn is_of_our_age(&self) -> bool {
        let year = match self {
            Self::Local(local) => local.year(),
            Self::Instant(instant) => instant.to_zoned(jiff::tz::TimeZone::UTC).year(),
        };
        (1900..=2999).contains(&year)
    }
}
