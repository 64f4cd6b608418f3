//! What a cell of a CSV table is in a sheet.

use rust_xlsxwriter::ExcelDateTime;

use crate::report::csv::Kind;
use crate::report::csv::table::ACTING;

/// A cell of a sheet.
#[derive(Clone)]
pub(super) enum SheetCell<'a> {
    /// Nothing.
    Empty,
    /// A number.
    Number(f64),
    /// A civil day.
    Date(ExcelDateTime),
    /// A local time.
    Time(ExcelDateTime),
    /// Anything else.
    Text(&'a str),
}

impl<'a> SheetCell<'a> {
    /// What a text of a CSV table stands for in a column of a kind; what is not of the kind is text.
    pub(super) fn read(words: &'a str, kind: Kind) -> Self {
        if words.is_empty() {
            return Self::Empty;
        }
        let found = match kind {
            Kind::Text => None,
            Kind::Number => numeric(words).map(Self::Number),
            Kind::Date => ExcelDateTime::parse_from_str(words).ok().map(Self::Date),
            Kind::Time => time(words),
        };
        found.unwrap_or_else(|| Self::Text(unguarded(words)))
    }

    /// Characters that it takes in a column, about.
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Number(_) => 11,
            Self::Date(_) => 10,
            Self::Time(_) => 19,
            Self::Text(words) => words.chars().count(),
        }
    }
}

/// A number; not `inf` and `nan`, which are read as numbers too, since names may be so, and not
/// `007`, which would lose its zeros.
fn numeric(words: &str) -> Option<f64> {
    let digits = words.strip_prefix('-').unwrap_or(words).as_bytes();
    let begins = digits.first().is_some_and(u8::is_ascii_digit);
    let padded = digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
    let value = words.parse().ok().filter(|_| begins && !padded);
    value.filter(|value: &f64| value.is_finite())
}

/// A local time whose offset is told of beside the column.
fn time<'a>(words: &str) -> Option<SheetCell<'a>> {
    let local = ExcelDateTime::parse_from_str(words.get(..19)?);
    local.ok().map(SheetCell::Time)
}

/// Text in a sheet is text: the apostrophe that guards it in CSV would only be seen.
pub(super) fn unguarded(words: &str) -> &str {
    let guarded = words.strip_prefix('\'');
    let guarded = guarded.filter(|rest| rest.starts_with(ACTING));
    guarded.unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_its_column_holds_however_it_looks() {
        let told = |words: &str, kind: Kind| match SheetCell::read(words, kind) {
            SheetCell::Empty => "empty".to_owned(),
            SheetCell::Number(value) => format!("number {value}"),
            SheetCell::Date(_) => "date".to_owned(),
            SheetCell::Time(_) => "time".to_owned(),
            SheetCell::Text(words) => format!("text {words}"),
        };
        for (words, kind, cell) in [
            ("", Kind::Number, "empty"),
            ("10297352", Kind::Number, "number 10297352"),
            ("-1.5", Kind::Number, "number -1.5"),
            ("1e-7", Kind::Number, "number 0.0000001"),
            ("1e999", Kind::Number, "text 1e999"),
            ("007", Kind::Number, "text 007"),
            ("-inf", Kind::Number, "text -inf"),
            ("nan", Kind::Number, "text nan"),
            ("2400 ft", Kind::Number, "text 2400 ft"),
            ("2025-03-09", Kind::Date, "date"),
            ("2025-03-09T03:30:00-07:00", Kind::Time, "time"),
            // Names that look like something else.
            ("1E5", Kind::Text, "text 1E5"),
            ("1.10", Kind::Text, "text 1.10"),
            ("2025-03-01", Kind::Text, "text 2025-03-01"),
            (
                "12345678901234567890",
                Kind::Text,
                "text 12345678901234567890",
            ),
            // Guarded in CSV, and text here: as it was written in the scenario.
            ("'=HYPERLINK(\"x\")", Kind::Text, "text =HYPERLINK(\"x\")"),
            ("'-cmd", Kind::Text, "text -cmd"),
            ("'s-Gravenhage", Kind::Text, "text 's-Gravenhage"),
        ] {
            assert_eq!(told(words, kind), cell, "{words}");
        }
    }
}
