//! The way of every command that simulates: replications that are kept, a report in a folder, a
//! summary, and an ending.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::cli::batch::{BatchOptions, folder, on_threads, progress};
use crate::cli::ending::{Ending, Fault};
use crate::cli::keep::{KeepOptions, Kept};
use crate::cli::output;
use crate::experiment::{BatchKey, Purpose, Runner, Store};
use crate::report::{self, Written};

/// What a command simulates and reports.
pub(crate) trait Task: Sync {
    /// What it finds.
    type Found: Send;

    /// What is said where it was interrupted before there was anything to report.
    const NOTHING_YET: &'static str;

    /// Replications that it takes; `None` where they are not known ahead.
    fn replications(&self) -> Option<u32>;

    /// The batch that kept replications must be of, where it is only one.
    fn batch(&self) -> Option<BatchKey> {
        None
    }

    /// Finds what was asked for, or as much of it as was done before an interruption.
    ///
    /// # Errors
    /// [`Ending::Interrupted`] if nothing was done before; [`Ending::Wrong`] if the same command
    /// would end in the same way.
    fn simulate(&self, runner: Runner<'_>, out: &Path) -> Result<Self::Found, Fault>;

    /// Writes the report.
    fn write(&self, found: &mut Self::Found, out: &Path) -> Result<Written, Fault>;

    /// What standard output says of the report.
    fn summary(&self, found: &Self::Found, written: &Written) -> Result<String, Fault>;

    /// How much was done of what was asked for, if it was interrupted.
    fn unfinished(&self, found: &Self::Found) -> Option<String>;

    /// Balances that did not close, in words.
    fn open_balances<'a>(&self, found: &'a Self::Found) -> Vec<&'a String>;

    /// Whether anything else was missed that was asked for; says what.
    fn misses(&self, _found: &Self::Found) -> bool {
        false
    }
}

/// Where a task is done, and how much is said of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// Folder of the report.
    pub(crate) out: &'a Path,
    pub(crate) threads: Option<u16>,
    /// No progress and no summary.
    pub(crate) quiet: bool,
}

/// Does a task, and keeps its replications beside the folder of its report until that is whole.
pub(crate) fn perform<T: Task>(
    task: &T,
    name: &str,
    options: &BatchOptions,
    keep: &KeepOptions,
) -> Result<Ending, Fault> {
    let out = folder(options.out.as_deref(), name);
    report::check(&out)?;
    let kept = keep.open(&out, Purpose::default())?;
    if let Some(batch) = task.batch() {
        kept.check(&[batch], None)?;
    }
    // Nobody else is at this folder now.
    report::tidy(&out)?;
    let place = Place {
        out: &out,
        threads: options.threads,
        quiet: options.quiet,
    };
    match simulate(task, place, &kept.store, Some(&kept.stop)) {
        Ok(found) => conclude(task, found, place, Some(kept)),
        Err(fault) => {
            // The same command would end in the same way.
            if fault.ending == Ending::Wrong {
                drop(kept.remove());
            }
            Err(fault)
        }
    }
}

/// Does a task whose replications are all in a store.
pub(crate) fn put_together<T: Task>(
    task: &T,
    place: Place<'_>,
    store: &Store,
) -> Result<Ending, Fault> {
    report::check(place.out)?;
    let found = simulate(task, place, store, None)?;
    conclude(task, found, place, None)
}

fn simulate<T: Task>(
    task: &T,
    place: Place<'_>,
    store: &Store,
    stop: Option<&AtomicBool>,
) -> Result<T::Found, Fault> {
    let bar = progress(place.quiet, task.replications());
    let tick = |_| bar.inc(1);
    let runner = Runner {
        progress: &tick,
        store: Some(store),
        stop,
    };
    let found = on_threads(place.threads, || task.simulate(runner, place.out));
    bar.finish_and_clear();
    found?.map_err(|fault| match fault.ending {
        Ending::Interrupted => Fault::interrupted(T::NOTHING_YET),
        _ => fault,
    })
}

/// Writes and sums up what was found; what was kept is removed once the report is whole.
fn conclude<T: Task>(
    task: &T,
    mut found: T::Found,
    place: Place<'_>,
    kept: Option<Kept>,
) -> Result<Ending, Fault> {
    let written = task.write(&mut found, place.out)?;
    let unfinished = task.unfinished(&found);
    if unfinished.is_none() {
        kept.map_or(Ok(()), Kept::remove)?;
    }
    if !place.quiet {
        output::result(&task.summary(&found, &written)?)?;
    }
    if let Some(done) = unfinished {
        return Err(Fault::interrupted(&done));
    }
    let open = task.open_balances(&found);
    for balance in &open {
        output::note(&format!(
            "error: {balance}; this is a bug of ours, please report it"
        ));
    }
    let missed = task.misses(&found) || !open.is_empty();
    Ok(if missed { Ending::Missed } else { Ending::Done })
}
