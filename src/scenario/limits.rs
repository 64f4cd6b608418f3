//! Limits of what can be simulated, and characters that no text may have.
//!
//! Both are looked at on the tree, before anything is read from it: however long a list of names is,
//! it costs no more than one that is not too long, and nothing behind has to expect more.

use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::source::Place;
use super::tree::{Node, Table, Value};

/// Most ports of a scenario.
const MOST_PORTS: usize = 1_000;
/// Most terminals of a scenario.
const MOST_TERMINALS: usize = 10_000;
/// Most services of a scenario.
const MOST_SERVICES: usize = 20_000;
/// Most vessel classes of a scenario.
const MOST_VESSEL_CLASSES: usize = 1_000;
/// Most TEU of a port in a year: more than all ports of the world handle together (about 9e8 TEU in
/// 2023, UNCTAD Review of Maritime Transport) is a slip in `annual` or `growth`.
pub(super) const MOST_ANNUAL_TEU: f64 = 1e9;
/// Most cranes of a scenario: each has a timer, and timers are counted in 20 bits.
const MOST_CRANES: i128 = 1_000_000;
/// Most files that extend each other in one chain.
pub(super) const MOST_EXTENDED_IN_A_CHAIN: usize = 100;
/// Largest seed: scenarios are written as TOML, whose integers end there.
pub const LARGEST_SEED: u64 = i64::MAX.unsigned_abs();

/// Tables by name, with the most that they may hold.
const COUNTS: [(&str, usize); 4] = [
    ("port", MOST_PORTS),
    ("terminal", MOST_TERMINALS),
    ("service", MOST_SERVICES),
    ("vessel_class", MOST_VESSEL_CLASSES),
];

/// Reports what a scenario has too many of; whether all of it can be read.
pub(super) fn counts_fit(scenario: &Table, faults: &Faults) -> bool {
    let mut fit = true;
    for (name, most) in COUNTS {
        let Some(node) = scenario.entries.get(name) else {
            continue;
        };
        if let Value::Table(table) = &node.value
            && table.entries.len() > most
        {
            let message = format!("{} of `{name}` are too many", table.entries.len());
            let label = format!("at most {most} can be simulated");
            faults.push(Diagnostic::error(&node.key, message).label(label));
            fit = false;
        }
    }
    cranes_fit(scenario, faults) && fit
}

/// Reports the wharf whose cranes are the ones too many.
fn cranes_fit(scenario: &Table, faults: &Faults) -> bool {
    let (mut fit, mut cranes) = (true, 0_i128);
    each(
        scenario,
        &["terminal", "*", "wharf", "*", "cranes"],
        &mut |node| {
            if let Value::Integer(here) = node.value {
                let before = cranes;
                cranes = cranes.saturating_add(here.max(0));
                if before <= MOST_CRANES && cranes > MOST_CRANES {
                    let message = format!("with these there are {cranes} cranes");
                    let label = format!("at most {MOST_CRANES} can be simulated");
                    faults.push(Diagnostic::error(&node.place, message).label(label));
                    fit = false;
                }
            }
        },
    );
    fit
}

/// Reports names and texts with characters that would act on a terminal, a page or the direction of
/// what is written beside them. Line ends and tabs stay.
pub(super) fn check_texts(scenario: &Table, faults: &Faults) {
    for (key, node) in &scenario.entries {
        check_text(key, &node.key, faults);
        check_texts_of(node, faults);
    }
}

fn check_texts_of(node: &Node, faults: &Faults) {
    match &node.value {
        Value::Text(text) => check_text(text, &node.place, faults),
        Value::List(items) => items.iter().for_each(|item| check_texts_of(item, faults)),
        Value::Table(table) => check_texts(table, faults),
        _ => {}
    }
}

fn check_text(text: &str, place: &Place, faults: &Faults) {
    let Some(acting) = text.chars().find(|c| acts(*c)) else {
        return;
    };
    let message = "a control character in a text";
    let label = format!("holds U+{:04X}", u32::from(acting));
    faults.push(Diagnostic::error(place, message).label(label));
}

/// Whether a character acts on what shows it.
pub(crate) fn acts(c: char) -> bool {
    let reorders = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (c.is_control() || reorders) && !matches!(c, '\n' | '\r' | '\t')
}

/// Hands every node at a path to `found`.
pub(super) fn each(table: &Table, path: &[&str], found: &mut dyn FnMut(&Node)) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    for (name, node) in &table.entries {
        if *first != "*" && *first != name {
            continue;
        }
        match &node.value {
            _ if rest.is_empty() => found(node),
            Value::Table(inner) => each(inner, rest, found),
            _ => {}
        }
    }
}
