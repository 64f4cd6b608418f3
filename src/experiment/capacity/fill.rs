//! The loads from which the answer is refined: two that bracket it, or, where each terminal is
//! filled to its own level, the load of each at which its own vessels wait as long as the level
//! allows.
//!
//! All terminals are looked for at once: each takes its own step, and what they take from one
//! another (gangs, pilots, the channel) is in the next round. The logarithm of the wait over the
//! time at berth is nearly straight against that of the load.

use crate::experiment::capacity::error::CapacityError;
use crate::experiment::capacity::search::{Search, is_tried};

/// Factor between two loads while the answer is being bracketed.
const STRIDE: f64 = 1.35;
/// A bracket this narrow is enough to begin with.
const NARROW: f64 = 1.1;
/// Loads tried in search of a bracket: 1.35 to this power is a factor of 120.
const MOST_STRIDES: u32 = 16;

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
    /// Two loads less than 10 % apart, between which the few replications cross the level.
    pub(super) fn bracket(&mut self, start: f64) -> Result<(f64, f64), CapacityError> {
        let mut load = self.nearest(&[start.min(1.0)], &[start])[0];
        let above = self.is_above(load)?;
        let step = if above { 1.0 / STRIDE } else { STRIDE };
        let mut turned = None;
        for _ in 0..MOST_STRIDES {
            let next = self.nearest(&[load], &[load * step])[0];
            if (next / load - 1.0).abs() < 1e-3 {
                break;
            }
            if self.is_above(next)? != above {
                turned = Some((load.min(next), load.max(next)));
                break;
            }
            load = next;
        }
        let (mut low, mut high) = turned.ok_or_else(|| self.out_of_reach(above))?;
        while high / low > NARROW {
            let middle = (low * high).sqrt();
            if self.is_above(middle)? {
                high = middle;
            } else {
                low = middle;
            }
        }
        Ok((low, high))
    }

    /// Whether vessels wait beyond the level at a load, by the few replications.
    fn is_above(&mut self, load: f64) -> Result<bool, CapacityError> {
        let (part, level, count) = (self.part(), self.question.level, self.pilots());
        let few = self.at(load, count)?.part(part).take(count as usize);
        Ok(few.map(|one| one.excess(level)).sum::<f64>() > 0.0)
    }

    /// Loads of all groups at which each is at the level, from `start` on: nearly, by all
    /// replications.
    pub(super) fn fill(&mut self, start: &[f64]) -> Result<Vec<f64>, CapacityError> {
        let mut loads = self.nearest(&vec![1.0; start.len()], start);
        let all = self.question.replications;
        for (stage, replications) in [self.pilots(), all].into_iter().enumerate() {
            for _ in 0..ROUNDS[stage] {
                self.all_tried(&loads)?;
                let sample = self.aside(&loads, replications)?;
                let mut widest = 0.0_f64;
                let mut wanted = Vec::new();
                for (load, group) in loads.iter().zip(&self.groups) {
                    let above = sample
                        .mean(*group)
                        .log_ratio(self.question.level, LEAST_RATIO);
                    let step = -above / ELASTICITY[stage];
                    widest = widest.max(step.abs());
                    wanted.push(load * libm::exp(step.clamp(-FARTHEST, FARTHEST)));
                }
                loads = self.nearest(&loads, &wanted);
                if widest < NEAR[stage] {
                    break;
                }
            }
        }
        Ok(loads)
    }

    /// Fails with the name of the first terminal whose load is beyond those that are tried.
    fn all_tried(&self, loads: &[f64]) -> Result<(), CapacityError> {
        let bay = &self.scenario.bay;
        let mut each = self.question.site.called(bay).into_iter().zip(loads);
        let Some((index, load)) = each.find(|(_, load)| !is_tried(**load)) else {
            return Ok(());
        };
        let name = bay.terminals[index].name.clone();
        let level = self.question.level;
        Err(CapacityError::out_of_reach(name, level, *load < 1.0))
    }
}
