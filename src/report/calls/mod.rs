//! Tables of calls: `calls.csv` of the first replication, and `calls.parquet` of every one, for data
//! frames.
//!
//! The latter is written while replications come in, in their order, so that memory does not grow with them: a
//! row group is written and forgotten when it is full. Times are instants in UTC. The same
//! replications give the same bytes.

mod columns;
mod listed;
mod text;

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use sha2::{Digest, Sha256};

use super::ReportError;
use super::clock::CivilClock;
use super::folder::{self, AsideFile, Finished};
use crate::disk;
use crate::port::bay::{Bay, Period};
use crate::port::record::Visit;
use crate::scenario::Scenario;
pub(super) use text::table as csv;

/// Name of the file.
const NAME: &str = "calls.parquet";
/// Calls of a row group: some megabytes, which data frames read at once.
const ROWS: usize = 50_000;

/// The table of all calls, being written aside.
#[derive(Debug)]
pub struct CallsFile<'a> {
    bay: &'a Bay,
    clock: CivilClock,
    aside: AsideFile,
    rows: Vec<(u32, Visit)>,
    writer: SerializedFileWriter<Hashing>,
}

impl<'a> CallsFile<'a> {
    /// A table of a scenario's calls, written aside of the report at `out` until that is written.
    ///
    /// # Errors
    /// If the file system refuses, or the scenario's zone or first day does not exist.
    ///
    /// # Panics
    /// If the scenario's measured period does not begin with a day.
    pub fn create(scenario: &'a Scenario, out: &Path) -> Result<Self, ReportError> {
        let bay = &scenario.bay;
        let Period { start, .. } = bay.period;
        let first = bay.days.days.iter().find(|day| day.from == start);
        let first = first.expect("a measured period begins with a day");
        let day = format!("{:04}-{:02}-{:02}", first.year, first.month, first.day);
        let clock = CivilClock::new(&scenario.time_zone, &day, start)?;
        let aside = folder::sibling(out, "calls");
        if let Some(parent) = out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            disk::create_dir_all(parent).map_err(folder::at("create", parent))?;
        }
        if aside.exists() {
            // Of a program that was killed and had the same number.
            disk::remove_file(&aside).map_err(folder::at("remove", &aside))?;
        }
        let file = disk::create_new(&aside).map_err(folder::at("create", &aside))?;
        let schema = columns::all().map(|column| Ok(Arc::new(column.schema()?)));
        let schema = Type::group_type_builder("calls")
            .with_fields(schema.collect::<Result<_, ParquetError>>()?)
            .build()?;
        let properties = WriterProperties::builder()
            .set_created_by(format!("sanpedro {}", env!("CARGO_PKG_VERSION")))
            .set_compression(Compression::SNAPPY)
            .build();
        let writer =
            SerializedFileWriter::new(Hashing::new(file), Arc::new(schema), Arc::new(properties))?;
        Ok(Self {
            bay,
            clock,
            aside: AsideFile(aside),
            rows: Vec::new(),
            writer,
        })
    }

    /// Takes the calls of the next replication in, in their order.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn add(&mut self, replication: u32, calls: Vec<Visit>) -> Result<(), ReportError> {
        self.rows
            .extend(calls.into_iter().map(|visit| (replication, visit)));
        if self.rows.len() >= ROWS {
            self.write_rows()?;
        }
        Ok(())
    }

    /// The whole table, ready for the report's folder.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn finish(mut self) -> Result<Finished, ReportError> {
        if !self.rows.is_empty() {
            self.write_rows()?;
        }
        let mut hashing = self.writer.into_inner()?;
        hashing
            .file
            .flush()
            .map_err(folder::at("write", &self.aside.0))?;
        Ok(Finished {
            path: NAME.to_owned(),
            aside: self.aside,
            bytes: hashing.bytes,
            sha256: hashing.sha256.finalize().into(),
        })
    }

    fn write_rows(&mut self) -> Result<(), ReportError> {
        let mut group = self.writer.next_row_group()?;
        for column in columns::all() {
            let mut chunk = group
                .next_column()?
                .expect("the schema has a column for each of ours");
            column.write(chunk.untyped(), &self.rows, self.bay, &self.clock)?;
            chunk.close()?;
        }
        group.close()?;
        self.rows.clear();
        Ok(())
    }
}

/// A file that knows the hash of what was written.
#[derive(Debug)]
struct Hashing {
    file: File,
    bytes: u64,
    sha256: Sha256,
}

impl Hashing {
    fn new(file: File) -> Self {
        Self {
            file,
            bytes: 0,
            sha256: Sha256::new(),
        }
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        disk::write_all(&mut self.file, bytes)?;
        self.sha256.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, Row};

    use std::fs;

    use super::*;
    use crate::report::fixture;

    /// The table of some replications, as bytes and as rows.
    fn written(scenario: &Scenario, calls: &[Vec<Visit>], out: &Path) -> (Vec<u8>, Vec<Row>) {
        let mut table = CallsFile::create(scenario, out).unwrap();
        for (replication, calls) in (0..).zip(calls) {
            table.add(replication, calls.clone()).unwrap();
        }
        let finished = table.finish().unwrap();
        let path = finished.aside.0.clone();
        let bytes = fs::read(&path).unwrap();
        assert_eq!(bytes.len() as u64, finished.bytes);
        assert_eq!(Sha256::digest(&bytes)[..], finished.sha256);
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap);
        let rows = rows.collect();
        drop(finished);
        assert!(
            !path.exists(),
            "nothing is left of a table that no report took"
        );
        (bytes, rows)
    }

    fn field<'a>(row: &'a Row, name: &str) -> &'a Field {
        let mut columns = row.get_column_iter();
        columns.find(|(column, _)| *column == name).unwrap().1
    }

    #[test]
    fn every_call_of_every_replication_has_its_row() {
        let results = fixture::year();
        let scenario = Scenario {
            bay: results.first.bay.clone(),
            ..fixture::scenario()
        };
        let visits = results.first.visits;
        let calls = [visits.clone(), Vec::new(), visits[..2].to_vec()];
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("output/study");
        let (bytes, rows) = written(&scenario, &calls, &out);
        assert_eq!(rows.len(), visits.len() + 2);
        let last = &rows[visits.len() + 1];
        assert_eq!(*field(last, "replication"), Field::Int(2));
        let visit = &visits[1];
        assert_eq!(
            *field(last, "terminal"),
            Field::Str(scenario.bay.terminal(visit.tag.terminal).id.clone())
        );
        assert_eq!(*field(last, "wait_h"), Field::Double(visit.wait().hours()));
        let Field::TimestampMillis(arrival) = field(last, "arrival") else {
            panic!("{last:?}");
        };
        let Field::TimestampMillis(departure) = field(last, "departure") else {
            panic!("{last:?}");
        };
        assert_eq!(departure - arrival, visit.turnaround().millis());
        for (row, visit) in rows.iter().zip(&visits) {
            let connected = field(row, "shore_power_connected");
            assert_eq!(*connected == Field::Null, visit.connected_at.is_none());
        }
        assert_eq!(written(&scenario, &calls, &out).0, bytes);
    }
}
