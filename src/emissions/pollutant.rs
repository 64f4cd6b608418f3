//! What is counted, and amounts of it.

use std::ops::{AddAssign, Index, IndexMut, Mul, SubAssign};

use serde::{Deserialize, Serialize};

use crate::emissions::choice::GwpSet;
use crate::units::{Grams, GramsPerKilowattHour, KilowattHours};

/// A pollutant or greenhouse gas of the inventory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pollutant {
    /// Carbon dioxide, from the carbon of the fuel.
    Co2,
    /// CO2, CH4 and N2O by their global warming potentials.
    Co2e,
    /// Nitrogen oxides, as NO2.
    Nox,
    /// Sulfur oxides, as SO2.
    Sox,
    /// Particles up to 10 µm.
    Pm10,
    /// Particles up to 2.5 µm.
    Pm25,
    /// Diesel particulate matter: PM10 of diesel engines; boilers have none.
    Dpm,
    /// Hydrocarbons.
    Hc,
    /// Carbon monoxide.
    Co,
    /// Nitrous oxide.
    N2o,
    /// Methane.
    Ch4,
}

impl Pollutant {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 11] = [
        Self::Co2,
        Self::Co2e,
        Self::Nox,
        Self::Sox,
        Self::Pm10,
        Self::Pm25,
        Self::Dpm,
        Self::Hc,
        Self::Co,
        Self::N2o,
        Self::Ch4,
    ];

    /// Those that charts have a panel for each.
    pub const CHARTED: [Self; 3] = [Self::Co2e, Self::Nox, Self::Dpm];

    /// Name for people, such as "NOx".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Co2 => "CO₂",
            Self::Co2e => "CO₂e",
            Self::Nox => "NOx",
            Self::Sox => "SOx",
            Self::Pm10 => "PM10",
            Self::Pm25 => "PM2.5",
            Self::Dpm => "Diesel particulate matter",
            Self::Hc => "Hydrocarbons",
            Self::Co => "CO",
            Self::N2o => "N₂O",
            Self::Ch4 => "CH₄",
        }
    }

    /// Name for people where there is little room, such as "DPM".
    pub const fn short_label(self) -> &'static str {
        match self {
            Self::Dpm => "DPM",
            Self::Hc => "HC",
            _ => self.label(),
        }
    }

    /// Name in measures and tables, such as `nox`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Co2 => "co2",
            Self::Co2e => "co2e",
            Self::Nox => "nox",
            Self::Sox => "sox",
            Self::Pm10 => "pm10",
            Self::Pm25 => "pm25",
            Self::Dpm => "dpm",
            Self::Hc => "hc",
            Self::Co => "co",
            Self::N2o => "n2o",
            Self::Ch4 => "ch4",
        }
    }
}

/// One number for each pollutant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct ByPollutant<T>([T; Pollutant::ALL.len()]);

/// Emission factors of an engine, in g/kWh.
pub type Factors = ByPollutant<GramsPerKilowattHour>;

/// Masses emitted, in grams.
pub type Masses = ByPollutant<Grams>;

impl<T> Index<Pollutant> for ByPollutant<T> {
    type Output = T;
    fn index(&self, pollutant: Pollutant) -> &T {
        &self.0[pollutant as usize]
    }
}

impl<T> IndexMut<Pollutant> for ByPollutant<T> {
    fn index_mut(&mut self, pollutant: Pollutant) -> &mut T {
        &mut self.0[pollutant as usize]
    }
}

impl AddAssign for Masses {
    fn add_assign(&mut self, other: Self) {
        for pollutant in Pollutant::ALL {
            self[pollutant] += other[pollutant];
        }
    }
}

impl Masses {
    /// The share of each mass that a capture system takes.
    #[must_use]
    pub fn captured(&self, shares: &ByPollutant<f64>) -> Self {
        let mut captured = Self::default();
        for pollutant in Pollutant::ALL {
            captured[pollutant] = self[pollutant] * shares[pollutant];
        }
        captured
    }
}

impl SubAssign for Masses {
    fn sub_assign(&mut self, other: Self) {
        for pollutant in Pollutant::ALL {
            self[pollutant] = self[pollutant] - other[pollutant];
        }
    }
}

impl Mul<Factors> for KilowattHours {
    type Output = Masses;
    /// Energy × factor: m = E · EF (EPA-420-B-22-011, section 3).
    fn mul(self, factors: Factors) -> Masses {
        let mut masses = Masses::default();
        for pollutant in Pollutant::ALL {
            masses[pollutant] = self * factors[pollutant];
        }
        masses
    }
}

impl Factors {
    /// These factors with CO2e filled in: CO2 + GWP(CH4) · CH4 + GWP(N2O) · N2O.
    #[must_use]
    pub fn with_co2e(mut self, gwp: GwpSet) -> Self {
        self[Pollutant::Co2e] = self[Pollutant::Co2]
            + self[Pollutant::Ch4] * gwp.methane()
            + self[Pollutant::N2o] * gwp.nitrous_oxide();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pollutant_has_its_own_place() {
        let mut masses = Masses::default();
        for (place, pollutant) in Pollutant::ALL.into_iter().enumerate() {
            assert_eq!(pollutant as usize, place, "{pollutant:?}");
            masses[pollutant] = Grams::new(place as f64);
        }
        masses += masses;
        assert_eq!(masses[Pollutant::Ch4], Grams::new(20.0));
    }
}
