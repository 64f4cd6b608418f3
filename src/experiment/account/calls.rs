//! Calls that departed in the measured period, whole.

use crate::engine::SimDuration;
use crate::port::record::Visit;
use crate::statistics::{Bins, Counts, Tally};

use super::scopes::Scopes;

/// Narrowest bin of waits and stays in milliseconds: 0.005 h, of which every round width of a
/// histogram in hours is a multiple.
pub(in crate::experiment) const TIME_BIN: u64 = 18_000;

/// Sums over calls of one part of the complex.
#[derive(Clone, Copy, Debug, Default)]
pub struct Calls {
    /// Calls.
    pub count: u64,
    /// Containers on and off.
    pub moves: u64,
    /// Calls that were on shore power for any time.
    pub connected: u64,
    /// Calls that asked for a capture barge.
    pub asked_for_barge: u64,
    /// Calls that a capture barge served.
    pub barged: u64,
    /// From all fast to a capture barge at work.
    pub barge_wait: SimDuration,
    /// Calls that took fuel from a bunker barge.
    pub bunkered: u64,
    /// Fuel that they took, in metric tonnes.
    pub bunker_tonnes: f64,
    /// From all fast to their first fuel.
    pub bunker_wait: SimDuration,
    /// From first to last fuel.
    pub bunker_hours: SimDuration,
    /// Time at berth for fuel alone.
    pub bunker_held: SimDuration,
    /// From arrival to under way for the berth.
    pub wait: SimDuration,
    /// From all fast to last line let go.
    pub stay: SimDuration,
    /// From all fast to the first move.
    pub first_move: SimDuration,
    /// At berth without a crane at work.
    pub idle: SimDuration,
    /// From arrival to last line let go.
    pub turnaround: SimDuration,
    /// Moves per hour at berth, call by call.
    pub productivity: Tally,
}

/// Follows departures.
#[derive(Clone, Debug)]
pub(super) struct Departures {
    scopes: Scopes,
    calls: Vec<Calls>,
    /// Times at berth by part of the complex, in milliseconds.
    times: Vec<Counts>,
    /// Times at berth of all calls, in milliseconds.
    pub(super) stays: Bins,
}

impl Departures {
    pub(super) fn new(scopes: &Scopes) -> Self {
        Self {
            scopes: scopes.clone(),
            calls: vec![Calls::default(); scopes.count()],
            times: vec![Counts::default(); scopes.count()],
            stays: Bins::new(TIME_BIN),
        }
    }

    pub(super) fn departed(&mut self, visit: &Visit) {
        let (wait, stay) = (visit.wait(), visit.time_at_berth());
        let millis = u64::try_from(stay.millis()).unwrap_or(0);
        for scope in self.scopes.of(visit.tag.terminal) {
            let calls = &mut self.calls[scope];
            calls.count += 1;
            calls.moves += u64::from(visit.moves);
            calls.connected += u64::from(visit.connected > SimDuration::ZERO);
            calls.asked_for_barge += u64::from(visit.asked_for_barge);
            if let Some(stay) = visit.barge {
                calls.barged += 1;
                calls.barge_wait += stay.from - visit.all_fast;
            }
            if let Some(fuel) = visit.bunkered {
                calls.bunkered += 1;
                calls.bunker_tonnes += fuel.tonnes;
                calls.bunker_wait += fuel.from - visit.all_fast;
                calls.bunker_hours += fuel.to - fuel.from;
                calls.bunker_held += fuel.held;
            }
            calls.wait += wait;
            calls.stay += stay;
            calls.first_move += visit.cargo_start - visit.all_fast;
            calls.idle += stay - visit.worked;
            calls.turnaround += visit.turnaround();
            self.times[scope].add(millis, false);
            if stay > SimDuration::ZERO {
                calls
                    .productivity
                    .add(f64::from(visit.moves) / stay.hours());
            }
        }
        self.stays.add(stay.millis());
    }

    pub(super) fn calls(&self, scope: usize) -> Calls {
        self.calls[scope]
    }

    /// Times at berth of calls of a part, in milliseconds.
    pub(super) fn take_times(&mut self, scope: usize) -> Counts {
        std::mem::take(&mut self.times[scope]).settled()
    }
}
