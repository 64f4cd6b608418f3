//! What every command that runs replications takes, and how it shows their progress.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{Overrides, load, typed};
use crate::scenario::{Diagnostic, Scenario, ScenarioError};

/// Heading in the help of what is run, how often and where.
pub(crate) const REPLICATIONS: &str = "Replications";
/// Heading in the help of what is told and written.
pub(crate) const OUTPUT: &str = "Output";

/// Options of every command that runs replications.
#[derive(Debug, Args)]
pub(crate) struct BatchOptions {
    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Replications, instead of the scenario's.
    #[arg(short = 'n', long, value_name = "N", help_heading = REPLICATIONS, allow_negative_numbers = true, value_parser = typed::replications)]
    pub(crate) replications: Option<u32>,

    /// Seed, instead of the scenario's.
    #[arg(long, value_name = "N", help_heading = REPLICATIONS, allow_negative_numbers = true, value_parser = typed::seed)]
    pub(crate) seed: Option<u64>,

    /// Threads [default: one for every processor]; never changes results.
    #[arg(short = 'j', long, value_name = "N", help_heading = REPLICATIONS, env = "RAYON_NUM_THREADS", allow_negative_numbers = true, value_parser = typed::threads)]
    pub(crate) threads: Option<u16>,

    /// Folder to write, instead of one named after the study in output/.
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    pub(crate) out: Option<PathBuf>,

    /// No progress and no summary.
    #[arg(short, long, help_heading = OUTPUT)]
    pub(crate) quiet: bool,
}

impl BatchOptions {
    /// What is changed in a scenario: `--set`, and replications and seed, so that the scenario
    /// written beside the results is the one that was run.
    pub(crate) fn settings(&self) -> Vec<String> {
        self.settings_for(self.replications)
    }

    /// The same with another number of replications than was asked for.
    pub(crate) fn settings_for(&self, replications: Option<u32>) -> Vec<String> {
        let replications = replications.map(|n| format!("experiment.replications={n}"));
        let seed = self.seed.map(|seed| format!("experiment.seed={seed}"));
        self.overrides
            .set
            .iter()
            .cloned()
            .chain(replications)
            .chain(seed)
            .collect()
    }

    /// The folder to write: the one asked for, else one in `output/`.
    pub(crate) fn folder(&self, study: &str) -> PathBuf {
        let asked = self.out.clone();
        asked.unwrap_or_else(|| PathBuf::from("output").join(study))
    }

    /// Loads a scenario; if a warm-up is to be found, on as many threads as were asked for.
    ///
    /// # Errors
    /// As [`load`].
    pub(crate) fn load(
        &self,
        path: &Path,
        settings: &[String],
    ) -> Result<(Scenario, Vec<Diagnostic>), ScenarioError> {
        let loaded = self.on_threads(|| load(path, settings));
        // Without threads of its own, on those that there are.
        loaded.unwrap_or_else(|_| load(path, settings))
    }

    /// Runs something on as many threads as were asked for.
    ///
    /// # Errors
    /// In words, if the system gives none.
    pub(crate) fn on_threads<Found: Send>(
        &self,
        run: impl FnOnce() -> Found + Send,
    ) -> Result<Found, String> {
        on_threads(self.threads, run)
    }

    /// A count on a terminal of replications whose number is not known ahead, nothing elsewhere.
    pub(crate) fn counter(&self) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        }
        let style = ProgressStyle::with_template("{spinner} {pos} replications  {per_sec}")
            .expect("a fixed template is right");
        let bar = ProgressBar::new_spinner().with_style(style);
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }

    /// A bar on a terminal, nothing elsewhere.
    pub(crate) fn progress(&self, replications: u32) -> ProgressBar {
        progress(self.quiet, replications)
    }
}

/// Runs something on so many threads, or on one for every processor.
///
/// # Errors
/// In words, if the system gives none.
pub(crate) fn on_threads<Found: Send>(
    threads: Option<u16>,
    run: impl FnOnce() -> Found + Send,
) -> Result<Found, String> {
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(threads) = threads {
        pool = pool.num_threads(usize::from(threads));
    }
    let pool = pool.build().map_err(|error| error.to_string())?;
    Ok(pool.install(run))
}

/// A bar on a terminal, nothing elsewhere or where quiet is asked for.
pub(crate) fn progress(quiet: bool, replications: u32) -> ProgressBar {
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
