//! `[emissions.landside]`: equipment and trucks of the terminals.

use super::check::Check;
use super::path::yearly_share;
use crate::emissions::landside::Landside;
use crate::scenario::reader::Reader;

/// Landside of each terminal in the year of the inventory; `None` where it is not estimated.
///
/// What a terminal does not say itself is said for all of them.
pub(super) fn landside(of: &Reader<'_>, check: &Check<'_>) -> Vec<Option<Landside>> {
    let terminals = check.names("terminal");
    let given = of.table("landside", |of| {
        let usual = shares(of, check);
        let own = of.keyed_over(Some(of.entries()), "terminal", "terminal", |of| {
            check.name("terminal", of.id(), of.place());
            shares(of, check)
        });
        let of = |terminal: &&str| {
            let own = own.iter().find(|own| own.id == **terminal);
            Some(own.map_or(usual, |own| own.value))
        };
        terminals.iter().map(of).collect()
    });
    given.into_value().unwrap_or(vec![None; terminals.len()])
}

fn shares(of: &Reader<'_>, check: &Check<'_>) -> Landside {
    let share = |key| {
        let path = of.optional(key, yearly_share);
        path.at()
            .map_or(0.0, |path| path.value.at(check.inventory_year()))
    };
    Landside {
        rail_share: share("rail"),
        cargo_handling_electric: share("cargo_handling_electric"),
        trucks_electric: share("trucks_electric"),
        rail_electric: share("rail_electric"),
    }
}
