//! The scenarios that a capacity is asked of, and whether it can be asked of them.

use std::path::PathBuf;

use crate::cli::ending::Fault;
use crate::experiment::capacity::{Question, Site, can_bring, fewest};
use crate::scenario::{Scenario, nearest};

use super::args::{CapacityArgs, Fill};

/// Loads the scenario and the one beside it, with the replications and seed of the first, each with
/// what is asked of it.
pub(super) fn asked(args: &CapacityArgs) -> Result<Vec<(Scenario, Question)>, Fault> {
    let paths: Vec<&PathBuf> = [&args.scenario].into_iter().chain(&args.against).collect();
    let scenarios = args.batch.load_all(&paths)?;
    let questions = questions(args, &scenarios)
        .map_err(|message| Fault::wrong(format!("{message}; nothing was run")))?;
    Ok(scenarios.into_iter().zip(questions).collect())
}

/// The question to each scenario, if it can be asked of them.
fn questions(args: &CapacityArgs, scenarios: &[Scenario]) -> Result<Vec<Question>, String> {
    let first = &scenarios[0];
    if scenarios[1..].iter().any(|other| other.name == first.name) {
        return Err(format!("both scenarios are named `{}`", first.name));
    }
    if args.of.bay && !(args.berths.is_empty() && args.cranes.is_empty()) {
        return Err(
            "`--berths` and `--cranes` count those of one terminal: ask with `--terminal`"
                .to_owned(),
        );
    }
    if first.replications < 2 {
        return Err("an interval needs 2 replications at least".to_owned());
    }
    let question = |scenario: &Scenario| {
        Ok(Question {
            site: site(args, scenario)?,
            level: args.max_wait_ratio,
            replications: scenario.replications,
        })
    };
    let questions: Vec<Question> = scenarios
        .iter()
        .map(question)
        .collect::<Result<_, String>>()?;
    enough_for_every_wharf(args, first, questions[0].site)?;
    if let Some(teu) = args.for_teu {
        can_bring(first, &questions[0], teu).map_err(|error| error.to_string())?;
    }
    Ok(questions)
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

/// Fails unless every wharf keeps a berth and a crane.
fn enough_for_every_wharf(
    args: &CapacityArgs,
    scenario: &Scenario,
    site: Site,
) -> Result<(), String> {
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
