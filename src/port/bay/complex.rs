//! The whole complex as one checked value.

use super::approach::{Port, SpeedZone};
use super::calendar::{Days, Period};
use super::ids::{ClassId, ServiceId, TerminalId};
use super::labor::Labor;
use super::terminal::{GridTrouble, Terminal};
use super::traffic::{Service, VesselClass};
use crate::engine::SimTime;

/// Everything the model needs to know of a scenario.
#[derive(Clone, Debug)]
pub struct Bay {
    /// Ports of the complex, at least one.
    pub ports: Vec<Port>,
    /// Terminals of all ports, at least one.
    pub terminals: Vec<Terminal>,
    /// Vessel classes that services deploy.
    pub vessel_classes: Vec<VesselClass>,
    /// Liner services, random traffic, and each port's extra loaders.
    pub services: Vec<Service>,
    /// Who works the cranes, and when.
    pub labor: Labor,
    /// Speed reduction zone around the bay; `None` where a scenario has no approach at all.
    pub zone: Option<SpeedZone>,
    /// Ways in which shore power fails for everybody.
    pub grid: GridTrouble,
    /// Civil days as instants.
    pub days: Days,
    /// What is simulated and what of it is measured.
    pub period: Period,
    /// TEU in one crane move (one container on or off), 1.88 in San Pedro Bay.
    pub teu_per_move: f64,
}

impl Bay {
    /// The terminal with this index.
    #[inline]
    pub fn terminal(&self, id: TerminalId) -> &Terminal {
        &self.terminals[id.index()]
    }

    /// The vessel class with this index.
    #[inline]
    pub fn class(&self, id: ClassId) -> &VesselClass {
        &self.vessel_classes[id.index()]
    }

    /// The service with this index.
    #[inline]
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.index()]
    }

    /// The port a terminal belongs to.
    #[inline]
    pub fn port_of(&self, id: TerminalId) -> &Port {
        &self.ports[self.terminal(id).port.index()]
    }
}

impl Bay {
    /// First local midnight or end of the simulation after `at`; [`SimTime::NEVER`] after both.
    /// Crane work is recorded in pieces between these marks.
    pub(crate) fn next_mark(&self, at: SimTime) -> SimTime {
        let midnight = self.days.next_midnight(at);
        if at < self.period.end {
            midnight.min(self.period.end)
        } else {
            midnight
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Distribution, SimDuration};
    use crate::port::fixture;

    #[test]
    fn work_is_cut_at_every_midnight_and_at_the_end() {
        let none = Distribution::constant(1.0);
        let mut bay = fixture::queue(none.clone(), none, 1, 2, 1);
        let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
        bay.period.end = at(60.0);
        assert_eq!(bay.next_mark(SimTime::ZERO), at(24.0));
        assert_eq!(bay.next_mark(at(24.0)), at(48.0), "a mark is after its day");
        assert_eq!(bay.next_mark(at(50.0)), at(60.0), "the end");
        assert_eq!(bay.next_mark(at(60.0)), SimTime::NEVER);
        assert_eq!(bay.days.index_at(at(47.9)), 1);
        assert_eq!(bay.days.index_at(at(48.0)), 2);
    }
}
