//! `sanpedro sweep`: a scenario over a grid, a Latin hypercube, or trajectories of Morris.

use clap::Args;

pub(crate) mod task;

use crate::cli::batch::{BatchOptions, REPLICATIONS};
use crate::cli::keep::KeepOptions;
use crate::cli::measure_name::measure_name;
use crate::cli::share::Share;
use crate::cli::task::failed;
use crate::cli::{Ending, ScenarioPath, output, warm_up};
use crate::experiment::sweep::{Order, Plan};
use crate::experiment::{Purpose, Shard};
use crate::report;
use crate::scenario::Scenario;
use task::Task;

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
    scenario: ScenarioPath,

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
    measures: Vec<&'static str>,

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
pub(crate) fn sweep(args: &SweepArgs) -> Ending {
    let order = order(args);
    let plan = match order.plan() {
        Ok(plan) => plan,
        Err(error) => return wrong(&error.to_string()),
    };
    let (base, cells) = match scenarios(args, &plan) {
        Ok(loaded) => loaded,
        Err(ending) => return ending,
    };
    if let Err(message) = check_part(args, &base) {
        return wrong(&message);
    }
    let task = Task {
        order,
        plan,
        base,
        cells,
    };
    match args.shard {
        Some(shard) => {
            let share = Share {
                shard,
                name: &format!("sweep_{}", task.base.name),
                scenarios: &task.cells,
                calls: false,
                study: Some(&task.study()),
            };
            share.run(&args.batch, &args.keep)
        }
        None => whole(args, &task),
    }
}

/// Runs all cells and writes the report.
fn whole(args: &SweepArgs, task: &Task) -> Ending {
    let out = args.batch.folder(&format!("sweep_{}", task.base.name));
    if let Err(error) = report::check(&out) {
        return failed(&error);
    }
    let kept = match args.keep.open(&out, Purpose::default()) {
        Ok(kept) => kept,
        Err(error) => return failed(&error),
    };
    let cells = u32::try_from(task.cells.len()).unwrap_or(u32::MAX);
    let bar = args
        .batch
        .progress(task.base.replications.saturating_mul(cells));
    let tick = |_| bar.inc(1);
    let found = args.batch.on_threads(|| task.run(kept.runner(&tick)));
    bar.finish_and_clear();
    let found = match found {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => return kept.end(&error),
        Err(message) => return failed(&message),
    };
    let done = found.cells.len();
    if done < found.asked {
        let mut of_those = "";
        if done > 0 {
            of_those = ", of which the report tells";
            if task.report(&found, &out, args.batch.quiet) == Ending::Failed {
                return Ending::Failed;
            }
        }
        output::note(&format!(
            "interrupted: {done} of {} cells{of_those}; the same command with --resume goes on",
            found.asked
        ));
        return Ending::Interrupted;
    }
    let ending = task.report(&found, &out, args.batch.quiet);
    if ending == Ending::Failed {
        return ending;
    }
    kept.remove()
        .map_or_else(|error| failed(&error), |()| ending)
}

fn wrong(message: &str) -> Ending {
    output::note(&format!("error: {message}; nothing was run"));
    Ending::Wrong
}

fn order(args: &SweepArgs) -> Order {
    Order {
        vary: args.vary.clone(),
        latin_hypercube: args.latin_hypercube,
        morris: args.morris,
        seed: args.batch.seed,
        measures: args.measures.iter().map(ToString::to_string).collect(),
        of: args.of.clone(),
    }
}

fn check_part(args: &SweepArgs, base: &Scenario) -> Result<(), String> {
    let ports = base.bay.ports.iter().map(|port| port.id.as_str());
    let terminals = base
        .bay
        .terminals
        .iter()
        .map(|terminal| terminal.id.as_str());
    let known: Vec<&str> = std::iter::once("bay")
        .chain(ports)
        .chain(terminals)
        .collect();
    if known.contains(&args.of.as_str()) {
        return Ok(());
    }
    Err(format!(
        "there is no part `{}`; known: {}",
        args.of,
        known.join(", ")
    ))
}

/// The scenario as it is, and that of every cell: all are checked before any is run.
fn scenarios(args: &SweepArgs, plan: &Plan) -> Result<(Scenario, Vec<Scenario>), Ending> {
    let one = |more: &[String], quiet: bool| {
        let mut settings = args.batch.settings();
        settings.extend_from_slice(more);
        let loaded = args.batch.load(&args.scenario, &settings);
        let (scenario, warnings) = loaded.map_err(|error| output::scenario_error(&error))?;
        if !quiet {
            output::warnings(&warnings);
        }
        Ok(scenario)
    };
    let mut all = vec![one(&[], args.batch.quiet)?];
    for settings in plan.settings() {
        all.push(one(&settings, true)?);
    }
    let varied: Vec<Vec<String>> = [Vec::new()].into_iter().chain(plan.settings()).collect();
    warm_up::share(&mut all, |index, warm_up| {
        one(&[varied[index].as_slice(), &[warm_up]].concat(), true)
    })?;
    if !args.batch.quiet {
        warm_up::tell(&all);
    }
    let cells = all.split_off(1);
    Ok((all.remove(0), cells))
}
