//! A schedule of vessel calls, replayed: on the minute, whatever else there is, and each fault told.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use sanpedro::experiment::Results;
use sanpedro::port::record::Visit;
use sanpedro::scenario::Scenario;

use crate::support::{measure, run, scenario_from};

/// A harbor without services.
const HARBOR: &str = r#"
[horizon]
start = 2025-03-01
end = 2025-04-01
warm_up = "1 d"
[experiment]
replications = 3
[port.harbor]
[vessel_class.large]
capacity = "14000 TEU"
loa = "366 m"
beam = "48 m"
draft = "14 m"
air_draft = "52 m"
rows = 19
hatches = 20
cranes = 4
[vessel_class.small]
capacity = "6500 TEU"
loa = "300 m"
beam = "40 m"
draft = "13 m"
air_draft = "47 m"
rows = 16
hatches = 16
cranes = 3
[terminal.pier]
cycle_time = { lognormal = { mean = "2 min", cv = 0.35 } }
shore_power = { points = 2, point_limit = "7.5 MW" }
[terminal.pier.wharf.main]
length = "900 m"
berths = 2
cranes = 8
[terminal.dock]
cycle_time = "2 min"
[terminal.dock.wharf.main]
length = "320 m"
berths = 1
cranes = 3
"#;

const HEADER: &str = "eta,terminal,vessel_class,loa_m,moves,service,shore_power,tier\n";

const ROWS: &str = "2025-03-04 05:30,pier,large,,3200,Express,yes,3\n\
                    2025-03-04T14:00-08:00,pier,,299,1450,Express,no,\n\
                    2025-03-20 08:15,dock,small,,900,,,\n";

fn with_calls(rows: &str, more: &str) -> String {
    format!("{HARBOR}\n[arrivals]\ncalls = \"\"\"\n{HEADER}{rows}\"\"\"\n{more}")
}

fn visits(results: &Results) -> &[Visit] {
    &results.first.visits
}

#[test]
fn calls_come_on_the_minute_with_what_their_row_says() {
    let scenario = scenario_from(&with_calls(ROWS, ""));
    let results = run(&scenario);
    assert!(
        results.open_balances.is_empty(),
        "{:?}",
        results.open_balances
    );
    assert!((measure(&results.bay, "vessel_calls").mean - 3.0).abs() < 1e-9);
    assert!((measure(&results.bay, "crane_moves").mean - 5_550.0).abs() < 1e-9);
    let bay = &scenario.bay;
    let mut told: Vec<(f64, &str, &str, &str, u8, bool)> = visits(&results)
        .iter()
        .map(|visit| {
            (
                (visit.arrival - bay.period.start).hours(),
                bay.terminal(visit.tag.terminal).id.as_str(),
                bay.class(visit.tag.class).id.as_str(),
                bay.service(visit.tag.service).name.as_str(),
                visit.tag.tier,
                visit.connected.hours() > 0.0,
            )
        })
        .collect();
    told.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Hours from March 1, local: 3 d 5.5 h, 3 d 14 h, and 19 d 8.25 h less the hour of March 9.
    assert_eq!(
        told,
        [
            (77.5, "pier", "large", "Express", 3, true),
            (86.0, "pier", "small", "Express", 2, false),
            (463.25, "dock", "small", "Call list", 2, false),
        ]
    );
}

#[test]
fn a_row_more_moves_no_draw_of_the_others() {
    let late = "delay = { lognormal = { mean = \"12 h\", cv = 1 } }\nearly = \"2 h\"\n";
    let arrivals = |rows: &str, more: &str| {
        let results = run(&scenario_from(&with_calls(rows, more)));
        let mut arrivals: Vec<(i64, u32)> = visits(&results)
            .iter()
            .map(|visit| (visit.arrival.millis(), visit.tag.class.0.into()))
            .collect();
        arrivals.sort_unstable();
        arrivals
    };
    let few = arrivals(ROWS, late);
    let more = arrivals(
        &format!("{ROWS}2025-03-11 10:00,dock,small,,700,Other,,\n"),
        late,
    );
    assert_eq!((few.len(), more.len()), (3, 4));
    assert!(
        few.iter().all(|call| more.contains(call)),
        "{few:?} {more:?}"
    );
    let punctual = arrivals(ROWS, "");
    assert!(
        few.iter().all(|call| !punctual.contains(call)),
        "a delay is drawn for each"
    );
    // Wherever it stands in the list, a row keeps its draws.
    let mut turned: Vec<&str> = ROWS.lines().collect();
    turned.reverse();
    assert_eq!(arrivals(&format!("{}\n", turned.join("\n")), late), few);
}

#[test]
fn a_list_in_a_file_is_carried_by_the_scenario_as_it_was_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(
        path("calls.csv"),
        format!("\u{feff}{HEADER}{ROWS}").replace('\n', "\r\n"),
    )
    .unwrap();
    let text = format!("{HARBOR}\n[arrivals]\nfile = \"calls.csv\"\n");
    fs::write(path("study.toml"), text).unwrap();
    let load = || Scenario::load(path("study.toml"), &[]).unwrap().0;
    let first = load();
    let (again, _) = Scenario::parse(&first.effective, "elsewhere/again.toml", &[]).unwrap();
    assert_eq!(format!("{:?}", first.bay), format!("{:?}", again.bay));
    assert_eq!(first.effective, again.effective);
    fs::write(
        path("calls.csv"),
        format!("{HEADER}{}", ROWS.replace("3200", "3201")),
    )
    .unwrap();
    assert_ne!(load().effective, first.effective, "its hash knows the list");
}

#[test]
fn a_list_from_a_spreadsheet_is_the_same_list() {
    let folder = tempfile::tempdir().unwrap();
    let plain = format!("{HEADER}{ROWS}");
    let sheet = format!(
        "\u{feff}{}",
        format!("{plain},,,,,,,\n")
            .replace(',', ";")
            .replace('\n', "\r\n")
    );
    let tabs = plain.replace(',', "\t");
    let load = |name: &str, list: &str| {
        fs::write(folder.path().join(format!("{name}.csv")), list).unwrap();
        let text = format!("{HARBOR}\n[arrivals]\nfile = \"{name}.csv\"\n");
        let path = folder.path().join("study.toml");
        fs::write(&path, text).unwrap();
        let (scenario, _) = Scenario::load(&path, &[]).unwrap_or_else(|error| panic!("{error}"));
        run(&scenario)
    };
    let [plain, sheet, tabs] =
        [("plain", plain), ("sheet", sheet), ("tabs", tabs)].map(|(name, list)| load(name, &list));
    let calls = measure(&plain.bay, "vessel_calls").mean;
    assert!((calls - 3.0).abs() < 1e-9, "{calls}");
    assert_eq!(format!("{:?}", sheet.bay), format!("{:?}", plain.bay));
    assert_eq!(format!("{:?}", tabs.bay), format!("{:?}", plain.bay));
}

#[test]
fn every_bad_cell_is_told_at_once_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let load = |list: &str| {
        fs::write(path("calls.csv"), list).unwrap();
        let text = format!("{HARBOR}\n[arrivals]\nfile = \"calls.csv\"\n");
        fs::write(path("study.toml"), text).unwrap();
        let said = match Scenario::load(path("study.toml"), &[]) {
            Ok((_, warnings)) => {
                let told: Vec<String> = warnings.iter().map(|one| one.render(false)).collect();
                told.join("\n\n")
            }
            Err(error) => error.to_string(),
        };
        said.replace(&folder.path().display().to_string(), "FOLDER")
    };
    let lists = [
        format!(
            "{HEADER}3/4/2025 5:30,pier,large,,3200,,,\n2025-03-04,pire,larg,,0,,,\n\
             2025-03-05 07:00,pier,,500,12.5,,maybe,4\n2025-03-05 07:00,pier,large,366,3200,,,\n\
             2025-03-05 07:00,,,,,,,\n2025-03-05 07:00,pier,large\n2025-03-05 07:00,dock,large,,9,,,\n"
        ),
        "ETA,terminal,vessel class,moves\n2025-03-05 07:00,pier,large,9\n".to_owned(),
        format!("Schedule of March\n{HEADER}{ROWS}"),
        ROWS.to_owned(),
        "eta;terminal;loa_m;moves\n05.03.2025 07:00;pier;366,5;1.450\n\
         45720,25;pier;366;\"1,450\"\n03/13/2025 7:00 PM;pier;366;1450.5\n"
            .to_owned(),
        "eta,terminals,loa,moves,moves\n".to_owned(),
        "eta,terminal,moves\n2025-03-05 07:00,pier,9\n".to_owned(),
        HEADER.to_owned(),
        String::new(),
        format!("{HEADER}2024-03-05 07:00,pier,large,,9,,,\n"),
        format!("{HEADER}2024-03-05 07:00,pier,large,,9,,,\n{ROWS}"),
        format!("{HEADER}2025-03-05 07:00,pier,large,,9,\u{1b}[31mRed,,\n"),
    ];
    let told: Vec<String> = lists.iter().map(|list| load(list)).collect();
    insta::assert_snapshot!(told.join("\n\n"));
    fs::remove_file(path("calls.csv")).unwrap();
    let error = Scenario::load(path("study.toml"), &[])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("cannot read the call list") && error.contains("study.toml:"),
        "{error}"
    );
}

fn sanpedro(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::cargo_bin("sanpedro").unwrap();
    let output = command
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(args)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{args:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_template_runs_as_it_is_and_names_stay_names() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let said = sanpedro(
        at,
        &["new", "april", "--from", "san_pedro_bay_2025", "--calls"],
    );
    assert!(said.contains("april_calls.csv"), "{said}");
    let list = at.join("scenarios/april_calls.csv");
    let text = fs::read_to_string(&list).unwrap();
    assert_eq!(text.lines().count(), 7, "{text}");
    let evil = "\"<script>alert('x')</script>\",";
    let formula = "=HYPERLINK(1),";
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // The service is the third cell from the end.
    lines[2] = lines[2].trim_end_matches(',').to_owned();
    lines[2].extend([",", evil, ","]);
    lines[3] = lines[3].trim_end_matches(',').to_owned();
    lines[3].extend([",", formula, ","]);
    fs::write(&list, lines.join("\n")).unwrap();
    sanpedro(
        at,
        &[
            "run",
            "scenarios/april.toml",
            "-n",
            "2",
            "--set",
            "horizon.end=2025-01-20",
            "--quiet",
        ],
    );
    let out = at.join("output/april");
    let calls = fs::read_to_string(out.join("calls.csv")).unwrap();
    assert_eq!(calls.lines().count(), 7, "{calls}");
    assert!(calls.contains(",'=HYPERLINK(1),"), "{calls}");
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(!page.contains("<script>alert("), "a name is no script");
}
