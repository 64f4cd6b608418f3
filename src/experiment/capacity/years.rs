//! Demand that grows, held against the capacities of every scenario.

use serde::{Serialize, Serializer};
use serde_json::json;

use crate::experiment::capacity::answer::Estimate;
use crate::experiment::capacity::effect::InStep;
use crate::scenario::Scenario;
use crate::statistics::Summary;

/// Last year that is looked at: nobody's growth can be carried further.
pub const LAST_YEAR: i64 = 2200;

/// A case of growth.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// Its name, such as "low".
    pub name: String,
    /// Each year's growth against the year before, a fraction.
    pub rate: f64,
}

impl Growth {
    /// The cases shown unless others are asked for.
    ///
    /// Low: an assumption. High: Long Beach's aim of 20 million TEU by 2050 (gCaptain, Jan 2026).
    pub fn usual() -> Vec<Self> {
        let cases = [("low", 0.015), ("high", 0.029)];
        let case = |(name, rate): (&str, f64)| Self {
            name: name.to_owned(),
            rate,
        };
        cases.map(case).into()
    }

    /// Demand so many years later, against now.
    fn times(&self, years: i64) -> f64 {
        libm::pow(1.0 + self.rate, years as f64)
    }
}

/// When demand first is above a capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In this year that growth is counted from, or before.
    Already(i64),
    /// In this year, after that.
    In(i64),
    /// After [`LAST_YEAR`].
    Later,
    /// Demand does not grow.
    Never,
}

impl When {
    /// A word for it in results.
    pub fn word(self) -> String {
        match self {
            Self::Already(_) => "already".to_owned(),
            Self::In(_) => "in_year".to_owned(),
            Self::Later => format!("after_{LAST_YEAR}"),
            Self::Never => "never".to_owned(),
        }
    }

    /// The year in which demand is above; of what is above already, the one that growth is counted
    /// from.
    pub const fn year(self) -> Option<i64> {
        match self {
            Self::Already(year) | Self::In(year) => Some(year),
            Self::Later | Self::Never => None,
        }
    }
}

/// When the demand of a case of growth first is above a capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct Passing {
    /// The case.
    pub growth: Growth,
    /// By the mean.
    pub when: When,
    /// By the lower end of the interval.
    pub ci95_low: When,
    /// By the upper end of the interval.
    pub ci95_high: When,
}

impl Serialize for Passing {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let row = json!({
            "growth": self.growth.name,
            "rate": self.growth.rate,
            "passes": self.when.word(),
            "first_year_above": self.when.year(),
            "ci95_low": self.ci95_low.year(),
            "ci95_high": self.ci95_high.year(),
        });
        row.serialize(to)
    }
}

/// Capacities of a scenario beside that of its site as it is, where they were asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ways {
    /// The berth side of a bay as its cargo is spread over the terminals now, all of it scaled by
    /// one factor, though the bay is filled terminal by terminal.
    pub as_spread: Option<Estimate>,
    /// With gangs in step with cargo.
    pub in_step: Option<InStep>,
    /// Both.
    pub as_spread_in_step: Option<InStep>,
}

/// Every capacity of a scenario that demand is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Name of the scenario.
    pub scenario: String,
    /// What they rest on.
    pub ways: Ways,
    /// With the pool of gangs as it is, then in step with cargo; where cargo can be spread in two
    /// ways, as it is spread now before where there is room.
    pub all: Vec<Limit>,
}

/// One capacity of a scenario, and when each case of growth passes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Whether cargo stays with its terminals, though a bay is filled terminal by terminal.
    pub as_spread: bool,
    /// Whether gangs grow in step with cargo.
    pub in_step: bool,
    /// TEU a year.
    pub teu_per_year: Summary,
    /// Case by case.
    pub passed: Vec<Passing>,
}

impl Limits {
    /// The capacity of the site, where there is room: with gangs as they are, or in step.
    pub fn of_site(&self, in_step: bool) -> Option<&Limit> {
        self.limit(false, in_step)
    }

    fn limit(&self, as_spread: bool, in_step: bool) -> Option<&Limit> {
        let mut all = self.all.iter();
        all.find(|of| (of.as_spread, of.in_step) == (as_spread, in_step))
    }
}

impl Serialize for Limits {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let passed =
            |as_spread, in_step| json!(self.limit(as_spread, in_step).map(|of| &of.passed));
        let in_step = |worth: &Option<InStep>, as_spread| {
            let mut value = json!(worth);
            if let Some(value) = value.as_object_mut() {
                value.insert("passed".to_owned(), passed(as_spread, true));
            }
            value
        };
        let spread = self.ways.as_spread.as_ref();
        let document = json!({
            "scenario": self.scenario,
            "passed": passed(false, false),
            "as_cargo_is_spread":
                spread.map(|of| json!({ "berth_side": of, "passed": passed(true, false) })),
            "gangs_in_step": in_step(&self.ways.in_step, false),
            "gangs_in_step_as_cargo_is_spread": in_step(&self.ways.as_spread_in_step, true),
        });
        document.serialize(to)
    }
}

/// Demand against capacity over the years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Years {
    /// First and last year shown.
    #[serde(skip)]
    pub span: (i64, i64),
    /// The year that growth is counted from.
    pub base_year: i64,
    /// The site's demand of that year, in TEU.
    pub base_teu: f64,
    /// Cases of growth.
    #[serde(skip)]
    pub growth: Vec<Growth>,
    /// Capacities of the scenario that was asked about, then of the one beside it.
    pub scenarios: Vec<Limits>,
}

impl Years {
    /// Years shown of a site that carries this many TEU a year as it is, in this scenario.
    ///
    /// Growth is counted from the year that the scenario's demand is given for, or, of random
    /// traffic, from the first measured year; the site keeps its share of the demand.
    pub fn new(scenario: &Scenario, teu: f64, span: (i64, i64), growth: Vec<Growth>) -> Self {
        let bay = &scenario.bay;
        let mut days = bay.days.days.iter();
        let first = days.find(|day| day.from >= bay.period.start);
        let mut base_year = first.map_or(0, |day| i64::from(day.year));
        let (mut given, mut simulated) = (0.0, 0.0);
        for demand in bay.ports.iter().filter_map(|port| port.demand.as_ref()) {
            if let Some((year, annual)) = demand.base_year() {
                base_year = i64::from(year);
                given += annual;
                simulated += demand.teu_between(bay.period.start, bay.period.end) / bay.years();
            }
        }
        let known = simulated > 0.0;
        Self {
            span,
            base_year,
            base_teu: if known { teu * given / simulated } else { teu },
            growth,
            scenarios: Vec::new(),
        }
    }

    /// Holds demand against the capacities of one more scenario.
    pub(crate) fn hold(&mut self, scenario: &str, capacity: &Summary, ways: Ways) {
        let raised = |of: &Option<InStep>| of.map(|of| of.teu_per_year);
        let all = [
            (
                true,
                false,
                ways.as_spread.as_ref().map(|of| of.teu_per_year),
            ),
            (false, false, Some(*capacity)),
            (true, true, raised(&ways.as_spread_in_step)),
            (false, true, raised(&ways.in_step)),
        ];
        let known = all.into_iter().filter_map(|(as_spread, in_step, teu)| {
            let teu_per_year = teu?;
            Some(Limit {
                as_spread,
                in_step,
                teu_per_year,
                passed: self.passing(&teu_per_year),
            })
        });
        let limits = Limits {
            scenario: scenario.to_owned(),
            all: known.collect(),
            ways,
        };
        self.scenarios.push(limits);
    }

    /// When each case of growth passes a capacity.
    fn passing(&self, capacity: &Summary) -> Vec<Passing> {
        let passing = |growth: &Growth| Passing {
            when: self.first_above(growth, capacity.mean),
            ci95_low: self.first_above(growth, capacity.ci95_low),
            ci95_high: self.first_above(growth, capacity.ci95_high),
            growth: growth.clone(),
        };
        self.growth.iter().map(passing).collect()
    }

    /// When the demand of a case of growth first is above so many TEU a year.
    fn first_above(&self, growth: &Growth, teu: f64) -> When {
        if self.base_teu > teu {
            return When::Already(self.base_year);
        }
        if growth.rate <= 0.0 {
            return When::Never;
        }
        let years = libm::log(teu / self.base_teu) / libm::log1p(growth.rate);
        // Compared before it is a whole number: hardly any growth takes more years than fit.
        if self.base_year as f64 + years >= LAST_YEAR as f64 {
            return When::Later;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a few hundred at most")]
        let whole = libm::floor(years) as i64;
        When::In(self.base_year + whole + 1)
    }

    /// Demand of a case by year.
    pub fn demand<'a>(&'a self, growth: &'a Growth) -> impl Iterator<Item = (i64, f64)> + 'a {
        let years = self.span.0..=self.span.1;
        years.map(|year| (year, self.base_teu * growth.times(year - self.base_year)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When a case of growth passes a capacity, from a demand of 2036 on.
    fn held(base_teu: f64, growth: &Growth, capacity: &Summary) -> Passing {
        let years = Years {
            span: (2036, 2041),
            base_year: 2036,
            base_teu,
            growth: vec![growth.clone()],
            scenarios: Vec::new(),
        };
        years.passing(capacity).remove(0)
    }

    #[test]
    fn the_first_year_above_is_found() {
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
            let passing = held(base, &growth, &capacity);
            (passing.when, (passing.ci95_low, passing.ci95_high))
        };
        let (when, range) = passing(100.0, 0.1);
        assert_eq!(when, When::In(2039));
        assert_eq!(range, (When::In(2037), When::In(2040)));
        assert!((growth.times(3) * 100.0 - 133.1).abs() < 1e-9);
        assert!((growth.times(-1) * 100.0 - 90.909_09).abs() < 1e-4);
        // Above the lower end of the interval today, above the rest in later years.
        let (when, range) = passing(110.0, 0.1);
        assert_eq!(when, When::In(2038));
        assert_eq!(range, (When::Already(2036), When::In(2039)));
        // Above all of it today, whether demand grows or not.
        for rate in [0.1, 0.0, -0.01] {
            let (when, range) = passing(200.0, rate);
            assert_eq!(when, When::Already(2036), "{rate}");
            assert_eq!(range, (When::Already(2036), When::Already(2036)), "{rate}");
        }
        assert_eq!(passing(100.0, 0.0).0, When::Never);
        assert_eq!(passing(100.0, -0.01).0, When::Never);
        // So slow that its year has no number.
        assert_eq!(passing(100.0, 1e-20).0, When::Later);
        assert_eq!(passing(100.0, 0.001).0, When::Later);
        // In the 164th year after 2036: the last year that is looked at.
        let last = Summary {
            mean: 100.0 * libm::pow(1.01, 163.5),
            ..capacity
        };
        let growth = Growth {
            rate: 0.01,
            ..growth
        };
        let last = held(100.0, &growth, &last).when;
        assert_eq!(last, When::In(LAST_YEAR));
    }
}
