//! `sanpedro merge`: the parts of a run or a sweep on many machines, put together.

mod gaps;
mod sweep;

use std::path::PathBuf;

use clap::Args;

use crate::cli::batch::PlaceOptions;
use crate::cli::ending::{Ending, Fault};
use crate::cli::output;
use crate::cli::run::RunTask;
use crate::cli::task::put_together;
use crate::experiment::{BatchKey, KeptBatch, Store, StoreError};
use crate::scenario::Scenario;
use gaps::{Gap, check_whole};

/// What `merge` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro run scenarios/pier_500.toml --shard 1/2 --out parts/1
  sanpedro run scenarios/pier_500.toml --shard 2/2 --out parts/2
  sanpedro merge parts/1 parts/2

The parts of a sweep are put together in the same way.")]
pub(crate) struct MergeArgs {
    /// Parts that `run --shard` or `sweep --shard` wrote, in any order; one that comes twice
    /// counts once.
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,

    #[command(flatten)]
    place: PlaceOptions,

    /// End with 3 if a target that the scenario declares is missed.
    #[arg(long)]
    strict: bool,
}

/// Reads the parts and writes the report of all their replications.
pub(crate) fn merge(args: &MergeArgs) -> Result<Ending, Fault> {
    let store = Store::read(&args.parts).map_err(|error| match error {
        StoreError::Files { .. } => Fault::failed(error),
        _ => Fault::wrong(error),
    })?;
    for path in store.torn() {
        output::note(&format!(
            "note: {} is cut short or damaged: what follows its last whole replication does not count",
            path.display()
        ));
    }
    match study(&store)? {
        None => run(args, &store),
        Some(study) => {
            let task = sweep::task(&study, &store)?;
            put_together(&task, &task.name(), &args.place, &store)
        }
    }
}

/// The one study that all parts are of, if it is one of many batches.
fn study(store: &Store) -> Result<Option<String>, Fault> {
    let (studies, paths) = (store.studies(), store.paths());
    let first = studies.first().cloned().flatten();
    match studies.iter().position(|study| *study != first) {
        None => Ok(first),
        Some(other) => Err(Fault::wrong(format!(
            "{} and {} are of different studies",
            paths[0].display(),
            paths[other].display()
        ))),
    }
}

/// Writes the report of all replications of one scenario.
fn run(args: &MergeArgs, store: &Store) -> Result<Ending, Fault> {
    let (scenario, batch) = scenario(store)?;
    let missing = batch.missing(scenario.replications).into_iter();
    let missing = missing.map(|number| Gap {
        place: u64::from(number),
        name: number.to_string(),
    });
    check_whole(
        &missing.collect::<Vec<_>>(),
        u64::from(scenario.replications),
        store,
    )?;
    let task = RunTask {
        scenario: &scenario,
        calls: batch.calls,
        strict: args.strict,
        quiet: args.place.quiet,
        json: false,
        only_results: false,
        sequential: None,
    };
    put_together(&task, &scenario.name, &args.place, store)
}

/// The one scenario that all parts are of.
fn scenario(store: &Store) -> Result<(Scenario, &KeptBatch), Fault> {
    let mut batches = store.batches();
    let Some((key, batch)) = batches.next() else {
        return Err(Fault::wrong("the parts hold no replication"));
    };
    let other = batches.next().map(|(_, other)| &other.path);
    if let Some(other) = other.or(batch.disagreeing.first()) {
        return Err(Fault::wrong(format!(
            "{} and {} are of different scenarios, seeds, numbers of replications or --calls",
            batch.path.display(),
            other.display()
        )));
    }
    let unreadable = |why: &dyn std::fmt::Display| {
        let path = batch.path.display();
        Fault::wrong(format!("{path} holds no scenario that can be run: {why}"))
    };
    let parsed = Scenario::parse(&batch.scenario, "scenario.toml", &[]);
    let (mut scenario, _) = parsed.map_err(|error| unreadable(&error))?;
    if BatchKey::new(&scenario, batch.seed, batch.calls) != *key || scenario.seed != batch.seed {
        return Err(unreadable(&"another build of the program wrote it"));
    }
    scenario.effective.clone_from(&batch.scenario);
    Ok((scenario, batch))
}
