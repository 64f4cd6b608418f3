//! When demand that grows passes a capacity.

use crate::statistics::Summary;

/// A case of growth.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// Its name, such as "low".
    pub name: String,
    /// Each year's growth against the year before, a fraction.
    pub rate: f64,
}

/// Last year that is looked at: nobody's growth can be carried further.
pub const LAST_YEAR: i64 = 2200;

/// When demand first is above a capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In the year that growth is counted from, or before.
    Already,
    /// In this year, after that.
    In(i64),
    /// After [`LAST_YEAR`].
    Later,
    /// Demand does not grow.
    Never,
}

/// When the demand of a case of growth first is above a capacity, for its mean and the ends of its
/// interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Passing {
    /// The case.
    pub growth: Growth,
    /// By the mean.
    pub when: When,
    /// By the lower and the upper end of the interval.
    pub range: (When, When),
}

impl Growth {
    /// Demand of a year, from that of a base year, both in TEU.
    pub fn demand(&self, base: f64, base_year: i64, year: i64) -> f64 {
        base * libm::pow(1.0 + self.rate, (year - base_year) as f64)
    }
}

/// When a case of growth passes a capacity, by the demand of a base year, both in TEU a year.
pub fn passing(capacity: &Summary, base: f64, base_year: i64, growth: &Growth) -> Passing {
    let first = |teu: f64| {
        if base > teu {
            return When::Already;
        }
        if growth.rate <= 0.0 {
            return When::Never;
        }
        let years = libm::log(teu / base) / libm::log1p(growth.rate);
        // Compared before it is a whole number: hardly any growth takes more years than fit.
        if base_year as f64 + years >= LAST_YEAR as f64 {
            return When::Later;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a few hundred at most")]
        let whole = libm::floor(years) as i64;
        When::In(base_year + whole + 1)
    };
    Passing {
        growth: growth.clone(),
        when: first(capacity.mean),
        range: (first(capacity.ci95_low), first(capacity.ci95_high)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_year_above_is_told() {
        let growth = Growth {
            name: "low".to_owned(),
            rate: 0.1,
        };
        // 100, 110, 121, 133.1, 146.4: above 125 in the third year, above 121 not in the second.
        let capacity = Summary {
            mean: 125.0,
            ci95_low: 105.0,
            ci95_high: 140.0,
            ..Summary::UNDEFINED
        };
        let passing = |base: f64, rate: f64| {
            let growth = Growth {
                rate,
                ..growth.clone()
            };
            let passing = super::passing(&capacity, base, 2036, &growth);
            (passing.when, passing.range)
        };
        let (when, range) = passing(100.0, 0.1);
        assert_eq!(when, When::In(2039));
        assert_eq!(range, (When::In(2037), When::In(2040)));
        assert!((growth.demand(100.0, 2036, 2039) - 133.1).abs() < 1e-9);
        assert!((growth.demand(100.0, 2036, 2035) - 90.909_09).abs() < 1e-4);
        // Above the lower end of the interval today, above the rest in later years.
        let (when, range) = passing(110.0, 0.1);
        assert_eq!(when, When::In(2038));
        assert_eq!(range, (When::Already, When::In(2039)));
        // Above all of it today, whether demand grows or not.
        for rate in [0.1, 0.0, -0.01] {
            let (when, range) = passing(200.0, rate);
            assert_eq!(when, When::Already, "{rate}");
            assert_eq!(range, (When::Already, When::Already), "{rate}");
        }
        assert_eq!(passing(100.0, 0.0).0, When::Never);
        assert_eq!(passing(100.0, -0.01).0, When::Never);
        // So slow that its year has no number.
        assert_eq!(passing(100.0, 1e-20).0, When::Later);
        assert_eq!(passing(100.0, 0.001).0, When::Later);
        // In the 164th year after 2036: the last one told.
        let last = Summary {
            mean: 100.0 * libm::pow(1.01, 163.5),
            ..capacity
        };
        let growth = Growth {
            rate: 0.01,
            ..growth
        };
        let told = super::passing(&last, 100.0, 2036, &growth).when;
        assert_eq!(told, When::In(LAST_YEAR));
    }
}
