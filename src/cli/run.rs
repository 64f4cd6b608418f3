//! `sanpedro run`: a Monte Carlo batch and its report, or a share of one.

use std::path::Path;

use clap::Args;

use crate::cli::batch::{BatchOptions, OUTPUT, REPLICATIONS};
use crate::cli::keep::{KeepOptions, Kept};
use crate::cli::precision::{PrecisionOptions, Sequential};
use crate::cli::share::Share;
use crate::cli::task::{Ran, Task, failed};
use crate::cli::{Ending, ScenarioPath, output, table};
use crate::experiment::{Batch, BatchKey, Purpose, Shard};
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
    #[arg(long, value_name = "I/N", help_heading = REPLICATIONS, allow_hyphen_values = true)]
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
    let (scenario, warnings) = match args.batch.load(&args.scenario, &args.batch.settings()) {
        Ok(loaded) => loaded,
        Err(error) => return output::scenario_error(&error),
    };
    if !args.batch.quiet {
        output::warnings(&warnings);
    }
    match args.shard {
        Some(shard) => {
            let share = Share {
                shard,
                name: &scenario.name,
                scenarios: std::slice::from_ref(&scenario),
                calls: args.calls == Calls::All,
                study: None,
            };
            share.run(&args.batch, &args.keep)
        }
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
        Ran::Wrong(error) => kept.end(&error),
    }
}

/// The replications kept for this run; with `--resume` they must not be another run's.
fn open(scenario: &Scenario, args: &RunArgs, out: &Path) -> Result<Kept, Ending> {
    let kept = args
        .keep
        .open(out, Purpose::default())
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
