//! What there is to say of offered loads before a run: how full calls are, and where vessels may wait.

use crate::cli::output;
use crate::experiment::capacity::SERVICE_LEVEL;
use crate::experiment::{CallFill, OfferedLoad, USUAL_FILL, call_fill, offered_load};
use crate::scenario::Scenario;

/// How far from the usual calls may be filled, either way, before a warning says so.
const FILL_MARGIN: f64 = 0.2;
/// What shares may be off by: a terminal that is asked for all it has is asked for 100 %.
const ROUNDING: f64 = 1e-9;
/// Most terminals that are named.
const MOST_NAMES: usize = 4;

/// How full calls are at each port, in one line; `None` where no port has a demand.
pub(super) fn fill_line(fills: &[CallFill]) -> Option<String> {
    let of_port = |fill: &CallFill| format!("{:.2} at {}", fill.teu_per_capacity, fill.port);
    let ports: Vec<String> = fills.iter().map(of_port).collect();
    (!ports.is_empty()).then(|| {
        format!(
            "TEU exchanged per TEU of vessel capacity: {}",
            ports.join(", ")
        )
    })
}

/// Ports whose calls are far from as full as usual.
pub(super) fn fill_warnings(fills: &[CallFill]) -> impl Iterator<Item = String> {
    let usual = (1.0 - FILL_MARGIN) * USUAL_FILL..=(1.0 + FILL_MARGIN) * USUAL_FILL;
    let odd = fills
        .iter()
        .filter(move |fill| !usual.contains(&fill.teu_per_capacity));
    odd.map(|fill| {
        let (port, found) = (&fill.port, fill.teu_per_capacity);
        let (how, what) = if found < USUAL_FILL {
            ("emptier", "fewer services or smaller vessels")
        } else {
            ("fuller", "more services or larger vessels")
        };
        format!(
            "warning: calls at `{port}` exchange {found:.2} TEU for each TEU of vessel capacity, \
             {how} than the {USUAL_FILL} of 2024: a demand is carried whatever vessels hold, so \
             their capacity changes emissions, not cargo; list {what}, or another `annual`"
        )
    })
}

/// Terminals that are asked for more than they have, each with what to do about it.
pub(super) fn overloads(loads: &[OfferedLoad]) -> impl Iterator<Item = String> {
    loads.iter().filter_map(|load| {
        // On a wharf in meters, berths are only what occupancy is reckoned by.
        let room = match load.wharf_occupancy {
            Some(share) => ("wharf", share),
            None => ("berths", load.berth_occupancy),
        };
        let asked = [room, ("cranes", load.crane_utilization)];
        let (what, share) = asked.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let (id, percent) = (&load.id, 100.0 * share);
        if share >= 1.0 - ROUNDING {
            return Some(format!(
                "warning: `{id}` is asked for {percent:.0} % of its {what}: its queue will grow without \
                 end; send less there, or give it more"
            ));
        }
        (load.berth_occupancy >= 1.0).then(|| {
            format!(
                "note: `{id}` is asked for {:.0} % of its `berths`, which are nominal: they set \
                 berth occupancy only; how many vessels fit is up to `length`, of which {:.0} % \
                 are taken",
                100.0 * load.berth_occupancy,
                100.0 * room.1
            )
        })
    })
}

/// Prints what is wrong with the load that a scenario offers, before it is run.
pub(super) fn warn(scenario: &Scenario) {
    let loads = offered_load(scenario);
    let fills = call_fill(scenario, &loads);
    let notes = overloads(&loads).chain(fill_warnings(&fills));
    for warning in notes.filter(|note| note.starts_with("warning")) {
        output::note_wrapped(&warning);
    }
}

/// Terminals that would wait longer than the service level if they were the queue of the textbook.
pub(super) fn wait_note(loads: &[OfferedLoad]) -> Option<String> {
    let mut waits: Vec<(&str, f64)> = loads
        .iter()
        // Slots are a textbook's own queue; full terminals have a warning of their own.
        .filter(|load| load.wharf_occupancy.is_some() && load.berth_occupancy < 1.0)
        .map(|load| (load.id.as_str(), load.textbook_wait_to_service()))
        .filter(|(_, ratio)| *ratio > SERVICE_LEVEL)
        .collect();
    waits.sort_by(|a, b| b.1.total_cmp(&a.1));
    let more = waits.len().saturating_sub(MOST_NAMES);
    waits.truncate(MOST_NAMES);
    let named = |(id, ratio): &(&str, f64)| format!("`{id}` {:.0} %", 100.0 * ratio);
    let mut names: Vec<String> = waits.iter().map(named).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    (!names.is_empty()).then(|| {
        format!(
            "note: at this load the textbook's queue (E2/E2/n) waits more than {:.0} % of its time at \
             berth, the service level of `capacity`: {}; planned windows wait less, `run` tells",
            100.0 * SERVICE_LEVEL,
            names.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(port: &str, teu_per_capacity: f64) -> CallFill {
        CallFill {
            port: port.to_owned(),
            teu_per_capacity,
        }
    }

    fn load(id: &str, berths: u32, berth_occupancy: f64) -> OfferedLoad {
        OfferedLoad {
            id: id.to_owned(),
            calls_per_week: 2.0,
            teu_per_week: 20_000.0,
            capacity_per_week: 17_000.0,
            berths,
            berth_occupancy,
            wharf_occupancy: Some(0.5),
            crane_utilization: 0.5,
        }
    }

    #[test]
    fn calls_that_are_far_from_as_full_as_usual_are_told() {
        let fills = [fill("east", 0.88), fill("west", 1.14), fill("south", 1.5)];
        assert_eq!(
            fill_line(&fills).unwrap(),
            "TEU exchanged per TEU of vessel capacity: 0.88 at east, 1.14 at west, 1.50 at south"
        );
        let warnings: Vec<String> = fill_warnings(&fills).collect();
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(
            warnings[0].contains("`east` exchange 0.88 TEU") && warnings[0].contains("emptier")
        );
        assert!(
            warnings[1].contains("`south` exchange 1.50 TEU") && warnings[1].contains("fuller")
        );
        assert_eq!(fill_line(&[]), None);
    }

    #[test]
    fn terminals_that_may_wait_are_named_the_longest_wait_first() {
        // E2/E2/2 passes a tenth near 45 % of its berths, E2/E2/4 far later.
        let mut loads = vec![
            load("small", 2, 0.6),
            load("large", 4, 0.5),
            load("smaller", 1, 0.6),
            load("full", 2, 1.2),
        ];
        let note = wait_note(&loads).unwrap();
        assert!(
            note.contains(": `smaller` ") && note.contains(" %, `small` "),
            "{note}"
        );
        assert!(!note.contains("large") && !note.contains("full"), "{note}");
        loads.truncate(1);
        loads[0].wharf_occupancy = None;
        assert_eq!(wait_note(&loads), None, "slots are a queue of the textbook");
    }
}
