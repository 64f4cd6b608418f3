//! The cells of a sweep, from its order to its report; `merge` reads their replications instead.

use crate::experiment::measure::{self, Measure};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cli::ending::Fault;
use crate::cli::scenarios::share_warm_up;
use crate::cli::task::Task;
use crate::experiment::sweep::{Order, Plan, Sweep, SweepCell, cell};
use crate::experiment::{BatchError, Runner};
use crate::report::{self, SweepShown, Written};
use crate::scenario::{Scenario, ScenarioError};

/// Measures charted unless others are asked for.
const USUAL: [&Measure; 3] = [
    &measure::WAIT_TO_SERVICE_RATIO,
    &measure::THROUGHPUT_TEU,
    &measure::NOX_TONNES,
];

/// A sweep whose scenarios are all checked.
#[derive(Clone, Debug)]
pub(crate) struct SweepTask {
    order: Order,
    plan: Plan,
    /// The scenario as it is, and that of every cell.
    pub(crate) scenarios: Vec<Scenario>,
}

/// What a part of a sweep says it is of.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Study {
    pub(crate) order: Order,
    /// The effective scenario, as TOML.
    pub(crate) scenario: String,
}

impl SweepTask {
    /// The sweep of a plan; `load` loads the scenario with settings more.
    ///
    /// # Errors
    /// The first of `load`: every cell is checked before any is run.
    pub(crate) fn new(
        order: Order,
        plan: Plan,
        base: Scenario,
        load: impl Fn(&[String]) -> Result<Scenario, ScenarioError>,
    ) -> Result<Self, ScenarioError> {
        let mut scenarios = vec![base];
        let mut settings = vec![Vec::new()];
        for of_cell in plan.settings() {
            scenarios.push(load(&of_cell)?);
            settings.push(of_cell);
        }
        share_warm_up(&mut scenarios, |index, warm_up| {
            load(&[settings[index].as_slice(), &[warm_up]].concat())
        })?;
        Ok(Self {
            order,
            plan,
            scenarios,
        })
    }

    /// The scenario as it is.
    pub(crate) fn base(&self) -> &Scenario {
        &self.scenarios[0]
    }

    /// The scenario of every cell.
    pub(crate) fn cells(&self) -> &[Scenario] {
        &self.scenarios[1..]
    }

    /// Name of its folder.
    pub(crate) fn name(&self) -> String {
        format!("sweep_{}", self.base().name)
    }

    /// The sweep in words that [`Study`] reads.
    pub(crate) fn study(&self) -> String {
        let study = Study {
            order: self.order.clone(),
            scenario: self.base().effective.clone(),
        };
        serde_json::to_string(&study).expect("an order is text and numbers")
    }

    /// What of the cells found is shown.
    fn shown(&self, found: &Sweep) -> SweepShown<'_> {
        let points = found.cells.len().min(self.plan.points.len());
        SweepShown {
            of: &self.order.of,
            measures: self.measures(),
            ranges: &self.plan.ranges,
            points: &self.plan.points[..points],
            again: self.again(),
        }
    }

    /// The measures to chart.
    fn measures(&self) -> Vec<&'static Measure> {
        match &self.order.measures[..] {
            [] => USUAL.to_vec(),
            asked => asked.to_vec(),
        }
    }

    /// The command that makes the folder again, typed within it.
    fn again(&self) -> String {
        let order = &self.order;
        let mut words = vec![format!(
            "sanpedro sweep scenarios/{}.toml",
            self.base().name
        )];
        words.extend(order.vary.iter().map(|vary| format!("--vary '{vary}'")));
        let count = |name: &str, count: Option<u32>| count.map(|count| format!("--{name} {count}"));
        words.extend(count("latin-hypercube", order.latin_hypercube));
        words.extend(count("morris", order.morris));
        if !order.measures.is_empty() {
            let names: Vec<&str> = order.measures.iter().map(|of| of.name).collect();
            words.push(format!("--measures {}", names.join(",")));
        }
        words.push(format!("--of {}", order.of));
        words.extend(order.seed.map(|seed| format!("--seed {seed}")));
        words.join(" ")
    }
}

impl Task for SweepTask {
    type Found = Sweep;

    const NOTHING_YET: &'static str = "no cell was done";

    fn replications(&self) -> Option<u32> {
        let cells = u32::try_from(self.cells().len()).unwrap_or(u32::MAX);
        Some(self.base().replications.saturating_mul(cells))
    }

    /// Runs the cells one after the other.
    fn simulate(&self, runner: Runner<'_>, _: &Path) -> Result<Sweep, Fault> {
        let mut found: Vec<SweepCell> = Vec::new();
        for (scenario, values) in self.cells().iter().zip(&self.plan.cells) {
            match cell(scenario, values.clone(), runner) {
                Err(BatchError::Interrupted) => break,
                done => found.push(done?),
            }
        }
        found.truncate(self.plan.whole(found.len()));
        if found.is_empty() {
            return Err(BatchError::Interrupted.into());
        }
        Ok(self.plan.found(self.base(), found))
    }

    fn write(&self, found: &mut Sweep, out: &Path) -> Result<Written, Fault> {
        let shown = self.shown(found);
        Ok(report::write_sweep(found, &shown, self.base(), out)?)
    }

    fn summary(&self, found: &Sweep, written: &Written) -> Result<String, Fault> {
        let shown = self.shown(found);
        Ok(report::sweep_summary(found, &shown, Some(&written.page)))
    }

    fn unfinished(&self, found: &Sweep) -> Option<String> {
        let (done, asked) = (found.cells.len(), found.asked);
        (done < asked).then(|| format!("{done} of {asked} cells, of which the report tells"))
    }

    fn open_balances<'a>(&self, found: &'a Sweep) -> Vec<&'a String> {
        let cells = found.cells.iter();
        cells.flat_map(|cell| &cell.open_balances).collect()
    }
}
