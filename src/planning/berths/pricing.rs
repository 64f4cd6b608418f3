//! The schedule of one berth that pays most at given prices of vessels: labels in order of time.
//!
//! A label is a partial schedule: when the berth is free again, what it costs less the prices
//! earned, and which vessels it remembers to have served. It is dropped if another that is free no
//! later costs no more and remembers no other vessels. Vessels that are not remembered may be
//! served again, which makes the bound weaker and the search short; memory is added where the
//! relaxation makes use of that (ng-routes: R. Baldacci, A. Mingozzi and R. Roberti, Operations
//! Research 59, 2011).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::instance::Instance;

/// Schedules of a berth that are returned at once.
const COLUMNS: usize = 6;
/// Labels of one search at most: beyond them the bound is given up.
const LABELS: usize = 3_000_000;

/// Which vessels are remembered: one bit each, so that instances of more vessels than bits are
/// bounded without memory for the last ones.
pub(super) type Memory = u128;

/// The bit of a vessel.
pub(super) fn bit(vessel: usize) -> Memory {
    u32::try_from(vessel)
        .ok()
        .and_then(|at| 1_u128.checked_shl(at))
        .unwrap_or(0)
}

/// A schedule of one berth.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) berth: usize,
    /// Vessels in order; one may be served twice.
    pub(super) order: Vec<usize>,
    pub(super) cost: f64,
}

/// Schedules that pay, and what the best of all costs less its prices, at most zero.
pub(super) struct Priced {
    pub(super) least: f64,
    pub(super) columns: Vec<Column>,
}

/// A vessel as labels are extended by it. Times in milliseconds.
struct Candidate {
    vessel: usize,
    arrival: i64,
    handling: i64,
    /// It pays only if it starts by then.
    latest: i64,
    /// Cost of a millisecond.
    weight: f64,
    price: f64,
    bit: Memory,
    /// What is still remembered behind it.
    keeps: Memory,
}

#[derive(Clone, Copy)]
struct Label {
    free: i64,
    cost: f64,
    memory: Memory,
    vessel: u32,
    before: u32,
}

/// No label before, no vessel.
const NONE: u32 = u32::MAX;

/// What is asked of a berth.
pub(super) struct Question<'a> {
    pub(super) instance: &'a Instance,
    pub(super) berth: usize,
    /// Price of each vessel, zero or more.
    pub(super) prices: &'a [f64],
    /// Whether a vessel may lie here.
    pub(super) allowed: &'a [bool],
    /// Which vessels are still remembered behind each.
    pub(super) memory: &'a [Memory],
}

impl Question<'_> {
    /// The schedules that pay most; `None` if there are too many partial ones.
    pub(super) fn answer(&self, steps: &mut u64) -> Option<Priced> {
        let candidates = self.candidates();
        let mut labels = vec![Label {
            free: self.instance.berths[self.berth].open.millis(),
            cost: 0.0,
            memory: 0,
            vessel: NONE,
            before: NONE,
        }];
        let width = candidates.iter().map(|one| one.handling).min().unwrap_or(1);
        // No extension falls into the stretch of time that it comes from.
        let stretch = |label: &Label| label.free.div_euclid(width);
        let mut open = BTreeMap::from([(stretch(&labels[0]), vec![0])]);
        let mut front: Vec<(Memory, f64)> = Vec::new();
        let mut kept = Vec::new();
        while let Some((_, mut indices)) = open.pop_first() {
            indices.sort_unstable_by(|a: &u32, b: &u32| {
                let (one, other) = (&labels[*a as usize], &labels[*b as usize]);
                let by_time = one.free.cmp(&other.free);
                by_time.then(one.cost.total_cmp(&other.cost)).then(a.cmp(b))
            });
            for index in indices {
                let label = labels[index as usize];
                *steps += 1 + front.len() as u64 / 4;
                if is_dominated(&front, &label) {
                    continue;
                }
                settle(&mut front, &label);
                kept.push((label.cost, index));
                for candidate in &candidates {
                    if candidate.latest < label.free {
                        break;
                    }
                    *steps += 1;
                    let next = extended(&label, index, candidate);
                    let Some(next) = next.filter(|next| !is_dominated(&front, next)) else {
                        continue;
                    };
                    let at = u32::try_from(labels.len()).expect("labels are bounded");
                    open.entry(stretch(&next)).or_default().push(at);
                    labels.push(next);
                }
            }
            if labels.len() > LABELS {
                return None;
            }
        }
        Some(self.best(&labels, kept))
    }

    /// Vessels that may pay, the one that may start latest first.
    fn candidates(&self) -> Vec<Candidate> {
        let vessels = self.instance.vessels.iter().enumerate();
        let possible = vessels.filter(|(vessel, _)| self.allowed[*vessel]);
        let mut candidates: Vec<Candidate> = possible
            .filter_map(|(vessel, of)| {
                let handling = of.handling[self.berth]?.millis();
                let due = self.instance.due(vessel, self.berth).millis();
                let weight = of.weight / 3_600_000.0;
                let arrival = of.arrival.millis();
                // Behind that it costs more than its price.
                let pays = if weight > 0.0 {
                    self.prices[vessel] / weight
                } else {
                    f64::MAX
                };
                #[expect(clippy::cast_possible_truncation, reason = "bounded before")]
                let pays = arrival + pays.min(1e15) as i64;
                Some(Candidate {
                    vessel,
                    arrival,
                    handling,
                    latest: due.min(pays) - handling,
                    weight,
                    price: self.prices[vessel],
                    bit: bit(vessel),
                    keeps: self.memory[vessel] | bit(vessel),
                })
            })
            .filter(|one| one.price > 0.0 && one.latest >= one.arrival)
            .collect();
        candidates.sort_by_key(|one| (Reverse(one.latest), one.vessel));
        candidates
    }

    /// The best schedules with what they really cost.
    fn best(&self, labels: &[Label], mut kept: Vec<(f64, u32)>) -> Priced {
        kept.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let least = kept.first().map_or(0.0, |(cost, _)| cost.min(0.0));
        let mut ends = Vec::new();
        let mut columns = Vec::new();
        for (cost, index) in kept {
            let label = labels[index as usize];
            if cost >= 0.0 || columns.len() == COLUMNS {
                break;
            }
            // One schedule a last vessel: more of them teach the master problem little.
            if ends.contains(&label.vessel) {
                continue;
            }
            ends.push(label.vessel);
            columns.push(column(self.instance, self.berth, order(labels, index)));
        }
        Priced { least, columns }
    }
}

/// The label behind another vessel, if that is not remembered and starts in time.
fn extended(label: &Label, index: u32, by: &Candidate) -> Option<Label> {
    let is_last = label.vessel != NONE && label.vessel as usize == by.vessel;
    if label.memory & by.bit != 0 || is_last {
        return None;
    }
    let start = label.free.max(by.arrival);
    if start > by.latest {
        return None;
    }
    let free = start + by.handling;
    Some(Label {
        free,
        cost: label.cost + by.weight * (free - by.arrival) as f64 - by.price,
        memory: (label.memory & by.keeps) | by.bit,
        vessel: u32::try_from(by.vessel).expect("vessels are few"),
        before: index,
    })
}

/// Whether a label before in time costs no more and remembers no other vessels.
fn is_dominated(front: &[(Memory, f64)], label: &Label) -> bool {
    let mut settled = front.iter();
    settled.any(|(memory, cost)| *cost <= label.cost && memory & !label.memory == 0)
}

/// Adds a label to those that dominate later ones, and drops what it makes needless there.
fn settle(front: &mut Vec<(Memory, f64)>, label: &Label) {
    front.retain(|(memory, cost)| *cost < label.cost || label.memory & !memory != 0);
    front.push((label.memory, label.cost));
}

fn order(labels: &[Label], mut index: u32) -> Vec<usize> {
    let mut order = Vec::new();
    while labels[index as usize].vessel != NONE {
        order.push(labels[index as usize].vessel as usize);
        index = labels[index as usize].before;
    }
    order.reverse();
    order
}

/// A schedule with its cost.
pub(super) fn column(instance: &Instance, berth: usize, order: Vec<usize>) -> Column {
    let mut free = instance.berths[berth].open;
    let mut cost = 0.0;
    for vessel in &order {
        let departure = instance.departure(*vessel, berth, free);
        free = departure.expect("schedules hold vessels that can berth");
        cost += instance.vessels[*vessel].cost(free);
    }
    Column { berth, order, cost }
}
