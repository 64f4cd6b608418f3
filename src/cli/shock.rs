//! `sanpedro shock`: a study with its disruptions against the same study without them.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::batch::BatchOptions;
use crate::cli::ending::{Ending, Fault};
use crate::cli::keep::KeepOptions;
use crate::cli::scenarios::{found_warm_up, load_undisturbed};
use crate::cli::task::{Task, perform};
use crate::cli::typed;
use crate::experiment::{Recovery, Runner, Shock};
use crate::report::{Written, shock_summary, write_shock};
use crate::scenario::Scenario;

/// What `shock` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Days until recovered count from the first day of the shock to the first \
from which, for --days in a row, fewer than --level vessels more wait at 08:00 than without it.

Examples:
  sanpedro shock scenarios/angels_gate_closed.toml
  sanpedro shock scenarios/angels_gate_closed.toml --set disruption.angels_gate.length=\"7 d\""
)]
pub(crate) struct ShockArgs {
    /// Study with at least one disruption on a date.
    study: PathBuf,

    /// Vessels waiting more than without the shock, below which it has recovered.
    #[arg(long, value_name = "VESSELS", default_value = "1", allow_negative_numbers = true, value_parser = typed::whole::<1, 1_000, u32>)]
    level: u32,

    /// Days in a row that it must stay there.
    #[arg(long, value_name = "N", default_value = "7", allow_negative_numbers = true, value_parser = typed::whole::<1, 366, u32>)]
    days: u32,

    #[command(flatten)]
    batch: BatchOptions,

    #[command(flatten)]
    keep: KeepOptions,
}

/// Runs the study and its undisturbed twin, and writes the report of what the shock does.
pub(crate) fn shock(args: &ShockArgs) -> Result<Ending, Fault> {
    let mut settings = args.batch.settings();
    let shaken = args.batch.load_and_warn(&args.study, &settings)?;
    if Shock::first_day(&shaken).is_none() {
        return Err(Fault::wrong(format!(
            "error: no disruption of {} begins on a date in its measured period\n  help: add one, \
             such as [disruption.closed] with `port = \"{}\"`, `from` and `length`",
            args.study.display(),
            shaken.bay.ports[0].id
        )));
    }
    settings.extend(found_warm_up(&shaken));
    let calm = load_undisturbed(&args.study, &settings)?;
    let task = ShockTask {
        calm: &calm,
        shaken: &shaken,
        rule: Recovery {
            level: f64::from(args.level),
            days: args.days,
        },
    };
    let name = format!("shock_{}", shaken.name);
    perform(&task, &name, &args.batch.place, &args.keep)
}

/// A study and its undisturbed twin.
struct ShockTask<'a> {
    calm: &'a Scenario,
    shaken: &'a Scenario,
    rule: Recovery,
}

impl Task for ShockTask<'_> {
    type Found = Shock;

    const NOTHING_YET: &'static str = "no replication was done with the shock and without it";

    fn replications(&self) -> Option<u32> {
        Some(self.shaken.replications.saturating_mul(2))
    }

    fn simulate(&self, runner: Runner<'_>, _: &Path) -> Result<Shock, Fault> {
        Ok(Shock::run(runner, self.calm, self.shaken, self.rule)?)
    }

    fn write(&self, found: &mut Shock, out: &Path) -> Result<Written, Fault> {
        Ok(write_shock(found, self.calm, self.shaken, out)?)
    }

    fn summary(&self, found: &Shock, written: &Written) -> Result<String, Fault> {
        Ok(shock_summary(found, self.shaken, &written.page))
    }

    fn unfinished(&self, found: &Shock) -> Option<String> {
        let (done, asked) = (found.replications, found.asked);
        (done < asked).then(|| format!("{done} of {asked} replications, of which the report tells"))
    }

    fn open_balances<'a>(&self, found: &'a Shock) -> Vec<&'a String> {
        found.open_balances.iter().collect()
    }
}
