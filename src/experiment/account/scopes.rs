//! Parts of the complex that have measures: the bay, its ports, their terminals.

use crate::port::bay::{Bay, TerminalId};

/// Numbers the parts: the bay is 0, then the ports, then the terminals, in the bay's order.
#[derive(Clone, Debug)]
pub(super) struct Scopes {
    ports: usize,
    port_of: Vec<usize>,
}

impl Scopes {
    pub(super) fn new(bay: &Bay) -> Self {
        Self {
            ports: bay.ports.len(),
            port_of: bay.terminals.iter().map(|t| t.port.index()).collect(),
        }
    }

    /// How many parts there are.
    pub(super) fn count(&self) -> usize {
        1 + self.ports + self.port_of.len()
    }

    /// How many ports there are.
    pub(super) fn ports(&self) -> usize {
        self.ports
    }

    /// How many parts are counted day by day: the bay and its ports.
    pub(super) fn harbors(&self) -> usize {
        1 + self.ports
    }

    /// Bay, port and terminal that something at a terminal counts for.
    #[inline]
    pub(super) fn of(&self, terminal: TerminalId) -> [usize; 3] {
        let terminal = terminal.index();
        [0, 1 + self.port_of[terminal], 1 + self.ports + terminal]
    }

    /// Whether a terminal belongs to a part.
    pub(super) fn holds(&self, scope: usize, terminal: usize) -> bool {
        scope == 0 || scope == 1 + self.port_of[terminal] || scope == 1 + self.ports + terminal
    }

    /// Terminals of a part.
    pub(super) fn terminals(&self, scope: usize) -> impl Iterator<Item = usize> {
        (0..self.port_of.len()).filter(move |terminal| self.holds(scope, *terminal))
    }
}
