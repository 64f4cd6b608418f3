//! Each day's numbers: the band of all replications and the first one.

use serde_json::{Value, json};

use super::rounded;
use crate::experiment::{DayRow, FirstDay, Results};
use crate::statistics::Summary;

/// Hours of a day whose energy is told as mean power.
const HOURS: f64 = 24.0;
/// Decimals: a vessel in a thousand replications, a hundredth of a TEU.
const DECIMALS: i32 = 3;

/// Dates, and a series for each quantity and place.
pub(super) fn all(results: &Results) -> Value {
    let dates: Vec<&str> = results.days.iter().map(|day| day.date.as_str()).collect();
    json!({ "dates": dates, "series": series(results) })
}

fn series(results: &Results) -> Vec<Value> {
    let first = &results.first_figures.days;
    let told = |pick: fn(&FirstDay) -> Option<f64>| Some(first.iter().map(pick).collect());
    let places = |port: Option<usize>| match port {
        None => &results.bay.name,
        Some(port) => &results.ports[port].name,
    };
    let of_days = |pick: &dyn Fn(&DayRow) -> Option<Summary>| -> Vec<Option<Summary>> {
        results.days.iter().map(pick).collect()
    };
    let mut all = Vec::new();
    for port in std::iter::once(None).chain((0..results.ports.len()).map(Some)) {
        let berth = of_days(&|day| match port {
            None => Some(day.at_berth),
            Some(port) => day.ports.get(port).map(|both| both.0),
        });
        let waiting = of_days(&|day| match port {
            None => Some(day.waiting),
            Some(port) => day.ports.get(port).map(|both| both.1),
        });
        let alone = port.is_none();
        let berth_told = told(|day| day.morning.map(|both| both.0)).filter(|_| alone);
        let waiting_told = told(|day| day.morning.map(|both| both.1)).filter(|_| alone);
        let place = places(port);
        all.push(one(
            "Vessels at berth at 08:00",
            "vessels",
            place,
            &berth,
            berth_told,
        ));
        all.push(one(
            "Vessels waiting at 08:00",
            "vessels",
            place,
            &waiting,
            waiting_told,
        ));
    }
    let teu = of_days(&|day| Some(day.teu));
    let place = places(None);
    all.push(one(
        "Cargo moved in the day",
        "TEU",
        place,
        &teu,
        told(|day| Some(day.teu)),
    ));
    let power: Vec<_> = results
        .load
        .daily_mean_mw
        .iter()
        .copied()
        .map(Some)
        .collect();
    if !power.is_empty() {
        let mw = told(|day| Some(day.shore_power_mwh / HOURS));
        all.push(one("Shore power, mean of the day", "MW", place, &power, mw));
    }
    all
}

fn one(
    label: &str,
    unit: &str,
    place: &str,
    days: &[Option<Summary>],
    first: Option<Vec<Option<f64>>>,
) -> Value {
    let numbers = |pick: fn(&Summary) -> f64| -> Vec<Value> {
        let number = |day: &Option<Summary>| {
            day.as_ref()
                .map_or(Value::Null, |day| rounded(pick(day), DECIMALS))
        };
        days.iter().map(number).collect()
    };
    let first = first.map(|days| -> Vec<Value> {
        let number = |day: Option<f64>| day.map_or(Value::Null, |day| rounded(day, DECIMALS));
        days.into_iter().map(number).collect()
    });
    json!({
        "label": label,
        "unit": unit,
        "place": place,
        "low": numbers(|day| day.p05),
        "mean": numbers(|day| day.mean),
        "high": numbers(|day| day.p95),
        "first": first,
    })
}
