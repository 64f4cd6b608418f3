//! Crane work and gangs, by terminal; moves by day and port.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Bay, Labor, Period, TerminalId};
use crate::port::record::CallTag;

/// Crane and gang hours of one part of the complex within the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CraneTotals {
    /// Containers on or off.
    pub moves: u64,
    /// Cranes at work.
    pub worked: SimDuration,
    /// Cranes with their gangs allocated to a vessel.
    pub allocated: SimDuration,
    /// Allocated cranes broken down.
    pub down: SimDuration,
    /// Vessels with at least one crane allocated.
    pub vessel_time: SimDuration,
    /// Gangs ordered, over the hours of their shifts, and of those that worked on.
    pub ordered: SimDuration,
    /// Gangs that worked on after their shift.
    pub extended: SimDuration,
    /// Gangs ordered, one for each gang and day or night shift.
    pub gangs_ordered: u64,
    /// Gangs that vessels asked for, one for each gang and day or night shift.
    pub gangs_wanted: u64,
}

impl CraneTotals {
    /// Takes another part's totals in.
    pub(super) fn merge(&mut self, other: &Self) {
        self.moves += other.moves;
        self.worked += other.worked;
        self.allocated += other.allocated;
        self.down += other.down;
        self.vessel_time += other.vessel_time;
        self.ordered += other.ordered;
        self.extended += other.extended;
        self.gangs_ordered += other.gangs_ordered;
        self.gangs_wanted += other.gangs_wanted;
    }
}

/// Day and night shifts of the measured period and their gangs; `None` under continuous labor. The
/// hoot shift is apart: it is short and hardly manned, and a mean with it would not say what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Day and night shifts that begin in the period.
    pub shifts: u64,
    /// Gangs of the pool, one for each gang and shift.
    pub gangs: u64,
}

impl Pool {
    pub(super) fn of(bay: &Bay) -> Option<Self> {
        let Labor::Shifts(shifts) = &bay.labor else {
            return None;
        };
        let measured = || {
            let long = shifts.iter().filter(|shift| shift.kind.is_long());
            long.filter(|shift| bay.period.has(shift.start))
        };
        Some(Self {
            shifts: measured().count() as u64,
            gangs: measured().map(|shift| u64::from(shift.gangs)).sum(),
        })
    }
}

/// Follows cranes and gangs.
#[derive(Clone, Debug)]
pub(super) struct Work {
    period: Period,
    terminals: Vec<CraneTotals>,
}

impl Work {
    pub(super) fn new(bay: &Bay) -> Self {
        Self {
            period: bay.period,
            terminals: vec![CraneTotals::default(); bay.terminals.len()],
        }
    }

    /// A crane was broken down while allocated.
    pub(super) fn down(&mut self, terminal: TerminalId, from: SimTime, to: SimTime) {
        let span = self.clip(from, to);
        self.terminals[terminal.index()].down += span;
    }

    fn clip(&self, from: SimTime, to: SimTime) -> SimDuration {
        let span = to.min(self.period.end) - from.max(self.period.start);
        span.max(SimDuration::ZERO)
    }

    /// A crane made moves; says how many of them count.
    ///
    /// # Panics
    /// If they lie on both sides of the period's start.
    #[inline]
    pub(super) fn worked(&mut self, tag: CallTag, from: SimTime, to: SimTime, moves: u32) -> u32 {
        let Period { start, end } = self.period;
        assert!(
            to <= start || from >= start,
            "crane work is cut at the period's start {start:?}, got {from:?} to {to:?}"
        );
        if from < start || to > end {
            return 0;
        }
        let totals = &mut self.terminals[tag.terminal.index()];
        totals.moves += u64::from(moves);
        totals.worked += to - from;
        moves
    }

    /// A crane stood allocated to a vessel; says the part of the span that counts, if any.
    #[inline]
    pub(super) fn allocated(
        &mut self,
        terminal: TerminalId,
        from: SimTime,
        to: SimTime,
    ) -> Option<(SimTime, SimTime)> {
        let (from, to) = (from.max(self.period.start), to.min(self.period.end));
        if from >= to {
            return None;
        }
        self.terminals[terminal.index()].allocated += to - from;
        Some((from, to))
    }

    /// A vessel had at least one crane allocated for so long.
    pub(super) fn vessel_time(&mut self, terminal: TerminalId, span: SimDuration) {
        self.terminals[terminal.index()].vessel_time += span;
    }

    /// Gangs of a shift; its hours are taken as one span from its start (the meal break shifts
    /// them by an hour where the period's edge cuts a shift).
    pub(super) fn ordered(
        &mut self,
        terminal: TerminalId,
        start: SimTime,
        hours: SimDuration,
        ordered: u32,
    ) {
        let worked = self.clip(start, start + hours);
        self.terminals[terminal.index()].ordered += worked * i64::from(ordered);
    }

    /// Gangs worked on after their shift.
    pub(super) fn extended(
        &mut self,
        terminal: TerminalId,
        gangs: u16,
        from: SimTime,
        to: SimTime,
    ) {
        let span = self.clip(from, to) * i64::from(gangs);
        let totals = &mut self.terminals[terminal.index()];
        totals.extended += span;
        totals.ordered += span;
    }

    /// Gangs that vessels asked for in a day or night shift, and those that they got.
    pub(super) fn asked(
        &mut self,
        terminal: TerminalId,
        start: SimTime,
        wanted: u32,
        ordered: u32,
    ) {
        if self.period.has(start) {
            let totals = &mut self.terminals[terminal.index()];
            totals.gangs_ordered += u64::from(ordered);
            totals.gangs_wanted += u64::from(wanted);
        }
    }

    pub(super) fn terminal(&self, terminal: usize) -> &CraneTotals {
        &self.terminals[terminal]
    }
}
