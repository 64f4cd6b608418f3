//! The first replication, small enough for a page: what vessels, cranes and plugs did and when.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::visits::{COLUMNS, Played, played};
use crate::engine::{SimDuration, SimTime};
use crate::experiment::Trace;
use crate::port::bay::{Labor, ShiftKind, Terminal, WaitingPlace, WharfSpace};

/// Most visits and spans of crane work that a page carries; a longer record is cut at a midnight.
const MOST_VISITS: usize = 12_000;
const MOST_WORK: usize = 400_000;
/// A crane that goes on within this time, on the same vessel, has worked through.
const PAUSE: f64 = 0.25;
/// Milliseconds in a minute.
const MINUTE: i64 = 60_000;

/// The replication as the page plays it.
pub(super) fn play(trace: &Trace) -> Value {
    let (start, until) = (trace.period.start, until(trace));
    let (mut visits, places) = played(trace, until);
    let work = work(trace, until, &places, &mut visits);
    let seconds = |at: SimTime| (at - start).millis() / 1000;
    let bay = &trace.bay;
    let days: Vec<Value> = (bay.days.days.iter())
        .filter(|day| day.from >= start && day.from < until)
        .map(|day| json!([seconds(day.from), day.year, day.month, day.day, day.weekday]))
        .collect();
    json!({
        "whole": until == trace.period.end,
        "end": seconds(until),
        "days": days,
        "shifts": shifts(&bay.labor, start, until),
        "offshore": matches!(bay.waiting, WaitingPlace::Offshore { .. }),
        "teu_per_move": bay.teu_per_move,
        "services": bay.services.iter().map(|service| &service.name).collect::<Vec<_>>(),
        "classes": bay.vessel_classes.iter().map(|class| json!([class.name, class.beam.value()])).collect::<Vec<_>>(),
        "terminals": bay.terminals.iter().map(terminal).collect::<Vec<_>>(),
        "columns": COLUMNS,
        "visits": visits.iter().map(|visit| visit.row(trace)).collect::<Vec<_>>(),
        "work": work,
        "power": power(trace, until, &places),
    })
}

/// Until when it is played: the end, or the last midnight by which it does not grow too large.
fn until(trace: &Trace) -> SimTime {
    let fits = |until: SimTime| {
        let visits = trace.visits.iter().filter(|visit| visit.arrival < until);
        let work = trace.crane_work.iter().filter(|work| work.from < until);
        visits.count() <= MOST_VISITS && work.count() <= MOST_WORK
    };
    let end = trace.period.end;
    if fits(end) {
        return end;
    }
    let nights: Vec<SimTime> = (trace.bay.days.days.iter())
        .map(|day| day.from)
        .filter(|from| *from > trace.period.start && *from < end)
        .collect();
    let fitting = nights.partition_point(|night| fits(*night));
    nights
        .get(fitting.saturating_sub(1))
        .copied()
        .unwrap_or(end)
}

fn terminal(terminal: &Terminal) -> Value {
    let wharf = |wharf: &crate::port::bay::Wharf| {
        let (meters, slots) = match wharf.space {
            WharfSpace::Length { length, .. } => (Some(length.value()), None),
            WharfSpace::Slots(slots) => (None, Some(slots)),
        };
        json!({ "id": wharf.id, "name": wharf.name, "meters": meters, "slots": slots, "cranes": wharf.cranes })
    };
    json!({
        "id": terminal.id,
        "name": terminal.name,
        "port": terminal.port.0,
        "power": terminal.shore_power.is_some(),
        "wharves": terminal.wharves.iter().map(wharf).collect::<Vec<_>>(),
    })
}

/// Shifts as kind, first and last second, gangs; empty where every crane is always manned.
fn shifts(labor: &Labor, start: SimTime, until: SimTime) -> Vec<Value> {
    let Labor::Shifts(shifts) = labor else {
        return Vec::new();
    };
    let kind = |kind| match kind {
        ShiftKind::Day => 0,
        ShiftKind::Night => 1,
        ShiftKind::Hoot => 2,
    };
    let seconds = |at: SimTime| (at - start).millis() / 1000;
    let row = |shift: &crate::port::bay::Shift| {
        json!([
            kind(shift.kind),
            seconds(shift.start),
            seconds(shift.end),
            shift.gangs
        ])
    };
    let inside = |shift: &&crate::port::bay::Shift| shift.end > start && shift.start < until;
    shifts.iter().filter(inside).map(row).collect()
}

/// For each visit what its cranes did: crane, first minute, minutes, moves, one after the other.
///
/// A vessel that was still here learns its wharf from it.
fn work(
    trace: &Trace,
    until: SimTime,
    places: &BTreeMap<u32, usize>,
    visits: &mut [Played],
) -> Vec<Vec<i64>> {
    let start = trace.period.start;
    let pause = SimDuration::from_hours(PAUSE);
    let mut spans: Vec<Vec<(u16, SimTime, SimTime, u32)>> = vec![Vec::new(); visits.len()];
    for work in trace.crane_work.iter().filter(|work| work.from < until) {
        let Some(place) = places.get(&work.tag.call) else {
            continue;
        };
        visits[*place].wharf.get_or_insert(work.wharf);
        let spans = &mut spans[*place];
        let last = spans.iter_mut().rev().find(|span| span.0 == work.crane);
        match last {
            Some(span) if work.from - span.2 <= pause => {
                span.2 = span.2.max(work.to);
                span.3 += work.moves;
            }
            _ => spans.push((work.crane, work.from, work.to, work.moves)),
        }
    }
    let minute = |at: SimTime| (at - start).millis() / MINUTE;
    let flat = |(crane, from, to, moves): (u16, SimTime, SimTime, u32)| {
        let from = minute(from);
        [
            i64::from(crane),
            from,
            (minute(to) - from).max(1),
            i64::from(moves),
        ]
    };
    (spans.into_iter())
        .map(|spans| spans.into_iter().flat_map(flat).collect())
        .collect()
}

/// Spans on shore power: place of the visit, first and last millisecond of the period, kilowatts.
fn power(trace: &Trace, until: SimTime, places: &BTreeMap<u32, usize>) -> Vec<Value> {
    let start = trace.period.start;
    let mut rows: Vec<(i64, i64, usize, f64)> = (trace.connections.iter())
        .filter(|span| span.from < until)
        .filter_map(|span| {
            let place = *places.get(&span.tag.call)?;
            let from = (span.from.max(start) - start).millis();
            let to = (span.to.min(until) - start).millis();
            Some((from, to, place, span.load.value()))
        })
        .collect();
    rows.sort_by_key(|row| (row.0, row.1, row.2));
    rows.into_iter()
        .map(|(from, to, place, load)| json!([place, from, to, load]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn moves_and_energy_are_those_of_the_trace() {
        let results = fixture::year();
        let play = play(&results.first);
        let told: i64 = (play["work"].as_array().unwrap().iter())
            .flat_map(|spans| spans.as_array().unwrap().chunks(4))
            .map(|span| span[3].as_i64().unwrap())
            .sum();
        let work = results.first.crane_work.iter();
        let inside = work.map(|work| i64::from(work.moves)).sum::<i64>();
        assert_eq!(told, inside);
        assert_eq!(play["whole"], true);
        assert_eq!(
            play["visits"].as_array().unwrap().len(),
            results.first.visits.len()
        );
        assert_eq!(
            play["columns"].as_array().unwrap().len(),
            play["visits"][0].as_array().unwrap().len()
        );
    }

    #[test]
    fn a_record_too_long_is_cut_at_a_midnight() {
        let mut results = fixture::year();
        let visits = results.first.visits.clone();
        while results.first.visits.len() <= MOST_VISITS {
            results.first.visits.extend(visits.iter().cloned());
        }
        let until = until(&results.first);
        assert!(until < results.first.period.end);
        assert!(
            results
                .first
                .bay
                .days
                .days
                .iter()
                .any(|day| day.from == until)
        );
        assert_eq!(play(&results.first)["whole"], false);
    }
}
