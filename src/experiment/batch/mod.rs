//! Replications in parallel, taken in by their numbers, so that threads do not show.

use std::cell::Cell;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::engine::{BudgetExceeded, SimTime};
use crate::experiment::account::{Account, Replication};
use crate::experiment::advance::Advance;
use crate::experiment::fold::Fold;
use crate::experiment::in_order::in_order;
use crate::experiment::measure;
use crate::experiment::results::Results;
use crate::experiment::shape::Shape;
use crate::experiment::shard::Shard;
use crate::experiment::store::{self, BatchKey, Store, StoreError};
use crate::port::bay::Bay;
use crate::port::record::Record;
use crate::port::{self, Outcome, Pace};
use crate::scenario::Scenario;

/// How long a replication under way goes on when a batch is to stop: most end within it and are kept.
const PATIENCE: Duration = Duration::from_millis(500);

/// A scenario run many times over, each time with its own chance.
///
/// A replication is a function of (scenario, seed, its number) and results are made of the
/// replications in order, so that results do not depend on how many threads ran them, and neither
/// on whether a replication is simulated now or was [kept](Self::keeping) before.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    scenario: &'a Scenario,
    replications: u32,
    seed: u64,
    pace: Pace,
    shard: Shard,
    calls: bool,
    outline: bool,
    store: Option<&'a Store>,
    stop: Option<&'a AtomicBool>,
    advance: Option<&'a Advance>,
}

/// Why a batch ended before its last replication was taken in.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The scenario schedules more events than any real one could.
    #[error(transparent)]
    Budget(#[from] BudgetExceeded),
    /// Replications cannot be kept, or what is kept cannot be trusted.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A target of the scenario names no measure; loading with
    /// [`Later::measures`](crate::scenario::Later) finds that before, with its place.
    #[error("target `{id}`: there is no measure `{measure}`")]
    Target {
        /// Key of the target.
        id: String,
        /// What it names.
        measure: String,
    },
    /// It was asked to stop; all replications before were taken in.
    #[error("interrupted")]
    Interrupted,
}

/// A replication as it was found.
struct Told {
    replication: Replication,
    open: Vec<String>,
    /// Its bytes, where they are not kept yet.
    fresh: Option<Vec<u8>>,
}

impl<'a> Batch<'a> {
    /// As many replications as the scenario asks for, with its seed.
    pub fn new(scenario: &'a Scenario) -> Self {
        Self {
            scenario,
            replications: scenario.replications,
            seed: scenario.seed,
            pace: Pace::default(),
            shard: Shard::ALL,
            calls: false,
            outline: false,
            store: None,
            stop: None,
            advance: None,
        }
    }

    /// With another number of replications.
    #[must_use]
    pub const fn replications(mut self, replications: u32) -> Self {
        self.replications = replications;
        self
    }

    /// With another seed.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// With the moves of cranes made at another pace; the results are the same.
    #[must_use]
    pub const fn pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// A share of the replications alone.
    #[must_use]
    pub const fn shard(mut self, shard: Shard) -> Self {
        self.shard = shard;
        self
    }

    /// With every call in full, in each replication.
    #[must_use]
    pub const fn calls(mut self, calls: bool) -> Self {
        self.calls = calls;
        self
    }

    /// With nothing of the first replication kept one by one, for who reads numbers alone.
    #[must_use]
    pub const fn outline(mut self, outline: bool) -> Self {
        self.outline = outline;
        self
    }

    /// With what was kept of it in a store, and keeping there what is simulated; the results are
    /// the same.
    #[must_use]
    pub const fn keeping(mut self, store: &'a Store) -> Self {
        self.store = Some(store);
        self
    }

    /// Ending early once this is set: no replication is begun after, and those under way are taken in
    /// if they end within half a second.
    #[must_use]
    pub const fn until(mut self, stop: &'a AtomicBool) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Saying how far its replications under way are.
    #[must_use]
    pub const fn followed(mut self, advance: &'a Advance) -> Self {
        self.advance = Some(advance);
        self
    }

    /// Runs the batch on the port model.
    ///
    /// `progress` hears how many replications are done, from any thread.
    ///
    /// # Errors
    /// [`BatchError`]; what was found until then is lost.
    ///
    /// # Panics
    /// If no replication is asked for.
    pub fn run(&self, progress: &(dyn Fn(u32) + Sync)) -> Result<Results, BatchError> {
        assert!(
            self.replications > 0,
            "a batch has at least one replication"
        );
        let mut targets = self.scenario.targets.iter();
        if let Some(target) = targets.find(|target| measure::find(&target.measure).is_none()) {
            let (id, measure) = (target.id.clone(), target.measure.clone());
            return Err(BatchError::Target { id, measure });
        }
        let mut fold = Fold::new(self.scenario, self.seed);
        let mut open = Vec::new();
        self.each(0..self.replications, progress, |_, found, balances| {
            open.extend(balances);
            fold.add(found);
            Ok::<(), BatchError>(())
        })?;
        Ok(Results {
            open_balances: open,
            ..fold.finish()
        })
    }

    /// The replications with these numbers, each passed to `take` in the order of the numbers, with
    /// every balance of it that does not close, in words. Of a [shard](Self::shard), those of its
    /// share.
    ///
    /// What a replication finds does not depend on the numbers it is asked for with. Number 0 is
    /// kept in full. `progress` hears how many are done, from any thread.
    ///
    /// # Errors
    /// [`BatchError`], and the first error of `take`; nothing is taken in after it.
    pub fn each<Fault: From<BatchError> + Send>(
        &self,
        numbers: Range<u32>,
        progress: &(dyn Fn(u32) + Sync),
        mut take: impl FnMut(u32, Replication, Vec<String>) -> Result<(), Fault> + Send,
    ) -> Result<(), Fault> {
        let key = self
            .store
            .map(|_| BatchKey::new(self.scenario, self.seed, self.calls));
        let kept = self.store.zip(key.as_ref());
        let earlier = kept.and_then(|(store, key)| store.batch(key));
        let shape = earlier.map(|_| Shape::new(self.scenario, self.calls));
        let find = |number| self.find(number, kept, shape.as_ref());
        self.each_with(numbers, find, progress, |number, told| {
            let told = told?;
            if let (Some((store, key)), Some(bytes)) = (kept, &told.fresh) {
                let keep = store.keep(key, self.scenario, number, bytes);
                keep.map_err(BatchError::from)?;
            }
            take(number, told.replication, told.open)
        })
    }

    /// What `find` finds by numbers, passed to `take` in the order of the numbers.
    fn each_with<Found: Send, Fault: From<BatchError> + Send>(
        &self,
        numbers: Range<u32>,
        find: impl Fn(u32) -> Found + Sync,
        progress: &(dyn Fn(u32) + Sync),
        mut take: impl FnMut(u32, Found) -> Result<(), Fault> + Send,
    ) -> Result<(), Fault> {
        let done = AtomicU32::new(0);
        let share = self.shard.share(numbers);
        let number = |turn| share.start + turn * share.step;
        let work = |turn| {
            let found = find(number(turn));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            found
        };
        let stop = || self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed));
        let mut taken = 0;
        in_order(share.count, &stop, work, |turn, found| {
            taken += 1;
            take(number(turn), found)
        })?;
        if taken < share.count {
            return Err(BatchError::Interrupted.into());
        }
        Ok(())
    }

    /// A replication from the store, where it has the shape of one, or simulated.
    fn find(
        &self,
        number: u32,
        kept: Option<(&Store, &BatchKey)>,
        shape: Option<&Shape<'_>>,
    ) -> Result<Told, BatchError> {
        let earlier = match kept {
            Some((store, key)) => store.content(key, number)?,
            None => None,
        };
        if let (Some((content, path)), Some(shape)) = (&earlier, shape)
            && number > 0
        {
            let (replication, open) = store::decode(content, shape).ok_or_else(|| {
                let path = path.clone();
                StoreError::Unreadable { number, path }
            })?;
            return Ok(Told {
                replication,
                open,
                fresh: None,
            });
        }
        let now = Cell::new(SimTime::ZERO);
        let (replication, outcome) = self.replicate(number, &|bay, seed, replication, sink| {
            let mut sink = |record: &Record| {
                if let Record::PhaseBegan { at, .. } = record {
                    now.set(*at);
                }
                sink(record);
            };
            let go_on = self.patience(&now);
            port::simulate_while(self.pace, bay, seed, replication, go_on, &mut sink)
        });
        let outcome = outcome?.ok_or(BatchError::Interrupted)?;
        let open = open_balances(number, &outcome);
        let bytes = kept.map(|_| store::encode(&replication, &open));
        let fresh = match (earlier, bytes) {
            (Some((content, path)), Some(bytes)) if content != bytes => {
                return Err(StoreError::Otherwise { number, path }.into());
            }
            (Some(_), _) => None,
            (None, bytes) => bytes,
        };
        Ok(Told {
            replication,
            open,
            fresh,
        })
    }

    /// Whether a replication under way may go on: for [`PATIENCE`] after the word to stop. Says how
    /// far it is by then.
    fn patience(&self, now: &Cell<SimTime>) -> impl FnMut() -> bool {
        let (stop, mut asked) = (self.stop, None);
        let step = self.advance.map(Advance::begin);
        let whole = self.scenario.bay.period.end - SimTime::ZERO;
        move || {
            if let Some(step) = &step {
                step.reach((now.get() - SimTime::ZERO).hours() / whole.hours());
            }
            match stop {
                Some(stop) if stop.load(Ordering::Relaxed) => {
                    asked.get_or_insert_with(Instant::now).elapsed() < PATIENCE
                }
                _ => true,
            }
        }
    }

    /// One replication on a model, which passes its records to a sink in order; the first is kept
    /// in full.
    fn replicate<Ending>(
        &self,
        number: u32,
        simulate: &impl Fn(&Bay, u64, u64, &mut dyn FnMut(&Record)) -> Ending,
    ) -> (Replication, Ending) {
        let Scenario { bay, emissions, .. } = self.scenario;
        let mut account = Account::new(bay, emissions);
        if number == 0 {
            account = if self.outline {
                account.with_outline()
            } else {
                account.with_trace()
            };
        }
        if self.calls {
            account = account.with_calls();
        }
        let mut sink = |record: &Record| account.record(record);
        let outcome = simulate(bay, self.seed, u64::from(number), &mut sink);
        (account.finish(), outcome)
    }
}

/// Balances of one replication that do not close, in words.
fn open_balances(replication: u32, outcome: &Outcome) -> Vec<String> {
    let open = outcome.balances.iter().filter(|balance| !balance.closes());
    let word = |balance: &port::Balance| {
        let port::Balance {
            name,
            inflow,
            outflow,
            stock,
        } = balance;
        format!(
            "replication {replication}: {name}: {inflow} came in, {outflow} went out, {stock} are here"
        )
    };
    open.map(word).collect()
}

#[cfg(test)]
mod tests;
