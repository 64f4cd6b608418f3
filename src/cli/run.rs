//! `sanpedro run`: a Monte Carlo batch and its report, or a share of one.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::batch::BatchOptions;
use crate::cli::keep::{KeepOptions, Kept, batch_error};
use crate::cli::{Ending, ScenarioPath, load, output};
use crate::experiment::{Batch, BatchError, BatchKey, Results, Shard, Store, StoreError};
use crate::report;
use crate::scenario::Scenario;

/// What `run` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro run scenarios/san_pedro_bay_2025.toml
  sanpedro run scenarios/pier_500.toml --replications 50 --seed 7
  sanpedro run scenarios/pier_500.toml --set terminal.pier_500.wharf.main.cranes=12
  sanpedro run scenarios/pier_500.toml --resume
  sanpedro run scenarios/pier_500.toml --shard 2/4 --out parts/2")]
pub(crate) struct RunArgs {
    /// Scenario file.
    scenario: ScenarioPath,

    #[command(flatten)]
    batch: BatchOptions,

    #[command(flatten)]
    keep: KeepOptions,

    /// Run one share of the replications and write a part for `sanpedro merge`, not a report.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,

    /// End with 3 if a target that the scenario declares is missed.
    #[arg(long)]
    strict: bool,
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
    let bar = args.batch.progress(scenario.replications);
    let batch = kept.behind(Batch::new(scenario));
    let ran = args
        .batch
        .on_threads(|| batch.run_until_stopped(&|_| bar.inc(1)));
    bar.finish_and_clear();
    let (results, ended) = match ran {
        Ok(Ok(ran)) => ran,
        Ok(Err(error)) => {
            if let BatchError::Budget(_) = error {
                drop(kept.remove());
            }
            return batch_error(&error);
        }
        Err(error) => return failed(&error),
    };
    let done = results
        .as_ref()
        .map_or(0, |results| results.run.replications);
    let show = Show {
        quiet: args.batch.quiet,
        strict: args.strict,
    };
    let shown = results.map_or(Ending::Done, |results| {
        show.report(&results, scenario, &out)
    });
    if ended.is_err() {
        output::note(&format!(
            "interrupted: {done} of {} replications{}; the same command with --resume goes on",
            scenario.replications,
            if done > 0 {
                ", of which the report tells"
            } else {
                ""
            },
        ));
        return Ending::Interrupted;
    }
    if shown == Ending::Failed {
        return shown;
    }
    kept.remove()
        .map_or_else(|error| failed(&error), |()| shown)
}

/// A part with a share of the replications.
fn run_shard(scenario: &Scenario, args: &RunArgs, shard: Shard) -> Ending {
    let part = part(scenario, args, shard);
    match is_there(&part, scenario, shard) {
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
    let batch = kept.behind(Batch::new(scenario)).shard(shard);
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
fn is_there(part: &Path, scenario: &Scenario, shard: Shard) -> Result<bool, StoreError> {
    if !part.exists() {
        return Ok(false);
    }
    let store = Store::read(&[part.to_owned()])?;
    let batch = store.batch(&BatchKey::of(scenario, scenario.seed));
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
    let key = BatchKey::of(scenario, scenario.seed);
    if kept.store.batch(&key).is_none()
        && let Some((_, other)) = kept.store.batches().next()
    {
        output::note(&format!(
            "error: {} holds replications of another scenario or seed; without --resume the run \
             starts anew",
            other.path.display()
        ));
        return Err(Ending::Wrong);
    }
    Ok(kept)
}

/// How results are shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Show {
    /// No summary.
    pub(crate) quiet: bool,
    /// A missed target is an error.
    pub(crate) strict: bool,
}

impl Show {
    /// Writes the report, prints the summary, and judges: how the command ends by it.
    pub(crate) fn report(self, results: &Results, scenario: &Scenario, out: &Path) -> Ending {
        let written = match report::write(results, scenario, out) {
            Ok(written) => written,
            Err(error) => return failed(&error),
        };
        if !self.quiet {
            let told = output::result(&report::summary(results, Some(&written.page)));
            if told != Ending::Done {
                return told;
            }
        }
        judge(results, self.strict)
    }
}

/// Tells an error that ends the command.
pub(crate) fn failed(error: &dyn std::fmt::Display) -> Ending {
    output::note(&format!("error: {error}"));
    Ending::Failed
}

/// How the run ended: books that did not close are worse than targets that were missed.
fn judge(results: &Results, strict: bool) -> Ending {
    for fault in &results.open_balances {
        output::note(&format!(
            "error: {fault}; this is a bug of ours, please report it"
        ));
    }
    let missed = results
        .targets
        .iter()
        .filter(|target| !target.hit())
        .count();
    if strict && missed > 0 {
        output::note(&format!(
            "error: {missed} of {} targets missed",
            results.targets.len()
        ));
    }
    if !results.open_balances.is_empty() || (strict && missed > 0) {
        return Ending::Missed;
    }
    Ending::Done
}
