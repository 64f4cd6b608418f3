//! From a batch to its report: what `run` and `merge` have in common.

use std::fmt::Display;
use std::path::Path;

use crate::cli::batch::{on_threads, progress};
use crate::cli::precision::Sequential;
use crate::cli::{Ending, output, warm_up};
use crate::experiment::{Batch, BatchError, Fold, Precision, Replication, Results, Sequence};
use crate::report::{self, CallsFile, Finished, ReportError};
use crate::scenario::Scenario;

/// A report to be made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'a> {
    pub(crate) scenario: &'a Scenario,
    /// Its folder.
    pub(crate) out: &'a Path,
    pub(crate) threads: Option<u16>,
    /// No progress and no summary.
    pub(crate) quiet: bool,
    /// A missed target is an error.
    pub(crate) strict: bool,
    /// Every call of every replication in a table.
    pub(crate) calls: bool,
    /// As many replications as a precision takes, instead of the scenario's.
    pub(crate) sequential: Option<&'a Sequential<'a>>,
}

/// How it went.
#[derive(Debug)]
pub(crate) enum Ran {
    /// The report is written, or was refused, as the ending says.
    Whole(Ending),
    /// The batch was stopped after so many replications; the report tells of those.
    Interrupted(u32),
    /// There is no report.
    Wrong(BatchError),
}

/// Why a batch was not told to its end.
enum Fault {
    Batch(BatchError),
    Report(ReportError),
}

impl From<BatchError> for Fault {
    fn from(error: BatchError) -> Self {
        Self::Batch(error)
    }
}

impl From<ReportError> for Fault {
    fn from(error: ReportError) -> Self {
        Self::Report(error)
    }
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
}

impl Task<'_> {
    /// Runs the batch, writes its report, prints the summary, and judges.
    pub(crate) fn report(self, batch: &Batch<'_>) -> Ran {
        let ran = on_threads(self.threads, || self.run(batch));
        let (told, interrupted) = match ran {
            Ok(Ok(ran)) => ran,
            Ok(Err(Fault::Batch(error))) => return Ran::Wrong(error),
            Ok(Err(Fault::Report(error))) => return Ran::Whole(failed(&error)),
            Err(error) => return Ran::Whole(failed(&error)),
        };
        let Some((results, calls)) = told else {
            return Ran::Interrupted(0);
        };
        let done = results.run.replications;
        match self.show(&results, calls) {
            ending if interrupted && ending != Ending::Failed => Ran::Interrupted(done),
            ending => Ran::Whole(ending),
        }
    }

    /// What the batch found, unless it was stopped before its first replication, and whether it
    /// was stopped.
    #[expect(
        clippy::type_complexity,
        reason = "results with their table of calls, both or neither"
    )]
    fn run(self, batch: &Batch<'_>) -> Result<(Option<(Results, Option<Finished>)>, bool), Fault> {
        let rule = self.sequential.map(|sequential| &sequential.rule);
        let all = self.scenario.replications;
        let bar = progress(self.quiet, rule.map_or(all, Precision::most));
        let calls = self
            .calls
            .then(|| CallsFile::create(self.scenario, self.out));
        let mut taken = Taken {
            calls: calls.transpose()?,
            sequence: rule.map(Precision::begin),
            fold: Fold::new(self.scenario, self.scenario.seed),
            open: Vec::new(),
            count: 0,
        };
        let batch = batch.calls(self.calls);
        let mut next = Some(rule.map_or(all, Precision::first_look));
        let mut ended = Ok(());
        while let (Some(look), Ok(())) = (next, &ended) {
            let numbers = taken.count..look;
            ended = batch.each(numbers, &|_| bar.inc(1), |number, found, balances| {
                taken.add(number, found, balances)
            });
            next = taken.sequence.as_mut().and_then(Sequence::next_look);
        }
        bar.finish_and_clear();
        let interrupted = match ended {
            Ok(()) => false,
            Err(Fault::Batch(BatchError::Interrupted)) => true,
            Err(fault) => return Err(fault),
        };
        if taken.count == 0 {
            return Ok((None, interrupted));
        }
        let found = taken.sequence.as_mut().map(Sequence::found);
        let results = Results {
            precision: found.filter(|_| !interrupted),
            open_balances: taken.open,
            ..taken.fold.finish()
        };
        let calls = taken.calls.map(CallsFile::finish).transpose()?;
        Ok((Some((results, calls)), interrupted))
    }

    /// Writes the report, prints the summary, and judges: how the command ends by it.
    fn show(self, results: &Results, calls: Option<Finished>) -> Ending {
        let sized = self.sequential.map(|sequential| {
            let mut settings = sequential
                .batch
                .settings_for(Some(results.run.replications));
            settings.extend(warm_up::found(self.scenario));
            sequential.batch.load(sequential.path, &settings)
        });
        let scenario = match &sized {
            None => self.scenario,
            Some(Ok((scenario, _))) => scenario,
            Some(Err(error)) => return output::scenario_error(error),
        };
        let written = match report::write_with(results, scenario, calls, self.out) {
            Ok(written) => written,
            Err(error) => return failed(&error),
        };
        if !self.quiet {
            let told = output::result(&report::summary(results, Some(&written.page)));
            if told != Ending::Done {
                return told;
            }
        }
        judge(results, self)
    }
}

/// Tells an error that ends the command.
pub(crate) fn failed(error: &dyn Display) -> Ending {
    output::note(&format!("error: {error}"));
    Ending::Failed
}

/// How the run ended: books that did not close are worse than what was missed.
fn judge(results: &Results, task: Task<'_>) -> Ending {
    let strict = task.strict;
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
    let imprecise = results.precision.as_ref().filter(|found| !found.reached);
    // The summary tells it, where there is one.
    if let Some(found) = imprecise.filter(|_| task.quiet) {
        let told = report::precision_told(found, results.run.replications);
        output::note(&format!("warning: {told}"));
    }
    if !results.open_balances.is_empty() || imprecise.is_some() || (strict && missed > 0) {
        return Ending::Missed;
    }
    Ending::Done
}
