//! `manifest.json`: what was run and what was written, so that any result can be made again.
//!
//! Written last. It holds no wall-clock time and no path of the machine: the same run gives the
//! same bytes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ReportError;
use super::folder::File;
use crate::engine::STREAM_VERSION;
use crate::experiment::RunIdentity;

/// Name of the file.
pub(crate) const NAME: &str = "manifest.json";
/// How streams of chance are generated, named beside their version.
const GENERATOR: &str = "splitmix64-counter";

/// What was run and what was written.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Manifest {
    /// This program's name: tells our manifests from others.
    program: String,
    version: String,
    generator: String,
    stream_version: u64,
    scenario: String,
    seed: u64,
    replications: u32,
    scenario_sha256: String,
    files: Vec<Entry>,
}

/// A file of the report.
#[derive(Debug, Deserialize, Serialize)]
struct Entry {
    path: String,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    /// The manifest of these files, made from this effective scenario.
    pub(crate) fn new(run: &RunIdentity, effective: &str, files: &[File]) -> Self {
        let entry = |file: &File| Entry {
            path: file.path.clone(),
            bytes: file.bytes.len() as u64,
            sha256: sha256(&file.bytes),
        };
        Self {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            generator: GENERATOR.to_owned(),
            stream_version: u64::from(STREAM_VERSION),
            scenario: run.scenario.clone(),
            seed: run.seed,
            replications: run.replications,
            scenario_sha256: sha256(effective.as_bytes()),
            files: files.iter().map(entry).collect(),
        }
    }

    /// The manifest as a file.
    pub(crate) fn file(&self) -> Result<File, ReportError> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(File {
            path: NAME.to_owned(),
            bytes,
        })
    }

    /// Reads a manifest; `None` where the text is not one of ours.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(text)
            .ok()
            .filter(|manifest| manifest.program == env!("CARGO_PKG_NAME"))
    }

    /// Whether the report it stands for has a file at this path, `/` between folders.
    pub(crate) fn lists(&self, path: &str) -> bool {
        path == NAME || self.files.iter().any(|entry| entry.path == path)
    }
}

/// SHA-256 of bytes in hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        write!(text, "{byte:02x}").expect("a string can always grow");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_manifest_names_its_files_and_is_known_again() {
        let files = [File {
            path: "charts/ships.svg".to_owned(),
            bytes: b"abc".to_vec(),
        }];
        let manifest = Manifest::new(&fixture::year().run, "seed = 1\n", &files);
        let file = manifest.file().unwrap();
        let text = std::str::from_utf8(&file.bytes).unwrap();
        // The digest of "abc" is the first example of FIPS 180-2.
        assert!(
            text.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            "{text}"
        );
        let read = Manifest::read(&file.bytes).unwrap();
        assert!(read.lists("charts/ships.svg") && !read.lists("notes.txt"));
        assert!(Manifest::read(b"{}").is_none());
        let other = text.replace("\"program\": \"sanpedro\"", "\"program\": \"other\"");
        assert!(Manifest::read(other.as_bytes()).is_none());
    }
}
