// Published instances of the quay crane scheduling problem, for tests and the bench, each with the
// types of its own.

use std::collections::BTreeMap;

/// Instances by name, with the published best value in their own unit of time.
pub(super) fn published() -> BTreeMap<String, (CraneInstance, u64)> {
    let text = include_str!("instances.csv");
    let mut all: BTreeMap<String, (CraneInstance, u64)> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |at: usize| cells[at].parse::<u64>().expect("a number");
        let small = |at: usize| cells[at].parse::<u16>().expect("a number");
        let first_bays = if cells[0].starts_with('A') {
            vec![1, 3]
        } else {
            vec![1, 6]
        };
        let entry = all.entry(cells[0].to_owned()).or_insert_with(|| {
            let scale = number(5);
            let instance = CraneInstance {
                tasks: Vec::new(),
                cranes: first_bays,
                clearance: small(3),
                travel: scale * number(4),
            };
            (instance, number(6))
        });
        let scale = number(5);
        entry.0.tasks.push(Task {
            bay: small(8),
            time: scale * number(9),
            after: Vec::new(),
        });
    }
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let task: usize = cells[7].parse().expect("a number");
        for later in cells[10].split([' ', ';']).filter(|cell| !cell.is_empty()) {
            let later: usize = later.parse().expect("a number");
            let instance = &mut all.get_mut(cells[0]).expect("it was put there").0;
            instance.tasks[later - 1].after.push(task - 1);
        }
    }
    all
}
