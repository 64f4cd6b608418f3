//! A study with its disruptions against the same study without them, on common random numbers:
//! what the queue does day by day, and how long it takes until it is gone.
//!
//! Replication `i` of both meets the same vessels, delays, cargo and crane cycles up to the first
//! disruption, and after it wherever the disruption leaves them alike. Recovery is judged in each
//! replication; those that do not recover within the horizon are counted, never dropped.

use crate::engine::SimTime;
use crate::experiment::account::Replication;
use crate::experiment::measure::{self, Measure};
use crate::experiment::numbers::iso;
use crate::experiment::{BatchError, Mode, Pollutant, Runner};
use crate::port::bay::{Day, Occurrence};
use crate::scenario::Scenario;
use crate::statistics::{Intervals, Series, Summary};

/// When a queue counts as recovered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recovery {
    /// More vessels waiting at 08:00 than without the shock, below which it has recovered.
    pub level: f64,
    /// Days in a row that it must stay there.
    pub days: u32,
}

/// What a shock does.
#[derive(Clone, Debug)]
pub struct Shock {
    /// Seed of both scenarios.
    pub seed: u64,
    /// Replications of both.
    pub replications: u32,
    /// Replications that were asked for: more if the study was stopped.
    pub asked: u32,
    /// When the queue counts as recovered.
    pub rule: Recovery,
    /// First day of the shock, by its place in `days`.
    pub begins: usize,
    /// Each measured civil day.
    pub days: Vec<ShockDay>,
    /// Days from the shock's first until recovered, over the replications that recover; `None` if
    /// none does.
    pub recovered_after: Option<Summary>,
    /// Replications that do not recover within the horizon.
    pub unrecovered: u32,
    /// Largest number of vessels more than without the shock that wait at 08:00.
    pub peak: Summary,
    /// Days from the shock's first to that peak.
    pub peak_after: Summary,
    /// Vessel hours waited more than without the shock, sampled at 08:00 of each day.
    pub vessel_hours: Summary,
    /// TEU-days lost: each TEU counts each day by which it is handled later, over the horizon.
    pub teu_days: Summary,
    /// Differences of measures of the bay that tell what a shock costs; where both have a value.
    pub costs: Vec<(&'static Measure, Summary)>,
    /// Balances that did not close, in words; empty unless we have a bug.
    pub open_balances: Vec<String>,
}

/// Vessels waiting at 08:00 of a day.
#[derive(Clone, Debug)]
pub struct ShockDay {
    /// ISO 8601 date.
    pub date: String,
    /// With the shock.
    pub shaken: Summary,
    /// Without it.
    pub calm: Summary,
    /// The difference, pair by pair.
    pub more: Summary,
}

/// What is kept of a pair of replications.
#[derive(Default)]
struct Found {
    days: Vec<[Series; 3]>,
    dates: Vec<Day>,
    recovered_after: Series,
    unrecovered: u32,
    single: [Series; 4],
    costs: Vec<Series>,
    pairs: u32,
    open: Vec<String>,
}

impl Shock {
    /// Runs both scenarios, pair by pair.
    ///
    /// # Errors
    /// [`BatchError`]; [`BatchError::Interrupted`] only if no pair was done.
    ///
    /// # Panics
    /// If no disruption [begins](Self::first_day) in the measured period.
    pub fn run(
        runner: Runner<'_>,
        calm: &Scenario,
        shaken: &Scenario,
        rule: Recovery,
    ) -> Result<Self, BatchError> {
        let begins = Self::first_day(shaken).expect("a shock begins in the measured period");
        let costs: Vec<&'static Measure> = costs().collect();
        let mut found = Found::default();
        let asked = shaken.replications;
        for number in blocks(asked) {
            let both = [calm, shaken].map(|scenario| {
                let (mut all, batch) = (Vec::new(), runner.batch(scenario).seed(shaken.seed));
                let ended = batch.each(number.clone(), runner.progress, |_, one, open| {
                    all.push((one, open));
                    Ok::<(), BatchError>(())
                });
                ended.map(|()| all)
            });
            let [calm, shaken] = match both {
                [Ok(calm), Ok(shaken)] => [calm, shaken],
                [Err(BatchError::Interrupted), _] | [_, Err(BatchError::Interrupted)]
                    if found.pairs > 0 =>
                {
                    break;
                }
                [Err(error), _] | [_, Err(error)] => return Err(error),
            };
            for ((calm, open), (shaken, further)) in calm.into_iter().zip(shaken) {
                found.open.extend(open.into_iter().chain(further));
                found.pair(&calm, &shaken, begins, rule);
                found.cost(&calm, &shaken, &costs);
            }
        }
        Ok(found.finish(shaken, rule, begins, &costs))
    }

    /// The measured day, counted from 0, on which the first dated disruption begins, if any does.
    pub fn first_day(scenario: &Scenario) -> Option<usize> {
        let bay = &scenario.bay;
        let dates = bay.disruptions.iter().filter_map(|of| match of.when {
            Occurrence::Dated(from) => Some(from.max(SimTime::ZERO)),
            Occurrence::Random(_) => None,
        });
        let first = dates.filter(|from| bay.period.has(*from)).min()?;
        Some(bay.days.index_at(first) - bay.days.index_at(bay.period.start))
    }
}

/// Replications that are simulated at a time, so that a study that is stopped has pairs.
fn blocks(asked: u32) -> impl Iterator<Item = std::ops::Range<u32>> {
    let size = 16;
    (0..asked.div_ceil(size)).map(move |block| block * size..asked.min((block + 1) * size))
}

/// What a shock costs beside time.
fn costs() -> impl Iterator<Item = &'static Measure> {
    let plain = [
        &measure::THROUGHPUT_TEU,
        &measure::WAIT_HOURS_MEAN,
        &measure::WAITING_VALUE_USD_DAYS,
    ];
    let at_anchor = [Pollutant::Co2e, Pollutant::Nox, Pollutant::Dpm]
        .into_iter()
        .filter_map(|pollutant| {
            measure::tonnes(pollutant, measure::Where::StacksIn(Mode::Anchorage))
        });
    plain.into_iter().chain(at_anchor)
}

impl Found {
    /// Takes in what a pair says of time.
    fn pair(&mut self, calm: &Replication, shaken: &Replication, begins: usize, rule: Recovery) {
        let waiting = |one: &Replication| -> Vec<f64> {
            let mornings = one.days.iter().filter_map(|day| day.mornings.first());
            mornings.map(|(_, waiting)| *waiting).collect()
        };
        let (calm_waits, shaken_waits) = (waiting(calm), waiting(shaken));
        self.dates = shaken.days.iter().map(|day| day.date).collect();
        self.days.resize_with(shaken_waits.len(), Default::default);
        let mut more = Vec::new();
        for (day, (shaken, calm)) in self
            .days
            .iter_mut()
            .zip(shaken_waits.iter().zip(&calm_waits))
        {
            more.push(shaken - calm);
            for (series, value) in day.iter_mut().zip([*shaken, *calm, shaken - calm]) {
                series.add(value);
            }
        }
        match recovered_after(&more[begins.min(more.len())..], rule) {
            Some(days) => self.recovered_after.add(f64::from(days)),
            None => self.unrecovered += 1,
        }
        let (mut peak, mut peak_after) = (0.0, 0);
        for (after, more) in (0_u32..).zip(&more[begins.min(more.len())..]) {
            if *more > peak {
                (peak, peak_after) = (*more, after);
            }
        }
        let teu = |one: &Replication, day: usize| one.days[day].port_teu.iter().sum::<f64>();
        let (mut behind, mut teu_days) = (0.0, 0.0);
        for day in 0..calm.days.len().min(shaken.days.len()) {
            behind += teu(calm, day) - teu(shaken, day);
            teu_days += behind;
        }
        let vessel_hours = 24.0 * more.iter().sum::<f64>();
        let single = [peak, f64::from(peak_after), vessel_hours, teu_days];
        for (series, value) in self.single.iter_mut().zip(single) {
            series.add(value);
        }
        self.pairs += 1;
    }

    /// Takes in what a pair says of costs.
    fn cost(&mut self, calm: &Replication, shaken: &Replication, costs: &[&'static Measure]) {
        self.costs.resize_with(costs.len(), Default::default);
        for (series, measure) in self.costs.iter_mut().zip(costs) {
            let place = measure.place();
            if let (Some(calm), Some(shaken)) = (
                calm.figures[0][place].value(),
                shaken.figures[0][place].value(),
            ) {
                series.add(shaken - calm);
            }
        }
    }

    fn finish(
        self,
        of: &Scenario,
        rule: Recovery,
        begins: usize,
        costs: &[&'static Measure],
    ) -> Shock {
        let mut intervals = Intervals::default();
        let mut summary = |mut series: Series| series.summary(&mut intervals);
        let days = self.days.into_iter().zip(&self.dates);
        let days = days.filter_map(|([shaken, calm, more], date)| {
            Some(ShockDay {
                date: iso(*date),
                shaken: summary(shaken)?,
                calm: summary(calm)?,
                more: summary(more)?,
            })
        });
        let days = days.collect();
        let single = self
            .single
            .map(|series| summary(series).unwrap_or(Summary::UNDEFINED));
        let [peak, peak_after, vessel_hours, teu_days] = single;
        let costs = costs.iter().copied().zip(self.costs);
        Shock {
            seed: of.seed,
            replications: self.pairs,
            asked: of.replications,
            rule,
            begins,
            days,
            recovered_after: summary(self.recovered_after),
            unrecovered: self.unrecovered,
            peak,
            peak_after,
            vessel_hours,
            teu_days,
            costs: costs
                .filter_map(|(measure, series)| Some((measure, summary(series)?)))
                .collect(),
            open_balances: self.open,
        }
    }
}

/// The first day, counted from the shock's own, from which the queue stays below the level for the
/// days of the rule, after it first reached the level; 0 where it never does, `None` where it does
/// not come back within the horizon.
fn recovered_after(more: &[f64], rule: Recovery) -> Option<u32> {
    let Some(reached) = more.iter().position(|more| *more >= rule.level) else {
        return Some(0);
    };
    let mut calm = 0;
    for (day, more) in (0_u32..).zip(more).skip(reached) {
        calm = if *more < rule.level { calm + 1 } else { 0 };
        if calm == rule.days {
            return Some(day + 1 - rule.days);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_is_the_first_of_enough_calm_days_after_the_queue_rose() {
        let rule = Recovery {
            level: 1.0,
            days: 3,
        };
        let after = |more: &[f64]| recovered_after(more, rule);
        assert_eq!(after(&[0.0, 0.0, 0.0, 0.0]), Some(0), "never rose");
        let late = [0.0, 0.0, 0.0, 2.0, 4.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(after(&late), Some(5), "calm before it rose does not count");
        let relapse = [3.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0];
        assert_eq!(after(&relapse), Some(4), "a relapse begins the count anew");
        assert_eq!(
            after(&[3.0, 0.0, 0.0]),
            None,
            "two calm days at the end are too few"
        );
        assert_eq!(after(&[]), Some(0));
    }
}
