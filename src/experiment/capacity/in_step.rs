//! Gangs that grow as the cargo of the whole bay does: how much cargo that is under the loads of a
//! site, and what such a pool is worth.

use crate::experiment::capacity::answer::{Capacity, Estimate};
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::find::begin;
use crate::experiment::capacity::follow::Yardstick;
use crate::experiment::capacity::{CapacityError, Question, Site};
use crate::experiment::offered::offered_load;
use crate::experiment::runner::Runner;
use crate::port::bay::Labor;
use crate::scenario::Scenario;
use crate::statistics::Summary;

/// A capacity if the bay's gangs grew in step with its cargo, everything else as it is.
///
/// Beside the capacity with the pool as it is, it tells how much of a limit is a matter of labor,
/// which can be hired, and how much of berths and cranes, which have to be built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InStep {
    /// Most TEU a year, bounded by land as the capacity itself is.
    pub teu_per_year: Summary,
    /// The same less the capacity with the pool as it is, of the same replications.
    pub added: Summary,
}

/// Cargo over all quays of the bay under the loads of a site's [groups](Site::groups), against
/// the scenario's, by the offered load.
pub(super) fn cargo(scenario: &Scenario, site: Site, loads: &[f64]) -> f64 {
    let bay = &scenario.bay;
    let groups = site.groups(bay);
    let load_of = |index: usize| match site {
        Site::Bay => loads[0],
        Site::Terminal(id) if id.index() == index => loads[0],
        Site::Terminal(_) => 1.0,
        Site::EachTerminal => {
            let part = 1 + bay.ports.len() + index;
            let group = groups.iter().position(|group| *group == part);
            group.map_or(1.0, |group| loads[group])
        }
    };
    let weekly = offered_load(scenario);
    let now: f64 = weekly.iter().map(|at| at.teu_per_week).sum();
    let each = weekly.iter().enumerate();
    let then: f64 = each
        .map(|(index, at)| load_of(index) * at.teu_per_week)
        .sum();
    if now > 0.0 { then / now } else { 1.0 }
}

/// The capacity of a site if gangs grew in step with cargo; `None` where no shifts are manned.
///
/// # Errors
/// As [`capacity`](super::capacity).
///
/// # Panics
/// If there is no replication.
pub fn in_step(
    scenario: &Scenario,
    question: &Question,
    base: &Capacity,
    runner: Runner<'_>,
) -> Result<Option<InStep>, CapacityError> {
    let Some(added) = added(scenario, question, &base.berth_side, runner)? else {
        return Ok(None);
    };
    let mut groups = added;
    if question.site == Site::EachTerminal {
        let filled = base
            .terminals
            .iter()
            .filter_map(|at| Some((at.own?, at.yard_static)));
        for ((own, yard), added) in filled.zip(&mut groups) {
            bound(added, yard.map_or(f64::INFINITY, |yard| yard - own.mean));
        }
    }
    let mut added = total(&groups);
    let room = base.yard_static.unwrap_or(f64::INFINITY) - base.teu_per_year.mean;
    bound(&mut added, room);
    Ok(Some(with(&base.teu_per_year, &base.by_replication, &added)))
}

/// The same of a berth side, whatever the land.
///
/// # Errors
/// As [`capacity`](super::capacity).
///
/// # Panics
/// If there is no replication.
pub fn berth_side_in_step(
    scenario: &Scenario,
    question: &Question,
    base: &Estimate,
    runner: Runner<'_>,
) -> Result<Option<InStep>, CapacityError> {
    let added = added(scenario, question, base, runner)?;
    Ok(added.map(|added| with(&base.teu_per_year, &base.by_replication, &total(&added))))
}

/// What gangs in step add to the berth side of each group, as each replication tells it.
fn added(
    scenario: &Scenario,
    question: &Question,
    base: &Estimate,
    runner: Runner<'_>,
) -> Result<Option<Vec<Vec<f64>>>, CapacityError> {
    if !matches!(scenario.bay.labor, Labor::Shifts(_)) {
        return Ok(None);
    }
    let yardstick = Yardstick::new(scenario, question, base, runner)?;
    let mut search = begin(scenario, question, Change::GangsInStep, runner)?;
    let changed = yardstick.follow_each(&mut search)?;
    let of_group = |group: usize| {
        let pairs = changed.iter().zip(&yardstick.unchanged);
        pairs
            .map(|(with, without)| with[group] - without[group])
            .collect()
    };
    Ok(Some((0..base.loads.len()).map(of_group).collect()))
}

/// Sums over groups, replication by replication.
fn total(groups: &[Vec<f64>]) -> Vec<f64> {
    let mut sum = vec![0.0; groups.first().map_or(0, Vec::len)];
    for group in groups {
        for (sum, added) in sum.iter_mut().zip(group) {
            *sum += added;
        }
    }
    sum
}

/// Leaves no more of an addition than there is room for on average.
fn bound(added: &mut [f64], room: f64) {
    let mean = added.iter().sum::<f64>() / added.len() as f64;
    if mean > room {
        let kept = room.max(0.0) / mean;
        for added in added {
            *added *= kept;
        }
    }
}

/// A capacity and what is added to it, replication by replication: the interval keeps its shape and
/// widens as the values of replications do.
fn with(base: &Summary, each: &[f64], added: &[f64]) -> InStep {
    let summary = |values: &[f64]| Summary::from_sample(values).expect("there are replications");
    let sums: Vec<f64> = each
        .iter()
        .zip(added)
        .map(|(each, added)| each + added)
        .collect();
    let added = summary(added);
    let width = |of: Summary| of.ci95_high - of.ci95_low;
    let (then, now) = (width(summary(&sums)), width(summary(each)));
    let wider = if now > 0.0 { then / now } else { 1.0 };
    let mean = base.mean + added.mean;
    if sums == each {
        return InStep {
            teu_per_year: *base,
            added,
        };
    }
    InStep {
        teu_per_year: base.map(|teu| mean + wider * (teu - base.mean)),
        added,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::capacity::capacity;
    use crate::experiment::capacity::search::Search;

    const BAY: &str = r#"
name = "two_terminals"
[horizon]
start = 2025-01-01
days = "20 d"
[labor]
manning = "shifts"
[labor.shift.day]
start = "08:00"
end = "17:00"
gangs = 20
[port.harbor]
[terminal.east]
port = "harbor"
cycle_time = "2 min"
[terminal.east.wharf.main]
slots = 3
cranes = 6
[terminal.west]
port = "harbor"
cycle_time = "2 min"
[terminal.west.wharf.main]
slots = 3
cranes = 6
[service.a]
terminal = "east"
arrivals = "10 h"
moves = 100
vessel_class = "any"
[service.b]
terminal = "west"
arrivals = "10 h"
moves = 300
vessel_class = "any"
"#;

    #[test]
    fn a_pool_in_step_grows_as_all_cargo_does() {
        let loaded = Scenario::parse(BAY, "two_terminals.toml", &[]);
        let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
        let gangs = |site: Site, change: Change, loads: &[f64]| {
            let question = Question {
                site,
                level: 0.1,
                replications: 2,
            };
            let search = Search::new(&scenario, &question, change, Runner::new(&|_| {}));
            match search.under(loads).bay.labor {
                Labor::Shifts(shifts) => shifts[0].gangs,
                Labor::Continuous => 0,
            }
        };
        let west = Site::terminal(&scenario.bay, "west").unwrap();
        let in_step = |site, loads: &[f64]| gangs(site, Change::GangsInStep, loads);
        assert_eq!(in_step(Site::Bay, &[1.0]), 20);
        assert_eq!(in_step(Site::Bay, &[1.5]), 30);
        // Three quarters of the cargo go over the west's quay.
        assert_eq!(in_step(west, &[1.5]), 28);
        assert_eq!(in_step(Site::EachTerminal, &[2.0, 0.8]), 22);
        assert_eq!(gangs(Site::Bay, Change::Nothing, &[1.5]), 20);
    }

    fn question(site: Site) -> Question {
        Question {
            site,
            level: 0.1,
            replications: 6,
        }
    }

    /// What gangs in step do to the two terminals with so many gangs a shift and this land.
    fn told(site: Site, gangs: u32, land: &str) -> (Capacity, InStep) {
        let settings = [
            "horizon.days=120 d".to_owned(),
            "horizon.warm_up=10 d".to_owned(),
            format!("labor.shift.day.gangs={gangs}"),
            "service.a.arrivals={ exponential = { mean = \"60 h\" } }".to_owned(),
            "service.b.arrivals={ exponential = { mean = \"84 h\" } }".to_owned(),
        ];
        let text = BAY.replace("[terminal.west]\n", &format!("[terminal.west]\n{land}"));
        let loaded = Scenario::parse(&text, "two_terminals.toml", &settings);
        let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
        let runner = Runner::new(&|_| {});
        let base = capacity(&scenario, &question(site), runner).unwrap();
        let found = in_step(&scenario, &question(site), &base, runner).unwrap();
        (base, found.expect("shifts are manned"))
    }

    #[test]
    fn a_pool_that_nobody_waits_for_adds_exactly_nothing() {
        for site in [Site::Bay, Site::EachTerminal] {
            let (base, found) = told(site, 1_000, "");
            assert_eq!(found.teu_per_year, base.teu_per_year, "{site:?}");
            assert_eq!((found.added.ci95_low, found.added.ci95_high), (0.0, 0.0));
        }
    }

    #[test]
    fn a_short_pool_adds_as_much_as_the_land_takes() {
        let (base, found) = told(Site::EachTerminal, 3, "");
        assert!(found.added.ci95_low > 0.0, "{found:?}");
        let mean = base.teu_per_year.mean + found.added.mean;
        assert!(
            (found.teu_per_year.mean - mean).abs() < 1e-6 * mean,
            "{found:?}"
        );
        // At the capacity the pool is 6 or more, one for every berth, each with a crane: as good as
        // any number of gangs.
        let plenty = told(Site::EachTerminal, 1_000, "").0.teu_per_year.mean;
        assert!((mean / plenty - 1.0).abs() < 0.02, "{mean} {plenty}");
        // Land of the west for as much as its berths bring with the short pool, and no more.
        let own = base.terminals[1].own.unwrap().mean;
        let land = format!("area = \"1 acres\"\nyard_ceiling = \"{own} TEU/acre/yr\"\n");
        let (_, bounded) = told(Site::EachTerminal, 3, &land);
        assert!(
            bounded.added.mean < 0.7 * found.added.mean,
            "{bounded:?} {found:?}"
        );
        assert!(bounded.added.ci95_low > 0.0, "the east has no such bound");
    }

    #[test]
    fn an_interval_keeps_its_shape_and_widens_as_replications_do() {
        let base = Summary {
            mean: 100.0,
            ci95_low: 94.0,
            ci95_high: 102.0,
            ..Summary::UNDEFINED
        };
        // Spread ten times as far: 90 and 110 become 30 and 230.
        let found = with(&base, &[90.0, 110.0], &[-60.0, 120.0]);
        let of = found.teu_per_year;
        for (found, by_hand) in [(of.mean, 130.0), (of.ci95_low, 70.0), (of.ci95_high, 150.0)] {
            assert!((found - by_hand).abs() < 1e-9, "{of:?}");
        }
        assert!((found.added.mean - 30.0).abs() < 1e-12);
        let mut more = [10.0, 30.0];
        bound(&mut more, 5.0);
        assert!((more[0] - 2.5).abs() < 1e-12 && (more[1] - 7.5).abs() < 1e-12);
        bound(&mut more, -1.0);
        assert!(
            more.iter().all(|left| left.abs() < 1e-12),
            "land is full already"
        );
    }
}
