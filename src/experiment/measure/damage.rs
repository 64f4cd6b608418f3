//! What greenhouse gases do, in dollars: EPA's social cost of December 2023, by the year.

use crate::emissions::money::{self, Gas};

use super::definition::{measure, table};
use super::unit::DOLLARS;

table![
    DAMAGE,
    SOCIAL_COST_USD = measure(
        "social_cost_usd",
        DOLLARS,
        "Social cost of vessels’ CO₂e",
        "Social cost of CO2, CH4 and N2O from vessels' stacks within the boundary, in dollars of 2020 \
         at a discount rate of 2 %, by the value of the year (EPA 2023; N2O is an assumption).",
        |t| Some(money::social_cost_of(&t.stack, t.year)),
    ),
    SOCIAL_COST_USD_GRID = measure(
        "social_cost_usd_grid",
        DOLLARS,
        "Social cost of power plants’ CO₂e",
        "Social cost of the CO2e of power plants behind shore power, at the value of CO2 of the year; \
         not part of the stacks.",
        |t| Some(t.stack.grid_tonnes()? * money::social_cost(Gas::Co2, t.year)),
    ),
];
