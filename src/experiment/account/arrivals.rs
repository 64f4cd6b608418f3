//! Vessels that arrived in the measured period, whether or not they have berthed, and who waits at its
//! end.

use serde::{Deserialize, Serialize};

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Period, TerminalId};
use crate::port::record::CallTag;
use crate::statistics::{Bins, Counts};

use super::calls::TIME_BIN;
use super::scopes::Scopes;

/// A wait up to this long counts as berthed on arrival.
const PROMPT: SimDuration = SimDuration::from_millis(2 * 3_600_000);
/// A wait that is worth a word lasts this long, ...
const LONG: SimDuration = SimDuration::from_millis(24 * 3_600_000);
/// ... or this share of a shorter period.
const LONG_SHARE: f64 = 0.1;

/// Vessels that arrived in the measured period at one part of the complex.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// Vessels.
    pub count: u64,
    /// From arrival to under way for the berth, or to the end of the period.
    pub wait: SimDuration,
    /// Vessels that arrived at least two hours before the end.
    pub decided: u64,
    /// Vessels of these that waited two hours at most.
    pub prompt: u64,
    /// Waits in milliseconds, cut off for those that wait at the end.
    pub waits: Counts,
}

/// A vessel that waits when the period ends, longer than any that berthed at its terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct StillWaiting {
    /// Who.
    pub tag: CallTag,
    /// Sailing, of a call list the row.
    pub sailing: i64,
    /// How long it has waited.
    pub waited: SimDuration,
    /// The longest wait that was over in the period at its terminal, if any was.
    pub longest_over: Option<SimDuration>,
}

/// Follows arrivals.
#[derive(Clone, Debug)]
pub(super) struct Waits {
    scopes: Scopes,
    period: Period,
    arrivals: Vec<Arrivals>,
    /// Moves of calls that wait at the end, by part of the complex.
    unserved: Vec<u64>,
    /// The longest wait over within the period, by terminal.
    longest_over: Vec<Option<SimDuration>>,
    /// Waits of all arrivals, so far of those not over, in milliseconds.
    pub(super) lengths: Bins,
    /// The longest of those that wait at the end.
    pub(super) longest: Option<StillWaiting>,
}

impl Waits {
    pub(super) fn new(scopes: &Scopes, terminals: usize, period: Period) -> Self {
        Self {
            scopes: scopes.clone(),
            period,
            arrivals: vec![Arrivals::default(); scopes.count()],
            unserved: vec![0; scopes.count()],
            longest_over: vec![None; terminals],
            lengths: Bins::new(TIME_BIN),
            longest: None,
        }
    }

    /// A vessel has waited and is bound for its berth.
    pub(super) fn over(&mut self, terminal: TerminalId, arrival: SimTime, at: SimTime) {
        if at >= self.period.start {
            let longest = &mut self.longest_over[terminal.index()];
            *longest = (*longest).max(Some(at - arrival));
        }
        self.count(terminal, arrival, at, true);
    }

    /// A vessel waits when the period ends; all others must have been taken in before.
    pub(super) fn cut_off(&mut self, tag: CallTag, sailing: i64, arrival: SimTime, moves: u32) {
        let end = self.period.end;
        self.count(tag.terminal, arrival, end, false);
        for scope in self.scopes.of(tag.terminal) {
            self.unserved[scope] += u64::from(moves);
        }
        let waited = end - arrival;
        let longest_over = self.longest_over[tag.terminal.index()];
        let span = SimDuration::from_hours(LONG_SHARE * (end - self.period.start).hours());
        let is_long = waited >= LONG.min(span) && longest_over.is_none_or(|over| waited > over);
        let longest = self.longest.map(|longest| longest.waited);
        if is_long && longest.is_none_or(|longest| waited > longest) {
            self.longest = Some(StillWaiting {
                tag,
                sailing,
                waited,
                longest_over,
            });
        }
    }

    fn count(&mut self, terminal: TerminalId, arrival: SimTime, until: SimTime, is_over: bool) {
        if !self.period.has(arrival) {
            return;
        }
        let wait = until - arrival;
        let millis = u64::try_from(wait.millis()).unwrap_or(0);
        let is_decided = arrival + PROMPT <= self.period.end;
        for scope in self.scopes.of(terminal) {
            let arrivals = &mut self.arrivals[scope];
            arrivals.count += 1;
            arrivals.wait += wait;
            arrivals.decided += u64::from(is_decided);
            arrivals.prompt += u64::from(is_decided && is_over && wait <= PROMPT);
            arrivals.waits.add(millis, !is_over);
        }
        self.lengths.add(wait.millis());
    }

    /// Vessels that arrived at a part of the complex, and moves of those that wait at the end.
    pub(super) fn take(&mut self, scope: usize) -> (Arrivals, u64) {
        let mut arrivals = std::mem::take(&mut self.arrivals[scope]);
        arrivals.waits.settle();
        (arrivals, self.unserved[scope])
    }
}
