//! The way of every command that simulates: replications that are kept, a report in a folder, a
//! summary, and an ending.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::cli::batch::PlaceOptions;
use crate::cli::ending::{Ending, Fault};
use crate::cli::keep::{KeepOptions, Kept};
use crate::cli::{keep, output};
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

/// Does a task, and keeps its replications beside the folder of its report until that is whole.
pub(crate) fn perform<T: Task>(
    task: &T,
    name: &str,
    place: &PlaceOptions,
    keep: &KeepOptions,
) -> Result<Ending, Fault> {
    let out = keep::ready(&place.folder(name))?;
    let kept = keep.open(&out, Purpose::default(), place.quiet)?;
    if let Some(batch) = task.batch() {
        kept.check(&[batch], None)?;
    }
    // Nobody else is at this folder now.
    report::tidy(&out)?;
    match simulate(task, &out, place, &kept.store, Some(&kept.stop)) {
        Ok(found) => conclude(task, found, &out, place, Some(kept)),
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
    name: &str,
    place: &PlaceOptions,
    store: &Store,
) -> Result<Ending, Fault> {
    let out = keep::ready(&place.folder(name))?;
    keep::end_on_interrupt(&out);
    let found = simulate(task, &out, place, store, None)?;
    conclude(task, found, &out, place, None)
}

fn simulate<T: Task>(
    task: &T,
    out: &Path,
    place: &PlaceOptions,
    store: &Store,
    stop: Option<&AtomicBool>,
) -> Result<T::Found, Fault> {
    let advance = Arc::default();
    let bar = place.progress(task.replications(), &advance);
    let tick = |_| bar.inc(1);
    let runner = Runner {
        progress: &tick,
        store: Some(store),
        stop,
        advance: Some(&advance),
    };
    let found = place.on_threads(|| task.simulate(runner, out));
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
    out: &Path,
    place: &PlaceOptions,
    kept: Option<Kept>,
) -> Result<Ending, Fault> {
    let written = task.write(&mut found, out)?;
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
