//! Capture barges of a port: who has one, who waits for one, and the way between vessels.
//!
//! A vessel asks at all fast, if it is already sure to have no shore power. Barges serve in order
//! of asking, whatever the terminal, and stay until the pilot is near.

use crate::port::call::{Progress, Stage};
use crate::port::event::{Barge, CallId, Due};
use crate::port::model::{At, PortModel};
use crate::port::record::Record;

impl PortModel<'_> {
    /// A vessel that will have no shore power asks for a barge, where its port has any.
    pub(crate) fn ask_for_barge(&mut self, id: CallId, at: &mut At) {
        let port = self.calls[id].tag.port.index();
        if self.bay.ports[port].barges.is_none() {
            return;
        }
        self.calls[id].capture.progress = Progress::Waiting;
        self.capture[port].ask(id);
        self.serve_barges(port, at);
    }

    /// Sends free barges to whoever waits.
    fn serve_barges(&mut self, port: usize, at: &mut At) {
        let Some(barges) = &self.bay.ports[port].barges else {
            return;
        };
        while let Some((id, barge)) = self.capture[port].set_out() {
            let call = &mut self.calls[id];
            let span = barges.connect.span(call.stream.named("barge connect"), 0);
            call.capture.progress = Progress::Coming;
            call.capture.barge = barge;
            call.capture.is_due = true;
            at.schedule(at.now() + span, Due::BargeConnects(id));
        }
    }

    /// The barge is ready to capture, unless the vessel has not waited for it.
    pub(crate) fn connect_barge(&mut self, id: CallId, at: &mut At) {
        let call = &mut self.calls[id];
        call.capture.is_due = false;
        if call.stage == Stage::Gone {
            self.calls.remove(id);
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
        self.capturing[call.tag.port.index()].step(1, at.now());
        at.record(Record::BargeConnected {
            tag: call.tag,
            barge,
            at: at.now(),
        });
    }

    /// Capturing ends, if it has begun.
    pub(crate) fn disconnect_barge(&mut self, id: CallId, at: &mut At) {
        let call = &mut self.calls[id];
        if call.capture.progress != Progress::Capturing {
            return;
        }
        let (barge, from, to) = (call.capture.barge, call.capture.from, at.now());
        call.capture.progress = Progress::Served;
        call.capture.to = to;
        self.capturing[call.tag.port.index()].step(-1, to);
        self.ledger.captured_by_call += i128::from((to - from).millis());
        at.record(Record::BargeDisconnected {
            tag: call.tag,
            barge,
            from,
            to,
        });
    }

    /// The pilot is near: the barge lets go, turns back, or is waited for no longer.
    pub(crate) fn dismiss_barge(&mut self, id: CallId, at: &mut At) {
        let call = &mut self.calls[id];
        let (port, barge) = (call.tag.port, call.capture.barge);
        match call.capture.progress {
            Progress::Waiting => {
                call.capture.progress = Progress::Dismissed;
                self.capture[port.index()].give_up(id);
                return;
            }
            Progress::Coming => call.capture.progress = Progress::Dismissed,
            Progress::Capturing => self.disconnect_barge(id, at),
            Progress::NotAsked | Progress::Served | Progress::Dismissed => return,
        }
        let barges = self.bay.ports[port.index()].barges.as_ref();
        let transfer = barges.expect("a barge has a port").transfer;
        let free = Barge {
            port,
            number: barge,
        };
        at.schedule(at.now() + transfer, Due::BargeFree(free));
    }

    /// A barge is ready for the next vessel.
    pub(crate) fn free_barge(&mut self, barge: Barge, at: &mut At) {
        let port = barge.port.index();
        self.capture[port].free(barge.number);
        self.serve_barges(port, at);
    }
}
