//! Branch and price: the plans are divided by which vessel lies at which berth until no part can
//! hold a better one, or the work is spent.
//!
//! Once each vessel lies at one berth, all schedules in use of a berth serve the same vessels, so
//! that the cheapest of each make a plan: dividing by berth is enough.

use super::instance::Instance;
use super::relaxation::{Allowed, Relaxation, Relaxed};
use super::search::polish;
use super::timetable::Timetable;

/// Trials with which a plan made from a relaxation is polished.
const POLISH: u32 = 1000;
/// Costs differ by rounding below this share.
const ROUNDING: f64 = 1e-9;

/// A part of the plans, with a bound on them.
struct Part {
    bound: f64,
    allowed: Allowed,
}

/// Improves a plan as far as the work allows; with it a bound on all plans, infinite if none keeps
/// all limits.
pub(super) fn improve<'a>(
    instance: &'a Instance,
    found: Timetable<'a>,
    most_steps: u64,
) -> (Timetable<'a>, f64) {
    let mut tree = Tree::new(instance, found, most_steps);
    let berths = 0..instance.berths.len();
    let allowed: Allowed = berths
        .map(|berth| {
            let vessels = instance.vessels.iter();
            vessels
                .map(|vessel| vessel.handling[berth].is_some())
                .collect()
        })
        .collect();
    let mut parts = vec![Part {
        bound: 0.0,
        allowed,
    }];
    while let Some(index) = least(&parts) {
        if parts[index].bound >= tree.enough() || !tree.relaxation.may_go_on() {
            break;
        }
        let part = parts.swap_remove(index);
        parts.extend(tree.divide(part));
    }
    let open = least(&parts).map_or(f64::INFINITY, |index| parts[index].bound);
    // No part left holds a plan below the best, if there is one.
    let closed = if tree.is_feasible {
        tree.cost
    } else {
        f64::INFINITY
    };
    let bound = tree.rounded_up(open).min(closed);
    (tree.best, bound)
}

/// The part with the least bound; of equals the last, which is the deepest.
fn least(parts: &[Part]) -> Option<usize> {
    let parts = parts.iter().enumerate().rev();
    let least = parts.min_by(|a, b| a.1.bound.total_cmp(&b.1.bound));
    least.map(|(index, _)| index)
}

struct Tree<'a> {
    relaxation: Relaxation<'a>,
    best: Timetable<'a>,
    /// What the best plan costs, or more than any feasible plan does.
    cost: f64,
    is_feasible: bool,
    step: Option<f64>,
    polished: u64,
}

impl<'a> Tree<'a> {
    fn new(instance: &'a Instance, best: Timetable<'a>, most_steps: u64) -> Self {
        let (cost, late) = best.objective();
        let is_feasible = late <= 0.0;
        let cost = if is_feasible { cost } else { dearest(instance) };
        Self {
            relaxation: Relaxation::new(instance, &best.orders, cost + 1.0, most_steps),
            best,
            cost,
            is_feasible,
            step: instance.step(),
            polished: 0,
        }
    }

    /// A bound as the next value that a plan can have.
    fn rounded_up(&self, bound: f64) -> f64 {
        match self.step {
            Some(step) if bound.is_finite() => {
                let steps = bound / step;
                (steps - 1e-6 - steps * ROUNDING).ceil().max(0.0) * step
            }
            _ => bound,
        }
    }

    /// A part with this bound cannot hold a better plan.
    fn enough(&self) -> f64 {
        let below = self.step.map_or(0.0, |step| step * (1.0 - 1e-5));
        let least = self.cost - below - self.cost * ROUNDING;
        if self.is_feasible {
            least
        } else {
            self.cost + 0.5
        }
    }

    /// Bounds a part, looks for a plan in it, and divides it.
    fn divide(&mut self, part: Part) -> Vec<Part> {
        let relaxed = self.relaxation.solve(&part.allowed, self.enough());
        let bound = relaxed.bound.max(part.bound);
        if bound >= self.enough() {
            return Vec::new();
        }
        self.round(&relaxed);
        if bound >= self.enough() {
            return Vec::new();
        }
        let Some((berth, vessel)) = undecided(&relaxed, &part.allowed) else {
            if relaxed.is_whole && self.is_feasible && self.cost <= bound * (1.0 + 1e-7) + 1e-6 {
                return Vec::new();
            }
            // The work was spent before columns ended, or a vessel has no bit to be remembered by.
            self.relaxation.give_up();
            return vec![Part { bound, ..part }];
        };
        if !self.relaxation.may_go_on() {
            return vec![Part { bound, ..part }];
        }
        let mut elsewhere = part.allowed.clone();
        elsewhere[berth][vessel] = false;
        let mut here = part.allowed;
        for (other, allowed) in here.iter_mut().enumerate() {
            allowed[vessel] &= other == berth;
        }
        let child = |allowed| Part { bound, allowed };
        vec![child(elsewhere), child(here)]
    }

    /// Makes a plan of a relaxation: each vessel at the berth where it lies most.
    fn round(&mut self, relaxed: &Relaxed) {
        let instance = self.relaxation.instance;
        let mut plan = Timetable::of(
            instance,
            vec![Vec::new(); instance.berths.len()],
            self.best.penalty(),
        );
        let mut planned = vec![false; instance.vessels.len()];
        for (berth, order) in relaxed.orders.iter().enumerate() {
            for vessel in order {
                if !std::mem::replace(&mut planned[*vessel], true) {
                    let end = plan.orders[berth].len();
                    plan.insert(*vessel, berth, end);
                }
            }
        }
        for vessel in (0..planned.len()).filter(|vessel| !planned[*vessel]) {
            let (berth, at) = plan.cheapest(vessel);
            plan.insert(vessel, berth, at);
        }
        self.polished += 1;
        let plan = polish(&plan, POLISH, self.polished);
        self.relaxation.learn(&plan.orders);
        self.take(plan);
    }

    fn take(&mut self, plan: Timetable<'a>) {
        let (cost, late) = plan.objective();
        let before = self.best.objective().1;
        if late <= 0.0 && cost < self.cost - 1e-9 {
            (self.cost, self.is_feasible) = (cost, true);
            self.best = plan;
        } else if !self.is_feasible && late < before {
            self.best = plan;
        }
    }
}

/// More than any feasible plan costs.
fn dearest(instance: &Instance) -> f64 {
    let vessels = instance.vessels.iter().enumerate();
    let costs = vessels.map(|(vessel, of)| {
        let berths = 0..instance.berths.len();
        let dues = berths.map(|berth| instance.due(vessel, berth)).max();
        of.cost(dues.expect("there is a berth"))
    });
    costs.sum::<f64>() + 1.0
}

/// The vessel and berth of which it is least decided whether it lies there.
fn undecided(relaxed: &Relaxed, allowed: &Allowed) -> Option<(usize, usize)> {
    let mut found: Option<(f64, (usize, usize))> = None;
    for (berth, shares) in relaxed.shares.iter().enumerate() {
        for (vessel, share) in shares.iter().enumerate() {
            let elsewhere =
                (0..allowed.len()).any(|other| other != berth && allowed[other][vessel]);
            let open = (share - share.floor()).min(share.ceil() - share);
            let is_open = open > 1e-4 && allowed[berth][vessel] && elsewhere;
            if is_open && found.is_none_or(|(most, _)| open > most) {
                found = Some((open, (berth, vessel)));
            }
        }
    }
    found.map(|(_, which)| which)
}
