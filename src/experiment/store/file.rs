//! One file of kept replications, read and appended to.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::error::{StoreError, at};
use super::frame::{ANY_MAGIC, Entry, Frames, Header, MAGIC, filled, framed};
use super::{BatchKey, KeptBatch, Purpose};
use crate::disk;
use crate::scenario::Scenario;

/// A file whose header is ours.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) path: PathBuf,
    pub(super) header: Header,
    /// Something behind the last whole frame.
    pub(super) torn: bool,
    /// Batches introduced in it, in order, once everything in it was told.
    pub(super) batches: Vec<Introduction>,
    file: File,
    first: u64,
}

/// A batch, or one of its replications with the first byte of its frame.
pub(super) struct Found<'a> {
    introduction: &'a Introduction,
    pub(super) replication: Option<(u32, u64)>,
}

/// What a file says about a batch before its first replication.
#[derive(Clone, Debug)]
pub(super) struct Introduction {
    key: BatchKey,
    replications: u32,
    scenario: String,
}

impl Reader {
    /// A file; `None` if there is none, or not even its header is whole.
    pub(super) fn open(path: &Path) -> Result<Option<Self>, StoreError> {
        let mut file = match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(at("open", path))?,
        };
        if !begins_as_ours(&mut file, path)? {
            return Ok(None);
        }
        let mut frames = Frames::new(&mut file);
        let header = match frames.next().map_err(at("read", path))? {
            Some(content) => postcard::from_bytes::<Header>(content).ok(),
            None => return Ok(None),
        };
        let first = frames.whole;
        let not_ours = || StoreError::NotOurs {
            path: path.to_owned(),
        };
        let header = header.ok_or_else(not_ours)?;
        same_program(&header, path)?;
        Ok(Some(Self {
            path: path.to_owned(),
            header,
            torn: false,
            batches: Vec::new(),
            file,
            first,
        }))
    }

    /// Tells everything in the file, in order; bytes of it that are whole.
    pub(super) fn each(
        &mut self,
        mut tell: impl FnMut(BatchKey, &Found<'_>),
    ) -> Result<u64, StoreError> {
        let failed = || at("read", &self.path);
        self.file
            .seek(SeekFrom::Start(self.first))
            .map_err(failed())?;
        let mut frames = Frames::new(BufReader::with_capacity(1 << 16, &self.file));
        frames.whole = self.first;
        let mut batches: Vec<Introduction> = Vec::new();
        loop {
            let offset = frames.whole;
            let Some(content) = frames.next().map_err(failed())? else {
                break;
            };
            let not_ours = || StoreError::NotOurs {
                path: self.path.clone(),
            };
            match postcard::from_bytes(content).map_err(|_| not_ours())? {
                Entry::Batch {
                    place,
                    seed,
                    calls,
                    replications,
                    scenario,
                } => {
                    let key = BatchKey { place, seed, calls };
                    batches.push(Introduction {
                        key,
                        replications,
                        scenario: scenario.to_owned(),
                    });
                    let introduction = &batches[batches.len() - 1];
                    tell(
                        key,
                        &Found {
                            introduction,
                            replication: None,
                        },
                    );
                }
                Entry::Replication { batch, number, .. } => {
                    let index = usize::try_from(batch).unwrap_or(usize::MAX);
                    let introduction = batches.get(index).ok_or_else(not_ours)?;
                    let replication = Some((number, offset));
                    tell(
                        introduction.key,
                        &Found {
                            introduction,
                            replication,
                        },
                    );
                }
            }
        }
        let whole = frames.whole;
        let length = self.file.metadata().map_err(failed())?.len();
        self.torn = length > whole;
        self.batches = batches;
        Ok(whole)
    }

    /// The content of the replication whose frame begins at a byte.
    pub(super) fn content(&mut self, offset: u64, number: u32) -> Result<Vec<u8>, StoreError> {
        self.file
            .seek(SeekFrom::Start(offset))
            .map_err(at("read", &self.path))?;
        let mut frames = Frames::new(&self.file);
        let content = frames.next().map_err(at("read", &self.path))?;
        match content.and_then(|content| postcard::from_bytes(content).ok()) {
            Some(Entry::Replication {
                number: found,
                content,
                ..
            }) if found == number => Ok(content.to_vec()),
            _ => Err(StoreError::Unreadable {
                number,
                path: self.path.clone(),
            }),
        }
    }
}

impl Found<'_> {
    /// Whether what was asked for here is what was asked for there, to the word.
    pub(super) fn asks_for(&self, batch: &KeptBatch) -> bool {
        let here = self.introduction;
        here.scenario == batch.scenario && here.replications == batch.replications
    }

    /// The batch, of which nothing is found yet.
    pub(super) fn batch(&self, path: &Path) -> KeptBatch {
        KeptBatch {
            scenario: self.introduction.scenario.clone(),
            seed: self.introduction.key.seed,
            calls: self.introduction.key.calls,
            replications: self.introduction.replications,
            path: path.to_owned(),
            disagreeing: Vec::new(),
            numbers: std::collections::BTreeMap::new(),
        }
    }
}

/// Whether a file begins with the whole magic; one that begins otherwise is somebody else's, and
/// one that ends within it is as good as empty.
fn begins_as_ours(file: &mut File, path: &Path) -> Result<bool, StoreError> {
    let mut magic = [0; MAGIC.len()];
    if filled(file, &mut magic).map_err(at("read", path))? && magic == *MAGIC {
        return Ok(true);
    }
    file.seek(SeekFrom::Start(0)).map_err(at("read", path))?;
    let mut beginning = Vec::new();
    file.take(MAGIC.len() as u64)
        .read_to_end(&mut beginning)
        .map_err(at("read", path))?;
    if MAGIC.starts_with(&beginning) {
        return Ok(false);
    }
    let path = path.to_owned();
    let form = |magic: &[u8]| {
        let form = magic.strip_prefix(ANY_MAGIC)?;
        Some(String::from_utf8_lossy(form).trim_end().to_owned())
    };
    Err(match (form(&beginning), form(MAGIC)) {
        (Some(theirs), Some(ours)) => StoreError::OtherProgram {
            path,
            what: "file format",
            theirs,
            ours,
        },
        _ => StoreError::NotOurs { path },
    })
}

/// Whether the program that wrote a file is this one.
fn same_program(theirs: &Header, path: &Path) -> Result<(), StoreError> {
    let ours = Header::ours(Purpose::default());
    let stream = |header: &Header| format!("{} {}", header.generator, header.stream_version);
    let differs = |what, theirs: String, ours: String| {
        Err(StoreError::OtherProgram {
            path: path.to_owned(),
            what,
            theirs,
            ours,
        })
    };
    if theirs.version != ours.version {
        return differs("version", theirs.version.clone(), ours.version);
    }
    if stream(theirs) != stream(&ours) {
        return differs("stream version", stream(theirs), stream(&ours));
    }
    if theirs.measures != ours.measures {
        let digits = |header: &Header| format!("{:02x?}", &header.measures[..4]);
        return differs("table of measures", digits(theirs), digits(&ours));
    }
    Ok(())
}

/// A file to be written: a new one, or one that is there and no link.
fn opened(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    match disk::create_new(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        created => return created.map_err(at("create", path)),
    }
    let found = fs::symlink_metadata(path).map_err(at("look at", path))?;
    if !found.is_file() {
        return Err(StoreError::InTheWay {
            path: path.to_owned(),
        });
    }
    options.open(path).map_err(at("open", path))
}

/// A file that replications are appended to, ours alone as long as it is open.
#[derive(Debug)]
pub(super) struct Writer {
    path: PathBuf,
    file: File,
    /// Batches that the file began with.
    earlier: Vec<Introduction>,
    /// Batches introduced in the file.
    introduced: usize,
    /// Batches that this program keeps something of.
    batches: Vec<Begun>,
}

/// A batch that replications are appended to.
#[derive(Clone, Copy, Debug)]
struct Begun {
    key: BatchKey,
    /// Its place among the batches of the file.
    index: usize,
    /// The number after the last replication kept by this program.
    next: u32,
}

impl Writer {
    /// A new file with its header, in the place of what was there.
    pub(super) fn create(path: &Path, purpose: Purpose<'_>) -> Result<Self, StoreError> {
        let mut writer = Self::open(path)?;
        writer.go_on_at(0, Vec::new(), purpose)?;
        Ok(writer)
    }

    /// A file as it is, or an empty one.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            disk::create_dir_all(folder).map_err(at("create", folder))?;
        }
        let mut file = opened(path)?;
        match begins_as_ours(&mut file, path) {
            // Another version's is ours to replace, and not to go on with.
            Ok(_) | Err(StoreError::OtherProgram { .. }) => {}
            Err(StoreError::NotOurs { path }) => return Err(StoreError::InTheWay { path }),
            Err(error) => return Err(error),
        }
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy {
                path: path.to_owned(),
            }),
            // File systems without locks are written without.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self {
                path: path.to_owned(),
                file,
                earlier: Vec::new(),
                introduced: 0,
                batches: Vec::new(),
            }),
        }
    }

    /// Drops what lies behind so many bytes, which introduce these batches, and begins the file if
    /// nothing is left.
    pub(super) fn go_on_at(
        &mut self,
        whole: u64,
        earlier: Vec<Introduction>,
        purpose: Purpose<'_>,
    ) -> Result<(), StoreError> {
        self.introduced = earlier.len();
        self.earlier = earlier;
        disk::set_len(&self.file, whole)
            .and_then(|()| self.file.seek(SeekFrom::Start(whole)))
            .map_err(at("write", &self.path))?;
        if whole == 0 {
            let mut beginning = MAGIC.to_vec();
            beginning.extend(framed(&Header::ours(purpose)));
            self.write(&beginning)?;
        }
        Ok(())
    }

    /// Keeps a replication; one that this program has kept or passed by already is not kept again.
    pub(super) fn append(
        &mut self,
        key: &BatchKey,
        scenario: &Scenario,
        number: u32,
        content: &[u8],
    ) -> Result<(), StoreError> {
        let begun = match self.batches.iter().position(|begun| begun.key == *key) {
            Some(begun) => begun,
            None => self.begin(key, scenario)?,
        };
        let Begun { index, next, .. } = self.batches[begun];
        if number < next {
            return Ok(());
        }
        let entry = Entry::Replication {
            batch: u32::try_from(index).expect("batches are counted in 32 bits"),
            number,
            content,
        };
        self.write(&framed(&entry))?;
        self.batches[begun].next = number + 1;
        Ok(())
    }

    /// Begins to keep a batch: in the words of an earlier program where they are the same, so that a
    /// file that was gone on with has the bytes of one that was not.
    fn begin(&mut self, key: &BatchKey, scenario: &Scenario) -> Result<usize, StoreError> {
        let is_same = |earlier: &Introduction| {
            earlier.key == *key
                && earlier.replications == scenario.replications
                && earlier.scenario == scenario.effective
        };
        let index = match self.earlier.iter().position(is_same) {
            Some(index) => index,
            None => self.introduce(key, scenario)?,
        };
        self.batches.push(Begun {
            key: *key,
            index,
            next: 0,
        });
        Ok(self.batches.len() - 1)
    }

    fn introduce(&mut self, key: &BatchKey, scenario: &Scenario) -> Result<usize, StoreError> {
        self.write(&framed(&Entry::Batch {
            place: key.place,
            seed: key.seed,
            calls: key.calls,
            replications: scenario.replications,
            scenario: &scenario.effective,
        }))?;
        self.introduced += 1;
        Ok(self.introduced - 1)
    }

    /// Has the file written to the disk.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        disk::sync_all(&self.file).map_err(at("write", &self.path))
    }

    /// One write for each frame: a kill comes before it or after it, or tears it at its end.
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        disk::write_all(&mut self.file, bytes).map_err(at("write", &self.path))
    }
}
