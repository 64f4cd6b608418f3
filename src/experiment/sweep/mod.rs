//! Sweeps: a scenario at many settings of a few keys, on common random numbers.
//!
//! An [`Order`] is what was asked for, its [`Plan`] the settings, cell by cell: a full grid of
//! listed values, a Latin hypercube over ranges, or Morris' trajectories (see
//! [`sensitivity`](crate::experiment::sensitivity)). Whoever has a scenario for each cell runs
//! them with [`cell`]; every cell is one batch with the same seed and replications.

mod axis;
mod design;
mod plan;

use crate::experiment::batch::BatchError;
use crate::experiment::measure::Measure;
use crate::experiment::results::Scope;
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;

pub use axis::{Axis, Range, number_of};
pub(in crate::experiment) use design::shuffled;
pub use design::{grid, latin_hypercube};
pub use plan::{Order, Plan, PlanError};

/// One setting of all keys and what was found.
#[derive(Clone, Debug)]
pub struct SweepCell {
    /// Values as written in the scenario, in the order of the keys.
    pub values: Vec<String>,
    /// The bay, ports and terminals with all their measures.
    pub scopes: Vec<Scope>,
    /// Balances that did not close, in words; empty unless we have a bug.
    pub open_balances: Vec<String>,
}

/// Everything a sweep found.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// Name of the scenario.
    pub scenario: String,
    /// The question it asks.
    pub question: String,
    /// Seed of every cell.
    pub seed: u64,
    /// Replications of every cell.
    pub replications: u32,
    /// Keys, in the order given.
    pub keys: Vec<String>,
    /// How the settings were chosen.
    pub design: Design,
    /// Cells of the whole design: more than there are if the sweep was interrupted.
    pub asked: usize,
    /// Cells in the order of the design.
    pub cells: Vec<SweepCell>,
}

/// How settings were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Every combination of the listed values.
    Grid,
    /// A Latin hypercube over the ranges.
    LatinHypercube,
    /// This many trajectories of Morris over the ranges.
    Morris(u32),
}

impl SweepCell {
    /// The value of a measure of a part of the complex, by its id.
    pub fn get(&self, of: &str, measure: &Measure) -> Option<&crate::statistics::Summary> {
        let scope = self.scopes.iter().find(|scope| scope.id == of)?;
        scope.get(measure)
    }
}

/// Runs one cell.
///
/// # Errors
/// [`BatchError`] if its batch does not end.
pub fn cell(
    scenario: &Scenario,
    values: Vec<String>,
    runner: Runner<'_>,
) -> Result<SweepCell, BatchError> {
    let results = runner.batch(scenario).run(runner.progress)?;
    let mut scopes = vec![results.bay];
    scopes.extend(results.ports);
    scopes.extend(results.terminals);
    Ok(SweepCell {
        values,
        scopes,
        open_balances: results.open_balances,
    })
}
