//! Cranes at work: runs of moves over a hatch, breakdowns and repairs.
//!
//! A crane allocated to a vessel works a hatch in one run, from now until the hatch is done, the
//! work stops or the crane breaks down, whichever comes first. Nothing else can interrupt it, so
//! its end is known when it begins. A move that the bell or a breakdown catches has not happened;
//! it is made anew later (see [`Run`]).

use crate::engine::{Run, SimDuration, SimTime, Stream};
use crate::port::bay::{Terminal, TerminalId};
use crate::port::event::Slot;
use crate::port::model::{At, PortModel};
use crate::port::record::Record;

/// One STS crane.
#[derive(Clone, Debug)]
pub(crate) struct Crane {
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
    /// Midnights passed in the run under way, with the moves completed up to each.
    marks: Vec<(SimTime, u32)>,
}

/// What a crane is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Idle,
    /// Moves: the run as it will stand at its end.
    Working {
        from: SimTime,
        to: SimTime,
        run: Run,
        breaks_down: bool,
    },
    /// Under repair while allocated, since.
    Down(SimTime),
}

impl Crane {
    /// A crane that works, with its own stream of breakdowns.
    pub(crate) fn new(terminal: &Terminal, stream: Stream) -> Self {
        let until_breakdown = terminal.time_between_breakdowns.as_ref();
        Self {
            stream,
            call: None,
            hatch: None,
            since: SimTime::ZERO,
            until_breakdown: until_breakdown
                .map(|between| between.span(stream.named("breakdown"), 0)),
            breakdowns: 0,
            repaired: SimTime::ZERO,
            task: Task::Idle,
            marks: Vec::new(),
        }
    }

    /// The moment it will break down if it works from `from` on.
    fn breakdown(&self, from: SimTime) -> SimTime {
        self.until_breakdown
            .map_or(SimTime::NEVER, |working| from + working)
    }
}

impl PortModel<'_> {
    /// Begins the run of an allocated crane over its hatch, or its wait for the end of a repair.
    pub(crate) fn begin_run(&mut self, terminal: usize, wharf: usize, crane: usize, at: &mut At) {
        let bay = self.bay;
        let until = self.work_until.expect("cranes work while there is work");
        let state = &mut self.terminals[terminal];
        let timer = state.first_timer[wharf] + crane;
        let of = &mut state.cranes[wharf][crane];
        let now = at.now();
        if of.repaired > now {
            of.task = Task::Down(now);
            if of.repaired < until {
                at.set_timer(timer, of.repaired);
            }
            return;
        }
        let slot = of.call.expect("a working crane has a vessel");
        let hatch = usize::from(of.hatch.expect("a working crane has a hatch"));
        let call = &mut self.calls[slot];
        call.cargo_start.get_or_insert(now);
        let work = call.hatches[hatch];
        let mut run = Run::new(call.hatch_stream(hatch), work.next, work.left, now);
        let limit = until.min(of.breakdown(now));
        let cycle = &bay.terminals[terminal].cycle_time;
        of.marks.clear();
        let mut mark = bay.next_mark(now);
        while mark < limit && run.left() > 0 {
            let moves = run.advance(cycle, mark);
            if run.left() > 0 {
                of.marks.push((mark, moves));
            }
            mark = bay.next_mark(mark);
        }
        run.advance(cycle, limit);
        let last_mark = of.marks.last().map_or(now, |(mark, _)| *mark);
        let breaks_down = run.left() > 0 && limit < until;
        let to = if breaks_down {
            limit
        } else {
            run.clock().max(last_mark)
        };
        of.task = Task::Working {
            from: now,
            to,
            run,
            breaks_down,
        };
        if run.left() == 0 || breaks_down {
            at.set_timer(timer, to);
        }
    }

    /// A crane's timer: its hatch is done, it breaks down, or it is repaired.
    pub(crate) fn crane_is_due(
        &mut self,
        terminal: usize,
        wharf: usize,
        crane: usize,
        at: &mut At,
    ) {
        let task = self.terminals[terminal].cranes[wharf][crane].task;
        match task {
            Task::Working { breaks_down, .. } => {
                self.book_run(terminal, wharf, crane, at);
                if breaks_down {
                    self.break_down(terminal, wharf, crane, at);
                } else {
                    self.finish_hatch(terminal, wharf, crane, at);
                }
            }
            Task::Down(_) => {
                self.book_repair(terminal, wharf, crane, at);
                self.begin_run(terminal, wharf, crane, at);
            }
            Task::Idle => panic!("an idle crane has no timer"),
        }
    }

    /// Work stops for one crane: its run or repair up to now is booked.
    pub(crate) fn stop_crane(&mut self, terminal: usize, wharf: usize, crane: usize, at: &mut At) {
        match self.terminals[terminal].cranes[wharf][crane].task {
            Task::Working { .. } => self.book_run(terminal, wharf, crane, at),
            Task::Down(_) => self.book_repair(terminal, wharf, crane, at),
            Task::Idle => {}
        }
    }

    /// Books the moves of a run that has ended.
    fn book_run(&mut self, terminal: usize, wharf: usize, crane: usize, at: &mut At) {
        let of = &mut self.terminals[terminal].cranes[wharf][crane];
        let Task::Working { from, to, run, .. } = std::mem::replace(&mut of.task, Task::Idle)
        else {
            panic!("only a run is booked");
        };
        // At the horizon a run is cut at its last mark: what lies beyond has not happened.
        let cut = at.now() < run.clock();
        let to = to.min(at.now());
        if let Some(working) = &mut of.until_breakdown {
            *working -= to - from;
        }
        let hatch = of.hatch.expect("a run has a hatch");
        let call = &mut self.calls[of.call.expect("a run has a vessel")];
        let (mut begin, mut moves) = (from, 0);
        let mut piece = |from: SimTime, to: SimTime, moves: u32| {
            if to > from || moves > 0 {
                let [wharf, crane] =
                    [wharf, crane].map(|index| u16::try_from(index).expect("cranes fit u16"));
                at.record(Record::CraneWorked {
                    tag: call.tag,
                    wharf,
                    crane,
                    hatch,
                    from,
                    to,
                    moves,
                });
            }
        };
        for (mark, upto) in of.marks.iter().filter(|(mark, _)| *mark <= to) {
            piece(begin, *mark, *upto);
            moves += upto;
            begin = *mark;
        }
        let done = call.hatches[usize::from(hatch)].left - run.left();
        let counted = if cut { moves } else { done };
        piece(begin, to, counted - moves);
        let work = &mut call.hatches[usize::from(hatch)];
        work.left -= counted;
        work.next += u64::from(counted);
        call.moves_left -= counted;
        self.ledger.moves_done += u64::from(counted);
    }

    /// Moves completed by now in runs of a call that are not booked yet, at the mean rate.
    pub(crate) fn moves_under_way(&self, slot: Slot, now: SimTime) -> f64 {
        let call = &self.calls[slot];
        let cycle = self.bay.terminal(call.tag.terminal).cycle_time.mean();
        let working = |crane: &u16| {
            let wharf = usize::from(call.berthed().wharf);
            match self.terminals[call.tag.terminal.index()].cranes[wharf][usize::from(*crane)].task
            {
                Task::Working { from, .. } => (now - from).millis() as f64 / cycle,
                _ => 0.0,
            }
        };
        call.cranes.iter().map(working).sum()
    }

    /// A crane breaks down over its hatch, where it stands in the way of others until repaired.
    fn break_down(&mut self, terminal: usize, wharf: usize, crane: usize, at: &mut At) {
        let place = &self.bay.terminals[terminal];
        let of = &mut self.terminals[terminal].cranes[wharf][crane];
        of.breakdowns += 1;
        of.repaired = at.now()
            + place
                .repair_time
                .span(of.stream.named("repair"), of.breakdowns);
        let between = place
            .time_between_breakdowns
            .as_ref()
            .expect("a crane that breaks down has a rate");
        of.until_breakdown = Some(between.span(of.stream.named("breakdown"), of.breakdowns));
        self.begin_run(terminal, wharf, crane, at);
    }

    /// Books a repair that is over, or cut short by the end of work.
    fn book_repair(&mut self, terminal: usize, wharf: usize, crane: usize, at: &mut At) {
        let of = &mut self.terminals[terminal].cranes[wharf][crane];
        let Task::Down(from) = std::mem::replace(&mut of.task, Task::Idle) else {
            panic!("only a repair is booked");
        };
        let to = of.repaired.min(at.now());
        if to > from {
            let [wharf, crane] =
                [wharf, crane].map(|index| u16::try_from(index).expect("cranes fit u16"));
            let terminal = TerminalId(u16::try_from(terminal).expect("terminals fit u16"));
            at.record(Record::CraneDown {
                terminal,
                wharf,
                crane,
                from,
                to,
            });
        }
    }
}
