//! Answer and interval off a few loads around a guess.
//!
//! The answer is read off five loads 3 % apart by [`crossing`]; where it lies below or above them
//! they are moved. Where its interval does not end between them, it is read off loads 6 % apart, and
//! then more loads are run further and further out, and the ends alone are looked for there, by
//! [`widened`].

use crate::experiment::capacity::CapacityError;
use crate::experiment::capacity::sample::{Row, Sample};
use crate::experiment::capacity::search::Search;
use crate::statistics::{Crossing, Search as Outcome, Told, crossing, widened};

/// Distance of the loads around the answer, against the load in their middle.
const SPACING: f64 = 0.03;
/// Widest distance of those that one polynomial follows.
const SMOOTHED: f64 = 0.06;
/// Widest distance of those that the interval is looked for on.
const WIDEST: f64 = 0.24;
/// Times that the loads are moved.
const MOST_ROUNDS: u32 = 12;

impl Search<'_> {
    /// Answer and interval from all replications around a load.
    pub(super) fn refine(&mut self, start: f64) -> Result<Crossing, CapacityError> {
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
            if spacing <= SMOOTHED
                && let Outcome::Found(again) = self.cross(self.widest, all)
                && again.load > self.around.0
                && again.load < self.around.1
            {
                self.around = self.widest;
                found = again;
                continue;
            }
            let (loads, told) = self.told(self.widest, all);
            found = widened(found, &loads, &told);
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
    pub(super) fn rises(&self, load: f64) -> Vec<f64> {
        let points: Vec<(f64, &Sample)> = self.samples().collect();
        let above = points.partition_point(|(at, _)| *at <= load);
        let low = points[above.saturating_sub(2)].1;
        let high = points[(above + 1).min(points.len() - 1)].1;
        let groups = self.groups.iter();
        groups
            .map(|group| {
                let (low, high) = (low.mean(*group), high.mean(*group));
                let rise = (self.excess(&high) - self.excess(&low)) / (high.teu - low.teu);
                rise.max(self.question.level * high.stay / high.teu)
            })
            .collect()
    }

    /// The crossing of some of the groups where the answer of all of them was read.
    pub(super) fn read(&self, chosen: &[bool]) -> Outcome {
        match self.cross(self.around, chosen) {
            Outcome::Found(found) if self.widest != self.around => {
                let (loads, told) = self.told(self.widest, chosen);
                Outcome::Found(widened(found, &loads, &told))
            }
            outcome => outcome,
        }
    }

    /// The crossing of some of the groups between two loads.
    fn cross(&self, between: (f64, f64), chosen: &[bool]) -> Outcome {
        let (loads, told) = self.told(between, chosen);
        crossing(&loads, &told)
    }

    /// All whole samples between two loads, and what each replication tells there of the chosen
    /// groups.
    fn told(&self, (from, to): (f64, f64), chosen: &[bool]) -> (Vec<f64>, Vec<Told>) {
        let slack = 1e-9 * to;
        let within = |load: f64| load >= from - slack && load <= to + slack;
        let samples: Vec<_> = self.samples().filter(|(load, _)| within(*load)).collect();
        let loads = samples.iter().map(|(load, _)| *load).collect();
        let groups = self.groups.iter().zip(&self.weights).zip(chosen);
        let groups: Vec<(usize, f64)> = groups
            .filter_map(|((group, weight), chosen)| chosen.then_some((*group, *weight)))
            .collect();
        let excess = |rows: &[Row]| -> f64 {
            let each = groups.iter();
            each.map(|(group, weight)| weight * self.excess(&rows[*group]))
                .sum()
        };
        let carried =
            |rows: &[Row]| -> f64 { groups.iter().map(|(group, _)| rows[*group].teu).sum() };
        let told = |replication: u32| {
            let at = |of: &dyn Fn(&[Row]) -> f64| {
                let samples = samples.iter();
                samples
                    .map(|(_, sample)| of(&sample.replications[replication as usize]))
                    .collect()
            };
            Told {
                excess: at(&excess),
                carried: at(&carried),
            }
        };
        (loads, (0..self.question.replications).map(told).collect())
    }
}
