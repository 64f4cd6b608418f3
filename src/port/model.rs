//! The port model: the life of a call, as one `match` over what falls due.
//!
//! A call leaves its origin, enters the zone, arrives, waits for a berth and a pilot, comes in,
//! is made fast, plugs in, is worked by cranes, unplugs and sails. Each step is a method of
//! [`PortModel`] in the file of its subject. What a subject keeps is a type of its own, which
//! knows nothing of the model and whose fields are closed to other subjects; this file puts them
//! together and holds the `match`.

use crate::engine::{self, SimDuration, SimTime, Stream};
use crate::port::bay::{Bay, Labor, Terminal, Traffic};
use crate::port::call::Calls;
use crate::port::disruption::Disruptions;
use crate::port::event::{CallId, Due, Rank};
use crate::port::land::terminals::Landside;
use crate::port::ledger::{Ledger, Outcome};
use crate::port::pool::{Fleet, Level};
use crate::port::quay::allocation::Berths;
use crate::port::quay::bell::Bell;
use crate::port::quay::crane::Cranes;
use crate::port::quay::shore_power::Points;
use crate::port::quay::stint::{Blocks, Pace};
use crate::port::record::{Phase, Record};
use crate::port::scratch::Scratch;
use crate::port::sea::approach::Channel;
use crate::port::sea::sailings::Sailings;

/// The engine's context with this model's events and records.
pub(crate) type At = engine::Context<Due, Record>;

/// State of one replication.
#[derive(Debug)]
pub(crate) struct PortModel<'a> {
    /// The place and its rules.
    pub(super) bay: &'a Bay,
    /// Calls between their origin and the zone's edge.
    pub(super) calls: Calls,
    /// Where each service stands in its sailings.
    pub(super) sailings: Vec<Sailings>,
    /// By terminal.
    pub(super) terminals: Vec<TerminalState<'a>>,
    /// Cranes of all rails; a crane's place among them is its timer, too.
    pub(super) cranes: Cranes,
    /// What is drawn ahead of stints made in batches; `None` if moves are made one by one.
    pub(super) blocks: Option<Blocks>,
    /// By port.
    pub(super) channels: Vec<Channel>,
    /// Capture barges by port.
    pub(super) capture: Vec<Fleet>,
    /// Capture barges that capture, by port.
    pub(super) capturing: Vec<Level>,
    /// Bunker barges by port.
    pub(super) bunkers: Vec<Fleet>,
    /// What does not work as it does otherwise.
    pub(super) disruptions: Disruptions<'a>,
    /// When the work under way ends; `None` between shifts and at meals.
    pub(super) work_until: Option<SimTime>,
    /// When the latest shift to begin ends: up to then cranes stay where they stand.
    pub(super) shift_until: SimTime,
    /// Yards, gates and trains; `None` where no terminal has land.
    pub(super) landside: Option<Box<Landside<'a>>>,
    /// What came in, went out and is still here.
    pub(super) ledger: Ledger,
    /// Lists used again by every event.
    pub(super) scratch: Scratch,
    /// Number of the next call that is not of a list.
    pub(super) next_number: u32,
    /// Root of all streams of the replication.
    root: Stream,
    /// Civil day after the one last asked for.
    tomorrow: usize,
}

/// State of one terminal.
#[derive(Debug)]
pub(crate) struct TerminalState<'a> {
    /// Who lies along its wharves, and who waits for that.
    pub(super) berths: Berths<'a>,
    /// Shore power in use.
    pub(super) points: Points,
}

impl<'a> TerminalState<'a> {
    /// An empty terminal.
    fn new(terminal: &'a Terminal) -> Self {
        Self {
            berths: Berths::new(terminal),
            points: Points::default(),
        }
    }
}

impl<'a> PortModel<'a> {
    /// An empty bay at time zero.
    pub(crate) fn new(bay: &'a Bay, pace: Pace, seed: u64, replication: u64) -> Self {
        let root = Stream::root(seed, replication);
        let cranes = Cranes::new(bay, root);
        let blocks = match pace {
            Pace::Batched => Some(Blocks::new(cranes.len())),
            Pace::OneByOne => None,
        };
        let ports = || bay.ports.iter();
        let capture = ports().map(|port| port.barges.as_ref().map_or(0, |barges| barges.barges));
        let bunkers = ports().map(|port| port.bunkering.as_ref().map_or(0, |barges| barges.barges));
        let services = bay.services.iter();
        Self {
            bay,
            calls: Calls::new(&bay.vessel_classes),
            sailings: services.map(|of| Sailings::new(bay, of)).collect(),
            terminals: bay.terminals.iter().map(TerminalState::new).collect(),
            cranes,
            blocks,
            channels: ports().map(|port| Channel::new(&port.approach)).collect(),
            capture: capture.map(Fleet::new).collect(),
            capturing: vec![Level::default(); bay.ports.len()],
            bunkers: bunkers.map(Fleet::new).collect(),
            disruptions: Disruptions::new(bay, root),
            work_until: matches!(bay.labor, Labor::Continuous).then_some(SimTime::NEVER),
            shift_until: SimTime::NEVER,
            landside: Landside::new(bay, root),
            ledger: Ledger::default(),
            scratch: Scratch::default(),
            next_number: listed_calls(bay),
            root,
            tomorrow: 0,
        }
    }

    /// Root of all streams of the replication.
    pub(crate) fn root(&self) -> Stream {
        self.root
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
    pub(crate) fn change_phase(&mut self, id: CallId, next: Option<Phase>, at: &mut At) {
        let call = &mut self.calls[id];
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
        let terminals = self.terminals.iter_mut();
        let delivered = terminals.map(|terminal| terminal.points.delivered(end));
        let captured = self.capturing.iter_mut().map(|level| level.integral(end));
        let land = self.landside.as_ref().map(|land| land.balance());
        self.ledger
            .close(&self.calls, delivered.sum(), captured.sum(), land)
    }

    /// Closes what is open at the horizon: work, connections, phases.
    fn close(&mut self, at: &mut At) {
        self.end_land(at);
        // At a meal nobody works, and what was worked before it is booked.
        for position in 0..self.calls.len() {
            self.end_extension(self.calls.nth(position), at);
        }
        if self.work_until.is_some() {
            self.stop_cranes(Bell::EndOfShift(SimDuration::ZERO), at);
        }
        for position in 0..self.calls.len() {
            let id = self.calls.nth(position);
            if self.calls[id].shore.since.is_some() {
                self.disconnect(id, at);
            }
            self.disconnect_barge(id, at);
            self.change_phase(id, None, at);
        }
    }
}

/// Calls of all lists, which have the first numbers.
fn listed_calls(bay: &Bay) -> u32 {
    let listed = bay.services.iter().map(|service| match &service.traffic {
        Traffic::Listed { calls } => calls.len(),
        Traffic::Weekly { .. } | Traffic::ExtraLoaders | Traffic::Renewal(_) => 0,
    });
    u32::try_from(listed.sum::<usize>()).expect("fewer than four billion calls")
}

impl engine::Model for PortModel<'_> {
    type Event = Due;
    type Record = Record;
    const TIMER_RANK: u8 = Rank::CraneTimer as u8;

    fn begin(&mut self, at: &mut At) {
        self.begin_traffic(at);
        self.begin_shifts(at);
        self.begin_outages(at);
        self.begin_disruptions(at);
        self.begin_land(at);
    }

    fn handle(&mut self, due: Due, at: &mut At) {
        match due {
            Due::DisruptionEnds(id) => self.recover(id, at),
            Due::DisruptionBegins(id) => self.disrupt(id, at),
            Due::Sails(service) => self.sail(service, at),
            Due::EntersZone(id) => self.enter_zone(id, at),
            Due::RingPassed(id) => self.pass_ring(id, at),
            Due::Arrives(id) => self.arrive(id, at),
            Due::WindowOpens { terminal, .. } => self.allocate_berths(terminal.index(), at),
            Due::TrainDeparts(terminal) => self.depart_train(terminal, at),
            Due::LandHour => self.turn_hour(at),
            Due::ChannelClear(port) => self.serve_channel(port.index(), at),
            Due::AllFast(id) => self.make_fast(id, at),
            Due::PlugsIn(id) => self.plug_in(id, at),
            Due::BargeConnects(id) => self.connect_barge(id, at),
            Due::BargeFree(barge) => self.free_barge(barge, at),
            Due::BunkerBargeFree(barge) => self.free_bunker_barge(barge, at),
            Due::ExtensionEnds(_) => self.end_extensions(at),
            Due::ReadyForCargo(id) => self.begin_cargo(id, at),
            Due::ShareCranes(rail) => self.share_cranes(rail, at),
            Due::OrderGangs(shift) => self.order_gangs(shift, at),
            Due::WorkStarts(part) => self.start_work(part, at),
            Due::WorkStops(part) => self.stop_work(part, at),
            Due::GridFails(outage) => self.fail_grid(outage, at),
            Due::GridReturns(outage) => self.restore_grid(outage, at),
            Due::Unplug(id) => self.unplug(id, at),
            Due::ReadyToSail(id) => self.ask_outbound(id, at),
            Due::PilotOff(id) => self.drop_pilot(id, at),
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
