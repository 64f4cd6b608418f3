//! Sailings of services: when the next one leaves, and who comes of it.

use crate::engine::{SimDuration, SimTime, poisson_gap};
use crate::port::bay::{BerthWindow, ListedCall, Service, ServiceId, Traffic};
use crate::port::call::{Bunkering, Call, Capture, Hatch, Lists, Shore, Stage};
use crate::port::event::Due;
use crate::port::model::{At, PortModel};
use crate::port::record::Record;
use crate::port::sea::sailings::extra_loaders_per_day;
use crate::port::sea::service::{
    MadeCall, Sailing, is_blanked, loop_phase, make_call, sailing_number, second_loops,
};
use crate::units::Knots;

/// A week.
const WEEK: SimDuration = SimDuration::from_millis(7 * 24 * 3_600_000);

impl PortModel<'_> {
    /// Schedules the first sailing of every service, and makes the calls already at sea.
    pub(crate) fn begin_traffic(&mut self, at: &mut At) {
        for (id, service) in (0..).map(ServiceId).zip(&self.bay.services) {
            match service.traffic {
                Traffic::Weekly { .. } | Traffic::Listed { .. } => self.sail(id, at),
                Traffic::ExtraLoaders | Traffic::Renewal(_) => {
                    at.schedule(at.now() + self.gap(id, at.now()), Due::Sails(id));
                }
            }
        }
    }

    /// Sailings of a service that are due, and the date of the next.
    pub(crate) fn sail(&mut self, id: ServiceId, at: &mut At) {
        match &self.bay.service(id).traffic {
            Traffic::Weekly { windows } => self.sail_weekly(id, windows, at),
            Traffic::Listed { calls } => self.sail_listed(id, calls, at),
            Traffic::ExtraLoaders => self.sail_extra_loader(id, at),
            Traffic::Renewal(_) => {
                self.sail_stream(id, at);
                at.schedule(at.now() + self.gap(id, at.now()), Due::Sails(id));
            }
        }
    }

    /// All windows whose vessels leave the origin by now.
    fn sail_weekly(&mut self, id: ServiceId, windows: &[BerthWindow], at: &mut At) {
        let lead = self.lead(self.bay.service(id));
        while let Some(window) = windows.get(self.sailings[id.index()].next()) {
            let leaves = window.opens - lead;
            if leaves > at.now() {
                at.schedule(leaves, Due::Sails(id));
                return;
            }
            self.sailings[id.index()].pass();
            self.sail_week(id, *window, at);
        }
    }

    /// All calls of a list that may have to enter the zone by now.
    fn sail_listed(&mut self, id: ServiceId, calls: &[ListedCall], at: &mut At) {
        let of = self.bay.service(id);
        let lead = of.early + self.longest_passage(of);
        while let Some(call) = calls.get(self.sailings[id.index()].next()) {
            let leaves = call.eta - lead;
            if leaves > at.now() {
                at.schedule(leaves, Due::Sails(id));
                return;
            }
            self.sailings[id.index()].pass();
            let sailing = Sailing {
                service: id,
                number: call.row.into(),
                proforma: call.eta,
                has_window: true,
            };
            self.bring(sailing, call.number, at);
        }
    }

    /// The weekly sailing of one window and its second loops, each unless blanked.
    fn sail_week(&mut self, id: ServiceId, window: BerthWindow, at: &mut At) {
        let of = self.bay.service(id);
        let demand = self.bay.demand_of(of);
        let month = demand.map(|demand| *demand.at(window.opens));
        let (blank, share) = month.map_or((0.0, 0.0), |month| (month.blank, month.second_loop));
        let extra = second_loops(window.week, share, loop_phase(self.root(), of));
        for sailing in 0..=extra {
            let number = sailing_number(window.week, sailing);
            let blank = self.disruptions.blanked(window.opens, blank);
            if is_blanked(self.root(), of, number, blank) {
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
            self.bring_next(sailing, at);
        }
    }

    /// A candidate of the thinned Poisson stream of extra loaders.
    fn sail_extra_loader(&mut self, id: ServiceId, at: &mut At) {
        let of = self.bay.service(id);
        let rate = extra_loaders_per_day(self.bay, of, |demand| {
            demand.at(at.now()).extra_capacity_per_day
        });
        let sailings = self.sailings[id.index()];
        let keep = rate / sailings.most_extra_loaders();
        let stream = self.root().named("thinning").named(&of.id);
        if stream.uniform(sailings.next() as u64) < keep {
            self.sail_stream(id, at);
        } else {
            self.sailings[id.index()].pass();
        }
        at.schedule(at.now() + self.gap(id, at.now()), Due::Sails(id));
    }

    /// A call of a stream without windows, which reaches the zone now.
    fn sail_stream(&mut self, id: ServiceId, at: &mut At) {
        let number = self.sailings[id.index()].next();
        self.sailings[id.index()].pass();
        let lead = self.longest_passage(self.bay.service(id));
        let sailing = Sailing {
            service: id,
            number: i64::try_from(number).expect("a count"),
            proforma: at.now() + lead,
            has_window: false,
        };
        self.bring_next(sailing, at);
    }

    /// Time to the next call, or candidate, of a stream.
    fn gap(&self, id: ServiceId, now: SimTime) -> SimDuration {
        let of = self.bay.service(id);
        let stream = self.root().named("gap").named(&of.id);
        let sailings = &self.sailings[id.index()];
        let number = sailings.next() as u64;
        match &of.traffic {
            Traffic::Renewal(gap) => gap.span(stream, number),
            Traffic::ExtraLoaders if sailings.most_extra_loaders() > 0.0 => {
                poisson_gap(stream, number, sailings.most_extra_loaders())
            }
            Traffic::ExtraLoaders => SimTime::NEVER - now,
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

    /// Brings a call that no list numbers: it gets the next number.
    fn bring_next(&mut self, sailing: Sailing, at: &mut At) {
        if self.bring(sailing, self.next_number, at) {
            self.next_number += 1;
        }
    }

    /// Makes the call of a sailing and brings it under way, and reports whether it did: a sailing
    /// that would have entered the zone before time zero has come and is none of ours. A call of a
    /// list is: one that would have entered the zone before time zero begins inside it.
    fn bring(&mut self, sailing: Sailing, number: u32, at: &mut At) -> bool {
        let (bay, root) = (self.bay, self.root());
        let (slot, mut lists) = self.calls.claim();
        let (moves, parts) = (&mut lists.hatch_moves, &mut self.scratch.parts);
        let made = make_call(bay, root, &self.disruptions, sailing, number, moves, parts);
        let call = self.new_call(&made, lists);
        let speed = bay.class(call.tag.class).service_speed;
        let zone = bay.zone.as_ref();
        let rings = zone.map(|zone| zone.passage(call.keeps_limit, speed));
        let [outer, inner] = rings.unwrap_or([SimDuration::ZERO; 2]);
        let enters = call.arrival - outer - inner;
        let is_listed = matches!(bay.service(sailing.service).traffic, Traffic::Listed { .. });
        if enters < at.now() && !is_listed {
            self.calls.give_back(slot, call.lists);
            return false;
        }
        self.ledger.made += 1;
        self.ledger.moves_asked += u64::from(call.moves_asked);
        let arrival = call.arrival;
        let id = self.calls.insert(slot, call);
        self.announce_call(id);
        at.record(Record::CallMade { call: made.draws });
        if enters < at.now() {
            self.begin_within_zone(id, inner, at);
        } else if zone.is_some() {
            at.schedule(enters, Due::EntersZone(id));
        }
        at.schedule(arrival, Due::Arrives(id));
        true
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
            hull: made.hull,
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
            extended: None,
            at_work: 0,
            at_work_since: SimTime::ZERO,
            worked: SimDuration::ZERO,
            cranes_max: 0,
            held_by_yard: SimDuration::ZERO,
            held_since: None,
            crane_hours: SimDuration::ZERO,
        }
    }
}
