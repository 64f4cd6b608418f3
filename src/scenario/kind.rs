//! The kinds of values that a key may have, each a function from what is written to a value.

pub(super) use super::calendar::{
    ClockTime, Holiday, WeekTime, clock_time, date, dates, holiday, meal, moment, week_time,
};
pub(super) use super::distribution::{random_duration, random_number};
pub(super) use super::plain::{entries, items, text, word};
pub(super) use super::quantity::{
    area, cargo, cargo_value, density, distance, duration, emission_factor, growth, length,
    missed_sum, number, percentage, positive_number, power, pumping_rate, share, share_below_all,
    signed_number, speed, whole,
};
