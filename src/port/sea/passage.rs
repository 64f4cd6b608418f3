//! The way in and out: zone, arrival, berth, channel, departure.

use crate::engine::SimDuration;
use crate::port::bay::{BerthPolicy, PortId, WaitingPlace};
use crate::port::call::{Berth, Progress, Stage};
use crate::port::event::{CallId, Due};
use crate::port::model::{At, PortModel};
use crate::port::quay::allocation::Waiting;
use crate::port::record::{Phase, Record, Ring, Visit};
use crate::port::sea::approach::Turn;
use crate::units::Kilowatts;

impl PortModel<'_> {
    /// The vessel enters the speed zone.
    pub(crate) fn enter_zone(&mut self, id: CallId, at: &mut At) {
        self.begin_ring(id, Ring::Outer, true, at);
    }

    /// The simulation begins with a vessel inside the speed zone, its inner ring so long before it.
    pub(crate) fn begin_within_zone(&mut self, id: CallId, inner: SimDuration, at: &mut At) {
        let arrival = self.calls[id].arrival;
        if arrival - inner > at.now() {
            self.begin_ring(id, Ring::Outer, true, at);
        } else if arrival > at.now() {
            self.begin_ring(id, Ring::Inner, true, at);
        }
    }

    /// A ring is behind the vessel: the inner one is next on the way in, the outer one on the way
    /// out, and after that the open sea, where the call ends.
    pub(crate) fn pass_ring(&mut self, id: CallId, at: &mut At) {
        match self.calls[id].phase {
            Some((
                Phase::Transit {
                    ring: Ring::Outer,
                    inbound: true,
                    ..
                },
                _,
            )) => self.begin_ring(id, Ring::Inner, true, at),
            Some((
                Phase::Transit {
                    ring: Ring::Inner,
                    inbound: false,
                    ..
                },
                _,
            )) => self.begin_ring(id, Ring::Outer, false, at),
            Some((
                Phase::Transit {
                    ring: Ring::Outer,
                    inbound: false,
                    ..
                },
                _,
            )) => self.leave(id, at),
            phase => panic!("a ring is passed in transit, not in {phase:?}"),
        }
    }

    /// Transit of one ring; the inner one on the way in ends with the arrival.
    fn begin_ring(&mut self, id: CallId, ring: Ring, inbound: bool, at: &mut At) {
        let zone = self.bay.zone.as_ref().expect("rings belong to a zone");
        let call = &self.calls[id];
        let service_speed = self.bay.class(call.tag.class).service_speed;
        let [outer, inner] = zone.passage(call.keeps_limit, service_speed);
        let (index, span) = if ring == Ring::Outer {
            (0, outer)
        } else {
            (1, inner)
        };
        let speed = if call.keeps_limit[index] {
            zone.limit.min(service_speed)
        } else {
            service_speed
        };
        self.change_phase(
            id,
            Some(Phase::Transit {
                ring,
                inbound,
                speed,
            }),
            at,
        );
        if !inbound {
            at.schedule(at.now() + span, Due::RingPassed(id));
        } else if ring == Ring::Outer {
            at.schedule(self.calls[id].arrival - inner, Due::RingPassed(id));
        }
    }

    /// The call is over. Its id is free for another once no event speaks of it.
    fn leave(&mut self, id: CallId, at: &mut At) {
        self.change_phase(id, None, at);
        let call = &self.calls[id];
        if call.shore.plug_due.is_some() || call.capture.is_due {
            self.calls[id].stage = Stage::Gone;
        } else {
            self.calls.remove(id);
        }
    }

    /// At the pilot boarding place: straight in if a berth, a pilot and the channel are free, else
    /// to anchor.
    pub(crate) fn arrive(&mut self, id: CallId, at: &mut At) {
        let bay = self.bay;
        self.change_phase(id, None, at);
        self.ledger.arrived += 1;
        let call = &mut self.calls[id];
        call.stage = Stage::WaitingForBerth;
        let terminal = call.tag.terminal.index();
        let waiting = Waiting {
            id,
            hull: call.hull,
            arrival: call.arrival,
            proforma: call.proforma,
        };
        self.terminals[terminal].berths.ask(waiting);
        self.allocate_berths(terminal, at);
        match self.calls[id].stage {
            Stage::WaitingForBerth => {
                let place = match bay.waiting {
                    WaitingPlace::Anchorage => Phase::Waiting,
                    WaitingPlace::Offshore { speed } => Phase::WaitingOffshore { speed },
                };
                self.change_phase(id, Some(place), at);
                self.await_window(id, at);
            }
            Stage::WaitingForPilot => self.change_phase(id, Some(Phase::Waiting), at),
            _ => {}
        }
    }

    /// A call that is too early for the precedence of its window gets it later: then berths are
    /// given anew.
    fn await_window(&self, id: CallId, at: &mut At) {
        let call = &self.calls[id];
        let terminal = call.tag.terminal;
        if let BerthPolicy::BerthWindows { grace } = self.bay.terminal(terminal).policy
            && call.proforma - grace > at.now()
        {
            let due = Due::WindowOpens { call: id, terminal };
            at.schedule(call.proforma - grace, due);
        }
    }

    /// Gives berths to waiting calls for as long as the terminal's policy finds one for somebody.
    pub(crate) fn allocate_berths(&mut self, terminal: usize, at: &mut At) {
        if self.disruptions.closes(terminal) {
            return;
        }
        while let Some(offer) = self.terminals[terminal].berths.offer(at.now()) {
            let (id, wharf, place) = (offer.id, offer.wharf, offer.place);
            if !self.yard_has_room(id) {
                self.calls[id].held_since.get_or_insert(at.now());
                return;
            }
            self.terminals[terminal].berths.give(offer);
            self.note_wait(id, at.now());
            let call = &mut self.calls[id];
            call.berth = Some(Berth {
                wharf,
                position: place.position,
                length: place.length,
            });
            call.stage = Stage::WaitingForPilot;
            self.order_inbound(id, at);
            self.come_to_anchor(id, at);
        }
    }

    /// Has a berth: the pilot is ordered, for now or for the shift that the vessel comes in for.
    fn order_inbound(&mut self, id: CallId, at: &mut At) {
        let call = &self.calls[id];
        let inbound = self.bay.mean_inbound(call.tag.port);
        let ordered = self.bay.labor.all_fast(at.now() + inbound) - inbound;
        let port = call.tag.port.index();
        self.calls[id].inbound = ordered;
        self.channels[port].ask(id, false, ordered);
        self.serve_channel(port, at);
    }

    /// Called in from offshore for a berth that it cannot make for at once: it anchors until then.
    fn come_to_anchor(&mut self, id: CallId, at: &mut At) {
        let call = &self.calls[id];
        let offshore = matches!(call.phase, Some((Phase::WaitingOffshore { .. }, _)));
        if offshore && call.stage == Stage::WaitingForPilot {
            self.change_phase(id, Some(Phase::Waiting), at);
        }
    }

    /// Begins transits for as long as pilots, tugs and the channel allow.
    pub(crate) fn serve_channel(&mut self, port: usize, at: &mut At) {
        let approach = &self.bay.ports[port].approach;
        loop {
            match self.channels[port].next(approach, at.now()) {
                Turn::Begins { id, outbound: true } => self.depart(id, at),
                Turn::Begins {
                    id,
                    outbound: false,
                } => self.come_in(id, at),
                Turn::NotBefore(clear) => {
                    if self.channels[port].remind(clear, at.now()) {
                        let port = u16::try_from(port).expect("ports fit u16");
                        at.schedule(clear, Due::ChannelClear(PortId(port)));
                    }
                    return;
                }
                Turn::Nobody => return,
            }
        }
    }

    /// Pilot aboard, bound for the berth.
    fn come_in(&mut self, id: CallId, at: &mut At) {
        self.change_phase(id, Some(Phase::Maneuvering { inbound: true }), at);
        let now = at.now();
        let approach = &self.bay.ports[self.calls[id].tag.port.index()].approach;
        let call = &mut self.calls[id];
        call.stage = Stage::Inbound;
        call.inbound = now;
        call.all_fast = now + approach.inbound.span(call.stream.named("inbound"), 0);
        let before = &self.bay.terminal(call.tag.terminal).before_first_move;
        call.ready_for_cargo =
            call.all_fast + before.span(call.stream.named("before first move"), 0);
        at.schedule(call.all_fast, Due::AllFast(id));
    }

    /// Last line made fast.
    pub(crate) fn make_fast(&mut self, id: CallId, at: &mut At) {
        self.release_pilot(id, at);
        self.change_phase(id, Some(Phase::AtBerth), at);
        let call = &mut self.calls[id];
        call.stage = Stage::Preparing;
        at.schedule(call.ready_for_cargo, Due::ReadyForCargo(id));
        self.prepare_plug(id, at);
        self.ask_for_fuel(id, at);
    }

    /// Ready to sail: the pilot is asked for.
    pub(crate) fn ask_outbound(&mut self, id: CallId, at: &mut At) {
        let port = self.calls[id].tag.port.index();
        self.channels[port].ask(id, true, at.now());
        self.serve_channel(port, at);
    }

    /// Last line let go: the berth is free.
    fn depart(&mut self, id: CallId, at: &mut At) {
        assert!(
            self.calls[id].shore.since.is_none()
                && self.calls[id].capture.progress != Progress::Capturing,
            "a vessel sails with the plug in, or a barge alongside"
        );
        self.change_phase(id, Some(Phase::Maneuvering { inbound: false }), at);
        let visit = self.visit(id, at);
        at.record(Record::Departed { visit });
        self.ledger.departed += 1;
        let call = &mut self.calls[id];
        call.stage = Stage::Outbound;
        let (terminal, port, wharf) = (
            call.tag.terminal.index(),
            call.tag.port.index(),
            call.berthed().wharf,
        );
        let outbound = &self.bay.ports[port].approach.outbound;
        let span = outbound.span(call.stream.named("outbound"), 0);
        at.schedule(at.now() + span, Due::PilotOff(id));
        self.terminals[terminal].berths.leave(wharf, id);
        self.allocate_berths(terminal, at);
    }

    /// The visit in full, at its departure.
    fn visit(&self, id: CallId, at: &At) -> Visit {
        let call = &self.calls[id];
        let berth = call.berthed();
        assert!(
            call.moves_left == 0,
            "a vessel sails with {} moves to do",
            call.moves_left
        );
        Visit {
            tag: call.tag,
            left_origin: call.left_origin,
            proforma: call.proforma,
            arrival: call.arrival,
            inbound: call.inbound,
            all_fast: call.all_fast,
            cargo_start: call.cargo_start.expect("cargo was worked before departure"),
            cargo_end: call.cargo_end,
            pilot_ordered: call.pilot_ordered,
            departure: at.now(),
            moves: call.moves_asked,
            wharf: berth.wharf,
            position: berth.position,
            loa: call.hull.loa,
            cranes_max: call.cranes_max,
            crane_hours: call.crane_hours,
            worked: call.worked,
            connected: call.shore.connected,
            connected_at: call.shore.first,
            disconnected_at: call.shore.last,
            shore_load: if call.shore.first.is_some() {
                call.shore.load
            } else {
                Kilowatts::ZERO
            },
            miss: call.shore.first.is_none().then(|| {
                call.shore
                    .miss
                    .expect("a visit without shore power has a reason")
            }),
            held_up_by: call.shore.held_up_by,
            cut_off: call.shore.cuts > 0,
            asked_for_barge: call.capture.asked(),
            barge: call.capture.stay(),
            bunkered: call.bunkering.stay(call.pilot_ordered),
            held_by_yard: call.held_by_yard,
        }
    }

    /// The outbound transit is over; the zone is next, or the end of the call.
    pub(crate) fn drop_pilot(&mut self, id: CallId, at: &mut At) {
        self.release_pilot(id, at);
        if self.bay.zone.is_some() {
            self.begin_ring(id, Ring::Inner, false, at);
        } else {
            self.leave(id, at);
        }
    }

    /// Pilot and tugs of a transit are free.
    fn release_pilot(&mut self, id: CallId, at: &mut At) {
        let port = self.calls[id].tag.port.index();
        self.channels[port].give_back(&self.bay.ports[port].approach);
        self.serve_channel(port, at);
    }
}
