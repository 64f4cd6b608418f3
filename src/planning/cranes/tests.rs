//! Published optima of the literature, and every schedule held against the rules pair by pair.
//!
//! `tests/cranes/instances.csv`: set A of Meisel and Bierwirth (2011) and instances of Kim and Park
//! (2004) with their best values; where it is from stands beside it.

use super::*;

/// Instances as they are published.
mod published {
    use super::{CraneInstance, Task};

    include!("../../../tests/cranes/published.rs");
}

use published::published;

/// Enough to prove each of the published instances.
const NODES: u64 = 2_000_000;

/// Holds a schedule against the rules, each pair of tasks by itself.
fn check(instance: &CraneInstance, starts: &[Start]) {
    assert_eq!(starts.len(), instance.tasks.len());
    for one in starts {
        let task = &instance.tasks[one.task];
        assert_eq!(one.end, one.at + task.time);
        assert!(one.at >= instance.travel(instance.cranes[one.crane], task.bay));
        for other in starts.iter().filter(|other| other.task != one.task) {
            let (bay, other_bay) = (task.bay, instance.tasks[other.task].bay);
            let apart = if one.crane == other.crane {
                Some(instance.travel(bay, other_bay))
            } else {
                instance.apart((one.crane, bay), (other.crane, other_bay))
            };
            if let Some(apart) = apart {
                let follows = other.at >= one.end + apart || one.at >= other.end + apart;
                assert!(follows, "{one:?} and {other:?} are too near");
            }
            if task.after.contains(&other.task) {
                assert!(
                    one.at >= other.end,
                    "{one:?} starts before {other:?} is done"
                );
            }
        }
    }
}

#[test]
fn published_optima_are_found_and_proven() {
    let all = published();
    assert_eq!(all.len(), 18);
    for (name, (instance, best)) in all {
        let found = plan(&instance, NODES);
        check(&instance, &found.starts);
        assert_eq!((found.makespan, found.bound), (best, best), "{name}");
    }
}

/// The best values by the rules that the simulator keeps: order and clearance of cranes, a hatch
/// worked by one crane to its end, no travel. All work of a bay is one task there, so that a value
/// may lie above the published one, too. `port::quay::crane_split` is held against them.
#[test]
fn optima_without_travel_are_proven_as_stored() {
    let stored = include_str!("../../../tests/cranes/without_travel.csv");
    let stored = stored
        .lines()
        .skip(1)
        .map(|line| line.split_once(',').unwrap());
    let mut all = published();
    for (name, optimum) in stored {
        let (instance, _) = all.remove(name).unwrap();
        let found = plan(&without_travel(instance), NODES);
        let optimum: u64 = optimum.parse().unwrap();
        assert_eq!((found.makespan, found.bound), (optimum, optimum), "{name}");
    }
    assert!(all.is_empty(), "{all:?}");
}

/// The tasks of a bay as one, in any order of bays, by cranes that travel in no time.
fn without_travel(instance: CraneInstance) -> CraneInstance {
    let mut tasks: Vec<Task> = Vec::new();
    for task in instance.tasks {
        match tasks.iter_mut().find(|other| other.bay == task.bay) {
            Some(other) => other.time += task.time,
            None => tasks.push(Task {
                after: Vec::new(),
                ..task
            }),
        }
    }
    CraneInstance {
        tasks,
        travel: 0,
        ..instance
    }
}

#[test]
fn the_beam_alone_is_within_one_percent_of_the_published_best() {
    let mut over = Vec::new();
    for (instance, best) in published().into_values() {
        let found = plan(&instance, 0);
        check(&instance, &found.starts);
        assert!(found.bound <= best);
        over.push(found.makespan as f64 / best as f64 - 1.0);
    }
    let mean = over.iter().sum::<f64>() / over.len() as f64;
    assert!(mean <= 0.01, "{over:?}");
}

#[test]
fn cranes_keep_their_order_and_their_clearance() {
    // Two cranes, one task each at neighboring bays: the second waits for the first to leave.
    let task = |bay, time| Task {
        bay,
        time,
        after: Vec::new(),
    };
    let near = CraneInstance {
        tasks: vec![task(1, 10), task(2, 10)],
        cranes: vec![1, 3],
        clearance: 1,
        travel: 1,
    };
    // One crane does both: 10, a bay of travel, 10.
    assert_eq!(plan(&near, NODES).makespan, 21);
    let far = CraneInstance {
        tasks: vec![task(1, 10), task(3, 10)],
        ..near
    };
    assert_eq!(plan(&far, NODES).makespan, 10);
}
