//! Tables and paragraphs as wide as a terminal that nobody has widened, and CSV for scripts.

use comfy_table::{ContentArrangement, Table};

use crate::cli::{Ending, output};

/// Columns of a terminal that everything fits in.
pub(crate) const WIDTH: usize = 80;

/// A table without lines, as wide as a terminal at most.
pub(crate) fn plain() -> Table {
    let mut table = Table::new();
    let width = u16::try_from(WIDTH).expect("a terminal is not that wide");
    table
        .load_style(comfy_table::presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width);
    table
}

/// A table without the padding at the ends of its lines.
pub(crate) fn trimmed(table: &Table) -> String {
    let lines: Vec<String> = table
        .to_string()
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    lines.join("\n")
}

/// Words in lines as wide as a terminal at most, those after the first further in.
pub(crate) fn wrapped(text: &str, indent: &str, further: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= WIDTH => {
                last.push(' ');
                last.push_str(word);
            }
            Some(_) => lines.push(format!("{further}{word}")),
            None => lines.push(format!("{indent}{word}")),
        }
    }
    lines
}

/// Rows under a header as CSV.
///
/// # Errors
/// If a row has more or fewer cells than the header.
pub(crate) fn csv<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// Prints what was made for a script, or says why it could not be made.
pub(crate) fn print<Fault: std::fmt::Display>(made: Result<String, Fault>) -> Ending {
    match made {
        Ok(text) => output::result(text.trim_end()),
        Err(error) => {
            output::note(&format!("error: {error}"));
            Ending::Failed
        }
    }
}

/// Says that what was typed cannot be done.
pub(crate) fn wrong(message: &str) -> Ending {
    let message = format!("error: {message}");
    for line in message.lines() {
        output::note(&wrapped(line, "", "  ").join("\n"));
    }
    Ending::Wrong
}
