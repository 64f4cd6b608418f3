//! The reader itself: hands each record to whoever counts it.

use crate::emissions::{HoursTally, Settings};
use crate::engine::SimTime;
use crate::experiment::results::{CraneWork, Trace};
use crate::port::bay::Bay;
use crate::port::record::{CallTag, Phase, Record};

use super::calendar::Calendar;
use super::calls::Departures;
use super::power::Power;
use super::presence::Presence;
use super::scopes::Scopes;
use super::work::Work;

/// Counts the records of one replication.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    pub(super) bay: &'a Bay,
    pub(super) settings: &'a Settings,
    pub(super) scopes: Scopes,
    pub(super) calendar: Calendar,
    pub(super) presence: Presence,
    pub(super) departures: Departures,
    pub(super) work: Work,
    pub(super) power: Power,
    pub(super) hours: HoursTally,
    /// Moves asked for, by number of the call.
    asked: Vec<u32>,
    /// Moves of calls that wait at the end, by part of the complex.
    pub(super) unserved: Vec<u64>,
    /// Moves by day and port.
    pub(super) day_moves: Vec<u64>,
    /// Calls departed by day.
    pub(super) day_calls: Vec<u64>,
    pub(super) trace: Option<Trace>,
}

impl<'a> Account<'a> {
    /// An account of nothing yet.
    pub fn new(bay: &'a Bay, settings: &'a Settings) -> Self {
        let scopes = Scopes::new(bay);
        let calendar = Calendar::new(bay);
        let days = calendar.days().len();
        Self {
            presence: Presence::new(&scopes, bay.period, &calendar),
            departures: Departures::new(&scopes),
            work: Work::new(bay),
            power: Power::new(bay, &scopes),
            hours: HoursTally::new(bay),
            asked: Vec::new(),
            unserved: vec![0; scopes.count()],
            day_moves: vec![0; days * scopes.ports()],
            day_calls: vec![0; days],
            trace: None,
            bay,
            settings,
            scopes,
            calendar,
        }
    }

    /// Keeps visits, crane work and connections one by one, too.
    #[must_use]
    pub fn with_trace(mut self) -> Self {
        self.trace = Some(Trace {
            bay: self.bay.clone(),
            period: self.bay.period,
            visits: Vec::new(),
            crane_work: Vec::new(),
            connections: Vec::new(),
        });
        self
    }

    /// Takes the next record of the stream in.
    ///
    /// # Panics
    /// If the stream contradicts itself: levels out of order of time, crane work across the
    /// period's start, a connection where no terminal has shore power.
    pub fn record(&mut self, record: &Record) {
        self.hours.record(record);
        let moves = self.work.record(record);
        match record {
            Record::CallMade { call } => self.call_made(call.tag.call, &call.hatch_moves),
            Record::PhaseBegan { tag, phase, at } => {
                self.presence.began(tag.terminal, *phase, *at);
            }
            Record::PhaseEnded {
                tag,
                phase,
                from,
                to,
            } => {
                self.presence.ended(tag.terminal, *phase, *to);
                self.leave_unserved(*tag, *phase, *from, *to);
            }
            Record::Connected { tag, load, at } => {
                self.power.change(tag.terminal, load.value(), *at);
            }
            Record::Disconnected { tag, load, to, .. } => {
                self.power.change(tag.terminal, -load.value(), *to);
            }
            Record::CraneWorked { tag, from, .. } if moves > 0 => {
                let day = self.calendar.index_at(*from);
                self.day_moves[day * self.scopes.ports() + tag.port.index()] += u64::from(moves);
            }
            Record::Departed { visit } if self.measured(visit.departure) => {
                self.departures.departed(visit);
                self.day_calls[self.calendar.index_at(visit.departure)] += 1;
            }
            _ => {}
        }
        self.keep(record);
    }

    /// Whether an instant lies within the measured period.
    fn measured(&self, at: SimTime) -> bool {
        at >= self.bay.period.start && at < self.bay.period.end
    }

    fn call_made(&mut self, call: u32, hatch_moves: &[u32]) {
        let call = call as usize;
        if call >= self.asked.len() {
            self.asked.resize(call + 1, 0);
        }
        self.asked[call] = hatch_moves.iter().sum();
    }

    /// A wait that began in the period and that only the period's end cuts off.
    fn leave_unserved(&mut self, tag: CallTag, phase: Phase, from: SimTime, to: SimTime) {
        let period = self.bay.period;
        if phase != Phase::Waiting || to < period.end || from < period.start {
            return;
        }
        let asked = self.asked.get(tag.call as usize).copied().unwrap_or(0);
        for scope in self.scopes.of(tag.terminal) {
            self.unserved[scope] += u64::from(asked);
        }
    }

    fn keep(&mut self, record: &Record) {
        let period = self.bay.period;
        let Some(trace) = &mut self.trace else {
            return;
        };
        match record {
            Record::Departed { visit }
                if visit.departure >= period.start && visit.departure < period.end =>
            {
                trace.visits.push(visit.clone());
            }
            Record::Disconnected { tag, from, to, .. } if *to > period.start => {
                trace.connections.push((*tag, *from, *to));
            }
            Record::CraneWorked {
                tag,
                wharf,
                crane,
                hatch,
                from,
                to,
                moves,
            } if *from >= period.start && *to <= period.end => trace.crane_work.push(CraneWork {
                tag: *tag,
                wharf: *wharf,
                crane: *crane,
                hatch: *hatch,
                from: *from,
                to: *to,
                moves: *moves,
            }),
            _ => {}
        }
    }
}
