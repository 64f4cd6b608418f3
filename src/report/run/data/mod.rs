//! What the page's script reads: numbers of the results as JSON inside the page.
//!
//! `scopes` holds every measure of every part of the complex, `days` each day's numbers with
//! their band, `play` the first replication in full. Numbers of `results.json` stand here as
//! they stand there; what is counted along the way is whole numbers, so that counters end exactly.

mod days;
mod play;
mod scopes;
mod visits;

use serde_json::{Value, json};

use crate::experiment::Results;
use crate::report::ReportError;

/// The map of the bay, and where it was drawn from.
const MAP: &str = include_str!("../map/san_pedro_bay.json");

/// The data as JSON that may stand in a `script` element.
///
/// # Errors
/// If it cannot be formatted.
pub(super) fn text(results: &Results) -> Result<String, ReportError> {
    let map: Value = serde_json::from_str(MAP)?;
    let document = json!({
        "replications": results.run.replications,
        "measures": scopes::measures(),
        "scopes": scopes::all(results),
        "first": crate::report::json::first(results),
        "days": days::all(results),
        "play": play::play(&results.first),
        "map": map,
    });
    Ok(inert(&serde_json::to_string(&document)?))
}

/// JSON without a character that could end or open anything in HTML; the values are the same.
fn inert(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            _ => text.push(letter),
        }
    }
    text
}

/// A number with at most `decimals` decimals: what a chart can show, in fewer bytes.
fn rounded(value: f64, decimals: i32) -> Value {
    let unit = libm::pow(10.0, f64::from(decimals));
    let value = (value * unit).round() / unit;
    if value.is_finite() {
        json!(value)
    } else {
        Value::Null
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn names_cannot_leave_the_script_element_and_read_back_as_they_were() {
        let mut results = fixture::year();
        let name = "</script><img src=x onerror=alert(1)>\u{2028}&amp;";
        results.terminals[0].name = name.to_owned();
        results.first.bay.services[0].name = name.to_owned();
        let text = text(&results).unwrap();
        for letter in ['<', '>', '&', '\u{2028}'] {
            assert!(!text.contains(letter), "{letter:?}");
        }
        let read: Value = serde_json::from_str(&text).unwrap();
        let scopes = read["scopes"].as_array().unwrap();
        assert!(scopes.iter().any(|scope| scope["name"] == name));
        assert_eq!(read["play"]["services"][0], name);
    }

    #[test]
    fn the_map_has_a_place_for_every_terminal_of_the_bay() {
        let map: Value = serde_json::from_str(MAP).unwrap();
        for id in [
            "wbct_china_shipping",
            "pier_400",
            "pier_500",
            "pier_a",
            "pier_e",
            "pier_t",
        ] {
            assert!(map["terminals"][id]["wharves"].is_object(), "{id}");
        }
    }
}
