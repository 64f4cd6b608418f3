//! What is asked, and of whom.

use crate::port::bay::{Bay, TerminalId};

/// Service level unless another is asked for: most mean wait for a berth over mean time at berth.
pub const SERVICE_LEVEL: f64 = 0.10;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// Whose capacity.
    pub site: Site,
    /// Service level: most mean wait over mean time at berth.
    pub level: f64,
    /// Replications at every load, at least two.
    pub replications: u32,
}

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

/// Identifies the terminal at a position of the bay's list.
pub(super) fn terminal_id(index: usize) -> TerminalId {
    TerminalId(u16::try_from(index).expect("terminals are counted in 16 bits"))
}

/// Position of a terminal among the parts of the complex: bay, ports, terminals.
pub(super) fn part_of(bay: &Bay, terminal: usize) -> usize {
    1 + bay.ports.len() + terminal
}

impl Site {
    /// The terminal with this id.
    ///
    /// # Panics
    /// If there are more than 65,535 terminals.
    pub fn terminal(bay: &Bay, id: &str) -> Option<Self> {
        let mut terminals = bay.terminals.iter();
        let at = terminals.position(|terminal| terminal.id == id)?;
        Some(Self::Terminal(terminal_id(at)))
    }

    /// Position among the parts of the complex.
    pub(super) fn part(self, bay: &Bay) -> usize {
        match self {
            Self::Bay | Self::EachTerminal => 0,
            Self::Terminal(id) => part_of(bay, id.index()),
        }
    }

    /// Positions of its terminals in the bay's list.
    pub(super) fn terminals(self, bay: &Bay) -> Vec<usize> {
        match self {
            Self::Bay | Self::EachTerminal => (0..bay.terminals.len()).collect(),
            Self::Terminal(id) => vec![id.index()],
        }
    }

    /// Positions of its terminals at which any service calls.
    pub(super) fn called(self, bay: &Bay) -> Vec<usize> {
        let shares = || bay.services.iter().flat_map(|service| &service.terminals);
        let called = |at: &usize| shares().any(|(id, share)| id.index() == *at && *share > 0.0);
        self.terminals(bay).into_iter().filter(called).collect()
    }

    /// What is scaled by a factor of its own, as positions among the parts of the complex: the
    /// site itself, or each of its terminals at which somebody calls.
    pub(super) fn groups(self, bay: &Bay) -> Vec<usize> {
        match self {
            Self::EachTerminal => {
                let called = self.called(bay).into_iter();
                called.map(|terminal| part_of(bay, terminal)).collect()
            }
            _ => vec![self.part(bay)],
        }
    }

    /// The load of each terminal of the bay under the loads of all [groups](Self::groups); `None`
    /// where traffic is left alone.
    pub(super) fn loads_of_terminals(self, bay: &Bay, loads: &[f64]) -> Vec<Option<f64>> {
        let groups = self.groups(bay);
        assert_eq!(loads.len(), groups.len(), "every group has a load");
        let load_of = |index: usize| match self {
            Self::Bay => Some(loads[0]),
            Self::Terminal(id) => (id.index() == index).then(|| loads[0]),
            Self::EachTerminal => {
                let part = part_of(bay, index);
                let group = groups.iter().position(|group| *group == part);
                group.map(|group| loads[group])
            }
        };
        (0..bay.terminals.len()).map(load_of).collect()
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

    /// How it is filled, as a word of results.
    pub const fn filled(self) -> &'static str {
        match self {
            Self::Bay => "together",
            Self::EachTerminal => "each_terminal",
            Self::Terminal(_) => "terminal",
        }
    }
}
