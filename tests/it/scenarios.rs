//! Every scenario of the project is right, short, and runs.

use std::fs;
use std::process::Command;

use sanpedro::experiment::measure::THROUGHPUT_TEU;
use sanpedro::experiment::{Batch, offered_load};
use sanpedro::port::bay::Labor;

use crate::support::{load, project};

/// Studies that come with the project, as paths without their ending: those that the repository
/// tracks, since a reader's own in the same folder are none of ours; where there is no repository, all.
fn studies() -> Vec<String> {
    let mut git = Command::new("git");
    let tracked = git
        .args(["ls-files", "scenarios"])
        .current_dir(project("."));
    let tracked = tracked
        .output()
        .ok()
        .filter(|output| output.status.success());
    let mut found: Vec<String> = match tracked {
        Some(output) => {
            let paths = String::from_utf8(output.stdout).unwrap();
            paths.lines().map(str::to_owned).collect()
        }
        None => ["scenarios", "scenarios/textbook"]
            .iter()
            .flat_map(|folder| {
                let entries = fs::read_dir(project(folder)).unwrap();
                entries
                    .map(move |entry| format!("{folder}/{}", entry.unwrap().file_name().display()))
            })
            .collect(),
    };
    found.retain(|path| !path.starts_with("scenarios/ports/"));
    let studies = found.iter().filter_map(|path| path.strip_suffix(".toml"));
    studies.map(str::to_owned).collect()
}

#[test]
fn every_study_says_its_question_first_and_runs_for_a_fortnight() {
    let studies = studies();
    assert!(studies.len() >= 20, "{studies:?}");
    for study in studies {
        let name = &format!("{study}.toml");
        let text = fs::read_to_string(project(name)).unwrap();
        if study != "scenarios/reference" {
            assert!(text.lines().count() <= 80, "{name} is longer than 80 lines");
            let first = text.lines().next().unwrap();
            assert!(
                first.starts_with("# ") && first.ends_with('?'),
                "{name} begins with its question"
            );
        }
        let (scenario, warnings) = load(name, &["horizon.days=14 d"]);
        assert!(warnings.is_empty(), "{name} has warnings: {warnings:?}");
        let results = Batch::new(&scenario).replications(1).run(&|_| ()).unwrap();
        assert!(
            results.bay.get(&THROUGHPUT_TEU).unwrap().mean > 0.0,
            "{name} moves something"
        );
    }
}

#[test]
fn in_studies_of_later_years_the_pool_of_gangs_grows_with_the_cargo() {
    let told = |study: &str| {
        let (scenario, _) = load(&format!("scenarios/{study}.toml"), &[]);
        let Labor::Shifts(shifts) = &scenario.bay.labor else {
            panic!("{study} is worked in shifts");
        };
        let gangs: f64 = shifts.iter().map(|shift| f64::from(shift.gangs)).sum();
        let cargo: f64 = offered_load(&scenario)
            .iter()
            .map(|at| at.teu_per_week)
            .sum();
        (cargo, gangs / shifts.len() as f64)
    };
    let (cargo, gangs) = told("san_pedro_bay_2024");
    for study in [
        "san_pedro_bay_2025",
        "green_corridor_2030",
        "without_pier_500",
        "pier_500",
        "pier_500_recaptured",
        "pier_500_induced",
    ] {
        let (later, pool) = told(study);
        let (cargo, gangs) = (later / cargo, pool / gangs);
        assert!(
            (gangs / cargo - 1.0).abs() < 0.02,
            "{study}: cargo {cargo}, gangs {gangs}"
        );
    }
}
