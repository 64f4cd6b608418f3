//! `sanpedro capacity`: the most TEU a year at which vessels do not wait too long.

use std::path::Path;

use crate::cli::ending::{Ending, Fault};
use crate::cli::task::{Task, perform};
use crate::experiment::Runner;
use crate::experiment::capacity::{CapacityError, CapacityStudy};
use crate::report::{self, Written};
use crate::scenario::Scenario;

mod args;
mod asked;
mod study;
mod values;

pub(crate) use args::CapacityArgs;

use args::{again, part_of_name};
use asked::scenarios;
use study::study;

/// Finds the capacity and writes its report.
pub(crate) fn capacity(args: &CapacityArgs) -> Result<Ending, Fault> {
    let scenarios = scenarios(args)?;
    let name = format!("capacity_{}_{}", scenarios[0].name, part_of_name(args));
    perform(
        &CapacityTask { args, scenarios },
        &name,
        &args.batch.place,
        &args.keep,
    )
}

/// A question about capacity, and the scenarios that it is asked of.
struct CapacityTask<'a> {
    args: &'a CapacityArgs,
    scenarios: Vec<Scenario>,
}

impl Task for CapacityTask<'_> {
    type Found = CapacityStudy;

    const NOTHING_YET: &'static str = "no capacity was found yet";

    /// A search takes as many as it takes.
    fn replications(&self) -> Option<u32> {
        None
    }

    fn simulate(&self, runner: Runner<'_>, _: &Path) -> Result<CapacityStudy, Fault> {
        study(self.args, &self.scenarios, runner).map_err(|error| match error {
            CapacityError::Batch(error) => error.into(),
            // The question has no answer.
            error => Fault::wrong(error),
        })
    }

    fn write(&self, found: &mut CapacityStudy, out: &Path) -> Result<Written, Fault> {
        let sources: Vec<&Scenario> = self.scenarios.iter().collect();
        let again = again(self.args, &self.scenarios);
        Ok(report::write_capacity(found, &sources, &again, out)?)
    }

    fn summary(&self, found: &CapacityStudy, written: &Written) -> Result<String, Fault> {
        Ok(report::capacity_summary(found, Some(&written.page)))
    }

    fn unfinished(&self, found: &CapacityStudy) -> Option<String> {
        (found.interrupted).then(|| "the report tells of what was found".to_owned())
    }

    fn open_balances<'a>(&self, found: &'a CapacityStudy) -> Vec<&'a String> {
        let sides = std::iter::once(&found.base).chain(&found.against);
        sides
            .flat_map(|side| &side.capacity.open_balances)
            .collect()
    }
}
