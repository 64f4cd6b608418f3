//! What runs the batches of a study.

use std::sync::atomic::AtomicBool;

use crate::experiment::advance::Advance;
use crate::experiment::batch::Batch;
use crate::experiment::store::Store;
use crate::scenario::Scenario;

/// Runs the batches of one study: all share a listener to progress, a store of kept replications
/// and a word to stop. None of them changes what is found.
#[derive(Clone, Copy)]
pub struct Runner<'a> {
    /// Hears of every replication that is done, from any thread.
    pub progress: &'a (dyn Fn(u32) + Sync),
    /// Replications kept by an earlier run are taken from here, and new ones kept.
    pub store: Option<&'a Store>,
    /// Set to stop between replications.
    pub stop: Option<&'a AtomicBool>,
    /// Follows how far the replications under way are.
    pub advance: Option<&'a Advance>,
}

impl<'a> Runner<'a> {
    /// A runner that keeps nothing and is never stopped.
    pub fn new(progress: &'a (dyn Fn(u32) + Sync)) -> Self {
        Self {
            progress,
            store: None,
            stop: None,
            advance: None,
        }
    }

    /// The batch of a scenario that uses the store and the word to stop, and is followed.
    pub fn batch(self, scenario: &'a Scenario) -> Batch<'a> {
        let mut batch = Batch::new(scenario);
        if let Some(store) = self.store {
            batch = batch.keeping(store);
        }
        if let Some(stop) = self.stop {
            batch = batch.until(stop);
        }
        if let Some(advance) = self.advance {
            batch = batch.followed(advance);
        }
        batch
    }
}
