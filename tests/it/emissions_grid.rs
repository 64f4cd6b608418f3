//! The grid behind shore power, as scenarios write it and as results carry it.

use std::fmt::Write as _;

use sanpedro::emissions::{GridFactor, GridKind, HourlyShape, Utility, inventory};
use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::experiment::Results;
use sanpedro::experiment::measure::{CO2E_TONNES_GRID, CO2E_TONNES_NET, find};
use sanpedro::port::bay::{ClassId, PortId, ServiceId, TerminalId};
use sanpedro::port::record::{CallTag, Phase, Record};
use sanpedro::scenario::Scenario;
use sanpedro::units::Kilowatts;

use crate::support::{load, measure, run, scenario_from};

/// A year of one port with a grid.
fn place(grid: &str) -> String {
    format!(
        r#"
[horizon]
start = 2030-01-01
end = 2031-01-01
[port.bay]
[terminal.pier]
port = "bay"
cycle_time = "2 min"
[terminal.pier.wharf.main]
slots = 2
cranes = 4
[service.random]
terminal = "pier"
arrivals = {{ exponential = {{ mean = "100 h" }} }}
vessel_class = "any"
moves = 100
[emissions.grid]
bay = {grid}
"#
    )
}

fn factor(grid: &str) -> GridFactor {
    scenario_from(&place(grid)).emissions.grid[0].unwrap()
}

#[test]
fn a_factor_is_a_figure_a_utility_or_a_path() {
    for (grid, co2e, kind, loss, of) in [
        ("\"195 g/kWh\"", 195.0, GridKind::Direct, 0.0, None),
        (
            "{ value = \"375 g/kWh\", kind = \"lifecycle\", loss = \"6 %\" }",
            375.0,
            GridKind::Lifecycle,
            0.06,
            None,
        ),
        (
            "{ utility = \"ladwp\", year = 2024 }",
            275.0,
            GridKind::Direct,
            0.05,
            Some((Utility::Ladwp, 2024)),
        ),
        (
            "{ utility = \"ladwp\", year = 2024, kind = \"lifecycle\", loss = \"0 %\" }",
            375.4,
            GridKind::Lifecycle,
            0.0,
            Some((Utility::Ladwp, 2024)),
        ),
        // Five of nine years from 133.7 g/kWh in 2026 to none in 2035.
        (
            "{ utility = \"ladwp\" }",
            133.7 * 5.0 / 9.0,
            GridKind::Direct,
            0.05,
            Some((Utility::Ladwp, 2030)),
        ),
        // Fifteen of twenty years from 195.04 g/kWh in 2025 to none in 2045.
        (
            "{ utility = \"sce\" }",
            195.04 * 15.0 / 20.0,
            GridKind::Direct,
            0.05,
            Some((Utility::Sce, 2030)),
        ),
        // One more kilowatt-hour comes from gas, until there is none.
        (
            "{ utility = \"sce\", basis = \"marginal\" }",
            399.0,
            GridKind::Direct,
            0.05,
            Some((Utility::Sce, 2030)),
        ),
        (
            "{ utility = \"ladwp\", basis = \"marginal\", year = 2035 }",
            0.0,
            GridKind::Direct,
            0.05,
            Some((Utility::Ladwp, 2035)),
        ),
        (
            "{ path = { 2025 = \"300 g/kWh\", 2035 = \"100 g/kWh\" }, kind = \"direct\" }",
            200.0,
            GridKind::Direct,
            0.0,
            None,
        ),
    ] {
        let found = factor(grid);
        assert!(
            (found.co2e.value() - co2e).abs() < 1e-9,
            "{grid}: {found:?}"
        );
        assert_eq!((found.kind, found.of), (kind, of), "{grid}");
        assert!((found.loss - loss).abs() < 1e-12, "{grid}: {found:?}");
    }
}

#[test]
fn grids_that_are_wrong() {
    let mut told = String::new();
    for grid in [
        "{ utility = \"ladpw\" }",
        "{ utility = \"sce\", kind = \"lifecycle\" }",
        "{ utility = \"sce\", value = \"195 g/kWh\" }",
        "{ value = \"195 g/kWh\", kind = \"direct\", year = 2030 }",
        "{ value = \"195 g/kWh\" }",
        "{ year = 2030 }",
        "{ utility = \"ladwp\", year = 1830 }",
        "{ utility = \"ladwp\", loss = \"100 %\" }",
        "{ path = { }, kind = \"direct\" }",
        "{ path = { soon = \"195 g/kWh\" }, kind = \"direct\" }",
        "{ path = { 2030 = 195 }, kind = \"direct\" }",
        "{ utility = \"sce\", basis = \"margin\" }",
        "{ utility = \"ladwp\", basis = \"marginal\", kind = \"lifecycle\" }",
        "{ utility = \"sce\", hourly = \"caiso_july\" }",
        "{ utility = \"sce\", hourly = [1, 2, 3] }",
    ] {
        let text = place(grid);
        let Err(error) = Scenario::parse(&text, "study.toml", &[]) else {
            panic!("{grid} is taken as right");
        };
        writeln!(told, "## bay = {grid}\n\n{error}\n").unwrap();
    }
    insta::assert_snapshot!(told);
}

/// Stack, grid and net stand apart, and add up; a megawatt-hour at the vessel is more at the plant.
#[test]
fn stack_grid_and_net_of_a_year() {
    let one = "experiment.replications=1";
    let results = run(&load("scenarios/san_pedro_bay_2025.toml", &[one]).0);
    let scopes = [&results.bay]
        .into_iter()
        .chain(&results.ports)
        .chain(&results.terminals);
    for scope in scopes {
        let mean = |name| measure(scope, name).mean;
        let (stack, grid) = (mean("co2e_tonnes"), mean("co2e_tonnes_grid"));
        let net = mean("co2e_tonnes_net");
        assert!(
            (net / (stack + grid) - 1.0).abs() < 1e-12,
            "{}: {net}",
            scope.id
        );
        let (vessel, plant) = (mean("shore_power_mwh"), mean("shore_power_mwh_grid"));
        assert!(
            (plant * 0.95 - vessel).abs() < 1e-6,
            "{}: {plant}",
            scope.id
        );
        assert!(find("nox_tonnes_grid").is_none(), "not estimated, never 0");
    }
    for (port, factor) in results.ports.iter().zip([275.0, 195.04]) {
        let mean = |name| measure(port, name).mean;
        let found = 1_000.0 * mean("co2e_tonnes_grid") / mean("shore_power_mwh_grid");
        assert!((found - factor).abs() < 1e-6, "{}: {found} g/kWh", port.id);
    }
    // What stands at Los Angeles goes by the grid of Los Angeles.
    let factor = |id: &str| {
        let scope = results
            .terminals
            .iter()
            .find(|scope| scope.id == id)
            .unwrap();
        let mean = |name| measure(scope, name).mean;
        1_000.0 * mean("co2e_tonnes_grid") / mean("shore_power_mwh_grid")
    };
    assert!((factor("pier_400") - 275.0).abs() < 1e-6);
    assert!((factor("pier_t") - 195.04).abs() < 1e-6);
    assert_eq!(
        results.run.emission_settings.split("; power plants").nth(1),
        Some(
            " by direct grid factors (LADWP 2025, 5 % lost on the way; SCE 2025, 5 % lost on the way)"
        )
    );
}

/// What no source says stands among the assumptions of the report, of the factors in use alone.
#[test]
fn assumptions_of_the_inventory_are_told() {
    let told = |set: &[&str]| {
        let set: Vec<&str> = [&["experiment.replications=1"], set].concat();
        let results = run(&load("scenarios/san_pedro_bay_2025.toml", &set).0);
        let ours = |text: &String| text.starts_with("Emissions: ");
        let assumptions = results.run.assumptions;
        let told: Vec<String> = assumptions.into_iter().filter(ours).collect();
        told.join("\n")
    };
    insta::assert_snapshot!(told(&[]));
    let starcrest = told(&["emissions.factors=\"starcrest_fcf\""]);
    assert!(starcrest.contains("NOx of Tier III"), "{starcrest}");
    let later = told(&["emissions.grid.los_angeles.year=2030"]);
    assert!(later.contains("free of carbon by 2035"), "{later}");
    let plain = told(&[
        "emissions.grid.los_angeles=\"275 g/kWh\"",
        "emissions.grid.long_beach=\"195 g/kWh\"",
    ]);
    assert!(!plain.contains("lost between"), "{plain}");
}

/// Life-cycle factors are never held against stacks.
#[test]
fn a_life_cycle_grid_has_no_net() {
    let set = [
        "experiment.replications=1",
        "emissions.grid.los_angeles.kind=\"lifecycle\"",
    ];
    let results = run(&load("scenarios/san_pedro_bay_2025.toml", &set).0);
    let [los_angeles, long_beach] = &results.ports[..] else {
        panic!("two ports");
    };
    for scope in [&results.bay, los_angeles] {
        assert!(scope.get(&CO2E_TONNES_GRID).is_some());
        assert!(scope.get(&CO2E_TONNES_NET).is_none(), "{}", scope.id);
    }
    assert!(long_beach.get(&CO2E_TONNES_NET).is_some());
}

/// Two hours at 1,000 kW from 18:00 on by California's day: the mean weight of its two hours.
#[test]
fn an_evening_on_shore_power_by_the_hour() {
    let grid = "{ value = \"100 g/kWh\", kind = \"direct\", hourly = \"caiso_june\" }";
    let scenario = scenario_from(&place(grid));
    // Simulated time begins with the day.
    let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
    let tag = CallTag {
        call: 0,
        service: ServiceId(0),
        class: ClassId(0),
        terminal: TerminalId(0),
        port: PortId(0),
        tier: 2,
    };
    let grams = |from: f64, to: f64| {
        let (from, to) = (at(from), at(to));
        let load = Kilowatts::new(1_000.0);
        let records = [
            Record::PhaseEnded {
                tag,
                phase: Phase::AtBerth,
                from,
                to,
            },
            Record::Disconnected {
                tag,
                load,
                from,
                to,
            },
        ];
        let stack = inventory(&scenario.bay, &scenario.emissions, &records).remove(0);
        stack.grid.unwrap().co2e.value()
    };
    let mean = 124.0729; // of the 24 hours as published
    for (from, to, weighted) in [
        (18.0, 20.0, 95.10 + 118.52),
        (24.0 + 20.5, 24.0 + 21.0, 188.27 / 2.0),
        (2.0 * 24.0 + 23.0, 3.0 * 24.0 + 1.0, 153.50 + 170.45),
    ] {
        let by_hand = 1_000.0 * 100.0 * weighted / mean;
        let found = grams(from, to);
        assert!(
            (found / by_hand - 1.0).abs() < 1e-5,
            "{found} g, by hand {by_hand}"
        );
    }
    let day = grams(0.0, 24.0);
    assert!(
        (day - 2_400_000.0).abs() < 1e-3,
        "a whole day is level: {day} g"
    );
}

/// A marginal or hourly grid changes the grid and the net, and no stack and no energy, to the last bit.
#[test]
fn marginal_and_hourly_grids_change_the_grid_alone() {
    let year = |grid: &str| {
        let set: Vec<String> = ["los_angeles", "long_beach"]
            .iter()
            .map(|port| format!("emissions.grid.{port}={grid}"))
            .collect();
        let set: Vec<&str> = set.iter().map(String::as_str).collect();
        let set = [&["experiment.replications=1"], &set[..]].concat();
        run(&load("scenarios/san_pedro_bay_2025.toml", &set).0)
    };
    let level = year("{ value = \"200 g/kWh\", kind = \"direct\" }");
    let hourly = year("{ value = \"200 g/kWh\", kind = \"direct\", hourly = \"caiso_june\" }");
    let marginal = year("{ utility = \"sce\", basis = \"marginal\" }");
    let mean = |results: &Results, name: &str| measure(&results.bay, name).mean;
    for other in [&hourly, &marginal] {
        for name in ["co2e_tonnes", "nox_tonnes", "shore_power_mwh"] {
            assert_eq!(
                mean(&level, name).to_bits(),
                mean(other, name).to_bits(),
                "{name}"
            );
        }
        let sum = mean(other, "co2e_tonnes") + mean(other, "co2e_tonnes_grid");
        assert!((mean(other, "co2e_tonnes_net") / sum - 1.0).abs() < 1e-12);
    }
    let intensity = |results: &Results| {
        1_000.0 * mean(results, "co2e_tonnes_grid") / mean(results, "shore_power_mwh_grid")
    };
    assert!((intensity(&level) - 200.0).abs() < 1e-6);
    assert!((intensity(&marginal) - 399.0).abs() < 1e-6);
    // The same from the load by hour of the day that the results carry.
    let shape = HourlyShape::california_june();
    let load: Vec<f64> = hourly
        .load
        .hour_of_day_mw
        .iter()
        .map(|hour| hour.mean)
        .collect();
    let all: f64 = load.iter().sum();
    let weighted = load
        .iter()
        .enumerate()
        .map(|(hour, mw)| mw * shape.at(hour));
    let expected = 200.0 * weighted.sum::<f64>() / all;
    assert!((intensity(&hourly) / expected - 1.0).abs() < 1e-4);
    assert!((intensity(&hourly) - 200.0).abs() > 0.01, "hours differ");
    let settings = &marginal.run.emission_settings;
    assert!(
        settings.contains("SCE 2025, marginal, 5 % lost on the way"),
        "{settings}"
    );
    assert!(hourly.run.emission_settings.contains("by the hour"));
    let told = marginal.run.assumptions.join("\n");
    assert!(
        told.contains("one more kilowatt-hour of shore power comes from gas"),
        "{told}"
    );
}
