//! `sanpedro sweep`: a scenario over a grid, a Latin hypercube, or trajectories of Morris.

use crate::experiment::measure::Measure;
use std::path::PathBuf;

use clap::Args;

mod task;

use crate::cli::batch::{BatchOptions, REPLICATIONS};
use crate::cli::ending::{Ending, Fault};
use crate::cli::keep::KeepOptions;
use crate::cli::measure_name::measure_name;
use crate::cli::scenarios::note_warm_up;
use crate::cli::share::Share;
use crate::cli::task::perform;
use crate::experiment::Shard;
use crate::experiment::sweep::Order;
use crate::scenario::Scenario;
pub(crate) use task::{Study, SweepTask};

/// What `sweep` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro sweep scenarios/san_pedro_bay_2025.toml \\
      --vary terminal.pier_t.wharf.main.cranes=14,16,18 \\
      --vary labor.shift.night.gangs_per_vessel=4,6,8 --of pier_t
  sanpedro sweep scenarios/pier_500.toml --latin-hypercube 40 \\
      --vary 'demand.los_angeles.growth=1.5..2.9 %/yr' \\
      --vary terminal.pier_500.wharf.main.cranes=8..16
  sanpedro sweep scenarios/pier_500.toml --morris 10 --of pier_500 \\
      --vary 'terminal.pier_500.wharf.main.length=2400..3600 ft' \\
      --vary terminal.pier_500.wharf.main.cranes=8..16
  sanpedro sweep scenarios/pier_500.toml --shard 2/4 --out parts/2 \\
      --vary terminal.pier_500.wharf.main.cranes=8,10,12,14")]
pub(crate) struct SweepArgs {
    /// Scenario file.
    scenario: PathBuf,

    /// A key and its values, `key=a,b,c`; with a hypercube or trajectories its range, `key=low..high`.
    #[arg(long, value_name = "KEY=VALUES", required = true)]
    vary: Vec<String>,

    /// Run this many cells of a Latin hypercube over the ranges, instead of the full grid.
    #[arg(long, value_name = "N", conflicts_with = "morris", value_parser = clap::value_parser!(u32).range(2..=10_000))]
    latin_hypercube: Option<u32>,

    /// Run this many trajectories of Morris over the ranges: which keys matter, and how surely.
    #[arg(long, value_name = "R", value_parser = clap::value_parser!(u32).range(2..=1_000))]
    morris: Option<u32>,

    /// Measures to chart, separated by commas [default: waiting over time at berth, throughput, NOx].
    #[arg(long, alias = "measure", value_name = "NAMES", value_delimiter = ',', value_parser = measure_name)]
    measures: Vec<&'static Measure>,

    /// Part to chart: `bay`, a port or a terminal.
    #[arg(long, value_name = "ID", default_value = "bay")]
    of: String,

    #[command(flatten)]
    batch: BatchOptions,

    #[command(flatten)]
    keep: KeepOptions,

    /// Run one share of the cells' replications and write a part for `sanpedro merge`, not a report.
    #[arg(long, value_name = "I/N", help_heading = REPLICATIONS, allow_hyphen_values = true)]
    shard: Option<Shard>,
}

/// Runs the sweep, or a share of it, and writes its report or its part.
pub(crate) fn sweep(args: &SweepArgs) -> Result<Ending, Fault> {
    let wrong = |message: String| Fault::wrong(format!("{message}; nothing was run"));
    let batch = &args.batch;
    let order = order(args);
    let plan = order.plan().map_err(|error| wrong(error.to_string()))?;
    let base = batch.load_and_warn(&args.scenario, &batch.settings())?;
    let task = SweepTask::new(order, plan, base, |more| {
        let settings = [&batch.settings(), more].concat();
        Ok(batch.load(&args.scenario, &settings)?.0)
    })?;
    if !batch.place.quiet {
        note_warm_up(&task.scenarios);
    }
    check_part(&args.of, task.base()).map_err(wrong)?;
    let name = task.name();
    let Some(shard) = args.shard else {
        return perform(&task, &name, &batch.place, &args.keep);
    };
    let share = Share {
        shard,
        name: &name,
        scenarios: task.cells(),
        calls: false,
        study: Some(&task.study()),
    };
    share.run(&batch.place, &args.keep)
}

fn order(args: &SweepArgs) -> Order {
    Order {
        vary: args.vary.clone(),
        latin_hypercube: args.latin_hypercube,
        morris: args.morris,
        seed: args.batch.seed,
        measures: args.measures.clone(),
        of: args.of.clone(),
    }
}

/// Fails if a scenario has no port or terminal of this name.
fn check_part(part: &str, base: &Scenario) -> Result<(), String> {
    let ports = base.bay.ports.iter().map(|port| &*port.id);
    let terminals = base.bay.terminals.iter().map(|terminal| &*terminal.id);
    let known: Vec<&str> = ["bay"].into_iter().chain(ports).chain(terminals).collect();
    if known.contains(&part) {
        return Ok(());
    }
    Err(format!(
        "there is no part `{part}`; known: {}",
        known.join(", ")
    ))
}
