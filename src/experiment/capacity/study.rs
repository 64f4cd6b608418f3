//! One question about capacity, answered piece by piece.

use serde::Serialize;

use crate::experiment::batch::BatchError;
use crate::experiment::capacity::answer::{Capacity, Estimate, teu};
use crate::experiment::capacity::change::Change;
use crate::experiment::capacity::effect::{Effect, InStep, Variant, effects_of, variant};
use crate::experiment::capacity::error::CapacityError;
use crate::experiment::capacity::find::{berth_side, capacity};
use crate::experiment::capacity::for_teu::{ForTeu, for_teu};
use crate::experiment::capacity::site::{Question, Site};
use crate::experiment::capacity::years::{Growth, Ways, Years};
use crate::experiment::runner::Runner;
use crate::port::bay::Labor;
use crate::scenario::Scenario;
use crate::statistics::Summary;

/// All that is asked about the capacity of a site.
#[derive(Clone, Debug)]
pub struct Inquiry {
    /// Whether to ask what a little more of each resource adds.
    pub bottleneck: bool,
    /// Other versions of the site.
    pub variants: Vec<Change>,
    /// A throughput, in TEU a year, of which to ask what it takes.
    pub for_teu: Option<f64>,
    /// First and last year to show demand against capacity of.
    pub years: Option<(i64, i64)>,
    /// Cases of growth of demand.
    pub growth: Vec<Growth>,
}

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
    pub difference: Option<Difference>,
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

impl CapacityStudy {
    /// The scenario that was asked about, then the one beside it.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        std::iter::once(&self.base).chain(&self.against)
    }
}

/// A scenario and its capacity.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// The capacity of its site.
    #[serde(flatten)]
    pub capacity: Capacity,
    /// Name of the scenario.
    pub scenario: String,
    /// The question it asks.
    #[serde(skip)]
    pub question: String,
}

/// One capacity less another.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Difference {
    /// TEU a year, with the interval of the paired difference.
    #[serde(serialize_with = "teu")]
    pub teu_per_year: Summary,
}

impl Side {
    fn new(scenario: &Scenario, capacity: Capacity) -> Self {
        Self {
            scenario: scenario.name.clone(),
            question: scenario.question.clone(),
            capacity,
        }
    }
}

impl Difference {
    /// One capacity less another of the same site and replications; `None` of no replication.
    fn between(of: &Capacity, less: &Capacity) -> Option<Self> {
        let pairs = of.by_replication.iter().zip(&less.by_replication);
        let differences: Vec<f64> = pairs.map(|(of, less)| of - less).collect();
        let teu_per_year = Summary::from_sample(&differences)?;
        Some(Self { teu_per_year })
    }
}

impl Inquiry {
    /// Answers it of a scenario and of the one beside it, if there are two; of a search that was
    /// stopped, as far as it was found before.
    ///
    /// # Errors
    /// As [`capacity`].
    ///
    /// # Panics
    /// As [`capacity`], or if there is no scenario.
    pub fn answer(
        &self,
        asked: &[(Scenario, Question)],
        runner: Runner<'_>,
    ) -> Result<CapacityStudy, CapacityError> {
        let (scenario, question) = &asked[0];
        let mut study = CapacityStudy {
            question: *question,
            seed: scenario.seed,
            base: Side::new(scenario, capacity(scenario, question, runner)?),
            against: None,
            difference: None,
            effects: Vec::new(),
            variants: Vec::new(),
            for_teu: None,
            years: None,
            interrupted: false,
        };
        let mut ways = [Ways::default(), Ways::default()];
        match self.further(asked, &mut study, &mut ways, runner) {
            Err(CapacityError::Batch(BatchError::Interrupted)) => study.interrupted = true,
            found => found?,
        }
        let sides: Vec<&Side> = study.sides().collect();
        let years = self.years.map(|span| {
            // Demand is that of the world without what is asked about: the scenario beside it.
            let last = sides.len() - 1;
            let now = sides[last].capacity.today.teu_per_year.mean;
            let mut years = Years::new(&asked[last].0, now, span, self.growth.clone());
            for (side, ways) in sides.iter().zip(ways) {
                years.hold(&side.scenario, &side.capacity.teu_per_year, ways);
            }
            years
        });
        study.years = years;
        Ok(study)
    }

    /// Finds all but the capacity of the first scenario.
    fn further(
        &self,
        asked: &[(Scenario, Question)],
        study: &mut CapacityStudy,
        ways: &mut [Ways; 2],
        runner: Runner<'_>,
    ) -> Result<(), CapacityError> {
        if let Some((other, question)) = asked.get(1) {
            let found = capacity(other, question, runner)?;
            let gangs = self.gangs_in_step(other);
            let effects = effects_of(other, question, &found.berth_side, &gangs, runner)?;
            ways[1] = self.ways(other, question, &found, &effects, runner)?;
            study.difference = Difference::between(&study.base.capacity, &found);
            study.against = Some(Side::new(other, found));
        }
        let (scenario, question) = &asked[0];
        let base = &study.base.capacity;
        let changes = if self.bottleneck {
            Change::a_little_more(&scenario.bay, question.site)
        } else {
            self.gangs_in_step(scenario)
        };
        let effects = effects_of(scenario, question, &base.berth_side, &changes, runner)?;
        ways[0] = self.ways(scenario, question, base, &effects, runner)?;
        if self.bottleneck {
            study.effects = effects;
        }
        let variant = |change: &Change| variant(scenario, question, *change, base, runner);
        study.variants = self
            .variants
            .iter()
            .map(variant)
            .collect::<Result<_, _>>()?;
        let for_teu = |teu| for_teu(scenario, question, base, teu, runner);
        study.for_teu = self.for_teu.map(for_teu).transpose()?;
        Ok(())
    }

    /// Gangs in step with cargo, where years are asked for and shifts are manned: whether growth
    /// passes the level for want of gangs or of berths and cranes.
    fn gangs_in_step(&self, scenario: &Scenario) -> Vec<Change> {
        let manned = matches!(scenario.bay.labor, Labor::Shifts(_));
        let asked = self.years.is_some() && manned;
        asked.then_some(Change::GangsInStep).into_iter().collect()
    }

    /// Capacities that demand over the years is held against, beside that of the site as it is.
    ///
    /// Where each terminal is filled by itself, that is the berth side as cargo is spread now, too:
    /// when growth passes the level if nobody moves to where there is room.
    fn ways(
        &self,
        scenario: &Scenario,
        question: &Question,
        found: &Capacity,
        effects: &[Effect],
        runner: Runner<'_>,
    ) -> Result<Ways, CapacityError> {
        let mut ways = Ways::default();
        if self.years.is_none() {
            return Ok(ways);
        }
        ways.in_step = in_step(effects).map(|of| InStep::of_site(found, question.site, of));
        if question.site == Site::EachTerminal {
            let together = Question {
                site: Site::Bay,
                ..*question
            };
            let spread: Estimate = berth_side(scenario, &together, runner)?;
            let gangs = self.gangs_in_step(scenario);
            let effects = effects_of(scenario, &together, &spread, &gangs, runner)?;
            let in_step = in_step(&effects);
            ways.as_spread_in_step = in_step.map(|of| InStep::of_berth_side(&spread, of));
            ways.as_spread = Some(spread);
        }
        Ok(ways)
    }
}

fn in_step(effects: &[Effect]) -> Option<&Effect> {
    let mut effects = effects.iter();
    effects.find(|of| of.change == Change::GangsInStep)
}
