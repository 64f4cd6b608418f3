//! `results.xlsx`: the tables of a report as one workbook, since planners live in Excel.
//!
//! Each CSV table becomes a sheet of the same name: what is in one is in the other, up to
//! [`MOST_ROWS`] and [`MOST_CELLS`]. Cells are numbers, times or texts as their column says, the header stays in sight
//! and filters its column, and sheets in front say what was run and what every column and measure
//! means. Texts are written as texts, whatever they begin with, so that a name in a scenario
//! cannot act as a formula. Dates of the file itself are fixed: the same results give the same
//! bytes.

mod about;
mod cell;
mod columns;
mod format;

use std::fs;
use std::io::Read;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet, XlsxError};

use super::ReportError;
use super::csv::Kind;
use super::folder::{self, File, Finished};
use crate::experiment::measure;
pub(crate) use about::About;
use cell::{SheetCell, unguarded};
use format::Formats;

/// Name of the file.
pub(crate) const NAME: &str = "results.xlsx";
/// Rows of a sheet at most. The format ends at 1,048,576, and what opens it much earlier.
const MOST_ROWS: usize = 100_000;
/// Cells of a sheet at most: a year of any bay, and of a dense one its first days.
const MOST_CELLS: usize = 400_000;
/// What stands at the header of a column of times.
const OF_TIMES: &str = "Local times of the scenario's zone, without their offset from UTC, which stands \
                        in the CSV file. Across a change of clocks a difference of two times is an hour \
                        off: take spans from the columns in hours.";
/// Characters of a cell at most, a little below what the format allows (32,767).
const MOST_CHARACTERS: usize = 32_000;
/// Characters of the title in the properties.
const MOST_TITLE: usize = 200;
/// Rows that widths of columns are taken from.
const SEEN: usize = 200;
/// Widest column, in characters; longer texts run on or are wrapped.
const WIDEST: usize = 60;

/// A table as it was read back from CSV, without what does not fit.
struct Table<'a> {
    name: &'a str,
    header: Vec<String>,
    kinds: Vec<Kind>,
    rows: Vec<csv::StringRecord>,
    /// Rows in the CSV file.
    all: usize,
}

/// The workbook of the CSV tables among these files, those first that were written aside.
pub(crate) fn workbook(
    mut about: About,
    files: &[File],
    aside: &[Finished],
) -> Result<File, ReportError> {
    let mut tables = Vec::new();
    for file in aside {
        if let Some(name) = file.path.strip_suffix(".csv") {
            let read = fs::File::open(&file.aside.0);
            let read = read.map_err(folder::at("read", &file.aside.0))?;
            tables.push(Table::read(name, read)?);
        }
    }
    for file in files {
        if let Some(name) = file.path.strip_suffix(".csv") {
            tables.push(Table::read(name, file.bytes.as_slice())?);
        }
    }
    let cut = tables.iter().filter(|table| table.rows.len() < table.all);
    let cut = cut.map(|table| ("shortened", table.shortened()));
    about.rows.extend(cut.collect::<Vec<_>>());

    let mut workbook = Workbook::new();
    // No clock is read: every report of this program says the same day.
    let day = ExcelDateTime::from_ymd(2025, 1, 1)?;
    let title: String = about.title.chars().take(MOST_TITLE).collect();
    let properties = DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&day);
    workbook.set_properties(&properties);
    let formats = Formats::new();
    first(workbook.add_worksheet(), &about, &formats)?;
    measures(workbook.add_worksheet(), &formats)?;
    if about.columns {
        meanings(workbook.add_worksheet(), &tables, &formats)?;
    }
    for table in &tables {
        table.write(workbook.add_worksheet(), &formats)?;
    }
    Ok(File::new(NAME, workbook.save_to_buffer()?))
}

/// What was run, as names and words.
fn first(sheet: &mut Worksheet, about: &About, formats: &Formats) -> Result<(), ReportError> {
    let sheet = sheet.set_name("about")?;
    sheet.set_column_width(0, 16)?.set_column_width(1, 100)?;
    for (row, (name, words)) in (0..).zip(&about.rows) {
        text(sheet, (row, 0), name, &formats.header)?;
        text(sheet, (row, 1), words, &formats.wrapped)?;
    }
    Ok(())
}

/// Every measure with its unit and meaning.
fn measures(sheet: &mut Worksheet, formats: &Formats) -> Result<(), ReportError> {
    let sheet = sheet.set_name("measures")?;
    header(sheet, &["measure", "unit", "meaning"], formats)?;
    for (row, measure) in (1..).zip(measure::all()) {
        text(sheet, (row, 0), measure.name, &formats.text)?;
        text(sheet, (row, 1), measure.unit.name, &formats.text)?;
        text(sheet, (row, 2), measure.meaning, &formats.wrapped)?;
    }
    sheet.set_column_width(0, 38)?.set_column_width(1, 14)?;
    sheet.set_column_width(2, 100)?;
    Ok(())
}

/// What every column of every table holds.
fn meanings(
    sheet: &mut Worksheet,
    tables: &[Table<'_>],
    formats: &Formats,
) -> Result<(), ReportError> {
    let sheet = sheet.set_name("columns")?;
    header(sheet, &["sheet", "column", "meaning"], formats)?;
    let columns = tables
        .iter()
        .flat_map(|table| table.header.iter().map(|name| (table.name, name)));
    for (row, (table, column)) in (1..).zip(columns) {
        text(sheet, (row, 0), table, &formats.text)?;
        text(sheet, (row, 1), column, &formats.text)?;
        text(sheet, (row, 2), &columns::meaning(column), &formats.wrapped)?;
    }
    sheet.set_column_width(0, 16)?.set_column_width(1, 44)?;
    sheet.set_column_width(2, 100)?;
    Ok(())
}

impl<'a> Table<'a> {
    fn read(name: &'a str, text: impl Read) -> Result<Self, ReportError> {
        let mut reader = csv::Reader::from_reader(text);
        let header: Vec<String> = reader
            .headers()?
            .iter()
            .map(|name| unguarded(name).to_owned())
            .collect();
        let most = MOST_ROWS.min(MOST_CELLS / header.len().max(1));
        let rows = reader.records().take(most);
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let (mut all, mut record) = (rows.len(), csv::ByteRecord::new());
        while reader.read_byte_record(&mut record)? {
            all += 1;
        }
        let kinds = header.iter().map(|column| columns::kind(name, column));
        Ok(Self {
            name,
            kinds: kinds.collect(),
            header,
            rows,
            all,
        })
    }

    /// That it is not whole.
    fn shortened(&self) -> String {
        format!(
            "Sheet `{0}` holds the first {1} of {2} rows; {0}.csv holds all.",
            self.name,
            self.rows.len(),
            self.all
        )
    }

    /// The table as a sheet.
    fn write(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        let sheet = sheet.set_name(self.name)?;
        let names: Vec<&str> = self.header.iter().map(String::as_str).collect();
        header(sheet, &names, formats)?;
        for (row, record) in (1..).zip(&self.rows) {
            let columns = names.iter().zip(&self.kinds).zip(record);
            for (column, ((name, kind), words)) in (0..).zip(columns) {
                let cell = SheetCell::read(words, *kind);
                write(sheet, (row, column), name, &cell, formats)?;
            }
        }
        for ((column, name), kind) in (0..).zip(&names).zip(&self.kinds) {
            if *kind == Kind::Time {
                let note = Note::new(OF_TIMES).add_author_prefix(false);
                sheet.insert_note(0, column, &note)?;
            }
            let place = usize::from(column);
            let cells = self.rows.iter().take(SEEN).filter_map(|row| row.get(place));
            // A time loses its offset and a number some digits: shorter than in CSV, never longer.
            let widest = cells
                .map(|words| SheetCell::read(words, *kind).width())
                .max();
            let width = widest.unwrap_or(0).max(name.chars().count()).min(WIDEST);
            // Room for the filter's button.
            sheet.set_column_width(column, (width + 4) as f64)?;
        }
        let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        if let Some(columns) = names.len().checked_sub(1).filter(|_| last > 0) {
            sheet.autofilter(0, 0, last, u16::try_from(columns).unwrap_or(u16::MAX))?;
        }
        Ok(())
    }
}

/// A header row that stays in sight.
fn header(sheet: &mut Worksheet, names: &[&str], formats: &Formats) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(names) {
        text(sheet, (0, column), name, &formats.header)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    name: &str,
    cell: &SheetCell<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        SheetCell::Empty => {}
        SheetCell::Number(value) => {
            let format = formats.of_number(name, *value);
            sheet.write_number_with_format(row, column, *value, format)?;
        }
        SheetCell::Date(at) => {
            sheet.write_datetime_with_format(row, column, at, &formats.date)?;
        }
        SheetCell::Time(at) => {
            sheet.write_datetime_with_format(row, column, at, &formats.time)?;
        }
        SheetCell::Text(words) => text(sheet, (row, column), words, &formats.text)?,
    }
    Ok(())
}

/// Text as text, cut where the format ends.
fn text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let cut = words.char_indices().nth(MOST_CHARACTERS);
    let words = cut.map_or(words, |(at, _)| &words[..at]);
    sheet.write_string_with_format(row, column, words, format)?;
    Ok(())
}

#[cfg(test)]
mod tests;
