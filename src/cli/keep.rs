//! What lets a command that simulates be interrupted, killed and resumed.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use clap::Args;

use crate::cli::batch::REPLICATIONS;
use crate::cli::ending::Fault;
use crate::cli::output;
use crate::disk;
use crate::experiment::{Advance, BatchKey, Purpose, Runner, Store, StoreError};
use crate::report::{self, Recovered, ReportError};

/// Option of every command whose replications are kept while it runs.
#[derive(Debug, Args)]
pub(crate) struct KeepOptions {
    /// Go on where an interrupted or killed run stopped; the results are the same to the byte.
    #[arg(long, help_heading = REPLICATIONS)]
    pub(crate) resume: bool,
}

/// Replications kept while a command runs, and the word that it is to stop.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) store: Store,
    pub(crate) stop: Arc<AtomicBool>,
    path: PathBuf,
}

impl KeepOptions {
    /// Replications kept beside what a command will write to `out`: what an earlier run left
    /// there with `--resume`, else none. From here on Ctrl-C stops within a replication.
    ///
    /// # Errors
    /// If the file system refuses, another run is at it, or another program left what is there.
    pub(crate) fn open(
        &self,
        out: &Path,
        purpose: Purpose<'_>,
        quiet: bool,
    ) -> Result<Kept, StoreError> {
        let path = beside(out);
        let store = if self.resume {
            Store::resume(&path, purpose)?
        } else {
            let was_there = path.exists();
            let store = Store::create(&path, purpose)?;
            if was_there && !quiet {
                output::note(&format!(
                    "note: starting anew; what an earlier run kept in {} is dropped (--resume \
                     would have gone on with it)",
                    path.display()
                ));
            }
            store
        };
        let stop = Arc::new(AtomicBool::new(false));
        stop_on_interrupt(&stop, out);
        Ok(Kept { store, stop, path })
    }
}

impl Kept {
    /// Runs batches that look here before they simulate, keep here what they simulate, and stop
    /// on Ctrl-C.
    pub(crate) fn runner<'a>(
        &'a self,
        progress: &'a (dyn Fn(u32) + Sync),
        advance: &'a Advance,
    ) -> Runner<'a> {
        Runner {
            progress,
            store: Some(&self.store),
            stop: Some(&self.stop),
            advance: Some(advance),
        }
    }

    /// Fails if an earlier run kept something here, and none of it is of these batches.
    pub(crate) fn check(&self, batches: &[BatchKey], study: Option<&str>) -> Result<(), Fault> {
        let asked = |of: &Option<String>| of.as_deref() == study;
        let is_empty = self.store.batches().next().is_none();
        let known = batches.iter().any(|key| self.store.batch(key).is_some());
        if self.store.studies().iter().all(asked) && (is_empty || known) {
            return Ok(());
        }
        let what = match study {
            Some(_) => "of another sweep",
            None => "of another scenario, seed or --calls",
        };
        Err(Fault::wrong(format!(
            "{} holds replications {what}; without --resume the run starts anew",
            self.path.display()
        )))
    }

    /// Ends keeping: what was kept is not needed any more.
    pub(crate) fn remove(self) -> Result<(), StoreError> {
        let Self { store, path, .. } = self;
        // Closed first: some systems remove no open file.
        drop(store);
        match disk::remove_file(&path) {
            Err(source) if source.kind() != ErrorKind::NotFound => Err(StoreError::Files {
                action: "remove",
                path,
                source,
            }),
            _ => Ok(()),
        }
    }

    /// Ends keeping: what was kept is what was asked for, and takes its place.
    pub(crate) fn rename_to(self, out: &Path) -> Result<(), StoreError> {
        let Self { store, path, .. } = self;
        let synced = store.sync();
        drop(store);
        synced?;
        disk::rename(&path, out).map_err(|source| StoreError::Files {
            action: "rename to",
            path: out.to_owned(),
            source,
        })
    }
}

/// The folder by its plain path, if a report may be written to `out`; what a killed program began there
/// is ended first.
///
/// # Errors
/// As [`report::place`] and [`report::check`].
pub(crate) fn ready(out: &Path) -> Result<PathBuf, ReportError> {
    let out = report::place(out)?;
    match report::recover(&out)? {
        Some(Recovered::PutBack(out)) => output::note(&format!(
            "note: put back {}: a run was stopped while it replaced that report",
            out.display()
        )),
        Some(Recovered::Removed(earlier)) => output::note(&format!(
            "note: removed {}: a run was stopped after it had replaced that report",
            earlier.display()
        )),
        None => {}
    }
    report::check(&out)?;
    Ok(out)
}

/// The hidden file beside a folder or file in which its replications are kept meanwhile.
fn beside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.kept"))
}

/// Seconds that a program is given to end after the first interrupt, where nothing else is said:
/// enough for replications under way, and for the report of a study of usual size.
const GRACE: f64 = 0.9;
/// Says otherwise.
const GRACE_VARIABLE: &str = "SANPEDRO_GRACE";

/// The first interrupt, or a scheduler's word to end, asks to stop; a second later, or at the next
/// interrupt, the program ends at whatever it is. What is kept is kept, and a report is whole or not
/// there.
fn stop_on_interrupt(stop: &Arc<AtomicBool>, out: &Path) {
    let (stop, out) = (Arc::clone(stop), out.to_owned());
    on_interrupt(move || {
        if !stop.swap(true, Ordering::Relaxed) {
            output::note("stopping; what is done is kept");
            let given = std::env::var(GRACE_VARIABLE).ok();
            let given = given.and_then(|seconds| seconds.parse::<f64>().ok());
            let grace = Duration::try_from_secs_f64(given.unwrap_or(GRACE));
            thread::sleep(grace.unwrap_or(Duration::ZERO));
        }
        report::abandon(&out);
        output::note(
            "interrupted: there was no time for a report; the same command with --resume goes on",
        );
        process::exit(130);
    });
}

/// An interrupt ends a program that keeps nothing, and what it has written aside is removed.
pub(crate) fn end_on_interrupt(out: &Path) {
    let out = out.to_owned();
    on_interrupt(move || {
        report::abandon(&out);
        process::exit(130);
    });
}

fn on_interrupt(heard: impl FnMut() + Send + 'static) {
    if let Err(error) = ctrlc::set_handler(heard) {
        output::note(&format!("note: Ctrl-C will end at once: {error}"));
    }
}
