//! The capacity of a site, found: its berth side by simulation, its yard, and its curve.

use crate::experiment::capacity::answer::{Binding, Capacity, CurvePoint, Estimate, TerminalShare};
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::classical::{self, Classical, Station};
use crate::experiment::capacity::land::{at_most, bounded, capped, yard};
use crate::experiment::capacity::sample::Sample;
use crate::experiment::capacity::search::Search;
use crate::experiment::capacity::site::Site;
use crate::experiment::capacity::{CapacityError, Question};
use crate::experiment::offered::offered_load;
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;
use crate::statistics::{Crossing, Summary, quantile};
use crate::units::Teu;

/// Loads of the curve around the answer, against it.
const CURVE: [f64; 3] = [0.7, 0.85, 1.15];
/// Occupancy of the busiest resource at which the search begins.
const FIRST_GUESS: f64 = 0.6;

/// The capacity of a site of a scenario.
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
    let part = search.part();
    let as_it_is = vec![1.0; search.groups.len()];
    let today = if question.site == Site::EachTerminal {
        search.aside(&as_it_is, question.replications)?
    } else {
        search.whole(1.0)?
    };
    let today = curve_point(1.0, today, part).ok_or_else(|| no_traffic(scenario, question))?;
    let at_capacity = search.whole(berth_side.load)?.clone();
    let site = question.site;
    let yard_static = yard(scenario, question);
    let terminals = shares(&search, &at_capacity, &berth_side);
    let bounded = bounded(&search, &terminals, &at_capacity, &berth_side);
    let binding = match yard_static {
        Some(yard) if yard < berth_side.teu_per_year.mean => Binding::YardStatic,
        _ => Binding::BerthSide,
    };
    let points = search.samples();
    Ok(Capacity {
        site: site.id(&scenario.bay).to_owned(),
        name: site.name(&scenario.bay).to_owned(),
        level: question.level,
        teu_per_year: at_most(&bounded.0, yard_static),
        by_replication: capped(bounded.1, yard_static),
        yard_static,
        binding,
        today,
        curve: points
            .filter_map(|(load, sample)| curve_point(load, sample, part))
            .collect(),
        terminals,
        classical: textbook(scenario, question, &at_capacity, &berth_side),
        open_balances: search.open_balances().cloned().collect(),
        berth_side,
    })
}

/// The berth side of a site alone, without its curve.
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
    let mut search = begin(scenario, question, Change::Nothing, runner)?;
    let crossing = search.find(&first_guess(scenario, question))?;
    let berth_side = estimate(&search, crossing);
    Ok((search, berth_side))
}

/// What each replication says of one group alone.
pub(super) fn own(
    search: &Search<'_>,
    sample: &Sample,
    found: &Estimate,
    group: usize,
) -> Vec<f64> {
    let rows = sample.part(search.groups[group]);
    let told = rows.map(|row| row.teu - search.excess(row) / found.rises[group]);
    told.collect()
}

/// A search, if there is anything to look for.
pub(super) fn begin<'a>(
    scenario: &'a Scenario,
    question: &'a Question,
    change: Change,
    runner: Runner<'a>,
) -> Result<Search<'a>, CapacityError> {
    assert!(
        question.replications > 1 && question.level > 0.0,
        "a capacity has an interval and a level: {question:?}"
    );
    if !question.site.has_traffic(&scenario.bay) {
        return Err(no_traffic(scenario, question));
    }
    Ok(Search::new(scenario, question, change, runner))
}

fn no_traffic(scenario: &Scenario, question: &Question) -> CapacityError {
    let name = question.site.name(&scenario.bay).to_owned();
    CapacityError::NoTraffic { name }
}

/// The load of each group at which the busiest resource would be moderately busy, by the offered
/// load.
fn first_guess(scenario: &Scenario, question: &Question) -> Vec<f64> {
    let loads = offered_load(scenario);
    let busiest = |index: &usize| {
        let load = &loads[*index];
        let wharf = load.wharf_occupancy.unwrap_or(0.0);
        load.berth_occupancy.max(wharf).max(load.crane_utilization)
    };
    let guess = |busy: f64| if busy > 0.0 { FIRST_GUESS / busy } else { 1.0 };
    let (bay, site) = (&scenario.bay, question.site);
    if site == Site::EachTerminal {
        let groups = site.groups(bay).into_iter();
        let terminals = groups.map(|group| group - 1 - bay.ports.len());
        return terminals.map(|index| guess(busiest(&index))).collect();
    }
    let (mut sum, mut weight) = (0.0, 0.0);
    for index in site.terminals(bay) {
        sum += busiest(&index) * loads[index].teu_per_week;
        weight += loads[index].teu_per_week;
    }
    vec![guess(sum / weight)]
}

pub(super) fn estimate(search: &Search<'_>, crossing: Crossing) -> Estimate {
    Estimate {
        teu_per_year: spread(&crossing),
        load: crossing.load,
        closed: crossing.closed,
        loads: search.loads(crossing.load),
        rises: search.rises(crossing.load),
        by_replication: crossing.by_replication,
    }
}

/// A crossing with its interval, and how far single replications lie.
fn spread(crossing: &Crossing) -> Summary {
    let mut sorted = crossing.by_replication.clone();
    sorted.sort_by(f64::total_cmp);
    let at = |p: f64| quantile(&sorted, p).unwrap_or(crossing.carried);
    Summary {
        mean: crossing.carried,
        ci95_low: crossing.ci95.0,
        ci95_high: crossing.ci95.1,
        p05: at(0.05),
        p50: at(0.5),
        p95: at(0.95),
    }
}

pub(super) fn curve_point(load: f64, sample: &Sample, part: usize) -> Option<CurvePoint> {
    let mean = sample.mean(part);
    Some(CurvePoint {
        load,
        teu_per_year: sample.teu(part),
        ratio: sample.ratio(part)?,
        berth_occupancy: mean.occupancy,
        stationary: !sample.is_overloaded(part),
        backlog: mean.backlog,
        unserved_teu: mean.unserved,
    })
}

fn shares(search: &Search<'_>, sample: &Sample, found: &Estimate) -> Vec<TerminalShare> {
    let (bay, site) = (&search.scenario.bay, search.question.site);
    let terminals = site.terminals(bay).into_iter();
    terminals
        .map(|index| {
            let terminal = &bay.terminals[index];
            let part = 1 + bay.ports.len() + index;
            let mean = sample.mean(part);
            let group = search.groups.iter().position(|group| *group == part);
            let group = group.filter(|_| site == Site::EachTerminal);
            TerminalShare {
                id: terminal.id.clone(),
                name: terminal.name.clone(),
                load: found.loads[group.unwrap_or(0)],
                teu_per_year: mean.teu,
                ratio: if mean.stay > 0.0 {
                    mean.wait / mean.stay
                } else {
                    0.0
                },
                berth_occupancy: mean.occupancy,
                own: group.map(|group| {
                    let told = own(search, sample, found, group);
                    Summary::from_sample(&told).expect("there are replications")
                }),
                yard_static: terminal.yard_ceiling().map(Teu::value),
            }
        })
        .collect()
}

fn textbook(
    scenario: &Scenario,
    question: &Question,
    sample: &Sample,
    found: &Estimate,
) -> Vec<Classical> {
    let bay = &scenario.bay;
    let terminals = question.site.terminals(bay).into_iter();
    let stations = terminals.map(|index| Station {
        berths: bay.terminals[index].nominal_berths(),
        at_capacity: sample.mean(1 + bay.ports.len() + index),
    });
    let stations: Vec<Station> = stations.filter(|at| at.at_capacity.stay > 0.0).collect();
    classical::rules(&stations, question.level, found.teu_per_year.mean)
}
