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

/// The first year whose demand is above a capacity, for its mean and the ends of its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Passing {
    /// The case.
    pub growth: Growth,
    /// By the mean.
    pub year: i64,
    /// By the lower and the upper end of the interval.
    pub range: (i64, i64),
}

impl Growth {
    /// Demand of a year, from that of a base year, both in TEU.
    pub fn demand(&self, base: f64, base_year: i64, year: i64) -> f64 {
        base * libm::pow(1.0 + self.rate, (year - base_year) as f64)
    }
}

/// When a case of growth passes a capacity; `None` if it never does.
pub fn passing(capacity: &Summary, base: f64, base_year: i64, growth: &Growth) -> Option<Passing> {
    if growth.rate <= 0.0 {
        return None;
    }
    let first = |teu: f64| {
        let years = libm::log(teu / base) / libm::log1p(growth.rate);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates far beyond any plan"
        )]
        let years = libm::floor(years) as i64;
        base_year + years + 1
    };
    Some(Passing {
        growth: growth.clone(),
        year: first(capacity.mean),
        range: (first(capacity.ci95_low), first(capacity.ci95_high)),
    })
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
        let passing = passing(&capacity, 100.0, 2036, &growth).unwrap();
        assert_eq!((passing.year, passing.range), (2039, (2037, 2040)));
        assert!((growth.demand(100.0, 2036, 2039) - 133.1).abs() < 1e-9);
        assert!((growth.demand(100.0, 2036, 2035) - 90.909_09).abs() < 1e-4);
        // Already passed: the year lies before.
        let passed = super::passing(&capacity, 200.0, 2036, &growth).unwrap();
        assert!(passed.year < 2036);
        let still = Growth {
            rate: 0.0,
            ..growth
        };
        assert_eq!(super::passing(&capacity, 100.0, 2036, &still), None);
    }
}
