//! Replications of all scenarios side by side.

use crate::experiment::comparison::difference::{Difference, Family};
use crate::experiment::measure::{self, Part};
use crate::experiment::{BatchError, Means};
use crate::scenario::Scenario;
use crate::statistics::{Intervals, Paired, holm};

/// Replications of a scenario kept at once; bounds memory, and never shows in results.
const BLOCK: u32 = 256;

/// Every measure of every replication of a block: by replication, part, measure.
type Block = Vec<Vec<Vec<Option<f64>>>>;

/// Scenarios against a base.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Seed of every scenario.
    pub seed: u64,
    /// Replications of every scenario.
    pub replications: u32,
    /// Measures chosen, in the order of the table of measures.
    pub chosen: Vec<&'static str>,
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

/// A part that two scenarios have, and the pairs told of it so far.
struct Pairing {
    part: PartId,
    base: usize,
    other: usize,
    pairs: Vec<Paired>,
}

impl Comparison {
    /// Runs every scenario with the base's seed and number of replications, and compares.
    ///
    /// `chosen` names the measures a person looks at. The means hear of every replication of every
    /// scenario.
    ///
    /// # Errors
    /// [`BatchError`], of the first scenario that has one.
    ///
    /// # Panics
    /// If no replication is asked for.
    pub fn run(
        means: Means<'_>,
        base: &Scenario,
        others: &[&Scenario],
        chosen: &[&'static str],
    ) -> Result<Self, BatchError> {
        let (seed, replications) = (base.seed, base.replications);
        assert!(
            replications > 0,
            "a comparison has at least one replication"
        );
        let mut pairings: Vec<Vec<Pairing>> =
            others.iter().map(|other| pairings(base, other)).collect();
        let mut open_balances = Vec::new();
        let mut block = |scenario: &Scenario, from: u32| {
            let numbers = from..replications.min(from + BLOCK);
            let batch = means.batch(scenario).seed(seed);
            let mut values = Block::new();
            batch.each(numbers, means.progress, |_, found, open| {
                let told = |fault| format!("{}: {fault}", scenario.name);
                open_balances.extend(open.into_iter().map(told));
                values.push(found.values);
                Ok::<(), BatchError>(())
            })?;
            Ok::<Block, BatchError>(values)
        };
        let mut from = 0;
        while from < replications {
            let ours = block(base, from)?;
            for (other, pairings) in others.iter().zip(&mut pairings) {
                let theirs = block(other, from)?;
                for pairing in pairings {
                    pairing.take(&ours, &theirs);
                }
            }
            from += BLOCK.min(replications - from);
        }
        Ok(Self {
            seed,
            replications,
            chosen: chosen.to_vec(),
            versus: versus(base, others, chosen, pairings),
            open_balances,
        })
    }
}

impl Pairing {
    fn take(&mut self, base: &Block, other: &Block) {
        for (ours, theirs) in base.iter().zip(other) {
            let values = ours[self.base].iter().zip(&theirs[self.other]);
            for (pairs, (base, other)) in self.pairs.iter_mut().zip(values) {
                if let (Some(base), Some(other)) = (base, other) {
                    pairs.add(*base, *other);
                }
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
            pairs: vec![Paired::default(); measure::all().count()],
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
    chosen: &[&str],
    pairings: Vec<Vec<Pairing>>,
) -> Vec<Versus> {
    let mut intervals = Intervals::default();
    let mut found: Vec<(Difference, Paired)> = Vec::new();
    let mut counts = Vec::new();
    for pairing in pairings.iter().flatten() {
        let before = found.len();
        for (measure, paired) in measure::all().zip(&pairing.pairs) {
            let family = match pairing.part.level {
                _ if !chosen.contains(&measure.name) => Family::Further,
                Part::Bay => Family::Bay,
                Part::Port | Part::Terminal => Family::Parts,
            };
            let difference = Difference::of(measure, paired, family, &mut intervals);
            found.extend(difference.map(|difference| (difference, *paired)));
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
    pub fn get(&self, measure: &str) -> Option<&Difference> {
        self.differences
            .iter()
            .find(|difference| difference.measure.name == measure)
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
