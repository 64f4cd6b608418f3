//! Services, random traffic and extra loaders.

use super::fit::Deployment;
use super::{Check, all};
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{CallSize, ClassId, Service, TerminalId, Traffic};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw;
use crate::scenario::reader::{At, Named, OrDefault as _};
use crate::units::NauticalMiles;

/// Spread of call sizes around the mean of a month (assumption).
const CALL_SIZE_CV: f64 = 0.25;
/// Least mean gap between random arrivals: shorter ones stop simulated time.
const SHORTEST_GAP_MS: f64 = 1_000.0;

/// Where a vessel comes from.
pub(super) struct Passage {
    pub(super) name: String,
    pub(super) in_china: bool,
    pub(super) distance: NauticalMiles,
}

impl Check<'_> {
    /// All services in the order of the file, then each port's extra loaders.
    pub(super) fn services(&self) -> Option<Vec<Service>> {
        for origin in &self.raw.origins {
            self.origin_is_outside_the_zone(origin);
        }
        if self.raw.services.is_empty() && !self.raw.arrivals.is_given {
            self.push(
                Diagnostic::error(&self.raw.start, "the scenario has no service").help(
                    "add a table such as `[service.shanghai_express]`, or a call list with \
                         `[arrivals]` and `file = \"calls.csv\"`",
                ),
            );
        }
        let services = all(self
            .raw
            .services
            .iter()
            .map(|service| self.service(service)));
        let extra = all(self
            .raw
            .extra_loaders
            .iter()
            .map(|extra| self.extra_loader(extra)));
        let listed = self.listed();
        let mut services = services?;
        services.extend(listed?);
        services.extend(extra?.into_iter().flatten());
        Some(services)
    }

    fn service(&self, service: &Named<raw::Service>) -> Option<Service> {
        let raw = &service.value;
        let terminal = raw.terminal.as_ref().and_then(|at| {
            let index = self.position("terminal", &at.value, &at.place, &self.raw.terminals)?;
            Some((index, &at.place))
        });
        let classes = self.mix(raw.classes.as_deref());
        let passage = self.passage(service);
        let traffic = self.traffic(service);
        let cargo = self.cargo(service, terminal.map(|(index, _)| index));
        let (terminal, place) = terminal?;
        let fits = self.fits(&Deployment {
            service: &service.id,
            terminal,
            sent: place,
            classes: raw.classes.as_deref()?,
            loa: None,
        });
        let passage = passage?;
        let lateness = self.lateness(raw);
        fits.then_some(())?;
        Some(Service {
            id: service.id.clone(),
            name: raw.name.value_or(service.id.clone()),
            origin: passage.name,
            origin_in_china: passage.in_china,
            distance: passage.distance,
            terminals: vec![(terminal_id(terminal), 1.0)],
            traffic: traffic?,
            vessel_classes: classes?,
            delay: lateness.0,
            early: lateness.1,
            demand: None,
            cargo: cargo?,
        })
    }

    pub(super) fn mix(&self, classes: Option<&[Named<f64>]>) -> Option<Vec<(ClassId, f64)>> {
        all(classes?
            .iter()
            .map(|class| Some((self.class_id(&class.id, &class.place)?, class.value))))
    }

    fn passage(&self, service: &Named<raw::Service>) -> Option<Passage> {
        if let Some(origin) = &service.value.origin {
            return self.origin(origin);
        }
        (!service.value.is_weekly).then(|| Passage {
            name: String::new(),
            in_china: false,
            distance: NauticalMiles::ZERO,
        })
    }

    pub(super) fn origin(&self, given: &At<String>) -> Option<Passage> {
        let at = self.position("origin", &given.value, &given.place, &self.raw.origins)?;
        let origin = &self.raw.origins[at];
        Some(Passage {
            name: origin.value.name.value_or(origin.id.clone()),
            in_china: origin.value.country.as_ref()?.value == "China",
            distance: origin.value.distance.as_ref()?.value,
        })
    }

    /// A passage must be longer than the way through the speed reduction zone.
    fn origin_is_outside_the_zone(&self, origin: &Named<raw::Origin>) {
        let zone = self.raw.speed_zone.as_ref();
        let outer = zone.map_or(NauticalMiles::ZERO, |zone| {
            zone.value.outer.value_or(NauticalMiles::new(40.0))
        });
        if let Some(distance) = &origin.value.distance
            && distance.value <= outer
        {
            let message = format!("origin `{}` lies inside the bay", origin.id);
            let label = format!("must be above {} nm", outer.value());
            self.error(&distance.place, message, label);
        }
    }

    fn traffic(&self, service: &Named<raw::Service>) -> Option<Traffic> {
        let raw = &service.value;
        if let Some(arrivals) = &raw.arrivals {
            if arrivals.value.mean() < SHORTEST_GAP_MS {
                let message = format!("the vessels of service `{}` come all at once", service.id);
                self.error(&arrivals.place, message, "a mean gap of at least 1 s");
                return None;
            }
            return Some(Traffic::Renewal(arrivals.value.clone()));
        }
        let window = raw.window.as_ref()?;
        // A window after the end may still see an early vessel before it.
        let tail = self.lateness(raw).1 + SimDuration::from_days(7.0);
        Some(Traffic::Weekly {
            windows: self.clock.windows(window.value, tail),
        })
    }

    /// How late a service's vessels are, and how early an undelayed one is.
    fn lateness(&self, raw: &raw::Service) -> (Distribution, SimDuration) {
        if raw.is_random {
            return (Distribution::constant(0.0), SimDuration::ZERO);
        }
        let (own, usual) = (&raw.lateness, &self.raw.lateness);
        let delay = own.delay.as_ref().or(usual.delay.as_ref()).cloned();
        let early = own.early.as_ref().or(usual.early.as_ref());
        (
            delay.value_or(Distribution::constant(0.0)),
            early.map_or(SimDuration::ZERO, |early| early.value),
        )
    }

    fn cargo(&self, service: &Named<raw::Service>, terminal: Option<usize>) -> Option<CallSize> {
        let raw = &service.value;
        if let Some(moves) = &raw.moves {
            if moves.value.mean() < 1.0 {
                let fault = "a call moves at least one container";
                self.error(&moves.place, fault, "1 or more on average");
                return None;
            }
            return Some(CallSize::Moves(moves.value.clone()));
        }
        if raw.has_moves || !raw.is_weekly {
            return None;
        }
        let port = self.port_index_of(terminal?)?;
        let port = &self.raw.ports[port];
        if !self.has_demand(&port.id) {
            if self.any_demand_is_astray() {
                return None;
            }
            let message = format!("nothing says how much service `{}` carries", service.id);
            let fault = Diagnostic::error(&service.place, message)
                .label(format!("calls at port `{}`, which has no demand", port.id))
                .help(format!(
                    "add `[demand.{}]`, or `moves` to the service",
                    port.id
                ));
            self.push(fault);
            return None;
        }
        self.carried(raw.weight.value_or(1.0))
    }

    pub(super) fn has_demand(&self, port: &str) -> bool {
        self.raw.demands.iter().any(|demand| demand.id == port)
    }

    /// Whether a demand names a port that is not there; that has been reported.
    fn any_demand_is_astray(&self) -> bool {
        let ports = &self.raw.ports;
        let is_astray = |id: &str| !ports.iter().any(|port| port.id == id);
        self.raw.demands.iter().any(|demand| is_astray(&demand.id))
    }

    /// By how much calls of one mean size differ.
    pub(super) fn call_size_factor(&self) -> Distribution {
        let given = self.raw.cargo.call_size_factor.as_ref();
        given.map_or_else(
            || Distribution::gamma(1.0, CALL_SIZE_CV),
            |factor| factor.value.clone(),
        )
    }

    /// A share of the port's demand.
    pub(super) fn carried(&self, weight: f64) -> Option<CallSize> {
        let rule = &self.raw.cargo;
        if let Some(factor) = &rule.call_size_factor
            && (factor.value.mean() - 1.0).abs() > 1e-3
        {
            let message = "the factor of call sizes changes how much cargo there is";
            let label = format!("mean {}, must be 1", factor.value.mean());
            self.error(&factor.place, message, label);
            return None;
        }
        Some(CallSize::Demand {
            weight,
            factor: self.call_size_factor(),
            cap: rule.call_size_cap.value_or(2.0),
        })
    }
}

pub(super) fn terminal_id(at: usize) -> TerminalId {
    TerminalId(u16::try_from(at).expect("a scenario has fewer than 65,536 terminals"))
}
