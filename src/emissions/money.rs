//! Damage in dollars: the social cost of greenhouse gases by year.
//!
//! ```
//! use sanpedro::emissions::money::{self, Gas};
//!
//! // 28.2385 t of CO2 saved in 2025, at EPA's 210 dollars of 2020.
//! assert!((28.2385 * money::social_cost(Gas::Co2, 2025) - 5_930.0).abs() < 0.1);
//! assert!((money::social_cost(Gas::Co2, 2035) - 250.0).abs() < 1e-9);
//! ```

use std::sync::LazyLock;

use crate::emissions::path::YearPath;
use crate::emissions::pollutant::Pollutant;
use crate::emissions::provenance;
use crate::emissions::stack::Stack;
use crate::units::GRAMS_PER_TONNE;

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
