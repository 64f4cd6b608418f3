//! Raw into checked: names are resolved, defaults filled in, and what takes two keys to be wrong
//! is found. Nothing downstream checks again.
//!
//! Every check goes on after a fault: a part that cannot be built is left out (its fault has been
//! reported), and the scenario is put together only if there was no fault at all.

mod arrivals;
mod at_berth;
mod bunkering;
mod corridor;
mod demand;
mod emissions;
mod extra_loaders;
mod fit;
mod horizon;
mod labor;
mod place;
pub(super) mod study;
mod terminal;
mod traffic;
mod vessel;
mod yearly;

use std::cell::Cell;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::checked::Scenario;
use super::civil::{Clock, End};
use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::raw::Raw;
use super::reader::{Named, OrDefault as _};
use super::source::Place;
use super::suggest::{list, nearest};
use crate::engine::SimDuration;
use crate::port::bay::Bay;

/// What every check needs: the scenario as written, civil time, and the list of faults.
struct Check<'a> {
    raw: &'a Raw,
    clock: Clock,
    /// Whether the clock is the one of the scenario.
    clock_is_known: bool,
    faults: &'a Faults,
    /// Whether a vessel was sent where it does not fit: extra loaders need not say so again.
    any_misfit: Cell<bool>,
}

/// A checked scenario, or nothing if anything in it is wrong; why is in `faults`.
pub(super) fn scenario(
    raw: &Raw,
    file_stem: &str,
    effective: String,
    faults: &Faults,
) -> Option<Scenario> {
    let clock = horizon::clock(raw, faults);
    let check = Check {
        raw,
        clock_is_known: clock.is_some(),
        // The rest is checked all the same, on a month that is beyond doubt.
        clock: clock.unwrap_or_else(|| {
            let start = Date::constant(2025, 1, 1);
            let month = End::On(Date::constant(2025, 2, 1));
            Clock::new(TimeZone::UTC, start, SimDuration::ZERO, month)
        }),
        faults,
        any_misfit: Cell::new(false),
    };
    let bay = check.bay();
    let emissions = check.emissions();
    let bunkering = check.bunkering();
    let study = check.study(file_stem);
    if faults.any_error() {
        return None;
    }
    let (mut bay, mut emissions) = (bay?, emissions?);
    bunkering::attach(bunkering?, &mut bay, &mut emissions);
    study.into_scenario(bay, emissions, effective)
}

impl Check<'_> {
    fn bay(&self) -> Option<Bay> {
        let classes = self.vessel_classes();
        let terminals = self.terminals();
        let demands = self.demands();
        let services = self.services();
        let ports = self.ports(demands, self.capture_barges());
        let waiting = self.waiting_place();
        let labor = self.labor();
        self.moves_fit_shifts(labor.as_ref());
        let zone = self.speed_zone();
        let grid = self.grid();
        Some(Bay {
            ports: ports?,
            terminals: terminals?,
            vessel_classes: classes?,
            services: services?,
            labor: labor?,
            zone: zone?,
            waiting: waiting?,
            at_berth_rule: self.at_berth_rule(),
            grid: grid?,
            days: self.clock.days(),
            period: self.clock.period,
            teu_per_move: self.raw.cargo.teu_per_move.value_or(1.88),
        })
    }

    fn error(&self, place: &Place, message: impl Into<String>, label: impl Into<String>) {
        self.push(Diagnostic::error(place, message).label(label));
    }

    fn push(&self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    /// Position of a name among the entries of a keyed table; reported if it is not there.
    fn position<T>(
        &self,
        kind: &str,
        id: &str,
        place: &Place,
        among: &[Named<T>],
    ) -> Option<usize> {
        let found = among.iter().position(|entry| entry.id == id);
        if found.is_none() {
            let known: Vec<&str> = among.iter().map(|entry| entry.id.as_str()).collect();
            let fault = Diagnostic::error(place, format!("there is no {kind} `{id}`"));
            let fault = match nearest(id, known.iter().copied()) {
                Some(near) => fault.label(format!("did you mean `{near}`?")),
                None => fault.label("not in this scenario"),
            };
            self.push(fault.help(format!("known: {}", list(known))));
        }
        found
    }
}

/// All parts, if every one could be built.
fn all<T>(parts: impl IntoIterator<Item = Option<T>>) -> Option<Vec<T>> {
    // Not `collect`: that would stop at the first that is missing, and leave the others unchecked.
    let parts: Vec<Option<T>> = parts.into_iter().collect();
    parts.into_iter().collect()
}
