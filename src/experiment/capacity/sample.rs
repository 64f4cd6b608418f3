//! What replications at one load say of waiting and throughput.

use crate::experiment::account::Replication;
use crate::experiment::batch::BatchError;
use crate::experiment::measure::{self, Measure};
use crate::experiment::runner::Runner;
use crate::port::bay::Bay;
use crate::scenario::Scenario;
use crate::statistics::{Summary, student_t_95};

/// One replication of one part of the complex.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// Cargo a year, in TEU.
    pub(super) teu: f64,
    /// Calls departed.
    pub(super) calls: f64,
    /// Sum of their waits, in hours.
    pub(super) wait: f64,
    /// Sum of their times at berth, in hours.
    pub(super) stay: f64,
    /// Vessel hours at berth over nominal berths and hours.
    pub(super) occupancy: f64,
    /// Vessels that wait at the beginning and at the end.
    pub(super) backlog: (f64, f64),
    /// Cargo that waits at the end, in TEU a year.
    pub(super) unserved: f64,
}

/// Replications at one load, in the order of their numbers: bay, ports, terminals of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample {
    pub(super) replications: Vec<Vec<Row>>,
    pub(super) open_balances: Vec<String>,
}

impl Sample {
    /// Runs the replications that are missing up to `count`.
    pub(super) fn extend(
        &mut self,
        scenario: &Scenario,
        count: u32,
        runner: Runner<'_>,
    ) -> Result<(), BatchError> {
        let have = u32::try_from(self.replications.len()).expect("counted in 32 bits");
        let columns = Columns::new(&scenario.bay);
        let batch = runner.batch(scenario);
        batch.each(
            have..count.max(have),
            runner.progress,
            |_, found, balances| {
                self.replications.push(columns.rows(&found));
                self.open_balances.extend(balances);
                Ok(())
            },
        )
    }

    /// One part of the complex over replications.
    pub(super) fn part(&self, part: usize) -> impl Iterator<Item = &Row> {
        self.replications.iter().map(move |rows| &rows[part])
    }

    /// Means over replications of one part.
    pub(super) fn mean(&self, part: usize) -> Row {
        let mut sum = Row::default();
        let count = self.replications.len() as f64;
        for row in self.part(part) {
            sum.teu += row.teu / count;
            sum.calls += row.calls / count;
            sum.wait += row.wait / count;
            sum.stay += row.stay / count;
            sum.occupancy += row.occupancy / count;
            sum.backlog.0 += row.backlog.0 / count;
            sum.backlog.1 += row.backlog.1 / count;
            sum.unserved += row.unserved / count;
        }
        sum
    }

    /// Mean wait over mean time at berth with its 95 % interval: the ratio of the totals, and
    /// what each replication's residual makes of it (delta method).
    pub(super) fn ratio(&self, part: usize) -> Option<(f64, f64, f64)> {
        let mean = self.mean(part);
        if mean.stay <= 0.0 {
            return None;
        }
        let ratio = mean.wait / mean.stay;
        let count = self.replications.len() as f64;
        let squares = self.part(part).map(|row| {
            let residual = (row.wait - ratio * row.stay) / mean.stay;
            residual * residual
        });
        let error = (squares.sum::<f64>() / (count - 1.0) / count).sqrt();
        let freedom = u32::try_from(self.replications.len() - 1).expect("counted in 32 bits");
        let half = student_t_95(freedom) * error;
        Some((ratio, (ratio - half).max(0.0), ratio + half))
    }

    /// Cargo a year over replications.
    pub(super) fn teu(&self, part: usize) -> Summary {
        let values: Vec<f64> = self.part(part).map(|row| row.teu).collect();
        Summary::from_sample(&values).expect("there are replications")
    }

    /// Whether the queue grew over the period: surely by the interval over replications, and by
    /// more than one part in a hundred of the cargo.
    pub(super) fn is_overloaded(&self, part: usize) -> bool {
        let growth: Vec<f64> = (self.part(part))
            .map(|row| row.backlog.1 - row.backlog.0)
            .collect();
        let grew = Summary::from_sample(&growth).is_some_and(|growth| growth.ci95_low > 0.0);
        let mean = self.mean(part);
        grew && mean.unserved > OVERLOAD_SHARE * mean.teu
    }
}

/// Share of the cargo that waits at the end of a period in which the queue grew.
const OVERLOAD_SHARE: f64 = 0.01;

/// Where the measures stand in a replication.
struct Columns {
    teu: usize,
    calls: usize,
    wait: usize,
    stay: usize,
    occupancy: usize,
    backlog_start: usize,
    backlog_end: usize,
    unserved: usize,
    years: f64,
}

impl Columns {
    fn new(bay: &Bay) -> Self {
        let at = |measure: &Measure| measure.place();
        Self {
            teu: at(&measure::THROUGHPUT_TEU),
            calls: at(&measure::VESSEL_CALLS),
            wait: at(&measure::WAIT_HOURS_MEAN),
            stay: at(&measure::TIME_AT_BERTH_HOURS_MEAN),
            occupancy: at(&measure::BERTH_OCCUPANCY),
            backlog_start: at(&measure::BACKLOG_START),
            backlog_end: at(&measure::BACKLOG_END),
            unserved: at(&measure::UNSERVED_TEU),
            years: bay.years(),
        }
    }

    fn rows(&self, found: &Replication) -> Vec<Row> {
        let row = |values: &Vec<Option<f64>>| {
            let value = |at: usize| values[at].unwrap_or(0.0);
            let calls = value(self.calls);
            Row {
                teu: value(self.teu) / self.years,
                calls,
                wait: calls * value(self.wait),
                stay: calls * value(self.stay),
                occupancy: value(self.occupancy),
                backlog: (value(self.backlog_start), value(self.backlog_end)),
                unserved: value(self.unserved) / self.years,
            }
        };
        found.values.iter().map(row).collect()
    }
}
