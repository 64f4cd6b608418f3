//! The JSON Schema of scenario files: it says of every file what the program says.

use std::fs;
use std::path::{Path, PathBuf};

use sanpedro::scenario::json_schema;
use serde_json::{Value, json};

use crate::support::project;

/// The keywords of JSON Schema that ours uses, by the draft's own words.
struct Checker {
    schema: Value,
}

impl Checker {
    fn new() -> Self {
        let schema = serde_json::from_str(&json_schema()).unwrap();
        Self { schema }
    }

    fn check(&self, text: &str) -> Result<(), String> {
        let table: toml::Table = text.parse().unwrap();
        self.valid(&self.schema, &as_json(&toml::Value::Table(table)), "")
    }

    fn valid(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let fail = |why: &str| Err(format!("{at}: {value} {why} {schema:.200}"));
        for (keyword, wanted) in schema.as_object().unwrap() {
            let holds = match keyword.as_str() {
                "$ref" => {
                    let name = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                    self.valid(&self.schema["$defs"][name], value, at)?;
                    true
                }
                "anyOf" => {
                    let ways = wanted.as_array().unwrap();
                    ways.iter().any(|way| self.valid(way, value, at).is_ok())
                }
                "allOf" => {
                    let all = wanted.as_array().unwrap();
                    all.iter().all(|one| self.valid(one, value, at).is_ok())
                }
                "not" => self.valid(wanted, value, at).is_err(),
                "required" => value.as_object().is_none_or(|table| {
                    let mut keys = wanted.as_array().unwrap().iter();
                    keys.all(|key| table.contains_key(key.as_str().unwrap()))
                }),
                "type" => is_of_type(wanted.as_str().unwrap(), value),
                "enum" => wanted.as_array().unwrap().contains(value),
                "format" => value.as_str().is_none_or(is_date),
                "pattern" => value.as_str().is_none_or(|text| matches(wanted, text)),
                "minimum" => value
                    .as_u64()
                    .is_none_or(|number| number >= wanted.as_u64().unwrap()),
                "maximum" => value
                    .as_u64()
                    .is_none_or(|number| number <= wanted.as_u64().unwrap()),
                "minProperties" => value.as_object().is_none_or(|table| !table.is_empty()),
                "maxProperties" => value.as_object().is_none_or(|table| table.len() <= 1),
                "items" => {
                    for item in value.as_array().into_iter().flatten() {
                        self.valid(wanted, item, at)?;
                    }
                    true
                }
                "additionalProperties" => {
                    self.properties(schema, value, at)?;
                    true
                }
                // Read with `additionalProperties`, which all our tables have; or for people alone.
                "properties" | "patternProperties" => {
                    assert!(schema.get("additionalProperties").is_some(), "{schema}");
                    true
                }
                "$schema" | "$defs" | "title" | "description" | "examples" => true,
                other => panic!("{other} is no keyword that is tried here"),
            };
            if !holds {
                return fail(keyword);
            }
        }
        Ok(())
    }

    fn properties(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        for (key, inner) in value.as_object().into_iter().flatten() {
            let at = format!("{at}.{key}");
            let patterns = schema["patternProperties"].as_object();
            let by_pattern = patterns.into_iter().flatten();
            let by_pattern = by_pattern.filter(|(pattern, _)| matches(&json!(pattern), key));
            let named = schema["properties"].get(key);
            let known: Vec<&Value> = named
                .into_iter()
                .chain(by_pattern.map(|(_, of)| of))
                .collect();
            match (known.is_empty(), &schema["additionalProperties"]) {
                (true, Value::Bool(false)) => return Err(format!("{at} is not known")),
                (true, rest) => self.valid(rest, inner, &at)?,
                (false, _) => {
                    for of in known {
                        self.valid(of, inner, &at)?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn is_of_type(wanted: &str, value: &Value) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        other => panic!("{other} is no type that is tried here"),
    }
}

fn is_date(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok()
}

/// The kinds of patterns that ours has: ids, and a number, or one up to 100, with one of some units.
fn matches(pattern: &Value, text: &str) -> bool {
    let pattern = pattern.as_str().unwrap();
    if pattern == "^[a-z0-9_]+$" {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        return !text.is_empty() && text.chars().all(fits);
    }
    let number = r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*(";
    let share = r"^\s*\+?0*(100(\.0*)?|\d{1,2}(\.\d*)?|\.\d+)\s*(";
    let of_share = pattern.strip_prefix(share);
    let is_in_reach = |number: f64| of_share.is_none() || (0.0..=100.0).contains(&number);
    let units = of_share
        .or_else(|| pattern.strip_prefix(number))
        .unwrap()
        .strip_suffix(r")\s*$")
        .unwrap();
    let units = units.replace(r"\/", "/");
    let is_number = |text: &str| {
        let fits = |number: f64| number.is_finite() && is_in_reach(number);
        text.parse().is_ok_and(fits) && text.contains(|c: char| c.is_ascii_digit())
    };
    let mut ways = units
        .split('|')
        .filter_map(|unit| text.trim().strip_suffix(unit));
    ways.any(|number| is_number(number.trim()))
}

/// TOML as an editor shows it to a schema: dates are text.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => table
            .iter()
            .map(|(key, value)| (key.clone(), as_json(value)))
            .collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn scenarios(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scenarios(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            into.push(path);
        }
    }
}

#[test]
fn every_shipped_scenario_keeps_the_schema() {
    let checker = Checker::new();
    let mut files = Vec::new();
    scenarios(&project("scenarios"), &mut files);
    assert!(files.len() > 20, "found {files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        if let Err(error) = checker.check(&text) {
            panic!("{} does not keep the schema: {error}", file.display());
        }
    }
}

#[test]
fn wrong_keys_units_and_words_do_not_keep_the_schema() {
    let checker = Checker::new();
    for right in [
        "extends = \"ports/san_pedro_bay.toml\"",
        "remove = [\"service.la_ningbo\"]",
        "[horizon]\nstart = 2025-01-01\ndays = \"59 d\"",
        "[terminal.pier.wharf.main]\nlength = \"1.2e3 ft\"",
        "[terminal.pier]\ncycle_time = \"2 min\"",
        "[terminal.pier]\ncycle_time = { lognormal = { mean = \"2 min\", cv = 1 } }",
        "[labor.shift.day]\ngangs = 20",
        "[emissions.grid]\nharbor = \"195 g/kWh\"",
        "[emissions.grid]\nharbor = { path = { 2030 = \"9 g/kWh\" }, kind = \"direct\" }",
        "[service.x]\nvessel_classes = { a = \"60 %\", b = \"40 %\" }",
    ] {
        assert_eq!(checker.check(right), Ok(()), "{right}");
    }
    for wrong in [
        "warmup = \"28 d\"",
        "[horizon]\nstart = \"soon\"",
        "[horizon]\nwarm_up = 28",
        "[horizon]\nwarm_up = \"28 days\"",
        "[experiment]\nreplications = 0",
        "[experiment]\nreplications = 2.5",
        "[terminal.Pier]\nname = \"Pier\"",
        "[terminal.pier]\nolicy = \"best_fit\"",
        "[terminal.pier]\npolicy = \"best\"",
        "[terminal.pier.wharf.main]\nlength = 300",
        "[terminal.pier.wharf.main]\nlength = \"300 kn\"",
        "[terminal.pier.wharf.main]\ncranes = \"8\"",
        "[terminal.pier]\ncycle_time = { normal = { mean = \"2 min\" } }",
        "[terminal.pier]\ncycle_time = { lognormal = { mean = \"2 min\", sd = 1 } }",
        "[terminal.pier]\ncycle_time = { constant = \"2 min\", exponential = { mean = \"2 min\" } }",
        "[cargo]\ncall_size_factor = { gamma = { mean = \"1 h\", cv = 1 } }",
        "[labor.shift.day]\ngangs = { mon = 20, tues = 20 }",
        "[emissions]\nfactors = \"epa\"",
        "[emissions.grid]\nharbor = \"195 kg/kWh\"",
        "[service.x]\nvessel_classes = { a = 0.6 }",
    ] {
        assert!(checker.check(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn keys_come_with_their_explanation() {
    let schema: Value = serde_json::from_str(&json_schema()).unwrap();
    let wharf = &schema["properties"]["terminal"]["patternProperties"]["^[a-z0-9_]+$"]["properties"]
        ["wharf"]["patternProperties"]["^[a-z0-9_]+$"]["properties"];
    assert_eq!(wharf["cranes"]["type"], "integer");
    assert_eq!(
        wharf["berths"]["description"],
        "required with `length`: nominal, for berth occupancy"
    );
    assert_eq!(
        schema["properties"]["emissions"]["properties"]["boundary"]["enum"],
        json!(["berth", "20nm", "40nm", "inventory_domain"])
    );
}

#[test]
fn what_excludes_what_and_shares_above_all_are_refused() {
    let checker = Checker::new();
    for (text, holds) in [
        ("[horizon]\nstart = 2025-01-01\nend = 2025-02-01", true),
        (
            "[horizon]\nstart = 2025-01-01\nend = 2025-02-01\ndays = \"31 d\"",
            false,
        ),
        ("[arrivals]\nfile = \"calls.csv\"", true),
        ("[arrivals]\nfile = \"calls.csv\"\ncalls = \"eta\"", false),
        ("[vessel_class.v]\nshore_power_ready = \"100 %\"", true),
        ("[vessel_class.v]\nshore_power_ready = \"99.5 %\"", true),
        ("[vessel_class.v]\nshore_power_ready = \"101 %\"", false),
        ("[vessel_class.v]\nshore_power_ready = \"-1 %\"", false),
    ] {
        assert_eq!(
            checker.check(text).is_ok(),
            holds,
            "{text}: {:?}",
            checker.check(text)
        );
    }
}
