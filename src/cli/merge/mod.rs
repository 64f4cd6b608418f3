//! `sanpedro merge`: the parts of a run or a sweep on many machines, put together.

mod sweep;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::keep::batch_error;
use crate::cli::task::{Ran, Task, failed};
use crate::cli::{Ending, output, typed};
use crate::experiment::{Batch, BatchKey, KeptBatch, Store, StoreError};
use crate::report;
use crate::scenario::Scenario;

/// Missing replications that are named one by one.
const NAMED: usize = 12;

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

    /// Folder to write, instead of one named after the scenario in output/.
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Threads [default: one for every processor]; never changes results.
    #[arg(short = 'j', long, value_name = "N", env = "RAYON_NUM_THREADS", allow_negative_numbers = true, value_parser = typed::threads)]
    threads: Option<u16>,

    /// No progress and no summary.
    #[arg(short, long)]
    quiet: bool,

    /// End with 3 if a target that the scenario declares is missed.
    #[arg(long)]
    strict: bool,
}

impl MergeArgs {
    /// The folder to write: the one asked for, else one in `output/`.
    fn folder(&self, study: &str) -> PathBuf {
        let asked = self.out.clone();
        asked.unwrap_or_else(|| Path::new("output").join(study))
    }
}

/// Reads the parts and writes the report of all their replications.
pub(crate) fn merge(args: &MergeArgs) -> Ending {
    let store = match Store::read(&args.parts) {
        Ok(store) => store,
        Err(error @ StoreError::Files { .. }) => return failed(&error),
        Err(error) => return refused(&error),
    };
    for path in store.torn() {
        output::note(&format!(
            "note: {} is cut short or damaged: what follows its last whole replication does not count",
            path.display()
        ));
    }
    match study(&store) {
        Ok(None) => run(args, &store),
        Ok(Some(study)) => sweep::merge(args, &store, &study),
        Err(message) => refused(&message),
    }
}

/// The one study that all parts are of, if it is one of many batches.
fn study(store: &Store) -> Result<Option<String>, String> {
    let (studies, paths) = (store.studies(), store.paths());
    let first = studies.first().cloned().flatten();
    match studies.iter().position(|study| *study != first) {
        None => Ok(first),
        Some(other) => Err(format!(
            "{} and {} are of different studies",
            paths[0].display(),
            paths[other].display()
        )),
    }
}

/// The report of all replications of one scenario.
fn run(args: &MergeArgs, store: &Store) -> Ending {
    let (scenario, batch) = match scenario(store) {
        Ok(found) => found,
        Err(message) => return refused(&message),
    };
    let missing = batch.missing(scenario.replications).into_iter();
    let missing: Vec<Gap> = missing
        .map(|number| Gap {
            place: u64::from(number),
            name: number.to_string(),
        })
        .collect();
    if !missing.is_empty() {
        return refused(&gaps(&missing, u64::from(scenario.replications), store));
    }
    let out = args.folder(&scenario.name);
    if let Err(error) = report::check(&out) {
        return failed(&error);
    }
    let task = Task {
        scenario: &scenario,
        out: &out,
        threads: args.threads,
        quiet: args.quiet,
        strict: args.strict,
        calls: batch.calls,
        sequential: None,
    };
    match task.report(&Batch::new(&scenario).keeping(store)) {
        Ran::Whole(ending) => ending,
        Ran::Interrupted(_) => Ending::Interrupted,
        Ran::Wrong(error) => batch_error(&error),
    }
}

/// The one scenario that all parts are of.
fn scenario(store: &Store) -> Result<(Scenario, &KeptBatch), String> {
    let mut batches = store.batches();
    let Some((key, batch)) = batches.next() else {
        return Err("the parts hold no replication".to_owned());
    };
    let other = batches.next().map(|(_, other)| &other.path);
    if let Some(other) = other.or(batch.disagreeing.first()) {
        return Err(format!(
            "{} and {} are of different scenarios, seeds, numbers of replications or --calls",
            batch.path.display(),
            other.display()
        ));
    }
    let unreadable = |why: &dyn std::fmt::Display| {
        format!(
            "{} holds no scenario that can be run: {why}",
            batch.path.display()
        )
    };
    let parsed = Scenario::parse(&batch.scenario, "scenario.toml", &[]);
    let (mut scenario, _) = parsed.map_err(|error| unreadable(&error))?;
    if BatchKey::of(&scenario, batch.seed, batch.calls) != *key || scenario.seed != batch.seed {
        return Err(unreadable(&"another build of the program wrote it"));
    }
    scenario.effective.clone_from(&batch.scenario);
    Ok((scenario, batch))
}

/// A replication that is missing.
struct Gap {
    /// Its number, counted through all scenarios of a study.
    place: u64,
    name: String,
}

/// Which replications are missing, and of which shares.
fn gaps(missing: &[Gap], of: u64, store: &Store) -> String {
    let named = missing.iter().take(NAMED).map(|gap| gap.name.as_str());
    let named: Vec<&str> = named.collect();
    let more = match missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let shares = shares(missing, store);
    let again = if shares.is_empty() {
        String::new()
    } else {
        format!("\nrun again with --resume: --shard {}", shares.join(", "))
    };
    format!(
        "{} of {of} replications are missing: {}{more}{again}",
        missing.len(),
        named.join(", ")
    )
}

/// Shares that gaps are of, where all parts are shares of as many.
fn shares(missing: &[Gap], store: &Store) -> Vec<String> {
    let shards = store.shards();
    let count = shards.first().copied().flatten().map(|(_, count)| count);
    let same = |shard: &Option<(u32, u32)>| shard.map(|(_, count)| count) == count;
    let Some(count) = count.filter(|_| shards.iter().all(same)) else {
        return Vec::new();
    };
    let share = |gap: &Gap| gap.place % u64::from(count) + 1;
    let mut shares: Vec<u64> = missing.iter().map(share).collect();
    shares.sort_unstable();
    shares.dedup();
    let named = shares.into_iter().map(|index| format!("{index}/{count}"));
    named.collect()
}

/// Tells why nothing was merged.
fn refused(error: &dyn std::fmt::Display) -> Ending {
    output::note(&format!("error: {error}"));
    Ending::Wrong
}
