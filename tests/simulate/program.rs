//! The whole program in one process, against a disk that fails: a command is run where nothing fails,
//! then where one change of the disk is refused, is cut short by a full disk, or is the last before the
//! program is killed; then again. What it leaves is what it found, or the same bytes.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use sanpedro::cli::run_typed;
use sanpedro::disk::{How, Plan, changes, plan};

use crate::dice::Dice;
use crate::laws::story;
use crate::laws_hold::{Became, small};

/// Events of a replication up to which it is run several times with a report, in thousands of four.
const PAUSES: u32 = 4;
/// A file of the user's beside the report.
const THESIS: &str = "thesis.txt";

/// Commands one after the other; the last makes the report.
struct Work {
    steps: Vec<Vec<String>>,
    /// Parts that it takes on the way.
    parts: Vec<String>,
}

impl Work {
    fn random(dice: &mut Dice) -> Self {
        let step = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let threads = dice.pick(&["1", "2"]);
        let run = format!("run random.toml -n 2 --threads {threads} --out");
        let one = |words: String| Self {
            steps: vec![step(&words)],
            parts: Vec::new(),
        };
        match dice.below(8) {
            0 | 1 => one(format!("{run} out")),
            2 => one(format!("{run} out --calls all")),
            3 => one(format!(
                "compare random.toml other.toml -n 2 --threads {threads} --out out"
            )),
            4 | 5 => one(format!(
                "sweep random.toml --vary terminal.quay.wharf.w0.cranes=1,3 -n 1 \
                 --threads {threads} --out out"
            )),
            kind => {
                let more = if kind == 6 { " --calls all" } else { "" };
                Self {
                    steps: vec![
                        step(&format!("{run} 1.part --shard 1/2{more}")),
                        step(&format!("{run} 2.part --shard 2/2{more}")),
                        step("merge 2.part 1.part --out out"),
                    ],
                    parts: vec!["1.part".to_owned(), "2.part".to_owned()],
                }
            }
        }
    }

    /// Does the work in a folder until a step fails; how the last one ended.
    fn perform(&self, folder: &Path, resume: bool) -> u8 {
        let mut code = 0;
        for step in &self.steps {
            let ends = [".toml", ".part"];
            let is_file = |word: &str| word == "out" || ends.iter().any(|end| word.ends_with(end));
            let mut words: Vec<OsString> = vec!["sanpedro".into()];
            for word in step {
                words.push(if is_file(word) {
                    folder.join(word).into()
                } else {
                    word.into()
                });
            }
            words.push("--quiet".into());
            if resume && step[0] != "merge" {
                words.push("--resume".into());
            }
            code = run_typed(words);
            if code != 0 {
                break;
            }
        }
        code
    }
}

/// Every file of a folder, hidden ones too.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        let Ok(entries) = fs::read_dir(&here) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A folder with the scenarios and a file of the user's.
fn begin(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("random.toml"), text).unwrap();
    let other = "extends = [\"random.toml\"]\nterminal.quay.wharf.w0.cranes = 2\n";
    fs::write(folder.path().join("other.toml"), other).unwrap();
    fs::write(folder.path().join(THESIS), "years of work").unwrap();
    fs::create_dir(folder.path().join(".out.partial-notes")).unwrap();
    folder
}

/// What a folder holds at its top, but for what was there.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let ours = ["random.toml", "other.toml", THESIS, ".out.partial-notes"];
    let mut names: Vec<String> = names
        .filter(|name| !ours.contains(&name.as_str()))
        .collect();
    names.sort();
    names
}

/// What a replication costs is known before it is run a dozen times.
fn is_short(seed: u64) -> Result<String, Became> {
    let (scenario, text) = small(seed)?;
    let mut pauses = 0;
    let told = story(&scenario.bay, scenario.seed, || {
        pauses += 1;
        pauses <= PAUSES
    });
    match told {
        Ok(Some(_)) => Ok(text),
        _ => Err(Became::Cut),
    }
}

pub(crate) fn one(seed: u64) -> Became {
    let text = match is_short(seed) {
        Ok(text) => text,
        Err(became) => return became,
    };
    let mut dice = Dice::new(!seed);
    let work = Work::random(&mut dice);
    let clean = begin(&text);
    plan(None);
    let ended = work.perform(clean.path(), false);
    let all = usize::try_from(changes()).unwrap();
    if ended == 2 {
        assert!(names(clean.path()).is_empty(), "{:?}", names(clean.path()));
        return Became::Refused;
    }
    assert!(ended == 0 || ended == 3, "ended with {ended}");
    let whole = files(&clean.path().join("out"));
    assert!(whole.contains_key(Path::new("manifest.json")));

    let folder = begin(&text);
    let out = folder.path().join("out");
    let earlier = dice.once_in(2).then(|| {
        for (name, bytes) in &whole {
            fs::create_dir_all(out.join(name).parent().unwrap()).unwrap();
            fs::write(out.join(name), bytes).unwrap();
        }
        fs::write(out.join("report.html"), "an earlier report").unwrap();
        files(&out)
    });
    let how = [How::Refused, How::Full, How::KilledBefore, How::KilledAfter][dice.below(4)];
    let after = dice.below(all + 1) as u64;
    plan(Some(Plan { after, how }));
    let failed = work.perform(folder.path(), false);
    plan(None);
    let what = format!("{how:?} after {after} of {all} changes, {:?}", work.steps);
    assert!([0, 1, 3].contains(&failed), "ended with {failed}: {what}");
    let left = files(&out);
    let is_killed = matches!(how, How::KilledBefore | How::KilledAfter);
    let is_whole = left == whole || earlier.as_ref().is_some_and(|earlier| *earlier == left);
    let is_absent = !out.exists() && (earlier.is_none() || is_killed);
    assert!(is_whole || is_absent, "half a report: {what}");
    if failed != 1 {
        assert!(left == whole, "other bytes: {what}");
    }
    if !is_killed {
        let litter = names(folder.path()).into_iter().find(|name| {
            let name = name.trim_start_matches('.');
            !["out", "out.kept"].contains(&name)
                && !work
                    .parts
                    .iter()
                    .any(|part| name.trim_end_matches(".kept") == part)
        });
        // Refused, what removes is at times what is refused.
        assert!(
            how == How::Refused || litter.is_none(),
            "{litter:?}: {what}"
        );
    }
    let thesis = || fs::read_to_string(folder.path().join(THESIS)).unwrap();
    assert_eq!(thesis(), "years of work", "{what}");

    let again = work.perform(folder.path(), true);
    assert_eq!(again, ended, "run again: {what}");
    assert!(files(&out) == whole, "other bytes when run again: {what}");
    assert_eq!(names(folder.path()), names(clean.path()), "litter: {what}");
    assert_eq!(thesis(), "years of work", "{what}");
    assert!(folder.path().join(".out.partial-notes").exists(), "{what}");
    Became::Simulated
}
