//! Emission settings, and the troubles of the grid.

use jiff::ToSpan;

use super::{Check, all};
use crate::emissions::{Boundary, FactorSet, GwpSet, Settings};
use crate::engine::SimTime;
use crate::port::bay::GridTrouble;
use crate::scenario::reader::OrDefault as _;

impl Check<'_> {
    pub(super) fn emissions(&self) -> Option<Settings> {
        let raw = &self.raw.emissions;
        let known = all(raw
            .grid
            .iter()
            .map(|grid| self.position("port", &grid.id, &grid.place, &self.raw.ports)));
        known?;
        let grid = self.raw.ports.iter().map(|port| {
            let factor = raw.grid.iter().find(|grid| grid.id == port.id);
            factor.map(|factor| factor.value)
        });
        Some(Settings {
            factors: raw.factors.value_or(FactorSet::Epa2022),
            loads: self.load_set(),
            boundary: raw.boundary.value_or(Boundary::Outer40Nm),
            gwp: raw.gwp.value_or(GwpSet::Ar5),
            grid: grid.collect(),
            plants: self.plants(),
        })
    }

    pub(super) fn grid(&self) -> Option<GridTrouble> {
        let raw = &self.raw.grid;
        let dips = match (&raw.dips_per_year, &raw.dip_recovery) {
            (Some(dips), Some(recovery)) => {
                if dips.value > 8_760.0 {
                    let message = "the grid dips more than once an hour";
                    self.error(&dips.place, message, "dips of one terminal in a year");
                    return None;
                }
                Some((dips.value, recovery.value.clone()))
            }
            _ => None,
        };
        Some(GridTrouble {
            emergencies: self.emergencies(),
            dips,
        })
    }

    /// Spans of local days, in order; what touches or overlaps is one.
    fn emergencies(&self) -> Vec<(SimTime, SimTime)> {
        let written = self
            .raw
            .grid
            .emergencies
            .iter()
            .flat_map(|list| &list.value);
        let mut spans: Vec<(SimTime, SimTime)> = written
            .map(|days| {
                let (from, to) = days.value;
                let after = to.saturating_add(1.day());
                (self.clock.midnight(from), self.clock.midnight(after))
            })
            .collect();
        spans.sort_unstable();
        let mut apart: Vec<(SimTime, SimTime)> = Vec::new();
        for (from, to) in spans {
            match apart.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => apart.push((from, to)),
            }
        }
        apart
    }
}
