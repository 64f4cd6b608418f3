//! `[speed_zone]` and `[approach]`: the zone around the bay, and where vessels wait.

use super::check::Check;
use crate::port::bay::{SpeedZone, WaitingPlace};
use crate::scenario::kind::{distance, share, speed, word};
use crate::scenario::reader::Reader;
use crate::units::{Knots, NauticalMiles};

/// Rings and limit of the ports' voluntary Vessel Speed Reduction program.
const ZONE: (f64, f64, f64) = (40.0, 20.0, 12.0);

/// The zone, if the scenario has one.
pub(super) fn speed_zone(of: &Reader<'_>, check: &Check<'_>) -> Option<SpeedZone> {
    of.table("speed_zone", |of| zone(of, check)).into_value()
}

fn zone(of: &Reader<'_>, check: &Check<'_>) -> SpeedZone {
    let outer = of.optional("outer", distance);
    let inner = of.optional("inner", distance);
    let zone = SpeedZone {
        outer: outer.value_or(NauticalMiles::new(ZONE.0)),
        inner: inner.value_or(NauticalMiles::new(ZONE.1)),
        limit: of.or("limit", speed, Knots::new(ZONE.2)),
        inner_compliance: of
            .required("inner_compliance", "\"95 %\"", share)
            .value_or(0.0),
        outer_compliance: of
            .required("outer_compliance", "\"90 %\"", share)
            .value_or(0.0),
    };
    if zone.inner >= zone.outer {
        let given = inner.at().or(outer.at());
        let place = given.map_or(of.place(), |given| &given.place);
        let message = "the inner ring is not inside the outer ring";
        let (inner, outer) = (zone.inner.value(), zone.outer.value());
        check.error(
            place,
            message,
            format!("inner {inner} nm, outer {outer} nm"),
        );
    }
    zone
}

/// Where vessels wait for a berth.
pub(super) fn waiting_place(of: &Reader<'_>, check: &Check<'_>) -> WaitingPlace {
    let given = of.table("approach", |of| approach(of, check));
    given.value_or(WaitingPlace::Anchorage)
}

fn approach(of: &Reader<'_>, check: &Check<'_>) -> WaitingPlace {
    let places = [("anchorage", false), ("offshore", true)];
    let is_offshore = of.optional("waiting", word("place to wait", places));
    let speed = of.optional("offshore_speed", speed);
    if is_offshore.value_or(false) {
        let speed = speed.value_or(Knots::ZERO);
        return WaitingPlace::Offshore { speed };
    }
    if let Some(speed) = speed.at() {
        let message = "vessels at anchor have no speed";
        check.error(&speed.place, message, "needs `waiting = \"offshore\"`");
    }
    WaitingPlace::Anchorage
}
