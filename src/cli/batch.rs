//! What every command that runs replications takes, and how it shows their progress.

use std::fmt::Write;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::cli::ending::Fault;
use crate::cli::scenarios::{Overrides, load, note_warm_up, share_warm_up};
use crate::cli::{output, typed};
use crate::experiment::Advance;
use crate::scenario::{Diagnostic, LARGEST_SEED, Scenario, ScenarioError};

/// Heading in the help of what is run, how often and where.
pub(crate) const REPLICATIONS: &str = "Replications";
/// Heading in the help of what is printed and written.
pub(crate) const OUTPUT: &str = "Output";

/// Options of every command that runs replications.
#[derive(Debug, Args)]
pub(crate) struct BatchOptions {
    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Replications, instead of the scenario's.
    #[arg(short = 'n', long, value_name = "N", help_heading = REPLICATIONS, allow_negative_numbers = true, value_parser = typed::whole::<1, 1_000_000, u32>)]
    pub(crate) replications: Option<u32>,

    /// Seed, instead of the scenario's.
    #[arg(long, value_name = "N", help_heading = REPLICATIONS, allow_negative_numbers = true, value_parser = typed::whole::<0, LARGEST_SEED, u64>)]
    pub(crate) seed: Option<u64>,

    #[command(flatten)]
    pub(crate) place: PlaceOptions,
}

/// Options of every command that writes a report: where it works, and how much it says.
#[derive(Debug, Args)]
pub(crate) struct PlaceOptions {
    /// Threads [default: one for every processor]; never changes results.
    #[arg(short = 'j', long, value_name = "N", help_heading = REPLICATIONS, env = "RAYON_NUM_THREADS", allow_negative_numbers = true, value_parser = typed::whole::<1, { u16::MAX as u64 }, u16>)]
    pub(crate) threads: Option<u16>,

    /// Folder to write, instead of one named after the study in output/.
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    pub(crate) out: Option<PathBuf>,

    /// No progress and no summary.
    #[arg(short, long, help_heading = OUTPUT)]
    pub(crate) quiet: bool,
}

impl PlaceOptions {
    /// The folder to write: the one asked for, else one in `output/`.
    pub(crate) fn folder(&self, study: &str) -> PathBuf {
        let asked = self.out.clone();
        asked.unwrap_or_else(|| Path::new("output").join(study))
    }

    /// Runs something on as many threads as were asked for.
    ///
    /// # Errors
    /// If the system gives none.
    pub(crate) fn on_threads<Found: Send>(
        &self,
        run: impl FnOnce() -> Found + Send,
    ) -> Result<Found, Fault> {
        let mut pool = rayon::ThreadPoolBuilder::new();
        if let Some(threads) = self.threads {
            pool = pool.num_threads(usize::from(threads));
        }
        Ok(pool.build().map_err(Fault::failed)?.install(run))
    }

    /// A bar on a terminal, or a count where the number of replications is not known ahead; nothing
    /// elsewhere, or where quiet is asked for. Parts of the replications under way count.
    pub(crate) fn progress(
        &self,
        replications: Option<u32>,
        advance: &Arc<Advance>,
    ) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        }
        let (bar, template) = match replications {
            Some(all) => (
                ProgressBar::new(u64::from(all)),
                "{bar:32.cyan/blue} {done}/{len} replications  {per_sec}  {eta} left",
            ),
            None => (
                ProgressBar::new_spinner(),
                "{spinner} {done} replications  {per_sec}",
            ),
        };
        let style = ProgressStyle::with_template(template).expect("a fixed template is right");
        let advance = Arc::clone(advance);
        let done = move |state: &ProgressState, text: &mut dyn Write| {
            let done = state.pos() as f64 + advance.replications();
            // There is nothing to be done about a terminal that takes no text.
            let _ = write!(text, "{done:.1}");
        };
        let bar = bar.with_style(style.with_key("done", done));
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

impl BatchOptions {
    /// What is changed in a scenario: `--set`, and replications and seed, so that the scenario
    /// written beside the results is the one that was run.
    pub(crate) fn settings(&self) -> Vec<String> {
        self.settings_for(self.replications)
    }

    /// What is changed in a scenario that is run with another number of replications.
    pub(crate) fn settings_for(&self, replications: Option<u32>) -> Vec<String> {
        let replications = replications.map(|n| format!("experiment.replications={n}"));
        let seed = self.seed.map(|seed| format!("experiment.seed={seed}"));
        let set = self.overrides.set.iter().cloned();
        set.chain(replications).chain(seed).collect()
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
        let loaded = self.place.on_threads(|| load(path, settings));
        // Without threads of its own, on those that there are.
        loaded.unwrap_or_else(|_| load(path, settings))
    }

    /// Loads a scenario and prints what is odd about it.
    ///
    /// # Errors
    /// As [`load`].
    pub(crate) fn load_and_warn(
        &self,
        path: &Path,
        settings: &[String],
    ) -> Result<Scenario, ScenarioError> {
        let (scenario, warnings) = self.load(path, settings)?;
        if !self.place.quiet {
            output::warnings(&warnings);
        }
        Ok(scenario)
    }

    /// Loads the scenarios of a study, all with the seed and the number of replications of the
    /// first, and with one warm-up.
    ///
    /// # Errors
    /// As [`load`], of the first scenario that is wrong.
    pub(crate) fn load_all(&self, paths: &[&PathBuf]) -> Result<Vec<Scenario>, ScenarioError> {
        let mut settings: Vec<Vec<String>> = Vec::new();
        let mut scenarios: Vec<Scenario> = Vec::new();
        for path in paths {
            let mut set = self.settings();
            let mut scenario = self.load_and_warn(path, &set)?;
            // Written into a scenario that says otherwise alone: it would differ by a key.
            let first = scenarios.first().unwrap_or(&scenario);
            let (seed, replications) = (first.seed, first.replications);
            if (scenario.seed, scenario.replications) != (seed, replications) {
                set.push(format!("experiment.seed={seed}"));
                set.push(format!("experiment.replications={replications}"));
                scenario = self.load(path, &set)?.0;
            }
            settings.push(set);
            scenarios.push(scenario);
        }
        share_warm_up(&mut scenarios, |index, warm_up| {
            let settings = [settings[index].as_slice(), &[warm_up]].concat();
            Ok(self.load(paths[index], &settings)?.0)
        })?;
        if !self.place.quiet {
            note_warm_up(&scenarios);
        }
        Ok(scenarios)
    }
}
