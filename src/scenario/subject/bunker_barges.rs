//! `[bunker_barges.*]`: bunker barges, who takes fuel from them, and how much.

use super::check::{Check, all};
use crate::emissions::Settings;
use crate::emissions::corridor;
use crate::emissions::fuel::FuelMix;
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{Bay, BunkerBarges, Stem};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::kind::{duration, entries, pumping_rate, random_duration, share, whole};
use crate::scenario::reader::{Named, Reader};
use crate::units::NauticalMiles;

/// From setting out to the first fuel (assumption).
const CONNECT_MS: f64 = 2.0 * 3_600_000.0;
/// Fuel pumped in an hour (assumption).
const TONNES_PER_HOUR: f64 = 400.0;
/// From the last fuel to ready for the next vessel (assumption).
const TRANSFER_HOURS: f64 = 2.0;

/// Barges of a port with the shares of its services.
pub(super) struct Bunkering {
    port: usize,
    /// Without what calls take.
    barges: BunkerBarges,
    /// Share of calls of services that say nothing of their own.
    usual: f64,
    /// By service, in the bay's order.
    own: Vec<(usize, f64)>,
}

/// Barges by port; those of a port, and shares of a service, that is not there are reported.
pub(super) fn bunkering(of: &Reader<'_>, check: &Check<'_>) -> Vec<Bunkering> {
    let kind = "bunker barges of port";
    let written = of.keyed("bunker_barges", kind, |of| barges(of, check));
    written.into_iter().filter_map(|own| own.value).collect()
}

fn barges(of: &Reader<'_>, check: &Check<'_>) -> Option<Bunkering> {
    let port = check.name("port", of.id(), of.place());
    let barges = BunkerBarges {
        barges: of.required("barges", "2", whole(1..=1_000_u16)).value_or(1),
        connect: of.or(
            "connect",
            random_duration,
            Distribution::constant(CONNECT_MS),
        ),
        rate: of.or("rate", pumping_rate, TONNES_PER_HOUR),
        transfer: of.or(
            "transfer",
            duration,
            SimDuration::from_hours(TRANSFER_HOURS),
        ),
        stems: Vec::new(),
    };
    let usual = of.or("share", share, 0.0);
    let own = of.optional("service_share", entries(share)).into_value();
    let own = own.into_iter().flatten();
    let own = all(own.map(|share| share_of_service(&share, check)));
    Some(Bunkering {
        port: port?,
        barges,
        usual,
        own: own?,
    })
}

/// A service with a share of its own, which must come from somewhere.
fn share_of_service(share: &Named<f64>, check: &Check<'_>) -> Option<(usize, f64)> {
    let at = check.name("service", &share.id, &share.place)?;
    if !check.gives("service", &share.id, "origin") {
        let message = format!("service `{}` has no origin to take fuel for", share.id);
        let fault = Diagnostic::error(&share.place, message).label("calls of random traffic");
        check.push(fault.help("a vessel takes the fuel of its way back to its origin"));
    }
    Some((at, share.value))
}

/// Gives the barges to their ports, with what every class of every service takes: the fuel of the
/// way back at service speed, by the mix of its corridor.
pub(super) fn attach(bunkering: Vec<Bunkering>, bay: &mut Bay, settings: &mut Settings) {
    for corridor in &mut settings.corridors {
        corridor.bunkering = !bunkering.is_empty();
    }
    for Bunkering {
        port,
        mut barges,
        usual,
        own,
    } in bunkering
    {
        barges.stems = (0..bay.services.len())
            .map(|service| {
                let own = own.iter().find(|(at, _)| *at == service);
                let share = own.map_or(usual, |(_, share)| *share);
                stem(service, share, bay, settings)
            })
            .collect();
        bay.ports[port].bunkering = Some(barges);
    }
}

fn stem(index: usize, share: f64, bay: &Bay, settings: &Settings) -> Stem {
    let service = &bay.services[index];
    if service.distance <= NauticalMiles::ZERO {
        return Stem::default();
    }
    let mut in_corridors = settings
        .corridors
        .iter()
        .flat_map(|corridor| &corridor.services);
    let mix = in_corridors.find(|(service, _)| service.index() == index);
    let mix = mix.map_or_else(FuelMix::default, |(_, mix)| mix.clone());
    let classes = bay.vessel_classes.iter().zip(&settings.plants);
    let tonnes = classes.map(|(class, plant)| {
        corridor::way_back_tonnes(
            plant,
            settings.method(),
            service.distance,
            class.service_speed,
            &mix,
        )
    });
    Stem {
        share,
        tonnes: tonnes.collect(),
    }
}
