//! What keeps a vessel class from a wharf.

use super::vessel_class::WrittenClass;
use super::wharf::WrittenWharf;
use crate::scenario::given::At;
use crate::scenario::source::Place;
use crate::units::Meters;

/// What keeps a vessel from a wharf.
pub(super) struct Limit<'a> {
    /// Such as "draft".
    pub(super) what: &'static str,
    /// What the vessel needs, and where that is written.
    pub(super) vessel: (String, &'a Place),
    /// What the wharf leaves, and where that is written.
    pub(super) wharf: (String, &'a Place),
}

/// All that keeps a class from a wharf; the same rules as [`Wharf::takes`](crate::port::bay::Wharf).
/// `own_loa` is the length of the vessel itself, where it is not that of its class.
pub(super) fn limits<'a>(
    wharf: &'a WrittenWharf,
    class: &'a WrittenClass,
    own_loa: Option<&'a At<Meters>>,
) -> Vec<Limit<'a>> {
    let keel = wharf.under_keel_clearance.value_or(Meters::ZERO);
    let (length, depth, height) = (&wharf.length, &wharf.depth, &wharf.air_draft_limit);
    let mut limits = Vec::new();
    for (what, name, vessel, room, spare) in [
        (
            "length",
            "LOA",
            own_loa.or(class.loa.at()),
            length,
            Meters::ZERO,
        ),
        ("draft", "draft", class.draft.at(), depth, keel),
        (
            "air draft",
            "air draft",
            class.air_draft.at(),
            height,
            Meters::ZERO,
        ),
    ] {
        let (Some(vessel), Some(room)) = (vessel, room.at()) else {
            continue;
        };
        let left = room.value - spare;
        if vessel.value > left {
            let needs = format!("{name} is {:.1} m", vessel.value.value());
            let leaves = format!("leaves {:.1} m", left.value());
            limits.push(Limit {
                what,
                vessel: (needs, &vessel.place),
                wharf: (leaves, &room.place),
            });
        }
    }
    if let (Some(rows), Some(outreach)) = (class.rows.at(), wharf.outreach.at())
        && rows.value > outreach.value
    {
        let reach = format!("cranes reach {} rows", outreach.value);
        limits.push(Limit {
            what: "outreach",
            vessel: (format!("{} rows across", rows.value), &rows.place),
            wharf: (reach, &outreach.place),
        });
    }
    limits
}
