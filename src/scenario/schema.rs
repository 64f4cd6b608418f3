//! A JSON Schema of scenario files, for editors that complete and check TOML.
//!
//! It is made by reading, with the reader of every scenario, the reference scenario and a few
//! spellings beside it: whoever reads a value says what it may look like, and which keys a
//! table has is what was asked for. So the schema knows what the program knows. Descriptions are
//! the comments of the reference scenario. What no sample spells is left open rather than
//! refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::distribution::{RANDOM_DURATION, RANDOM_NUMBER, random_duration, random_number};
use super::faults::Faults;
use super::keys::Keys;
use super::shape::{Sampled, Shape, Shapes, join};
use super::source::{Place, Source};
use super::subject::{self, Written};
use super::tree::{self, Node, Table};
use crate::engine::Distribution;

/// The reference scenario names every key.
const REFERENCE: &str = include_str!("../../scenarios/reference.toml");

/// Spellings that the reference scenario has only in comments, for want of room.
const BESIDE: &str = r#"
[horizon]
days = "59 d"
warm_up = { mser_5 = "15 d" }
[arrivals]
file = "calls.csv"
[extra_loaders.beside]
vessel_classes = { large = "60 %", small = "40 %" }
[emissions.grid]
plain = "195 g/kWh"
by_year = { path = { 2025 = "275 g/kWh", 2035 = "0 g/kWh" }, kind = "direct", hourly = [1, 2.5] }
[emissions.landside]
rail = { 2025 = "26 %" }
cargo_handling_electric = "2 %"
trucks_electric = { 2025 = "2 %" }
rail_electric = { 2025 = "2 %" }
[emissions.landside.terminal.beside]
rail = { 2025 = "26 %" }
cargo_handling_electric = { 2025 = "2 %" }
trucks_electric = { 2025 = "2 %" }
rail_electric = { 2025 = "2 %" }
[service.beside]
moves = 1
arrivals = "12 h"
"#;

/// Random quantities: the name of the definition, a value, what it is, and how it is read.
type Random = (
    &'static str,
    &'static str,
    &'static str,
    fn(&Node, &Faults) -> Option<Distribution>,
);
const RANDOM: [Random; 2] = [
    (RANDOM_DURATION, "\"2 h\"", "duration", random_duration),
    (RANDOM_NUMBER, "1.5", "number", random_number),
];

/// The schema of scenario files (JSON Schema, draft 2020-12), as JSON text.
///
/// # Panics
/// If the reference scenario is no TOML: a bug.
pub fn json_schema() -> String {
    let faults = Faults::with_keys(Keys::with_shapes());
    read_samples(&faults);
    for (name, value, _, kind) in RANDOM {
        read_distributions(name, value, kind, &faults);
    }
    let schema = Schema {
        shapes: faults.keys.into_shapes(),
    };
    let definitions = RANDOM.map(|(name, _, what, _)| (name, schema.distribution(name, what)));
    let mut whole = schema.record("");
    let files = json!({ "type": "string" });
    whole["properties"]["extends"] = json!({
        "description": "files, or one, relative to this file; later ones win, this file wins over all",
        "anyOf": [files, { "type": "array", "items": files }],
    });
    whole["properties"]["remove"] = json!({
        "description": "dotted paths taken out of what is extended",
        "type": "array",
        "items": { "type": "string" },
    });
    whole["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    whole["title"] = json!("sanpedro scenario");
    whole["$defs"] = json!(BTreeMap::from(definitions));
    format!("{whole:#}")
}

/// Every key of a scenario as a pattern, such as `terminal.*.area`.
pub(super) fn known_patterns() -> Vec<String> {
    let faults = Faults::with_keys(Keys::default());
    read_samples(&faults);
    faults.keys.into_asked()
}

fn read_samples(faults: &Faults) {
    for text in [REFERENCE, BESIDE] {
        let (tree, start) = parse(text, faults);
        let written = Written {
            tree: &tree,
            start: &start,
            stem: "schema",
            measures: None,
        };
        // What else is wrong with a sample is of no interest here.
        drop(subject::scenario(written, faults));
    }
}

/// A text as a tree, and where it begins.
fn parse(text: &str, faults: &Faults) -> (Table, Place) {
    let source = Arc::new(Source {
        name: "schema".to_owned(),
        text: text.to_owned(),
        order: 0,
    });
    (tree::parse(&source, faults), Place::new(&source, 0..0))
}

/// Reads a random quantity for every way to write it.
fn read_distributions(
    name: &str,
    value: &str,
    kind: impl Fn(&Node, &Faults) -> Option<Distribution>,
    faults: &Faults,
) {
    let ways = [
        value.to_owned(),
        format!("{{ uniform = {{ low = {value}, high = {value} }} }}"),
        format!("{{ triangular = {{ low = {value}, mode = {value}, high = {value} }} }}"),
        format!("{{ exponential = {{ mean = {value} }} }}"),
        format!("{{ erlang = {{ mean = {value}, shape = 2 }} }}"),
        format!("{{ erlang = {{ mean = {value}, k = 2 }} }}"),
        format!("{{ gamma = {{ mean = {value}, cv = 1 }} }}"),
        format!("{{ lognormal = {{ mean = {value}, cv = 1 }} }}"),
        format!("{{ weibull = {{ mean = {value}, shape = 1.5 }} }}"),
        format!("{{ empirical = {{ values = [{value}], weights = [1] }} }}"),
        format!("{{ constant = {value} }}"),
    ];
    for way in ways {
        let (table, _) = parse(&format!("sample = {way}"), faults);
        for (_, node) in &table.entries {
            let keys = &faults.keys;
            keys.under(|| name.to_owned(), &node.key, || kind(node, faults));
        }
    }
}

/// What was learned by reading.
struct Schema {
    shapes: Shapes,
}

impl Schema {
    /// What the value at a path may look like.
    fn of(&self, path: &str) -> Json {
        let Some(sampled) = self.shapes.at(path) else {
            return json!({});
        };
        let random = sampled.shapes.iter().find_map(|shape| match shape {
            Shape::Random(defined) => Some(json!({ "$ref": format!("#/$defs/{defined}") })),
            _ => None,
        });
        let mut ways = random.map_or_else(|| self.ways(path, sampled), |random| vec![random]);
        let mut schema = match ways.len() {
            0 => json!({}),
            1 => ways.remove(0),
            _ => json!({ "anyOf": ways }),
        };
        if let Some(text) = &sampled.description {
            schema["description"] = json!(text);
        }
        schema
    }

    /// Each way to write a value once.
    fn ways(&self, path: &str, sampled: &Sampled) -> Vec<Json> {
        let shapes = &sampled.shapes;
        let mut narrow = shapes.iter();
        let narrow = narrow.any(|shape| matches!(shape, Shape::Words(_) | Shape::Quantity { .. }));
        let inside = || self.of(&join(path, "*"));
        let way = |shape: &Shape| match shape {
            // A word or a quantity is read as text first.
            Shape::Text if narrow => None,
            Shape::Text => Some(json!({ "type": "string" })),
            Shape::Words(words) => Some(json!({ "enum": words })),
            Shape::Quantity {
                what,
                units,
                example,
            } => Some(quantity(what, units, example)),
            Shape::Number => Some(json!({ "type": "number" })),
            Shape::Whole { least, most } => {
                Some(json!({ "type": "integer", "minimum": least, "maximum": most }))
            }
            Shape::Date => Some(json!({ "type": "string", "format": "date" })),
            Shape::List => Some(json!({ "type": "array", "items": inside() })),
            Shape::Record => Some(self.record(path)),
            Shape::Named => Some(json!({
                "type": "object",
                "patternProperties": { "^[a-z0-9_]+$": inside() },
                "additionalProperties": false,
            })),
            Shape::Map => Some(json!({ "type": "object", "additionalProperties": inside() })),
            Shape::Random(_) => None,
        };
        shapes.iter().filter_map(way).collect()
    }

    /// A table with the keys that were asked for.
    fn record(&self, path: &str) -> Json {
        let sampled = self.shapes.at(path);
        let keys = sampled.into_iter().flat_map(|sampled| &sampled.keys);
        let properties: Map<String, Json> = keys
            .map(|key| ((*key).to_owned(), self.of(&join(path, key))))
            .collect();
        let mut record =
            json!({ "type": "object", "properties": properties, "additionalProperties": false });
        let pairs = sampled.into_iter().flat_map(|sampled| &sampled.exclusive);
        let not_both: Vec<Json> = pairs
            .map(|pair| json!({ "not": { "required": pair } }))
            .collect();
        if !not_both.is_empty() {
            record["allOf"] = json!(not_both);
        }
        record
    }

    /// A plain value, or a table with exactly one distribution.
    fn distribution(&self, name: &str, what: &str) -> Json {
        let sampled = self.shapes.at(name);
        let mut ways = sampled.map_or_else(Vec::new, |sampled| self.ways(name, sampled));
        for way in &mut ways {
            if way["type"] == "object" {
                way["minProperties"] = json!(1);
                way["maxProperties"] = json!(1);
            }
        }
        json!({ "description": format!("a {what}, or one distribution of it"), "anyOf": ways })
    }
}

/// Text with one of these units.
fn quantity(what: &str, units: &[&str], example: &str) -> Json {
    let units: Vec<String> = units.iter().map(|unit| unit.replace('/', "\\/")).collect();
    let number = match what {
        "share" => r"\+?0*(100(\.0*)?|\d{1,2}(\.\d*)?|\.\d+)",
        _ => r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?",
    };
    json!({
        "type": "string",
        "pattern": format!(r"^\s*{number}\s*({})\s*$", units.join("|")),
        "title": what,
        "examples": [example],
    })
}
