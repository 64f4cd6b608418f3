//! Reports: every command yields one [`Study`], and there is one writer each for its page, its
//! workbook and its folder.
//!
//! ```text
//! what was found ──► Study (title, answer, sections of parts) ──► report.html ─┐
//!                ──► File (results.json, *.csv) ──► results.xlsx ──────────────┼──► folder
//!                    Figure ──► charts/*.svg, *.png; Source ──► scenarios ─────┘  manifest last
//! ```
//!
//! How a command uses it:
//!
//! 1. The command line calls [`report::check`](crate::report::check) on the folder before it
//!    spends time.
//! 2. A function of this layer turns what was found into a [`Study`]: a title, the answer in a
//!    sentence or two, cards, and [`Section`]s whose [`Part`]s are paragraphs, lists, [`Table`]s
//!    of formatted cells, [`Figure`]s, and [`Panel`]s that a script fills. All of them are plain
//!    text; the template escapes every one, and pictures escape theirs, so that no name of a
//!    scenario can become HTML.
//! 3. It calls [`write()`] with the study, its [`Origin`] and its own files in their order. Charts
//!    (SVG and PNG, in `charts/`), a workbook of the CSV tables, every scenario as it was run, the
//!    page and, last, the manifest are added; the folder is written aside and renamed.
//!
//! Every page is light and dark, on paper and on a telephone, and needs no network; it has a
//! script where the study has data for one. Ids of sections and figures are anchors and file
//! names and must differ: lower-case words with underscores or hyphens.

mod listing;
mod page;
mod parts;
mod prose;
mod write;

pub(crate) use super::chart::Figure;
pub(crate) use super::folder::File;
pub(crate) use super::manifest::{Origin, Source};
pub(crate) use listing::{Entry, Listed, Listing, Parts, teu_cell};
pub(crate) use parts::{
    Card, Cell, Column, Level, Panel, Part, Row, Section, Study, Table, Traced,
};
#[cfg(test)]
pub(crate) use write::all;
pub(crate) use write::{write, write_with};
