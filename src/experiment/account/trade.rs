//! What the cargo is worth: by the lane that it came on, and while it waits.
//!
//! A port says what a loaded TEU is worth on average; empties are worth nothing here. A call's
//! value is that of all it exchanges, loads it brings and loads it fetches: both wait for it.

use serde::{Deserialize, Serialize};

use crate::engine::SimDuration;
use crate::port::bay::{Bay, Port, PortId, TerminalId};
use crate::port::record::{CallTag, Visit};

/// Milliseconds in a day.
const MILLIS_PER_DAY: f64 = 86_400_000.0;

/// Calls of one port that left one origin, by departure within the period, and what it moved for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct LaneFigures {
    /// Calls.
    pub calls: u64,
    /// Containers on and off within the period, whether or not their call has departed.
    pub moves: u64,
    /// Containers of calls departed times the milliseconds that their call waited.
    pub waiting: i128,
}

/// An origin as seen from a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The port of call.
    pub port: PortId,
    /// Port left last; empty for random traffic.
    pub origin: String,
}

/// Counts calls by lane, and what waits by terminal.
#[derive(Clone, Debug)]
pub(super) struct Trade {
    /// Lane by service, then port; only those that services go to are ever asked for.
    lane_of: Vec<Vec<usize>>,
    pub(super) lanes: Vec<LaneFigures>,
    /// Containers times the milliseconds that their call waited, by terminal.
    waiting: Vec<i128>,
    /// Containers times milliseconds waited within the period, by terminal, whether or not their
    /// call has departed.
    queueing: Vec<i128>,
}

/// Every lane of a bay: ports in their order, origins in the order of the services.
pub fn lanes(bay: &Bay) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    for service in &bay.services {
        for (terminal, _) in &service.terminals {
            let lane = Lane {
                port: bay.terminal(*terminal).port,
                origin: service.origin.clone(),
            };
            if !lanes.contains(&lane) {
                lanes.push(lane);
            }
        }
    }
    lanes.sort_by_key(|lane| lane.port);
    lanes
}

/// Dollars of so many containers at a port; `None` where it does not say what they are worth.
pub(super) fn dollars(containers: f64, port: &Port, bay: &Bay) -> Option<f64> {
    let loaded = 1.0 - port.cargo_mix.empty;
    let value = port.loaded_teu_value?;
    Some(containers * bay.teu_per_move * loaded * value.value())
}

impl LaneFigures {
    /// Worth of the cargo in dollars; `None` where the port does not say.
    pub fn value(&self, port: &Port, bay: &Bay) -> Option<f64> {
        dollars(self.moves as f64, port, bay)
    }

    /// Worth of the cargo times the days that it waited with its vessel, in dollar-days.
    pub fn waiting_value(&self, port: &Port, bay: &Bay) -> Option<f64> {
        dollars(self.waiting as f64 / MILLIS_PER_DAY, port, bay)
    }
}

impl Trade {
    pub(super) fn new(bay: &Bay) -> Self {
        let lanes = lanes(bay);
        let place = |port: usize, origin: &str| {
            let lane = |lane: &Lane| lane.port.index() == port && lane.origin == origin;
            lanes.iter().position(lane).unwrap_or(usize::MAX)
        };
        let ports = 0..bay.ports.len();
        let services = bay.services.iter();
        Self {
            lane_of: services
                .map(|service| {
                    ports
                        .clone()
                        .map(|port| place(port, &service.origin))
                        .collect()
                })
                .collect(),
            lanes: vec![LaneFigures::default(); lanes.len()],
            waiting: vec![0; bay.terminals.len()],
            queueing: vec![0; bay.terminals.len()],
        }
    }

    pub(super) fn departed(&mut self, visit: &Visit) {
        let waiting = i128::from(visit.moves) * i128::from(visit.wait().millis());
        self.waiting[visit.tag.terminal.index()] += waiting;
        if let Some(lane) = self.lane(visit.tag) {
            lane.calls += 1;
            lane.waiting += waiting;
        }
    }

    /// Containers were moved for a call within the period.
    #[inline]
    pub(super) fn moved(&mut self, tag: CallTag, containers: u32) {
        if let Some(lane) = self.lane(tag) {
            lane.moves += u64::from(containers);
        }
    }

    /// The lane of a call; `None` of a service that the place does not have.
    fn lane(&mut self, tag: CallTag) -> Option<&mut LaneFigures> {
        let ports = self.lane_of.get(tag.service.index())?;
        self.lanes.get_mut(*ports.get(tag.port.index())?)
    }

    /// A call for so many containers waited for so long within the period.
    pub(super) fn waited(&mut self, terminal: TerminalId, containers: u32, within: SimDuration) {
        self.queueing[terminal.index()] += i128::from(containers) * i128::from(within.millis());
    }

    /// Dollar-days of cargo that waited for a terminal within the period.
    pub(super) fn queueing_value(&self, terminal: usize, port: &Port, bay: &Bay) -> Option<f64> {
        dollars(self.queueing[terminal] as f64 / MILLIS_PER_DAY, port, bay)
    }

    /// Dollar-days that the cargo of departed calls waited for a terminal.
    pub(super) fn waiting_value(&self, terminal: usize, port: &Port, bay: &Bay) -> Option<f64> {
        dollars(self.waiting[terminal] as f64 / MILLIS_PER_DAY, port, bay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::fixture::{bay, tag, visit};
    use crate::engine::Distribution;
    use crate::port::bay::{CallSize, Service, Traffic};
    use crate::units::{DollarsPerTeu, NauticalMiles};

    fn service(origin: &str, terminals: &[u16]) -> Service {
        let share = 1.0 / terminals.len() as f64;
        let none = || Distribution::constant(0.0);
        Service {
            id: origin.to_owned(),
            name: origin.to_owned(),
            origin: origin.to_owned(),
            origin_in_china: true,
            distance: NauticalMiles::ZERO,
            terminals: terminals
                .iter()
                .map(|id| (TerminalId(*id), share))
                .collect(),
            traffic: Traffic::ExtraLoaders,
            vessel_classes: Vec::new(),
            cargo: CallSize::Moves(none()),
            delay: none(),
            early: SimDuration::ZERO,
            demand: None,
        }
    }

    #[test]
    fn a_call_that_waits_two_days_is_worth_its_loaded_containers_for_two_days() {
        let mut bay = bay(31);
        bay.ports[0].loaded_teu_value = Some(DollarsPerTeu::new(40_000.0));
        bay.services.push(service("Shanghai", &[0]));
        let mut trade = Trade::new(&bay);
        // Arrives at 30 h and is bound for its berth at 78 h.
        trade.departed(&visit(tag(0, 0), [30.0, 78.0, 80.0, 100.0], 100));
        trade.moved(tag(0, 0), 100);
        let figures = trade.lanes[0];
        assert_eq!((figures.calls, figures.moves), (1, 100));
        let port = &bay.ports[0];
        let close = |found: Option<f64>, exact: f64| (found.unwrap() / exact - 1.0).abs() < 1e-12;
        // 100 moves of 2 TEU, a quarter of them empty, at 40,000 dollars each: 6 million.
        assert!(close(figures.value(port, &bay), 6e6));
        assert!(close(figures.waiting_value(port, &bay), 12e6));
        assert!(close(trade.waiting_value(0, port, &bay), 12e6));
        assert_eq!(figures.value(&bay.ports[1], &bay), None, "not known there");
    }

    #[test]
    fn a_lane_is_a_port_and_an_origin() {
        let mut bay = bay(31);
        // Terminals 0 and 1 are of the first port, 2 is of the second.
        bay.services.push(service("Ningbo", &[2]));
        bay.services.push(service("Shanghai", &[0, 1, 2]));
        bay.services.push(service("Ningbo", &[1]));
        let lanes: Vec<_> = lanes(&bay)
            .into_iter()
            .map(|lane| (lane.port.index(), lane.origin))
            .collect();
        let lane = |port, origin: &str| (port, origin.to_owned());
        assert_eq!(
            lanes,
            [
                lane(0, "Shanghai"),
                lane(0, "Ningbo"),
                lane(1, "Ningbo"),
                lane(1, "Shanghai")
            ]
        );
    }
}
