//! Gangs that work on after their shift, to finish a vessel.
//!
//! At the bell, a vessel whose cargo will be done within the extension, at the rate of the cranes
//! it has, keeps them and their gangs, up to the end of the extension at the latest. The move that
//! the bell catches is made anew, as it is after every bell. When a shift begins meanwhile for which
//! the vessel has gangs of its own, those relieve the others; without, they work on, and the cranes
//! along the wharf are dealt around theirs.

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::Shift;
use crate::port::call::{Call, Extended};
use crate::port::event::CallId;
use crate::port::model::{At, PortModel};
use crate::port::record::Record;

impl Shift {
    /// How long after the end of the shift its orders count on: nobody plans with more than half
    /// of what gangs may work on (assumption).
    pub(crate) fn planned_extension(&self) -> SimDuration {
        SimDuration::from_millis(self.extension.millis() / 2)
    }
}

impl PortModel<'_> {
    /// Until when gangs of a shift that is over work on a call, if any do.
    fn work_on_until(&self, id: CallId) -> Option<SimTime> {
        self.calls[id].extended.map(|of| of.until)
    }

    /// At the end of a shift: lets the gangs of a vessel work on, if that will finish it, and
    /// reports whether they do.
    pub(crate) fn work_on(&mut self, id: CallId, extension: SimDuration, at: &mut At) -> bool {
        let call = &self.calls[id];
        if extension == SimDuration::ZERO
            || call.lists.cranes.is_empty()
            || self.hours_left(call) > extension
        {
            return false;
        }
        let call = &mut self.calls[id];
        let from = at.now();
        let until = from + extension;
        call.extended = Some(Extended { from, until });
        call.gangs = u16::try_from(call.lists.cranes.len()).expect("cranes fit u16");
        for position in 0..self.calls[id].lists.cranes.len() {
            let index = self.calls[id].lists.cranes[position];
            if self.cranes[index].hatch.is_some() {
                self.begin_stint(index, at);
            }
        }
        true
    }

    /// What is left of a call at the mean pace of the cranes it has, and of one on its fullest
    /// hatch.
    fn hours_left(&self, call: &Call) -> SimDuration {
        let cycle = self.bay.terminal(call.tag.terminal).cycle_time.mean();
        let fullest = call.lists.hatches.iter().map(|hatch| hatch.left).max();
        let cranes = call.lists.cranes.len().max(1) as f64;
        let moves = (f64::from(call.moves_left) / cranes).max(f64::from(fullest.unwrap_or(0)));
        SimDuration::from_hours(moves * cycle / 3_600_000.0)
    }

    /// Gangs that may not work on any longer go.
    pub(crate) fn end_extensions(&mut self, at: &mut At) {
        for position in 0..self.calls.len() {
            let id = self.calls.nth(position);
            if self.work_on_until(id) == Some(at.now()) {
                self.end_extension(id, at);
            }
        }
    }

    /// The gangs that worked on go, if any did: their work up to now is booked.
    pub(crate) fn end_extension(&mut self, id: CallId, at: &mut At) {
        if self.calls[id].extended.is_none() {
            return;
        }
        for position in 0..self.calls[id].lists.cranes.len() {
            self.stop_crane(self.calls[id].lists.cranes[position], at);
        }
        self.send_home(id, at);
        self.release_cranes(id, at);
        self.calls[id].gangs = 0;
    }

    /// Gangs of a shift that begins relieve those that worked on: their work is cut short.
    pub(crate) fn relieve(&mut self, id: CallId, at: &mut At) {
        self.send_home(id, at);
        self.call_away(id, 0..0, at);
    }

    /// Gangs that worked on, if any did, go: so long they worked.
    pub(crate) fn send_home(&mut self, id: CallId, at: &mut At) {
        let call = &mut self.calls[id];
        let Some(of) = call.extended.take() else {
            return;
        };
        let gangs = call.lists.cranes.len();
        at.record(Record::GangsExtended {
            tag: call.tag,
            gangs: u16::try_from(gangs).expect("cranes fit u16"),
            from: of.from,
            to: at.now(),
        });
    }
}
