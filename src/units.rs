//! Quantities with their unit in the type: lengths, speeds, power, energy, mass, cargo.
//!
//! Every value is finite by construction. Only products that mean something exist
//! (`Kilowatts * SimDuration` is [`KilowattHours`]); the bare number leaves through
//! [`value`](Meters::value), in the unit the type is named after.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

use crate::engine::SimDuration;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $unit:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Deserialize, Serialize)]
        pub struct $name(f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);
            /// The unit's symbol, as written in scenarios and reports.
            pub const UNIT: &'static str = $unit;

            /// Wraps a number in this unit.
            ///
            /// # Panics
            /// If `value` is infinite or NaN: scenarios are checked before they reach here.
            #[inline]
            pub fn new(value: f64) -> Self {
                assert!(value.is_finite(), concat!("a quantity in ", $unit, " is finite, got {}"), value);
                Self(value)
            }

            /// The bare number, in this unit.
            #[inline]
            pub const fn value(self) -> f64 {
                self.0
            }

            /// The smaller of the two.
            #[inline]
            #[must_use]
            pub fn min(self, other: Self) -> Self {
                Self(self.0.min(other.0))
            }

            /// The larger of the two.
            #[inline]
            #[must_use]
            pub fn max(self, other: Self) -> Self {
                Self(self.0.max(other.0))
            }
        }

        impl Add for $name {
            type Output = Self;
            #[inline]
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }
        impl AddAssign for $name {
            #[inline]
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }
        impl Sub for $name {
            type Output = Self;
            #[inline]
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }
        impl SubAssign for $name {
            #[inline]
            fn sub_assign(&mut self, other: Self) {
                self.0 -= other.0;
            }
        }
        impl Neg for $name {
            type Output = Self;
            #[inline]
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }
        impl Mul<f64> for $name {
            type Output = Self;
            #[inline]
            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }
        impl Div<f64> for $name {
            type Output = Self;
            #[inline]
            fn div(self, divisor: f64) -> Self {
                Self::new(self.0 / divisor)
            }
        }
        impl Div for $name {
            type Output = f64;
            #[inline]
            fn div(self, other: Self) -> f64 {
                self.0 / other.0
            }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                items.fold(Self::ZERO, Add::add)
            }
        }
    };
}

quantity!(
    /// Length along a wharf, of a vessel, or under its keel, in meters.
    Meters, "m");
quantity!(
    /// Distance at sea, in nautical miles of 1,852 m.
    NauticalMiles, "nm");
quantity!(
    /// Speed through the water, in nautical miles an hour.
    Knots, "kn");
quantity!(
    /// Power, in kilowatts.
    Kilowatts, "kW");
quantity!(
    /// Energy, in kilowatt-hours.
    KilowattHours, "kWh");
quantity!(
    /// Mass of a pollutant, in grams.
    Grams, "g");
quantity!(
    /// Emission factor, in grams per kilowatt-hour of work.
    GramsPerKilowattHour, "g/kWh");
quantity!(
    /// Twenty-foot equivalent units: capacity of a vessel, or cargo handled.
    Teu, "TEU");
quantity!(
    /// Area of a terminal, in acres.
    Acres, "acres");

quantity!(
    /// Worth of cargo, in US dollars for a TEU.
    DollarsPerTeu, "USD/TEU");

/// Meters in a foot.
pub const METERS_PER_FOOT: f64 = 0.3048;
/// Grams in a short ton of 2,000 lb, the ton of the ports' air emission inventories.
pub const GRAMS_PER_SHORT_TON: f64 = 907_184.74;
/// Grams in a metric tonne.
pub const GRAMS_PER_TONNE: f64 = 1_000_000.0;

impl Mul<SimDuration> for Kilowatts {
    type Output = KilowattHours;
    #[inline]
    fn mul(self, span: SimDuration) -> KilowattHours {
        KilowattHours::new(self.0 * span.hours())
    }
}

impl Mul<GramsPerKilowattHour> for KilowattHours {
    type Output = Grams;
    #[inline]
    fn mul(self, factor: GramsPerKilowattHour) -> Grams {
        Grams::new(self.0 * factor.0)
    }
}

impl Div<Knots> for NauticalMiles {
    type Output = SimDuration;
    /// The time a distance takes.
    ///
    /// # Panics
    /// If the speed is not above zero.
    fn div(self, speed: Knots) -> SimDuration {
        assert!(
            speed.0 > 0.0,
            "a vessel under way has a speed, got {} kn",
            speed.0
        );
        SimDuration::from_hours(self.0 / speed.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_carry_the_right_unit() {
        let energy = Kilowatts::new(902.0) * SimDuration::from_hours(45.0);
        assert!(
            (energy.value() - 40_590.0).abs() < 1e-9,
            "shore energy of TV-8: {energy:?}"
        );
        let mass = energy * GramsPerKilowattHour::new(10.5);
        assert!(
            (mass.value() - 426_195.0).abs() < 1e-6,
            "NOx of TV-8: {mass:?}"
        );
        let time = NauticalMiles::new(5_750.0) / Knots::new(18.0);
        assert!(
            (time.hours() / 24.0 - 13.31).abs() < 0.01,
            "Shanghai at 18 kn: {time:?}"
        );
    }

    #[test]
    #[should_panic(expected = "a quantity in kW is finite")]
    fn a_quantity_is_finite() {
        let _ = Kilowatts::new(f64::NAN);
    }
}
