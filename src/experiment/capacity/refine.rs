//! Answer and interval off a few loads around a guess.
//!
//! The answer is read off five loads 3 % apart by [`crossing`]; where it lies below or above them
//! they are moved. Where its interval does not end between them, it is read off loads 6 % apart, and
//! then more loads are run further and further out, and the ends alone are looked for there, by
//! [`widened`].
//!
//! Where each terminal is filled to its own level, its load against the others' comes first (see
//! [`fill`](super::fill)); *the* load is then a factor of all of them, and the excess is the sum
//! of the terminals', each divided by how far it rises with a TEU of its own.

use crate::experiment::capacity::answer::Estimate;
use crate::experiment::capacity::error::CapacityError;
use crate::experiment::capacity::sample::{Observed, Sample};
use crate::experiment::capacity::search::Search;
use crate::experiment::capacity::site::Site;
use crate::statistics::{Crossing, Search as Outcome, Summary, Told, crossing, quantile, widened};

/// Distance of the loads around the answer, against the load in their middle.
const SPACING: f64 = 0.03;
/// Widest distance of those that one polynomial follows.
const SMOOTHED: f64 = 0.06;
/// Widest distance of those that the interval is looked for on.
const WIDEST: f64 = 0.24;
/// Times that the loads are moved.
const MOST_ROUNDS: u32 = 12;

impl Search<'_> {
    /// The answer, looked for from `start` on, the loads of all groups.
    pub(super) fn find(&mut self, start: &[f64]) -> Result<Estimate, CapacityError> {
        let guess = if self.question.site == Site::EachTerminal {
            self.ray = self.fill(start)?;
            1.0
        } else {
            let (low, high) = self.bracket(start[0])?;
            (low * high).sqrt()
        };
        let crossing = self.refine(guess)?;
        Ok(self.estimate(crossing))
    }

    /// Answer and interval from all replications around a load.
    fn refine(&mut self, start: f64) -> Result<Crossing, CapacityError> {
        let mut middle = start;
        let all = vec![true; self.groups.len()];
        for _ in 0..MOST_ROUNDS {
            self.around = self.grid(middle, SPACING)?;
            self.widest = self.around;
            if self.groups.len() > 1 {
                self.weights = self.rises(middle).iter().map(|rise| 1.0 / rise).collect();
            }
            match self.read(&all) {
                Outcome::Below => middle = self.around.0,
                Outcome::Above => middle = self.around.1,
                Outcome::Found(found) => return self.widen(found, middle, &all),
            }
            if !self.is_in_reach(&self.loads(middle)) {
                return Err(self.out_of_reach(false));
            }
        }
        Err(self.out_of_reach(true))
    }

    /// The answer with loads further and further out until its interval ends between them; it is
    /// read again off the first of them, if it stays near, and then stays where it is.
    fn widen(
        &mut self,
        mut found: Crossing,
        middle: f64,
        all: &[bool],
    ) -> Result<Crossing, CapacityError> {
        let mut spacing = SPACING;
        while found.closed != (true, true) && 2.0 * spacing <= WIDEST {
            spacing *= 2.0;
            self.widest = self.grid(middle, spacing)?;
            let (loads, each) = self.curves(self.widest, all);
            if spacing <= SMOOTHED
                && let Outcome::Found(again) = crossing(&loads, &each)
                && again.load > self.around.0
                && again.load < self.around.1
            {
                self.around = self.widest;
                found = again;
            } else {
                found = widened(found, &loads, &each);
            }
        }
        Ok(found)
    }

    /// Runs loads around another, as far as services can bring them; the outermost two, whether
    /// they could be run or not.
    fn grid(&mut self, middle: f64, spacing: f64) -> Result<(f64, f64), CapacityError> {
        let at = |step: i32| middle * (1.0 + spacing * f64::from(step));
        for load in (-2..=2).map(at) {
            if self.is_in_reach(&self.loads(load)) {
                self.whole(load)?;
            }
        }
        Ok((at(-2), at(2)))
    }

    /// How far each group's excess rises with one TEU of its own, in hours, as all loads rise
    /// together: between the loads next to this one but one.
    ///
    /// A wait that rose no faster than the time at berth would never come to the level; one that
    /// by chance seems to is taken to grow with the square of the cargo.
    fn rises(&self, load: f64) -> Vec<f64> {
        let points: Vec<(f64, &Sample)> = self.samples().collect();
        let above = points.partition_point(|(at, _)| *at <= load);
        let low = points[above.saturating_sub(2)].1;
        let high = points[(above + 1).min(points.len() - 1)].1;
        let level = self.question.level;
        let rise = |group: &usize| {
            let (low, high) = (low.mean(*group), high.mean(*group));
            let rise = (high.excess(level) - low.excess(level)) / (high.teu - low.teu);
            rise.max(level * high.stay / high.teu)
        };
        self.groups.iter().map(rise).collect()
    }

    /// The crossing of some of the groups where the answer of all of them was read.
    pub(super) fn read(&self, chosen: &[bool]) -> Outcome {
        let (loads, each) = self.curves(self.around, chosen);
        match crossing(&loads, &each) {
            Outcome::Found(found) if self.widest != self.around => {
                let (loads, each) = self.curves(self.widest, chosen);
                Outcome::Found(widened(found, &loads, &each))
            }
            outcome => outcome,
        }
    }

    /// All whole samples between two loads, and excess and cargo of the chosen groups there in
    /// each replication.
    fn curves(&self, (from, to): (f64, f64), chosen: &[bool]) -> (Vec<f64>, Vec<Told>) {
        let slack = 1e-9 * to;
        let within = |load: f64| load >= from - slack && load <= to + slack;
        let samples: Vec<_> = self.samples().filter(|(load, _)| within(*load)).collect();
        let groups = self.groups.iter().zip(&self.weights).zip(chosen);
        let groups: Vec<_> = groups.filter(|(_, chosen)| **chosen).collect();
        let level = self.question.level;
        let curve = |replication: u32| {
            let sum = |of: &dyn Fn(&Observed, f64) -> f64| -> Vec<f64> {
                let sum_at = |(_, sample): &(f64, &Sample)| -> f64 {
                    let parts = &sample.replications[replication as usize];
                    let each = groups.iter();
                    each.map(|((group, weight), _)| of(&parts[**group], **weight))
                        .sum()
                };
                samples.iter().map(sum_at).collect()
            };
            Told {
                excess: sum(&|one, weight| weight * one.excess(level)),
                carried: sum(&|one, _| one.teu),
            }
        };
        let loads = samples.iter().map(|(load, _)| *load).collect();
        (loads, (0..self.question.replications).map(curve).collect())
    }

    /// A crossing as an estimate: with how far single replications lie, and what it rests on.
    pub(super) fn estimate(&self, crossing: Crossing) -> Estimate {
        let mut sorted = crossing.by_replication.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |p: f64| quantile(&sorted, p).unwrap_or(crossing.carried);
        let teu_per_year = Summary {
            mean: crossing.carried,
            ci95_low: crossing.ci95.0,
            ci95_high: crossing.ci95.1,
            p05: at(0.05),
            p50: at(0.5),
            p95: at(0.95),
            n: sorted.len() as u64,
        };
        Estimate {
            teu_per_year,
            load: crossing.load,
            interval_closed_below: crossing.closed.0,
            interval_closed_above: crossing.closed.1,
            loads: self.loads(crossing.load),
            rises: self.rises(crossing.load),
            by_replication: crossing.by_replication,
        }
    }
}
