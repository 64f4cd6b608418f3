//! Vessels waiting, at berth and in port: levels over time, and as the port counts them daily.

use crate::engine::SimTime;
use crate::port::bay::{Period, TerminalId};
use crate::port::record::Phase;
use crate::statistics::Level;

use super::calendar::{Calendar, MeasuredDay};
use super::scopes::Scopes;

/// Levels of vessels in one part of the complex.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vessels {
    /// Waiting, at anchor or out at sea.
    pub(super) waiting: Level,
    /// Waiting out at sea.
    pub(super) offshore: Level,
    /// Between all fast and last line let go.
    pub(super) at_berth: Level,
    /// From arrival to last line let go: waiting, inbound, at berth.
    pub(super) in_port: Level,
}

/// Vessels of one part at 08:00 on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Morning {
    pub(super) at_berth: i64,
    pub(super) waiting: i64,
}

/// Follows vessels through their phases.
#[derive(Clone, Debug)]
pub(super) struct Presence {
    scopes: Scopes,
    vessels: Vec<Vessels>,
    mornings: Vec<SimTime>,
    /// By day, then by the bay and its ports.
    counted: Vec<Morning>,
    next_morning: usize,
}

impl Presence {
    pub(super) fn new(scopes: &Scopes, period: Period, calendar: &Calendar) -> Self {
        let level = Level::new(period.start.millis(), period.end.millis());
        let vessels = Vessels {
            waiting: level,
            offshore: level,
            at_berth: level,
            in_port: level,
        };
        Self {
            scopes: scopes.clone(),
            vessels: vec![vessels; scopes.count()],
            mornings: calendar.days().iter().map(MeasuredDay::morning).collect(),
            counted: Vec::with_capacity(calendar.days().len() * scopes.harbors()),
            next_morning: 0,
        }
    }

    #[inline]
    pub(super) fn began(&mut self, terminal: TerminalId, phase: Phase, at: SimTime) {
        self.change(terminal, phase, at, 1);
    }

    #[inline]
    pub(super) fn ended(&mut self, terminal: TerminalId, phase: Phase, at: SimTime) {
        self.change(terminal, phase, at, -1);
    }

    fn change(&mut self, terminal: TerminalId, phase: Phase, at: SimTime, step: i64) {
        self.count_mornings_before(at);
        let at = at.millis();
        for scope in self.scopes.of(terminal) {
            let vessels = &mut self.vessels[scope];
            match phase {
                Phase::Waiting => vessels.waiting.change(at, step),
                Phase::WaitingOffshore { .. } => {
                    vessels.waiting.change(at, step);
                    vessels.offshore.change(at, step);
                }
                Phase::AtBerth => vessels.at_berth.change(at, step),
                Phase::Maneuvering { inbound: true } => {}
                Phase::Maneuvering { inbound: false } | Phase::Transit { .. } => continue,
            }
            vessels.in_port.change(at, step);
        }
    }

    /// Counts the vessels of mornings that are over: what changes at 08:00 sharp is counted.
    fn count_mornings_before(&mut self, at: SimTime) {
        while self
            .mornings
            .get(self.next_morning)
            .is_some_and(|morning| *morning < at)
        {
            let harbors = &self.vessels[..self.scopes.harbors()];
            self.counted.extend(harbors.iter().map(|vessels| Morning {
                at_berth: vessels.at_berth.value(),
                waiting: vessels.waiting.value(),
            }));
            self.next_morning += 1;
        }
    }

    /// Holds all levels until the period's end.
    pub(super) fn close(&mut self, period: Period) {
        self.count_mornings_before(period.end);
        for vessels in &mut self.vessels {
            for level in [
                &mut vessels.waiting,
                &mut vessels.offshore,
                &mut vessels.at_berth,
                &mut vessels.in_port,
            ] {
                level.advance(period.end.millis());
            }
        }
    }

    pub(super) fn vessels(&self, scope: usize) -> &Vessels {
        &self.vessels[scope]
    }

    /// Mornings of the bay (0) or a port, day by day; a day that the period leaves before 08:00
    /// has none.
    pub(super) fn mornings(&self, harbor: usize) -> impl Iterator<Item = Morning> {
        self.counted
            .iter()
            .skip(harbor)
            .step_by(self.scopes.harbors())
            .copied()
    }
}
