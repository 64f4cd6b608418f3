//! Loads of a site on common random numbers: every load is run on the same replications' random
//! numbers, and what is on the curve is not run twice.

use std::collections::BTreeMap;

use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::error::{CapacityError, LOADS};
use crate::experiment::capacity::sample::Sample;
use crate::experiment::capacity::site::Question;
use crate::experiment::capacity::traffic::{cargo, scaled};
use crate::experiment::runner::Runner;
use crate::port::bay::{Bay, Demand, MOST_SECOND_LOOPS, Traffic};
use crate::scenario::Scenario;

/// Replications that are enough to look around.
const PILOTS: u32 = 4;
/// Halvings between a load that is in reach and one that is not.
const HALVINGS: u32 = 12;

/// Loads of one scenario, with a change of its site, and what was found at each.
pub(super) struct Search<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) question: &'a Question,
    change: Change,
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
    /// The curve, by the bits of the load, which for positive numbers are in their order.
    samples: BTreeMap<u64, Sample>,
    /// Balances that did not close off the curve.
    open_aside: Vec<String>,
    runner: Runner<'a>,
}

impl<'a> Search<'a> {
    /// Starts a search.
    ///
    /// # Errors
    /// If nobody calls at the site.
    ///
    /// # Panics
    /// If fewer than two replications are asked for, or the level is not above zero.
    pub(super) fn new(
        scenario: &'a Scenario,
        question: &'a Question,
        change: Change,
        runner: Runner<'a>,
    ) -> Result<Self, CapacityError> {
        assert!(
            question.replications > 1 && question.level > 0.0,
            "a capacity has an interval and a level: {question:?}"
        );
        let groups = question.site.groups(&scenario.bay);
        let search = Self {
            scenario,
            question,
            change,
            ray: vec![1.0; groups.len()],
            weights: vec![1.0; groups.len()],
            groups,
            around: (0.0, f64::INFINITY),
            widest: (0.0, f64::INFINITY),
            samples: BTreeMap::new(),
            open_aside: Vec::new(),
            runner,
        };
        if question.site.called(&scenario.bay).is_empty() {
            return Err(search.no_traffic());
        }
        Ok(search)
    }

    /// Position of the site among the parts of the complex.
    pub(super) fn part(&self) -> usize {
        self.question.site.part(&self.scenario.bay)
    }

    /// The few replications that are enough to look around.
    pub(super) fn pilots(&self) -> u32 {
        self.question.replications.min(PILOTS)
    }

    /// The scenario under the loads of all groups, with the change.
    pub(super) fn under(&self, loads: &[f64]) -> Scenario {
        let site = self.question.site;
        let mut scenario = scaled(self.scenario, site, loads, self.change.call_size());
        let cargo = cargo(self.scenario, site, loads);
        self.change.apply(&mut scenario, site, cargo);
        scenario
    }

    /// Whether the site's services can bring the traffic of these loads of all groups.
    pub(super) fn is_in_reach(&self, loads: &[f64]) -> bool {
        can_sail(&self.under(loads).bay)
    }

    /// Loads of all groups at *the* load.
    pub(super) fn loads(&self, load: f64) -> Vec<f64> {
        self.ray.iter().map(|of_group| load * of_group).collect()
    }

    /// The sample of the curve at a load, with this many replications at least.
    pub(super) fn at(&mut self, load: f64, replications: u32) -> Result<&Sample, CapacityError> {
        let scenario = self.brought(&self.loads(load))?;
        let sample = self.samples.entry(load.to_bits()).or_default();
        sample.extend(&scenario, replications, self.runner)?;
        Ok(sample)
    }

    /// The sample of the curve at a load with all replications.
    pub(super) fn whole(&mut self, load: f64) -> Result<&Sample, CapacityError> {
        self.at(load, self.question.replications)
    }

    /// A sample off the curve, under any loads of all groups.
    pub(super) fn aside(
        &mut self,
        loads: &[f64],
        replications: u32,
    ) -> Result<Sample, CapacityError> {
        let mut sample = Sample::default();
        sample.extend(&self.brought(loads)?, replications, self.runner)?;
        self.open_aside.extend(sample.open_balances.iter().cloned());
        Ok(sample)
    }

    /// The scenario under loads, if services can bring them.
    fn brought(&self, loads: &[f64]) -> Result<Scenario, CapacityError> {
        let scenario = self.under(loads);
        if can_sail(&scenario.bay) {
            Ok(scenario)
        } else {
            Err(self.out_of_reach(false))
        }
    }

    /// Samples of the curve with all replications so far, by load.
    pub(super) fn samples(&self) -> impl Iterator<Item = (f64, &Sample)> {
        let all = self.question.replications as usize;
        let whole = move |(_, sample): &(&u64, &Sample)| sample.replications.len() >= all;
        let samples = self.samples.iter().filter(whole);
        samples.map(|(load, sample)| (f64::from_bits(*load), sample))
    }

    /// Balances that did not close at any load.
    pub(super) fn open_balances(&self) -> Vec<String> {
        let on_curve = self.samples.values();
        let on_curve = on_curve.flat_map(|sample| &sample.open_balances);
        on_curve.chain(&self.open_aside).cloned().collect()
    }

    /// Loads as near to those wanted as the services can bring, on the way from others that they
    /// can.
    pub(super) fn nearest(&self, from: &[f64], wanted: &[f64]) -> Vec<f64> {
        if self.is_in_reach(wanted) {
            return wanted.to_vec();
        }
        let (mut near, mut far) = (from.to_vec(), wanted.to_vec());
        for _ in 0..HALVINGS {
            let ends = near.iter().zip(&far);
            let middle: Vec<f64> = ends.map(|(near, far)| (near * far).sqrt()).collect();
            if self.is_in_reach(&middle) {
                near = middle;
            } else {
                far = middle;
            }
        }
        near
    }

    fn name(&self) -> String {
        self.question.site.name(&self.scenario.bay).to_owned()
    }

    /// That nobody calls.
    pub(super) fn no_traffic(&self) -> CapacityError {
        CapacityError::NoTraffic { name: self.name() }
    }

    /// That vessels wait too long, or never so long, at any load.
    pub(super) fn out_of_reach(&self, above: bool) -> CapacityError {
        CapacityError::out_of_reach(self.name(), self.question.level, above)
    }

    /// That services cannot bring so many TEU a year, of a site that now carries others.
    pub(super) fn too_far(&self, teu: f64, now: f64) -> CapacityError {
        let name = self.name();
        CapacityError::TooFar { name, teu, now }
    }
}

/// Whether a load is one that is tried.
pub(super) fn is_tried(load: f64) -> bool {
    (LOADS.0..=LOADS.1).contains(&load)
}

/// Whether every weekly service can sail as often as its demand asks for.
fn can_sail(bay: &Bay) -> bool {
    let weekly = |traffic: &Traffic| matches!(traffic, Traffic::Weekly { .. });
    let weekly = bay.services.iter().filter(|of| weekly(&of.traffic));
    let mut months = weekly
        .filter_map(|service| bay.demand_of(service))
        .flat_map(Demand::months);
    months.all(|month| month.second_loop <= MOST_SECOND_LOOPS)
}
