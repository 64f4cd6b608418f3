use super::*;
use crate::experiment::capacity::find::capacity;
use crate::experiment::capacity::for_teu::for_teu;
use crate::port::bay::Labor;

/// Two queues that share nothing.
const QUEUES: &str = r#"
name = "two_queues"
[horizon]
start = 2025-01-01
days = "200 d"
warm_up = "20 d"
[port.harbor]
name = "Harbor"
[terminal.east]
port = "harbor"
cycle_time = { erlang = { mean = "24 h", shape = 2 } }
[terminal.east.wharf.main]
slots = 2
cranes = 2
[terminal.west]
port = "harbor"
cycle_time = { erlang = { mean = "24 h", shape = 2 } }
[terminal.west.wharf.main]
slots = 3
cranes = 3
[service.a]
terminal = "east"
arrivals = { erlang = { mean = "24 h", shape = 2 } }
moves = 1
vessel_class = "any"
[service.b]
terminal = "west"
arrivals = { erlang = { mean = "40 h", shape = 2 } }
moves = 1
vessel_class = "any"
"#;

#[test]
fn nothing_more_adds_exactly_nothing_and_faster_cranes_add_what_they_are_faster() {
    let loaded = Scenario::parse(QUEUES, "two_queues.toml", &[]);
    let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
    let runner = Runner::new(&|_| {});
    for site in [Site::Bay, Site::EachTerminal] {
        let question = Question {
            site,
            level: 0.1,
            replications: 12,
        };
        let base = capacity(&scenario, &question, runner).unwrap();
        let yardstick = Yardstick::new(&scenario, &question, &base.berth_side, runner).unwrap();
        let worth = |change| yardstick.follow(change).unwrap();
        let unchanged = worth(Change::Nothing);
        assert_eq!(worth(Change::CraneRate(1.0)), unchanged);
        assert_eq!(yardstick.unchanged, unchanged);
        let effects = |changes: &[Change]| {
            effects_of(&scenario, &question, &base.berth_side, changes, runner).unwrap()
        };
        let nothing = effects(&[Change::Nothing]).remove(0).added;
        assert_eq!(
            (nothing.ci95_low, nothing.mean, nothing.ci95_high),
            (0.0, 0.0, 0.0)
        );
        // Service and gaps of a queue in another unit of time: a tenth more, to how noisy
        // curves are straight.
        let faster = worth(Change::CraneRate(1.1));
        let sum = |values: &[Vec<f64>]| values.iter().flatten().sum::<f64>();
        let ratio = sum(&faster) / sum(&unchanged);
        assert!((ratio - 1.1).abs() < 0.02, "{site:?}: {ratio}");
    }
}

#[test]
fn more_than_can_be_served_is_told_with_its_backlog() {
    let loaded = Scenario::parse(QUEUES, "two_queues.toml", &[]);
    let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
    let question = Question {
        site: Site::Bay,
        level: 0.1,
        replications: 4,
    };
    let runner = Runner::new(&|_| {});
    let base = capacity(&scenario, &question, runner).unwrap();
    assert!(base.today.stationary, "{:?}", base.today);
    let teu = 2.5 * base.teu_per_year.mean;
    let asked = for_teu(&scenario, &question, &base, teu, runner).unwrap();
    let point = asked.as_it_is;
    assert!(!point.stationary, "{point:?}");
    assert!(point.backlog_end > point.backlog_start, "{point:?}");
    assert!(point.unserved_teu_per_year > 0.0, "{point:?}");
}

#[test]
fn each_terminal_is_filled_to_its_own_level() {
    let loaded = Scenario::parse(
        QUEUES,
        "two_queues.toml",
        &["horizon.days=500 d".to_owned()],
    );
    let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
    let question = Question {
        site: Site::EachTerminal,
        level: 0.1,
        replications: 10,
    };
    let found = capacity(&scenario, &question, Runner::new(&|_| {})).unwrap();
    for at in &found.terminals {
        assert!((at.wait_to_service_ratio - 0.1).abs() < 0.02, "{at:?}");
    }
    // Queues that share nothing: the bay is the sum of what each is by itself.
    let alone = |id: &str| {
        let site = Site::terminal(&scenario.bay, id).unwrap();
        let question = Question { site, ..question };
        capacity(&scenario, &question, Runner::new(&|_| {}))
            .unwrap()
            .teu_per_year
    };
    let (east, west) = (alone("east"), alone("west"));
    let half = (found.teu_per_year.ci95_high - found.teu_per_year.ci95_low) / 2.0;
    let sum = east.mean + west.mean;
    assert!(
        (found.teu_per_year.mean - sum).abs() < half / 2.0,
        "{sum} {found:?}"
    );
    let widths = [east, west].map(|one| (one.ci95_high - one.ci95_low) / 2.0);
    assert!(half < widths[0] + widths[1]);
}

/// Two terminals that share the gangs of a day shift.
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
        let search = Search::new(&scenario, &question, change, Runner::new(&|_| {})).unwrap();
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

fn question(site: Site) -> Question {
    Question {
        site,
        level: 0.1,
        replications: 6,
    }
}

/// What gangs in step do to the two terminals with so many gangs a shift and this land.
fn in_step_of(site: Site, gangs: u32, land: &str) -> (Capacity, InStep) {
    let settings = [
        "horizon.days=120 d".to_owned(),
        "horizon.warm_up=10 d".to_owned(),
        format!("labor.shift.day.gangs={gangs}"),
        "service.a.arrivals={ exponential = { mean = \"60 h\" } }".to_owned(),
        "service.b.arrivals={ exponential = { mean = \"84 h\" } }".to_owned(),
    ];
    let text = BAY.replace("[terminal.west]\n", &format!("[terminal.west]\n{land}"));
    let loaded = Scenario::parse(&text, "two_terminals.toml", &settings);
    let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
    let runner = Runner::new(&|_| {});
    let base = capacity(&scenario, &question(site), runner).unwrap();
    let changes = [Change::GangsInStep];
    let effects = effects_of(
        &scenario,
        &question(site),
        &base.berth_side,
        &changes,
        runner,
    );
    let found = InStep::of_site(&base, site, &effects.unwrap()[0]);
    (base, found)
}

#[test]
fn a_pool_that_nobody_waits_for_adds_exactly_nothing() {
    for site in [Site::Bay, Site::EachTerminal] {
        let (base, found) = in_step_of(site, 1_000, "");
        assert_eq!(found.teu_per_year, base.teu_per_year, "{site:?}");
        assert_eq!((found.added.ci95_low, found.added.ci95_high), (0.0, 0.0));
    }
}

#[test]
fn a_short_pool_adds_as_much_as_the_land_takes() {
    let (base, found) = in_step_of(Site::EachTerminal, 3, "");
    assert!(found.added.ci95_low > 0.0, "{found:?}");
    let mean = base.teu_per_year.mean + found.added.mean;
    assert!(
        (found.teu_per_year.mean - mean).abs() < 1e-6 * mean,
        "{found:?}"
    );
    // At the capacity the pool is 6 or more, one for every berth, each with a crane: as good as
    // any number of gangs.
    let plenty = in_step_of(Site::EachTerminal, 1_000, "")
        .0
        .teu_per_year
        .mean;
    assert!((mean / plenty - 1.0).abs() < 0.02, "{mean} {plenty}");
    // Land of the west for as much as its berths bring with the short pool, and no more.
    let own = base.terminals[1].own.unwrap().mean;
    let land = format!("area = \"1 acres\"\nyard_ceiling = \"{own} TEU/acre/yr\"\n");
    let (_, bounded) = in_step_of(Site::EachTerminal, 3, &land);
    assert!(
        bounded.added.mean < 0.7 * found.added.mean,
        "{bounded:?} {found:?}"
    );
    assert!(bounded.added.ci95_low > 0.0, "the east has no such bound");
}

#[test]
fn an_interval_keeps_its_shape_and_widens_as_replications_do() {
    let base = Summary {
        mean: 100.0,
        ci95_low: 94.0,
        ci95_high: 102.0,
        ..Summary::UNDEFINED
    };
    // Spread ten times as far: 90 and 110 become 30 and 230.
    let found = InStep::with(&base, &[90.0, 110.0], &[-60.0, 120.0]);
    let of = found.teu_per_year;
    for (found, by_hand) in [(of.mean, 130.0), (of.ci95_low, 70.0), (of.ci95_high, 150.0)] {
        assert!((found - by_hand).abs() < 1e-9, "{of:?}");
    }
    assert!((found.added.mean - 30.0).abs() < 1e-12);
    let mut more = [10.0, 30.0];
    bound(&mut more, 5.0);
    assert!((more[0] - 2.5).abs() < 1e-12 && (more[1] - 7.5).abs() < 1e-12);
    bound(&mut more, -1.0);
    assert!(
        more.iter().all(|left| left.abs() < 1e-12),
        "land is full already"
    );
}
