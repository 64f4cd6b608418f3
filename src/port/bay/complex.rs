//! The whole complex as one checked value.

use super::approach::{Port, SpeedZone, WaitingPlace};
use super::at_berth::AtBerthRule;
use super::calendar::{Days, Period};
use super::demand::Demand;
use super::disruption::Disruption;
use super::ids::{ClassId, PortId, ServiceId, TerminalId};
use super::labor::Labor;
use super::land::Inland;
use super::terminal::{GridTrouble, Terminal};
use super::traffic::{Service, VesselClass};
use crate::engine::SimDuration;

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
    /// Where vessels wait for a berth.
    pub waiting: WaitingPlace,
    /// What visits must do about their emissions at berth; `None` where no rule is looked at.
    pub at_berth_rule: Option<AtBerthRule>,
    /// Ways in which shore power fails for everybody.
    pub grid: GridTrouble,
    /// What does not work as it does otherwise, and when.
    pub disruptions: Vec<Disruption>,
    /// Civil days as instants.
    pub days: Days,
    /// What is simulated and what of it is measured.
    pub period: Period,
    /// TEU in one crane move (one container on or off), 1.88 in San Pedro Bay.
    pub teu_per_move: f64,
    /// What terminals' land shares: readiness of containers, trucks, chassis.
    pub inland: Inland,
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

    /// Cranes that a call of a class asks for at a terminal.
    #[inline]
    pub fn cranes_asked(&self, class: ClassId, at: TerminalId) -> u16 {
        let (class, at) = (self.class(class), self.terminal(at));
        class.cranes.saturating_add(at.extra_cranes)
    }

    /// The service with this index.
    #[inline]
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.index()]
    }

    /// The demand that a service follows: its own, else its port's; `None` where the service says
    /// its own moves and sails every week.
    #[inline]
    pub fn demand_of<'a>(&'a self, service: &'a Service) -> Option<&'a Demand> {
        let of_port = || self.port_of(service.terminals[0].0).demand.as_ref();
        service.demand.as_ref().or_else(of_port)
    }

    /// From pilot aboard to all fast at a port, on average.
    pub(crate) fn mean_inbound(&self, port: PortId) -> SimDuration {
        let inbound = &self.ports[port.index()].approach.inbound;
        SimDuration::from_hours(inbound.mean() / 3_600_000.0)
    }

    /// Years that the measured period is worth, see [`Days::years`].
    pub fn years(&self) -> f64 {
        self.days.years(self.period)
    }

    /// The port a terminal belongs to.
    #[inline]
    pub fn port_of(&self, id: TerminalId) -> &Port {
        &self.ports[self.terminal(id).port.index()]
    }
}
