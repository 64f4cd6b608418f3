//! The report of a run: a [`Study`](super::study::Study) with all charts, tables of every part of
//! the complex, and what can be explored and played.
//!
//! `study` puts the page together from `sections`, `tables`, `emissions` and `sentences`. `data` is
//! what the script in `script/` reads; the script makes elements, never markup, so that a name is
//! only ever text. Without script the page is whole but for playback, explorers and the choice of
//! berth plans.

mod data;
mod emissions;
mod sections;
mod sentences;
mod study;
mod tables;

use std::path::Path;

use super::ReportError;
use super::aside::Hashing;
use super::clock::CivilClock;
use super::folder::{self, File, Finished, Written};
use super::manifest::{Origin, RUN, Source};
use super::{calls, csv, json};
use crate::experiment::Results;
use crate::scenario::Scenario;

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
    let mut finished = vec![calls_of_the_first(results, scenario, out)?];
    finished.extend(calls);
    let study = study::study(results)?;
    let tables = tables_of(results)?;
    super::study::write_with(&study, &origin(results, scenario), tables, finished, out)
}

/// Writes `results.json` alone to `out`, as [`write()`] would.
///
/// # Errors
/// If `out` holds anything but an earlier report, or the file system refuses.
pub fn write_results(results: &Results, out: &Path) -> Result<Written, ReportError> {
    let file = File::new(json::NAME, json::results(results)?);
    folder::put(out, &[file], Vec::new())?;
    Ok(Written {
        folder: out.to_owned(),
        page: out.join(json::NAME),
        files: 1,
    })
}

/// `calls.csv`, written aside: of a dense scenario it is large.
fn calls_of_the_first(
    results: &Results,
    scenario: &Scenario,
    out: &Path,
) -> Result<Finished, ReportError> {
    let (zone, start) = (&scenario.time_zone, results.first.period.start);
    let clock = CivilClock::new(zone, &results.run.first_day, start)?;
    let aside = Hashing::create(out, "table")?;
    let written = calls::csv(&results.first, &scenario.call_list, &clock, aside)?;
    written.finish("calls.csv")
}

/// What the report is made from.
fn origin(results: &Results, scenario: &Scenario) -> Origin {
    Origin {
        command: RUN,
        scenarios: vec![Source::of(scenario)],
        seed: results.run.seed,
        replications: results.run.replications,
    }
}

/// `results.json` and every CSV table but `calls.csv`.
fn tables_of(results: &Results) -> Result<Vec<File>, ReportError> {
    let mut files = vec![
        File::new(json::NAME, json::results(results)?),
        File::new("terminals.csv", csv::terminals(results)?),
        File::new("monthly.csv", csv::monthly(results)?),
        File::new("daily.csv", csv::daily(results)?),
        File::new("distributions.csv", csv::distributions(results)?),
        File::new("shore_power.csv", csv::shore_power(results)?),
        File::new("compliance.csv", csv::compliance(results)?),
        File::new("emissions.csv", csv::emissions(results)?),
        File::new("trade.csv", csv::trade(results)?),
    ];
    if !results.fuels.is_empty() {
        files.push(File::new("fuels.csv", csv::fuels(results)?));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{fixture, study};

    #[test]
    fn the_same_results_give_the_same_bytes_and_the_manifest_comes_last() {
        let (results, scenario) = (fixture::year(), fixture::scenario());
        let files = || {
            let page = super::study::study(&results).unwrap();
            let tables = tables_of(&results).unwrap();
            study::all(&page, &origin(&results, &scenario), tables, &[]).unwrap()
        };
        let first = files();
        assert_eq!(first, files());
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
