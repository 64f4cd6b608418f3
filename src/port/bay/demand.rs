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

/// Sailing numbers of one week: the weekly sailing and its second loops.
pub(crate) const SAILINGS_PER_WEEK: i64 = 16;

/// Most second loops per weekly sailing that a demand may ask for.
pub(crate) const MOST_SECOND_LOOPS: f64 = (SAILINGS_PER_WEEK - 1) as f64;

/// Cargo of a port over the simulation, one entry a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// In order, without a gap, covering the simulation and the sailings before and after it.
    months: Vec<DemandMonth>,
    /// What the months were divided from; empty where there is no cargo to divide.
    cargo: Vec<MonthCargo>,
    carriage: Carriage,
    /// The year and the volume, in TEU, that growth is counted from.
    given: Option<(i16, f64)>,
}

/// How far a demand, or a service, is changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Cargo, against what it was.
    pub cargo: f64,
    /// Size of each call, against what it would be, calls being fewer in proportion.
    pub call_size: f64,
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
        let split = |month: &MonthCargo| carriage.split(*month, 1.0);
        Self {
            months: months.iter().map(split).collect(),
            cargo: months.to_vec(),
            carriage,
            given: None,
        }
    }

    /// The same, knowing the year and the volume, in TEU, that growth is counted from.
    #[must_use]
    pub fn given(self, year: i16, annual: f64) -> Self {
        Self {
            given: Some((year, annual)),
            ..self
        }
    }

    /// The year and the volume, in TEU, that growth is counted from, where they are known.
    pub fn base_year(&self) -> Option<(i16, f64)> {
        self.given
    }

    /// Cargo from one instant to another, in TEU.
    pub fn teu_between(&self, from: SimTime, to: SimTime) -> f64 {
        let months = self.cargo.iter();
        let inside = months.filter(|month| month.from < to);
        let mut sum = 0.0;
        for (index, month) in inside.enumerate() {
            let end = self
                .cargo
                .get(index + 1)
                .map_or(to, |next| next.from.min(to));
            let begin = month.from.max(from);
            if end > begin {
                sum += month.teu_per_day * (end - begin).days();
            }
        }
        sum
    }

    /// Weekly sailings that carry their own moves, so many times as often.
    ///
    /// # Panics
    /// If that is negative.
    pub fn of_sailings(often: f64) -> Self {
        assert!(often >= 0.0, "sailings are not negative, got {often}");
        let month = DemandMonth {
            from: SimTime::ZERO,
            teu_per_day: 0.0,
            fill: 0.0,
            blank: (1.0 - often).max(0.0),
            second_loop: (often - 1.0).max(0.0),
            extra_capacity_per_day: 0.0,
        };
        let carriage = Carriage {
            reference_teu_per_day: 1.0,
            deployed_per_day: 1.0,
            growth_by_call_size: 0.0,
            season_by_call_size: 0.0,
            blank_share: 0.0,
        };
        Self {
            months: vec![month],
            cargo: Vec::new(),
            carriage,
            given: None,
        }
    }

    /// As if the cargo of every year were so many times as much, carried by the same rule: by
    /// larger calls and by more calls in the shares of `growth_by_call_size`.
    ///
    /// # Panics
    /// If a factor is not above zero.
    #[must_use]
    pub fn scaled(&self, scale: Scale) -> Self {
        assert!(
            scale.cargo > 0.0 && scale.call_size > 0.0,
            "traffic is scaled by factors above zero, got {scale:?}"
        );
        let cargo: Vec<MonthCargo> = (self.cargo.iter())
            .map(|month| MonthCargo {
                from: month.from,
                teu_per_day: month.teu_per_day * scale.cargo,
                year_teu_per_day: month.year_teu_per_day * scale.cargo,
            })
            .collect();
        let split = |month: &MonthCargo| self.carriage.split(*month, scale.call_size);
        Self {
            months: cargo.iter().map(split).collect(),
            carriage: self.carriage,
            cargo,
            given: self.given.map(|(year, teu)| (year, teu * scale.cargo)),
        }
    }

    /// How many times as large a scaled demand makes each call: where a service says itself what
    /// a call carries, this is what it grows by.
    pub fn growth_of_calls(&self, scale: Scale) -> f64 {
        libm::pow(scale.cargo, self.carriage.growth_by_call_size) * scale.call_size
    }

    /// The same, but only this share of the extra loaders.
    #[must_use]
    pub fn with_extra_loaders(mut self, share: f64) -> Self {
        for month in &mut self.months {
            month.extra_capacity_per_day *= share;
        }
        self
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
    /// Formulas of the module's documentation, for one month; calls are `call_size` times as large
    /// as there, and as many times fewer.
    fn split(&self, month: MonthCargo, call_size: f64) -> DemandMonth {
        assert!(month.teu_per_day > 0.0, "a month has cargo, got {month:?}");
        let growth = month.year_teu_per_day / self.reference_teu_per_day;
        let season = month.teu_per_day / month.year_teu_per_day;
        let reference_fill = self.reference_teu_per_day / self.deployed_per_day;
        let fill = reference_fill
            * libm::pow(growth, self.growth_by_call_size)
            * libm::pow(season, self.season_by_call_size)
            * call_size;
        let growth_calls = libm::pow(growth, 1.0 - self.growth_by_call_size) / call_size;
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
            let month = CARRIAGE.split(
                MonthCargo {
                    from: SimTime::ZERO,
                    teu_per_day: day,
                    year_teu_per_day: year,
                },
                1.0,
            );
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
        let month = CARRIAGE.split(
            MonthCargo {
                from: SimTime::ZERO,
                teu_per_day: 28_000.0,
                year_teu_per_day: 28_000.0,
            },
            1.0,
        );
        assert!((month.blank - 0.04).abs() < 1e-12 && month.second_loop.abs() < 1e-12);
        assert!((month.extra_capacity_per_day - 0.04 * 24_500.0).abs() < 1e-9);
    }

    #[test]
    fn a_scaled_demand_is_that_of_so_much_more_cargo() {
        let month = |times: f64| MonthCargo {
            from: SimTime::ZERO,
            teu_per_day: 30_000.0 * times,
            year_teu_per_day: 29_000.0 * times,
        };
        let scale = |cargo, call_size| Scale { cargo, call_size };
        let base = Demand::new(&[month(1.0)], CARRIAGE);
        let more = base.scaled(scale(1.3, 1.0));
        assert_eq!(more.months(), Demand::new(&[month(1.3)], CARRIAGE).months());
        assert_eq!(base.scaled(scale(1.0, 1.0)), base);
        // Twice scaled is scaled by the product, and larger calls carry the same cargo.
        let twice = more.scaled(scale(1.2, 1.0)).months()[0];
        let larger = base.scaled(scale(1.56, 1.25)).months()[0];
        let calls = |month: DemandMonth| (1.0 - month.blank) * (1.0 + month.second_loop);
        assert!((twice.teu_per_day / (30_000.0 * 1.56) - 1.0).abs() < 1e-12);
        assert!((larger.fill / twice.fill - 1.25).abs() < 1e-12);
        for scale in [scale(1.3, 1.0), scale(1.56, 1.25)] {
            let fill = base.scaled(scale).months()[0].fill / base.months()[0].fill;
            assert!((fill / base.growth_of_calls(scale) - 1.0).abs() < 1e-12);
        }
        assert!(calls(larger) < calls(twice));
        let half = base.clone().with_extra_loaders(0.5).months()[0];
        let whole = base.months()[0].extra_capacity_per_day;
        assert!((half.extra_capacity_per_day - whole / 2.0).abs() < 1e-9);
    }

    #[test]
    fn sailings_come_so_many_times_as_often() {
        for (often, blank, second_loop) in [(0.7, 0.3, 0.0), (1.0, 0.0, 0.0), (2.4, 0.0, 1.4)] {
            let month = Demand::of_sailings(often).months()[0];
            assert!((month.blank - blank).abs() < 1e-12, "{often}");
            assert!((month.second_loop - second_loop).abs() < 1e-12, "{often}");
        }
    }
}
