//! `--only results`: the same results, and nothing beside them.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn run(folder: &Path, more: &[&str]) -> i32 {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/textbook/m_m_1.toml");
    let mut command = Command::cargo_bin("sanpedro").unwrap();
    command.current_dir(folder).arg("run").arg(scenario);
    command.args(["-n", "2", "--set", "horizon.days=30 d", "--quiet"]);
    command.args(more).output().unwrap().status.code().unwrap()
}

#[test]
fn results_alone_are_those_of_a_whole_report_and_are_replaced() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    assert_eq!(run(folder, &["--out", "whole"]), 0);
    for _ in 0..2 {
        assert_eq!(run(folder, &["--out", "alone", "--only", "results"]), 0);
    }
    let read = |path: &str| fs::read(folder.join(path)).unwrap();
    assert_eq!(read("alone/results.json"), read("whole/results.json"));
    let held = fs::read_dir(folder.join("alone")).unwrap();
    assert_eq!(held.count(), 1);
    // Results of somebody else are nobody's to replace.
    fs::write(folder.join("alone/results.json"), "{}").unwrap();
    assert_eq!(run(folder, &["--out", "alone", "--only", "results"]), 1);
    assert_eq!(run(folder, &["--only", "results", "--calls", "all"]), 2);
    // A whole report gives way to results alone, as to any later report.
    assert_eq!(run(folder, &["--out", "whole", "--only", "results"]), 0);
    assert_eq!(fs::read_dir(folder.join("whole")).unwrap().count(), 1);
}
