//! `[terminal.*.wharf.*]`: a straight length of quay with its cranes.

use super::check::Check;
use crate::port::bay::{Wharf, WharfSpace};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::kind::{self, whole};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::units::Meters;

/// Width of a ship-to-shore crane between its buffers, in meters: 26 to 27 in makers' data
/// sheets (assumption).
const CRANE_WIDTH_M: f64 = 26.0;

/// A wharf with what vessels ask of how it is written.
pub(super) struct WrittenWharf {
    pub(super) wharf: Wharf,
    pub(super) length: Given<Meters>,
    pub(super) depth: Given<Meters>,
    pub(super) under_keel_clearance: Given<Meters>,
    pub(super) air_draft_limit: Given<Meters>,
    pub(super) outreach: Given<u16>,
}

/// The wharves of a terminal.
pub(super) fn wharves(of: &Reader<'_>, check: &Check<'_>) -> Vec<Named<WrittenWharf>> {
    let given = of.entries().table("wharf");
    if !of.has("wharf") || given.is_some_and(|wharves| wharves.entries.is_empty()) {
        let example = "{ main = { length = \"1200 m\", berths = 3, cranes = 10 } }";
        of.missing("wharf", example);
    }
    of.keyed("wharf", "wharf", |of| wharf(of, check))
}

fn wharf(of: &Reader<'_>, check: &Check<'_>) -> WrittenWharf {
    for key in ["length", "clearance", "berths"] {
        of.exclusive(key, "slots");
    }
    if !of.has("slots") && !of.has("length") {
        of.missing("length", "\"1200 m\"");
    }
    if of.has("length") && !of.has("berths") {
        of.missing("berths", "3");
    }
    let berths = whole(1..=10_000_u32);
    let name = of.name();
    let length = of.optional("length", kind::length);
    let clearance = of.optional("clearance", kind::length);
    let nominal = of.optional("berths", &berths);
    let slots = of.optional("slots", &berths);
    let depth = of.optional("depth", kind::length);
    let under_keel_clearance = of.optional("under_keel_clearance", kind::length);
    let air_draft_limit = of.optional("air_draft_limit", kind::length);
    let outreach = of.optional("outreach", whole(1..=100_u16));
    let cranes = of.required("cranes", "10", whole(1..=10_000_u16));
    if let (Some(length), true) = (length.at(), slots.is_absent()) {
        if length.value < Meters::new(1.0) {
            let message = format!("wharf `{}` has no length", of.id());
            check.error(&length.place, message, "must be at least 1 m");
        } else if let Some(cranes) = cranes.at() {
            room_for_cranes(cranes, length.value, check);
        }
    }
    let along = WharfSpace::Length {
        length: length.value_or(Meters::ZERO),
        clearance: clearance.value_or(Meters::ZERO),
    };
    let wharf = Wharf {
        id: of.id().to_owned(),
        name,
        space: slots.value().map_or(along, WharfSpace::Slots),
        nominal_berths: slots.value_or(nominal.value_or(1)),
        max_draft: depth.value().map(|depth| {
            let spare = under_keel_clearance.value_or(Meters::ZERO);
            (depth - spare).max(Meters::ZERO)
        }),
        max_air_draft: air_draft_limit.value(),
        outreach_rows: outreach.value(),
        cranes: cranes.value_or(1),
    };
    WrittenWharf {
        wharf,
        length,
        depth,
        under_keel_clearance,
        air_draft_limit,
        outreach,
    }
}

/// Warns of more cranes than stand on a wharf side by side.
fn room_for_cranes(cranes: &At<u16>, length: Meters, check: &Check<'_>) {
    let room = length.value() / CRANE_WIDTH_M;
    if f64::from(cranes.value) > room {
        let message = format!(
            "{} cranes do not stand side by side on {:.0} m of wharf",
            cranes.value,
            length.value()
        );
        let label = format!("{room:.0} do, of {CRANE_WIDTH_M:.0} m each");
        check.push(Diagnostic::warning(&cranes.place, message).label(label));
    }
}
