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

/// A table without lines, its columns `gap` apart: those of numbers from the right, others from the
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
        .set_header(header)
        .add_rows(rows);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, gap));
        if numbers.contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}
