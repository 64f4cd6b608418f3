//! One warm-up for all scenarios of a study that leave it open: the longest that was found.
//!
//! Traffic that is drawn gap by gap begins where the simulation does. Scenarios that are held
//! against each other meet the same vessels only if they begin at the same time.

use crate::cli::output;
use crate::scenario::{Scenario, WarmUpBy};

/// The settings of a scenario whose warm-up was found, so that it is not found again.
pub(crate) fn found(scenario: &Scenario) -> Option<String> {
    let days = scenario.warm_up_days;
    (scenario.warm_up_by == WarmUpBy::Mser5)
        .then(|| format!("horizon.warm_up={{ mser_5 = \"{days} d\" }}"))
}

/// Tells the warm-up that was found for a study, if one was.
pub(crate) fn tell(scenarios: &[Scenario]) {
    let by_rule = |scenario: &&Scenario| scenario.warm_up_by == WarmUpBy::Mser5;
    let mut found = scenarios.iter().filter(by_rule);
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

/// Gives those whose warm-up was found the longest of them; `load` loads the one at an index again
/// with a setting more.
///
/// # Errors
/// The first of `load`.
pub(crate) fn share<Fault>(
    scenarios: &mut [Scenario],
    load: impl Fn(usize, String) -> Result<Scenario, Fault>,
) -> Result<(), Fault> {
    let by_rule = |scenario: &&Scenario| scenario.warm_up_by == WarmUpBy::Mser5;
    let days = |scenario: &Scenario| scenario.warm_up_days;
    let longest = scenarios
        .iter()
        .filter(by_rule)
        .max_by(|a, b| days(a).total_cmp(&days(b)));
    let Some((longest, setting)) = longest.and_then(|it| Some((days(it), found(it)?))) else {
        return Ok(());
    };
    for (index, scenario) in scenarios.iter_mut().enumerate() {
        if by_rule(&&*scenario) && days(scenario) < longest {
            *scenario = load(index, setting.clone())?;
        }
    }
    Ok(())
}
