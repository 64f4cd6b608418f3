//! The bay's trucks, chassis and warehouses: who is free, who is out, who comes back when.

use crate::engine::SimTime;
use crate::port::bay::{GateShiftKind, Inland};
use crate::port::record::StreetHour;

/// Hours ahead that a truck or chassis can come back, at most.
const AHEAD: usize = 2_048;

/// Trucks and chassis out, and what warehouses still take today.
#[derive(Clone, Debug)]
pub(crate) struct Streets<'a> {
    inland: &'a Inland,
    hour: usize,
    /// At work now; `None` never runs short.
    trucks: Option<u32>,
    trucks_out: u32,
    chassis: Option<u32>,
    chassis_out: u32,
    /// By hour, round and round.
    trucks_back: Vec<u32>,
    chassis_back: Vec<u32>,
    /// Imports that warehouses still take today.
    intake: u32,
}

impl<'a> Streets<'a> {
    /// All at home.
    pub(crate) fn new(inland: &'a Inland) -> Self {
        let in_order = inland.chassis.as_ref().map(|pool| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of the pool"
            )]
            let in_order = (f64::from(pool.size) * (1.0 - pool.out_of_order)).round() as u32;
            in_order
        });
        Self {
            inland,
            hour: 0,
            trucks: None,
            trucks_out: 0,
            chassis: in_order,
            chassis_out: 0,
            trucks_back: vec![0; AHEAD],
            chassis_back: vec![0; AHEAD],
            intake: u32::MAX,
        }
    }

    /// An hour begins, the first of all at time zero: who is back, and who works. Every day of 24
    /// hours warehouses take in anew.
    pub(crate) fn turn(&mut self, now: SimTime) {
        if now > SimTime::ZERO {
            self.hour += 1;
        }
        let place = self.hour % AHEAD;
        self.trucks_out -= std::mem::take(&mut self.trucks_back[place]);
        self.chassis_out -= std::mem::take(&mut self.chassis_back[place]);
        if let Some(intake) = &self.inland.warehouse_intake
            && self.hour.is_multiple_of(24)
        {
            self.intake = *intake.at(now);
        }
    }

    /// Who works in a shift; nobody leaves in the middle of a trip.
    pub(crate) fn work(&mut self, shift: Option<GateShiftKind>, now: SimTime) {
        self.trucks = self.inland.trucks.as_ref().map(|pool| match shift {
            Some(GateShiftKind::Night) => *pool.night.at(now),
            Some(GateShiftKind::Day) | None => *pool.day.at(now),
        });
    }

    /// Trucks that can come.
    pub(crate) fn trucks_left(&self) -> u32 {
        let left = |trucks: u32| trucks.saturating_sub(self.trucks_out);
        self.trucks.map_or(u32::MAX, left)
    }

    /// Imports that chassis and warehouses can take.
    pub(crate) fn imports_left(&self) -> u32 {
        let left = |chassis: u32| chassis.saturating_sub(self.chassis_out);
        self.chassis.map_or(u32::MAX, left).min(self.intake)
    }

    /// Trucks set out for a gate, some of them for imports; `draws` are those of the trucks.
    pub(crate) fn take(&mut self, trucks: u32, imports: u32, now: SimTime, draws: &[u64]) {
        self.trucks_out += trucks;
        if self.inland.warehouse_intake.is_some() {
            self.intake -= imports;
        }
        if let Some(pool) = &self.inland.chassis {
            let street = pool.street.at(now);
            self.chassis_out += imports;
            for draw in &draws[..imports as usize] {
                let draw = draw.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
                let back = (street.pick(draw) as usize).clamp(1, AHEAD - 1);
                self.chassis_back[(self.hour + back) % AHEAD] += 1;
            }
        }
    }

    /// A truck is on the street in an hour and will be free after its trip.
    pub(crate) fn come_back(&mut self, out: u32, draw: u64) {
        let trip = self.inland.trucks.as_ref().map_or(0, |pool| {
            // Its six bits, from all over the table.
            pool.trip.pick((draw >> 42) << 6)
        });
        let free = (out as usize + trip as usize).clamp(self.hour + 1, self.hour + AHEAD - 1);
        self.trucks_back[free % AHEAD] += 1;
    }

    /// What is said of an hour.
    pub(crate) fn hour(&self, from: SimTime, to: SimTime) -> StreetHour {
        StreetHour {
            from,
            to,
            trucks: self.trucks.unwrap_or(0),
            trucks_idle: self
                .trucks
                .map_or(0, |trucks| trucks.saturating_sub(self.trucks_out)),
            chassis: self.chassis.unwrap_or(0),
            chassis_out: self.chassis_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimDuration;
    use crate::port::bay::{ChassisPool, SpanTable, Steps, TruckPool};

    #[test]
    fn trucks_and_chassis_come_back_after_their_time_and_never_run_below_none() {
        let hour = SimDuration::from_millis(3_600_000);
        let inland = Inland {
            trucks: Some(TruckPool {
                day: Steps::always(10),
                night: Steps::always(4),
                trip: SpanTable::constant(hour * 2, hour),
            }),
            chassis: Some(ChassisPool {
                size: 10,
                out_of_order: 0.3,
                street: Steps::always(SpanTable::constant(hour * 4, hour)),
            }),
            ..Inland::default()
        };
        let mut streets = Streets::new(&inland);
        let at = |hours: i64| SimTime::ZERO + hour * hours;
        streets.turn(at(0));
        streets.work(Some(GateShiftKind::Day), at(0));
        assert_eq!((streets.trucks_left(), streets.imports_left()), (10, 7));
        streets.take(6, 5, at(0), &[1; 6]);
        assert_eq!((streets.trucks_left(), streets.imports_left()), (4, 2));
        (0..6).for_each(|_| streets.come_back(0, 0));
        for passed in 1..=5 {
            streets.turn(at(passed));
            let kind = GateShiftKind::Night;
            streets.work(Some(kind), at(passed));
            let trucks = if passed < 2 { 0 } else { 4 };
            let chassis = if passed < 4 { 2 } else { 7 };
            assert_eq!(
                (streets.trucks_left(), streets.imports_left()),
                (trucks, chassis)
            );
        }
    }
}
