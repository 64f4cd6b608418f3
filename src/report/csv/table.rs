//! One table being written.

use std::io::Write;

use crate::report::ReportError;
use crate::statistics::Summary;

/// Headers of a summary's numbers; of no interval its ends are empty.
pub(in crate::report) const SUMMARY: [&str; 7] =
    ["mean", "ci95_low", "ci95_high", "p05", "p50", "p95", "n"];

/// What the cells of a column are, whatever one of them looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    /// A civil day.
    Date,
    /// A local time.
    Time,
}

/// Bytes that are written at a time.
const BUFFER: usize = 1 << 16;

/// Rows of cells under one header.
pub(in crate::report) struct Table<To: Write = Vec<u8>> {
    writer: csv::Writer<To>,
}

impl Table {
    /// A table with these columns.
    pub(in crate::report) fn new(header: &[&str]) -> Result<Self, ReportError> {
        Self::to(Vec::new(), header)
    }

    /// A table with these columns and those of a summary.
    pub(in crate::report) fn of_summaries(header: &[&str]) -> Result<Self, ReportError> {
        Self::new(&[header, &SUMMARY].concat())
    }

    /// The table as a file's bytes.
    pub(in crate::report) fn bytes(self) -> Result<Vec<u8>, ReportError> {
        self.written()
    }
}

impl<To: Write> Table<To> {
    /// A table with these columns that is written where it is to stand, row by row.
    pub(in crate::report) fn to(to: To, header: &[&str]) -> Result<Self, ReportError> {
        let mut writer = csv::WriterBuilder::new();
        let mut writer = writer.buffer_capacity(BUFFER).from_writer(to);
        writer.write_record(header)?;
        Ok(Self { writer })
    }

    /// Adds a row of as many cells as the header has.
    pub(in crate::report) fn row(
        &mut self,
        cells: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> Result<(), ReportError> {
        Ok(self.writer.write_record(cells)?)
    }

    /// Adds a row that ends with a summary.
    pub(in crate::report) fn summary(
        &mut self,
        cells: &[impl AsRef<str>],
        summary: &Summary,
    ) -> Result<(), ReportError> {
        let [low, high] = summary.interval().unwrap_or([f64::NAN; 2]);
        let numbers = [
            summary.mean,
            low,
            high,
            summary.p05,
            summary.p50,
            summary.p95,
            summary.n as f64,
        ];
        let cells = cells.iter().map(|cell| cell.as_ref().to_owned());
        self.row(cells.chain(numbers.map(number)))
    }

    /// What it was written to, once all of it is.
    pub(in crate::report) fn written(self) -> Result<To, ReportError> {
        self.writer
            .into_inner()
            .map_err(|error| ReportError::Table(error.into_error().into()))
    }
}

/// A number in at most 15 digits, which every number of that many has in decimals and in binary alike: the
/// sixteenth and seventeenth only tell how a sum was rounded. Empty where there is none.
pub(in crate::report) fn number(value: f64) -> String {
    let text = exact(value);
    // Sign, point and a zero before it are no digits.
    if text.len() <= 15 {
        return text;
    }
    let rounded: Result<f64, _> = format!("{value:.14e}").parse();
    rounded.map_or(text, exact)
}

/// The shortest text that reads back as exactly this number; empty where there is none.
pub(in crate::report) fn exact(value: f64) -> String {
    if value.is_finite() {
        value.to_string()
    } else {
        String::new()
    }
}

/// What a spreadsheet takes a formula to begin with: signs, also as wide as East Asian characters,
/// and white space that it skips before them (OWASP, "CSV Injection").
pub(in crate::report) const ACTING: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// A user's text that a spreadsheet cannot take for a formula: one that begins as a formula may gets a
/// leading apostrophe.
pub fn text(words: &str) -> String {
    if words.starts_with(ACTING) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralized_and_numbers_read_back() {
        assert_eq!(text("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(text("@SUM(1)"), "'@SUM(1)");
        assert_eq!(text("\n=SUM(1)"), "'\n=SUM(1)");
        assert_eq!(text("\u{ff1d}SUM(1)"), "'\u{ff1d}SUM(1)");
        assert_eq!(text("Pier 400"), "Pier 400");
        assert_eq!(number(0.1), "0.1");
        assert_eq!(number(10_297_352.0), "10297352");
        assert_eq!(number(-1.5), "-1.5");
        assert_eq!(number(f64::NAN), "");
        assert_eq!(number(1_184.399_999_999_999_9), "1184.4");
        assert_eq!(number(-0.1 - 0.2), "-0.3");
        assert_eq!(number(1.0 / 3.0), "0.333333333333333");
        assert_eq!(exact(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(number(123_456_789_012_345.0), "123456789012345");
    }
}
