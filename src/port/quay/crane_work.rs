//! Cranes at work: stints of moves over a hatch, breakdowns and repairs.
//!
//! A crane allocated to a vessel works a hatch in one [`Stint`](super::stint::Stint), from now until the hatch is done,
//! the work stops or the crane breaks down, whichever comes first. Nothing else can interrupt it.
//! A move that the bell or a breakdown catches has not happened; it is made anew later (see
//! [`Run`](crate::engine::Run)).

use crate::engine::SimTime;
use crate::port::bay::TerminalId;
use crate::port::event::CallId;
use crate::port::model::{At, PortModel};
use crate::port::quay::crane::Task;
use crate::port::record::Record;

impl PortModel<'_> {
    /// Begins the stint of an allocated crane over its hatch, or its wait for the end of a repair.
    pub(crate) fn begin_stint(&mut self, index: usize, at: &mut At) {
        let now = at.now();
        let (midnight, goal) = (self.next_midnight(now), self.shift_until);
        let bay = self.bay;
        let slow = self.slowdown_of(self.cranes[index].place().terminal);
        let crane = &mut self.cranes[index];
        let id = crane.call.expect("a working crane has a vessel");
        let until = self.calls[id].extended.map(|of| of.until);
        let until = until.or(self.work_until);
        let until = until.expect("cranes work while there is work");
        if crane.repaired > now {
            crane.task = Task::Down(now);
            if crane.repaired < until {
                at.set_timer(index, crane.repaired);
            }
            return;
        }
        let hatch = crane.hatch.expect("a working crane has a hatch");
        if self.is_held(id, hatch) {
            self.cranes[index].task = Task::Held(now);
            return;
        }
        let crane = &mut self.cranes[index];
        let call = &mut self.calls[id];
        call.cargo_start.get_or_insert(now);
        call.begin_work(now);
        let run = call.run_over(usize::from(hatch), now).slowed(slow);
        let limit = until.min(crane.breakdown(now)).min(bay.period.end);
        crane.task = Task::Working;
        crane.stint.begin(run, limit, limit < until, midnight);
        crane.stint.look_ahead(goal);
        let Some(blocks) = &mut self.blocks else {
            self.begin_move(index, at);
            return;
        };
        let cycle = &bay.terminal(crane.place().terminal).cycle_time;
        (crane.stint).make_all(blocks.of(index), cycle, &bay.days);
        if let Some(due) = crane.stint.due() {
            at.set_timer(index, due);
        }
    }

    /// Lets a crane begin its next move, if moves are made one by one.
    fn begin_move(&mut self, index: usize, at: &mut At) {
        let crane = &mut self.cranes[index];
        let cycle = &self.bay.terminal(crane.place().terminal).cycle_time;
        if let Some(due) = crane.stint.begin_move(cycle, &self.bay.days) {
            at.set_timer(index, due);
        }
    }

    /// A crane's timer: a move is completed, its hatch is done, it breaks down, or it is repaired.
    #[inline]
    pub(crate) fn crane_is_due(&mut self, index: usize, at: &mut At) {
        let stint = &mut self.cranes[index].stint;
        if stint.complete_move() && !stint.is_hatch_done() {
            self.begin_move(index, at);
        } else {
            self.end_task(index, at);
        }
    }

    /// What a crane was doing is over: its hatch is done, it breaks down, or it is repaired.
    fn end_task(&mut self, index: usize, at: &mut At) {
        match self.cranes[index].task {
            Task::Working => {
                self.book_stint(index, at);
                if self.cranes[index].stint.is_hatch_done() {
                    self.finish_hatch(index, at);
                } else if self.cranes[index].stint.is_reviewed() {
                    self.begin_stint(index, at);
                } else {
                    self.break_down(index, at);
                }
            }
            Task::Down(from) => {
                self.book_repair(index, from, at);
                self.begin_stint(index, at);
            }
            Task::Idle | Task::Held(_) => panic!("an idle crane has no timer"),
        }
    }

    /// Work stops for one crane: its stint or repair up to now is booked.
    pub(crate) fn stop_crane(&mut self, index: usize, at: &mut At) {
        match self.cranes[index].task {
            Task::Working => {
                // The horizon is no event: a move that is completed with it counts all the same.
                if at.now() == self.bay.period.end {
                    let crane = &mut self.cranes[index];
                    let cycle = &self.bay.terminal(crane.place().terminal).cycle_time;
                    crane.stint.complete_at_limit(cycle);
                }
                self.book_stint(index, at);
            }
            Task::Down(from) => self.book_repair(index, from, at),
            Task::Held(from) => self.book_hold(index, from, at),
            Task::Idle => {}
        }
    }

    /// A crane is called away in the middle of its work: its stint or repair up to now is booked.
    pub(crate) fn cut_short(&mut self, index: usize, at: &mut At) {
        let crane = &mut self.cranes[index];
        match crane.task {
            Task::Working => {
                let ahead = self.blocks.as_mut().map(|blocks| blocks.of(index));
                let cycle = &self.bay.terminal(crane.place().terminal).cycle_time;
                crane.stint.cut(at.now(), ahead, cycle, &self.bay.days);
                self.book_stint(index, at);
            }
            Task::Down(from) => self.book_repair(index, from, at),
            Task::Held(from) => self.book_hold(index, from, at),
            Task::Idle => {}
        }
    }

    /// Books the moves of a stint that is over.
    fn book_stint(&mut self, index: usize, at: &mut At) {
        let crane = &mut self.cranes[index];
        crane.task = Task::Idle;
        crane.stint.close(&self.bay.days);
        crane.wear();
        let (place, stint) = (crane.place(), &crane.stint);
        let hatch = crane.hatch.expect("a stint has a hatch");
        let call = &mut self.calls[crane.call.expect("a stint has a vessel")];
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
        let left = &mut call.lists.hatches[usize::from(hatch)].left;
        let done = call.lists.hatch_moves[usize::from(hatch)] - *left;
        *left -= moves;
        call.moves_left -= moves;
        call.end_work(at.now());
        self.ledger.moves_done += u64::from(moves);
        let id = crane.call.expect("a stint has a vessel");
        self.cross_quay(id, hatch, done, done + moves, at.now());
    }

    /// Mean time of a crane's move at a terminal, at the pace of now, in milliseconds.
    pub(crate) fn cycle_now(&self, terminal: TerminalId) -> f64 {
        let slow = f64::from(self.slowdown_of(terminal)) / 1_024.0;
        self.bay.terminal(terminal).cycle_time.mean() * slow
    }

    /// Moves completed by now in stints of a call that are not booked yet, at the mean rate.
    pub(crate) fn moves_under_way(&self, id: CallId, now: SimTime) -> f64 {
        let call = &self.calls[id];
        let cycle = self.cycle_now(call.tag.terminal);
        let working = |crane: &usize| match self.cranes[*crane].works_since() {
            Some(from) => (now - from).millis() as f64 / cycle,
            None => 0.0,
        };
        call.lists.cranes.iter().map(working).sum()
    }

    /// A crane breaks down over its hatch, where it stands in the way of others until repaired.
    fn break_down(&mut self, index: usize, at: &mut At) {
        let crane = &mut self.cranes[index];
        let terminal = self.bay.terminal(crane.place().terminal);
        crane.break_down(terminal, at.now());
        self.begin_stint(index, at);
    }

    /// Books a repair that is over, or cut short by the end of work.
    fn book_repair(&mut self, index: usize, from: SimTime, at: &mut At) {
        let crane = &mut self.cranes[index];
        crane.task = Task::Idle;
        let (place, to) = (crane.place(), crane.repaired.min(at.now()));
        if to > from {
            at.record(Record::CraneDown {
                terminal: place.terminal,
                wharf: place.wharf,
                crane: place.crane,
                from,
                to,
            });
        }
    }
}
