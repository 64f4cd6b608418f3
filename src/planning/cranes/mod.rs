//! The quay crane scheduling problem: which crane works which task of a vessel, and in what order.
//!
//! Rules, as K. H. Kim and Y.-M. Park (*A crane scheduling method for port container terminals*,
//! European Journal of Operational Research 156, 2004) state them, with the distances in time of
//! C. Bierwirth and F. Meisel (*A fast heuristic for quay crane scheduling with interference
//! constraints*, Journal of Scheduling 12, 2009):
//!
//! - **Travel**: a crane takes a time for each bay, from the bay at which it stands at first, too.
//! - **Precedence**: a task starts when those before it are done.
//! - **Non-crossing**: cranes keep their order along the rail at all times, so that a crane may
//!   have to be out of the way, and to have traveled, before its neighbor starts.
//! - **Clearance**: as many bays stay free between two neighbors.
//!
//! Tasks are not interrupted; the end of the last is to be as early as possible.
//!
//! `schedule` appends tasks in the order of their starts, each as early as the rules allow, which
//! makes every schedule that could be best; `search` goes through them, first a beam of the most
//! promising, then all that could be better.

mod schedule;
mod search;
#[cfg(test)]
mod tests;

pub use schedule::Start;
pub use search::{CranePlan, plan};

/// A task: containers of one bay that are worked without interruption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Bay, counted along the rail.
    pub bay: u16,
    /// How long it takes.
    pub time: u64,
    /// Tasks that have to be done before, by index.
    pub after: Vec<usize>,
}

/// Tasks of a vessel, at most 64, and cranes in their order along the rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CraneInstance {
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Bay at which each crane stands at first.
    pub cranes: Vec<u16>,
    /// Bays that stay free between two cranes.
    pub clearance: u16,
    /// Time that a crane takes from a bay to the next.
    pub travel: u64,
}

impl CraneInstance {
    /// Time from one bay to another.
    fn travel(&self, from: u16, to: u16) -> u64 {
        u64::from(from.abs_diff(to)) * self.travel
    }

    /// Time from the end of a task of one crane to the start of a task of another, where one crane
    /// has to make room for the other; `None` where both may work at once.
    fn apart(&self, done: (usize, u16), next: (usize, u16)) -> Option<u64> {
        let ((low, low_bay), (high, high_bay)) = if done.0 < next.0 {
            (done, next)
        } else {
            (next, done)
        };
        let cranes = u64::try_from(high - low).expect("cranes are few");
        let room = cranes * (u64::from(self.clearance) + 1);
        let lacking = (u64::from(low_bay) + room).checked_sub(u64::from(high_bay));
        lacking
            .filter(|bays| *bays > 0)
            .map(|bays| bays * self.travel)
    }
}
