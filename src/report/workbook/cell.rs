//! What a cell of a CSV table is in a sheet.

use rust_xlsxwriter::ExcelDateTime;

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
    /// What a text of a CSV table stands for.
    pub(super) fn read(words: &'a str) -> Self {
        if words.is_empty() {
            return Self::Empty;
        }
        if let Some(value) = numeric(words) {
            return Self::Number(value);
        }
        if let Some(at) = time(words) {
            return at;
        }
        // Text in a sheet is text: the apostrophe that guards it in CSV would only be seen.
        let guarded = words.strip_prefix('\'');
        let guarded = guarded.filter(|rest| rest.starts_with(ACTING));
        Self::Text(guarded.unwrap_or(words))
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

/// A civil day, or a local time whose offset goes without saying.
fn time<'a>(words: &str) -> Option<SheetCell<'a>> {
    let shape: String = words
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    match shape.as_str() {
        "0000-00-00" => ExcelDateTime::parse_from_str(words)
            .ok()
            .map(SheetCell::Date),
        "0000-00-00T00:00:00-00:00" | "0000-00-00T00:00:00+00:00" => {
            let local = ExcelDateTime::parse_from_str(&words[..19]);
            local.ok().map(SheetCell::Time)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_times_and_words_are_told_apart() {
        let told = |words: &str| match SheetCell::read(words) {
            SheetCell::Empty => "empty".to_owned(),
            SheetCell::Number(value) => format!("number {value}"),
            SheetCell::Date(_) => "date".to_owned(),
            SheetCell::Time(_) => "time".to_owned(),
            SheetCell::Text(words) => format!("text {words}"),
        };
        for (words, cell) in [
            ("", "empty"),
            ("10297352", "number 10297352"),
            ("-1.5", "number -1.5"),
            ("1e-7", "number 0.0000001"),
            ("0.5", "number 0.5"),
            ("1e999", "text 1e999"),
            ("007", "text 007"),
            ("-inf", "text -inf"),
            ("inf", "text inf"),
            ("nan", "text nan"),
            ("2025-03-09", "date"),
            ("2025-03-09T03:30:00-07:00", "time"),
            ("2025-03", "text 2025-03"),
            ("08:00", "text 08:00"),
            ("0 %", "text 0 %"),
            ("Pier 400", "text Pier 400"),
            // Guarded in CSV, and text here: as it was written in the scenario.
            ("'=HYPERLINK(\"x\")", "text =HYPERLINK(\"x\")"),
            ("'-cmd", "text -cmd"),
            ("'s-Gravenhage", "text 's-Gravenhage"),
        ] {
            assert_eq!(told(words), cell, "{words}");
        }
    }
}
