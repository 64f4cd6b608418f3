//! What a change adds to capacity, from the known answer on, replication by replication.
//!
//! A replication tells of the answer what its wait is worth in cargo: `teu − excess ÷ rise`, the
//! rise being how fast the excess grows with a TEU (see [`Estimate`]). Two versions of a site are
//! compared with one yardstick: the wait over the time at berth is taken to grow with the same
//! power of a terminal's cargo in both. Read between two near loads of the changed site, that
//! power is mostly chance; a quarter of it makes a terminal's noise count four times, and the
//! difference is lost in it. What it is hardly matters to the mean, since loads are followed until
//! the changed site's vessels wait as the unchanged one's do at its answer. What changes next to
//! nothing is compared at the very same loads, call by call the same but for the change.

use serde::Serialize;

use crate::experiment::capacity::answer::{Capacity, Estimate, teu};
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::error::CapacityError;
use crate::experiment::capacity::sample::{Observed, Sample};
use crate::experiment::capacity::search::Search;
use crate::experiment::capacity::site::{Question, Site};
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;
use crate::statistics::Summary;

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

/// What a change adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The change.
    #[serde(skip)]
    pub change: Change,
    /// The change in a few words.
    #[serde(rename = "change")]
    pub words: String,
    /// Capacity with it less capacity without, in TEU a year, of the same replications.
    #[serde(rename = "added_teu_per_year", serialize_with = "teu")]
    pub added: Summary,
    /// What it adds to each group, replication by replication.
    #[serde(skip)]
    pub(super) by_group: Vec<Vec<f64>>,
}

/// The capacity of a site with other berths, cranes or gangs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variant {
    /// What is other.
    #[serde(rename = "variant")]
    pub words: String,
    /// Its berth side; why there is none, in words.
    #[serde(flatten)]
    pub found: Found,
}

/// The berth side of a variant, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Found {
    /// Its berth side.
    #[serde(rename = "berth_side")]
    BerthSide(Estimate),
    /// Why there is none, in words.
    #[serde(rename = "none")]
    Missing(String),
}

/// A capacity if the bay's gangs grew in step with its cargo, everything else as it is.
///
/// Beside the capacity with the pool as it is, it tells how much of a limit is a matter of labor,
/// which can be hired, and how much of berths and cranes, which have to be built.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct InStep {
    /// Most TEU a year, bounded by land as the capacity itself is.
    #[serde(serialize_with = "teu")]
    pub teu_per_year: Summary,
    /// That capacity less the one with the pool as it is, of the same replications.
    #[serde(rename = "added_teu_per_year", serialize_with = "teu")]
    pub added: Summary,
}

/// Measures what each of some changes adds to the berth side of a site, most first.
///
/// # Errors
/// As [`capacity`](super::capacity).
pub(super) fn effects_of(
    scenario: &Scenario,
    question: &Question,
    base: &Estimate,
    changes: &[Change],
    runner: Runner<'_>,
) -> Result<Vec<Effect>, CapacityError> {
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let yardstick = Yardstick::new(scenario, question, base, runner)?;
    let mut effects = Vec::new();
    for change in changes {
        let changed = yardstick.follow(*change)?;
        let pairs = || changed.iter().zip(&yardstick.unchanged);
        let sum = |groups: &[f64]| groups.iter().sum::<f64>();
        let added: Vec<f64> = pairs()
            .map(|(with, without)| sum(with) - sum(without))
            .collect();
        let of_group = |group: usize| {
            pairs()
                .map(|(with, without)| with[group] - without[group])
                .collect()
        };
        effects.push(Effect {
            change: *change,
            words: change.words(&scenario.bay, question.site),
            added: summary(&added),
            by_group: (0..base.loads.len()).map(of_group).collect(),
        });
    }
    effects.sort_by(|a, b| b.added.mean.total_cmp(&a.added.mean));
    Ok(effects)
}

/// Finds the capacities of other versions of a site.
///
/// # Errors
/// As [`capacity`](super::capacity); a version that cannot be or never reaches the level says so
/// in its row.
pub(super) fn variant(
    scenario: &Scenario,
    question: &Question,
    change: Change,
    base: &Capacity,
    runner: Runner<'_>,
) -> Result<Variant, CapacityError> {
    let words = change.words(&scenario.bay, question.site);
    if let Some(class) = change.homeless(scenario, question.site) {
        let found = Found::Missing(format!("too short for {class}"));
        return Ok(Variant { words, found });
    }
    let mut search = Search::new(scenario, question, change, runner)?;
    let found = match search.find(&base.berth_side.loads) {
        Ok(estimate) => Found::BerthSide(estimate),
        Err(CapacityError::Batch(error)) => return Err(error.into()),
        Err(error) => Found::Missing(error.to_string()),
    };
    Ok(Variant { words, found })
}

/// A capacity with nothing changed, and what waits count there.
struct Yardstick<'a> {
    scenario: &'a Scenario,
    question: &'a Question,
    runner: Runner<'a>,
    base: &'a Estimate,
    /// Means of each group.
    observed: Vec<Observed>,
    /// What each replication tells of each group with nothing changed, as
    /// [`follow`](Yardstick::follow) does of a change, so that nothing changed adds exactly nothing.
    unchanged: Vec<Vec<f64>>,
}

/// Where a search stands.
struct Step {
    loads: Vec<f64>,
    /// Logarithm of each group's ratio of wait and time at berth over the unchanged one.
    above: Vec<f64>,
}

impl<'a> Yardstick<'a> {
    /// The capacity of a site as it is.
    fn new(
        scenario: &'a Scenario,
        question: &'a Question,
        base: &'a Estimate,
        runner: Runner<'a>,
    ) -> Result<Self, CapacityError> {
        let mut search = Search::new(scenario, question, Change::Nothing, runner)?;
        let sample = search.aside(&base.loads, question.replications)?;
        let mut yardstick = Self {
            scenario,
            question,
            runner,
            base,
            observed: of_groups(&search, &sample),
            unchanged: Vec::new(),
        };
        yardstick.unchanged = yardstick.worth(&search, &sample, &yardstick.observed);
        Ok(yardstick)
    }

    /// Capacity as each replication tells it of each group of a changed site, from the unchanged
    /// answer on.
    fn follow(&self, change: Change) -> Result<Vec<Vec<f64>>, CapacityError> {
        let mut search = Search::new(self.scenario, self.question, change, self.runner)?;
        let mut loads = self.base.loads.clone();
        let mut before: Option<Step> = None;
        let mut found = Vec::new();
        for _ in 0..MOST_STEPS {
            let sample = search.aside(&loads, self.question.replications)?;
            let observed = of_groups(&search, &sample);
            found = self.worth(&search, &sample, &observed);
            let pairs = observed.iter().zip(&self.observed);
            let log_ratio = |of: &Observed| of.log_ratio(self.question.level, LEAST_RATIO);
            let above = pairs.map(|(now, then)| log_ratio(now) - log_ratio(then));
            let above = above.collect();
            let now = Step { loads, above };
            let steps = self.steps(&now, before.as_ref());
            let far = steps.iter().zip(&observed);
            let far: f64 = far.map(|(step, of)| step.abs() * of.teu).sum();
            if far < NEAR * observed.iter().map(|of| of.teu).sum::<f64>() {
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

    /// Cargo of each group in each replication, less what its wait beyond the level is worth.
    ///
    /// Where a group carries and works other amounts, its excess rises with a TEU so that the ratio
    /// of wait and time at berth grows with the same power of the cargo.
    fn worth(&self, search: &Search<'_>, sample: &Sample, now: &[Observed]) -> Vec<Vec<f64>> {
        let pairs = self.base.rises.iter().zip(&self.observed).zip(now);
        let rises: Vec<f64> = pairs
            .map(|((rise, then), now)| {
                if now.stay > 0.0 && then.stay > 0.0 {
                    rise * (now.stay / now.teu) * (then.teu / then.stay)
                } else {
                    *rise
                }
            })
            .collect();
        let level = self.question.level;
        let worth = |parts: &Vec<Observed>| {
            let groups = search.groups.iter().zip(&rises);
            groups
                .map(|(group, rise)| parts[*group].teu - parts[*group].excess(level) / rise)
                .collect()
        };
        sample.replications.iter().map(worth).collect()
    }

    /// The next step of the logarithm of each load.
    fn steps(&self, now: &Step, before: Option<&Step>) -> Vec<f64> {
        let level = self.question.level;
        let groups = self.base.rises.iter().zip(&self.observed).enumerate();
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

fn of_groups(search: &Search<'_>, sample: &Sample) -> Vec<Observed> {
    let groups = search.groups.iter();
    groups.map(|group| sample.mean(*group)).collect()
}

impl InStep {
    /// The capacity of a site with what gangs in step add, no more than its land takes.
    pub(super) fn of_site(base: &Capacity, site: Site, effect: &Effect) -> Self {
        let mut groups = effect.by_group.clone();
        if site == Site::EachTerminal {
            let terminals = base.terminals.iter();
            let filled = terminals.filter_map(|at| Some((at.own?.mean, at.yard_static)));
            for ((own, yard), added) in filled.zip(&mut groups) {
                bound(added, yard.map_or(f64::INFINITY, |yard| yard - own));
            }
        }
        let mut added = total(&groups);
        let room = base.yard_static.unwrap_or(f64::INFINITY) - base.teu_per_year.mean;
        bound(&mut added, room);
        Self::with(&base.teu_per_year, &base.by_replication, &added)
    }

    /// A berth side with what gangs in step add, whatever the land.
    pub(super) fn of_berth_side(base: &Estimate, effect: &Effect) -> Self {
        let added = total(&effect.by_group);
        Self::with(&base.teu_per_year, &base.by_replication, &added)
    }

    /// A capacity and what is added to it, replication by replication: the interval keeps its shape
    /// and widens as the values of replications do.
    fn with(base: &Summary, each: &[f64], added: &[f64]) -> Self {
        let sums = each.iter().zip(added).map(|(each, added)| each + added);
        let sums: Vec<f64> = sums.collect();
        let added = summary(added);
        let width = |of: Summary| of.ci95_high - of.ci95_low;
        let (then, now) = (width(summary(&sums)), width(summary(each)));
        let wider = if now > 0.0 { then / now } else { 1.0 };
        let mean = base.mean + added.mean;
        let teu_per_year = if sums == each {
            *base
        } else {
            base.map(|teu| mean + wider * (teu - base.mean))
        };
        Self {
            teu_per_year,
            added,
        }
    }
}

fn summary(values: &[f64]) -> Summary {
    Summary::from_sample(values).expect("there are replications")
}

/// Sums over groups, replication by replication.
fn total(groups: &[Vec<f64>]) -> Vec<f64> {
    let mut sum = vec![0.0; groups.first().map_or(0, Vec::len)];
    for group in groups {
        sum.iter_mut().zip(group).for_each(|(sum, of)| *sum += of);
    }
    sum
}

/// Leaves no more of an addition than there is room for on average.
fn bound(added: &mut [f64], room: f64) {
    let mean = added.iter().sum::<f64>() / added.len() as f64;
    if mean > room {
        let kept = room.max(0.0) / mean;
        for added in added.iter_mut() {
            *added *= kept;
        }
    }
}

#[cfg(test)]
mod tests;
