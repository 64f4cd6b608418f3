//! The rows of the inventory add up to the measures made of it.

use sanpedro::experiment::{EmissionRow, Results};

use crate::support::{load, measure, run};

fn year(replications: u32) -> Results {
    let replications = format!("experiment.replications={replications}");
    run(&load("scenarios/san_pedro_bay_2025.toml", &[&replications]).0)
}

/// The same up to rounding: each row is told in whole 64ths, so that sums over thirteen terminals are
/// off by 0.1 of a unit at the most, and three of them, against each other, by 0.3: of 165,000 hours.
#[track_caller]
fn adds_up(parts: f64, total: f64) {
    assert!(
        (parts / total - 1.0).abs() < 2e-6,
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

/// What rows say of a part of the bay, added up forward, backward and as `emissions.csv` prints them, is
/// what `results.json` says of it, to the last bit.
#[test]
fn grams_add_up_to_every_total_to_the_last_bit() {
    let results = year(3);
    let parts = std::iter::once(&results.bay).chain(&results.ports);
    for part in parts.chain(&results.terminals) {
        let here =
            |row: &&EmissionRow| part.id == "bay" || row.port == part.id || row.terminal == part.id;
        let rows: Vec<&EmissionRow> = results.emissions.iter().filter(here).collect();
        let mut totals = 0;
        for (name, found) in &part.measures {
            let Some((pollutant, rest)) = name.name.split_once("_tonnes") else {
                continue;
            };
            if rest.contains("per_10000_teu") {
                continue;
            }
            let wanted = |row: &&&EmissionRow| {
                let vessel = "ocean_going_vessels";
                let stack = row.category == vessel;
                let grid = row.category == "power_plants";
                let for_vessels = row.charged_to == vessel;
                row.pollutant == pollutant
                    && match rest {
                        "" => stack,
                        "_grid" => grid && for_vessels,
                        "_net" => for_vessels,
                        "_landside" => !stack && !grid,
                        "_all_sources" => !grid,
                        "_grid_landside" => grid && !for_vessels,
                        mode => stack && row.mode == &mode[1..],
                    }
            };
            let grams: Vec<f64> = rows
                .iter()
                .filter(wanted)
                .map(|row| row.grams.mean)
                .collect();
            let forward: f64 = grams.iter().sum();
            let backward: f64 = grams.iter().rev().sum();
            let printed: f64 = grams
                .iter()
                .map(|g| g.to_string().parse::<f64>().unwrap())
                .sum();
            for sum in [forward, backward, printed] {
                let tonnes = sum / 1e6;
                assert_eq!(
                    tonnes.to_bits(),
                    found.mean.to_bits(),
                    "{name} of {}",
                    part.id
                );
            }
            totals += 1;
        }
        assert!(totals >= 70, "{totals} totals of {}", part.id);
    }
}

/// Power plants are a category of their own, and every row says what its kilowatt-hours are.
#[test]
fn rows_say_who_emits_for_whom_and_what_their_energy_is() {
    let scenario = load(
        "scenarios/san_pedro_bay_2025.toml",
        &["experiment.replications=2", "horizon.end=2025-01-15"],
    );
    let results = run(&scenario.0);
    let mut seen = std::collections::BTreeSet::new();
    for row in &results.emissions {
        let plant = row.category == "power_plants";
        assert_eq!(plant, row.source == "grid", "{row:?}");
        assert!(plant || row.category == row.charged_to, "{row:?}");
        seen.insert((row.category, row.charged_to, row.source, row.energy_kind()));
    }
    let vessels = "ocean_going_vessels";
    for (source, kind) in [
        ("main_engine", "shaft"),
        ("auxiliary_engine", "shaft"),
        ("boiler", "boiler_load"),
    ] {
        assert!(seen.contains(&(vessels, vessels, source, kind)), "{seen:?}");
    }
    let trucks = "drayage_trucks";
    assert!(seen.contains(&(trucks, trucks, "drayage_truck", "fuel_heat")));
    for charged_to in [vessels, "sts_cranes", "cargo_handling_equipment", trucks] {
        let row = ("power_plants", charged_to, "grid", "electricity_sent_out");
        assert!(seen.contains(&row), "{seen:?}");
    }
}

#[test]
fn hours_at_berth_are_on_engines_or_on_shore_power() {
    // One replication: the mean of a ratio is not the ratio of the means.
    let results = year(1);
    let one = |source: &str, mode: &str| {
        let found = rows(&results, source, mode, "co2e");
        let sum = found.fold((0.0, 0.0), |(kwh, hours), row| {
            (kwh + row.energy_kwh, hours + row.hours)
        });
        assert!(sum.1 > 0.0, "{source} {mode} ran");
        sum
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
    let terminals = results.terminals.len();
    for mode in ["transit", "maneuvering", "anchorage", "hotelling"] {
        for (pollutant, factor) in [("nox", 2.0), ("co2", 961.8), ("co", 0.2), ("dpm", 0.0)] {
            let rows: Vec<&EmissionRow> = rows(&results, "boiler", mode, pollutant).collect();
            assert_eq!(rows.len(), terminals, "{mode} {pollutant}");
            for row in rows {
                assert!(row.energy_kwh > 0.0, "{mode} of {}", row.terminal);
                let grams = row.energy_kwh * factor;
                // Grams and kilowatt-hours are told in 64ths.
                let rounding = (1.0 + factor) / 128.0;
                assert!(
                    (row.grams.mean - grams).abs() <= 1e-9 * grams + rounding,
                    "{mode} {pollutant} of {}",
                    row.terminal
                );
            }
        }
    }
}

/// EPA's values of 2025: 210, 2,000 and (an assumption) 54,000 dollars for a tonne of CO2, CH4, N2O.
#[test]
fn social_cost_is_tonnes_times_the_values_of_the_year() {
    let scenario = load(
        "scenarios/san_pedro_bay_2025.toml",
        &["experiment.replications=2", "horizon.end=2025-02-01"],
    );
    let results = run(&scenario.0);
    for part in std::iter::once(&results.bay).chain(&results.terminals) {
        let [co2, ch4, n2o] =
            ["co2_tonnes", "ch4_tonnes", "n2o_tonnes"].map(|name| measure(part, name).mean);
        adds_up(
            co2 * 210.0 + ch4 * 2_000.0 + n2o * 54_000.0,
            measure(part, "social_cost_usd").mean,
        );
        adds_up(
            measure(part, "co2e_tonnes_grid").mean * 210.0,
            measure(part, "social_cost_usd_grid").mean,
        );
    }
}
