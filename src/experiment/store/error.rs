//! What can go wrong with kept replications.

use std::io;
use std::path::{Path, PathBuf};

/// What to do where the file system refuses, behind its own words; nothing where no other place
/// would help.
pub(crate) fn way_out(refusal: &io::Error) -> &'static str {
    match refusal.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            ": a part of this path is no folder; name another with --out"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ": nothing can be written there; name a folder of your own with --out"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ": the disk is full; make room, or name a folder on another with --out"
        }
        _ => "",
    }
}

/// Kept replications that cannot be read, written or trusted.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file system refused.
    #[error("cannot {action} {}: {source}{}", path.display(), way_out(source))]
    Files {
        /// What was tried, such as `write`.
        action: &'static str,
        /// Of which file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Another running program writes the file.
    #[error("{} is in use: another run is writing it", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} holds no kept replications", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// Something else has the name of the file to be written.
    #[error("{} is in the way, a link or a file of another program: move it, or name another place with --out", path.display())]
    InTheWay {
        /// What is there.
        path: PathBuf,
    },
    /// There is no such file.
    #[error("there is no file {}", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A folder was named.
    #[error("{} is a folder: name the parts in it, such as {}", path.display(), path.join("*.part").display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// The file is ours, or empty, and not even its first lines are whole.
    #[error("{} is empty, or cut short before its first replication: run its share again", path.display())]
    Cut {
        /// The file.
        path: PathBuf,
    },
    /// Another program, or another version, wrote the file.
    #[error("{} was written with {what} {theirs}, this is {ours}: results would differ", path.display())]
    OtherProgram {
        /// The file.
        path: PathBuf,
        /// What differs, such as `version`.
        what: &'static str,
        /// There.
        theirs: String,
        /// Here.
        ours: String,
    },
    /// One replication was kept twice, with different content.
    #[error("replication {number} differs between {} and {}: one of them is wrong, and nothing was merged", first.display(), second.display())]
    Contradiction {
        /// Its number.
        number: u32,
        /// Where it was found first.
        first: PathBuf,
        /// Where it differs.
        second: PathBuf,
    },
    /// A kept replication, simulated again, comes out otherwise.
    #[error("replication {number} in {} comes out otherwise when it is simulated again: another build of the program, or a faulty machine, made it", path.display())]
    Otherwise {
        /// Its number.
        number: u32,
        /// Where it was kept.
        path: PathBuf,
    },
    /// A kept replication is whole, and makes no sense.
    #[error("replication {number} in {} is none of this scenario: another build of the program wrote it, or it was altered", path.display())]
    Unreadable {
        /// Its number.
        number: u32,
        /// Where it was kept.
        path: PathBuf,
    },
}

/// An error of the file system, with what was tried.
pub(super) fn at(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Files {
        action,
        path,
        source,
    }
}
