//! Every row of a call list comes back: in `calls.csv`, with what became of it, and fed back as a list.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sanpedro::experiment::Results;
use sanpedro::scenario::Scenario;

use crate::support::{run, sanpedro};

const HARBOR: &str = r#"
[horizon]
start = 2026-04-01
end = 2026-04-08
warm_up = "3 d"
[experiment]
replications = 1
[port.harbor]
[vessel_class.large]
name = "13,000-14,000 TEU"
capacity = "14000 TEU"
loa = "366 m"
beam = "48 m"
draft = "14 m"
air_draft = "52 m"
rows = 19
hatches = 20
cranes = 4
shore_power_ready = "100 %"
engine_tiers = { tier_1 = "40 %", tier_2 = "40 %", tier_3 = "20 %" }
[terminal.pier]
name = "Pier"
cycle_time = "2 min"
shore_power = { points = 1, point_limit = "7.5 MW" }
[terminal.pier.wharf.main]
length = "400 m"
berths = 1
cranes = 4
"#;

const LIST: &str = "vessel,eta,terminal,vessel_class,moves,service,shore_power,etd\n\
    Early,2026-03-20 05:30,pier,large,1000,Express,,\n\
    Before,2026-03-29 05:30,pier,large,1000,Express,yes,\n\
    Alpha,2026-04-02 05:30,pier,large,1000,,no,2026-04-04 06:00\n\
    =Beta,2026-04-06 05:30,pier,large,9000,Express,,\n\
    Gamma,2026-04-07 05:30,pier,large,1000,Express,,\n\
    Late,2026-04-09 05:30,pier,large,1000,Express,,\n";

/// Cells of `calls.csv` by row of the list and column.
fn returned(folder: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join("calls.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let records = reader.records().map(Result::unwrap);
    let rows = records.map(|record| {
        let cells: BTreeMap<String, String> = header
            .iter()
            .map(str::to_owned)
            .zip(record.iter().map(str::to_owned))
            .collect();
        (cells["row"].clone(), cells)
    });
    rows.collect()
}

fn study(folder: &Path, name: &str, list: &str, arrivals: &str) -> Scenario {
    let text = format!("{HARBOR}\n[arrivals]\nfile = \"{list}\"\n{arrivals}\n");
    let path = folder.join(format!("{name}.toml"));
    fs::write(&path, text).unwrap();
    Scenario::load(&path, &[])
        .unwrap_or_else(|error| panic!("{error}"))
        .0
}

fn visits(results: &Results) -> Vec<String> {
    let first = &results.first;
    let visits = first.visits.iter().chain(&first.listed_before);
    let mut told: Vec<String> = visits
        .map(|visit| {
            format!(
                "{:?} {:?} {:?} {} {:?} {:?} {:?}",
                visit.arrival,
                visit.all_fast,
                visit.departure,
                visit.moves,
                visit.tag.tier,
                visit.connected_at,
                visit.tag.class
            )
        })
        .collect();
    told.sort();
    told
}

#[test]
fn every_row_comes_back_with_its_vessel_and_what_became_of_it() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    fs::write(folder.join("list.csv"), LIST).unwrap();
    study(folder, "study", "list.csv", "");
    let (code, _, said) = sanpedro(folder, &["run", "study.toml", "--out", "out"]);
    assert_eq!(code, 0, "{said}");
    let rows = returned(&folder.join("out"));
    let told: Vec<[&str; 4]> = rows
        .iter()
        .map(|(row, cells)| {
            [
                row.as_str(),
                &cells["vessel"],
                &cells["status"],
                &cells["status_because"],
            ]
        })
        .collect();
    assert_eq!(
        told,
        [
            ["1", "Early", "left_out", "eta_before_warm_up"],
            ["2", "Before", "served", "before_measured_period"],
            ["3", "Alpha", "served", ""],
            ["4", "'=Beta", "at_berth", "period_ends"],
            ["5", "Gamma", "waiting", "period_ends"],
            ["6", "Late", "left_out", "eta_after_end"],
        ]
    );
    assert_eq!(rows["3"]["etd"], "2026-04-04T06:00:00-07:00");
    assert_eq!(rows["3"]["eta"], "2026-04-02T05:30:00-07:00");
    assert_eq!(
        (rows["4"]["departure"].as_str(), rows["4"]["moves"].as_str()),
        ("", "9000")
    );
    assert!(!rows["4"]["all_fast"].is_empty() && rows["5"]["all_fast"].is_empty());
    assert!(!rows["2"]["departure"].is_empty());
    for words in [
        "1 of 6 calls of the list come before the warm-up and are left out: row 1",
        "1 of 6 calls of the list come after the end and are left out: row 6",
        "may still be in port at the end: rows 4 and 5",
    ] {
        let said = said.replace('\n', " ");
        assert!(said.contains(words), "{words} in\n{said}");
    }
}

#[test]
fn what_warnings_say_of_the_period_makes_every_vessel_sail() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    fs::write(folder.join("list.csv"), LIST).unwrap();
    study(folder, "study", "list.csv", "");
    let path = folder.join("study.toml");
    let (_, warnings) = Scenario::load(&path, &[]).unwrap();
    let helps: Vec<&str> = warnings
        .iter()
        .filter_map(|one| one.help.as_deref())
        .collect();
    let named = |key: &str| {
        let help = helps
            .iter()
            .find(|help| help.contains(&format!("`{key} = ")))
            .unwrap();
        let (_, rest) = help.split_once(&format!("`{key} = ")).unwrap();
        format!("horizon.{key}={}", rest.split('`').next().unwrap())
    };
    // The warning points at the row that is left out.
    let left_out = warnings
        .iter()
        .find(|one| one.message.contains("after the end"))
        .unwrap();
    assert_eq!(left_out.place.as_ref().unwrap().text(), "2026-04-09 05:30");
    let set = [named("end"), named("warm_up")];
    let (scenario, warnings) = Scenario::load(&path, &set).unwrap();
    let words: Vec<&str> = warnings.iter().map(|one| one.message.as_str()).collect();
    assert!(words.is_empty(), "{words:?}");
    let results = run(&scenario);
    assert_eq!(
        results.first.visits.len() + results.first.listed_before.len(),
        6
    );
}

#[test]
fn a_table_of_calls_fed_back_gives_the_same_visits() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    fs::write(folder.join("list.csv"), LIST).unwrap();
    for arrivals in [
        "",
        "delay = { lognormal = { mean = \"6 h\", cv = 1 } }\nearly = \"1 h\"",
    ] {
        study(folder, "study", "list.csv", arrivals);
        let (code, _, said) = sanpedro(folder, &["run", "study.toml", "--quiet", "--out", "out"]);
        assert_eq!(code, 0, "{said}");
        let first = run(&study(folder, "study", "list.csv", arrivals));
        fs::copy(folder.join("out/calls.csv"), folder.join("again.csv")).unwrap();
        let again = run(&study(folder, "again", "again.csv", arrivals));
        assert!(visits(&first).len() >= 2);
        if arrivals.is_empty() {
            assert_eq!(visits(&again), visits(&first));
        }
        assert_eq!(again.first.listed.len(), first.first.listed.len());
    }
}

#[test]
fn a_table_of_a_run_without_a_list_is_a_list() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let service = "[service.weekly]\nterminal = \"pier\"\narrivals = \"2 d\"\nmoves = 1000\nvessel_class = \"large\"\n";
    fs::write(folder.join("study.toml"), format!("{HARBOR}\n{service}")).unwrap();
    let (code, _, said) = sanpedro(folder, &["run", "study.toml", "--quiet", "--out", "out"]);
    assert_eq!(code, 0, "{said}");
    let text = fs::read_to_string(folder.join("out/calls.csv")).unwrap();
    assert!(
        text.starts_with("call,port,") && text.lines().next().unwrap().ends_with(",at_berth_rule")
    );
    fs::copy(folder.join("out/calls.csv"), folder.join("again.csv")).unwrap();
    let again = study(folder, "again", "again.csv", "");
    assert_eq!(again.call_list.len(), text.lines().count() - 1);
    // Calls come when they came, not when they were expected.
    let column = text
        .lines()
        .next()
        .unwrap()
        .split(',')
        .position(|name| name == "arrival")
        .unwrap();
    let arrival = text.lines().nth(1).unwrap().split(',').nth(column).unwrap();
    let results = run(&again);
    let (code, _, _) = sanpedro(folder, &["run", "again.toml", "--quiet", "--out", "again"]);
    assert_eq!(
        (code, results.first.listed.len()),
        (0, again.call_list.len())
    );
    let rows = returned(&folder.join("again"));
    assert_eq!(rows["1"]["eta"], arrival);
}
