//! A share of the work, for more machines than one: what `run --shard` and `sweep --shard` have
//! in common.
//!
//! The replications of all scenarios, one after the other, are numbered through; a share is every
//! Nth of them, simulated into one file for `sanpedro merge`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::batch::PlaceOptions;
use crate::cli::ending::{Ending, Fault};
use crate::cli::keep::KeepOptions;
use crate::cli::output;
use crate::experiment::{BatchError, BatchKey, Purpose, Runner, Shard, Store, StoreError};
use crate::scenario::Scenario;

/// A share of the replications of one scenario, or of the cells of a study.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share<'a> {
    pub(crate) shard: Shard,
    /// Name of the part where no other is asked for.
    pub(crate) name: &'a str,
    pub(crate) scenarios: &'a [Scenario],
    /// Whether every call is kept in full.
    pub(crate) calls: bool,
    /// What the study was asked for, where there is one.
    pub(crate) study: Option<&'a str>,
}

/// A scenario with the replications that no scenario of the same place before it has.
#[derive(Clone, Debug)]
pub(crate) struct Turn<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) key: BatchKey,
    pub(crate) numbers: Range<u32>,
    /// Replications of the scenarios before, which are counted through.
    pub(crate) before: u64,
}

/// Each scenario in its turn: what is one place is simulated once.
pub(crate) fn turns(scenarios: &[Scenario], calls: bool) -> Vec<Turn<'_>> {
    let mut had: BTreeMap<BatchKey, u32> = BTreeMap::new();
    let mut before = 0;
    let mut turns = Vec::new();
    for scenario in scenarios {
        let key = BatchKey::new(scenario, scenario.seed, calls);
        let had = had.entry(key).or_insert(0);
        let numbers = *had..scenario.replications.max(*had);
        *had = numbers.end;
        turns.push(Turn {
            scenario,
            key,
            numbers,
            before,
        });
        before += u64::from(scenario.replications);
    }
    turns
}

impl Turn<'_> {
    /// Its numbers that are of a share.
    fn share(&self, shard: Shard) -> impl Iterator<Item = u32> {
        let shard = shard.after(self.before);
        (self.numbers.clone()).filter(move |number| shard.holds(*number))
    }
}

impl Share<'_> {
    /// Simulates the share and writes its part.
    pub(crate) fn run(self, place: &PlaceOptions, keep: &KeepOptions) -> Result<Ending, Fault> {
        let part = self.part(place.out.as_deref());
        let turns = turns(self.scenarios, self.calls);
        if self.is_there(&part, &turns)? && keep.resume {
            if place.quiet {
                return Ok(Ending::Done);
            }
            return output::result(&format!("{}: there already", part.display()));
        }
        let purpose = Purpose {
            shard: Some(self.shard.numbers()),
            study: self.study,
        };
        let kept = keep.open(&part, purpose, place.quiet)?;
        let keys: Vec<BatchKey> = turns.iter().map(|turn| turn.key).collect();
        kept.check(&keys, self.study)?;
        let count: usize = turns
            .iter()
            .map(|turn| turn.share(self.shard).count())
            .sum();
        let advance = Arc::default();
        let bar = place.progress(u32::try_from(count).ok(), &advance);
        let tick = |_| bar.inc(1);
        let runner = kept.runner(&tick, &advance);
        let simulated = place.on_threads(|| self.simulate(&turns, runner));
        bar.finish_and_clear();
        match simulated? {
            Ok(()) => kept.rename_to(&part)?,
            Err(BatchError::Interrupted) => {
                return Err(Fault::interrupted("the share is not whole"));
            }
            Err(error) => {
                if let BatchError::Budget(_) = error {
                    drop(kept.remove());
                }
                return Err(error.into());
            }
        }
        if place.quiet {
            return Ok(Ending::Done);
        }
        let all: usize = turns.iter().map(|turn| turn.numbers.len()).sum();
        let cells = match self.study {
            Some(_) => format!(" of {} cells", self.scenarios.len()),
            None => String::new(),
        };
        output::result(&format!(
            "{}: {count} of {all} replications{cells}, share {}",
            part.display(),
            self.shard
        ))
    }

    fn simulate(&self, turns: &[Turn<'_>], runner: Runner<'_>) -> Result<(), BatchError> {
        for turn in turns {
            let batch = runner.batch(turn.scenario);
            let batch = batch.calls(self.calls).shard(self.shard.after(turn.before));
            batch.each(turn.numbers.clone(), runner.progress, |_, _, _| {
                Ok::<(), BatchError>(())
            })?;
        }
        Ok(())
    }

    /// The file of the share: the one asked for, in the folder asked for, or in `output/`.
    fn part(&self, out: Option<&Path>) -> PathBuf {
        let (index, count) = self.shard.numbers();
        let name = format!("{}.{index}-of-{count}.part", self.name);
        match out {
            Some(out) if !out.is_dir() => out.to_owned(),
            Some(folder) => folder.join(name),
            None => Path::new("output").join(name),
        }
    }

    /// Whether a part is there and holds all of the share; one that is something else is an error.
    fn is_there(&self, part: &Path, turns: &[Turn<'_>]) -> Result<bool, StoreError> {
        if !part.exists() {
            return Ok(false);
        }
        let store = match Store::read(&[part.to_owned()]) {
            // Nothing is lost with it.
            Err(StoreError::Cut { .. }) => return Ok(false),
            read => read?,
        };
        if store.studies().first().map(Option::as_deref) != Some(self.study) {
            return Ok(false);
        }
        let whole = |turn: &Turn<'_>| {
            let batch = store.batch(&turn.key);
            let mut numbers = turn.share(self.shard);
            numbers.all(|number| batch.is_some_and(|batch| batch.holds(number)))
        };
        // Of a study, cells with one place may differ in words.
        let agree = self.study.is_some()
            || (store.batches()).all(|(_, batch)| batch.disagreeing.is_empty());
        Ok(agree && turns.iter().all(whole))
    }
}
