//! The command from outside: exit codes, what it writes, and what it leaves alone.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::support::project;

pub(crate) fn sanpedro() -> Command {
    let mut command = Command::cargo_bin("sanpedro").unwrap();
    command.current_dir(project(".")).env("NO_COLOR", "1");
    command
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub(crate) fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            files.extend(
                bytes(&path)
                    .into_iter()
                    .map(|(inner, data)| (format!("{name}/{inner}"), data)),
            );
        } else {
            files.push((name, fs::read(path).unwrap()));
        }
    }
    files
}

/// `results.json` of a folder.
fn json(folder: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(folder.join("results.json")).unwrap()).unwrap()
}

#[test]
fn a_run_writes_its_folder_and_says_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let run = |out: &str, threads: &str| {
        let out = folder.path().join(out);
        let output = sanpedro()
            .args([
                "run",
                "scenarios/san_pedro_bay_2025.toml",
                "--replications",
                "3",
                "--set",
                "horizon.end=2025-02-01",
                "--threads",
                threads,
            ])
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("report.html"), "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() <= 80),
            "80 columns are enough:\n{text}"
        );
        bytes(&out)
    };
    let (two, one) = (run("two", "2"), run("one", "1"));
    for name in [
        "results.json",
        "report.html",
        "calls.csv",
        "terminals.csv",
        "monthly.csv",
        "daily.csv",
        "manifest.json",
        "scenario.toml",
    ] {
        assert!(
            two.iter()
                .any(|(file, data)| file == name && !data.is_empty()),
            "{name} is missing"
        );
    }
    assert!(two == one, "one thread and two give the same bytes");
    // A second run of the same scenario replaces the first, with the same bytes.
    assert!(run("two", "1") == two);
}

#[test]
fn an_effective_scenario_makes_the_same_results_again() {
    let folder = tempfile::tempdir().unwrap();
    let short = ["--replications", "2", "--quiet"];
    let first = folder.path().join("first");
    let change = [
        "--set",
        "horizon.end=2025-01-20",
        "--set",
        "terminal.pier_400.wharf.main.cranes=9",
    ];
    sanpedro()
        .args(["run", "scenarios/san_pedro_bay_2025.toml"])
        .args(short)
        .args(change)
        .arg("--out")
        .arg(&first)
        .assert()
        .success();
    let again = folder.path().join("again");
    sanpedro()
        .arg("run")
        .arg(first.join("scenario.toml"))
        .args(short)
        .arg("--out")
        .arg(&again)
        .assert()
        .success();
    assert_eq!(
        fs::read(first.join("results.json")).unwrap(),
        fs::read(again.join("results.json")).unwrap()
    );
}

#[test]
fn a_wrong_scenario_ends_with_2_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.toml");
    fs::write(
        &wrong,
        "[horizon]\nstart = 2025-01-01\ndays = 365\nwarmup = \"28 d\"\n",
    )
    .unwrap();
    let output = sanpedro()
        .arg("run")
        .arg(&wrong)
        .arg("--out")
        .arg(folder.path().join("out"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("warm_up") && text.contains(":3:8"), "{text}");
    assert_eq!(names(folder.path()), ["wrong.toml"], "nothing was written");
}

#[test]
fn a_file_that_is_not_there_or_not_text_ends_with_an_error() {
    let folder = tempfile::tempdir().unwrap();
    sanpedro().args(["run", "nowhere.toml"]).assert().code(2);
    let binary = folder.path().join("binary.toml");
    fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    sanpedro().arg("check").arg(&binary).assert().code(2);
    sanpedro().args(["run"]).assert().code(2);
}

#[test]
fn a_folder_of_somebody_else_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("mine");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.txt"), "years of work").unwrap();
    sanpedro()
        .args([
            "run",
            "scenarios/textbook/m_m_1.toml",
            "--replications",
            "2",
            "--set",
            "horizon.days=30 d",
            "--quiet",
        ])
        .arg("--out")
        .arg(&out)
        .assert()
        .code(1);
    assert_eq!(names(&out), ["thesis.txt"]);
    assert_eq!(
        names(folder.path()),
        ["mine"],
        "nothing half-written is left"
    );
}

#[test]
fn a_missed_target_is_3_when_strict() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = sanpedro();
    command
        .args([
            "run",
            "scenarios/textbook/m_m_1.toml",
            "--replications",
            "2",
            "--quiet",
            "--set",
            "horizon.days=30 d",
        ])
        .args([
            "--set",
            "target.wait_to_service_ratio.low=1000",
            "--set",
            "target.wait_to_service_ratio.high=1001",
        ])
        .arg("--out")
        .arg(folder.path().join("out"));
    command.assert().success();
    command.arg("--strict").assert().code(3);
}

#[test]
fn check_says_what_a_scenario_offers_each_terminal() {
    let output = sanpedro()
        .args(["check", "scenarios/san_pedro_bay_2025.toml"])
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("pier_400") && text.contains("trapac"),
        "{text}"
    );
}

#[test]
fn check_says_what_a_scenario_changes_in_what_it_extends() {
    let told = |arguments: &[&str]| {
        let output = sanpedro().arg("check").args(arguments).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let changes = text.lines().skip_while(|line| !line.starts_with("other"));
        let changes = changes.take_while(|line| !line.is_empty());
        changes.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&["scenarios/pier_500.toml", "--set", "experiment.seed=5"]), @r#"
    other than in scenarios/without_pier_500.toml:
      experiment.seed: 1 -> 5
      service.la_ningbo.terminal: "pier_300" -> "pier_500"
      service.la_singapore.terminal: "pier_400" -> "pier_500"
      terminal.pier_500: added
    "#);
    let all = told(&[
        "scenarios/no_shore_power.toml",
        "--set",
        "terminal.pier_t.wharf={}",
    ]);
    assert_eq!(
        all, "",
        "wrong scenarios are told what is wrong with them only"
    );
    assert_eq!(
        told(&["scenarios/textbook/m_m_4.toml"]),
        "",
        "it extends nothing"
    );
}

#[test]
fn a_precision_takes_as_many_replications_as_it_says_and_gives_what_they_give() {
    let place = tempfile::tempdir().unwrap();
    let run = |more: &[&str], out: &str| {
        let out = place.path().join(out);
        let output = sanpedro()
            .args(["run", "scenarios/textbook/m_m_1.toml"])
            .args(["--set", "horizon.days=400 d"])
            .args(more)
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        (output, out)
    };
    let asked = ["--precision", "10%", "--precision-of", "wait_hours_mean"];
    let (output, precise) = run(&[&asked[..], &["--threads", "2"]].concat(), "precise");
    assert!(output.status.success());
    let told = String::from_utf8(output.stdout).unwrap();
    let said = "Precision of 10 % reached after ";
    let after = told.split(said).nth(1).unwrap_or_else(|| panic!("{told}"));
    let count = after.split(' ').next().unwrap();
    assert!(count.parse::<u32>().unwrap() > 10, "{told}");
    let (_, fixed) = run(&["--replications", count, "--threads", "1"], "fixed");
    // All but what says that it was asked for, and the hashes of that.
    let telling = [
        "results.json",
        "report.html",
        "results.xlsx",
        "manifest.json",
    ];
    let others = |folder: &Path| {
        let mut files = bytes(folder);
        files.retain(|(file, _)| !telling.iter().any(|telling| file.ends_with(telling)));
        files
    };
    assert!(others(&precise).len() > 10);
    assert_eq!(others(&precise), others(&fixed));
    let (mut found, plain) = (json(&precise), json(&fixed));
    let precision = found.as_object_mut().unwrap().remove("precision").unwrap();
    assert_eq!(found, plain);
    assert_eq!(precision["reached"], true);
    assert!(precision["widest_half_width"].as_f64().unwrap() <= 0.1 / 1.1);

    let (output, nothing) = run(&["--precision", "0.02"], "wrong");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("write percent of the mean above 0% and below 100%"),
        "{told}"
    );
    assert!(!nothing.exists());
}

#[test]
fn a_precision_that_takes_too_many_replications_is_given_up_and_that_is_told() {
    let place = tempfile::tempdir().unwrap();
    let run = |more: &[&str], out: &str| {
        let out = place.path().join(out);
        let output = sanpedro()
            .args(["run", "scenarios/textbook/m_m_1.toml"])
            .args(["--set", "horizon.days=100 d", "--precision", "1%"])
            .args(more)
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        (output, out)
    };
    let said = "recision of 1 % not reached in 30 replications: wait_hours_mean is known to ±";
    let (output, few) = run(&["--max-replications", "30"], "few");
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stdout).unwrap();
    // Lines are broken at 80 columns.
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(&format!("warning: P{said}")), "{told}");
    let found = json(&few);
    assert_eq!(found["replications"], 30);
    assert_eq!(found["precision"]["asked"], 0.01);
    assert_eq!(found["precision"]["reached"], false);
    assert_eq!(found["precision"]["max_replications"], 30);
    assert_eq!(found["precision"]["widest"], "wait_hours_mean");
    let wait = &found["measures"]["wait_hours_mean"];
    let half = wait["ci95_high"].as_f64().unwrap() - wait["mean"].as_f64().unwrap();
    let relative = half / wait["mean"].as_f64().unwrap();
    let told = found["precision"]["widest_half_width"].as_f64().unwrap();
    assert!((told - relative).abs() < 1e-9, "{told}, {relative}");
    let page = std::fs::read_to_string(few.join("report.html")).unwrap();
    assert!(page.contains("not reached in 30 replications"));

    let (output, _) = run(&["--max-replications", "30", "--quiet"], "quiet");
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(&format!("warning: P{said}")), "{told}");
}
