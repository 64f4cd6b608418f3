//! The load of each terminal at which its own vessels wait as long as the level allows.
//!
//! All terminals are looked for at once: each takes its own step, and what they take from one
//! another (gangs, pilots, the channel) is in the next round. The logarithm of the wait over the
//! time at berth is nearly straight against that of the load.

use crate::experiment::capacity::reach::LOADS;
use crate::experiment::capacity::search::Search;
use crate::experiment::capacity::{CapacityError, Site};
use crate::port::bay::TerminalId;

/// Rounds with the few replications, and then with all.
const ROUNDS: [u32; 2] = [12, 4];
/// Loads whose next steps are smaller than this part of them are near enough, in either.
const NEAR: [f64; 2] = [0.05, 0.012];
/// Farthest step of the logarithm of a load.
const FARTHEST: f64 = 0.35;
/// How many times as fast as the load the ratio grows: of one terminal about 5, of all together,
/// where they are short of the same gangs, 14. A value between leads to the level in either case,
/// while slopes between two rounds would mix what a terminal and what the others did.
const ELASTICITY: [f64; 2] = [6.0, 10.0];
/// Ratios below this part of the level are taken as it: nobody may wait at all.
const LEAST_RATIO: f64 = 0.02;

impl Search<'_> {
    /// Loads of all groups at which each is at the level, from `start` on: nearly, by all
    /// replications.
    pub(super) fn fill(&mut self, start: &[f64]) -> Result<Vec<f64>, CapacityError> {
        let mut loads = self.nearest(&vec![1.0; start.len()], start);
        let all = self.question.replications;
        for (stage, replications) in [self.pilots(), all].into_iter().enumerate() {
            for _ in 0..ROUNDS[stage] {
                self.within_reach(&loads)?;
                let told = self.ratios(&loads, replications)?;
                let mut widest = 0.0_f64;
                let wanted = loads.iter().zip(told).map(|(load, told)| {
                    let step = -told / ELASTICITY[stage];
                    widest = widest.max(step.abs());
                    load * libm::exp(step.clamp(-FARTHEST, FARTHEST))
                });
                let wanted: Vec<f64> = wanted.collect();
                loads = self.nearest(&loads, &wanted);
                if widest < NEAR[stage] {
                    break;
                }
            }
        }
        Ok(loads)
    }

    /// Logarithm of each group's ratio over the level.
    fn ratios(&mut self, loads: &[f64], replications: u32) -> Result<Vec<f64>, CapacityError> {
        let (groups, level) = (self.groups.clone(), self.question.level);
        let sample = self.aside(loads, replications)?;
        let groups = groups.into_iter();
        Ok(groups
            .map(|group| {
                let mean = sample.mean(group);
                let ratio = if mean.stay > 0.0 {
                    mean.wait / mean.stay
                } else {
                    0.0
                };
                libm::log((ratio / level).max(LEAST_RATIO))
            })
            .collect())
    }

    /// Whether all loads are such as are tried.
    fn within_reach(&self, loads: &[f64]) -> Result<(), CapacityError> {
        let outside = |load: &f64| *load < LOADS.0 || *load > LOADS.1;
        let Some(at) = loads.iter().position(outside) else {
            return Ok(());
        };
        let bay = &self.scenario.bay;
        let index = self.groups[at] - 1 - bay.ports.len();
        let id = u16::try_from(index).expect("terminals are counted in 16 bits");
        let name = Site::Terminal(TerminalId(id)).name(bay).to_owned();
        let level = self.question.level;
        Err(if loads[at] < LOADS.0 {
            CapacityError::AlwaysAbove { name, level }
        } else {
            CapacityError::NeverAbove { name, level }
        })
    }
}
