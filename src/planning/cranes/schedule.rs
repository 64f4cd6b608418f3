//! Schedules made by appending tasks in the order of their starts.

use super::CraneInstance;

/// A task of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Index of the task.
    pub task: usize,
    /// Crane that works it, in the order along the rail.
    pub crane: usize,
    /// When it starts.
    pub at: u64,
    /// When it ends.
    pub end: u64,
}

/// A schedule of some tasks. What is appended starts no earlier than what is there, so that only
/// the last task of each crane stands against it: whoever had to make room for an earlier one has
/// traveled since.
#[derive(Clone, Debug)]
pub(super) struct Partial<'a> {
    instance: &'a CraneInstance,
    pub(super) starts: Vec<Start>,
    /// Bit of each task that is scheduled.
    pub(super) done: u64,
    /// Ends by task.
    ends: Vec<u64>,
    /// Last bay and end of each crane, and whether it has worked.
    pub(super) cranes: Vec<(u16, u64, bool)>,
    /// Work that is not scheduled.
    pub(super) left: u64,
}

impl<'a> Partial<'a> {
    pub(super) fn empty(instance: &'a CraneInstance) -> Self {
        Self {
            instance,
            starts: Vec::new(),
            done: 0,
            ends: vec![0; instance.tasks.len()],
            cranes: instance.cranes.iter().map(|bay| (*bay, 0, false)).collect(),
            left: instance.tasks.iter().map(|task| task.time).sum(),
        }
    }

    pub(super) fn is_whole(&self) -> bool {
        self.starts.len() == self.instance.tasks.len()
    }

    /// Tasks that are not scheduled.
    pub(super) fn open(&self) -> usize {
        self.instance.tasks.len() - self.starts.len()
    }

    /// End of the last task.
    pub(super) fn end(&self) -> u64 {
        self.cranes
            .iter()
            .map(|(_, end, _)| *end)
            .max()
            .unwrap_or(0)
    }

    /// The task next on a crane as early as the rules allow; `None` if one before it is missing.
    pub(super) fn next(&self, task: usize, crane: usize) -> Option<Start> {
        let of = &self.instance.tasks[task];
        if self.done >> task & 1 == 1 || of.after.iter().any(|before| self.done >> before & 1 == 0)
        {
            return None;
        }
        let (bay, end, _) = self.cranes[crane];
        let mut at = end + self.instance.travel(bay, of.bay);
        at = of
            .after
            .iter()
            .fold(at, |at, before| at.max(self.ends[*before]));
        at = at.max(self.starts.last().map_or(0, |last| last.at));
        for (other, (bay, end, has_worked)) in self.cranes.iter().enumerate() {
            if other == crane || !has_worked {
                continue;
            }
            if let Some(apart) = self.instance.apart((other, *bay), (crane, of.bay)) {
                at = at.max(end + apart);
            }
        }
        let end = at + of.time;
        Some(Start {
            task,
            crane,
            at,
            end,
        })
    }

    pub(super) fn append(&mut self, start: Start) {
        let task = &self.instance.tasks[start.task];
        self.done |= 1 << start.task;
        self.ends[start.task] = start.end;
        self.left -= task.time;
        self.cranes[start.crane] = (task.bay, start.end, true);
        self.starts.push(start);
    }

    /// No schedule that goes on from here ends earlier: work is spread evenly at best, no crane
    /// starts before the last start, and a task that is left has to be reached and those behind it
    /// worked.
    pub(super) fn bound(&self) -> u64 {
        let last = self.starts.last().map_or(0, |last| last.at);
        let ready = self.cranes.iter().map(|(_, end, _)| last.max(*end));
        let spread: u64 = ready.sum::<u64>() + self.left;
        let even = spread.div_ceil(self.cranes.len() as u64);
        let mut bound = even.max(self.end());
        for (task, of) in self.instance.tasks.iter().enumerate() {
            if self.done >> task & 1 == 0 {
                let reached = self
                    .cranes
                    .iter()
                    .map(|(bay, end, _)| last.max(end + self.instance.travel(*bay, of.bay)));
                bound = bound.max(reached.min().unwrap_or(0) + of.time);
            }
        }
        bound
    }
}
