//! `sanpedro capacity`: the most TEU a year at which vessels do not wait too long.

use std::path::Path;

use crate::cli::ending::{Ending, Fault};
use crate::cli::task::{Task, perform};
use crate::experiment::Runner;
use crate::experiment::capacity::{CapacityError, CapacityStudy, Question};
use crate::report::{self, Written};
use crate::scenario::Scenario;

mod args;
mod asked;
mod values;

pub(crate) use args::CapacityArgs;

use asked::asked;

/// Finds the capacity and writes its report.
pub(crate) fn capacity(args: &CapacityArgs) -> Result<Ending, Fault> {
    let asked = asked(args)?;
    let name = format!("capacity_{}_{}", asked[0].0.name, args.part_of_name());
    let task = CapacityTask { args, asked };
    perform(&task, &name, &args.batch.place, &args.keep)
}

/// What is asked about a capacity, and of which scenarios.
struct CapacityTask<'a> {
    args: &'a CapacityArgs,
    asked: Vec<(Scenario, Question)>,
}

impl Task for CapacityTask<'_> {
    type Found = CapacityStudy;

    const NOTHING_YET: &'static str = "no capacity was found yet";

    /// A search takes as many as it takes.
    fn replications(&self) -> Option<u32> {
        None
    }

    fn simulate(&self, runner: Runner<'_>, _: &Path) -> Result<CapacityStudy, Fault> {
        let found = self.args.inquiry().answer(&self.asked, runner);
        found.map_err(|error| match error {
            CapacityError::Batch(error) => error.into(),
            // The question has no answer.
            error => Fault::wrong(error),
        })
    }

    fn write(&self, found: &mut CapacityStudy, out: &Path) -> Result<Written, Fault> {
        let scenarios: Vec<&Scenario> = self.asked.iter().map(|(scenario, _)| scenario).collect();
        let again = self.args.again(&scenarios);
        Ok(report::write_capacity(found, &scenarios, &again, out)?)
    }

    fn summary(&self, found: &CapacityStudy, written: &Written) -> Result<String, Fault> {
        Ok(report::capacity_summary(found, Some(&written.page)))
    }

    fn unfinished(&self, found: &CapacityStudy) -> Option<String> {
        (found.interrupted).then(|| "the report tells of what was found".to_owned())
    }

    fn open_balances<'a>(&self, found: &'a CapacityStudy) -> Vec<&'a String> {
        let sides = found.sides();
        sides
            .flat_map(|side| &side.capacity.open_balances)
            .collect()
    }
}
