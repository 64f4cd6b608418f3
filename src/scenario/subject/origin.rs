//! `[origin.*]`: where vessels come from.

use super::check::Check;
use crate::scenario::kind;
use crate::scenario::kind::text;
use crate::scenario::reader::{Named, Reader};
use crate::units::NauticalMiles;

/// Where a vessel comes from.
#[derive(Clone)]
pub(super) struct Passage {
    pub(super) name: String,
    pub(super) in_china: bool,
    pub(super) distance: NauticalMiles,
}

/// All origins; each must lie outside the speed reduction zone, which ends at `zone`.
pub(super) fn origins(
    of: &Reader<'_>,
    zone: NauticalMiles,
    check: &Check<'_>,
) -> Vec<Named<Passage>> {
    of.keyed("origin", "origin", |of| {
        let name = of.name();
        let country = of.required("country", "\"China\"", text);
        let distance = of.required("distance", "\"5750 nm\"", kind::distance);
        if let Some(distance) = distance.at().filter(|given| given.value <= zone) {
            let message = format!("origin `{}` lies inside the bay", of.id());
            let label = format!("must be above {} nm", zone.value());
            check.error(&distance.place, message, label);
        }
        Passage {
            name,
            in_china: country.value().is_some_and(|country| country == "China"),
            distance: distance.value_or(NauticalMiles::ZERO),
        }
    })
}
