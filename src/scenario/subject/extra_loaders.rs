//! `[extra_loaders.*]`: calls outside the services, when season asks for them.

use super::cargo::CallSizeRule;
use super::check::all;
use super::deployed::Deployed;
use super::ground::{Deployment, terminal_id};
use super::service::class_ids;
use super::vessel_class::mix;
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{Port, Service, TerminalId, Traffic};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::kind::{items, text};
use crate::scenario::reader::{At, Given, Named, Reader};

/// Extra loaders of all ports that have a demand which may need them.
pub(super) fn extra_loaders(
    of: &Reader<'_>,
    ports: &[Named<Port>],
    cargo: &CallSizeRule,
    deployed: &Deployed<'_>,
) -> Vec<Service> {
    let extra = of.keyed("extra_loaders", "extra loaders of port", |of| {
        extra_loader(of, ports, cargo, deployed)
    });
    extra.into_iter().filter_map(|extra| extra.value).collect()
}

fn extra_loader(
    of: &Reader<'_>,
    ports: &[Named<Port>],
    cargo: &CallSizeRule,
    deployed: &Deployed<'_>,
) -> Option<Service> {
    let (id, ground) = (of.id(), deployed.ground);
    let origin = of.required("origin", "\"ningbo\"", text);
    let classes = mix(of);
    let terminals = of.optional("terminals", items(text));
    let port = ground.check.position("port", id, of.place(), ports);
    let vessel_classes = class_ids(classes.as_deref(), ground);
    let origin = origin.at().and_then(|origin| ground.origin(origin));
    let port = port?;
    let called = chosen(of, port, (classes.as_deref()?, &terminals), deployed);
    let (vessel_classes, origin) = (vessel_classes?, origin?);
    if !ground.check.has("demand", id) {
        let message = format!("port `{id}` has no demand for extra loaders");
        let fault = Diagnostic::warning(of.place(), message).label("never come");
        ground
            .check
            .push(fault.help(format!("add `[demand.{id}]`")));
        return None;
    }
    Some(Service {
        id: format!("extra_loaders_{id}"),
        name: format!("Extra loaders, {}", ports[port].value.name),
        origin: origin.name,
        origin_in_china: origin.in_china,
        distance: origin.distance,
        terminals: called?,
        traffic: Traffic::ExtraLoaders,
        vessel_classes,
        cargo: cargo.carried(1.0, ground.check),
        delay: Distribution::constant(0.0),
        early: SimDuration::ZERO,
        demand: None,
    })
}

/// Terminals for extra loaders, in proportion to the capacity that calls there weekly; of
/// those not listed by name only where all classes fit.
fn chosen(
    of: &Reader<'_>,
    port: usize,
    (classes, listed): (&[Named<f64>], &Given<Vec<At<String>>>),
    deployed: &Deployed<'_>,
) -> Option<Vec<(TerminalId, f64)>> {
    let ground = deployed.ground;
    let weekly = deployed.by_terminal(port);
    // Then nobody carries the demand either, which has been reported.
    let nobody_calls = weekly.iter().all(|(_, weekly)| *weekly <= 0.0);
    let mut chosen: Vec<(usize, f64)> = match listed.at() {
        Some(list) => all(list
            .value
            .iter()
            .map(|item| named(of, item, &weekly, classes, deployed)))?,
        None => weekly
            .into_iter()
            .filter(|(at, weekly)| *weekly > 0.0 && ground.misfit(*at, classes, None).is_none())
            .collect(),
    };
    if chosen.is_empty() {
        if !ground.any_misfit.get() && deployed.is_known() && !nobody_calls {
            let message = format!("extra loaders of port `{}` have nowhere to go", of.id());
            let help = "no terminal that weekly services call at has a wharf for all these classes";
            let fault = Diagnostic::error(of.place(), message).help(help);
            ground.check.push(fault);
        }
        return None;
    }
    let sum: f64 = chosen.iter().map(|(_, weekly)| weekly).sum();
    if sum <= 0.0 {
        for (_, share) in &mut chosen {
            *share = 1.0;
        }
    }
    let sum: f64 = chosen.iter().map(|(_, share)| share).sum();
    let share = |(terminal, weekly)| (terminal_id(terminal), weekly / sum);
    Some(chosen.into_iter().map(share).collect())
}

/// A terminal that is listed by name, with the capacity that calls there weekly.
fn named(
    of: &Reader<'_>,
    item: &At<String>,
    weekly: &[(usize, f64)],
    classes: &[Named<f64>],
    deployed: &Deployed<'_>,
) -> Option<(usize, f64)> {
    let ground = deployed.ground;
    let at = ground.terminal(&item.value, &item.place)?;
    let Some(found) = weekly.iter().find(|(terminal, _)| *terminal == at) else {
        let message = format!("terminal `{}` is not of port `{}`", item.value, of.id());
        ground.check.error(&item.place, message, "of another port");
        return None;
    };
    let fits = ground.fits(&Deployment {
        service: &format!("extra_loaders.{}", of.id()),
        terminal: at,
        sent: &item.place,
        classes,
        loa: None,
    });
    fits.then_some(*found)
}
