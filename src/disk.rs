//! Every change of the disk, in one place, so that tests can have any one of them fail.
//!
//! In builds with debug assertions a [`Plan`] says which change fails, and how; in others there is no
//! such thing, and each function is the standard library's.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

#[cfg(debug_assertions)]
pub use planned::{How, Plan, changes, plan};

/// Creates a file that was not there; follows no link.
pub(crate) fn create_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    change(|| options.open(path))
}

/// Writes bytes where the file is.
pub(crate) fn write_all(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    #[cfg(debug_assertions)]
    if let Some(error) = planned::refusal() {
        if error.is_cut_short() {
            file.write_all(&bytes[..bytes.len() / 2])?;
        }
        return Err(error.into());
    }
    file.write_all(bytes)
}

/// Cuts a file off.
pub(crate) fn set_len(file: &File, length: u64) -> io::Result<()> {
    change(|| file.set_len(length))
}

/// Has a file written to the disk.
pub(crate) fn sync_all(file: &File) -> io::Result<()> {
    change(|| file.sync_all())
}

/// Creates a folder that was not there.
pub(crate) fn create_dir(path: &Path) -> io::Result<()> {
    change(|| fs::create_dir(path))
}

/// Creates a folder and those that it is in, unless they are there.
pub(crate) fn create_dir_all(path: &Path) -> io::Result<()> {
    change(|| fs::create_dir_all(path))
}

/// Renames a file or a folder, also on a full disk.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    removal(|| fs::rename(from, to))
}

/// Removes a file, also on a full disk.
pub(crate) fn remove_file(path: &Path) -> io::Result<()> {
    removal(|| fs::remove_file(path))
}

/// Removes a folder with all that is in it, also on a full disk.
pub(crate) fn remove_dir_all(path: &Path) -> io::Result<()> {
    removal(|| fs::remove_dir_all(path))
}

/// A change that takes no room.
fn removal(removal: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    #[cfg(debug_assertions)]
    if planned::is_full() {
        return removal();
    }
    change(removal)
}

#[cfg(not(debug_assertions))]
fn change<T>(change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    change()
}

#[cfg(debug_assertions)]
fn change<T>(change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let Some(refusal) = planned::refusal() else {
        return change();
    };
    if refusal.is_half_done() {
        drop(change()?);
    }
    Err(refusal.into())
}

/// Changes that fail by plan.
#[cfg(debug_assertions)]
mod planned {
    use std::io;
    use std::sync::{Mutex, PoisonError};

    /// How a change fails.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum How {
        /// It is refused, with an error of the device.
        Refused,
        /// The disk is full from then on, but for what removes: a write is cut short.
        Full,
        /// The program is killed before it: nothing is changed from then on.
        KilledBefore,
        /// The program is killed after it, within it if it is a write.
        KilledAfter,
    }

    /// Which change fails, counted from the plan on, and how.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Plan {
        /// Changes before it.
        pub after: u64,
        /// How it fails.
        pub how: How,
    }

    /// A change that fails.
    pub(super) struct Refusal {
        how: How,
        is_first: bool,
    }

    struct State {
        plan: Option<Plan>,
        changes: u64,
    }

    static STATE: Mutex<State> = Mutex::new(State {
        plan: None,
        changes: 0,
    });

    /// From here on changes are counted, and the one of the plan fails.
    pub fn plan(plan: Option<Plan>) {
        let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State { plan, changes: 0 };
    }

    /// Changes since the last plan.
    pub fn changes() -> u64 {
        STATE.lock().unwrap_or_else(PoisonError::into_inner).changes
    }

    /// Whether the plan is a disk that is full.
    pub(super) fn is_full() -> bool {
        let state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
        state.plan.is_some_and(|plan| plan.how == How::Full)
    }

    /// Counts a change; whether it fails.
    pub(super) fn refusal() -> Option<Refusal> {
        let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
        let before = state.changes;
        state.changes += 1;
        let Plan { after, how } = state.plan.filter(|plan| plan.after <= before)?;
        let is_first = after == before;
        (is_first || how != How::Refused).then_some(Refusal { how, is_first })
    }

    impl Refusal {
        /// Whether a part of the change is done, all of it where it has no parts.
        pub(super) fn is_half_done(&self) -> bool {
            self.is_first && self.how == How::KilledAfter
        }

        /// Whether a part of a write is done.
        pub(super) fn is_cut_short(&self) -> bool {
            self.is_first && self.how != How::KilledBefore
        }
    }

    impl From<Refusal> for io::Error {
        fn from(refusal: Refusal) -> Self {
            match refusal.how {
                How::Full => io::ErrorKind::StorageFull.into(),
                _ => Self::other("the device failed by plan"),
            }
        }
    }
}
