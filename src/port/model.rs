//! The port model: the life of a call, as one `match` over what falls due.
//!
//! A call leaves its origin, enters the zone, arrives, waits for a berth and a pilot, comes in,
//! is made fast, plugs in, is worked by cranes, unplugs and sails. Each step is a method of
//! [`PortModel`] in the file of its subject; this file holds the state and the `match`.

use std::collections::VecDeque;
use std::ops::Range;

use crate::engine::{self, OneByOne, SimTime, Stream};
use crate::port::bay::{Bay, Labor, Terminal, TerminalId};
use crate::port::call::Calls;
use crate::port::event::{Due, Slot};
use crate::port::ledger::{Ledger, Outcome};
use crate::port::quay::allocation::Waiting;
use crate::port::quay::barge::Barges;
use crate::port::quay::bunker::Bunkers;
use crate::port::quay::crane_work::{Crane, CranePlace};
use crate::port::quay::shore_power::Points;
use crate::port::quay::stint::Blocks;
use crate::port::quay::wharf::Quayside;
use crate::port::record::{Phase, Record};
use crate::port::scratch::Scratch;
use crate::port::sea::approach::Channel;
use crate::port::sea::traffic::Sailings;
use crate::port::simulate::Pace;

/// The engine's context with this model's events and records.
pub(crate) type At = engine::Context<Due, Record>;

/// State of one replication.
#[derive(Debug)]
pub(crate) struct PortModel<'a> {
    /// The place and its rules.
    pub(crate) bay: &'a Bay,
    /// How cranes make their moves.
    pub(crate) pace: Pace,
    /// Root of all streams of the replication.
    pub(crate) root: Stream,
    /// Calls between their origin and the zone's edge.
    pub(crate) calls: Calls,
    /// Where each service stands in its sailings.
    pub(crate) sailings: Vec<Sailings>,
    /// By terminal.
    pub(crate) terminals: Vec<TerminalState<'a>>,
    /// Rails of all wharves, terminal by terminal, with their cranes.
    pub(crate) rails: Vec<Range<usize>>,
    /// Cranes of all rails, in order along each; a crane's place here is its timer, too.
    pub(crate) cranes: Vec<Crane>,
    /// Moves of stints that go one by one, by crane; none if moves are made in batches.
    pub(crate) singles: Vec<OneByOne>,
    /// What is drawn ahead of stints made in batches; none if moves go one by one.
    pub(crate) blocks: Blocks,
    /// By port.
    pub(crate) channels: Vec<Channel>,
    /// By port.
    pub(crate) barges: Vec<Barges>,
    /// By port.
    pub(crate) bunkers: Vec<Bunkers>,
    /// When the work under way ends; `None` between shifts and at meals.
    pub(crate) work_until: Option<SimTime>,
    /// When the latest shift to begin ends: up to then cranes stay where they stand.
    pub(crate) shift_until: SimTime,
    /// Civil day after the one last asked for.
    tomorrow: usize,
    /// What came in, went out and is still here.
    pub(crate) ledger: Ledger,
    /// Lists used again by every event.
    pub(crate) scratch: Scratch,
}

/// State of one terminal.
#[derive(Debug)]
pub(crate) struct TerminalState<'a> {
    /// Calls that wait for a berth, in order of arrival.
    pub(crate) queue: VecDeque<Waiting<'a>>,
    /// So many of them, the first ones, have found no place since a vessel last left its own.
    pub(crate) refused: usize,
    /// By wharf.
    pub(crate) quays: Vec<Quayside>,
    /// Its rails among all, by wharf.
    pub(crate) rails: Range<usize>,
    /// Shore power in use.
    pub(crate) points: Points,
    /// Power dips so far.
    pub(crate) dips: u64,
}

impl TerminalState<'_> {
    /// An empty terminal.
    fn new(terminal: &Terminal, rails: Range<usize>) -> Self {
        Self {
            queue: VecDeque::new(),
            refused: 0,
            quays: vec![Quayside::default(); terminal.wharves.len()],
            rails,
            points: Points::default(),
            dips: 0,
        }
    }
}

impl<'a> PortModel<'a> {
    /// An empty bay at time zero.
    pub(crate) fn new(bay: &'a Bay, pace: Pace, seed: u64, replication: u64) -> Self {
        let root = Stream::root(seed, replication);
        let (mut terminals, mut rails, mut cranes) = (Vec::new(), Vec::new(), Vec::new());
        for (id, terminal) in (0..).map(TerminalId).zip(&bay.terminals) {
            let first_rail = rails.len();
            for (number, wharf) in (0..).zip(&terminal.wharves) {
                let first = cranes.len();
                let stream = root.named("crane").named(&terminal.id).named(&wharf.id);
                cranes.extend((0..wharf.cranes).map(|crane| {
                    let place = CranePlace {
                        terminal: id,
                        wharf: number,
                        crane,
                    };
                    Crane::new(terminal, place, stream.child(u64::from(crane)))
                }));
                rails.push(first..cranes.len());
            }
            terminals.push(TerminalState::new(terminal, first_rail..rails.len()));
        }
        let (singles, blocks) = match pace {
            Pace::Batched => (Vec::new(), Blocks::new(cranes.len())),
            Pace::OneByOne => (vec![OneByOne::default(); cranes.len()], Blocks::new(0)),
        };
        let approaches = bay.ports.iter().map(|port| &port.approach);
        let barges = bay.ports.iter().map(|port| &port.barges);
        let barges = barges.map(|barges| barges.as_ref().map_or(0, |barges| barges.barges));
        let bunkers = bay.ports.iter().map(|port| port.bunkering.as_ref());
        Self {
            bay,
            pace,
            root,
            calls: Calls::new(&bay.vessel_classes),
            sailings: bay
                .services
                .iter()
                .map(|service| Sailings::new(bay, service))
                .collect(),
            terminals,
            rails,
            cranes,
            singles,
            blocks,
            channels: approaches.map(Channel::new).collect(),
            barges: barges.map(Barges::new).collect(),
            bunkers: bunkers.map(Bunkers::new).collect(),
            work_until: matches!(bay.labor, Labor::Continuous).then_some(SimTime::NEVER),
            shift_until: SimTime::NEVER,
            tomorrow: 0,
            ledger: Ledger::default(),
            scratch: Scratch::default(),
        }
    }

    /// The rail along a call's berth: its cranes.
    pub(crate) fn rail_of(&self, slot: Slot) -> Range<usize> {
        let call = &self.calls[slot];
        self.rail(call.tag.terminal.index(), call.berthed().wharf.into())
    }

    /// The rail of a wharf: its cranes.
    pub(crate) fn rail(&self, terminal: usize, wharf: usize) -> Range<usize> {
        self.rails[self.terminals[terminal].rails.start + wharf].clone()
    }

    /// First midnight after now. Time only goes forward, and the search with it.
    pub(crate) fn next_midnight(&mut self, now: SimTime) -> SimTime {
        let days = &self.bay.days.days;
        while days.get(self.tomorrow).is_some_and(|day| day.from <= now) {
            self.tomorrow += 1;
        }
        days.get(self.tomorrow)
            .map_or(SimTime::NEVER, |day| day.from)
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
        let barges = self.barges.iter_mut();
        let captured = barges.map(|barges| barges.captured(end)).sum();
        self.ledger.close(&self.calls, delivered, captured)
    }

    /// Closes what is open at the horizon: work, connections, phases.
    fn close(&mut self, at: &mut At) {
        // At a meal nobody works, and what was worked before it is booked.
        if self.work_until.is_some() {
            self.stop_cranes(true, at);
        }
        for slot in self.calls.slots() {
            let Some(call) = self.calls.get(slot) else {
                continue;
            };
            if call.shore.since.is_some() {
                self.disconnect(slot, at);
            }
            self.disconnect_barge(slot, at);
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
            Due::WindowOpens { terminal, .. } => self.allocate_berths(terminal.index(), at),
            Due::ChannelClear(port) => self.serve_channel(port as usize, at),
            Due::AllFast(slot) => self.make_fast(slot, at),
            Due::PlugsIn(slot) => self.plug_in(slot, at),
            Due::BargeConnects(slot) => self.connect_barge(slot, at),
            Due::BargeFree { port, barge } => self.free_barge(port, barge, at),
            Due::BunkerBargeFree { port, barge } => self.free_bunker_barge(port, barge, at),
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

    #[inline]
    fn timer(&mut self, crane: usize, at: &mut At) {
        self.crane_is_due(crane, at);
    }

    fn end(&mut self, at: &mut At) {
        self.close(at);
    }
}
