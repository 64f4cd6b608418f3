//! With what the batches of a study are run.

use std::sync::atomic::AtomicBool;

use crate::experiment::batch::Batch;
use crate::experiment::store::Store;
use crate::scenario::Scenario;

/// What all batches of one study share: who hears of progress, where replications are kept, and
/// the word that it is to stop. None of them changes what is found.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// Hears of every replication that is done, from any thread.
    pub progress: &'a (dyn Fn(u32) + Sync),
    /// Replications kept by an earlier run are taken from here, and new ones kept.
    pub store: Option<&'a Store>,
    /// Set to stop between replications.
    pub stop: Option<&'a AtomicBool>,
}

impl<'a> Means<'a> {
    /// Keeping nothing and never stopped.
    pub fn simply(progress: &'a (dyn Fn(u32) + Sync)) -> Self {
        Self {
            progress,
            store: None,
            stop: None,
        }
    }

    /// A batch of a scenario by these means.
    pub fn batch(self, scenario: &'a Scenario) -> Batch<'a> {
        let mut batch = Batch::new(scenario);
        if let Some(store) = self.store {
            batch = batch.keeping(store);
        }
        if let Some(stop) = self.stop {
            batch = batch.until(stop);
        }
        batch
    }
}
