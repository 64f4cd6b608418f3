//! What services deploy: the capacity that carries a port's demand.

use super::ground::Ground;
use super::service::WrittenService;
use crate::scenario::given::Named;

/// All services of a scenario on its ground.
pub(super) struct Deployed<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) services: &'a [Named<WrittenService>],
}

impl Deployed<'_> {
    /// Whether it is known of every service when, where and with what it comes; if not, that
    /// has been reported, and conclusions from all services would mislead.
    pub(super) fn is_known(&self) -> bool {
        self.services.iter().all(|service| {
            let service = &service.value;
            let terminal = service.terminal.map(|at| &self.ground.terminals[at].value);
            let capacity = |class: &Named<f64>| self.ground.capacity(&class.id);
            let classes = service.classes.as_ref();
            (service.is_weekly || service.is_random)
                && terminal.is_some_and(|terminal| terminal.port.is_some())
                && classes.is_some_and(|mix| mix.iter().all(|class| capacity(class).is_some()))
        })
    }

    /// Capacity that a port's weekly, demand-driven services deploy, in TEU/day, weighted by fill.
    pub(super) fn per_day(&self, port: usize) -> f64 {
        let terminals = self.by_terminal(port).into_iter();
        terminals.map(|(_, capacity)| capacity).sum()
    }

    /// Terminals of a port with the weighted capacity that calls there, in TEU/day.
    pub(super) fn by_terminal(&self, port: usize) -> Vec<(usize, f64)> {
        let terminals = self.ground.terminals.iter().enumerate();
        let of_port = terminals.filter(|(_, terminal)| terminal.value.port == Some(port));
        of_port
            .map(|(at, _)| {
                let services = self.services.iter().map(|service| &service.value);
                let capacity = services
                    .filter(|service| service.is_weekly && !service.has_moves)
                    .filter(|service| service.terminal == Some(at))
                    .map(|service| self.weekly_capacity(service) / 7.0)
                    .sum();
                (at, capacity)
            })
            .collect()
    }

    /// Mean capacity of a sailing times the service's weight, in TEU.
    fn weekly_capacity(&self, service: &WrittenService) -> f64 {
        let classes = service.classes.iter().flatten();
        let mean: f64 = classes
            .filter_map(|class| {
                let capacity = self.ground.capacity(&class.id)?;
                Some(capacity.value() * class.value)
            })
            .sum();
        mean * service.weight
    }
}
