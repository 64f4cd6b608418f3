//! `[port.*]`: pilots, tugs and channel of a port.

use super::check::Check;
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{Approach, CargoMix, Port};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::kind::{cargo_value, duration, random_duration, whole};
use crate::scenario::reader::{Named, Reader};

/// Mix of a port that states none: Los Angeles in 2024, 5,356,680 loaded imports, 1,494,201 loaded
/// exports and 3,446,471 empties of 10,297,352 TEU (Port of Los Angeles, container statistics).
const USUAL_MIX: CargoMix = CargoMix {
    import_loaded: 5_356_680.0 / 10_297_352.0,
    export_loaded: 1_494_201.0 / 10_297_352.0,
    empty: 3_446_471.0 / 10_297_352.0,
};
/// Tugs that one transit binds.
const USUAL_TUGS_PER_TRANSIT: u32 = 2;

/// All ports, without the demand and the barges of each.
pub(super) fn ports(of: &Reader<'_>, check: &Check<'_>) -> Vec<Named<Port>> {
    of.keyed("port", "port", |of| port(of, check))
}

fn port(of: &Reader<'_>, check: &Check<'_>) -> Port {
    let no_time = || Distribution::constant(0.0);
    let name = of.name();
    let pilots = of.optional("pilots", whole(1..=10_000_u32));
    let tugs = of.optional("tugs", whole(1..=10_000_u32));
    let bound = of.optional("tugs_per_transit", whole(0..=100_u32));
    let tugs_per_transit = bound.value_or(USUAL_TUGS_PER_TRANSIT);
    if let Some(tugs) = tugs.at().filter(|tugs| tugs.value < tugs_per_transit) {
        let message = format!("port `{}` has fewer tugs than one transit binds", of.id());
        let fault = Diagnostic::error(&tugs.place, message)
            .label(format!("a transit binds {tugs_per_transit}"));
        check.push(match bound.at() {
            Some(given) => fault.related(&given.place, "said here"),
            None => fault.help("set `tugs_per_transit`, 2 by default"),
        });
    }
    Port {
        id: of.id().to_owned(),
        name,
        approach: Approach {
            pilots: pilots.value(),
            tugs: tugs.value(),
            tugs_per_transit,
            inbound: of.or("inbound", random_duration, no_time()),
            outbound: of.or("outbound", random_duration, no_time()),
            headway: of.or("headway", duration, SimDuration::ZERO),
        },
        loaded_teu_value: of.optional("loaded_teu_value", cargo_value).value(),
        cargo_mix: USUAL_MIX,
        // Attached once services, classes and fuels are known.
        demand: None,
        barges: None,
        bunkering: None,
    }
}
