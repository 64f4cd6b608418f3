//! Plugging in and out: shore power over a visit, outages included.

use crate::engine::poisson_gap;
use crate::port::bay::{ShorePower, TerminalId};
use crate::port::call::Stage;
use crate::port::event::{CallId, Due, Outage};
use crate::port::model::{At, PortModel};
use crate::port::quay::shore_power::watts;
use crate::port::quay::wharf::Quayside;
use crate::port::record::{Miss, Record};
use crate::port::scratch::borrow;

/// Days in a mean Gregorian year, for rates given per year.
const DAYS_PER_YEAR: f64 = 365.2425;

impl PortModel<'_> {
    /// Schedules known grid emergencies and the first power dip of each terminal.
    pub(crate) fn begin_outages(&mut self, at: &mut At) {
        for (index, (from, to)) in (0..).zip(&self.bay.grid.emergencies) {
            let outage = Outage::Emergency(index);
            at.schedule((*from).max(at.now()), Due::GridFails(outage));
            at.schedule((*to).max(at.now()), Due::GridReturns(outage));
        }
        for (terminal, _) in (0..).map(TerminalId).zip(&self.bay.terminals) {
            self.schedule_dip(terminal, at);
        }
    }

    /// The next power dip of a terminal.
    fn schedule_dip(&mut self, id: TerminalId, at: &mut At) {
        let terminal = self.bay.terminal(id);
        let Some((per_year, _)) = &self.bay.grid.dips else {
            return;
        };
        if *per_year <= 0.0 || terminal.shore_power.is_none() {
            return;
        }
        let stream = self.root().named("power dip").named(&terminal.id);
        let dip = 2 * self.terminals[id.index()].points.dips();
        let gap = poisson_gap(stream, dip, per_year / DAYS_PER_YEAR);
        at.schedule(at.now() + gap, Due::GridFails(Outage::Dip(id)));
    }

    /// Terminals an outage is about.
    fn terminals_of(&self, outage: Outage) -> std::ops::Range<usize> {
        match outage {
            Outage::Dip(terminal) => terminal.index()..terminal.index() + 1,
            Outage::Emergency(_) => 0..self.bay.terminals.len(),
        }
    }

    /// Shore power fails: everybody is off, and waits.
    pub(crate) fn fail_grid(&mut self, outage: Outage, at: &mut At) {
        for terminal in self.terminals_of(outage) {
            self.terminals[terminal].points.fail();
            let mut vessels = borrow(&mut self.scratch.vessels);
            self.find_connected(terminal, &mut vessels);
            for id in &vessels {
                self.disconnect(*id, at);
                self.calls[*id].shore.cuts += 1;
                self.terminals[terminal].points.wait(*id);
            }
            self.scratch.vessels = vessels;
        }
        if let Outage::Dip(id) = outage {
            let (_, recovery) = self.bay.grid.dips.as_ref().expect("a dip has a recovery");
            let name = &self.bay.terminal(id).id;
            let stream = self.root().named("dip recovery").named(name);
            let span = recovery.span(stream, self.terminals[id.index()].points.count_dip());
            at.schedule(at.now() + span, Due::GridReturns(outage));
        }
    }

    /// Calls connected at a terminal, in order of number; they lie along its wharves.
    fn find_connected(&self, terminal: usize, connected: &mut Vec<CallId>) {
        let quays = self.terminals[terminal].berths.quays().iter();
        let moored = quays.flat_map(Quayside::vessels);
        connected.extend(moored.filter(|id| self.calls[*id].shore.since.is_some()));
        connected.sort_unstable();
    }

    /// Shore power is back: whoever waits is connected again.
    pub(crate) fn restore_grid(&mut self, outage: Outage, at: &mut At) {
        for terminal in self.terminals_of(outage) {
            if self.terminals[terminal].points.restore() {
                self.serve_points(terminal, at);
            }
        }
        if let Outage::Dip(terminal) = outage {
            self.schedule_dip(terminal, at);
        }
    }

    /// All fast: the plug goes in after its time, if vessel and terminal have one that works.
    pub(crate) fn prepare_plug(&mut self, id: CallId, at: &mut At) {
        let call = &mut self.calls[id];
        let shore = self.bay.terminal(call.tag.terminal).shore_power.as_ref();
        call.shore.miss = match shore {
            _ if !call.shore.ready => Some(Miss::VesselNotEquipped),
            None => Some(Miss::TerminalNotEquipped),
            Some(_) if call.shore.fails => Some(Miss::ConnectionFailed),
            Some(shore) => {
                let due = at.now() + shore.plug_in.span(call.stream.named("plug in"), 0);
                at.schedule(due, Due::PlugsIn(id));
                call.shore.plug_due = Some(due);
                Some(Miss::StayTooShort)
            }
        };
        if call.shore.plug_due.is_none() {
            self.ask_for_barge(id, at);
        }
    }

    /// The plug is ready to go in, unless the vessel has not waited for it.
    pub(crate) fn plug_in(&mut self, id: CallId, at: &mut At) {
        self.calls[id].shore.plug_due = None;
        if self.calls[id].stage == Stage::Gone {
            self.calls.remove(id);
            return;
        }
        if self.calls[id].shore.over {
            return;
        }
        let terminal = self.calls[id].tag.terminal.index();
        self.terminals[terminal].points.wait(id);
        self.serve_points(terminal, at);
    }

    /// Connects whoever waits and can be, in order of asking.
    fn serve_points(&mut self, terminal: usize, at: &mut At) {
        let bay = self.bay;
        let Some(shore) = &bay.terminals[terminal].shore_power else {
            return;
        };
        let mut passed_over = 0;
        while let Some(id) = self.terminals[terminal].points.waiting(passed_over) {
            let points = &self.terminals[terminal].points;
            let shore_of_call = &mut self.calls[id].shore;
            if points.can_connect(shore, shore_of_call.load) {
                // It waits no longer: the next one moves up.
                self.connect(id, shore, at);
                continue;
            }
            shore_of_call.miss = Some(if points.is_out() {
                Miss::GridTrouble
            } else {
                Miss::NoCapacity
            });
            passed_over += 1;
        }
    }

    /// The vessel's auxiliaries stop.
    fn connect(&mut self, id: CallId, shore: &ShorePower, at: &mut At) {
        let call = &mut self.calls[id];
        assert!(
            matches!(
                call.stage,
                Stage::Preparing | Stage::Working | Stage::Finishing
            ),
            "only a vessel at berth is connected"
        );
        let points = &mut self.terminals[call.tag.terminal.index()].points;
        points.give_up(id);
        points.connect(shore, call.shore.load, at.now());
        call.shore.since = Some(at.now());
        if call.shore.first.is_none() {
            call.shore.first = Some(at.now());
            call.shore.held_up_by = call.shore.miss.filter(|miss| *miss != Miss::StayTooShort);
        }
        at.record(Record::Connected {
            tag: call.tag,
            load: call.shore.load,
            at: at.now(),
        });
    }

    /// The vessel's auxiliaries start again.
    pub(crate) fn disconnect(&mut self, id: CallId, at: &mut At) {
        let call = &mut self.calls[id];
        let from = call
            .shore
            .since
            .take()
            .expect("only a connected vessel is disconnected");
        let load = call.shore.load;
        call.shore.connected += at.now() - from;
        call.shore.last = Some(at.now());
        self.terminals[call.tag.terminal.index()]
            .points
            .disconnect(load, at.now());
        self.ledger.energy_by_call +=
            i128::from(watts(load)) * i128::from((at.now() - from).millis());
        at.record(Record::Disconnected {
            tag: call.tag,
            load,
            from,
            to: at.now(),
        });
    }

    /// The vessel must be off: the pilot is near.
    pub(crate) fn unplug(&mut self, id: CallId, at: &mut At) {
        self.calls[id].shore.over = true;
        let terminal = self.calls[id].tag.terminal.index();
        self.terminals[terminal].points.give_up(id);
        if self.calls[id].shore.since.is_some() {
            self.disconnect(id, at);
            self.serve_points(terminal, at);
        }
        self.dismiss_barge(id, at);
    }
}
