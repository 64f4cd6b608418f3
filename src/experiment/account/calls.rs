//! Calls that departed in the measured period, whole.

use crate::engine::SimDuration;
use crate::port::bay::TerminalId;
use crate::port::record::Visit;
use crate::statistics::{Bins, Tally, quantile};

use super::replication::Replication;
use super::scopes::Scopes;

/// A wait up to this long counts as berthed on arrival.
const PROMPT: SimDuration = SimDuration::from_millis(2 * 3_600_000);

/// Sums over calls of one part of the complex.
#[derive(Clone, Copy, Debug, Default)]
pub struct Calls {
    /// Calls.
    pub count: u64,
    /// Containers on and off.
    pub moves: u64,
    /// Calls that were on shore power for any time.
    pub connected: u64,
    /// Calls that waited two hours at most.
    pub prompt: u64,
    /// From arrival to under way for the berth.
    pub wait: SimDuration,
    /// From all fast to last line let go.
    pub stay: SimDuration,
    /// From arrival to last line let go.
    pub turnaround: SimDuration,
    /// Moves per hour at berth, call by call.
    pub productivity: Tally,
}

/// Wait and stay of one call.
#[derive(Clone, Copy, Debug)]
struct Times {
    terminal: TerminalId,
    wait: SimDuration,
    stay: SimDuration,
}

/// Follows departures.
#[derive(Clone, Debug)]
pub(super) struct Departures {
    scopes: Scopes,
    calls: Vec<Calls>,
    times: Vec<Times>,
    /// Waits of all calls, in milliseconds.
    pub(super) waits: Bins,
    /// Times at berth of all calls, in milliseconds.
    pub(super) stays: Bins,
}

impl Departures {
    pub(super) fn new(scopes: &Scopes) -> Self {
        Self {
            scopes: scopes.clone(),
            calls: vec![Calls::default(); scopes.count()],
            times: Vec::new(),
            waits: Bins::new(Replication::TIME_BIN),
            stays: Bins::new(Replication::TIME_BIN),
        }
    }

    pub(super) fn departed(&mut self, visit: &Visit) {
        let terminal = visit.tag.terminal;
        let (wait, stay) = (visit.wait(), visit.time_at_berth());
        for scope in self.scopes.of(terminal) {
            let calls = &mut self.calls[scope];
            calls.count += 1;
            calls.moves += u64::from(visit.moves);
            calls.connected += u64::from(visit.connected > SimDuration::ZERO);
            calls.prompt += u64::from(wait <= PROMPT);
            calls.wait += wait;
            calls.stay += stay;
            calls.turnaround += visit.turnaround();
            if stay > SimDuration::ZERO {
                calls
                    .productivity
                    .add(f64::from(visit.moves) / stay.hours());
            }
        }
        self.waits.add(wait.millis());
        self.stays.add(stay.millis());
        self.times.push(Times {
            terminal,
            wait,
            stay,
        });
    }

    pub(super) fn calls(&self, scope: usize) -> Calls {
        self.calls[scope]
    }

    /// 95 % quantiles of wait and stay over calls of a part, in hours.
    pub(super) fn long_times(&self, scope: usize) -> (Option<f64>, Option<f64>) {
        let hours = |of: fn(&Times) -> SimDuration| {
            let here = |times: &&Times| self.scopes.holds(scope, times.terminal.index());
            let mut hours: Vec<f64> = self
                .times
                .iter()
                .filter(here)
                .map(|times| of(times).hours())
                .collect();
            hours.sort_by(f64::total_cmp);
            quantile(&hours, 0.95)
        };
        (hours(|times| times.wait), hours(|times| times.stay))
    }
}
