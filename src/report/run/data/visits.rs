//! Visits of the first replication as the page plays them: those that departed and those that
//! were still here.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::engine::SimTime;
use crate::experiment::{Trace, Unfinished};
use crate::port::record::{CallTag, Phase, Visit};

/// One visit; times in milliseconds after the period's start, `None` where they were not reached.
pub(super) struct Played {
    tag: CallTag,
    pub(super) arrival: i64,
    inbound: Option<i64>,
    all_fast: Option<i64>,
    departure: Option<i64>,
    moves: Option<u32>,
    pub(super) wharf: Option<u16>,
    position: Option<f64>,
    cranes: Option<u16>,
    load_kw: f64,
}

/// Visits that arrived before `until`, in order of arrival, with their place in that order.
pub(super) fn played(trace: &Trace, until: SimTime) -> (Vec<Played>, BTreeMap<u32, usize>) {
    let start = trace.period.start;
    let mut all: Vec<Played> = trace
        .visits
        .iter()
        .map(|visit| departed(visit, start))
        .collect();
    let mut stages: BTreeMap<u32, Vec<&Unfinished>> = BTreeMap::new();
    for stage in &trace.unfinished {
        stages.entry(stage.tag.call).or_default().push(stage);
    }
    all.extend(stages.values().map(|stages| here(stages, trace)));
    all.retain(|visit| visit.arrival < (until - start).millis());
    all.sort_by_key(|visit| (visit.arrival, visit.tag.call));
    let places = all.iter().enumerate();
    let places = places
        .map(|(place, visit)| (visit.tag.call, place))
        .collect();
    (all, places)
}

fn departed(visit: &Visit, start: SimTime) -> Played {
    let at = |at: SimTime| (at - start).millis();
    Played {
        tag: visit.tag,
        arrival: at(visit.arrival),
        inbound: Some(at(visit.inbound)),
        all_fast: Some(at(visit.all_fast)),
        departure: Some(at(visit.departure)),
        moves: Some(visit.moves),
        wharf: Some(visit.wharf),
        position: Some(visit.position.value()),
        cranes: Some(visit.cranes_max),
        load_kw: visit.shore_load.value(),
    }
}

/// A vessel that was still here: when each of its phases began.
fn here(stages: &[&Unfinished], trace: &Trace) -> Played {
    let start = trace.period.start;
    let since = |wanted: fn(&Phase) -> bool| {
        let stage = stages.iter().find(|stage| wanted(&stage.phase));
        stage.map(|stage| (stage.from - start).millis())
    };
    let tag = stages[0].tag;
    let load = trace.connections.iter().find(|span| span.tag == tag);
    Played {
        tag,
        arrival: (stages[0].from - start).millis(),
        inbound: since(|phase| matches!(phase, Phase::Maneuvering { .. })),
        all_fast: since(|phase| matches!(phase, Phase::AtBerth)),
        departure: None,
        moves: None,
        wharf: None,
        position: None,
        cranes: None,
        load_kw: load.map_or(0.0, |span| span.load.value()),
    }
}

impl Played {
    /// The visit as a row, in the order of [`COLUMNS`].
    pub(super) fn row(&self, trace: &Trace) -> Value {
        let class = trace.bay.class(self.tag.class);
        json!([
            self.tag.call,
            self.tag.terminal.0,
            self.tag.service.0,
            self.tag.class.0,
            self.arrival / 1000,
            self.inbound.map(|at| at / 1000),
            self.all_fast.map(|at| at / 1000),
            self.departure.map(|at| at / 1000),
            self.moves,
            self.wharf,
            self.position.map(f64::round),
            class.loa.value(),
            self.cranes,
            self.load_kw,
        ])
    }
}

/// Names of what stands in a row; times are seconds after the period's start.
pub(super) const COLUMNS: [&str; 14] = [
    "call",
    "terminal",
    "service",
    "class",
    "arrival",
    "inbound",
    "all_fast",
    "departure",
    "moves",
    "wharf",
    "position",
    "loa",
    "cranes",
    "kw",
];
