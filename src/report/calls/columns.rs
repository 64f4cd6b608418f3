//! Columns of the table of calls: those of `calls.csv`, with the replication in front.

use crate::experiment::measure;
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::schema::types::Type;

use crate::engine::SimTime;
use crate::experiment::Verdict;
use crate::port::bay::{Bay, Port, Service, Terminal, VesselClass};
use crate::port::record::Visit;
use crate::report::clock::CivilClock;
use crate::report::csv::reason;

/// A call, with what it refers to.
struct Row<'a> {
    replication: u32,
    visit: &'a Visit,
    bay: &'a Bay,
}

/// What a column says of a call; `None` where there is nothing to say.
enum Of {
    Text(for<'a> fn(&Row<'a>) -> Option<&'a str>),
    Whole(fn(&Row<'_>) -> u32),
    /// A position in a list, counted from 1.
    Place(fn(&Row<'_>) -> Option<u16>),
    Number(fn(&Row<'_>) -> f64),
    Time(fn(&Row<'_>) -> Option<SimTime>),
}

/// A column.
pub(super) struct Column {
    name: &'static str,
    of: Of,
}

/// All of them, in their order.
pub(super) fn all() -> impl Iterator<Item = Column> {
    let columns = WHO
        .into_iter()
        .chain(WHEN)
        .chain(WORK)
        .chain(POWER)
        .chain(CONTROL);
    columns.map(|(name, of)| Column { name, of })
}

const WHO: [(&str, Of); 12] = [
    ("replication", Of::Whole(|row| row.replication)),
    ("call", Of::Whole(|row| row.visit.tag.call)),
    ("port", Of::Text(|row| Some(&row.port().id))),
    ("terminal", Of::Text(|row| Some(&row.terminal().id))),
    ("wharf", Of::Text(wharf)),
    ("position_m", Of::Number(|row| row.visit.position.value())),
    ("service", Of::Text(|row| Some(&row.service().name))),
    ("origin", Of::Text(|row| Some(&row.service().origin))),
    ("vessel_class", Of::Text(|row| Some(&row.class().name))),
    (
        "capacity_teu",
        Of::Number(|row| row.class().capacity.value()),
    ),
    ("loa_m", Of::Number(|row| row.visit.loa.value())),
    (
        "engine_tier",
        Of::Whole(|row| u32::from(row.visit.tag.tier)),
    ),
];

const WHEN: [(&str, Of); 8] = [
    ("left_origin", Of::Time(|row| Some(row.visit.left_origin))),
    ("proforma", Of::Time(|row| Some(row.visit.proforma))),
    ("arrival", Of::Time(|row| Some(row.visit.arrival))),
    ("inbound", Of::Time(|row| Some(row.visit.inbound))),
    ("all_fast", Of::Time(|row| Some(row.visit.all_fast))),
    ("cargo_start", Of::Time(|row| Some(row.visit.cargo_start))),
    ("cargo_end", Of::Time(|row| Some(row.visit.cargo_end))),
    ("departure", Of::Time(|row| Some(row.visit.departure))),
];

const WORK: [(&str, Of); 8] = [
    ("wait_h", Of::Number(|row| row.visit.wait().hours())),
    (
        "time_at_berth_h",
        Of::Number(|row| row.visit.time_at_berth().hours()),
    ),
    (
        "turnaround_h",
        Of::Number(|row| row.visit.turnaround().hours()),
    ),
    ("moves", Of::Whole(|row| row.visit.moves)),
    (
        "cargo_teu",
        Of::Number(|row| f64::from(row.visit.moves) * row.bay.teu_per_move),
    ),
    (
        "cranes_max",
        Of::Whole(|row| u32::from(row.visit.cranes_max)),
    ),
    ("crane_h", Of::Number(|row| row.visit.crane_hours.hours())),
    ("berth_moves_per_h", Of::Number(moves_per_hour)),
];

const POWER: [(&str, Of); 6] = [
    (
        "shore_power_connected",
        Of::Time(|row| row.visit.connected_at),
    ),
    (
        "shore_power_disconnected",
        Of::Time(|row| row.visit.disconnected_at),
    ),
    (
        "shore_power_h",
        Of::Number(|row| row.visit.connected.hours()),
    ),
    (
        "shore_power_kw",
        Of::Number(|row| row.visit.shore_load.value()),
    ),
    (measure::SHORE_POWER_MWH.name, Of::Number(megawatt_hours)),
    (
        "no_shore_power_because",
        Of::Text(|row| row.visit.miss.map(reason)),
    ),
];

const CONTROL: [(&str, Of); 4] = [
    (
        "capture_barge",
        Of::Place(|row| row.visit.barge.map(|stay| stay.barge)),
    ),
    (
        "capture_from",
        Of::Time(|row| row.visit.barge.map(|stay| stay.from)),
    ),
    (
        "capture_to",
        Of::Time(|row| row.visit.barge.map(|stay| stay.to)),
    ),
    ("at_berth_rule", Of::Text(verdict)),
];

fn verdict<'a>(row: &Row<'a>) -> Option<&'a str> {
    let rule = row.bay.at_berth_rule.as_ref();
    rule.map(|rule| Verdict::of(row.visit, rule).name())
}

impl<'a> Row<'a> {
    fn terminal(&self) -> &'a Terminal {
        self.bay.terminal(self.visit.tag.terminal)
    }

    fn port(&self) -> &'a Port {
        self.bay.port_of(self.visit.tag.terminal)
    }

    fn service(&self) -> &'a Service {
        self.bay.service(self.visit.tag.service)
    }

    fn class(&self) -> &'a VesselClass {
        self.bay.class(self.visit.tag.class)
    }
}

fn wharf<'a>(row: &Row<'a>) -> Option<&'a str> {
    let wharves = &row.terminal().wharves;
    let wharf = wharves.get(usize::from(row.visit.wharf));
    wharf.map(|wharf| wharf.id.as_str())
}

fn moves_per_hour(row: &Row<'_>) -> f64 {
    f64::from(row.visit.moves) / row.visit.time_at_berth().hours()
}

fn megawatt_hours(row: &Row<'_>) -> f64 {
    (row.visit.shore_load * row.visit.connected).value() / 1000.0
}

impl Column {
    /// Its name and type.
    pub(super) fn schema(&self) -> Result<Type, ParquetError> {
        let (physical, logical, repetition) = match self.of {
            Of::Text(_) => (
                Physical::BYTE_ARRAY,
                Some(LogicalType::String),
                Repetition::OPTIONAL,
            ),
            Of::Whole(_) => (Physical::INT32, None, Repetition::REQUIRED),
            Of::Place(_) => (Physical::INT32, None, Repetition::OPTIONAL),
            Of::Number(_) => (Physical::DOUBLE, None, Repetition::REQUIRED),
            Of::Time(_) => (
                Physical::INT64,
                Some(LogicalType::timestamp(true, TimeUnit::MILLIS)),
                Repetition::OPTIONAL,
            ),
        };
        Type::primitive_type_builder(self.name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()
    }

    /// Writes it for these calls.
    pub(super) fn write(
        &self,
        writer: &mut ColumnWriter<'_>,
        calls: &[(u32, Visit)],
        bay: &Bay,
        clock: &CivilClock,
    ) -> Result<(), ParquetError> {
        let rows = calls.iter().map(|(replication, visit)| Row {
            replication: *replication,
            visit,
            bay,
        });
        match self.of {
            Of::Text(of) => {
                let bytes = |words: &str| ByteArray::from(words.as_bytes().to_vec());
                optional::<ByteArrayType>(writer, rows.map(|row| of(&row).map(bytes)))
            }
            Of::Time(of) => {
                let millis = |at| clock.unix_millis(at);
                optional::<Int64Type>(writer, rows.map(|row| of(&row).map(millis)))
            }
            Of::Place(of) => {
                let place = |index| i32::from(index) + 1;
                optional::<Int32Type>(writer, rows.map(|row| of(&row).map(place)))
            }
            Of::Number(of) => required::<DoubleType>(writer, rows.map(|row| of(&row))),
            Of::Whole(of) => {
                // Counted in 32 bits here as there; more than 31 of them are never in use.
                let whole = |row| i32::try_from(of(&row)).unwrap_or(i32::MAX);
                required::<Int32Type>(writer, rows.map(whole))
            }
        }
    }
}

fn required<T: DataType>(
    writer: &mut ColumnWriter<'_>,
    values: impl Iterator<Item = T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<T::T> = values.collect();
    let writer = T::get_column_writer_mut(writer);
    let writer = writer.expect("a column is written in the type of its schema");
    writer.write_batch(&values, None, None)?;
    Ok(())
}

fn optional<T: DataType>(
    writer: &mut ColumnWriter<'_>,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let mut levels = Vec::new();
    let mut there = Vec::new();
    for value in values {
        levels.push(i16::from(value.is_some()));
        there.extend(value);
    }
    let writer = T::get_column_writer_mut(writer);
    let writer = writer.expect("a column is written in the type of its schema");
    writer.write_batch(&there, Some(&levels), None)?;
    Ok(())
}
