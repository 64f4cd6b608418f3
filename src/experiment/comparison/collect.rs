//! Replications of all scenarios side by side.

use std::ops::Range;

use crate::experiment::comparison::difference::{Difference, Family};
use crate::experiment::measure::{self, Measure, Part};
use crate::experiment::{Batch, BatchError, Runner};
use crate::scenario::Scenario;
use crate::statistics::{Figure, Intervals, Paired, Pooled, holm};

/// Replications of a scenario kept at once: some for each thread, so that none waits long at the
/// end of a block, and a comparison that is stopped has pairs. Never shows in results.
fn block_size() -> u32 {
    let threads = u32::try_from(rayon::current_num_threads()).unwrap_or(u32::MAX);
    threads.saturating_mul(8).clamp(16, 128)
}

/// Every measure of every replication of a block.
type Block = Vec<Values>;
/// Every measure of a replication: by part, measure.
type Values = Vec<Vec<Figure>>;

/// Scenarios against a base.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Seed of every scenario.
    pub seed: u64,
    /// Replications of every scenario.
    pub replications: u32,
    /// Replications that were asked for: more if the comparison was stopped.
    pub asked: u32,
    /// Measures chosen, in the order of the table of measures.
    pub chosen: Vec<&'static Measure>,
    /// Each other scenario, in the order given.
    pub versus: Vec<Versus>,
    /// Balances that did not close, in words; empty unless we have a bug.
    pub open_balances: Vec<String>,
}

/// One scenario against the base.
#[derive(Clone, Debug)]
pub struct Versus {
    /// Bay, ports and terminals that both have, in the base's order.
    pub parts: Vec<PartDifferences>,
    /// Ports and terminals that only the base has: level, id and name.
    pub only_in_base: Vec<PartId>,
    /// Ports and terminals that only the other has.
    pub only_in_other: Vec<PartId>,
}

/// A part of the complex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartId {
    /// Bay, port or terminal.
    pub level: Part,
    /// Its key; `bay` for the whole complex.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

/// Every measure that both scenarios have for a part.
#[derive(Clone, Debug)]
pub struct PartDifferences {
    /// The part.
    pub part: PartId,
    /// In the order of the table of measures.
    pub differences: Vec<Difference>,
}

/// A part that two scenarios have, and the pairs found of it so far.
struct Pairing {
    part: PartId,
    base: usize,
    other: usize,
    pairs: Vec<Pairs>,
}

/// Pairs of one measure so far: of values, or pooled.
#[derive(Clone, Debug, Default)]
struct Pairs {
    values: Paired,
    base: Pooled,
    other: Pooled,
}

impl Pairs {
    fn add(&mut self, base: &Figure, other: &Figure) {
        if let (Some(base), Some(other)) = (base.value(), other.value()) {
            self.values.add(base, other);
        }
        self.base.add(base);
        self.other.add(other);
    }

    /// Pairs of values, and how many replications they are of. Of ratios and quantiles they are pairs
    /// of a jackknife's values, whose means are those of all replications together.
    fn paired(&self) -> (Paired, u64) {
        let pooled = self.base.jackknife().zip(self.other.jackknife());
        pooled.map_or((self.values, self.values.count()), |(base, other)| {
            let mut paired = Paired::default();
            if base.known.min(other.known) < 2 {
                // Without the only one there is nothing left to say.
                paired.add(base.value, other.value);
                return (paired, self.base.taken());
            }
            let pairs = base.pseudo_values.iter().zip(&other.pseudo_values);
            pairs.for_each(|(base, other)| paired.add(*base, *other));
            (paired, self.base.taken())
        })
    }
}

impl Comparison {
    /// Runs every scenario with the base's seed and number of replications, and compares.
    ///
    /// `chosen` names the measures a person looks at. The runner hears of every replication of every
    /// scenario. Where it is stopped, it is of the replications that all scenarios have done.
    ///
    /// # Errors
    /// [`BatchError`], of the first scenario that has one; [`BatchError::Interrupted`] only if no
    /// replication was done by all.
    ///
    /// # Panics
    /// If no replication is asked for.
    pub fn run(
        runner: Runner<'_>,
        base: &Scenario,
        others: &[&Scenario],
        chosen: &[&'static Measure],
    ) -> Result<Self, BatchError> {
        let (seed, replications) = (base.seed, base.replications);
        assert!(
            replications > 0,
            "a comparison has at least one replication"
        );
        let mut pairings: Vec<Vec<Pairing>> =
            others.iter().map(|other| pairings(base, other)).collect();
        let mut open_balances = Vec::new();
        let all: Vec<&Scenario> = [base].into_iter().chain(others.iter().copied()).collect();
        let mut done = 0;
        while done < replications {
            let numbers = done..replications.min(done + block_size());
            let asked = numbers.len();
            let mut blocks = Vec::new();
            for scenario in &all {
                let batch = runner.batch(scenario).seed(seed);
                let (values, open) = block(&batch, numbers.clone(), runner)?;
                let named = |fault| format!("{}: {fault}", scenario.name);
                open_balances.extend(open.into_iter().map(named));
                blocks.push(values);
            }
            // A comparison that was stopped goes as far as every scenario was done.
            let pairs = blocks.iter().map(Vec::len).min().unwrap_or(0);
            for (theirs, pairings) in blocks[1..].iter().zip(&mut pairings) {
                for pairing in pairings {
                    pairing.take(&blocks[0][..pairs], &theirs[..pairs]);
                }
            }
            done += u32::try_from(pairs).expect("less than were asked for");
            if pairs < asked {
                break;
            }
        }
        if done == 0 {
            return Err(BatchError::Interrupted);
        }
        Ok(Self {
            seed,
            replications: done,
            asked: replications,
            chosen: chosen.to_vec(),
            versus: versus(base, others, chosen, pairings),
            open_balances,
        })
    }
}

/// Measures of these replications, and their balances that do not close; fewer if it was stopped.
fn block(
    batch: &Batch<'_>,
    numbers: Range<u32>,
    runner: Runner<'_>,
) -> Result<(Block, Vec<String>), BatchError> {
    let (mut values, mut open) = (Block::new(), Vec::new());
    let ended = batch.each(numbers, runner.progress, |_, found, balances| {
        open.extend(balances);
        values.push(found.figures);
        Ok::<(), BatchError>(())
    });
    match ended {
        Ok(()) | Err(BatchError::Interrupted) => Ok((values, open)),
        Err(error) => Err(error),
    }
}

impl Pairing {
    fn take(&mut self, base: &[Values], other: &[Values]) {
        for (ours, theirs) in base.iter().zip(other) {
            let values = ours[self.base].iter().zip(&theirs[self.other]);
            for (pairs, (base, other)) in self.pairs.iter_mut().zip(values) {
                pairs.add(base, other);
            }
        }
    }
}

/// Bay, ports and terminals of a scenario, in the order of a replication's values.
fn parts(scenario: &Scenario) -> Vec<PartId> {
    let part = |level, id: &str, name: &str| PartId {
        level,
        id: id.to_owned(),
        name: name.to_owned(),
    };
    let bay = part(Part::Bay, "bay", "All terminals");
    let ports = scenario.bay.ports.iter();
    let terminals = scenario.bay.terminals.iter();
    std::iter::once(bay)
        .chain(ports.map(|port| part(Part::Port, &port.id, &port.name)))
        .chain(terminals.map(|terminal| part(Part::Terminal, &terminal.id, &terminal.name)))
        .collect()
}

/// Where `part` stands among `parts`.
fn position(parts: &[PartId], part: &PartId) -> Option<usize> {
    let same = |other: &PartId| other.level == part.level && other.id == part.id;
    parts.iter().position(same)
}

/// Parts that both have, in the base's order.
fn pairings(base: &Scenario, other: &Scenario) -> Vec<Pairing> {
    let (ours, theirs) = (parts(base), parts(other));
    let pairing = |(index, part): (usize, PartId)| {
        Some(Pairing {
            base: index,
            other: position(&theirs, &part)?,
            pairs: vec![Pairs::default(); measure::all().count()],
            part,
        })
    };
    ours.into_iter().enumerate().filter_map(pairing).collect()
}

/// Parts of `one` that `another` does not have.
fn missing(one: &Scenario, another: &Scenario) -> Vec<PartId> {
    let theirs = parts(another);
    let mut ours = parts(one);
    ours.retain(|part| position(&theirs, part).is_none());
    ours
}

fn versus(
    base: &Scenario,
    others: &[&Scenario],
    chosen: &[&'static Measure],
    pairings: Vec<Vec<Pairing>>,
) -> Vec<Versus> {
    let mut intervals = Intervals::default();
    let mut found: Vec<(Difference, Paired)> = Vec::new();
    let mut counts = Vec::new();
    for pairing in pairings.iter().flatten() {
        let before = found.len();
        for (measure, pairs) in measure::all().zip(&pairing.pairs) {
            let (paired, replications) = pairs.paired();
            let family = match pairing.part.level {
                _ if !chosen.contains(&measure) => Family::Further,
                Part::Bay => Family::Bay,
                Part::Port | Part::Terminal => Family::Parts,
            };
            let difference =
                Difference::new(measure, &paired, replications, family, &mut intervals);
            found.extend(difference.map(|difference| (difference, paired)));
        }
        counts.push(found.len() - before);
    }
    correct(&mut found);
    let mut found = found.into_iter().map(|(difference, _)| difference);
    let mut counts = counts.into_iter();
    let sides = others.iter().zip(pairings);
    let side = |(other, pairings): (&&Scenario, Vec<Pairing>)| Versus {
        parts: (pairings.into_iter())
            .map(|pairing| PartDifferences {
                part: pairing.part,
                differences: found.by_ref().take(counts.next().unwrap_or(0)).collect(),
            })
            .collect(),
        only_in_base: missing(base, other),
        only_in_other: missing(other, base),
    };
    sides.map(side).collect()
}

/// Corrects p-values within their families, and judges by them.
fn correct(found: &mut [(Difference, Paired)]) {
    for family in [Family::Bay, Family::Parts, Family::Further] {
        let mut tests: Vec<_> = found
            .iter_mut()
            .filter_map(|(difference, paired)| {
                let p = difference.p.filter(|_| difference.family == family)?;
                Some((p, difference, paired))
            })
            .collect();
        let p_values: Vec<f64> = tests.iter().map(|(p, ..)| *p).collect();
        let count = tests.len();
        for ((_, difference, paired), p_holm) in tests.iter_mut().zip(holm(&p_values)) {
            difference.judge(paired, p_holm, count);
        }
    }
}

impl PartDifferences {
    /// The difference of a measure, if both scenarios have it.
    pub fn get(&self, measure: &Measure) -> Option<&Difference> {
        self.differences
            .iter()
            .find(|difference| difference.measure == measure)
    }
}

impl Versus {
    /// The whole complex.
    ///
    /// # Panics
    /// Never: every scenario has a bay.
    pub fn bay(&self) -> &PartDifferences {
        self.parts.first().expect("every scenario has a bay")
    }
}
