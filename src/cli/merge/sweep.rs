//! The parts of a sweep, put together.

use std::collections::BTreeSet;

use super::gaps::{Gap, check_whole};
use crate::cli::ending::Fault;
use crate::cli::share::{Turn, turns};
use crate::cli::sweep::{Study, SweepTask};
use crate::experiment::{self, BatchKey, Store};
use crate::scenario::{Later, Scenario};

/// The sweep that the parts are of.
///
/// # Errors
/// If they do not hold all of it, or something else.
pub(super) fn task(study: &str, store: &Store) -> Result<SweepTask, Fault> {
    let task = read(study)
        .map_err(|why| Fault::wrong(format!("the parts hold no sweep that can be run: {why}")))?;
    let turns = turns(task.cells(), false);
    if let Some(path) = foreign(&turns, store) {
        return Err(Fault::wrong(format!(
            "{path} holds replications of no cell: another build of the program wrote it"
        )));
    }
    let all: usize = turns.iter().map(|turn| turn.numbers.len()).sum();
    let all = u64::try_from(all).unwrap_or(u64::MAX);
    check_whole(&missing(&turns, store), all, store)?;
    Ok(task)
}

/// The sweep that a part says it is of.
fn read(study: &str) -> Result<SweepTask, Box<dyn std::error::Error>> {
    let study: Study = serde_json::from_str(study)?;
    let plan = study.order.plan()?;
    // A cell may leave open the warm-up that the scenario itself says.
    let later = Later {
        warm_up: Some(&experiment::warm_up::find),
        ..Later::default()
    };
    let one = |settings: &[String]| {
        let parsed = Scenario::parse_for(&study.scenario, "scenario.toml", settings, later);
        parsed.map(|(scenario, _)| scenario)
    };
    let mut task = SweepTask::new(study.order.clone(), plan, one(&[])?, one)?;
    task.scenarios[0].effective.clone_from(&study.scenario);
    Ok(task)
}

/// A part with replications of none of the cells.
fn foreign(turns: &[Turn<'_>], store: &Store) -> Option<String> {
    let keys: BTreeSet<BatchKey> = turns.iter().map(|turn| turn.key).collect();
    let mut batches = store.batches();
    let other = batches.find(|(key, _)| !keys.contains(key));
    other.map(|(_, batch)| batch.path.display().to_string())
}

/// What no part holds of the turns of cells.
fn missing(turns: &[Turn<'_>], store: &Store) -> Vec<Gap> {
    let of_turn = |(index, turn): (usize, &Turn<'_>)| {
        let batch = store.batch(&turn.key);
        let before = turn.before;
        let held = move |number| batch.is_some_and(|batch| batch.holds(number));
        let gaps = turn.numbers.clone().filter(move |number| !held(*number));
        gaps.map(move |number| Gap {
            place: before + u64::from(number),
            name: format!("{number} of cell {}", index + 1),
        })
    };
    turns.iter().enumerate().flat_map(of_turn).collect()
}
