//! `sanpedro plan`: which vessel at which berth, and when, with what is proven of it.

use std::path::PathBuf;

use clap::Args;

use crate::cli::batch::OUTPUT;
use crate::cli::ending::{Ending, Fault};
use crate::cli::output;
use crate::planning::berths::{Effort, plan as planned};
use crate::report;
use crate::scenario::BerthInstance;

/// What `plan` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro plan --instance week.csv
  sanpedro plan --instance week.csv --out plans/week

An instance has the columns vessel, arrival_h, departure_limit_h, weight and one column
handling_h_BERTH a berth, empty where a vessel cannot berth; its first row `open` and its
last row `close` give the hours of each berth. The plan minimizes the sum of weight times
hours from arrival to departure. A limit that is left empty is none.

The same instance gives the same plan on any machine: steps are counted, not seconds.
It ends with 3 if no plan was found that keeps all limits; plan.csv then holds the least
late.")]
pub(crate) struct PlanArgs {
    /// Instance of the discrete berth allocation problem, as a table.
    #[arg(long, value_name = "FILE.csv")]
    instance: PathBuf,

    /// Folder to write, instead of one named after the instance in output/.
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    out: Option<PathBuf>,

    /// No summary.
    #[arg(short, long, help_heading = OUTPUT)]
    quiet: bool,
}

/// Plans an instance, writes the plan and says what is proven.
pub(crate) fn plan(args: &PlanArgs) -> Result<Ending, Fault> {
    if let Err(error) = std::fs::File::open(&args.instance) {
        let path = args.instance.display();
        return Err(Fault::failed(format!(
            "cannot read the instance `{path}`: {error}"
        )));
    }
    let of = BerthInstance::load(&args.instance)?;
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from("output").join(format!("plan_{}", of.name)));
    report::check(&out)?;
    let solution = planned(&of.instance, Effort::PLAN);
    report::write_plan(&of, &solution, &out)?;
    if !args.quiet {
        let summary = report::plan_summary(&of, &solution);
        output::result(&format!("{summary}\n\n{}", out.join("plan.csv").display()))?;
    }
    if solution.is_feasible() {
        return Ok(Ending::Done);
    }
    output::note_wrapped(
        "error: no plan was found in which every vessel departs by its limit and before its berth \
         closes; late_h in plan.csv says which are late in the least late one",
    );
    Ok(Ending::Missed)
}
