//! `results.json` and `differences.csv` of a comparison: the contract with scripts.

use serde_json::{Map, Value, json};

use super::{Compared, Side};
use crate::experiment::measure::Part;
use crate::experiment::{Difference, Family, Finding, PartDifferences, PartId};
use crate::report::ReportError;
use crate::report::csv::table::{Table, number, text};
use crate::report::study::File;

/// Columns of `differences.csv`.
const HEADER: [&str; 20] = [
    "base",
    "other",
    "level",
    "id",
    "name",
    "measure",
    "unit",
    "base_mean",
    "other_mean",
    "difference_mean",
    "ci95_low",
    "ci95_high",
    "relative",
    "relative_half_width",
    "p",
    "p_holm",
    "family",
    "verdict",
    "variance_reduction",
    "replications",
];

/// Both files.
pub(super) fn files(compared: &Compared) -> Result<Vec<File>, ReportError> {
    Ok(vec![
        File::new("results.json", results(compared)?),
        File::new("differences.csv", differences(compared)?),
    ])
}

/// The whole document. `differences` are those of the first other scenario, `further_differences`
/// those of each other one by its name.
pub(super) fn results(compared: &Compared) -> Result<Vec<u8>, ReportError> {
    let found = compared.found;
    let mut sides = compared.sides.iter();
    let first = sides.next().map(versus);
    let further = sides.map(|side| (side.named.name.clone(), versus(side)));
    let document = json!({
        "scenario": compared.base.name,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": found.seed,
        "replications": found.replications,
        "measures_chosen": found.chosen,
        "differences": first,
        "further_differences": further.collect::<Map<_, _>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn versus(side: &Side) -> Value {
    let versus = side.versus;
    let parts = |level: Part| -> Map<String, Value> {
        let parts = versus.parts.iter().filter(|part| part.part.level == level);
        parts
            .map(|part| (part.part.id.clone(), measures(part)))
            .collect()
    };
    let only = |parts: &[PartId]| {
        let ids = |level: Part| -> Value {
            let parts = parts.iter().filter(|part| part.level == level);
            parts.map(|part| part.id.as_str()).collect()
        };
        json!({ "ports": ids(Part::Port), "terminals": ids(Part::Terminal) })
    };
    json!({
        "other": side.named.name,
        "measures": measures(versus.bay()),
        "ports": parts(Part::Port),
        "terminals": parts(Part::Terminal),
        "only_in_base": only(&versus.only_in_base),
        "only_in_other": only(&versus.only_in_other),
    })
}

fn measures(part: &PartDifferences) -> Value {
    let differences = part.differences.iter();
    let entries = differences.map(|found| (found.measure.name.to_owned(), difference(found)));
    Value::Object(entries.collect())
}

/// One replication knows nothing of its error: what would need it is null.
fn difference(found: &Difference) -> Value {
    let further = match found.verdict {
        Finding::NotShown { further } => further,
        _ => None,
    };
    json!({
        "mean": found.mean,
        "ci95_low": found.ci95_low(),
        "ci95_high": found.ci95_high(),
        "unit": found.measure.unit.name,
        "relative": found.relative,
        "relative_half_width": found.relative_half_width,
        "p_holm": found.p_holm,
        "verdict": verdict(found.verdict),
        "further_replications_for_2_percent": further,
        "variance_reduction": found.variance_reduction,
        "base_mean": found.base_mean,
        "other_mean": found.other_mean,
        "replications": found.pairs,
        "p": found.p,
        "family": family(found.family),
    })
}

/// One row for each other scenario, part and measure.
fn differences(compared: &Compared) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&HEADER)?;
    for side in &compared.sides {
        for part in &side.versus.parts {
            let level = match part.part.level {
                Part::Bay => "bay",
                Part::Port => "port",
                Part::Terminal => "terminal",
            };
            let place = [
                text(&compared.base.name),
                text(&side.named.name),
                level.to_owned(),
                text(&part.part.id),
                text(&part.part.name),
            ];
            for found in &part.differences {
                table.row([&place[..], &numbers(found)].concat())?;
            }
        }
    }
    table.bytes()
}

fn numbers(found: &Difference) -> [String; 15] {
    let optional = |value: Option<f64>| value.map_or_else(String::new, number);
    [
        found.measure.name.to_owned(),
        found.measure.unit.name.to_owned(),
        number(found.base_mean),
        number(found.other_mean),
        number(found.mean),
        optional(found.ci95_low()),
        optional(found.ci95_high()),
        optional(found.relative),
        optional(found.relative_half_width),
        optional(found.p),
        optional(found.p_holm),
        family(found.family).to_owned(),
        verdict(found.verdict).to_owned(),
        optional(found.variance_reduction),
        found.pairs.to_string(),
    ]
}

/// A verdict as scripts read it.
const fn verdict(verdict: Finding) -> &'static str {
    match verdict {
        Finding::Same => "the same",
        Finding::Less => "less",
        Finding::More => "more",
        Finding::NotShown { .. } => "no difference shown",
        Finding::Unknown => "unknown",
    }
}

/// A family of tests as scripts read it.
const fn family(family: Family) -> &'static str {
    match family {
        Family::Bay => "bay",
        Family::Parts => "ports_and_terminals",
        Family::Further => "further",
    }
}
