//! Every measure of every part of the complex.

use crate::experiment::measure::Measure;
use serde_json::{Value, json};

use crate::experiment::{Results, Scope, measure};

/// What each measure is called, in what unit it is shown, and how it gets there.
pub(super) fn measures() -> Vec<Value> {
    measure::all()
        .map(|measure| {
            json!({
                "name": measure.name,
                "label": measure.label,
                "unit": match measure.unit.shown { "1" => "", unit => unit },
                "factor": measure.unit.factor,
                "meaning": measure.meaning,
            })
        })
        .collect()
}

/// Parts of the complex with mean and 95 % interval of each measure, `null` where it says nothing.
pub(super) fn all(results: &Results) -> Vec<Value> {
    results
        .parts()
        .map(|(level, scope)| {
            json!({
                "id": scope.id,
                "name": scope.name,
                "level": level,
                "values": measure::all().map(|measure| value(scope, measure)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn value(scope: &Scope, measure: &Measure) -> Value {
    scope.get(measure).map_or(Value::Null, |found| {
        json!([found.mean, found.ci95_low, found.ci95_high])
    })
}
