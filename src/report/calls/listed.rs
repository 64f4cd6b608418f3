//! Rows of a call list in `calls.csv`: what each says, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::rounded;
use crate::engine::SimTime;
use crate::experiment::{ListedArrival, Trace, Unfinished};
use crate::port::record::{Phase, Visit};
use crate::report::clock::CivilClock;
use crate::report::csv::{Kind, number, text};
use crate::scenario::CallListRow;

/// Columns behind those of every table of calls.
pub(super) const COLUMNS: [(&str, Kind); 9] = [
    ("row", Kind::Number),
    ("vessel", Kind::Text),
    ("eta", Kind::Time),
    ("shore_power", Kind::Text),
    ("status", Kind::Text),
    ("status_because", Kind::Text),
    ("etd", Kind::Time),
    ("ata", Kind::Time),
    ("atd", Kind::Time),
];

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Served,
    ServedBefore,
    AtBerth,
    Inbound,
    Waiting,
    AtSea,
    BeforeWarmUp,
    AfterEnd,
    NotSimulated,
}

impl Status {
    /// As in tables, with the reason where there is one.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Served => ["served", ""],
            Self::ServedBefore => ["served", "before_measured_period"],
            Self::AtBerth => ["at_berth", "period_ends"],
            Self::Inbound => ["inbound", "period_ends"],
            Self::Waiting => ["waiting", "period_ends"],
            Self::AtSea => ["at_sea", "period_ends"],
            Self::BeforeWarmUp => ["left_out", "eta_before_warm_up"],
            Self::AfterEnd => ["left_out", "eta_after_end"],
            Self::NotSimulated => ["left_out", "no_call_made"],
        }
    }
}

/// A list beside the replication that replayed it.
pub(super) struct ListedRows<'a> {
    trace: &'a Trace,
    clock: &'a CivilClock,
    list: &'a [CallListRow],
    /// Position in the list by row.
    places: BTreeMap<u32, usize>,
    /// Arrivals by row, and rows by call.
    arrivals: BTreeMap<u32, ListedArrival>,
    rows: BTreeMap<u32, u32>,
    /// Rows that departed in the measured period.
    departed: BTreeSet<u32>,
    /// Visits that departed before it, by row.
    before: BTreeMap<u32, &'a Visit>,
    /// What vessels did that have not sailed, by call.
    unfinished: BTreeMap<u32, Vec<&'a Unfinished>>,
}

impl<'a> ListedRows<'a> {
    pub(super) fn new(trace: &'a Trace, list: &'a [CallListRow], clock: &'a CivilClock) -> Self {
        let listed = &trace.listed;
        let rows: BTreeMap<u32, u32> = listed.iter().map(|call| (call.call, call.row)).collect();
        let row_of = |visit: &Visit| rows.get(&visit.tag.call).copied();
        let departed = trace.visits.iter().filter_map(row_of).collect();
        let before = trace.listed_before.iter();
        let before = before.filter_map(|visit| Some((row_of(visit)?, visit)));
        let mut unfinished: BTreeMap<u32, Vec<&Unfinished>> = BTreeMap::new();
        for stage in &trace.unfinished {
            unfinished.entry(stage.tag.call).or_default().push(stage);
        }
        Self {
            before: before.collect(),
            unfinished,
            departed,
            trace,
            clock,
            list,
            places: list.iter().map(|row| row.row).zip(0..).collect(),
            arrivals: listed.iter().map(|call| (call.row, *call)).collect(),
            rows,
        }
    }

    /// Cells behind those of a visit in the measured period; a call of a service has a status alone.
    pub(super) fn said_of(&self, visit: &Visit) -> Vec<String> {
        let row = self.rows.get(&visit.tag.call);
        let row = row.and_then(|row| self.list.get(*self.places.get(row)?));
        row.map_or_else(
            || {
                let status = |(column, _): &(&str, Kind)| match *column {
                    "status" => Status::Served.words()[0].to_owned(),
                    _ => String::new(),
                };
                COLUMNS.iter().map(status).collect()
            },
            |row| self.said(row),
        )
    }

    /// All rows that did not depart in the measured period, in the list's order.
    pub(super) fn not_departed_in_the_period(&self) -> impl Iterator<Item = &'a CallListRow> {
        let list = self.list.iter();
        list.filter(|row| !self.departed.contains(&row.row))
    }

    /// The visit of a row that departed before the measured period.
    pub(super) fn departed_before(&self, row: &CallListRow) -> Option<&'a Visit> {
        self.before.get(&row.row).copied()
    }

    /// What a vessel did that has not sailed, in order.
    fn stages(&self, row: &CallListRow) -> &[&'a Unfinished] {
        let call = self.arrivals.get(&row.row);
        let stages = call.and_then(|call| self.unfinished.get(&call.call));
        stages.map_or(&[], Vec::as_slice)
    }

    fn status(&self, row: &CallListRow) -> Status {
        if self.departed.contains(&row.row) {
            return Status::Served;
        }
        if self.before.contains_key(&row.row) {
            return Status::ServedBefore;
        }
        let is_made = self.arrivals.contains_key(&row.row);
        match self.stages(row).last().map(|stage| stage.phase) {
            Some(Phase::AtBerth) => Status::AtBerth,
            Some(Phase::Maneuvering { .. }) => Status::Inbound,
            Some(_) => Status::Waiting,
            None if is_made => Status::AtSea,
            None if row.is_simulated => Status::NotSimulated,
            None if row.eta < self.trace.period.end => Status::BeforeWarmUp,
            None => Status::AfterEnd,
        }
    }

    /// The cells of a row whose vessel has not sailed.
    pub(super) fn unserved(&self, row: &CallListRow, columns: &[&str]) -> Vec<String> {
        let bay = &self.trace.bay;
        let call = self.arrivals.get(&row.row);
        let since = |is: fn(Phase) -> bool| {
            let stage = self.stages(row).iter().find(|stage| is(stage.phase));
            stage.map(|stage| self.clock.local(stage.from))
        };
        let (terminal, class) = (bay.terminal(row.terminal), bay.class(row.class));
        let cell = |column: &&str| match *column {
            "call" => call.map(|call| call.call.to_string()),
            "port" => Some(text(&bay.port_of(row.terminal).id)),
            "terminal" => Some(text(&terminal.id)),
            "service" => Some(text(&row.service)),
            "vessel_class" => Some(text(&class.name)),
            "capacity_teu" => Some(number(class.capacity.value())),
            "loa_m" => Some(number(rounded(row.loa.unwrap_or(class.loa).value()))),
            "engine_tier" => row.tier.map(|tier| tier.to_string()),
            "proforma" => Some(self.clock.local(row.eta)),
            "arrival" => call.map(|call| self.clock.local(call.arrival)),
            "inbound" => since(|phase| matches!(phase, Phase::Maneuvering { .. })),
            "all_fast" => since(|phase| phase == Phase::AtBerth),
            "moves" => Some(row.moves.to_string()),
            _ => None,
        };
        let cells = columns.iter().map(cell);
        cells.map(Option::unwrap_or_default).collect()
    }

    /// What a row says, and what became of it.
    pub(super) fn said(&self, row: &CallListRow) -> Vec<String> {
        let time = |at: Option<SimTime>| at.map(|at| self.clock.local(at)).unwrap_or_default();
        let [status, because] = self.status(row).words();
        let shore_power = match row.shore_power {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let mut cells = vec![
            row.row.to_string(),
            text(&row.vessel),
            time(Some(row.eta)),
            shore_power.to_owned(),
            status.to_owned(),
            because.to_owned(),
        ];
        cells.extend(row.times.map(time));
        cells
    }
}
