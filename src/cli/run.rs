//! `sanpedro run`: a Monte Carlo batch and its report, or a share of one.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::batch::{BatchOptions, OUTPUT, REPLICATIONS};
use crate::cli::keep::{KeepOptions, Kept, batch_error};
use crate::cli::precision::{PrecisionOptions, Sequential};
use crate::cli::task::{Ran, Task, failed};
use crate::cli::{Ending, ScenarioPath, load, output, table};
use crate::experiment::{Batch, BatchError, BatchKey, Shard, Store, StoreError};
use crate::report;
use crate::scenario::Scenario;

/// What `run` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro run scenarios/san_pedro_bay_2025.toml
  sanpedro run scenarios/pier_500.toml --replications 50 --seed 7
  sanpedro run scenarios/pier_500.toml --set terminal.pier_500.wharf.main.cranes=12
  sanpedro run scenarios/pier_500.toml --precision 2% --precision-of throughput_teu
  sanpedro run scenarios/pier_500.toml --resume
  sanpedro run scenarios/pier_500.toml --shard 2/4 --out parts/2")]
pub(crate) struct RunArgs {
    /// Scenario file.
    scenario: ScenarioPath,

    #[command(flatten)]
    batch: BatchOptions,

    #[command(flatten)]
    precision: PrecisionOptions,

    #[command(flatten)]
    keep: KeepOptions,

    /// Run one share of the replications and write a part for `sanpedro merge`, not a report.
    #[arg(long, value_name = "I/N", help_heading = REPLICATIONS)]
    shard: Option<Shard>,

    /// Calls of the first replication in calls.csv, or also of all of them in calls.parquet.
    #[arg(long, value_name = "WHICH", help_heading = OUTPUT, value_enum, default_value_t = Calls::First)]
    calls: Calls,

    /// Print results.json instead of the summary, for scripts.
    #[arg(long, help_heading = OUTPUT, conflicts_with_all = ["quiet", "shard"])]
    json: bool,

    /// End with 3 if a target that the scenario declares is missed.
    #[arg(long, help_heading = OUTPUT)]
    strict: bool,
}

/// Which calls are written out one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Calls {
    /// Of the first replication.
    First,
    /// Of all replications, too: takes disk, and a little time.
    All,
}

/// Runs the batch and writes its report.
pub(crate) fn run(args: &RunArgs) -> Ending {
    let (scenario, warnings) = match load(&args.scenario, &args.batch.settings()) {
        Ok(loaded) => loaded,
        Err(error) => return output::scenario_error(&error),
    };
    if !args.batch.quiet {
        output::warnings(&warnings);
    }
    match args.shard {
        Some(shard) => run_shard(&scenario, args, shard),
        None => run_whole(&scenario, args),
    }
}

fn run_whole(scenario: &Scenario, args: &RunArgs) -> Ending {
    let out = args.batch.folder(&scenario.name);
    if let Err(error) = report::check(&out) {
        return failed(&error);
    }
    let kept = match open(scenario, args, &out) {
        Ok(kept) => kept,
        Err(ending) => return ending,
    };
    // Nobody else is at this folder now.
    if let Err(error) = report::tidy(&out) {
        return failed(&error);
    }
    let batch = kept.behind(Batch::new(scenario));
    let sequential = args.precision.rule().map(|rule| Sequential {
        rule,
        path: &args.scenario,
        batch: &args.batch,
    });
    let most = sequential
        .as_ref()
        .map_or(scenario.replications, |sequential| sequential.rule.most());
    let task = Task {
        scenario,
        out: &out,
        threads: args.batch.threads,
        quiet: args.batch.quiet || args.json,
        strict: args.strict,
        calls: args.calls == Calls::All,
        sequential: sequential.as_ref(),
    };
    match task.report(&batch) {
        Ran::Whole(ending) if ending == Ending::Failed => ending,
        Ran::Whole(ending) => {
            let told = if args.json {
                table::print(std::fs::read_to_string(out.join("results.json")))
            } else {
                Ending::Done
            };
            let removed = kept.remove();
            removed.map_or_else(|error| failed(&error), |()| ending.max(told))
        }
        Ran::Interrupted(done) => {
            output::note(&format!(
                "interrupted: {done} of {most} replications{}; the same command with --resume goes on",
                if done > 0 {
                    ", of which the report tells"
                } else {
                    ""
                },
            ));
            Ending::Interrupted
        }
        Ran::Wrong(error) => {
            if let BatchError::Budget(_) = error {
                drop(kept.remove());
            }
            batch_error(&error)
        }
    }
}

/// A part with a share of the replications.
fn run_shard(scenario: &Scenario, args: &RunArgs, shard: Shard) -> Ending {
    let part = part(scenario, args, shard);
    match is_there(&part, scenario, args, shard) {
        Ok(whole) if whole && args.keep.resume => {
            return output::result(&format!("{}: there already", part.display()));
        }
        Ok(_) => {}
        Err(error) => return failed(&error),
    }
    let kept = match open(scenario, args, &part) {
        Ok(kept) => kept,
        Err(ending) => return ending,
    };
    let share = (0..scenario.replications).filter(|number| shard.holds(*number));
    let share = u32::try_from(share.count()).expect("a share is not larger than the whole");
    let bar = args.batch.progress(share);
    let batch = kept
        .behind(Batch::new(scenario))
        .shard(shard)
        .calls(args.calls == Calls::All);
    let ran = args.batch.on_threads(|| {
        batch.each(0..scenario.replications, &|_| bar.inc(1), |_, _, _| {
            Ok::<(), BatchError>(())
        })
    });
    bar.finish_and_clear();
    match ran {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            if let BatchError::Interrupted = error {
                output::note("the same command with --resume goes on");
            }
            return batch_error(&error);
        }
        Err(error) => return failed(&error),
    }
    if let Err(error) = kept.rename_to(&part) {
        return failed(&error);
    }
    if args.batch.quiet {
        return Ending::Done;
    }
    output::result(&format!(
        "{}: {share} of {} replications, share {shard}",
        part.display(),
        scenario.replications
    ))
}

/// The file of a share: the one asked for, in the folder asked for, or in `output/`.
fn part(scenario: &Scenario, args: &RunArgs, shard: Shard) -> PathBuf {
    let (index, count) = shard.numbers();
    let name = format!("{}.{index}-of-{count}.part", scenario.name);
    match &args.batch.out {
        Some(out) if !out.is_dir() => out.clone(),
        Some(folder) => folder.join(name),
        None => Path::new("output").join(name),
    }
}

/// Whether a part is there and holds all of its share; one that is something else is an error.
fn is_there(
    part: &Path,
    scenario: &Scenario,
    args: &RunArgs,
    shard: Shard,
) -> Result<bool, StoreError> {
    if !part.exists() {
        return Ok(false);
    }
    let store = Store::read(&[part.to_owned()])?;
    let batch = store.batch(&BatchKey::of(
        scenario,
        scenario.seed,
        args.calls == Calls::All,
    ));
    Ok(batch.is_some_and(|batch| {
        let missing = batch.missing(scenario.replications);
        batch.disagreeing.is_empty() && missing.iter().all(|number| !shard.holds(*number))
    }))
}

/// The replications kept for this run; with `--resume` they must not be another run's.
fn open(scenario: &Scenario, args: &RunArgs, out: &Path) -> Result<Kept, Ending> {
    let kept = args
        .keep
        .open(out, args.shard)
        .map_err(|error| failed(&error))?;
    let key = BatchKey::of(scenario, scenario.seed, args.calls == Calls::All);
    if kept.store.batch(&key).is_none()
        && let Some((_, other)) = kept.store.batches().next()
    {
        output::note(&format!(
            "error: {} holds replications of another scenario, seed or --calls; without --resume the run \
             starts anew",
            other.path.display()
        ));
        return Err(Ending::Wrong);
    }
    Ok(kept)
}
