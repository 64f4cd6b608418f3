//! The rows of the inventory add up to the measures made of it.

use sanpedro::experiment::{EmissionRow, Results};

use crate::support::{load, measure, run};

fn year(replications: u32) -> Results {
    let replications = format!("experiment.replications={replications}");
    run(&load("scenarios/san_pedro_bay_2025.toml", &[&replications]).0)
}

/// Relative difference up to what adding in another order can make.
#[track_caller]
fn adds_up(parts: f64, total: f64) {
    assert!(
        (parts / total - 1.0).abs() < 1e-12,
        "{parts} against {total}"
    );
}

fn rows<'a>(
    results: &'a Results,
    source: &'a str,
    mode: &'a str,
    pollutant: &'a str,
) -> impl Iterator<Item = &'a EmissionRow> {
    results
        .emissions
        .iter()
        .filter(move |row| row.source == source && row.mode == mode && row.pollutant == pollutant)
}

#[test]
fn tonnes_add_up_to_every_total_and_mode() {
    let results = year(2);
    for pollutant in [
        "co2", "co2e", "nox", "sox", "pm10", "pm25", "dpm", "hc", "co", "n2o", "ch4",
    ] {
        let sum = |mode: Option<&str>| -> f64 {
            let stacks = results.emissions.iter().filter(|row| row.source != "grid");
            let wanted = stacks.filter(|row| {
                row.pollutant == pollutant && mode.is_none_or(|mode| row.mode == mode)
            });
            wanted.map(|row| row.tonnes.mean).sum()
        };
        let total = format!("{pollutant}_tonnes");
        adds_up(sum(None), measure(&results.bay, &total).mean);
        for mode in ["transit", "maneuvering", "anchorage", "hotelling"] {
            let total = format!("{pollutant}_tonnes_{mode}");
            adds_up(sum(Some(mode)), measure(&results.bay, &total).mean);
        }
    }
}

#[test]
fn hours_at_berth_are_on_engines_or_on_shore_power() {
    // One replication: the mean of a ratio is not the ratio of the means.
    let results = year(1);
    let one = |source: &str, mode: &str| {
        let mut found = rows(&results, source, mode, "co2e");
        let row = found.next().unwrap();
        assert!(found.next().is_none(), "{source} {mode} stands twice");
        (row.energy_kwh.mean, row.hours.mean)
    };
    let (engines_kwh, on_engines) = one("auxiliary_engine", "hotelling");
    let (_, at_berth) = one("boiler", "hotelling");
    let (sent_out_kwh, on_shore_power) = one("grid", "hotelling");
    adds_up(on_engines + on_shore_power, at_berth);
    let mean = |name| measure(&results.bay, name).mean;
    adds_up(at_berth, mean("vessels_at_berth_mean") * 365.0 * 24.0);
    adds_up(on_shore_power / at_berth, mean("shore_power_hour_share"));
    adds_up(sent_out_kwh, mean("shore_power_mwh_grid") * 1_000.0);
    let shore_kwh = mean("shore_power_mwh") * 1_000.0;
    let share = shore_kwh / (shore_kwh + engines_kwh);
    adds_up(share, mean("shore_power_energy_share"));
}

/// A row's tonnes are its energy times a factor, where one factor holds for all vessels.
#[test]
fn tonnes_of_boilers_are_energy_times_factor() {
    let results = year(2);
    for mode in ["transit", "maneuvering", "anchorage", "hotelling"] {
        for (pollutant, factor) in [("nox", 2.0), ("co2", 961.8), ("co", 0.2), ("dpm", 0.0)] {
            let row = rows(&results, "boiler", mode, pollutant).next().unwrap();
            let tonnes = row.energy_kwh.mean * factor / 1e6;
            assert!(
                (row.tonnes.mean - tonnes).abs() <= 1e-9 * tonnes,
                "{mode} {pollutant}"
            );
        }
    }
}
