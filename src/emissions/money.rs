//! Damage in dollars: social cost of greenhouse gases by year, and benefit of a ton of pollutant less.
//!
//! ```
//! use sanpedro::emissions::money::{self, Gas};
//!
//! // 28.2385 t of CO2 saved in 2025, at EPA's 210 dollars of 2020.
//! assert!((28.2385 * money::social_cost(Gas::Co2, 2025) - 5_930.0).abs() < 0.1);
//! assert!((money::social_cost(Gas::Co2, 2035) - 250.0).abs() < 1e-9);
//! ```

use std::sync::LazyLock;

use crate::emissions::provenance;
use crate::emissions::{Pollutant, Stack, YearPath};
use crate::units::{GRAMS_PER_SHORT_TON, GRAMS_PER_TONNE};

const SET: &str = "damage";

/// A greenhouse gas with a social cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gas {
    /// Carbon dioxide.
    Co2,
    /// Methane.
    Ch4,
    /// Nitrous oxide; one year from memory, an assumption.
    N2o,
}

impl Gas {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Co2, Self::Ch4, Self::N2o];

    const fn row(self) -> &'static str {
        match self {
            Self::Co2 => "sc_co2",
            Self::Ch4 => "sc_ch4",
            Self::N2o => "sc_n2o",
        }
    }

    const fn pollutant(self) -> Pollutant {
        match self {
            Self::Co2 => Pollutant::Co2,
            Self::Ch4 => Pollutant::Ch4,
            Self::N2o => Pollutant::N2o,
        }
    }
}

/// Social cost of a metric tonne emitted in a year, in dollars of 2020 at a discount rate of 2 %
/// (EPA, December 2023): straight between the published years, level beyond them.
pub fn social_cost(gas: Gas, year: i16) -> f64 {
    PATHS[gas as usize].at(year)
}

/// The published years of each gas, in the order of [`Gas::ALL`].
static PATHS: LazyLock<[YearPath; 3]> = LazyLock::new(|| {
    Gas::ALL.map(|gas| {
        let prefix = format!("{}.", gas.row());
        let rows = provenance::set(SET).filter(|row| row.factor.starts_with(&prefix));
        let points = rows.map(|row| (row.year, row.value)).collect();
        YearPath::new(points).expect("every gas has rows, each of another year")
    })
});

/// Social cost of a year's greenhouse gases from vessels' stacks, gas by gas, in dollars of 2020.
pub fn social_cost_of(stack: &Stack, year: i16) -> f64 {
    let cost = |gas: Gas| {
        let tonnes = stack.grams(gas.pollutant(), None).value() / GRAMS_PER_TONNE;
        tonnes * social_cost(gas, year)
    };
    Gas::ALL.into_iter().map(cost).sum()
}

/// Which of EPA's estimates of benefit per ton.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BenefitSet {
    /// Ocean-going vessels 2005, dollars of 2010, 3 %, Krewski.
    Vessels2005,
    /// Locomotives and marine vessels 2016, dollars of 2015, 3 %.
    MarineAndRail2016,
}

/// Benefit of a short ton less of a pollutant, in dollars of the set's year; `None` of pollutants that
/// the set has no figure for. National means: values around Los Angeles are several times as large.
pub fn benefit_per_short_ton(set: BenefitSet, pollutant: Pollutant) -> Option<f64> {
    let prefix = match set {
        BenefitSet::Vessels2005 => "vessels_2005",
        BenefitSet::MarineAndRail2016 => "marine_and_rail_2016",
    };
    let row = provenance::find(SET, &format!("{prefix}.{}", pollutant.name()))?;
    Some(row.value)
}

/// Benefit of everything that a stack would no longer emit: PM2.5, SOx and NOx.
pub fn benefit_of(set: BenefitSet, stack: &Stack) -> f64 {
    let of = |pollutant: Pollutant| {
        let tons = stack.grams(pollutant, None).value() / GRAMS_PER_SHORT_TON;
        benefit_per_short_ton(set, pollutant).map_or(0.0, |dollars| tons * dollars)
    };
    Pollutant::ALL.into_iter().map(of).sum()
}
