//! Bunker barges of a port: who takes fuel, who waits for a barge, and whom it holds at berth.
//!
//! A call that takes fuel here asks at all fast. Barges serve in order of asking, whatever the
//! terminal. Pumping goes on beside the cranes; a vessel whose cargo is done waits for its fuel at
//! berth, on shore power if it is, and orders its pilot for when both are done.

use std::collections::VecDeque;

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::BunkerBarges;
use crate::port::call::Stage;
use crate::port::event::{Due, Slot};
use crate::port::model::{At, PortModel};
use crate::port::record::BunkerStay;

/// Bunker barges of one port in use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bunkers {
    /// By barge: on its way, alongside, or on its way back.
    busy: Vec<bool>,
    /// Vessels without a barge, in order of asking.
    waiting: VecDeque<Slot>,
}

/// Fuel of one call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bunkering {
    /// Metric tonnes it takes; 0 if it takes none here.
    pub(crate) tonnes: f64,
    /// The barge that serves it, and when it pumps; `None` before one sets out.
    pub(crate) served: Option<(u16, SimTime, SimTime)>,
    /// Cargo is done and lashed, from when on the vessel could sail but for its fuel.
    pub(crate) lashed: SimTime,
}

impl Bunkering {
    /// Whether the call has asked and no barge has set out for it.
    fn waits(&self) -> bool {
        self.tonnes > 0.0 && self.served.is_none()
    }

    /// The stay alongside, once the vessel sails.
    pub(crate) fn stay(&self, pilot_ordered: SimTime) -> Option<BunkerStay> {
        let (barge, from, to) = self.served?;
        Some(BunkerStay {
            barge,
            from,
            to,
            tonnes: self.tonnes,
            held: pilot_ordered - self.lashed,
        })
    }
}

impl Bunkers {
    /// All barges free.
    pub(crate) fn new(barges: Option<&BunkerBarges>) -> Self {
        Self {
            busy: vec![false; barges.map_or(0, |barges| barges.barges.into())],
            waiting: VecDeque::new(),
        }
    }

    /// The vessel that has waited longest and the free barge of the lowest number, which sets out.
    fn set_out(&mut self) -> Option<(Slot, u16)> {
        let free = self.busy.iter().position(|busy| !busy)?;
        let slot = self.waiting.pop_front()?;
        self.busy[free] = true;
        Some((slot, u16::try_from(free).expect("counted in 16 bits")))
    }
}

impl PortModel<'_> {
    /// All fast: a call that takes fuel here asks for a barge.
    pub(crate) fn ask_for_fuel(&mut self, slot: Slot, at: &mut At) {
        let call = &mut self.calls[slot];
        let (tag, port) = (call.tag, call.tag.port.index());
        let Some(barges) = &self.bay.ports[port].bunkering else {
            return;
        };
        let draw = call.stream.named("bunkering").uniform(0);
        let Some(tonnes) = barges.stem(tag.service, tag.class, draw) else {
            return;
        };
        call.bunkering.tonnes = tonnes;
        self.bunkers[port].waiting.push_back(slot);
        self.serve_bunkers(port, at);
    }

    /// Sends free barges to whoever waits.
    fn serve_bunkers(&mut self, port: usize, at: &mut At) {
        let Some(barges) = &self.bay.ports[port].bunkering else {
            return;
        };
        while let Some((slot, barge)) = self.bunkers[port].set_out() {
            let call = &mut self.calls[slot];
            let from = at.now() + barges.connect.span(call.stream.named("bunker connect"), 0);
            let to = from + SimDuration::from_hours(call.bunkering.tonnes / barges.rate);
            call.bunkering.served = Some((barge, from, to));
            let free = Due::BunkerBargeFree {
                port: call.tag.port.0,
                barge,
            };
            at.schedule(to + barges.transfer, free);
            if call.stage == Stage::Finishing {
                self.order_pilot(slot, at);
            }
        }
    }

    /// A barge is ready for the next vessel.
    pub(crate) fn free_bunker_barge(&mut self, port: u16, barge: u16, at: &mut At) {
        let port = usize::from(port);
        let busy = &mut self.bunkers[port].busy[usize::from(barge)];
        assert!(*busy, "bunker barge {barge} comes back from nowhere");
        *busy = false;
        self.serve_bunkers(port, at);
    }

    /// Cargo is done: the pilot is ordered for when the vessel is lashed and has its fuel; who still
    /// waits for a barge orders when one sets out.
    pub(crate) fn finish_cargo(&mut self, slot: Slot, lashed: SimTime, at: &mut At) {
        let call = &mut self.calls[slot];
        call.bunkering.lashed = lashed;
        if !call.bunkering.waits() {
            self.order_pilot(slot, at);
        }
    }

    /// Orders the pilot, and plans to be off shore power or a capture barge before that.
    fn order_pilot(&mut self, slot: Slot, at: &mut At) {
        let now = at.now();
        let call = &mut self.calls[slot];
        let fueled = call.bunkering.served.map(|(_, _, to)| to);
        let lashed = call.bunkering.lashed;
        let ready = fueled.map_or(lashed, |fueled| lashed.max(fueled));
        call.pilot_ordered = ready;
        let place = self.bay.terminal(call.tag.terminal);
        let barges = self.bay.ports[call.tag.port.index()].barges.as_ref();
        let lead = match barges.filter(|_| call.capture.asked()) {
            Some(barges) => Some(barges.disconnect),
            None => place.shore_power.as_ref().map(|shore| shore.plug_out),
        };
        let off = lead.map_or(now, |lead| now.max(ready - lead));
        at.schedule(off, Due::Unplug(slot));
        at.schedule(ready, Due::ReadyToSail(slot));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn barges_serve_in_order_of_asking_and_one_vessel_each() {
        let mut bunkers = Bunkers {
            busy: vec![false; 2],
            waiting: [7, 3, 9].into(),
        };
        assert_eq!(bunkers.set_out(), Some((7, 0)));
        assert_eq!(bunkers.set_out(), Some((3, 1)));
        assert_eq!(bunkers.set_out(), None, "both are out");
        bunkers.busy[1] = false;
        assert_eq!(bunkers.set_out(), Some((9, 1)));
    }
}
