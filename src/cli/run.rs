//! `sanpedro run`: a Monte Carlo batch and its report.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{Ending, Overrides, ScenarioPath, load, output};
use crate::experiment::{Batch, Results};
use crate::report;
use crate::scenario::Scenario;

/// What `run` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro run scenarios/san_pedro_bay_2025.toml
  sanpedro run scenarios/pier_500.toml --replications 50 --seed 7
  sanpedro run scenarios/pier_500.toml --set terminal.pier_500.wharf.main.cranes=12")]
pub(crate) struct RunArgs {
    /// Scenario file.
    scenario: ScenarioPath,

    #[command(flatten)]
    overrides: Overrides,

    /// Replications, instead of the scenario's.
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    replications: Option<u32>,

    /// Seed, instead of the scenario's.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Threads [default: one for every processor]; never changes results.
    #[arg(short = 'j', long, value_name = "N", env = "RAYON_NUM_THREADS", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,

    /// Folder to write, instead of output/NAME/.
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// No progress and no summary.
    #[arg(short, long)]
    quiet: bool,

    /// End with 3 if a target that the scenario declares is missed.
    #[arg(long)]
    strict: bool,
}

impl RunArgs {
    /// What is changed in the scenario: `--set`, and replications and seed, so that the scenario
    /// written beside the results is the one that was run.
    fn settings(&self) -> Vec<String> {
        let replications = self
            .replications
            .map(|n| format!("experiment.replications={n}"));
        let seed = self.seed.map(|seed| format!("experiment.seed={seed}"));
        self.overrides
            .set
            .iter()
            .cloned()
            .chain(replications)
            .chain(seed)
            .collect()
    }
}

/// Runs the batch and writes its report.
pub(crate) fn run(args: &RunArgs) -> Ending {
    let (scenario, warnings) = match load(&args.scenario, &args.settings()) {
        Ok(loaded) => loaded,
        Err(error) => return output::scenario_error(&error),
    };
    if !args.quiet {
        output::warnings(&warnings);
    }
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from("output").join(&scenario.name));
    if let Err(error) = report::check(&out) {
        output::note(&format!("error: {error}"));
        return Ending::Failed;
    }
    let results = match simulate(&scenario, args) {
        Ok(results) => results,
        Err(message) => {
            output::note(&format!("error: {message}"));
            return Ending::Wrong;
        }
    };
    let written = match report::write(&results, &scenario, &out) {
        Ok(written) => written,
        Err(error) => {
            output::note(&format!("error: {error}"));
            return Ending::Failed;
        }
    };
    if !args.quiet {
        let told = output::result(&report::summary(&results, Some(&written.page)));
        if told != Ending::Done {
            return told;
        }
    }
    judge(&results, args.strict)
}

/// All replications, with progress.
fn simulate(scenario: &Scenario, args: &RunArgs) -> Result<Results, String> {
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(threads) = args.threads {
        pool = pool.num_threads(usize::from(threads));
    }
    let pool = pool.build().map_err(|error| error.to_string())?;
    let bar = progress(scenario.replications, args.quiet);
    let results = pool.install(|| Batch::new(scenario).run(&|_| bar.inc(1)));
    bar.finish_and_clear();
    results.map_err(|error| error.to_string())
}

/// A bar on a terminal, nothing elsewhere.
fn progress(replications: u32, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template(
        "{bar:32.cyan/blue} {pos}/{len} replications  {per_sec}  {eta} left",
    )
    .expect("a fixed template is right");
    let bar = ProgressBar::new(u64::from(replications)).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
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
