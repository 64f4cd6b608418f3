//! Fuels by their share of energy and year, as in `fuel` of a corridor.

use super::check::all;
use super::path::yearly_share;
use crate::emissions::YearPath;
use crate::emissions::fuel::MarineFuel;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::given::At;
use crate::scenario::kind::entries;
use crate::scenario::source::Place;
use crate::scenario::suggest::{did_you_mean, list};
use crate::scenario::tree::Node;

/// Shares of energy by fuel and year.
pub(super) type Fuels = Vec<(MarineFuel, At<YearPath>)>;

pub(super) fn fuels(node: &Node, faults: &Faults) -> Option<Fuels> {
    let shares = entries(yearly_share)(node, faults)?.into_iter();
    let fuels = shares.map(|share| {
        let (value, place) = (share.value, share.place);
        Some((fuel(&share.id, &place, faults)?, At { value, place }))
    });
    all(fuels)
}

/// The fuel that a key names. Natural gas comes with its engine: what slips through unburned depends
/// on it, and without it the warming would be reported too low.
fn fuel(key: &str, place: &Place, faults: &Faults) -> Option<MarineFuel> {
    let known = MarineFuel::ALL.into_iter().find(|fuel| fuel.name() == key);
    if known.is_some() {
        return known;
    }
    if matches!(key, "lng" | "natural_gas") {
        let message = format!("`{key}` does not say how much methane slips through its engine");
        let engines = "`lng_otto_medium_speed` (3.1 %), `lng_otto_slow_speed` (1.7 %) or `lng_diesel_slow_speed` (0.2 %)";
        let fault = Diagnostic::error(place, message).label("name the engine, too");
        faults.push(fault.help(format!("write {engines}")));
        return None;
    }
    let names = MarineFuel::ALL.map(MarineFuel::name);
    let label = did_you_mean(key, names, "not a fuel");
    let fault = Diagnostic::error(place, format!("there is no fuel `{key}`")).label(label);
    faults.push(fault.help(format!("known: {}", list(names))));
    None
}
