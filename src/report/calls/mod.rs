//! Tables of calls: `calls.csv` of the first replication, and `calls.parquet` of every one, for data
//! frames.
//!
//! The latter is written while replications come in, in their order, so that memory does not grow with them: a
//! row group is written and forgotten when it is full. Times are instants in UTC. The same
//! replications give the same bytes.

mod columns;
mod listed;
mod text;

use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::ReportError;
use super::aside::Hashing;
use super::clock::CivilClock;
use super::csv::Kind;
use super::folder::Finished;
use crate::port::bay::{Bay, Period};
use crate::port::record::Visit;
use crate::scenario::Scenario;
pub(super) use text::table as csv;

/// What the cells of a column of `calls.csv` are; `None` if it has no such column.
pub(super) fn kind(name: &str) -> Option<Kind> {
    let of_list = listed::COLUMNS.iter().find(|(column, _)| *column == name);
    let of_calls = || columns::all().find(|column| column.name == name);
    of_list
        .map(|(_, kind)| *kind)
        .or_else(|| of_calls().map(|column| column.kind()))
}

/// Name of the file.
const NAME: &str = "calls.parquet";
/// Calls of a row group: some megabytes, which data frames read at once.
const ROWS: usize = 50_000;

/// The table of all calls, being written aside.
#[derive(Debug)]
pub struct CallsFile<'a> {
    bay: &'a Bay,
    clock: CivilClock,
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
        let file = Hashing::create(out, "calls")?;
        let schema = columns::all().map(|column| Ok(Arc::new(column.schema()?)));
        let schema = Type::group_type_builder("calls")
            .with_fields(schema.collect::<Result<_, ParquetError>>()?)
            .build()?;
        let properties = WriterProperties::builder()
            .set_created_by(format!("sanpedro {}", env!("CARGO_PKG_VERSION")))
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(said_of(scenario)))
            .build();
        let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?;
        Ok(Self {
            bay,
            clock,
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
        self.writer.into_inner()?.finish(NAME)
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

/// What the file says of itself: what was run, and the zone of its civil times elsewhere.
fn said_of(scenario: &Scenario) -> Vec<KeyValue> {
    let said = [
        ("scenario", scenario.name.clone()),
        ("seed", scenario.seed.to_string()),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("time_zone", scenario.time_zone.clone()),
    ];
    said.map(|(key, value)| KeyValue::new(format!("sanpedro.{key}"), value))
        .into()
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use sha2::{Digest, Sha256};

    use parquet::basic::ColumnOrder;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::file::statistics::Statistics;
    use parquet::record::{Field, Row};

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

    /// The bytes as a file again, which is removed once it is closed.
    fn opened(bytes: &[u8]) -> File {
        use std::io::{Seek as _, Write as _};
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        file
    }

    fn field<'a>(row: &'a Row, name: &str) -> &'a Field {
        let mut columns = row.get_column_iter();
        columns.find(|(column, _)| *column == name).unwrap().1
    }

    #[test]
    fn the_file_says_what_was_run_and_bounds_every_column_for_readers() {
        let results = fixture::year();
        let scenario = Scenario {
            bay: results.first.bay.clone(),
            ..fixture::scenario()
        };
        let visits = results.first.visits;
        let place = tempfile::tempdir().unwrap();
        let (bytes, rows) = written(
            &scenario,
            std::slice::from_ref(&visits),
            &place.path().join("study"),
        );
        let reader = SerializedFileReader::new(opened(&bytes)).unwrap();
        let file = reader.metadata().file_metadata();
        let said: Vec<(String, Option<String>)> = file
            .key_value_metadata()
            .unwrap()
            .iter()
            .map(|said| (said.key.clone(), said.value.clone()))
            .collect();
        for (key, value) in [
            ("sanpedro.scenario", scenario.name.clone()),
            ("sanpedro.seed", scenario.seed.to_string()),
            ("sanpedro.version", env!("CARGO_PKG_VERSION").to_owned()),
            ("sanpedro.time_zone", scenario.time_zone.clone()),
        ] {
            assert!(said.contains(&(key.to_owned(), Some(value))), "{said:?}");
        }
        // An order that readers of today know; by any other one they skip the bounds.
        let orders = file.column_orders().unwrap();
        let names = columns::all().map(|column| column.name);
        for ((name, order), at) in names.zip(orders).zip(0..) {
            assert!(
                matches!(order, ColumnOrder::TYPE_DEFINED_ORDER(_)),
                "{name}"
            );
            let column = reader.metadata().row_group(0).column(at).statistics();
            if name == "wait_h" {
                let Some(Statistics::Double(found)) = column else {
                    panic!("{column:?}");
                };
                let waits = visits.iter().map(|visit| visit.wait().hours());
                let most = waits.fold(0.0, f64::max);
                assert_eq!(
                    found.max_opt().map(|max| max.to_bits()),
                    Some(most.to_bits())
                );
                assert!(found.min_opt().is_some() && !rows.is_empty());
            }
        }
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
