//! What a study's page is made of. Everything is plain text, already formatted.

use crate::report::chart::described;
use crate::report::draw::{DrawError, Picture};

/// A study as a page.
#[derive(Clone, Debug)]
pub(crate) struct Study {
    /// Heading of the page.
    pub(crate) title: String,
    /// The question, where one was asked.
    pub(crate) question: Option<String>,
    /// The answer, in a sentence or two, with its uncertainty.
    pub(crate) answer: String,
    /// What must be known before trusting the answer.
    pub(crate) warnings: Vec<String>,
    /// Key figures.
    pub(crate) cards: Vec<Card>,
    /// The rest, in the order of reading.
    pub(crate) sections: Vec<Section>,
    /// How the numbers were found, a paragraph each.
    pub(crate) method: Vec<String>,
    /// The command that makes the folder again, to be typed within it.
    pub(crate) again: String,
}

/// A key figure.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    /// What it is.
    pub(crate) label: String,
    /// The number.
    pub(crate) value: String,
    /// Its unit; empty where it has none.
    pub(crate) unit: String,
    /// Half the width of its 95 % interval.
    pub(crate) margin: Option<String>,
    /// One more line.
    pub(crate) note: String,
    /// Where the number stands in `results.json`.
    pub(crate) of: Option<Traced>,
}

/// Where a number stands in `results.json`, so that the page can be held to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Traced {
    /// Keys and positions, with dots between them.
    pub(crate) path: String,
    /// The number there.
    pub(crate) value: f64,
    /// What it is multiplied by to be shown.
    pub(crate) scale: f64,
}

/// A heading with what stands under it.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Anchor, unlike that of any other section or figure.
    pub(crate) id: String,
    /// Heading.
    pub(crate) title: String,
    /// In the order of reading.
    pub(crate) parts: Vec<Part>,
}

/// A piece of a section.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart with its caption.
    Figure(Figure),
}

/// A table of formatted cells.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// What it holds, for those who hear the page.
    pub(crate) label: String,
    /// Columns; the first is that of the rows' heads.
    pub(crate) columns: Vec<Column>,
    /// Rows of as many cells as there are columns after the first.
    pub(crate) rows: Vec<Row>,
    /// File with all its numbers.
    pub(crate) csv: Option<String>,
}

/// Head of a column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// What stands below.
    pub(crate) name: String,
    /// Unit of the numbers below; empty where there is none, or each row has its own.
    pub(crate) unit: String,
    /// Whether words stand below, set from the left and wrapped.
    pub(crate) words: bool,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What the row is about.
    pub(crate) head: String,
    /// How it is set.
    pub(crate) level: Level,
    /// The other columns.
    pub(crate) cells: Vec<Cell>,
}

/// How a row stands among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Bold: a total, or what was asked for.
    Strong,
    /// As it is.
    Plain,
    /// Indented under the one above.
    Inner,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    /// Its text; empty is shown as a dash.
    pub(crate) text: String,
    /// Half the width of its interval.
    pub(crate) margin: Option<String>,
    /// Where its number stands in `results.json`.
    pub(crate) of: Option<Traced>,
}

/// A chart with the words that stand beside it.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// File name without extension, and anchor in the page.
    pub(crate) id: String,
    /// The finding.
    pub(crate) title: String,
    /// What the picture shows, for those who cannot see it.
    pub(crate) alt: String,
    /// One sentence on how to read it.
    pub(crate) reading: String,
    /// File with its numbers.
    pub(crate) csv: String,
    /// The picture.
    pub(crate) picture: Picture,
}

impl Section {
    /// A section of these parts.
    pub(crate) fn new(id: &str, title: impl Into<String>, parts: Vec<Part>) -> Self {
        Self {
            id: id.to_owned(),
            title: title.into(),
            parts,
        }
    }
}

impl Column {
    /// A column of numbers in one unit; `1` and nothing are no unit.
    pub(crate) fn numbers(name: impl Into<String>, unit: &str) -> Self {
        let unit = if unit == "1" { "" } else { unit };
        Self {
            name: name.into(),
            unit: unit.to_owned(),
            words: false,
        }
    }

    /// A column of words.
    pub(crate) fn words(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            unit: String::new(),
            words: true,
        }
    }
}

impl Cell {
    /// Text alone.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            margin: None,
            of: None,
        }
    }

    /// A number with half the width of its interval.
    pub(crate) fn number(value: impl Into<String>, margin: Option<String>) -> Self {
        Self {
            text: value.into(),
            margin,
            of: None,
        }
    }

    /// The same, told from a number of `results.json` times `scale`.
    pub(crate) fn of(self, path: impl Into<String>, value: f64, scale: f64) -> Self {
        let path = path.into();
        Self {
            of: Some(Traced { path, value, scale }),
            ..self
        }
    }
}

impl Level {
    /// Class in the style sheet.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Strong => "bay",
            Self::Plain => "plain",
            Self::Inner => "terminal",
        }
    }
}

impl Figure {
    /// The chart as an SVG document with its text alternative.
    ///
    /// # Errors
    /// If it cannot be drawn.
    pub(crate) fn svg(&self) -> Result<String, DrawError> {
        described(&self.picture, &self.alt)
    }
}

impl Study {
    /// Every figure, in the order of the page.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let parts = self.sections.iter().flat_map(|section| &section.parts);
        parts.filter_map(|part| match part {
            Part::Figure(figure) => Some(figure),
            _ => None,
        })
    }

    /// Whether a table of it is a file, too, and a sheet of the workbook.
    pub(super) fn has_files(&self) -> bool {
        self.tables().any(|table| table.csv.is_some())
    }

    /// Every table, in the order of the page.
    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        let parts = self.sections.iter().flat_map(|section| &section.parts);
        parts.filter_map(|part| match part {
            Part::Table(table) => Some(table),
            _ => None,
        })
    }
}
