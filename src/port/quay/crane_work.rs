//! Cranes at work: stints of moves over a hatch, breakdowns and repairs.
//!
//! A crane allocated to a vessel works a hatch in one [`Stint`], from now until the hatch is done,
//! the work stops or the crane breaks down, whichever comes first. Nothing else can interrupt it.
//! A move that the bell or a breakdown catches has not happened; it is made anew later (see
//! [`Run`](crate::engine::Run)).

use crate::engine::{SimDuration, SimTime, Stream};
use crate::port::bay::{Terminal, TerminalId};
use crate::port::event::Slot;
use crate::port::model::{At, PortModel};
use crate::port::quay::stint::Stint;
use crate::port::record::Record;
use crate::port::simulate::Pace;

/// One STS crane.
#[derive(Clone, Debug)]
pub(crate) struct Crane {
    place: CranePlace,
    stream: Stream,
    /// Vessel it is allocated to.
    pub(crate) call: Option<Slot>,
    /// Hatch of that vessel it stands over.
    pub(crate) hatch: Option<u16>,
    /// Allocated since the last time this was booked.
    pub(crate) since: SimTime,
    /// Working time until it breaks down.
    until_breakdown: Option<SimDuration>,
    /// Breakdowns so far.
    breakdowns: u64,
    /// Repaired at.
    repaired: SimTime,
    task: Task,
    /// Its moves while it works.
    stint: Stint,
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
enum Task {
    Idle,
    /// Moves of its stint.
    Working,
    /// Under repair while allocated, since.
    Down(SimTime),
}

impl Crane {
    /// A crane that works, with its own stream of breakdowns.
    pub(crate) fn new(terminal: &Terminal, place: CranePlace, stream: Stream) -> Self {
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

    /// When it began the moves it makes now, if it makes any.
    pub(crate) fn works_since(&self) -> Option<SimTime> {
        (self.task == Task::Working).then(|| self.stint.from())
    }

    /// The moment it will break down if it works from `from` on.
    fn breakdown(&self, from: SimTime) -> SimTime {
        self.until_breakdown
            .map_or(SimTime::NEVER, |working| from + working)
    }
}

impl PortModel<'_> {
    /// Begins the stint of an allocated crane over its hatch, or its wait for the end of a repair.
    pub(crate) fn begin_stint(&mut self, index: usize, at: &mut At) {
        let now = at.now();
        let until = self.work_until.expect("cranes work while there is work");
        let (midnight, goal) = (self.next_midnight(now), self.shift_until);
        let bay = self.bay;
        let crane = &mut self.cranes[index];
        if crane.repaired > now {
            crane.task = Task::Down(now);
            if crane.repaired < until {
                at.set_timer(index, crane.repaired);
            }
            return;
        }
        let slot = crane.call.expect("a working crane has a vessel");
        let hatch = crane.hatch.expect("a working crane has a hatch");
        let call = &mut self.calls[slot];
        call.cargo_start.get_or_insert(now);
        let run = call.run_over(usize::from(hatch), now);
        let limit = until.min(crane.breakdown(now)).min(bay.period.end);
        crane.task = Task::Working;
        crane.stint.begin(run, limit, limit < until, midnight);
        crane.stint.look_ahead(goal);
        let cycle = &bay.terminal(crane.place.terminal).cycle_time;
        let due = match self.pace {
            Pace::Batched => {
                let ahead = self.blocks.of(index);
                crane.stint.make_all(ahead, cycle, &bay.days);
                crane.stint.due()
            }
            Pace::OneByOne => {
                let single = &mut self.singles[index];
                single.take(run);
                crane.stint.begin_move(single, cycle, &bay.days)
            }
        };
        if let Some(due) = due {
            at.set_timer(index, due);
        }
    }

    /// A crane's timer: a move is completed, its hatch is done, it breaks down, or it is repaired.
    #[inline]
    pub(crate) fn crane_is_due(&mut self, index: usize, at: &mut At) {
        let single = self.singles.get_mut(index);
        if let Some(end) = single.and_then(|single| single.go_on(at.now())) {
            at.set_timer(index, end);
        } else if !self.make_one_move(index, at) {
            self.end_task(index, at);
        }
    }

    /// One move is completed and the next begins; `false` if the stint is over or moves do not go
    /// one by one.
    fn make_one_move(&mut self, index: usize, at: &mut At) -> bool {
        let Some(single) = self.singles.get_mut(index) else {
            return false;
        };
        if !single.is_under_way() {
            return false;
        }
        single.complete(at.now());
        let crane = &mut self.cranes[index];
        crane.stint.take_back(single);
        if crane.stint.is_hatch_done() {
            return false;
        }
        let cycle = &self.bay.terminal(crane.place.terminal).cycle_time;
        if let Some(due) = crane.stint.begin_move(single, cycle, &self.bay.days) {
            at.set_timer(index, due);
        }
        true
    }

    /// What a crane was doing is over: its hatch is done, it breaks down, or it is repaired.
    fn end_task(&mut self, index: usize, at: &mut At) {
        match self.cranes[index].task {
            Task::Working => {
                self.book_stint(index, at);
                if self.cranes[index].stint.is_hatch_done() {
                    self.finish_hatch(index, at);
                } else {
                    self.break_down(index, at);
                }
            }
            Task::Down(from) => {
                self.book_repair(index, from, at);
                self.begin_stint(index, at);
            }
            Task::Idle => panic!("an idle crane has no timer"),
        }
    }

    /// Work stops for one crane: its stint or repair up to now is booked.
    pub(crate) fn stop_crane(&mut self, index: usize, at: &mut At) {
        match self.cranes[index].task {
            Task::Working => {
                if let Some(single) = self.singles.get(index) {
                    self.cranes[index].stint.take_back(single);
                }
                // The horizon is no event: a move that is completed with it counts all the same.
                if at.now() == self.bay.period.end {
                    let crane = &mut self.cranes[index];
                    let cycle = &self.bay.terminal(crane.place.terminal).cycle_time;
                    let ahead = match self.singles.get_mut(index) {
                        Some(single) => single.ahead(),
                        None => self.blocks.of(index),
                    };
                    crane.stint.make_all(ahead, cycle, &self.bay.days);
                }
                self.book_stint(index, at);
            }
            Task::Down(from) => self.book_repair(index, from, at),
            Task::Idle => {}
        }
    }

    /// Books the moves of a stint that is over.
    fn book_stint(&mut self, index: usize, at: &mut At) {
        let Crane {
            place,
            call,
            hatch,
            until_breakdown,
            task,
            stint,
            ..
        } = &mut self.cranes[index];
        *task = Task::Idle;
        stint.close(&self.bay.days);
        if let Some(working) = until_breakdown {
            *working -= stint.to() - stint.from();
        }
        let hatch = hatch.expect("a stint has a hatch");
        let call = &mut self.calls[call.expect("a stint has a vessel")];
        for (from, to, moves) in stint.by_day() {
            at.record(Record::CraneWorked {
                tag: call.tag,
                wharf: place.wharf,
                crane: place.crane,
                hatch,
                from,
                to,
                moves,
            });
        }
        let moves = stint.moves();
        call.lists.hatches[usize::from(hatch)].left -= moves;
        call.moves_left -= moves;
        self.ledger.moves_done += u64::from(moves);
    }

    /// Moves completed by now in stints of a call that are not booked yet, at the mean rate.
    pub(crate) fn moves_under_way(&self, slot: Slot, now: SimTime) -> f64 {
        let call = &self.calls[slot];
        let cycle = self.bay.terminal(call.tag.terminal).cycle_time.mean();
        let working = |crane: &usize| match self.cranes[*crane].works_since() {
            Some(from) => (now - from).millis() as f64 / cycle,
            None => 0.0,
        };
        call.lists.cranes.iter().map(working).sum()
    }

    /// A crane breaks down over its hatch, where it stands in the way of others until repaired.
    fn break_down(&mut self, index: usize, at: &mut At) {
        let crane = &mut self.cranes[index];
        let terminal = self.bay.terminal(crane.place.terminal);
        crane.breakdowns += 1;
        let repair = crane.stream.named("repair");
        crane.repaired = at.now() + terminal.repair_time.span(repair, crane.breakdowns);
        let between = terminal
            .time_between_breakdowns
            .as_ref()
            .expect("a crane that breaks down has a rate");
        let breakdown = crane.stream.named("breakdown");
        crane.until_breakdown = Some(between.span(breakdown, crane.breakdowns));
        self.begin_stint(index, at);
    }

    /// Books a repair that is over, or cut short by the end of work.
    fn book_repair(&mut self, index: usize, from: SimTime, at: &mut At) {
        let crane = &mut self.cranes[index];
        crane.task = Task::Idle;
        let to = crane.repaired.min(at.now());
        if to > from {
            at.record(Record::CraneDown {
                terminal: crane.place.terminal,
                wharf: crane.place.wharf,
                crane: crane.place.crane,
                from,
                to,
            });
        }
    }
}
