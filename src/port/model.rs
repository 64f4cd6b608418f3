//! The port model: the life of a call, as one `match` over what falls due.
//!
//! A call leaves its origin, enters the zone, arrives, waits for a berth and a pilot, comes in,
//! is made fast, plugs in, is worked by cranes, unplugs and sails. Each step is a method of
//! [`PortModel`] in the file of its subject; this file holds the state and the `match`.

use crate::engine::{self, SimTime, Stream};
use crate::port::bay::{Bay, Labor};
use crate::port::call::Calls;
use crate::port::event::{Due, Slot};
use crate::port::ledger::{Ledger, Outcome};
use crate::port::quay::crane_work::Crane;
use crate::port::quay::shore_power::Points;
use crate::port::quay::wharf::Quayside;
use crate::port::record::{Phase, Record};
use crate::port::sea::approach::Channel;
use crate::port::sea::traffic::Sailings;

/// The engine's context with this model's events and records.
pub(crate) type At = engine::Context<Due, Record>;

/// State of one replication.
#[derive(Debug)]
pub(crate) struct PortModel<'a> {
    /// The place and its rules.
    pub(crate) bay: &'a Bay,
    /// Root of all streams of the replication.
    pub(crate) root: Stream,
    /// Calls between their origin and the zone's edge.
    pub(crate) calls: Calls,
    /// Where each service stands in its sailings.
    pub(crate) sailings: Vec<Sailings>,
    /// By terminal.
    pub(crate) terminals: Vec<TerminalState>,
    /// By port.
    pub(crate) channels: Vec<Channel>,
    /// Terminal, wharf and crane of each timer.
    pub(crate) crane_of_timer: Vec<(usize, usize, usize)>,
    /// When the work under way ends; `None` between shifts and at meals.
    pub(crate) work_until: Option<SimTime>,
    /// What came in, went out and is still here.
    pub(crate) ledger: Ledger,
}

/// State of one terminal.
#[derive(Debug)]
pub(crate) struct TerminalState {
    /// Calls that wait for a berth, in order of arrival.
    pub(crate) queue: Vec<Slot>,
    /// By wharf.
    pub(crate) quays: Vec<Quayside>,
    /// By wharf and position along its rail.
    pub(crate) cranes: Vec<Vec<Crane>>,
    /// Timer of the first crane of each wharf.
    pub(crate) first_timer: Vec<usize>,
    /// Shore power in use.
    pub(crate) points: Points,
    /// Power dips so far.
    pub(crate) dips: u64,
}

impl<'a> PortModel<'a> {
    /// An empty bay at time zero.
    pub(crate) fn new(bay: &'a Bay, seed: u64, replication: u64) -> Self {
        let root = Stream::root(seed, replication);
        let mut crane_of_timer = Vec::new();
        let mut terminals = Vec::with_capacity(bay.terminals.len());
        for (t, terminal) in bay.terminals.iter().enumerate() {
            let mut first_timer = Vec::new();
            let mut cranes = Vec::new();
            for (w, wharf) in terminal.wharves.iter().enumerate() {
                first_timer.push(crane_of_timer.len());
                crane_of_timer.extend((0..usize::from(wharf.cranes)).map(|crane| (t, w, crane)));
                let stream = root.named("crane").named(&terminal.id).named(&wharf.id);
                cranes.push(
                    (0..wharf.cranes)
                        .map(|crane| Crane::new(terminal, stream.child(u64::from(crane))))
                        .collect(),
                );
            }
            terminals.push(TerminalState {
                queue: Vec::new(),
                quays: vec![Quayside::default(); terminal.wharves.len()],
                cranes,
                first_timer,
                points: Points::default(),
                dips: 0,
            });
        }
        Self {
            bay,
            root,
            calls: Calls::default(),
            sailings: bay.services.iter().map(|_| Sailings::default()).collect(),
            terminals,
            channels: bay
                .ports
                .iter()
                .map(|port| Channel::new(&port.approach))
                .collect(),
            crane_of_timer,
            work_until: matches!(bay.labor, Labor::Continuous).then_some(SimTime::NEVER),
            ledger: Ledger::default(),
        }
    }

    /// Lets a call do something else from now on (or nothing more), and says so.
    pub(crate) fn change_phase(&mut self, slot: Slot, next: Option<Phase>, at: &mut At) {
        let call = &mut self.calls[slot];
        if let Some((phase, from)) = call.phase.take() {
            at.record(Record::PhaseEnded {
                tag: call.tag,
                phase,
                from,
                to: at.now(),
            });
        }
        if let Some(phase) = next {
            call.phase = Some((phase, at.now()));
            at.record(Record::PhaseBegan {
                tag: call.tag,
                phase,
                at: at.now(),
            });
        }
    }

    /// Books of the replication, once it has ended.
    pub(crate) fn outcome(&mut self) -> Outcome {
        let end = self.bay.period.end;
        let delivered = self
            .terminals
            .iter_mut()
            .map(|terminal| terminal.points.delivered(end))
            .sum();
        self.ledger.close(&self.calls, delivered)
    }

    /// Closes what is open at the horizon: work, connections, phases.
    fn close(&mut self, at: &mut At) {
        // At a meal nobody works, and what was worked before it is booked.
        if self.work_until.is_some() {
            self.stop_cranes(true, at);
        }
        for slot in self.calls.slots() {
            if self.calls[slot].shore.since.is_some() {
                self.disconnect(slot, at);
            }
            self.change_phase(slot, None, at);
        }
    }
}

impl engine::Model for PortModel<'_> {
    type Event = Due;
    type Record = Record;
    const TIMER_RANK: u8 = Due::CRANE_RANK;

    fn begin(&mut self, at: &mut At) {
        self.begin_traffic(at);
        self.begin_shifts(at);
        self.begin_outages(at);
    }

    fn handle(&mut self, due: Due, at: &mut At) {
        match due {
            Due::Sails(service) => self.sail(service, at),
            Due::EntersZone(slot) => self.enter_zone(slot, at),
            Due::RingPassed(slot) => self.pass_ring(slot, at),
            Due::Arrives(slot) => self.arrive(slot, at),
            Due::ChannelClear(port) => self.serve_channel(port as usize, at),
            Due::AllFast(slot) => self.make_fast(slot, at),
            Due::PlugsIn(slot) => self.plug_in(slot, at),
            Due::ReadyForCargo(slot) => self.begin_cargo(slot, at),
            Due::OrderGangs(shift) => self.order_gangs(shift as usize, at),
            Due::WorkStarts(part) => self.start_work(part, at),
            Due::WorkStops(part) => self.stop_work(part, at),
            Due::GridFails(outage) => self.fail_grid(outage as usize, at),
            Due::GridReturns(outage) => self.restore_grid(outage as usize, at),
            Due::Unplug(slot) => self.unplug(slot, at),
            Due::ReadyToSail(slot) => self.ask_outbound(slot, at),
            Due::PilotOff(slot) => self.drop_pilot(slot, at),
        }
    }

    fn timer(&mut self, slot: usize, at: &mut At) {
        let (terminal, wharf, crane) = self.crane_of_timer[slot];
        self.crane_is_due(terminal, wharf, crane, at);
    }

    fn end(&mut self, at: &mut At) {
        self.close(at);
    }
}
