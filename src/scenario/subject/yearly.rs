//! A port's cargo by year and month.

use jiff::civil::Date;

use crate::units::Teu;

/// Cargo by year and month.
pub(super) struct Yearly {
    pub(super) annual: Teu,
    /// The year that `annual` is about.
    pub(super) year: i16,
    pub(super) growth: f64,
    /// Weights of the months; by days if there are none.
    pub(super) weights: Option<[f64; 12]>,
}

impl Yearly {
    /// TEU of a year, compounding.
    pub(super) fn annual(&self, year: i16) -> f64 {
        let years = f64::from(year) - f64::from(self.year);
        self.annual.value() * libm::pow(1.0 + self.growth, years)
    }

    /// Cargo a day in a month against the mean day of its year.
    pub(super) fn season(&self, month: Date) -> f64 {
        let Some(weights) = self.weights else {
            return 1.0;
        };
        let sum: f64 = weights.iter().sum();
        let at = usize::from(month.month().unsigned_abs() - 1);
        let share_of_days =
            f64::from(month.days_in_month()) / f64::from(days_in_year(month.year()));
        weights[at] / sum / share_of_days
    }
}

pub(super) fn days_in_year(year: i16) -> i16 {
    Date::new(year, 1, 1)
        .expect("validated: years lie inside the calendar")
        .days_in_year()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_months_of_a_year_add_up_to_it() {
        let yearly = Yearly {
            annual: Teu::new(10_297_352.0),
            year: 2024,
            growth: 0.015,
            weights: Some([8.5, 7.8, 7.4, 7.7, 7.5, 8.3, 9.4, 9.6, 9.5, 9.1, 8.8, 9.2]),
        };
        for (year, expected) in [(2024, 10_297_352.0), (2026, 10_297_352.0 * 1.015 * 1.015)] {
            let mean_day = yearly.annual(year) / f64::from(days_in_year(year));
            let sum: f64 = (1..=12)
                .map(|month| date(year, month, 1))
                .map(|month| mean_day * yearly.season(month) * f64::from(month.days_in_month()))
                .sum();
            assert!((sum / expected - 1.0).abs() < 1e-12, "{year}: {sum}");
        }
    }
}
