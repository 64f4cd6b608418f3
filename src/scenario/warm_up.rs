//! `warm_up = "auto"`: a length that takes simulation to find.
//!
//! The layer that simulates is handed the scenario as a pilot, with a warm-up as long as it likes,
//! and says how long it has to be. What it found takes the place of `"auto"`, also in the
//! scenario as it was run, so that who reads that one finds nothing anew.

use super::checked::Scenario;
use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::source::Place;
use super::subject::AUTO;
use super::tree::{Node, Table, Value};

/// Finds the days of warm-up of a scenario.
pub type FindWarmUp<'a> = &'a dyn Fn(Pilot<'_>) -> Result<u32, Unsettled>;

/// The scenario with so many days of warm-up; `None` if it cannot begin that early.
pub type Pilot<'a> = &'a dyn Fn(u32) -> Option<Scenario>;

/// Why no warm-up was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// What is wrong, as of an error.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// Puts what is found in the place of `"auto"`; `read` makes a scenario of a tree.
pub(super) fn settle(
    tree: &mut Table,
    find: Option<FindWarmUp<'_>>,
    read: &dyn Fn(&Table, &Faults) -> Option<Scenario>,
    faults: &Faults,
) {
    let Some(place) = open(tree).filter(|_| !faults.is_incomplete()) else {
        return;
    };
    let refuse = |message: &str, help: &str| {
        faults.push(Diagnostic::error(&place, message).help(help));
    };
    let arrivals = tree.table("arrivals");
    if arrivals.is_some_and(|given| given.entries.contains_key("calls")) {
        refuse(
            "a warm-up cannot be found for a list of calls",
            "begin the list before the measured period, and say in `warm_up` how long before",
        );
        return;
    }
    let Some(find) = find else {
        refuse(
            "the warm-up is left open, and nobody here can find it",
            "load the scenario with `Later { warm_up: .. }`, or say how long it is",
        );
        return;
    };
    let pilot = |days| {
        let mut tree = tree.clone();
        put(&mut tree, days);
        read(&tree, &Faults::default())
    };
    // What is wrong besides is reported by the reading that follows.
    if faults.any_error() || pilot(0).is_none() {
        return;
    }
    match find(&pilot) {
        Ok(days) => put(tree, days),
        Err(Unsettled { message, help }) => refuse(&message, &help),
    }
}

/// Where `warm_up` stands, if it is left open.
fn open(tree: &Table) -> Option<Place> {
    let warm_up = tree.table("horizon")?.entries.get("warm_up")?;
    match &warm_up.value {
        Value::Text(text) if text == AUTO => Some(warm_up.place.clone()),
        _ => None,
    }
}

/// Writes what was found.
fn put(tree: &mut Table, days: u32) {
    let horizon = tree.entries.get_mut("horizon");
    let Some(Value::Table(horizon)) = horizon.map(|node| &mut node.value) else {
        return;
    };
    let Some(node) = horizon.entries.get_mut("warm_up") else {
        return;
    };
    let mut found = Table {
        braces: true,
        ..Table::default()
    };
    let length = Node {
        key: node.key.clone(),
        place: node.place.clone(),
        value: Value::Text(format!("{days} d")),
    };
    found.entries.insert("mser_5".to_owned(), length);
    node.value = Value::Table(found);
}
