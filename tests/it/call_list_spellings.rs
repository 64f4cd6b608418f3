//! Call lists as spreadsheets, programs and desks write them: read as they are meant, or refused with a
//! cure that is taken when it is applied.

use std::fs;
use std::path::Path;

use sanpedro::port::bay::Traffic;
use sanpedro::scenario::{Diagnostic, Scenario, Severity};

/// A harbor of April 2026 without services.
const HARBOR: &str = r#"
[horizon]
start = 2026-04-01
end = 2026-05-10
warm_up = "1 d"
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
[vessel_class.feeder]
name = "Feeder"
capacity = "2800 TEU"
loa = "212 m"
beam = "32 m"
draft = "10 m"
air_draft = "40 m"
rows = 13
hatches = 10
cranes = 2
[terminal.vig]
name = "Vigor Terminals, Pier T"
aliases = ["TTI"]
cycle_time = "2 min"
[terminal.vig.wharf.main]
length = "1600 m"
berths = 4
cranes = 10
[terminal.pier_400]
name = "APM Terminals Pier 400 (Berths 401-406)"
aliases = ["APM Terminals", "West"]
cycle_time = "2 min"
[terminal.pier_400.wharf.main]
length = "1600 m"
berths = 4
cranes = 10
[terminal.west]
aliases = ["WBCT", "West Basin"]
cycle_time = "2 min"
[terminal.west.wharf.main]
length = "1600 m"
berths = 4
cranes = 10
[terminal.west_2]
aliases = ["West Basin"]
cycle_time = "2 min"
[terminal.west_2.wharf.main]
length = "1600 m"
berths = 4
cranes = 10
"#;

/// What is said of a list, as a file beside a study with more keys in `[arrivals]`.
fn loaded(list: &[u8], arrivals: &str) -> Result<(Scenario, Vec<Diagnostic>), Vec<Diagnostic>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("calls.csv"), list).unwrap();
    let text = format!("{HARBOR}\n[arrivals]\nfile = \"calls.csv\"\n{arrivals}\n");
    let path = folder.path().join("study.toml");
    fs::write(&path, text).unwrap();
    Scenario::load(&path, &[]).map_err(|error| error.diagnostics().to_vec())
}

/// Calls of a scenario's list as a line each: local ETA from the start of April in hours, terminal,
/// class, moves, shore power and tier.
fn calls(scenario: &Scenario) -> Vec<String> {
    let bay = &scenario.bay;
    let mut told = Vec::new();
    for row in &scenario.call_list {
        let hours = (row.eta - bay.period.start).hours();
        let shore_power = row
            .shore_power
            .map_or("", |yes| if yes { "yes" } else { "no" });
        let tier = row.tier.map_or_else(String::new, |tier| tier.to_string());
        told.push(format!(
            "{hours} {} {} {} {} {shore_power} {tier}",
            bay.terminal(row.terminal).id,
            bay.class(row.class).id,
            row.moves,
            row.vessel,
        ));
    }
    let services = bay.services.iter();
    let listed = services.filter(|service| matches!(service.traffic, Traffic::Listed { .. }));
    assert!(listed.count() >= 1);
    told
}

fn told(found: &[Diagnostic]) -> String {
    let pictures: Vec<String> = found.iter().map(|one| one.render(false)).collect();
    pictures.join("\n\n")
}

/// A list of one call, with one cell written otherwise.
fn with_cell(column: &str, cell: &str) -> String {
    let mut names = [
        "eta",
        "terminal",
        "vessel_class",
        "loa",
        "moves",
        "shore_power",
        "tier",
        "vessel",
    ];
    let mut cells = ["2026-04-02 08:00", "vig", "large", "", "3200", "", "", ""];
    let base = if column.starts_with("loa") || column.starts_with("length") {
        "loa"
    } else {
        column
    };
    let at = names.iter().position(|name| *name == base).unwrap();
    if base == "loa" {
        cells[2] = "";
    }
    names[at] = column;
    let quoted = format!("\"{}\"", cell.replace('"', "\"\""));
    cells[at] = &quoted;
    format!("{}\n{}\n", names.join(","), cells.join(","))
}

/// Texts in backticks behind `write` in the label of a diagnostic.
fn cures(fault: &Diagnostic) -> Vec<String> {
    let Some((_, write)) = fault.label.split_once("write `") else {
        return Vec::new();
    };
    let write = format!("`{write}");
    let parts = write.split('`').skip(1).step_by(2);
    parts.map(str::to_owned).collect()
}

/// The list with the text at a fault replaced.
fn with_cure(list: &str, fault: &Diagnostic, cure: &str) -> String {
    let span = fault.place.as_ref().unwrap().span();
    let mut cured = list.to_owned();
    cured.replace_range(span, &format!("\"{cure}\""));
    cured
}

#[test]
fn each_spelling_of_a_cell_is_the_value_that_it_means() {
    let eight = "32 vig large 3200   ";
    for (column, cell, meant) in [
        ("eta", "2026-04-02 08:00", eight),
        ("eta", "2-Apr-26 8:00", eight),
        ("eta", "02APR2026 0800", eight),
        ("eta", "Apr 2 2026 8:00AM", eight),
        ("eta", "Thu 2 Apr 2026 08:00", eight),
        ("eta", "Thursday, April 2, 2026 8:00 a.m.", eight),
        ("eta", "2026-04-02 0800", eight),
        ("eta", "2026-04-02 08h00", eight),
        ("eta", "2026-04-02 08:00 LT", eight),
        ("eta", "2026-04-02 08:00 PDT", eight),
        ("eta", "2026-04-02 15:00 Z", eight),
        ("eta", "2026-04-02 08:00 -07:00", eight),
        ("eta", "2026-04-03T00:00[Asia/Tokyo]", eight),
        ("eta", "20260402T080000", eight),
        ("eta", "202604020800", eight),
        ("eta", "1775142000", eight),
        ("eta", "2026-04-02\u{a0}08:00", eight),
        ("eta", "02.04.2026 08:00", eight),
        ("eta", "2026-04-02", "24 vig large 3200   "),
        ("eta", "2026-04-01 24:00", "24 vig large 3200   "),
        ("eta", "2026-04-02 07:00 PST", eight),
        ("terminal", "VIG", eight),
        ("terminal", "Pier T", eight),
        ("terminal", "TTI", eight),
        ("terminal", "PIER_400", "32 pier_400 large 3200   "),
        ("terminal", "APM Terminals", "32 pier_400 large 3200   "),
        ("terminal", "WBCT", "32 west large 3200   "),
        ("vessel_class", "LARGE", eight),
        ("vessel_class", "13,000-14,000 TEU", eight),
        ("loa", "366", eight),
        ("loa", "366,5", eight),
        ("loa", "1200 ft", eight),
        ("loa_m", "366.0", eight),
        ("loa_ft", "1200", eight),
        ("loa_ft", "1,200", eight),
        ("length_ft", "1200", eight),
        ("loa (m)", "366", eight),
        ("moves", "3200.0", eight),
        ("moves", "3\u{a0}200", eight),
        ("moves", "3,200", eight),
        ("moves", "30.0", "32 vig large 30   "),
        ("shore_power", "TRUE", "32 vig large 3200  yes "),
        ("shore_power", "WAHR", "32 vig large 3200  yes "),
        ("shore_power", "VRAI", "32 vig large 3200  yes "),
        ("shore_power", "Y", "32 vig large 3200  yes "),
        ("shore_power", "1", "32 vig large 3200  yes "),
        ("shore_power", "N", "32 vig large 3200  no "),
        ("shore_power", "NA", eight),
        ("tier", "3.0", "32 vig large 3200   3"),
        ("tier", "#N/A", eight),
        ("tier", "nan", eight),
        ("vessel", "MSC Isabella", "32 vig large 3200 MSC Isabella  "),
        ("vessel", "#REF!", eight),
    ] {
        let list = with_cell(column, cell);
        let (scenario, _) =
            loaded(list.as_bytes(), "").unwrap_or_else(|found| panic!("{cell}\n{}", told(&found)));
        assert_eq!(calls(&scenario), [meant], "{column}: {cell}");
    }
}

#[test]
fn each_cure_that_is_shown_is_taken_when_it_is_applied() {
    for (column, cell, expected) in [
        ("eta", "2026-04-02 8", &["2026-04-02 08:00"][..]),
        ("eta", "2026040208", &["2026-04-02 08:00"]),
        ("eta", "2026-04-02 08:00 CST", &["2026-04-02 08:00"]),
        ("eta", "2026-02-30 08:00", &[]),
        ("eta", "tomorrow", &[]),
        ("eta", "TBA", &[]),
        ("eta", "2026-04-02T08:00-08:00[Asia/Tokyo]", &[]),
        ("terminal", "West Basin", &["west", "west_2"]),
        ("terminal", "", &[]),
        ("loa", "1200", &["366", "1200 ft"]),
        ("loa", "450", &["450 ft", "137"]),
        ("loa_m", "1200", &["366", "1200 ft"]),
        ("loa", "1,200", &["366", "1200 ft"]),
        ("loa", "-5", &[]),
        ("loa", "0", &[]),
        ("loa", "1.2", &[]),
        ("moves", "~3200", &["3200"]),
        ("moves", "1.450", &["1450"]),
        ("moves", "0", &[]),
        ("moves", "-5", &[]),
        ("moves", "12.5", &[]),
        ("moves", "3200 TEU", &[]),
        ("moves", "50001", &[]),
        ("tier", "4", &[]),
        ("shore_power", "maybe", &[]),
    ] {
        let list = with_cell(column, cell);
        let found = loaded(list.as_bytes(), "").expect_err(cell);
        let fault = found
            .iter()
            .find(|one| one.severity == Severity::Error)
            .unwrap();
        assert_eq!(cures(fault), expected, "{column}: {cell}\n{}", told(&found));
        assert!(!fault.label.is_empty(), "{}", told(&found));
        for cure in cures(fault) {
            let cured = with_cure(&list, fault, &cure);
            let again = loaded(cured.as_bytes(), "");
            assert!(
                again.is_ok(),
                "{cell}: {cure}\n{}",
                told(&again.unwrap_err())
            );
        }
    }
}

/// A list, and what becomes of it.
enum Meant {
    /// Read: hours from the start of April, terminal, class and moves of each call, and words that
    /// are said of it.
    Read(&'static [&'static str], &'static [&'static str]),
    /// Refused with these words; each of these lines in `[arrivals]` is a cure that is named.
    Refused(&'static str, &'static [&'static str]),
}

/// Twenty lists and more, each from another desk.
#[expect(clippy::too_many_lines, reason = "a list of lists")]
fn lists() -> Vec<(&'static str, Vec<u8>, Meant)> {
    use Meant::{Read, Refused};
    let two = &["32 vig large 3200   ", "105.5 pier_400 feeder 900   "];
    let plain = "eta,terminal,vessel_class,moves\n2026-04-02 08:00,vig,large,3200\n2026-04-05 09:30,pier_400,feeder,900\n";
    let utf_16: Vec<u8> = format!("\u{feff}{plain}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    vec![
        ("plain", plain.into(), Read(two, &[])),
        ("UTF-16", utf_16, Read(two, &["is UTF-16"])),
        (
            "Windows-1252",
            b"ETA;Terminal;Class;Moves;Vessel\r\n2026-04-02 08:00;vig;large;3200;K\xf8benhavn\r\n".to_vec(),
            Read(&["32 vig large 3200 København  "], &["is Windows-1252"]),
        ),
        (
            "a spreadsheet's dividers",
            plain.replace(',', ";").replacen("eta", "sep=;\neta", 1).into(),
            Read(two, &[]),
        ),
        (
            "a title, names in capitals, columns that nobody reads, a total",
            "Vessel schedule April 2026\n\nVoyage,ETA,TERMINAL,Vessel Class,Total Moves,Agent\n\
             001W,2026-04-02 08:00,VIG,LARGE,3200,X\n002W,2026-04-05 09:30,Pier 400,Feeder,900,Y\n\
             Total,,,,4100,\n"
                .into(),
            Read(two, &["above the header", "`Voyage`, `Agent` are not read", "row 3 is a total"]),
        ),
        (
            "day first, settled by a row",
            "eta,terminal,vessel_class,moves\n02/04/2026 08:00,vig,large,3200\n13/04/2026 00:00,vig,large,10\n".into(),
            Read(&["32 vig large 3200   ", "288 vig large 10   "], &["the day first"]),
        ),
        (
            "month first, settled by a row",
            "eta,terminal,vessel_class,moves\n4/2/2026 8:00 AM,vig,large,3200\n4/13/2026 12:00 AM,vig,large,10\n".into(),
            Read(&["32 vig large 3200   ", "288 vig large 10   "], &["the month first"]),
        ),
        (
            "day or month first",
            "eta,terminal,vessel_class,moves\n2/4/2026 8:00,vig,large,3200\n3/4/2026 8:00,vig,large,10\n".into(),
            Refused("no row says whether day or month comes first in 2 dates", &["date_order = \"day_first\""]),
        ),
        (
            "rows that disagree",
            "eta,terminal,vessel_class,moves\n13/4/2026 8:00,vig,large,3200\n4/14/2026 8:00,vig,large,10\n".into(),
            Refused("rows disagree", &[]),
        ),
        (
            "date and time apart, discharge and load apart",
            "Date,Time,Terminal,Vessel,Class,Discharge,Load\n02-Apr-2026,08:00,TTI,ONE Apus,large,1700,1500\n\
             05-Apr-2026,0930,APM Terminals,,feeder,900,\n"
                .into(),
            Read(&["32 vig large 3200 ONE Apus  ", "105.5 pier_400 feeder 900   "], &[]),
        ),
        (
            "line breaks in quotes, header included",
            "\"ETA\n(local)\",Terminal,\"Vessel\nClass\",\"Moves\n(total)\",Remarks\n\
             2026-04-02 08:00,vig,large,3200,\"late,\nperhaps\"\n2026-04-05 09:30,pier_400,feeder,900,\n"
                .into(),
            Read(two, &["`Remarks` is not read"]),
        ),
        (
            "pandas",
            ",eta,terminal,vessel_class,moves,tier\n0,2026-04-02 08:00:00,vig,large,3200.0,NaN\n\
             1,2026-04-05 09:30:00,pier_400,feeder,900.0,3.0\n"
                .into(),
            Read(&["32 vig large 3200   ", "105.5 pier_400 feeder 900   3"], &[]),
        ),
        (
            "R",
            "\"\",\"eta\",\"terminal\",\"vessel_class\",\"moves\",\"shore_power\"\n\
             \"1\",\"2026-04-02T15:00:00Z\",\"vig\",\"large\",3200,TRUE\n\"2\",\"2026-04-05T16:30:00Z\",\"pier_400\",\"feeder\",900,NA\n"
                .into(),
            Read(&["32 vig large 3200  yes ", "105.5 pier_400 feeder 900   "], &[]),
        ),
        (
            "feet",
            "ETA,Terminal,LOA (ft),Moves\n2026-04-02 08:00,vig,\"1,200\",3200\n2026-04-05 09:30,pier_400,690,900\n".into(),
            Read(two, &[]),
        ),
        (
            "feet that do not say so",
            "ETA,Terminal,LOA,Moves\n2026-04-02 08:00,vig,1200,3200\n".into(),
            Refused("1200 ft is 366 m", &[]),
        ),
        (
            "hours in Greenwich",
            "ETA (UTC),Terminal,Class,Moves\n2026-04-02 15:00,vig,large,3200\n2026-04-05 16:30,pier_400,feeder,900\n".into(),
            Read(two, &[]),
        ),
        (
            "Unix seconds and serial numbers",
            "eta,terminal,vessel_class,moves\n1775142000,vig,large,3200\n46117.3958333,pier_400,feeder,900\n".into(),
            Read(two, &["seconds since 1970", "as a spreadsheet counts days"]),
        ),
        (
            "dates alone, with tabs",
            "eta\tterminal\tvessel_class\tmoves\n2026-04-02\tvig\tlarge\t3200\n".into(),
            Read(&["24 vig large 3200   "], &["read as midnight"]),
        ),
        (
            "arrivals under another name",
            "ATA Berth,Terminal,Class,Moves\n2026-04-02 08:00,vig,large,3200\n".into(),
            Refused("no column `eta`", &["columns = { eta = \"ATA Berth\" }"]),
        ),
        (
            "a slip in a name",
            "eta,terminal,vessel_class,moves,shore_powr\n2026-04-02 08:00,vig,large,3200,yes\n".into(),
            Read(&["32 vig large 3200   "], &["did you mean `shore_power`?"]),
        ),
        (
            "times that it is held against",
            "Vessel,ETA,ETD,ATA,ATD,Terminal,Class,Moves\nA,2026-04-02 08:00,2026-04-04 08:00,2026-04-02 10:00,TBA,vig,large,3200\n".into(),
            Read(&["32 vig large 3200 A  "], &[]),
        ),
        (
            "the same row twice, and a crammed feeder",
            "eta,terminal,vessel_class,moves\n2026-04-02 08:00,vig,feeder,49999\n2026-04-02 08:00,vig,feeder,49999\n".into(),
            Read(
                &["32 vig feeder 49999   ", "32 vig feeder 49999   "],
                &["row 2 says the same as row 1", "rows 1 and 2 exchange more than the vessel holds twice"],
            ),
        ),
        (
            "a table of pages that begin with the header",
            format!("{plain}{plain}").into(),
            Read(&["32 vig large 3200   ", "105.5 pier_400 feeder 900   ", "32 vig large 3200   ", "105.5 pier_400 feeder 900   "], &["repeats the header"]),
        ),
    ]
}

#[test]
fn twenty_lists_of_as_many_desks_are_read_or_refused_with_a_cure() {
    for (name, list, meant) in lists() {
        match (loaded(&list, ""), meant) {
            (Ok((scenario, said)), Meant::Read(meant, words)) => {
                assert_eq!(calls(&scenario), meant, "{name}");
                let said = told(&said);
                for words in words {
                    assert!(said.contains(words), "{name}: `{words}` in\n{said}");
                }
            }
            (Err(found), Meant::Refused(words, lines)) => {
                let said = told(&found);
                assert!(said.contains(words), "{name}: `{words}` in\n{said}");
                let errors = found.iter().filter(|one| one.severity == Severity::Error);
                assert_eq!(errors.count(), 1, "{name}\n{said}");
                for line in lines {
                    assert!(said.contains(line), "{name}: `{line}` in\n{said}");
                    let again = loaded(&list, line);
                    assert!(
                        again.is_ok(),
                        "{name}: {line}\n{}",
                        told(&again.unwrap_err())
                    );
                }
            }
            (Ok((_, said)), Meant::Refused(..)) => panic!("{name} is read\n{}", told(&said)),
            (Err(found), Meant::Read(..)) => panic!("{name} is refused\n{}", told(&found)),
        }
    }
}

#[test]
fn an_order_that_is_said_holds_and_refuses_what_is_no_date_in_it() {
    let list = "eta,terminal,vessel_class,moves\n2/4/2026 8:00,vig,large,3200\n";
    for (order, meant) in [
        ("day_first", "32 vig large 3200   "),
        ("month_first", "-1384 vig large 3200   "),
    ] {
        let order = format!("date_order = \"{order}\"");
        let with_more = format!("{list}30/4/2026 8:00,vig,large,10\n");
        let outcome = loaded(with_more.as_bytes(), &order);
        if order.contains("day") {
            assert_eq!(calls(&outcome.unwrap().0)[0], meant);
        } else {
            let found = outcome.unwrap_err();
            assert!(
                told(&found).contains("write `2026-04-30 08:00`"),
                "{}",
                told(&found)
            );
        }
    }
    let year = "eta,terminal,vessel_class,moves\n26/04/02 8:00,vig,large,3200\n";
    let (scenario, _) = loaded(year.as_bytes(), "date_order = \"year_first\"").unwrap();
    assert_eq!(calls(&scenario), ["32 vig large 3200   "]);
    let found = loaded(year.as_bytes(), "date_order = \"day\"").unwrap_err();
    assert_eq!(found.len(), 1, "{}", told(&found));
    assert!(
        told(&found).contains("is not one of `day_first`, `month_first`"),
        "{}",
        told(&found)
    );
}

#[test]
fn columns_of_other_names_are_mapped() {
    let list = "ATA Berth,Where,Kind,Boxes,Ship\n2026-04-02 08:00,vig,large,3200,A\n";
    let columns =
        "columns = { eta = \"ATA Berth\", terminal = \"where\", vessel_class = \"Kind\" }";
    let (scenario, said) =
        loaded(list.as_bytes(), columns).unwrap_or_else(|found| panic!("{}", told(&found)));
    assert_eq!(calls(&scenario), ["32 vig large 3200 A  "]);
    assert!(said.is_empty(), "{}", told(&said));
    for (columns, words) in [
        (
            "columns = { eta = \"ATA\" }",
            "the call list has no column `ATA`",
        ),
        ("columns = { etta = \"ATA Berth\" }", "did you mean `eta`?"),
        ("columns = { eta = 3 }", "expected text"),
    ] {
        let found = loaded(list.as_bytes(), columns).unwrap_err();
        assert!(told(&found).contains(words), "{columns}\n{}", told(&found));
    }
}

#[test]
fn a_hundred_thousand_bad_rows_are_told_as_a_count() {
    let mut list = "eta,terminal,vessel_class,moves\n".to_owned();
    for row in 0..100_000 {
        list.push_str(if row % 2 == 0 {
            "soon,vig,large,10\n"
        } else {
            "2026-04-02 08:00,nowhere,large,10\n"
        });
    }
    let found = loaded(list.as_bytes(), "").unwrap_err();
    let said = told(&found);
    assert!(
        said.contains("49,995 more rows are wrong in `eta`"),
        "{said}"
    );
    assert!(found.len() < 12, "{}", found.len());
    let list = list.replace("soon", "2026-04-03 08:00");
    let said = told(&loaded(list.as_bytes(), "").unwrap_err());
    assert!(
        said.contains("there is no terminal `nowhere`, in rows 2, 4, 6, 8, 10 and 49,995 more"),
        "{said}"
    );
}

#[test]
fn local_times_that_clocks_skip_or_double_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let load = |list: &str| {
        fs::write(folder.path().join("calls.csv"), list).unwrap();
        let horizon = HARBOR
            .replace("2026-04-01", "2026-03-01")
            .replace("2026-05-10", "2027-01-01");
        fs::write(
            folder.path().join("study.toml"),
            format!("{horizon}\n[arrivals]\nfile = \"calls.csv\"\n"),
        )
        .unwrap();
        Scenario::load(folder.path().join("study.toml"), &[]).unwrap()
    };
    let list = "eta,terminal,vessel_class,moves\n2026-03-08 02:30,vig,large,10\n2026-11-01 01:30,vig,large,10\n";
    let (scenario, said) = load(list);
    let hours: Vec<f64> = scenario
        .call_list
        .iter()
        .map(|row| (row.eta - scenario.bay.period.start).hours())
        .collect();
    // 3:30 PDT is 2.5 h after the midnight of a day that loses an hour; of two hours it is the first.
    let expected = [7.0 * 24.0 + 2.5, 245.0 * 24.0 + 0.5];
    assert!(
        hours
            .iter()
            .zip(expected)
            .all(|(a, b)| (a - b).abs() < 1e-9),
        "{hours:?}"
    );
    let words = told(&said);
    for part in [
        "the local eta of row 1 does not exist",
        "read as `2026-03-08 03:30-07:00`",
        "the local eta of row 2 occurs twice",
        "read as `2026-11-01 01:30-07:00`",
        "`2026-11-01 01:30-08:00`",
    ] {
        assert!(words.contains(part), "{part} in\n{words}");
    }
    let cured = list
        .replace("2026-03-08 02:30", "2026-03-08 03:30-07:00")
        .replace("2026-11-01 01:30", "2026-11-01 01:30-08:00");
    let (scenario, said) = load(&cured);
    assert!(said.is_empty(), "{}", told(&said));
    let second = (scenario.call_list[1].eta - scenario.bay.period.start).hours();
    assert!((second - expected[1] - 1.0).abs() < 1e-9);
}

#[test]
fn terminals_of_the_bay_are_known_by_the_names_that_desks_use() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/san_pedro_bay_2025.toml");
    let folder = tempfile::tempdir().unwrap();
    let load = |terminal: &str| {
        let study = format!(
            "extends = {path:?}\nremove = [\"service\", \"extra_loaders\", \"demand\", \"target\"]\n[arrivals]\n\
             calls = \"\"\"\neta,terminal,loa,moves\n2025-03-04 05:30,{terminal},212,900\n\"\"\"\n"
        );
        Scenario::parse(&study, folder.path().join("study.toml"), &[])
    };
    for (name, id) in [
        ("PIER_400", "pier_400"),
        ("Pier T", "pier_t"),
        ("APM Terminals", "pier_400"),
        ("TTI", "pier_t"),
        ("LBCT", "pier_e"),
        ("Fenix Marine Services", "pier_300"),
        ("TraPac", "trapac"),
        ("Yusen", "yusen"),
        ("ITS", "pier_g"),
        ("Pier J", "pier_j"),
    ] {
        let (scenario, _) = load(name).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            scenario.bay.terminal(scenario.call_list[0].terminal).id,
            id,
            "{name}"
        );
    }
    let error = load("WBCT").unwrap_err().to_string();
    assert!(
        error.contains("write `wbct_china_shipping` or `wbct_yang_ming`"),
        "{error}"
    );
    let error = load("LBTC").unwrap_err().to_string();
    assert!(error.contains("did you mean `pier_e`?"), "{error}");
}

/// A list of one row under this header.
fn one(header: &str, row: &str) -> String {
    format!("{header},terminal,vessel_class,moves\n{row},vig,large,30\n")
}

#[test]
fn a_date_and_a_time_apart_are_told_of_by_their_own_cells() {
    for (row, cell, write) in [
        ("2026-04-03,8", "8", "write `08:00`"),
        ("2026-04-03,25:00", "25:00", "write a time of the day"),
        (
            "3 Foo 2026,08:00",
            "3 Foo 2026",
            "write a date such as 2025-03-04",
        ),
        (",08:00", "", "write a date such as 2025-03-04"),
    ] {
        let found = loaded(one("date,time", row).as_bytes(), "").unwrap_err();
        assert_eq!(found.len(), 1, "{row}: {}", told(&found));
        let place = found[0].place.as_ref().unwrap();
        assert_eq!(place.text(), cell, "{row}: {}", told(&found));
        assert!(found[0].label.contains(write), "{row}: {}", told(&found));
    }
    for (row, hours, notes) in [
        (
            "2026-04-03,0.5",
            "60",
            "the time of row 1 is a part of a day",
        ),
        ("2026-04-03,\"0,25\"", "54", "read as `06:00`"),
        ("46115,0.5", "60", ""),
        ("2026-04-03 00:00,1899-12-30 08:00:00", "56", ""),
    ] {
        let (scenario, found) = loaded(one("date,time", row).as_bytes(), "").unwrap();
        let calls = calls(&scenario);
        assert!(
            calls[0].starts_with(&format!("{hours} ")),
            "{row}: {calls:?}"
        );
        assert!(told(&found).contains(notes), "{row}: {}", told(&found));
    }
    let list = one("eta,etd date,etd time", "2026-04-03 08:00,2026-04-05,0600");
    let (scenario, found) = loaded(list.as_bytes(), "").unwrap();
    let [etd, ..] = scenario.call_list[0].times;
    let stay = etd.unwrap() - scenario.call_list[0].eta;
    assert!((stay.hours() - 46.0).abs() < 1e-9, "{}", told(&found));
}

#[test]
fn the_rows_that_decide_the_order_are_named_and_no_year_is_far_off() {
    let list = |dates: &[&str]| {
        let rows = dates
            .iter()
            .map(|date| format!("{date} 08:00,vig,large,30\n"));
        format!(
            "eta,terminal,vessel_class,moves\n{}",
            rows.collect::<String>()
        )
    };
    for dates in [["26/04/13", "3/4/2026"], ["3/4/2026", "26/04/13"]] {
        let found = loaded(list(&dates).as_bytes(), "").unwrap_err();
        assert!(
            told(&found).contains("rows disagree on whether"),
            "{}",
            told(&found)
        );
        assert!(told(&found).contains("date_order = "), "{}", told(&found));
    }
    let (_, found) = loaded(list(&["3/4/2026", "14/4/2026"]).as_bytes(), "").unwrap();
    let note = found
        .iter()
        .find(|one| one.label == "this row decides it")
        .unwrap();
    assert!(
        note.place.as_ref().unwrap().text().starts_with("14/4"),
        "{}",
        told(&found)
    );
    let (_, found) = loaded(list(&["14/4/26", "3/4/2026"]).as_bytes(), "").unwrap();
    let both = "this row decides it, together with the other";
    let note = found.iter().find(|one| one.label == both).unwrap();
    assert!(
        note.place.as_ref().unwrap().text().starts_with("3/4"),
        "{}",
        told(&found)
    );
    assert!(
        note.related[0].0.text().starts_with("14/4"),
        "{}",
        told(&found)
    );
}

#[test]
fn cures_say_why_and_offer_nothing_far_fetched() {
    let found = loaded(one("eta", "Mon 1 Apr 2026 08:00").as_bytes(), "").unwrap_err();
    let why = "1 April 2026 is a Wednesday: write `2026-04-01 08:00`";
    assert_eq!(found[0].label, why, "{}", told(&found));
    let found = loaded(one("eta", "Mon 1/4/2026 08:00").as_bytes(), "").unwrap_err();
    assert!(
        found[0].label.contains("is a Wednesday"),
        "{}",
        told(&found)
    );
    let long = "eta,terminal,loa,moves\n2026-04-03 08:00,vig,399,30\n";
    let found = loaded(long.as_bytes(), "").unwrap_err();
    assert!(!told(&found).contains("ft"), "{}", told(&found));
    let feet = long.replace("399", "440");
    let found = loaded(feet.as_bytes(), "").unwrap_err();
    assert!(told(&found).contains("440 ft"), "{}", told(&found));
    let halves = "eta,terminal,vessel_class,discharge,load,total moves\n\
                  2026-04-03 08:00,vig,large,10,20,40\n";
    let (scenario, found) = loaded(halves.as_bytes(), "").unwrap();
    assert_eq!(scenario.call_list[0].moves, 40);
    let warning = "row 1: `discharge` and `load` are 30 together, `moves` is 40";
    assert!(told(&found).contains(warning), "{}", told(&found));
    let (_, found) = loaded(halves.replace("40", "30").as_bytes(), "").unwrap();
    assert!(!told(&found).contains("together"), "{}", told(&found));
}
