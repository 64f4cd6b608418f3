//! Which calls of a list come while it is simulated, and whether they sail before it ends.

use super::arrivals::{CallList, ResolvedCall};
use crate::engine::{SimDuration, SimTime};
use crate::scenario::call_list::rows_in_words;
use crate::scenario::diagnostic::Diagnostic;

/// Cargo work is this much longer than its cranes need at full speed: shifts, meals, hatches that end
/// late (assumption; half again as much as the mean of the bay).
const SLOWER: f64 = 2.5;
/// Hours of a stay that are no cargo work, and of a wait (assumption).
const BESIDES_CARGO_HOURS: f64 = 36.0;
/// A day.
const DAY: SimDuration = SimDuration::from_millis(24 * 3_600_000);

impl CallList<'_> {
    /// Calls that come while it is simulated; warns of those that do not, and of those that
    /// may still be in port at the end.
    pub(super) fn within_reach<'a>(
        &self,
        calls: &'a [ResolvedCall<'a>],
    ) -> Option<Vec<&'a ResolvedCall<'a>>> {
        if !self.ground.check.clock_is_known {
            return None;
        }
        let end = self.ground.check.clock.period.end;
        let (mut early, mut late, mut staying) = (Vec::new(), Vec::new(), Vec::new());
        let mut kept = Vec::new();
        for call in calls {
            let is_within = (SimTime::ZERO..end).contains(&call.eta);
            self.keep_row(call, is_within);
            if is_within {
                kept.push(call);
                if self.sails_by(call) > end {
                    staying.push(call);
                }
            } else if call.eta < end {
                early.push(call);
            } else {
                late.push(call);
            }
        }
        if kept.is_empty() {
            self.none_within(calls);
            return None;
        }
        self.warn_of_early(&early);
        let far_enough = calls.iter().map(|call| self.sails_by(call)).max();
        let help = self.end_by(far_enough.unwrap_or(end));
        let all = calls.len();
        self.warn(&late, &help, "left out", |rows, count| {
            format!(
                "{count} of {all} calls of the list come after the end and are left out: {rows}"
            )
        });
        self.warn(&staying, &help, "the first", |rows, count| {
            format!("{count} of {all} calls of the list may still be in port at the end: {rows}")
        });
        Some(kept)
    }

    fn warn(
        &self,
        calls: &[&ResolvedCall<'_>],
        help: &str,
        label: &str,
        message: impl FnOnce(&str, usize) -> String,
    ) {
        let Some(first) = calls.first() else {
            return;
        };
        let rows: Vec<u32> = calls.iter().map(|call| call.row.row).collect();
        let message = message(&rows_in_words(&rows), rows.len());
        let fault = Diagnostic::warning(&first.row.eta.place, message);
        self.ground.check.push(fault.label(label).help(help));
    }

    fn warn_of_early(&self, early: &[&ResolvedCall<'_>]) {
        let Some(first) = early.iter().map(|call| call.eta).min() else {
            return;
        };
        let all = self.arrivals.calls.len();
        let days = days_up(self.ground.check.clock.period.start - first);
        let help = format!("write `warm_up = \"{days} d\"` in [horizon] to simulate them too");
        self.warn(early, &help, "left out", |rows, count| {
            format!("{count} of {all} calls of the list come before the warm-up and are left out: {rows}")
        });
    }

    fn none_within(&self, calls: &[ResolvedCall<'_>]) {
        let etas = calls.iter().map(|call| call.eta);
        let (first, last) = (
            etas.clone().min(),
            calls.iter().map(|call| self.sails_by(call)).max(),
        );
        let message = "no call of the list comes while it is simulated";
        let place = &self.arrivals.calls[0].eta.place;
        let fault = Diagnostic::error(place, message).label("the first");
        let help = first.zip(last).map(|(first, last)| {
            format!(
                "write `start = {}` and {} in [horizon]",
                self.ground.check.clock.date(first),
                self.end_key(first, last)
            )
        });
        self.ground.check.push(fault.help(help.unwrap_or_default()));
    }

    /// How far the period has to reach.
    fn end_by(&self, last: SimTime) -> String {
        let key = self.end_key(self.ground.check.clock.period.start, last);
        format!("write {key} in [horizon] to see all of them sail")
    }

    /// The key that ends the period behind an instant, as the scenario spells it.
    fn end_key(&self, start: SimTime, last: SimTime) -> String {
        let says_days = self
            .ground
            .check
            .peek("horizon", "days", |_, _| Some(()))
            .is_some();
        if says_days {
            return format!("`days = \"{} d\"`", days_up(last - start) + 1);
        }
        format!("`end = {}`", self.ground.check.clock.date(last + DAY))
    }

    /// When a call has sailed, by a rough and long estimate: what it takes to see the whole of it.
    fn sails_by(&self, call: &ResolvedCall<'_>) -> SimTime {
        let at = call.terminal_id().index();
        let terminal = &self.ground.terminals[at].value.terminal;
        let class = self.ground.classes.get(usize::from(call.class.0));
        let asked = class.map_or(1, |class| class.value.class.cranes);
        let asked = asked.saturating_add(terminal.extra_cranes);
        let there = terminal.wharves.iter().map(|wharf| wharf.cranes).max();
        let cranes = asked.min(there.unwrap_or(1)).max(1);
        let work = f64::from(call.row.moves.value) * terminal.cycle_time.mean() / f64::from(cranes);
        let late = self
            .arrivals
            .delay
            .at()
            .map_or(0.0, |delay| delay.value.mean());
        let hours = (late + work * SLOWER) / 3_600_000.0 + BESIDES_CARGO_HOURS;
        call.eta + SimDuration::from_hours(hours) - self.arrivals.early.value_or(SimDuration::ZERO)
    }
}

/// A span in whole days, rounded up.
fn days_up(span: SimDuration) -> i64 {
    let day = DAY.millis();
    (span.millis() + day - 1).div_euclid(day)
}
