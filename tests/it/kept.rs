//! Interrupted, killed, gone on with, divided and put together: the bytes are those of one run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::cli::{bytes, names, sanpedro};
use crate::support::project;

/// A month of the bay, some replications of it.
fn month(replications: u32) -> Vec<String> {
    [
        "run",
        "scenarios/san_pedro_bay_2025.toml",
        "--set",
        "horizon.end=2025-02-01",
        "--threads",
        "2",
        "--replications",
        &replications.to_string(),
    ]
    .map(str::to_owned)
    .to_vec()
}

pub(crate) fn run(arguments: &[String], more: &[&str], out: &Path) -> Output {
    let mut command = sanpedro();
    command.args(arguments).args(more).arg("--out").arg(out);
    command.output().unwrap()
}

/// Begins a run that has time for a report of what is done, however slow the machine is.
pub(crate) fn begin(arguments: &[String], more: &[&str], out: &Path) -> Child {
    begin_with_grace("600", arguments, more, out)
}

pub(crate) fn begin_with_grace(
    seconds: &str,
    arguments: &[String],
    more: &[&str],
    out: &Path,
) -> Child {
    std::process::Command::new(assert_cmd::cargo::cargo_bin("sanpedro"))
        .current_dir(project("."))
        .env("SANPEDRO_GRACE", seconds)
        .args(arguments)
        .args(more)
        .arg("--out")
        .arg(out)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Ends a child like a power cut, once what it keeps has grown by so many bytes; whether it was
/// on its way still. Bytes and not a time: a slow machine is as far by then as a fast one.
pub(crate) fn kill_after(mut child: Child, kept: &Path, growth: u64) -> bool {
    let size = || fs::metadata(kept).map_or(0, |file| file.len());
    let enough = size() + growth;
    let mut under_way = true;
    for _ in 0..60_000 {
        under_way = child.try_wait().unwrap().is_none();
        if !under_way || size() >= enough {
            break;
        }
        sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    under_way
}

/// Numbers by a congruence of Knuth's, one after the other.
pub(crate) fn next(number: u64) -> u64 {
    number
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407)
}

pub(crate) fn merge(parts: &[PathBuf], out: &Path) -> Output {
    let mut command = sanpedro();
    command.arg("merge").args(parts).arg("--out").arg(out);
    command.output().unwrap()
}

pub(crate) fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn shards(arguments: &[String], count: u32, folder: &Path) -> Vec<PathBuf> {
    let part = |index: u32| {
        let part = folder.join(format!("{index}-of-{count}"));
        let shard = format!("{index}/{count}");
        let output = run(arguments, &["--shard", &shard], &part);
        assert!(output.status.success(), "{}", words(&output));
        part
    };
    (1..=count).map(part).collect()
}

#[test]
fn shards_in_any_order_and_twice_make_the_folder_of_one_run() {
    let place = tempfile::tempdir().unwrap();
    let (whole, merged) = (place.path().join("whole"), place.path().join("merged"));
    let mut arguments = month(4);
    arguments.extend(["--calls", "all"].map(str::to_owned));
    assert!(run(&arguments, &[], &whole).status.success());
    let whole = bytes(&whole);
    assert!(whole.iter().any(|(name, _)| name == "calls.parquet"));
    for count in [1, 3] {
        let mut parts = shards(&arguments, count, place.path());
        parts.push(parts[0].clone());
        parts.reverse();
        let output = merge(&parts, &merged);
        assert!(output.status.success(), "{}", words(&output));
        assert!(bytes(&merged) == whole, "{count} shards");
    }
    assert!(
        names(place.path())
            .iter()
            .all(|name| !name.starts_with('.')),
        "nothing is left: {:?}",
        names(place.path())
    );
}

#[test]
fn merge_says_what_is_missing_and_refuses_what_is_foreign() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("merged");
    let parts = shards(&month(5), 3, place.path());
    let refusal = |parts: &[&PathBuf]| {
        let parts: Vec<PathBuf> = parts.iter().map(|part| (*part).clone()).collect();
        let output = merge(&parts, &out);
        assert_eq!(output.status.code(), Some(2), "{}", words(&output));
        assert!(!out.exists(), "nothing is written");
        words(&output).replace(&place.path().display().to_string(), "")
    };
    assert_eq!(
        refusal(&[&parts[0], &parts[2], &parts[0]]),
        "error: 2 of 5 replications are missing: 1, 4\nrun again with --resume: --shard 2/3\n"
    );
    let seed = place.path().join("other-seed");
    let output = run(&month(5), &["--seed", "9", "--shard", "2/3"], &seed);
    assert!(output.status.success(), "{}", words(&output));
    let text = refusal(&[&parts[0], &seed, &parts[1], &parts[2]]);
    assert!(text.contains("other-seed"), "{text}");
    assert!(text.contains("of different scenarios, seeds"), "{text}");
    let more = place.path().join("more");
    let output = run(&month(6), &["--shard", "2/3"], &more);
    assert!(output.status.success(), "{}", words(&output));
    let text = refusal(&[&parts[0], &more, &parts[1], &parts[2]]);
    assert!(text.contains("more are of different"), "{text}");
    let thesis = place.path().join("thesis");
    fs::write(&thesis, "years of work").unwrap();
    let text = refusal(&[&parts[0], &thesis, &parts[1], &parts[2]]);
    assert_eq!(text, "error: /thesis holds no kept replications\n");
    // A part cut short: what is whole of it counts, the rest is missing.
    let part = fs::read(&parts[1]).unwrap();
    fs::write(&parts[1], &part[..part.len() - 1]).unwrap();
    let text = refusal(&[&parts[0], &parts[1], &parts[2]]);
    assert!(
        text.contains("2-of-3 is cut short or damaged: what follows its last whole replication"),
        "{text}"
    );
    assert!(
        text.contains("1 of 5 replications are missing: 4\n"),
        "{text}"
    );
    // Its share again, and all is there.
    let output = run(&month(5), &["--shard", "2/3", "--resume"], &parts[1]);
    assert!(output.status.success(), "{}", words(&output));
    assert!(merge(&parts, &out).status.success());
}

#[test]
fn a_run_killed_at_twenty_moments_ends_with_the_bytes_of_one_that_was_not() {
    let place = tempfile::tempdir().unwrap();
    let (whole, killed) = (place.path().join("whole"), place.path().join("killed"));
    let arguments = month(24);
    assert!(run(&arguments, &[], &whole).status.success());
    let kept = place.path().join(".killed.kept");
    let (mut moment, mut hits, mut left) = (12_345_u64, 0, 0);
    for turn in 0..20 {
        moment = next(moment);
        let child = begin(&arguments, &["--resume"], &killed);
        // Every fourth early, wherever the program is by then.
        let growth = if turn % 4 == 3 {
            0
        } else {
            (moment >> 33) % 100_000
        };
        sleep(Duration::from_millis((moment >> 33) % 20));
        hits += u32::from(kill_after(child, &kept, growth));
        left += u32::from(fs::metadata(&kept).is_ok_and(|file| file.len() > 10_000));
    }
    assert!(
        hits >= 10 && left >= 5,
        "{hits} kills hit, {left} left something"
    );
    let output = run(&arguments, &["--resume"], &killed);
    assert!(output.status.success(), "{}", words(&output));
    assert!(bytes(&killed) == bytes(&whole));
    assert_eq!(
        names(place.path()),
        ["killed", "whole"],
        "nothing else is left"
    );
}

/// Ctrl-C, by the shell's own `kill`, so that no package is needed.
#[cfg(unix)]
pub(crate) fn interrupt(child: &Child) {
    let interrupt = format!("kill -INT {}", child.id());
    let sent = std::process::Command::new("sh")
        .args(["-c", &interrupt])
        .status();
    assert!(sent.unwrap().success());
}

#[cfg(unix)]
#[test]
fn an_interrupt_reports_on_what_is_done_and_resume_does_the_rest() {
    let place = tempfile::tempdir().unwrap();
    let (whole, out) = (place.path().join("whole"), place.path().join("out"));
    let arguments = month(60);
    assert!(run(&arguments, &[], &whole).status.success());
    let child = begin(&arguments, &[], &out);
    let kept = place.path().join(".out.kept");
    for _ in 0..600 {
        if fs::metadata(&kept).is_ok_and(|file| file.len() > 10_000) {
            break;
        }
        sleep(Duration::from_millis(10));
    }
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", words(&output));
    let text = words(&output);
    let done: u32 = text
        .split_once("interrupted: ")
        .and_then(|(_, rest)| rest.split_once(" of 60"))
        .and_then(|(done, _)| done.parse().ok())
        .unwrap_or_else(|| panic!("{text}"));
    assert!((1..60).contains(&done), "{text}");
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(
        manifest.contains(&format!("\"replications\": {done},")),
        "the report tells of those done: {manifest}"
    );
    // Another scenario does not go on with these.
    let output = run(&month(60), &["--seed", "5", "--resume"], &out);
    assert_eq!(output.status.code(), Some(2), "{}", words(&output));
    let output = run(&arguments, &["--resume"], &out);
    assert!(output.status.success(), "{}", words(&output));
    assert!(bytes(&out) == bytes(&whole));
    assert!(!kept.exists());
}

#[cfg(unix)]
#[test]
fn an_interrupt_does_not_wait_for_a_report() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let arguments = month(60);
    let child = begin_with_grace("0", &arguments, &["--calls", "all"], &out);
    let kept = place.path().join(".out.kept");
    for _ in 0..600 {
        if fs::metadata(&kept).is_ok_and(|file| file.len() > 10_000) {
            break;
        }
        sleep(Duration::from_millis(10));
    }
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", words(&output));
    assert!(words(&output).contains("no time for a report"));
    assert_eq!(names(place.path()), [".out.kept"], "nothing else is left");
    let kept = fs::read(kept).unwrap();
    assert!(kept.len() > 10_000, "what is done is kept");
}

#[test]
fn a_comparison_that_was_killed_goes_on_to_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let (whole, killed) = (place.path().join("whole"), place.path().join("killed"));
    let arguments = [
        "compare",
        "scenarios/san_pedro_bay_2025.toml",
        "scenarios/no_shore_power.toml",
        "--set",
        "horizon.end=2025-02-01",
        "--replications",
        "20",
    ]
    .map(str::to_owned);
    assert!(run(&arguments, &[], &whole).status.success());
    let kept = place.path().join(".killed.kept");
    let mut left = 0;
    for growth in [60_000, 100_000, 500_000, 900_000] {
        let child = begin(&arguments, &["--resume"], &killed);
        kill_after(child, &kept, growth);
        left += u32::from(fs::metadata(&kept).is_ok_and(|file| file.len() > 10_000));
    }
    assert!(left > 0, "a kill left something");
    let output = run(&arguments, &["--resume"], &killed);
    assert!(output.status.success(), "{}", words(&output));
    assert!(bytes(&killed) == bytes(&whole));
    assert!(!kept.exists());
}
