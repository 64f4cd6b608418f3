//! Bunker barges: who takes fuel from them, and how much.

use super::{Check, all};
use crate::emissions::Settings;
use crate::emissions::corridor;
use crate::emissions::fuel::FuelMix;
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{Bay, BunkerBarges, Stem};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw;
use crate::scenario::reader::{Named, OrDefault as _};
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

impl Check<'_> {
    /// Barges by port; those of a port, and shares of a service, that is not there are reported.
    pub(super) fn bunkering(&self) -> Option<Vec<Bunkering>> {
        let written = self.raw.bunker_barges.iter();
        all(written.map(|barges| self.bunkering_of(barges)))
    }

    fn bunkering_of(&self, named: &Named<raw::BunkerBarges>) -> Option<Bunkering> {
        let raw = &named.value;
        let port = self.position("port", &named.id, &named.place, &self.raw.ports);
        let own = raw.service_share.as_ref();
        let own: &[Named<f64>] = own.map_or(&[], |own| &own.value);
        let own = all(own.iter().map(|share| self.share_of_service(share)));
        let count = u16::try_from(raw.barges.as_ref()?.value).expect("read as at most 1,000");
        Some(Bunkering {
            port: port?,
            barges: BunkerBarges {
                barges: count,
                connect: raw.connect.value_or(Distribution::constant(CONNECT_MS)),
                rate: raw.rate.value_or(TONNES_PER_HOUR),
                transfer: raw
                    .transfer
                    .value_or(SimDuration::from_hours(TRANSFER_HOURS)),
                stems: Vec::new(),
            },
            usual: raw.share.value_or(0.0),
            own: own?,
        })
    }

    /// A service with a share of its own, which must come from somewhere.
    fn share_of_service(&self, share: &Named<f64>) -> Option<(usize, f64)> {
        let services = &self.raw.services;
        let at = self.position("service", &share.id, &share.place, services)?;
        if services[at].value.origin.is_none() {
            let message = format!("service `{}` has no origin to take fuel for", share.id);
            let fault = Diagnostic::error(&share.place, message).label("calls of random traffic");
            self.push(fault.help("a vessel takes the fuel of its way back to its origin"));
            return None;
        }
        Some((at, share.value))
    }
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
