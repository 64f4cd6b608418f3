//! `results.json` of a comparison: the contract with scripts.

use serde_json::{Map, Value, json};

use super::Compared;
use crate::experiment::measure::Part;
use crate::experiment::{Difference, Family, Finding, PartDifferences, PartId, Versus};
use crate::report::ReportError;

/// The whole document. `differences` are those of the first other scenario, `further_differences`
/// those of each other one by its name.
pub(super) fn results(compared: &Compared) -> Result<Vec<u8>, ReportError> {
    let found = compared.found;
    let mut sides = compared.others.iter().zip(&found.versus);
    let first = sides
        .next()
        .map(|(other, side)| versus(&other.named.name, side));
    let further: Map<String, Value> = sides
        .map(|(other, side)| {
            let name = &other.named.name;
            (name.clone(), versus(name, side))
        })
        .collect();
    let document = json!({
        "scenario": compared.base.name,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": found.seed,
        "replications": found.replications,
        "measures_chosen": found.chosen,
        "differences": first,
        "further_differences": further,
    });
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn versus(name: &str, side: &Versus) -> Value {
    let level = |level: Part| {
        let parts = side.parts.iter().filter(|part| part.part.level == level);
        let parts: Map<String, Value> = parts
            .map(|part| (part.part.id.clone(), measures(part)))
            .collect();
        parts
    };
    json!({
        "other": name,
        "measures": measures(side.bay()),
        "ports": level(Part::Port),
        "terminals": level(Part::Terminal),
        "only_in_base": only(&side.only_in_base),
        "only_in_other": only(&side.only_in_other),
    })
}

fn only(parts: &[PartId]) -> Value {
    let level = |level: Part| {
        let ids = parts.iter().filter(|part| part.level == level);
        ids.map(|part| part.id.as_str()).collect::<Vec<_>>()
    };
    json!({ "ports": level(Part::Port), "terminals": level(Part::Terminal) })
}

fn measures(part: &PartDifferences) -> Value {
    let entries: Map<String, Value> = part
        .differences
        .iter()
        .map(|found| (found.measure.name.to_owned(), difference(found)))
        .collect();
    Value::Object(entries)
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
        "unit": found.measure.unit,
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

/// A verdict as scripts read it.
pub(in crate::report) const fn verdict(verdict: Finding) -> &'static str {
    match verdict {
        Finding::Same => "the same",
        Finding::Less => "less",
        Finding::More => "more",
        Finding::NotShown { .. } => "no difference shown",
        Finding::Unknown => "unknown",
    }
}

/// A family of tests as scripts read it.
pub(in crate::report) const fn family(family: Family) -> &'static str {
    match family {
        Family::Bay => "bay",
        Family::Parts => "ports_and_terminals",
        Family::Further => "further",
    }
}
