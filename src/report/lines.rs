//! Lines for a terminal that nobody has widened: wrapped text and aligned tables.

use std::ops::RangeBounds;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Row, Table};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// Columns of a terminal that everything fits in.
pub(crate) const COLUMNS: u16 = 80;

/// A paragraph in lines of at most 80 columns, unless a word is longer. The first line begins with
/// `indent`, every other with `further`; the last is not ended.
pub(crate) fn wrapped(text: &str, indent: &str, further: &str) -> String {
    let options = Options::new(usize::from(COLUMNS))
        .initial_indent(indent)
        .subsequent_indent(further)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::fill(text, options)
}

/// A table without lines, and without a header if that is empty, its columns `gap` apart: those of numbers from the right, others from the
/// left, and cells wrapped where it would be wider than a terminal.
pub(crate) fn aligned<R: Into<Row>>(
    header: impl Into<Row>,
    rows: impl IntoIterator<Item = R>,
    numbers: impl RangeBounds<usize>,
    gap: u16,
) -> String {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(COLUMNS + gap)
        .add_rows(rows);
    let header = header.into();
    if header.cell_count() > 0 {
        table.set_header(header);
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, gap));
        if numbers.contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_fit_a_terminal_and_lose_nothing() {
        let setting = "first_come · 2400 ft · 1.782711886 %/yr · pier_500 · 14 · four · 0.9";
        let rows = [
            [setting, "0.10 ± 0.02", "1,204,000 ± 30,000"],
            ["best_fit", "0.09 ± 0.02", "1,203,000 ± 30,000"],
        ];
        let table = aligned(["bay", "Wait", "Throughput [TEU]"], rows, 1.., 2);
        assert!(
            table.lines().all(|line| line.chars().count() <= 80),
            "{table}"
        );
        for word in rows.iter().flatten().flat_map(|cell| cell.split(' ')) {
            assert!(table.contains(word), "{word} in\n{table}");
        }
        let narrow = aligned([""; 0], [["a", "1"], ["bb", "20"]], 1.., 2);
        assert_eq!(narrow, "a    1\nbb  20");
    }

    #[test]
    fn paragraphs_are_wrapped_between_words_alone() {
        let text = format!("{} {} {}", "a".repeat(70), "b".repeat(9), "c".repeat(90));
        let lines = [70, 9, 90].into_iter().zip(["a", "b", "c"]);
        let lines: Vec<String> = lines.map(|(count, word)| word.repeat(count)).collect();
        assert_eq!(
            wrapped(&text, "", "  "),
            format!("{} {}\n  {}", lines[0], lines[1], lines[2])
        );
    }
}
