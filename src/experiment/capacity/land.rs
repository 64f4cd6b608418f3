//! What the land of a site bounds: its yard's static ceiling against its berths.

use crate::experiment::capacity::Question;
use crate::experiment::capacity::answer::{Estimate, TerminalShare};
use crate::experiment::capacity::find::{estimate, own};
use crate::experiment::capacity::sample::Sample;
use crate::experiment::capacity::search::Search;
use crate::scenario::Scenario;
use crate::statistics::{Search as Outcome, Summary};
use crate::units::Teu;

/// Most TEU a year, and what each replication says of it: of a bay whose terminals are filled one
/// by one, berths and land of each terminal bound each other.
pub(super) fn bounded(
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
    let with_land = |of_berths: Summary, each: Vec<f64>| {
        let each = each.into_iter().map(|teu| teu + land);
        (of_berths.map(|teu| teu + land), each.collect())
    };
    if by_berths.contains(&true)
        && let Outcome::Found(crossing) = search.read(&by_berths)
    {
        let of_berths = estimate(search, crossing);
        return with_land(of_berths.teu_per_year, of_berths.by_replication);
    }
    // No berths bind, or those that do are not at the level together where all of them are: each
    // by itself.
    let mut each = vec![0.0; sample.replications.len()];
    for group in (0..by_berths.len()).filter(|group| by_berths[*group]) {
        for (sum, own) in each.iter_mut().zip(own(search, sample, found, group)) {
            *sum += own;
        }
    }
    let of_berths = Summary::from_sample(&each).expect("there are replications");
    with_land(of_berths, each)
}

/// Most TEU a year of the land of a site, where anybody calls.
pub(super) fn yard(scenario: &Scenario, question: &Question) -> Option<f64> {
    let bay = &scenario.bay;
    let site = question.site;
    let called_at = |index: &usize| site.is_called_at(bay, *index);
    let terminals = site.terminals(bay).into_iter().filter(called_at);
    let ceilings = terminals.map(|index| bay.terminals[index].yard_ceiling());
    ceilings.map(|teu| teu.map(Teu::value)).sum()
}

/// A summary none of whose numbers lies above a limit, if there is one.
pub(super) fn at_most(summary: &Summary, limit: Option<f64>) -> Summary {
    let limit = limit.unwrap_or(f64::INFINITY);
    summary.map(|teu| teu.min(limit))
}

/// What each replication says of a mean that is bounded by a limit.
///
/// A replication tells of the mean by how far it lies from it, over the square root of their
/// number; so far is the mean moved, bounded, and told back. Without a limit that is the
/// replication itself; where the limit lies far below, each says the limit.
pub(super) fn capped(each: Vec<f64>, limit: Option<f64>) -> Vec<f64> {
    let limit = limit.unwrap_or(f64::INFINITY);
    let count = each.len() as f64;
    let mean = each.iter().sum::<f64>() / count;
    let moved: Vec<f64> = (each.iter())
        .map(|teu| mean + (teu - mean) / count.sqrt())
        .collect();
    if moved.iter().all(|teu| *teu <= limit) {
        return each;
    }
    let bounded = moved.iter().map(|teu| teu.min(limit));
    let bounded: Vec<f64> = bounded.collect();
    let usual = bounded.iter().sum::<f64>() / count;
    (bounded.iter())
        .map(|teu| mean.min(limit) + (teu - usual) * count.sqrt())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_holds_for_the_mean_of_what_replications_say() {
        let each = vec![90.0, 100.0, 110.0, 100.0];
        let mean = |each: &[f64]| each.iter().sum::<f64>() / each.len() as f64;
        assert_eq!(capped(each.clone(), None), each);
        // The mean is moved by 5 at most.
        assert_eq!(capped(each.clone(), Some(105.0)), each);
        assert_eq!(capped(each.clone(), Some(80.0)), [80.0; 4]);
        let near = capped(each.clone(), Some(102.0));
        assert!((mean(&near) - 100.0).abs() < 1e-9, "{near:?}");
        assert!(near[0] < near[1] && near[1] < near[2], "{near:?}");
        assert!(near[2] - near[0] < 20.0, "{near:?}");
        let under = capped(each, Some(98.0));
        assert!((mean(&under) - 98.0).abs() < 1e-9, "{under:?}");
        assert!(under[0] < under[1], "{under:?}");
    }
}
