//! Shifts: gangs are ordered before a deadline, work starts, pauses for the meal, and stops.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Labor, Shift, TerminalId};
use crate::port::call::{Call, Stage};
use crate::port::event::{Due, Slot};
use crate::port::model::{At, PortModel};
use crate::port::quay::allocation::choose_wharf;
use crate::port::quay::crane::{Share, deal};
use crate::port::quay::labor::{Request, deal_gangs};
use crate::port::quay::wharf::Preference;
use crate::port::record::Record;
use crate::port::scratch::borrow;

/// Gangs are ordered for a vessel that is expected to be ready no later than this after the shift
/// begins: a gang that would stand by longer is not worth its pay (assumption).
const LATEST_READY: SimDuration = SimDuration::from_millis(2 * 3_600_000);

/// Work of a shift before the meal (0) and after it (1), as one number with the shift.
fn part(shift: usize, after_meal: bool) -> u32 {
    u32::try_from(2 * shift + usize::from(after_meal)).expect("shifts fit u32")
}

impl Shift {
    /// Hours worked, without the meal.
    fn hours(&self) -> SimDuration {
        let meal = self.meal.map_or(SimDuration::ZERO, |(from, to)| to - from);
        self.end - self.start - meal
    }
}

impl<'a> PortModel<'a> {
    /// Shifts of the bay; none under continuous manning.
    fn shifts(&self) -> &'a [Shift] {
        match &self.bay.labor {
            Labor::Shifts(shifts) => shifts,
            Labor::Continuous => &[],
        }
    }

    /// Schedules the first order of gangs.
    pub(crate) fn begin_shifts(&mut self, at: &mut At) {
        let first = self
            .shifts()
            .partition_point(|shift| shift.order_by < at.now());
        self.schedule_order(first, at);
    }

    fn schedule_order(&self, shift: usize, at: &mut At) {
        if let Some(next) = self.shifts().get(shift) {
            at.schedule(
                next.order_by,
                Due::OrderGangs(u32::try_from(shift).expect("shifts fit u32")),
            );
        }
    }

    /// The deadline: terminals order gangs on what they know now.
    pub(crate) fn order_gangs(&mut self, index: usize, at: &mut At) {
        let shift = &self.shifts()[index];
        let mut requests = borrow(&mut self.scratch.requests);
        let calls = self.calls.iter();
        requests.extend(calls.filter_map(|(slot, call)| self.request(slot, call, shift, at.now())));
        requests.sort_unstable_by_key(|request| request.call);
        let mut cranes_left = borrow(&mut self.scratch.cranes_left);
        let wharves = self.bay.terminals.iter().flat_map(|of| &of.wharves);
        cranes_left.extend(wharves.map(|wharf| wharf.cranes));
        deal_gangs(&mut requests, shift.gangs, &mut cranes_left);
        for request in &requests {
            let lists = &mut self.calls[request.slot].lists;
            lists.orders.push((index, request.granted));
        }
        self.record_orders(shift, &requests, at);
        self.scratch.requests = requests;
        self.scratch.cranes_left = cranes_left;
        at.schedule(shift.start, Due::WorkStarts(part(index, false)));
        self.schedule_order(index + 1, at);
    }

    /// What a call would ask for: gangs if it will have cargo and be ready early in the shift.
    fn request(&self, slot: Slot, call: &Call, shift: &Shift, now: SimTime) -> Option<Request> {
        let latest = shift.start + LATEST_READY;
        // Most calls are far out at sea: nothing else about them matters yet.
        if call.stage == Stage::AtSea && call.arrival > latest {
            return None;
        }
        let ready = self.expected_ready(call, now)?;
        let left = self.expected_moves_left(slot, now);
        if ready > latest || left <= 0.0 {
            return None;
        }
        let hatches = u16::try_from(call.open_hatches()).expect("hatches fit u16");
        let most = u16::try_from(shift.gangs_per_vessel).unwrap_or(u16::MAX);
        let wanted = self.bay.class(call.tag.class).cranes.min(hatches).min(most);
        let terminal = call.tag.terminal.index();
        let rails = self.terminals[terminal].rails.clone();
        let rails = call.berth.map_or(rails.clone(), |berth| {
            let rail = rails.start + usize::from(berth.wharf);
            rail..rail + 1
        });
        Some(Request {
            slot,
            call: call.tag.call,
            terminal,
            rails,
            wanted,
            granted: 0,
        })
    }

    /// When a call is expected to be ready for cargo: known once it is under way to its berth,
    /// estimated from its ETA if a berth is free for it now, unknown (`None`) while it would wait.
    fn expected_ready(&self, call: &Call, now: SimTime) -> Option<SimTime> {
        let place = self.bay.terminal(call.tag.terminal);
        let from_boarding = || {
            let approach = &self.bay.ports[call.tag.port.index()].approach;
            SimDuration::from_hours(
                (approach.inbound.mean() + place.before_first_move.mean()) / 3_600_000.0,
            )
        };
        match call.stage {
            Stage::Working => Some(now),
            Stage::Inbound | Stage::Preparing => Some(call.ready_for_cargo),
            Stage::WaitingForPilot => Some(now + from_boarding()),
            Stage::AtSea => {
                let state = &self.terminals[call.tag.terminal.index()];
                let class = self.bay.class(call.tag.class);
                let free = state.queue.is_empty()
                    && choose_wharf(class, place, &state.quays, Preference::Lowest).is_some();
                free.then(|| call.arrival + from_boarding())
            }
            Stage::WaitingForBerth | Stage::Finishing | Stage::Outbound | Stage::Gone => None,
        }
    }

    /// Moves expected to be left when the current work ends, at the rate of the cranes it has now.
    fn expected_moves_left(&self, slot: Slot, now: SimTime) -> f64 {
        let call = &self.calls[slot];
        let Some(until) = self.work_until else {
            return f64::from(call.moves_left);
        };
        let cycle = self.bay.terminal(call.tag.terminal).cycle_time.mean();
        let working = (until - now).millis() as f64;
        // Moves under way are booked when their run ends: count what has been worked since as done.
        f64::from(call.moves_left)
            - self.moves_under_way(slot, now)
            - call.lists.cranes.len() as f64 * working / cycle
    }

    /// Every terminal's order, as a record.
    fn record_orders(&mut self, shift: &Shift, requests: &[Request], at: &mut At) {
        let mut gangs = borrow(&mut self.scratch.gangs);
        gangs.resize(self.terminals.len(), (0, 0));
        for request in requests {
            let (wanted, ordered) = &mut gangs[request.terminal];
            *wanted += u32::from(request.wanted);
            *ordered += u32::from(request.granted);
        }
        for (terminal, (wanted, ordered)) in (0..).map(TerminalId).zip(&gangs) {
            at.record(Record::GangsOrdered {
                terminal,
                kind: shift.kind,
                start: shift.start,
                hours: shift.hours(),
                wanted: *wanted,
                ordered: *ordered,
                pool: shift.gangs,
            });
        }
        self.scratch.gangs = gangs;
    }

    /// Work starts: at the beginning of a shift cranes are dealt to the vessels with gangs, after
    /// a meal they go on where they stand.
    pub(crate) fn start_work(&mut self, number: u32, at: &mut At) {
        let index = (number / 2) as usize;
        let shift = &self.shifts()[index];
        let after_meal = number % 2 == 1;
        let until = match shift.meal {
            Some((meal, _)) if !after_meal => meal,
            _ => shift.end,
        };
        self.work_until = Some(until);
        self.shift_until = shift.end;
        at.schedule(until, Due::WorkStops(number));
        if after_meal {
            self.resume_cranes(at);
            return;
        }
        for call in self.calls.iter_mut() {
            let orders = &mut call.lists.orders;
            let ordered = orders.iter().find(|(shift, _)| *shift == index);
            call.gangs = ordered.map_or(0, |(_, gangs)| *gangs);
            orders.retain(|(shift, _)| *shift > index);
        }
        for terminal in 0..self.terminals.len() {
            for wharf in 0..self.terminals[terminal].quays.len() {
                self.deal_cranes(terminal, wharf, at);
            }
        }
    }

    /// Deals the cranes of one rail to the vessels along it that have gangs; those not yet ready
    /// are dealt with too, so that their cranes stand near when they are.
    fn deal_cranes(&mut self, terminal: usize, wharf: usize, at: &mut At) {
        let rail = self.rail(terminal, wharf);
        let total = u16::try_from(rail.len()).expect("cranes fit u16");
        let mut shares = borrow(&mut self.scratch.shares);
        let mut left = total;
        for slot in self.terminals[terminal].quays[wharf].vessels() {
            let count = self.calls[slot].gangs.min(left);
            left -= count;
            shares.push(Share {
                slot,
                count,
                middle: self.middle(slot),
                first: 0,
            });
        }
        deal(total, &mut shares);
        for share in &shares {
            if share.count > 0 && self.calls[share.slot].stage.is_working() {
                let first = rail.start + usize::from(share.first);
                for crane in first..first + usize::from(share.count) {
                    self.allocate(share.slot, crane, at);
                }
                self.split_over_hatches(share.slot, at);
            }
        }
        self.scratch.shares = shares;
    }

    /// Work stops for the meal or for good.
    pub(crate) fn stop_work(&mut self, number: u32, at: &mut At) {
        let index = (number / 2) as usize;
        let meal = self.shifts()[index]
            .meal
            .filter(|_| number.is_multiple_of(2));
        self.stop_cranes(meal.is_none(), at);
        self.work_until = None;
        if let Some((_, resumes)) = meal {
            at.schedule(resumes, Due::WorkStarts(part(index, true)));
        }
    }
}
