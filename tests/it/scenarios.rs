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
        let (scenario, mut warnings) = load(name, &["horizon.days=14 d"]);
        // A fortnight is over before the shock of a study begins.
        warnings.retain(|warning| warning.message != "a disruption lies outside the horizon");
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

#[test]
fn a_grown_fleet_sends_the_next_larger_class_that_fits_and_moves_no_other_sailing() {
    let set = ["fleet.larger=25 %"];
    let of = |set: &[&str]| load("scenarios/pier_500_ultra_large.toml", set).0.bay;
    let (now, grown) = (of(&[]), of(&set));
    let shares = |bay: &sanpedro::port::bay::Bay, id: &str| -> Vec<(String, f64)> {
        let service = bay.services.iter().find(|service| service.id == id);
        let mix = &service.unwrap().vessel_classes;
        mix.iter()
            .map(|(class, share)| (bay.class(*class).id.clone(), *share))
            .collect()
    };
    let mix = |parts: &[(&str, f64)]| -> Vec<(String, f64)> {
        parts
            .iter()
            .map(|(id, share)| ((*id).to_owned(), *share))
            .collect()
    };
    // Pier 400 takes the next class; at Pier J the next one draws too much, and the one after
    // is too wide.
    assert_eq!(
        shares(&now, "la_laem_chabang"),
        mix(&[("panamax_4700", 1.0)])
    );
    assert_eq!(
        shares(&grown, "la_laem_chabang"),
        mix(&[("panamax_4700", 0.75), ("post_panamax_6500", 0.25)])
    );
    assert_eq!(
        shares(&grown, "lb_shanghai_3"),
        mix(&[("neopanamax_10500", 1.0)])
    );
    // Nothing is larger than the largest.
    assert_eq!(shares(&grown, "la_ningbo"), mix(&[("megamax_24000", 1.0)]));
}

#[test]
fn the_largest_vessels_bring_pier_500_the_cargo_that_its_services_brought() {
    let teu = |study: &str| {
        let (scenario, _) = load(&format!("scenarios/{study}.toml"), &[]);
        let load = offered_load(&scenario);
        let all: f64 = load.iter().map(|at| at.teu_per_week).sum();
        let there = load.iter().find(|at| at.id == "pier_500").unwrap();
        (there.teu_per_week, all)
    };
    let (before, after) = (teu("pier_500"), teu("pier_500_ultra_large"));
    assert!(
        (after.0 / before.0 - 1.0).abs() < 1e-3,
        "{after:?} {before:?}"
    );
    assert!(
        (after.1 / before.1 - 1.0).abs() < 1e-3,
        "{after:?} {before:?}"
    );
    // Two and their clearance lie along the wharf, and a third does not.
    let (scenario, _) = load("scenarios/pier_500_ultra_large.toml", &[]);
    let bay = &scenario.bay;
    let terminal = bay.terminals.iter().find(|at| at.id == "pier_500").unwrap();
    let class = bay
        .vessel_classes
        .iter()
        .find(|of| of.id == "megamax_24000");
    let (loa, length) = (
        class.unwrap().loa.value(),
        terminal.wharf_length().unwrap().value(),
    );
    let taken = |vessels: f64| vessels * loa + (vessels - 1.0) * terminal.clearance().value();
    assert!(taken(2.0) <= length && taken(3.0) > length);
}
