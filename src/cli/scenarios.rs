//! Scenarios as a command line names them: loaded, changed by its options, and held to one
//! warm-up where they are compared.

use std::path::Path;

use clap::Args;

use crate::cli::output;
use crate::experiment::{self, measure};
use crate::scenario::{Diagnostic, Later, Scenario, ScenarioError, WarmUpBy};

/// Options that change a scenario before it is checked.
#[derive(Debug, Args)]
pub(crate) struct Overrides {
    /// Change any value of the scenario, such as `terminal.pier_400.wharf.main.cranes=20`.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
}

/// Loads a scenario whose targets are measures that we have; a warm-up that it leaves open is found.
pub(crate) fn load(
    path: &Path,
    settings: &[String],
) -> Result<(Scenario, Vec<Diagnostic>), ScenarioError> {
    load_either(path, settings, false)
}

/// Loads a scenario without its disruptions.
pub(crate) fn load_undisturbed(
    path: &Path,
    settings: &[String],
) -> Result<Scenario, ScenarioError> {
    Ok(load_either(path, settings, true)?.0)
}

fn load_either(
    path: &Path,
    settings: &[String],
    undisturbed: bool,
) -> Result<(Scenario, Vec<Diagnostic>), ScenarioError> {
    let measures: Vec<&str> = measure::all().map(|measure| measure.name).collect();
    let later = Later {
        measures: Some(&measures),
        warm_up: Some(&experiment::warm_up::find),
        undisturbed,
    };
    Scenario::load_for(path, settings, later)
}

/// The setting of the warm-up that was found for a scenario, so that it is not found again.
pub(crate) fn found_warm_up(scenario: &Scenario) -> Option<String> {
    let days = scenario.warm_up_days;
    is_found(scenario).then(|| format!("horizon.warm_up={{ mser_5 = \"{days} d\" }}"))
}

fn is_found(scenario: &Scenario) -> bool {
    scenario.warm_up_by == WarmUpBy::Mser5
}

/// Prints the warm-up that was found for the scenarios of a study, if one was.
pub(crate) fn note_warm_up(scenarios: &[Scenario]) {
    let mut found = scenarios.iter().filter(|scenario| is_found(scenario));
    let Some(days) = found.next().map(|scenario| scenario.warm_up_days) else {
        return;
    };
    let (of, longest) = match found.count() {
        0 => (String::new(), ""),
        others => (format!(" of {} scenarios", others + 1), ", the longest"),
    };
    output::note(&format!(
        "note: warm-up{of}: {days} days, found by MSER-5{longest}"
    ));
}

/// Gives the scenarios whose warm-up was found the longest of them; `load` loads the one at an
/// index again with a setting more.
///
/// Traffic that is drawn gap by gap begins where the simulation does: scenarios that are compared
/// meet the same vessels only if they begin at the same time.
///
/// # Errors
/// The first of `load`.
pub(crate) fn share_warm_up<Fault>(
    scenarios: &mut [Scenario],
    load: impl Fn(usize, String) -> Result<Scenario, Fault>,
) -> Result<(), Fault> {
    let days = |scenario: &Scenario| scenario.warm_up_days;
    let longest = scenarios
        .iter()
        .filter(|scenario| is_found(scenario))
        .max_by(|a, b| days(a).total_cmp(&days(b)));
    let Some((longest, setting)) = longest.and_then(|it| Some((days(it), found_warm_up(it)?)))
    else {
        return Ok(());
    };
    for (index, scenario) in scenarios.iter_mut().enumerate() {
        if is_found(scenario) && days(scenario) < longest {
            *scenario = load(index, setting.clone())?;
        }
    }
    Ok(())
}
