//! Bunker barges of a port: who takes fuel, who waits for a barge, and whom it holds at berth.
//!
//! A call that takes fuel here asks at all fast. Barges serve in order of asking, whatever the
//! terminal. Pumping goes on beside the cranes; a vessel whose cargo is done waits for its fuel at
//! berth, on shore power if it is, and orders its pilot for when both are done.

use crate::engine::{SimDuration, SimTime};
use crate::port::call::{Progress, Stage};
use crate::port::event::{Barge, CallId, Due};
use crate::port::model::{At, PortModel};

impl PortModel<'_> {
    /// All fast: a call that takes fuel here asks for a barge.
    pub(crate) fn ask_for_fuel(&mut self, id: CallId, at: &mut At) {
        let call = &mut self.calls[id];
        let (tag, port) = (call.tag, call.tag.port.index());
        let Some(barges) = &self.bay.ports[port].bunkering else {
            return;
        };
        let draw = call.stream.named("bunkering").uniform(0);
        let Some(tonnes) = barges.stem(tag.service, tag.class, draw) else {
            return;
        };
        call.bunkering.tonnes = tonnes;
        self.bunkers[port].ask(id);
        self.serve_bunkers(port, at);
    }

    /// Sends free barges to whoever waits.
    fn serve_bunkers(&mut self, port: usize, at: &mut At) {
        let Some(barges) = &self.bay.ports[port].bunkering else {
            return;
        };
        while let Some((id, barge)) = self.bunkers[port].set_out() {
            let call = &mut self.calls[id];
            let from = at.now() + barges.connect.span(call.stream.named("bunker connect"), 0);
            let to = from + SimDuration::from_hours(call.bunkering.tonnes / barges.rate);
            call.bunkering.served = Some((barge, from, to));
            let free = Barge {
                port: call.tag.port,
                number: barge,
            };
            at.schedule(to + barges.transfer, Due::BunkerBargeFree(free));
            if call.stage == Stage::Finishing {
                self.order_pilot(id, at);
            }
        }
    }

    /// A barge is ready for the next vessel.
    pub(crate) fn free_bunker_barge(&mut self, barge: Barge, at: &mut At) {
        let port = barge.port.index();
        self.bunkers[port].free(barge.number);
        self.serve_bunkers(port, at);
    }

    /// Cargo is done: the pilot is ordered for when the vessel is lashed, off shore power or its
    /// capture barge, and has its fuel; who still waits for a bunker barge orders when one sets out.
    pub(crate) fn finish_cargo(&mut self, id: CallId, lashed: SimTime, at: &mut At) {
        let off = self.off_at_the_earliest(id, at.now());
        let call = &mut self.calls[id];
        call.bunkering.lashed = lashed.max(off);
        if !call.bunkering.waits() {
            self.order_pilot(id, at);
        }
    }

    /// Orders the pilot, and plans to be off shore power or a capture barge before that.
    fn order_pilot(&mut self, id: CallId, at: &mut At) {
        let (now, lead) = (at.now(), self.time_to_get_off(id));
        let off = self.off_at_the_earliest(id, now);
        let call = &mut self.calls[id];
        let fueled = call.bunkering.served.map_or(off, |(_, _, to)| to);
        let ready = call.bunkering.lashed.max(fueled).max(off);
        call.pilot_ordered = ready;
        at.schedule(now.max(ready - lead), Due::Unplug(id));
        at.schedule(ready, Due::ReadyToSail(id));
    }

    /// How long before its pilot a call begins to get off shore power, or its capture barge.
    fn time_to_get_off(&self, id: CallId) -> SimDuration {
        let call = &self.calls[id];
        let barges = self.bay.ports[call.tag.port.index()].barges.as_ref();
        let shore = self.bay.terminal(call.tag.terminal).shore_power.as_ref();
        let lead = match barges.filter(|_| call.capture.asked()) {
            Some(barges) => Some(barges.disconnect),
            None => shore.map(|shore| shore.plug_out),
        };
        lead.unwrap_or(SimDuration::ZERO)
    }

    /// When a call that begins to get off now is off; now, if nothing is connected.
    fn off_at_the_earliest(&self, id: CallId, now: SimTime) -> SimTime {
        let call = &self.calls[id];
        let is_on = call.shore.since.is_some() || call.capture.progress == Progress::Capturing;
        if is_on {
            now + self.time_to_get_off(id)
        } else {
            now
        }
    }
}
