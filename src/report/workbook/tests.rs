//! Workbooks, read back by another program's library.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{About, MOST_CELLS, MOST_CHARACTERS, MOST_ROWS, NAME, columns, workbook};
use crate::report::folder::File;
use crate::report::study::{Origin, Study};

type Opened = Xlsx<Cursor<Vec<u8>>>;

fn opened(file: File) -> Opened {
    assert_eq!(file.path, NAME);
    Xlsx::new(Cursor::new(file.bytes)).unwrap()
}

fn about() -> About {
    let study = Study {
        how_to_read: Some("A sheet for each table."),
        ..Study::default()
    };
    let origin = Origin {
        command: "run",
        scenarios: Vec::new(),
        seed: 1,
        replications: 20,
    };
    About::study(&study, &origin)
}

fn cell(book: &mut Opened, sheet: &str, at: (u32, u32)) -> Data {
    let range = book.worksheet_range(sheet).unwrap();
    range.get_value(at).cloned().unwrap_or(Data::Empty)
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let rows = "terminal,mean,departure\n'=cmd|x,1234.5,2025-03-09T03:30:00-07:00\n";
    let files = [
        File::new("calls.csv", rows),
        File::new("report.html", "<p>"),
    ];
    let file = workbook(about(), &files, &[]).unwrap();
    assert!(file.bytes.starts_with(b"PK\x03\x04"), "a zip archive");
    assert_eq!(file, workbook(about(), &files, &[]).unwrap());
    let changed = [File::new("calls.csv", rows.replace("1234.5", "1234.6"))];
    assert_ne!(file, workbook(about(), &changed, &[]).unwrap());
    let empty = [File::new("calls.csv", "terminal,mean\n")];
    assert!(workbook(about(), &empty, &[]).is_ok());
    assert_eq!(opened(file).sheet_names(), ["about", "measures", "calls"]);
}

#[test]
fn names_stay_text_in_cells_and_headers_and_control_characters_end_no_file() {
    let evil = [
        "=HYPERLINK(\"http://x\";\"y\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "a\u{1}b\u{b}c<script>&'\"]]>",
    ];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["'=A1", "mean"]).unwrap();
    for name in evil {
        let name = crate::report::csv::text(name);
        writer.write_record([name.as_str(), "0.25"]).unwrap();
    }
    let files = [File::new("cells.csv", writer.into_inner().unwrap())];
    let mut said = about();
    said.title = evil.concat();
    said.rows = evil
        .iter()
        .map(|words| ("question", (*words).to_owned()))
        .collect();
    let mut book = opened(workbook(said, &files, &[]).unwrap());
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        assert_eq!(formulas.used_cells().count(), 0, "{sheet}");
    }
    assert_eq!(
        cell(&mut book, "cells", (0, 0)),
        Data::String("=A1".to_owned())
    );
    assert_eq!(cell(&mut book, "cells", (1, 1)), Data::Float(0.25));
    for (row, name) in (0..).zip(&evil[..5]) {
        let name = Data::String((*name).to_owned());
        assert_eq!(cell(&mut book, "cells", (row + 1, 0)), name);
        assert_eq!(cell(&mut book, "about", (row, 1)), name);
    }
}

#[test]
fn a_long_table_and_a_long_text_are_cut_and_the_table_says_so() {
    let rows = "x\n1\n".to_owned() + &"2\n".repeat(MOST_ROWS + 5);
    let mut said = about();
    said.rows.push(("question", "é".repeat(40_000)));
    let long = said.rows.len();
    let files = [File::new("cells.csv", rows)];
    let mut book = opened(workbook(said, &files, &[]).unwrap());
    let range = book.worksheet_range("cells").unwrap();
    assert_eq!(range.height(), MOST_ROWS + 1);
    let at = |row: usize| (u32::try_from(row).unwrap(), 1);
    let words = Data::String(
        "Sheet `cells` holds the first 100000 of 100006 rows; cells.csv holds all.".to_owned(),
    );
    assert_eq!(cell(&mut book, "about", at(long)), words);
    let Data::String(text) = cell(&mut book, "about", at(long - 1)) else {
        panic!("a text")
    };
    assert_eq!(text.chars().count(), MOST_CHARACTERS);
}

#[test]
fn a_key_that_was_varied_is_told_from_our_columns() {
    assert_eq!(
        columns::meaning("terminal.pier_500.wharf.main.cranes"),
        "Value of this key of the scenario"
    );
    assert!(columns::meaning("mean").starts_with("Mean over replications; of ratios"));
    let high = columns::meaning("vessel_calls_ci95_high");
    assert!(
        high.starts_with("Upper end of the 95 % interval of the mean [calls]: "),
        "{high}"
    );
}

#[test]
fn names_are_text_and_times_say_that_they_are_local() {
    let rows = "terminal,service,date,arrival,moves\n\
                1E5,1.10,2025-03-01,2025-03-09T03:30:00-07:00,30\n\
                12345678901234567890,2025-03-01,2025-03-02,,40\n";
    let files = [File::new("calls.csv", rows)];
    let mut book = opened(workbook(about(), &files, &[]).unwrap());
    let text = |words: &str| Data::String(words.to_owned());
    assert_eq!(cell(&mut book, "calls", (1, 0)), text("1E5"));
    assert_eq!(cell(&mut book, "calls", (1, 1)), text("1.10"));
    assert_eq!(
        cell(&mut book, "calls", (2, 0)),
        text("12345678901234567890")
    );
    assert_eq!(cell(&mut book, "calls", (2, 1)), text("2025-03-01"));
    for column in [2, 3] {
        let cell = cell(&mut book, "calls", (1, column));
        assert!(matches!(cell, Data::DateTime(_)), "{cell:?}");
    }
    assert_eq!(cell(&mut book, "calls", (1, 4)), Data::Float(30.0));
}

#[test]
fn a_wide_table_is_cut_by_its_cells() {
    let names: Vec<String> = (0..50).map(|at| format!("x{at}")).collect();
    let row = "1,".repeat(49) + "1\n";
    let rows = names.join(",") + "\n" + &row.repeat(MOST_CELLS / 50 + 1);
    let files = [File::new("cells.csv", rows)];
    let mut book = opened(workbook(about(), &files, &[]).unwrap());
    let range = book.worksheet_range("cells").unwrap();
    assert_eq!(range.height(), MOST_CELLS / 50 + 1);
}

/// No column of a table takes its kind from how its cells look.
#[test]
fn every_column_of_a_runs_tables_is_defined() {
    use crate::report::{csv, fixture};
    let results = fixture::year();
    for bytes in [
        csv::terminals(&results),
        csv::monthly(&results),
        csv::daily(&results),
        csv::distributions(&results),
        csv::shore_power(&results),
        csv::compliance(&results),
        csv::emissions(&results),
        csv::trade(&results),
        csv::fuels(&results),
    ] {
        let bytes = bytes.unwrap();
        let header = std::str::from_utf8(&bytes).unwrap().lines().next().unwrap();
        for column in header.split(',') {
            let words = columns::meaning(column);
            assert_ne!(words, "Value of this key of the scenario", "{column}");
        }
    }
}
