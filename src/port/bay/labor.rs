//! Who works the cranes, and when.

use crate::engine::{SimDuration, SimTime};

/// Who works the cranes, and when.
#[derive(Clone, Debug)]
pub enum Labor {
    /// Every crane is always manned.
    Continuous,
    /// Shifts with gangs ordered from one pool.
    Shifts(Vec<Shift>),
}

impl Labor {
    /// When a vessel that could be all fast at `earliest` is brought in to be so: for the next
    /// shift that vessels are brought in for; `earliest` itself where there is none.
    pub(crate) fn all_fast(&self, earliest: SimTime) -> SimTime {
        let Self::Shifts(shifts) = self else {
            return earliest;
        };
        // Shifts are known from the beginning of the simulation on.
        if earliest < SimTime::ZERO {
            return earliest;
        }
        let first = shifts.partition_point(|shift| shift.start < earliest);
        let mut targets = shifts[first..].iter().filter_map(|shift| shift.all_fast);
        targets
            .find(|target| *target >= earliest)
            .unwrap_or(earliest)
    }
}

/// One shift of the whole bay, as instants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Which of the day.
    pub kind: ShiftKind,
    /// Gangs must be ordered by now.
    pub order_by: SimTime,
    /// Work begins.
    pub start: SimTime,
    /// Meal break inside the shift, if any.
    pub meal: Option<(SimTime, SimTime)>,
    /// Work ends.
    pub end: SimTime,
    /// Its gangs work on so long after its end, at most, on a vessel that this finishes; zero is
    /// never.
    pub extension: SimDuration,
    /// Pilots are ordered so that vessels are all fast by now, for this shift; `None` where
    /// vessels come in as they come.
    pub all_fast: Option<SimTime>,
    /// Gangs in the bay's pool for this shift.
    pub gangs: u32,
    /// Gangs that one vessel can get at most in this shift.
    pub gangs_per_vessel: u32,
}

/// The three shifts of the West Coast longshore day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShiftKind {
    /// 08:00 to 17:00.
    Day,
    /// 18:00 to 03:00.
    Night,
    /// 03:00 to 08:00.
    Hoot,
}

impl ShiftKind {
    /// Whether it is a shift of eight hours that terminals man in full, by day or by night.
    pub fn is_long(self) -> bool {
        self != Self::Hoot
    }
}
