//! Whose capacity is asked for, and its traffic made more or less.

use crate::port::bay::{Bay, CallSize, Service, TerminalId, Traffic};
use crate::port::sea::{Demand, Scale};
use crate::scenario::Scenario;

/// Whose capacity is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// The whole complex: the traffic of all terminals is scaled by one factor.
    Bay,
    /// One terminal: its traffic alone is scaled, while the others keep theirs and take their
    /// share of gangs, pilots and channel.
    Terminal(TerminalId),
}

impl Site {
    /// The terminal with this id.
    ///
    /// # Panics
    /// If there are more than 65,535 terminals.
    pub fn terminal(bay: &Bay, id: &str) -> Option<Self> {
        let at = bay
            .terminals
            .iter()
            .position(|terminal| terminal.id == id)?;
        let id = TerminalId(u16::try_from(at).expect("terminals are counted in 16 bits"));
        Some(Self::Terminal(id))
    }

    /// Position among the parts of the complex: bay, ports, terminals.
    pub(super) fn part(self, bay: &Bay) -> usize {
        match self {
            Self::Bay => 0,
            Self::Terminal(id) => 1 + bay.ports.len() + id.index(),
        }
    }

    /// Positions of its terminals in the bay's list.
    pub(super) fn terminals(self, bay: &Bay) -> Vec<usize> {
        match self {
            Self::Bay => (0..bay.terminals.len()).collect(),
            Self::Terminal(id) => vec![id.index()],
        }
    }

    /// Its id in results.
    pub fn id(self, bay: &Bay) -> &str {
        match self {
            Self::Bay => "bay",
            Self::Terminal(id) => &bay.terminal(id).id,
        }
    }

    /// Its name for people.
    pub fn name(self, bay: &Bay) -> &str {
        match self {
            Self::Bay => "the bay",
            Self::Terminal(id) => &bay.terminal(id).name,
        }
    }

    fn holds(self, terminal: TerminalId) -> bool {
        match self {
            Self::Bay => true,
            Self::Terminal(own) => own == terminal,
        }
    }

    /// Whether any service calls here.
    pub fn has_traffic(self, bay: &Bay) -> bool {
        let here = |(terminal, share): &(TerminalId, f64)| *share > 0.0 && self.holds(*terminal);
        let mut services = bay.services.iter();
        services.any(|service| service.terminals.iter().any(here))
    }
}

/// The scenario with the traffic of a site scaled.
///
/// Weekly services and extra loaders grow as the scenario's demand would, by larger and by more
/// calls in its shares; random traffic comes so many times as often, with its calls as they are.
/// No draw of any sailing moves: what comes at two loads is the same call.
pub(super) fn scaled(scenario: &Scenario, site: Site, scale: Scale) -> Scenario {
    let mut scaled = scenario.clone();
    if let Site::Terminal(terminal) = site {
        part_extra_loaders(&mut scaled.bay, terminal);
    }
    let bay = &scaled.bay;
    let services = bay.services.iter();
    let services = services.map(|service| {
        let here = service.terminals.iter().any(|(at, _)| site.holds(*at));
        if here {
            scale_service(bay, service, scale)
        } else {
            service.clone()
        }
    });
    scaled.bay.services = services.collect();
    let Scale { cargo, call_size } = scale;
    let id = site.id(&scenario.bay);
    let note = format!("\n# capacity: traffic of {id} {cargo} times, calls {call_size} times\n");
    scaled.effective.push_str(&note);
    scaled
}

fn scale_service(bay: &Bay, service: &Service, scale: Scale) -> Service {
    let mut scaled = service.clone();
    let often = scale.cargo / scale.call_size;
    if let CallSize::Moves(moves) = &mut scaled.cargo {
        *moves = moves.scaled(scale.call_size);
    }
    match &mut scaled.traffic {
        Traffic::Renewal(gap) => *gap = gap.scaled(1.0 / often),
        // A schedule keeps its calls: more cargo makes each of them larger.
        Traffic::Listed { calls } => {
            for call in calls {
                call.moves = scaled_moves(call.moves, scale.cargo);
            }
        }
        Traffic::Weekly { .. } | Traffic::ExtraLoaders => {
            let demand = bay.demand_of(service).map(|demand| {
                let share = extra_share(bay, service);
                demand.scaled(scale).with_extra_loaders(share)
            });
            scaled.demand = Some(demand.unwrap_or_else(|| Demand::of_sailings(often)));
        }
    }
    scaled
}

/// Containers of a call of a schedule, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a call's moves times a factor near 1 are far from the ends of u32"
)]
fn scaled_moves(moves: u32, cargo: f64) -> u32 {
    (f64::from(moves) * cargo).round().max(1.0) as u32
}

/// The share of its port's extra loaders that a service with a demand of its own brings.
fn extra_share(bay: &Bay, service: &Service) -> f64 {
    let of_port = &bay.port_of(service.terminals[0].0).demand;
    let most = |demand: &Demand| {
        let months = demand.months().iter();
        months.fold(0.0_f64, |most, month| {
            most.max(month.extra_capacity_per_day)
        })
    };
    match (of_port, &service.demand) {
        (Some(port), Some(own)) if most(port) > 0.0 => most(own) / most(port),
        _ => 1.0,
    }
}

/// Gives the extra loaders that come to a terminal a stream of their own, so that they can be
/// scaled without the others of their port. Parts of a Poisson stream are Poisson streams.
fn part_extra_loaders(bay: &mut Bay, terminal: TerminalId) {
    let mut own = Vec::new();
    for index in 0..bay.services.len() {
        let service = &bay.services[index];
        let is_extra = matches!(service.traffic, Traffic::ExtraLoaders);
        let here = service.terminals.iter().find(|(at, _)| *at == terminal);
        let Some((_, share)) = here.filter(|(_, share)| is_extra && *share < 1.0) else {
            continue;
        };
        let demand = bay
            .demand_of(service)
            .expect("extra loaders follow a demand");
        let (share, demand) = (*share, demand.clone());
        own.push(Service {
            id: format!("{}_{}", service.id, bay.terminal(terminal).id),
            terminals: vec![(terminal, 1.0)],
            demand: Some(demand.clone().with_extra_loaders(share)),
            ..service.clone()
        });
        let others = &mut bay.services[index];
        others.terminals.retain(|(at, _)| *at != terminal);
        for (_, of_others) in &mut others.terminals {
            *of_others /= 1.0 - share;
        }
        others.demand = Some(demand.with_extra_loaders(1.0 - share));
    }
    bay.services.extend(own);
}

#[cfg(test)]
mod tests;
