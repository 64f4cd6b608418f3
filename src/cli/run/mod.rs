//! `sanpedro run`: a Monte Carlo batch and its report, or a share of one.

mod task;

use std::path::PathBuf;

use clap::Args;

use crate::cli::batch::{BatchOptions, OUTPUT, REPLICATIONS};
use crate::cli::ending::{Ending, Fault};
use crate::cli::keep::KeepOptions;
use crate::cli::load_notes;
use crate::cli::precision::PrecisionOptions;
use crate::cli::share::Share;
use crate::cli::task::perform;
use crate::experiment::Shard;
pub(crate) use task::{RunTask, Sequential};

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
    scenario: PathBuf,

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

    /// Write results.json alone: no tables, charts, page or workbook.
    #[arg(long, value_name = "WHAT", help_heading = OUTPUT, value_enum, conflicts_with_all = ["shard", "calls"])]
    only: Option<Only>,

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

/// What alone is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// Every measure, in results.json.
    Results,
}

/// Runs the batch, or a share of it, and writes its report or its part.
pub(crate) fn run(args: &RunArgs) -> Result<Ending, Fault> {
    let batch = &args.batch;
    let scenario = batch.load_and_warn(&args.scenario, &batch.settings())?;
    if !batch.place.quiet {
        load_notes::warn(&scenario);
    }
    let calls = args.calls == Calls::All;
    if let Some(shard) = args.shard {
        let share = Share {
            shard,
            name: &scenario.name,
            scenarios: std::slice::from_ref(&scenario),
            calls,
            study: None,
        };
        return share.run(&batch.place, &args.keep);
    }
    let sequential = args.precision.rule().map(|rule| Sequential {
        rule,
        path: &args.scenario,
        batch,
    });
    let task = RunTask {
        scenario: &scenario,
        calls,
        strict: args.strict,
        quiet: batch.place.quiet,
        json: args.json,
        only_results: args.only.is_some(),
        sequential,
    };
    perform(&task, &scenario.name, &batch.place, &args.keep)
}
