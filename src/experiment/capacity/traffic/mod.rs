//! The traffic of a site, made more or less.

use crate::experiment::capacity::site::{Site, terminal_id};
use crate::experiment::offered::offered_load;
use crate::port::bay::{Bay, CallSize, Demand, Scale, Service, TerminalId, Traffic};
use crate::scenario::Scenario;

/// The scenario with the traffic of each [group](Site::groups) of a site scaled by its load, and
/// calls by one factor.
///
/// Weekly services and extra loaders grow as the scenario's demand would, by larger and by more
/// calls in its shares; random traffic comes so many times as often, with its calls as they are.
/// No draw of any sailing moves: what comes at two loads is the same call.
pub(super) fn scaled(scenario: &Scenario, site: Site, loads: &[f64], call_size: f64) -> Scenario {
    let mut scaled = scenario.clone();
    let factors = site.loads_of_terminals(&scenario.bay, loads);
    if site != Site::Bay {
        for index in site.terminals(&scenario.bay) {
            part_extra_loaders(&mut scaled.bay, terminal_id(index));
        }
    }
    let bay = &scaled.bay;
    let services = bay.services.iter();
    let services = services.map(|service| match factor_of(service, &factors) {
        Some(cargo) => scale_service(bay, service, Scale { cargo, call_size }, &factors),
        None => service.clone(),
    });
    scaled.bay.services = services.collect();
    let note = note(&scenario.bay, site, &factors);
    let note = format!("\n# capacity: traffic of {note}, calls {call_size} times\n");
    scaled.effective.push_str(&note);
    scaled
}

/// Cargo over all quays of the bay under the loads of a site's [groups](Site::groups), against
/// the scenario's, by the offered load.
pub(super) fn cargo(scenario: &Scenario, site: Site, loads: &[f64]) -> f64 {
    let weekly = offered_load(scenario);
    let now: f64 = weekly.iter().map(|at| at.teu_per_week).sum();
    let factors = site.loads_of_terminals(&scenario.bay, loads);
    let each = weekly.iter().zip(factors);
    let then: f64 = each
        .map(|(at, factor)| factor.unwrap_or(1.0) * at.teu_per_week)
        .sum();
    if now > 0.0 { then / now } else { 1.0 }
}

/// The factor of a service: the mean of its terminals' that have one, by their shares.
fn factor_of(service: &Service, factors: &[Option<f64>]) -> Option<f64> {
    let here: Vec<(f64, f64)> = (service.terminals.iter())
        .filter_map(|(terminal, share)| Some((factors[terminal.index()]?, *share)))
        .collect();
    let first = here.first()?.0;
    // One factor is its own mean, to the last bit.
    let mut each = here.iter();
    if each.all(|(factor, _)| factor.to_bits() == first.to_bits()) {
        return Some(first);
    }
    let weight: f64 = here.iter().map(|(_, share)| share).sum();
    let sum: f64 = here.iter().map(|(factor, share)| factor * share).sum();
    Some(sum / weight)
}

/// What is scaled by how much, in words that tell any two apart.
fn note(bay: &Bay, site: Site, factors: &[Option<f64>]) -> String {
    if site == Site::Bay {
        let factor = factors.iter().flatten().next().copied().unwrap_or(1.0);
        return format!("bay {factor} times");
    }
    let named = bay.terminals.iter().zip(factors);
    let each = named.filter_map(|(at, factor)| Some(format!("{} {} times", at.id, (*factor)?)));
    each.collect::<Vec<_>>().join(", ")
}

fn scale_service(bay: &Bay, service: &Service, scale: Scale, factors: &[Option<f64>]) -> Service {
    let mut scaled = service.clone();
    let often = scale.cargo / scale.call_size;
    if let CallSize::Moves(moves) = &mut scaled.cargo {
        *moves = moves.scaled(match (&service.traffic, bay.demand_of(service)) {
            // Its sailings grow with the port's, so its calls must too.
            (Traffic::Weekly { .. }, Some(demand)) => demand.growth_of_calls(scale),
            _ => scale.call_size,
        });
    }
    match &mut scaled.traffic {
        Traffic::Renewal(gap) => *gap = gap.scaled(1.0 / often),
        // A schedule keeps its calls: more cargo makes each of them larger.
        Traffic::Listed { calls } => {
            for call in calls {
                let factor = factors[call.terminal.index()];
                call.moves = scaled_moves(call.moves, factor.unwrap_or(1.0));
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
