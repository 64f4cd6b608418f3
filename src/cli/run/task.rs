//! The batch of `run`, from its replications to its report; `merge` reads its replications instead.

use std::path::Path;

use crate::cli::batch::BatchOptions;
use crate::cli::ending::{Ending, Fault};
use crate::cli::output;
use crate::cli::scenarios::found_warm_up;
use crate::cli::task::Task;
use crate::experiment::{BatchKey, Fold, Precision, Replication, Results, Runner, Sequence};
use crate::report::{self, CallsFile, Finished, Written};
use crate::scenario::Scenario;

/// A batch whose report is to be made.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command"
)]
pub(crate) struct RunTask<'a> {
    pub(crate) scenario: &'a Scenario,
    /// Every call of every replication is written to a table.
    pub(crate) calls: bool,
    /// A missed target is an error.
    pub(crate) strict: bool,
    /// There is no summary.
    pub(crate) quiet: bool,
    /// There is `results.json` instead of a summary.
    pub(crate) json: bool,
    /// `results.json` is written alone.
    pub(crate) only_results: bool,
    /// As many replications as a precision takes, instead of the scenario's.
    pub(crate) sequential: Option<Sequential<'a>>,
}

/// A rule with what it takes to load the scenario again with the number it found.
#[derive(Clone, Debug)]
pub(crate) struct Sequential<'a> {
    pub(crate) rule: Precision,
    pub(crate) path: &'a Path,
    pub(crate) batch: &'a BatchOptions,
}

/// What a batch found.
#[derive(Debug)]
pub(crate) struct RunFound {
    results: Results,
    /// The table of all calls, until it is moved into the report.
    calls: Option<Finished>,
    interrupted: bool,
}

/// What was taken in so far.
struct Taken<'a> {
    calls: Option<CallsFile<'a>>,
    sequence: Option<Sequence<'a>>,
    fold: Fold<'a>,
    open: Vec<String>,
    count: u32,
}

impl Taken<'_> {
    fn add(
        &mut self,
        number: u32,
        mut found: Replication,
        balances: Vec<String>,
    ) -> Result<(), Fault> {
        if let (Some(table), Some(calls)) = (&mut self.calls, found.calls.take()) {
            table.add(number, calls)?;
        }
        if let Some(sequence) = &mut self.sequence {
            sequence.add(&found);
        }
        self.open.extend(balances);
        self.fold.add(found);
        self.count += 1;
        Ok(())
    }

    fn finish(mut self, interrupted: bool) -> Result<RunFound, Fault> {
        let precision = self.sequence.as_mut().map(Sequence::found);
        Ok(RunFound {
            results: Results {
                precision: precision.filter(|_| !interrupted),
                open_balances: self.open,
                ..self.fold.finish()
            },
            calls: self.calls.map(CallsFile::finish).transpose()?,
            interrupted,
        })
    }
}

impl RunTask<'_> {
    fn rule(&self) -> Option<&Precision> {
        self.sequential.as_ref().map(|sequential| &sequential.rule)
    }

    /// Replications after which the batch ends at the latest.
    fn most(&self) -> u32 {
        self.rule()
            .map_or(self.scenario.replications, Precision::most)
    }

    /// The scenario with the number of replications that was found; `None` where it says it itself.
    fn sized(&self, replications: u32) -> Result<Option<Scenario>, Fault> {
        let Some(Sequential { path, batch, .. }) = &self.sequential else {
            return Ok(None);
        };
        let mut settings = batch.settings_for(Some(replications));
        settings.extend(found_warm_up(self.scenario));
        Ok(Some(batch.load(path, &settings)?.0))
    }
}

impl Task for RunTask<'_> {
    type Found = RunFound;

    const NOTHING_YET: &'static str = "no replication was done";

    fn replications(&self) -> Option<u32> {
        Some(self.most())
    }

    fn batch(&self) -> Option<BatchKey> {
        let scenario = self.scenario;
        Some(BatchKey::new(scenario, scenario.seed, self.calls))
    }

    fn simulate(&self, runner: Runner<'_>, out: &Path) -> Result<RunFound, Fault> {
        let calls = self.calls.then(|| CallsFile::create(self.scenario, out));
        let mut taken = Taken {
            calls: calls.transpose()?,
            sequence: self.rule().map(Precision::begin),
            fold: Fold::new(self.scenario, self.scenario.seed),
            open: Vec::new(),
            count: 0,
        };
        let batch = runner.batch(self.scenario).calls(self.calls);
        let batch = batch.outline(self.only_results);
        let mut next = Some(self.rule().map_or(self.most(), Precision::first_look));
        while let Some(look) = next {
            let numbers = taken.count..look;
            let ended = batch.each(numbers, runner.progress, |number, found, balances| {
                taken.add(number, found, balances)
            });
            match ended {
                Err(fault) if fault.ending == Ending::Interrupted && taken.count > 0 => {
                    return taken.finish(true);
                }
                ended => ended?,
            }
            next = taken.sequence.as_mut().and_then(Sequence::next_look);
        }
        taken.finish(false)
    }

    fn write(&self, found: &mut RunFound, out: &Path) -> Result<Written, Fault> {
        if self.only_results {
            return Ok(report::write_results(&found.results, out)?);
        }
        let sized = self.sized(found.results.run.replications)?;
        let scenario = sized.as_ref().unwrap_or(self.scenario);
        let calls = found.calls.take();
        Ok(report::write_with(&found.results, scenario, calls, out)?)
    }

    fn summary(&self, found: &RunFound, written: &Written) -> Result<String, Fault> {
        if self.json {
            let path = written.folder.join("results.json");
            let text = std::fs::read_to_string(path).map_err(Fault::failed)?;
            return Ok(text.trim_end().to_owned());
        }
        Ok(report::summary(&found.results, Some(&written.page)))
    }

    fn unfinished(&self, found: &RunFound) -> Option<String> {
        let (done, most) = (found.results.run.replications, self.most());
        (found.interrupted)
            .then(|| format!("{done} of {most} replications, of which the report tells"))
    }

    fn open_balances<'a>(&self, found: &'a RunFound) -> Vec<&'a String> {
        found.results.open_balances.iter().collect()
    }

    fn misses(&self, found: &RunFound) -> bool {
        let RunFound { results, .. } = found;
        let targets = &results.targets;
        let missed = targets.iter().filter(|target| !target.hit()).count();
        if self.strict && missed > 0 {
            output::note(&format!(
                "error: {missed} of {} targets missed",
                targets.len()
            ));
        }
        let imprecise = results.precision.as_ref().filter(|found| !found.reached);
        // The summary says it, where there is one.
        if let Some(found) = imprecise.filter(|_| self.quiet || self.json) {
            let words = report::precision_in_words(found, results.run.replications);
            output::note(&format!("warning: {words}"));
        }
        imprecise.is_some() || (self.strict && missed > 0)
    }
}
