//! Sailings of services: when the next one leaves, and who comes of it.

use crate::engine::{SimDuration, SimTime, poisson_gap};
use crate::port::bay::{Bay, BerthWindow, ListedCall, Service, ServiceId, SpeedZone, Traffic};
use crate::port::call::{Call, Capture, Hatch, Lists, Shore, Stage};
use crate::port::event::Due;
use crate::port::model::{At, PortModel};
use crate::port::quay::bunker::Bunkering;
use crate::port::record::Record;
use crate::port::sea::demand::{Demand, DemandMonth};
use crate::port::sea::service::{
    MadeCall, Sailing, is_blanked, loop_phase, make_call, mean_capacity, sailing_number,
    second_loops,
};
use crate::units::{Knots, NauticalMiles};

/// Where a service stands in its sailings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sailings {
    /// Index of the next window, or number of the next call of a stream.
    next: usize,
    /// Most extra loaders a day in any month.
    most_extra_loaders: f64,
}

impl Sailings {
    /// Before the first one.
    pub(crate) fn new(bay: &Bay, service: &Service) -> Self {
        let most_extra_loaders = match service.traffic {
            Traffic::ExtraLoaders => extra_loaders(bay, service, |demand| {
                let of_month = |month: &DemandMonth| month.extra_capacity_per_day;
                demand.months().iter().map(of_month).fold(0.0, f64::max)
            }),
            Traffic::Weekly { .. } | Traffic::Listed { .. } | Traffic::Renewal(_) => 0.0,
        };
        Self {
            next: 0,
            most_extra_loaders,
        }
    }
}

/// Extra loaders a day, for the capacity a day that their port's demand asks of them.
fn extra_loaders(bay: &Bay, service: &Service, capacity_per_day: impl Fn(&Demand) -> f64) -> f64 {
    let demand = bay.demand_of(service);
    let demand = demand.expect("checked: extra loaders follow a demand");
    capacity_per_day(demand) / mean_capacity(bay, &service.vessel_classes).value()
}

/// A week.
const WEEK: SimDuration = SimDuration::from_millis(7 * 24 * 3_600_000);

impl SpeedZone {
    /// Time in the outer and in the inner ring at the speeds a call keeps.
    pub(crate) fn passage(&self, call: &Call, speed: Knots) -> [SimDuration; 2] {
        let rings: [NauticalMiles; 2] = [self.outer - self.inner, self.inner];
        let at = |ring: usize| {
            rings[ring]
                / if call.keeps_limit[ring] {
                    self.limit.min(speed)
                } else {
                    speed
                }
        };
        [at(0), at(1)]
    }

    /// Longest time through the whole zone for what a service deploys: ring by ring as in
    /// [`passage`](Self::passage), so that no call rounds to a millisecond more.
    fn longest_passage(&self, slowest: Knots) -> SimDuration {
        let speed = self.limit.min(slowest);
        (self.outer - self.inner) / speed + self.inner / speed
    }
}

impl PortModel<'_> {
    /// Schedules the first sailing of every service, and makes the calls already at sea.
    pub(crate) fn begin_traffic(&mut self, at: &mut At) {
        for service in 0..self.bay.services.len() {
            let index = u32::try_from(service).expect("services fit u16");
            match &self.bay.services[service].traffic {
                Traffic::Weekly { .. } | Traffic::Listed { .. } => self.sail(index, at),
                Traffic::ExtraLoaders | Traffic::Renewal(_) => {
                    let first = at.now() + self.gap(service, at.now());
                    at.schedule(first, Due::Sails(index));
                }
            }
        }
    }

    /// Sailings of a service that are due, and the date of the next.
    pub(crate) fn sail(&mut self, index: u32, at: &mut At) {
        let service = index as usize;
        match &self.bay.services[service].traffic {
            Traffic::Weekly { windows } => self.sail_weekly(service, windows, at),
            Traffic::Listed { calls } => self.sail_listed(service, calls, at),
            Traffic::ExtraLoaders => self.sail_extra_loader(service, at),
            Traffic::Renewal(_) => {
                self.sail_stream(service, at);
                let next = at.now() + self.gap(service, at.now());
                at.schedule(next, Due::Sails(index));
            }
        }
    }

    /// All windows whose vessels leave the origin by now.
    fn sail_weekly(&mut self, service: usize, windows: &[BerthWindow], at: &mut At) {
        let lead = self.lead(&self.bay.services[service]);
        while let Some(window) = windows.get(self.sailings[service].next) {
            let leaves = window.opens - lead;
            if leaves > at.now() {
                at.schedule(
                    leaves,
                    Due::Sails(u32::try_from(service).expect("services fit u16")),
                );
                return;
            }
            self.sailings[service].next += 1;
            self.sail_week(service, *window, at);
        }
    }

    /// All calls of a list that may have to enter the zone by now.
    fn sail_listed(&mut self, service: usize, calls: &[ListedCall], at: &mut At) {
        let index = u32::try_from(service).expect("services fit u16");
        let of = &self.bay.services[service];
        let lead = of.early + self.longest_passage(of);
        while let Some(call) = calls.get(self.sailings[service].next) {
            let leaves = call.eta - lead;
            if leaves > at.now() {
                at.schedule(leaves, Due::Sails(index));
                return;
            }
            self.sailings[service].next += 1;
            let sailing = Sailing {
                service: ServiceId(u16::try_from(service).expect("services fit u16")),
                number: call.row.into(),
                proforma: call.eta,
                has_window: true,
            };
            self.bring(sailing, at);
        }
    }

    /// The weekly sailing of one window and its second loops, each unless blanked.
    fn sail_week(&mut self, service: usize, window: BerthWindow, at: &mut At) {
        let id = ServiceId(u16::try_from(service).expect("services fit u16"));
        let of = &self.bay.services[service];
        let month = self
            .bay
            .demand_of(of)
            .map(|demand| *demand.at(window.opens));
        let (blank, share) = month.map_or((0.0, 0.0), |month| (month.blank, month.second_loop));
        let extra = second_loops(window.week, share, loop_phase(self.root, of));
        for sailing in 0..=extra {
            let number = sailing_number(window.week, sailing);
            if is_blanked(self.root, of, number, blank) {
                at.record(Record::SailingBlanked {
                    service: id,
                    week: window.week,
                });
                continue;
            }
            let shift = WEEK.millis() * i64::from(sailing) / i64::from(extra + 1);
            let proforma = window.opens + SimDuration::from_millis(shift);
            let sailing = Sailing {
                service: id,
                number,
                proforma,
                has_window: true,
            };
            self.bring(sailing, at);
        }
    }

    /// A candidate of the thinned Poisson stream of extra loaders.
    fn sail_extra_loader(&mut self, service: usize, at: &mut At) {
        let number = self.sailings[service].next as u64;
        let of = &self.bay.services[service];
        let rate = extra_loaders(self.bay, of, |demand| {
            demand.at(at.now()).extra_capacity_per_day
        });
        let keep = rate / self.sailings[service].most_extra_loaders;
        let draw = self.root.named("thinning").named(&of.id).uniform(number);
        if draw < keep {
            self.sail_stream(service, at);
        } else {
            self.sailings[service].next += 1;
        }
        let next = at.now() + self.gap(service, at.now());
        at.schedule(
            next,
            Due::Sails(u32::try_from(service).expect("services fit u16")),
        );
    }

    /// A call of a stream without windows, which reaches the zone now.
    fn sail_stream(&mut self, service: usize, at: &mut At) {
        let id = ServiceId(u16::try_from(service).expect("services fit u16"));
        let number = i64::try_from(self.sailings[service].next).expect("a count");
        self.sailings[service].next += 1;
        let lead = self.longest_passage(&self.bay.services[service]);
        let sailing = Sailing {
            service: id,
            number,
            proforma: at.now() + lead,
            has_window: false,
        };
        self.bring(sailing, at);
    }

    /// Time to the next call, or candidate, of a stream.
    fn gap(&self, service: usize, now: SimTime) -> SimDuration {
        let of = &self.bay.services[service];
        let stream = self.root.named("gap").named(&of.id);
        let number = self.sailings[service].next as u64;
        match &of.traffic {
            Traffic::Renewal(gap) => gap.span(stream, number),
            Traffic::ExtraLoaders => {
                let rate = self.sailings[service].most_extra_loaders;
                if rate > 0.0 {
                    poisson_gap(stream, number, rate)
                } else {
                    SimTime::NEVER - now
                }
            }
            Traffic::Weekly { .. } | Traffic::Listed { .. } => {
                unreachable!("weekly services have windows, lists have rows")
            }
        }
    }

    /// How long before its window a sailing leaves its origin, at the latest when it could enter
    /// the zone.
    fn lead(&self, service: &Service) -> SimDuration {
        let passage = service.distance / self.slowest(service);
        service.early + passage.max(self.longest_passage(service))
    }

    /// Speed of the slowest class a service deploys.
    fn slowest(&self, service: &Service) -> Knots {
        let speeds = service
            .vessel_classes
            .iter()
            .map(|(class, _)| self.bay.class(*class).service_speed);
        speeds
            .reduce(Knots::min)
            .expect("checked: a service deploys a class")
    }

    /// Longest time through the zone, if there is one, for what a service deploys.
    fn longest_passage(&self, service: &Service) -> SimDuration {
        self.bay.zone.as_ref().map_or(SimDuration::ZERO, |zone| {
            zone.longest_passage(self.slowest(service))
        })
    }

    /// Number of the next call.
    fn ledger_call_number(&self) -> u32 {
        u32::try_from(self.ledger.made).expect("fewer than four billion calls")
    }

    /// Makes the call of a sailing and brings it under way; one that would have entered the zone
    /// before time zero has come and is none of ours.
    fn bring(&mut self, sailing: Sailing, at: &mut At) {
        let bay = self.bay;
        let number = self.ledger_call_number();
        let (slot, mut lists) = self.calls.claim();
        let (moves, parts) = (&mut lists.hatch_moves, &mut self.scratch.parts);
        let made = make_call(bay, self.root, sailing, number, moves, parts);
        let call = self.new_call(&made, lists);
        let speed = bay.class(call.tag.class).service_speed;
        let zone = bay.zone.as_ref().map(|zone| zone.passage(&call, speed));
        let enters = call.arrival - zone.map_or(SimDuration::ZERO, |[outer, inner]| outer + inner);
        if enters < at.now() {
            self.calls.give_back(slot, call.lists);
            return;
        }
        self.ledger.made += 1;
        self.ledger.moves_asked += u64::from(call.moves_asked);
        let arrival = call.arrival;
        self.calls.insert(slot, call);
        at.record(Record::CallMade { call: made.draws });
        if zone.is_some() {
            at.schedule(enters, Due::EntersZone(slot));
        }
        at.schedule(arrival, Due::Arrives(slot));
    }

    /// The call as the model keeps it.
    fn new_call(&self, made: &MadeCall, mut lists: Lists) -> Call {
        let draws = &made.draws;
        let class = self.bay.class(draws.tag.class);
        let terminal = self.bay.terminal(draws.tag.terminal);
        let shore = terminal.shore_power.as_ref();
        let moves: u32 = draws.hatch_moves.iter().sum();
        lists
            .hatches
            .extend(draws.hatch_moves.iter().map(|left| Hatch {
                left: *left,
                taken: false,
                zone: 0,
            }));
        Call {
            tag: draws.tag,
            stream: made.stream,
            cycles: made.stream.named("cycle"),
            left_origin: draws.left_origin,
            proforma: draws.proforma,
            arrival: draws.arrival,
            lists,
            moves_left: moves,
            moves_asked: moves,
            keeps_limit: made.keeps_limit,
            shore: Shore {
                ready: draws.readiness_draw < class.shore_power_ready,
                fails: shore.is_some_and(|shore| draws.connection_draw < shore.failure_probability),
                load: class.hotelling_load,
                ..Shore::default()
            },
            capture: Capture::default(),
            bunkering: Bunkering::default(),
            stage: Stage::AtSea,
            phase: None,
            berth: None,
            inbound: SimTime::NEVER,
            all_fast: SimTime::NEVER,
            ready_for_cargo: SimTime::NEVER,
            cargo_start: None,
            cargo_end: SimTime::NEVER,
            pilot_ordered: SimTime::NEVER,
            gangs: 0,
            cranes_max: 0,
            crane_hours: SimDuration::ZERO,
        }
    }
}
