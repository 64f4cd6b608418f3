//! The reader itself: hands each record to whoever counts it.

use crate::emissions::{HoursTally, Settings};
use crate::engine::{SimDuration, SimTime};
use crate::experiment::results::{Connection, CraneWork, ListedArrival, Trace, Unfinished};
use crate::port::bay::{Bay, Traffic};
use crate::port::record::{CallTag, Phase, Record, Visit};

use super::arrivals::Waits;
use super::calendar::Calendar;
use super::calls::Departures;
use super::compliance::Inspection;
use super::open_calls::OpenCalls;
use super::power::Power;
use super::presence::Presence;
use super::scopes::Scopes;
use super::services::Services;
use super::trade::Trade;
use super::work::Work;

/// Crane work that a trace keeps one by one.
const MOST_CRANE_WORK: usize = 500_000;

/// Counts the records of one replication.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    pub(super) bay: &'a Bay,
    pub(super) settings: &'a Settings,
    pub(super) scopes: Scopes,
    pub(super) calendar: Calendar,
    pub(super) presence: Presence,
    pub(super) arrivals: Waits,
    pub(super) departures: Departures,
    pub(super) trade: Trade,
    pub(super) inspection: Inspection,
    pub(super) work: Work,
    pub(super) power: Power,
    pub(super) hours: HoursTally,
    /// `None` without a corridor.
    pub(super) services: Option<Services>,
    /// Wharf that vessels took at berth beside what their classes take, by terminal, in m·h.
    pub(super) longer_meter_hours: Vec<f64>,
    open: OpenCalls,
    /// Measured day of the latest record that asked for its day.
    today: usize,
    /// Moves by day and port.
    pub(super) day_moves: Vec<u64>,
    /// Calls departed by day.
    pub(super) day_calls: Vec<u64>,
    pub(super) trace: Option<Trace>,
    /// Whether nothing is kept in the trace one by one.
    is_outline: bool,
    /// Calls departed in the period, where they are asked for.
    pub(super) calls: Option<Vec<Visit>>,
}

impl<'a> Account<'a> {
    /// An account of nothing yet.
    pub fn new(bay: &'a Bay, settings: &'a Settings) -> Self {
        let scopes = Scopes::new(bay);
        let calendar = Calendar::new(bay);
        let days = calendar.days().len();
        Self {
            presence: Presence::new(&scopes, bay.period, &calendar),
            arrivals: Waits::new(&scopes, bay.terminals.len(), bay.period),
            departures: Departures::new(&scopes),
            trade: Trade::new(bay),
            inspection: Inspection::new(bay),
            work: Work::new(bay),
            power: Power::new(bay, &scopes, &calendar),
            hours: HoursTally::new(bay).for_settings(bay, settings),
            services: (!settings.corridors.is_empty()).then(|| Services::new(bay, settings)),
            longer_meter_hours: vec![0.0; bay.terminals.len()],
            open: OpenCalls::default(),
            today: 0,
            day_moves: vec![0; days * scopes.ports()],
            day_calls: vec![0; days],
            trace: None,
            is_outline: false,
            calls: None,
            bay,
            settings,
            scopes,
            calendar,
        }
    }

    /// The account, keeping every call that departs in the measured period.
    #[must_use]
    pub fn with_calls(mut self) -> Self {
        self.calls = Some(Vec::new());
        self
    }

    /// Keeps visits, crane work and connections one by one, too.
    #[must_use]
    pub fn with_trace(mut self) -> Self {
        self.power.keep_curves();
        self.trace = Some(Trace {
            bay: self.bay.clone(),
            period: self.bay.period,
            visits: Vec::new(),
            crane_work: Vec::new(),
            crane_hours: vec![0.0; self.bay.terminals.len()],
            connections: Vec::new(),
            unfinished: Vec::new(),
            listed: Vec::new(),
            listed_before: Vec::new(),
        });
        self
    }

    /// As [`with_trace`](Self::with_trace), with nothing kept one by one: for who reads numbers alone.
    #[must_use]
    pub fn with_outline(self) -> Self {
        Self {
            is_outline: true,
            ..self.with_trace()
        }
    }

    /// Takes the next record of the stream in.
    ///
    /// # Panics
    /// If the stream contradicts itself: levels out of order of time, crane work across the
    /// period's start, a connection where no terminal has shore power.
    pub fn record(&mut self, record: &Record) {
        match record {
            Record::CraneWorked {
                tag,
                from,
                to,
                moves,
                ..
            } => {
                let moves = self.work.worked(*tag, *from, *to, *moves);
                self.move_on(*tag, *from, moves);
            }
            Record::CraneAllocated { tag, from, to, .. } => {
                if let Some((from, to)) = self.work.allocated(tag.terminal, *from, *to) {
                    self.open.allocated(*tag, from, to);
                }
            }
            Record::PhaseBegan { tag, phase, at } => {
                self.presence.began(tag.terminal, *phase, *at);
                self.came(*tag, *phase, *at);
            }
            Record::PhaseEnded {
                tag,
                phase,
                from,
                to,
            } => {
                self.count_hours(record);
                self.presence.ended(tag.terminal, *phase, *to);
                self.waited(*tag, *phase, *from, *to);
                if *phase == Phase::AtBerth {
                    self.lay(*tag, *from, *to);
                }
            }
            Record::Connected { tag, load, at } => {
                let load = load.value();
                self.power.change(&self.calendar, tag.terminal, load, *at);
            }
            Record::Disconnected { tag, load, to, .. } => {
                self.count_hours(record);
                let load = -load.value();
                self.power.change(&self.calendar, tag.terminal, load, *to);
            }
            Record::BargeDisconnected { .. } => self.count_hours(record),
            Record::CallMade { call } => {
                let longer = call.loa - self.bay.class(call.tag.class).loa;
                let asked = call.hatch_moves.iter().sum();
                self.open
                    .made(call.tag, call.sailing, asked, longer.value());
            }
            Record::Departed { visit } => self.departed(visit),
            Record::CraneDown {
                terminal, from, to, ..
            } => self.work.down(*terminal, *from, *to),
            Record::GangsOrdered { .. } | Record::GangsExtended { .. } => self.gangs(record),
            Record::SailingBlanked { .. }
            | Record::BargeConnected { .. }
            | Record::YardStood { .. }
            | Record::GateWorked { .. }
            | Record::TrainLeft { .. }
            | Record::StreetsStood { .. }
            | Record::CraneHeld { .. }
            | Record::GangsWithheld { .. } => {}
        }
        if self.trace.is_some() {
            self.keep(record);
        }
    }

    /// Counts gangs ordered for a shift, and those that work on after it.
    fn gangs(&mut self, record: &Record) {
        match record {
            Record::GangsOrdered {
                terminal,
                kind,
                start,
                hours,
                wanted,
                ordered,
                ..
            } => {
                self.work.ordered(*terminal, *start, *hours, *ordered);
                if kind.is_long() {
                    self.work.asked(*terminal, *start, *wanted, *ordered);
                }
            }
            Record::GangsExtended {
                tag,
                gangs,
                from,
                to,
            } => self.work.extended(tag.terminal, *gangs, *from, *to),
            _ => {}
        }
    }

    /// Counts moves of the measured period on the day on which the work began.
    fn move_on(&mut self, tag: CallTag, from: SimTime, moves: u32) {
        if moves > 0 {
            let place = self.day_of(from) * self.scopes.ports() + tag.port.index();
            self.day_moves[place] += u64::from(moves);
            self.trade.moved(tag, moves);
        }
    }

    /// Counts the wharf that a vessel took at berth beside what its class takes.
    fn lay(&mut self, tag: CallTag, from: SimTime, to: SimTime) {
        let period = self.bay.period;
        let within = to.min(period.end) - from.max(period.start);
        let hours = within.max(SimDuration::ZERO).hours();
        self.longer_meter_hours[tag.terminal.index()] += self.open.longer(tag.call) * hours;
    }

    /// Engine hours, by terminal and for corridors by service.
    fn count_hours(&mut self, record: &Record) {
        self.hours.record(record);
        if let Some(services) = &mut self.services {
            services.hours.record(record);
        }
    }

    fn departed(&mut self, visit: &Visit) {
        let span = self.open.departed(visit.tag.call);
        self.work.vessel_time(visit.tag.terminal, span);
        if self.measured(visit.departure) {
            self.departures.departed(visit);
            self.trade.departed(visit);
            self.inspection.departed(visit);
            if let Some(services) = &mut self.services {
                services.departed(visit);
            }
            let day = self.day_of(visit.departure);
            self.day_calls[day] += 1;
            if let Some(calls) = &mut self.calls {
                calls.push(visit.clone());
            }
        }
    }

    /// Adds up what is known only at the end of the stream.
    pub(super) fn close(&mut self) {
        self.presence.close(self.bay.period);
        self.power.close(&self.calendar);
        self.inspection.close();
        for (terminal, span) in self.open.still_here() {
            self.work.vessel_time(terminal, span);
        }
        for (tag, sailing, arrival, moves) in self.open.waiting() {
            self.arrivals.cut_off(tag, sailing, arrival, moves);
        }
    }

    /// Measured day of an instant.
    #[inline]
    fn day_of(&mut self, at: SimTime) -> usize {
        self.today = self.calendar.index_near(self.today, at);
        self.today
    }

    /// Whether an instant lies within the measured period.
    fn measured(&self, at: SimTime) -> bool {
        self.bay.period.has(at)
    }

    /// Counts a vessel when its wait is over.
    fn came(&mut self, tag: CallTag, phase: Phase, at: SimTime) {
        let is_bound = match phase {
            Phase::Waiting | Phase::WaitingOffshore { .. } => false,
            Phase::Maneuvering { inbound: true } | Phase::AtBerth => true,
            Phase::Maneuvering { inbound: false } | Phase::Transit { .. } => return,
        };
        if let Some(arrival) = self.open.came(tag, is_bound, at) {
            self.arrivals.over(tag.terminal, arrival, at);
        }
    }

    /// Counts a phase in which a vessel waited.
    fn waited(&mut self, tag: CallTag, phase: Phase, from: SimTime, to: SimTime) {
        let period = self.bay.period;
        if !matches!(phase, Phase::Waiting | Phase::WaitingOffshore { .. }) {
            return;
        }
        let asked = self.open.asked(tag.call);
        let within = to.min(period.end) - from.max(period.start);
        self.trade
            .waited(tag.terminal, asked, within.max(SimDuration::ZERO));
    }

    fn keep(&mut self, record: &Record) {
        let period = self.bay.period;
        let Some(trace) = self.trace.as_mut().filter(|_| !self.is_outline) else {
            return;
        };
        let traffic = |service| &trace.bay.service(service).traffic;
        let is_listed = |service| matches!(traffic(service), Traffic::Listed { .. });
        match record {
            Record::CallMade { call } if is_listed(call.tag.service) => {
                trace.listed.push(ListedArrival {
                    call: call.tag.call,
                    row: u32::try_from(call.sailing).expect("a row is counted in 32 bits"),
                    arrival: call.arrival,
                });
            }
            Record::Departed { visit } => {
                let call = visit.tag.call;
                let is_before = visit.departure < period.start && is_listed(visit.tag.service);
                trace.unfinished.retain(|stage| stage.tag.call != call);
                if is_before {
                    trace.listed_before.push(visit.clone());
                } else if period.has(visit.departure) {
                    trace.visits.push(visit.clone());
                }
            }
            Record::PhaseEnded {
                tag,
                phase:
                    phase @ (Phase::Waiting
                    | Phase::WaitingOffshore { .. }
                    | Phase::Maneuvering { inbound: true }
                    | Phase::AtBerth),
                from,
                to,
            } => trace.unfinished.push(Unfinished {
                tag: *tag,
                phase: *phase,
                from: *from,
                to: *to,
            }),
            Record::Disconnected {
                tag,
                load,
                from,
                to,
            } if *to > period.start => trace.connections.push(Connection {
                tag: *tag,
                from: *from,
                to: *to,
                load: *load,
            }),
            Record::CraneWorked { from, to, .. } if *from >= period.start && *to <= period.end => {
                keep_crane_work(trace, record);
            }
            _ => {}
        }
    }
}

/// Crane work of the period: its hours, and itself while there is not too much of it.
fn keep_crane_work(trace: &mut Trace, record: &Record) {
    let Record::CraneWorked {
        tag,
        wharf,
        crane,
        hatch,
        from,
        to,
        moves,
    } = record
    else {
        return;
    };
    trace.crane_hours[tag.terminal.index()] += (*to - *from).hours();
    if trace.crane_work.len() < MOST_CRANE_WORK {
        trace.crane_work.push(CraneWork {
            tag: *tag,
            wharf: *wharf,
            crane: *crane,
            hatch: *hatch,
            from: *from,
            to: *to,
            moves: *moves,
        });
    }
}
