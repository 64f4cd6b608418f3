//! How much traffic a site's services can be made to bring.

use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::find::begin;
use crate::experiment::capacity::search::Search;
use crate::experiment::capacity::{CapacityError, Question};
use crate::experiment::offered::offered_load;
use crate::experiment::runner::Runner;
use crate::port::bay::{Bay, MOST_SECOND_LOOPS, Traffic};
use crate::scenario::Scenario;

/// Loads tried, against the scenario's.
pub(super) const LOADS: (f64, f64) = (0.01, 100.0);
/// Halvings between a load that is in reach and one that is not.
const HALVINGS: u32 = 12;
/// Weeks of a year of 365 days: the years of a capacity are near enough.
const WEEKS_PER_YEAR: f64 = 365.0 / 7.0;

/// Whether every weekly service can sail as often as its demand asks for.
pub(super) fn can_sail(bay: &Bay) -> bool {
    let weekly = |traffic: &Traffic| matches!(traffic, Traffic::Weekly { .. });
    let mut services = bay.services.iter().filter(|of| weekly(&of.traffic));
    services.all(|service| {
        let demand = bay.demand_of(service);
        demand.is_none_or(|demand| {
            let mut months = demand.months().iter();
            months.all(|month| month.second_loop <= MOST_SECOND_LOOPS)
        })
    })
}

impl Search<'_> {
    /// Whether the site's services can bring the traffic of these loads of all groups.
    pub(super) fn is_in_reach(&self, loads: &[f64]) -> bool {
        can_sail(&self.under(loads).bay)
    }

    /// Loads as near to those wanted as the services can bring, on the way from others that they
    /// can.
    pub(super) fn nearest(&self, from: &[f64], wanted: &[f64]) -> Vec<f64> {
        if self.is_in_reach(wanted) {
            return wanted.to_vec();
        }
        let (mut near, mut far) = (from.to_vec(), wanted.to_vec());
        for _ in 0..HALVINGS {
            let ends = near.iter().zip(&far);
            let middle: Vec<f64> = ends.map(|(near, far)| (near * far).sqrt()).collect();
            if self.is_in_reach(&middle) {
                near = middle;
            } else {
                far = middle;
            }
        }
        near
    }

    /// That services cannot bring so many TEU a year, of a site that now carries others.
    pub(super) fn too_far(&self, teu: f64, now: f64) -> CapacityError {
        CapacityError::TooFar {
            name: self.question.site.name(&self.scenario.bay).to_owned(),
            teu,
            now,
        }
    }
}

/// Whether a site can be asked about so many TEU a year, before anything is run.
///
/// # Errors
/// [`CapacityError::TooFar`] if its services cannot bring them; [`CapacityError::NoTraffic`] if it
/// has none.
///
/// # Panics
/// As [`capacity`](super::capacity).
pub fn can_bring(scenario: &Scenario, question: &Question, teu: f64) -> Result<(), CapacityError> {
    let search = begin(scenario, question, Change::Nothing, Runner::new(&|_| {}))?;
    let weekly = offered_load(scenario);
    let here = question.site.terminals(&scenario.bay).into_iter();
    let now: f64 = here
        .map(|index| weekly[index].teu_per_week * WEEKS_PER_YEAR)
        .sum();
    let load = teu / now;
    let loads = vec![load; search.groups.len()];
    if (LOADS.0..=LOADS.1).contains(&load) && search.is_in_reach(&loads) {
        return Ok(());
    }
    Err(search.too_far(teu, now))
}
