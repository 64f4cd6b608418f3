//! From a batch to its report: what `run` and `merge` have in common.

use std::fmt::Display;
use std::path::Path;

use crate::cli::batch::{on_threads, progress};
use crate::cli::{Ending, output};
use crate::experiment::{Batch, BatchError, Fold, Results};
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
        let replications = self.scenario.replications;
        let bar = progress(self.quiet, replications);
        let calls = self
            .calls
            .then(|| CallsFile::create(self.scenario, self.out));
        let mut calls = calls.transpose()?;
        let mut fold = Fold::new(self.scenario, self.scenario.seed);
        let mut open = Vec::new();
        let mut taken = 0;
        let ended = batch.calls(self.calls).each(
            0..replications,
            &|_| bar.inc(1),
            |number, mut found, balances| {
                if let (Some(table), Some(calls)) = (&mut calls, found.calls.take()) {
                    table.add(number, calls)?;
                }
                open.extend(balances);
                fold.add(found);
                taken += 1;
                Ok::<(), Fault>(())
            },
        );
        bar.finish_and_clear();
        let interrupted = match ended {
            Ok(()) => false,
            Err(Fault::Batch(BatchError::Interrupted)) => true,
            Err(fault) => return Err(fault),
        };
        if taken == 0 {
            return Ok((None, interrupted));
        }
        let results = Results {
            open_balances: open,
            ..fold.finish()
        };
        let calls = calls.map(CallsFile::finish).transpose()?;
        Ok((Some((results, calls)), interrupted))
    }

    /// Writes the report, prints the summary, and judges: how the command ends by it.
    fn show(self, results: &Results, calls: Option<Finished>) -> Ending {
        let written = match report::write_with(results, self.scenario, calls, self.out) {
            Ok(written) => written,
            Err(error) => return failed(&error),
        };
        if !self.quiet {
            let told = output::result(&report::summary(results, Some(&written.page)));
            if told != Ending::Done {
                return told;
            }
        }
        judge(results, self.strict)
    }
}

/// Tells an error that ends the command.
pub(crate) fn failed(error: &dyn Display) -> Ending {
    output::note(&format!("error: {error}"));
    Ending::Failed
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
