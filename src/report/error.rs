//! What can go wrong while a report is written.

use std::io;
use std::path::PathBuf;

use super::draw::DrawError;
use crate::experiment::way_out;

/// A report could not be written; nothing half-written is left behind.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The file system refused.
    #[error("cannot {action} {path}: {source}{}", way_out(source))]
    Files {
        /// What was tried, such as "write".
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The place of the report holds something that is not an earlier report.
    #[error(
        "{path} is not empty and holds no report of this program: move it, or choose another folder with --out"
    )]
    Occupied {
        /// Where.
        path: PathBuf,
    },
    /// The place of the report is taken by a file.
    #[error("{path} is a file, and a report is a folder: choose another name with --out")]
    NoFolder {
        /// Where.
        path: PathBuf,
    },
    /// The place of the report has no name to be renamed to: the root, or a folder above.
    #[error("{path} is not a name that a report can have: name a folder of its own with --out")]
    NoName {
        /// Where.
        path: PathBuf,
    },
    /// The earlier report holds a file that this program did not write.
    #[error(
        "{path} was not written by this program and would be lost with the earlier report: move it, or choose another folder with --out"
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The civil calendar of the scenario does not exist.
    #[error("cannot tell local times in {zone} from {first_day}: {source}")]
    Clock {
        /// Name of the zone.
        zone: String,
        /// First day measured.
        first_day: String,
        /// What is wrong with them.
        source: jiff::Error,
    },
    /// A chart could not be drawn.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// A table could not be formatted.
    #[error("cannot format a table: {0}")]
    Table(#[from] csv::Error),
    /// The workbook could not be formatted.
    #[error("cannot format the workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The table of all calls could not be written.
    #[error("cannot write the table of all calls: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// A JSON document could not be formatted.
    #[error("cannot format JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The page could not be formatted.
    #[error("cannot format the page: {0}")]
    Page(#[from] askama::Error),
}
