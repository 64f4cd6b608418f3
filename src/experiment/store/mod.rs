//! Kept replications: what has been simulated once need not be simulated again.
//!
//! Every command gets its replications from [`Batch`](crate::experiment::Batch), and a batch
//! looks into its [`Store`] before it simulates and keeps there what it has simulated. Interrupted
//! runs, shards on many machines and merging are all this one thing: the command that goes on,
//! or merges, is the command that would have run from the beginning, with a fuller store. Since a
//! replication is a function of (scenario, seed, number), so is what comes of it, to the byte.
//!
//! - A batch is known by the SHA-256 of all that its replications depend on: another target,
//!   question or number of replications is the same batch, another crane is not.
//! - A file only grows, frame by frame with checksums (`frame`): whatever ends the program, the
//!   frames before are whole, and what is torn behind them is dropped.
//! - The same replication found twice must be the same, bit by bit.
//! - The trace of replication 0 is not kept: it is simulated again, and held against what is
//!   kept, so that a store made by another build is found out.
//! - In memory are the places of what was found when the store was opened, never what is in them.

mod error;
mod file;
mod frame;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::experiment::account::Replication;
use crate::experiment::shape::Shape;
use crate::scenario::Scenario;

pub use error::StoreError;
pub(crate) use error::way_out;
use file::{Reader, Writer};

/// What all replications of a batch have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BatchKey {
    /// SHA-256 of the place and of what is decided about its inventory.
    place: [u8; 32],
    seed: u64,
    /// Whether every call is kept in full.
    calls: bool,
}

/// What a file of kept replications is to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purpose<'a> {
    /// One of so many shards, from 1, instead of all.
    pub shard: Option<(u32, u32)>,
    /// What a study of many batches was asked for, in its own words, so that it can be put
    /// together elsewhere.
    pub study: Option<&'a str>,
}

/// Replications kept in files.
#[derive(Debug)]
pub struct Store {
    readers: Vec<Mutex<Reader>>,
    batches: BTreeMap<BatchKey, KeptBatch>,
    writer: Option<Mutex<Writer>>,
}

/// What is kept of a batch.
#[derive(Debug)]
pub struct KeptBatch {
    /// The effective scenario, as TOML.
    pub scenario: String,
    /// Its seed.
    pub seed: u64,
    /// Whether every call is kept in full.
    pub calls: bool,
    /// Replications that were asked for.
    pub replications: u32,
    /// File that it was found in first.
    pub path: PathBuf,
    /// Files that say otherwise what was asked for: another name, target or number of replications.
    pub disagreeing: Vec<PathBuf>,
    numbers: BTreeMap<u32, Spot>,
}

/// Where a replication lies.
#[derive(Clone, Copy, Debug)]
struct Spot {
    /// Which of the store's files.
    file: u16,
    /// Its frame's first byte.
    offset: u64,
}

impl BatchKey {
    /// The key of a scenario's replications with a seed, with or without every call.
    pub fn new(scenario: &Scenario, seed: u64, calls: bool) -> Self {
        struct Hash(Sha256);
        impl fmt::Write for Hash {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.0.update(text);
                Ok(())
            }
        }
        // Written out in full, floats to their last bit: no field can be forgotten.
        let mut hash = Hash(Sha256::new());
        write!(hash, "{:?}{:?}", scenario.bay, scenario.emissions).expect("a hash takes any text");
        Self {
            place: hash.0.finalize().into(),
            seed,
            calls,
        }
    }
}

impl Store {
    /// An empty store in a new file; a file that is there is replaced.
    ///
    /// # Errors
    /// If the file system refuses, or another run writes the file.
    pub fn create(path: &Path, purpose: Purpose<'_>) -> Result<Self, StoreError> {
        Ok(Self::empty().written_to(Writer::create(path, purpose)?))
    }

    /// What an earlier run kept in a file, to be added to; nothing if there is none. A frame that
    /// the earlier run's end has torn is dropped.
    ///
    /// # Errors
    /// If the file system refuses, another run writes the file, or the file is something else.
    pub fn resume(path: &Path, purpose: Purpose<'_>) -> Result<Self, StoreError> {
        // Locked before it is looked at: nobody else can append between.
        let mut writer = Writer::open(path)?;
        let mut store = Self::empty();
        let whole = store.add(path)?;
        let batches = store
            .readers
            .first()
            .map_or_else(Vec::new, |reader| locked(reader).batches.clone());
        writer.go_on_at(whole, batches, purpose)?;
        Ok(store.written_to(writer))
    }

    /// What is in files of kept replications, for reading.
    ///
    /// # Errors
    /// If one is not there, cannot be read, holds nothing or is something else, or a replication that is there twice differs.
    pub fn read(paths: &[PathBuf]) -> Result<Self, StoreError> {
        let mut store = Self::empty();
        for path in paths {
            let path = path.to_owned();
            if path.is_dir() {
                return Err(StoreError::Folder { path });
            }
            if !path.exists() {
                return Err(StoreError::Missing { path });
            }
            if store.add(&path)? == 0 {
                return Err(StoreError::Cut { path });
            }
        }
        Ok(store)
    }

    /// Every batch of which something was kept when the store was opened.
    pub fn batches(&self) -> impl Iterator<Item = (&BatchKey, &KeptBatch)> {
        self.batches.iter()
    }

    /// What was kept of a batch when the store was opened.
    pub fn batch(&self, key: &BatchKey) -> Option<&KeptBatch> {
        self.batches.get(key)
    }

    /// Shards that the files say they hold: one of how many, from 1.
    pub fn shards(&self) -> Vec<Option<(u32, u32)>> {
        let shard = |reader: &Mutex<Reader>| locked(reader).header.shard;
        self.readers.iter().map(shard).collect()
    }

    /// Studies that the files say they are of; none of a single batch.
    pub fn studies(&self) -> Vec<Option<String>> {
        let study = |reader: &Mutex<Reader>| locked(reader).header.study.clone();
        self.readers.iter().map(study).collect()
    }

    /// The files, in the order of [`shards`](Self::shards) and [`studies`](Self::studies).
    pub fn paths(&self) -> Vec<PathBuf> {
        let path = |reader: &Mutex<Reader>| locked(reader).path.clone();
        self.readers.iter().map(path).collect()
    }

    /// Files that end in a torn or damaged frame: what is behind it does not count.
    pub fn torn(&self) -> Vec<PathBuf> {
        let torn = |reader: &Mutex<Reader>| {
            let reader = locked(reader);
            reader.torn.then(|| reader.path.clone())
        };
        self.readers.iter().filter_map(torn).collect()
    }

    /// The kept bytes of a replication, with the file that they lie in.
    pub(super) fn content(
        &self,
        key: &BatchKey,
        number: u32,
    ) -> Result<Option<(Vec<u8>, PathBuf)>, StoreError> {
        let spot = self.batch(key).and_then(|batch| batch.numbers.get(&number));
        let Some(Spot { file, offset }) = spot else {
            return Ok(None);
        };
        let mut reader = locked(&self.readers[usize::from(*file)]);
        let content = reader.content(*offset, number)?;
        Ok(Some((content, reader.path.clone())))
    }

    /// Has everything that was kept written to the disk.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn sync(&self) -> Result<(), StoreError> {
        match &self.writer {
            Some(writer) => locked(writer).sync(),
            None => Ok(()),
        }
    }

    /// Keeps a replication, unless the store is for reading.
    pub(super) fn keep(
        &self,
        key: &BatchKey,
        scenario: &Scenario,
        number: u32,
        content: &[u8],
    ) -> Result<(), StoreError> {
        match &self.writer {
            Some(writer) => locked(writer).append(key, scenario, number, content),
            None => Ok(()),
        }
    }

    const fn empty() -> Self {
        Self {
            readers: Vec::new(),
            batches: BTreeMap::new(),
            writer: None,
        }
    }

    fn written_to(mut self, writer: Writer) -> Self {
        self.writer = Some(Mutex::new(writer));
        self
    }

    /// Takes the places of what is in a file in; bytes of it that are whole.
    fn add(&mut self, path: &Path) -> Result<u64, StoreError> {
        let file = u16::try_from(self.readers.len()).map_err(|_| StoreError::NotOurs {
            path: path.to_owned(),
        })?;
        let Some(mut reader) = Reader::open(path)? else {
            return Ok(0);
        };
        let mut twice = Vec::new();
        let whole = reader.each(|key, found| {
            let batch = self.batches.entry(key).or_insert_with(|| found.batch(path));
            if !found.asks_for(batch) && batch.disagreeing.last().is_none_or(|last| last != path) {
                batch.disagreeing.push(path.to_owned());
            }
            if let Some((number, offset)) = found.replication {
                let here = Spot { file, offset };
                if let Some(there) = batch.numbers.get(&number) {
                    twice.push((number, *there, here));
                } else {
                    batch.numbers.insert(number, here);
                }
            }
        })?;
        self.readers.push(Mutex::new(reader));
        for (number, there, here) in twice {
            self.same(number, there, here)?;
        }
        Ok(whole)
    }

    /// Whether a replication that is there twice is the same.
    fn same(&self, number: u32, there: Spot, here: Spot) -> Result<(), StoreError> {
        let content = |spot: Spot| {
            let mut reader = locked(&self.readers[usize::from(spot.file)]);
            Ok((reader.content(spot.offset, number)?, reader.path.clone()))
        };
        let ((first, first_path), (second, second_path)) = (content(there)?, content(here)?);
        if first == second {
            return Ok(());
        }
        Err(StoreError::Contradiction {
            number,
            first: first_path,
            second: second_path,
        })
    }
}

impl KeptBatch {
    /// How many replications are kept.
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// Whether a replication is kept.
    pub fn holds(&self, number: u32) -> bool {
        self.numbers.contains_key(&number)
    }

    /// Numbers below a count that are not kept.
    pub fn missing(&self, count: u32) -> Vec<u32> {
        (0..count).filter(|number| !self.holds(*number)).collect()
    }
}

/// A replication and its open balances, as they are kept.
pub(super) fn encode(replication: &Replication, open: &[String]) -> Vec<u8> {
    postcard::to_stdvec(&(replication, open)).expect("what we keep has a length")
}

/// What [`encode`] made of a replication of this shape; `None` if another program made it.
pub(super) fn decode(content: &[u8], shape: &Shape<'_>) -> Option<(Replication, Vec<String>)> {
    let (kept, rest): ((Replication, Vec<String>), _) = postcard::take_from_bytes(content).ok()?;
    (rest.is_empty() && shape.fits(&kept.0)).then_some(kept)
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
