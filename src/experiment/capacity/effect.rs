//! What a change adds to capacity, replication by replication.

use crate::experiment::capacity::answer::{Capacity, Estimate};
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::find::{begin, estimate};
use crate::experiment::capacity::follow::Yardstick;
use crate::experiment::capacity::wharves::homeless;
use crate::experiment::capacity::{CapacityError, Question};
use crate::experiment::runner::Runner;
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
    runner: Runner<'_>,
) -> Result<Vec<Effect>, CapacityError> {
    let yardstick = Yardstick::new(scenario, question, &base.berth_side, runner)?;
    let told = |change| yardstick.follow(&mut begin(scenario, question, change, runner)?);
    let unchanged = yardstick.unchanged.iter();
    let unchanged: Vec<f64> = unchanged.map(|groups| groups.iter().sum()).collect();
    let mut effects = Vec::new();
    for change in Change::a_little_more(&scenario.bay, question.site) {
        let changed = told(change)?;
        let pairs = changed.iter().zip(&unchanged);
        let added: Vec<f64> = pairs.map(|(with, without)| with - without).collect();
        effects.push(Effect {
            change,
            words: change.words(&scenario.bay, question.site),
            added: Summary::from_sample(&added).expect("there are replications"),
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
    runner: Runner<'_>,
) -> Result<Vec<Variant>, CapacityError> {
    let mut variants = Vec::new();
    for change in changes {
        let words = change.words(&scenario.bay, question.site);
        let mut changed = scenario.clone();
        change.apply(&mut changed, question.site, 1.0);
        if let Some(class) = homeless(&changed.bay, &scenario.bay, question.site) {
            let found = Err(format!("too short for {class}"));
            variants.push(Variant { words, found });
            continue;
        }
        let mut search = begin(scenario, question, *change, runner)?;
        let found = match search.find(&base.berth_side.loads) {
            Ok(crossing) => Ok(estimate(&search, crossing)),
            Err(CapacityError::Batch(error)) => return Err(error.into()),
            Err(error) => Err(error.to_string()),
        };
        variants.push(Variant { words, found });
    }
    Ok(variants)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::capacity::{Site, capacity, for_teu};

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
        let runner = Runner::new(&|_| {});
        for site in [Site::Bay, Site::EachTerminal] {
            let question = Question {
                site,
                level: 0.1,
                replications: 12,
            };
            let base = capacity(&scenario, &question, runner).unwrap();
            let yardstick = Yardstick::new(&scenario, &question, &base.berth_side, runner).unwrap();
            let told = |change| {
                let mut search = begin(&scenario, &question, change, runner).unwrap();
                yardstick.follow(&mut search).unwrap()
            };
            let unchanged = told(Change::Nothing);
            assert_eq!(told(Change::CraneRate(1.0)), unchanged);
            let at_once = yardstick.unchanged.iter();
            let at_once: Vec<f64> = at_once.map(|groups| groups.iter().sum()).collect();
            assert_eq!(at_once, unchanged);
            // Service and gaps of a queue in another unit of time: a tenth more, to how noisy
            // curves are straight.
            let faster = told(Change::CraneRate(1.1));
            let sum = |values: &[f64]| values.iter().sum::<f64>();
            let ratio = sum(&faster) / sum(&unchanged);
            assert!((ratio - 1.1).abs() < 0.02, "{site:?}: {ratio}");
        }
    }

    #[test]
    fn more_than_can_be_served_is_told_with_its_backlog() {
        let loaded = Scenario::parse(BAY, "two_queues.toml", &[]);
        let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
        let question = Question {
            site: Site::Bay,
            level: 0.1,
            replications: 4,
        };
        let runner = Runner::new(&|_| {});
        let base = capacity(&scenario, &question, runner).unwrap();
        assert!(base.today.stationary, "{:?}", base.today);
        let teu = 2.5 * base.teu_per_year.mean;
        let asked = for_teu(&scenario, &question, &base, teu, runner).unwrap();
        let point = asked.as_it_is;
        assert!(!point.stationary, "{point:?}");
        assert!(point.backlog.1 > point.backlog.0, "{point:?}");
        assert!(point.unserved_teu > 0.0, "{point:?}");
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
        let found = capacity(&scenario, &question, Runner::new(&|_| {})).unwrap();
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
            capacity(&scenario, &question, Runner::new(&|_| {}))
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
