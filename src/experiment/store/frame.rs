//! Bytes of a file of kept replications: whole frames one after the other, and then perhaps the
//! torn beginning of one.
//!
//! ```text
//! MAGIC │ frame │ frame │ …            frame: length, 4 bytes │ checksum, 8 bytes │ content
//! ```
//!
//! Content is in postcard: the first frame is a [`Header`], each other one an [`Entry`]. Files
//! are only ever appended to, so that whatever ends a program leaves frames that are whole, and
//! behind them at most one that is not: its length or its checksum says so.

use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Purpose;
use crate::engine::{GENERATOR, STREAM_VERSION};
use crate::experiment::measure;

/// How a file begins, in whatever form the rest is.
pub(super) const ANY_MAGIC: &[u8] = b"sanpedro kept replications ";
/// How a file begins.
pub(super) const MAGIC: &[u8] = b"sanpedro kept replications 2\n";
/// Bytes before the content of a frame.
const PREFIX: usize = 12;
/// Longest content that is believed: a replication takes some hundred kilobytes.
const LONGEST: usize = 1 << 30;

/// Who wrote a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Header {
    pub(super) version: String,
    pub(super) generator: String,
    pub(super) stream_version: u32,
    /// SHA-256 of the names of all measures: another table of measures is another program.
    pub(super) measures: [u8; 32],
    /// Which share of the replications it is to hold: one of how many, from 1.
    pub(super) shard: Option<(u32, u32)>,
    /// What the study of many batches was asked for, in its own words; none for a single batch.
    pub(super) study: Option<String>,
}

/// What is kept after the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) enum Entry<'a> {
    /// A batch: those that follow name it by its position among the batches of the file.
    Batch {
        /// SHA-256 of all that its replications depend on, apart from the seed.
        place: [u8; 32],
        seed: u64,
        /// Whether every call is kept in full.
        calls: bool,
        /// Replications asked for.
        replications: u32,
        /// The effective scenario, as TOML.
        scenario: &'a str,
    },
    /// A replication of a batch.
    Replication {
        batch: u32,
        number: u32,
        content: &'a [u8],
    },
}

impl Header {
    /// What this program writes.
    pub(super) fn ours(purpose: Purpose<'_>) -> Self {
        let mut names = Sha256::new();
        for measure in measure::all() {
            names.update(measure.name);
            names.update([0]);
        }
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            generator: GENERATOR.to_owned(),
            stream_version: STREAM_VERSION,
            measures: names.finalize().into(),
            shard: purpose.shard,
            study: purpose.study.map(str::to_owned),
        }
    }
}

/// A frame around content.
pub(super) fn framed(content: &impl Serialize) -> Vec<u8> {
    let content = postcard::to_stdvec(content).expect("what we keep has a length");
    let length = u32::try_from(content.len()).expect("a frame is counted in 32 bits");
    let mut frame = Vec::with_capacity(PREFIX + content.len());
    frame.extend(length.to_le_bytes());
    frame.extend(checksum(&content));
    frame.extend(content);
    frame
}

/// First bytes of the SHA-256 of content.
fn checksum(content: &[u8]) -> [u8; 8] {
    let digest = Sha256::digest(content);
    std::array::from_fn(|byte| digest[byte])
}

/// Frames of a file, read one after the other from behind the magic.
pub(super) struct Frames<R> {
    source: R,
    /// Bytes of the file up to the end of the last whole frame.
    pub(super) whole: u64,
    content: Vec<u8>,
}

impl<R: Read> Frames<R> {
    /// Frames of what follows [`MAGIC`] in `source`.
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            whole: MAGIC.len() as u64,
            content: Vec::new(),
        }
    }

    /// Content of the next frame; `None` where the file ends, or its rest is torn or damaged.
    pub(super) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        let mut prefix = [0; PREFIX];
        if !filled(&mut self.source, &mut prefix)? {
            return Ok(None);
        }
        let [a, b, c, d, sum @ ..] = prefix;
        let length = u32::from_le_bytes([a, b, c, d]);
        let size = usize::try_from(length).unwrap_or(usize::MAX);
        if size > LONGEST {
            return Ok(None);
        }
        // Grows by what is there, not by what a damaged length promises.
        self.content.clear();
        let source = self.source.by_ref();
        source
            .take(u64::from(length))
            .read_to_end(&mut self.content)?;
        if self.content.len() < size || checksum(&self.content) != sum {
            return Ok(None);
        }
        self.whole += (PREFIX + size) as u64;
        Ok(Some(&self.content))
    }
}

/// Fills `bytes`; whether there were enough.
pub(super) fn filled(source: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match source.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
