//! What replications at one load say of waiting and throughput.

use crate::experiment::account::Replication;
use crate::experiment::batch::BatchError;
use crate::experiment::capacity::answer::{CurvePoint, Interval};
use crate::experiment::measure;
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;
use crate::statistics::{Summary, student_t_95};

/// Share of the cargo that waits at the end of a period in which the queue grew.
const OVERLOAD_SHARE: f64 = 0.01;

/// What one replication shows of one part of the complex.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Observed {
    /// Cargo a year, in TEU.
    pub(super) teu: f64,
    /// Sum of waits of the calls departed, in hours.
    pub(super) wait: f64,
    /// Sum of their times at berth, in hours.
    pub(super) stay: f64,
    /// Vessel hours at berth over nominal berths and hours.
    pub(super) occupancy: f64,
    /// Vessels that wait at the beginning.
    pub(super) backlog_start: f64,
    /// Vessels that wait at the end.
    pub(super) backlog_end: f64,
    /// Cargo that waits at the end, in TEU a year.
    pub(super) unserved: f64,
}

impl Observed {
    /// Mean wait over mean time at berth; zero where nobody berths.
    pub(super) fn ratio(&self) -> f64 {
        if self.stay > 0.0 {
            self.wait / self.stay
        } else {
            0.0
        }
    }

    /// Logarithm of the ratio over a level, and of `least` where it is smaller: nobody may wait.
    pub(super) fn log_ratio(&self, level: f64, least: f64) -> f64 {
        libm::log((self.ratio() / level).max(least))
    }

    /// Hours that vessels waited beyond a level.
    pub(super) fn excess(&self, level: f64) -> f64 {
        self.wait - level * self.stay
    }
}

/// Replications at one load, in the order of their numbers: bay, ports, terminals of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample {
    pub(super) replications: Vec<Vec<Observed>>,
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
        let missing = have..count.max(have);
        let observe = observer(scenario.bay.years());
        let batch = runner.batch(scenario);
        batch.each(missing, runner.progress, |_, found, balances| {
            self.replications.push(observe(&found));
            self.open_balances.extend(balances);
            Ok(())
        })
    }

    /// One part of the complex over replications.
    pub(super) fn part(&self, part: usize) -> impl Iterator<Item = &Observed> {
        self.replications.iter().map(move |parts| &parts[part])
    }

    /// Means over replications of one part.
    pub(super) fn mean(&self, part: usize) -> Observed {
        let mut sum = Observed::default();
        let count = self.replications.len() as f64;
        for one in self.part(part) {
            sum.teu += one.teu / count;
            sum.wait += one.wait / count;
            sum.stay += one.stay / count;
            sum.occupancy += one.occupancy / count;
            sum.backlog_start += one.backlog_start / count;
            sum.backlog_end += one.backlog_end / count;
            sum.unserved += one.unserved / count;
        }
        sum
    }

    /// Mean wait over mean time at berth with its 95 % interval: the ratio of the totals, and
    /// what each replication's residual makes of it (delta method).
    pub(super) fn ratio(&self, part: usize) -> Option<Interval> {
        let mean = self.mean(part);
        if mean.stay <= 0.0 {
            return None;
        }
        let ratio = mean.ratio();
        let count = self.replications.len() as f64;
        let squares = self.part(part).map(|one| {
            let residual = one.excess(ratio) / mean.stay;
            residual * residual
        });
        let error = (squares.sum::<f64>() / (count - 1.0) / count).sqrt();
        let freedom = u32::try_from(self.replications.len() - 1).expect("counted in 32 bits");
        let half = student_t_95(freedom) * error;
        Some(Interval {
            mean: ratio,
            ci95_low: (ratio - half).max(0.0),
            ci95_high: ratio + half,
        })
    }

    /// Cargo a year over replications.
    pub(super) fn teu(&self, part: usize) -> Summary {
        let values: Vec<f64> = self.part(part).map(|one| one.teu).collect();
        Summary::from_sample(&values).expect("there are replications")
    }

    /// The point of a curve at a load, where anybody berths.
    pub(super) fn point(&self, load: f64, part: usize) -> Option<CurvePoint> {
        let mean = self.mean(part);
        Some(CurvePoint {
            load,
            teu_per_year: self.teu(part),
            wait_to_service_ratio: self.ratio(part)?,
            berth_occupancy: mean.occupancy,
            stationary: !self.is_overloaded(part),
            backlog_start: mean.backlog_start,
            backlog_end: mean.backlog_end,
            unserved_teu_per_year: mean.unserved,
        })
    }

    /// Whether the queue grew over the period: surely by the interval over replications, and by
    /// more than one part in a hundred of the cargo.
    fn is_overloaded(&self, part: usize) -> bool {
        let growth = self
            .part(part)
            .map(|one| one.backlog_end - one.backlog_start);
        let growth = Summary::from_sample(&growth.collect::<Vec<f64>>());
        let mean = self.mean(part);
        growth.is_some_and(|growth| growth.ci95_low > 0.0)
            && mean.unserved > OVERLOAD_SHARE * mean.teu
    }
}

/// Reads what a replication of so many years shows of every part of the complex.
fn observer(years: f64) -> impl Fn(&Replication) -> Vec<Observed> {
    let columns = [
        &measure::THROUGHPUT_TEU,
        &measure::VESSEL_CALLS,
        &measure::WAIT_HOURS_DEPARTED_MEAN,
        &measure::TIME_AT_BERTH_HOURS_MEAN,
        &measure::BERTH_OCCUPANCY,
        &measure::BACKLOG_START,
        &measure::BACKLOG_END,
        &measure::UNSERVED_TEU,
    ];
    let columns = columns.map(measure::Measure::place);
    let observed = move |values: &Vec<Option<f64>>| {
        let [
            teu,
            calls,
            wait,
            stay,
            occupancy,
            backlog_start,
            backlog_end,
            unserved,
        ] = columns.map(|column| values[column].unwrap_or(0.0));
        Observed {
            teu: teu / years,
            wait: calls * wait,
            stay: calls * stay,
            occupancy,
            backlog_start,
            backlog_end,
            unserved: unserved / years,
        }
    };
    move |found| found.values().iter().map(observed).collect()
}
