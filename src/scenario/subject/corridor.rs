//! `[emissions.corridor.*]`: green corridors, and what their services burn in the year of the
//! inventory.

use super::check::{Check, all};
use super::fuel::{Fuels, fuels};
use crate::emissions::corridor::Corridor;
use crate::emissions::fuel::FuelMix;
use crate::port::bay::ServiceId;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::kind::{entries, items, text, word};
use crate::scenario::reader::{At, Named, Reader};

/// All corridors. No service stands in two: its fuel would count twice.
pub(super) fn corridors(of: &Reader<'_>, check: &Check<'_>) -> Vec<Corridor> {
    let mut named: Vec<String> = Vec::new();
    let corridors = of.keyed("corridor", "corridor", |of| {
        let example = "[\"la_shanghai\"]";
        let services = of.required("services", example, items(text));
        let corridor = corridor(of, services.at(), check);
        for service in services.into_value().into_iter().flatten() {
            if named.contains(&service.value) {
                let message = format!("service `{}` stands in corridors twice", service.value);
                check.error(&service.place, message, "its fuel would count twice");
            }
            named.push(service.value);
        }
        corridor
    });
    let corridors = corridors.into_iter();
    corridors.filter_map(|corridor| corridor.value).collect()
}

fn corridor(
    of: &Reader<'_>,
    services: Option<&At<Vec<At<String>>>>,
    check: &Check<'_>,
) -> Option<Corridor> {
    let legs = [("none", false), ("round_trip", true)];
    let ocean_leg = of.optional("ocean_leg", word("ocean leg", legs));
    let usual = of.optional("fuel", fuels).into_value().unwrap_or_default();
    let own = of.optional("service_fuel", entries(fuels)).into_value();
    let own = own.unwrap_or_default();
    let named = services?;
    if named.value.is_empty() {
        let message = "a corridor has at least one service";
        check.error(&named.place, message, "none here");
    }
    for fuels in &own {
        is_inside(fuels, &named.value, check);
    }
    let services = named.value.iter().map(|service| {
        let own = own.iter().find(|own| own.id == service.value);
        let mix = fuel_mix(own.map_or(&usual, |own| &own.value), check);
        let at = check.name("service", &service.value, &service.place)?;
        let at = u16::try_from(at).expect("a scenario has fewer than 65,536 services");
        Some((ServiceId(at), mix?))
    });
    Some(Corridor {
        id: of.id().to_owned(),
        services: all(services)?,
        ocean_leg: ocean_leg.value_or(false),
        // Known once all barges are.
        bunkering: false,
    })
}

/// Reports fuels of a single service that is not in the corridor.
fn is_inside(fuels: &Named<Fuels>, services: &[At<String>], check: &Check<'_>) {
    if !services.iter().any(|service| service.value == fuels.id) {
        let message = format!("service `{}` is not in this corridor", fuels.id);
        check.error(&fuels.place, message, "name it in `services`, too");
    }
}

/// Shares of the year of the inventory.
fn fuel_mix(fuels: &Fuels, check: &Check<'_>) -> Option<FuelMix> {
    let year = check.inventory_year();
    let shares = fuels
        .iter()
        .map(|(fuel, path)| (*fuel, path.value.at(year)));
    let mix = FuelMix::new(shares.collect());
    if mix.is_none() {
        let (_, last) = fuels.last().expect("nothing adds up to more than all");
        let sum: f64 = fuels.iter().map(|(_, path)| path.value.at(year)).sum();
        let message = format!("the fuels of {year} add up to {:.1} %", 100.0 * sum);
        let fault = Diagnostic::error(&last.place, message).label("more than 100 % with this");
        check.push(fault.help("what is left below 100 % is gas oil in the bay and VLSFO at sea"));
    }
    mix
}
