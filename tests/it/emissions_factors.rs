//! Every figure behind the inventory can be seen, with its source.

use assert_cmd::Command;

use sanpedro::emissions::provenance::{self, Confidence};

fn factors(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("sanpedro").unwrap();
    let output = command.arg("factors").args(args).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// The figure of a row, as written.
fn written(set: &str, factor: &str) -> &'static str {
    &provenance::find(set, factor).unwrap().written
}

#[test]
fn figures_as_their_sources_write_them() {
    for (set, factor, value) in [
        ("epa2022", "auxiliary_medium_speed.nox.tier_2", "10.5"),
        ("epa2022", "auxiliary_high_speed.nox.tier_2", "7.7"),
        ("epa2022", "low_load.so2.b", "205.7169"),
        ("starcrest_fcf", "fuel_correction.sox", "0.037"),
        ("starcrest_fcf", "low_load.02_percent.hc", "21.18"),
        ("starcrest_fcf", "low_load.19_percent.pm", "1.02"),
        (
            "loads_starcrest_2016",
            "from_7000_teu.auxiliary.berth",
            "2456",
        ),
        ("loads_epa2022", "larger.boiler.berth", "700"),
        ("main_engines", "to_8000_teu.slow_speed.power", "55800"),
        ("gwp", "ar5.n2o", "265"),
        ("grid", "ladwp.direct.2021", "360.7"),
        ("fuels", "mgo.well_to_tank", "14.4"),
    ] {
        assert_eq!(written(set, factor), value, "{set} {factor}");
    }
}

#[test]
fn what_is_from_memory_is_an_assumption() {
    for (set, factor) in [
        ("starcrest_fcf", "main_slow_speed.nox.tier_3"),
        ("main_engines", "maneuvering_speed"),
        ("grid", "loss"),
        ("grid", "sce.direct.2023"),
        ("grid", "ladwp.direct.2026"),
    ] {
        let row = provenance::find(set, factor).unwrap();
        assert_eq!(row.confidence, Confidence::Assumption, "{set} {factor}");
        assert!(row.source.title.starts_with("Assumption: "), "{row:?}");
    }
}

#[test]
fn the_command_prints_every_figure_in_eighty_columns() {
    let (code, out, err) = factors(&[]);
    assert_eq!((code, err.as_str()), (0, ""));
    let too_wide = |line: &&str| line.chars().count() > 80 && !line.contains("https://");
    assert_eq!(out.lines().find(too_wide), None);
    for set in provenance::sets() {
        assert!(
            out.contains(&format!("\n{}\n", "=".repeat(set.len()))),
            "{set}"
        );
    }
    let labels = provenance::rows()
        .iter()
        .filter(|row| row.confidence == Confidence::Assumption)
        .count();
    let printed = out.lines().filter(|line| line.ends_with("  assumption"));
    assert_eq!(printed.count(), labels);
    assert!(labels > 10);
}

#[test]
fn the_csv_has_one_figure_a_row() {
    let (code, out, _) = factors(&["--csv"]);
    assert_eq!(code, 0);
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    assert_eq!(
        reader
            .headers()
            .unwrap()
            .iter()
            .collect::<Vec<_>>()
            .join(","),
        "set,factor,value,unit,year,confidence,source,source_title,source_address"
    );
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), provenance::rows().len());
    for (record, row) in records.iter().zip(provenance::rows()) {
        let value: f64 = record[2].parse().unwrap();
        assert_eq!(value.to_bits(), row.value.to_bits(), "{record:?}");
        assert_eq!(record[7], *row.source.title);
    }
}

#[test]
fn a_set_that_is_not_there_is_refused_with_those_that_are() {
    let (code, out, _) = factors(&["--set", "gwp"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(out);
    let (code, out, err) = factors(&["--set", "epa2020"]);
    assert_eq!((code, out.as_str()), (2, ""));
    insta::assert_snapshot!(err);
}
