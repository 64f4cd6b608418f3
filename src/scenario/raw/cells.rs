//! Lines and cells of a table in text, each with where it stands.

use std::ops::Range;

/// One line divided into cells.
pub(super) struct Line {
    pub(super) cells: Vec<(String, Range<usize>)>,
}

impl Line {
    /// From its first cell to its last.
    pub(super) fn span(&self) -> Range<usize> {
        let cells = &self.cells;
        cells[0].1.start..cells[cells.len() - 1].1.end
    }
}

/// What divides the cells: a comma, or the semicolon or tab of spreadsheets in countries where a
/// comma stands in numbers.
pub(super) fn divider(text: &str) -> char {
    let header = text.lines().next().unwrap_or_default();
    let dividers = [',', ';', '\t'];
    let found = dividers
        .into_iter()
        .find(|divider| header.contains(*divider));
    found.unwrap_or(',')
}

/// Lines in which anything stands, divided into cells (RFC 4180, without line breaks in cells).
pub(super) fn lines(text: &str, divider: char) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for piece in text.split_inclusive('\n') {
        let content = piece.trim_end_matches(['\n', '\r']);
        let is_empty = content.chars().all(|c| c.is_whitespace() || c == divider);
        if !is_empty {
            lines.push(Line {
                cells: cells(content, start, divider),
            });
        }
        start += piece.len();
    }
    lines
}

/// Cells of one line that begins at `start`, each with where it stands.
fn cells(line: &str, start: usize, divider: char) -> Vec<(String, Range<usize>)> {
    let mut cells = Vec::new();
    let mut from = 0;
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c == divider && !quoted => {
                cells.push((plain(&line[from..at]), start + from..start + at));
                from = at + 1;
            }
            _ => (),
        }
    }
    cells.push((plain(&line[from..]), start + from..start + line.len()));
    cells
}

/// A cell without the quotes around it.
fn plain(cell: &str) -> String {
    let trimmed = cell.trim();
    let inner = trimmed
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.map_or_else(|| trimmed.to_owned(), |inner| inner.replace("\"\"", "\""))
}
