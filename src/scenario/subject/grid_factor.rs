//! `[emissions.grid]`: what the power plants behind each port emit for a kilowatt-hour.

use super::check::Check;
use super::path::grid_path;
use crate::emissions::{GridBasis, GridFactor, GridKind, HourlyShape, Utility, grid};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::kind::{
    emission_factor, entries, items, number, share_below_all, whole, word,
};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::scenario::tree::{Node, Value};
use crate::units::GramsPerKilowattHour;

/// Where a factor of a year comes from: its loss unless another is written, and its utility.
type Origin = (GramsPerKilowattHour, f64, Option<(Utility, i16)>);

/// Factors by port; those of a port that is not there are reported.
pub(super) fn grid_factors(of: &Reader<'_>, check: &Check<'_>) -> Vec<Named<GridFactor>> {
    let factor = |node: &Node, faults: &Faults| grid_factor(node, faults, check);
    let factors = of.optional("grid", entries(factor)).into_value();
    let factors = factors.unwrap_or_default();
    for factor in &factors {
        check.name("port", &factor.id, &factor.place);
    }
    factors
}

/// A factor; one that is written as plain text is direct.
fn grid_factor(node: &Node, faults: &Faults, check: &Check<'_>) -> Option<GridFactor> {
    if let Value::Table(table) = &node.value {
        let (what, pattern) = ("a grid factor", "emissions.grid.*");
        return Reader::read(table, &node.key, what, pattern, faults, |of| {
            in_table(of, check)
        });
    }
    Some(GridFactor {
        co2e: emission_factor(node, faults)?,
        kind: GridKind::Direct,
        basis: GridBasis::Average,
        hours: None,
        loss: 0.0,
        of: None,
    })
}

/// The factor of the year of the inventory, unless another is named.
fn in_table(of: &Reader<'_>, check: &Check<'_>) -> Option<GridFactor> {
    let value = of.optional("value", emission_factor);
    let utilities = Utility::ALL.map(|utility| (utility.name(), utility));
    let utility = of.optional("utility", word("utility", utilities));
    let path = of.optional("path", grid_path);
    of.exclusive("value", "utility");
    of.exclusive("value", "path");
    of.exclusive("utility", "path");
    of.exclusive("value", "year");
    if value.is_absent() && utility.is_absent() && path.is_absent() {
        of.missing("utility", "\"ladwp\"");
    }
    let kind = kind(of, value.is_absent() && path.is_absent());
    let year = of.optional("year", whole(1990..=2100_u16));
    let bases = [GridBasis::Average, GridBasis::Marginal].map(|basis| (basis.name(), basis));
    let basis = of.optional("basis", word("basis of a grid factor", bases));
    let hourly = of.optional("hourly", hourly).into_value();
    let nothing_left = share_below_all("a grid that loses all it sends out supplies nothing");
    let loss = of.optional("loss", nothing_left);
    let year = year
        .value()
        .map_or(check.inventory_year(), u16::cast_signed);
    let (kind, basis) = (kind.value()?, basis.value_or(GridBasis::Average));
    let (co2e, usual_loss, origin) = match (value.value(), utility.at(), path.into_value()) {
        (Some(value), ..) => (value, 0.0, None),
        (None, Some(utility), _) => published(utility, (kind, basis), year, check)?,
        (None, None, path) => (path?.at(year), 0.0, None),
    };
    Some(GridFactor {
        co2e,
        kind,
        basis,
        hours: hourly,
        loss: loss.value_or(usual_loss),
        of: origin,
    })
}

/// Published factors are direct unless said otherwise; of others we cannot know.
fn kind(of: &Reader<'_>, is_published: bool) -> Given<GridKind> {
    let kinds = [GridKind::Direct, GridKind::Lifecycle].map(|kind| (kind.name(), kind));
    let kind = word("kind of grid factor", kinds);
    if !is_published {
        return of.required("kind", "\"direct\"", kind);
    }
    match of.optional("kind", kind) {
        Given::Absent => Given::Right(At {
            value: GridKind::Direct,
            place: of.place().clone(),
        }),
        given => given,
    }
}

/// The factor that a utility publishes for a year.
fn published(
    utility: &At<Utility>,
    (kind, basis): (GridKind, GridBasis),
    year: i16,
    check: &Check<'_>,
) -> Option<Origin> {
    if let Some(path) = utility.value.path(kind, basis) {
        let named = Some((utility.value, year));
        return Some((path.at(year), grid::usual_loss(), named));
    }
    let (basis, label) = match basis {
        GridBasis::Average => ("", "has direct factors alone"),
        GridBasis::Marginal => ("marginal ", "has direct marginal factors alone"),
    };
    let (kind, name) = (kind.name(), utility.value.name());
    let message = format!("there is no {basis}{kind} factor of `{name}`");
    check.error(&utility.place, message, label);
    None
}

/// A published day, or 24 figures by hour of the local clock.
fn hourly(node: &Node, faults: &Faults) -> Option<HourlyShape> {
    if let Value::Text(_) = &node.value {
        word("published day", [("caiso_june", ())])(node, faults)?;
        return Some(HourlyShape::california_june());
    }
    let figures = items(number)(node, faults)?;
    let bare: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
    let shape = <[f64; 24]>::try_from(bare).ok().and_then(HourlyShape::new);
    if shape.is_none() {
        let message = "a day of a grid is 24 figures, none below 0 and not all 0";
        let fault = Diagnostic::error(&node.place, message).label(format!("has {}", figures.len()));
        let help = "by hour of the local clock from midnight on; only their ratios count";
        faults.push(fault.help(help));
    }
    shape
}
