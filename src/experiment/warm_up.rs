//! A warm-up as long as the simulation takes to forget that it began empty, by the rule MSER-5.
//!
//! A pilot is the scenario begun empty a year before the first measured day; it ends where the
//! measured period begins. Its observations are days: the mean number of vessels in port over
//! each (waiting, inbound or at berth, in all of the bay), averaged over twenty replications.
//! [`mser_5`](mser_5()) says how many days at the beginning do not belong to the rest. If it
//! refuses, the pilot is begun two years before, then four; after that the scenario does not
//! settle, and there is no warm-up to find.
//!
//! - **Why vessels in port**: every queue shows in it, of berths, cranes, gangs, pilots, and it
//!   needs no call to end, as waits do.
//! - **Why days**: within a day and from Monday to Sunday the number goes up and down on its own;
//!   batches of five days average most of that, and a warm-up is whole days anyway. Weeks need not
//!   be whole: sailings and windows keep their dates however early the simulation begins.
//! - **Why twenty**: a transient that is lost in the noise of as many replications as a run has by
//!   default is lost in the run's own intervals, too.
//! - **What is left**: the rule weighs bias against noise, and leaves some, the more of it the nearer
//!   a queue is to what it can serve. A single slow terminal in a large bay shows little: say
//!   `warm_up` yourself where one is close to its capacity.
//! - **Seasons and growth** are part of the series. The rule takes them for noise as long as none
//!   is far off at the beginning alone; then it drops more than the transient, never less.
//! - **Own chance**: pilots have the scenario's seed and numbers that no replication has, so that
//!   the length depends on nothing that is measured after it, and is the same for every shard,
//!   thread and number of replications.

use rayon::prelude::*;

use crate::engine::BudgetExceeded;
use crate::port;
use crate::port::record::{Phase, Record};
use crate::scenario::{Pilot, Scenario, Unsettled};
use crate::statistics::mser_5;

/// Replications of a pilot.
pub const PILOTS: u32 = 20;
/// Lengths of pilots that are tried, in days.
pub const PILOT_DAYS: [u32; 3] = [365, 2 * 365, 4 * 365];

/// Number of the first pilot: replications are counted in 32 bits.
const FIRST_PILOT: u64 = 1 << 32;
const MS_PER_DAY: i64 = 86_400_000;

/// The days of warm-up that MSER-5 asks for.
///
/// # Errors
/// [`Unsettled`] if it refuses, or the scenario cannot begin so much earlier.
///
/// # Panics
/// Never: a part of a pilot is as many days as fit 32 bits.
pub fn find(pilot: Pilot<'_>) -> Result<u32, Unsettled> {
    for days in PILOT_DAYS {
        let Some(scenario) = pilot(days) else {
            return Err(Unsettled {
                message: format!("no pilot can begin {days} days before the first measured day"),
                help: "say how long the warm-up is, such as \"28 d\"".to_owned(),
            });
        };
        let series = vessels_in_port(&scenario).map_err(|error| Unsettled {
            message: error.to_string(),
            help: "say how long the warm-up is, such as \"28 d\"".to_owned(),
        })?;
        if let Some(found) = mser_5(&series) {
            return Ok(u32::try_from(found).expect("a part of the pilot"));
        }
    }
    let [.., most] = PILOT_DAYS;
    Err(Unsettled {
        message: format!(
            "no warm-up is long enough: vessels in port have not settled after {most} days"
        ),
        help: "more may come than is served, so that queues grow without end, or demand grows \
               fast: with a warm-up such as \"90 d\", `sanpedro check` tells the load of each \
               terminal"
            .to_owned(),
    })
}

/// Mean number of vessels in port over each day of a scenario's warm-up, averaged over
/// [`PILOTS`] replications of their own.
///
/// # Errors
/// If the scenario schedules more events than any real one could.
pub fn vessels_in_port(scenario: &Scenario) -> Result<Vec<f64>, BudgetExceeded> {
    let mut bay = scenario.bay.clone();
    bay.period.end = bay.period.start;
    let one = |number: u32| {
        let mut days = Days::new(bay.period.end.millis());
        let replication = FIRST_PILOT + u64::from(number);
        port::simulate(&bay, scenario.seed, replication, |record| {
            days.record(record);
        })?;
        days.advance(bay.period.end.millis());
        Ok(days.integrals)
    };
    let found: Vec<Vec<i64>> = (0..PILOTS)
        .into_par_iter()
        .map(one)
        .collect::<Result<_, BudgetExceeded>>()?;
    let over = MS_PER_DAY as f64 * f64::from(PILOTS);
    let day = |day: usize| found.iter().map(|days| days[day]).sum::<i64>() as f64 / over;
    let count = found.first().map_or(0, Vec::len);
    Ok((0..count).map(day).collect())
}

/// Vessels in port, day by day of 24 hours.
struct Days {
    /// Vessels × milliseconds of each day.
    integrals: Vec<i64>,
    vessels: i64,
    now: i64,
}

impl Days {
    /// Nobody is here yet; what is left of the last day does not count.
    fn new(end: i64) -> Self {
        let days = usize::try_from(end / MS_PER_DAY).expect("a pilot has a length");
        Self {
            integrals: vec![0; days],
            vessels: 0,
            now: 0,
        }
    }

    fn record(&mut self, record: &Record) {
        let (phase, at, step) = match record {
            Record::PhaseBegan { phase, at, .. } => (phase, at, 1),
            Record::PhaseEnded { phase, to, .. } => (phase, to, -1),
            _ => return,
        };
        let in_port = matches!(
            phase,
            Phase::Waiting
                | Phase::WaitingOffshore { .. }
                | Phase::AtBerth
                | Phase::Maneuvering { inbound: true }
        );
        if in_port {
            self.advance(at.millis());
            self.vessels += step;
        }
    }

    fn advance(&mut self, to: i64) {
        while self.now < to {
            let day = usize::try_from(self.now / MS_PER_DAY).expect("time does not run back");
            let until = to.min((self.now / MS_PER_DAY + 1) * MS_PER_DAY);
            if let Some(integral) = self.integrals.get_mut(day) {
                *integral += self.vessels * (until - self.now);
            }
            self.now = until;
        }
    }
}
