//! A share of the work, for more machines than one: what `run --shard` and `sweep --shard` have
//! in common.
//!
//! The replications of all scenarios, one after the other, are numbered through; a share is every
//! Nth of them, simulated into one file for `sanpedro merge`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::cli::batch::BatchOptions;
use crate::cli::keep::{KeepOptions, Kept};
use crate::cli::task::failed;
use crate::cli::{Ending, output};
use crate::experiment::{Batch, BatchError, BatchKey, Purpose, Shard, Store, StoreError};
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
        let key = BatchKey::of(scenario, scenario.seed, calls);
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
    fn of(&self, shard: Shard) -> impl Iterator<Item = u32> {
        let shard = shard.after(self.before);
        (self.numbers.clone()).filter(move |number| shard.holds(*number))
    }
}

impl Share<'_> {
    /// Simulates the share and writes its part.
    pub(crate) fn run(self, options: &BatchOptions, keep: &KeepOptions) -> Ending {
        let part = self.part(options.out.as_deref());
        match self.is_there(&part) {
            Ok(whole) if whole && keep.resume => {
                return output::result(&format!("{}: there already", part.display()));
            }
            Ok(_) => {}
            Err(error) => return failed(&error),
        }
        let kept = match self.open(keep, &part) {
            Ok(kept) => kept,
            Err(ending) => return ending,
        };
        match options.on_threads(|| self.simulate(&kept, options)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                if let BatchError::Interrupted = error {
                    output::note("the same command with --resume goes on");
                }
                return kept.end(&error);
            }
            Err(error) => return failed(&error),
        }
        if let Err(error) = kept.rename_to(&part) {
            return failed(&error);
        }
        if options.quiet {
            return Ending::Done;
        }
        output::result(&self.told(&part))
    }

    fn told(self, part: &Path) -> String {
        let cells = match self.study {
            Some(_) => format!(" of {} cells", self.scenarios.len()),
            None => String::new(),
        };
        format!(
            "{}: {} of {} replications{cells}, share {}",
            part.display(),
            self.count(),
            self.of(),
            self.shard
        )
    }

    /// Replications of the share.
    fn count(&self) -> usize {
        let turns = turns(self.scenarios, self.calls);
        turns.iter().map(|turn| turn.of(self.shard).count()).sum()
    }

    /// Replications of all shares.
    fn of(&self) -> usize {
        let turns = turns(self.scenarios, self.calls);
        turns.iter().map(|turn| turn.numbers.len()).sum()
    }

    fn simulate(&self, kept: &Kept, options: &BatchOptions) -> Result<(), BatchError> {
        let bar = options.progress(u32::try_from(self.count()).unwrap_or(u32::MAX));
        for turn in turns(self.scenarios, self.calls) {
            let batch = kept.behind(Batch::new(turn.scenario)).calls(self.calls);
            let batch = batch.shard(self.shard.after(turn.before));
            batch.each(turn.numbers, &|_| bar.inc(1), |_, _, _| {
                Ok::<(), BatchError>(())
            })?;
        }
        bar.finish_and_clear();
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
    fn is_there(&self, part: &Path) -> Result<bool, StoreError> {
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
            let mut numbers = turn.of(self.shard);
            numbers.all(|number| batch.is_some_and(|batch| batch.holds(number)))
        };
        // Of a study, cells with one place may differ in words.
        let agree = self.study.is_some()
            || (store.batches()).all(|(_, batch)| batch.disagreeing.is_empty());
        Ok(agree && turns(self.scenarios, self.calls).iter().all(whole))
    }

    /// The replications kept for this share; with `--resume` they must not be another's.
    fn open(&self, keep: &KeepOptions, part: &Path) -> Result<Kept, Ending> {
        let purpose = Purpose {
            shard: Some(self.shard.numbers()),
            study: self.study,
        };
        let kept = keep.open(part, purpose).map_err(|error| failed(&error))?;
        let asked = |study: &Option<String>| study.as_deref() == self.study;
        let turns = turns(self.scenarios, self.calls);
        let known = |turn: &Turn<'_>| kept.store.batch(&turn.key).is_some();
        let other = kept.store.batches().next();
        let ours =
            kept.store.studies().iter().all(asked) && (other.is_none() || turns.iter().any(known));
        if ours {
            return Ok(kept);
        }
        let what = match self.study {
            Some(_) => "of another sweep",
            None => "of another scenario, seed or --calls",
        };
        output::note(&format!(
            "error: {} holds replications {what}; without --resume the run starts anew",
            kept.path().display()
        ));
        Err(Ending::Wrong)
    }
}
