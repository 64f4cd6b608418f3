//! The folder of a plan made of an instance: the plan, what is proven of it, and the instance.

use std::path::Path;

use serde_json::json;

use super::ReportError;
use super::csv::table::{Table, number, text};
use super::folder::{self, File};
use super::manifest::{Manifest, Origin};
use crate::planning::berths::{Instance, Solution};
use crate::scenario::BerthInstance;

/// Name of the table of the plan.
const PLAN: &str = "plan.csv";

/// Writes the plan of an instance to a folder.
///
/// # Errors
/// If the folder holds something else or the file system refuses; then it is as it was.
pub fn write_plan(of: &BerthInstance, solution: &Solution, out: &Path) -> Result<(), ReportError> {
    let mut files = vec![
        File::new(PLAN, table(&of.instance, solution)?),
        File::new("results.json", results(&of.instance, solution)?),
        File::new("instance.csv", of.text.as_str()),
    ];
    let origin = Origin {
        command: "plan",
        scenarios: Vec::new(),
        seed: 0,
        replications: 0,
    };
    files.push(Manifest::new(&origin, &files).file()?);
    folder::put(out, &files, Vec::new())
}

/// One vessel a row, in the order of the instance.
fn table(instance: &Instance, solution: &Solution) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&[
        "vessel",
        "berth",
        "start_h",
        "departure_h",
        "wait_h",
        "stay_h",
        "weighted_stay_h",
        "late_h",
    ])?;
    for one in &solution.berthings {
        let vessel = &instance.vessels[one.vessel];
        let berth = &instance.berths[one.berth];
        let stay = (one.departure - vessel.arrival).hours();
        let late = (one.departure - vessel.limit.min(berth.close)).hours();
        table.row([
            text(&vessel.name),
            text(&berth.name),
            number(one.start.hours()),
            number(one.departure.hours()),
            number((one.start - vessel.arrival).hours()),
            number(stay),
            number(vessel.weight * stay),
            number(late.max(0.0)),
        ])?;
    }
    table.bytes()
}

/// What is proven, for scripts; a bound is null where it is proven that no plan keeps all limits.
fn results(instance: &Instance, solution: &Solution) -> Result<String, ReportError> {
    let is_feasible = solution.is_feasible();
    let results = json!({
        "vessels": instance.vessels.len(),
        "berths": instance.berths.len(),
        "objective": solution.objective,
        "bound": solution.bound.is_finite().then_some(solution.bound),
        "gap": is_feasible.then(|| solution.gap()),
        "optimal": solution.is_optimal(),
        "feasible": is_feasible,
        "hours_late": solution.hours_late,
    });
    Ok(serde_json::to_string_pretty(&results)? + "\n")
}

/// What the terminal says of a plan.
pub fn plan_summary(of: &BerthInstance, solution: &Solution) -> String {
    let (vessels, berths) = (of.instance.vessels.len(), of.instance.berths.len());
    let mut lines = vec![
        format!("{}: {vessels} vessels at {berths} berths", of.name),
        format!("  objective  {}", rounded(solution.objective)),
    ];
    if solution.is_feasible() {
        let gap = 100.0 * solution.gap();
        let said = if solution.is_optimal() {
            ": the best there is"
        } else {
            ""
        };
        lines.push(format!("  bound      {}", rounded(solution.bound)));
        lines.push(format!("  gap        {} %{said}", rounded(gap)));
    } else if solution.bound.is_finite() {
        lines.push(format!("  hours late {}", rounded(solution.hours_late)));
    } else {
        let late = rounded(solution.hours_late);
        lines.push(format!("  hours late {late}, and no plan keeps all limits"));
    }
    lines.join("\n")
}

/// At most three decimals.
fn rounded(value: f64) -> String {
    number((value * 1_000.0).round() / 1_000.0)
}
