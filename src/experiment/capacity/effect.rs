//! What a change adds to capacity, replication by replication.

use crate::experiment::capacity::answer::{Capacity, Estimate, begin, estimate};
use crate::experiment::capacity::change::{Change, homeless};
use crate::experiment::capacity::sample::Row;
use crate::experiment::capacity::search::Search;
use crate::experiment::capacity::{CapacityError, Question};
use crate::experiment::means::Means;
use crate::scenario::Scenario;
use crate::statistics::Summary;

/// What a little more of a resource adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The resource.
    pub change: Change,
    /// The same in a few words.
    pub words: String,
    /// Capacity with it less capacity without, in TEU a year, of the same replications.
    pub added: Summary,
}

/// The capacity of a site with other berths, cranes or gangs.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// What is other.
    pub words: String,
    /// Its berth side; why there is none, in words.
    pub found: Result<Estimate, String>,
}

/// Loads tried for one change.
const MOST_STEPS: u32 = 5;
/// A load this near to the next guess is near enough: the curve is straight there.
const NEAR: f64 = 0.01;
/// Farthest step from one load to the next, against it.
const FARTHEST: f64 = 0.25;

/// What a little more of each resource adds to a capacity, most first.
///
/// # Errors
/// As [`capacity`](super::capacity).
///
/// # Panics
/// If there is no replication.
pub fn effects(
    scenario: &Scenario,
    question: &Question,
    base: &Capacity,
    means: Means<'_>,
) -> Result<Vec<Effect>, CapacityError> {
    let mut effects = Vec::new();
    for change in Change::a_little_more(&scenario.bay, question.site) {
        let mut search = begin(scenario, question, change, means)?;
        let changed = follow(&mut search, &base.berth_side)?;
        let pairs = changed.iter().zip(&base.berth_side.by_replication);
        let added: Vec<f64> = pairs.map(|(with, without)| with - without).collect();
        effects.push(Effect {
            change,
            words: change.words(&scenario.bay, question.site),
            added: Summary::of(&added).expect("there are replications"),
        });
    }
    effects.sort_by(|a, b| b.added.mean.total_cmp(&a.added.mean));
    Ok(effects)
}

/// The capacities of other versions of a site.
///
/// # Errors
/// As [`capacity`](super::capacity); a version that cannot be or never reaches the level says so
/// in its row.
pub fn variants(
    scenario: &Scenario,
    question: &Question,
    changes: &[Change],
    start: f64,
    means: Means<'_>,
) -> Result<Vec<Variant>, CapacityError> {
    let mut variants = Vec::new();
    for change in changes {
        let words = change.words(&scenario.bay, question.site);
        let mut changed = scenario.clone();
        change.apply(&mut changed, question.site);
        if let Some(class) = homeless(&changed.bay, &scenario.bay, question.site) {
            let found = Err(format!("too short for {class}"));
            variants.push(Variant { words, found });
            continue;
        }
        let mut search = begin(scenario, question, *change, means)?;
        let found = match search.find(start) {
            Ok(crossing) => Ok(estimate(&search, crossing)),
            Err(CapacityError::Batch(error)) => return Err(error.into()),
            Err(error) => Err(error.to_string()),
        };
        variants.push(Variant { words, found });
    }
    Ok(variants)
}

/// Capacity as each replication tells it, by Newton's steps from the unchanged answer: the first
/// with the unchanged slope, the next with the slope between the last two loads.
fn follow(search: &mut Search<'_>, base: &Estimate) -> Result<Vec<f64>, CapacityError> {
    let part = search.part();
    let per_load = base.teu_per_year.mean / base.load;
    let (mut load, mut rise) = (base.load, base.rise);
    let mut before: Option<Row> = None;
    let mut told = Vec::new();
    for _ in 0..MOST_STEPS {
        let sample = search.whole(load)?.clone();
        let mean = sample.mean(part);
        if let Some(last) = before {
            let slope = (search.excess(&mean) - search.excess(&last)) / (mean.teu - last.teu);
            if slope > 0.0 {
                rise = slope;
            }
        }
        let rows = sample.part(part);
        told = rows
            .map(|row| row.teu - search.excess(row) / rise)
            .collect();
        let step = -search.excess(&mean) / rise / per_load;
        if step.abs() < NEAR * load {
            break;
        }
        before = Some(mean);
        load += step.clamp(-FARTHEST * load, FARTHEST * load);
    }
    Ok(told)
}
