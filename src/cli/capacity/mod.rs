//! `sanpedro capacity`: the most TEU a year at which vessels do not wait too long.

use crate::cli::{Ending, output};
use crate::experiment::capacity::CapacityError;
use crate::experiment::{BatchError, Purpose};
use crate::report;
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
pub(crate) fn capacity_of(args: &CapacityArgs) -> Ending {
    let scenarios = match scenarios(args) {
        Ok(scenarios) => scenarios,
        Err(ending) => return ending,
    };
    let name = format!("capacity_{}_{}", scenarios[0].name, part_of_name(args));
    let out = args.batch.folder(&name);
    if let Err(error) = report::check(&out) {
        output::note(&format!("error: {error}"));
        return Ending::Failed;
    }
    let kept = match args.keep.open(&out, Purpose::default()) {
        Ok(kept) => kept,
        Err(error) => {
            output::note(&format!("error: {error}"));
            return Ending::Failed;
        }
    };
    let bar = args.batch.counter();
    let tick = |_| bar.inc(1);
    let found = args
        .batch
        .on_threads(|| study(args, &scenarios, kept.runner(&tick)));
    bar.finish_and_clear();
    let found = match found {
        Ok(Ok(found)) => found,
        Ok(Err(CapacityError::Batch(error))) => {
            if let BatchError::Interrupted = error {
                output::note("no capacity was found yet; the same command with --resume goes on");
            }
            return kept.end(&error);
        }
        Ok(Err(error)) => {
            // The question has no answer: there is nothing to go on with.
            drop(kept.remove());
            return told(&error.to_string());
        }
        Err(message) => return told(&message),
    };
    let sources: Vec<&Scenario> = scenarios.iter().collect();
    let written = match report::write_capacity(&found, &sources, &again(args, &scenarios), &out) {
        Ok(written) => written,
        Err(error) => {
            output::note(&format!("error: {error}"));
            return Ending::Failed;
        }
    };
    if !found.interrupted
        && let Err(error) = kept.remove()
    {
        output::note(&format!("error: {error}"));
        return Ending::Failed;
    }
    if !args.batch.quiet {
        let told = output::result(&report::capacity_summary(&found, Some(&written.page)));
        if told != Ending::Done {
            return told;
        }
    }
    if found.interrupted {
        output::note(
            "interrupted: the report tells of what was found; the same command with --resume \
             goes on",
        );
        return Ending::Interrupted;
    }
    let sides = std::iter::once(&found.base).chain(&found.against);
    let closed = sides
        .map(|side| &side.capacity.open_balances)
        .all(Vec::is_empty);
    if closed { Ending::Done } else { Ending::Missed }
}

/// A question that has no answer.
fn told(message: &str) -> Ending {
    output::note(&format!("error: {message}"));
    Ending::Wrong
}
