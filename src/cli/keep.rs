//! What lets a command that simulates be interrupted, killed and gone on with.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use crate::cli::batch::REPLICATIONS;
use crate::cli::{Ending, output};
use crate::experiment::{Batch, BatchError, Purpose, Runner, Store, StoreError};

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
    path: PathBuf,
    stop: Arc<AtomicBool>,
}

impl KeepOptions {
    /// Replications kept beside what a command will write to `out`: what an earlier run left
    /// there with `--resume`, else none. From here on Ctrl-C stops between replications.
    ///
    /// # Errors
    /// If the file system refuses, another run is at it, or another program left what is there.
    pub(crate) fn open(&self, out: &Path, purpose: Purpose<'_>) -> Result<Kept, StoreError> {
        let path = beside(out);
        let store = if self.resume {
            Store::resume(&path, purpose)?
        } else {
            if path.exists() {
                output::note(&format!(
                    "note: starting anew; what an earlier run kept in {} is dropped (--resume \
                     would have gone on with it)",
                    path.display()
                ));
            }
            Store::create(&path, purpose)?
        };
        let stop = Arc::new(AtomicBool::new(false));
        stop_on_interrupt(&stop);
        Ok(Kept { store, path, stop })
    }
}

impl Kept {
    /// The file in which they are kept meanwhile.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A batch that looks here before it simulates, keeps what it simulates here, and stops when
    /// it is told to.
    pub(crate) fn behind<'a>(&'a self, batch: Batch<'a>) -> Batch<'a> {
        batch.keeping(&self.store).until(&self.stop)
    }

    /// The runner of a study of many batches, each as [`behind`](Self::behind) makes it.
    pub(crate) fn runner<'a>(&'a self, progress: &'a (dyn Fn(u32) + Sync)) -> Runner<'a> {
        Runner {
            progress,
            store: Some(&self.store),
            stop: Some(&self.stop),
        }
    }

    /// How a command ends by a batch that did not: the words are printed. What was kept of a
    /// scenario that schedules too many events is removed, since the command would end alike.
    pub(crate) fn end(self, error: &BatchError) -> Ending {
        if let BatchError::Budget(_) = error {
            drop(self.remove());
        }
        batch_error(error)
    }

    /// Ends keeping: what was kept is not needed any more.
    pub(crate) fn remove(self) -> Result<(), StoreError> {
        let Self { store, path, .. } = self;
        // Closed first: some systems remove no open file.
        drop(store);
        match fs::remove_file(&path) {
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
        drop(store);
        fs::rename(&path, out).map_err(|source| StoreError::Files {
            action: "rename to",
            path: out.to_owned(),
            source,
        })
    }
}

/// How a command ends by a batch that did not: the words are printed.
pub(crate) fn batch_error(error: &BatchError) -> Ending {
    output::note(&format!("error: {error}"));
    match error {
        BatchError::Budget(_) => Ending::Wrong,
        BatchError::Store(_) => Ending::Failed,
        BatchError::Interrupted => Ending::Interrupted,
    }
}

/// The hidden file beside a folder or file in which its replications are kept meanwhile.
fn beside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.kept"))
}

/// The first interrupt, or a scheduler's word to end, asks to stop; the second ends at once.
fn stop_on_interrupt(stop: &Arc<AtomicBool>) {
    let stop = Arc::clone(stop);
    let handled = ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            process::exit(130);
        }
        output::note("stopping after the replications under way; Ctrl-C again stops at once");
    });
    if let Err(error) = handled {
        output::note(&format!("note: Ctrl-C will end at once: {error}"));
    }
}
