//! Text with a unit, such as "1250 ft", into a quantity of the right kind.
//!
//! Papers of the two ports mix feet and meters, so a bare number is refused with the spelling to
//! use. No value below zero, no NaN, no infinity and no thousands separator gets through.

mod hint;
mod kind;
mod number;
mod units;

pub(super) use number::{number, positive_number, signed_number, whole};
pub(super) use units::{
    area, cargo, cargo_value, density, distance, duration, emission_factor, growth, length,
    milliseconds, missed_sum, percentage, power, pumping_rate, share, share_below_all, speed,
};
