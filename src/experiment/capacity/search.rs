//! The load at which a site reaches its service level, on common random numbers.
//!
//! 1. A few replications bracket the answer between two loads.
//! 2. All replications run at five loads around it, 3 % apart, and answer and interval are read off
//!    them (see [`refine`](super::refine)).
//!
//! Every load is run on the same replications' random numbers, and none is run twice.
//!
//! Where each terminal is filled to its own level, its load against the others' comes first (see
//! [`fill`](super::fill)); *the* load is then a factor of all of them, and the excess is the sum
//! of the terminals', each divided by how far it rises with a TEU of its own.

use std::collections::BTreeMap;

use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::in_step::cargo;
use crate::experiment::capacity::reach::can_sail;
use crate::experiment::capacity::sample::{Row, Sample};
use crate::experiment::capacity::site::{self, Site};
use crate::experiment::capacity::{CapacityError, Question};
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;
use crate::statistics::Crossing;

/// Replications that bracket the answer.
const PILOTS: u32 = 4;
/// Factor between two loads while the answer is being bracketed.
const STRIDE: f64 = 1.35;
/// A bracket this narrow is enough to begin with.
const NARROW: f64 = 1.1;
/// Loads tried in search of a bracket: 1.35 to this power is a factor of 120.
const MOST_STRIDES: u32 = 16;

/// Loads of one scenario and what was found at each.
pub(super) struct Search<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) question: &'a Question,
    pub(super) change: Change,
    /// What is scaled by a load of its own, as positions among the parts of the complex.
    pub(super) groups: Vec<usize>,
    /// Their loads where *the* load is 1.
    pub(super) ray: Vec<f64>,
    /// What an hour of a group's excess counts.
    pub(super) weights: Vec<f64>,
    /// Loads between which the answer was read.
    pub(super) around: (f64, f64),
    /// Loads between which the ends of its interval were looked for.
    pub(super) widest: (f64, f64),
    /// By the bits of the load, which for positive numbers are in their order.
    samples: BTreeMap<u64, Sample>,
    /// By the loads of all groups, for those that are not a multiple of the ray.
    aside: BTreeMap<Vec<u64>, Sample>,
    runner: Runner<'a>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        scenario: &'a Scenario,
        question: &'a Question,
        change: Change,
        runner: Runner<'a>,
    ) -> Self {
        let groups = question.site.groups(&scenario.bay);
        Self {
            scenario,
            question,
            change,
            ray: vec![1.0; groups.len()],
            weights: vec![1.0; groups.len()],
            groups,
            around: (0.0, f64::INFINITY),
            widest: (0.0, f64::INFINITY),
            samples: BTreeMap::new(),
            aside: BTreeMap::new(),
            runner,
        }
    }

    fn site(&self) -> Site {
        self.question.site
    }

    pub(super) fn part(&self) -> usize {
        self.site().part(&self.scenario.bay)
    }

    /// The scenario under the loads of all groups, with the change.
    pub(super) fn under(&self, loads: &[f64]) -> Scenario {
        let call_size = self.change.call_size();
        let mut scenario = site::scaled(self.scenario, self.site(), loads, call_size);
        let cargo = cargo(self.scenario, self.site(), loads);
        self.change.apply(&mut scenario, self.site(), cargo);
        scenario
    }

    /// The same, if services can bring it.
    fn brought(&self, loads: &[f64]) -> Result<Scenario, CapacityError> {
        let scenario = self.under(loads);
        if can_sail(&scenario.bay) {
            Ok(scenario)
        } else {
            Err(self.out_of_reach(false))
        }
    }

    /// Loads of all groups at *the* load.
    pub(super) fn loads(&self, load: f64) -> Vec<f64> {
        self.ray.iter().map(|of_group| load * of_group).collect()
    }

    /// The sample at a load, with this many replications at least.
    pub(super) fn at(&mut self, load: f64, replications: u32) -> Result<&Sample, CapacityError> {
        let scenario = self.brought(&self.loads(load))?;
        let sample = self.samples.entry(load.to_bits()).or_default();
        sample.extend(&scenario, replications, self.runner)?;
        Ok(sample)
    }

    /// The sample under the loads of all groups, with this many replications at least.
    pub(super) fn aside(
        &mut self,
        loads: &[f64],
        replications: u32,
    ) -> Result<&Sample, CapacityError> {
        let scenario = self.brought(loads)?;
        let bits = loads.iter().map(|load| load.to_bits()).collect();
        let sample = self.aside.entry(bits).or_default();
        sample.extend(&scenario, replications, self.runner)?;
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
        let samples = self.samples.values().chain(self.aside.values());
        samples.flat_map(|sample| &sample.open_balances)
    }

    /// How far vessels waited beyond the level, in hours.
    pub(super) fn excess(&self, row: &Row) -> f64 {
        row.wait - self.question.level * row.stay
    }

    /// The same, summed over pilots: above zero where the load is too much.
    fn total_excess(&mut self, load: f64) -> Result<f64, CapacityError> {
        let count = self.pilots();
        let part = self.part();
        let sample = self.at(load, count)?;
        let rows: Vec<Row> = sample.part(part).copied().take(count as usize).collect();
        Ok(rows.iter().map(|row| self.excess(row)).sum())
    }

    /// The few replications that are enough to look around.
    pub(super) fn pilots(&self) -> u32 {
        self.question.replications.min(PILOTS)
    }

    /// The answer, looked for from `start` on, the loads of all groups.
    pub(super) fn find(&mut self, start: &[f64]) -> Result<Crossing, CapacityError> {
        if self.site() == Site::EachTerminal {
            self.ray = self.fill(start)?;
            return self.refine(1.0);
        }
        let (low, high) = self.bracket(start[0])?;
        self.refine((low * high).sqrt())
    }

    /// Two loads less than 10 % apart, between which the few replications cross the level.
    fn bracket(&mut self, start: f64) -> Result<(f64, f64), CapacityError> {
        let mut load = self.nearest(&[start.min(1.0)], &[start])[0];
        let above = self.total_excess(load)? > 0.0;
        let step = if above { 1.0 / STRIDE } else { STRIDE };
        let mut turned = None;
        for _ in 0..MOST_STRIDES {
            let next = self.nearest(&[load], &[load * step])[0];
            if (next / load - 1.0).abs() < 1e-3 {
                break;
            }
            if (self.total_excess(next)? > 0.0) != above {
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
            if self.total_excess(middle)? > 0.0 {
                high = middle;
            } else {
                low = middle;
            }
        }
        Ok((low, high))
    }

    pub(super) fn out_of_reach(&self, above: bool) -> CapacityError {
        let name = self.site().name(&self.scenario.bay).to_owned();
        let level = self.question.level;
        if above {
            CapacityError::AlwaysAbove { name, level }
        } else {
            CapacityError::NeverAbove { name, level }
        }
    }
}
