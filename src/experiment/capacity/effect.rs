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
const MOST_STEPS: u32 = 4;
/// A load this near to the next guess is near enough: the curve is straight there.
const NEAR: f64 = 0.01;
/// Most that a slope between two loads is trusted to differ from the unchanged one, as a factor.
const STEEPER: f64 = 4.0;
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
    let told = |change| {
        let mut search = begin(scenario, question, change, means)?;
        follow(&mut search, &base.berth_side)
    };
    // Told in the same way as with a change, so that nothing changed adds exactly nothing.
    let unchanged = told(Change::Nothing)?;
    let mut effects = Vec::new();
    for change in Change::a_little_more(&scenario.bay, question.site) {
        let changed = told(change)?;
        let pairs = changed.iter().zip(&unchanged);
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
    base: &Capacity,
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
        let found = match search.find(&base.berth_side.loads) {
            Ok(crossing) => Ok(estimate(&search, crossing)),
            Err(CapacityError::Batch(error)) => return Err(error.into()),
            Err(error) => Err(error.to_string()),
        };
        variants.push(Variant { words, found });
    }
    Ok(variants)
}

/// Capacity as each replication tells it, by Newton's steps from the unchanged answer: the first
/// with the unchanged slopes, the next with those between the last two loads.
fn follow(search: &mut Search<'_>, base: &Estimate) -> Result<Vec<f64>, CapacityError> {
    let groups = search.groups.clone();
    let (mut loads, mut rises) = (base.loads.clone(), base.rises.clone());
    let mut before: Option<Vec<Row>> = None;
    let mut told = Vec::new();
    for _ in 0..MOST_STEPS {
        let sample = search.aside(&loads, search.question.replications)?.clone();
        let means: Vec<Row> = groups.iter().map(|group| sample.mean(*group)).collect();
        if let Some(before) = &before {
            for (group, rise) in rises.iter_mut().enumerate() {
                *rise = slope(search, (&before[group], &means[group]), base.rises[group]);
            }
        }
        let own = |rows: &Vec<Row>| -> f64 {
            let groups = groups.iter().zip(&rises);
            groups
                .map(|(group, rise)| rows[*group].teu - search.excess(&rows[*group]) / rise)
                .sum()
        };
        told = sample.replications.iter().map(own).collect();
        let steps = means.iter().zip(&rises);
        let steps = steps.map(|(mean, rise)| -search.excess(mean) / rise / mean.teu);
        let steps: Vec<f64> = steps.collect();
        let far = steps.iter().zip(&means);
        let far: f64 = far.map(|(step, mean)| step.abs() * mean.teu).sum();
        if far < NEAR * means.iter().map(|mean| mean.teu).sum::<f64>() {
            break;
        }
        before = Some(means);
        for (load, step) in loads.iter_mut().zip(steps) {
            *load *= 1.0 + step.clamp(-FARTHEST, FARTHEST);
        }
    }
    Ok(told)
}

/// How far the excess rises with one TEU between two loads, within bounds of what it did where
/// nothing is changed; as there, if the loads are too near to tell.
fn slope(search: &Search<'_>, (before, now): (&Row, &Row), unchanged: f64) -> f64 {
    let more = now.teu - before.teu;
    if more.abs() < NEAR * now.teu {
        return unchanged;
    }
    let rise = (search.excess(now) - search.excess(before)) / more;
    rise.clamp(unchanged / STEEPER, unchanged * STEEPER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::capacity::{Site, capacity};

    const BAY: &str = r#"
name = "two_queues"
[horizon]
start = 2025-01-01
days = "200 d"
warm_up = "20 d"
[port.harbor]
name = "Harbor"
[terminal.east]
port = "harbor"
cycle_time = { erlang = { mean = "24 h", shape = 2 } }
[terminal.east.wharf.main]
slots = 2
cranes = 2
[terminal.west]
port = "harbor"
cycle_time = { erlang = { mean = "24 h", shape = 2 } }
[terminal.west.wharf.main]
slots = 3
cranes = 3
[service.a]
terminal = "east"
arrivals = { erlang = { mean = "24 h", shape = 2 } }
moves = 1
vessel_class = "any"
[service.b]
terminal = "west"
arrivals = { erlang = { mean = "40 h", shape = 2 } }
moves = 1
vessel_class = "any"
"#;

    #[test]
    fn nothing_more_adds_exactly_nothing_and_faster_cranes_add_what_they_are_faster() {
        let loaded = Scenario::parse(BAY, "two_queues.toml", &[]);
        let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
        let means = Means::simply(&|_| {});
        for site in [Site::Bay, Site::EachTerminal] {
            let question = Question {
                site,
                level: 0.1,
                replications: 6,
            };
            let base = capacity(&scenario, &question, means).unwrap();
            let told = |change| {
                let mut search = begin(&scenario, &question, change, means).unwrap();
                follow(&mut search, &base.berth_side).unwrap()
            };
            let unchanged = told(Change::Nothing);
            assert_eq!(told(Change::CraneRate(1.0)), unchanged);
            // Service and gaps of a queue in another unit of time: a tenth more, to how noisy
            // curves are straight.
            let faster = told(Change::CraneRate(1.1));
            let sum = |values: &[f64]| values.iter().sum::<f64>();
            let ratio = sum(&faster) / sum(&unchanged);
            assert!((ratio - 1.1).abs() < 0.02, "{site:?}: {ratio}");
        }
    }

    #[test]
    fn each_terminal_is_filled_to_its_own_level() {
        let loaded = Scenario::parse(BAY, "two_queues.toml", &["horizon.days=500 d".to_owned()]);
        let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
        let question = Question {
            site: Site::EachTerminal,
            level: 0.1,
            replications: 10,
        };
        let found = capacity(&scenario, &question, Means::simply(&|_| {})).unwrap();
        for at in &found.terminals {
            assert!((at.ratio - 0.1).abs() < 0.02, "{at:?}");
        }
        // Queues that share nothing: the bay is the sum of what each is by itself.
        let alone = |id: &str| {
            let site = Site::terminal(&scenario.bay, id).unwrap();
            let question = Question {
                site,
                ..question.clone()
            };
            capacity(&scenario, &question, Means::simply(&|_| {}))
                .unwrap()
                .teu_per_year
        };
        let (east, west) = (alone("east"), alone("west"));
        let half = (found.teu_per_year.ci95_high - found.teu_per_year.ci95_low) / 2.0;
        let sum = east.mean + west.mean;
        assert!(
            (found.teu_per_year.mean - sum).abs() < half / 2.0,
            "{sum} {found:?}"
        );
        let widths = [east, west].map(|one| (one.ci95_high - one.ci95_low) / 2.0);
        assert!(half < widths[0] + widths[1]);
    }
}
