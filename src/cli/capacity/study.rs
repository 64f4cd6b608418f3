//! What is simulated for a question about capacity, piece by piece.

use crate::experiment::capacity::{
    Capacity, CapacityError, CapacityStudy, Change, Estimate, GangsInStep, Growth, Question, Side,
    Site, Years, berth_side, berth_side_in_step, capacity, difference, effects, for_teu, in_step,
    variants,
};
use crate::experiment::{BatchError, Runner};
use crate::scenario::Scenario;

use super::args::CapacityArgs;
use super::asked::question;
use super::values::Pool;

/// All that was asked for; of a search that was stopped, what was found before.
pub(super) fn study(
    args: &CapacityArgs,
    scenarios: &[Scenario],
    runner: Runner<'_>,
) -> Result<CapacityStudy, CapacityError> {
    let (scenario, asked) = (&scenarios[0], question(args, &scenarios[0]));
    let found = capacity(scenario, &asked, runner)?;
    let mut interrupted = false;
    let against = scenarios.get(1).map(|other| {
        let found = capacity(other, &question(args, other), runner)?;
        let spread = as_spread(args, other, runner)?;
        let in_step = gangs_in_step(args, other, &found, spread.as_ref(), runner)?;
        Ok(Side::new(other, found, spread, in_step))
    });
    let against = unless_stopped(against.transpose(), &mut interrupted)?;
    let spread = (!interrupted).then(|| as_spread(args, scenario, runner));
    let spread = unless_stopped(spread.unwrap_or(Ok(None)), &mut interrupted)?;
    let in_step =
        (!interrupted).then(|| gangs_in_step(args, scenario, &found, spread.as_ref(), runner));
    let in_step = unless_stopped(
        in_step.unwrap_or(Ok(GangsInStep::default())),
        &mut interrupted,
    )?;
    let wanted = !args.no_bottleneck && !interrupted;
    let effects = wanted.then(|| effects(scenario, &asked, &found, runner));
    let effects = unless_stopped(effects.unwrap_or(Ok(Vec::new())), &mut interrupted)?;
    let changes = if interrupted {
        Vec::new()
    } else {
        changes(args)
    };
    let variants = variants(scenario, &asked, &changes, &found, runner);
    let variants = unless_stopped(variants, &mut interrupted)?;
    let for_teu = (args.for_teu.filter(|_| !interrupted))
        .map(|teu| for_teu(scenario, &asked, &found, teu, runner));
    let for_teu = unless_stopped(for_teu.transpose(), &mut interrupted)?;
    // Demand is that of the world as it is without what is asked about: the scenario beside.
    let (of, last) = match &against {
        Some(side) => (&scenarios[1], &side.capacity),
        None => (scenario, &found),
    };
    let years = years_shown(args, of, last);
    let beside = against.as_ref();
    Ok(CapacityStudy {
        seed: scenario.seed,
        difference: beside.map(|side| difference(&found, &side.capacity)),
        base: Side::new(scenario, found, spread, in_step),
        against,
        question: asked,
        effects,
        variants,
        for_teu,
        years,
        interrupted,
    })
}

/// Demand of a scenario over the years asked for, by what its site carries as it is.
fn years_shown(args: &CapacityArgs, scenario: &Scenario, found: &Capacity) -> Option<Years> {
    let cases = match &args.growth[..] {
        [] => usual_growth(),
        cases => cases.to_vec(),
    };
    let demand = found.today.teu_per_year.mean;
    (args.years).map(|span| Years::new(scenario, demand, span, cases))
}

/// The berth side as cargo is spread now, where each terminal is filled by itself and years are
/// asked for: when growth passes the level if nobody moves to where there is room.
fn as_spread(
    args: &CapacityArgs,
    scenario: &Scenario,
    runner: Runner<'_>,
) -> Result<Option<Estimate>, CapacityError> {
    let asked = question(args, scenario);
    if args.years.is_none() || asked.site != Site::EachTerminal {
        return Ok(None);
    }
    let together = Question {
        site: Site::Bay,
        ..asked
    };
    berth_side(scenario, &together, runner).map(Some)
}

/// What gangs that grow in step with cargo are worth, where years are asked for: whether growth
/// passes the level for want of gangs or of berths and cranes.
fn gangs_in_step(
    args: &CapacityArgs,
    scenario: &Scenario,
    found: &Capacity,
    as_spread: Option<&Estimate>,
    runner: Runner<'_>,
) -> Result<GangsInStep, CapacityError> {
    if args.years.is_none() {
        return Ok(GangsInStep::default());
    }
    let asked = question(args, scenario);
    let together = Question {
        site: Site::Bay,
        ..asked.clone()
    };
    let spread = as_spread.map(|found| berth_side_in_step(scenario, &together, found, runner));
    Ok(GangsInStep {
        capacity: in_step(scenario, &asked, found, runner)?,
        as_spread: spread.transpose()?.flatten(),
    })
}

/// What was found; nothing, and `stopped`, if the search was stopped on the way.
fn unless_stopped<Found: Default>(
    found: Result<Found, CapacityError>,
    stopped: &mut bool,
) -> Result<Found, CapacityError> {
    match found {
        Err(CapacityError::Batch(BatchError::Interrupted)) => {
            *stopped = true;
            Ok(Found::default())
        }
        found => found,
    }
}

fn changes(args: &CapacityArgs) -> Vec<Change> {
    let berths = args.berths.iter().map(|count| Change::Berths(*count));
    let cranes = args.cranes.iter().map(|count| Change::CraneCount(*count));
    let gangs = args.gangs.iter().map(|pool| match pool {
        Pool::Share(share) => Change::Gangs(*share),
        Pool::InStep => Change::GangsInStep,
    });
    berths.chain(cranes).chain(gangs).collect()
}

/// Low: an assumption. High: Long Beach's aim of 20 million TEU by 2050 (gCaptain, Jan 2026).
fn usual_growth() -> Vec<Growth> {
    let case = |name: &str, rate| Growth {
        name: name.to_owned(),
        rate,
    };
    vec![case("low", 0.015), case("high", 0.029)]
}
