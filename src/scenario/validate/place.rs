//! Ports and the zone around the bay.

use super::{Check, all};
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{Approach, CaptureBarges, CargoMix, Demand, Port, SpeedZone};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw;
use crate::scenario::reader::{Named, OrDefault as _};
use crate::units::{Knots, NauticalMiles};

/// Mix of a port that states none: Los Angeles in 2024, 5,356,680 loaded imports, 1,494,201 loaded
/// exports and 3,446,471 empties of 10,297,352 TEU (Port of Los Angeles, container statistics).
const USUAL_MIX: CargoMix = CargoMix {
    import_loaded: 5_356_680.0 / 10_297_352.0,
    export_loaded: 1_494_201.0 / 10_297_352.0,
    empty: 3_446_471.0 / 10_297_352.0,
};

/// Rings and limit of the ports' voluntary Vessel Speed Reduction program.
const ZONE: (f64, f64, f64) = (40.0, 20.0, 12.0);

impl Check<'_> {
    /// All ports, with the demand and the capture barges of each.
    pub(super) fn ports(
        &self,
        demands: Option<Vec<Option<Demand>>>,
        barges: Option<Vec<Option<CaptureBarges>>>,
    ) -> Option<Vec<Port>> {
        if self.raw.ports.is_empty() {
            self.push(
                Diagnostic::error(&self.raw.start, "the scenario has no port")
                    .help("add a table such as `[port.los_angeles]`"),
            );
            return None;
        }
        let own = demands?.into_iter().zip(barges?);
        all(self
            .raw
            .ports
            .iter()
            .zip(own)
            .map(|(port, (demand, barges))| self.port(port, demand, barges)))
    }

    fn port(
        &self,
        port: &Named<raw::Port>,
        demand: Option<Demand>,
        barges: Option<CaptureBarges>,
    ) -> Option<Port> {
        let raw = &port.value;
        let count = |crew: u64| u32::try_from(crew).expect("read as at most 10,000");
        let tugs_per_transit = raw.tugs_per_transit.value_or(2);
        if let Some(tugs) = raw
            .tugs
            .as_ref()
            .filter(|tugs| tugs.value < tugs_per_transit)
        {
            let message = format!("port `{}` has fewer tugs than one transit binds", port.id);
            let fault = Diagnostic::error(&tugs.place, message)
                .label(format!("a transit binds {tugs_per_transit}"));
            self.push(match &raw.tugs_per_transit {
                Some(given) => fault.related(&given.place, "said here"),
                None => fault.help("set `tugs_per_transit`, 2 by default"),
            });
            return None;
        }
        Some(Port {
            id: port.id.clone(),
            name: raw.name.value_or(port.id.clone()),
            approach: Approach {
                pilots: raw.pilots.as_ref().map(|pilots| count(pilots.value)),
                tugs: raw.tugs.as_ref().map(|tugs| count(tugs.value)),
                tugs_per_transit: count(tugs_per_transit),
                inbound: raw.inbound.value_or(Distribution::constant(0.0)),
                outbound: raw.outbound.value_or(Distribution::constant(0.0)),
                headway: raw.headway.value_or(SimDuration::ZERO),
            },
            demand,
            cargo_mix: self.cargo_mix(&port.id),
            loaded_teu_value: raw.loaded_teu_value.as_ref().map(|value| value.value),
            barges,
            // Attached once services, classes and fuels are known.
            bunkering: None,
        })
    }

    /// How the cargo of a port divides; its shares have been checked with its demand.
    fn cargo_mix(&self, port: &str) -> CargoMix {
        let demand = self.raw.demands.iter().find(|demand| demand.id == port);
        demand.map_or(USUAL_MIX, |demand| {
            let raw = &demand.value;
            let parts = [&raw.import_loaded, &raw.export_loaded, &raw.empty];
            let [import_loaded, export_loaded, empty] = parts.map(|part| part.value_or(0.0));
            let sum = import_loaded + export_loaded + empty;
            CargoMix {
                import_loaded: import_loaded / sum,
                export_loaded: export_loaded / sum,
                empty: empty / sum,
            }
        })
    }

    /// The zone, if the scenario has one.
    #[expect(
        clippy::option_option,
        reason = "no zone and a zone that is wrong are two things"
    )]
    pub(super) fn speed_zone(&self) -> Option<Option<SpeedZone>> {
        let Some(zone) = &self.raw.speed_zone else {
            return Some(None);
        };
        let raw = &zone.value;
        let outer = raw.outer.value_or(NauticalMiles::new(ZONE.0));
        let inner = raw.inner.value_or(NauticalMiles::new(ZONE.1));
        if inner >= outer {
            let given = raw.inner.as_ref().or(raw.outer.as_ref());
            let place = given.map_or(&zone.place, |given| &given.place);
            let message = "the inner ring is not inside the outer ring";
            let label = format!("inner {} nm, outer {} nm", inner.value(), outer.value());
            self.error(place, message, label);
            return None;
        }
        Some(Some(SpeedZone {
            outer,
            inner,
            limit: raw.limit.value_or(Knots::new(ZONE.2)),
            inner_compliance: raw.inner_compliance.as_ref()?.value,
            outer_compliance: raw.outer_compliance.as_ref()?.value,
        }))
    }
}
