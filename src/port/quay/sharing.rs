//! Cranes under continuous manning: shared by the vessels along a wharf, and shared anew when
//! somebody is short of its share.
//!
//! **The rule.** Cranes are dealt one at a time, a round per crane, to the vessels that have cargo
//! to work, whoever has been ready longest first, until each has as many as it can use or none is
//! left: every vessel gets its first crane before any gets its second. They stand along the wharf
//! in the order of their vessels, so that none crosses another. They are shared anew when a vessel
//! becomes ready or is done, or a crane finds no hatch, if that leaves a vessel with less than its
//! share, and takes no vessel's last crane off it: a vessel that could be served by that alone waits
//! until a crane is free, or moves would be begun over and over. A crane that is called away drops the
//! move in hand, which is made anew later. Under shifts cranes stay with the vessel that their gang was
//! ordered for.

use crate::port::bay::Labor;
use crate::port::event::{CallId, Due, Rail};
use crate::port::model::{At, PortModel};
use crate::port::quay::crane_split::{Share, deal};
use crate::port::scratch::borrow;

impl PortModel<'_> {
    /// The wharf that a call lies along.
    pub(crate) fn rail_of(&self, id: CallId) -> Rail {
        let call = &self.calls[id];
        Rail {
            terminal: call.tag.terminal,
            wharf: call.berthed().wharf,
        }
    }

    /// Lets the cranes along a wharf be shared anew, once all that happens at this instant before
    /// it has happened, if a vessel there could use more than it has.
    pub(crate) fn ask_to_share(&mut self, rail: Rail, at: &mut At) {
        if matches!(self.bay.labor, Labor::Shifts(_)) {
            return;
        }
        let berths = &self.terminals[rail.terminal.index()].berths;
        let mut vessels = berths.quays()[usize::from(rail.wharf)].vessels();
        let is_short = vessels.any(|id| self.calls[id].lists.cranes.len() < self.cranes_due(id));
        if is_short && !self.cranes.note_to_share(rail, true) {
            at.schedule(at.now(), Due::ShareCranes(rail));
        }
    }

    /// Shares the cranes along a wharf anew, if a vessel has less than its share.
    pub(crate) fn share_cranes(&mut self, rail: Rail, at: &mut At) {
        self.cranes.note_to_share(rail, false);
        let mut shares = borrow(&mut self.scratch.shares);
        self.find_shares(rail, &mut shares);
        let is_short = |share: &Share| {
            let has = self.calls[share.id].lists.cranes.len();
            has < usize::from(share.count)
        };
        if shares.iter().any(is_short) {
            let all = self.cranes.rail(rail);
            deal(
                u16::try_from(all.len()).expect("cranes fit u16"),
                &mut shares,
            );
            let first = all.start;
            let cranes_of = |share: &Share| {
                let from = first + usize::from(share.first);
                from..from + usize::from(share.count)
            };
            let keeps_a_crane = |share: &Share| {
                let has = &self.calls[share.id].lists.cranes;
                let stay = cranes_of(share);
                has.is_empty() || has.iter().any(|crane| stay.contains(crane))
            };
            if shares.iter().all(keeps_a_crane) {
                for share in &shares {
                    self.call_away(share.id, cranes_of(share), at);
                }
                for share in &shares {
                    self.call_in(share.id, cranes_of(share), at);
                }
            }
        }
        self.scratch.shares = shares;
    }

    /// Each vessel's share in the cranes along a wharf, in order along it.
    fn find_shares(&mut self, rail: Rail, shares: &mut Vec<Share>) {
        let berths = &self.terminals[rail.terminal.index()].berths;
        let vessels = berths.quays()[usize::from(rail.wharf)].vessels();
        shares.extend(vessels.map(|id| Share {
            id,
            count: 0,
            middle: self.middle(id),
            first: 0,
        }));
        let mut order = borrow(&mut self.scratch.vessels);
        let working = shares.iter().map(|share| share.id);
        order.extend(working.filter(|id| self.cranes_due(*id) > 0));
        order.sort_unstable_by_key(|id| (self.calls[*id].ready_for_cargo, *id));
        let cranes = self.cranes.rail(rail).len();
        let mut left = cranes;
        for round in 0..cranes {
            for id in &order {
                let place = shares.iter().position(|share| share.id == *id);
                let share = &mut shares[place.expect("each has a share")];
                if left > 0 && usize::from(share.count) == round && round < self.cranes_due(*id) {
                    share.count += 1;
                    left -= 1;
                }
            }
        }
        self.scratch.vessels = order;
    }

    /// Takes all cranes off a call but those of a range.
    pub(crate) fn call_away(&mut self, id: CallId, stay: std::ops::Range<usize>, at: &mut At) {
        for position in (0..self.calls[id].lists.cranes.len()).rev() {
            let index = self.calls[id].lists.cranes[position];
            if stay.contains(&index) {
                continue;
            }
            self.cut_short(index, at);
            at.clear_timer(index);
            self.book_allocation(index, at);
            let (crane, lists) = (&mut self.cranes[index], &mut self.calls[id].lists);
            crane.call = None;
            if let Some(hatch) = crane.hatch.take() {
                lists.hatches[usize::from(hatch)].taken = false;
            }
            lists.cranes.remove(position);
        }
    }

    /// Allocates the cranes of a range to a call, but those that it has, and splits its work over
    /// all of them.
    pub(crate) fn call_in(&mut self, id: CallId, cranes: std::ops::Range<usize>, at: &mut At) {
        for index in cranes {
            if self.cranes[index].call.is_none() {
                self.allocate(id, index, at);
            }
        }
        if !self.calls[id].lists.cranes.is_empty() {
            self.split_over_hatches(id, at);
        }
    }
}
