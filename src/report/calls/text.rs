//! `calls.csv`: every call of the first replication that departed in the measured period, and with a
//! call list every row of it, whatever became of it.

use std::io::Write;

use super::columns::{self, Call, Column};
use super::listed::{self, ListedRows};
use crate::experiment::Trace;
use crate::port::record::Visit;
use crate::report::ReportError;
use crate::report::clock::CivilClock;
use crate::report::csv::Table;
use crate::scenario::CallListRow;

/// The table of calls, in order of departure, then the rows of a call list that are not among them;
/// without their replication, which is the first; written row by row.
pub(crate) fn table<To: Write>(
    trace: &Trace,
    list: &[CallListRow],
    clock: &CivilClock,
    to: To,
) -> Result<To, ReportError> {
    let columns: Vec<Column> = columns::all().skip(1).collect();
    let mut names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let cells = |visit: &Visit| -> Vec<String> {
        let call = Call {
            replication: 0,
            visit,
            bay: &trace.bay,
        };
        let cells = columns.iter().map(|column| column.cell(&call, clock));
        cells.collect()
    };
    if list.is_empty() {
        let mut table = Table::to(to, &names)?;
        for visit in &trace.visits {
            table.row(cells(visit))?;
        }
        return table.written();
    }
    let rows = ListedRows::new(trace, list, clock);
    let width = names.len();
    names.extend(listed::COLUMNS.map(|(name, _)| name));
    let mut table = Table::to(to, &names)?;
    for visit in &trace.visits {
        table.row(cells(visit).into_iter().chain(rows.said_of(visit)))?;
    }
    for row in rows.not_departed_in_the_period() {
        let visit = rows.departed_before(row);
        let of_call = visit.map_or_else(|| rows.unserved(row, &names[..width]), cells);
        table.row(of_call.into_iter().chain(rows.said(row)))?;
    }
    table.written()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_row_tells_a_call_in_local_time_and_plain_numbers() {
        let mut results = fixture::year();
        results.first.bay.services[0].name = "=cmd|' /C calc'!A0".to_owned();
        results
            .first
            .visits
            .retain(|visit| visit.tag.service.0 == 0);
        let start = results.first.period.start;
        let clock = CivilClock::new("America/Los_Angeles", "2025-01-01", start).unwrap();
        let bytes = table(&results.first, &[], &clock, Vec::new()).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header = reader.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|cell| cell == name).unwrap();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), results.first.visits.len());
        let (row, visit) = (&rows[0], &results.first.visits[0]);
        assert!(row[column("service")].starts_with("'="), "{row:?}");
        assert!(row[column("departure")].starts_with("2025-01-"), "{row:?}");
        let stay: f64 = row[column("time_at_berth_h")].parse().unwrap();
        assert!((stay - visit.time_at_berth().hours()).abs() < 1e-4);
        assert_eq!(row[column("moves")], *"5270");
        assert_eq!(row[column("cargo_teu")], *"9907.6");
    }
}
