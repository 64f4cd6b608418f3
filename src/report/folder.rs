//! The folder of a report: written aside, then renamed, so that it is whole or not there.

use std::fs;
use std::io;
use std::mem;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::ReportError;
use super::json;
use super::manifest::{self, Earlier};
use crate::disk;

/// A file of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Path within the report, `/` between folders.
    pub(crate) path: String,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
}

impl File {
    /// A file at this path within the report.
    pub(crate) fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            bytes: bytes.into(),
        }
    }
}

/// Where a report was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// The page in it.
    pub page: PathBuf,
    /// How many files it holds.
    pub files: usize,
}

/// A file that was written aside because it does not fit into memory, and is moved into a report.
/// It is removed if it is not.
#[derive(Debug)]
pub struct Finished {
    /// Path within the report.
    pub(crate) path: String,
    pub(crate) aside: AsideFile,
    /// Its length.
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
}

/// A file that is removed unless it has been renamed.
#[derive(Debug)]
pub(crate) struct AsideFile(pub(crate) PathBuf);

impl Drop for AsideFile {
    fn drop(&mut self) {
        // As with a folder that is removed: another error is the one to tell.
        let _ = disk::remove_file(&self.0);
    }
}

/// Purposes of files that are written aside of a report; see [`sibling`].
const FILES_ASIDE: [&str; 2] = ["calls", "table"];

/// Held while a file of a report is written or a folder renamed: what [`abandon`] does not cut in two.
static AT_WORK: Mutex<()> = Mutex::new(());

fn at_work() -> MutexGuard<'static, ()> {
    AT_WORK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what this program has written aside of a report at `out`, and writes nothing more: the
/// program is about to end. A report that is whole stays.
pub fn abandon(out: &Path) {
    let guard = at_work();
    // The program ends, whatever the file system says.
    let _ = disk::remove_dir_all(&sibling(out, "partial"));
    for what in FILES_ASIDE {
        let _ = disk::remove_file(&sibling(out, what));
    }
    mem::forget(guard);
}

/// Writes files, in order, into a folder beside `out`, with those that were written aside, and renames
/// it to `out`.
///
/// An earlier report at `out` is replaced; an empty folder, too.
///
/// # Errors
/// If the file system refuses, or `out` holds anything that is not an earlier report; then
/// nothing has changed.
pub(crate) fn put(out: &Path, files: &[File], finished: Vec<Finished>) -> Result<(), ReportError> {
    check(out)?;
    let out = &place(out)?;
    let aside = Aside::beside(out)?;
    for finished in finished {
        let path = aside.path.join(&finished.path);
        let _guard = at_work();
        disk::rename(&finished.aside.0, &path).map_err(at("rename a file to", &path))?;
    }
    for file in files {
        let path = aside.path.join(&file.path);
        let _guard = at_work();
        if let Some(folder) = path.parent() {
            disk::create_dir_all(folder).map_err(at("create", folder))?;
        }
        write_synced(&path, &file.bytes).map_err(at("write", &path))?;
    }
    aside.rename_to(out)
}

/// Writes a new file, so that it is on the disk before its folder is renamed.
fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = disk::create_new(path)?;
    disk::write_all(&mut file, bytes)?;
    disk::sync_all(&file)
}

/// Has the names in a folder written to the disk, where the system can.
fn sync_names(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        // Not every system synchronizes folders; the report is as whole without.
        let _ = disk::sync_all(&folder);
    }
}

/// The folder that a report asked for at `out` is written to, by its plain path: where a link at `out`
/// leads, and without `.` and `..`, which may lead through the folder that is replaced.
///
/// # Errors
/// If the file system does not know the way, or what is at its end has no name.
pub fn place(out: &Path) -> Result<PathBuf, ReportError> {
    let follow = |path: &Path| fs::canonicalize(path).map_err(at("follow", path));
    let plain: PathBuf = out.components().collect();
    if fs::symlink_metadata(&plain).is_ok_and(|found| found.is_symlink()) {
        return follow(&plain).and_then(named);
    }
    let place = named(plain)?;
    if !place.components().any(|part| part == Component::ParentDir) {
        return Ok(place);
    }
    let name = place.file_name().unwrap_or_default();
    Ok(follow(parent(&place))?.join(name))
}

/// A path that has a name at its end.
fn named(path: PathBuf) -> Result<PathBuf, ReportError> {
    match path.file_name() {
        Some(_) => Ok(path),
        None => Err(ReportError::NoName { path }),
    }
}

/// Whether a report may be written to `out`: nothing there, nothing in it, or an earlier report
/// and nothing else.
///
/// # Errors
/// If not; the command line asks before it spends time on a run.
pub fn check(out: &Path) -> Result<(), ReportError> {
    let out = &place(out)?;
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(at("look at", out)(error)),
        Ok(_) => {}
    }
    let occupied = || ReportError::Occupied {
        path: out.to_owned(),
    };
    if !out.is_dir() {
        return Err(ReportError::NoFolder {
            path: out.to_owned(),
        });
    }
    let held = listing(out, "")?;
    if held.is_empty() {
        return Ok(());
    }
    let Ok(text) = fs::read(out.join(manifest::NAME)) else {
        // `--only results` writes no manifest.
        let is_alone = held == [json::NAME];
        return match fs::read(out.join(json::NAME)) {
            Ok(text) if is_alone && json::is_ours(&text) => Ok(()),
            _ => Err(occupied()),
        };
    };
    let earlier = Earlier::read(&text).ok_or_else(occupied)?;
    match held.iter().find(|path| !earlier.lists(path)) {
        Some(path) => Err(ReportError::Foreign {
            path: out.join(path),
        }),
        None => Ok(()),
    }
}

/// Removes what reports at `out` that were killed while they were written have left beside it.
///
/// For a program that knows itself to be the only one at it.
///
/// # Errors
/// If the file system refuses.
pub fn tidy(out: &Path) -> Result<(), ReportError> {
    let out = &place(out)?;
    for (path, _) in left_beside(out, "partial")? {
        disk::remove_dir_all(&path).map_err(at("remove", &path))?;
    }
    for what in FILES_ASIDE {
        for (path, _) in left_beside(out, what)? {
            disk::remove_file(&path).map_err(at("remove", &path))?;
        }
    }
    Ok(())
}

/// What was done about an earlier report at `out` that a killed program had renamed aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// No other report had taken its place yet: it is back.
    PutBack(PathBuf),
    /// Another report had taken its place: it is removed, as it would have been.
    Removed(PathBuf),
}

/// Ends what a program began that was killed while it replaced a report at `out`.
///
/// # Errors
/// If the file system refuses.
pub fn recover(out: &Path) -> Result<Option<Recovered>, ReportError> {
    let out = &place(out)?;
    for (earlier, process) in left_beside(out, "earlier")? {
        // In a container the next program may well have the number of the one that was killed.
        let is_other = process != std::process::id();
        let is_running = is_other && Path::new("/proc").join(process.to_string()).exists();
        // A folder of that name that holds no report is somebody else's.
        if is_running || listing(&earlier, "")?.is_empty() || check(&earlier).is_err() {
            continue;
        }
        if fs::symlink_metadata(out).is_ok() {
            disk::remove_dir_all(&earlier).map_err(at("remove", &earlier))?;
            return Ok(Some(Recovered::Removed(earlier)));
        }
        disk::rename(&earlier, out).map_err(at("put back", out))?;
        return Ok(Some(Recovered::PutBack(out.clone())));
    }
    Ok(None)
}

/// The folder that `path` is in.
fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// What processes have left beside `out` for one purpose, each with its process; see [`sibling`].
fn left_beside(out: &Path, what: &str) -> Result<Vec<(PathBuf, u32)>, ReportError> {
    let parent = parent(out);
    let entries = match fs::read_dir(parent) {
        // No report was ever written there.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(at("read", parent))?,
    };
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.{what}-");
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(at("read", parent))?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let process = file.strip_prefix(&prefix).map(str::parse);
        if let Some(Ok(process)) = process {
            found.push((path, process));
        }
    }
    Ok(found)
}

/// Every file under `folder`, as paths from `out`; files that systems hide there do not count.
fn listing(out: &Path, folder: &str) -> Result<Vec<String>, ReportError> {
    let path = out.join(folder);
    let mut held = Vec::new();
    for entry in fs::read_dir(&path).map_err(at("read", &path))? {
        let entry = entry.map_err(at("read", &path))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let inner = if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        };
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            held.extend(listing(out, &inner)?);
        } else {
            held.push(inner);
        }
    }
    held.sort();
    Ok(held)
}

/// A folder that is removed unless it has been renamed.
struct Aside {
    path: PathBuf,
}

impl Aside {
    fn beside(out: &Path) -> Result<Self, ReportError> {
        if let Some(parent) = out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            disk::create_dir_all(parent).map_err(at("create", parent))?;
        }
        let path = sibling(out, "partial");
        let _guard = at_work();
        if path.exists() {
            // Of a program that was killed and had the same number.
            disk::remove_dir_all(&path).map_err(at("remove", &path))?;
        }
        disk::create_dir(&path).map_err(at("create", &path))?;
        Ok(Self { path })
    }

    /// Takes the place of `out`; an earlier report is put back if that fails.
    fn rename_to(self, out: &Path) -> Result<(), ReportError> {
        let earlier = sibling(out, "earlier");
        let _guard = at_work();
        let replaces = out.exists();
        if replaces {
            disk::rename(out, &earlier).map_err(at("replace", out))?;
        }
        sync_names(&self.path);
        if let Err(error) = disk::rename(&self.path, out) {
            if replaces {
                disk::rename(&earlier, out).map_err(at("put back", out))?;
            }
            return Err(at("rename a folder to", out)(error));
        }
        sync_names(parent(out));
        if replaces {
            disk::remove_dir_all(&earlier).map_err(at("remove", &earlier))?;
        }
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove; while an error is on its way, that
        // error is the one to tell.
        let _ = disk::remove_dir_all(&self.path);
    }
}

/// A hidden name in the same folder, which no other running process uses.
pub(crate) fn sibling(out: &Path, what: &str) -> PathBuf {
    let out = place(out).unwrap_or_else(|_| out.to_owned());
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.{what}-{}", std::process::id()))
}

pub(crate) fn at(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ReportError {
    let path = path.to_owned();
    move |source| ReportError::Files {
        action,
        path,
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::manifest::{Manifest, Origin};

    fn report(words: &str) -> Vec<File> {
        let file = |path: &str| File {
            path: path.to_owned(),
            bytes: words.as_bytes().to_vec(),
        };
        let mut files = vec![file("results.json"), file("charts/ships.svg")];
        let origin = Origin {
            command: "run",
            scenarios: Vec::new(),
            seed: 1,
            replications: 1,
        };
        let manifest = Manifest::new(&origin, &files);
        files.push(manifest.file().unwrap());
        files
    }

    /// Names in a folder, hidden ones too.
    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_report_is_written_and_replaced_whole() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("output/study");
        put(&out, &report("first"), Vec::new()).unwrap();
        put(&out, &report("second"), Vec::new()).unwrap();
        assert_eq!(names(&out), ["charts", "manifest.json", "results.json"]);
        assert_eq!(
            fs::read_to_string(out.join("charts/ships.svg")).unwrap(),
            "second"
        );
        assert_eq!(names(&place.path().join("output")), ["study"]);
    }

    #[test]
    fn what_a_killed_report_left_is_removed_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("study");
        for folder in [
            ".study.partial-77",
            ".study.partial-notes",
            ".other.partial-77",
        ] {
            fs::create_dir(place.path().join(folder)).unwrap();
        }
        fs::write(place.path().join(".study.calls-77"), "half").unwrap();
        tidy(&out).unwrap();
        tidy(&place.path().join("output/first")).expect("where nothing is, nothing is left");
        assert_eq!(
            names(place.path()),
            [".other.partial-77", ".study.partial-notes"]
        );
    }

    #[test]
    fn a_folder_that_is_not_ours_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("thesis");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("chapter.tex"), "years of work").unwrap();
        let error = put(&out, &report("report"), Vec::new()).unwrap_err();
        assert!(matches!(error, ReportError::Occupied { .. }), "{error}");
        assert_eq!(names(&out), ["chapter.tex"]);
        let file = place.path().join("file");
        fs::write(&file, "text").unwrap();
        assert!(matches!(
            put(&file, &report("report"), Vec::new()),
            Err(ReportError::NoFolder { .. })
        ));
        let error = put(&file.join("study"), &report("report"), Vec::new()).unwrap_err();
        let told = error.to_string();
        assert!(
            told.ends_with("a part of this path is no folder; name another with --out"),
            "{told}"
        );
        assert_eq!(names(place.path()), ["file", "thesis"]);
    }

    #[test]
    fn notes_beside_an_earlier_report_are_not_lost() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("study");
        put(&out, &report("first"), Vec::new()).unwrap();
        fs::write(out.join("charts/notes.txt"), "mine").unwrap();
        let error = put(&out, &report("second"), Vec::new()).unwrap_err();
        assert!(error.to_string().contains("notes.txt"), "{error}");
        assert_eq!(
            fs::read_to_string(out.join("results.json")).unwrap(),
            "first"
        );
    }

    #[test]
    fn nothing_half_written_is_left_after_an_error() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("study");
        let mut files = report("report");
        // A file where a folder is needed: writing fails half way.
        files.insert(
            0,
            File {
                path: "charts".to_owned(),
                bytes: Vec::new(),
            },
        );
        assert!(put(&out, &files, Vec::new()).is_err());
        assert!(names(place.path()).is_empty(), "{:?}", names(place.path()));
    }
}
