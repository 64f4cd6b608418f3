//! Which terminal and which days the berth plan shows.

use super::calendar::month_name;
use crate::engine::{SimDuration, SimTime};
use crate::experiment::Trace;
use crate::port::bay::{Day, TerminalId};
use crate::port::record::Visit;
use crate::report::words::{counted, short, significant};

/// Most boxes that can be told apart; a busier terminal is shown for a shorter time.
const MOST_BOXES: usize = 80;
/// Spans shown, longest first, in hours.
const SPANS: [f64; 4] = [168.0, 24.0, 6.0, 1.0];
/// Hours of the longest.
const WEEK: f64 = SPANS[0];

/// What part of the trace is drawn.
pub(super) struct Plan<'a> {
    pub(super) trace: &'a Trace,
    pub(super) terminal: TerminalId,
    pub(super) from: SimTime,
    pub(super) to: SimTime,
}

/// The terminal with most visits; the first of those with the same number.
pub(super) fn busiest(trace: &Trace) -> Option<TerminalId> {
    let mut counts = vec![0_u32; trace.bay.terminals.len()];
    for visit in &trace.visits {
        counts[visit.tag.terminal.index()] += 1;
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let index = counts.iter().position(|count| *count == most)?;
    u16::try_from(index).ok().map(TerminalId)
}

/// Vessel-hours at berth of a terminal in a span.
fn at_berth(trace: &Trace, terminal: TerminalId, from: SimTime, to: SimTime) -> SimDuration {
    trace
        .visits
        .iter()
        .filter(|visit| visit.tag.terminal == terminal)
        .filter(|visit| visit.all_fast < to && visit.departure > from)
        .map(|visit| visit.departure.min(to) - visit.all_fast.max(from))
        .fold(SimDuration::ZERO, |sum, hours| sum + hours)
}

impl<'a> Plan<'a> {
    /// The longest span whose vessels can be told apart; `None` where no vessel was at berth.
    pub(super) fn choose(trace: &'a Trace, terminal: TerminalId) -> Option<Self> {
        let plan = SPANS
            .into_iter()
            .map(|hours| Self::new(trace, terminal, hours))
            .find(|plan| plan.visits().count() <= MOST_BOXES)
            .unwrap_or_else(|| Self::new(trace, terminal, 1.0));
        plan.visits().next()?;
        Some(plan)
    }

    /// The busiest of the period's weeks from Monday to Monday, first of those alike; where the span
    /// is shorter, from the last Monday before the middle; where the period is, from its start.
    fn new(trace: &'a Trace, terminal: TerminalId, hours: f64) -> Self {
        let (start, end) = (trace.period.start, trace.period.end);
        let span = SimDuration::from_hours(hours);
        let mondays = || {
            let days = trace.bay.days.days.iter();
            days.filter(|day| day.weekday == 0 && day.from >= start && day.from + span <= end)
                .map(|day| day.from)
        };
        let middle = start + SimDuration::from_millis((end - start).millis() / 2);
        let monday = if hours >= WEEK {
            // The latest of equals comes last; seen backward that is the first.
            mondays()
                .rev()
                .max_by_key(|from| at_berth(trace, terminal, *from, *from + span))
        } else {
            mondays().rfind(|from| *from <= middle)
        };
        let from = monday.unwrap_or(start);
        Self {
            trace,
            terminal,
            from,
            to: (from + span).min(end),
        }
    }

    /// Visits of the terminal that were at berth in the span.
    pub(super) fn visits(&self) -> impl Iterator<Item = &'a Visit> {
        let (terminal, from, to) = (self.terminal, self.from, self.to);
        self.trace.visits.iter().filter(move |visit| {
            visit.tag.terminal == terminal && visit.all_fast < to && visit.departure > from
        })
    }

    pub(super) fn day(&self, at: SimTime) -> &Day {
        &self.trace.bay.days.days[self.trace.bay.days.index_at(at)]
    }

    pub(super) fn title(&self) -> String {
        let count = self.visits().count();
        let plugged = self.visits().filter(|visit| visit.miss.is_none()).count();
        let place = self.trace.bay.terminal(self.terminal);
        let day = self.day(self.from);
        let date = format!("{} {} {}", day.day, month_name(day.month), day.year);
        let hours = (self.to - self.from).hours();
        let when = match hours {
            hours if hours >= WEEK => format!("in its busiest week, {date}"),
            hours if hours > 25.0 => {
                format!("in {} days from {date}", significant(hours / 24.0, 2))
            }
            hours if hours > 23.0 => format!("on {date}"),
            hours => format!("in {} h of {date}", significant(hours, 2)),
        };
        let power = match plugged {
            _ if place.shore_power.is_none() => "",
            0 => "; none on shore power",
            all if all == count => "; all on shore power",
            some => &format!("; {some} on shore power"),
        };
        let verb = if count == 1 { "lies" } else { "lie" };
        let vessels = counted(count as f64, "vessel");
        format!("{vessels} {verb} at {} {when}{power}", short(&place.name))
    }

    /// Hours from the beginning of the plan at which days begin.
    pub(super) fn midnights(&self) -> impl Iterator<Item = (f64, &Day)> {
        self.trace
            .bay
            .days
            .days
            .iter()
            .filter(|day| day.from >= self.from && day.from < self.to)
            .map(|day| ((day.from - self.from).hours(), day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_plan_begins_on_a_monday_and_shows_the_terminal_with_most_visits() {
        let results = fixture::year();
        let terminal = busiest(&results.first).unwrap();
        let plan = Plan::new(&results.first, terminal, 168.0);
        assert_eq!(plan.day(plan.from).weekday, 0);
        assert!((plan.to - plan.from).days() > 6.9);
        let count = |id: TerminalId| {
            results
                .first
                .visits
                .iter()
                .filter(|visit| visit.tag.terminal == id)
                .count()
        };
        let hours =
            |from: SimTime| at_berth(&results.first, terminal, from, from + (plan.to - plan.from));
        let week = SimDuration::from_days(7.0);
        assert!(hours(plan.from) >= hours(plan.from + week));
        assert!((0..13).all(|index| count(TerminalId(index)) <= count(terminal)));
    }
}
