//! Every way for a scenario to be wrong, with the whole picture that the user sees.
//!
//! Each group of cases is one snapshot: what was done to a scenario that is right, and what
//! loading says to it.

use std::fmt::Write as _;
use std::fs;

use sanpedro::scenario::{Scenario, ScenarioError};

/// A scenario that is right, with one of everything that can be got wrong.
const RIGHT: &str = r#"
[horizon]
start = 2025-01-01
end = 2025-02-01

[port.bay]
tugs = 4

[demand.bay]
year = 2025
annual = "1000000 TEU"
import_loaded = "52 %"
export_loaded = "14.5 %"
empty = "33.5 %"

[origin.far]
country = "China"
distance = "5750 nm"

[vessel_class.big]
capacity = "14000 TEU"
loa = "366 m"
beam = "48 m"
draft = "14 m"
air_draft = "52 m"
rows = 19
hatches = 20
cranes = 5

[service.weekly]
origin = "far"
terminal = "pier"
window = "Mon 08:00"
vessel_class = "big"

[service.random]
terminal = "pier"
arrivals = { exponential = { mean = "12 h" } }
vessel_class = "any"
moves = 100

[extra_loaders.bay]
origin = "far"
vessel_class = "big"

[terminal.pier]
cycle_time = "2 min"
[terminal.pier.wharf.main]
length = "1200 m"
berths = 3
depth = "16 m"
cranes = 10

[labor]
manning = "shifts"
[labor.shift.day]
start = "08:00"
end = "17:00"
gangs = 20
"#;

/// The demand in [`RIGHT`].
const DEMAND: &str = r#"
[demand.bay]
year = 2025
annual = "1000000 TEU"
import_loaded = "52 %"
export_loaded = "14.5 %"
empty = "33.5 %"
"#;

/// A change to [`RIGHT`]: what is replaced, and by what.
type Change<'a> = (&'a str, &'a str);

fn load(text: &str, overrides: &[&str]) -> Result<String, ScenarioError> {
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    let (_, warnings) = Scenario::parse(text, "study.toml", &overrides)?;
    let pictures: Vec<String> = warnings.iter().map(|one| one.render(false)).collect();
    Ok(pictures.join("\n\n"))
}

/// What loading says to each change, one after another.
fn told(cases: &[(&str, &[Change<'_>])]) -> String {
    let mut told = String::new();
    for (name, changes) in cases {
        let mut text = RIGHT.to_owned();
        for (from, to) in *changes {
            assert!(text.contains(from), "{name}: `{from}` is in the scenario");
            text = text.replacen(from, to, 1);
        }
        let said = match load(&text, &[]) {
            Ok(warnings) if warnings.is_empty() => panic!("{name} is not told"),
            Ok(warnings) => warnings,
            Err(error) => error.to_string(),
        };
        write!(told, "## {name}\n\n{said}\n\n").unwrap();
    }
    told
}

#[test]
fn the_scenario_that_is_right_is_right() {
    assert_eq!(load(RIGHT, &[]).unwrap(), "");
}

#[test]
fn text_that_is_no_toml() {
    insta::assert_snapshot!(told(&[
        (
            "a header that is not closed",
            &[("[port.bay]", "[port.bay")]
        ),
        ("a text that is not closed", &[("\"2 min\"", "\"2 min")]),
        ("a text without quotes", &[("\"2 min\"", "2 min")]),
        ("two equal signs", &[("tugs = 4", "tugs = = 4")]),
        (
            "a table given twice",
            &[("[labor]", "[terminal.pier]\n[labor]")]
        ),
        (
            "a key given twice",
            &[("rows = 19", "rows = 19\nloa = \"300 m\"")]
        ),
        (
            "a list of tables where tables have names",
            &[("[labor]", "[[target]]\nlow = 1\n[labor]")],
        ),
        (
            "a plain value where a table belongs",
            &[("\n[horizon]", "grid = 5\n[horizon]")]
        ),
        (
            "something broken and something else wrong",
            &[
                ("\"2 min\"", "\"2 min"),
                ("rows = 19", "rows = -19"),
                ("cranes = 5", "crane = 5")
            ],
        ),
        ("nothing at all", &[(RIGHT, "\n")]),
    ]));
}

#[test]
fn values_with_the_wrong_unit_or_none() {
    insta::assert_snapshot!(told(&[
        ("a bare number", &[("\"366 m\"", "366")]),
        ("a number in text", &[("\"366 m\"", "\"366\"")]),
        (
            "a unit that does not exist",
            &[("\"366 m\"", "\"200 fathoms\"")]
        ),
        ("a unit of something else", &[("\"2 min\"", "\"2 m\"")]),
        (
            "a thousands separator",
            &[("\"1000000 TEU\"", "\"1,000,000 TEU\"")]
        ),
        ("a negative length", &[("\"366 m\"", "\"-366 m\"")]),
        ("not a number", &[("\"366 m\"", "\"nan m\"")]),
        ("a bare not-a-number", &[("tugs = 4", "tugs = nan")]),
        ("infinite", &[("\"5750 nm\"", "\"inf nm\"")]),
        ("a share above 100 %", &[("\"52 %\"", "\"152 %\"")]),
        ("a share as a fraction", &[("\"52 %\"", "0.52")]),
        (
            "a factor that is no percentage",
            &[("manning = \"shifts\"", "manning = \"shifts\"\npool = 1.18")]
        ),
        ("zero capacity", &[("\"14000 TEU\"", "\"0 TEU\"")]),
        ("half a crane", &[("cranes = 5", "cranes = 4.5")]),
        ("no crane", &[("cranes = 10", "cranes = 0")]),
        ("a date as text", &[("2025-02-01", "\"February\"")]),
        ("a time that does not exist", &[("\"17:00\"", "\"25:00\"")]),
        (
            "a window that is no time of the week",
            &[("\"Mon 08:00\"", "\"Monday morning\"")]
        ),
    ]));
}

#[test]
fn keys_that_do_not_exist_or_are_missing() {
    insta::assert_snapshot!(told(&[
        ("a slip of the finger", &[("length =", "lenght =")]),
        ("no key of this table", &[("tugs = 4", "color = \"blue\"")]),
        (
            "no table of a scenario",
            &[("[labor]", "[weather]\n[labor]")]
        ),
        ("a required key is missing", &[("loa = \"366 m\"", "")]),
        ("a wharf without berths", &[("berths = 3", "")]),
        (
            "a terminal without wharf",
            &[(
                "[terminal.pier.wharf.main]\nlength = \"1200 m\"\nberths = 3\ndepth = \"16 m\"\ncranes = 10",
                "",
            )]
        ),
        ("no cycle time", &[("cycle_time = \"2 min\"", "")]),
        (
            "neither window nor arrivals",
            &[("window = \"Mon 08:00\"", "")]
        ),
        ("random arrivals without moves", &[("moves = 100", "")]),
        (
            "a weekly service from nowhere",
            &[("origin = \"far\"\nterminal", "terminal")]
        ),
        ("no end", &[("end = 2025-02-01", "")]),
        ("an id that is none", &[("[port.bay]", "[port.Bay-1]")]),
        (
            "shore power without its points",
            &[(
                "cycle_time = \"2 min\"",
                "cycle_time = \"2 min\"\nshore_power = { terminal_limit = \"9 MW\" }",
            )]
        ),
    ]));
}

#[test]
fn keys_that_exclude_each_other() {
    insta::assert_snapshot!(told(&[
        (
            "window and arrivals",
            &[("window =", "arrivals = \"8 h\"\nwindow =")]
        ),
        (
            "length and slots",
            &[("berths = 3", "berths = 3\nslots = 3")]
        ),
        ("end and days", &[("end =", "days = \"31 d\"\nend =")]),
        (
            "one vessel class and several",
            &[(
                "vessel_class = \"big\"",
                "vessel_class = \"big\"\nvessel_classes = { big = \"100 %\" }",
            )]
        ),
        (
            "delay of random arrivals",
            &[("moves = 100", "moves = 100\ndelay = \"1 h\"")]
        ),
    ]));
}

#[test]
fn random_quantities() {
    let gap = "{ exponential = { mean = \"12 h\" } }";
    insta::assert_snapshot!(told(&[
        (
            "a slip of the finger",
            &[(gap, "{ exponental = { mean = \"12 h\" } }")]
        ),
        ("no distribution", &[(gap, "{ mean = \"12 h\", cv = 1 }")]),
        (
            "two distributions",
            &[(
                gap,
                "{ constant = \"1 h\", exponential = { mean = \"2 h\" } }"
            )]
        ),
        ("empty", &[(gap, "{}")]),
        (
            "a parameter is missing",
            &[(gap, "{ lognormal = { mean = \"12 h\" } }")]
        ),
        (
            "a parameter of another",
            &[(gap, "{ gamma = { mean = \"12 h\", cv = 1, shape = 2 } }")]
        ),
        (
            "no spread",
            &[(gap, "{ lognormal = { mean = \"12 h\", cv = 0 } }")]
        ),
        (
            "a mean of zero",
            &[(gap, "{ exponential = { mean = \"0 h\" } }")]
        ),
        (
            "bounds run backward",
            &[(gap, "{ uniform = { low = \"3 h\", high = \"2 h\" } }")]
        ),
        (
            "a mode outside",
            &[(
                gap,
                "{ triangular = { low = \"1 h\", mode = \"5 h\", high = \"2 h\" } }"
            )],
        ),
        (
            "half a stage",
            &[(gap, "{ erlang = { mean = \"2 h\", shape = 1.5 } }")]
        ),
        (
            "shape twice",
            &[(gap, "{ erlang = { mean = \"2 h\", shape = 2, k = 2 } }")]
        ),
        (
            "weights do not match",
            &[(
                gap,
                "{ empirical = { values = [\"1 h\", \"2 h\"], weights = [1] } }"
            )],
        ),
        ("no value", &[(gap, "{ empirical = { values = [] } }")]),
        (
            "a number where a time belongs",
            &[(gap, "{ gamma = { mean = 12, cv = 1 } }")]
        ),
        (
            "a unit where a number belongs",
            &[("moves = 100", "moves = \"100 moves\"")]
        ),
        ("vessels all at once", &[(gap, "\"0 h\"")]),
    ]));
}

#[test]
fn names_of_things_that_are_not_there() {
    insta::assert_snapshot!(told(&[
        (
            "a terminal",
            &[("terminal = \"pier\"", "terminal = \"peer\"")]
        ),
        (
            "a vessel class",
            &[("vessel_class = \"big\"", "vessel_class = \"huge\"")]
        ),
        ("an origin", &[("origin = \"far\"", "origin = \"mars\"")]),
        (
            "a port",
            &[("cycle_time =", "port = \"boy\"\ncycle_time =")]
        ),
        ("a port of a demand", &[("[demand.bay]", "[demand.sea]")]),
        (
            "a port of capture barges",
            &[(
                "[demand.bay]",
                "[capture_barges.bai]\nbarges = 2\n[demand.bay]"
            )]
        ),
        (
            "a place to wait",
            &[(
                "[demand.bay]",
                "[approach]\nwaiting = \"offshor\"\n[demand.bay]"
            )]
        ),
        (
            "a policy",
            &[("cycle_time =", "policy = \"first_com\"\ncycle_time =")]
        ),
        (
            "a time zone",
            &[("end =", "time_zone = \"America/Los_Angles\"\nend =")]
        ),
        ("a shift", &[("[labor.shift.day]", "[labor.shift.dawn]")]),
        (
            "a holiday",
            &[("manning =", "holidays = [\"Easter\"]\nmanning =")]
        ),
        (
            "which port of several",
            &[("[demand.bay]", "[port.other]\n[demand.bay]")]
        ),
        (
            "who a target is about",
            &[(
                "[labor]",
                "[target.t]\nmeasure = \"vessel_calls\"\nof = \"moon\"\nlow = 1\nhigh = 2\nsource = \"x\"\n[labor]",
            )]
        ),
    ]));
}

#[test]
fn vessels_that_do_not_fit() {
    insta::assert_snapshot!(told(&[
        ("too long", &[("\"1200 m\"", "\"300 m\"")]),
        ("too deep", &[("depth = \"16 m\"", "depth = \"13 m\"")]),
        (
            "too deep with water under the keel",
            &[(
                "depth = \"16 m\"",
                "depth = \"15 m\"\nunder_keel_clearance = \"4 ft\"",
            )]
        ),
        (
            "too high",
            &[("depth = \"16 m\"", "air_draft_limit = \"150 ft\"")]
        ),
        ("too wide", &[("depth = \"16 m\"", "outreach = 16")]),
    ]));
}

#[test]
fn numbers_that_do_not_go_together() {
    insta::assert_snapshot!(told(&[
        (
            "classes that are not all",
            &[(
                "vessel_class = \"big\"",
                "vessel_classes = { big = \"60 %\", any = \"30 %\" }",
            )]
        ),
        ("cargo that is not all", &[("\"33.5 %\"", "\"30 %\"")]),
        (
            "tiers that are not all",
            &[(
                "cranes = 5",
                "cranes = 5\nengine_tiers = { tier_1 = \"40 %\", tier_2 = \"50 %\" }",
            )]
        ),
        ("an end before the start", &[("2025-02-01", "2024-02-01")]),
        ("more tugs than there are", &[("tugs = 4", "tugs = 1")]),
        (
            "a speed at anchor",
            &[(
                "[demand.bay]",
                "[approach]\noffshore_speed = \"4 kn\"\n[demand.bay]"
            )]
        ),
        (
            "eleven months",
            &[(
                "empty =",
                "monthly = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\nempty =",
            )]
        ),
        (
            "a month without cargo",
            &[(
                "empty =",
                "monthly = [1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]\nempty =",
            )]
        ),
        (
            "growth without end",
            &[
                ("empty =", "growth = \"90 %/yr\"\nempty =",),
                ("year = 2025", "year = 1990")
            ]
        ),
        (
            "nobody carries the season",
            &[(
                "[extra_loaders.bay]\norigin = \"far\"\nvessel_class = \"big\"",
                "",
            )]
        ),
        (
            "nobody carries the demand",
            &[(
                "window = \"Mon 08:00\"",
                "window = \"Mon 08:00\"\nmoves = 9"
            )]
        ),
        ("a service without demand or moves", &[(DEMAND, "")],),
        (
            "a call size factor that is no factor",
            &[("[labor]", "[cargo]\ncall_size_factor = 2\n[labor]")]
        ),
    ]));
}

#[test]
fn times_and_targets_that_do_not_go_together() {
    insta::assert_snapshot!(told(&[
        (
            "a move longer than a stretch of work",
            &[("cycle_time = \"2 min\"", "cycle_time = \"10 h\"")],
        ),
        (
            "shifts that overlap",
            &[(
                "[labor.shift.day]",
                "[labor.shift.night]\nstart = \"16:00\"\nend = \"03:00\"\ngangs = 5\n[labor.shift.day]",
            )]
        ),
        (
            "a meal outside the shift",
            &[("gangs = 20", "gangs = 20\nmeal = \"18:00-19:00\"")]
        ),
        ("nobody ever works", &[("gangs = 20", "gangs = 0")]),
        (
            "an origin inside the bay",
            &[
                ("\"5750 nm\"", "\"30 nm\"",),
                (
                    "[labor]",
                    "[speed_zone]\ninner_compliance = \"90 %\"\nouter_compliance = \"90 %\"\n[labor]"
                )
            ]
        ),
        (
            "rings inside out",
            &[(
                "[labor]",
                "[speed_zone]\ninner = \"50 nm\"\ninner_compliance = \"90 %\"\nouter_compliance = \"90 %\"\n[labor]",
            )]
        ),
        (
            "a target that nothing hits",
            &[(
                "[labor]",
                "[target.t]\nmeasure = \"vessel_calls\"\nlow = 3\nhigh = 2\nsource = \"x\"\n[labor]",
            )]
        ),
        (
            "a word for what a hit is worth that there is not",
            &[(
                "[labor]",
                "[target.t]\nmeasure = \"vessel_calls\"\nlow = 2\nhigh = 3\nsource = \"x\"\nbasis = \"looked\"\n[labor]",
            )]
        ),
        (
            "emergencies that run backward",
            &[(
                "[labor]",
                "[grid]\nemergencies = [\"2025-02-03/2025-02-01\"]\n[labor]"
            )]
        ),
    ]));
}

#[test]
fn what_is_legal_and_odd_is_a_warning() {
    insta::assert_snapshot!(told(&[
        (
            "extra loaders that never come",
            &[
                (DEMAND, ""),
                (
                    "window = \"Mon 08:00\"",
                    "window = \"Mon 08:00\"\nmoves = 9"
                )
            ],
        ),
        (
            "calls fuller than full",
            &[("\"1000000 TEU\"", "\"2000000 TEU\"")]
        ),
    ]));
}

#[test]
fn ten_mistakes_are_told_at_once() {
    let wrong = RIGHT
        .replace("tugs = 4", "tug = 4")
        .replace("\"1000000 TEU\"", "1000000")
        .replace("\"52 %\"", "\"52\"")
        .replace("country", "land")
        .replace("\"366 m\"", "\"366 yd\"")
        .replace("rows = 19", "rows = \"many\"")
        .replace("\"Mon 08:00\"", "\"Someday 08:00\"")
        .replace("exponential", "exponental")
        .replace("berths = 3", "berths = -3")
        .replace("\"17:00\"", "17");
    let error = load(&wrong, &[]).unwrap_err();
    let mut lines: Vec<usize> = Vec::new();
    for diagnostic in error.diagnostics() {
        lines.push(diagnostic.place.as_ref().unwrap().line());
    }
    assert!(lines.is_sorted(), "{lines:?}");
    lines.dedup();
    assert_eq!(
        lines.len(),
        11,
        "ten lines, and the table that lacks `country`: {error}"
    );
}

#[test]
fn a_table_of_wharves_that_holds_none_is_no_wharf() {
    let error = load(RIGHT, &["terminal.pier.wharf={}"]).unwrap_err();
    let told = error.to_string();
    assert!(told.contains("terminal `pier` has no `wharf`"), "{told}");
}

#[test]
fn what_a_terminal_says_wrong_is_wrong_whatever_the_defaults_say() {
    let wrong = [
        "terminal_defaults.cycle_time=2 min",
        "terminal.pier.cycle_time=soon",
    ];
    let error = load(RIGHT, &wrong).unwrap_err();
    assert_eq!(error.diagnostics().len(), 1, "{error}");
    let defaults = ["terminal_defaults.cycle_time=soon"];
    let once = load(RIGHT, &defaults).unwrap_err();
    assert_eq!(once.diagnostics().len(), 1, "{once}");
}

#[test]
fn settings_from_the_command_line() {
    let mut told = String::new();
    for assignment in [
        "port.bay.tugs=lots",
        "terminal.pier.polices=best_fit",
        "terminal.pier",
        "extends=other.toml",
        "terminal.pier.cycle_time=2 parsecs",
        "terminal.=5",
        "horizon.end=2024-01-01",
    ] {
        let error = load(RIGHT, &[assignment]).unwrap_err();
        write!(told, "## --set {assignment}\n\n{error}\n\n").unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn files_that_extend_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    write("right.toml", RIGHT.as_bytes());
    write("loop_a.toml", b"extends = \"loop_b.toml\"\n");
    write("loop_b.toml", b"extends = [\"loop_c.toml\"]\n");
    write("loop_c.toml", b"extends = \"loop_a.toml\"\n");
    write(
        "nowhere.toml",
        b"extends = \"missing.toml\"\n[port.bay]\ntugs = \"4\"\n",
    );
    write(
        "wrong_base.toml",
        RIGHT.replace("tugs = 4", "tugs = true").as_bytes(),
    );
    write(
        "wrong.toml",
        b"extends = \"wrong_base.toml\"\n[labor]\nmanning = \"robots\"\n",
    );
    write(
        "gone.toml",
        b"extends = \"right.toml\"\nremove = [\"service.weekli\", \"berth\"]\n",
    );
    write("alone.toml", b"remove = [\"service.weekly\"]\n");
    write(
        "apart.toml",
        b"extends = \"right.toml\"\n[terminal.pier.wharf.main]\nlength = \"200 m\"\n",
    );
    write("latin.toml", b"# Zeebr\xfcgge\n[horizon]\n");
    write("empty.toml", b" \n");
    write("huge.toml", &vec![b'#'; 5 * 1024 * 1024]);
    write("Caps.toml", b"extends = \"right.toml\"\n");
    let mut told = String::new();
    for name in [
        "loop_a.toml",
        "nowhere.toml",
        "wrong.toml",
        "gone.toml",
        "alone.toml",
        "apart.toml",
        "latin.toml",
        "empty.toml",
        "huge.toml",
        "Caps.toml",
        "missing.toml",
    ] {
        let error = Scenario::load(folder.path().join(name), &[]).unwrap_err();
        write!(told, "## {name}\n\n{error}\n\n").unwrap();
    }
    let place = format!("{}/", folder.path().display());
    insta::assert_snapshot!(told.replace(&place, ""));
}
