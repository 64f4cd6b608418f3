//! What compare, capacity and sweep write: workbooks that hold their tables, and names that stay
//! text wherever they are shown.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};

use crate::support::{project, sanpedro};

/// A name that would be markup, script and a formula.
const EVIL: &str = "=cmd|' /C calc'!A0<script>alert(\"1\")</script><img src=x onerror=alert(2)>";
/// A value of a key that is varied, which is free text.
const VARIED: [&str; 2] = [
    "=HYPERLINK(\"http://x\")<script>alert(3)</script>",
    "@SUM(A1)\"><svg onload=alert(4)>",
];

/// Runs a study of the M/M/4 queue whose every free text is evil; the folder that it writes.
fn study(place: &Path, name: &str, arguments: &[&str]) -> PathBuf {
    let toml = |text: &str| format!("'''{text}'''");
    let out = place.join(name);
    let settings: Vec<String> = ["terminal.quay.name", "port.harbor.name", "question"]
        .iter()
        .map(|key| format!("{key}={}", toml(EVIL)))
        .collect();
    let mut all = vec![name, "scenarios/textbook/m_m_4.toml"];
    all.extend(arguments);
    for setting in &settings {
        all.extend(["--set", setting.as_str()]);
    }
    all.extend(["--set", "horizon.days=60 d", "--replications", "3"]);
    let folder = out.to_str().unwrap();
    all.extend(["--out", folder]);
    let (code, _, said) = sanpedro(&project("."), &all);
    assert_eq!(code, 0, "{name}: {said}");
    out
}

/// All three kinds.
fn studies(place: &Path) -> Vec<PathBuf> {
    let vary = format!("terminal.quay.name={},{}", VARIED[0], VARIED[1]);
    let cranes = "terminal.quay.wharf.main.cranes=4,5";
    vec![
        study(place, "compare", &["scenarios/textbook/m_d_2.toml"]),
        study(place, "capacity", &["--terminal", "quay", "--berths", "3"]),
        study(
            place,
            "sweep",
            &["--vary", &vary, "--vary", cranes, "--of", "quay"],
        ),
    ]
}

/// The tables of a folder: name, header and rows.
fn tables(folder: &Path) -> Vec<(String, Vec<csv::StringRecord>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "csv") {
            let mut reader = csv::ReaderBuilder::new();
            let mut reader = reader.has_headers(false).from_path(&path).unwrap();
            let rows = reader.records().collect::<Result<_, _>>().unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            found.push((name, rows));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// Whether a cell of a sheet holds what the cell of the CSV table says.
fn same(cell: &Data, words: &str) -> bool {
    match cell {
        Data::Empty => words.is_empty(),
        Data::Float(value) => words
            .parse::<f64>()
            .is_ok_and(|of| of.to_bits() == value.to_bits()),
        Data::String(text) => text == words || words.strip_prefix('\'') == Some(text),
        _ => false,
    }
}

#[test]
fn the_workbook_of_a_study_holds_its_tables_and_says_what_is_in_them() {
    let place = tempfile::tempdir().unwrap();
    let expected = [
        vec!["differences"],
        vec!["bottleneck", "curve", "terminals", "textbook", "variants"],
        vec!["cells", "charted"],
    ];
    for (folder, expected) in studies(place.path()).iter().zip(expected) {
        let file = File::open(folder.join("results.xlsx")).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).unwrap();
        let sheets = book.sheet_names();
        assert_eq!(sheets[..3], ["about", "measures", "columns"]);
        let explained = book.worksheet_range("columns").unwrap();
        let tables = tables(folder);
        let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, expected);
        for (name, rows) in &tables {
            let range = book.worksheet_range(name).unwrap();
            assert_eq!(range.height(), rows.len(), "{name}");
            for (row, record) in range.rows().zip(rows) {
                for (cell, words) in row.iter().zip(record) {
                    assert!(same(cell, words), "{name}: {cell:?} for {words}");
                }
            }
            for column in &rows[0] {
                let mut lines = explained.rows();
                let line = lines.find(|line| {
                    line[0] == Data::String(name.clone())
                        && line[1] == Data::String(column.to_owned())
                });
                let meaning = line.unwrap_or_else(|| panic!("{name}: {column}"))[2].to_string();
                let varied = column.contains('.');
                let is_key = meaning == "Value of this key of the scenario";
                assert_eq!(is_key, varied, "{name}: {column}: {meaning}");
            }
        }
        for sheet in sheets {
            let formulas = book.worksheet_formula(&sheet).unwrap();
            assert_eq!(formulas.used_cells().count(), 0, "{sheet}");
        }
    }
}

#[test]
fn names_of_a_study_are_no_markup_script_or_formulas() {
    let place = tempfile::tempdir().unwrap();
    for folder in studies(place.path()) {
        for (name, rows) in tables(&folder) {
            for words in rows.iter().flatten() {
                let acts = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let is_number = words.parse::<f64>().is_ok();
                assert!(!acts || is_number, "{name}: {words}");
            }
        }
        let page = fs::read_to_string(folder.join("report.html")).unwrap();
        let charts = fs::read_dir(folder.join("charts")).unwrap();
        let charts = charts.map(|entry| entry.unwrap().path());
        let pictures = charts.filter(|path| path.extension().is_some_and(|end| end == "svg"));
        let pictures = pictures.map(|path| fs::read_to_string(path).unwrap());
        for text in pictures.chain([page.clone()]) {
            for tag in ["<script", "<img", "<svg onload", "\"><svg"] {
                assert!(!text.contains(tag), "{}: {tag}", folder.display());
            }
        }
        let shown = page.contains("&#60;script&#62;alert") || page.contains("&lt;script&gt;alert");
        assert!(shown, "{}: the name is shown as it is", folder.display());
    }
}
