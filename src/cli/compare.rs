//! `sanpedro compare`: scenarios against a base on common random numbers.

use crate::experiment::measure::{self, Measure};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::batch::BatchOptions;
use crate::cli::ending::{Ending, Fault};
use crate::cli::keep::KeepOptions;
use crate::cli::measure_name::measure_name;
use crate::cli::task::{Task, perform};
use crate::experiment::{Comparison, Runner};
use crate::report::{Compared, Written};
use crate::scenario::Scenario;

/// Measures that planners ask for, in the order of the table of measures.
const ASKED_FOR: [&Measure; 15] = [
    &measure::THROUGHPUT_TEU,
    &measure::VESSEL_CALLS,
    &measure::VESSELS_AT_BERTH_MEAN,
    &measure::VESSELS_WAITING_MEAN,
    &measure::WAIT_HOURS_MEAN,
    &measure::TIME_AT_BERTH_HOURS_MEAN,
    &measure::BERTH_OCCUPANCY,
    &measure::GROSS_MOVES_PER_CRANE_HOUR,
    &measure::SHORE_POWER_CALL_SHARE,
    &measure::SHORE_POWER_MWH,
    &measure::SHORE_POWER_PEAK_MW,
    &measure::CO2E_TONNES,
    &measure::CO2E_TONNES_NET,
    &measure::NOX_TONNES,
    &measure::DPM_TONNES,
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
    base: PathBuf,

    /// Scenarios held against it.
    #[arg(required = true, value_name = "OTHER")]
    others: Vec<PathBuf>,

    /// Measures to show, separated by commas [default: those planners ask for].
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = measure_name)]
    measures: Vec<&'static Measure>,

    #[command(flatten)]
    batch: BatchOptions,

    #[command(flatten)]
    keep: KeepOptions,
}

/// Runs every scenario and writes the report of their differences.
pub(crate) fn compare(args: &CompareArgs) -> Result<Ending, Fault> {
    let paths: Vec<&PathBuf> = [&args.base].into_iter().chain(&args.others).collect();
    let scenarios = args.batch.load_all(&paths)?;
    let all: Vec<&Scenario> = scenarios.iter().collect();
    let task = CompareTask {
        base: all[0],
        others: &all[1..],
        chosen: chosen(&args.measures),
    };
    let name = Compared::folder(&all);
    perform(
        &task,
        &name.to_string_lossy(),
        &args.batch.place,
        &args.keep,
    )
}

/// The measures to show: each once.
fn chosen(asked: &[&'static Measure]) -> Vec<&'static Measure> {
    let asked = if asked.is_empty() { &ASKED_FOR } else { asked };
    let mut chosen: Vec<&'static Measure> = Vec::new();
    for measure in asked {
        if !chosen.contains(measure) {
            chosen.push(measure);
        }
    }
    chosen
}

/// Scenarios to be compared.
struct CompareTask<'a> {
    base: &'a Scenario,
    others: &'a [&'a Scenario],
    chosen: Vec<&'static Measure>,
}

impl CompareTask<'_> {
    fn report<'a>(&'a self, found: &'a Comparison) -> Compared<'a> {
        Compared::new(found, self.base, self.others)
    }
}

impl Task for CompareTask<'_> {
    type Found = Comparison;

    const NOTHING_YET: &'static str = "no replication was done by all scenarios";

    fn replications(&self) -> Option<u32> {
        let scenarios = u32::try_from(1 + self.others.len()).unwrap_or(u32::MAX);
        Some(self.base.replications.saturating_mul(scenarios))
    }

    fn simulate(&self, runner: Runner<'_>, _: &Path) -> Result<Comparison, Fault> {
        let found = Comparison::run(runner, self.base, self.others, &self.chosen);
        Ok(found?)
    }

    fn write(&self, found: &mut Comparison, out: &Path) -> Result<Written, Fault> {
        Ok(self.report(found).write(out)?)
    }

    fn summary(&self, found: &Comparison, written: &Written) -> Result<String, Fault> {
        Ok(self.report(found).summary(Some(&written.page)))
    }

    fn unfinished(&self, found: &Comparison) -> Option<String> {
        let (done, asked) = (found.replications, found.asked);
        (done < asked).then(|| format!("{done} of {asked} replications, of which the report tells"))
    }

    fn open_balances<'a>(&self, found: &'a Comparison) -> Vec<&'a String> {
        found.open_balances.iter().collect()
    }
}
