//! Figures by year, such as { 2025 = "20 %", 2030 = "60 %" }.

use crate::emissions::{GridPath, YearPath};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::kind::{emission_factor, entries, share};
use crate::scenario::tree::{Node, Value};

/// Reads a share, or shares by year.
pub(super) fn yearly_share(node: &Node, faults: &Faults) -> Option<YearPath> {
    let Value::Table(_) = &node.value else {
        return share(node, faults).map(YearPath::level);
    };
    let path = YearPath::new(by_year(node, faults, share)?);
    if path.is_none() {
        let message = "a share by year has no year";
        let label = "such as { 2025 = \"20 %\", 2030 = \"60 %\" }";
        faults.push(Diagnostic::error(&node.place, message).label(label));
    }
    path
}

/// Reads grid factors by year.
pub(super) fn grid_path(node: &Node, faults: &Faults) -> Option<GridPath> {
    let path = GridPath::new(by_year(node, faults, emission_factor)?);
    if path.is_none() {
        let message = "a path of grid factors has no year";
        let label = "such as { 2025 = \"275 g/kWh\", 2035 = \"0 g/kWh\" }";
        faults.push(Diagnostic::error(&node.place, message).label(label));
    }
    path
}

/// Figures under the years they hold for.
fn by_year<T>(
    node: &Node,
    faults: &Faults,
    kind: impl Fn(&Node, &Faults) -> Option<T>,
) -> Option<Vec<(i16, T)>> {
    let points = entries(kind)(node, faults)?;
    let mut by_year = Vec::new();
    for point in points {
        let Some(year @ 1990..=2100) = point.id.parse().ok() else {
            let message = format!("`{}` is no year", point.id);
            faults.push(Diagnostic::error(&point.place, message).label("from 1990 to 2100"));
            return None;
        };
        by_year.push((year, point.value));
    }
    Some(by_year)
}
