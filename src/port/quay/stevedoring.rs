//! Stevedoring: cranes to vessels and over hatches, from the first move to the last, at the meal
//! and at the end of the shift.

use crate::port::bay::{Labor, WharfSpace};
use crate::port::call::Stage;
use crate::port::event::{Due, Slot};
use crate::port::model::{At, PortModel};
use crate::port::quay::crane::{next_hatch, split};
use crate::port::record::Record;

impl PortModel<'_> {
    /// Ready for the first move: cranes come if work is going on and gangs were ordered.
    pub(crate) fn begin_cargo(&mut self, slot: Slot, at: &mut At) {
        self.calls[slot].stage = Stage::Working;
        self.take_free_cranes(slot, at);
    }

    /// Cranes a call may have now: as many as it asks for under continuous manning, as many as
    /// gangs were ordered under shifts; never more than it has hatches with work.
    pub(crate) fn cranes_due(&self, slot: Slot) -> usize {
        let call = &self.calls[slot];
        let wanted = match self.bay.labor {
            Labor::Continuous => self.bay.class(call.tag.class).cranes,
            Labor::Shifts(_) => call.gangs,
        };
        usize::from(wanted).min(call.open_hatches())
    }

    /// Gives a working call the free cranes nearest to it, without crossing those of others.
    pub(crate) fn take_free_cranes(&mut self, slot: Slot, at: &mut At) {
        if self.work_until.is_none() || !self.calls[slot].stage.is_working() {
            return;
        }
        let missing = self
            .cranes_due(slot)
            .saturating_sub(self.calls[slot].cranes.len());
        let mut free = self.free_cranes_near(slot);
        free.truncate(missing);
        if free.is_empty() {
            return;
        }
        let fresh = self.calls[slot].cranes.is_empty();
        for crane in free {
            self.allocate(slot, crane, at);
        }
        if fresh {
            self.split_over_hatches(slot, at);
        } else {
            self.employ_idle(slot, at);
        }
    }

    /// Free cranes between those of the neighbors along the wharf, nearest first.
    fn free_cranes_near(&self, slot: Slot) -> Vec<u16> {
        let call = &self.calls[slot];
        let (terminal, berth) = (call.tag.terminal.index(), call.berthed());
        let state = &self.terminals[terminal];
        let rail = &state.cranes[usize::from(berth.wharf)];
        let (mut low, mut high, mut passed) = (0, rail.len(), false);
        for other in state.quays[usize::from(berth.wharf)].vessels() {
            let cranes = &self.calls[other].cranes;
            if other == slot {
                passed = true;
            } else if let (Some(first), Some(last)) = (cranes.first(), cranes.last()) {
                if passed {
                    high = high.min(usize::from(*first));
                } else {
                    low = low.max(usize::from(*last) + 1);
                }
            }
        }
        let middle = self.middle(slot) * rail.len() as f64;
        let mut free: Vec<u16> = (low..high.max(low))
            .filter(|crane| rail[*crane].call.is_none())
            .filter_map(|crane| u16::try_from(crane).ok())
            .collect();
        let distance = |crane: u16| (f64::from(crane) + 0.5 - middle).abs();
        free.sort_by(|a, b| distance(*a).total_cmp(&distance(*b)).then(a.cmp(b)));
        free
    }

    /// Middle of the call's berth as a fraction of its wharf.
    pub(crate) fn middle(&self, slot: Slot) -> f64 {
        let call = &self.calls[slot];
        let berth = call.berthed();
        let length =
            match self.bay.terminal(call.tag.terminal).wharves[usize::from(berth.wharf)].space {
                WharfSpace::Length { length, .. } => length.value(),
                WharfSpace::Slots(slots) => f64::from(slots),
            };
        (berth.position.value() + berth.length.value() / 2.0) / length
    }

    /// Allocates one crane of the call's wharf to it.
    pub(crate) fn allocate(&mut self, slot: Slot, crane: u16, at: &mut At) {
        let call = &mut self.calls[slot];
        let wharf = usize::from(call.berthed().wharf);
        let place = call.cranes.partition_point(|other| *other < crane);
        call.cranes.insert(place, crane);
        call.cranes_max = call
            .cranes_max
            .max(u16::try_from(call.cranes.len()).expect("cranes fit u16"));
        let terminal = call.tag.terminal.index();
        let of = &mut self.terminals[terminal].cranes[wharf][usize::from(crane)];
        assert!(of.call.is_none(), "a crane is allocated to two vessels");
        of.call = Some(slot);
        of.since = at.now();
    }

    /// First hatches of a call whose cranes are all idle.
    pub(crate) fn split_over_hatches(&mut self, slot: Slot, at: &mut At) {
        let call = &self.calls[slot];
        let clearance = self.bay.terminal(call.tag.terminal).crane_clearance_hatches;
        let places = split(&call.hatches, call.cranes.len(), clearance);
        let cranes = call.cranes.clone();
        for (crane, hatch) in cranes.into_iter().zip(places) {
            if let Some(hatch) = hatch {
                self.take_hatch(slot, crane, hatch, at);
            }
        }
        self.employ_idle(slot, at);
    }

    /// Lets every idle crane of a call take the next hatch it can reach.
    fn employ_idle(&mut self, slot: Slot, at: &mut At) {
        let call = &self.calls[slot];
        let (terminal, wharf) = (call.tag.terminal, usize::from(call.berthed().wharf));
        let clearance = self.bay.terminal(terminal).crane_clearance_hatches;
        for position in 0..call.cranes.len() {
            let call = &self.calls[slot];
            let rail = &self.terminals[terminal.index()].cranes[wharf];
            if rail[usize::from(call.cranes[position])].hatch.is_some() {
                continue;
            }
            let over: Vec<Option<u16>> = call
                .cranes
                .iter()
                .map(|crane| rail[usize::from(*crane)].hatch)
                .collect();
            if let Some(hatch) = next_hatch(&call.hatches, &over, position, clearance) {
                self.take_hatch(slot, call.cranes[position], hatch, at);
            }
        }
    }

    /// A crane moves over a hatch and begins to work it.
    fn take_hatch(&mut self, slot: Slot, crane: u16, hatch: u16, at: &mut At) {
        let call = &mut self.calls[slot];
        let of = &mut call.hatches[usize::from(hatch)];
        assert!(!of.taken, "two cranes over one hatch");
        of.taken = true;
        let (terminal, wharf) = (call.tag.terminal.index(), usize::from(call.berthed().wharf));
        self.terminals[terminal].cranes[wharf][usize::from(crane)].hatch = Some(hatch);
        self.begin_run(terminal, wharf, usize::from(crane), at);
    }

    /// A hatch is done: the crane takes another, its neighbors may reach further, or the cargo is
    /// complete.
    pub(crate) fn finish_hatch(
        &mut self,
        terminal: usize,
        wharf: usize,
        crane: usize,
        at: &mut At,
    ) {
        let of = &mut self.terminals[terminal].cranes[wharf][crane];
        let slot = of.call.expect("a working crane has a vessel");
        let hatch = of.hatch.take().expect("a working crane has a hatch");
        self.calls[slot].hatches[usize::from(hatch)].taken = false;
        if self.calls[slot].moves_left == 0 {
            self.complete_cargo(slot, at);
        } else {
            self.employ_idle(slot, at);
        }
    }

    /// Cargo is complete: cranes are free, and the vessel makes ready to sail.
    fn complete_cargo(&mut self, slot: Slot, at: &mut At) {
        self.release_cranes(slot, at);
        let now = at.now();
        let call = &mut self.calls[slot];
        call.stage = Stage::Finishing;
        call.cargo_end = now;
        call.gangs = 0;
        // Gangs ordered for work that is done take no crane of a neighbor.
        call.orders.clear();
        let place = self.bay.terminal(call.tag.terminal);
        let ready = now
            + place
                .after_last_move
                .span(call.stream.named("after last move"), 0);
        let off = place
            .shore_power
            .as_ref()
            .map_or(now, |shore| now.max(ready - shore.plug_out));
        at.schedule(off, Due::Unplug(slot));
        at.schedule(ready, Due::ReadyToSail(slot));
        let (terminal, wharf) = (call.tag.terminal.index(), usize::from(call.berthed().wharf));
        // Whoever has been ready longest is served first, or a busy wharf would forget one end.
        let mut neighbors: Vec<Slot> = self.terminals[terminal].quays[wharf].vessels().collect();
        neighbors.sort_by_key(|slot| (self.calls[*slot].ready_for_cargo, *slot));
        for neighbor in neighbors {
            self.take_free_cranes(neighbor, at);
        }
    }

    /// Takes all cranes off a call.
    fn release_cranes(&mut self, slot: Slot, at: &mut At) {
        for crane in std::mem::take(&mut self.calls[slot].cranes) {
            let call = &self.calls[slot];
            let (terminal, wharf) = (call.tag.terminal.index(), usize::from(call.berthed().wharf));
            self.book_allocation(terminal, wharf, usize::from(crane), at);
            let of = &mut self.terminals[terminal].cranes[wharf][usize::from(crane)];
            of.call = None;
            if let Some(hatch) = of.hatch.take() {
                self.calls[slot].hatches[usize::from(hatch)].taken = false;
            }
        }
    }

    /// Books the hours a crane stood allocated since they were last booked.
    fn book_allocation(&mut self, terminal: usize, wharf: usize, crane: usize, at: &mut At) {
        let of = &mut self.terminals[terminal].cranes[wharf][crane];
        let call = &mut self.calls[of.call.expect("an allocated crane has a vessel")];
        let (from, to) = (of.since, at.now());
        of.since = to;
        call.crane_hours += to - from;
        let start = self.bay.period.start;
        let [wharf, crane] =
            [wharf, crane].map(|index| u16::try_from(index).expect("cranes fit u16"));
        let halves = if from < start && start < to {
            [(from, start), (start, to)]
        } else {
            [(from, to), (to, to)]
        };
        for (from, to) in halves.into_iter().filter(|(from, to)| from < to) {
            at.record(Record::CraneAllocated {
                tag: call.tag,
                wharf,
                crane,
                from,
                to,
            });
        }
    }

    /// Work stops everywhere: runs and repairs are booked. At the end of a shift the cranes leave
    /// their vessels; at a meal they stay.
    pub(crate) fn stop_cranes(&mut self, end_of_shift: bool, at: &mut At) {
        for timer in 0..self.crane_of_timer.len() {
            let (terminal, wharf, crane) = self.crane_of_timer[timer];
            let of = &self.terminals[terminal].cranes[wharf][crane];
            if of.call.is_none() {
                continue;
            }
            self.stop_crane(terminal, wharf, crane, at);
            at.clear_timer(timer);
            self.book_allocation(terminal, wharf, crane, at);
        }
        if end_of_shift {
            for slot in self.calls.slots() {
                self.release_cranes(slot, at);
            }
        }
    }

    /// Work goes on after a meal, with the cranes where they stand.
    pub(crate) fn resume_cranes(&mut self, at: &mut At) {
        for timer in 0..self.crane_of_timer.len() {
            let (terminal, wharf, crane) = self.crane_of_timer[timer];
            let of = &mut self.terminals[terminal].cranes[wharf][crane];
            of.since = at.now();
            if of.hatch.is_some() {
                self.begin_run(terminal, wharf, crane, at);
            }
        }
        for slot in self.calls.slots() {
            if self.calls[slot].stage.is_working() {
                self.take_free_cranes(slot, at);
            }
        }
    }
}
