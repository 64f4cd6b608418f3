//! The whole report: every file in memory, then the folder at once.

use std::path::{Path, PathBuf};

use super::chart::{self, Chart};
use super::clock::CivilClock;
use super::folder::{self, File, Finished};
use super::manifest::{Manifest, Origin, Source};
use super::workbook::{self, About};
use super::{ReportError, csv, html, json};
use crate::experiment::Results;
use crate::scenario::Scenario;

/// Where a report was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// The page in it.
    pub page: PathBuf,
    /// How many files it holds.
    pub files: usize,
}

/// Writes tables, charts, the page, the effective scenario and, last, the manifest to `out`.
///
/// The folder is written aside and renamed. An earlier report there is replaced; anything else
/// is left alone.
///
/// # Errors
/// If `out` holds something else, the file system refuses, or the scenario's zone or first day
/// does not exist; then `out` is as it was.
pub fn write(results: &Results, scenario: &Scenario, out: &Path) -> Result<Written, ReportError> {
    write_with(results, scenario, None, out)
}

/// As [`write()`], with a table of all calls that was written aside meanwhile.
///
/// # Errors
/// As [`write()`].
pub fn write_with(
    results: &Results,
    scenario: &Scenario,
    calls: Option<Finished>,
    out: &Path,
) -> Result<Written, ReportError> {
    let files = files(results, scenario, calls.as_ref())?;
    folder::put_with(out, &files, calls)?;
    Ok(Written {
        folder: out.to_owned(),
        page: out.join(html::PAGE),
        files: files.len(),
    })
}

/// Every file of the report, the manifest last.
fn files(
    results: &Results,
    scenario: &Scenario,
    calls: Option<&Finished>,
) -> Result<Vec<File>, ReportError> {
    let run = &results.run;
    let clock = CivilClock::new(
        &scenario.time_zone,
        &run.first_day,
        results.first.period.start,
    )?;
    let charts = chart::all(results);
    let mut files = vec![
        file("results.json", json::results(results)?),
        file("calls.csv", csv::calls(&results.first, &clock)?),
        file("terminals.csv", csv::terminals(results)?),
        file("monthly.csv", csv::monthly(results)?),
        file("daily.csv", csv::daily(results)?),
        file("distributions.csv", csv::distributions(results)?),
        file("shore_power.csv", csv::shore_power(results)?),
        file("compliance.csv", csv::compliance(results)?),
        file("emissions.csv", csv::emissions(results)?),
        file("trade.csv", csv::trade(results)?),
    ];
    if !results.fuels.is_empty() {
        files.push(file("fuels.csv", csv::fuels(results)?));
    }
    files.push(workbook::workbook(About::run(run), &files)?);
    for chart in &charts {
        files.extend(pictures(chart)?);
    }
    files.push(file(html::PAGE, html::page(results, &charts)?));
    files.push(file(
        "scenario.toml",
        scenario.effective.clone().into_bytes(),
    ));
    let origin = Origin {
        command: "run",
        scenarios: vec![Source::of(scenario)],
        seed: run.seed,
        replications: run.replications,
    };
    files.push(Manifest::new(&origin, &files).listing(calls).file()?);
    Ok(files)
}

fn pictures(chart: &Chart) -> Result<[File; 2], ReportError> {
    Ok([
        file(
            format!("charts/{}.svg", chart.id),
            chart.svg()?.into_bytes(),
        ),
        file(format!("charts/{}.png", chart.id), chart.png()?),
    ])
}

fn file(path: impl Into<String>, bytes: Vec<u8>) -> File {
    File::new(path, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_same_results_give_the_same_bytes_and_the_manifest_comes_last() {
        let (results, scenario) = (fixture::year(), fixture::scenario());
        let first = files(&results, &scenario, None).unwrap();
        assert_eq!(first, files(&results, &scenario, None).unwrap());
        let paths: Vec<_> = first.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths.last(), Some(&"manifest.json"));
        for needed in [
            "results.json",
            "results.xlsx",
            "report.html",
            "scenario.toml",
            "charts/ships.png",
        ] {
            assert!(paths.contains(&needed), "{needed} in {paths:?}");
        }
    }

    #[test]
    fn a_textbook_queue_has_a_report_too() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("m_m_1");
        let written = write(&fixture::textbook(), &fixture::scenario(), &out).unwrap();
        assert!(written.page.is_file());
        assert!(out.join("manifest.json").is_file());
        assert!(!out.join("charts/emissions.svg").exists());
    }
}
