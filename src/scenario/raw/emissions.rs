//! Emission settings and troubles of the grid, as written.

use jiff::civil::Date;

use super::corridor::Corridor;
use crate::emissions::{
    Boundary, FactorSet, GridBasis, GridKind, GridPath, GwpSet, HourlyShape, LoadSet, Utility,
    YearPath,
};
use crate::engine::Distribution;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::distribution::random_duration;
use crate::scenario::faults::Faults;
use crate::scenario::plain::{items, text, word};
use crate::scenario::quantity::{emission_factor, number, share, whole};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::scenario::tree::{Node, Value};
use crate::units::GramsPerKilowattHour;

/// `[emissions]`
#[derive(Default)]
pub(in crate::scenario) struct Emissions {
    pub factors: Given<FactorSet>,
    pub loads: Given<LoadSet>,
    pub boundary: Given<Boundary>,
    pub gwp: Given<GwpSet>,
    pub capture: Given<Capture>,
    pub grid: Vec<Named<GridFactor>>,
    /// `None` where landside is not estimated.
    pub landside: Given<Landside>,
    pub corridors: Vec<Named<Corridor>>,
}

/// `[emissions.landside]`: what holds for every terminal, and what single ones say otherwise.
pub(in crate::scenario) struct Landside {
    pub usual: LandsideShares,
    pub terminals: Vec<Named<LandsideShares>>,
}

/// Shares of one terminal's landside, by year where they change.
#[derive(Clone)]
pub(in crate::scenario) struct LandsideShares {
    pub rail: Given<YearPath>,
    pub cargo_handling_electric: Given<YearPath>,
    pub trucks_electric: Given<YearPath>,
    pub rail_electric: Given<YearPath>,
}

impl LandsideShares {
    fn read(of: &Reader<'_>) -> Self {
        Self {
            rail: of.optional("rail", yearly_share),
            cargo_handling_electric: of.optional("cargo_handling_electric", yearly_share),
            trucks_electric: of.optional("trucks_electric", yearly_share),
            rail_electric: of.optional("rail_electric", yearly_share),
        }
    }

    /// What is said here, and where nothing is said, what `usual` says.
    pub(in crate::scenario) fn laid_over(&self, usual: &Self) -> Self {
        let (own, usual) = (self.clone(), usual.clone());
        Self {
            rail: own.rail.or(usual.rail),
            cargo_handling_electric: own
                .cargo_handling_electric
                .or(usual.cargo_handling_electric),
            trucks_electric: own.trucks_electric.or(usual.trucks_electric),
            rail_electric: own.rail_electric.or(usual.rail_electric),
        }
    }
}

impl Landside {
    fn read(of: &Reader<'_>) -> Self {
        Self {
            usual: LandsideShares::read(of),
            terminals: of.keyed("terminal", "terminal", LandsideShares::read),
        }
    }
}

/// `[emissions.capture]`
pub(in crate::scenario) struct Capture {
    pub nox: Given<f64>,
    pub pm: Given<f64>,
    pub sox: Given<f64>,
    pub hc: Given<f64>,
    pub co: Given<f64>,
}

/// An entry of `[emissions.grid]`: what is written as plain text is direct.
pub(in crate::scenario) struct GridFactor {
    pub origin: GridOrigin,
    pub kind: GridKind,
    /// Year of the path; that of the measured period by default.
    pub year: Given<i16>,
    /// Average unless said otherwise.
    pub basis: Given<GridBasis>,
    /// How it goes over the day.
    pub hourly: Given<HourlyShape>,
    /// Share lost on the way.
    pub loss: Given<f64>,
}

/// Where a factor comes from.
pub(in crate::scenario) enum GridOrigin {
    /// One figure, at the vessel unless a loss is given.
    Value(GramsPerKilowattHour),
    /// Published factors and targets of a utility.
    Utility(At<Utility>),
    /// Factors by year.
    Path(GridPath),
}

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
            capture: of.table("capture", Capture::read),
            grid: grid.map_or_else(Vec::new, |grid| grid.value),
            landside: of.table("landside", Landside::read),
            corridors: of.keyed("corridor", "corridor", Corridor::read),
        }
    }
}

impl Capture {
    fn read(of: &Reader<'_>) -> Self {
        Self {
            nox: of.optional("nox", share),
            pm: of.optional("pm", share),
            sox: of.optional("sox", share),
            hc: of.optional("hc", share),
            co: of.optional("co", share),
        }
    }
}

fn grid_factor(node: &Node, faults: &Faults) -> Option<GridFactor> {
    let Value::Table(table) = &node.value else {
        return Some(GridFactor {
            origin: GridOrigin::Value(emission_factor(node, faults)?),
            kind: GridKind::Direct,
            year: None,
            basis: None,
            hourly: None,
            loss: None,
        });
    };
    let what = "a grid factor";
    Reader::read(table, &node.key, what, "emissions.grid.*", faults, |of| {
        let value = of.optional("value", emission_factor);
        let utility = of.optional("utility", |node, faults| {
            let utilities = Utility::ALL.map(|utility| (utility.name(), utility));
            word(node, "utility", &utilities, faults)
        });
        let path = of.optional("path", path);
        of.exclusive("value", "utility");
        of.exclusive("value", "path");
        of.exclusive("utility", "path");
        of.exclusive("value", "year");
        if !["value", "utility", "path"].iter().any(|key| of.has(key)) {
            of.missing("utility", "\"ladwp\"");
        }
        let kind = |node: &Node, faults: &Faults| {
            let kinds = [GridKind::Direct, GridKind::Lifecycle].map(|kind| (kind.name(), kind));
            word(node, "kind of grid factor", &kinds, faults)
        };
        // Published factors are direct unless said otherwise; of others we cannot know.
        let kind = if !of.has("value") && !of.has("path") && !of.has("kind") {
            Some(GridKind::Direct)
        } else {
            let given = of.required("kind", "\"direct\"", kind);
            given.map(|kind| kind.value)
        };
        let year = of.optional("year", year);
        let basis = of.optional("basis", |node, faults| {
            let bases =
                [GridBasis::Average, GridBasis::Marginal].map(|basis| (basis.name(), basis));
            word(node, "basis of a grid factor", &bases, faults)
        });
        let hourly = of.optional("hourly", hourly);
        let loss = of.optional("loss", loss);
        let origin = value
            .map(|value| GridOrigin::Value(value.value))
            .or(utility.map(GridOrigin::Utility))
            .or(path.map(|path| GridOrigin::Path(path.value)));
        Some(GridFactor {
            origin: origin?,
            kind: kind?,
            year,
            basis,
            hourly,
            loss,
        })
    })
}

fn year(node: &Node, faults: &Faults) -> Option<i16> {
    i16::try_from(whole(node, 1990, 2100, faults)?).ok()
}

/// A published day, or 24 figures by hour of the local clock.
fn hourly(node: &Node, faults: &Faults) -> Option<HourlyShape> {
    if let Value::Text(_) = &node.value {
        let days = [("caiso_june", ())];
        word(node, "published day", &days, faults)?;
        return Some(HourlyShape::california_june());
    }
    let figures = items(node, faults, number)?;
    let bare: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
    let shape = <[f64; 24]>::try_from(bare).ok().and_then(HourlyShape::new);
    if shape.is_none() {
        let message = "a day of a grid is 24 figures, none below 0 and not all 0";
        let label = format!("has {}", figures.len());
        let fault = Diagnostic::error(&node.place, message).label(label);
        faults.push(
            fault.help("by hour of the local clock from midnight on; only their ratios count"),
        );
    }
    shape
}

/// A share that leaves something to arrive.
fn loss(node: &Node, faults: &Faults) -> Option<f64> {
    let lost = share(node, faults)?;
    if lost < 1.0 {
        return Some(lost);
    }
    let message = "a grid that loses all it sends out supplies nothing";
    faults.push(Diagnostic::error(&node.place, message).label("must be below 100 %"));
    None
}

/// A share, or shares by year, such as { 2025 = "20 %", 2030 = "60 %" }.
pub(super) fn yearly_share(node: &Node, faults: &Faults) -> Option<YearPath> {
    let Value::Table(_) = &node.value else {
        return share(node, faults).map(YearPath::level);
    };
    let points = by_year(node, faults, share)?;
    let path = YearPath::new(points);
    if path.is_none() {
        let message = "a share by year has no year";
        let label = "such as { 2025 = \"20 %\", 2030 = \"60 %\" }";
        faults.push(Diagnostic::error(&node.place, message).label(label));
    }
    path
}

/// Figures under the years they hold for.
fn by_year<T>(
    node: &Node,
    faults: &Faults,
    parse: impl Fn(&Node, &Faults) -> Option<T>,
) -> Option<Vec<(i16, T)>> {
    let points = Reader::map(node, faults, |node, faults| {
        parse(node, faults).map(|figure| (node.key.clone(), figure))
    })?;
    let mut by_year = Vec::new();
    for point in points {
        let (place, figure) = point.value;
        let year = point.id.parse().ok();
        let Some(year @ 1990..=2100) = year else {
            let message = format!("`{}` is no year", point.id);
            faults.push(Diagnostic::error(&place, message).label("from 1990 to 2100"));
            return None;
        };
        by_year.push((year, figure));
    }
    Some(by_year)
}

/// Factors by year, such as { 2025 = "275 g/kWh", 2035 = "0 g/kWh" }.
fn path(node: &Node, faults: &Faults) -> Option<GridPath> {
    let path = GridPath::new(by_year(node, faults, emission_factor)?);
    if path.is_none() {
        let message = "a path of grid factors has no year";
        let label = "such as { 2025 = \"275 g/kWh\", 2035 = \"0 g/kWh\" }";
        faults.push(Diagnostic::error(&node.place, message).label(label));
    }
    path
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
