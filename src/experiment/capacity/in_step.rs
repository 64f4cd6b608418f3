//! How much cargo the whole bay handles under the loads of a site: what gangs grow in step with.

use crate::experiment::capacity::Site;
use crate::experiment::offered::offered_load;
use crate::scenario::Scenario;

/// Cargo over all quays of the bay under the loads of a site's [groups](Site::groups), against
/// the scenario's, by the offered load.
pub(super) fn cargo(scenario: &Scenario, site: Site, loads: &[f64]) -> f64 {
    let bay = &scenario.bay;
    let groups = site.groups(bay);
    let load_of = |index: usize| match site {
        Site::Bay => loads[0],
        Site::Terminal(id) if id.index() == index => loads[0],
        Site::Terminal(_) => 1.0,
        Site::EachTerminal => {
            let part = 1 + bay.ports.len() + index;
            let group = groups.iter().position(|group| *group == part);
            group.map_or(1.0, |group| loads[group])
        }
    };
    let weekly = offered_load(scenario);
    let now: f64 = weekly.iter().map(|at| at.teu_per_week).sum();
    let each = weekly.iter().enumerate();
    let then: f64 = each
        .map(|(index, at)| load_of(index) * at.teu_per_week)
        .sum();
    if now > 0.0 { then / now } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Means;
    use crate::experiment::capacity::change::Change;
    use crate::experiment::capacity::search::Search;
    use crate::experiment::capacity::{Question, Site};
    use crate::port::bay::Labor;

    const BAY: &str = r#"
name = "two_terminals"
[horizon]
start = 2025-01-01
days = "20 d"
[labor]
manning = "shifts"
[labor.shift.day]
start = "08:00"
end = "17:00"
gangs = 20
[port.harbor]
[terminal.east]
port = "harbor"
cycle_time = "2 min"
[terminal.east.wharf.main]
slots = 3
cranes = 6
[terminal.west]
port = "harbor"
cycle_time = "2 min"
[terminal.west.wharf.main]
slots = 3
cranes = 6
[service.a]
terminal = "east"
arrivals = "10 h"
moves = 100
vessel_class = "any"
[service.b]
terminal = "west"
arrivals = "10 h"
moves = 300
vessel_class = "any"
"#;

    #[test]
    fn a_pool_in_step_grows_as_all_cargo_does() {
        let loaded = Scenario::parse(BAY, "two_terminals.toml", &[]);
        let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
        let gangs = |site: Site, change: Change, loads: &[f64]| {
            let question = Question {
                site,
                level: 0.1,
                replications: 2,
            };
            let search = Search::new(&scenario, &question, change, Means::simply(&|_| {}));
            match search.under(loads).bay.labor {
                Labor::Shifts(shifts) => shifts[0].gangs,
                Labor::Continuous => 0,
            }
        };
        let west = Site::terminal(&scenario.bay, "west").unwrap();
        let in_step = |site, loads: &[f64]| gangs(site, Change::GangsInStep, loads);
        assert_eq!(in_step(Site::Bay, &[1.0]), 20);
        assert_eq!(in_step(Site::Bay, &[1.5]), 30);
        // Three quarters of the cargo go over the west's quay.
        assert_eq!(in_step(west, &[1.5]), 28);
        assert_eq!(in_step(Site::EachTerminal, &[2.0, 0.8]), 22);
        assert_eq!(gangs(Site::Bay, Change::Nothing, &[1.5]), 20);
    }
}
