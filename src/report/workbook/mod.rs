//! `results.xlsx`: the tables of the report as one workbook, since planners live in Excel.
//!
//! Each CSV table becomes a sheet of the same name: what is in one is in the other. Numbers and
//! times are numbers and times with formats, the header stays in sight, and two sheets in front
//! say what was run and what every measure means. Texts are written as texts, whatever they begin
//! with, so that a name in a scenario cannot act as a formula. Dates of the file itself are fixed:
//! the same results give the same bytes.

mod cell;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::ReportError;
use super::folder::File;
use crate::experiment::RunIdentity;
use crate::experiment::measure;
use cell::Cell;

/// Name of the file.
pub(crate) const NAME: &str = "results.xlsx";
/// Rows that widths of columns are taken from.
const SEEN: usize = 200;
/// Widest column, in characters; longer texts run on or are wrapped.
const WIDEST: usize = 60;

/// The workbook of the CSV tables among these files.
pub(crate) fn workbook(run: &RunIdentity, files: &[File]) -> Result<File, ReportError> {
    let mut workbook = Workbook::new();
    // No clock is read: every report of this program says the same day.
    let day = ExcelDateTime::from_ymd(2025, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(&run.scenario)
        .set_creation_datetime(&day);
    workbook.set_properties(&properties);
    let formats = Formats::new();
    about(workbook.add_worksheet(), run, &formats)?;
    measures(workbook.add_worksheet(), &formats)?;
    for file in files {
        if let Some(name) = file.path.strip_suffix(".csv") {
            let sheet = workbook.add_worksheet().set_name(name)?;
            table(sheet, &file.bytes, &formats)?;
        }
    }
    Ok(File::new(NAME, workbook.save_to_buffer()?))
}

/// How cells look.
struct Formats {
    header: Format,
    text: Format,
    wrapped: Format,
    date: Format,
    time: Format,
    /// Whole numbers; from 100, from 1, and smaller.
    whole: Format,
    large: Format,
    middle: Format,
    small: Format,
}

impl Formats {
    fn new() -> Self {
        let number = |format: &str| Format::new().set_num_format(format);
        Self {
            header: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00E8_EDF2))
                .set_border_bottom(FormatBorder::Thin),
            text: Format::new(),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            date: number("yyyy-mm-dd"),
            time: number("yyyy-mm-dd hh:mm:ss"),
            whole: number("#,##0"),
            large: number("#,##0.0"),
            middle: number("0.00"),
            small: number("0.0000"),
        }
    }

    fn of_number(&self, value: f64) -> &Format {
        if value.fract() == 0.0 {
            &self.whole
        } else if value.abs() >= 100.0 {
            &self.large
        } else if value.abs() >= 1.0 {
            &self.middle
        } else {
            &self.small
        }
    }
}

/// What was run, as names and words.
fn about(sheet: &mut Worksheet, run: &RunIdentity, formats: &Formats) -> Result<(), ReportError> {
    let mut rows = vec![
        ("scenario", run.scenario.clone()),
        ("question", run.question.clone()),
        ("replications", run.replications.to_string()),
        ("seed", run.seed.to_string()),
        ("first day", run.first_day.clone()),
        ("last day", run.last_day.clone()),
        ("warm-up days", run.warm_up_days.to_string()),
        ("emissions", run.emission_settings.clone()),
        ("program", format!("sanpedro {}", env!("CARGO_PKG_VERSION"))),
        (
            "how to read",
            "A sheet for each table. Rows of summaries are over replications: mean, its 95 % \
             interval, and the 5 %, 50 % and 95 % quantiles. Times are local. Sheet `measures` \
             says what each measure means."
                .to_owned(),
        ),
    ];
    rows.extend(
        run.assumptions
            .iter()
            .map(|words| ("assumption", words.clone())),
    );
    let sheet = sheet.set_name("about")?;
    sheet.set_column_width(0, 16)?.set_column_width(1, 100)?;
    for (row, (name, words)) in (0..).zip(&rows) {
        sheet.write_string_with_format(row, 0, *name, &formats.header)?;
        sheet.write_string_with_format(row, 1, words.as_str(), &formats.wrapped)?;
    }
    Ok(())
}

/// Every measure with its unit and meaning.
fn measures(sheet: &mut Worksheet, formats: &Formats) -> Result<(), ReportError> {
    let sheet = sheet.set_name("measures")?;
    header(sheet, &["measure", "unit", "meaning"], formats)?;
    for (row, measure) in (1..).zip(measure::all()) {
        sheet.write_string_with_format(row, 0, measure.name, &formats.text)?;
        sheet.write_string_with_format(row, 1, measure.unit, &formats.text)?;
        sheet.write_string_with_format(row, 2, measure.meaning, &formats.wrapped)?;
    }
    sheet.set_column_width(0, 38)?.set_column_width(1, 14)?;
    sheet.set_column_width(2, 100)?;
    Ok(())
}

/// A CSV table as a sheet.
fn table(sheet: &mut Worksheet, bytes: &[u8], formats: &Formats) -> Result<(), ReportError> {
    let mut reader = csv::Reader::from_reader(bytes);
    let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    header(sheet, &names, formats)?;
    for (row, record) in (1..).zip(&rows) {
        for (column, words) in (0..).zip(record) {
            write(sheet, row, column, &Cell::of(words), formats)?;
        }
    }
    for (column, name) in names.iter().enumerate() {
        let cells = rows.iter().take(SEEN).filter_map(|row| row.get(column));
        // A time loses its offset and a number some digits: shorter than in CSV, never longer.
        let widest = cells.map(|words| Cell::of(words).width()).max();
        let width = widest.unwrap_or(0).max(name.len()).min(WIDEST) + 2;
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        sheet.set_column_width(column, width as f64)?;
    }
    Ok(())
}

/// A header row that stays in sight.
fn header(sheet: &mut Worksheet, names: &[&str], formats: &Formats) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, *name, &formats.header)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Number(value) => {
            let format = formats.of_number(*value);
            sheet.write_number_with_format(row, column, *value, format)?;
        }
        Cell::Date(at) => {
            sheet.write_datetime_with_format(row, column, at, &formats.date)?;
        }
        Cell::Time(at) => {
            sheet.write_datetime_with_format(row, column, at, &formats.time)?;
        }
        Cell::Text(words) => {
            sheet.write_string_with_format(row, column, *words, &formats.text)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        let run = fixture::year().run;
        let rows = "terminal,mean,departure\n'=cmd|x,1234.5,2025-03-09T03:30:00-07:00\n";
        let files = [
            File::new("calls.csv", rows),
            File::new("report.html", "<p>"),
        ];
        let file = workbook(&run, &files).unwrap();
        assert_eq!(file.path, NAME);
        assert!(file.bytes.starts_with(b"PK\x03\x04"), "a zip archive");
        assert_eq!(file, workbook(&run, &files).unwrap());
        let changed = [File::new("calls.csv", rows.replace("1234.5", "1234.6"))];
        assert_ne!(file, workbook(&run, &changed).unwrap());
        let empty = [File::new("calls.csv", "terminal,mean\n")];
        assert!(workbook(&run, &empty).is_ok());
    }
}
