//! A bay whose terminals are bounded by berths or by land.

use super::{Question, Site, capacity};
use crate::experiment::runner::Runner;
use crate::scenario::Scenario;

/// Three queues that share nothing; the land of the third is soon full.
const PORT: &str = r#"
name = "three_queues"
[horizon]
start = 2025-01-01
days = "150 d"
warm_up = "20 d"
[port.harbor]
name = "Harbor"
[terminal.east]
port = "harbor"
cycle_time = { exponential = { mean = "24 h" } }
[terminal.east.wharf.main]
slots = 1
cranes = 1
[terminal.middle]
port = "harbor"
cycle_time = { erlang = { mean = "24 h", shape = 2 } }
[terminal.middle.wharf.main]
slots = 2
cranes = 2
[terminal.west]
port = "harbor"
area = "1 acres"
yard_ceiling = "100 TEU/acre/yr"
cycle_time = { erlang = { mean = "24 h", shape = 2 } }
[terminal.west.wharf.main]
slots = 3
cranes = 3
[service.a]
terminal = "east"
arrivals = { exponential = { mean = "70 h" } }
moves = 1
vessel_class = "any"
[service.b]
terminal = "middle"
arrivals = { erlang = { mean = "30 h", shape = 2 } }
moves = 1
vessel_class = "any"
[service.c]
terminal = "west"
arrivals = { erlang = { mean = "40 h", shape = 2 } }
moves = 1
vessel_class = "any"
"#;

#[test]
fn where_land_binds_a_terminal_the_others_are_at_the_level_all_the_same() {
    // Few replications of a short period: the curve of three terminals together is crooked far
    // from the answer.
    for seed in 1..=12 {
        let settings = [format!("experiment.seed={seed}")];
        let loaded = Scenario::parse(PORT, "three_queues.toml", &settings);
        let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
        let question = Question {
            site: Site::EachTerminal,
            level: 0.2,
            replications: 4,
        };
        let found = capacity(&scenario, &question, Runner::new(&|_| {})).unwrap();
        let west = &found.terminals[2];
        assert!(west.yard_binds(), "{west:?}");
        let berths = found.terminals[..2].iter();
        let berths: f64 = berths.filter_map(|at| Some(at.own?.mean)).sum();
        let (told, sum) = (found.teu_per_year.mean, berths + 100.0);
        assert!(
            (told / sum - 1.0).abs() < 0.15,
            "seed {seed}: {told} in all, {sum} one by one"
        );
    }
}
