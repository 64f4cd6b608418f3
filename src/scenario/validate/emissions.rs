//! Emission settings, and the troubles of the grid.

use jiff::ToSpan;

use super::{Check, all};
use crate::emissions::landside::Landside;
use crate::emissions::{
    Boundary, ByPollutant, FactorSet, GridBasis, GridFactor, GwpSet, Pollutant, Settings, YearPath,
    capture, grid,
};
use crate::engine::{SimDuration, SimTime};
use crate::port::bay::GridTrouble;
use crate::scenario::raw;
use crate::scenario::reader::{Given, Named, OrDefault as _};

impl Check<'_> {
    pub(super) fn emissions(&self) -> Option<Settings> {
        let raw = &self.raw.emissions;
        let known = all(raw
            .grid
            .iter()
            .map(|grid| self.position("port", &grid.id, &grid.place, &self.raw.ports)));
        known?;
        let grid = all(self.raw.ports.iter().map(|port| {
            let written = raw.grid.iter().find(|grid| grid.id == port.id);
            match written {
                None => Some(None),
                Some(factor) => self.grid_factor(&factor.value).map(Some),
            }
        }));
        Some(Settings {
            factors: raw.factors.value_or(FactorSet::Epa2022),
            loads: self.load_set(),
            boundary: raw.boundary.value_or(Boundary::Outer40Nm),
            gwp: raw.gwp.value_or(GwpSet::Ar5),
            year: self.inventory_year(),
            grid: grid?,
            capture: self.capture(),
            landside: self.landside()?,
            corridors: self.corridors()?,
            plants: self.plants(),
        })
    }

    /// What capture barges take: as published, but for what is written.
    fn capture(&self) -> ByPollutant<f64> {
        let mut shares = capture::usual();
        let Some(written) = &self.raw.emissions.capture else {
            return shares;
        };
        let raw = &written.value;
        if let Some(pm) = &raw.pm {
            shares = capture::with_particles(shares, pm.value);
        }
        for (share, pollutant) in [
            (&raw.nox, Pollutant::Nox),
            (&raw.sox, Pollutant::Sox),
            (&raw.hc, Pollutant::Hc),
            (&raw.co, Pollutant::Co),
        ] {
            shares[pollutant] = share.value_or(shares[pollutant]);
        }
        shares
    }

    /// The year in the middle of the measured period.
    pub(super) fn inventory_year(&self) -> i16 {
        let period = self.clock.period;
        let half = SimDuration::from_millis((period.end - period.start).millis() / 2);
        self.clock.date(period.start + half).year()
    }

    /// Landside of each terminal in the year of the inventory.
    fn landside(&self) -> Option<Vec<Option<Landside>>> {
        let terminals = &self.raw.terminals;
        let Some(raw) = &self.raw.emissions.landside else {
            return Some(vec![None; terminals.len()]);
        };
        let raw = &raw.value;
        all(raw
            .terminals
            .iter()
            .map(|own| self.position("terminal", &own.id, &own.place, terminals)))?;
        let year = self.inventory_year();
        let of = |terminal: &Named<raw::Terminal>| {
            let own = raw.terminals.iter().find(|own| own.id == terminal.id);
            let shares =
                own.map_or_else(|| raw.usual.clone(), |own| own.value.laid_over(&raw.usual));
            let share =
                |path: &Given<YearPath>| path.as_ref().map_or(0.0, |path| path.value.at(year));
            Some(Landside {
                rail_share: share(&shares.rail),
                cargo_handling_electric: share(&shares.cargo_handling_electric),
                trucks_electric: share(&shares.trucks_electric),
                rail_electric: share(&shares.rail_electric),
            })
        };
        Some(terminals.iter().map(of).collect())
    }

    /// The factor of the year of the inventory, unless another is named.
    fn grid_factor(&self, raw: &raw::GridFactor) -> Option<GridFactor> {
        let year = raw.year.value_or(self.inventory_year());
        let (kind, basis) = (raw.kind, raw.basis.value_or(GridBasis::Average));
        let (co2e, usual_loss, of) = match &raw.origin {
            raw::GridOrigin::Value(co2e) => (*co2e, 0.0, None),
            raw::GridOrigin::Path(path) => (path.at(year), 0.0, None),
            raw::GridOrigin::Utility(utility) => {
                let name = utility.value.name();
                let Some(path) = utility.value.path(kind, basis) else {
                    let (basis, label) = match basis {
                        GridBasis::Average => ("", "has direct factors alone"),
                        GridBasis::Marginal => ("marginal ", "has direct marginal factors alone"),
                    };
                    let message = format!("there is no {basis}{} factor of `{name}`", kind.name());
                    self.error(&utility.place, message, label);
                    return None;
                };
                (
                    path.at(year),
                    grid::usual_loss(),
                    Some((utility.value, year)),
                )
            }
        };
        Some(GridFactor {
            co2e,
            kind,
            basis,
            hours: raw.hourly.as_ref().map(|shape| shape.value),
            loss: raw.loss.value_or(usual_loss),
            of,
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
