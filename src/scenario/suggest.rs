//! "Did you mean": the known word nearest to a misspelt one.

use std::fs;
use std::path::Path;

use strsim::levenshtein;

/// The word of `known` nearest to `word`, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The label of a word that is not known: the one that was probably meant, or `otherwise`.
pub(super) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    nearest(word, known).map_or_else(
        || otherwise.to_owned(),
        |near| format!("did you mean `{near}`?"),
    )
}

/// Names of the scenario files in a folder.
pub fn scenario_files(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let scenarios = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let names = scenarios.filter_map(|path| path.file_name()?.to_str().map(str::to_owned));
    let mut found: Vec<String> = names.collect();
    found.sort();
    found
}

/// The scenario file in `folder` whose name is nearest to that of `path`, which may lack its
/// `.toml`.
pub fn nearest_file(path: &Path, folder: &Path) -> Option<String> {
    let typed = path.file_name()?.to_string_lossy().to_lowercase();
    let typed = typed.strip_suffix(".toml").unwrap_or(&typed);
    let files = scenario_files(folder);
    let stems = files.iter().filter_map(|name| name.strip_suffix(".toml"));
    nearest(typed, stems).map(|stem| format!("{stem}.toml"))
}

/// Words as a list for messages: `` `m`, `ft` ``.
pub(super) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    if quoted.is_empty() {
        return "none".into();
    }
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_another_word_does_not() {
        let known = ["length", "clearance", "cranes"];
        assert_eq!(nearest("lenght", known), Some("length"));
        assert_eq!(nearest("crane", known), Some("cranes"));
        assert_eq!(nearest("banana", known), None);
    }
}
