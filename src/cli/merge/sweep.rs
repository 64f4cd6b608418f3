//! The parts of a sweep, put together.

use std::collections::BTreeSet;

use super::{Gap, MergeArgs, gaps, refused};
use crate::cli::batch::{on_threads, progress};
use crate::cli::keep::batch_error;
use crate::cli::share::{Turn, turns};
use crate::cli::sweep::task::{Study, Task};
use crate::cli::task::failed;
use crate::cli::{Ending, output, warm_up};
use crate::experiment::{self, BatchKey, Runner, Store};
use crate::report;
use crate::scenario::{Later, Scenario, ScenarioError};

/// Writes the report of all cells.
pub(super) fn merge(args: &MergeArgs, store: &Store, study: &str) -> Ending {
    let task = match task(study) {
        Ok(task) => task,
        Err(why) => {
            return refused(&format!("the parts hold no sweep that can be run: {why}"));
        }
    };
    let turns = turns(&task.cells, false);
    if let Some(path) = foreign(&turns, store) {
        return refused(&format!(
            "{path} holds replications of no cell: another build of the program wrote it"
        ));
    }
    let missing = missing(&turns, store);
    if !missing.is_empty() {
        let all: usize = turns.iter().map(|turn| turn.numbers.len()).sum();
        let all = u64::try_from(all).unwrap_or(u64::MAX);
        return refused(&gaps(&missing, all, store));
    }
    let out = args.folder(&format!("sweep_{}", task.base.name));
    if let Err(error) = report::check(&out) {
        return failed(&error);
    }
    let cells = u32::try_from(task.cells.len()).unwrap_or(u32::MAX);
    let bar = progress(args.quiet, task.base.replications.saturating_mul(cells));
    let tick = |_| bar.inc(1);
    let runner = Runner {
        store: Some(store),
        ..Runner::new(&tick)
    };
    let found = on_threads(args.threads, || task.run(runner));
    bar.finish_and_clear();
    match found {
        Ok(Ok(found)) => task.report(&found, &out, args.quiet),
        Ok(Err(error)) => batch_error(&error),
        Err(error) => {
            output::note(&format!("error: {error}"));
            Ending::Failed
        }
    }
}

/// The sweep that the parts say they are of.
fn task(study: &str) -> Result<Task, String> {
    let study: Study = serde_json::from_str(study).map_err(|error| error.to_string())?;
    let plan = study.order.plan().map_err(|error| error.to_string())?;
    // A cell may leave open the warm-up that the scenario itself says.
    let later = Later {
        warm_up: Some(&experiment::warm_up::find),
        ..Later::default()
    };
    let one = |settings: &[String]| {
        let parsed = Scenario::parse_for(&study.scenario, "scenario.toml", settings, later);
        parsed.map(|(scenario, _)| scenario)
    };
    let wrong = |error: ScenarioError| error.to_string();
    let settings: Vec<Vec<String>> = [Vec::new()].into_iter().chain(plan.settings()).collect();
    let all = settings.iter().map(|settings| one(settings));
    let mut all: Vec<Scenario> = all.collect::<Result<_, _>>().map_err(wrong)?;
    let longer = |index: usize, warm_up| one(&[settings[index].as_slice(), &[warm_up]].concat());
    warm_up::share(&mut all, longer).map_err(wrong)?;
    let cells = all.split_off(1);
    let mut base = all.remove(0);
    base.effective = study.scenario;
    Ok(Task {
        order: study.order,
        plan,
        base,
        cells,
    })
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
