//! The berth planner on stored instances whose optima are proven, and as a command.

use std::fmt::Write as _;
use std::fs;

use sanpedro::engine::Stream;
use sanpedro::planning::berths::{Effort, Instance, plan};
use sanpedro::scenario::BerthInstance;
use serde_json::Value;

use crate::support::{project, sanpedro};

/// One line of `optima.csv`: instance, seed and spread of its arrivals, optimum.
fn optima() -> Vec<(String, u64, f64, f64)> {
    let text = fs::read_to_string(project("tests/berths/optima.csv")).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |at: usize| cells[at].parse::<f64>().unwrap();
        (
            cells[0].to_owned(),
            cells[1].parse().unwrap(),
            number(2),
            number(3),
        )
    });
    rows.collect()
}

fn load(name: &str) -> Instance {
    let path = project("tests/berths").join(name);
    BerthInstance::load(&path).unwrap().instance
}

/// The generator of the stored instances. The larger the spread, the fewer vessels wait.
fn generated(seed: u64, vessels: usize, berths: usize, spread: f64) -> String {
    let mut chance = Stream::root(seed, 0).named("inst").generator();
    let mut between = move |low: f64, high: f64| low + (high - low) * chance.uniform();
    let row = |head: String, cells: Vec<String>| format!("{head},{}\n", cells.join(","));
    let names = (0..berths).map(|berth| format!("handling_h_b{berth}"));
    let header = "vessel,arrival_h,departure_limit_h,weight".to_owned();
    let mut text = row(header, names.collect());
    let opens = (0..berths).map(|_| between(0.0, 24.0).floor().to_string());
    text += &row("open,,,".to_owned(), opens.collect());
    let horizon = vessels as f64 / berths as f64 * 18.0 * spread;
    for vessel in 0..vessels {
        let arrival = between(0.0, horizon).floor();
        let size = between(6.0, 40.0);
        let limit = arrival + between(60.0, 140.0).floor();
        let weight = between(1.0, 6.0).floor();
        let mut handling: Vec<String> = Vec::new();
        for _ in 0..berths {
            let hours = (size * between(0.8, 1.5)).round();
            let cannot = between(0.0, 1.0) < 0.15;
            handling.push(if cannot {
                String::new()
            } else {
                hours.to_string()
            });
        }
        if handling.iter().all(String::is_empty) {
            handling[0].push_str("20");
        }
        text += &row(format!("v{vessel},{arrival},{limit},{weight}"), handling);
    }
    text + &row("close,,,".to_owned(), vec!["400".to_owned(); berths])
}

#[test]
fn stored_instances_are_those_of_the_generator() {
    for (name, seed, spread, _) in optima() {
        let size = name.split_once('_').unwrap().0;
        let (vessels, berths) = size.split_once('x').unwrap();
        let (vessels, berths) = (vessels.parse().unwrap(), berths.parse().unwrap());
        let stored = fs::read_to_string(project("tests/berths").join(&name)).unwrap();
        assert_eq!(generated(seed, vessels, berths, spread), stored, "{name}");
    }
}

/// A tenth of the steps of the command, so that the test is short; `cargo bench --bench planning`
/// shows the whole.
#[test]
fn plans_are_near_the_proven_optima() {
    let effort = Effort {
        trials: 3_000,
        steps: 15_000_000,
    };
    let mut gaps = Vec::new();
    for (name, _, _, optimum) in optima() {
        let found = plan(&load(&name), effort);
        assert!(found.is_feasible(), "{name}");
        assert!(
            found.objective >= optimum - 1e-6,
            "{name} beats its optimum: {found:?}"
        );
        assert!(
            found.bound <= optimum + 1e-6,
            "{name}: {} is no bound",
            found.bound
        );
        gaps.push(found.objective / optimum - 1.0);
    }
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    let worst = gaps.iter().copied().fold(0.0, f64::max);
    assert!(mean <= 0.01 && worst <= 0.03, "{gaps:?}");
}

#[test]
fn an_optimum_is_proven_again() {
    let (name, .., optimum) = optima().swap_remove(0);
    let found = plan(&load(&name), Effort::PROOF);
    assert!(
        found.is_optimal() && (found.objective - optimum).abs() < 1e-6,
        "{found:?}"
    );
}

/// Two berths, three vessels; the best plan is easy to see.
const WEEK: &str = "\
vessel,arrival_h,departure_limit_h,weight,handling_h_North,handling_h_South
open,,,,0,6
Maren,2,30,1,14,
Nordic,0,,2,10,12
Olga,3,60,1,20.5,9
close,,,,96,96
";

#[test]
fn the_command_writes_plan_bound_and_gap() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("week.csv"), WEEK).unwrap();
    let (code, said, beside) = sanpedro(place.path(), &["plan", "--instance", "week.csv"]);
    assert_eq!((code, beside.as_str()), (0, ""), "{said}");
    // Nordic 0-10 and Maren 10-24 at North, Olga 6-15 at South: 2 x 10 + 22 + 12.
    assert!(said.contains("objective  54"), "{said}");
    assert!(
        said.contains("bound      54") && said.contains("the best there is"),
        "{said}"
    );
    let out = place.path().join("output/plan_week");
    let table = fs::read_to_string(out.join("plan.csv")).unwrap();
    let expected = "\
vessel,berth,start_h,departure_h,wait_h,stay_h,weighted_stay_h,late_h
Maren,North,10,24,8,22,22,0
Nordic,North,0,10,0,10,20,0
Olga,South,6,15,3,12,12,0
";
    assert_eq!(table, expected);
    let results = fs::read_to_string(out.join("results.json")).unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    assert_eq!(results["optimal"], true);
    assert_eq!(results["bound"], 54.0);
    // The folder is replaced by the same bytes, and is a report of this program.
    let (code, ..) = sanpedro(place.path(), &["plan", "--instance", "week.csv", "-q"]);
    assert_eq!(code, 0);
    assert_eq!(fs::read_to_string(out.join("plan.csv")).unwrap(), expected);
}

#[test]
fn an_instance_that_no_plan_keeps_ends_with_3_and_the_least_late() {
    let place = tempfile::tempdir().unwrap();
    let text = WEEK.replace("Nordic,0,,2,10,12", "Nordic,0,15,2,10,");
    fs::write(
        place.path().join("week.csv"),
        text.replace("Maren,2,30", "Maren,2,17"),
    )
    .unwrap();
    let (code, said, beside) = sanpedro(place.path(), &["plan", "--instance", "week.csv"]);
    assert_eq!(code, 3, "{beside}");
    assert!(said.contains("no plan keeps all limits"), "{said}");
    assert!(beside.contains("late_h in plan.csv"), "{beside}");
}

#[test]
fn all_faults_of_an_instance_are_shown_at_once_and_nothing_is_written() {
    let wrong = "\
vessel,arrival_h,departure_limit_h,weight,handling_h_North,handling_h_South
open,,,,0,soon
Maren,2,1,1,14,
Nordic,0,,-2,10,12
Olga,3,60,1,,
Olga,3,60,1,20
Petra,,60,1,0,9
Quest,0,20,1,30,40
close,,,,96,96
";
    let header = "vessel,arrival,arrival_h,departure_limit_h,handling_h_N,handling_h_N\n";
    let open = "vessel,arrival_h,departure_limit_h,weight,handling_h_N\nA,0,10,1,5\nB,0,9,1,5\n";
    let mut shown = String::new();
    for text in [wrong, header, open, "eta;terminal\n", ""] {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("week.csv"), text).unwrap();
        let (code, said, beside) = sanpedro(place.path(), &["plan", "--instance", "week.csv"]);
        assert_eq!((code, said.as_str()), (2, ""), "{beside}");
        assert!(!place.path().join("output").exists());
        writeln!(shown, "{text}\n{beside}\n----").unwrap();
    }
    insta::assert_snapshot!(shown);
    let place = tempfile::tempdir().unwrap();
    let (code, _, beside) = sanpedro(place.path(), &["plan", "--instance", "none.csv"]);
    assert_eq!(code, 1, "{beside}");
}
