//! The capacity of a site: its berth side by simulation, its yard, and its curve.

use crate::experiment::capacity::answer::{Binding, Capacity, Classical, Estimate, TerminalShare};
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::classical::{self, Station};
use crate::experiment::capacity::error::CapacityError;
use crate::experiment::capacity::sample::Sample;
use crate::experiment::capacity::search::Search;
use crate::experiment::capacity::site::{Question, Site, part_of};
use crate::experiment::offered::offered_load;
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;
use crate::statistics::{Search as Outcome, Summary};
use crate::units::Teu;

/// Loads of the curve around the answer, against it.
const CURVE: [f64; 3] = [0.7, 0.85, 1.15];
/// Occupancy of the busiest resource at which the search begins.
const FIRST_GUESS: f64 = 0.6;

/// Finds the capacity of a site of a scenario.
///
/// # Errors
/// [`CapacityError`] if nobody calls there, or no load reaches the level.
///
/// # Panics
/// If fewer than two replications are asked for, or the level is not above zero.
pub fn capacity(
    scenario: &Scenario,
    question: &Question,
    runner: Runner<'_>,
) -> Result<Capacity, CapacityError> {
    let (mut search, berth_side) = found(scenario, question, runner)?;
    for load in CURVE.map(|factor| factor * berth_side.load) {
        if search.is_in_reach(&search.loads(load)) {
            search.whole(load)?;
        }
    }
    let (site, part, bay) = (question.site, search.part(), &scenario.bay);
    let today = if site == Site::EachTerminal {
        let as_it_is = vec![1.0; search.groups.len()];
        search.aside(&as_it_is, question.replications)?
    } else {
        search.whole(1.0)?.clone()
    };
    let today = today.point(1.0, part);
    let today = today.ok_or_else(|| search.no_traffic())?;
    let at_capacity = search.whole(berth_side.load)?.clone();
    let yards = site.called(bay).into_iter();
    let yards = yards.map(|index| bay.terminals[index].yard_ceiling().map(Teu::value));
    let yard_static: Option<f64> = yards.sum();
    let terminals = shares(&search, &at_capacity, &berth_side);
    let (teu, each) = bounded_by_land(&search, &terminals, &at_capacity, &berth_side);
    let limit = yard_static.unwrap_or(f64::INFINITY);
    let curve = search.samples();
    let curve = curve.filter_map(|(load, sample)| sample.point(load, part));
    Ok(Capacity {
        site: site.id(bay).to_owned(),
        name: site.name(bay).to_owned(),
        level: question.level,
        filled: site.filled(),
        teu_per_year: teu.map(|teu| teu.min(limit)),
        by_replication: capped(each, limit),
        yard_static,
        binding: if limit < berth_side.teu_per_year.mean {
            Binding::YardStatic
        } else {
            Binding::BerthSide
        },
        today,
        curve: curve.collect(),
        terminals,
        classical: textbook(&search, &at_capacity, &berth_side),
        open_balances: search.open_balances(),
        berth_side,
    })
}

/// Finds the berth side of a site alone, without its curve.
///
/// # Errors
/// As [`capacity`].
///
/// # Panics
/// As [`capacity`].
pub fn berth_side(
    scenario: &Scenario,
    question: &Question,
    runner: Runner<'_>,
) -> Result<Estimate, CapacityError> {
    Ok(found(scenario, question, runner)?.1)
}

fn found<'a>(
    scenario: &'a Scenario,
    question: &'a Question,
    runner: Runner<'a>,
) -> Result<(Search<'a>, Estimate), CapacityError> {
    let mut search = Search::new(scenario, question, Change::Nothing, runner)?;
    let berth_side = search.find(&first_guess(scenario, question))?;
    Ok((search, berth_side))
}

/// The load of each group at which the busiest resource would be moderately busy, by the offered
/// load.
fn first_guess(scenario: &Scenario, question: &Question) -> Vec<f64> {
    let (bay, site) = (&scenario.bay, question.site);
    let loads = offered_load(scenario);
    let busiest = |index: usize| {
        let load = &loads[index];
        let wharf = load.wharf_occupancy.unwrap_or(0.0);
        load.berth_occupancy.max(wharf).max(load.crane_utilization)
    };
    let guess = |busy: f64| if busy > 0.0 { FIRST_GUESS / busy } else { 1.0 };
    if site == Site::EachTerminal {
        let called = site.called(bay).into_iter();
        return called.map(|index| guess(busiest(index))).collect();
    }
    let (mut sum, mut weight) = (0.0, 0.0);
    for index in site.terminals(bay) {
        sum += busiest(index) * loads[index].teu_per_week;
        weight += loads[index].teu_per_week;
    }
    vec![guess(sum / weight)]
}

/// What each replication says of one group alone.
fn own(search: &Search<'_>, sample: &Sample, found: &Estimate, group: usize) -> Vec<f64> {
    let (level, rise) = (search.question.level, found.rises[group]);
    let each = sample.part(search.groups[group]);
    each.map(|one| one.teu - one.excess(level) / rise).collect()
}

/// Each terminal of a site at the capacity of its berth side.
fn shares(search: &Search<'_>, sample: &Sample, found: &Estimate) -> Vec<TerminalShare> {
    let (bay, site) = (&search.scenario.bay, search.question.site);
    let share = |index: usize| {
        let terminal = &bay.terminals[index];
        let part = part_of(bay, index);
        let mean = sample.mean(part);
        let group = search.groups.iter().position(|group| *group == part);
        let group = group.filter(|_| site == Site::EachTerminal);
        let own = group.map(|group| own(search, sample, found, group));
        TerminalShare {
            id: terminal.id.clone(),
            name: terminal.name.clone(),
            load: found.loads[group.unwrap_or(0)],
            teu_per_year: mean.teu,
            wait_to_service_ratio: mean.ratio(),
            berth_occupancy: mean.occupancy,
            own: own.and_then(|own| Summary::from_sample(&own)),
            yard_static: terminal.yard_ceiling().map(Teu::value),
        }
    };
    site.terminals(bay).into_iter().map(share).collect()
}

fn textbook(search: &Search<'_>, sample: &Sample, found: &Estimate) -> Vec<Classical> {
    let bay = &search.scenario.bay;
    let terminals = search.question.site.terminals(bay).into_iter();
    let stations = terminals.map(|index| Station {
        berths: bay.terminals[index].nominal_berths(),
        at_capacity: sample.mean(part_of(bay, index)),
    });
    let stations: Vec<Station> = stations.filter(|at| at.at_capacity.stay > 0.0).collect();
    classical::rules(&stations, search.question.level, found.teu_per_year.mean)
}

/// Most TEU a year, and what each replication says of it: of a bay whose terminals are filled one
/// by one, berths and land of each terminal bound each other.
fn bounded_by_land(
    search: &Search<'_>,
    terminals: &[TerminalShare],
    sample: &Sample,
    found: &Estimate,
) -> (Summary, Vec<f64>) {
    let filled = || terminals.iter().filter(|at| at.own.is_some());
    let by_berths: Vec<bool> = filled().map(|at| !at.yard_binds()).collect();
    if by_berths.iter().all(|berths| *berths) {
        return (found.teu_per_year, found.by_replication.clone());
    }
    let land = filled().filter(|at| at.yard_binds());
    let land: f64 = land.filter_map(|at| at.yard_static).sum();
    let together = by_berths.contains(&true).then(|| search.read(&by_berths));
    let (of_berths, each) = if let Some(Outcome::Found(crossing)) = together {
        let of_berths = search.estimate(crossing);
        (of_berths.teu_per_year, of_berths.by_replication)
    } else {
        // No berths bind, or those that do are not at the level together where all of them are:
        // each by itself.
        let mut each = vec![0.0; sample.replications.len()];
        for group in (0..by_berths.len()).filter(|group| by_berths[*group]) {
            let own = own(search, sample, found, group);
            for (sum, own) in each.iter_mut().zip(own) {
                *sum += own;
            }
        }
        let sum = Summary::from_sample(&each).expect("there are replications");
        (sum, each)
    };
    let each = each.into_iter().map(|teu| teu + land).collect();
    (of_berths.map(|teu| teu + land), each)
}

/// What each replication says of a mean that is bounded by a limit.
///
/// A replication tells of the mean by how far it lies from it, over the square root of their
/// number; so far is the mean moved, bounded, and put back. Without a limit that is the
/// replication itself; where the limit lies far below, each says the limit.
fn capped(each: Vec<f64>, limit: f64) -> Vec<f64> {
    let count = each.len() as f64;
    let mean = each.iter().sum::<f64>() / count;
    let moved = |teu: &f64| mean + (teu - mean) / count.sqrt();
    if each.iter().map(moved).all(|teu| teu <= limit) {
        return each;
    }
    let bounded: Vec<f64> = each.iter().map(|teu| moved(teu).min(limit)).collect();
    let usual = bounded.iter().sum::<f64>() / count;
    let back = |teu: f64| mean.min(limit) + (teu - usual) * count.sqrt();
    bounded.into_iter().map(back).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_holds_for_the_mean_of_what_replications_say() {
        let each = vec![90.0, 100.0, 110.0, 100.0];
        let mean = |each: &[f64]| each.iter().sum::<f64>() / each.len() as f64;
        assert_eq!(capped(each.clone(), f64::INFINITY), each);
        // The mean is moved by 5 at most.
        assert_eq!(capped(each.clone(), 105.0), each);
        assert_eq!(capped(each.clone(), 80.0), [80.0; 4]);
        let near = capped(each.clone(), 102.0);
        assert!((mean(&near) - 100.0).abs() < 1e-9, "{near:?}");
        assert!(near[0] < near[1] && near[1] < near[2], "{near:?}");
        assert!(near[2] - near[0] < 20.0, "{near:?}");
        let under = capped(each, 98.0);
        assert!((mean(&under) - 98.0).abs() < 1e-9, "{under:?}");
        assert!(under[0] < under[1], "{under:?}");
    }
}
