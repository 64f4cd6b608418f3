//! `[terminal.*]` and `[terminal_defaults]`: terminals, and the rules they work by.

use super::check::Check;
use super::shore_power::{WrittenShorePower, complete, shore_power};
use super::wharf::{WrittenWharf, wharves};
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{BerthPolicy, PortId, Terminal};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::kind::{area, density, duration, items, random_duration, text, whole, word};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::scenario::suggest::list;
use crate::scenario::tree::{Node, Table};

/// Least distance of two cranes on one vessel, in hatches: one idle hatch between them.
const USUAL_CRANE_CLEARANCE: u16 = 2;
/// How late a call keeps its window's precedence (assumption).
const USUAL_GRACE_HOURS: f64 = 12.0;

/// A terminal with what others ask of how it is written.
pub(super) struct WrittenTerminal {
    /// Position of its port, if it is known.
    pub(super) port: Option<usize>,
    pub(super) wharves: Vec<Named<WrittenWharf>>,
    pub(super) cycle_time: Given<Distribution>,
    /// Other names that call lists use.
    pub(super) aliases: Vec<At<String>>,
    /// Without its wharves.
    pub(super) terminal: Terminal,
}

/// What a terminal and the defaults have in common.
struct Rules {
    cycle_time: Given<Distribution>,
    shore_power: Given<WrittenShorePower>,
    /// A terminal of no place that works by these rules.
    terminal: Terminal,
}

/// All terminals; what one does not say itself, the defaults say.
pub(super) fn terminals(
    of: &Reader<'_>,
    defaults: Option<&Table>,
    check: &Check<'_>,
) -> Vec<Named<WrittenTerminal>> {
    let written = of.keyed_over(defaults, "terminal", "terminal", |of| terminal(of, check));
    // The defaults are read with every terminal; by themselves they show which keys are wrong.
    of.table("terminal_defaults", rules);
    written
}

fn terminal(of: &Reader<'_>, check: &Check<'_>) -> WrittenTerminal {
    let written = wharves(of, check);
    let name = of.name();
    let aliases = of.optional("aliases", items(text)).into_value();
    let port = port(of, check);
    let area = of.optional("area", area).value();
    let rules = rules(of);
    if rules.cycle_time.is_absent() {
        let message = format!("terminal `{}` has no `cycle_time`", of.id());
        let help = "add `cycle_time = \"2.2 min\"` here or in `[terminal_defaults]`";
        check.push(Diagnostic::error(of.place(), message).help(help));
    }
    let at = port.and_then(|at| u16::try_from(at).ok()).unwrap_or(0);
    let own = rules.shore_power.at();
    WrittenTerminal {
        port,
        cycle_time: rules.cycle_time,
        aliases: aliases.unwrap_or_default(),
        terminal: Terminal {
            id: of.id().to_owned(),
            name,
            port: PortId(at),
            wharves: written.iter().map(|one| one.value.wharf.clone()).collect(),
            area,
            shore_power: own.and_then(|own| complete(own, of.id(), check)),
            ..rules.terminal
        },
        wharves: written,
    }
}

/// Position of the port of a terminal; may be left out where there is only one.
fn port(of: &Reader<'_>, check: &Check<'_>) -> Option<usize> {
    let ports = check.names("port");
    let given = of.optional("port", text);
    if let Some(port) = given.at() {
        return check.name("port", &port.value, &port.place);
    }
    if ports.len() > 1 && given.is_absent() {
        let message = format!("terminal `{}` does not say its port", of.id());
        let help = format!("add `port = …`, one of {}", list(ports.iter().copied()));
        check.push(Diagnostic::error(of.place(), message).help(help));
    }
    (ports.len() == 1).then_some(0)
}

fn rules(of: &Reader<'_>) -> Rules {
    let time = |key| of.optional(key, random_duration);
    let no_time = || Distribution::constant(0.0);
    let yard_ceiling = of.optional("yard_ceiling", density).value();
    let policy = policy(of);
    let cycle_time = of.optional("cycle_time", lasting("the cycle time"));
    let between = lasting("the time between breakdowns");
    let terminal = Terminal {
        id: String::new(),
        name: String::new(),
        port: PortId(0),
        wharves: Vec::new(),
        area: None,
        yard_ceiling_teu_per_acre: yard_ceiling,
        land: None,
        policy,
        cycle_time: cycle_time.value_or(no_time()),
        time_between_breakdowns: of.optional("time_between_breakdowns", between).value(),
        repair_time: time("repair_time").value_or(no_time()),
        before_first_move: time("before_first_move").value_or(no_time()),
        after_last_move: time("after_last_move").value_or(no_time()),
        crane_clearance_hatches: of.or("crane_clearance", whole(1..=20_u16), USUAL_CRANE_CLEARANCE),
        extra_cranes: of.or("extra_cranes", whole(0..=20_u16), 0),
        shore_power: None,
    };
    Rules {
        cycle_time,
        shore_power: of.table("shore_power", shore_power),
        terminal,
    }
}

fn policy(of: &Reader<'_>) -> BerthPolicy {
    // Asked for after the policy, which it is part of.
    of.has("policy");
    let grace = of.optional("grace", duration);
    let grace = grace.value_or(SimDuration::from_hours(USUAL_GRACE_HOURS));
    let policies = [
        ("first_come", BerthPolicy::FirstCome),
        ("best_fit", BerthPolicy::BestFit),
        ("berth_windows", BerthPolicy::BerthWindows { grace }),
    ];
    let policy = of.optional("policy", word("berth policy", policies));
    policy.value_or(BerthPolicy::FirstCome)
}

/// A random span that takes time on average.
fn lasting(what: &'static str) -> impl Fn(&Node, &Faults) -> Option<Distribution> {
    move |node, faults| {
        let span = random_duration(node, faults)?;
        if span.mean() >= 1.0 {
            return Some(span);
        }
        let fault = Diagnostic::error(&node.place, format!("{what} is zero"));
        faults.push(fault.label("must take at least 1 ms on average"));
        None
    }
}
