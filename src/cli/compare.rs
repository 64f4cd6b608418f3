//! `sanpedro compare`: scenarios against a base on common random numbers.

use clap::Args;

use crate::cli::batch::BatchOptions;
use crate::cli::keep::{KeepOptions, Kept};
use crate::cli::measure_name::measure_name;
use crate::cli::task::failed;
use crate::cli::{Ending, ScenarioPath, output, warm_up};
use crate::experiment::{BatchError, Comparison, Purpose};
use crate::report::{self, Compared};
use crate::scenario::{Scenario, ScenarioError};

/// Measures that planners ask for, in the order of the table of measures.
const ASKED_FOR: [&str; 15] = [
    "throughput_teu",
    "vessel_calls",
    "vessels_at_berth_mean",
    "vessels_waiting_mean",
    "wait_hours_mean",
    "time_at_berth_hours_mean",
    "berth_occupancy",
    "gross_moves_per_crane_hour",
    "shore_power_call_share",
    "shore_power_mwh",
    "shore_power_peak_mw",
    "co2e_tonnes",
    "co2e_tonnes_net",
    "nox_tonnes",
    "dpm_tonnes",
];

/// What `compare` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Every scenario runs with the seed and the number of replications of BASE; \
--set changes all of them.

Examples:
  sanpedro compare scenarios/san_pedro_bay_2025.toml scenarios/no_shore_power.toml
  sanpedro compare scenarios/without_pier_500.toml scenarios/pier_500.toml \\
      --measures throughput_teu,wait_hours_mean"
)]
pub(crate) struct CompareArgs {
    /// Scenario that the others are held against.
    base: ScenarioPath,

    /// Scenarios held against it.
    #[arg(required = true, value_name = "OTHER")]
    others: Vec<ScenarioPath>,

    /// Measures to show, separated by commas [default: those planners ask for].
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = measure_name)]
    measures: Vec<&'static str>,

    #[command(flatten)]
    batch: BatchOptions,

    #[command(flatten)]
    keep: KeepOptions,
}

/// Runs every scenario and writes the report of their differences.
pub(crate) fn compare(args: &CompareArgs) -> Ending {
    let (base, others) = match scenarios(args) {
        Ok(loaded) => loaded,
        Err(error) => return output::scenario_error(&error),
    };
    let others: Vec<&Scenario> = others.iter().collect();
    let all: Vec<&Scenario> = [&base].into_iter().chain(others.iter().copied()).collect();
    let name = Compared::folder(&all);
    let out = args.batch.folder(&name.to_string_lossy());
    if let Err(error) = report::check(&out).and_then(|()| report::tidy(&out)) {
        return failed(&error);
    }
    let kept = match args.keep.open(&out, Purpose::default()) {
        Ok(kept) => kept,
        Err(error) => return failed(&error),
    };
    let found = match simulate(&base, &others, args, &kept) {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => return kept.end(&error),
        Err(ending) => return ending,
    };
    let compared = Compared::new(&found, &base, &others);
    let written = match compared.write(&out) {
        Ok(written) => written,
        Err(error) => return failed(&error),
    };
    let whole = found.replications == found.asked;
    if whole && let Err(error) = kept.remove() {
        return failed(&error);
    }
    if !args.batch.quiet {
        let told = output::result(&compared.summary(Some(&written.page)));
        if told != Ending::Done {
            return told;
        }
    }
    if whole {
        return judge(&found);
    }
    output::note(&format!(
        "interrupted: {} of {} replications, of which the report tells; the same command with \
         --resume goes on",
        found.replications, found.asked
    ));
    Ending::Interrupted
}

/// The base, and the others with its seed and number of replications.
fn scenarios(args: &CompareArgs) -> Result<(Scenario, Vec<Scenario>), ScenarioError> {
    let mut settings = args.batch.settings();
    let one = |path: &ScenarioPath, settings: &[String]| {
        let (scenario, warnings) = args.batch.load(path, settings)?;
        if !args.batch.quiet {
            output::warnings(&warnings);
        }
        Ok(scenario)
    };
    let mut all = vec![one(&args.base, &settings)?];
    settings.push(format!("experiment.seed={}", all[0].seed));
    settings.push(format!("experiment.replications={}", all[0].replications));
    for path in &args.others {
        all.push(one(path, &settings)?);
    }
    let paths: Vec<&ScenarioPath> = [&args.base].into_iter().chain(&args.others).collect();
    warm_up::share(&mut all, |index, warm_up| {
        let settings = [settings.as_slice(), &[warm_up]].concat();
        Ok::<_, ScenarioError>(args.batch.load(paths[index], &settings)?.0)
    })?;
    if !args.batch.quiet {
        warm_up::tell(&all);
    }
    let others = all.split_off(1);
    Ok((all.remove(0), others))
}

/// All replications of all scenarios, with progress.
fn simulate(
    base: &Scenario,
    others: &[&Scenario],
    args: &CompareArgs,
    kept: &Kept,
) -> Result<Result<Comparison, BatchError>, Ending> {
    let scenarios = u32::try_from(others.len()).map_or(u32::MAX, |others| others + 1);
    let bar = args
        .batch
        .progress(base.replications.saturating_mul(scenarios));
    let chosen = chosen(&args.measures);
    let run = || {
        let progress = |_| bar.inc(1);
        Comparison::run(kept.runner(&progress), base, others, &chosen)
    };
    let found = args.batch.on_threads(run).map_err(|error| failed(&error))?;
    bar.finish_and_clear();
    if let Err(BatchError::Interrupted) = found {
        output::note(
            "no replication was done by all scenarios; the same command with --resume goes on",
        );
    }
    Ok(found)
}

/// The measures to show: each once.
fn chosen(asked: &[&'static str]) -> Vec<&'static str> {
    let asked = if asked.is_empty() { &ASKED_FOR } else { asked };
    let mut chosen: Vec<&'static str> = Vec::new();
    for measure in asked {
        if !chosen.contains(measure) {
            chosen.push(measure);
        }
    }
    chosen
}

/// How the comparison ended: books that did not close are told.
fn judge(found: &Comparison) -> Ending {
    for fault in &found.open_balances {
        output::note(&format!(
            "error: {fault}; this is a bug of ours, please report it"
        ));
    }
    if found.open_balances.is_empty() {
        Ending::Done
    } else {
        Ending::Missed
    }
}
