//! `sanpedro sweep` from outside: designs, tables, and what is refused.

use crate::support::{project, sanpedro};

/// The command on a short year of the M/M/4 queue.
fn sweep(args: &[&str]) -> (i32, String, String) {
    let short = ["--set", "horizon.days=200 d", "--replications", "4"];
    let study = ["sweep", "scenarios/textbook/m_m_4.toml"];
    sanpedro(&project("."), &[&study[..], &short, args].concat())
}

#[test]
fn a_grid_has_a_row_for_every_cell_part_and_measure_and_threads_do_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let run = |out: &str, threads: &str| {
        let out = folder.path().join(out);
        let (code, stdout, stderr) = sweep(&[
            "--vary",
            "terminal.quay.wharf.main.slots=4,5",
            "--vary",
            "terminal.quay.policy=first_come,best_fit",
            "--vary",
            "terminal.quay.wharf.main.cranes=4,5",
            "--threads",
            threads,
            "--out",
            out.to_str().unwrap(),
        ]);
        assert_eq!(code, 0, "{stderr}");
        let wide = stdout.lines().find(|line| line.chars().count() > 80);
        assert!(
            wide.is_none_or(|line| line.starts_with("Report")),
            "{stdout}"
        );
        out
    };
    let (one, two) = (run("one", "1"), run("two", "3"));
    let read = |name: &str| std::fs::read_to_string(one.join(name)).unwrap();
    assert_eq!(
        read("manifest.json"),
        std::fs::read_to_string(two.join("manifest.json")).unwrap()
    );
    let cells = read("cells.csv");
    let waits: Vec<&str> = cells
        .lines()
        .filter(|line| line.contains(",bay,wait_to_service_ratio,"))
        .collect();
    assert_eq!(waits.len(), 8);
    assert!(
        waits[0].starts_with("1,4,first_come,4,bay,"),
        "{}",
        waits[0]
    );
    let mean = |line: &str| -> f64 { line.split(',').nth(7).unwrap().parse().unwrap() };
    // A fifth berth with its crane: vessels wait less.
    assert!(mean(waits[5]) < 0.7 * mean(waits[0]), "{waits:?}");
    assert!(one.join("charts/map-wait_to_service_ratio.svg").is_file());
}

#[test]
fn trajectories_rank_the_keys_and_a_hypercube_fills_its_ranges() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("morris");
    let vary = [
        "--vary",
        "service.vessels.arrivals.exponential.mean=1125..1500 s",
        "--vary",
        "terminal.quay.before_first_move=0..1 min",
    ];
    let design = [
        "--morris",
        "4",
        "--of",
        "quay",
        "--measures",
        "wait_hours_mean",
    ];
    let folder_of = ["--out", out.to_str().unwrap()];
    let (code, stdout, stderr) = sweep(&[&vary[..], &design, &folder_of].concat());
    assert_eq!(code, 0, "{stderr}");
    let rank = |key: &str| {
        stdout
            .find(key)
            .unwrap_or_else(|| panic!("{key} in {stdout}"))
    };
    assert!(rank("service.vessels") < rank("terminal.quay"), "{stdout}");
    assert!(out.join("charts/tornado-wait_hours_mean.svg").is_file());
    let out = folder.path().join("hypercube");
    let folder_of = ["--latin-hypercube", "5", "--out", out.to_str().unwrap()];
    let (code, _, stderr) = sweep(&[&vary[..], &folder_of].concat());
    assert_eq!(code, 0, "{stderr}");
    let results = std::fs::read_to_string(out.join("results.json")).unwrap();
    let results: serde_json::Value = serde_json::from_str(&results).unwrap();
    assert_eq!(results["cells"].as_array().unwrap().len(), 5);
}

#[test]
fn designs_that_cannot_be_are_told_and_nothing_is_run() {
    let mut told = Vec::new();
    for args in [
        vec!["--vary", "terminal.quay.policy"],
        vec!["--vary", "terminal.quay.wharf.main.cranes=4..8"],
        vec!["--vary", "a=1,2", "--vary", "a=3,4"],
        vec!["--vary", "cargo.teu_per_move=1.8,1.9", "--measures", "wait"],
        vec!["--vary", "cargo.teu_per_move=1.8,1.9", "--of", "pier_400"],
        vec!["--vary", "cargo.teu_per_move=1.8,1.9", "--morris", "4"],
        vec!["--vary", "terminal.quay.wharf.main.crane=4,5"],
    ] {
        let (code, stdout, stderr) = sweep(&args);
        assert_eq!((code, stdout.as_str()), (2, ""), "{args:?}: {stderr}");
        told.push(format!("{}\n{stderr}", args.join(" ")));
    }
    insta::assert_snapshot!(told.join("\n"));
}
