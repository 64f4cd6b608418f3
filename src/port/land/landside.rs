//! The landside of the model: what crosses the quay, hours, trains, reviews and who asks for room.
//! The only place on land that touches the model's state.

use crate::engine::SimTime;
use crate::port::bay::TerminalId;
use crate::port::call::{Call, Stage};
use crate::port::event::{CallId, Due};
use crate::port::land::gate::HOUR;
use crate::port::land::slowdown::{NONE, slowdown};
use crate::port::land::terminals::hour_of;
use crate::port::model::{At, PortModel};
use crate::port::quay::crane::Task;
use crate::port::record::{Dwell, Record, Train};

impl PortModel<'_> {
    /// Schedules the first hour and the first trains, where there is land.
    pub(crate) fn begin_land(&mut self, at: &mut At) {
        if self.landside.is_none() {
            return;
        }
        at.schedule(at.now(), Due::LandHour);
        for (id, terminal) in (0..).map(TerminalId).zip(&self.bay.terminals) {
            let rail = terminal.land.as_ref().and_then(|land| land.rail.as_ref());
            if let Some(first) = rail.and_then(|rail| rail.departures.first()) {
                at.schedule(*first, Due::TrainDeparts(id));
            }
        }
    }

    /// A call is made: what it will discharge and load is drawn.
    pub(crate) fn announce_call(&mut self, id: CallId) {
        if let Some(land) = &mut self.landside {
            land.announce(&mut self.calls[id]);
        }
    }

    /// Moves of a stint, `from..to` of its hatch, have crossed the quay.
    pub(crate) fn cross_quay(&mut self, id: CallId, hatch: u16, from: u32, to: u32, now: SimTime) {
        if let Some(land) = &mut self.landside {
            land.cross(&self.calls[id], hatch, from, to, now);
        }
    }

    /// Pace of a terminal's cranes, in 1/1,024 of their cycle times.
    pub(crate) fn slowdown_of(&self, terminal: TerminalId) -> u16 {
        let land = self.landside.as_ref().and_then(|land| land.of(terminal));
        land.map_or(NONE, |yard| yard.slowdown)
    }

    /// Whether the next move over a hatch must wait for room in the yard.
    pub(crate) fn is_held(&self, id: CallId, hatch: u16) -> bool {
        let call = &self.calls[id];
        let land = self
            .landside
            .as_ref()
            .and_then(|land| land.of(call.tag.terminal));
        land.is_some_and(|yard| {
            let hatch = usize::from(hatch);
            let done = call.lists.hatch_moves[hatch] - call.lists.hatches[hatch].left;
            yard.is_blocked && done < call.lists.stows[hatch].imports
        })
    }

    /// Whether the yard has room for a call that asks for a berth.
    pub(crate) fn yard_has_room(&self, id: CallId) -> bool {
        let call = &self.calls[id];
        let land = self
            .landside
            .as_ref()
            .and_then(|land| land.of(call.tag.terminal));
        land.is_none_or(|yard| {
            let terminal = call.tag.terminal.index();
            let quays = self.terminals[terminal].berths.quays();
            let mut at_berth = 0;
            for quay in quays {
                let lying = quay.vessels().map(|other| imports_left(&self.calls[other]));
                at_berth += lying.sum::<u32>();
            }
            yard.has_room(imports_left(call), at_berth)
        })
    }

    /// Gangs that a terminal orders for a vessel that could use so many.
    pub(crate) fn gangs_with_room(&self, terminal: TerminalId, wanted: u16) -> u16 {
        let land = self.landside.as_ref().and_then(|land| land.of(terminal));
        land.map_or(wanted, |yard| {
            let gangs = (f64::from(wanted) * yard.gang_share()).ceil();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "no more than wanted"
            )]
            let gangs = gangs as u16;
            gangs.clamp(1, wanted.max(1)).min(wanted)
        })
    }

    /// A vessel got its berth: later ones are expected to wait as long.
    pub(crate) fn note_wait(&mut self, id: CallId, now: SimTime) {
        let call = &mut self.calls[id];
        if let Some(since) = call.held_since.take() {
            call.held_by_yard += now - since;
        }
        let (terminal, waited) = (call.tag.terminal.index(), now - call.arrival);
        if let Some(yard) = self
            .landside
            .as_mut()
            .and_then(|land| land.yards[terminal].as_mut())
        {
            yard.wait = hour_of(SimTime::ZERO + waited);
        }
    }

    /// A full hour: what happened in the last one is said, pace and room are reviewed, and gates
    /// make their appointments.
    pub(crate) fn turn_hour(&mut self, at: &mut At) {
        let now = at.now();
        for terminal in 0..self.terminals.len() {
            self.count_cranes(terminal, now);
        }
        let land = self.landside.as_mut().expect("hours are of land");
        if now > SimTime::ZERO {
            land.close_hour(now, |record| at.record(record));
            land.hour += 1;
        }
        land.open_hour(now);
        at.schedule(now + HOUR, Due::LandHour);
        for terminal in 0..self.terminals.len() {
            if self.review(terminal, at) {
                self.allocate_berths(terminal, at);
            }
        }
    }

    /// Closes the hour that the horizon cuts.
    pub(crate) fn end_land(&mut self, at: &mut At) {
        for terminal in 0..self.terminals.len() {
            self.count_cranes(terminal, at.now());
        }
        if let Some(land) = &mut self.landside {
            land.close_hour(at.now(), |record| at.record(record));
        }
    }

    /// Notes how many cranes of a terminal work, and how long in the last hour.
    fn count_cranes(&mut self, terminal: usize, now: SimTime) {
        let id = TerminalId(u16::try_from(terminal).expect("terminals fit u16"));
        let Some(yard) = self
            .landside
            .as_mut()
            .and_then(|land| land.yards[terminal].as_mut())
        else {
            return;
        };
        let cranes = self.cranes.of(id);
        let working = cranes
            .filter(|crane| self.cranes[*crane].task == Task::Working)
            .count();
        let working = u32::try_from(working).expect("cranes fit u32");
        yard.is_idle = working == 0;
        if working > 0 && now > SimTime::ZERO {
            yard.cranes = working;
            yard.yard_hour.crane_time = HOUR * i64::from(working);
        }
        let cycle = self.bay.terminals[terminal].cycle_time.mean();
        let wanted = f64::from(yard.cranes) * HOUR.millis() as f64 / cycle;
        let made = if yard.is_idle {
            0.0
        } else {
            wanted * 1_024.0 / f64::from(yard.slowdown)
        };
        yard.quay_lifts = (wanted, made);
    }

    /// Reviews the pace of a terminal's cranes and its room; whether it has land. Cranes at work
    /// learn of it only where the yard is hot, or where discharge stops or goes on.
    fn review(&mut self, terminal: usize, at: &mut At) -> bool {
        let Some(yard) = self
            .landside
            .as_mut()
            .and_then(|land| land.yards[terminal].as_mut())
        else {
            return false;
        };
        let of = &yard.land.yard;
        let used = yard.utilization();
        yard.is_hot = used >= of.knee || (yard.is_hot && used >= of.knee - of.knee_band);
        let blocked = used >= of.block;
        let lifts = f64::from(of.lifts_per_hour);
        let landside = f64::from(yard.landside_lifts);
        let slow = slowdown(yard.quay_lifts.0, landside, lifts, of.landside_share);
        let changed = slow != yard.slowdown && (yard.is_hot || yard.is_idle);
        let turned = blocked != yard.is_blocked;
        if changed {
            yard.slowdown = slow;
        }
        yard.is_blocked = blocked;
        if turned || (changed && !yard.is_idle) {
            self.pace_cranes(terminal, turned && !blocked, at);
        }
        true
    }

    /// Lets cranes at work end their stint with the move under way, and those that are held go on
    /// if there is room again.
    fn pace_cranes(&mut self, terminal: usize, goes_on: bool, at: &mut At) {
        let id = TerminalId(u16::try_from(terminal).expect("terminals fit u16"));
        for index in self.cranes.of(id) {
            let crane = &mut self.cranes[index];
            match crane.task {
                Task::Working => {
                    let ahead = self.blocks.as_mut().map(|blocks| blocks.of(index));
                    let cycle = &self.bay.terminals[terminal].cycle_time;
                    let days = &self.bay.days;
                    if let Some(end) = crane.stint.stop_after_move(at.now(), ahead, cycle, days) {
                        at.set_timer(index, end);
                    }
                }
                Task::Held(from) if goes_on => {
                    self.book_hold(index, from, at);
                    self.begin_stint(index, at);
                }
                Task::Held(_) | Task::Down(_) | Task::Idle => {}
            }
        }
    }

    /// Books the time a crane stood for want of room.
    pub(crate) fn book_hold(&mut self, index: usize, from: SimTime, at: &mut At) {
        let crane = &mut self.cranes[index];
        crane.task = Task::Idle;
        let (place, to) = (crane.place(), at.now());
        if to > from {
            at.record(Record::CraneHeld {
                terminal: place.terminal,
                wharf: place.wharf,
                crane: place.crane,
                from,
                to,
            });
        }
    }

    /// A train is due to leave: with what is ready, if that is enough for it.
    pub(crate) fn depart_train(&mut self, terminal: TerminalId, at: &mut At) {
        let now = at.now();
        let land = self.landside.as_mut().expect("trains leave from land");
        let yard = land.yards[terminal.index()]
            .as_mut()
            .expect("a rail yard is on land");
        let rail = yard
            .land
            .rail
            .as_ref()
            .expect("a train leaves from a rail yard");
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of a train"
        )]
        let room = (f64::from(rail.train) * rail.cars.at(now)).round() as u32;
        let ready = yard.containers.rail.ready();
        if room > 0 && ready >= rail.least.max(1) {
            let aboard = ready.min(room);
            let mut dwell = Dwell::default();
            yard.containers.rail.fetch(aboard, &mut dwell);
            yard.crossed.by_rail += u64::from(aboard);
            let each = yard.rehandles();
            yard.dig_out(aboard, each);
            at.record(Record::TrainLeft {
                train: Train {
                    terminal,
                    at: now,
                    room,
                    dwell,
                    left_behind: ready - aboard,
                },
            });
        }
        yard.train += 1;
        if let Some(next) = rail.departures.get(yard.train) {
            at.schedule(*next, Due::TrainDeparts(terminal));
        }
    }
}

/// Imports that a call has not discharged.
fn imports_left(call: &Call) -> u32 {
    if matches!(call.stage, Stage::Finishing | Stage::Outbound | Stage::Gone) {
        return 0;
    }
    let hatches = call.lists.hatches.iter().zip(call.lists.hatch_moves.iter());
    let left = hatches
        .zip(&call.lists.stows)
        .map(|((hatch, moves), stow)| stow.imports.saturating_sub(moves - hatch.left));
    left.sum()
}
