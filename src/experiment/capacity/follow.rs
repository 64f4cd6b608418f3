//! From a known capacity to that with one thing changed, replication by replication.
//!
//! A replication tells of the answer what its wait is worth in cargo: `teu − excess ÷ rise`, the
//! rise being how fast the excess grows with a TEU (see [`Estimate`]). Two versions of a site are
//! compared with one yardstick: the wait over the time at berth is taken to grow with the same
//! power of a terminal's cargo in both. Read between two near loads of the changed site, that
//! power is mostly chance; a quarter of it makes a terminal's noise count four times, and the
//! difference is lost in it. What it is hardly matters to the mean, since loads are followed until
//! the changed site's vessels wait as the unchanged one's do at its answer. What changes next to
//! nothing is told at the very same loads, call by call the same but for the change.

use crate::experiment::capacity::answer::Estimate;
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::find::begin;
use crate::experiment::capacity::sample::{Row, Sample};
use crate::experiment::capacity::search::Search;
use crate::experiment::capacity::{CapacityError, Question};
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;

/// Loads tried for one change.
const MOST_STEPS: u32 = 5;
/// Loads this near to the next guess, as a part of the cargo, are near enough.
const NEAR: f64 = 0.01;
/// A step this small says nothing of how fast the wait grows.
const SHORT: f64 = 0.01;
/// Most that the growth of the wait between two loads is trusted to differ from the unchanged one,
/// as a factor, in choosing the next load.
const STEEPER: f64 = 2.0;
/// Farthest step of the logarithm of a load.
const FARTHEST: f64 = 0.25;
/// Ratios below this part of the level are taken as it: nobody may wait at all.
const LEAST_RATIO: f64 = 0.05;

/// A capacity with nothing changed, and what waits count there.
pub(super) struct Yardstick {
    /// Loads of all groups.
    loads: Vec<f64>,
    /// Hours of excess that come with one TEU a year more, of each group.
    rises: Vec<f64>,
    /// Means of each group.
    means: Vec<Row>,
    /// What each replication tells of each group, as [`follow_each`](Yardstick::follow_each) does
    /// of a changed one, so that nothing changed adds exactly nothing.
    pub(super) unchanged: Vec<Vec<f64>>,
}

/// Where a search stands.
struct Step {
    loads: Vec<f64>,
    /// Logarithm of each group's ratio of wait and time at berth over the unchanged one.
    above: Vec<f64>,
}

impl Yardstick {
    /// The capacity of a site as it is.
    pub(super) fn new(
        scenario: &Scenario,
        question: &Question,
        base: &Estimate,
        runner: Runner<'_>,
    ) -> Result<Self, CapacityError> {
        let mut search = begin(scenario, question, Change::Nothing, runner)?;
        let groups = search.groups.clone();
        let sample = search.aside(&base.loads, question.replications)?;
        let sample = sample.clone();
        let mut yardstick = Self {
            loads: base.loads.clone(),
            rises: base.rises.clone(),
            means: groups.into_iter().map(|group| sample.mean(group)).collect(),
            unchanged: Vec::new(),
        };
        let rises = yardstick.rises_at(&yardstick.means);
        yardstick.unchanged = told(&search, &sample, &rises);
        Ok(yardstick)
    }

    /// Capacity as each replication tells it of a changed site, from the unchanged answer on.
    pub(super) fn follow(&self, search: &mut Search<'_>) -> Result<Vec<f64>, CapacityError> {
        let told = self.follow_each(search)?;
        Ok(told.iter().map(|groups| groups.iter().sum()).collect())
    }

    /// The same of each group by itself.
    pub(super) fn follow_each(
        &self,
        search: &mut Search<'_>,
    ) -> Result<Vec<Vec<f64>>, CapacityError> {
        let groups = search.groups.clone();
        let mut loads = self.loads.clone();
        let mut before: Option<Step> = None;
        let mut found = Vec::new();
        for _ in 0..MOST_STEPS {
            let sample = search.aside(&loads, search.question.replications)?.clone();
            let means: Vec<Row> = groups.iter().map(|group| sample.mean(*group)).collect();
            let rises = self.rises_at(&means);
            found = told(search, &sample, &rises);
            let level = search.question.level;
            let pairs = means.iter().zip(&self.means);
            let above = pairs.map(|(now, then)| log_ratio(now, level) - log_ratio(then, level));
            let above = above.collect();
            let now = Step { loads, above };
            let steps = self.steps(&now, before.as_ref(), level);
            let far = steps.iter().zip(&means);
            let far: f64 = far.map(|(step, mean)| step.abs() * mean.teu).sum();
            if far < NEAR * means.iter().map(|mean| mean.teu).sum::<f64>() {
                break;
            }
            let next = now.loads.iter().zip(steps);
            loads = next.map(|(load, step)| load * libm::exp(step)).collect();
            // What the last loads say reaches as far as services can bring cargo.
            if !search.is_in_reach(&loads) {
                break;
            }
            before = Some(now);
        }
        Ok(found)
    }

    /// How far the excess of each group rises with a TEU where it carries and works other amounts:
    /// the ratio of wait and time at berth grows with the same power of the cargo.
    fn rises_at(&self, now: &[Row]) -> Vec<f64> {
        let pairs = self.rises.iter().zip(&self.means).zip(now);
        pairs
            .map(|((rise, then), now)| {
                if now.stay > 0.0 && then.stay > 0.0 {
                    rise * (now.stay / now.teu) * (then.teu / then.stay)
                } else {
                    *rise
                }
            })
            .collect()
    }

    /// The next step of the logarithm of each load.
    fn steps(&self, now: &Step, before: Option<&Step>, level: f64) -> Vec<f64> {
        let groups = self.rises.iter().zip(&self.means).enumerate();
        groups
            .map(|(group, (rise, then))| {
                let usual = rise * then.teu / (level * then.stay).max(f64::MIN_POSITIVE);
                let power = before.map_or(usual, |before| {
                    let stepped = libm::log(now.loads[group] / before.loads[group]);
                    if stepped.abs() < SHORT {
                        return usual;
                    }
                    let seen = (now.above[group] - before.above[group]) / stepped;
                    seen.clamp(usual / STEEPER, usual * STEEPER)
                });
                (-now.above[group] / power).clamp(-FARTHEST, FARTHEST)
            })
            .collect()
    }
}

/// What each replication tells of each group: its cargo less what its wait beyond the level is worth.
fn told(search: &Search<'_>, sample: &Sample, rises: &[f64]) -> Vec<Vec<f64>> {
    let own = |rows: &Vec<Row>| {
        let groups = search.groups.iter().zip(rises);
        groups
            .map(|(group, rise)| rows[*group].teu - search.excess(&rows[*group]) / rise)
            .collect()
    };
    sample.replications.iter().map(own).collect()
}

/// Logarithm of wait over time at berth against the level.
fn log_ratio(mean: &Row, level: f64) -> f64 {
    let ratio = if mean.stay > 0.0 {
        mean.wait / mean.stay
    } else {
        0.0
    };
    libm::log((ratio / level).max(LEAST_RATIO))
}
