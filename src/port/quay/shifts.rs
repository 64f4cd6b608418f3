//! Shifts: gangs are ordered before a deadline, work starts, pauses for the meal, and stops.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Labor, Shift, TerminalId};
use crate::port::call::Stage;
use crate::port::event::{Due, Slot};
use crate::port::model::{At, PortModel};
use crate::port::quay::allocation::choose_wharf;
use crate::port::quay::crane::deal;
use crate::port::quay::labor::{CranesLeft, Request, deal_gangs};
use crate::port::quay::wharf::Preference;
use crate::port::record::Record;

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

impl PortModel<'_> {
    /// Shifts of the bay; none under continuous manning.
    fn shifts(&self) -> &[Shift] {
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
        let shift = self.shifts()[index].clone();
        let mut requests: Vec<Request> = Vec::new();
        for slot in self.calls.slots() {
            let request = self.request(slot, &shift, at.now());
            requests.extend(request);
        }
        requests.sort_by_key(|request| self.calls[request.slot].tag.call);
        let wharves = |terminal: &crate::port::bay::Terminal| {
            terminal.wharves.iter().map(|wharf| wharf.cranes).collect()
        };
        deal_gangs(
            &mut requests,
            shift.gangs,
            CranesLeft {
                wharves: self.bay.terminals.iter().map(wharves).collect(),
            },
        );
        for request in &requests {
            let order = (index, request.granted);
            self.calls[request.slot].orders.push(order);
        }
        self.record_orders(&shift, &requests, at);
        at.schedule(shift.start, Due::WorkStarts(part(index, false)));
        self.schedule_order(index + 1, at);
    }

    /// What a call would ask for: gangs if it will have cargo and be ready early in the shift.
    fn request(&self, slot: Slot, shift: &Shift, now: SimTime) -> Option<Request> {
        let call = &self.calls[slot];
        let terminal = call.tag.terminal.index();
        let ready = self.expected_ready(slot, now)?;
        let left = self.expected_moves_left(slot, now);
        if ready > shift.start + LATEST_READY || left <= 0.0 {
            return None;
        }
        let hatches = u16::try_from(call.open_hatches()).expect("hatches fit u16");
        let most = u16::try_from(shift.gangs_per_vessel).unwrap_or(u16::MAX);
        let wanted = self.bay.class(call.tag.class).cranes.min(hatches).min(most);
        Some(Request {
            slot,
            terminal,
            wharf: call.berth.map(|berth| berth.wharf),
            wanted,
            granted: 0,
        })
    }

    /// When a call is expected to be ready for cargo: known once it is under way to its berth,
    /// estimated from its ETA if a berth is free for it now, unknown (`None`) while it would wait.
    fn expected_ready(&self, slot: Slot, now: SimTime) -> Option<SimTime> {
        let call = &self.calls[slot];
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
            - call.cranes.len() as f64 * working / cycle
    }

    /// Every terminal's order, as a record.
    fn record_orders(&self, shift: &Shift, requests: &[Request], at: &mut At) {
        for terminal in 0..self.bay.terminals.len() {
            let of = |request: &&Request| request.terminal == terminal;
            let wanted = requests
                .iter()
                .filter(of)
                .map(|request| u32::from(request.wanted))
                .sum();
            let ordered = requests
                .iter()
                .filter(of)
                .map(|request| u32::from(request.granted))
                .sum();
            at.record(Record::GangsOrdered {
                terminal: TerminalId(u16::try_from(terminal).expect("terminals fit u16")),
                kind: shift.kind,
                start: shift.start,
                hours: shift.hours(),
                wanted,
                ordered,
                pool: shift.gangs,
            });
        }
    }

    /// Work starts: at the beginning of a shift cranes are dealt to the vessels with gangs, after
    /// a meal they go on where they stand.
    pub(crate) fn start_work(&mut self, number: u32, at: &mut At) {
        let index = (number / 2) as usize;
        let shift = self.shifts()[index].clone();
        let after_meal = number % 2 == 1;
        let until = match shift.meal {
            Some((meal, _)) if !after_meal => meal,
            _ => shift.end,
        };
        self.work_until = Some(until);
        at.schedule(until, Due::WorkStops(number));
        if after_meal {
            self.resume_cranes(at);
            return;
        }
        for slot in self.calls.slots() {
            let call = &mut self.calls[slot];
            let ordered = call.orders.iter().find(|(shift, _)| *shift == index);
            call.gangs = ordered.map_or(0, |(_, gangs)| *gangs);
            call.orders.retain(|(shift, _)| *shift > index);
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
        let vessels: Vec<Slot> = self.terminals[terminal].quays[wharf].vessels().collect();
        let mut left =
            u16::try_from(self.terminals[terminal].cranes[wharf].len()).expect("cranes fit u16");
        let mut wanted = Vec::with_capacity(vessels.len());
        for slot in &vessels {
            let count = self.calls[*slot].gangs.min(left);
            left -= count;
            wanted.push((count, self.middle(*slot)));
        }
        let total =
            u16::try_from(self.terminals[terminal].cranes[wharf].len()).expect("cranes fit u16");
        for (slot, (first, count)) in vessels.into_iter().zip(deal(total, &wanted)) {
            if count > 0 && self.calls[slot].stage.is_working() {
                for crane in first..first + count {
                    self.allocate(slot, crane, at);
                }
                self.split_over_hatches(slot, at);
            }
        }
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
