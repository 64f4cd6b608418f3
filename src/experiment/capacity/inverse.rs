//! The inverse: at a given throughput, how long vessels wait, and with how many berths or cranes
//! they would not wait too long.

use crate::experiment::capacity::answer::{Capacity, CurvePoint};
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::find::{begin, curve_point};
use crate::experiment::capacity::reach::LOADS;
use crate::experiment::capacity::wharves::{fewest, homeless};
use crate::experiment::capacity::{CapacityError, Question, Site};
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;

/// What a throughput asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct ForTeu {
    /// Asked for, in TEU a year.
    pub teu: f64,
    /// The site as it is under that traffic.
    pub as_it_is: CurvePoint,
    /// Fewest nominal berths, with wharf and cranes in proportion, at which the level holds;
    /// `None` for the bay, or if none of those tried is enough.
    pub berths: Option<u32>,
    /// Fewest cranes on the wharf as it is; `None` likewise.
    pub cranes: Option<u32>,
}

/// Steps towards the load that brings the throughput.
const MOST_STEPS: u32 = 6;
/// A throughput this near, as a part of it, is the one asked for.
const NEAR: f64 = 0.002;
/// Most berths tried.
const MOST_BERTHS: u32 = 12;
/// Most cranes tried, against those there are.
const MOST_CRANES: f64 = 3.0;

/// What a throughput asks of a site whose capacity is known.
///
/// # Errors
/// As [`capacity`](super::capacity).
pub fn for_teu(
    scenario: &Scenario,
    question: &Question,
    base: &Capacity,
    teu: f64,
    runner: Runner<'_>,
) -> Result<ForTeu, CapacityError> {
    let mut search = begin(scenario, question, Change::Nothing, runner)?;
    let part = search.part();
    let filled = &base.berth_side;
    search.ray = filled.loads.iter().map(|load| load / filled.load).collect();
    let mut load = base.berth_side.load * teu / base.berth_side.teu_per_year.mean;
    let now = base.today.teu_per_year.mean;
    for _ in 0..MOST_STEPS {
        if !search.is_in_reach(&search.loads(load)) {
            return Err(search.too_far(teu, now));
        }
        let found = search.whole(load)?.teu(part).mean;
        if (found / teu - 1.0).abs() < NEAR {
            break;
        }
        load = (load * (teu / found).clamp(0.7, 1.4)).clamp(LOADS.0, LOADS.1);
    }
    let sample = search.whole(load)?;
    let as_it_is = curve_point(load, sample, part);
    let loads = search.loads(load);
    let holds = |change: Change| holds(scenario, question, change, &loads, runner);
    let now = cranes_of(scenario, question.site);
    let (mut berths, mut cranes) = (None, None);
    if let Some(now) = now {
        let least = fewest(&scenario.bay, question.site);
        for count in least..=MOST_BERTHS.max(least) {
            if holds(Change::Berths(count))? {
                berths = Some(count);
                break;
            }
        }
        cranes = fewest_cranes((least, now), |count| holds(Change::CraneCount(count)))?;
    }
    Ok(ForTeu {
        teu,
        as_it_is: as_it_is.ok_or_else(|| CapacityError::NoTraffic {
            name: question.site.name(&scenario.bay).to_owned(),
        })?,
        berths,
        cranes,
    })
}

/// Cranes of a terminal; `None` of the bay.
fn cranes_of(scenario: &Scenario, site: Site) -> Option<u32> {
    let Site::Terminal(id) = site else {
        return None;
    };
    Some(scenario.bay.terminal(id).cranes())
}

/// By bisection from the least that can be on: more cranes never make vessels wait longer, but for
/// chance.
fn fewest_cranes(
    (least, now): (u32, u32),
    holds: impl Fn(u32) -> Result<bool, CapacityError>,
) -> Result<Option<u32>, CapacityError> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "three times the cranes of a terminal"
    )]
    let mut enough = (f64::from(now) * MOST_CRANES) as u32;
    if !holds(enough)? {
        return Ok(None);
    }
    let mut few = least - 1;
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
    let mut changed = scenario.clone();
    change.apply(&mut changed, question.site, 1.0);
    if homeless(&changed.bay, &scenario.bay, question.site).is_some() {
        return Ok(false);
    }
    let mut search = begin(scenario, question, change, runner)?;
    let part = search.part();
    let ratio = search.aside(loads, question.replications)?.ratio(part);
    Ok(ratio.is_some_and(|(ratio, ..)| ratio <= question.level))
}
