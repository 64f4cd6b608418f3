//! A port's cargo, month by month, and how sailings and call sizes carry it.
//!
//! Cargo per day is spread over the capacity that the port's weekly services deploy. Where it
//! differs from the reference volume (the one the services as listed are sized for), part of
//! the difference is carried by larger calls and the rest by more or fewer calls:
//!
//! ```text
//! growth g = annual / reference annual      season s = cargo a day / mean of the year
//! fill   f = f_ref · g^a · s^b              calls  c = g^(1−a) · s^(1−b)     so f · c = f_ref · g · s
//! ```
//!
//! with `a` the share of growth and `b` the share of season carried by call size. Calls beyond
//! the weekly sailings come as a second loop of each service for growth (planned, in a window of
//! its own half a week later), and as extra loaders for season; calls that are too many are
//! blanked. Expected cargo of a month is exactly the demand, whatever the mix.

use crate::engine::SimTime;

/// Cargo of a port over the simulation, one entry a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// In order, without a gap, covering the simulation and the sailings before and after it.
    months: Vec<DemandMonth>,
}

/// One month's cargo and how it is carried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DemandMonth {
    /// First instant of the month.
    pub from: SimTime,
    /// Cargo, in TEU/day.
    pub teu_per_day: f64,
    /// TEU exchanged by a call per TEU of its capacity, on average.
    pub fill: f64,
    /// Chance that a weekly sailing is blanked.
    pub blank: f64,
    /// Second-loop sailings per weekly sailing (0: none; 1: two sailings a week).
    pub second_loop: f64,
    /// Capacity that extra loaders bring per day, in TEU of capacity/day.
    pub extra_capacity_per_day: f64,
}

/// What decides how cargo is carried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carriage {
    /// Cargo a day that the services as listed are sized for, in TEU/day.
    pub reference_teu_per_day: f64,
    /// Capacity that the port's weekly services deploy, weighted by their fill, in TEU/day.
    pub deployed_per_day: f64,
    /// Share of growth against the reference carried by larger calls, 0 to 1.
    pub growth_by_call_size: f64,
    /// Share of season carried by larger calls, 0 to 1.
    pub season_by_call_size: f64,
    /// Sailings blanked in an ordinary month, 0 to 1.
    pub blank_share: f64,
}

/// Cargo of one month, as the scenario gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthCargo {
    /// First instant of the month.
    pub from: SimTime,
    /// Cargo a day in this month, in TEU/day.
    pub teu_per_day: f64,
    /// Mean cargo a day of the month's year, in TEU/day.
    pub year_teu_per_day: f64,
}

impl Demand {
    /// Divides the cargo of each month into fill, weekly sailings, second loops and extra loaders.
    ///
    /// # Panics
    /// If there is no month, or a month, the reference or the deployed capacity is not above zero.
    pub fn new(months: &[MonthCargo], carriage: Carriage) -> Self {
        assert!(!months.is_empty(), "demand covers at least one month");
        assert!(
            carriage.reference_teu_per_day > 0.0 && carriage.deployed_per_day > 0.0,
            "demand has a reference and services to carry it: {carriage:?}"
        );
        Self {
            months: months.iter().map(|month| carriage.split(*month)).collect(),
        }
    }

    /// The month that holds `at`; the first or last one for instants outside.
    pub fn at(&self, at: SimTime) -> &DemandMonth {
        let after = self.months.partition_point(|month| month.from <= at);
        &self.months[after.saturating_sub(1)]
    }

    /// All months, in order.
    pub fn months(&self) -> &[DemandMonth] {
        &self.months
    }
}

impl Carriage {
    /// Formulas of the module's documentation, for one month.
    fn split(&self, month: MonthCargo) -> DemandMonth {
        assert!(month.teu_per_day > 0.0, "a month has cargo, got {month:?}");
        let growth = month.year_teu_per_day / self.reference_teu_per_day;
        let season = month.teu_per_day / month.year_teu_per_day;
        let reference_fill = self.reference_teu_per_day / self.deployed_per_day;
        let fill = reference_fill
            * libm::pow(growth, self.growth_by_call_size)
            * libm::pow(season, self.season_by_call_size);
        let growth_calls = libm::pow(growth, 1.0 - self.growth_by_call_size);
        let calls = growth_calls * libm::pow(season, 1.0 - self.season_by_call_size);
        let second_loop = (growth_calls - 1.0).max(0.0);
        let loops = 1.0 + second_loop;
        let blank = self.blank_share.max(1.0 - calls / loops);
        let extra = (calls - loops * (1.0 - blank)).max(0.0);
        DemandMonth {
            from: month.from,
            teu_per_day: month.teu_per_day,
            fill,
            blank,
            second_loop,
            extra_capacity_per_day: extra * self.deployed_per_day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARRIAGE: Carriage = Carriage {
        reference_teu_per_day: 28_000.0,
        deployed_per_day: 24_500.0,
        growth_by_call_size: 0.5,
        season_by_call_size: 0.2,
        blank_share: 0.04,
    };

    #[test]
    fn the_expected_cargo_is_the_demand_however_it_is_carried() {
        for (day, year) in [
            (28_000.0, 28_000.0),
            (19_000.0, 22_000.0),
            (34_000.0, 29_000.0),
            (60_000.0, 55_000.0),
            (90_000.0, 70_000.0),
        ] {
            let month = CARRIAGE.split(MonthCargo {
                from: SimTime::ZERO,
                teu_per_day: day,
                year_teu_per_day: year,
            });
            let weekly =
                CARRIAGE.deployed_per_day * (1.0 + month.second_loop) * (1.0 - month.blank);
            let carried = (weekly + month.extra_capacity_per_day) * month.fill;
            assert!(
                (carried / day - 1.0).abs() < 1e-12,
                "{carried} TEU/day carried of {day}: {month:?}"
            );
            assert!((0.0..=1.0).contains(&month.blank), "{month:?}");
        }
    }

    #[test]
    fn the_reference_month_blanks_and_refills_the_ordinary_share() {
        let month = CARRIAGE.split(MonthCargo {
            from: SimTime::ZERO,
            teu_per_day: 28_000.0,
            year_teu_per_day: 28_000.0,
        });
        assert!((month.blank - 0.04).abs() < 1e-12 && month.second_loop.abs() < 1e-12);
        assert!((month.extra_capacity_per_day - 0.04 * 24_500.0).abs() < 1e-9);
    }
}
