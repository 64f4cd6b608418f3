//! `sanpedro sweep`: a scenario over a grid, a Latin hypercube, or trajectories of Morris.

use clap::Args;

use crate::cli::batch::BatchOptions;
use crate::cli::keep::{KeepOptions, batch_error};
use crate::cli::{Ending, ScenarioPath, load, output};
use crate::experiment::sensitivity::{Point, settings, trajectories};
use crate::experiment::sweep::{Axis, Design, Range, Sweep, cell, grid, latin_hypercube};
use crate::experiment::{BatchError, Means, measure};
use crate::report;
use crate::scenario::Scenario;

/// Most cells of one sweep.
const MOST_CELLS: usize = 10_000;
/// Measures charted unless others are asked for.
const USUAL: [&str; 3] = ["wait_to_service_ratio", "throughput_teu", "nox_tonnes"];

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
      --vary terminal.pier_500.wharf.main.cranes=8..16")]
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

    /// Measures to chart [default: waiting over time at berth, throughput, NOx].
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    measure: Vec<String>,

    /// Part to chart: `bay`, a port or a terminal.
    #[arg(long, value_name = "ID", default_value = "bay")]
    of: String,

    #[command(flatten)]
    batch: BatchOptions,

    #[command(flatten)]
    keep: KeepOptions,
}

/// What is to be run.
struct Plan {
    keys: Vec<String>,
    design: Design,
    ranges: Vec<Range>,
    points: Vec<Point>,
    settings: Vec<Vec<String>>,
}

/// Runs the sweep and writes its report.
pub(crate) fn sweep(args: &SweepArgs) -> Ending {
    let prepared = plan(args).and_then(|plan| check(args, &plan).map(|()| plan));
    let plan = match prepared {
        Ok(plan) => plan,
        Err(message) => return wrong(&message),
    };
    let (base, scenarios) = match scenarios(args, &plan) {
        Ok(loaded) => loaded,
        Err(ending) => return ending,
    };
    if let Err(message) = check_part(args, &base) {
        return wrong(&message);
    }
    let out = args.batch.folder(&format!("sweep_{}", base.name));
    if let Err(error) = report::check(&out) {
        output::note(&format!("error: {error}"));
        return Ending::Failed;
    }
    let kept = match args.keep.open(&out, None) {
        Ok(kept) => kept,
        Err(error) => {
            output::note(&format!("error: {error}"));
            return Ending::Failed;
        }
    };
    let cells = u32::try_from(scenarios.len()).unwrap_or(u32::MAX);
    let bar = args.batch.progress(base.replications.saturating_mul(cells));
    let tick = |_| bar.inc(1);
    let found = args
        .batch
        .on_threads(|| run(&base, &plan, &scenarios, kept.means(&tick)));
    bar.finish_and_clear();
    let found = match found {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => return batch_error(&error),
        Err(message) => return wrong(&message),
    };
    let ending = write(args, &found, &plan, &base, &out);
    match kept.remove() {
        Ok(()) => ending,
        Err(error) => {
            output::note(&format!("error: {error}"));
            Ending::Failed
        }
    }
}

fn wrong(message: &str) -> Ending {
    output::note(&format!("error: {message}; nothing was run"));
    Ending::Wrong
}

fn write(
    args: &SweepArgs,
    found: &Sweep,
    plan: &Plan,
    base: &Scenario,
    out: &std::path::Path,
) -> Ending {
    let shown = report::SweepShown {
        of: &args.of,
        measures: measures(args),
        ranges: &plan.ranges,
        points: &plan.points,
        again: again(args, base),
    };
    let written = match report::write_sweep(found, &shown, base, out) {
        Ok(written) => written,
        Err(error) => {
            output::note(&format!("error: {error}"));
            return Ending::Failed;
        }
    };
    if !args.batch.quiet {
        let text = report::sweep_summary(found, &shown, Some(&written.page));
        let told = output::result(&text);
        if told != Ending::Done {
            return told;
        }
    }
    let open = found.cells.iter().flat_map(|cell| &cell.open_balances);
    let mut ending = Ending::Done;
    for fault in open {
        output::note(&format!(
            "error: {fault}; this is a bug of ours, please report it"
        ));
        ending = Ending::Missed;
    }
    ending
}

/// The measures to chart.
fn measures(args: &SweepArgs) -> Vec<&str> {
    if args.measure.is_empty() {
        return USUAL.to_vec();
    }
    args.measure.iter().map(String::as_str).collect()
}

fn plan(args: &SweepArgs) -> Result<Plan, String> {
    if args.latin_hypercube.is_none() && args.morris.is_none() {
        return grid_plan(args);
    }
    let range = |text: &String| {
        Range::parse(text).ok_or_else(|| {
            format!("`{text}` is no range; expected such as `demand.los_angeles.growth=1..3 %/yr`")
        })
    };
    let ranges: Vec<Range> = args.vary.iter().map(range).collect::<Result<_, _>>()?;
    let seed = args.batch.seed.unwrap_or(1);
    let (design, points, cells) = match (args.latin_hypercube, args.morris) {
        (Some(count), _) => {
            let cells = latin_hypercube(&ranges, count, seed);
            (Design::LatinHypercube, Vec::new(), cells)
        }
        (None, count) => {
            let count = count.unwrap_or(2);
            let points = trajectories(ranges.len(), count, seed);
            let cells = points
                .iter()
                .map(|point| settings(&ranges, point))
                .collect();
            (Design::Morris(count), points, cells)
        }
    };
    Ok(Plan {
        keys: ranges.iter().map(|range| range.key.clone()).collect(),
        design,
        ranges,
        points,
        settings: cells,
    })
}

fn grid_plan(args: &SweepArgs) -> Result<Plan, String> {
    let axis = |text: &String| {
        let listed = Axis::parse(text).filter(|axis| !axis.values.iter().any(|v| v.contains("..")));
        listed.ok_or_else(|| {
            format!(
                "`{text}` lists no values; expected such as `terminal.pier_t.policy=best_fit,\
                 first_come` (ranges go with --latin-hypercube or --morris)"
            )
        })
    };
    let axes: Vec<Axis> = args.vary.iter().map(axis).collect::<Result<_, _>>()?;
    Ok(Plan {
        keys: axes.iter().map(|axis| axis.key.clone()).collect(),
        design: Design::Grid,
        ranges: Vec::new(),
        points: Vec::new(),
        settings: grid(&axes),
    })
}

/// What can be told before any scenario is read.
fn check(args: &SweepArgs, plan: &Plan) -> Result<(), String> {
    for (index, key) in plan.keys.iter().enumerate() {
        if plan.keys[..index].contains(key) {
            return Err(format!("the key `{key}` is varied twice"));
        }
    }
    if plan.settings.len() > MOST_CELLS {
        let count = plan.settings.len();
        return Err(format!(
            "the design has {count} cells, at most {MOST_CELLS}"
        ));
    }
    let unknown = args
        .measure
        .iter()
        .find(|name| measure::find(name).is_none());
    unknown.map_or(Ok(()), |name| {
        Err(format!(
            "there is no measure `{name}`; results.json of any run lists all measures"
        ))
    })
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
        let loaded = load(&args.scenario, &settings);
        let (scenario, warnings) = loaded.map_err(|error| output::scenario_error(&error))?;
        if !quiet {
            output::warnings(&warnings);
        }
        Ok(scenario)
    };
    let base = one(&[], args.batch.quiet)?;
    let cells = plan.settings.iter().map(|values| {
        let pairs = plan.keys.iter().zip(values);
        let settings: Vec<String> = pairs.map(|(key, value)| format!("{key}={value}")).collect();
        one(&settings, true)
    });
    Ok((base, cells.collect::<Result<_, Ending>>()?))
}

fn run(
    base: &Scenario,
    plan: &Plan,
    scenarios: &[Scenario],
    means: Means<'_>,
) -> Result<Sweep, BatchError> {
    let mut cells = Vec::new();
    for (scenario, values) in scenarios.iter().zip(&plan.settings) {
        cells.push(cell(scenario, values.clone(), means)?);
    }
    Ok(Sweep {
        scenario: base.name.clone(),
        question: base.question.clone(),
        seed: base.seed,
        replications: base.replications,
        keys: plan.keys.clone(),
        design: plan.design,
        cells,
    })
}

/// The command that makes the folder again, typed within it.
fn again(args: &SweepArgs, base: &Scenario) -> String {
    let mut words = vec![format!("sanpedro sweep scenarios/{}.toml", base.name)];
    words.extend(args.vary.iter().map(|vary| format!("--vary '{vary}'")));
    words.extend(
        args.latin_hypercube
            .map(|count| format!("--latin-hypercube {count}")),
    );
    words.extend(args.morris.map(|count| format!("--morris {count}")));
    if !args.measure.is_empty() {
        words.push(format!("--measure {}", args.measure.join(",")));
    }
    words.push(format!("--of {}", args.of));
    words.extend(args.batch.seed.map(|seed| format!("--seed {seed}")));
    words.join(" ")
}
