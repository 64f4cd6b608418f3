//! From what was asked for to the settings of every cell.

use serde::{Deserialize, Serialize};

use super::axis::{Axis, Range};
use super::design::{grid, latin_hypercube};
use super::{Design, Sweep, SweepCell};
use crate::experiment::measure::Measure;
use crate::experiment::sensitivity::{Point, settings, trajectories};
use crate::scenario::Scenario;

/// Most cells of one sweep.
const MOST_CELLS: usize = 10_000;

/// A sweep as it was asked for, apart from its scenario.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Order {
    /// Keys with their values, or their range.
    pub vary: Vec<String>,
    /// Cells of a Latin hypercube over the ranges.
    pub latin_hypercube: Option<u32>,
    /// Trajectories of Morris over the ranges.
    pub morris: Option<u32>,
    /// Seed that was asked for; of the design 1 without.
    pub seed: Option<u64>,
    /// Measures to chart; the usual ones if none.
    pub measures: Vec<&'static Measure>,
    /// Part to chart.
    pub of: String,
}

/// What is to be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Keys, in the order given.
    pub keys: Vec<String>,
    /// How the settings were chosen.
    pub design: Design,
    /// Ranges of the keys; empty of a grid.
    pub ranges: Vec<Range>,
    /// Points of Morris' trajectories; empty of other designs.
    pub points: Vec<Point>,
    /// Values of the keys, cell by cell.
    pub cells: Vec<Vec<String>>,
}

/// Why an order is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A range was expected.
    #[error("`{0}` is no range; expected such as `demand.los_angeles.growth=1..3 %/yr`")]
    NoRange(String),
    /// A list of values was expected.
    #[error(
        "`{0}` lists no values; expected such as `terminal.pier_t.policy=best_fit,first_come` \
         (ranges go with --latin-hypercube or --morris)"
    )]
    NoValues(String),
    /// A key has two lists or ranges.
    #[error("the key `{0}` is varied twice")]
    Twice(String),
    /// The design is larger than any that makes sense.
    #[error("the design has {0} cells, at most {MOST_CELLS}")]
    TooMany(usize),
}

impl Order {
    /// The settings of every cell.
    ///
    /// # Errors
    /// [`PlanError`], if keys and values are not as the design wants them.
    pub fn plan(&self) -> Result<Plan, PlanError> {
        let plan = if self.latin_hypercube.is_none() && self.morris.is_none() {
            self.grid()?
        } else {
            self.over_ranges()?
        };
        for (index, key) in plan.keys.iter().enumerate() {
            if plan.keys[..index].contains(key) {
                return Err(PlanError::Twice(key.clone()));
            }
        }
        match plan.cells.len() {
            count if count > MOST_CELLS => Err(PlanError::TooMany(count)),
            _ => Ok(plan),
        }
    }

    fn grid(&self) -> Result<Plan, PlanError> {
        let axis = |text: &String| {
            let listed = |axis: &Axis| !axis.values.iter().any(|value| value.contains(".."));
            let axis = Axis::parse(text).filter(listed);
            axis.ok_or_else(|| PlanError::NoValues(text.clone()))
        };
        let axes: Vec<Axis> = self.vary.iter().map(axis).collect::<Result<_, _>>()?;
        Ok(Plan {
            keys: axes.iter().map(|axis| axis.key.clone()).collect(),
            design: Design::Grid,
            ranges: Vec::new(),
            points: Vec::new(),
            cells: grid(&axes),
        })
    }

    fn over_ranges(&self) -> Result<Plan, PlanError> {
        let range =
            |text: &String| Range::parse(text).ok_or_else(|| PlanError::NoRange(text.clone()));
        let ranges: Vec<Range> = self.vary.iter().map(range).collect::<Result<_, _>>()?;
        let seed = self.seed.unwrap_or(1);
        let (design, points, cells) = if let Some(count) = self.latin_hypercube {
            let cells = latin_hypercube(&ranges, count, seed);
            (Design::LatinHypercube, Vec::new(), cells)
        } else {
            let count = self.morris.unwrap_or(2);
            let points = trajectories(ranges.len(), count, seed);
            let cells = points.iter().map(|point| settings(&ranges, point));
            (Design::Morris(count), points.clone(), cells.collect())
        };
        Ok(Plan {
            keys: ranges.iter().map(|range| range.key.clone()).collect(),
            design,
            ranges,
            points,
            cells,
        })
    }
}

impl Plan {
    /// What is set in the scenario of each cell, such as `terminal.pier_t.policy=best_fit`.
    pub fn settings(&self) -> impl Iterator<Item = Vec<String>> {
        let pair = |(key, value): (&String, &String)| format!("{key}={value}");
        let of_cell = move |values: &Vec<String>| self.keys.iter().zip(values).map(pair).collect();
        self.cells.iter().map(of_cell)
    }

    /// How many of the first cells make a report of the design: all, or those of whole trajectories.
    pub fn whole(&self, done: usize) -> usize {
        match self.design {
            Design::Grid | Design::LatinHypercube => done,
            Design::Morris(_) => done - done % (self.keys.len() + 1),
        }
    }

    /// What these first cells found.
    pub fn found(&self, base: &Scenario, cells: Vec<SweepCell>) -> Sweep {
        Sweep {
            scenario: base.name.clone(),
            question: base.question.clone(),
            seed: base.seed,
            replications: base.replications,
            keys: self.keys.clone(),
            design: self.design,
            asked: self.cells.len(),
            cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(vary: &[&str]) -> Order {
        Order {
            vary: vary.iter().map(ToString::to_string).collect(),
            latin_hypercube: None,
            morris: None,
            seed: None,
            measures: Vec::new(),
            of: "bay".to_owned(),
        }
    }

    #[test]
    fn an_order_is_the_same_plan_wherever_it_is_read() {
        let morris = Order {
            morris: Some(3),
            ..order(&["a=1..2 h", "b=3..4"])
        };
        let text = serde_json::to_string(&morris).unwrap();
        let plan = morris.plan().unwrap();
        assert_eq!(
            serde_json::from_str::<Order>(&text).unwrap().plan(),
            Ok(plan.clone())
        );
        assert_eq!(plan.cells.len(), 9);
        assert_eq!(
            [0, 2, 3, 8, 9].map(|done| plan.whole(done)),
            [0, 0, 3, 6, 9]
        );
        let settings = plan.settings().next().unwrap();
        assert!(settings[0].starts_with("a=") && settings[1].starts_with("b="));
    }

    #[test]
    fn what_cannot_be_planned_is_told() {
        assert_eq!(
            order(&["a=1,2", "a=3"]).plan(),
            Err(PlanError::Twice("a".to_owned()))
        );
        let many = format!("a={}", vec!["1"; MOST_CELLS + 1].join(","));
        assert_eq!(
            order(&[&many]).plan(),
            Err(PlanError::TooMany(MOST_CELLS + 1))
        );
        assert!(order(&["a=1..2"]).plan().is_err());
    }
}
