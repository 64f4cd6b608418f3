//! Studies of many batches, divided, killed, interrupted and gone on with: the bytes of one.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use crate::cli::{bytes, names};
#[cfg(unix)]
use crate::kept::interrupt;
use crate::kept::{begin, kill_after, merge, next, run, shards, words};

/// A sweep of a short year of the M/M/4 queue: 6 cells of 4 replications, two of them one place.
fn sweep() -> Vec<String> {
    [
        "sweep",
        "scenarios/textbook/m_m_4.toml",
        "--set",
        "horizon.days=100 d",
        "--replications",
        "4",
        "--vary",
        "terminal.quay.wharf.main.slots=4,5,4",
        "--vary",
        "terminal.quay.policy=first_come,best_fit",
        "--of",
        "quay",
        "--measures",
        "wait_to_service_ratio",
        "--threads",
        "2",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn shards_of_a_sweep_in_any_order_and_twice_make_the_folder_of_one() {
    let place = tempfile::tempdir().unwrap();
    let (whole, merged) = (place.path().join("whole"), place.path().join("merged"));
    assert!(run(&sweep(), &[], &whole).status.success());
    let whole = bytes(&whole);
    assert!(whole.iter().any(|(name, _)| name == "cells.csv"));
    // Seven shares are more than a cell has replications.
    for count in [1, 3, 7] {
        let mut parts = shards(&sweep(), count, place.path());
        parts.push(parts[0].clone());
        parts.reverse();
        let output = merge(&parts, &merged);
        assert!(output.status.success(), "{}", words(&output));
        assert!(bytes(&merged) == whole, "{count} shards");
    }
    let left = names(place.path());
    assert!(left.iter().all(|name| !name.starts_with('.')), "{left:?}");
}

/// What `merge` says of parts that it refuses, without the place.
fn refusal(place: &Path, parts: &[&PathBuf]) -> String {
    let out = place.join("merged");
    let parts: Vec<PathBuf> = parts.iter().map(|part| (*part).clone()).collect();
    let output = merge(&parts, &out);
    assert_eq!(output.status.code(), Some(2), "{}", words(&output));
    assert!(!out.exists(), "nothing is written");
    words(&output).replace(&place.display().to_string(), "")
}

#[test]
fn merge_says_which_cells_miss_replications_and_refuses_another_sweep() {
    let place = tempfile::tempdir().unwrap();
    let parts = shards(&sweep(), 5, place.path());
    let refusal = |parts: &[&PathBuf]| refusal(place.path(), parts);
    // Numbered through, the second share holds 1, 6, 11, 16, 21: the last two are of cells that
    // are the first two again.
    assert_eq!(
        refusal(&[&parts[0], &parts[2], &parts[3], &parts[4], &parts[0]]),
        "error: 3 of 16 replications are missing: 1 of cell 1, 2 of cell 2, 3 of cell 3\n\
         run again with --resume: --shard 2/5\n"
    );
    let more = place.path().join("more");
    let vary = ["--vary", "terminal.quay.wharf.main.cranes=4,5"];
    let output = run(&sweep(), &[&vary[..], &["--shard", "2/5"]].concat(), &more);
    assert!(output.status.success(), "{}", words(&output));
    let text = refusal(&[&parts[0], &more, &parts[2]]);
    assert_eq!(text, "error: /1-of-5 and /more are of different studies\n");
    // Of one scenario alone: no study.
    let single = place.path().join("single");
    let of_run: Vec<String> = sweep()[1..6].to_vec();
    let of_run = [vec!["run".to_owned()], of_run].concat();
    let output = run(&of_run, &["--shard", "1/2"], &single);
    assert!(output.status.success(), "{}", words(&output));
    let text = refusal(&[&single, &parts[0]]);
    assert_eq!(
        text,
        "error: /single and /1-of-5 are of different studies\n"
    );
    // A part cut short counts as far as it is whole, and its share again fills the gap.
    let part = fs::read(&parts[1]).unwrap();
    fs::write(&parts[1], &part[..part.len() - 1]).unwrap();
    let text = refusal(&parts.iter().collect::<Vec<_>>());
    assert!(
        text.contains("1 of 16 replications are missing: 3 of cell 3\n"),
        "{text}"
    );
    let output = run(&sweep(), &["--shard", "2/5", "--resume"], &parts[1]);
    assert!(output.status.success(), "{}", words(&output));
    let output = run(&sweep(), &["--shard", "2/5", "--resume"], &parts[1]);
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("there already"),
        "{output:?}"
    );
    let output = merge(&parts, &place.path().join("merged"));
    assert!(output.status.success(), "{}", words(&output));
}

/// A capacity of the M/M/4 queue with all that may be asked of it.
fn capacity() -> Vec<String> {
    [
        "capacity",
        "scenarios/textbook/m_m_4.toml",
        "--terminal",
        "quay",
        "--set",
        "horizon.days=100 d",
        "--replications",
        "6",
        "--berths",
        "3",
        "--for-teu",
        "40000",
        "--threads",
        "2",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// A sweep that takes some time: 18 cells.
fn long_sweep() -> Vec<String> {
    let more = ["--vary", "terminal.quay.wharf.main.cranes=4,5,6"];
    let more = more.map(str::to_owned);
    let mut arguments = sweep();
    arguments.extend(more);
    arguments
}

/// Kills a study ten times on its way, each time at another moment, and goes on.
fn killed_ten_times(arguments: &[String], seed: u64) {
    let place = tempfile::tempdir().unwrap();
    let (whole, killed) = (place.path().join("whole"), place.path().join("killed"));
    assert!(run(arguments, &[], &whole).status.success());
    let kept = place.path().join(".killed.kept");
    let (mut moment, mut hits, mut grown) = (seed, 0, Vec::new());
    for turn in 0..10 {
        moment = next(moment);
        let child = begin(arguments, &["--resume"], &killed);
        let growth = if turn % 4 == 3 {
            0
        } else {
            (moment >> 33) % 100_000
        };
        hits += u32::from(kill_after(child, &kept, growth));
        grown.push(fs::metadata(&kept).map_or(0, |file| file.len()));
    }
    assert!(hits >= 5, "{hits} kills hit");
    assert!(grown.iter().any(|size| *size > 10_000), "{grown:?}");
    let output = run(arguments, &["--resume"], &killed);
    assert!(output.status.success(), "{}", words(&output));
    assert!(bytes(&killed) == bytes(&whole));
    assert_eq!(names(place.path()), ["killed", "whole"]);
}

#[test]
fn a_sweep_killed_at_ten_moments_ends_with_the_bytes_of_one_that_was_not() {
    killed_ten_times(&long_sweep(), 17);
}

#[test]
fn a_capacity_killed_at_ten_moments_ends_with_the_bytes_of_one_that_was_not() {
    killed_ten_times(&capacity(), 23);
}

/// Interrupts a study once it has kept so many bytes, and hears what it says; then goes on.
#[cfg(unix)]
fn interrupted(arguments: &[String], after: u64) -> (String, Vec<(String, Vec<u8>)>) {
    let place = tempfile::tempdir().unwrap();
    let (whole, out) = (place.path().join("whole"), place.path().join("out"));
    assert!(run(arguments, &[], &whole).status.success());
    let child = begin(arguments, &[], &out);
    let kept = place.path().join(".out.kept");
    for _ in 0..6_000 {
        if fs::metadata(&kept).is_ok_and(|file| file.len() > after) {
            break;
        }
        sleep(Duration::from_millis(2));
    }
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", words(&output));
    let report = if out.exists() {
        bytes(&out)
    } else {
        Vec::new()
    };
    let again = run(arguments, &["--resume"], &out);
    assert!(again.status.success(), "{}", words(&again));
    assert!(bytes(&out) == bytes(&whole));
    assert_eq!(names(place.path()), ["out", "whole"]);
    (words(&output), report)
}

/// A file of a report, as text.
#[cfg(unix)]
fn text(report: &[(String, Vec<u8>)], name: &str) -> String {
    let mut files = report.iter();
    let (_, bytes) = files.find(|(path, _)| path == name).unwrap();
    String::from_utf8(bytes.clone()).unwrap()
}

#[cfg(unix)]
#[test]
fn an_interrupted_sweep_reports_on_the_cells_that_are_done() {
    let (said, report) = interrupted(&long_sweep(), 200_000);
    let done = said.split_once("interrupted: ").map(|(_, rest)| rest);
    let (done, _) = done
        .and_then(|rest| rest.split_once(" of 18 cells, of which"))
        .unwrap();
    let cells = text(&report, "cells.csv");
    let last = cells.lines().last().unwrap();
    assert!(last.starts_with(&format!("{done},")), "{done} and {last}");
    assert!(text(&report, "report.html").contains("Interrupted: "));
}

#[cfg(unix)]
#[test]
fn an_interrupted_comparison_reports_on_pairs_that_are_whole() {
    let arguments = [
        "compare",
        "scenarios/san_pedro_bay_2025.toml",
        "scenarios/no_shore_power.toml",
        "--set",
        "horizon.end=2025-02-01",
        "--replications",
        "60",
        "--threads",
        "2",
    ];
    let (said, report) = interrupted(&arguments.map(str::to_owned), 2_400_000);
    let done = said.split_once("interrupted: ").map(|(_, rest)| rest);
    let (done, _) = done
        .and_then(|rest| rest.split_once(" of 60 repl"))
        .unwrap();
    assert!((1..60).contains(&done.parse::<u32>().unwrap()), "{said}");
    let manifest = text(&report, "manifest.json");
    assert!(
        manifest.contains(&format!("\"replications\": {done},")),
        "{manifest}"
    );
}

#[cfg(unix)]
#[test]
fn an_interrupted_capacity_says_what_it_has() {
    let (said, report) = interrupted(&capacity(), 1_000_000);
    if report.is_empty() {
        assert!(said.contains("no capacity was found yet"), "{said}");
        return;
    }
    assert!(
        said.contains("the report tells of what was found"),
        "{said}"
    );
    assert!(text(&report, "report.html").contains("Interrupted: "));
}
