//! One replication, from (bay, seed, replication) to a stream of records.

use crate::engine;
use crate::port::bay::Bay;
use crate::port::ledger::Outcome;
use crate::port::model::PortModel;
use crate::port::quay::Pace;
use crate::port::record::Record;

/// Events a replication may handle per simulated day before it counts as endless.
const EVENTS_PER_DAY: u64 = 1_000_000;

/// Moves that one crane may make a day on top, if each is an event: a scenario's moves take a
/// millisecond or more.
const MOVES_PER_CRANE_DAY: u64 = 24 * 3_600_000;

/// Simulates one replication and passes every record to `sink`, in order.
///
/// A replication is a function of the bay, the seed and its own number: nothing else shows in
/// its records.
///
/// # Errors
/// [`engine::BudgetExceeded`] if the scenario schedules more events than any real one could.
pub fn simulate(
    bay: &Bay,
    seed: u64,
    replication: u64,
    sink: impl FnMut(&Record),
) -> Result<Outcome, engine::BudgetExceeded> {
    simulate_at(Pace::Batched, bay, seed, replication, sink)
}

/// [`simulate`], with the moves of cranes made at a pace.
///
/// # Errors
/// [`engine::BudgetExceeded`] if the scenario schedules more events than any real one could.
///
/// # Panics
/// Never: nothing asks the run to stop.
pub fn simulate_at(
    pace: Pace,
    bay: &Bay,
    seed: u64,
    replication: u64,
    sink: impl FnMut(&Record),
) -> Result<Outcome, engine::BudgetExceeded> {
    let found = simulate_while(pace, bay, seed, replication, || true, sink)?;
    Ok(found.expect("nobody stops it"))
}

/// [`simulate_at`] as long as `go_on` says so, between events; `None` where it was stopped.
///
/// # Errors
/// [`engine::BudgetExceeded`] if the scenario schedules more events than any real one could.
pub fn simulate_while(
    pace: Pace,
    bay: &Bay,
    seed: u64,
    replication: u64,
    go_on: impl FnMut() -> bool,
    sink: impl FnMut(&Record),
) -> Result<Option<Outcome>, engine::BudgetExceeded> {
    let mut model = PortModel::new(bay, pace, seed, replication);
    let cranes = model.cranes.len();
    let moves_per_day = match pace {
        Pace::Batched => 0,
        Pace::OneByOne => cranes as u64 * MOVES_PER_CRANE_DAY,
    };
    let days = bay.days.days.len() as u64;
    let budget = days * (EVENTS_PER_DAY + moves_per_day);
    let whole = engine::run_while(&mut model, cranes, bay.period.end, budget, go_on, sink)?;
    Ok(whole.then(|| model.outcome()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Distribution;
    use crate::port::fixture::queue;

    /// Mean wait over mean service of a queue, over departures of the measured period.
    fn wait_over_service(bay: &Bay, replications: u64) -> f64 {
        let (mut wait, mut service) = (0.0, 0.0);
        for replication in 0..replications {
            let outcome = simulate(bay, 1, replication, |record| {
                if let Record::Departed { visit } = record
                    && visit.departure >= bay.period.start
                {
                    wait += visit.wait().hours();
                    service += visit.time_at_berth().hours();
                }
            });
            assert!(outcome.expect("a finite queue").closes());
        }
        wait / service
    }

    #[test]
    fn a_single_berth_with_poisson_calls_is_m_m_1() {
        let hour = 3_600_000.0;
        let bay = queue(
            Distribution::exponential(hour / 0.7),
            Distribution::exponential(hour),
            1,
            3_000,
            30,
        );
        let ratio = wait_over_service(&bay, 8);
        let exact = 0.7 / 0.3;
        assert!(
            (ratio / exact - 1.0).abs() < 0.05,
            "wait over service {ratio}, M/M/1 gives {exact}"
        );
    }
}
