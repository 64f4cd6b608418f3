//! A file of a report that is written aside while its rows are made, so that it never stands in memory.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::ReportError;
use super::folder::{self, AsideFile, Finished};
use crate::disk;

/// A file being written, which knows the hash of what was written.
#[derive(Debug)]
pub(super) struct Hashing {
    aside: AsideFile,
    file: File,
    bytes: u64,
    sha256: Sha256,
}

impl Hashing {
    /// A file beside the report at `out`, for one purpose; see [`folder::sibling`].
    ///
    /// # Errors
    /// If the file system refuses.
    pub(super) fn create(out: &Path, purpose: &str) -> Result<Self, ReportError> {
        let aside = folder::sibling(out, purpose);
        if let Some(parent) = out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            disk::create_dir_all(parent).map_err(folder::at("create", parent))?;
        }
        if aside.exists() {
            // Of a program that was killed and had the same number.
            disk::remove_file(&aside).map_err(folder::at("remove", &aside))?;
        }
        let file = disk::create_new(&aside).map_err(folder::at("create", &aside))?;
        Ok(Self {
            aside: AsideFile(aside),
            file,
            bytes: 0,
            sha256: Sha256::new(),
        })
    }

    /// The whole file, to be moved to `path` in the report's folder.
    ///
    /// # Errors
    /// If the file system refuses.
    pub(super) fn finish(self, path: &str) -> Result<Finished, ReportError> {
        let synced = disk::sync_all(&self.file);
        synced.map_err(folder::at("write", &self.aside.0))?;
        Ok(Finished {
            path: path.to_owned(),
            aside: self.aside,
            bytes: self.bytes,
            sha256: self.sha256.finalize().into(),
        })
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        disk::write_all(&mut self.file, bytes)?;
        self.sha256.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
