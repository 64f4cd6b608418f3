//! Green corridors and their fuels, as written.

use super::emissions::yearly_share;
use crate::emissions::YearPath;
use crate::emissions::fuel::MarineFuel;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::plain::{items, text, word};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::scenario::source::Place;
use crate::scenario::suggest::{list, nearest};
use crate::scenario::tree::Node;

/// `[emissions.corridor.*]`
pub(in crate::scenario) struct Corridor {
    pub services: Given<Vec<At<String>>>,
    pub ocean_leg: Given<bool>,
    pub fuel: Given<Fuels>,
    /// Fuels of single services.
    pub service_fuel: Given<Vec<Named<Fuels>>>,
}

/// Shares of energy by fuel and year.
pub(in crate::scenario) type Fuels = Vec<(MarineFuel, At<YearPath>)>;

impl Corridor {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            services: of.required("services", "[\"la_shanghai\"]", |node, faults| {
                items(node, faults, text)
            }),
            ocean_leg: of.optional("ocean_leg", |node, faults| {
                word(
                    node,
                    "ocean leg",
                    &[("none", false), ("round_trip", true)],
                    faults,
                )
            }),
            fuel: of.optional("fuel", fuels),
            service_fuel: of.optional("service_fuel", |node, faults| {
                Reader::map(node, faults, fuels)
            }),
        }
    }
}

fn fuels(node: &Node, faults: &Faults) -> Option<Fuels> {
    let shares = Reader::map(node, faults, yearly_share)?;
    let named: Vec<Option<_>> = shares
        .into_iter()
        .map(|Named { id, place, value }| {
            let fuel = fuel(&id, &place, faults)?;
            Some((fuel, At { value, place }))
        })
        .collect();
    named.into_iter().collect()
}

/// The fuel that a key names. Natural gas comes with its engine: what slips through unburned depends
/// on it, and without it the warming would be told too low.
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
    let names: Vec<&str> = MarineFuel::ALL.into_iter().map(MarineFuel::name).collect();
    let fault = Diagnostic::error(place, format!("there is no fuel `{key}`"));
    let fault = match nearest(key, names.iter().copied()) {
        Some(near) => fault.label(format!("did you mean `{near}`?")),
        None => fault.label("not a fuel"),
    };
    faults.push(fault.help(format!("known: {}", list(names))));
    None
}
