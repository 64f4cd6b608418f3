//! Text as it was written, and places in it that a diagnostic can point at.

use std::ops::Range;
use std::sync::Arc;

/// A scenario file, or one `--set`, as text.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Path as the user gave it, or `--set`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Position in the order of reading: the file that was asked for is 0.
    pub(super) order: usize,
}

/// A stretch of a [`Source`].
///
/// Every value keeps the place it came from through all merging, so that a fault in an extended
/// file is shown in that file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    source: Arc<Source>,
    span: Range<usize>,
}

impl Place {
    /// The bytes `span` of `source`, moved to the nearest boundaries of characters inside the text.
    pub(super) fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let text = &source.text;
        let mut start = span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = span.end.clamp(start, text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Self {
            source: Arc::clone(source),
            span: start..end,
        }
    }

    /// The file.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Bytes of the file's text.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Line in the file, from 1.
    pub fn line(&self) -> usize {
        1 + self.source.text[..self.span.start].matches('\n').count()
    }

    /// What is written there.
    pub fn text(&self) -> &str {
        &self.source.text[self.span.clone()]
    }

    /// Another stretch of the same file.
    pub(super) fn elsewhere(&self, span: Range<usize>) -> Self {
        Self::new(&self.source, span)
    }

    /// Whether both places lie in the same file.
    pub(super) fn shares_file_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source)
    }

    /// What diagnostics are sorted by.
    pub(super) fn order(&self) -> (usize, usize) {
        (self.source.order, self.span.start)
    }
}
