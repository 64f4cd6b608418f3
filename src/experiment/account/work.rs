//! Crane work and gangs, by terminal; moves by day and port.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Bay, Labor, Period, TerminalId};
use crate::port::record::{CallTag, Record};

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
    /// Gangs ordered, over the hours of their shifts.
    pub ordered: SimDuration,
    /// Gangs ordered, one for each gang and shift.
    pub gangs_ordered: u64,
    /// Gangs that vessels asked for, one for each gang and shift.
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
        self.gangs_ordered += other.gangs_ordered;
        self.gangs_wanted += other.gangs_wanted;
    }
}

/// Shifts and gang pool of the measured period; `None` under continuous labor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Shifts that begin in the period.
    pub shifts: u64,
    /// Gangs of the pool, one for each gang and shift.
    pub gangs: u64,
}

impl Pool {
    pub(super) fn of(bay: &Bay) -> Option<Self> {
        let Labor::Shifts(shifts) = &bay.labor else {
            return None;
        };
        let begins = |start: SimTime| start >= bay.period.start && start < bay.period.end;
        let measured = || shifts.iter().filter(|shift| begins(shift.start));
        Some(Self {
            shifts: measured().count() as u64,
            gangs: measured().map(|shift| u64::from(shift.gangs)).sum(),
        })
    }
}

/// A span in which a crane was allocated to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Allocation {
    call: u32,
    from: SimTime,
    to: SimTime,
    terminal: TerminalId,
}

/// Follows cranes and gangs.
#[derive(Clone, Debug)]
pub(super) struct Work {
    period: Period,
    terminals: Vec<CraneTotals>,
    allocations: Vec<Allocation>,
}

impl Work {
    pub(super) fn new(bay: &Bay) -> Self {
        Self {
            period: bay.period,
            terminals: vec![CraneTotals::default(); bay.terminals.len()],
            allocations: Vec::new(),
        }
    }

    /// Takes a record of cranes or gangs in; others pass by. Says the moves it counted.
    #[inline]
    pub(super) fn record(&mut self, record: &Record) -> u32 {
        match *record {
            Record::CraneWorked {
                tag,
                from,
                to,
                moves,
                ..
            } => return self.worked(tag, from, to, moves),
            Record::CraneAllocated { tag, from, to, .. } => self.allocated(tag, from, to),
            Record::CraneDown {
                terminal, from, to, ..
            } => {
                let span = self.clip(from, to);
                self.terminals[terminal.index()].down += span;
            }
            Record::GangsOrdered {
                terminal,
                start,
                hours,
                wanted,
                ordered,
                ..
            } => self.ordered(terminal, start, hours, wanted, ordered),
            _ => {}
        }
        0
    }

    fn clip(&self, from: SimTime, to: SimTime) -> SimDuration {
        let span = to.min(self.period.end) - from.max(self.period.start);
        span.max(SimDuration::ZERO)
    }

    fn worked(&mut self, tag: CallTag, from: SimTime, to: SimTime, moves: u32) -> u32 {
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

    fn allocated(&mut self, tag: CallTag, from: SimTime, to: SimTime) {
        let span = self.clip(from, to);
        if span > SimDuration::ZERO {
            self.terminals[tag.terminal.index()].allocated += span;
            self.allocations.push(Allocation {
                call: tag.call,
                from: from.max(self.period.start),
                to: to.min(self.period.end),
                terminal: tag.terminal,
            });
        }
    }

    /// Gangs of a shift; its hours are taken as one span from its start (the meal break shifts
    /// them by an hour where the period's edge cuts a shift).
    fn ordered(
        &mut self,
        terminal: TerminalId,
        start: SimTime,
        hours: SimDuration,
        wanted: u32,
        ordered: u32,
    ) {
        let worked = self.clip(start, start + hours);
        let totals = &mut self.terminals[terminal.index()];
        totals.ordered += worked * i64::from(ordered);
        if start >= self.period.start && start < self.period.end {
            totals.gangs_ordered += u64::from(ordered);
            totals.gangs_wanted += u64::from(wanted);
        }
    }

    /// Adds up the time in which vessels had a crane: the union of each call's allocations.
    pub(super) fn close(&mut self) {
        self.allocations.sort_unstable();
        let mut reached: Option<(u32, SimTime)> = None;
        for span in &self.allocations {
            let from = match reached {
                Some((call, until)) if call == span.call => until.max(span.from),
                _ => span.from,
            };
            let added = (span.to - from).max(SimDuration::ZERO);
            self.terminals[span.terminal.index()].vessel_time += added;
            reached = Some((span.call, from + added));
        }
    }

    pub(super) fn terminal(&self, terminal: usize) -> &CraneTotals {
        &self.terminals[terminal]
    }
}
