//! Everything that one question about capacity was answered with.

use crate::experiment::capacity::{
    Capacity, Effect, Estimate, ForTeu, Growth, InStep, Passing, Question, Variant, passing,
};
use crate::scenario::Scenario;
use crate::statistics::Summary;

/// The capacity of a site, beside that of another scenario, with what would raise it.
#[derive(Clone, Debug)]
pub struct CapacityStudy {
    /// What was asked of the first scenario.
    pub question: Question,
    /// Seed of all chance.
    pub seed: u64,
    /// The scenario that was asked about.
    pub base: Side,
    /// The scenario beside it.
    pub against: Option<Side>,
    /// Capacity of the first less that of the one beside it, of the same replications.
    pub difference: Option<Summary>,
    /// What a little more of each resource adds, most first.
    pub effects: Vec<Effect>,
    /// Other versions of the site.
    pub variants: Vec<Variant>,
    /// What a given throughput asks for.
    pub for_teu: Option<ForTeu>,
    /// Demand against capacity over the years.
    pub years: Option<Years>,
    /// Whether it was stopped: what was asked for further is not there.
    pub interrupted: bool,
}

/// A scenario and its capacity.
#[derive(Clone, Debug)]
pub struct Side {
    /// Name of the scenario.
    pub scenario: String,
    /// The question it asks.
    pub question: String,
    /// The capacity of its site.
    pub capacity: Capacity,
    /// Where each terminal is filled to its own level: the berth side of the bay as its cargo is
    /// spread over the terminals by the scenario, all of it scaled by one factor.
    pub as_spread: Option<Estimate>,
    /// The same two, where years are asked for, if gangs grew in step with cargo.
    pub in_step: GangsInStep,
}

/// Capacities of a scenario if the bay's gangs grew in step with its cargo; nothing where years are
/// not asked for or no shifts are manned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GangsInStep {
    /// Beside [`Side::capacity`].
    pub capacity: Option<InStep>,
    /// Beside [`Side::as_spread`].
    pub as_spread: Option<InStep>,
}

/// Demand against capacity over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct Years {
    /// First and last year shown.
    pub span: (i64, i64),
    /// The year that growth is counted from.
    pub base_year: i64,
    /// The site's demand of that year, in TEU.
    pub base_teu: f64,
    /// Cases of growth.
    pub growth: Vec<Growth>,
}

impl Side {
    /// A scenario with the capacity that was found.
    pub fn new(
        scenario: &Scenario,
        capacity: Capacity,
        as_spread: Option<Estimate>,
        in_step: GangsInStep,
    ) -> Self {
        Self {
            as_spread,
            in_step,
            scenario: scenario.name.clone(),
            question: scenario.question.clone(),
            capacity,
        }
    }
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
        }
    }

    /// When each case of growth passes a capacity.
    pub fn passing(&self, capacity: &Summary) -> Vec<Passing> {
        let cases = self.growth.iter();
        let passing = |case| passing(capacity, self.base_teu, self.base_year, case);
        cases.map(passing).collect()
    }

    /// Demand of a case by year.
    pub fn demand<'a>(&'a self, growth: &'a Growth) -> impl Iterator<Item = (i64, f64)> + 'a {
        let years = self.span.0..=self.span.1;
        years.map(|year| (year, growth.demand(self.base_teu, self.base_year, year)))
    }
}

/// One capacity less another of the same site and replications, with the interval of the paired
/// difference.
///
/// # Panics
/// If there is no replication.
pub fn difference(of: &Capacity, less: &Capacity) -> Summary {
    let pairs = of.by_replication.iter().zip(&less.by_replication);
    let differences: Vec<f64> = pairs.map(|(of, less)| of - less).collect();
    Summary::from_sample(&differences).expect("there are replications")
}
