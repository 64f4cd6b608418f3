//! Emission settings and troubles of the grid, as written.

use jiff::civil::Date;

use crate::emissions::{Boundary, FactorSet, GridKind, GwpSet, LoadSet};
use crate::engine::Distribution;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::distribution::random_duration;
use crate::scenario::faults::Faults;
use crate::scenario::plain::{items, text, word};
use crate::scenario::quantity::{emission_factor, number};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::scenario::tree::{Node, Value};

/// `[emissions]`
#[derive(Default)]
pub(in crate::scenario) struct Emissions {
    pub factors: Given<FactorSet>,
    pub loads: Given<LoadSet>,
    pub boundary: Given<Boundary>,
    pub gwp: Given<GwpSet>,
    pub grid: Vec<Named<GridFactor>>,
}

/// An entry of `[emissions.grid]`: what is written as plain text is direct.
pub(in crate::scenario) type GridFactor = crate::emissions::GridFactor;

/// `[grid]`
#[derive(Default)]
pub(in crate::scenario) struct Grid {
    pub emergencies: Given<Vec<At<(Date, Date)>>>,
    pub dips_per_year: Given<f64>,
    pub dip_recovery: Given<Distribution>,
}

impl Emissions {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        let factors = [
            ("epa2022", FactorSet::Epa2022),
            ("starcrest_fcf", FactorSet::StarcrestFcf),
        ];
        let loads = [
            ("starcrest_2016", LoadSet::Starcrest2016),
            ("epa2022", LoadSet::Epa2022),
        ];
        let boundaries = [
            ("berth", Boundary::Berth),
            ("20nm", Boundary::Inner20Nm),
            ("40nm", Boundary::Outer40Nm),
            ("inventory_domain", Boundary::InventoryDomain),
        ];
        let gwps = [
            ("ar4", GwpSet::Ar4),
            ("ar5", GwpSet::Ar5),
            ("ar6", GwpSet::Ar6),
        ];
        let grid = of.optional("grid", |node, faults| {
            Reader::map(node, faults, grid_factor)
        });
        Self {
            factors: of.optional("factors", |node, faults| {
                word(node, "factor set", &factors, faults)
            }),
            loads: of.optional("loads", |node, faults| {
                word(node, "load set", &loads, faults)
            }),
            boundary: of.optional("boundary", |node, faults| {
                word(node, "boundary", &boundaries, faults)
            }),
            gwp: of.optional("gwp", |node, faults| {
                word(node, "set of warming potentials", &gwps, faults)
            }),
            grid: grid.map_or_else(Vec::new, |grid| grid.value),
        }
    }
}

fn grid_factor(node: &Node, faults: &Faults) -> Option<GridFactor> {
    let Value::Table(table) = &node.value else {
        let co2e = emission_factor(node, faults)?;
        return Some(GridFactor {
            co2e,
            kind: GridKind::Direct,
        });
    };
    let kinds = [
        ("direct", GridKind::Direct),
        ("lifecycle", GridKind::Lifecycle),
    ];
    let what = "a grid factor";
    Reader::read(table, &node.key, what, "emissions.grid.*", faults, |of| {
        let co2e = of.required("value", "\"195 g/kWh\"", emission_factor);
        let kind = of.required("kind", "\"direct\"", |node, faults| {
            word(node, "kind of grid factor", &kinds, faults)
        });
        Some(GridFactor {
            co2e: co2e?.value,
            kind: kind?.value,
        })
    })
}

impl Grid {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        if of.has("dips_per_year") && !of.has("dip_recovery") {
            of.missing(
                "dip_recovery",
                "{ uniform = { low = \"2 h\", high = \"4 h\" } }",
            );
        }
        if of.has("dip_recovery") && !of.has("dips_per_year") {
            of.missing("dips_per_year", "12.0");
        }
        Self {
            emergencies: of.optional("emergencies", |node, faults| items(node, faults, dates)),
            dips_per_year: of.optional("dips_per_year", number),
            dip_recovery: of.optional("dip_recovery", random_duration),
        }
    }
}

/// Two dates, the second included, such as "2025-08-17/2025-08-20".
fn dates(node: &Node, faults: &Faults) -> Option<(Date, Date)> {
    let written = text(node, faults)?;
    let day = |text: &str| {
        let date: Date = text.trim().parse().ok()?;
        (1900..=2999).contains(&date.year()).then_some(date)
    };
    let parsed = written
        .split_once('/')
        .and_then(|(from, to)| Some((day(from)?, day(to)?)));
    let message = match parsed {
        Some((from, to)) if from <= to => return parsed,
        Some(_) => format!("the dates of `{written}` run backward"),
        None => format!("`{written}` is not a span of dates"),
    };
    let label = "such as \"2025-08-17/2025-08-20\", both days included";
    faults.push(Diagnostic::error(&node.place, message).label(label));
    None
}
