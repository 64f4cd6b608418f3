//! Lists of `results.json` as tables: each entry is a row of a CSV with whole numbers, and a row of
//! the page with rounded ones that are traced to where they stand.

use serde_json::Value;

use super::parts::{self, Cell, Level, Row};
use crate::report::ReportError;
use crate::report::csv::table;
use crate::report::words::{self, Precision, half_width, is_lopsided, margin, number, significant};
use crate::statistics::Summary;

/// What an entry tells under one key: a header in the file, and how it is shown on the page.
#[derive(Clone, Copy)]
pub(crate) struct Listed {
    key: &'static str,
    header: &'static str,
    parts: Parts,
    page: Option<(&'static str, &'static str, Shown)>,
}

/// What the file has of a key.
#[derive(Clone, Copy)]
pub(crate) enum Parts {
    /// Its value.
    Whole,
    /// Mean and ends of its interval, under headers that begin alike.
    Interval,
    /// Mean and ends of its interval, these under `ci95_low` and `ci95_high`.
    Ends,
    /// All numbers of a summary, under their own names.
    Summary,
}

impl Parts {
    /// Headers, and keys within the value.
    fn headers(self, header: &str) -> Vec<(String, &'static str)> {
        let ends = ["ci95_low", "ci95_high"];
        let mean = (header.to_owned(), "mean");
        match self {
            Self::Whole => vec![(header.to_owned(), "")],
            Self::Interval => {
                let ends = ends.map(|key| (format!("{header}_{key}"), key));
                [&[mean][..], &ends].concat()
            }
            Self::Ends => [&[mean][..], &ends.map(|key| (key.to_owned(), key))].concat(),
            Self::Summary => table::SUMMARY.map(|key| (key.to_owned(), key)).into(),
        }
    }
}

/// How a number is shown.
#[derive(Clone, Copy)]
enum Shown {
    /// TEU a year, with their interval if they have one.
    Teu,
    /// A share in percent, as precise as its interval or with so many decimals.
    Percent(usize),
    /// With so many decimals.
    Decimals(usize),
}

impl Listed {
    /// A column of the file: the value of a key, under the key.
    pub(crate) const fn new(key: &'static str) -> Self {
        Self {
            key,
            header: key,
            parts: Parts::Whole,
            page: None,
        }
    }

    /// The column under another header.
    pub(crate) const fn header(self, header: &'static str) -> Self {
        Self { header, ..self }
    }

    /// These parts of the value, a column of the file each.
    pub(crate) const fn parts(self, parts: Parts) -> Self {
        Self { parts, ..self }
    }

    /// The column, shown on the page as TEU a year under a name.
    pub(crate) const fn teu(self, name: &'static str) -> Self {
        let page = Some((name, "TEU/yr", Shown::Teu));
        Self { page, ..self }
    }

    /// The column, shown on the page in percent with so many decimals, or as precise as its
    /// interval.
    pub(crate) const fn percent(self, name: &'static str, decimals: usize) -> Self {
        let page = Some((name, "%", Shown::Percent(decimals)));
        Self { page, ..self }
    }

    /// The column, shown on the page with one decimal under a name and unit.
    pub(crate) const fn shown(self, name: &'static str, unit: &'static str) -> Self {
        let page = Some((name, unit, Shown::Decimals(1)));
        Self { page, ..self }
    }
}

/// An entry.
pub(crate) struct Entry {
    /// Where it stands in the document.
    pub(crate) path: String,
    /// What stands before its numbers in the file.
    pub(crate) before: Vec<String>,
    /// Its name on the page.
    pub(crate) head: String,
    /// Words after its numbers on the page.
    pub(crate) after: Vec<String>,
}

/// A list of entries with their columns.
pub(crate) struct Listing {
    /// Name of the file.
    pub(crate) file: &'static str,
    /// Headers of what stands before the numbers in the file.
    pub(crate) before: &'static [&'static str],
    /// Numbers.
    pub(crate) columns: &'static [Listed],
    /// Name of the page's first column.
    pub(crate) head: &'static str,
    /// Names of the page's last columns, of words.
    pub(crate) after: &'static [&'static str],
    /// Rows.
    pub(crate) entries: Vec<Entry>,
}

impl Listing {
    /// The file's bytes.
    ///
    /// # Errors
    /// If it cannot be formatted.
    pub(crate) fn csv(&self, document: &Value) -> Result<Vec<u8>, ReportError> {
        let columns = self.columns.iter();
        let columns: Vec<_> = columns
            .flat_map(|column| {
                let parts = column.parts.headers(column.header).into_iter();
                parts.map(|(header, part)| (header, column.key, part))
            })
            .collect();
        let header = columns.iter().map(|(header, ..)| header.as_str());
        let header: Vec<&str> = self.before.iter().copied().chain(header).collect();
        let mut table = table::Table::new(&header)?;
        for entry in &self.entries {
            let before = entry.before.iter().map(|words| table::text(words));
            let numbers = columns.iter().map(|(_, key, part)| {
                let value = at(document, &format!("{}.{key}", entry.path));
                cell(if part.is_empty() { value } else { &value[part] })
            });
            table.row(before.chain(numbers).collect::<Vec<_>>())?;
        }
        table.bytes()
    }

    /// What the page shows of it.
    pub(crate) fn page(&self, label: String, document: &Value) -> parts::Table {
        let shown = || {
            let columns = self.columns.iter();
            columns.filter_map(|column| Some((column.key, column.page?)))
        };
        let row = |entry: &Entry| {
            let numbers = shown().map(|(key, (.., shown))| {
                let path = format!("{}.{key}", entry.path);
                rounded(at(document, &path), path, shown)
            });
            let words = entry.after.iter().map(Cell::text);
            Row {
                head: entry.head.clone(),
                level: Level::Plain,
                cells: numbers.chain(words).collect(),
            }
        };
        let numbers = shown().map(|(_, (name, unit, _))| parts::Column::numbers(name, unit));
        let words = self.after.iter().map(|name| parts::Column::words(*name));
        let head = parts::Column::numbers(self.head, "");
        parts::Table {
            label,
            columns: std::iter::once(head).chain(numbers).chain(words).collect(),
            rows: self.entries.iter().map(row).collect(),
            csv: Some(self.file.to_owned()),
        }
    }
}

/// The value at a path of keys and positions with dots between them; null where there is none.
fn at<'a>(document: &'a Value, path: &str) -> &'a Value {
    let pointer = format!("/{}", path.replace('.', "/"));
    document.pointer(&pointer).unwrap_or(&Value::Null)
}

/// A value as a cell of a file.
fn cell(value: &Value) -> String {
    match value {
        Value::String(words) => table::text(words),
        Value::Bool(is) => is.to_string(),
        value => value.as_f64().map_or_else(String::new, table::number),
    }
}

/// A number as a cell of the page, traced to where it stands.
fn rounded(value: &Value, path: String, shown: Shown) -> Cell {
    let scale = match shown {
        Shown::Percent(_) => 100.0,
        Shown::Teu | Shown::Decimals(_) => 1.0,
    };
    if let Some(alone) = value.as_f64() {
        let text = match shown {
            Shown::Teu => significant(alone, 4),
            Shown::Percent(decimals) | Shown::Decimals(decimals) => number(scale * alone, decimals),
        };
        return Cell::text(text).of(path, alone, scale);
    }
    let part = |name: &str| value.get(name).and_then(Value::as_f64);
    let ends = part("ci95_low").zip(part("ci95_high"));
    let Some((mean, (low, high))) = part("mean").zip(ends) else {
        return Cell::default();
    };
    let interval = Summary {
        mean: scale * mean,
        ci95_low: scale * low,
        ci95_high: scale * high,
        ..Summary::UNDEFINED
    };
    let cell = match shown {
        Shown::Teu => teu_cell(&interval),
        Shown::Percent(_) | Shown::Decimals(_) => Cell::number(
            words::mean(&interval, Precision::Coarse),
            margin(&interval, Precision::Coarse),
        ),
    };
    cell.of(format!("{path}.mean"), mean, scale)
}

/// TEU a year with their interval, as a cell.
pub(crate) fn teu_cell(of: &Summary) -> Cell {
    if of.mean == 0.0 && half_width(of) == 0.0 {
        return Cell::text("0");
    }
    let margin = margin(of, Precision::Fine).filter(|_| !is_lopsided(of));
    Cell::number(words::mean(of, Precision::Fine), margin)
}
