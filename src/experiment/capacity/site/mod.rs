//! Whose capacity is asked for, and its traffic made more or less.

use crate::port::bay::{Bay, TerminalId};

/// Whose capacity is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// The whole complex: the traffic of all terminals is scaled by one factor, and the level is
    /// that of all vessels together.
    Bay,
    /// The whole complex: the traffic of each terminal is scaled by a factor of its own, to the
    /// level of its own vessels.
    EachTerminal,
    /// One terminal: its traffic alone is scaled, while the others keep theirs and take their
    /// share of gangs, pilots and channel.
    Terminal(TerminalId),
}

impl Site {
    /// The terminal with this id.
    ///
    /// # Panics
    /// If there are more than 65,535 terminals.
    pub fn terminal(bay: &Bay, id: &str) -> Option<Self> {
        let at = bay
            .terminals
            .iter()
            .position(|terminal| terminal.id == id)?;
        let id = TerminalId(u16::try_from(at).expect("terminals are counted in 16 bits"));
        Some(Self::Terminal(id))
    }

    /// Position among the parts of the complex: bay, ports, terminals.
    pub(super) fn part(self, bay: &Bay) -> usize {
        match self {
            Self::Bay | Self::EachTerminal => 0,
            Self::Terminal(id) => 1 + bay.ports.len() + id.index(),
        }
    }

    /// Positions of its terminals in the bay's list.
    pub(super) fn terminals(self, bay: &Bay) -> Vec<usize> {
        match self {
            Self::Bay | Self::EachTerminal => (0..bay.terminals.len()).collect(),
            Self::Terminal(id) => vec![id.index()],
        }
    }

    /// What is scaled by a factor of its own, as positions among the parts of the complex: the
    /// site itself, or each of its terminals at which somebody calls.
    pub(super) fn groups(self, bay: &Bay) -> Vec<usize> {
        if self != Self::EachTerminal {
            return vec![self.part(bay)];
        }
        let terminals = self.terminals(bay).into_iter();
        let terminals = terminals.filter(|index| self.is_called_at(bay, *index));
        terminals.map(|index| 1 + bay.ports.len() + index).collect()
    }

    /// Its id in results.
    pub fn id(self, bay: &Bay) -> &str {
        match self {
            Self::Bay | Self::EachTerminal => "bay",
            Self::Terminal(id) => &bay.terminal(id).id,
        }
    }

    /// Its name for people.
    pub fn name(self, bay: &Bay) -> &str {
        match self {
            Self::Bay | Self::EachTerminal => "the bay",
            Self::Terminal(id) => &bay.terminal(id).name,
        }
    }

    fn holds(self, terminal: TerminalId) -> bool {
        match self {
            Self::Bay | Self::EachTerminal => true,
            Self::Terminal(own) => own == terminal,
        }
    }

    /// Whether any service calls at the terminal at this position of the bay's list.
    pub(super) fn is_called_at(self, bay: &Bay, index: usize) -> bool {
        let id = TerminalId(u16::try_from(index).expect("terminals are counted in 16 bits"));
        self.holds(id) && Self::Terminal(id).has_traffic(bay)
    }

    /// Whether any service calls here.
    pub fn has_traffic(self, bay: &Bay) -> bool {
        let here = |(terminal, share): &(TerminalId, f64)| *share > 0.0 && self.holds(*terminal);
        let mut services = bay.services.iter();
        services.any(|service| service.terminals.iter().any(here))
    }
}

mod traffic;

pub(super) use traffic::scaled;

#[cfg(test)]
mod tests;
