//! The inverse: at a given throughput, how long vessels wait, and with how many berths or cranes
//! they would not wait too long.

use serde::Serialize;

use crate::experiment::capacity::answer::{Capacity, CurvePoint};
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::error::{CapacityError, LOADS};
use crate::experiment::capacity::search::{Search, is_tried};
use crate::experiment::capacity::site::{Question, Site};
use crate::experiment::capacity::wharves::fewest;
use crate::experiment::offered::offered_load;
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;

/// What a throughput asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ForTeu {
    /// Asked for, in TEU a year.
    #[serde(rename = "teu_per_year")]
    pub teu: f64,
    /// The site as it is under that traffic.
    pub as_it_is: CurvePoint,
    /// Fewest nominal berths, with wharf and cranes in proportion, at which the level holds;
    /// `None` for the bay, or if none of those tried is enough.
    pub berths_needed: Option<u32>,
    /// Fewest cranes on the wharf as it is; `None` for the bay, or if none of those tried is
    /// enough.
    pub cranes_needed: Option<u32>,
}

/// Steps towards the load that brings the throughput.
const MOST_STEPS: u32 = 6;
/// A throughput this near, as a part of it, is the one asked for.
const NEAR: f64 = 0.002;
/// Most berths tried.
const MOST_BERTHS: u32 = 12;
/// Most cranes tried, against those there are.
const MOST_CRANES: u32 = 3;
/// Weeks of a year of 365 days: the years of a capacity are near enough.
const WEEKS_PER_YEAR: f64 = 365.0 / 7.0;

/// Checks that a site can be asked about so many TEU a year, before anything is run.
///
/// # Errors
/// [`CapacityError::TooFar`] if its services cannot bring them; [`CapacityError::NoTraffic`] if it
/// has none.
///
/// # Panics
/// As [`capacity`](super::capacity).
pub fn can_bring(scenario: &Scenario, question: &Question, teu: f64) -> Result<(), CapacityError> {
    let search = Search::new(scenario, question, Change::Nothing, Runner::new(&|_| {}))?;
    let weekly = offered_load(scenario);
    let here = question.site.terminals(&scenario.bay).into_iter();
    let now: f64 = here
        .map(|index| weekly[index].teu_per_week * WEEKS_PER_YEAR)
        .sum();
    let load = teu / now;
    if is_tried(load) && search.is_in_reach(&search.loads(load)) {
        return Ok(());
    }
    Err(search.too_far(teu, now))
}

/// Finds what a throughput asks of a site whose capacity is known.
pub(super) fn for_teu(
    scenario: &Scenario,
    question: &Question,
    base: &Capacity,
    teu: f64,
    runner: Runner<'_>,
) -> Result<ForTeu, CapacityError> {
    let mut search = Search::new(scenario, question, Change::Nothing, runner)?;
    let part = search.part();
    let filled = &base.berth_side;
    search.ray = filled.loads.iter().map(|load| load / filled.load).collect();
    let mut load = filled.load * teu / filled.teu_per_year.mean;
    for _ in 0..MOST_STEPS {
        if !search.is_in_reach(&search.loads(load)) {
            return Err(search.too_far(teu, base.today.teu_per_year.mean));
        }
        let found = search.whole(load)?.teu(part).mean;
        if (found / teu - 1.0).abs() < NEAR {
            break;
        }
        load = (load * (teu / found).clamp(0.7, 1.4)).clamp(LOADS.0, LOADS.1);
    }
    let as_it_is = search.whole(load)?.point(load, part);
    let loads = search.loads(load);
    let holds = |change: Change| holds(scenario, question, change, &loads, runner);
    let (mut berths_needed, mut cranes_needed) = (None, None);
    if let Site::Terminal(id) = question.site {
        let least = fewest(&scenario.bay, question.site);
        for count in least..=MOST_BERTHS.max(least) {
            if holds(Change::Berths(count))? {
                berths_needed = Some(count);
                break;
            }
        }
        let most = scenario.bay.terminal(id).cranes() * MOST_CRANES;
        cranes_needed = fewest_cranes(least, most, |count| holds(Change::CraneCount(count)))?;
    }
    Ok(ForTeu {
        teu,
        as_it_is: as_it_is.ok_or_else(|| search.no_traffic())?,
        berths_needed,
        cranes_needed,
    })
}

/// By bisection from the least that can be on: more cranes never make vessels wait longer, but for
/// chance.
fn fewest_cranes(
    least: u32,
    most: u32,
    holds: impl Fn(u32) -> Result<bool, CapacityError>,
) -> Result<Option<u32>, CapacityError> {
    if !holds(most)? {
        return Ok(None);
    }
    let (mut few, mut enough) = (least - 1, most);
    while enough - few > 1 {
        let middle = u32::midpoint(enough, few);
        if holds(middle)? {
            enough = middle;
        } else {
            few = middle;
        }
    }
    Ok(Some(enough))
}

/// Whether the level holds with a change at a load.
fn holds(
    scenario: &Scenario,
    question: &Question,
    change: Change,
    loads: &[f64],
    runner: Runner<'_>,
) -> Result<bool, CapacityError> {
    if change.homeless(scenario, question.site).is_some() {
        return Ok(false);
    }
    let mut search = Search::new(scenario, question, change, runner)?;
    let part = search.part();
    let ratio = search.aside(loads, question.replications)?.ratio(part);
    Ok(ratio.is_some_and(|ratio| ratio.mean <= question.level))
}
