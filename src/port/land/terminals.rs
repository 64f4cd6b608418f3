//! The landside's state: the land of each terminal, the streets they share, and the hour.

use crate::engine::{SimTime, Stream};
use crate::port::bay::{Bay, Inland, Land, SpanTable, Steps, TerminalId};
use crate::port::call::{Call, Stow};
use crate::port::land::gate::{GateWork, HOUR, Wanted, start_of};
use crate::port::land::slowdown::{NONE, rehandles};
use crate::port::land::streets::Streets;
use crate::port::land::yard::Containers;
use crate::port::ledger::Balance;
use crate::port::record::{GateHour, Record, YardHour};

/// Containers over the boundaries of one terminal's land.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Crossed {
    pub(crate) discharged: u64,
    pub(crate) received: u64,
    pub(crate) loaded: u64,
    pub(crate) by_gate: u64,
    pub(crate) by_rail: u64,
}

/// The landside of the bay.
#[derive(Debug)]
pub(crate) struct Landside<'a> {
    inland: &'a Inland,
    /// By terminal.
    pub(super) yards: Vec<Option<TerminalLand<'a>>>,
    streets: Streets<'a>,
    /// The hour that has begun.
    pub(super) hour: usize,
}

/// Land of one terminal.
#[derive(Debug)]
pub(crate) struct TerminalLand<'a> {
    pub(super) land: &'a Land,
    pub(super) containers: Containers,
    gate: GateWork,
    gate_hour: GateHour,
    pub(super) yard_hour: YardHour,
    pub(super) crossed: Crossed,
    /// Share of its port's moves that discharge, and of loads that are exports.
    imports: f64,
    exports: f64,
    /// Pace of its cranes, in 1/1,024.
    pub(super) slowdown: u16,
    pub(super) is_blocked: bool,
    /// Reviewed every hour.
    pub(super) is_hot: bool,
    /// None of its cranes works now.
    pub(super) is_idle: bool,
    /// Lifts an hour that its cranes want as drawn, and those that they make.
    pub(super) quay_lifts: (f64, f64),
    /// Cranes that worked when last any did.
    pub(super) cranes: u32,
    /// Lifts wanted by gate and rail in the hour before.
    pub(super) landside_lifts: u32,
    /// Rehandles not yet a whole one.
    rehandles_left: f64,
    /// Place in the timetable.
    pub(super) train: usize,
    /// What the last vessel to get a berth had waited, in hours: how much later vessels berth.
    pub(super) wait: u32,
}

/// The whole hours in a span since the beginning.
pub(super) fn hour_of(at: SimTime) -> u32 {
    u32::try_from(at.millis().max(0) / HOUR.millis()).expect("hours")
}

impl<'a> Landside<'a> {
    /// Empty land, if a terminal has any.
    pub(crate) fn new(bay: &'a Bay, root: Stream) -> Option<Box<Self>> {
        if bay.terminals.iter().all(|terminal| terminal.land.is_none()) {
            return None;
        }
        let terminals = (0..).map(TerminalId).zip(&bay.terminals);
        let yards = terminals.map(|(id, terminal)| {
            let stream = root.named("gate").named(&terminal.id);
            (terminal.land.as_ref()).map(|land| TerminalLand::new(bay, id, land, stream))
        });
        Some(Box::new(Self {
            inland: &bay.inland,
            yards: yards.collect(),
            streets: Streets::new(&bay.inland),
            hour: 0,
        }))
    }

    /// The books of all land, to the container.
    pub(crate) fn balance(&self) -> Balance {
        let mut balance = Balance {
            name: "containers on land: discharged and received against loaded, gate, rail, stock",
            inflow: 0,
            outflow: 0,
            stock: 0,
        };
        for yard in self.yards.iter().flatten() {
            let crossed = yard.crossed;
            balance.inflow += i128::from(crossed.discharged + crossed.received);
            balance.outflow += i128::from(crossed.loaded + crossed.by_gate + crossed.by_rail);
            balance.stock += i128::from(yard.containers.stock().total());
        }
        balance
    }

    /// The land of a terminal, if it has any.
    pub(super) fn of(&self, terminal: TerminalId) -> Option<&TerminalLand<'a>> {
        self.yards[terminal.index()].as_ref()
    }

    /// Draws what a call discharges and loads by hatch, and announces what it loads.
    pub(super) fn announce(&mut self, call: &mut Call) {
        let Some(yard) = &mut self.yards[call.tag.terminal.index()] else {
            return;
        };
        let berthing = hour_of(call.arrival) + yard.wait;
        let by_train = yard
            .land
            .rail
            .as_ref()
            .map_or(0.0, |rail| rail.export_share);
        let directions = call.stream.named("inland");
        for (hatch, moves) in (0..).zip(call.lists.hatch_moves.iter()) {
            let whole = (f64::from(*moves) * yard.imports + directions.uniform(hatch)).floor();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a part of the moves and less than one"
            )]
            let imports = (whole as u32).min(*moves);
            let stream = call.stream.named("receival").child(hatch);
            let mut exports = 0;
            for load in imports..*moves {
                let draw = stream.bits(load.into());
                let is_export = unit(draw >> 40) < yard.exports;
                exports += u32::from(is_export);
                let (table, flow) = if is_export {
                    (&self.inland.export_ahead, &mut yard.containers.export)
                } else {
                    (&self.inland.empty_ahead, &mut yard.containers.empty)
                };
                let wanted = berthing.saturating_sub(table.pick(draw));
                flow.announce(wanted, is_export && unit(draw >> 14) < by_train);
            }
            call.lists.stows.push(Stow { imports, exports });
        }
    }

    /// Takes in moves `from..to` of a hatch: what they discharged lands, what they load is taken.
    pub(super) fn cross(&mut self, call: &Call, hatch: u16, from: u32, to: u32, now: SimTime) {
        let Some(yard) = &mut self.yards[call.tag.terminal.index()] else {
            return;
        };
        let stow = call.lists.stows[usize::from(hatch)];
        let stream = call.stream.named("dwell").child(hatch.into());
        let rail = yard
            .land
            .rail
            .as_ref()
            .map_or(0.0, |rail| rail.import_share);
        let by_truck = self.inland.truck_ready.at(now);
        let by_rail = self.inland.rail_ready.at(now);
        let fee = self.inland.dwell_fee.filter(|fee| now >= fee.from);
        let landed = from.min(stow.imports)..to.min(stow.imports);
        for discharged in landed.clone() {
            let draw = stream.bits(discharged.into());
            let (table, flow) = if unit(draw >> 40) < rail {
                (by_rail, &mut yard.containers.rail)
            } else {
                (by_truck, &mut yard.containers.truck)
            };
            let mut ready = table.pick(draw);
            if let Some(fee) = fee {
                ready = fee.hours(ready);
            }
            flow.land(ready);
        }
        let discharged = u32::try_from(landed.len()).expect("moves of a hatch");
        let last_export = stow.imports + stow.exports;
        let exports = to.clamp(stow.imports, last_export) - from.clamp(stow.imports, last_export);
        let empties = (to - from) - discharged - exports;
        let late = yard.containers.export.load(exports) + yard.containers.empty.load(empties);
        yard.crossed.discharged += u64::from(discharged);
        yard.crossed.loaded += u64::from(exports + empties);
        yard.crossed.received += u64::from(late);
        yard.yard_hour.landed += discharged;
        yard.yard_hour.loaded += exports + empties;
        yard.yard_hour.loaded_late += late;
    }

    /// The hour that has begun is over: says what happened in it.
    pub(super) fn close_hour(&mut self, to: SimTime, mut say: impl FnMut(Record)) {
        let from = start_of(self.hour);
        for yard in self.yards.iter_mut().flatten() {
            let streets = &mut self.streets;
            let hour = &mut yard.gate_hour;
            let was_busy = yard.gate.is_busy(self.hour);
            yard.gate.leave(&yard.land.gate, to, hour, |out, draw| {
                streets.come_back(hour_of(out), draw);
            });
            (hour.from, hour.to) = (from, to);
            if was_busy {
                say(Record::GateWorked { hour: *hour });
            }
            yard.fill_yard_hour(from, to);
            say(Record::YardStood {
                hour: yard.yard_hour,
            });
        }
        say(Record::StreetsStood {
            hour: self.streets.hour(from, to),
        });
    }

    /// An hour begins: containers become ready, and the gates make appointments.
    pub(super) fn open_hour(&mut self, now: SimTime) {
        self.streets.turn(now);
        let mut gates = self.yards.iter().flatten().map(|yard| &yard.land.gate);
        let shift = gates.find_map(|gate| gate.shift_in(now));
        self.streets.work(shift, now);
        let terminals = self.yards.len();
        for yard in self.yards.iter_mut().flatten() {
            let is_first = now == SimTime::ZERO;
            let by_train = if is_first { 0 } else { yard.containers.turn() };
            yard.yard_hour = yard.fresh_yard_hour();
            yard.yard_hour.received_by_rail = by_train;
            yard.crossed.received += u64::from(by_train);
        }
        // Whoever is served first when trucks are short changes by the hour.
        for turn in 0..terminals {
            let place = (turn + self.hour) % terminals;
            if let Some(yard) = &mut self.yards[place] {
                yard.book(self.hour, now, &mut self.streets);
            }
        }
    }
}

/// The lowest 24 bits as a number from 0 up to 1.
#[inline]
fn unit(bits: u64) -> f64 {
    const BITS: u64 = 1 << 24;
    (bits % BITS) as f64 / BITS as f64
}

impl<'a> TerminalLand<'a> {
    fn new(bay: &Bay, id: TerminalId, land: &'a Land, stream: Stream) -> Self {
        let longest =
            |steps: &Steps<SpanTable>| steps.values().map(SpanTable::longest).max().unwrap_or(0);
        let mix = bay.port_of(id).cargo_mix;
        let loads = mix.export_loaded + mix.empty;
        Self {
            land,
            containers: Containers::new(
                longest(&bay.inland.truck_ready),
                longest(&bay.inland.rail_ready),
            ),
            gate: GateWork::new(&land.gate, stream, bay.period.end),
            gate_hour: GateHour::new(id),
            yard_hour: YardHour::new(id),
            crossed: Crossed::default(),
            imports: mix.import_loaded,
            exports: if loads > 0.0 {
                mix.export_loaded / loads
            } else {
                0.0
            },
            slowdown: NONE,
            is_blocked: false,
            is_hot: false,
            is_idle: true,
            quay_lifts: (0.0, 0.0),
            cranes: 0,
            landside_lifts: 0,
            rehandles_left: 0.0,
            train: 0,
            wait: 0,
        }
    }

    fn fresh_yard_hour(&self) -> YardHour {
        YardHour::new(self.yard_hour.terminal)
    }

    /// Containers over those at 100 %.
    pub(super) fn utilization(&self) -> f64 {
        f64::from(self.containers.stock().total()) / f64::from(self.land.yard.capacity)
    }

    /// Rehandles for one import now.
    pub(super) fn rehandles(&self) -> f64 {
        rehandles(self.utilization(), self.land.yard.height)
    }

    /// Counts imports dug out, with their rehandles.
    pub(super) fn dig_out(&mut self, imports: u32, each: f64) {
        self.rehandles_left += f64::from(imports) * each;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative"
        )]
        let whole = self.rehandles_left as u32;
        self.rehandles_left -= f64::from(whole);
        self.yard_hour.retrievals += imports;
        self.yard_hour.rehandles += whole;
    }

    /// Makes the hour's appointments and lets its trucks in.
    fn book(&mut self, hour: usize, now: SimTime, streets: &mut Streets<'_>) {
        let yard = &self.land.yard;
        let mut record = GateHour::new(self.yard_hour.terminal);
        record.shift = self.land.gate.shift_in(now);
        let lifts = f64::from(yard.lifts_per_hour);
        let quay = self.quay_lifts.1.min(lifts * (1.0 - yard.landside_share));
        let ready = self.containers.truck.ready();
        let imports = ready.min(streets.imports_left());
        record.short_of_chassis = ready - imports;
        let is_full = self.utilization() >= yard.gang_limit;
        // A yard without room takes nothing in, or vessels that wait would fill it with what they
        // are to load, and none would ever be discharged.
        let has_room = self.utilization() < yard.block;
        let let_in = |to_come: u32| if has_room { to_come } else { 0 };
        let each = self.rehandles();
        let wanted = Wanted {
            imports,
            exports: let_in(self.containers.export.to_come()),
            empties: let_in(self.containers.empty.to_come()),
            duals_only: is_full && self.land.gate.refuses_empties,
            trucks: streets.trucks_left(),
            lifts: lifts - quay,
            rehandles: each,
        };
        self.gate.book(&self.land.gate, hour, wanted, &mut record);
        self.containers
            .truck
            .fetch(record.fetched, &mut record.dwell);
        self.containers.export.receive(record.exports);
        self.containers.empty.receive(record.empties);
        self.crossed.by_gate += u64::from(record.fetched);
        self.crossed.received += u64::from(record.exports + record.empties);
        self.dig_out(record.fetched, each);
        streets.take(record.trucks, record.fetched, now, self.gate.draws());
        self.gate.enter(&self.land.gate, now, self.slowdown);
        self.gate_hour = record;
    }

    /// Fills in what is known of an hour at its end.
    fn fill_yard_hour(&mut self, from: SimTime, to: SimTime) {
        let received = self.gate_hour.exports + self.gate_hour.empties;
        let containers = &self.containers;
        let ([truck, truck_9], [rail, rail_9]) =
            (containers.truck.older(), containers.rail.older());
        let hour = &mut self.yard_hour;
        (hour.from, hour.to) = (from, to);
        hour.stock = containers.stock();
        hour.older_than_5_days = truck + rail;
        hour.older_than_9_days = truck_9 + rail_9;
        hour.ready_for_truck = containers.truck.ready();
        hour.ready_for_rail = containers.rail.ready();
        hour.to_come = containers.export.to_come() + containers.empty.to_come();
        self.landside_lifts = hour.retrievals + hour.rehandles + received;
        hour.lifts = hour.landed + hour.loaded + self.landside_lifts;
        hour.slowdown = self.slowdown;
        hour.is_blocked = self.is_blocked;
    }

    /// Whether a vessel's imports find room, beside what is still to come from those at berth.
    pub(super) fn has_room(&self, imports: u32, at_berth: u32) -> bool {
        let yard = &self.land.yard;
        let to_land = f64::from(imports + at_berth) * yard.room_at_berthing;
        let then = f64::from(self.containers.stock().total()) + to_land;
        // An empty quay takes a vessel at least, or one larger than the yard would wait for ever.
        self.utilization() < yard.block
            && (at_berth == 0 || then <= yard.block * f64::from(yard.capacity))
    }

    /// Share of the gangs asked for that are ordered.
    pub(super) fn gang_share(&self) -> f64 {
        let yard = &self.land.yard;
        let over =
            (self.utilization() - yard.gang_limit) / (yard.block - yard.gang_limit).max(1e-9);
        let rail = self.land.rail.as_ref().and_then(|rail| rail.gang_limit);
        let is_rail_full = rail.is_some_and(|limit| self.containers.rail.stock() > limit);
        if is_rail_full {
            0.5
        } else {
            1.0 - over.clamp(0.0, 1.0) / 2.0
        }
    }
}
