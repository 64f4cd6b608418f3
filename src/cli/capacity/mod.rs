//! `sanpedro capacity`: the most TEU a year at which vessels do not wait too long.

use clap::{Args, ValueEnum};

use crate::cli::batch::BatchOptions;
use crate::cli::keep::{KeepOptions, batch_error};
use crate::cli::{Ending, ScenarioPath, output, warm_up};
use crate::experiment::capacity::{
    Capacity, CapacityError, CapacityStudy, Change, Estimate, Growth, Question, Side, Site, Years,
    berth_side, can_bring, capacity, difference, effects, fewest, for_teu, variants,
};
use crate::experiment::{BatchError, Means, Purpose};
use crate::report;
use crate::scenario::{Scenario, nearest};

mod values;

use values::{Pool, above_zero, growth, pool, years};

/// What `capacity` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro capacity scenarios/pier_500.toml --terminal pier_500
  sanpedro capacity scenarios/pier_500.toml --against scenarios/without_pier_500.toml \\
      --bay --years 2026..2050
  sanpedro capacity scenarios/pier_500.toml --terminal pier_500 --berths 1,2,3 --no-bottleneck
  sanpedro capacity scenarios/textbook/m_m_4.toml --terminal quay --max-wait-ratio 0.1")]
pub(crate) struct CapacityArgs {
    /// Scenario file.
    scenario: ScenarioPath,

    #[command(flatten)]
    of: Of,

    /// How the bay is filled.
    #[arg(long, value_enum, default_value_t = Fill::Each, conflicts_with = "terminal")]
    fill: Fill,

    /// Service level: most mean wait over mean time at berth.
    #[arg(long, value_name = "RATIO", default_value = "0.10", value_parser = above_zero)]
    max_wait_ratio: f64,

    /// Another scenario beside it, on the same random numbers; the difference has an interval.
    #[arg(long, value_name = "SCENARIO")]
    against: Option<ScenarioPath>,

    /// Demand against capacity over these years, such as `2026..2050`.
    #[arg(long, value_name = "FROM..TO", value_parser = years)]
    years: Option<(i64, i64)>,

    /// A case of growth of demand from the scenario's first year on, such as `low=1.5%`
    /// [default: low=1.5% (assumption) and high=2.9% (Long Beach, 20 million TEU by 2050)].
    #[arg(long, value_name = "NAME=RATE", value_parser = growth)]
    growth: Vec<Growth>,

    /// What this many TEU a year ask for: waiting, berths, cranes.
    #[arg(long, value_name = "TEU", value_parser = above_zero)]
    for_teu: Option<f64>,

    /// Capacity with these numbers of nominal berths, wharf and cranes in proportion.
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=50))]
    berths: Vec<u32>,

    /// Capacity with these numbers of cranes.
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=500))]
    cranes: Vec<u32>,

    /// Capacity with these shares of the bay's gangs, or a pool that grows with the cargo, such as
    /// `90%,110%,in-step`.
    #[arg(long, value_name = "SHARE,…", value_delimiter = ',', value_parser = pool)]
    gangs: Vec<Pool>,

    /// Leave out what a little more of each resource would add, which takes most of the time.
    #[arg(long)]
    no_bottleneck: bool,

    #[command(flatten)]
    batch: BatchOptions,

    #[command(flatten)]
    keep: KeepOptions,
}

/// Whose capacity.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Of {
    /// Of one terminal, whose traffic alone is scaled.
    #[arg(long, value_name = "ID")]
    terminal: Option<String>,

    /// Of the whole bay.
    #[arg(long)]
    bay: bool,
}

/// How a bay is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Fill {
    /// Each terminal until its own vessels wait so long (assumption: cargo goes where there is
    /// room).
    Each,
    /// All by one factor until the vessels of the bay together wait so long: cargo stays with its
    /// terminals, and the first to give out decides.
    Together,
}

/// Finds the capacity and writes its report.
pub(crate) fn capacity_of(args: &CapacityArgs) -> Ending {
    let scenarios = match scenarios(args) {
        Ok(scenarios) => scenarios,
        Err(ending) => return ending,
    };
    let name = format!("capacity_{}_{}", scenarios[0].name, part_of_name(args));
    let out = args.batch.folder(&name);
    if let Err(error) = report::check(&out) {
        output::note(&format!("error: {error}"));
        return Ending::Failed;
    }
    let kept = match args.keep.open(&out, Purpose::default()) {
        Ok(kept) => kept,
        Err(error) => {
            output::note(&format!("error: {error}"));
            return Ending::Failed;
        }
    };
    let bar = args.batch.counter();
    let tick = |_| bar.inc(1);
    let found = args
        .batch
        .on_threads(|| study(args, &scenarios, kept.means(&tick)));
    bar.finish_and_clear();
    let found = match found {
        Ok(Ok(found)) => found,
        Ok(Err(CapacityError::Batch(error))) => {
            if let BatchError::Interrupted = error {
                output::note("no capacity was found yet; the same command with --resume goes on");
            }
            return batch_error(&error);
        }
        Ok(Err(error)) => {
            // The question has no answer: there is nothing to go on with.
            drop(kept.remove());
            return told(&error.to_string());
        }
        Err(message) => return told(&message),
    };
    let sources: Vec<&Scenario> = scenarios.iter().collect();
    let written = match report::write_capacity(&found, &sources, &again(args, &scenarios), &out) {
        Ok(written) => written,
        Err(error) => {
            output::note(&format!("error: {error}"));
            return Ending::Failed;
        }
    };
    if !found.interrupted
        && let Err(error) = kept.remove()
    {
        output::note(&format!("error: {error}"));
        return Ending::Failed;
    }
    if !args.batch.quiet {
        let told = output::result(&report::capacity_summary(&found, Some(&written.page)));
        if told != Ending::Done {
            return told;
        }
    }
    if found.interrupted {
        output::note(
            "interrupted: the report tells of what was found; the same command with --resume \
             goes on",
        );
        return Ending::Interrupted;
    }
    let sides = std::iter::once(&found.base).chain(&found.against);
    let closed = sides
        .map(|side| &side.capacity.open_balances)
        .all(Vec::is_empty);
    if closed { Ending::Done } else { Ending::Missed }
}

/// A question that has no answer.
fn told(message: &str) -> Ending {
    output::note(&format!("error: {message}"));
    Ending::Wrong
}

/// The scenario and the one beside it, with the replications and seed of the first.
fn scenarios(args: &CapacityArgs) -> Result<Vec<Scenario>, Ending> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    let paths: Vec<&ScenarioPath> = [&args.scenario].into_iter().chain(&args.against).collect();
    let one = |path, settings: &[String]| {
        let loaded = args.batch.load(path, settings);
        loaded.map_err(|error| output::scenario_error(&error))
    };
    let mut settings = args.batch.settings();
    for path in &paths {
        let (scenario, warnings) = one(path, &settings)?;
        if !args.batch.quiet {
            output::warnings(&warnings);
        }
        if scenarios.is_empty() {
            settings.push(format!("experiment.replications={}", scenario.replications));
            settings.push(format!("experiment.seed={}", scenario.seed));
        }
        scenarios.push(scenario);
    }
    warm_up::share(&mut scenarios, |index, warm_up| {
        Ok(one(paths[index], &[settings.as_slice(), &[warm_up]].concat())?.0)
    })?;
    let wrong = |message: String| {
        output::note(&format!("error: {message}; nothing was run"));
        Ending::Wrong
    };
    if scenarios.len() > 1 && scenarios[0].name == scenarios[1].name {
        let name = &scenarios[0].name;
        return Err(wrong(format!("both scenarios are named `{name}`")));
    }
    if args.of.bay && !(args.berths.is_empty() && args.cranes.is_empty()) {
        return Err(wrong(
            "`--berths` and `--cranes` count those of one terminal: ask with `--terminal`"
                .to_owned(),
        ));
    }
    if scenarios[0].replications < 2 {
        return Err(wrong(
            "an interval needs 2 replications at least".to_owned(),
        ));
    }
    for scenario in &scenarios {
        site(args, scenario).map_err(wrong)?;
    }
    enough_for_every_wharf(args, &scenarios[0]).map_err(wrong)?;
    if let Some(teu) = args.for_teu {
        let asked = question(args, &scenarios[0]);
        can_bring(&scenarios[0], &asked, teu).map_err(|error| wrong(error.to_string()))?;
    }
    Ok(scenarios)
}

fn site(args: &CapacityArgs, scenario: &Scenario) -> Result<Site, String> {
    let Some(id) = &args.of.terminal else {
        return Ok(match args.fill {
            Fill::Each => Site::EachTerminal,
            Fill::Together => Site::Bay,
        });
    };
    Site::terminal(&scenario.bay, id).ok_or_else(|| {
        let known = scenario.bay.terminals.iter();
        let known: Vec<&str> = known.map(|terminal| terminal.id.as_str()).collect();
        let name = &scenario.name;
        let near = nearest(id, known.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        format!(
            "there is no terminal `{id}` in {name}; {near}known: {}",
            known.join(", ")
        )
    })
}

/// Every wharf keeps a berth and a crane.
fn enough_for_every_wharf(args: &CapacityArgs, scenario: &Scenario) -> Result<(), String> {
    let site = site(args, scenario)?;
    let least = fewest(&scenario.bay, site);
    for (option, noun, counts) in [
        ("berths", "berth", &args.berths),
        ("cranes", "crane", &args.cranes),
    ] {
        if let Some(few) = counts.iter().find(|count| **count < least) {
            let name = site.name(&scenario.bay);
            return Err(format!(
                "`--{option} {few}` is too few for the {least} wharves of {name}, a {noun} for each \
                 at least: ask for {least} or more, or leave a wharf out of the scenario"
            ));
        }
    }
    Ok(())
}

fn question(args: &CapacityArgs, scenario: &Scenario) -> Question {
    Question {
        site: site(args, scenario).expect("looked for before anything was run"),
        level: args.max_wait_ratio,
        replications: scenario.replications,
    }
}

/// All that was asked for; of a search that was stopped, what was found before.
fn study(
    args: &CapacityArgs,
    scenarios: &[Scenario],
    means: Means<'_>,
) -> Result<CapacityStudy, CapacityError> {
    let (scenario, asked) = (&scenarios[0], question(args, &scenarios[0]));
    let found = capacity(scenario, &asked, means)?;
    let mut interrupted = false;
    let against = scenarios.get(1).map(|other| {
        let found = capacity(other, &question(args, other), means)?;
        let as_spread = as_spread(args, other, means)?;
        Ok(Side::new(other, found, as_spread))
    });
    let against = unless_stopped(against.transpose(), &mut interrupted)?;
    let spread = (!interrupted).then(|| as_spread(args, scenario, means));
    let spread = unless_stopped(spread.unwrap_or(Ok(None)), &mut interrupted)?;
    let wanted = !args.no_bottleneck && !interrupted;
    let effects = wanted.then(|| effects(scenario, &asked, &found, means));
    let effects = unless_stopped(effects.unwrap_or(Ok(Vec::new())), &mut interrupted)?;
    let changes = if interrupted {
        Vec::new()
    } else {
        changes(args)
    };
    let variants = variants(scenario, &asked, &changes, &found, means);
    let variants = unless_stopped(variants, &mut interrupted)?;
    let for_teu = (args.for_teu.filter(|_| !interrupted))
        .map(|teu| for_teu(scenario, &asked, &found, teu, means));
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
        base: Side::new(scenario, found, spread),
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
    means: Means<'_>,
) -> Result<Option<Estimate>, CapacityError> {
    let asked = question(args, scenario);
    if args.years.is_none() || asked.site != Site::EachTerminal {
        return Ok(None);
    }
    let together = Question {
        site: Site::Bay,
        ..asked
    };
    berth_side(scenario, &together, means).map(Some)
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

fn part_of_name(args: &CapacityArgs) -> &str {
    args.of.terminal.as_deref().unwrap_or("bay")
}

/// The command that makes the folder again, typed within it.
fn again(args: &CapacityArgs, scenarios: &[Scenario]) -> String {
    let mut words = vec![format!(
        "sanpedro capacity scenarios/{}.toml",
        scenarios[0].name
    )];
    if let Some(against) = scenarios.get(1) {
        words.push(format!("--against scenarios/{}.toml", against.name));
    }
    words.push(match &args.of.terminal {
        Some(id) => format!("--terminal {id}"),
        None if args.fill == Fill::Together => "--bay --fill together".to_owned(),
        None => "--bay".to_owned(),
    });
    words.push(format!("--max-wait-ratio {}", args.max_wait_ratio));
    if let Some((from, to)) = args.years {
        words.push(format!("--years {from}..{to}"));
    }
    for growth in &args.growth {
        words.push(format!("--growth {}={}%", growth.name, 100.0 * growth.rate));
    }
    words.extend(args.for_teu.map(|teu| format!("--for-teu {teu}")));
    let list = |name: &str, counts: Vec<String>| {
        (!counts.is_empty()).then(|| format!("--{name} {}", counts.join(",")))
    };
    let text = |counts: &[u32]| counts.iter().map(ToString::to_string).collect();
    words.extend(list("berths", text(&args.berths)));
    words.extend(list("cranes", text(&args.cranes)));
    let gangs = args.gangs.iter().map(|pool| match pool {
        Pool::Share(share) => format!("{}%", 100.0 * share),
        Pool::InStep => "in-step".to_owned(),
    });
    words.extend(list("gangs", gangs.collect()));
    if args.no_bottleneck {
        words.push("--no-bottleneck".to_owned());
    }
    words.join(" ")
}
