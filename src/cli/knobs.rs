//! What a planner is likely to change of a scenario, as lines of TOML with today's values.

use toml::{Table, Value};

use crate::scenario::Scenario;

/// Keys of a wharf and of shore power, each with what it means.
const WHARF: [(&str, &str); 4] = [
    ("length", "m or ft"),
    ("berths", "nominal, for berth occupancy"),
    ("cranes", "ship-to-shore cranes on this rail"),
    ("depth", "of water, m or ft"),
];
const SHORE_POWER: [(&str, &str); 3] = [
    ("points", "vessels connected at once"),
    ("point_limit", "most power of one point"),
    ("terminal_limit", "most power of all points"),
];
const TERMINAL: [(&str, &str); 3] = [
    ("policy", "first_come, best_fit or berth_windows"),
    ("cycle_time", "of one crane move"),
    ("yard_ceiling", "most TEU an acre handles in a year"),
];

/// Tables whose values a study is likely to change.
const CHANGED: [&str; 7] = [
    "experiment",
    "horizon",
    "cargo",
    "demand",
    "labor",
    "terminal",
    "lateness",
];

/// Keys of single values of a scenario that a study is likely to change, for shells to complete.
pub(crate) fn keys(tree: &Table) -> impl Iterator<Item = String> + use<> {
    let mut open: Vec<(String, Value)> = CHANGED
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), tree.get(*key)?.clone())))
        .collect();
    let mut found = Vec::new();
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Table(table) => {
                let inner = table.into_iter();
                open.extend(inner.map(|(key, value)| (format!("{path}.{key}"), value)));
            }
            Value::Array(_) => {}
            _ => found.push(path),
        }
    }
    found.into_iter()
}

/// Lines of knobs, each of them commented out, in blocks under a heading.
///
/// Without `cargo`, nothing of demand: somebody else says what comes.
pub(crate) fn knobs(scenario: &Scenario, cargo: bool) -> String {
    let tree: Table = scenario
        .effective
        .parse()
        .expect("what was run is TOML that loads again");
    let mut knobs = Knobs {
        tree,
        text: String::new(),
    };
    knobs.block("How much is simulated, and by which chance");
    knobs.line("experiment.replications", "more make intervals narrower");
    knobs.line("experiment.seed", "of all chance");
    if let Some(terminal) = focus(scenario) {
        knobs.terminal(&terminal);
    }
    knobs.block("Cargo");
    for port in scenario.bay.ports.iter().filter(|_| cargo) {
        knobs.line(
            &format!("demand.{}.annual", port.id),
            "of the year in `year`",
        );
        knobs.line(
            &format!("demand.{}.growth", port.id),
            "a year, from then on",
        );
    }
    knobs.block("Gangs of the bay, against those listed in its shifts");
    knobs.line("labor.pool", "");
    knobs.block("Vessels that can take shore power, a share of calls");
    for class in &scenario.bay.vessel_classes {
        knobs.line(&format!("vessel_class.{}.shore_power_ready", class.id), "");
    }
    knobs.end();
    knobs.text.trim_end().to_owned()
}

/// The terminal that the study is about: the one it is named after, else the one with most cranes.
pub(crate) fn focus(scenario: &Scenario) -> Option<String> {
    let terminals = &scenario.bay.terminals;
    let named = terminals.iter().find(|one| scenario.name.contains(&one.id));
    let most = (0..terminals.len()).max_by_key(|at| terminals[*at].cranes());
    named
        .or(most.map(|at| &terminals[at]))
        .map(|one| one.id.clone())
}

struct Knobs {
    tree: Table,
    text: String,
}

impl Knobs {
    fn block(&mut self, heading: &str) {
        self.end();
        self.text.extend(["\n# -- ", heading, "\n"]);
    }

    /// Takes out a heading without a line under it.
    fn end(&mut self) {
        if let Some(at) = self.text.rfind("\n# -- ")
            && self.text[at + 1..].lines().count() == 1
        {
            self.text.truncate(at);
        }
    }

    fn terminal(&mut self, id: &str) {
        self.block(&format!("Terminal {id}; others the same way"));
        let wharves = self.at(&format!("terminal.{id}.wharf"));
        let wharves: Vec<String> = wharves
            .and_then(Value::as_table)
            .map(|wharves| wharves.keys().cloned().collect())
            .unwrap_or_default();
        for wharf in wharves {
            for (key, meaning) in WHARF {
                self.line(&format!("terminal.{id}.wharf.{wharf}.{key}"), meaning);
            }
        }
        for (key, meaning) in SHORE_POWER {
            self.line(&format!("terminal.{id}.shore_power.{key}"), meaning);
        }
        for (key, meaning) in TERMINAL {
            self.line(&format!("terminal.{id}.{key}"), meaning);
        }
    }

    /// One knob with the value it has, its own or that of all terminals; nothing if it has none.
    fn line(&mut self, path: &str, meaning: &str) {
        let default = path.split_once('.').and_then(|(first, rest)| {
            let (_, key) = rest.split_once('.')?;
            (first == "terminal").then(|| format!("terminal_defaults.{key}"))
        });
        let own = self.at(path);
        let Some(value) = own.or_else(|| self.at(&default?)) else {
            return;
        };
        let written = format!("# {path} = {}", inline(value));
        let line = if meaning.is_empty() {
            written
        } else {
            format!("{written:<58}  # {meaning}")
        };
        self.text.push_str(&line);
        self.text.push('\n');
    }

    fn at(&self, path: &str) -> Option<&Value> {
        let mut keys = path.split('.');
        let mut value = self.tree.get(keys.next()?)?;
        for key in keys {
            value = value.as_table()?.get(key)?;
        }
        Some(value)
    }
}

/// A value in one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let entries: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{key} = {}", inline(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        other => other.to_string(),
    }
}
