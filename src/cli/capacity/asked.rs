//! The scenarios that a capacity is asked of, and whether it can be asked of them.

use crate::cli::{Ending, ScenarioPath, output, warm_up};
use crate::experiment::capacity::{Question, Site, can_bring, fewest};
use crate::scenario::{Scenario, nearest};

use super::args::{CapacityArgs, Fill};

/// The scenario and the one beside it, with the replications and seed of the first.
pub(super) fn scenarios(args: &CapacityArgs) -> Result<Vec<Scenario>, Ending> {
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
    if !args.batch.quiet {
        warm_up::tell(&scenarios);
    }
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

pub(super) fn question(args: &CapacityArgs, scenario: &Scenario) -> Question {
    Question {
        site: site(args, scenario).expect("looked for before anything was run"),
        level: args.max_wait_ratio,
        replications: scenario.replications,
    }
}
