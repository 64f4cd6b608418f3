//! Where services come from and go to, and with what: origins, terminals and vessel classes.

use std::cell::{Cell, RefCell};

use super::check::Check;
use super::fit::{Limit, limits};
use super::origin::Passage;
use super::terminal::WrittenTerminal;
use super::vessel_class::{ANY, WrittenClass, any};
use crate::port::bay::{ClassId, TerminalId};
use crate::scenario::checked::CallListRow;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::given::{At, Named};
use crate::scenario::source::Place;
use crate::units::{Meters, Teu};

/// What services are checked against.
pub(super) struct Ground<'a> {
    pub(super) check: &'a Check<'a>,
    pub(super) origins: Vec<Named<Passage>>,
    pub(super) classes: Vec<Named<WrittenClass>>,
    pub(super) terminals: Vec<Named<WrittenTerminal>>,
    /// Share of each class's sailings that the next larger class makes.
    pub(super) larger: f64,
    /// Whether a vessel of the built-in class is sent for.
    pub(super) uses_any: Cell<bool>,
    /// Whether a vessel was sent where it does not fit: extra loaders need not say so again.
    pub(super) any_misfit: Cell<bool>,
    /// Rows of the call list as they are checked.
    pub(super) call_list: RefCell<Vec<CallListRow>>,
}

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

impl Ground<'_> {
    /// Position of a terminal by name; reported if there is none.
    pub(super) fn terminal(&self, id: &str, place: &Place) -> Option<usize> {
        self.check.position("terminal", id, place, &self.terminals)
    }

    /// An origin by name; reported if there is none.
    pub(super) fn origin(&self, given: &At<String>) -> Option<Passage> {
        let (id, place) = (&given.value, &given.place);
        let at = self.check.position("origin", id, place, &self.origins)?;
        Some(self.origins[at].value.clone())
    }

    /// Position of a class by name; reported if there is none.
    pub(super) fn class_id(&self, id: &str, place: &Place) -> Option<ClassId> {
        let at = if id == ANY && !self.check.has("vessel_class", ANY) {
            self.uses_any.set(true);
            self.classes.len()
        } else {
            let table = "vessel_class";
            self.check.position(table, id, place, &self.classes)?
        };
        let at = u16::try_from(at).expect("a scenario has fewer than 65,536 vessel classes");
        Some(ClassId(at))
    }

    /// Capacity of a class by name, if it is known; reports nothing.
    pub(super) fn capacity(&self, id: &str) -> Option<Teu> {
        match self.classes.iter().find(|class| class.id == id) {
            Some(class) => class.value.capacity.value(),
            None => (id == ANY).then(|| any().capacity),
        }
    }

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
            let terminal = &self.terminals[deployment.terminal].id;
            let message = format!(
                "vessel class `{}` of service `{}` fits no wharf of terminal `{terminal}`: {}",
                class.id, deployment.service, limit.what
            );
            let help = "send the service to another terminal, or deploy smaller vessels";
            self.check.push(
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

    /// What keeps the first class that fits nowhere from the wharf that nearly fits; `loa` is the
    /// length of the vessel itself, where it is not that of its class.
    pub(super) fn misfit<'a>(
        &'a self,
        terminal: usize,
        classes: &[Named<f64>],
        loa: Option<&'a At<Meters>>,
    ) -> Option<Limit<'a>> {
        let wharves = &self.terminals[terminal].value.wharves;
        let written = classes
            .iter()
            .filter_map(|class| self.classes.iter().find(|entry| entry.id == class.id));
        for class in written {
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

/// The identifier of the terminal at a position.
pub(super) fn terminal_id(at: usize) -> TerminalId {
    TerminalId(u16::try_from(at).expect("a scenario has fewer than 65,536 terminals"))
}
