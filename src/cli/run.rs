//! `sanpedro run`: a Monte Carlo batch and its report.

use clap::Args;

use crate::cli::batch::BatchOptions;
use crate::cli::{Ending, ScenarioPath, load, output};
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
    batch: BatchOptions,

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
    let out = args.batch.folder(&scenario.name);
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
    if !args.batch.quiet {
        let told = output::result(&report::summary(&results, Some(&written.page)));
        if told != Ending::Done {
            return told;
        }
    }
    judge(&results, args.strict)
}

/// All replications, with progress.
fn simulate(scenario: &Scenario, args: &RunArgs) -> Result<Results, String> {
    let bar = args.batch.progress(scenario.replications);
    let run = || Batch::new(scenario).run(&|_| bar.inc(1));
    let results = args.batch.on_threads(run)?;
    bar.finish_and_clear();
    results.map_err(|error| error.to_string())
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
