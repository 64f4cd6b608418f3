//! Green corridors: their services, and what these burn in the year of the inventory.

use super::{Check, all};
use crate::emissions::corridor::Corridor;
use crate::emissions::fuel::FuelMix;
use crate::port::bay::ServiceId;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw;
use crate::scenario::reader::{At, Named, OrDefault as _};

impl Check<'_> {
    pub(super) fn corridors(&self) -> Option<Vec<Corridor>> {
        let corridors = all(self
            .raw
            .emissions
            .corridors
            .iter()
            .map(|raw| self.corridor(raw)))?;
        self.services_of_one_corridor()?;
        Some(corridors)
    }

    fn corridor(&self, raw: &Named<raw::Corridor>) -> Option<Corridor> {
        let corridor = &raw.value;
        let named = corridor.services.as_ref()?;
        if named.value.is_empty() {
            self.error(
                &named.place,
                "a corridor has at least one service",
                "none here",
            );
            return None;
        }
        let own = corridor.service_fuel.as_ref();
        let own: &[Named<raw::Fuels>] = own.map_or(&[], |own| &own.value);
        let inside = all(own.iter().map(|fuels| self.is_inside(fuels, &named.value)));
        let none = raw::Fuels::new();
        let usual = corridor.fuel.as_ref().map_or(&none, |fuel| &fuel.value);
        let services = all(named.value.iter().map(|service| {
            let own = own.iter().find(|own| own.id == service.value);
            let mix = self.fuel_mix(own.map_or(usual, |own| &own.value));
            let service = self.service_id(service);
            Some((service?, mix?))
        }));
        inside?;
        Some(Corridor {
            id: raw.id.clone(),
            services: services?,
            ocean_leg: corridor.ocean_leg.value_or(false),
            // Known once all barges are.
            bunkering: false,
        })
    }

    /// Whether fuels of a single service are those of one in the corridor.
    fn is_inside(&self, fuels: &Named<raw::Fuels>, services: &[At<String>]) -> Option<()> {
        if services.iter().any(|service| service.value == fuels.id) {
            return Some(());
        }
        let message = format!("service `{}` is not in this corridor", fuels.id);
        self.error(&fuels.place, message, "name it in `services`, too");
        None
    }

    fn service_id(&self, service: &At<String>) -> Option<ServiceId> {
        let services = &self.raw.services;
        let at = self.position("service", &service.value, &service.place, services)?;
        Some(ServiceId(
            u16::try_from(at).expect("a scenario has fewer than 65,536 services"),
        ))
    }

    /// Shares of the year of the inventory.
    fn fuel_mix(&self, fuels: &raw::Fuels) -> Option<FuelMix> {
        let year = self.inventory_year();
        let shares = fuels
            .iter()
            .map(|(fuel, path)| (*fuel, path.value.at(year)));
        let mix = FuelMix::new(shares.collect());
        if mix.is_none() {
            let (_, last) = fuels.last().expect("nothing adds up to more than all");
            let sum: f64 = fuels.iter().map(|(_, path)| path.value.at(year)).sum();
            let message = format!("the fuels of {year} add up to {:.1} %", 100.0 * sum);
            let fault = Diagnostic::error(&last.place, message).label("more than 100 % with this");
            self.push(
                fault.help("what is left below 100 % is gas oil in the bay and VLSFO at sea"),
            );
        }
        mix
    }

    /// No service in two corridors: its fuel would count twice.
    fn services_of_one_corridor(&self) -> Option<()> {
        let corridors = self.raw.emissions.corridors.iter();
        let named: Vec<&At<String>> = corridors
            .flat_map(|corridor| corridor.value.services.iter())
            .flat_map(|services| &services.value)
            .collect();
        let twice = named.iter().enumerate().find(|(index, service)| {
            named[..*index]
                .iter()
                .any(|other| other.value == service.value)
        });
        let Some((_, service)) = twice else {
            return Some(());
        };
        let message = format!("service `{}` stands in corridors twice", service.value);
        self.error(&service.place, message, "its fuel would count twice");
        None
    }
}
