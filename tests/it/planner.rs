//! Mistakes that a port planner makes, who knows a terminal and has never seen TOML: every answer
//! says where, what, and what to write instead; the command ends with 2 and writes nothing.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::cli::names;
use crate::support::sanpedro;

/// Lines that stand alone in a study laid over Pier 500.
const LINES: [&str; 44] = [
    "terminal.pier_500.wharf.main.crane = 14",
    "terminal.pier_500.cranes = 14",
    "terminal.pier500.wharf.main.cranes = 14",
    "terminal.\"Pier 500\".wharf.main.cranes = 14",
    "terminal.tti.wharf.main.cranes = 14",
    "terminal.pier_500.wharf.north.cranes = 14",
    "terminal.pier_500.wharf.cranes = 14",
    "terminal.pier 500.wharf.main.cranes = 14",
    "Terminal.pier_500.wharf.main.cranes = 14",
    "terminal.*.shore_power.points = 1",
    "terminal.pier_500.wharf.main.cranes: 14",
    "terminal.pier_500.wharf.main.cranes = \"14 cranes\"",
    "terminal.pier_500.wharf.main.berths = 1.5",
    "terminal.pier_500.wharf.main.length = \"3000 feet\"",
    "terminal.pier_500.wharf.main.length = \"3000 yards\"",
    "terminal.pier_500.wharf.main.length = \"3000\"",
    "terminal.pier_500.wharf.main.length = 3000",
    "terminal.pier_500.wharf.main.length = 3000 ft",
    "terminal.pier_500.wharf.main.length = “3000 ft”",
    "terminal.pier_500.wharf.main.length = \"3000 ft",
    "terminal.pier_500.shore_power = false",
    "terminal.pier_500.shore_power.point_limit = 7,5",
    "terminal.pier_500.shore_power.point_limit = \"7,5 MW\"",
    "terminal.pier_500.shore_power.point_limit = \"7.5 mw\"",
    "terminal.pier_500.policy = \"first come\"",
    "terminal.pier_500.cycle_time = { lognormal = { mean = \"2.2 min\", sd = \"1 min\" } }",
    "vessel_class.ultra_large_15800.shore_power_ready = 70",
    "vessel_class.ultra_large_15800.shore_power_ready = 0.7",
    "vessel_class.ultra_large_15800.shore_power_ready = \"70\"",
    "vessel_class.ultra_large_15800.shore_power_ready = 70 %",
    "vessel_class.ultra_large_15800.shore_power_ready = \"70 percent\"",
    "vessel_class.ultra_large_15800.shore_power_ready = \"170 %\"",
    "vessel_class.ulcv.shore_power_ready = \"70 %\"",
    "demand.los_angeles.annual = 10,239,327",
    "demand.los_angeles.annual = \"10,239,327 TEU\"",
    "demand.los_angeles.annual = \"10.2 million TEU\"",
    "demand.los_angeles.growth = \"1,5 %/yr\"",
    "demand.los_angeles.growth = \"2.9 %\"",
    "demand.long_beech.growth = \"2.9 %/yr\"",
    "experiment.start = 2036-01-01",
    "horizon.start = \"31/12/2036\"",
    "horizon.start = 01-02-2036",
    "horizon.start = 2036-02-30",
    "service.la_ningboo.terminal = \"pier_500\"",
];

/// Command lines beside a study called `my_pier`.
const COMMANDS: [&[&str]; 24] = [
    &["run"],
    &["run", "my_pier"],
    &["run", "my_peer.toml"],
    &["run", "pier_500/my_pier.toml"],
    &["run", "san_pedro_bay_2025"],
    &["run", "harbor_of_nowhere.toml"],
    &["run", "scenarios"],
    &["run", "report.html"],
    &["run", "study.docx"],
    &["rnu", "scenarios/my_pier.toml"],
    &["simulate", "scenarios/my_pier.toml"],
    &["sail"],
    &["run", "scenarios/my_pier.toml", "--replication", "5"],
    &["run", "scenarios/my_pier.toml", "--berths", "1"],
    &["run", "scenarios/my_pier.toml", "-n", "0"],
    &["run", "scenarios/my_pier.toml", "-n", "-5"],
    &["run", "scenarios/my_pier.toml", "-n", "five"],
    &["run", "scenarios/my_pier.toml", "--threads", "0"],
    &["run", "scenarios/my_pier.toml", "--set", "a.b", "=", "14"],
    &["run", "scenarios/my_pier.toml", "--set", "cranes=14"],
    &["compare", "scenarios/my_pier.toml"],
    &["terminals", "pier_500"],
    &["measures", "waitng"],
    &["new", "other", "--from", "pier500"],
];

fn study(folder: &Path) -> String {
    let (code, _, said) = sanpedro(folder, &["new", "my_pier", "--from", "pier_500"]);
    assert_eq!(code, 0, "{said}");
    let text = fs::read_to_string(folder.join("scenarios/my_pier.toml")).unwrap();
    // Three lines are enough: what it extends, its question, and one of the planner's.
    let kept = |line: &&str| line.starts_with("extends") || line.starts_with("question");
    let kept: Vec<&str> = text.lines().filter(kept).collect();
    kept.join("\n") + "\n"
}

#[test]
fn a_line_of_a_study_that_is_wrong_is_told_with_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let text = study(folder.path());
    let mut told = String::new();
    for line in LINES {
        let path = folder.path().join("scenarios/my_pier.toml");
        fs::write(&path, format!("{text}{line}\n")).unwrap();
        let (code, printed, said) = sanpedro(folder.path(), &["run", "scenarios/my_pier.toml"]);
        assert_eq!((code, printed.as_str()), (2, ""), "{line}: {said}");
        writeln!(told, "## {line}\n\n{said}").unwrap();
    }
    assert_eq!(names(folder.path()), ["scenarios"], "nothing was written");
    insta::assert_snapshot!(told);
}

#[test]
fn a_command_that_is_wrong_is_told_with_what_to_type() {
    let folder = tempfile::tempdir().unwrap();
    study(folder.path());
    fs::write(folder.path().join("report.html"), "<!doctype html>\n<p>").unwrap();
    fs::write(folder.path().join("study.docx"), b"PK\x03\x04\xff").unwrap();
    let before = names(folder.path());
    let mut told = String::new();
    for command in COMMANDS {
        let (code, printed, said) = sanpedro(folder.path(), command);
        assert_eq!((code, printed.as_str()), (2, ""), "{command:?}: {said}");
        writeln!(told, "## sanpedro {}\n\n{said}", command.join(" ")).unwrap();
    }
    assert_eq!(names(folder.path()), before, "nothing was written");
    insta::assert_snapshot!(told);
}

#[test]
fn a_comparison_is_the_first_thing_written_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, said) = sanpedro(folder.path(), &["new", "queue", "--from", "textbook/m_m_4"]);
    assert_eq!(code, 0, "{said}");
    let file = "scenarios/queue.toml";
    let base = "scenarios/textbook/m_m_4.toml";
    let short = ["-n", "2", "--quiet", "--set", "horizon.days=30 d"];
    let (code, _, said) = sanpedro(
        folder.path(),
        &[&["compare", base, file][..], &short].concat(),
    );
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        names(&folder.path().join("output")),
        ["compare_m_m_4_queue"]
    );
}

#[test]
fn nominal_berths_are_no_queue_without_end() {
    let folder = tempfile::tempdir().unwrap();
    study(folder.path());
    let check = |set: &[&str]| {
        let arguments = [&["check", "scenarios/pier_500.toml"], set].concat();
        let (code, _, said) = sanpedro(folder.path(), &arguments);
        assert_eq!(code, 0, "{said}");
        said
    };
    insta::assert_snapshot!(check(&["--set", "terminal.pier_500.wharf.main.berths=1"]));
    insta::assert_snapshot!(check(&[
        "--set",
        "terminal.pier_500.wharf.main.cranes=1400"
    ]));
}
