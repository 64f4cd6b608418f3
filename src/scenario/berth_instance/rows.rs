//! Rows of an instance: the hours of berths, and vessels.

use std::ops::{Range, RangeInclusive};

use super::Reading;
use super::columns::Columns;
use crate::engine::{SimDuration, SimTime};
use crate::planning::berths::{Berth, Instance, Vessel};
use crate::scenario::call_list::table::{Record, Records};

/// Hours that an instance may name: more than a century.
const HOURS: RangeInclusive<f64> = 0.0..=1e6;
/// Hours of handling: from a second.
const HANDLING: RangeInclusive<f64> = 1.0 / 3_600.0..=1e6;
/// Weights.
const WEIGHT: RangeInclusive<f64> = 0.0..=1e6;
/// Most vessels of an instance.
const VESSELS: usize = 500;

/// Reads all rows; what is wrong with any is reported.
pub(super) fn read(
    reading: Reading<'_>,
    columns: &Columns,
    records: Records<'_>,
) -> Option<Instance> {
    let divider = records.divider;
    let mut records = records;
    let rows: Vec<Record<'_>> = records.by_ref().collect();
    if let Some(open) = records.unclosed {
        let fault = reading.error(&(open..open + 1), "a quote is opened here and never closed");
        reading.faults.push(fault.help("close it, or take it out"));
    }
    let row = |record| Row {
        reading,
        columns,
        divider,
        record,
    };
    let [first, vessels @ .., last] = rows.as_slice() else {
        let end = reading.whole.span().end;
        let at = rows.first().map_or(end..end, Record::span);
        let fault = reading.error(
            &at,
            "an instance has a row `open`, vessels, and a row `close`",
        );
        reading.faults.push(fault);
        return None;
    };
    let berths = berths(&row(first), &row(last));
    if vessels.is_empty() || vessels.len() > VESSELS {
        let message = match vessels.len() {
            0 => "no vessel stands between `open` and `close`".to_owned(),
            count => {
                format!("{count} vessels are more than the {VESSELS} that are planned at once")
            }
        };
        let fault = reading.error(&first.span(), message);
        reading.faults.push(fault.help("write one vessel a row"));
    }
    let mut names: Vec<&str> = Vec::new();
    let mut read = Vec::new();
    for record in vessels {
        let row = row(record);
        let vessel = row.vessel(berths.as_deref(), &names);
        names.push(record.text(columns.fixed[0]));
        read.extend(vessel);
    }
    Some(Instance {
        berths: berths?,
        vessels: read,
    })
}

/// The berths, by the rows that open and close them.
fn berths(open: &Row<'_>, close: &Row<'_>) -> Option<Vec<Berth>> {
    let is_named = open.is_named("open", "first") & close.is_named("close", "last");
    if !is_named || !(open.has_its_cells() & close.has_its_cells()) {
        return None;
    }
    let mut berths = Vec::new();
    for (name, at) in &open.columns.berths {
        let help = "hours from the beginning of the plan, such as 0 and 168";
        let opens = open.required(*at, &HOURS, help);
        let closes = close.required(*at, &HOURS, help);
        let (Some(opens), Some(closes)) = (opens, closes) else {
            continue;
        };
        if closes <= opens {
            let message = format!("berth `{name}` closes at {closes} h and opens at {opens} h");
            close.fault(*at, message, "let it close after it opens");
            continue;
        }
        berths.push(Berth {
            name: name.clone(),
            open: instant(opens),
            close: instant(closes),
        });
    }
    (berths.len() == open.columns.berths.len()).then_some(berths)
}

fn instant(hours: f64) -> SimTime {
    SimTime::ZERO + SimDuration::from_hours(hours)
}

struct Row<'a> {
    reading: Reading<'a>,
    columns: &'a Columns,
    divider: char,
    record: &'a Record<'a>,
}

impl Row<'_> {
    fn span(&self, at: usize) -> Range<usize> {
        let cell = self.record.cells.get(at).map(|cell| cell.span.clone());
        cell.filter(|span| !span.is_empty())
            .unwrap_or(self.record.span())
    }

    fn fault(&self, at: usize, message: impl Into<String>, help: &str) {
        let fault = self.reading.error(&self.span(at), message);
        self.reading.faults.push(fault.help(help));
    }

    /// Whether the row of opening or closing hours stands where it has to.
    fn is_named(&self, name: &str, place: &str) -> bool {
        let at = self.columns.fixed[0];
        let is = self.record.text(at).eq_ignore_ascii_case(name);
        if !is {
            let message = format!("the {place} row is not `{name}`");
            let help = format!("write a row `{name}` with the hour of each berth {place}");
            self.fault(at, message, &help);
        }
        is
    }

    /// Whether there are as many cells as columns; reports if not.
    fn has_its_cells(&self) -> bool {
        let (cells, columns) = (self.record.cells.len(), self.columns.names.len());
        if cells != columns {
            let message = format!("{cells} cells in this row, and {columns} columns");
            let help = "write every cell; one is empty where the vessel cannot berth";
            self.fault(usize::MAX, message, help);
        }
        cells == columns
    }

    /// A number of a cell; `None` where it is empty or, reported, wrong.
    fn number(&self, at: usize, within: &RangeInclusive<f64>, help: &str) -> Option<f64> {
        let written = self.record.text(at);
        if written.is_empty() {
            return None;
        }
        let plain = match self.divider {
            ',' => written.to_owned(),
            _ => written.replace(',', "."),
        };
        let number = plain.parse::<f64>().ok();
        let Some(number) = number.filter(|number| number.is_finite()) else {
            self.fault(at, format!("`{written}` is no number"), help);
            return None;
        };
        if !within.contains(&number) {
            let range = match within.start() {
                0.0.. if *within == HANDLING => "above 0 and at most 1000000".to_owned(),
                _ => "from 0 to 1000000".to_owned(),
            };
            self.fault(
                at,
                format!("{written} is out of range: it has to be {range}"),
                help,
            );
            return None;
        }
        Some(number)
    }

    /// A number of a cell that may not be empty.
    fn required(&self, at: usize, within: &RangeInclusive<f64>, help: &str) -> Option<f64> {
        if self.record.text(at).is_empty() {
            let message = format!("`{}` is missing in this row", self.columns.names[at]);
            self.fault(at, message, help);
            return None;
        }
        self.number(at, within, help)
    }

    /// The vessel of the row; with the berths, whether it can depart in time at all.
    fn vessel(&self, berths: Option<&[Berth]>, before: &[&str]) -> Option<Vessel> {
        let [name, arrival, limit, weight] = self.columns.fixed;
        let called = self.record.text(name);
        if !self.has_its_cells() {
            return None;
        }
        if called.is_empty() {
            self.fault(name, "a vessel has no name", "name each vessel");
        } else if ["open", "close"].contains(&called.to_lowercase().as_str()) {
            let help = "`open` is the first row below the header, `close` the last";
            self.fault(name, format!("a row `{called}` stands among vessels"), help);
            return None;
        } else if before.contains(&called) {
            let message = format!("the vessel `{called}` stands twice");
            self.fault(
                name,
                message,
                "give each call a name of its own, such as `Maren 2`",
            );
        }
        let wrong = self.reading.faults.count();
        let hours = "hours from the beginning of the plan, such as 12.5";
        let arrives = self.required(arrival, &HOURS, hours);
        let limited = self.number(limit, &HOURS, hours);
        let weighs = self.required(
            weight,
            &WEIGHT,
            "what an hour of its stay counts, such as 1",
        );
        let help = "hours of handling there, such as 14; empty if it cannot berth there";
        let handling: Vec<Option<SimDuration>> = self
            .columns
            .berths
            .iter()
            .map(|(_, at)| Some(SimDuration::from_hours(self.number(*at, &HANDLING, help)?)))
            .collect();
        if self.reading.faults.count() > wrong {
            return None;
        }
        let vessel = Vessel {
            name: called.to_owned(),
            arrival: instant(arrives?),
            limit: limited.map_or(SimTime::NEVER, instant),
            weight: weighs?,
            handling,
        };
        self.can_be_planned(&vessel, berths).then_some(vessel)
    }

    /// Whether a vessel alone could depart in time; reports if not.
    fn can_be_planned(&self, vessel: &Vessel, berths: Option<&[Berth]>) -> bool {
        let [name, _, limit, _] = self.columns.fixed;
        if vessel.limit <= vessel.arrival {
            let help =
                "a vessel departs after it has arrived; leave the limit empty if it has none";
            self.fault(limit, "the departure limit is not after the arrival", help);
            return false;
        }
        if vessel.handling.iter().all(Option::is_none) {
            let message = format!("`{}` has a handling time at no berth", vessel.name);
            self.fault(name, message, "write its hours at one berth at least");
            return false;
        }
        let Some(berths) = berths else {
            return true;
        };
        let mut ends = berths.iter().zip(&vessel.handling);
        let can = ends.any(|(berth, handling)| {
            let earliest = handling.map(|handling| berth.open.max(vessel.arrival) + handling);
            earliest.is_some_and(|end| end <= vessel.limit.min(berth.close))
        });
        if !can {
            let message = format!("`{}` cannot depart in time from any berth", vessel.name);
            let help = "even alone, its handling ends after its limit or after the berth closes: \
                        move the limit, or shorten the handling";
            self.fault(name, message, help);
        }
        can
    }
}
