//! `warm_up = "auto"`: a length that takes simulation to find.
//!
//! The layer that simulates is handed the scenario as a pilot, with a warm-up as long as it likes,
//! and says how long it has to be. What it found takes the place of `"auto"`, also in the
//! scenario as it was run, so that who reads that one finds nothing anew.

use std::cell::RefCell;

use super::checked::Scenario;
use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::raw::{Raw, WarmUp};
use super::tree::{Node, Table, Value};
use super::validate;
use crate::engine::SimDuration;

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

/// Puts what is found in the place of `"auto"`, in the raw scenario and in its tree.
pub(super) fn settle(
    raw: &mut Raw,
    tree: &mut Table,
    stem: &str,
    find: Option<FindWarmUp<'_>>,
    faults: &Faults,
) {
    let Some(place) = open(raw).map(|open| open.place.clone()) else {
        return;
    };
    let refuse = |message: &str, help: &str| {
        faults.push(Diagnostic::error(&place, message).help(help));
    };
    if !raw.arrivals.calls.is_empty() {
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
    let pilots = RefCell::new(&mut *raw);
    let pilot = |days| pilot(&mut pilots.borrow_mut(), stem, days);
    // What is wrong besides is told by the check that follows.
    if faults.any_error() || pilot(0).is_none() {
        return;
    }
    match find(&pilot) {
        Ok(days) => put(raw, tree, days),
        Err(Unsettled { message, help }) => refuse(&message, &help),
    }
}

/// `warm_up`, if it is left open.
fn open(raw: &Raw) -> Option<&super::reader::At<WarmUp>> {
    let horizon = &raw.horizon.as_ref()?.value;
    let given = horizon.warm_up.as_ref()?;
    (given.value == WarmUp::Auto).then_some(given)
}

/// The scenario with another warm-up.
fn pilot(raw: &mut Raw, stem: &str, days: u32) -> Option<Scenario> {
    let span = SimDuration::from_days(f64::from(days));
    set(raw, WarmUp::Given(span));
    validate::scenario(raw, stem, String::new(), &Faults::default())
}

fn set(raw: &mut Raw, warm_up: WarmUp) {
    let horizon = raw.horizon.as_mut().map(|horizon| &mut horizon.value);
    if let Some(given) = horizon.and_then(|horizon| horizon.warm_up.as_mut()) {
        given.value = warm_up;
    }
}

/// Writes what was found.
fn put(raw: &mut Raw, tree: &mut Table, days: u32) {
    set(raw, WarmUp::Found(SimDuration::from_days(f64::from(days))));
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
