//! A sweep from its order to its report: what `sweep` and `merge` have in common.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cli::{Ending, output};
use crate::experiment::sweep::{Cell, Order, Plan, Sweep, cell};
use crate::experiment::{BatchError, Runner};
use crate::report;
use crate::scenario::Scenario;

/// Measures charted unless others are asked for.
const USUAL: [&str; 3] = ["wait_to_service_ratio", "throughput_teu", "nox_tonnes"];

/// A sweep whose scenarios are all checked.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) order: Order,
    pub(crate) plan: Plan,
    /// The scenario as it is.
    pub(crate) base: Scenario,
    /// That of every cell.
    pub(crate) cells: Vec<Scenario>,
}

/// What a part of a sweep says it is of.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Study {
    pub(crate) order: Order,
    /// The effective scenario, as TOML.
    pub(crate) scenario: String,
}

impl Task {
    /// The sweep in words that [`Study`] reads.
    pub(crate) fn study(&self) -> String {
        let study = Study {
            order: self.order.clone(),
            scenario: self.base.effective.clone(),
        };
        serde_json::to_string(&study).expect("an order is text and numbers")
    }

    /// Runs the cells one after the other; of a sweep that was stopped, those that were done.
    pub(crate) fn run(&self, runner: Runner<'_>) -> Result<Sweep, BatchError> {
        let mut found: Vec<Cell> = Vec::new();
        for (scenario, values) in self.cells.iter().zip(&self.plan.cells) {
            match cell(scenario, values.clone(), runner) {
                Err(BatchError::Interrupted) => break,
                done => found.push(done?),
            }
        }
        found.truncate(self.plan.whole(found.len()));
        Ok(self.plan.found(&self.base, found))
    }

    /// Writes the report and prints the summary.
    pub(crate) fn report(&self, found: &Sweep, out: &Path, quiet: bool) -> Ending {
        let shown = report::SweepShown {
            of: &self.order.of,
            measures: self.measures(),
            ranges: &self.plan.ranges,
            points: &self.plan.points[..found.cells.len().min(self.plan.points.len())],
            again: self.again(),
        };
        let written = match report::write_sweep(found, &shown, &self.base, out) {
            Ok(written) => written,
            Err(error) => {
                output::note(&format!("error: {error}"));
                return Ending::Failed;
            }
        };
        if !quiet {
            let text = report::sweep_summary(found, &shown, Some(&written.page));
            let told = output::result(&text);
            if told != Ending::Done {
                return told;
            }
        }
        let open = found.cells.iter().flat_map(|cell| &cell.open_balances);
        let mut ending = Ending::Done;
        for fault in open {
            output::note(&format!(
                "error: {fault}; this is a bug of ours, please report it"
            ));
            ending = Ending::Missed;
        }
        ending
    }

    /// The measures to chart.
    fn measures(&self) -> Vec<&str> {
        match &self.order.measures[..] {
            [] => USUAL.to_vec(),
            asked => asked.iter().map(String::as_str).collect(),
        }
    }

    /// The command that makes the folder again, typed within it.
    fn again(&self) -> String {
        let order = &self.order;
        let mut words = vec![format!("sanpedro sweep scenarios/{}.toml", self.base.name)];
        words.extend(order.vary.iter().map(|vary| format!("--vary '{vary}'")));
        let count = |name: &str, count: Option<u32>| count.map(|count| format!("--{name} {count}"));
        words.extend(count("latin-hypercube", order.latin_hypercube));
        words.extend(count("morris", order.morris));
        if !order.measures.is_empty() {
            words.push(format!("--measures {}", order.measures.join(",")));
        }
        words.push(format!("--of {}", order.of));
        words.extend(order.seed.map(|seed| format!("--seed {seed}")));
        words.join(" ")
    }
}
