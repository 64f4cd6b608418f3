//! `manifest.json`: what was run and what was written, so that any result can be made again.
//!
//! Written last. It holds no wall-clock time and no path of the machine: the same run gives the
//! same bytes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ReportError;
use super::folder::{File, Finished};
use crate::engine::{GENERATOR, STREAM_VERSION};
use crate::scenario::Scenario;

/// Name of the file.
pub(crate) const NAME: &str = "manifest.json";
/// The command whose report is of a single scenario.
pub(crate) const RUN: &str = "run";

/// What was run: all that the same bytes can be made from again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The command, such as `run` or `compare`.
    pub(crate) command: &'static str,
    /// Every scenario that was run, in the order of the command line.
    pub(crate) scenarios: Vec<Source>,
    /// Seed of every batch.
    pub(crate) seed: u64,
    /// Replications of every batch.
    pub(crate) replications: u32,
}

/// A scenario that was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Its name, unlike that of any other of the command.
    pub(crate) name: String,
    /// The scenario as it was run, everything merged in, as TOML.
    pub(crate) effective: String,
}

impl Origin {
    /// Path within the report of a scenario as it was run: a run has one, which needs no folder.
    pub(crate) fn path(&self, source: &Source) -> String {
        match self.command {
            RUN => "scenario.toml".to_owned(),
            _ => format!("scenarios/{}.toml", source.name),
        }
    }
}

impl Source {
    /// A scenario under its own name.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        Self {
            name: scenario.name.clone(),
            effective: scenario.effective.clone(),
        }
    }
}

/// What was run and what was written.
#[derive(Debug, Serialize)]
pub(crate) struct Manifest {
    /// This program's name: tells our manifests from others.
    program: &'static str,
    version: &'static str,
    generator: &'static str,
    stream_version: u64,
    command: &'static str,
    scenarios: Vec<Hashed>,
    seed: u64,
    replications: u32,
    files: Vec<Entry>,
}

/// A scenario and the hash of its text.
#[derive(Debug, Serialize)]
struct Hashed {
    name: String,
    sha256: String,
}

/// A file of the report.
#[derive(Debug, Deserialize, Serialize)]
struct Entry {
    path: String,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    /// The manifest of these files, made from this.
    pub(crate) fn new(origin: &Origin, files: &[File]) -> Self {
        let entry = |file: &File| Entry {
            path: file.path.clone(),
            bytes: file.bytes.len() as u64,
            sha256: sha256(&file.bytes),
        };
        let hashed = |source: &Source| Hashed {
            name: source.name.clone(),
            sha256: sha256(source.effective.as_bytes()),
        };
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            generator: GENERATOR,
            stream_version: u64::from(STREAM_VERSION),
            command: origin.command,
            scenarios: origin.scenarios.iter().map(hashed).collect(),
            seed: origin.seed,
            replications: origin.replications,
            files: files.iter().map(entry).collect(),
        }
    }

    /// With files that were written aside.
    pub(crate) fn listing(mut self, finished: &[Finished]) -> Self {
        self.files.extend(finished.iter().map(|file| Entry {
            path: file.path.clone(),
            bytes: file.bytes,
            sha256: digits(&file.sha256),
        }));
        self
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
}

/// What a manifest of any version of this program says about the files beside it.
#[derive(Debug, Deserialize)]
pub(crate) struct Earlier {
    program: String,
    files: Vec<Entry>,
}

impl Earlier {
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
    digits(&Sha256::digest(bytes))
}

fn digits(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a string can always grow");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        let source = |name: &str, effective: &str| Source {
            name: name.to_owned(),
            effective: effective.to_owned(),
        };
        Origin {
            command: "compare",
            scenarios: vec![source("base", "abc"), source("other", "")],
            seed: 7,
            replications: 20,
        }
    }

    #[test]
    fn a_manifest_names_scenarios_and_files_and_is_known_again() {
        let files = [File {
            path: "charts/ships.svg".to_owned(),
            bytes: b"abc".to_vec(),
        }];
        let file = Manifest::new(&origin(), &files).file().unwrap();
        let text = std::str::from_utf8(&file.bytes).unwrap();
        // The digest of "abc" is the first example of FIPS 180-2; that of nothing is known, too.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(text.matches(abc).count(), 2, "{text}");
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert!(text.contains(nothing), "{text}");
        assert!(text.contains("\"command\": \"compare\""), "{text}");
        let read = Earlier::read(&file.bytes).unwrap();
        assert!(read.lists("charts/ships.svg") && !read.lists("notes.txt"));
        assert!(Earlier::read(b"{}").is_none());
        let other = text.replace("\"program\": \"sanpedro\"", "\"program\": \"other\"");
        assert!(Earlier::read(other.as_bytes()).is_none());
    }

    #[test]
    fn a_manifest_of_an_earlier_version_is_known() {
        let text = br#"{ "program": "sanpedro", "version": "0.0.9", "scenario": "m_m_1",
            "files": [{ "path": "results.json", "bytes": 3, "sha256": "00" }] }"#;
        assert!(Earlier::read(text).unwrap().lists("results.json"));
    }
}
