//! Shifts: gangs are ordered before a deadline, work starts, pauses for the meal, and stops.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Labor, Shift, TerminalId};
use crate::port::call::{Call, Stage};
use crate::port::event::{CallId, Due, Rail, ShiftIndex, WorkPart};
use crate::port::model::{At, PortModel};
use crate::port::quay::bell::Bell;
use crate::port::quay::crane_split::{Share, deal};
use crate::port::quay::labor::{Request, deal_gangs};
use crate::port::record::Record;
use crate::port::scratch::borrow;

/// Gangs are ordered for a vessel that is expected to be ready no later than this after the shift
/// begins: a gang that would stand by longer is not worth its pay (assumption).
const LATEST_READY: SimDuration = SimDuration::from_millis(2 * 3_600_000);

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
        let past = |shift: &Shift| shift.order_by < at.now();
        let first = self.shifts().partition_point(past);
        let first = u32::try_from(first).expect("shifts fit u32");
        self.schedule_order(ShiftIndex(first), at);
    }

    fn schedule_order(&self, index: ShiftIndex, at: &mut At) {
        if let Some(shift) = self.shifts().get(index.index()) {
            at.schedule(shift.order_by, Due::OrderGangs(index));
        }
    }

    /// The deadline: terminals order gangs on what they know now.
    pub(crate) fn order_gangs(&mut self, index: ShiftIndex, at: &mut At) {
        let shift = &self.shifts()[index.index()];
        let mut requests = borrow(&mut self.scratch.requests);
        let calls = self.calls.iter();
        requests.extend(calls.filter_map(|(id, call)| self.request(id, call, shift, at.now())));
        let mut cranes_left = borrow(&mut self.scratch.cranes_left);
        let wharves = self.bay.terminals.iter().flat_map(|of| &of.wharves);
        cranes_left.extend(wharves.map(|wharf| wharf.cranes));
        let pool = self.disruptions.gangs(shift.start, shift.gangs);
        deal_gangs(&mut requests, pool, &mut cranes_left);
        for request in &requests {
            let lists = &mut self.calls[request.id].lists;
            lists.orders.push((index, request.granted));
        }
        self.record_orders(shift, pool, &requests, at);
        self.record_withheld(shift, &requests, at);
        self.scratch.requests = requests;
        self.scratch.cranes_left = cranes_left;
        let part = WorkPart {
            shift: index,
            after_meal: false,
        };
        at.schedule(shift.start, Due::WorkStarts(part));
        self.schedule_order(index.next(), at);
    }

    /// What a call would ask for: gangs if it will have cargo and be ready early in the shift.
    fn request(&self, id: CallId, call: &Call, shift: &Shift, now: SimTime) -> Option<Request> {
        if self.disruptions.closes_at(call.tag.terminal, shift.start) {
            return None;
        }
        let latest = shift.start + LATEST_READY;
        // Most calls are far out at sea: nothing else about them matters yet.
        if call.stage == Stage::AtSea && call.arrival > latest {
            return None;
        }
        let ready = self.expected_ready(call, now)?;
        let left = self.expected_moves_left(id, now, shift.planned_extension());
        if ready > latest || left <= 0.0 {
            return None;
        }
        let hatches = u16::try_from(call.open_hatches()).expect("hatches fit u16");
        let most = u16::try_from(shift.gangs_per_vessel).unwrap_or(u16::MAX);
        let asked = self.bay.cranes_asked(call.tag.class, call.tag.terminal);
        let useful = asked.min(hatches).min(most);
        let wanted = self.gangs_with_room(call.tag.terminal, useful);
        let rails = self.cranes.rails_of(call.tag.terminal);
        let rails = call.berth.map_or(rails.clone(), |berth| {
            let rail = rails.start + usize::from(berth.wharf);
            rail..rail + 1
        });
        Some(Request {
            id,
            terminal: call.tag.terminal,
            rails,
            wanted,
            withheld: useful - wanted,
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
            Stage::WaitingForPilot => Some(call.inbound.max(now) + from_boarding()),
            Stage::AtSea => {
                let berths = &self.terminals[call.tag.terminal.index()].berths;
                let free = berths.has_room(&call.hull);
                free.then(|| call.arrival + from_boarding())
            }
            Stage::WaitingForBerth | Stage::Finishing | Stage::Outbound | Stage::Gone => None,
        }
    }

    /// Moves expected to be left when the current work ends, which may be extended so far, at the
    /// rate of the cranes it has now.
    fn expected_moves_left(&self, id: CallId, now: SimTime, extension: SimDuration) -> f64 {
        let call = &self.calls[id];
        let until = match (call.extended, self.work_until) {
            (Some(of), _) => of.until,
            (None, Some(until)) => until + extension,
            (None, None) => return f64::from(call.moves_left),
        };
        let cycle = self.cycle_now(call.tag.terminal);
        let working = (until - now).millis() as f64;
        // Moves under way are booked when their run ends: count what has been worked since as done.
        f64::from(call.moves_left)
            - self.moves_under_way(id, now)
            - call.lists.cranes.len() as f64 * working / cycle
    }

    /// Every terminal's order, as a record.
    fn record_orders(&mut self, shift: &Shift, pool: u32, requests: &[Request], at: &mut At) {
        let mut gangs = borrow(&mut self.scratch.gangs);
        gangs.resize(self.terminals.len(), (0, 0));
        for request in requests {
            let (wanted, ordered) = &mut gangs[request.terminal.index()];
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
                pool,
            });
        }
        self.scratch.gangs = gangs;
    }

    /// Gangs that terminals did not ask for, for want of room in their yards.
    fn record_withheld(&self, shift: &Shift, requests: &[Request], at: &mut At) {
        for (terminal, _) in (0..).map(TerminalId).zip(&self.terminals) {
            let here = requests
                .iter()
                .filter(|request| request.terminal == terminal);
            let gangs = here.map(|request| u32::from(request.withheld)).sum();
            if gangs > 0 {
                at.record(Record::GangsWithheld {
                    terminal,
                    kind: shift.kind,
                    start: shift.start,
                    hours: shift.hours(),
                    gangs,
                });
            }
        }
    }

    /// Work starts: at the beginning of a shift cranes are dealt to the vessels with gangs, after
    /// a meal they go on where they stand.
    pub(crate) fn start_work(&mut self, part: WorkPart, at: &mut At) {
        let shift = &self.shifts()[part.shift.index()];
        let until = match shift.meal {
            Some((meal, _)) if !part.after_meal => meal,
            _ => shift.end,
        };
        self.work_until = Some(until);
        self.shift_until = shift.end;
        at.schedule(until, Due::WorkStops(part));
        if part.after_meal {
            self.resume_cranes(at);
            return;
        }
        for call in self.calls.iter_mut() {
            let orders = &mut call.lists.orders;
            let ordered = orders.iter().find(|(shift, _)| *shift == part.shift);
            call.gangs = ordered.map_or(0, |(_, gangs)| *gangs);
            orders.retain(|(shift, _)| *shift > part.shift);
        }
        for position in 0..self.calls.len() {
            let id = self.calls.nth(position);
            let call = &mut self.calls[id];
            if call.extended.is_some() {
                if call.gangs > 0 {
                    self.relieve(id, at);
                } else {
                    call.gangs = u16::try_from(call.lists.cranes.len()).expect("cranes fit u16");
                }
            }
        }
        for (terminal, of) in (0..).map(TerminalId).zip(&self.bay.terminals) {
            for (wharf, _) in (0..).zip(&of.wharves) {
                self.deal_cranes(Rail { terminal, wharf }, at);
            }
        }
    }

    /// Deals the cranes of one rail to the vessels along it that have gangs; those not yet ready
    /// are dealt with too, so that their cranes stand near when they are.
    fn deal_cranes(&mut self, rail: Rail, at: &mut At) {
        let quay = &self.terminals[rail.terminal.index()].berths.quays()[usize::from(rail.wharf)];
        let rail = self.cranes.rail(rail);
        let total = u16::try_from(rail.len()).expect("cranes fit u16");
        let mut shares = borrow(&mut self.scratch.shares);
        let held = |call: &Call| {
            if call.extended.is_some() {
                call.gangs
            } else {
                0
            }
        };
        let mut left = total - quay.vessels().map(|id| held(&self.calls[id])).sum::<u16>();
        for id in quay.vessels() {
            let call = &self.calls[id];
            let count = match call.extended {
                Some(_) => call.gangs,
                None => call.gangs.min(left),
            };
            left -= count - held(call);
            shares.push(Share {
                id,
                count,
                middle: self.middle(id),
                first: 0,
            });
        }
        deal(total, &mut shares);
        let dealt = |share: &Share| {
            let first = rail.start + usize::from(share.first);
            first..first + usize::from(share.count)
        };
        for share in &shares {
            if self.calls[share.id].extended.is_some() {
                self.call_away(share.id, dealt(share), at);
            }
        }
        for share in &shares {
            if self.calls[share.id].extended.is_some() {
                self.call_in(share.id, dealt(share), at);
            } else if share.count > 0 && self.calls[share.id].stage.is_working() {
                for crane in dealt(share) {
                    self.allocate(share.id, crane, at);
                }
                self.split_over_hatches(share.id, at);
            }
        }
        self.scratch.shares = shares;
    }

    /// Work stops for the meal or for good.
    pub(crate) fn stop_work(&mut self, part: WorkPart, at: &mut At) {
        let shift = &self.shifts()[part.shift.index()];
        let meal = shift.meal.filter(|_| !part.after_meal);
        let bell = match meal {
            Some(_) => Bell::Meal,
            None => Bell::EndOfShift(shift.extension),
        };
        self.stop_cranes(bell, at);
        if bell != Bell::Meal && shift.extension > SimDuration::ZERO {
            at.schedule(at.now() + shift.extension, Due::ExtensionEnds(part.shift));
        }
        self.work_until = None;
        if let Some((_, resumes)) = meal {
            let after_meal = WorkPart {
                after_meal: true,
                ..part
            };
            at.schedule(resumes, Due::WorkStarts(after_meal));
        }
    }
}
