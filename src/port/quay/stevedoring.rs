//! Stevedoring: cranes to vessels and over hatches, from the first move to the last, at the meal
//! and at the end of the shift.

use crate::engine::SimTime;
use crate::port::bay::{Labor, WharfSpace};
use crate::port::call::Stage;
use crate::port::event::CallId;
use crate::port::model::{At, PortModel};
use crate::port::quay::bell::Bell;
use crate::port::quay::crane_split::{next_in_zone, next_to_help, split};
use crate::port::record::Record;
use crate::port::scratch::borrow;

impl PortModel<'_> {
    /// Ready for the first move: cranes come if work is going on and gangs were ordered.
    pub(crate) fn begin_cargo(&mut self, id: CallId, at: &mut At) {
        self.calls[id].stage = Stage::Working;
        self.take_free_cranes(id, at);
        self.ask_to_share(self.rail_of(id), at);
    }

    /// Cranes a call may have now, none without cargo to work: as many as it asks for under continuous
    /// manning, as many as gangs were ordered under shifts; never more than it has hatches with work.
    pub(crate) fn cranes_due(&self, id: CallId) -> usize {
        let call = &self.calls[id];
        if !call.stage.is_working() {
            return 0;
        }
        let wanted = match self.bay.labor {
            Labor::Continuous => self.bay.cranes_asked(call.tag.class, call.tag.terminal),
            Labor::Shifts(_) => call.gangs,
        };
        usize::from(wanted).min(call.open_hatches())
    }

    /// Gives a working call the free cranes nearest to it, without crossing those of others.
    pub(crate) fn take_free_cranes(&mut self, id: CallId, at: &mut At) {
        if self.work_until.is_none() {
            return;
        }
        let has = self.calls[id].lists.cranes.len();
        let missing = self.cranes_due(id).saturating_sub(has);
        if missing == 0 {
            return;
        }
        let mut free = borrow(&mut self.scratch.cranes);
        self.find_free_cranes(id, &mut free);
        for crane in free.iter().take(missing) {
            self.allocate(id, *crane, at);
        }
        let found = !free.is_empty();
        self.scratch.cranes = free;
        if found {
            self.split_over_hatches(id, at);
        }
    }

    /// Free cranes between those of the neighbors along the wharf, nearest first.
    fn find_free_cranes(&self, id: CallId, free: &mut Vec<usize>) {
        let rail = self.rail_of(id);
        let quay = &self.terminals[rail.terminal.index()].berths.quays()[usize::from(rail.wharf)];
        let rail = self.cranes.rail(rail);
        let (mut low, mut high, mut passed) = (rail.start, rail.end, false);
        for other in quay.vessels() {
            let cranes = &self.calls[other].lists.cranes;
            if other == id {
                passed = true;
            } else if let (Some(first), Some(last)) = (cranes.first(), cranes.last()) {
                if passed {
                    high = high.min(*first);
                } else {
                    low = low.max(*last + 1);
                }
            }
        }
        free.extend((low..high.max(low)).filter(|crane| self.cranes[*crane].call.is_none()));
        let middle = self.middle(id) * rail.len() as f64;
        let distance = |crane: usize| ((crane - rail.start) as f64 + 0.5 - middle).abs();
        free.sort_unstable_by(|a, b| distance(*a).total_cmp(&distance(*b)).then(a.cmp(b)));
    }

    /// Middle of the call's berth as a fraction of its wharf.
    pub(crate) fn middle(&self, id: CallId) -> f64 {
        let call = &self.calls[id];
        let berth = call.berthed();
        let length =
            match self.bay.terminal(call.tag.terminal).wharves[usize::from(berth.wharf)].space {
                WharfSpace::Length { length, .. } => length.value(),
                WharfSpace::Slots(slots) => f64::from(slots),
            };
        (berth.position.value() + berth.length.value() / 2.0) / length
    }

    /// Allocates one crane of the call's wharf to it.
    pub(crate) fn allocate(&mut self, id: CallId, index: usize, at: &mut At) {
        let call = &mut self.calls[id];
        let cranes = &mut call.lists.cranes;
        let place = cranes.partition_point(|other| *other < index);
        cranes.insert(place, index);
        let count = u16::try_from(cranes.len()).expect("cranes fit u16");
        call.cranes_max = call.cranes_max.max(count);
        let crane = &mut self.cranes[index];
        assert!(
            crane.call.is_none(),
            "a crane is allocated to two vessels at once"
        );
        crane.call = Some(id);
        crane.since = at.now();
    }

    /// Splits what is left of a call over the cranes it has now; those at work finish their hatch
    /// first.
    pub(crate) fn split_over_hatches(&mut self, id: CallId, at: &mut At) {
        let lists = &mut self.calls[id].lists;
        split(&mut lists.hatches, lists.cranes.len());
        self.employ_idle(id, at);
    }

    /// Lets every idle crane of a call take its next hatch: all look into their own zone before
    /// one of them helps elsewhere.
    fn employ_idle(&mut self, id: CallId, at: &mut At) {
        let call = &self.calls[id];
        let clearance = self.bay.terminal(call.tag.terminal).crane_clearance_hatches;
        let mut over = borrow(&mut self.scratch.hatches);
        let cranes = call.lists.cranes.iter();
        over.extend(cranes.map(|crane| self.cranes[*crane].hatch));
        for next in [next_in_zone, next_to_help] {
            for position in 0..over.len() {
                if over[position].is_some() {
                    continue;
                }
                let lists = &self.calls[id].lists;
                over[position] = next(&lists.hatches, &over, position, clearance);
                if let Some(hatch) = over[position] {
                    self.take_hatch(id, lists.cranes[position], hatch, at);
                }
            }
        }
        self.scratch.hatches = over;
    }

    /// A crane moves over a hatch and begins to work it.
    fn take_hatch(&mut self, id: CallId, crane: usize, hatch: u16, at: &mut At) {
        let of = &mut self.calls[id].lists.hatches[usize::from(hatch)];
        assert!(!of.taken, "two cranes over one hatch");
        of.taken = true;
        self.cranes[crane].hatch = Some(hatch);
        self.begin_stint(crane, at);
    }

    /// A hatch is done: the crane takes another, its neighbors may reach further, or the cargo is
    /// complete.
    pub(crate) fn finish_hatch(&mut self, index: usize, at: &mut At) {
        let crane = &mut self.cranes[index];
        let id = crane.call.expect("a working crane has a vessel");
        let hatch = crane.hatch.take().expect("a working crane has a hatch");
        let call = &mut self.calls[id];
        call.lists.hatches[usize::from(hatch)].taken = false;
        if call.moves_left == 0 {
            self.complete_cargo(id, at);
        } else {
            self.employ_idle(id, at);
            if self.cranes[index].hatch.is_none() {
                self.ask_to_share(self.rail_of(id), at);
            }
        }
    }

    /// Cargo is complete: cranes are free, and the vessel makes ready to sail.
    fn complete_cargo(&mut self, id: CallId, at: &mut At) {
        self.send_home(id, at);
        self.release_cranes(id, at);
        let now = at.now();
        let call = &mut self.calls[id];
        call.stage = Stage::Finishing;
        call.cargo_end = now;
        call.gangs = 0;
        // Gangs ordered for work that is done take no crane of a neighbor.
        call.lists.orders.clear();
        let place = self.bay.terminal(call.tag.terminal);
        let lashed = now
            + place
                .after_last_move
                .span(call.stream.named("after last move"), 0);
        self.finish_cargo(id, lashed, at);
        let rail = self.rail_of(id);
        // Whoever has been ready longest is served first, or a busy wharf would forget one end.
        let quay = &self.terminals[rail.terminal.index()].berths.quays()[usize::from(rail.wharf)];
        let mut neighbors = borrow(&mut self.scratch.vessels);
        neighbors.extend(quay.vessels());
        neighbors.sort_unstable_by_key(|id| (self.calls[*id].ready_for_cargo, *id));
        for neighbor in &neighbors {
            self.take_free_cranes(*neighbor, at);
        }
        self.scratch.vessels = neighbors;
        self.ask_to_share(rail, at);
    }

    /// Takes all cranes off a call.
    pub(crate) fn release_cranes(&mut self, id: CallId, at: &mut At) {
        for position in 0..self.calls[id].lists.cranes.len() {
            let index = self.calls[id].lists.cranes[position];
            self.book_allocation(index, at);
            let crane = &mut self.cranes[index];
            crane.call = None;
            if let Some(hatch) = crane.hatch.take() {
                self.calls[id].lists.hatches[usize::from(hatch)].taken = false;
            }
        }
        self.calls[id].lists.cranes.clear();
    }

    /// Books the hours a crane stood allocated since they were last booked.
    pub(crate) fn book_allocation(&mut self, index: usize, at: &mut At) {
        let crane = &mut self.cranes[index];
        let call = &mut self.calls[crane.call.expect("an allocated crane has a vessel")];
        let (from, to) = (crane.since, at.now());
        crane.since = to;
        call.crane_hours += to - from;
        let place = crane.place();
        let mut book = |from: SimTime, to: SimTime| {
            if from < to {
                at.record(Record::CraneAllocated {
                    tag: call.tag,
                    wharf: place.wharf,
                    crane: place.crane,
                    from,
                    to,
                });
            }
        };
        let cut = self.bay.period.start.clamp(from, to);
        book(from, cut);
        book(cut, to);
    }

    /// Work stops everywhere but where gangs already work on: stints and repairs are booked. At
    /// the end of a shift the cranes leave their vessels, unless their gangs work on from now; at
    /// a meal they stay. No timer is left: whatever ends by the bell has ended
    /// before it.
    pub(crate) fn stop_cranes(&mut self, bell: Bell, at: &mut At) {
        for crane in 0..self.cranes.len() {
            if let Some(id) = self.cranes[crane].call
                && self.calls[id].extended.is_none()
            {
                self.stop_crane(crane, at);
                self.book_allocation(crane, at);
            }
        }
        if let Bell::EndOfShift(extension) = bell {
            for position in 0..self.calls.len() {
                let id = self.calls.nth(position);
                if self.calls[id].extended.is_none() && !self.work_on(id, extension, at) {
                    self.release_cranes(id, at);
                }
            }
        }
    }

    /// Work goes on after a meal, with the cranes where they stand.
    pub(crate) fn resume_cranes(&mut self, at: &mut At) {
        for index in 0..self.cranes.len() {
            let crane = &mut self.cranes[index];
            if crane
                .call
                .is_some_and(|id| self.calls[id].extended.is_some())
            {
                continue;
            }
            crane.since = at.now();
            if crane.hatch.is_some() {
                self.begin_stint(index, at);
            }
        }
        for position in 0..self.calls.len() {
            self.take_free_cranes(self.calls.nth(position), at);
        }
    }
}
