//! `results.json` of a capacity.

use crate::experiment::measure;
use serde_json::{Value, json};

use super::csv::sides;
use crate::experiment::capacity::{
    Binding, Capacity, CapacityStudy, CurvePoint, Estimate, ForTeu, InStep, LAST_YEAR, Passing,
    Site, Variant, When, Years,
};
use crate::report::ReportError;
use crate::statistics::Summary;

/// The whole document; the same study gives the same bytes.
pub(super) fn results(found: &CapacityStudy) -> Result<Vec<u8>, ReportError> {
    let base = &found.base;
    let mut document = json!({
        "scenario": base.scenario,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": found.seed,
        "replications": found.question.replications,
        "capacity": capacity(&base.capacity, found.question.site),
    });
    let mut put = |key: &str, value: Value| document[key] = value;
    if let Some(against) = &found.against {
        let mut beside = capacity(&against.capacity, found.question.site);
        beside["scenario"] = json!(against.scenario);
        put("against", beside);
    }
    if let Some(difference) = &found.difference {
        put("difference", json!({ "teu_per_year": teu(difference) }));
    }
    if !found.effects.is_empty() {
        let rows = found.effects.iter().map(
            |effect| json!({ "change": effect.words, "added_teu_per_year": teu(&effect.added) }),
        );
        put("bottleneck", rows.collect());
    }
    if !found.variants.is_empty() {
        put("variants", found.variants.iter().map(variant).collect());
    }
    if let Some(asked) = &found.for_teu {
        put("for_teu", for_teu(asked));
    }
    if found.years.is_some() {
        put("years", years(found));
    }
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn capacity(found: &Capacity, site: Site) -> Value {
    let filled = match site {
        Site::Bay => "together",
        Site::EachTerminal => "each_terminal",
        Site::Terminal(_) => "terminal",
    };
    json!({
        "of": found.site,
        "max_wait_to_service_ratio": found.level,
        "filled": filled,
        "teu_per_year": teu(&found.teu_per_year),
        "berth_side": estimate(&found.berth_side),
        "yard_static": found.yard_static,
        "binding": binding(found.binding),
        "today": point(&found.today),
        "curve": found.curve.iter().map(point).collect::<Value>(),
        "terminals": found.terminals.iter().map(|at| json!({
            "id": at.id,
            "load": at.load,
            "teu_per_year": at.teu_per_year,
            "berth_side": at.own.as_ref().map(teu),
            (measure::WAIT_TO_SERVICE_RATIO.name): at.ratio,
            (measure::BERTH_OCCUPANCY.name): at.berth_occupancy,
            "yard_static": at.yard_static,
        })).collect::<Value>(),
        "textbook": found.classical.iter().map(|rule| json!({
            "rule": rule.rule,
            "teu_per_year": rule.teu_per_year,
            (measure::BERTH_OCCUPANCY.name): rule.occupancy,
            "error": rule.error,
        })).collect::<Value>(),
    })
}

fn binding(binding: Binding) -> &'static str {
    match binding {
        Binding::BerthSide => "berth_side",
        Binding::YardStatic => "yard_static",
    }
}

fn estimate(found: &Estimate) -> Value {
    let mut value = teu(&found.teu_per_year);
    value["load"] = json!(found.load);
    value["interval_closed_below"] = json!(found.closed.0);
    value["interval_closed_above"] = json!(found.closed.1);
    value
}

fn teu(summary: &Summary) -> Value {
    json!({
        "mean": summary.mean,
        "ci95_low": summary.ci95_low,
        "ci95_high": summary.ci95_high,
        "p05": summary.p05,
        "p50": summary.p50,
        "p95": summary.p95,
        "unit": "TEU/yr",
    })
}

fn point(point: &CurvePoint) -> Value {
    let (mean, low, high) = point.ratio;
    json!({
        "load": point.load,
        "teu_per_year": teu(&point.teu_per_year),
        (measure::WAIT_TO_SERVICE_RATIO.name): { "mean": mean, "ci95_low": low, "ci95_high": high },
        (measure::BERTH_OCCUPANCY.name): point.berth_occupancy,
        "stationary": point.stationary,
        (measure::BACKLOG_START.name): point.backlog.0,
        (measure::BACKLOG_END.name): point.backlog.1,
        "unserved_teu_per_year": point.unserved_teu,
    })
}

fn variant(variant: &Variant) -> Value {
    match &variant.found {
        Ok(found) => json!({ "variant": variant.words, "berth_side": estimate(found) }),
        Err(why) => json!({ "variant": variant.words, "none": why }),
    }
}

fn for_teu(asked: &ForTeu) -> Value {
    json!({
        "teu_per_year": asked.teu,
        "as_it_is": point(&asked.as_it_is),
        "berths_needed": asked.berths,
        "cranes_needed": asked.cranes,
    })
}

/// How it is said that demand passes a capacity.
pub(super) fn passes(when: When) -> String {
    match when {
        When::Already => "already".to_owned(),
        When::In(_) => "in_year".to_owned(),
        When::Later => format!("after_{LAST_YEAR}"),
        When::Never => "never".to_owned(),
    }
}

/// The year in which demand is above; of what is above already, the one that growth is counted
/// from.
pub(super) fn first_year(when: When, years: &Years) -> Option<i64> {
    match when {
        When::Already => Some(years.base_year),
        When::In(year) => Some(year),
        When::Later | When::Never => None,
    }
}

fn years(found: &CapacityStudy) -> Value {
    let Some(years) = &found.years else {
        return Value::Null;
    };
    let year = |when: When| first_year(when, years);
    let passing = |passing: &Passing| {
        json!({
            "growth": passing.growth.name,
            "rate": passing.growth.rate,
            "passes": passes(passing.when),
            "first_year_above": year(passing.when),
            "ci95_low": year(passing.range.0),
            "ci95_high": year(passing.range.1),
        })
    };
    let of_side = sides(found).map(|side| {
        let passed = years.passing(&side.capacity.teu_per_year);
        let rows: Value = passed.iter().map(passing).collect();
        let as_spread = side.as_spread.as_ref().map(|found| {
            let passed = years.passing(&found.teu_per_year);
            let rows: Value = passed.iter().map(passing).collect();
            json!({ "berth_side": estimate(found), "passed": rows })
        });
        let in_step = |found: &InStep| {
            let passed = years.passing(&found.teu_per_year);
            json!({
                "teu_per_year": teu(&found.teu_per_year),
                "added_teu_per_year": teu(&found.added),
                "passed": passed.iter().map(passing).collect::<Value>(),
            })
        };
        json!({
            "scenario": side.scenario,
            "passed": rows,
            "as_cargo_is_spread": as_spread,
            "gangs_in_step": side.in_step.capacity.as_ref().map(in_step),
            "gangs_in_step_as_cargo_is_spread": side.in_step.as_spread.as_ref().map(in_step),
        })
    });
    json!({
        "base_year": years.base_year,
        "base_teu": years.base_teu,
        "scenarios": of_side.collect::<Value>(),
    })
}
