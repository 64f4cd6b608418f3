//! Records and cells of a table in text (RFC 4180), each with where it stands.

use std::borrow::Cow;
use std::ops::Range;

/// What may stand between cells.
const DIVIDERS: [char; 4] = [',', ';', '\t', '|'];
/// Records at the beginning among which the header is looked for.
const HEADER_WITHIN: usize = 20;

/// A cell without quotes and spaces around it.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Cell<'a> {
    pub(in crate::scenario) text: Cow<'a, str>,
    pub(in crate::scenario) span: Range<usize>,
}

/// One record divided into cells; at least one.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Record<'a> {
    pub(in crate::scenario) cells: Vec<Cell<'a>>,
}

/// A text as records in which anything stands.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Records<'a> {
    text: &'a str,
    at: usize,
    pub(in crate::scenario) divider: char,
    /// Where a quote opens that is never closed.
    pub(in crate::scenario) unclosed: Option<usize>,
}

/// A header, and what stands around it.
pub(in crate::scenario) struct Header<'a> {
    pub(in crate::scenario) record: Record<'a>,
    /// Records above it in which anything stands.
    pub(in crate::scenario) above: Vec<Record<'a>>,
    /// What follows it.
    pub(in crate::scenario) rows: Records<'a>,
}

impl Record<'_> {
    /// From its first cell to its last.
    pub(in crate::scenario) fn span(&self) -> Range<usize> {
        let cells = &self.cells;
        cells[0].span.start..cells[cells.len() - 1].span.end
    }

    /// The text of a cell; empty where the record has none.
    pub(in crate::scenario) fn text(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", |cell| &cell.text)
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

impl<'a> Records<'a> {
    fn new(text: &'a str, at: usize, divider: char) -> Self {
        Self {
            text,
            at,
            divider,
            unclosed: None,
        }
    }

    /// Reads one cell and what ends it; true if the record goes on.
    fn cell(&mut self) -> (Cell<'a>, bool) {
        let from = self.at;
        let text = self.text;
        let mut end = from + spaces(&text[from..], self.divider);
        if text[end..].starts_with('"') {
            end = self.closing(end).unwrap_or_else(|| {
                self.unclosed.get_or_insert(end);
                text.len()
            });
        }
        let stops = |c: char| c == self.divider || c == '\n' || c == '\r';
        end += text[end..].find(stops).unwrap_or(text.len() - end);
        let goes_on = text[end..].starts_with(self.divider);
        self.at = end;
        if text[self.at..].starts_with("\r\n") {
            self.at += 2;
        } else if let Some(stop) = text[self.at..].chars().next() {
            self.at += stop.len_utf8();
        }
        let cell = Cell {
            text: plain(&text[from..end]),
            span: from..end,
        };
        (cell, goes_on)
    }

    /// Behind the quote that closes the one at `open`.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut at = open + 1;
        loop {
            at += self.text[at..].find('"')? + 1;
            if !self.text[at..].starts_with('"') {
                return Some(at);
            }
            at += 1;
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        while self.at < self.text.len() {
            let mut cells = Vec::new();
            loop {
                let (cell, goes_on) = self.cell();
                cells.push(cell);
                if !goes_on {
                    break;
                }
            }
            let record = Record { cells };
            if !record.is_blank() {
                return Some(record);
            }
        }
        None
    }
}

/// Finds the record with the most cells that `is_name` knows, whatever stands between cells; the
/// first of those that have as many. `None` if no cell is known, or nothing is written at all.
pub(in crate::scenario) fn header(
    text: &str,
    is_name: impl Fn(&str) -> bool,
) -> Option<Header<'_>> {
    let (start, said) = said_divider(text);
    let dividers = said.map_or(DIVIDERS.to_vec(), |divider| vec![divider]);
    let mut best: Option<(usize, Header<'_>)> = None;
    for divider in dividers {
        let mut records = Records::new(text, start, divider);
        let mut above = Vec::new();
        while let Some(record) = records.next() {
            if above.len() == HEADER_WITHIN {
                break;
            }
            let known = record
                .cells
                .iter()
                .filter(|cell| is_name(&cell.text))
                .count();
            if known > best.as_ref().map_or(0, |(most, _)| *most) {
                let header = Header {
                    record: record.clone(),
                    above: above.clone(),
                    rows: records.clone(),
                };
                best = Some((known, header));
            }
            above.push(record);
        }
    }
    best.map(|(_, header)| header)
}

/// The first record, whatever it is; `None` if nothing is written.
pub(in crate::scenario) fn first(text: &str) -> Option<Record<'_>> {
    let (start, said) = said_divider(text);
    Records::new(text, start, said.unwrap_or(',')).next()
}

/// The divider that a first line `sep=;` says, as some spreadsheets write it, and where the table
/// begins.
fn said_divider(text: &str) -> (usize, Option<char>) {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let bare = line.trim_matches(['"', ' ', '\u{feff}']).to_lowercase();
    let mut said = bare.strip_prefix("sep=").unwrap_or_default().chars();
    match (said.next(), said.next()) {
        (Some(divider), None) => (line.len(), Some(divider)),
        // The tab is taken off with the spaces of a line.
        (None, _) if bare == "sep=" => (line.len(), Some('\t')),
        _ => (0, None),
    }
}

/// Length of the spaces in front of a cell.
fn spaces(text: &str, divider: char) -> usize {
    let is_space = |c: char| c.is_whitespace() && c != divider && c != '\n' && c != '\r';
    text.len() - text.trim_start_matches(is_space).len()
}

/// A cell without the quotes around it, in one line, without characters that nobody sees.
fn plain(cell: &str) -> Cow<'_, str> {
    let trimmed = cell.trim();
    let inner = trimmed
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let text = inner.unwrap_or(trimmed).trim();
    let is_odd = |c: char| matches!(c, '\n' | '\r' | '\u{200b}' | '\u{feff}' | '\u{200e}');
    if !text.contains('"') && !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\"\"", "\"").replace("\r\n", " ");
    let text = text.replace(['\n', '\r'], " ");
    Cow::Owned(text.replace(is_odd, "").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> (Vec<String>, Vec<Vec<String>>, char) {
        let header = header(text, |name| matches!(name, "a" | "b c")).unwrap();
        let texts = |record: Record<'_>| {
            let texts = record.cells.into_iter().map(|cell| cell.text.into_owned());
            texts.collect::<Vec<_>>()
        };
        let divider = header.rows.divider;
        (
            texts(header.record),
            header.rows.map(texts).collect(),
            divider,
        )
    }

    #[test]
    fn a_header_is_found_under_a_title_and_between_any_dividers() {
        for (text, divider) in [
            ("a,b c\n1,2\n", ','),
            ("Calls of April, 2026\n\na;b c\r\n1;2\r\n;\r\n", ';'),
            ("sep=;\na;b c\n1;2", ';'),
            ("\"sep=\t\"\na\tb c\n1\t2", '\t'),
            ("a,\"b\nc\"\n1,2\n", ','),
            ("a | b c\n1 | \"2\"\n", '|'),
            ("a,b c\r1,2\r", ','),
        ] {
            let (header, rows, found) = all(text);
            assert_eq!(header, ["a", "b c"], "{text:?}");
            assert_eq!(rows, [["1", "2"]], "{text:?}");
            assert_eq!(found, divider, "{text:?}");
        }
    }

    #[test]
    fn quotes_hold_dividers_line_breaks_and_quotes() {
        let (_, rows, _) = all("a,b c\n\"1\n,\",\"say \"\"2\"\"\"\n");
        assert_eq!(rows, [["1 ,", "say \"2\""]]);
        let mut open = header("a,b c\n1,\"2\n3,4\n", |name| name == "a")
            .unwrap()
            .rows;
        assert_eq!(open.by_ref().count(), 1);
        assert_eq!(open.unclosed, Some(8));
    }
}
