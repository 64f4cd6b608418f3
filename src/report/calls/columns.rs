//! Columns of the table of calls, as `calls.parquet` and `calls.csv` have them.

use crate::experiment::measure;
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::schema::types::Type;

use crate::engine::SimTime;
use crate::experiment::Verdict;
use crate::port::bay::{Bay, Port, Service, Terminal, VesselClass};
use crate::port::record::{Miss, Visit};
use crate::report::clock::CivilClock;
use crate::report::csv::{Kind, number, text};

/// A call, with what it refers to.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) replication: u32,
    pub(super) visit: &'a Visit,
    pub(super) bay: &'a Bay,
}

/// What a column says of a call; `None` where there is nothing to say.
enum Of {
    Text(for<'a> fn(&Call<'a>) -> Option<&'a str>),
    Whole(fn(&Call<'_>) -> u32),
    /// A position in a list, counted from 1.
    Place(fn(&Call<'_>) -> Option<u16>),
    /// Computed; the text table shows four decimals.
    Number(fn(&Call<'_>) -> f64),
    /// As the scenario says it, or the inventory uses it.
    Exact(fn(&Call<'_>) -> f64),
    Time(fn(&Call<'_>) -> Option<SimTime>),
}

/// A column.
pub(super) struct Column {
    pub(super) name: &'static str,
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
    ("replication", Of::Whole(|call| call.replication)),
    ("call", Of::Whole(|call| call.visit.tag.call)),
    ("port", Of::Text(|call| Some(&call.port().id))),
    ("terminal", Of::Text(|call| Some(&call.terminal().id))),
    ("wharf", Of::Text(wharf)),
    ("position_m", Of::Number(|call| call.visit.position.value())),
    ("service", Of::Text(|call| Some(&call.service().name))),
    ("origin", Of::Text(|call| Some(&call.service().origin))),
    ("vessel_class", Of::Text(|call| Some(&call.class().name))),
    (
        "capacity_teu",
        Of::Exact(|call| call.class().capacity.value()),
    ),
    ("loa_m", Of::Number(|call| call.visit.loa.value())),
    (
        "engine_tier",
        Of::Whole(|call| u32::from(call.visit.tag.tier)),
    ),
];

const WHEN: [(&str, Of); 8] = [
    ("left_origin", Of::Time(|call| Some(call.visit.left_origin))),
    ("proforma", Of::Time(|call| Some(call.visit.proforma))),
    ("arrival", Of::Time(|call| Some(call.visit.arrival))),
    ("inbound", Of::Time(|call| Some(call.visit.inbound))),
    ("all_fast", Of::Time(|call| Some(call.visit.all_fast))),
    ("cargo_start", Of::Time(|call| Some(call.visit.cargo_start))),
    ("cargo_end", Of::Time(|call| Some(call.visit.cargo_end))),
    ("departure", Of::Time(|call| Some(call.visit.departure))),
];

const WORK: [(&str, Of); 8] = [
    ("wait_h", Of::Number(|call| call.visit.wait().hours())),
    (
        "time_at_berth_h",
        Of::Number(|call| call.visit.time_at_berth().hours()),
    ),
    (
        "turnaround_h",
        Of::Number(|call| call.visit.turnaround().hours()),
    ),
    ("moves", Of::Whole(|call| call.visit.moves)),
    (
        "cargo_teu",
        Of::Number(|call| f64::from(call.visit.moves) * call.bay.teu_per_move),
    ),
    (
        "cranes_max",
        Of::Whole(|call| u32::from(call.visit.cranes_max)),
    ),
    ("crane_h", Of::Number(|call| call.visit.crane_hours.hours())),
    ("berth_moves_per_h", Of::Number(moves_per_hour)),
];

const POWER: [(&str, Of); 6] = [
    (
        "shore_power_connected",
        Of::Time(|call| call.visit.connected_at),
    ),
    (
        "shore_power_disconnected",
        Of::Time(|call| call.visit.disconnected_at),
    ),
    (
        "shore_power_h",
        Of::Number(|call| call.visit.connected.hours()),
    ),
    (
        "shore_power_kw",
        Of::Exact(|call| call.visit.shore_load.value()),
    ),
    (measure::SHORE_POWER_MWH.name, Of::Number(megawatt_hours)),
    (
        "no_shore_power_because",
        Of::Text(|call| call.visit.miss.map(reason)),
    ),
];

const CONTROL: [(&str, Of); 4] = [
    (
        "capture_barge",
        Of::Place(|call| call.visit.barge.map(|stay| stay.barge)),
    ),
    (
        "capture_from",
        Of::Time(|call| call.visit.barge.map(|stay| stay.from)),
    ),
    (
        "capture_to",
        Of::Time(|call| call.visit.barge.map(|stay| stay.to)),
    ),
    ("at_berth_rule", Of::Text(verdict)),
];

fn verdict<'a>(call: &Call<'a>) -> Option<&'a str> {
    let rule = call.bay.at_berth_rule.as_ref();
    rule.map(|rule| Verdict::of(call.visit, rule).name())
}

impl<'a> Call<'a> {
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

fn wharf<'a>(call: &Call<'a>) -> Option<&'a str> {
    let wharves = &call.terminal().wharves;
    let wharf = wharves.get(usize::from(call.visit.wharf));
    wharf.map(|wharf| wharf.id.as_str())
}

fn moves_per_hour(call: &Call<'_>) -> f64 {
    f64::from(call.visit.moves) / call.visit.time_at_berth().hours()
}

fn megawatt_hours(call: &Call<'_>) -> f64 {
    (call.visit.shore_load * call.visit.connected).value() / 1000.0
}

/// Name of a reason in tables.
fn reason(miss: Miss) -> &'static str {
    match miss {
        Miss::VesselNotEquipped => "vessel_not_equipped",
        Miss::TerminalNotEquipped => "terminal_not_equipped",
        Miss::ConnectionFailed => "connection_failed",
        Miss::NoCapacity => "no_capacity",
        Miss::StayTooShort => "stay_too_short",
        Miss::GridTrouble => "grid_trouble",
    }
}

/// Four decimals: a third of a second in hours, which is what the times beside it are good for.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

impl Column {
    /// What its cells are.
    pub(super) fn kind(&self) -> Kind {
        match self.of {
            Of::Text(_) => Kind::Text,
            Of::Whole(_) | Of::Place(_) | Of::Number(_) | Of::Exact(_) => Kind::Number,
            Of::Time(_) => Kind::Time,
        }
    }

    /// Its cell of a text table for one call; empty where there is nothing to say.
    pub(super) fn cell(&self, call: &Call<'_>, clock: &CivilClock) -> String {
        match self.of {
            Of::Text(of) => of(call).map(text).unwrap_or_default(),
            Of::Whole(of) => of(call).to_string(),
            Of::Place(of) => {
                let place = of(call).map(|index| (index + 1).to_string());
                place.unwrap_or_default()
            }
            Of::Number(of) => number(rounded(of(call))),
            Of::Exact(of) => number(of(call)),
            Of::Time(of) => of(call).map(|at| clock.local(at)).unwrap_or_default(),
        }
    }

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
            Of::Number(_) | Of::Exact(_) => (Physical::DOUBLE, None, Repetition::REQUIRED),
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
        let rows = calls.iter().map(|(replication, visit)| Call {
            replication: *replication,
            visit,
            bay,
        });
        match self.of {
            Of::Text(of) => {
                let bytes = |words: &str| ByteArray::from(words.as_bytes().to_vec());
                optional::<ByteArrayType>(writer, rows.map(|call| of(&call).map(bytes)))
            }
            Of::Time(of) => {
                let millis = |at| clock.unix_millis(at);
                optional::<Int64Type>(writer, rows.map(|call| of(&call).map(millis)))
            }
            Of::Place(of) => {
                let place = |index| i32::from(index) + 1;
                optional::<Int32Type>(writer, rows.map(|call| of(&call).map(place)))
            }
            Of::Number(of) | Of::Exact(of) => {
                required::<DoubleType>(writer, rows.map(|call| of(&call)))
            }
            Of::Whole(of) => {
                // Counted in 32 bits here as there; more than 31 of them are never in use.
                let whole = |call| i32::try_from(of(&call)).unwrap_or(i32::MAX);
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
