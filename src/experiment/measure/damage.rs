//! What greenhouse gases do, in dollars: EPA's social cost of December 2023, by the year.

use crate::emissions::money::{self, Gas};

use super::definition::{Measure, measure};

/// Social cost of vessels' stacks, and of the power plants behind shore power.
pub(super) const TABLE: &[Measure] = &[
    measure(
        "social_cost_usd",
        "USD",
        "Social cost of CO2, CH4 and N2O from vessels' stacks within the boundary, in dollars of 2020 \
         at a discount rate of 2 %, by the value of the year (EPA 2023; N2O is an assumption).",
        |t| Some(money::social_cost_of(&t.stack, t.year)),
    ),
    measure(
        "social_cost_usd_grid",
        "USD",
        "Social cost of the CO2e of power plants behind shore power, at the value of CO2 of the year; \
         not part of the stacks.",
        |t| Some(t.stack.grid_tonnes()? * money::social_cost(Gas::Co2, t.year)),
    ),
];
