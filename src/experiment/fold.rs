//! Replications into results, one after the other, in memory that does not grow with them.

use crate::experiment::account::{DayFigures, Replication, StillWaiting, TIME_BIN};
use crate::experiment::numbers::Numbers;
use crate::experiment::results::Trace;
use crate::experiment::rows::Inventory;
use crate::scenario::Scenario;
use crate::statistics::{Bins, Series, Tally};

/// What a batch has found so far.
///
/// Replications are added in the order of their numbers; results depend on nothing else, so that
/// replications run anywhere, in any order, give the same results once they are added in order.
/// Only [`finish`](Self::finish) makes summaries.
#[derive(Debug)]
pub struct Fold<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) seed: u64,
    pub(super) replications: u32,
    /// Series of all numbers; `None` before the first replication.
    pub(super) numbers: Option<Numbers<Series>>,
    /// Inventory of each terminal; `None` before the first replication.
    pub(super) inventories: Vec<Option<Inventory<Tally>>>,
    /// Waits of vessels that arrived in milliseconds.
    pub(super) waits: Bins,
    /// Times at berth of calls in milliseconds.
    pub(super) stays: Bins,
    /// The vessel that waits longest at the end, and replications in which one waits too long.
    pub(super) still_waiting: Option<(StillWaiting, u32)>,
    /// What is kept of the first replication alone.
    pub(super) first: Option<First>,
}

/// What is kept of the first replication.
#[derive(Debug)]
pub(super) struct First {
    pub(super) trace: Trace,
    /// Measures of the bay, in the table's order.
    pub(super) bay: Vec<Option<f64>>,
    pub(super) days: Vec<DayFigures>,
    pub(super) duration_mw: Vec<Vec<f64>>,
}

impl<'a> Fold<'a> {
    /// Nothing yet of a batch.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Self {
        Self {
            scenario,
            seed,
            replications: 0,
            numbers: None,
            inventories: vec![None; scenario.bay.terminals.len()],
            waits: Bins::new(TIME_BIN),
            stays: Bins::new(TIME_BIN),
            still_waiting: None,
            first: None,
        }
    }

    /// Takes the next replication in.
    ///
    /// # Panics
    /// If the first one was not kept in full, or a later one has not as many numbers as the first.
    pub fn add(&mut self, replication: Replication) {
        self.replications += 1;
        let values = replication.values();
        self.waits_still(replication.still_waiting);
        let ashore = replication.landside.iter().map(Option::as_ref);
        let terminals = replication.stacks.iter().zip(ashore);
        for (inventory, (stack, land)) in self.inventories.iter_mut().zip(terminals) {
            let found = Inventory::of(stack, land);
            *inventory = Some(Inventory::with(inventory.take(), found));
        }
        self.waits.merge(&replication.waits);
        self.stays.merge(&replication.stays);
        let numbers = Numbers::of(&replication, self.scenario);
        self.numbers = Some(Numbers::with(self.numbers.take(), numbers));
        if self.first.is_none() {
            let trace = replication.trace;
            self.first = Some(First {
                trace: trace.expect("a batch keeps its first replication in full"),
                bay: values.into_iter().next().unwrap_or_default(),
                days: replication.days,
                duration_mw: replication.load.duration_mw,
            });
        }
    }

    fn waits_still(&mut self, found: Option<StillWaiting>) {
        let Some(found) = found else {
            return;
        };
        let (longest, times) = self.still_waiting.get_or_insert((found, 0));
        if found.waited > longest.waited {
            *longest = found;
        }
        *times += 1;
    }
}
