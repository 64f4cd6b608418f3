//! What the command prints about outputs, places and itself.

use sanpedro::experiment::measure;

use crate::support::{project, sanpedro};

fn command(args: &[&str]) -> (i32, String, String) {
    sanpedro(&project("."), args)
}

/// What a command prints, which must go well.
fn printed(args: &[&str]) -> String {
    let (code, text, said) = command(args);
    assert_eq!((code, said.as_str()), (0, ""), "{args:?}");
    text
}

fn fits_80_columns(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "80 columns are enough: {line}");
    }
}

#[test]
fn every_measure_is_listed_with_unit_and_meaning() {
    let (text, csv) = (printed(&["measures"]), printed(&["measures", "--csv"]));
    fits_80_columns(&text);
    let json: serde_json::Value = serde_json::from_str(&printed(&["measures", "--json"])).unwrap();
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), measure::all().count());
    for (at, of) in measure::all().enumerate() {
        assert!(
            text.lines().any(|line| line.starts_with(of.name)),
            "{}",
            of.name
        );
        assert_eq!(
            (&rows[at][0], &rows[at][1], &rows[at][3]),
            (of.name, of.unit.name, of.meaning)
        );
        assert_eq!(json[at]["name"], of.name);
        assert_eq!(json[at]["meaning"], of.meaning);
    }
}

#[test]
fn measures_are_found_by_a_word_or_the_mistake_is_told() {
    let text = printed(&["measures", "anchor"]);
    assert!(text.contains("vessels_waiting_mean") && !text.contains("throughput_teu "));
    let (code, _, said) = command(&["measures", "zeppelin"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!(said, @r"
    error: no measure has `zeppelin` in its name or meaning; `sanpedro measures`
      lists them all
    ");
}

#[test]
fn the_place_is_a_table_of_80_columns() {
    let place = printed(&["terminals", "scenarios/pier_500.toml"]);
    fits_80_columns(&place);
    let line = |id: &str| {
        let line = place.lines().find(|line| line.trim_start().starts_with(id));
        let cells = line.unwrap_or_else(|| panic!("no {id} in\n{place}"));
        cells
            .split_whitespace()
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    // 3,000 ft, 2 berths, 12 cranes, 60 ft less 2 ft, 2 points of 10 MW, 200 acres at 10,830 TEU.
    let pier_500 = ["1", "914", "2", "12", "17.7", "2", "10.0", "200", "2.17"];
    assert_eq!(line("pier_500"), pier_500);
    assert_eq!(
        line("wbct_china_shipping").len(),
        9,
        "the longest id has room"
    );
}

#[test]
fn the_place_is_a_table_for_scripts_too() {
    let csv = printed(&["terminals", "scenarios/reference.toml", "--csv"]);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let columns = rows.headers().unwrap().len();
    assert!(rows.records().all(|row| row.unwrap().len() == columns));
    let json = printed(&["terminals", "scenarios/reference.toml", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["wharves"][0]["length_m"], 792.48);
    assert_eq!(json[1]["wharves"][0]["slots"], 2);
    assert!(json[1]["wharf_length_m"].is_null());
}

#[test]
fn names_of_a_scenario_are_no_formulas() {
    let set = "terminal.quay.name==HYPERLINK(\"http://example.org\")";
    let csv = printed(&[
        "terminals",
        "scenarios/reference.toml",
        "--csv",
        "--set",
        set,
    ]);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let quay = rows.records().last().unwrap().unwrap();
    assert_eq!(&quay[1], "'=HYPERLINK(\"http://example.org\")");
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let commands = [
        "run",
        "check",
        "factors",
        "measures",
        "terminals",
        "completions",
        "man",
    ];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(&["completions", shell]);
        for command in commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    let script = printed(&["completions", "bash"]);
    for offered in [
        "terminal.pier_400.wharf.main.cranes=",
        "pier_500",
        "san_pedro_bay_2024",
        "wait_hours_mean",
    ] {
        assert!(script.contains(offered), "{offered}");
    }
    let manual = printed(&["man"]);
    let title = manual.lines().find(|line| line.starts_with(".TH")).unwrap();
    let words: Vec<&str> = title.split_whitespace().collect();
    let date = words[3].trim_matches('"').replace('\\', "");
    assert!(date.parse::<jiff::civil::Date>().is_ok(), "{title}");
    assert!(manual.contains(".TH sanpedro 1"), "{manual}");
    for command in commands {
        assert!(
            manual.contains(&format!("sanpedro\\-{command}(1)")),
            "{command}"
        );
        let page = printed(&["man", command]);
        assert!(
            page.contains(&format!(".TH sanpedro-{command} 1")),
            "{page}"
        );
    }
    let (code, _, said) = command(&["man", "sail"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!(said, @"error: there is no command `sail`; `sanpedro help` lists them");
}
