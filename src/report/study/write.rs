//! The folder of a study: its files in memory, then all of them at once.

use std::path::Path;

use super::page::{PAGE, page};
use super::parts::Study;
use crate::report::ReportError;
use crate::report::folder::{self, File, Finished, Written};
use crate::report::manifest::{Manifest, Origin};
use crate::report::workbook::{self, About};

/// Writes a study to `out`: `files` of its own (results and tables), a workbook of the tables, its
/// charts, its page, the scenarios it was made from and, last, the manifest.
///
/// The folder is written aside and renamed. An earlier report there is replaced; anything else
/// is left alone.
///
/// # Errors
/// If `out` holds something else or the file system refuses; then `out` is as it was.
///
/// # Panics
/// If two scenarios or two figures have one name.
pub(crate) fn write(
    study: &Study,
    origin: &Origin,
    files: Vec<File>,
    out: &Path,
) -> Result<Written, ReportError> {
    write_with(study, origin, files, Vec::new(), out)
}

/// As [`write()`], with files that were written aside meanwhile.
///
/// # Errors
/// As [`write()`].
///
/// # Panics
/// As [`write()`].
pub(crate) fn write_with(
    study: &Study,
    origin: &Origin,
    files: Vec<File>,
    finished: Vec<Finished>,
    out: &Path,
) -> Result<Written, ReportError> {
    let files = all(study, origin, files, &finished)?;
    folder::put(out, &files, finished)?;
    Ok(Written {
        folder: out.to_owned(),
        page: out.join(PAGE),
        files: files.len(),
    })
}

/// Every file of a study, the manifest last.
pub(crate) fn all(
    study: &Study,
    origin: &Origin,
    own: Vec<File>,
    finished: &[Finished],
) -> Result<Vec<File>, ReportError> {
    let mut files = own;
    files.push(workbook::workbook(
        About::study(study, origin),
        &files,
        finished,
    )?);
    for figure in study.figures() {
        let path = |extension| format!("charts/{}.{extension}", figure.id);
        files.push(File::new(path("svg"), figure.svg()?));
        files.push(File::new(path("png"), figure.picture.png()?));
    }
    files.push(File::new(PAGE, page(study, origin)?));
    for source in &origin.scenarios {
        files.push(File::new(origin.path(source), source.effective.as_str()));
    }
    for (index, file) in files.iter().enumerate() {
        let twice = files[..index].iter().any(|other| other.path == file.path);
        assert!(!twice, "{} would be written twice", file.path);
    }
    files.push(Manifest::new(origin, &files).listing(finished).file()?);
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::super::page::tests::hostile;
    use super::all;
    use crate::report::check;
    use crate::report::study::{File, write};

    #[test]
    fn a_study_is_written_whole_and_replaced_but_never_over_something_else() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("compare_base_other");
        let (study, origin) = hostile();
        let own = || vec![File::new("results.json", "{}\n")];
        for _ in 0..2 {
            let written = write(&study, &origin, own(), &out).unwrap();
            assert!(written.page.is_file());
        }
        for path in [
            "results.json",
            "charts/waits.svg",
            "charts/waits.png",
            "scenarios/base.toml",
            "manifest.json",
        ] {
            assert!(out.join(path).is_file(), "{path}");
        }
        std::fs::write(out.join("notes.txt"), "mine").unwrap();
        assert!(check(&out).is_err());
        assert!(write(&study, &origin, own(), &out).is_err());
    }

    #[test]
    fn the_manifest_comes_last_and_the_same_study_gives_the_same_bytes() {
        let (study, origin) = hostile();
        let files = all(&study, &origin, Vec::new(), &[]).unwrap();
        assert_eq!(files, all(&study, &origin, Vec::new(), &[]).unwrap());
        assert_eq!(files.last().unwrap().path, "manifest.json");
    }
}
