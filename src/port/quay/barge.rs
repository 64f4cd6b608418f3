//! Capture barges of a port: who has one, who waits for one, and the way between vessels.
//!
//! A vessel asks at all fast, if it is already sure to have no shore power. Barges serve in order
//! of asking, whatever the terminal, and stay until the pilot is near.

use std::collections::VecDeque;

use crate::engine::SimTime;
use crate::port::call::{Progress, Stage};
use crate::port::event::{Due, Slot};
use crate::port::model::{At, PortModel};
use crate::port::record::Record;

/// Barges of one port in use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Barges {
    /// By barge: on its way, alongside, or on its way back.
    busy: Vec<bool>,
    /// Vessels without a barge, in order of asking.
    waiting: VecDeque<Slot>,
    /// Barges that capture now.
    capturing: u32,
    /// Barge milliseconds of capturing up to `changed`.
    captured: i128,
    changed: SimTime,
}

impl Barges {
    /// All barges free.
    pub(crate) fn new(barges: u16) -> Self {
        Self {
            busy: vec![false; barges.into()],
            ..Self::default()
        }
    }

    /// A vessel asks for a barge.
    pub(crate) fn ask(&mut self, slot: Slot) {
        self.waiting.push_back(slot);
    }

    /// A vessel waits no longer.
    fn give_up(&mut self, slot: Slot) {
        self.waiting.retain(|waiting| *waiting != slot);
    }

    /// The vessel that has waited longest and the free barge of the lowest number, which sets out.
    fn set_out(&mut self) -> Option<(Slot, u16)> {
        let free = self.busy.iter().position(|busy| !busy)?;
        let slot = self.waiting.pop_front()?;
        self.busy[free] = true;
        Some((slot, u16::try_from(free).expect("counted in 16 bits")))
    }

    /// A barge is back.
    fn free(&mut self, barge: u16) {
        let busy = &mut self.busy[usize::from(barge)];
        assert!(*busy, "barge {barge} comes back from nowhere");
        *busy = false;
    }

    /// Capturing begins (1) or ends (−1).
    fn step(&mut self, by: i32, now: SimTime) {
        self.book(now);
        let capturing = self.capturing.checked_add_signed(by);
        self.capturing = capturing.expect("a barge that lets go has captured");
        assert!(
            self.capturing as usize <= self.busy.len(),
            "more barges capture than there are"
        );
    }

    /// Barge milliseconds of capturing until now: the level's own integral, held against the sum
    /// over vessels.
    pub(crate) fn captured(&mut self, now: SimTime) -> i128 {
        self.book(now);
        self.captured
    }

    fn book(&mut self, now: SimTime) {
        self.captured += i128::from(self.capturing) * i128::from((now - self.changed).millis());
        self.changed = now;
    }
}

impl PortModel<'_> {
    /// A vessel that will have no shore power asks for a barge, where its port has any.
    pub(crate) fn ask_for_barge(&mut self, slot: Slot, at: &mut At) {
        let port = self.calls[slot].tag.port.index();
        if self.bay.ports[port].barges.is_none() {
            return;
        }
        self.calls[slot].capture.progress = Progress::Waiting;
        self.barges[port].ask(slot);
        self.serve_barges(port, at);
    }

    /// Sends free barges to whoever waits.
    fn serve_barges(&mut self, port: usize, at: &mut At) {
        let Some(barges) = &self.bay.ports[port].barges else {
            return;
        };
        while let Some((slot, barge)) = self.barges[port].set_out() {
            let call = &mut self.calls[slot];
            let span = barges.connect.span(call.stream.named("barge connect"), 0);
            call.capture.progress = Progress::Coming;
            call.capture.barge = barge;
            call.capture.is_due = true;
            at.schedule(at.now() + span, Due::BargeConnects(slot));
        }
    }

    /// The barge is ready to capture, unless the vessel has not waited for it.
    pub(crate) fn connect_barge(&mut self, slot: Slot, at: &mut At) {
        let call = &mut self.calls[slot];
        call.capture.is_due = false;
        if call.stage == Stage::Gone {
            self.calls.remove(slot);
            return;
        }
        if call.capture.progress != Progress::Coming {
            return;
        }
        assert!(
            matches!(
                call.stage,
                Stage::Preparing | Stage::Working | Stage::Finishing
            ) && call.shore.since.is_none(),
            "a barge comes to a vessel at berth without shore power"
        );
        let barge = call.capture.barge;
        call.capture.progress = Progress::Capturing;
        call.capture.from = at.now();
        self.barges[call.tag.port.index()].step(1, at.now());
        at.record(Record::BargeConnected {
            tag: call.tag,
            barge,
            at: at.now(),
        });
    }

    /// Capturing ends, if it has begun.
    pub(crate) fn disconnect_barge(&mut self, slot: Slot, at: &mut At) {
        let call = &mut self.calls[slot];
        if call.capture.progress != Progress::Capturing {
            return;
        }
        let (barge, from, to) = (call.capture.barge, call.capture.from, at.now());
        call.capture.progress = Progress::Served;
        call.capture.to = to;
        self.barges[call.tag.port.index()].step(-1, to);
        self.ledger.captured_by_call += i128::from((to - from).millis());
        at.record(Record::BargeDisconnected {
            tag: call.tag,
            barge,
            from,
            to,
        });
    }

    /// The pilot is near: the barge lets go, turns back, or is waited for no longer.
    pub(crate) fn dismiss_barge(&mut self, slot: Slot, at: &mut At) {
        let call = &mut self.calls[slot];
        let (port, barge) = (call.tag.port, call.capture.barge);
        match call.capture.progress {
            Progress::Waiting => {
                call.capture.progress = Progress::Dismissed;
                self.barges[port.index()].give_up(slot);
                return;
            }
            Progress::Coming => call.capture.progress = Progress::Dismissed,
            Progress::Capturing => self.disconnect_barge(slot, at),
            Progress::NotAsked | Progress::Served | Progress::Dismissed => return,
        }
        let barges = self.bay.ports[port.index()].barges.as_ref();
        let transfer = barges.expect("a barge has a port").transfer;
        let free = Due::BargeFree {
            port: port.0,
            barge,
        };
        at.schedule(at.now() + transfer, free);
    }

    /// A barge is ready for the next vessel.
    pub(crate) fn free_barge(&mut self, port: u16, barge: u16, at: &mut At) {
        let port = usize::from(port);
        self.barges[port].free(barge);
        self.serve_barges(port, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimDuration;

    #[test]
    fn barges_serve_in_order_of_asking_and_one_vessel_each() {
        let at = |hours: f64| SimTime::ZERO + SimDuration::from_hours(hours);
        let mut barges = Barges::new(2);
        for slot in [7, 3, 9, 4] {
            barges.ask(slot);
        }
        assert_eq!(barges.set_out(), Some((7, 0)));
        assert_eq!(barges.set_out(), Some((3, 1)));
        assert_eq!(barges.set_out(), None, "both are out");
        barges.step(1, at(1.0));
        barges.step(1, at(2.0));
        barges.step(-1, at(5.0));
        barges.give_up(9);
        barges.free(1);
        assert_eq!(barges.set_out(), Some((4, 1)), "9 has sailed");
        // One from 1 h to 8 h, one from 2 h to 5 h.
        assert_eq!(barges.captured(at(8.0)), 10 * 3_600_000);
    }
}
