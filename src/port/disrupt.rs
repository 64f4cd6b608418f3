//! What a port does when a disruption begins, and when it ends.

use crate::engine::SimTime;
use crate::port::bay::Struck;
use crate::port::event::{Due, OccurrenceId};
use crate::port::model::{At, PortModel};

impl PortModel<'_> {
    /// Schedules the beginning and the end of what strikes the port itself.
    pub(crate) fn begin_disruptions(&mut self, at: &mut At) {
        for (number, span) in (0..).zip(self.disruptions.all()) {
            if let Struck::Channel { .. } | Struck::Terminal(_) = span.of.strikes {
                at.schedule(span.from, Due::DisruptionBegins(OccurrenceId(number)));
            }
        }
    }

    /// A disruption begins.
    pub(crate) fn disrupt(&mut self, id: OccurrenceId, at: &mut At) {
        let span = self.disruptions.get(id);
        match span.of.strikes {
            Struck::Channel {
                port,
                inbound,
                outbound,
            } => self.channels[port.index()].close(inbound, outbound),
            Struck::Terminal(terminal) => {
                self.disruptions.close(terminal);
                for rail in self.cranes.rails_of(terminal) {
                    for crane in self.cranes.rail_at(rail) {
                        self.hold_crane(crane, span.to, at);
                    }
                }
            }
            _ => unreachable!("what strikes no port is no event"),
        }
        at.schedule(span.to, Due::DisruptionEnds(id));
    }

    /// A disruption ends: whoever waited for that goes on.
    pub(crate) fn recover(&mut self, id: OccurrenceId, at: &mut At) {
        match self.disruptions.get(id).of.strikes {
            Struck::Channel {
                port,
                inbound,
                outbound,
            } => {
                self.channels[port.index()].open(inbound, outbound);
                self.serve_channel(port.index(), at);
            }
            Struck::Terminal(terminal) => {
                self.disruptions.open(terminal);
                self.allocate_berths(terminal.index(), at);
            }
            _ => unreachable!("what strikes no port is no event"),
        }
    }

    /// A crane stands still up to an instant; the move on its hook is made anew.
    fn hold_crane(&mut self, index: usize, until: SimTime, at: &mut At) {
        let is_at_work = self.cranes[index].is_at_work();
        if is_at_work {
            self.cut_short(index, at);
            at.clear_timer(index);
        }
        let crane = &mut self.cranes[index];
        crane.repaired = crane.repaired.max(until);
        if is_at_work {
            self.begin_stint(index, at);
        }
    }
}
