//! What a study's page is made of. Everything is plain text, already formatted.
//!
//! In paragraphs, notes and lists, words between backticks are set apart: a file of the report
//! becomes a link to it, `#anchor words` a link within the page, anything else code.

use crate::report::chart::Figure;

/// What a command found, as every writer takes it.
#[derive(Clone, Debug, Default)]
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
    /// What was run, in the line under the title; empty where command and scenarios say it.
    pub(crate) subject: String,
    /// Rows that the first sheet of the workbook has of this study alone.
    pub(crate) facts: Vec<(&'static str, String)>,
    /// How the workbook's tables are read; `None` where a sheet explains every column.
    pub(crate) how_to_read: Option<&'static str>,
    /// What the page's script reads, as JSON that is inert in HTML; `None` is a page without script.
    pub(crate) script_data: Option<String>,
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
    /// Words of its link at the top of the page, where it has one.
    pub(crate) link: Option<&'static str>,
    /// In the order of reading.
    pub(crate) parts: Vec<Part>,
}

/// A piece of a section.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A heading under that of the section: its anchor and words.
    Heading(&'static str, String),
    /// A paragraph.
    Text(String),
    /// A paragraph in small type, such as how the table below it is read.
    Note(String),
    /// A list.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A table that is long and opened by those who want it, with the words that open it.
    Folded(String, Table),
    /// A chart with its caption.
    Figure(Figure),
    /// A place that the page's script fills.
    Panel(Panel),
}

/// A place that the page's script fills with something to explore; without script it is not seen.
#[derive(Clone, Debug)]
pub(crate) struct Panel {
    /// Anchor, by which the script finds it.
    pub(crate) id: &'static str,
    /// Heading.
    pub(crate) title: &'static str,
    /// Where its numbers stand, in a sentence; empty where each says it itself.
    pub(crate) note: &'static str,
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
    /// What the row is about; lines after the first are set small under it.
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
    /// Whether it is a hit or a miss, for a cell that judges.
    pub(crate) verdict: Option<bool>,
}

impl Section {
    /// A section of these parts.
    pub(crate) fn new(id: &str, title: impl Into<String>, parts: Vec<Part>) -> Self {
        Self {
            id: id.to_owned(),
            title: title.into(),
            link: None,
            parts,
        }
    }

    /// The same section with a link at the top of the page.
    pub(crate) fn linked(self, words: &'static str) -> Self {
        Self {
            link: Some(words),
            ..self
        }
    }

    /// Level of a panel's heading: that of a section where it stands for one without a title.
    pub(super) const fn panel_level(&self) -> u8 {
        if self.title.is_empty() { 2 } else { 3 }
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
            ..Self::default()
        }
    }

    /// A number with half the width of its interval.
    pub(crate) fn number(value: impl Into<String>, margin: Option<String>) -> Self {
        Self {
            text: value.into(),
            margin,
            ..Self::default()
        }
    }

    /// A judgement in words.
    pub(crate) fn verdict(words: &str, hit: bool) -> Self {
        Self {
            verdict: Some(hit),
            ..Self::text(words)
        }
    }

    /// The cell as shown from a number of `results.json` times `scale`.
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

impl Study {
    /// Every part, in the order of the page.
    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.sections.iter().flat_map(|section| &section.parts)
    }

    /// Every figure, in the order of the page.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.parts().filter_map(|part| match part {
            Part::Figure(figure) => Some(figure),
            _ => None,
        })
    }

    /// Every table, in the order of the page.
    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts().filter_map(|part| match part {
            Part::Table(table) | Part::Folded(_, table) => Some(table),
            _ => None,
        })
    }

    /// Anchors of all that can be linked to, in the order of the page.
    pub(super) fn anchors(&self) -> impl Iterator<Item = &str> {
        let titled = |section: &&Section| !section.title.is_empty();
        let sections = self.sections.iter().filter(titled);
        let parts = self.parts().filter_map(|part| match part {
            Part::Heading(id, _) => Some(*id),
            Part::Figure(figure) => Some(figure.id.as_str()),
            Part::Panel(panel) => Some(panel.id),
            _ => None,
        });
        sections.map(|section| section.id.as_str()).chain(parts)
    }

    /// Whether the top of the page links to sections.
    pub(super) fn has_links(&self) -> bool {
        self.sections.iter().any(|section| section.link.is_some())
    }

    /// Whether a table of it is a file, too, and a sheet of the workbook.
    pub(super) fn has_files(&self) -> bool {
        self.tables().any(|table| table.csv.is_some())
    }
}
