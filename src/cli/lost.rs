//! A scenario file that is not there: which one was meant, and what to do.

use std::path::{Path, PathBuf};

use crate::cli::shipped;
use crate::scenario::{nearest_file, scenario_files};

/// Folder in which studies lie.
const STUDIES: &str = "scenarios";
/// Most files of a folder that are listed.
const MOST_FILES: usize = 12;

/// What is wrong with the path of a scenario that cannot be read because it names no file, and
/// what to write instead; `None` if there is a file.
pub(crate) fn lost(path: &Path) -> Option<String> {
    let typed = path.display();
    if path.is_dir() {
        return Some(format!("`{typed}` is a folder\nhelp: {}", in_folder(path)));
    }
    if path.exists() {
        return None;
    }
    Some(format!(
        "there is no file `{typed}`\nhelp: {}",
        instead(path)
    ))
}

/// A scenario of a folder.
fn in_folder(folder: &Path) -> String {
    let run = folder.join("scenario.toml");
    if run.is_file() {
        return format!("did you mean `{}`?", run.display());
    }
    let files = scenario_files(folder);
    if files.is_empty() {
        return begin();
    }
    let more = match files.len().saturating_sub(MOST_FILES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let first = &files[..files.len().min(MOST_FILES)];
    format!(
        "name a scenario in it, such as `{}`; there are {}{more}",
        folder.join(&files[0]).display(),
        first.join(", ")
    )
}

/// A scenario whose name is near, here, in the folder typed, or where studies lie.
fn instead(path: &Path) -> String {
    let typed = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".toml").unwrap_or(&name);
    let folders = [typed, Path::new(STUDIES), Path::new("")];
    let same = |folder: &&Path| folder.join(format!("{stem}.toml")).is_file();
    if let Some(folder) = folders.into_iter().find(same) {
        return did_you_mean(&folder.join(format!("{stem}.toml")));
    }
    let near = |folder: &Path| Some(folder.join(nearest_file(path, folder)?));
    if let Some(near) = folders.into_iter().find_map(near) {
        return did_you_mean(&near);
    }
    if shipped::studies().any(|study| study == stem) {
        return format!("`sanpedro new my_study --from {stem}` writes it into {STUDIES}/");
    }
    begin()
}

fn did_you_mean(path: &Path) -> String {
    let path: PathBuf = path.components().collect();
    format!("did you mean `{}`?", path.display())
}

fn begin() -> String {
    format!("`sanpedro new my_study` writes a scenario to begin with into {STUDIES}/")
}
