//! The discrete berth allocation problem: vessels to berths in an order, each served once, without
//! interruption.
//!
//! The plan minimizes the weighted sum of the hours from arrival to departure (Cordeau, Laporte,
//! Legato and Moccia, *Models and tabu search heuristics for the berth-allocation problem*,
//! Transportation Science 39, 2005, with priorities).
//!
//! ```text
//! instance ─► search    a good plan, by adaptive large neighborhood search
//!          ─► branch    a bound, by columns generated over berth schedules, and branching until
//!                       the bound meets the plan or the effort is spent
//! ```
//!
//! - `timetable` holds the order of vessels at each berth with the times that follow from it.
//! - `pricing` finds the schedule of one berth that pays most at given prices of vessels.
//! - `simplex` solves the restricted master problem, which sets these prices.
//! - `relaxation` generates columns until none pays: a lower bound.
//! - `branch` divides on which vessel lies at which berth.

mod branch;
mod instance;
mod pricing;
mod relaxation;
mod search;
mod simplex;
#[cfg(test)]
mod tests;
mod timetable;

pub use instance::{Berth, Instance, Vessel};

use timetable::Timetable;

/// How much work planning may take, in steps that are counted, so that it ends alike on any machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Plans that the search tries.
    pub trials: u32,
    /// Steps that the bound may take: schedules extended by a vessel, and entries of a pivot.
    pub steps: u64,
}

impl Effort {
    /// About a second of one core for 40 vessels at 5 berths.
    pub const PLAN: Self = Self {
        trials: 6_000,
        steps: 110_000_000,
    };
    /// As much as a proof of optimality takes.
    pub const PROOF: Self = Self {
        trials: 6_000,
        steps: u64::MAX,
    };
}

/// One vessel in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Berthing {
    /// Index of the vessel.
    pub vessel: usize,
    /// Index of the berth.
    pub berth: usize,
    /// Start of its handling.
    pub start: crate::engine::SimTime,
    /// End of its handling.
    pub departure: crate::engine::SimTime,
}

/// What planning an instance found.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// Every vessel, in the order of the instance.
    pub berthings: Vec<Berthing>,
    /// Weighted hours from arrival to departure, the sum over the vessels.
    pub objective: f64,
    /// Hours after limits and closing times, the sum over the vessels: zero in a feasible plan.
    pub hours_late: f64,
    /// No feasible plan has a smaller objective; infinite if it is proven that none exists.
    pub bound: f64,
}

impl Solution {
    /// Whether every vessel departs by its limit and before its berth closes.
    pub fn is_feasible(&self) -> bool {
        self.hours_late <= 0.0
    }

    /// Whether it is proven that no feasible plan is better.
    pub fn is_optimal(&self) -> bool {
        self.is_feasible() && self.gap() <= 1e-9
    }

    /// How much better a plan could be at most, as a share of the objective.
    pub fn gap(&self) -> f64 {
        if self.objective > 0.0 {
            ((self.objective - self.bound) / self.objective).max(0.0)
        } else {
            0.0
        }
    }
}

/// Plans an instance: a good plan, and a lower bound on the best.
pub fn plan(instance: &Instance, effort: Effort) -> Solution {
    let found = search::search(instance, effort.trials);
    let (best, bound) = branch::improve(instance, found, effort.steps);
    solution(instance, &best, bound)
}

fn solution(instance: &Instance, plan: &Timetable<'_>, bound: f64) -> Solution {
    let (objective, hours_late) = plan.objective();
    let mut berthings: Vec<Berthing> = plan.berthings().collect();
    berthings.sort_by_key(|one| one.vessel);
    assert_eq!(
        berthings.len(),
        instance.vessels.len(),
        "every vessel is planned once"
    );
    Solution {
        berthings,
        objective,
        hours_late,
        bound: if hours_late > 0.0 {
            bound
        } else {
            bound.min(objective)
        },
    }
}
