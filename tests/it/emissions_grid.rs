//! The grid behind shore power, as scenarios write it and as results carry it.

use std::fmt::Write as _;

use sanpedro::emissions::{GridFactor, GridKind, Utility};
use sanpedro::scenario::Scenario;

use crate::support::scenario_from;

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
    ] {
        let text = place(grid);
        let Err(error) = Scenario::parse(&text, "study.toml", &[]) else {
            panic!("{grid} is taken as right");
        };
        writeln!(told, "## bay = {grid}\n\n{error}\n").unwrap();
    }
    insta::assert_snapshot!(told);
}
