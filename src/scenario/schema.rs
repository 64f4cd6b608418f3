//! A JSON Schema of scenario files, for editors that complete and check TOML.
//!
//! It is made by reading, with the reader of every scenario, the reference scenario and a few
//! spellings beside it: whoever reads a value tells what it may look like, and which keys a
//! table has is what was asked for. So the schema knows what the program knows. Descriptions are
//! the comments of the reference scenario. What no sample spells is left open rather than
//! refused.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::distribution::{RANDOM_DURATION, RANDOM_NUMBER, random_duration, random_number};
use super::faults::Faults;
use super::raw::Raw;
use super::shape::{Shape, Shapes};
use super::source::{Place, Source};
use super::tree::{self, Node, Table, Value};

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

/// Every distribution, with values of each kind.
const DISTRIBUTIONS: [(&str, &str, &str); 2] = [
    (RANDOM_DURATION, "\"2 h\"", "duration"),
    (RANDOM_NUMBER, "1.5", "number"),
];

/// The schema of scenario files (JSON Schema, draft 2020-12), as JSON text.
///
/// # Panics
/// If the reference scenario is no TOML: a bug.
pub fn json_schema() -> String {
    let faults = Faults::with_shapes();
    let roots: Vec<Node> = [REFERENCE, BESIDE]
        .into_iter()
        .enumerate()
        .map(|(order, text)| root(order, text, &faults))
        .collect();
    for root in &roots {
        if let Value::Table(table) = &root.value {
            // What else is wrong with a sample is of no interest here.
            drop(Raw::read(table, &root.key, &faults));
        }
    }
    let random: Vec<Vec<Node>> = DISTRIBUTIONS
        .iter()
        .zip(roots.len()..)
        .map(|((name, value, _), order)| distributions(name, value, order, &faults))
        .collect();
    let (asked, shapes) = faults.into_shapes();
    let schema = Schema { asked, shapes };
    let mut definitions = Map::new();
    for ((name, _, what), nodes) in DISTRIBUTIONS.iter().zip(&random) {
        definitions.insert((*name).to_owned(), schema.distribution(what, nodes));
    }
    let mut whole = schema.record("", &roots.iter().collect::<Vec<_>>());
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
    whole["$defs"] = Json::Object(definitions);
    format!("{whole:#}")
}

/// Every key of a scenario as a pattern, such as `terminal.*.area`.
pub(super) fn known_patterns() -> Vec<String> {
    let faults = Faults::with_shapes();
    for (order, text) in [REFERENCE, BESIDE].into_iter().enumerate() {
        let root = root(order, text, &faults);
        if let Value::Table(table) = &root.value {
            // What else is wrong with a sample is of no interest here.
            drop(Raw::read(table, &root.key, &faults));
        }
    }
    faults.into_shapes().0
}

/// A text as one node, the table of all of it.
fn root(order: usize, text: &str, faults: &Faults) -> Node {
    let source = Arc::new(Source {
        name: "schema".to_owned(),
        text: text.to_owned(),
        order,
    });
    let table = tree::parse(&source, faults);
    let key = Place::new(&source, 0..0);
    Node {
        place: key.clone(),
        key,
        value: Value::Table(table),
    }
}

/// One value of a random quantity for every way to write it, read.
fn distributions(name: &str, value: &str, order: usize, faults: &Faults) -> Vec<Node> {
    let parameters = [
        format!("uniform = {{ low = {value}, high = {value} }}"),
        format!("triangular = {{ low = {value}, mode = {value}, high = {value} }}"),
        format!("exponential = {{ mean = {value} }}"),
        format!("erlang = {{ mean = {value}, shape = 2 }}"),
        format!("erlang = {{ mean = {value}, k = 2 }}"),
        format!("gamma = {{ mean = {value}, cv = 1 }}"),
        format!("lognormal = {{ mean = {value}, cv = 1 }}"),
        format!("weibull = {{ mean = {value}, shape = 1.5 }}"),
        format!("empirical = {{ values = [{value}], weights = [1] }}"),
        format!("constant = {value}"),
    ];
    let mut text = format!("plain = {value}\n");
    for (at, parameters) in parameters.iter().enumerate() {
        let line = format!("sample_{at} = {{ {parameters} }}\n");
        text.push_str(&line);
    }
    let Value::Table(Table { entries, .. }) = root(order, &text, faults).value else {
        unreachable!("a root is a table");
    };
    let nodes: Vec<Node> = entries.into_iter().map(|(_, node)| node).collect();
    for node in &nodes {
        if name == RANDOM_DURATION {
            random_duration(node, faults);
        } else {
            random_number(node, faults);
        }
    }
    nodes
}

/// What was learned by reading.
struct Schema {
    /// Patterns of keys that were asked for.
    asked: Vec<String>,
    shapes: Shapes,
}

impl Schema {
    /// What all these values of one key may look like.
    fn of(&self, nodes: &[&Node]) -> Json {
        let told = || nodes.iter().flat_map(|node| self.shapes.of(&node.key));
        let mut ways: Vec<Json> = Vec::new();
        let random = told().find_map(|shape| match shape {
            Shape::Random(defined) => Some(json!({ "$ref": format!("#/$defs/{defined}") })),
            _ => None,
        });
        match random {
            Some(reference) => ways.push(reference),
            None => self.ways(nodes, &mut ways),
        }
        let mut schema = match ways.len() {
            0 => json!({}),
            1 => ways.remove(0),
            _ => json!({ "anyOf": ways }),
        };
        if let Some(text) = nodes.iter().find_map(|node| description(node)) {
            schema["description"] = json!(text);
        }
        schema
    }

    /// Each way to write these values once.
    fn ways(&self, nodes: &[&Node], ways: &mut Vec<Json>) {
        let told: Vec<&Shape> = nodes
            .iter()
            .flat_map(|node| self.shapes.of(&node.key))
            .collect();
        let narrow = told
            .iter()
            .any(|shape| matches!(shape, Shape::Words(_) | Shape::Quantity { .. }));
        for shape in told {
            let way = match shape {
                // A word or a quantity is read as text first.
                Shape::Text if narrow => continue,
                Shape::Text => json!({ "type": "string" }),
                Shape::Words(words) => json!({ "enum": words }),
                Shape::Quantity {
                    what,
                    units,
                    example,
                } => quantity(what, units, example),
                Shape::Number => json!({ "type": "number" }),
                Shape::Whole { least, most } => {
                    json!({ "type": "integer", "minimum": least, "maximum": most })
                }
                Shape::Date => json!({ "type": "string", "format": "date" }),
                Shape::List => json!({ "type": "array", "items": self.of(&items(nodes)) }),
                Shape::Record(pattern) => self.record(pattern, nodes),
                Shape::Named => json!({
                    "type": "object",
                    "patternProperties": { "^[a-z0-9_]+$": self.of(&entries(nodes)) },
                    "additionalProperties": false,
                }),
                Shape::Map => json!({
                    "type": "object",
                    "additionalProperties": self.of(&entries(nodes)),
                }),
                Shape::Random(_) => continue,
            };
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }

    /// A table with the keys that were asked for under its pattern.
    fn record(&self, pattern: &str, nodes: &[&Node]) -> Json {
        let keys: BTreeSet<&str> = self
            .asked
            .iter()
            .filter_map(|asked| {
                let key = if pattern.is_empty() {
                    asked
                } else {
                    asked.strip_prefix(pattern)?.strip_prefix('.')?
                };
                (!key.contains(['.', '*'])).then_some(key)
            })
            .collect();
        let properties: Map<String, Json> = keys
            .into_iter()
            .map(|key| (key.to_owned(), self.of(&under(nodes, key))))
            .collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    /// A plain value, or a table with exactly one distribution.
    fn distribution(&self, what: &str, nodes: &[Node]) -> Json {
        let nodes: Vec<&Node> = nodes.iter().collect();
        let mut ways = Vec::new();
        self.ways(&nodes, &mut ways);
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
    let units: Vec<String> = units.iter().map(|unit| escaped(unit)).collect();
    json!({
        "type": "string",
        "pattern": format!(
            r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*({})\s*$",
            units.join("|")
        ),
        "title": what,
        "examples": [example],
    })
}

/// A unit as a pattern.
fn escaped(unit: &str) -> String {
    unit.replace('/', "\\/")
}

/// Values under `key` in all these tables.
fn under<'a>(nodes: &[&'a Node], key: &str) -> Vec<&'a Node> {
    let tables = nodes.iter().filter_map(|node| match &node.value {
        Value::Table(table) => table.entries.get(key),
        _ => None,
    });
    tables.collect()
}

/// Values under any key in all these tables.
fn entries<'a>(nodes: &[&'a Node]) -> Vec<&'a Node> {
    let mut all = Vec::new();
    for node in nodes {
        if let Value::Table(table) = &node.value {
            all.extend(table.entries.iter().map(|(_, node)| node));
        }
    }
    all
}

/// Items of all these lists.
fn items<'a>(nodes: &[&'a Node]) -> Vec<&'a Node> {
    let lists = nodes.iter().filter_map(|node| match &node.value {
        Value::List(items) => Some(items),
        _ => None,
    });
    lists.flatten().collect()
}

/// The comment behind a key that begins its line, or ends a header.
fn description(node: &Node) -> Option<String> {
    let text = &node.key.source().text;
    let span = node.key.span();
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    let first = text[start..span.start].trim().is_empty();
    let ends_header = line.starts_with('[') && text[span.end..].starts_with(']');
    if span.is_empty() || !(first || ends_header) {
        return None;
    }
    let mut quoted = false;
    let hash = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '#' && !quoted
    })?;
    let comment = line[hash.0 + 1..].trim();
    (!comment.is_empty()).then(|| comment.to_owned())
}
