//! Whether the vessels that a service deploys can lie at its terminal.

use super::Check;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw::{VesselClass, Wharf};
use crate::scenario::reader::{At, Named, OrDefault as _};
use crate::scenario::source::Place;
use crate::units::Meters;

/// Vessels sent to a terminal.
pub(super) struct Deployment<'a> {
    /// The service that sends them.
    pub(super) service: &'a str,
    /// Position of the terminal.
    pub(super) terminal: usize,
    /// Where the terminal is named.
    pub(super) sent: &'a Place,
    pub(super) classes: &'a [Named<f64>],
    /// Length of the vessel itself, where it is not that of its class.
    pub(super) loa: Option<&'a At<Meters>>,
}

/// What keeps a vessel from a wharf.
pub(super) struct Limit<'a> {
    /// Such as "draft".
    what: &'static str,
    vessel: (String, &'a Place),
    wharf: (String, &'a Place),
}

impl Check<'_> {
    /// Reports every class that fits no wharf of the terminal; true if all fit.
    pub(super) fn fits(&self, deployment: &Deployment<'_>) -> bool {
        let mut all_fit = true;
        for class in deployment.classes {
            let one = std::slice::from_ref(class);
            let Some(limit) = self.misfit(deployment.terminal, one, deployment.loa) else {
                continue;
            };
            all_fit = false;
            self.any_misfit.set(true);
            let terminal = &self.raw.terminals[deployment.terminal].id;
            let message = format!(
                "vessel class `{}` of service `{}` fits no wharf of terminal `{terminal}`: {}",
                class.id, deployment.service, limit.what
            );
            let help = "send the service to another terminal, or deploy smaller vessels";
            self.push(
                Diagnostic::error(&class.place, message)
                    .label(format!("sent to `{terminal}`"))
                    .related(deployment.sent, "sent here")
                    .related(limit.wharf.1, limit.wharf.0)
                    .related(limit.vessel.1, limit.vessel.0)
                    .help(help),
            );
        }
        all_fit
    }

    /// What keeps the first class that fits nowhere from the wharf that nearly fits.
    /// `loa` is the length of the vessel itself, where it is not that of its class.
    pub(super) fn misfit<'a>(
        &'a self,
        terminal: usize,
        classes: &[Named<f64>],
        loa: Option<&'a At<Meters>>,
    ) -> Option<Limit<'a>> {
        let wharves = &self.raw.terminals[terminal].value.wharves;
        let written = &self.raw.vessel_classes;
        let classes = classes
            .iter()
            .filter_map(|class| written.iter().find(|entry| entry.id == class.id));
        for class in classes {
            let limits = wharves
                .iter()
                .map(|wharf| limits(&wharf.value, &class.value, loa));
            let nearest = limits.min_by_key(Vec::len);
            if let Some(limit) = nearest.and_then(|limits| limits.into_iter().next()) {
                return Some(limit);
            }
        }
        None
    }
}

/// All that keeps a class from a wharf; the same rules as [`Wharf::takes`](crate::port::bay::Wharf).
fn limits<'a>(
    wharf: &'a Wharf,
    class: &'a VesselClass,
    own_loa: Option<&'a At<Meters>>,
) -> Vec<Limit<'a>> {
    let spare = wharf.under_keel_clearance.value_or(Meters::ZERO);
    let mut limits = Vec::new();
    let loa = own_loa.or(class.loa.as_ref());
    let (draft, air_draft) = (class.draft.as_ref(), class.air_draft.as_ref());
    let measures = [
        ("length", loa, "LOA", &wharf.length, Meters::ZERO),
        ("draft", draft, "draft", &wharf.depth, spare),
        (
            "air draft",
            air_draft,
            "air draft",
            &wharf.air_draft_limit,
            Meters::ZERO,
        ),
    ];
    for (what, vessel, name, room, spare) in measures {
        let (Some(vessel), Some(room)) = (vessel, room) else {
            continue;
        };
        let left = room.value - spare;
        if vessel.value > left {
            limits.push(Limit {
                what,
                vessel: (
                    format!("{name} is {:.1} m", vessel.value.value()),
                    &vessel.place,
                ),
                wharf: (format!("leaves {:.1} m", left.value()), &room.place),
            });
        }
    }
    if let (Some(rows), Some(outreach)) = (&class.rows, &wharf.outreach)
        && rows.value > outreach.value
    {
        limits.push(Limit {
            what: "outreach",
            vessel: (format!("{} rows across", rows.value), &rows.place),
            wharf: (
                format!("cranes reach {} rows", outreach.value),
                &outreach.place,
            ),
        });
    }
    limits
}
