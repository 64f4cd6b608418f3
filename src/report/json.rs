//! `results.json`: the contract with scripts.

use serde_json::{Map, Value, json};

use super::{ReportError, warnings};
use crate::experiment::{LeftOut, PrecisionFound, Results, Scope, TargetRow};
use crate::statistics::Summary;

/// Name of the file.
pub(crate) const NAME: &str = "results.json";

/// Whether a text is the results of a study of this program.
pub(crate) fn is_ours(text: &[u8]) -> bool {
    let keys = ["scenario", "version", "seed", "replications"];
    let document: Option<Value> = serde_json::from_slice(text).ok();
    document.is_some_and(|document| keys.iter().all(|key| document.get(key).is_some()))
}

/// The whole document; the same results give the same bytes.
pub(crate) fn results(results: &Results) -> Result<Vec<u8>, ReportError> {
    let run = &results.run;
    let mut document = json!({
        "scenario": run.scenario,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": run.seed,
        "replications": run.replications,
        "first_day": run.first_day,
        "last_day": run.last_day,
        "warm_up_days": run.warm_up_days,
        "warm_up_by": run.warm_up_by.name(),
        "warnings": warnings::all(results).iter().map(ToString::to_string).collect::<Vec<_>>(),
        "emission_settings": run.emission_settings,
        "left_out": run.left_out.iter().map(|gap| left_out(gap)).collect::<Vec<_>>(),
        "measures": measures(&results.bay),
        "first_replication": first(results),
        "ports": scopes(&results.ports),
        "terminals": scopes(&results.terminals),
        "targets": results.targets.iter().map(target).collect::<Vec<_>>(),
    });
    if let Some(found) = &results.precision {
        document["precision"] = precision(found);
    }
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What became of a precision that was asked for; widths relative to the mean.
fn precision(found: &PrecisionFound) -> Value {
    let widest = found.widest.as_ref();
    json!({
        "asked": found.asked,
        "reached": found.reached,
        "max_replications": found.most,
        "measures": found.measures,
        "widest": widest.map(|widest| widest.measure),
        "widest_half_width": widest.map(|widest| widest.relative).filter(|width| width.is_finite()),
    })
}

/// What the first replication comes to: the one that `calls.csv` and the page's playback show.
pub(crate) fn first(results: &Results) -> Map<String, Value> {
    let measures = results.first_figures.measures.iter();
    measures
        .map(|(measure, value)| (measure.name.to_owned(), json!(value)))
        .collect()
}

fn scopes(scopes: &[Scope]) -> Map<String, Value> {
    scopes
        .iter()
        .map(|scope| (scope.id.clone(), Value::Object(measures(scope))))
        .collect()
}

fn measures(scope: &Scope) -> Map<String, Value> {
    scope
        .measures
        .iter()
        .map(|(measure, found)| (measure.name.to_owned(), summary(found, measure.unit.name)))
        .collect()
}

/// What the inventory leaves out, and why; no size is null.
fn left_out(gap: &LeftOut) -> Value {
    json!({
        "id": gap.id,
        "what": gap.what,
        "counted_by_ports": gap.counted_by_ports,
        "why": gap.why,
        "size": gap.size,
        "source": gap.source.map(|source| &source.title),
    })
}

/// One replication knows nothing of its error: its interval is null, not of no width.
pub(super) fn summary(summary: &Summary, unit: &str) -> Value {
    let [low, high] = summary.interval().map_or([None; 2], |ends| ends.map(Some));
    json!({
        "mean": summary.mean,
        "ci95_low": low,
        "ci95_high": high,
        "p05": summary.p05,
        "p50": summary.p50,
        "p95": summary.p95,
        "n": summary.n,
        "unit": unit,
    })
}

fn target(row: &TargetRow) -> Value {
    json!({
        "id": row.id,
        "measure": row.measure,
        "of": row.of,
        "unit": row.measure.unit.name,
        "published": row.published,
        "low": row.low,
        "high": row.high,
        "found": row.found.mean,
        "hit": row.hit(),
        "standing": row.standing().name(),
        "basis": row.basis.name(),
        "source": row.source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_document_has_the_keys_that_scripts_rely_on() {
        let bytes = super::results(&fixture::year()).unwrap();
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(document["scenario"], "san_pedro_bay_2025");
        assert_eq!(document["seed"], 1);
        assert_eq!(document["replications"], 20);
        assert!(document["first_replication"]["throughput_teu"].is_f64());
        let teu = &document["measures"]["throughput_teu"];
        assert_eq!(teu["unit"], "TEU");
        for key in ["mean", "ci95_low", "ci95_high", "p05", "p50", "p95"] {
            assert!(teu[key].is_f64(), "{key} of {teu}");
        }
        assert!(document["ports"]["los_angeles"]["vessel_calls"].is_object());
        assert!(document["terminals"]["pier_400"]["berth_occupancy"].is_object());
        assert_eq!(document["targets"][0]["hit"], true);
        assert_eq!(document["targets"][1]["hit"], false);
        assert_eq!(document["targets"][0]["basis"], "input");
        assert_eq!(document["targets"][1]["basis"], "independent");
        assert_eq!(document["targets"][1]["standing"], "miss");
    }

    #[test]
    fn numbers_read_back_exactly() {
        let mut results = fixture::year();
        let odd = 0.1 + 0.2;
        results.bay.measures[0].1.mean = odd;
        let bytes = super::results(&results).unwrap();
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        let read = document["measures"]["throughput_teu"]["mean"].as_f64();
        assert_eq!(read.map(f64::to_bits), Some(odd.to_bits()));
    }
}
