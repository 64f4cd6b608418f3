//! What bounds a capacity, and what is said of it: yards, years, berths over several wharves, and
//! loads that no service can bring; through the command.

use serde_json::Value;

use crate::support::sanpedro;

/// A port measured from the first day of a year on; terminals follow.
fn port(name: &str, year: u32, days: u32) -> String {
    format!(
        r#"
name = "{name}"
[horizon]
start = {year}-01-01
days = "{days} d"
warm_up = "20 d"
[experiment]
seed = 3
replications = 4
[port.harbor]
name = "Harbor"
"#
    )
}

/// A terminal of two berths half busy with calls of a move, and its land if it is known.
fn terminal(id: &str, land: Option<u32>) -> String {
    let land = land.map_or(String::new(), |teu| {
        format!("area = \"1 acres\"\nyard_ceiling = \"{teu} TEU/acre/yr\"")
    });
    format!(
        r#"
[terminal.{id}]
port = "harbor"
policy = "first_come"
cycle_time = {{ erlang = {{ mean = "24 h", shape = 2 }} }}
{land}
[terminal.{id}.wharf.main]
slots = 2
cranes = 2
[service.{id}]
terminal = "{id}"
arrivals = {{ erlang = {{ mean = "24 h", shape = 2 }} }}
moves = 1
vessel_class = "any"
"#
    )
}

/// Another wharf of two berths at a terminal.
fn second_wharf(terminal: &str) -> String {
    format!("[terminal.{terminal}.wharf.second]\nslots = 2\ncranes = 2\n")
}

/// A number of a document.
fn number(at: &Value) -> f64 {
    at.as_f64().unwrap_or_else(|| panic!("{at} is no number"))
}

/// Asks about scenarios, the first against the second if there are two: exit code, what is printed
/// on both outputs, and `results.json` if there is one.
fn ask(scenarios: &[(&str, &str)], args: &[&str]) -> (i32, String, String, Value) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in scenarios {
        std::fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
    }
    let files: Vec<String> = (scenarios.iter())
        .map(|(name, _)| format!("{name}.toml"))
        .collect();
    let mut words = vec!["capacity", &files[0], "--out", "told"];
    if let Some(against) = files.get(1) {
        words.extend(["--against", against]);
    }
    words.extend(args);
    let (code, stdout, stderr) = sanpedro(folder.path(), &words);
    let results = std::fs::read(folder.path().join("told/results.json"));
    let results = results.map_or(Value::Null, |json| serde_json::from_slice(&json).unwrap());
    if code != 0 {
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), scenarios.len(), "{left:?}");
    }
    (code, stdout, stderr, results)
}

#[test]
fn growth_is_counted_from_the_scenario_whose_demand_it_is() {
    let quay = terminal("quay", None);
    let (later, now) = (
        port("later", 2011, 200) + &quay,
        port("now", 2003, 200) + &quay,
    );
    let years = [
        "--terminal",
        "quay",
        "--years",
        "2026..2050",
        "--no-bottleneck",
    ];
    let (code, _, stderr, both) = ask(&[("later", &later), ("now", &now)], &years);
    assert_eq!(code, 0, "{stderr}");
    let (.., alone) = ask(&[("now", &now)], &years);
    assert_eq!(alone["years"]["base_year"], 2003);
    assert_eq!(both["years"]["base_year"], 2003);
    assert_eq!(both["years"]["base_teu"], alone["years"]["base_teu"]);
}

#[test]
fn demand_that_is_above_the_level_today_is_said_to_be() {
    let quay = port("now", 2003, 200) + &terminal("quay", None);
    let asked = |growth: &str| {
        let args = [
            "--terminal",
            "quay",
            "--max-wait-ratio",
            "0.02",
            "--no-bottleneck",
        ];
        let args = [&args[..], &["--years", "2026..2050", "--growth", growth]].concat();
        let (code, stdout, stderr, told) = ask(&[("now", &quay)], &args);
        assert_eq!(code, 0, "{stderr}");
        let line = stdout.lines().find(|line| line.contains(" growth of "));
        let passed = told["years"]["scenarios"][0]["passed"][0].clone();
        (line.unwrap().to_owned(), passed)
    };
    for rate in ["2", "-1", "0.000000000000000001"] {
        let (line, passed) = asked(&format!("x={rate}%"));
        assert!(line.contains("demand is above the level already"), "{line}");
        assert_eq!(passed["passes"], "already");
        assert_eq!(passed["first_year_above"], 2003);
    }
}

#[test]
fn two_sites_on_the_same_land_do_not_differ() {
    let quay = |name: &str| port(name, 2003, 200) + &terminal("quay", Some(300));
    let wider = quay("wider") + &second_wharf("quay");
    let both = [("narrow", &*quay("narrow")), ("wider", &*wider)];
    let (code, stdout, stderr, told) = ask(&both, &["--terminal", "quay"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        number(&told["against"]["berth_side"]["mean"])
            > 1.5 * number(&told["capacity"]["berth_side"]["mean"])
    );
    let difference = &told["difference"]["teu_per_year"];
    for of in ["mean", "ci95_low", "ci95_high"] {
        assert_eq!(difference[of], 0.0, "{difference}");
    }
    assert!(stdout.contains("there is no difference"), "{stdout}");
    // What berths would add is not said to be added to the capacity.
    assert!(stdout.contains("The land gives out first"), "{stdout}");
    assert!(
        !stdout.contains("wharf\n  gives out first") && !stdout.contains("adds most"),
        "{stdout}"
    );
}

#[test]
fn land_that_nobody_calls_at_is_no_capacity() {
    let two = terminal("east", Some(200)) + &terminal("west", Some(300));
    let idle = terminal("idle", Some(5_000));
    let idle = &idle[..idle.find("[service").unwrap()];
    let asked = |name: &str, terminals: &str| {
        let text = port(name, 2003, 200) + terminals;
        let (code, stdout, stderr, told) = ask(&[(name, &text)], &["--bay", "--no-bottleneck"]);
        assert_eq!(code, 0, "{stderr}");
        assert!(
            stdout.contains("its land handles 500 TEU a year"),
            "{stdout}"
        );
        (
            told["capacity"]["teu_per_year"].clone(),
            told["capacity"]["yard_static"].clone(),
        )
    };
    let (teu, yard) = asked("plain", &two);
    assert_eq!((number(&teu["mean"]), number(&yard)), (500.0, 500.0));
    assert_eq!(teu["ci95_low"], 500.0);
    assert_eq!(asked("idle", &(two.clone() + idle)), (teu, yard));
}

#[test]
fn land_of_one_terminal_is_added_to_the_berths_of_another() {
    let two = port("one_of_two", 2003, 200) + &terminal("east", Some(200));
    let two = two + &terminal("west", Some(50_000));
    let (code, _, stderr, told) = ask(&[("one_of_two", &two)], &["--bay", "--no-bottleneck"]);
    assert_eq!(code, 0, "{stderr}");
    let capacity = &told["capacity"];
    let west = &capacity["terminals"][1]["berth_side"];
    let sum = 200.0 + number(&west["mean"]);
    let told = number(&capacity["teu_per_year"]["mean"]);
    assert!(
        (told / sum - 1.0).abs() < 0.03,
        "{told} is not {sum}: {capacity}"
    );
    assert!(
        told < 0.8 * number(&capacity["berth_side"]["mean"]),
        "{capacity}"
    );
}

#[test]
fn berths_and_cranes_of_several_wharves_add_up_to_what_is_asked_for() {
    let two = port("two", 2003, 120) + &terminal("quay", None) + &second_wharf("quay");
    let asked = |counts: &[&str]| {
        ask(
            &[("two", &two)],
            &[&["--terminal", "quay", "--no-bottleneck"], counts].concat(),
        )
    };
    let (code, _, stderr, told) = asked(&["--berths", "3,4,5", "--cranes", "3,4"]);
    assert_eq!(code, 0, "{stderr}");
    let rows = told["variants"].as_array().unwrap();
    let mean = |row: usize| number(&rows[row]["berth_side"]["mean"]);
    assert!(
        mean(0) < 0.9 * mean(1) && mean(1) < 0.9 * mean(2),
        "{rows:?}"
    );
    // Four are those that there are; of three cranes, one is on one of the wharves.
    let now = number(&told["capacity"]["berth_side"]["mean"]);
    assert!((mean(1) / now - 1.0).abs() < 0.05, "{} of {now}", mean(1));
    assert!(mean(3) < 0.99 * mean(4), "{rows:?}");
    let mut told = Vec::new();
    for few in [["--berths", "2,1"], ["--cranes", "1"]] {
        let (code, stdout, stderr, _) = asked(&few);
        assert_eq!((code, &*stdout), (2, ""));
        told.push(stderr);
    }
    insta::assert_snapshot!(told.join("\n"));
}

/// A weekly service with moves of its own, at four berths: it can fill a small part of them.
const WEEKLY: &str = r#"
[vessel_class.large]
capacity = "6000 TEU"
loa = "300 m"
beam = "40 m"
draft = "13 m"
air_draft = "47 m"
rows = 16
hatches = 16
cranes = 3
[origin.far]
country = "China"
distance = "5000 nm"
[terminal.east]
port = "harbor"
cycle_time = "2 min"
[terminal.east.wharf.main]
slots = 4
cranes = 12
[service.a]
terminal = "east"
origin = "far"
window = "Mon 08:00"
vessel_class = "large"
moves = 1000
"#;

#[test]
fn more_than_services_can_bring_is_not_asked_of_them() {
    let weekly = port("weekly", 2003, 60) + WEEKLY;
    let queue = port("queue", 2003, 60) + &terminal("quay", None);
    let mut told = Vec::new();
    for (name, text, args) in [
        ("weekly", &weekly, &["--terminal", "east"][..]),
        ("weekly", &weekly, &["--bay"]),
        ("weekly", &weekly, &["--bay", "--fill", "together"]),
        ("weekly", &weekly, &["--bay", "--for-teu", "2000000"]),
        ("queue", &queue, &["--terminal", "quay", "--for-teu", "1e9"]),
        ("queue", &queue, &["--terminal", "quay", "--for-teu", "2"]),
    ] {
        let args = [args, &["--no-bottleneck"]].concat();
        let (code, stdout, stderr, _) = ask(&[(name, text)], &args);
        assert_eq!((code, &*stdout), (2, ""), "{stderr}");
        told.push(format!("{name} {}\n{stderr}", args.join(" ")));
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn the_answer_is_where_the_curve_crosses_the_level() {
    // Few and short replications: their interval is looked for far out, where queues do not settle.
    for seed in ["1", "6", "8"] {
        let seed = format!("experiment.seed={seed}");
        let two = port("two", 2003, 120) + &terminal("quay", None) + &second_wharf("quay");
        let args = [
            "--terminal",
            "quay",
            "--no-bottleneck",
            "--replications",
            "3",
        ];
        let args = [&args[..], &["--set", &*seed]].concat();
        let (code, _, stderr, told) = ask(&[("two", &two)], &args);
        assert_eq!(code, 0, "{stderr}");
        let berths = &told["capacity"]["berth_side"];
        let curve = told["capacity"]["curve"].as_array().unwrap();
        let at = curve.iter().find(|point| point["load"] == berths["load"]);
        let ratio = number(&at.unwrap()["wait_to_service_ratio"]["mean"]);
        assert!(
            (0.09..0.11).contains(&ratio),
            "seed {seed}: {ratio} at {berths}"
        );
        // The interval has both sides, and nothing far off the level is in it.
        let inside = curve.iter().filter(|point| {
            let teu = number(&point["teu_per_year"]["mean"]);
            teu > number(&berths["ci95_low"]) && teu < number(&berths["ci95_high"])
        });
        for point in inside {
            let ratio = number(&point["wait_to_service_ratio"]["mean"]);
            assert!(
                (0.02..0.6).contains(&ratio),
                "seed {seed}: {ratio} in {berths}"
            );
        }
    }
}
