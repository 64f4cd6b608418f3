//! What services deploy: the capacity that carries a port's demand.

use super::ground::Ground;
use super::service::WrittenService;
use crate::port::bay::CallSize;
use crate::scenario::given::Named;

/// Step of weights beside each other, 2^-40: factors that do not divide evenly leave their last bits
/// to chance.
const WEIGHT_STEP: f64 = 1.0 / (1_u64 << 40) as f64;

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
        sailing_capacity(service, self.ground) * service.weight
    }
}

/// Mean capacity of a sailing, in TEU.
fn sailing_capacity(service: &WrittenService, ground: &Ground<'_>) -> f64 {
    let classes = service.classes.iter().flatten();
    let capacity = |class: &Named<f64>| Some(ground.capacity(&class.id)?.value() * class.value);
    classes.filter_map(capacity).sum()
}

/// Brings the weights of each port's services to a mean of 1 over the capacity that they deploy, which
/// is the weight of extra loaders: whatever unit weights are written in, only their ratios count.
pub(super) fn relate_weights(services: &mut [Named<WrittenService>], ground: &Ground<'_>) {
    for port in 0..ground.check.names("port").len() {
        let here = |service: &WrittenService| {
            let terminal = service.terminal.map(|at| &ground.terminals[at].value);
            let is_of_port = terminal.is_some_and(|terminal| terminal.port == Some(port));
            is_of_port && service.is_weekly && !service.has_moves
        };
        let of_port = || {
            services
                .iter()
                .map(|one| &one.value)
                .filter(|one| here(one))
        };
        // Against the heaviest first, so that no sum overflows.
        let heaviest = of_port().map(|service| service.weight).fold(0.0, f64::max);
        let deployed: f64 = of_port().map(|one| sailing_capacity(one, ground)).sum();
        let weighted: f64 = of_port()
            .map(|one| sailing_capacity(one, ground) * (one.weight / heaviest))
            .sum();
        // Without a capacity there is a fault.
        if weighted <= 0.0 {
            continue;
        }
        for service in services.iter_mut().map(|one| &mut one.value) {
            if here(service) {
                let related = service.weight / heaviest * (deployed / weighted);
                let steps = (related / WEIGHT_STEP).round().max(1.0);
                service.weigh(steps * WEIGHT_STEP);
            }
        }
    }
}

impl WrittenService {
    /// Gives the service another weight.
    fn weigh(&mut self, to: f64) {
        self.weight = to;
        if let Some(service) = &mut self.service
            && let CallSize::Demand { weight, .. } = &mut service.cargo
        {
            *weight = to;
        }
    }
}
