//! The cranes of the bay: where each stands, what it does, when it breaks down.

use std::ops::{Index, IndexMut, Range};

use crate::engine::{SimDuration, SimTime, Stream};
use crate::port::bay::{Bay, Terminal, TerminalId};
use crate::port::event::{CallId, Rail};
use crate::port::quay::stint::Stint;

/// Cranes of all rails, terminal by terminal and wharf by wharf, in order along each rail.
#[derive(Debug)]
pub(crate) struct Cranes {
    all: Vec<Crane>,
    /// By rail: its cranes.
    rails: Vec<Range<usize>>,
    /// By rail: its cranes are about to be shared anew.
    to_share: Vec<bool>,
    /// By terminal: its rails, one a wharf.
    of_terminals: Vec<Range<usize>>,
}

impl Cranes {
    /// All cranes idle, each with a stream of its own.
    pub(crate) fn new(bay: &Bay, root: Stream) -> Self {
        let (mut cranes, mut rails, mut of_terminals) = (Vec::new(), Vec::new(), Vec::new());
        for (id, terminal) in (0..).map(TerminalId).zip(&bay.terminals) {
            let first_rail = rails.len();
            for (number, wharf) in (0..).zip(&terminal.wharves) {
                let first = cranes.len();
                let stream = root.named("crane").named(&terminal.id).named(&wharf.id);
                cranes.extend((0..wharf.cranes).map(|crane| {
                    let place = CranePlace {
                        terminal: id,
                        wharf: number,
                        crane,
                    };
                    Crane::new(terminal, place, stream.child(u64::from(crane)))
                }));
                rails.push(first..cranes.len());
            }
            of_terminals.push(first_rail..rails.len());
        }
        Self {
            all: cranes,
            to_share: vec![false; rails.len()],
            rails,
            of_terminals,
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Rails of a terminal, one a wharf.
    pub(crate) fn rails_of(&self, terminal: TerminalId) -> Range<usize> {
        self.of_terminals[terminal.index()].clone()
    }

    /// All cranes of a terminal.
    pub(crate) fn of(&self, terminal: TerminalId) -> Range<usize> {
        let rails = &self.rails[self.rails_of(terminal)];
        let first = rails.first().map_or(0, |rail| rail.start);
        first..rails.last().map_or(first, |rail| rail.end)
    }

    /// The cranes along a wharf.
    pub(crate) fn rail(&self, rail: Rail) -> Range<usize> {
        self.rails[self.position(rail)].clone()
    }

    /// The cranes of a rail by its number among all rails.
    pub(crate) fn rail_at(&self, rail: usize) -> Range<usize> {
        self.rails[rail].clone()
    }

    /// Notes that the cranes along a wharf are to be shared anew, or are not any more; returns
    /// what was noted before.
    pub(crate) fn note_to_share(&mut self, rail: Rail, to_share: bool) -> bool {
        let position = self.position(rail);
        std::mem::replace(&mut self.to_share[position], to_share)
    }

    fn position(&self, rail: Rail) -> usize {
        self.of_terminals[rail.terminal.index()].start + usize::from(rail.wharf)
    }
}

impl Index<usize> for Cranes {
    type Output = Crane;
    #[inline]
    fn index(&self, index: usize) -> &Crane {
        &self.all[index]
    }
}

impl IndexMut<usize> for Cranes {
    #[inline]
    fn index_mut(&mut self, index: usize) -> &mut Crane {
        &mut self.all[index]
    }
}

/// One STS crane.
#[derive(Clone, Debug)]
pub(crate) struct Crane {
    place: CranePlace,
    stream: Stream,
    /// Vessel it is allocated to.
    pub(crate) call: Option<CallId>,
    /// Hatch of that vessel it stands over.
    pub(crate) hatch: Option<u16>,
    /// Allocated since the last time this was booked.
    pub(crate) since: SimTime,
    /// Working time until it breaks down.
    until_breakdown: Option<SimDuration>,
    /// Breakdowns so far.
    breakdowns: u64,
    /// Repaired at.
    pub(crate) repaired: SimTime,
    /// What it does.
    pub(crate) task: Task,
    /// Its moves while it works.
    pub(crate) stint: Stint,
}

/// Where a crane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CranePlace {
    /// Terminal.
    pub(crate) terminal: TerminalId,
    /// Wharf of the terminal.
    pub(crate) wharf: u16,
    /// Crane of the wharf, counted along the rail.
    pub(crate) crane: u16,
}

/// What a crane is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Nothing.
    Idle,
    /// Moves of its stint.
    Working,
    /// Over its hatch, held by a full yard since.
    Held(SimTime),
    /// Under repair while allocated, since.
    Down(SimTime),
}

impl Crane {
    /// A crane that works, with its own stream of breakdowns.
    fn new(terminal: &Terminal, place: CranePlace, stream: Stream) -> Self {
        let until_breakdown = terminal.time_between_breakdowns.as_ref();
        Self {
            place,
            stream,
            call: None,
            hatch: None,
            since: SimTime::ZERO,
            until_breakdown: until_breakdown
                .map(|between| between.span(stream.named("breakdown"), 0)),
            breakdowns: 0,
            repaired: SimTime::ZERO,
            task: Task::Idle,
            stint: Stint::none(),
        }
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> CranePlace {
        self.place
    }

    /// Whether it makes moves, or is under repair while a vessel has it.
    pub(crate) fn is_at_work(&self) -> bool {
        self.task != Task::Idle
    }

    /// When it began the moves it makes now, if it makes any.
    pub(crate) fn works_since(&self) -> Option<SimTime> {
        (self.task == Task::Working).then(|| self.stint.from())
    }

    /// The moment it will break down if it works from `from` on.
    pub(crate) fn breakdown(&self, from: SimTime) -> SimTime {
        self.until_breakdown
            .map_or(SimTime::NEVER, |working| from + working)
    }

    /// Counts the time of its stint, which is over, toward the next breakdown.
    pub(crate) fn wear(&mut self) {
        if let Some(working) = &mut self.until_breakdown {
            *working -= self.stint.to() - self.stint.from();
        }
    }

    /// It breaks down now: draws when it is repaired, and how long it works after that.
    pub(crate) fn break_down(&mut self, terminal: &Terminal, now: SimTime) {
        self.breakdowns += 1;
        let repair = self.stream.named("repair");
        self.repaired = now + terminal.repair_time.span(repair, self.breakdowns);
        let between = terminal.time_between_breakdowns.as_ref();
        let between = between.expect("a crane that breaks down has a rate");
        let breakdown = self.stream.named("breakdown");
        self.until_breakdown = Some(between.span(breakdown, self.breakdowns));
    }
}
