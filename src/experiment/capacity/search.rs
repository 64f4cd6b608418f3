//! The load at which a site reaches its service level, on common random numbers.
//!
//! 1. A few replications bracket the answer between two loads.
//! 2. All replications run at five loads around it, 3 % apart, and
//!    [`crate::statistics::crossing`] reads answer and interval off them. Where the
//!    interval does not end between the loads, they are moved or spread and it is done again.
//!
//! Every load is run on the same replications' random numbers, and none is run twice.

use std::collections::BTreeMap;

use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::sample::{Row, Sample};
use crate::experiment::capacity::site::{self, Site};
use crate::experiment::capacity::{CapacityError, Question};
use crate::experiment::means::Means;
use crate::port::sea::Scale;
use crate::scenario::Scenario;
use crate::statistics::{Crossing, Search as Outcome, Told, crossing};

/// Replications that bracket the answer.
const PILOTS: u32 = 4;
/// Factor between two loads while the answer is being bracketed.
const STRIDE: f64 = 1.35;
/// A bracket this narrow is enough to begin with.
const NARROW: f64 = 1.1;
/// Loads tried in search of a bracket: 1.35 to this power is a factor of 120.
const MOST_STRIDES: u32 = 16;
/// Distance of the loads around the answer, against the load in their middle.
const SPACING: f64 = 0.03;
/// Widest distance of them.
const WIDEST: f64 = 0.24;
/// Times that the loads are moved or spread.
const MOST_ROUNDS: u32 = 12;

/// Loads of one scenario and what was found at each.
pub(super) struct Search<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) question: &'a Question,
    pub(super) change: Change,
    /// By the bits of the load, which for positive numbers are in their order.
    samples: BTreeMap<u64, Sample>,
    means: Means<'a>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        scenario: &'a Scenario,
        question: &'a Question,
        change: Change,
        means: Means<'a>,
    ) -> Self {
        Self {
            scenario,
            question,
            change,
            samples: BTreeMap::new(),
            means,
        }
    }

    fn site(&self) -> Site {
        self.question.site
    }

    pub(super) fn part(&self) -> usize {
        self.site().part(&self.scenario.bay)
    }

    /// The sample at a load, with this many replications at least.
    pub(super) fn at(&mut self, load: f64, replications: u32) -> Result<&Sample, CapacityError> {
        let scale = Scale {
            cargo: load,
            call_size: self.change.call_size(),
        };
        let mut scenario = site::scaled(self.scenario, self.site(), scale);
        self.change.apply(&mut scenario, self.site());
        let sample = self.samples.entry(load.to_bits()).or_default();
        sample.extend(&scenario, replications, self.means)?;
        Ok(sample)
    }

    /// The sample at a load with all replications.
    pub(super) fn whole(&mut self, load: f64) -> Result<&Sample, CapacityError> {
        self.at(load, self.question.replications)
    }

    /// Samples with all replications so far, by load.
    pub(super) fn samples(&self) -> impl Iterator<Item = (f64, &Sample)> {
        let all = self.question.replications as usize;
        let samples = self.samples.iter();
        samples
            .filter(move |(_, sample)| sample.replications.len() >= all)
            .map(|(load, sample)| (f64::from_bits(*load), sample))
    }

    /// Balances that did not close at any load.
    pub(super) fn open_balances(&self) -> impl Iterator<Item = &String> {
        self.samples
            .values()
            .flat_map(|sample| &sample.open_balances)
    }

    /// How far a replication waited beyond the level, in hours.
    pub(super) fn excess(&self, row: &Row) -> f64 {
        row.wait - self.question.level * row.stay
    }

    fn mean_excess(&mut self, load: f64) -> Result<f64, CapacityError> {
        let count = self.question.replications.min(PILOTS);
        let part = self.part();
        let sample = self.at(load, count)?;
        let rows: Vec<Row> = sample.part(part).copied().take(count as usize).collect();
        Ok(rows.iter().map(|row| self.excess(row)).sum())
    }

    /// The answer, looked for from `start` on.
    pub(super) fn find(&mut self, start: f64) -> Result<Crossing, CapacityError> {
        let (low, high) = self.bracket(start)?;
        self.refine((low * high).sqrt())
    }

    /// Two loads less than 10 % apart, between which the few replications cross the level.
    fn bracket(&mut self, start: f64) -> Result<(f64, f64), CapacityError> {
        let mut load = start;
        let above = self.mean_excess(load)? > 0.0;
        let step = if above { 1.0 / STRIDE } else { STRIDE };
        let mut turned = None;
        for _ in 0..MOST_STRIDES {
            let next = load * step;
            if (self.mean_excess(next)? > 0.0) != above {
                turned = Some((load.min(next), load.max(next)));
                break;
            }
            load = next;
        }
        let Some((mut low, mut high)) = turned else {
            return Err(self.out_of_reach(above));
        };
        while high / low > NARROW {
            let middle = (low * high).sqrt();
            if self.mean_excess(middle)? > 0.0 {
                high = middle;
            } else {
                low = middle;
            }
        }
        Ok((low, high))
    }

    fn out_of_reach(&self, above: bool) -> CapacityError {
        let name = self.site().name(&self.scenario.bay).to_owned();
        let level = self.question.level;
        if above {
            CapacityError::AlwaysAbove { name, level }
        } else {
            CapacityError::NeverAbove { name, level }
        }
    }

    /// Answer and interval from all replications around a load.
    pub(super) fn refine(&mut self, start: f64) -> Result<Crossing, CapacityError> {
        let (mut middle, mut spacing) = (start, SPACING);
        let mut found = None;
        for _ in 0..MOST_ROUNDS {
            for step in -2..=2 {
                self.whole(middle * (1.0 + spacing * f64::from(step)))?;
            }
            match self.cross(
                middle * (1.0 - 2.0 * spacing),
                middle * (1.0 + 2.0 * spacing),
            ) {
                Outcome::Below => middle *= 1.0 - 2.0 * spacing,
                Outcome::Above => middle *= 1.0 + 2.0 * spacing,
                Outcome::Found(crossing) => {
                    let done = crossing.closed == (true, true) || 2.0 * spacing > WIDEST;
                    if done {
                        return Ok(crossing);
                    }
                    // Around the answer, and further out.
                    spacing *= 2.0;
                    found = Some(crossing);
                }
            }
        }
        found.ok_or_else(|| self.out_of_reach(true))
    }

    /// The crossing by all whole samples between two loads.
    pub(super) fn cross(&self, from: f64, to: f64) -> Outcome {
        let slack = 1e-9 * to;
        let within = |load: f64| load >= from - slack && load <= to + slack;
        let samples: Vec<_> = self.samples().filter(|(load, _)| within(*load)).collect();
        let loads: Vec<f64> = samples.iter().map(|(load, _)| *load).collect();
        crossing(&loads, &self.told(&samples))
    }

    /// What each replication tells at these loads.
    pub(super) fn told(&self, samples: &[(f64, &Sample)]) -> Vec<Told> {
        let part = self.part();
        let told = |replication: u32| {
            let row = |sample: &Sample| sample.replications[replication as usize][part];
            let rows: Vec<Row> = samples.iter().map(|(_, sample)| row(sample)).collect();
            Told {
                excess: rows.iter().map(|row| self.excess(row)).collect(),
                carried: rows.iter().map(|row| row.teu).collect(),
            }
        };
        (0..self.question.replications).map(told).collect()
    }
}
