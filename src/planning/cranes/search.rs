//! A beam of promising schedules, then all that could still be better.

use std::collections::BTreeMap;

use super::CraneInstance;
use super::schedule::{Partial, Start};

/// Partial schedules of a length that are kept at first.
const BEAM: usize = 400;

/// A schedule of all tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CranePlan {
    /// Every task, in the order of the starts.
    pub starts: Vec<Start>,
    /// End of the last task.
    pub makespan: u64,
    /// No schedule ends earlier; equal to the makespan where that is proven best.
    pub bound: u64,
}

/// Plans the cranes of a vessel; the proof tries `nodes` partial schedules at most.
///
/// # Panics
/// If there are more than 64 tasks, no crane, or tasks that wait for each other.
pub fn plan(instance: &CraneInstance, nodes: u64) -> CranePlan {
    assert!(instance.tasks.len() <= 64 && !instance.cranes.is_empty());
    let empty = Partial::empty(instance);
    let bound = empty.bound();
    let starts = beam(empty.clone());
    let makespan = starts.iter().map(|start| start.end).max().unwrap_or(0);
    let mut search = Search {
        best: starts,
        makespan,
        left: nodes,
        seen: BTreeMap::new(),
    };
    search.go_on(empty);
    let is_proven = search.left > 0;
    CranePlan {
        starts: search.best,
        makespan: search.makespan,
        bound: if is_proven { search.makespan } else { bound },
    }
}

/// Every way to go on, the one that keeps cranes busiest first.
fn ways<'a>(partial: &Partial<'a>, tasks: usize) -> Vec<(u64, u64, Partial<'a>)> {
    let mut ways = Vec::new();
    for task in 0..tasks {
        for crane in 0..partial.cranes.len() {
            if let Some(start) = partial.next(task, crane) {
                let mut next = partial.clone();
                next.append(start);
                let busy = next.cranes.iter().map(|(_, end, _)| *end).sum::<u64>() + next.left;
                ways.push((next.bound(), busy, next));
            }
        }
    }
    ways.sort_by_key(|(bound, busy, _)| (*bound, *busy));
    ways
}

/// A good schedule: of all partial schedules of a length only the most promising go on.
fn beam(empty: Partial<'_>) -> Vec<Start> {
    let mut kept = vec![empty];
    while !kept[0].is_whole() {
        let tasks = kept[0].starts.len() + kept[0].open();
        let mut longer: Vec<_> = kept
            .iter()
            .flat_map(|partial| ways(partial, tasks))
            .collect();
        assert!(!longer.is_empty(), "no task waits for itself");
        longer.sort_by_key(|(bound, busy, next)| (*bound, *busy, next.end()));
        kept = Vec::new();
        let mut seen = BTreeMap::new();
        for (_, _, next) in longer {
            // The same tasks done and the same cranes at the same bays: the first is better.
            let bays: Vec<u16> = next.cranes.iter().map(|(bay, ..)| *bay).collect();
            let count: &mut u32 = seen.entry((next.done, bays)).or_default();
            *count += 1;
            if *count <= 3 && kept.len() < BEAM {
                kept.push(next);
            }
        }
    }
    let best = kept.into_iter().min_by_key(Partial::end);
    best.map(|best| best.starts).unwrap_or_default()
}

/// Tasks done and the last bay of each crane.
type State = (u64, Vec<u16>);
/// Ends of the cranes, and the last start.
type Times = (Vec<u64>, u64);

struct Search {
    best: Vec<Start>,
    makespan: u64,
    left: u64,
    /// Times of what was searched, by state: what is later in all of them cannot be better.
    seen: BTreeMap<State, Vec<Times>>,
}

impl Search {
    fn go_on(&mut self, partial: Partial<'_>) {
        if partial.is_whole() {
            if partial.end() < self.makespan {
                self.makespan = partial.end();
                self.best = partial.starts;
            }
            return;
        }
        if self.left == 0 || self.is_seen(&partial) {
            return;
        }
        self.left -= 1;
        let tasks = partial.starts.len() + partial.open();
        for (bound, _, next) in ways(&partial, tasks) {
            if bound >= self.makespan {
                break;
            }
            self.go_on(next);
        }
    }

    /// Whether the same was searched with all times as early; remembers it if not.
    fn is_seen(&mut self, partial: &Partial<'_>) -> bool {
        // A crane that has not worked is in nobody's way: it is another state than one that stands
        // at the same bay after a task.
        let bays = partial.cranes.iter();
        let bays = bays
            .map(|(bay, _, has_worked)| 2 * bay + u16::from(*has_worked))
            .collect();
        let times: Vec<u64> = partial.cranes.iter().map(|(_, end, _)| *end).collect();
        let last = partial.starts.last().map_or(0, |last| last.at);
        let no_later = |(ends, start): &Times| {
            *start <= last && ends.iter().zip(&times).all(|(end, time)| end <= time)
        };
        let seen = self.seen.entry((partial.done, bays)).or_default();
        if seen.iter().any(no_later) {
            return true;
        }
        seen.push((times, last));
        false
    }
}
