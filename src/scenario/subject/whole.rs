//! The whole scenario, subject by subject, in an order in which each finds what it needs.

use std::cell::{Cell, RefCell};

use super::approach::{speed_zone, waiting_place};
use super::arrivals::listed;
use super::at_berth::{at_berth_rule, capture_barges};
use super::bunker_barges::{attach, bunkering};
use super::cargo::CallSizeRule;
use super::check::{Check, all};
use super::demand::demands;
use super::deployed::{Deployed, relate_weights};
use super::disruption::disruptions;
use super::emissions::{emissions, load_set};
use super::extra_loaders::extra_loaders;
use super::fleet;
use super::grid::{disjoint, grid};
use super::ground::Ground;
use super::horizon::horizon;
use super::labor::{labor, moves_fit_shifts};
use super::origin::origins;
use super::port::ports;
use super::service::{lateness, services};
use super::study::{assumptions, experiment, name, targets};
use super::terminal::terminals;
use super::vessel_class::{any, vessel_classes};
use crate::emissions::{Settings, VesselPlant};
use crate::port::bay::{Bay, CaptureBarges, Inland, Port, Service, VesselClass};
use crate::scenario::checked::{CallListRow, Scenario};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::given::Named;
use crate::scenario::kind::text;
use crate::scenario::reader::Reader;
use crate::scenario::source::Place;
use crate::scenario::tree::Table;
use crate::units::NauticalMiles;

/// A scenario as written.
#[derive(Clone, Copy)]
pub(in crate::scenario) struct Written<'a> {
    /// Everything it extends and every setting merged in.
    pub(in crate::scenario) tree: &'a Table,
    /// Where the file begins, for what is missing in it.
    pub(in crate::scenario) start: &'a Place,
    /// Name of the file without folder and ending.
    pub(in crate::scenario) stem: &'a str,
    /// Names of all measures, if they are known.
    pub(in crate::scenario) measures: Option<&'a [&'a str]>,
}

/// A checked scenario, or nothing if anything in it is wrong; why is in `faults`.
pub(in crate::scenario) fn scenario(written: Written<'_>, faults: &Faults) -> Option<Scenario> {
    let (tree, start) = (written.tree, written.start);
    let scenario = Reader::read(tree, start, "the scenario", "", faults, |of| {
        read(of, written, faults)
    });
    scenario.filter(|_| !faults.any_error() && !faults.is_incomplete())
}

fn read(of: &Reader<'_>, written: Written<'_>, faults: &Faults) -> Option<Scenario> {
    let (replications, seed) = experiment(of);
    let horizon = horizon(of);
    let check = Check::new(written.tree, horizon.clock, faults);
    report_absent(of, &check);
    let name = name(of, written.stem, &check);
    let question = of.optional("question", text);
    let assumptions = assumptions(of);
    let place = place(of, &check);
    let targets = targets(of, written.measures, &check);
    let (bay, emissions, call_list) = place?;
    Some(Scenario {
        name,
        question: question.value_or(String::new()),
        bay,
        emissions,
        replications,
        seed,
        warm_up_days: horizon.warm_up.length.days(),
        warm_up_by: horizon.warm_up.by,
        time_zone: horizon.time_zone,
        targets,
        assumptions,
        effective: String::new(),
        call_list,
    })
}

/// Reports what no scenario is without.
fn report_absent(of: &Reader<'_>, check: &Check<'_>) {
    let report = |what: &str, help: &str| {
        let message = format!("the scenario has no {what}");
        check.push(Diagnostic::error(of.place(), message).help(help));
    };
    if !of.has("horizon") {
        let help = "add a table `[horizon]` with `start` and `end`";
        report("`horizon`", help);
    }
    if check.names("terminal").is_empty() {
        report("terminal", "add a table such as `[terminal.pier_400]`");
    }
    if check.names("service").is_empty() && !check.has_list_of_calls() {
        let help = "add a table such as `[service.shanghai_express]`, or a call list with \
                    `[arrivals]` and `file = \"calls.csv\"`";
        report("service", help);
    }
    if check.names("port").is_empty() {
        report("port", "add a table such as `[port.los_angeles]`");
    }
}

/// The bay and its inventory, if nothing in them is wrong.
///
/// Keys are asked for in the order in which messages list them.
fn place(of: &Reader<'_>, check: &Check<'_>) -> Option<(Bay, Settings, Vec<CallListRow>)> {
    let mut ports = ports(of, check);
    of.has("demand");
    let cargo = CallSizeRule::read(of);
    let zone = speed_zone(of, check);
    let waiting = waiting_place(of, check);
    let at_berth_rule = at_berth_rule(of, check);
    attach_capture(capture_barges(of, check), &mut ports);
    let bunkering = bunkering(of, check);
    let outer = zone.as_ref().map_or(NauticalMiles::ZERO, |zone| zone.outer);
    let ground = ground(of, outer, check);
    let services = traffic(of, &mut ports, &cargo, &ground);
    let labor = labor(of, check);
    moves_fit_shifts(&labor, &ground.terminals, check);
    let mut grid = grid(of, check);
    let origins: Vec<Option<String>> = (services.iter().flatten())
        .map(|service| Some(service.origin.clone()))
        .collect();
    let struck = disruptions(of, &ports, &origins, &ground);
    grid.emergencies.extend(struck.grid_emergencies);
    grid.emergencies = disjoint(grid.emergencies);
    let (vessel_classes, plants) = fleet(&ground);
    let mut emissions = emissions(of, plants, check);
    if check.faults.any_error() || check.faults.is_incomplete() {
        return None;
    }
    let call_list = ground.call_list.take();
    let terminals = ground.terminals.into_iter();
    let mut bay = Bay {
        ports: ports.into_iter().map(|port| port.value).collect(),
        terminals: terminals.map(|written| written.value.terminal).collect(),
        vessel_classes,
        services: services?,
        labor,
        zone,
        waiting,
        at_berth_rule,
        grid,
        disruptions: struck.disruptions,
        days: check.clock.days(),
        period: check.clock.period,
        teu_per_move: cargo.teu_per_move,
        inland: Inland::default(),
    };
    attach(bunkering, &mut bay, &mut emissions);
    Some((bay, emissions, call_list))
}

/// Where services come from and go to, and with what.
fn ground<'a>(of: &Reader<'_>, zone: NauticalMiles, check: &'a Check<'a>) -> Ground<'a> {
    let origins = origins(of, zone, check);
    of.table("lateness", lateness);
    let classes = vessel_classes(of, load_set(check), check);
    let larger = fleet::growth(of);
    for key in ["service", "extra_loaders", "arrivals"] {
        of.has(key);
    }
    Ground {
        check,
        origins,
        classes,
        terminals: terminals(of, of.entries().table("terminal_defaults"), check),
        larger,
        uses_any: Cell::new(false),
        any_misfit: Cell::new(false),
        call_list: RefCell::default(),
    }
}

/// All services: those written, those of the list of calls, and extra loaders; gives each port its
/// demand.
fn traffic(
    of: &Reader<'_>,
    ports: &mut [Named<Port>],
    cargo: &CallSizeRule,
    ground: &Ground<'_>,
) -> Option<Vec<Service>> {
    let mut written = services(of, of.entries().table("lateness"), cargo, ground);
    relate_weights(&mut written, ground);
    let deployed = Deployed {
        ground,
        services: &written,
    };
    for demand in demands(of, cargo, &deployed) {
        let port = ports.iter_mut().find(|port| port.id == demand.id);
        if let (Some(port), Some((demand, mix))) = (port, demand.value) {
            port.value.demand = Some(demand);
            port.value.cargo_mix = mix;
        }
    }
    let extra = extra_loaders(of, ports, cargo, &deployed);
    let listed = listed(of, cargo.teu_per_move, ground);
    let mut services = all(written.into_iter().map(|written| written.value.service))?;
    services.extend(listed);
    services.extend(extra);
    Some(services)
}

/// Vessel classes and their engines, the built-in class last if a vessel of it is sent for.
fn fleet(ground: &Ground<'_>) -> (Vec<VesselClass>, Vec<VesselPlant>) {
    let written = ground.classes.iter().map(|class| &class.value);
    let written = written.map(|written| (written.class.clone(), written.plant));
    let built_in = ground.uses_any.get().then(|| (any(), VesselPlant::none()));
    written.chain(built_in).unzip()
}

fn attach_capture(barges: Vec<Named<CaptureBarges>>, ports: &mut [Named<Port>]) {
    for own in barges {
        if let Some(port) = ports.iter_mut().find(|port| port.id == own.id) {
            port.value.barges = Some(own.value);
        }
    }
}
